//! From the published model back to the checked form: the other way of `build`.
//!
//! A form made so judges, shows and tabulates as the form that the model was made of. What it does not have, by name:
//!
//! - where things are written: every `origin` is the beginning of the first file;
//! - how the parts of a sum or product were bracketed, where brackets stand in brackets too deep: it means nothing where numbers are exact;
//! - of a model that is not frozen, the variables of the editions before: `previous` knows that edition's number, and no variables;
//! - what older models left out, with the meaning that the field's own description gives it.
//!
//! Nothing in a model is believed that whoever holds a form relies on: names are names, numbers are places that there are, conditions
//! have smaller parts than themselves, everything stands in one place, and nothing is larger than a survey can be.

mod answers;
mod conditions;
mod duties;
mod items;
mod names;
mod placed;
#[cfg(test)]
mod tests;
mod variables;

use std::fmt;
use std::sync::OnceLock;

use setsumon_diagnostics::{FileId, Span};

use self::names::Names;
use super::history::previous_of;
use super::{Info, Model, Survey};
use crate::calendar;
use crate::cond::Conds;
use crate::form::{self, Form};
use crate::frozen as f;
use crate::ids::{Arena, CondId, Id};
use crate::text;
use setsumon_words::Wording;

pub(super) use self::duties::usual_when;
pub(super) use self::variables::plain_value;

/// Why a model is no survey: where in it, and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsound {
    place: String,
    why: String,
}

impl fmt::Display for Unsound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.why)
    }
}

impl std::error::Error for Unsound {}

/// What is restored, or why it is not.
type Restored<T> = Result<T, Unsound>;

fn wrong<T>(why: impl Into<String>) -> Restored<T> {
    Err(Unsound { place: String::new(), why: why.into() })
}

/// Says, of what is wrong, in what it stands.
trait At: Sized {
    fn at(self, place: &str) -> Self {
        self.at_place(|| place.to_owned())
    }

    /// The same of a place that is worth no words while nothing is wrong.
    fn at_place(self, place: impl FnOnce() -> String) -> Self;
}

impl<T> At for Restored<T> {
    fn at_place(self, place: impl FnOnce() -> String) -> Self {
        self.map_err(|Unsound { place: inner, why }| {
            let joint = if inner.is_empty() || inner.starts_with('[') { "" } else { "." };
            Unsound { place: format!("{}{joint}{inner}", place()), why }
        })
    }
}

/// Restores all of a list.
fn each<T, U>(place: &str, all: &[T], mut restore: impl FnMut(&T) -> Restored<U>) -> Restored<Vec<U>> {
    let one = |(index, one)| restore(one).at_place(|| format!("{place}[{index}]"));
    all.iter().enumerate().map(one).collect()
}

/// The same into an arena. Each keeps its place, and so its id.
fn arena<I: Id, T, U>(place: &str, all: &[T], restore: impl FnMut(&T) -> Restored<U>) -> Restored<Arena<I, U>> {
    let mut arena = Arena::default();
    for one in each(place, all, restore)? {
        arena.push(one);
    }
    Ok(arena)
}

/// Where nothing of a model is written in particular.
const NOWHERE: Span = Span { file: FileId(0), start: 0, end: 0 };

impl Form {
    /// The survey that a model was made of. The module `frozen::restore` says what a model does not remember.
    ///
    /// # Errors
    /// Where the model is not one that a survey makes: what is wrong with it, and where in it.
    pub fn from_model(model: &Model) -> Result<Self, Unsound> {
        let Model {
            format: _,
            language: _,
            survey,
            entries,
            sections,
            questions,
            variables,
            code_lists,
            repeats,
            calcs,
            ends,
            rules,
            conditions,
            wording,
            reasons,
            history,
            past_calcs,
        } = model;
        let names = Names::of(model)?;
        let mut conds = conditions::restored(&names, conditions)?;
        let always = conds.always();
        let mut restore = Restore { names, conds, always };
        let mut form = Self {
            survey: restore.survey(survey).at("survey")?,
            wording: worded(survey.locale, wording),
            entries: restore.entries("entries", entries)?,
            sections: arena("sections", sections, |section| restore.section(section))?,
            questions: Arena::default(),
            variables: arena("variables", variables, |variable| restore.variable(variable))?,
            code_lists: arena("code_lists", code_lists, |list| restore.code_list(list))?,
            repeats: arena("repeats", repeats, |repeat| restore.repeat(repeat))?,
            calcs: arena("calcs", calcs, |calc| restore.calc(calc))?,
            ends: arena("ends", ends, |end| restore.end(end))?,
            conds: Conds::default(),
            rules: Arena::default(),
            reasons: each("reasons", reasons, |reason| restore.reason(reason))?,
            previous: survey.follows.map(|follows| previous_of(follows, survey, history.as_deref(), past_calcs)),
            standing: OnceLock::new(),
        };
        form.questions = arena("questions", questions, |question| restore.question(question, &form))?;
        placed::check(&form)?;
        form.rules = duties::restored(&mut restore, &form, rules)?;
        form.conds = restore.conds;
        Ok(form)
    }
}

/// What the parts of a form are made from.
struct Restore<'m> {
    names: Names<'m>,
    conds: Conds,
    always: CondId,
}

