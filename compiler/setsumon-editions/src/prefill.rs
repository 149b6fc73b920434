//! Last year's answers as a draft of this year's edition: by code, then by what `was` says, with an account of every value.
//!
//! The draft holds nothing that this edition refuses, and the account leaves out nothing that last year's file held. What is carried
//! over is what the web form takes out of last year's file; a test holds the two against each other.

mod account;
mod bring;
mod draft;
mod settle;

use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value as Json};
use setsumon_core::answers::{BadColumns, Cell, Column, Columns, NotOurs, check_origin};
use setsumon_core::carry::{Changed, How, changed, of_a_year};
use setsumon_core::form::{Form, Role};
use setsumon_core::frozen::{self, Model, Value, Variable as OldVariable};
use setsumon_core::ids::{CondId, RepeatId, RuleId, VarId};
use setsumon_core::rule::{Binds, RuleKind};

pub use account::{Line, Reason, Status};

/// Why two editions are no step of one survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoStep {
    /// They are two surveys.
    OtherSurvey {
        /// The code of the older.
        old: String,
        /// The code of the newer.
        new: String,
    },
    /// The newer follows another edition, and its `was` and `@new` speak of that one.
    FollowsOther {
        /// The older edition that was given.
        old: i64,
        /// The newer edition.
        new: i64,
        /// The edition it follows.
        follows: i64,
    },
    /// The newer follows no edition, and is no later one.
    NotLater {
        /// The older edition that was given.
        old: i64,
        /// The newer.
        new: i64,
    },
}

impl fmt::Display for NoStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherSurvey { old, new } => write!(f, "`{old}` and `{new}` are two surveys"),
            Self::FollowsOther { old, new, follows } => {
                write!(
                    f,
                    "edition {new} follows {follows}, not {old}, and what it says with `was` and `@new` is said of {follows}"
                )
            }
            Self::NotLater { old, new } => {
                write!(f, "edition {new} is not later than {old}: the edition before comes first, then the new one")
            }
        }
    }
}

/// A draft of the new edition, and the account of every value of the old file.
#[derive(Debug, Clone, PartialEq)]
pub struct Prefilled<'f> {
    /// The draft: an answer file without a violation. `_carried` names the variables that are filled in; `_last` holds by today's names
    /// and codes what last year's file brings and is not filled in, so that a form can show it beside its blank.
    pub draft: Map<String, Json>,
    /// Every value of the old file, in the order of the new edition; what has no place in it comes last.
    pub account: Vec<Line<'f>>,
}

/// What a key of an old answer file was.
#[derive(Debug, Clone, Copy)]
enum OldKey<'a> {
    Variable(&'a OldVariable),
    Roster,
    Derived,
}

/// The step from one edition to the next, ready for any number of answer files.
#[derive(Debug)]
pub struct Prefill<'a> {
    form: &'a Form,
    survey: &'a str,
    edition: i64,
    old: FxHashMap<&'a str, OldKey<'a>>,
    /// Of the variables a new one may be carried over from: who takes each.
    takers: FxHashMap<&'a str, Vec<VarId>>,
    /// What became of a variable that was split.
    parts: FxHashMap<&'a str, Vec<&'a str>>,
    /// When codes are offered, by their variable.
    offered: FxHashMap<VarId, Vec<(&'a str, CondId)>>,
    /// What says something else today, by its variable and, where that holds one, its code; of a figure with the unit or scale of then.
    changed: FxHashMap<(VarId, Option<String>), (How, Option<String>)>,
    /// What is asked of a year that moved with the edition, and is to be given anew.
    of_a_year: FxHashSet<VarId>,
    rules: FxHashMap<&'a str, RuleId>,
    /// The rules that a draft of values that fit, are asked and offered can still break.
    others: Vec<RuleId>,
    /// The first variable of each roster.
    first: FxHashMap<RepeatId, VarId>,
}

impl<'a> Prefill<'a> {
    /// The step from `old` to `new`.
    ///
    /// # Errors
    /// Where `new` is not the edition that follows `old`.
    pub fn new(old: &'a Model, new: &'a Form) -> Result<Self, NoStep> {
        let (survey, edition) = (old.survey.code.as_str(), old.survey.edition);
        let now = new.survey();
        if survey != now.code {
            return Err(NoStep::OtherSurvey { old: survey.to_owned(), new: now.code.clone() });
        }
        match new.previous().map(|previous| previous.edition) {
            // Without an edition before, things are what they were by their codes alone.
            None if now.edition <= edition => return Err(NoStep::NotLater { old: edition, new: now.edition }),
            Some(follows) if follows != edition => {
                return Err(NoStep::FollowsOther { old: edition, new: now.edition, follows });
            }
            None | Some(_) => {}
        }
        let mut step = Self {
            form: new,
            survey,
            edition,
            old: old_keys(old),
            takers: FxHashMap::default(),
            parts: FxHashMap::default(),
            offered: FxHashMap::default(),
            first: FxHashMap::default(),
            others: Vec::new(),
            changed: changed(new, &old.past(), edition)
                .into_iter()
                .map(|Changed { variable, code, words, how }| {
                    let behind = how.is_of_a_figure().then_some(words).filter(|words| !words.is_empty());
                    ((variable, code), (how, behind))
                })
                .collect(),
            of_a_year: of_a_year(new, &old.past(), edition).into_iter().collect(),
            rules: new.rules().iter().map(|(id, rule)| (rule.name.as_str(), id)).collect(),
        };
        step.index();
        Ok(step)
    }

