//! The stages in order: read, put in place, declare, lower. A form comes out only where no error was found.

#![allow(clippy::wildcard_enum_match_arm, reason = "one clause of the syntax tree is looked for")]

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;
use setsumon_diagnostics::{Code, Diagnostic, Diagnostics, FileId, Severity, SourceMap, Span, Stage};
use setsumon_syntax::ast::{ClauseKind, ExprKind, Kind, Statement};

use crate::errors::editions;
use crate::form::{Form, Previous};
use crate::frozen::Model;
use crate::lower::{Extent, lower};
use crate::resolve::declare::declare;
use crate::resolve::expand::{Expanded, expand, plain};
use crate::resolve::written::Written;
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

/// What a pass after this one is given: the survey, and where it is written.
#[derive(Debug)]
pub struct Finished<'a> {
    /// The survey. It may have mistakes in its step from the edition before, and no others.
    pub form: &'a Form,
    /// The frozen model of the edition before, where the survey follows one.
    pub followed: Option<&'a Model>,
    /// What has been said so far.
    pub told: &'a Diagnostics,
    /// Where its things are written.
    pub written: Written<'a>,
    /// The files that were read; what else the pass reads is added.
    pub sources: &'a mut SourceMap,
}

/// A survey read thing by thing, for whoever looks at what an author changed: texts as they were written, with the places that
/// numbers, labels and days of other things are filled in left open; nothing that the house adds; and each thing asked under its
/// own condition within its part, section or roster, whatever ended before. No answers can be judged by it.
#[derive(Debug)]
pub struct ByItself(Form);

impl ByItself {
    /// What is in it.
    pub fn form(&self) -> &Form {
        &self.0
    }
}

/// Compiles the survey at a path. Its step from the edition before is held against markers alone.
pub fn compile(sources: &dyn Sources, root: &str) -> Compilation {
    compile_and(sources, root, |_| Vec::new())
}

