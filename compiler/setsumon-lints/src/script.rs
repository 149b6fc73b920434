//! A survey laid flat for whoever reads it as an editor would: its questions, its options, its texts, in reading order.
//!
//! The tree is taken apart here and nowhere else in this crate. What stands in a list or block that is used more than once is the same
//! text each time, and is listed once; the questions are listed as often as they are asked.

mod conditions;
mod lay;

use rustc_hash::FxHashSet;
use setsumon_core::Compilation;
use setsumon_diagnostics::{SourceMap, Span};
use setsumon_syntax::ast::{Clause, ClauseKind, Expr, File, Kind, QuestionKind, Statement};

pub(crate) use self::conditions::named_options;
use crate::words::Words;

/// A survey as it is read.
#[derive(Debug)]
pub(crate) struct Script<'a> {
    /// `survey { }`.
    pub(crate) survey: Option<&'a Statement>,
    /// What is written in which file.
    pub(crate) sources: &'a SourceMap,
    /// The survey's own file, before lists and blocks were put in place.
    pub(crate) file: &'a File,
    /// The language of the survey, as it names it: `ja`, `en`.
    pub(crate) locale: &'a str,
    /// The edition's number.
    pub(crate) edition: Option<i64>,
    /// All texts, each once.
    pub(crate) texts: Vec<Written<'a>>,
    /// All questions, those in options, rows, columns and fields among them, in the order asked.
    pub(crate) questions: Vec<Question<'a>>,
    /// What stands together in each `{ }`, or beside no other: statements in a row.
    pub(crate) runs: Vec<&'a [Statement]>,
    /// The conditions, wherever they stand.
    pub(crate) conditions: Vec<&'a Expr>,
    /// Where things stand, by [`Question::room`].
    pub(crate) rooms: Vec<Room<'a>>,
    /// The questions that others take their options or rows from, by the last code of their paths.
    pub(crate) selected: FxHashSet<&'a str>,
    /// The names of the variables.
    pub(crate) names: Vec<String>,
}

/// What a text is to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The label of something that is asked.
    Label,
    /// The sentence above something.
    Lead,
    /// The small print in the label's cell, or at the blank.
    Hint,
    /// What is to be done, in the author's words.
    Instruction,
    /// A paragraph: a note, a page.
    Prose,
    /// The title of a survey, part, section, group or page; a heading.
    Title,
    /// The label of an option, row or column of options; an end of a scale.
    Option,
    /// The words around a blank: prefix, unit, suffix.
    Around,
    /// What is said when something happens: of checks, ends, gates, conditions.
    Message,
    /// The sentences that replace the compiler's own, and the look of numbers.
    House,
    /// What respondents do not read, or read where another text quotes it: reasons, rationales, `info`, the words given to a block.
    Aside,
}

/// A text where it is written.
#[derive(Debug)]
pub(crate) struct Written<'a> {
    /// What it is to its reader.
    pub(crate) part: Part,
    /// Its words.
    pub(crate) words: Words,
    /// What it belongs to: its question for a label, lead, hint; the option for an option's label.
    pub(crate) owner: &'a Statement,
    /// The question it is a part of, in [`Script::questions`].
    pub(crate) question: Option<usize>,
}

/// Something that is asked.
#[derive(Debug)]
pub(crate) struct Question<'a> {
    /// Where it is written.
    pub(crate) statement: &'a Statement,
    /// How it is answered.
    pub(crate) asks: Asks,
    /// Its texts, in [`Script::texts`].
    pub(crate) label: Option<usize>,
    /// The sentence above it that is its own.
    pub(crate) lead: Option<usize>,
    /// Its hint.
    pub(crate) hint: Option<usize>,
    /// What its author says is to be done.
    pub(crate) instruction: Option<usize>,
    /// Its options; of a grid, the columns that are options. What is retired is not among them.
    pub(crate) options: Vec<Choice<'a>>,
    /// The rows of a grid.
    pub(crate) rows: Vec<Choice<'a>>,
    /// The answers that may stand instead of a value.
    pub(crate) alternatives: &'a [Statement],
    /// The room it stands in, in [`Script::rooms`].
    pub(crate) room: usize,
    /// Whether it stands in an option, row or field of another, or is a grid's column.
    pub(crate) nested: bool,
    /// Whether it is asked for each of several persons or things.
    pub(crate) in_roster: bool,
    /// Whether the nearest marker says that it tells who the respondent is; none where no marker says so or otherwise.
    pub(crate) personal: Option<bool>,
}

/// How something is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asks {
    /// In a way of its own.
    Plain(QuestionKind),
    /// In a table whose cells are of a kind; of fields of different kinds where there is none.
    Grid(Option<QuestionKind>),
    /// By a gate: a choice on screen, a sentence on paper.
    Gate,
}