impl Restore<'_> {
    /// A condition, left out where it always holds.
    fn when(&self, cond: Option<u32>) -> Restored<CondId> {
        cond.map_or(Ok(self.always), |cond| self.names.cond(cond))
    }

    /// The same as `asked`.
    fn asked(&self, cond: Option<u32>) -> Restored<CondId> {
        self.when(cond).at("asked")
    }

    fn own(&self, own: Option<f::Own>) -> Restored<Option<form::Own>> {
        let Some(f::Own { when, told }) = own else { return Ok(None) };
        let told = match told {
            f::Teller::Compiler => form::Teller::Compiler,
            f::Teller::Author => form::Teller::Author,
            f::Teller::Nobody => form::Teller::Nobody,
        };
        Ok(Some(form::Own { when: self.names.cond(when).at("own.when")?, told }))
    }

    fn survey(&self, survey: &Survey) -> Restored<form::Survey> {
        let Survey {
            code,
            title,
            locale,
            edition,
            // It is what `previous` begins with.
            follows: _,
            unfielded,
            publisher,
            as_of,
            deadline,
            info,
            submit,
            by_section,
        } = survey;
        if !form::Survey::EDITIONS.contains(edition) {
            return wrong("an edition is a whole number from 1 to 9999").at("edition");
        }
        Ok(form::Survey {
            code: names::code(code).at("code")?,
            title: self.text("title", title)?,
            locale: *locale,
            edition: *edition,
            unfielded: unfielded.clone(),
            publisher: self.words("publisher", publisher)?,
            as_of: as_of.as_deref().map(day).transpose().at("as_of")?,
            deadline: deadline.as_deref().map(day).transpose().at("deadline")?,
            info: each("info", info, |Info { code, text }| {
                Ok((names::code(code).at("code")?, self.text("text", text)?))
            })?,
            submit: self.words("submit", submit)?,
            by_section: *by_section,
        })
    }

    fn reason(&self, reason: &f::Reason) -> Restored<form::StatedReason> {
        let f::Reason { path, series, sort, words } = reason;
        Ok(form::StatedReason {
            path: names::path(path).at("path")?,
            series: match series {
                f::ReasonSeries::Revised => form::Series::Revised,
                f::ReasonSeries::Break => form::Series::Break,
            },
            reason: form::Reason { sort: (*sort).into(), words: self.text("words", words)? },
            origin: NOWHERE,
        })
    }

    fn words(&self, place: &str, text: &Option<f::Text>) -> Restored<Option<text::Text>> {
        text.as_ref().map(|text| self.text(place, text)).transpose()
    }

    fn text(&self, place: &str, text: &f::Text) -> Restored<text::Text> {
        match text {
            f::Text::Plain(words) if words.is_empty() => Ok(text::Text::default()),
            f::Text::Plain(words) => Ok(text::Text::of(words.clone())),
            f::Text::Rich(blocks) => each(place, blocks, |block| self.block(block)).map(text::Text::new),
        }
    }

    fn block(&self, block: &f::Block) -> Restored<text::Block> {
        Ok(match block {
            f::Block::Paragraph { line } => text::Block::Paragraph(self.line("line", line)?),
            f::Block::Bullets { items } => text::Block::Bullets(self.lines(items)?),
            f::Block::Numbered { items } => text::Block::Numbered(self.lines(items)?),
        })
    }

    fn lines(&self, items: &[Vec<f::Inline>]) -> Restored<Vec<Vec<text::Inline>>> {
        each("items", items, |line| self.line("", line))
    }

    fn line(&self, place: &str, line: &[f::Inline]) -> Restored<Vec<text::Inline>> {
        each(place, line, |inline| {
            Ok(match inline {
                f::Inline::Plain { words } => text::Inline::Plain(words.clone()),
                f::Inline::Strong { words } => text::Inline::Strong(self.line("words", words)?),
                f::Inline::Link { url, words } => {
                    if !text::is_address(url) {
                        return wrong("an address begins with `http:`, `https:`, `mailto:` or `tel:`").at("url");
                    }
                    text::Inline::Link { url: url.clone(), words: self.line("words", words)? }
                }
                f::Inline::Answer { variable, otherwise } => text::Inline::Answer {
                    variable: self.names.variable(variable).at("variable")?,
                    otherwise: otherwise.clone(),
                },
            })
        })
    }
}

/// The house's words. What a model says nothing of is as the language has it, and what this compiler does not know it has no use for.
fn worded(locale: form::Locale, wording: &[(String, String)]) -> Wording {
    let mut all = Wording::of(locale);
    for (name, words) in wording {
        if let Some(known) = all.get_mut(name) {
            known.clone_from(words);
        }
    }
    all
}

fn day(text: &str) -> Restored<form::Day> {
    calendar::read_iso_day(text).map_or_else(|| wrong(format!("`{text}` is no day written `2025-01-31`")), Ok)
}

fn month(text: &str) -> Restored<i32> {
    calendar::read_iso_month(text).map_or_else(|| wrong(format!("`{text}` is no month written `2025-01`")), Ok)
}

fn number(text: &str) -> Restored<crate::number::Number> {
    crate::number::Number::parse(text).map_or_else(|| wrong(format!("`{text}` is no decimal number")), Ok)
}

fn medium_of(medium: f::Medium) -> form::Medium {
    match medium {
        f::Medium::Both => form::Medium::Both,
        f::Medium::Screen => form::Medium::Screen,
        f::Medium::Paper => form::Medium::Paper,
    }
}

fn marker_of(marker: f::Marker) -> form::Marker {
    match marker {
        f::Marker::Kept => form::Marker::Kept,
        f::Marker::New => form::Marker::New,
        f::Marker::Updated => form::Marker::Updated,
    }
}

pub(super) fn special_of(special: f::Special) -> form::Special {
    match special {
        f::Special::DontKnow => form::Special::DontKnow,
        f::Special::Refused => form::Special::Refused,
        f::Special::NotApplicable => form::Special::NotApplicable,
    }
}
