//! The step from one edition of a survey to the next: next year's file, what changed, by meaning, and what an edit changed in between.
//!
//! What compares editions works on published models ([`setsumon_core::frozen::Model`]), so that an edition of years ago needs no
//! compiler of years ago.

pub mod compare;
pub mod diff;
mod errors;
mod fix;
pub mod impact;
pub mod lock;
mod marks;
mod patch;
pub mod paths;
mod pen;
pub mod prefill;
pub mod report;
pub mod rollover;
pub mod scenario;
mod session;
pub mod snapshot;
mod step;
mod years;

pub use compare::compare;
pub use diff::{Diff, diff};
pub use fix::{Done, Fixed, FixedFile, fix, fix_told};
pub use impact::impact;
pub use lock::Lock;
pub use patch::unified;
pub use rollover::rollover;
pub use session::Session;
