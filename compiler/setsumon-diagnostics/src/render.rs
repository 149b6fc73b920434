//! Showing diagnostics: one line each, JSON lines, and (with the feature `graphical`) excerpts of the source for people.

mod json;
mod short;

#[cfg(feature = "graphical")]
mod excerpt;
#[cfg(feature = "graphical")]
mod human;

#[cfg(feature = "graphical")]
pub use human::human;
pub use json::json;
pub use short::short;