impl Asks {
    /// Whether one of several options is chosen: once, or in each row.
    pub(crate) fn one(self) -> bool {
        matches!(self, Self::Plain(QuestionKind::Single) | Self::Grid(Some(QuestionKind::Single)) | Self::Gate)
    }

    /// Whether several options may be chosen: once, or in each row.
    pub(crate) fn several(self) -> bool {
        matches!(self, Self::Plain(QuestionKind::Multi) | Self::Grid(Some(QuestionKind::Multi)))
    }

    /// The kind of blank that is filled in: once, or in each cell.
    pub(crate) fn blank(self) -> Option<QuestionKind> {
        match self {
            Self::Plain(kind) | Self::Grid(Some(kind)) => {
                (!matches!(kind, QuestionKind::Single | QuestionKind::Multi | QuestionKind::Rank)).then_some(kind)
            }
            Self::Grid(None) | Self::Gate => None,
        }
    }
}

/// An option, a row, or a column of options.
#[derive(Debug)]
pub(crate) struct Choice<'a> {
    /// Where it is written.
    pub(crate) statement: &'a Statement,
    /// Its label, in [`Script::texts`].
    pub(crate) label: usize,
    /// Which of the headings over the options it stands under, counted from 1; 0 under none.
    pub(crate) heading: usize,
}

/// Where questions stand: the nearest thing around them that has words of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room<'a> {
    /// A part, section, group, roster, heading, `lead { }`, branch or use of a block; none where a question stands by itself.
    pub(crate) statement: Option<&'a Statement>,
    /// The room around it.
    pub(crate) around: Option<usize>,
}

impl<'a> Script<'a> {
    /// Lays a survey flat. None of a broken one, and none of a model, which has no text.
    pub(crate) fn of(compilation: &'a Compilation) -> Option<Self> {
        let form = compilation.form_before_markers()?;
        let names = form.variables().values().map(|variable| variable.name.to_string()).collect();
        Some(Self { names, ..lay::lay(compilation.tree()?, &compilation.sources) })
    }

    /// The words of one of its texts.
    pub(crate) fn words(&self, text: Option<usize>) -> Option<&Words> {
        text.and_then(|at| self.texts.get(at)).map(|text| &text.words)
    }

    /// The words of an option's label.
    pub(crate) fn label(&self, choice: &Choice<'_>) -> Option<&Words> {
        self.words(Some(choice.label))
    }

    /// The texts that a question is read by: its label, its own lead, its hint.
    pub(crate) fn asked(&self, question: &Question<'_>) -> impl Iterator<Item = &Words> {
        [question.lead, question.label, question.hint].into_iter().filter_map(|text| self.words(text))
    }

    /// What a question stands in, from the nearest outwards.
    pub(crate) fn around(&self, question: &Question<'_>) -> impl Iterator<Item = &'a Statement> {
        let room = |at: &usize| self.rooms.get(*at);
        let rooms = std::iter::successors(Some(question.room), move |at| room(at)?.around);
        rooms.filter_map(move |at| self.rooms.get(at)?.statement)
    }

    /// Whether a question is asked of some alone, as far as its section says.
    pub(crate) fn is_conditional(&self, question: &Question<'_>) -> bool {
        let of_some = |statement: &Statement| statement.kind == Kind::When || statement.when().is_some();
        question.nested || question.statement.when().is_some() || self.around(question).any(of_some)
    }

    /// Whether the compiler writes the survey's sentences in English.
    pub(crate) fn is_english(&self) -> bool {
        self.locale == "en"
    }

    /// Whether the survey is an edition that follows another: there a word that is changed wants a reason.
    pub(crate) fn follows(&self) -> bool {
        let edition = self.survey.and_then(|survey| survey.body.iter().find(|inner| inner.kind == Kind::Edition));
        edition.is_some_and(|edition| edition.clauses.iter().any(|one| matches!(one.kind, ClauseKind::Follows(_))))
    }

    /// Where a question's name stands: its label, or its code where it has none.
    pub(crate) fn name(&self, question: &Question<'_>) -> Span {
        let code = question.statement.code.as_ref().map_or(question.statement.kind_span, |code| code.span);
        self.words(question.label).map_or(code, |words| words.span)
    }
}

/// The empty place where one more setting of a statement goes; none where something stands that comes behind it.
pub(crate) fn behind_settings(statement: &Statement) -> Option<Span> {
    let behind = |clause: &Clause| {
        matches!(
            clause.kind,
            ClauseKind::Marker(_)
                | ClauseKind::Was(_)
                | ClauseKind::Splits(_)
                | ClauseKind::Revised(_)
                | ClauseKind::Break(_)
                | ClauseKind::Or(_)
                | ClauseKind::Allow { .. }
        )
    };
    if statement.clauses.iter().any(behind) {
        return None;
    }
    let label = statement.label.as_ref().map(|label| label.span);
    let head = label.or_else(|| statement.code.as_ref().map(|code| code.span))?;
    Some(statement.clauses.last().map_or(head, |clause| clause.span).after())
}
