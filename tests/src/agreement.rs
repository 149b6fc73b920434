//! Agreement: answer files to made-up and written surveys, judged by the reference and by whoever else knows the survey.
//!
//! What a target leaves out by name is excused, and the list of reasons is that of its page in `docs/targets/`.

pub mod answers;
pub mod classes;
pub mod constructs;
pub mod corpus;
pub mod hostile;
pub mod judge;
pub mod kinds;
pub mod leaving;
pub mod migration;
pub mod paper;
pub mod paths;
pub mod random;
pub mod run;
pub mod schema;
pub mod shrink;
pub mod sql;
pub mod sqlite;
pub mod steps;
pub mod survey;
