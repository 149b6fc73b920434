//! The stages in order: read, put in place, declare, lower. A form comes out only where no error was found.

#![allow(clippy::wildcard_enum_match_arm, reason = "one clause of the syntax tree is looked for")]

use setsumon_diagnostics::{Code, Diagnostics, SourceMap, Span};
use setsumon_syntax::ast::{ClauseKind, Kind, Statement};

use crate::errors::editions;
use crate::form::{Form, Previous};
use crate::frozen;
use crate::lower::lower;
use crate::resolve::declare::declare;
use crate::resolve::expand::{expand, plain};
use crate::sources::{Sources, resolve_path};

/// What became of a survey.
#[derive(Debug)]
pub struct Compilation {
    /// The finished survey, where nothing was wrong.
    pub form: Option<Form>,
    /// Everything there is to say, sorted by place.
    pub diagnostics: Diagnostics,
    /// The files that were read, for showing places.
    pub sources: SourceMap,
}

/// Compiles the survey at a path.
pub fn compile(sources: &dyn Sources, root: &str) -> Compilation {
    let expanded = expand(sources, root);
    let mut diagnostics = expanded.diagnostics;
    let place = Span::new(expanded.file.id, 0, 0);
    let form = declare(&expanded.file.statements, place, &mut diagnostics).map(|draft| {
        let previous = previous(draft.survey, sources, root, &mut diagnostics);
        lower(&draft, previous, &mut diagnostics)
    });
    let mut diagnostics = without_consequences(diagnostics);
    diagnostics.sort();
    let form = if diagnostics.has_errors() { None } else { form };
    Compilation { form, diagnostics, sources: expanded.sources }
}

/// What could not be read is left out of the tree, and whatever speaks of it then finds nothing: the root is told, not that.
fn without_consequences(diagnostics: Diagnostics) -> Diagnostics {
    let unread = diagnostics.iter().any(|diagnostic| diagnostic.code.number().starts_with("E01"));
    if !unread {
        return diagnostics;
    }
    let mut kept = Diagnostics::default();
    for diagnostic in diagnostics.into_vec() {
        let may_follow = matches!(
            diagnostic.code,
            Code::UnknownName
                | Code::ForwardReference
                | Code::UnknownOption
                | Code::UnknownList
                | Code::UnknownBlock
                | Code::UnknownUnit
                | Code::SurveyStatement
                | Code::GridShape
                | Code::NoOptions
                | Code::NothingNumbered
                | Code::SentenceMissing
                | Code::MarkerMissing
                | Code::CodeDropped
        );
        if !may_follow {
            kept.push(diagnostic);
        }
    }
    kept
}

/// The edition before, where the survey names one.
fn previous(survey: &Statement, sources: &dyn Sources, root: &str, diagnostics: &mut Diagnostics) -> Option<Previous> {
    let edition = survey.body.iter().find(|inner| inner.kind == Kind::Edition)?;
    let text = edition.clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Follows(text) => Some(text),
        _ => None,
    })?;
    let written = plain(text);
    let read = match resolve_path(root, &written) {
        None => Err("it lies outside the project folder".to_owned()),
        Some(path) => match sources.read(&path) {
            Err(crate::sources::SourceError::NotFound) => Err("there is no such file".to_owned()),
            Err(crate::sources::SourceError::Outside) => Err("it lies outside the project folder".to_owned()),
            Err(crate::sources::SourceError::Unreadable(why)) => Err(why),
            Ok(bytes) => String::from_utf8(bytes)
                .map_err(|_| "it is not UTF-8".to_owned())
                .and_then(|json| frozen::previous(&json)),
        },
    };
    match read {
        Ok(previous) => Some(previous),
        Err(why) => {
            diagnostics.push(editions::follows_unreadable(text.span, &written, &why));
            None
        }
    }
}
