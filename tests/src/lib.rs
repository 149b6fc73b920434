//! The harness of the tests: the repository's files, the cases of the corpus, their claims and their snapshots.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on says so by failing"
)]

pub mod agreement;
pub mod census;
pub mod claim;
pub mod generate;
pub mod markdown;
pub mod node;
pub mod project;
pub mod repo;
pub mod snapshot;
pub mod tables;
pub mod targets;