/// Compiles the survey at a path, with a further pass over what has no mistakes but in its step from the edition before.
pub fn compile_and(
    sources: &dyn Sources,
    root: &str,
    pass: impl FnOnce(Finished<'_>) -> Vec<Diagnostic>,
) -> Compilation {
    compile_to(sources, root, Extent::Whole, pass)
}

/// Compiles the survey at a path, each thing by itself; none where it has mistakes, which [`compile`] tells.
pub fn compile_by_itself(sources: &dyn Sources, root: &str) -> Option<ByItself> {
    compile_to(sources, root, Extent::Own, |_| Vec::new()).form.map(ByItself)
}

/// The survey at a path where nothing is wrong with it but its step from the edition before: markers, reasons, codes that are gone. For
/// whoever is to write those, and looks at the changes first.
pub fn compile_before_markers(sources: &dyn Sources, root: &str) -> Option<Form> {
    let Expanded { file, sources: _, mut diagnostics, whole } = expand(sources, root);
    if !whole {
        return None;
    }
    let draft = declare(&file.statements, Span::new(file.id, 0, 0), &mut diagnostics)?;
    let (previous, _) = previous(draft.survey, sources, root, &mut diagnostics).unzip();
    let form = lower(&draft, previous, Extent::Whole, &mut diagnostics);
    is_sound(&diagnostics).then_some(form)
}

/// Whether nothing is wrong but the step from the edition before.
fn is_sound(diagnostics: &Diagnostics) -> bool {
    !diagnostics.iter().any(|one| one.severity() == Severity::Error && !of_the_step(one.code))
}

fn compile_to(
    sources: &dyn Sources,
    root: &str,
    extent: Extent,
    pass: impl FnOnce(Finished<'_>) -> Vec<Diagnostic>,
) -> Compilation {
    let Expanded { file, sources: mut files, mut diagnostics, whole } = expand(sources, root);
    let place = Span::new(file.id, 0, 0);
    // Of what has grown too large a part is there, and all that could be said of it would be wrong.
    let draft = if whole { declare(&file.statements, place, &mut diagnostics) } else { None };
    let form = draft.as_ref().map(|draft| {
        let (previous, followed) = previous(draft.survey, sources, root, &mut diagnostics).unzip();
        let form = lower(draft, previous, extent, &mut diagnostics);
        if is_sound(&diagnostics) {
            let written = Written::new(&draft.symbols);
            let found = pass(Finished {
                form: &form,
                followed: followed.as_ref(),
                told: &diagnostics,
                written,
                sources: &mut files,
            });
            diagnostics.extend(found);
        }
        form
    });
    let mut diagnostics = without_consequences(diagnostics, &files);
    diagnostics.sort();
    let form = if diagnostics.has_errors() { None } else { form };
    Compilation { form, diagnostics, sources: files }
}

/// Whether a mistake lies in the step from the edition before, and leaves the survey as such whole.
fn of_the_step(code: Code) -> bool {
    code.is_error_of(Stage::Editions)
}

/// What could not be read is left out of the tree, and whatever speaks of it then finds nothing: the root is told, not that.
/// A name is taken to be lost only where it stands on a line that could not be read; any other unknown name is a mistake of its own.
fn without_consequences(diagnostics: Diagnostics, sources: &SourceMap) -> Diagnostics {
    // What grows too large is left out as well.
    let unread =
        |diagnostic: &&Diagnostic| diagnostic.code == Code::TooLarge || diagnostic.code.is_error_of(Stage::Reading);
    // Each line once, however many mistakes are in it.
    let lines: BTreeSet<(FileId, u32)> =
        diagnostics.iter().filter(unread).filter_map(|diagnostic| line_of(sources, diagnostic.span())).collect();
    let mut lost: FxHashSet<&str> = FxHashSet::default();
    for (file, start) in lines {
        let line = sources.text(file).get(start as usize..).and_then(|rest| rest.lines().next());
        lost.extend(line.into_iter().flat_map(words));
    }
    let any = diagnostics.iter().any(|diagnostic| unread(&diagnostic));
    let mut kept = Diagnostics::default();
    for diagnostic in diagnostics.iter() {
        let follows = match diagnostic.code {
            Code::UnknownName
            | Code::ForwardReference
            | Code::UnknownOption
            | Code::UnknownList
            | Code::UnknownBlock
            | Code::UnknownUnit => words(sources.slice(diagnostic.span())).any(|word| lost.contains(word)),
            Code::SurveyStatement | Code::GridShape | Code::NoOptions | Code::NothingNumbered => any,
            _ => false,
        };
        if !follows {
            kept.push(diagnostic.clone());
        }
    }
    kept
}

/// Where the line begins that a place begins on.
fn line_of(sources: &SourceMap, span: Span) -> Option<(FileId, u32)> {
    let lines = sources.lines(span.file)?;
    Some((span.file, lines.start_of(lines.line(span.start))?))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_').filter(|word| !word.is_empty())
}

/// Why what a survey follows is no edition before it, if it is none.
fn no_edition_before(survey: &Statement, edition: &Statement, model: &Model, place: Span) -> Option<Diagnostic> {
    let code = survey.code.as_ref().map(|code| code.value.as_str())?;
    if code != model.survey.code {
        return Some(editions::follows_another(place, &model.survey.code, code));
    }
    let ExprKind::Number(number) = &edition.condition.as_ref()?.kind else { return None };
    let (then, now) = (model.survey.edition, number.parse::<i64>().ok()?);
    (then >= now).then(|| editions::follows_later(place, then, now))
}

/// The edition before, where the survey names one.
fn previous(
    survey: &Statement,
    sources: &dyn Sources,
    root: &str,
    diagnostics: &mut Diagnostics,
) -> Option<(Previous, Model)> {
    let edition = survey.body.iter().find(|inner| inner.kind == Kind::Edition)?;
    let text = edition.clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Follows(follows) => Some(&follows.model),
        _ => None,
    })?;
    let written = plain(text);
    let read = match resolve_path(root, &written) {
        None => Err("it lies outside the project folder".to_owned()),
        Some(path) => match sources.read(&path) {
            Err(crate::sources::SourceError::NotFound) => Err("there is no such file".to_owned()),
            Err(crate::sources::SourceError::Outside) => Err("it lies outside the project folder".to_owned()),
            Err(crate::sources::SourceError::Unreadable(why)) => Err(why),
            Ok(bytes) => {
                String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned()).and_then(|json| Model::read(&json))
            }
        },
    };
    match read {
        Ok(model) => {
            diagnostics.extend(no_edition_before(survey, edition, &model, text.span));
            Some((model.previous(), model))
        }
        Err(why) => {
            diagnostics.push(editions::follows_unreadable(text.span, &written, &why));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use setsumon_diagnostics::Code;

    use crate::sources::MemorySources;

    #[track_caller]
    fn check(section: &str, wanted: &[Code]) {
        let text =
            format!("setsumon 1\nsurvey s \"S\" {{ locale en  edition 2025 }}\nsection a \"A\" {{\n{section}\n}}\n");
        let compilation = super::compile(&MemorySources::new().with("s.survey", text), "s.survey");
        let found: Vec<Code> = compilation.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn what_follows_from_an_unread_line_is_not_told() {
        check("singel q \"Q\" { x \"X\" y \"Y\" }\ntext t \"T\" when q is x", &[Code::UnknownKind]);
    }

    #[test]
    fn a_mistake_of_its_own_is_told_beside_an_unread_line() {
        let section = "integer n \"N\" unti \"m\"\nsingle q \"Q\" { x \"X\" }\ntext t \"T\" when state is x";
        check(section, &[Code::UnknownClause, Code::UnknownName]);
    }
}
