//! A survey with the files it needs, compiled in memory or where it lies.
//!
//! A case that needs more than one file holds them all, parted by lines like `//// file common.survey`.
//! Where `setsumon.toml` is among them, what it says holds, and what is wrong with it is told.
//! `//// freeze 2024.model.json` begins a survey that is compiled and frozen under this name.

use std::path::{Component, Path};

use setsumon::project::Settings;
use setsumon_core::Compilation;
use setsumon_core::frozen::Model;
use setsumon_core::sources::{MemorySources, SourceError, Sources};
use setsumon_diagnostics::render::human;
use setsumon_editions::Session;

use crate::repo;

/// The name of a case's first file.
pub const MAIN: &str = "main.survey";

/// Files in memory, and which of them is the survey.
#[derive(Debug, Clone, Default)]
pub struct Project {
    sources: MemorySources,
}

impl Project {
    /// A survey of one file. In it `U+FFFD` stands for a byte that is no UTF-8, which neither a page nor a case could hold.
    pub fn of(text: &str) -> Self {
        let mut bytes = Vec::with_capacity(text.len());
        for (number, piece) in text.split('\u{fffd}').enumerate() {
            if number > 0 {
                bytes.push(0xff);
            }
            bytes.extend_from_slice(piece.as_bytes());
        }
        Self { sources: MemorySources::new().with(MAIN, bytes) }
    }

    /// The same files with another survey.
    #[must_use]
    pub fn with_survey(&self, text: &str) -> Self {
        self.clone().with(MAIN, text)
    }

    /// A case of the corpus, which may hold several files.
    pub fn of_case(text: &str) -> Self {
        let mut parts = text.split_inclusive('\n').fold(vec![(String::new(), String::new())], |mut parts, line| {
            match line.strip_prefix("//// ") {
                Some(head) => parts.push((head.trim().to_owned(), String::new())),
                None => parts.last_mut().expect("there is always a part").1.push_str(line),
            }
            parts
        });
        let (_, main) = parts.remove(0);
        parts.iter().fold(Self::of(&main), |project, (head, text)| match head.split_once(' ') {
            Some(("file", name)) => project.with(name, text.as_str()),
            Some(("freeze", name)) => project.with_frozen(name, text),
            _ => panic!("`//// {head}` is neither `file` nor `freeze`"),
        })
    }

    /// Its files.
    pub fn sources(&self) -> &MemorySources {
        &self.sources
    }

    /// Adds a file.
    #[must_use]
    pub fn with(self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        Self { sources: self.sources.with(name, content) }
    }

    /// Adds the frozen model of a survey, which must be without a mistake. One that follows another finds that among the files before it.
    #[must_use]
    pub fn with_frozen(self, name: &str, survey: &str) -> Self {
        let followed = survey.split_once("follows \"").and_then(|(_, rest)| Some(rest.split_once('"')?.0));
        let before = followed.map(|name| {
            let bytes = self.sources.read(name).unwrap_or_else(|_| panic!("{name} is frozen first"));
            Model::read(&String::from_utf8_lossy(&bytes)).unwrap_or_else(|why| panic!("{name}: {why}"))
        });
        let alone = if before.is_some() { self.with_survey(survey) } else { Self::of(survey) };
        let Compiled(compiled) = alone.compile();
        let form = compiled.form_before_markers().unwrap_or_else(|| {
            panic!("what is frozen as {name} is not clean:\n{}", said(&compiled.diagnostics, &compiled.sources))
        });
        self.with(name, Model::freeze(form, before.as_ref()).write())
    }

    /// Compiles it; what its project file says holds.
    pub fn compile(&self) -> Compiled {
        let mut compiled = Session::new().check(&self.sources, MAIN);
        if let Ok(bytes) = self.sources.read(setsumon::project::FILE) {
            let (settings, wrong) = Settings::read(setsumon::project::FILE, &bytes, &mut compiled.sources);
            settings.levels.apply(&mut compiled.diagnostics);
            compiled.diagnostics.extend(wrong);
        }
        Compiled(compiled)
    }
}

/// What came of a compilation.
#[derive(Debug)]
pub struct Compiled(pub Compilation);

impl Compiled {
    /// A survey of the repository, which is one project: it may import from anywhere in it.
    pub fn file(path: &Path) -> Self {
        Self(Session::new().check(&Repository, &repo::told(path)))
    }

    /// Everything that was said, as people see it: 90 columns, no colour.
    pub fn said(&self) -> String {
        said(&self.0.diagnostics, &self.0.sources)
    }

    /// The form, of a survey that must be clean.
    pub fn form(&self, told: &str) -> &setsumon_core::form::Form {
        assert!(self.0.diagnostics.is_empty(), "{told} is not clean:\n{}", self.said());
        self.0.form().unwrap_or_else(|| panic!("{told}: nothing is wrong, and there is no form"))
    }

    /// The form, of a survey that need not say why it changed since the edition before.
    pub fn form_before_markers(&self, told: &str) -> &setsumon_core::form::Form {
        self.0.form_before_markers().unwrap_or_else(|| panic!("{told} has mistakes of its own:\n{}", self.said()))
    }
}

fn said(diagnostics: &setsumon_diagnostics::Diagnostics, sources: &setsumon_diagnostics::SourceMap) -> String {
    diagnostics.iter().map(|diagnostic| human(diagnostic, sources, false)).collect::<Vec<_>>().join("\n")
}

/// The repository on disk.
#[derive(Debug)]
pub struct Repository;

impl Sources for Repository {
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        if Path::new(path).components().any(|part| !matches!(part, Component::Normal(_))) {
            return Err(SourceError::Outside);
        }
        std::fs::read(repo::path(path)).map_err(|error| {
            if error.kind() == std::io::ErrorKind::NotFound {
                SourceError::NotFound
            } else {
                SourceError::Unreadable(error.to_string())
            }
        })
    }
}
