//! Imported files that have been parsed, kept from one check of a survey to the next.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use setsumon_diagnostics::{Diagnostics, FileId};
use setsumon_syntax::ast::File;

/// What came of the files that surveys import, by where they stood among the files of a survey. What has not changed since is not
/// parsed again. A root is: it is what its author is editing, and its tree is taken apart.
#[derive(Debug, Default)]
pub struct Parses {
    kept: FxHashMap<(FileId, String), Parsed>,
}

/// A file that has been parsed.
#[derive(Debug, Clone)]
pub(crate) struct Parsed {
    /// What stood in it.
    bytes: Vec<u8>,
    /// The text that was read from that.
    pub(crate) text: String,
    pub(crate) file: Arc<File>,
    pub(crate) diagnostics: Diagnostics,
}

impl Parses {
    /// What comes of a file.
    pub(crate) fn of(&mut self, id: FileId, path: &str, bytes: Vec<u8>) -> &Parsed {
        let kept = self.kept.entry((id, path.to_owned()));
        kept.and_modify(|kept| {
            if kept.bytes != bytes {
                *kept = Parsed::of(id, bytes.clone());
            }
        })
        .or_insert_with(|| Parsed::of(id, bytes.clone()))
    }
}

impl Parsed {
    fn of(id: FileId, bytes: Vec<u8>) -> Self {
        let (text, parse) = setsumon_syntax::parse_bytes(id, &bytes);
        Self { bytes, text, file: Arc::new(parse.file), diagnostics: parse.diagnostics }
    }
}

#[cfg(test)]
mod tests {
    use setsumon_diagnostics::FileId;

    use super::Parses;

    #[test]
    fn what_has_not_changed_is_not_parsed_again() {
        let mut parses = Parses::default();
        let first = parses.of(FileId(1), "a", b"setsumon 1".to_vec()).file.clone();
        assert!(std::sync::Arc::ptr_eq(&first, &parses.of(FileId(1), "a", b"setsumon 1".to_vec()).file));
        assert!(!std::sync::Arc::ptr_eq(&first, &parses.of(FileId(1), "a", b"setsumon 1 ".to_vec()).file));
        // Places in a tree name the file by its number.
        assert!(!std::sync::Arc::ptr_eq(&first, &parses.of(FileId(2), "a", b"setsumon 1".to_vec()).file));
    }
}
