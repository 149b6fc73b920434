//! What is made up from a seed for every judge alike: surveys, and answer files for a form.

pub mod answers;
pub mod paths;
pub mod random;
pub mod survey;
