//! The real survey with an edit, for tests that ask what an edit does.

use std::collections::BTreeMap;

use setsumon_core::sources::MemorySources;
use setsumon_editions::Session;
use setsumon_editions::snapshot::{Snapshot, snapshots};
use setsumon_tests::project::Compiled;
use setsumon_tests::repo;

pub(crate) const SURVEY: &str = "2024.survey";
pub(crate) const COMMON: &str = "common.survey";

/// The files of the real survey, to be edited.
#[derive(Clone)]
pub(crate) struct Edited(BTreeMap<String, String>);

impl Edited {
    pub(crate) fn real() -> Self {
        let files = [SURVEY, COMMON, "2023.model.json"];
        Self(files.map(|name| (name.to_owned(), repo::read(&repo::path(&format!("surveys/chiren/{name}"))))).into())
    }

    pub(crate) fn text(&self, file: &str) -> &str {
        &self.0[file]
    }

    pub(crate) fn with(&self, file: &str, text: String) -> Self {
        let mut edited = self.clone();
        edited.0.insert(file.to_owned(), text);
        edited
    }

    /// Replaces what must stand there once.
    #[track_caller]
    pub(crate) fn edit(&self, file: &str, old: &str, new: &str) -> Self {
        assert_eq!(self.text(file).matches(old).count(), 1, "{file}: {old}");
        self.with(file, self.text(file).replace(old, new))
    }

    fn sources(&self) -> MemorySources {
        let files = self.0.iter();
        files.fold(MemorySources::new(), |sources, (name, text)| sources.with(name.as_str(), text.as_str()))
    }

    pub(crate) fn compile(&self) -> Compiled {
        Compiled(Session::new().check(&self.sources(), SURVEY))
    }

    pub(crate) fn snapshots(&self) -> Vec<Snapshot> {
        let survey = Session::new().check(&self.sources(), SURVEY).by_itself();
        snapshots(&survey.unwrap_or_else(|| panic!("the edited survey has mistakes:\n{}", self.compile().said())))
    }

    /// The pages by their files.
    pub(crate) fn pages(&self) -> BTreeMap<String, String> {
        self.snapshots().into_iter().map(|page| (page.file, page.content)).collect()
    }
}
