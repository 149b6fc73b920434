//! Everything this crate says, one function a message, so that the same mistake is always told in the same words.

pub(crate) mod braces;
pub(crate) mod expression;
pub(crate) mod foreign;
pub(crate) mod head;
pub(crate) mod texts;
pub(crate) mod typing;
