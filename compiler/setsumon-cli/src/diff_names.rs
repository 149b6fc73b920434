//! The classes and effects of changes as they are called on the command line.

use clap::ValueEnum;
use setsumon_editions::diff::{Class, Data, Series};

/// A class of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ClassName {
    RollOver,
    Typography,
    Renumbered,
    Moved,
    Guidance,
    Wording,
    Required,
    OptionReordered,
    OptionReworded,
    OptionAdded,
    OptionRemoved,
    Range,
    ConditionWider,
    ConditionNarrower,
    ConditionOther,
    Rule,
    Derivation,
    Privacy,
    Renamed,
    Merged,
    Split,
    Unit,
    Type,
    CodeReused,
    Added,
    Removed,
}

impl From<ClassName> for Class {
    fn from(name: ClassName) -> Self {
        match name {
            ClassName::RollOver => Self::RollOver,
            ClassName::Typography => Self::Typography,
            ClassName::Renumbered => Self::Renumbered,
            ClassName::Moved => Self::Moved,
            ClassName::Guidance => Self::Guidance,
            ClassName::Wording => Self::Wording,
            ClassName::Required => Self::Required,
            ClassName::OptionReordered => Self::OptionReordered,
            ClassName::OptionReworded => Self::OptionReworded,
            ClassName::OptionAdded => Self::OptionAdded,
            ClassName::OptionRemoved => Self::OptionRemoved,
            ClassName::Range => Self::Range,
            ClassName::ConditionWider => Self::ConditionWider,
            ClassName::ConditionNarrower => Self::ConditionNarrower,
            ClassName::ConditionOther => Self::ConditionOther,
            ClassName::Rule => Self::Rule,
            ClassName::Derivation => Self::Derivation,
            ClassName::Privacy => Self::Privacy,
            ClassName::Renamed => Self::Renamed,
            ClassName::Merged => Self::Merged,
            ClassName::Split => Self::Split,
            ClassName::Unit => Self::Unit,
            ClassName::Type => Self::Type,
            ClassName::CodeReused => Self::CodeReused,
            ClassName::Added => Self::Added,
            ClassName::Removed => Self::Removed,
        }
    }
}

/// An effect on stored data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DataName {
    None,
    Additive,
    Recode,
    Loss,
}

impl From<DataName> for Data {
    fn from(name: DataName) -> Self {
        match name {
            DataName::None => Self::None,
            DataName::Additive => Self::Additive,
            DataName::Recode => Self::Recode,
            DataName::Loss => Self::Loss,
        }
    }
}

/// An effect on the time series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeriesName {
    Comparable,
    WithCare,
    Broken,
}

impl From<SeriesName> for Series {
    fn from(name: SeriesName) -> Self {
        match name {
            SeriesName::Comparable => Self::Comparable,
            SeriesName::WithCare => Self::WithCare,
            SeriesName::Broken => Self::Broken,
        }
    }
}
