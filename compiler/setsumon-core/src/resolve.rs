//! From syntax to a draft: imports, lists and blocks put in place; then codes, paths and numbers.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the syntax tree has one shape for every statement: each pass picks the few kinds that concern it"
)]

pub(crate) mod declare;
pub(crate) mod draft;
pub(crate) mod expand;
pub(crate) mod numbering;
pub(crate) mod symbols;
