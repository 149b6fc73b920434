//! Showing diagnostics: one line each, JSON lines, workflow commands, a SARIF document, and (with the feature `graphical`) excerpts of the source for people.

mod github;
mod json;
mod sarif;
mod short;

#[cfg(feature = "graphical")]
mod excerpt;
#[cfg(feature = "graphical")]
mod human;

pub use github::{github, github_failure};
#[cfg(feature = "graphical")]
pub use human::human;
pub use json::json;
pub use sarif::Sarif;
pub use short::short;
