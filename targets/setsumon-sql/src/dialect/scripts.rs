//! Scripts: what stands around statements, and how answers are loaded.

/// What stands around the statements of a script. A script means the same whatever its session was set to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    /// Before everything.
    pub(crate) begin: &'static str,
    /// Before a migration.
    pub(crate) begin_migration: &'static str,
    /// Before a view over several editions.
    pub(crate) begin_years: &'static str,
    /// What still has to begin the transaction of answers, behind [`begin`](Self::begin).
    pub(crate) transaction: &'static str,
    /// Behind everything.
    pub(crate) end: &'static str,
    /// How its client runs a script.
    pub(crate) client: &'static str,
}

/// Scripts.
pub(crate) trait Scripts {
    /// What stands around their statements.
    fn frame(&self) -> Frame;

    /// The place of a parameter, counted from 1.
    fn placeholder(&self, index: usize) -> String;

    /// Whether JSON can hold U+0000, escaped or not.
    fn json_holds_nul(&self) -> bool;

    /// Whether days, decimals and texts are stored as they are written, so that constraints see them so.
    fn keeps_as_written(&self) -> bool;
}