    fn index(&mut self) {
        for (id, variable) in self.form.variables().iter() {
            match variable.role {
                Role::Answer | Role::Retired => {
                    for name in former(variable) {
                        self.takers.entry(name).or_default().push(id);
                    }
                }
                Role::Given | Role::Last(_) => {}
            }
            if let Some(repeat) = variable.repeat {
                self.first.entry(repeat).or_insert(id);
            }
            if let Some(old) = &variable.splits {
                self.parts.entry(old).or_default().push(&variable.name);
            }
        }
        for (id, rule) in self.form.rules().iter() {
            match &rule.kind {
                RuleKind::Offered { variable, code, when } => {
                    self.offered.entry(*variable).or_default().push((code, *when));
                }
                RuleKind::Domain { variable: _ } | RuleKind::Asked { variable: _, when: _ } => {}
                RuleKind::Required { question: _, variables: _, when: _ }
                | RuleKind::Exclusive { option: _, others: _ }
                | RuleKind::Alternative { variables: _ }
                | RuleKind::PickMin { variables: _, min: _ }
                | RuleKind::PickMax { variables: _, max: _ }
                | RuleKind::RanksDiffer { variables: _ }
                | RuleKind::RanksWithoutGap { variables: _ }
                | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
                | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ }
                | RuleKind::Check { complains: _, message: _ } => match rule.binds {
                    Binds::Always if rule.hard => self.others.push(id),
                    Binds::Always | Binds::Submission => {}
                },
            }
        }
    }

    /// The survey of both editions, and the older edition.
    pub fn from(&self) -> (&'a str, i64) {
        (self.survey, self.edition)
    }

    /// The edition that the drafts are of.
    pub fn form(&self) -> &'a Form {
        self.form
    }

    /// The columns of a table of answers to the older edition.
    ///
    /// # Errors
    /// Where it has a column twice, one of a roster, or none that the older edition knows.
    pub fn columns<'h>(&self, heading: impl IntoIterator<Item = &'h str>) -> Result<Columns, BadColumns> {
        Columns::of(heading, |column| match self.old.get_key_value(column) {
            None | Some((_, OldKey::Derived)) => Column::Other,
            Some((name, OldKey::Roster)) => Column::Roster(name),
            Some((_, OldKey::Variable(variable))) => match &variable.repeat {
                Some(roster) => Column::Roster(roster),
                None => Column::Variable(cell(&variable.value)),
            },
        })
    }

    /// What one answer file of the older edition brings.
    ///
    /// # Errors
    /// Where the file says that it is none.
    pub fn carry<'f>(&'f self, file: &'f Map<String, Json>) -> Result<Prefilled<'f>, NotOurs> {
        check_origin(self.survey, self.edition, file)?;
        let mut brought = bring::bring(self, file);
        settle::settle(self, &mut brought);
        Ok(draft::written(self, file, brought))
    }
}

/// The names under which a variable may stand in a file of the edition before.
fn former(variable: &setsumon_core::form::Variable) -> &[String] {
    if variable.was.is_empty() { std::slice::from_ref(&variable.name) } else { &variable.was }
}

fn old_keys(old: &Model) -> FxHashMap<&str, OldKey<'_>> {
    let mut keys = FxHashMap::default();
    for calc in &old.calcs {
        keys.insert(calc.name.as_str(), OldKey::Derived);
    }
    for repeat in &old.repeats {
        keys.insert(repeat.name.as_str(), OldKey::Roster);
    }
    for variable in old.variables.iter().filter(|variable| variable.role != frozen::Role::Last) {
        keys.insert(variable.name.as_str(), OldKey::Variable(variable));
    }
    keys
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Tick => Cell::Tick,
        Value::Rank { max: _ } | Value::Integer { min: _, max: _ } | Value::Decimal { digits: _, min: _, max: _ } => {
            Cell::Number
        }
        Value::Code { list: _ }
        | Value::Month { min: _, max: _ }
        | Value::Date { min: _, max: _ }
        | Value::Text { shape: _, picture: _, max_length: _, lines: _ } => Cell::Text,
    }
}
