//! From syntax to meaning: resolve, check, lower, judge, and the trait that every target implements.

pub mod alike;
mod allowed;
pub mod answers;
pub mod audience;
pub mod calendar;
pub mod carry;
mod compile;
pub mod cond;
pub mod decide;
pub mod domain;
mod errors;
pub mod evaluate;
pub mod export;
pub mod form;
pub mod formula;
pub mod frozen;
pub mod ids;
mod instruction;
pub mod judge;
mod lower;
pub mod normalize;
pub mod notation;
pub mod number;
pub mod pairing;
mod parses;
pub mod reads;
mod resolve;
pub mod routes;
pub mod rule;
pub mod sources;
pub mod spreadsheet;
pub mod target;
pub mod term;
pub mod text;
pub mod together;
pub mod unit;
pub mod walk;
pub mod within;

pub use setsumon_syntax::names;

pub use compile::{ByItself, Compilation, Finished, Soundness, compile, is_model};
pub use parses::Parses;
pub use resolve::written::{Site, Written};
