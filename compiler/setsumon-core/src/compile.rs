//! The stages in order: read, put in place, declare, lower. A form comes out only where no error was found. A published model is a form
//! already, and is only restored.

#![allow(clippy::wildcard_enum_match_arm, reason = "one clause of the syntax tree is looked for")]

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;
use setsumon_diagnostics::{Code, Diagnostic, Diagnostics, FileId, Severity, SourceMap, Span, Stage};
use setsumon_syntax::ast::{ExprKind, File, Kind, Statement};

use crate::allowed::Allowances;
use crate::errors::{editions, examples, names};
use crate::form::{Form, Locale};
use crate::frozen::Model;
use crate::lower::{Extent, lower};
use crate::parses::Parses;
use crate::resolve::declare::declare;
use crate::resolve::expand::{Expanded, expand, plain};
use crate::resolve::written::Written;
use crate::sources::{Sources, resolve_path};

/// How far a survey came.
#[derive(Debug)]
pub enum Soundness {
    /// Nothing is wrong with it.
    Sound(Form),
    /// Nothing is wrong but its step from the edition before: markers, reasons, codes that are gone. Whoever writes those looks at
    /// the survey first.
    Step(Form),
    /// It has mistakes of its own, and nothing can be made of it.
    Broken,
}

impl Soundness {
    /// The form, where nothing is wrong.
    pub fn sound(self) -> Option<Form> {
        match self {
            Self::Sound(form) => Some(form),
            Self::Step(_) | Self::Broken => None,
        }
    }

    /// The form, where nothing is wrong but the step from the edition before.
    pub fn before_markers(self) -> Option<Form> {
        match self {
            Self::Sound(form) | Self::Step(form) => Some(form),
            Self::Broken => None,
        }
    }
}

/// What became of a survey.
#[derive(Debug)]
pub struct Compilation {
    /// How far it came.
    pub soundness: Soundness,
    /// The frozen model of the edition before, where the survey follows one that can be read.
    pub followed: Option<Model>,
    /// Everything there is to say, sorted by place.
    pub diagnostics: Diagnostics,
    /// The files that were read, for showing places.
    pub sources: SourceMap,
    tree: Tree,
    pub(crate) allowances: Allowances,
    /// The language of the survey, where it was read so far.
    locale: Option<Locale>,
}

/// What a survey was read from.
#[derive(Debug)]
enum Tree {
    /// Its text, with everything put in place.
    Whole(File),
    /// Its text, which grew too large to be put in place.
    TooLarge,
    /// Its published model, which has no text.
    Model,
}

impl Compilation {
    /// The form, where nothing is wrong.
    pub fn form(&self) -> Option<&Form> {
        match &self.soundness {
            Soundness::Sound(form) => Some(form),
            Soundness::Step(_) | Soundness::Broken => None,
        }
    }

    /// The form, where nothing is wrong but the step from the edition before.
    pub fn form_before_markers(&self) -> Option<&Form> {
        match &self.soundness {
            Soundness::Sound(form) | Soundness::Step(form) => Some(form),
            Soundness::Broken => None,
        }
    }

    /// Says what was found of the survey after it was compiled, by whoever looks at it for more than whether it can be built: how it is
    /// worded, where answers can lead.
    ///
    /// What an `allow` of the survey allows is not told, by the nearest one, as of other warnings. The rest is told in its place, its
    /// examples in the language of the survey; and, where nothing is wrong with the survey, so is a clause that allows advice and has
    /// allowed nothing (W0608). So all advice there is should be given at once, what a project turns off included. What is given
    /// later takes back what was said of a clause that it needs.
    ///
    /// Advice may be a mistake: then nothing can be made of the survey any more.
    pub fn advise(&mut self, found: Vec<Diagnostic>) {
        let mut found = self.allowances.filter(found);
        if let Some(locale) = self.locale {
            found.iter_mut().for_each(|told| examples::translate(told, locale));
        }
        let Self { diagnostics, allowances, .. } = self;
        diagnostics.retain(|told| !allowances.takes_back(told));
        diagnostics.extend(found);
        if diagnostics.has_errors() {
            if !is_sound(diagnostics) {
                self.soundness = Soundness::Broken;
            }
        } else {
            // One that was told already is told once.
            diagnostics.extend(allowances.idle(|code| code.stage().is_advice()));
        }
        diagnostics.sort();
    }

