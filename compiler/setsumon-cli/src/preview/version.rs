//! What a preview shows at a moment: what is to be said about the survey, and its last form without a mistake.

use std::sync::Arc;

use serde::Serialize;
use setsumon::survey::Form;

use crate::preview::messages::Message;

/// The state of the survey after a save.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Version {
    /// Counts the saves, from 1.
    pub(crate) number: u64,
    /// The survey's path as it was typed.
    pub(crate) survey: String,
    /// Whether the page shows this save; if not, it shows an earlier one or nothing.
    pub(crate) sound: bool,
    /// The save that the page shows; 0 where none had no mistake.
    pub(crate) page_number: u64,
    /// Mistakes, then warnings.
    pub(crate) messages: Vec<Message>,
    /// What stopped the preview from reading the survey at all.
    pub(crate) failure: Option<String>,
    /// How long it took to read and to make the page, in milliseconds.
    pub(crate) milliseconds: u128,
    /// The page and the form it was made from.
    #[serde(skip)]
    pub(crate) page: Option<Arc<Page>>,
}

/// A form without a mistake and its page.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) form: Form,
    pub(crate) html: Vec<u8>,
}
