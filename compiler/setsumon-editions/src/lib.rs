//! The step from one edition of a survey to the next: next year's file, and what changed, by meaning.
//!
//! What compares editions works on published models ([`setsumon_core::frozen::Model`]), so that an edition of years ago needs no
//! compiler of years ago.

mod compile;
pub mod diff;
mod errors;
pub mod report;
pub mod rollover;
mod step;
mod years;

pub use compile::compile;
pub use diff::{Diff, diff};
pub use rollover::rollover;
