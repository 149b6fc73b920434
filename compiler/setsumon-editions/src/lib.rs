//! The step from one edition of a survey to the next: what changed, by meaning.
//!
//! Everything here works on published models ([`setsumon_core::frozen::Model`]), so that an edition of years ago needs no
//! compiler of years ago.

pub mod diff;
pub mod report;

pub use diff::{Diff, diff};
