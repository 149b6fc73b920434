//! Steps from one edition to the next: the topics of the corpus, the real survey's, and such as are made up.

use std::collections::BTreeSet;
use std::path::PathBuf;

use setsumon_core::form::Form;
use setsumon_core::frozen::Model;

use super::made_up::texts;
use crate::agreement::survey;
use crate::project::{Compiled, Project};
use crate::repo;

/// Sections of the wide survey: some eighty columns each, and no table of SQLite or DuckDB has over 2,000.
const WIDE: usize = 26;

/// An edition and the next.
#[derive(Debug)]
pub struct Step {
    /// Where it comes from.
    pub told: String,
    /// The edition before.
    pub old: Form,
    /// The edition after.
    pub new: Form,
}

/// A step from the texts of both surveys; the new one follows `old.model.json`, which is frozen from a third.
///
/// # Errors
/// Where one of them is no survey.
fn step(told: String, old: &str, frozen: &str, new: &str) -> Result<Step, String> {
    let form = |compiled: Compiled| {
        let said = compiled.said();
        compiled.0.soundness.before_markers().ok_or(said)
    };
    let before = form(Project::of(old).compile()).map_err(|why| format!("{told}, old: {why}"))?;
    let after = form(Project::of(new).with_frozen("old.model.json", frozen).compile())
        .map_err(|why| format!("{told}, new: {why}"))?;
    Ok(Step { told, old: before, new: after })
}

/// The topics of `tests/corpus/diff`.
pub fn topics() -> Vec<Step> {
    let folders: BTreeSet<PathBuf> = repo::files("tests/corpus/diff", "old.survey")
        .iter()
        .map(|old| old.parent().expect("a topic has a folder").to_owned())
        .collect();
    let topic = |folder: &PathBuf| {
        let [old, new] = ["old.survey", "new.survey"].map(|name| repo::read(&folder.join(name)));
        step(repo::told(folder), &old, &old, &new).unwrap_or_else(|why| panic!("{why}"))
    };
    folders.iter().map(topic).collect()
}

/// The real survey's.
pub fn real() -> Step {
    let [old, new] = ["2023", "2024"].map(|edition| {
        let path = repo::path(&format!("surveys/chiren/{edition}.survey"));
        Compiled::file(&path).form(&repo::told(&path)).clone()
    });
    Step { told: "the real survey".to_owned(), old, new }
}

/// A step of a survey that no table of some databases can hold, in which questions change places between the pieces.
pub fn wide() -> Step {
    let before = survey::wide(WIDE);
    let old = before.form().expect("the wide survey compiles");
    let follows = before.with("old.model.json", Model::freeze(&old, None).write());
    let options: Vec<String> = (0..60).map(|option| format!("o{option} \"Option {option}\"")).collect();
    let in_section = |text: &str, section: usize, from: &str, to: &str| {
        let place = text.find(&format!("section s{section} ")).expect("it has the section");
        let (head, rest) = text.split_at(place);
        assert!(rest.contains(from), "section s{section} has no `{from}`");
        format!("{head}{}", rest.replacen(from, to, 1))
    };
    let text = follows.text.replacen("edition 2025", "edition 2026 follows \"old.model.json\"", 1);
    assert_ne!(text, follows.text, "the edition moved");
    // So many new columns in front that what lay in one piece lies in the next.
    let first = "  single open \"Open?\"";
    let added = format!("  multi extra \"Extra\" @new {{ {} }}\n{first}", options.join("  "));
    let text = in_section(&text, 0, first, &added);
    let text = in_section(&text, WIDE - 2, "text words \"Words\"", "text remark \"Words\" was words");
    let text = in_section(&text, 3, "longtext more \"More\"", "longtext more \"More\" @personal");
    let text = in_section(&text, 7, "max 20", "max 10");
    let new = follows.with_text(text).form().unwrap_or_else(|why| panic!("{why}"));
    Step { told: "a wide survey".to_owned(), old, new }
}

/// A step that is made up from a seed.
///
/// # Panics
/// Where one of the editions is no survey.
pub fn made_up(seed: u64) -> Step {
    let [old, frozen, new] = texts(seed);
    step(format!("seed {seed}"), &old, &frozen, &new).unwrap_or_else(|why| panic!("{why}\n{new}"))
}
