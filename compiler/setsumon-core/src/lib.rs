//! From syntax to meaning: resolve, check, lower, judge, and the trait that every target implements.

pub mod answers;
pub mod audience;
pub mod calendar;
pub mod cond;
pub mod domain;
pub mod evaluate;
pub mod form;
pub mod frozen;
pub mod ids;
pub mod judge;
pub mod number;
pub mod reads;
pub mod rule;
pub mod target;
pub mod term;
pub mod text;
pub mod wording;
