//! The preview: a survey's form on this machine alone, made anew whenever one of its files is saved.
//!
//! One thread looks after the files and compiles, the other serves. What passes between them is a [`Version`].

pub(crate) mod doors;
pub(crate) mod files;
pub(crate) mod host;
pub(crate) mod messages;
pub(crate) mod received;
pub(crate) mod server;
pub(crate) mod version;

pub(crate) use version::{Page, Version};
