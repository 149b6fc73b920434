//! What an edition says of those before it: a part of the tree of a file.

use setsumon_diagnostics::Spanned;

use super::Text;

/// `follows "2019.model.json" except 2020 "…", 2021 "…"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follows {
    /// The frozen model of the edition before.
    pub model: Text,
    /// The editions between that were not fielded.
    pub except: Vec<Unfielded>,
}

/// An edition that was not fielded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfielded {
    /// The edition.
    pub edition: Spanned<u32>,
    /// Why.
    pub why: Text,
}
