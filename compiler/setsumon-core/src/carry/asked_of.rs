//! Whether an answer was said of something else: of a row, column or statement with other words, or under another question.
//!
//! ```text
//! was:  How much do you like / Coffee / Hot      today:  How much do you like / Tea / Hot
//!       question                row      column          under the same codes: said of coffee, and of no tea
//! ```
//! Other words of a question are its author's to explain: a reason is asked for, and with `revised` the answer is filled in. Not so where
//! the author breaks the series, and where they were those of another question. Where a year in them moved with the edition, it is the same
//! of the next year: one series, but an answer to be given anew.

use super::{Changed, How, Step};
use crate::alike::{Alike, alike};
use crate::form::{Answer, Cells, FieldKind, ReasonSort, Value};
use crate::frozen::{Around, JOINT, PastVariable};
use crate::names;
use crate::text::Text;
use crate::walk;

/// What an answer was asked of, where that is not what it is asked of today.
pub(super) struct Of {
    /// Something else, or the same of a year that moved.
    pub(super) is: Alike,
    /// In the words of then.
    pub(super) words: String,
}

impl Step<'_> {
    /// What it was asked of, where the words of that are others today.
    pub(super) fn asked_of(&self, past: &PastVariable) -> Option<Of> {
        let then = super::label_then(past, self.before.edition);
        // Where one answer became several each option is what `was` says.
        if then == self.label() || !self.variable.was_codes.is_empty() {
            return None;
        }
        let parts: Vec<&str> = then.split(JOINT).collect();
        self.of_part(past, &parts).or_else(|| self.of_question(past, &parts))
    }

    /// Whether a group or roster, a lead or a hint around it says of a year that moved what it said of that of then.
    pub(super) fn is_under_a_year(&self, past: &PastVariable) -> bool {
        let Some(question) = self.question().filter(|_| !past.around.is_empty()) else { return false };
        let now = self.before.around.get_or_init(|| Around::of_form(self.before.form));
        let is_moved = |now: &str| {
            let then = || past.around.iter().map(|then| self.alike(then, now));
            then().all(|alike| alike != Alike::Same) && then().any(|alike| alike == Alike::Moved)
        };
        now.question(&question.path).into_iter().any(is_moved)
    }

    /// A row, or a column of blanks, whose code it keeps: what `was` says is its author's word that it is the same.
    fn of_part(&self, past: &PastVariable, parts: &[&str]) -> Option<Of> {
        let Answer::Grid(grid) = &self.question()?.answer else { return None };
        let row = walk::flat(&grid.rows).find(|row| row.cells.contains(&self.id))?;
        let column = match &grid.cells {
            Cells::Fields { columns } => columns.iter().find(|column| column.code == names::code(&self.variable.name)),
            Cells::Single { choices: _ } | Cells::Multi { choices: _ } => None,
        };
        let column = column.and_then(|column| Some((column.code.as_str(), column.label.as_ref()?)));
        let both = [Some((row.code.as_str(), &row.label)), column].into_iter().flatten();
        both.filter(|(code, _)| self.keeps(past, code)).find_map(|(code, words)| {
            Some(Of { is: self.said_among(parts, code, words)?, words: parts.get(1..)?.join(JOINT) })
        })
    }

    /// How words lie to those that stood there then, where these were others.
    pub(super) fn said_among(&self, parts: &[&str], code: &str, words: &Text) -> Option<Alike> {
        let now = words.plain();
        let runs = (0..parts.len()).flat_map(|first| (first..parts.len()).map(move |last| first..=last));
        let mut found = Alike::Other;
        for run in runs {
            match self.alike(&parts.get(run)?.join(JOINT), &now) {
                Alike::Same => return None,
                Alike::Moved => found = Alike::Moved,
                Alike::Other => {}
            }
        }
        let is_written_otherwise = found == Alike::Other && (now.is_empty() || self.is_typo(code));
        (!is_written_otherwise).then_some(found)
    }

    /// The question itself, whose words come first.
    pub(super) fn of_question(&self, past: &PastVariable, parts: &[&str]) -> Option<Of> {
        let question = self.question()?;
        if !names::codes(&past.name).any(|own| own == question.code) {
            return None;
        }
        let now = self.variable.label.first()?.plain();
        let was = parts.get(..=now.matches(JOINT).count())?.join(JOINT);
        let is = match self.alike(&was, &now) {
            Alike::Same => return None,
            Alike::Moved => Alike::Moved,
            Alike::Other if self.sort() == Some(ReasonSort::Typo) => return None,
            Alike::Other if self.is_statement() || self.is_broken() || self.before.had_caption(&now) => Alike::Other,
            Alike::Other => return None,
        };
        Some(Of { is, words: was })
    }

    /// A box whose caption is what its tick says.
    fn is_statement(&self) -> bool {
        self.variable.value == Value::Tick && self.blank().is_some_and(|blank| blank.kind == FieldKind::Flag)
    }

    fn is_broken(&self) -> bool {
        self.question().is_some_and(|question| question.breaks.is_some())
    }

    /// The label as the edition before remembers its own.
    fn label(&self) -> String {
        let parts: Vec<String> = self.variable.label.iter().map(Text::plain).filter(|part| !part.is_empty()).collect();
        parts.join(JOINT)
    }

    /// Everything that was said, with what it was said of: of a choice each option, and whatever else it may hold.
    pub(super) fn said_of(&self, past: &PastVariable, of: &str, found: &mut Vec<Changed>) {
        match &self.variable.value {
            Value::Tick | Value::Rank { max: _ } => {
                let own = past.label.rsplit(JOINT).next().unwrap_or_default().to_owned();
                found.push(Changed { variable: self.id, code: None, words: own, how: How::Reworded });
            }
            Value::Code(_) => {
                let offered = past.codes.iter().filter(|code| code.editions.contains(&self.before.edition));
                found.extend(offered.map(|code| Changed {
                    variable: self.id,
                    code: Some(code.code.clone()),
                    words: self.bracketed(&code.label, of),
                    how: How::Reworded,
                }));
                found.push(self.figure(String::new(), How::OfOther));
            }
            Value::Integer { min: _, max: _ }
            | Value::Decimal { digits: _, min: _, max: _ }
            | Value::Month { min: _, max: _ }
            | Value::Date { min: _, max: _ }
            | Value::Text { shape: _, max_length: _, lines: _ } => {
                let counted = self.state(past).map_or("", super::counted_then);
                let behind = self.bracketed(&self.behind(counted), of);
                found.push(self.figure(behind, How::OfOther));
            }
        }
    }

    fn bracketed(&self, words: &str, of: &str) -> String {
        (self.before.form.survey().locale.words().writing.bracketed)(words, of)
    }

    fn alike(&self, then: &str, now: &str) -> Alike {
        alike((self.before.edition, then), (self.before.form.survey().edition, now))
    }
}
