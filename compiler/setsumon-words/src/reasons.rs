//! Why a survey was changed.

/// What the sorts of reasons for a change are called.
#[derive(Debug)]
pub struct Reasons {
    /// Only the writing changed.
    pub typo: &'static str,
    /// The concept is better understood.
    pub concept: &'static str,
    /// What is measured has changed.
    pub reality: &'static str,
    /// An element was added.
    pub addition: &'static str,
}
