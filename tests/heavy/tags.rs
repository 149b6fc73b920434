//! The tree of tags of a PDF, which is what a screen reader goes by.

use std::path::Path;

use serde_json::Value;

use crate::run::{done, python};

/// An element of the tree.
#[derive(Debug)]
pub(crate) struct Tag {
    /// Its type, such as `P`.
    pub(crate) tag: String,
    /// What is in it, in the order of reading.
    pub(crate) kids: Vec<Kid>,
}

/// What is in an element.
#[derive(Debug)]
pub(crate) enum Kid {
    /// Words of the page.
    Words(String),
    /// Another element.
    Tag(Tag),
}

/// The elements at the root of a file's tree.
pub(crate) fn tags(pdf: &Path) -> Vec<Tag> {
    let tree = done(python("tags.py").arg(pdf));
    let tree: Value = serde_json::from_str(&tree).expect("tags.py writes JSON");
    tree.as_array().expect("a list of elements").iter().map(Tag::of).collect()
}

impl Tag {
    fn of(tag: &Value) -> Self {
        let kid = |kid: &Value| match kid.as_str() {
            Some(words) => Kid::Words(words.to_owned()),
            None => Kid::Tag(Self::of(kid)),
        };
        let kids = tag["kids"].as_array().expect("a list of what is inside").iter().map(kid).collect();
        Self { tag: tag["tag"].as_str().expect("a type").to_owned(), kids }
    }

    /// All its words.
    pub(crate) fn words(&self) -> String {
        let words = |kid: &Kid| match kid {
            Kid::Words(words) => words.clone(),
            Kid::Tag(tag) => tag.words(),
        };
        self.kids.iter().map(words).collect()
    }

    /// All its words but those of a list of contents, which has every title once more.
    pub(crate) fn text(&self) -> String {
        let words = |kid: &Kid| match kid {
            Kid::Words(words) => words.clone(),
            Kid::Tag(tag) if tag.tag == "TOC" => String::new(),
            Kid::Tag(tag) => tag.text(),
        };
        self.kids.iter().map(words).collect()
    }

    /// It and everything in it, in the order of reading.
    pub(crate) fn all(&self) -> Vec<&Self> {
        let inner = self.kids.iter().flat_map(|kid| match kid {
            Kid::Words(_) => Vec::new(),
            Kid::Tag(tag) => tag.all(),
        });
        std::iter::once(self).chain(inner).collect()
    }
}
