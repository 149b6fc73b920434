//! Where text comes from: the one way in, so that nothing below the command line knows of files.

use std::collections::BTreeMap;

/// A folder of files, seen from the project's root. Paths use `/`, are relative and hold neither `.` nor `..`.
pub trait Sources {
    /// The bytes of a file.
    ///
    /// # Errors
    /// Where there is no such file, it lies outside the project, or it cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError>;
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceError {
    /// There is none of this name.
    NotFound,
    /// It lies outside the project folder.
    Outside,
    /// Something else, in the system's words.
    Unreadable(String),
}

/// Files held in memory: for tests, for standard input, for an editor's open files.
#[derive(Debug, Clone, Default)]
pub struct MemorySources {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemorySources {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), content.into());
        self
    }
}

impl Sources for MemorySources {
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        self.files.get(path).cloned().ok_or(SourceError::NotFound)
    }
}

/// A path written in a file, as a path from the project's root; `None` where it leads out of the project.
pub(crate) fn resolve_path(from_file: &str, written: &str) -> Option<String> {
    if written.starts_with('/') || written.starts_with('\\') || written.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = from_file.split('/').collect();
    parts.pop();
    for part in written.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}
