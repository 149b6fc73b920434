//! What needs the finished command and outside judges. `tests/all` builds the one, installs the others and runs this.
//!
//! Nothing here is skipped: without the command (`SETSUMON`) or the judges (`SETSUMON_JUDGES`) every test fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test that cannot go on says so by failing"
)]

mod accessible;
mod agreement;
mod browser;
mod built;
mod cli;
mod databases;
mod html;
mod migrate;
mod pages;
mod pdf;
mod prefill;
mod preview;
mod reading;
mod reading_order;
mod refused;
mod run;
mod schemas;
mod servers;
mod settings;
mod speed;
mod tags;
mod testing;
mod torn;
mod types;
mod years;
