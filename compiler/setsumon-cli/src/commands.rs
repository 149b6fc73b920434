//! The commands, one file each.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod diagram;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod fix;
pub(crate) mod fmt;
pub(crate) mod freeze;
pub(crate) mod impact;
pub(crate) mod insert;
pub(crate) mod lock;
pub(crate) mod man;
pub(crate) mod migrate;
pub(crate) mod new;
pub(crate) mod prefill;
pub(crate) mod preview;
pub(crate) mod prove;
pub(crate) mod rollover;
pub(crate) mod scenarios;
pub(crate) mod snapshot;
pub(crate) mod test;
pub(crate) mod validate;
pub(crate) mod years;