    /// Its text as a tree, with lists and blocks put in place. None of a model, and of what grew too large.
    pub fn tree(&self) -> Option<&File> {
        match &self.tree {
            Tree::Whole(file) => Some(file),
            Tree::TooLarge | Tree::Model => None,
        }
    }

    /// Whether it was read from its published model: then there is no text of it.
    pub fn is_model(&self) -> bool {
        match self.tree {
            Tree::Model => true,
            Tree::Whole(_) | Tree::TooLarge => false,
        }
    }

    /// The survey, each thing by itself; none of a broken one, and none of a model, which has texts only as they are printed.
    pub fn by_itself(&self) -> Option<ByItself> {
        self.form_before_markers()?;
        let file = self.tree()?;
        // What there is to say has been said.
        let mut said = Diagnostics::default();
        let draft = declare(&file.statements, Span::new(file.id, 0, 0), &mut said)?;
        Some(ByItself(lower(&draft, self.followed.as_ref().map(Model::previous), Extent::Own, &mut said)))
    }
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

/// Whether what stands in a file is meant as a published model: a survey begins with a word.
pub fn is_model(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    bytes.trim_ascii_start().first() == Some(&b'{')
}

/// The survey that a published model was made of.
fn restored(root: &str, bytes: &[u8]) -> Compilation {
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut sources = SourceMap::default();
    let place = Span::new(sources.add(root, text), 0, 0);
    let mut diagnostics = Diagnostics::default();
    let restored = Model::read(text)
        .and_then(|model| Form::from_model(&model).map_err(|why| format!("this model is no survey: {why}")));
    let soundness = restored.map_or_else(
        |why| {
            diagnostics.push(names::model_unreadable(place, why));
            Soundness::Broken
        },
        Soundness::Sound,
    );
    let locale = None;
    let allowances = Allowances::default();
    Compilation { soundness, followed: None, diagnostics, sources, tree: Tree::Model, allowances, locale }
}

/// Compiles the survey at a path, with a pass over what has no mistakes but in its step from the edition before: the one that holds it
/// against that edition. `setsumon_editions::Session` is this with that pass, and the way in for everybody else. What is a published model is
/// restored; it was held against that edition when it was published.
pub fn compile(
    sources: &dyn Sources,
    root: &str,
    parses: &mut Parses,
    pass: impl FnOnce(Finished<'_>) -> Vec<Diagnostic>,
) -> Compilation {
    let read = sources.read(root);
    if let Some(bytes) = read.as_ref().ok().filter(|bytes| is_model(bytes)) {
        return restored(root, bytes);
    }
    let Expanded { file, sources: mut files, mut diagnostics, whole } = expand(sources, root, read, parses);
    let place = Span::new(file.id, 0, 0);
    // Of what has grown too large a part is there, and all that could be said of it would be wrong.
    let draft = if whole { declare(&file.statements, place, &mut diagnostics) } else { None };
    let (mut form, mut followed) = (None, None);
    if let Some(draft) = &draft {
        followed = previous(draft.survey, sources, root, &mut diagnostics);
        let lowered = lower(draft, followed.as_ref().map(Model::previous), Extent::Whole, &mut diagnostics);
        if is_sound(&diagnostics) {
            let found = pass(Finished {
                form: &lowered,
                followed: followed.as_ref(),
                told: &diagnostics,
                written: Written::new(&draft.symbols),
                sources: &mut files,
            });
            diagnostics.extend(found);
        }
        form = Some(lowered);
    }
    let diagnostics = without_consequences(diagnostics, &files);
    let mut allowances = Allowances::of(&file.statements);
    let mut diagnostics: Diagnostics = allowances.filter(diagnostics).into_iter().collect();
    // What stands behind a mistake may have warnings that are not told yet.
    if !diagnostics.has_errors() {
        diagnostics.extend(allowances.idle(|code| !code.stage().is_advice()));
    }
    diagnostics.sort();
    let locale = form.as_ref().map(|form| form.survey().locale);
    if let Some(locale) = locale {
        diagnostics.reword(|told| examples::translate(told, locale));
    }
    let soundness = match form {
        Some(form) if !diagnostics.has_errors() => Soundness::Sound(form),
        Some(form) if is_sound(&diagnostics) => Soundness::Step(form),
        Some(_) | None => Soundness::Broken,
    };
    drop(draft);
    let tree = if whole { Tree::Whole(file) } else { Tree::TooLarge };
    Compilation { soundness, followed, diagnostics, sources: files, tree, allowances, locale }
}

/// The same without that pass, for this crate's own tests: they cannot reach the crate that has it.
#[cfg(test)]
pub(crate) fn compile_alone(sources: &dyn Sources, root: &str) -> Compilation {
    compile(sources, root, &mut Parses::default(), |_| Vec::new())
}

/// Whether nothing is wrong but the step from the edition before.
fn is_sound(diagnostics: &Diagnostics) -> bool {
    !diagnostics.iter().any(|one| one.severity() == Severity::Error && !of_the_step(one.code))
}

/// Whether a mistake lies in the step from the edition before, and leaves the survey as such whole.
fn of_the_step(code: Code) -> bool {
    code.is_error_of(Stage::Editions)
}

/// What could not be read is left out of the tree, and whatever speaks of it then finds nothing: the root is told, not that.
/// A name is taken to be lost only where it stands on a line that could not be read; any other unknown name is a mistake of its own.
fn without_consequences(diagnostics: Diagnostics, sources: &SourceMap) -> Diagnostics {
    // What grows too large is left out as well.
    // That a roster has no numbers, and a scale no points, is told at its word: they may stand in what could not be read.
    let is_of_kind = |diagnostic: &Diagnostic| {
        diagnostic.code == Code::MissingValue && ["repeat", "scale"].contains(&sources.slice(diagnostic.span()))
    };
    let unread = |diagnostic: &&Diagnostic| {
        (diagnostic.code == Code::TooLarge || diagnostic.code.is_error_of(Stage::Reading)) && !is_of_kind(diagnostic)
    };
    // Each line once, however many mistakes are in it.
    let lines: BTreeSet<(FileId, u32)> =
        diagnostics.iter().filter(unread).filter_map(|diagnostic| line_of(sources, diagnostic.span())).collect();
    let mut lost: FxHashSet<&str> = FxHashSet::default();
    for &(file, start) in &lines {
        let line = sources.text(file).get(start as usize..).and_then(|rest| rest.lines().next());
        lost.extend(line.into_iter().flat_map(words));
    }
    let any = diagnostics.iter().any(|diagnostic| unread(&diagnostic));
    let mut kept = Diagnostics::default();
    for diagnostic in diagnostics.iter() {
        let follows = match diagnostic.code {
            Code::MissingValue if is_of_kind(diagnostic) => {
                line_of(sources, diagnostic.span()).is_some_and(|line| lines.contains(&line))
            }
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
fn previous(survey: &Statement, sources: &dyn Sources, root: &str, diagnostics: &mut Diagnostics) -> Option<Model> {
    let edition = survey.body.iter().find(|inner| inner.kind == Kind::Edition)?;
    let text = &edition.follows()?.model;
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
            Some(model)
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
        let compilation = super::compile_alone(&MemorySources::new().with("s.survey", text), "s.survey");
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
