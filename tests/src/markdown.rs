//! The fenced blocks of a Markdown page.

use std::path::PathBuf;

use crate::repo;

/// A fenced block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// The page.
    pub page: PathBuf,
    /// The heading it stands under, without its `#`s.
    pub heading: String,
    /// What follows the three backticks: `survey`, `survey fragment`.
    pub info: String,
    /// The line of the page on which its text begins, from 1.
    pub line: usize,
    /// Its text.
    pub text: String,
}

impl Fence {
    /// Where it stands, for people.
    pub fn told(&self) -> String {
        format!("{}:{}", repo::told(&self.page), self.line)
    }
}

/// All fenced blocks of a page, in order.
pub fn fences(page: PathBuf) -> Vec<Fence> {
    let text = repo::read(&page);
    let mut found = Vec::new();
    let mut heading = String::new();
    let mut open: Option<Fence> = None;
    for (number, line) in text.lines().enumerate() {
        match (&mut open, line.trim_start().strip_prefix("```")) {
            (Some(fence), None) => {
                fence.text.push_str(line);
                fence.text.push('\n');
            }
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some(info)) => {
                open = Some(Fence {
                    page: page.clone(),
                    heading: heading.clone(),
                    info: info.trim().to_owned(),
                    line: number + 2,
                    text: String::new(),
                });
            }
            (None, None) => {
                if line.starts_with('#') {
                    heading = line.trim_start_matches('#').trim().to_owned();
                }
            }
        }
    }
    assert!(open.is_none(), "{}: a fence is not closed", repo::told(&page));
    found
}
