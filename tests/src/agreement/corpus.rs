//! Past failures: small surveys with answer files on which somebody once disagreed, replayed before anything is made up.

use super::judge::File;
use super::survey::Survey;
use crate::repo;

/// A past failure.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its path.
    pub told: String,
    /// The survey.
    pub survey: Survey,
    /// The answer files.
    pub files: Vec<File>,
}

/// All of them. Each survey begins with a comment that tells what it caught; its answer files stand beside it, in a list.
pub fn corpus() -> Vec<Case> {
    let case = |path: std::path::PathBuf| {
        let text = repo::read(&path);
        let told = repo::told(&path);
        assert!(text.starts_with("// Caught: "), "{told} does not begin with what it caught");
        let files = repo::read(&path.with_extension("json"));
        let files = serde_json::from_str(&files).unwrap_or_else(|why| panic!("{told}, its answer files: {why}"));
        Case { told, survey: Survey::new(text), files }
    };
    repo::files("tests/corpus/agreement", ".survey").into_iter().map(case).collect()
}
