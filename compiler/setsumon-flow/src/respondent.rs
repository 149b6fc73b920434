//! Made-up respondents: they go through the form in reading order, are asked what the evaluator says, and answer.

use setsumon_core::walk::flat;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use setsumon_core::answers::{Answers, Held, Row};
use setsumon_core::calendar;
use setsumon_core::domain;
use setsumon_core::evaluate::{Decided, Scope};
use setsumon_core::form::{
    Answer, Cells, Choice, Form, Grid, Pick, Question, Role, RowEntry, TextShape, Value, Variable,
};
use setsumon_core::ids::{CondId, QuestionId, RepeatId, VarId};
use setsumon_core::number::Number;
use setsumon_core::rule::RuleKind;

use crate::hanging::{Ends, Hanging};
use crate::random::Random;

/// What is answered, and that nothing is.
pub type Case = Option<Held>;

/// How much a respondent answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// No more than must be.
    Sparing,
    /// Everything, with as many entries in rosters as there may be.
    Full,
    /// Everything, by chance: each option as likely as the others, each tick in one of three cases, one to three entries in rosters. Of
    /// answers that end the survey early none is given where there is another: whom it ends, the survey was not made for.
    Chance,
}

/// So often another answer is looked for, where one ends the survey.
const MOST_TRIES: u64 = 64;

/// Rosters are filled in with no more entries than this.
const MOST_ENTRIES: u32 = 50;

/// An answer file. What is `fixed` is answered so, or left blank.
pub fn respond(form: &Form, fixed: &BTreeMap<VarId, Case>, manner: Manner, random: &mut Random) -> Answers {
    let mut respondent = Respondent::new(form, fixed, manner, random);
    respondent.given();
    for (id, question) in form.questions().iter().filter(|(_, question)| question.repeat.is_none()) {
        if respondent.holds(question.asked, None) {
            respondent.question_of_file(id, question);
        }
    }
    respondent.rosters();
    Answers::of(respondent.file(), respondent.occurrences)
}

struct Respondent<'a> {
    form: &'a Form,
    fixed: &'a BTreeMap<VarId, Case>,
    manner: Manner,
    /// What every choice follows from, with what is chosen: who is asked one question more answers all others as before, so that editions
    /// are compared by the same respondents.
    seed: u64,
    random: Random,
    hanging: Hanging,
    ends: Ends,
    /// When a code is offered.
    offered: FxHashMap<VarId, Vec<(&'a str, CondId)>>,
    of_question: FxHashMap<QuestionId, Vec<VarId>>,
    values: BTreeMap<VarId, Held>,
    occurrences: Vec<(RepeatId, Vec<Row>)>,
    /// The row being filled in, in a roster.
    row: Option<(RepeatId, BTreeMap<VarId, Held>)>,
    /// What conditions read.
    seen: Answers,
    /// What was decided of that, as it is.
    decided: Decided,
}

impl<'a> Respondent<'a> {
    fn new(form: &'a Form, fixed: &'a BTreeMap<VarId, Case>, manner: Manner, random: &mut Random) -> Self {
        let mut offered: FxHashMap<VarId, Vec<(&str, CondId)>> = FxHashMap::default();
        for rule in form.rules().values() {
            if let RuleKind::Offered { variable, code, when } = &rule.kind {
                offered.entry(*variable).or_default().push((code, *when));
            }
        }
        let mut of_question: FxHashMap<QuestionId, Vec<VarId>> = FxHashMap::default();
        for (id, variable) in form.variables().iter() {
            if let (Some(question), Role::Answer) = (variable.question, variable.role) {
                of_question.entry(question).or_default().push(id);
            }
        }
        Self {
            form,
            fixed,
            manner,
            seed: random.number(),
            random: random.clone(),
            hanging: Hanging::of(form),
            ends: Ends::of(form),
            offered,
            of_question,
            values: BTreeMap::new(),
            occurrences: Vec::new(),
            row: None,
            seen: Answers::default(),
            decided: Decided::default(),
        }
    }

    fn file(&self) -> Row {
        Row::of(self.values.clone())
    }

    /// What is known of the respondent before they begin: only what is fixed.
    fn given(&mut self) {
        let given = self.form.variables().iter().filter(|(_, variable)| variable.role == Role::Given);
        for id in given.map(|(id, _)| id).collect::<Vec<_>>() {
            if let Some(Some(held)) = self.fixed.get(&id) {
                self.put(id, held.clone());
            }
        }
    }

    fn put(&mut self, variable: VarId, held: Held) {
        let is_read = self.hanging.is_read(variable);
        match &mut self.row {
            Some((repeat, row)) if self.form.variables().get(variable).repeat.is_some() => {
                row.insert(variable, held);
                if is_read {
                    self.seen.set_occurrences(*repeat, vec![Row::of(row.clone())]);
                }
            }
            Some(_) | None => {
                if is_read {
                    self.seen.set(variable, Some(held.clone()));
                }
                self.values.insert(variable, held);
            }
        }
        if is_read {
            self.changed(variable);
        }
    }

    /// What hung on a variable is decided anew.
    fn changed(&mut self, variable: VarId) {
        self.hanging.forget(variable, &mut self.decided);
        self.ends.touch(variable);
    }

    /// Whether a condition holds by what was answered so far.
    fn holds(&mut self, cond: CondId, repeat: Option<RepeatId>) -> bool {
        if self.form.conds().is_always(cond) {
            return true;
        }
        let file = Scope::resumed(self.form, &self.seen, std::mem::take(&mut self.decided));
        let holds = match repeat {
            None => file.holds(cond),
            Some(repeat) => file.occurrences(repeat).any(|occurrence| occurrence.holds(cond)),
        };
        self.decided = file.into_decided();
        holds
    }

    /// Begins what is chosen for a path; `time` counts how often that is.
    fn chooses(&mut self, path: &str, time: u64) {
        let mut mixed = self.seed;
        for byte in path.bytes() {
            mixed = Random::new(mixed ^ u64::from(byte)).number();
        }
        self.random = Random::new(mixed ^ time);
    }

    /// A question outside of rosters. One who answers by chance looks for an answer that does not end the survey.
    fn question_of_file(&mut self, id: QuestionId, question: &Question) {
        let own = self.of_question.get(&id).cloned().unwrap_or_default();
        let free: Vec<VarId> = own.into_iter().filter(|variable| self.is_free(*variable)).collect();
        if self.manner != Manner::Chance || !free.iter().any(|variable| self.ends.reads(*variable)) {
            self.question(id, question, 0);
            return;
        }
        let before = self.ends();
        for time in 0..MOST_TRIES {
            self.question(id, question, time);
            if self.ends() <= before {
                return;
            }
            for variable in &free {
                self.values.remove(variable);
                self.seen.set(*variable, None);
                self.changed(*variable);
            }
        }
        self.question(id, question, 0);
    }

    /// How many early ends the answers bring about.
    fn ends(&mut self) -> usize {
        for (place, parts) in self.ends.touched() {
            let missing = parts.iter().copied().find(|part| !self.holds(*part, None));
            self.ends.found(self.form, place, missing);
        }
        self.ends.fired()
    }

    fn question(&mut self, id: QuestionId, question: &Question, time: u64) {
        self.chooses(&question.path, time);
        let own = self.of_question.get(&id).cloned().unwrap_or_default();
        if own.iter().any(|variable| self.fixed.contains_key(variable)) {
            for variable in &own {
                if let Some(Some(held)) = self.fixed.get(variable) {
                    self.put(*variable, held.clone());
                }
            }
        }
        if self.manner == Manner::Sparing && !question.required {
            return;
        }
        match &question.answer {
            Answer::Single { variable, choices: _ } | Answer::Gate { variable, options: _ } => {
                self.one(*variable, question)
            }
            Answer::Multi { choices, pick } => self.ticks(&options(choices), *pick, question),
            Answer::Rank { choices, pick } => self.ranks(&options(choices), *pick),
            Answer::Grid(grid) => self.grid(grid, question),
            Answer::Field(field) => self.value(field.variable),
        }
    }

    fn is_answered(&self, variable: VarId) -> bool {
        self.values.contains_key(&variable) || self.row.as_ref().is_some_and(|(_, row)| row.contains_key(&variable))
    }

    fn is_free(&self, variable: VarId) -> bool {
        !self.fixed.contains_key(&variable)
    }

    fn one(&mut self, variable: VarId, question: &Question) {
        if !self.is_free(variable) {
            return;
        }
        let Some(list) = self.form.variables().get(variable).value.code_list() else { return };
        let form = self.form;
        let codes: Vec<&str> = form
            .code_lists()
            .get(list)
            .codes
            .iter()
            .filter(|code| !code.retired)
            .map(|code| code.code.as_str())
            .collect();
        let offered: Vec<&str> =
            codes.into_iter().filter(|code| self.is_offered(variable, code, question.repeat)).collect();
        if let Some(code) = offered.get(self.random.below(offered.len())) {
            self.put(variable, Held::Text((*code).to_owned()));
        }
    }

    fn is_offered(&mut self, variable: VarId, code: &str, repeat: Option<RepeatId>) -> bool {
        let when = self.offered.get(&variable).and_then(|codes| codes.iter().find(|(known, _)| *known == code));
        match when.map(|(_, when)| *when) {
            Some(when) => self.holds(when, repeat),
            None => true,
        }
    }

    fn ticks(&mut self, options: &[Offer], pick: Option<Pick>, question: &Question) {
        let mut free: Vec<&Offer> = Vec::new();
        let mut ticked = 0;
        for option in options {
            if self.is_answered(option.variable) {
                ticked += 1;
            } else if self.is_free(option.variable) && !option.exclusive && self.holds(option.offered, question.repeat)
            {
                free.push(option);
            }
        }
        // An option that excludes the others is ticked where it is fixed so.
        if options.iter().any(|option| option.exclusive && self.is_answered(option.variable)) {
            return;
        }
        let least = pick.map_or(1, |pick| pick.min.max(1));
        let most = pick.map_or(u32::MAX, |pick| pick.max);
        let mut left = free.len();
        for option in free {
            let needed = least.saturating_sub(ticked);
            let must = usize::try_from(needed).is_ok_and(|needed| needed >= left);
            if ticked < most && (must || self.manner != Manner::Sparing && self.random.chance(33)) {
                self.put(option.variable, Held::Tick);
                ticked += 1;
            }
            left = left.saturating_sub(1);
        }
    }

    fn ranks(&mut self, options: &[Offer], pick: Option<Pick>) {
        if options.iter().any(|option| !self.is_free(option.variable)) {
            return;
        }
        let most = pick.map_or(options.len(), |pick| usize::try_from(pick.max).unwrap_or(options.len()));
        let mut left: Vec<&Offer> = options.iter().filter(|option| !option.exclusive).collect();
        for rank in (1_i64..).take(most.min(left.len())) {
            let chosen = left.remove(self.random.below(left.len()));
            self.put(chosen.variable, Held::Number(Number::whole(rank)));
        }
    }

    fn grid(&mut self, grid: &Grid, question: &Question) {
        for (offered, cells) in rows(&grid.rows) {
            if !self.holds(offered, question.repeat) {
                continue;
            }
            match &grid.cells {
                Cells::Single { choices: _ } => cells.iter().for_each(|cell| self.one(*cell, question)),
                Cells::Multi { choices } => {
                    let own: Vec<Offer> = flat(choices)
                        .zip(&cells)
                        .filter(|(option, _)| !option.retired)
                        .map(|(option, variable)| Offer { variable: *variable, offered, exclusive: option.exclusive })
                        .collect();
                    self.ticks(&own, None, question);
                }
                Cells::Fields { columns: _ } => cells.iter().for_each(|cell| self.value(*cell)),
            }
        }
    }

    fn value(&mut self, id: VarId) {
        let variable = self.form.variables().get(id);
        if self.is_free(id)
            && let Some(held) = any_value(self.form, variable, &mut self.random)
        {
            self.put(id, held);
        }
    }

    fn rosters(&mut self) {
        let form = self.form;
        let mut questions: FxHashMap<RepeatId, Vec<(QuestionId, &Question)>> = FxHashMap::default();
        for (id, question) in form.questions().iter() {
            if let Some(repeat) = question.repeat {
                questions.entry(repeat).or_default().push((id, question));
            }
        }
        for (repeat, roster) in form.repeats().iter() {
            let asked = self.holds(roster.asked, None);
            self.chooses(&roster.path, 0);
            let most = roster.max.min(MOST_ENTRIES);
            let count = match self.manner {
                Manner::Sparing => roster.min,
                Manner::Full => most,
                Manner::Chance => {
                    let some = 1 + u32::try_from(self.random.below(3)).unwrap_or(0);
                    some.clamp(roster.min, most.max(roster.min))
                }
            };
            let mut rows = Vec::new();
            for time in 0..if asked { u64::from(count) } else { 0 } {
                self.row = Some((repeat, BTreeMap::new()));
                self.seen.set_occurrences(repeat, vec![Row::default()]);
                self.decided = Decided::default();
                for (id, question) in questions.get(&repeat).into_iter().flatten().copied() {
                    if self.holds(question.asked, Some(repeat)) {
                        self.question(id, question, time);
                    }
                }
                rows.extend(self.row.take().map(|(_, row)| Row::of(row)));
            }
            self.seen.set_occurrences(repeat, rows.clone());
            self.decided = Decided::default();
            if !rows.is_empty() {
                self.occurrences.push((repeat, rows));
            }
        }
    }
}

/// An option as a tick or a rank.
#[derive(Debug, Clone, Copy)]
struct Offer {
    variable: VarId,
    offered: CondId,
    exclusive: bool,
}

/// The options with variables of their own.
fn options(choices: &[Choice]) -> Vec<Offer> {
    let offered = flat(choices).filter(|option| !option.retired);
    let own = offered.filter_map(|option| {
        let (offered, exclusive) = (option.offered, option.exclusive);
        option.variable.map(|variable| Offer { variable, offered, exclusive })
    });
    own.collect()
}

/// The rows that are asked, each with when it is and its variables.
fn rows(entries: &[RowEntry]) -> Vec<(CondId, Vec<VarId>)> {
    flat(entries).filter(|row| !row.retired).map(|row| (row.offered, row.cells.clone())).collect()
}

/// The first value of a variable that is not a choice: one that its domain has.
pub fn plain_value(form: &Form, variable: &Variable) -> Option<Held> {
    let held = match &variable.value {
        Value::Code(_) | Value::Tick | Value::Rank { max: _ } => return None,
        Value::Integer { min, max: _ } => Held::Number(Number::whole(*min)),
        Value::Decimal { digits: _, min, max: _ } => Held::Number(*min),
        Value::Month { min, max: _ } => Held::Text(calendar::iso_month(*min)),
        Value::Date { min, max: _ } => Held::Text(calendar::iso_day(*min)),
        Value::Text { shape, max_length, lines: _ } => Held::Text(text(shape, *max_length)),
    };
    domain::check(form, &variable.value, &held).is_ok().then_some(held)
}

/// A value by chance. Figures are small: large ones are refused more often when they are held against one another.
fn any_value(form: &Form, variable: &Variable, random: &mut Random) -> Option<Held> {
    let small = |min: i64, max: i64, random: &mut Random| {
        let low = min.max(0).min(max);
        random.between(low, max.min(low.saturating_add(99)))
    };
    let held = match &variable.value {
        Value::Code(list) => {
            let codes: Vec<_> = form.code_lists().get(*list).codes.iter().filter(|code| !code.retired).collect();
            Held::Text(codes.get(random.below(codes.len()))?.code.clone())
        }
        Value::Tick => Held::Tick,
        Value::Rank { max } => Held::Number(Number::whole(random.between(1, i64::from(*max)))),
        Value::Integer { min, max } => Held::Number(Number::whole(small(*min, *max, random))),
        Value::Month { min, max } => {
            let month = random.between(i64::from(*min), i64::from(*max));
            Held::Text(calendar::iso_month(i32::try_from(month).unwrap_or(*min)))
        }
        Value::Date { min, max } => {
            let day = random.between(i64::from(min.0), i64::from(max.0));
            Held::Text(calendar::iso_day(setsumon_core::form::Day(i32::try_from(day).unwrap_or(min.0))))
        }
        Value::Decimal { digits: _, min, max: _ } => {
            let whole = Held::Number(Number::whole(random.between(0, 99)));
            let fits = domain::check(form, &variable.value, &whole).is_ok();
            if fits { whole } else { Held::Number(*min) }
        }
        Value::Text { shape, max_length, lines: _ } => Held::Text(text(shape, *max_length)),
    };
    domain::check(form, &variable.value, &held).is_ok().then_some(held)
}

fn text(shape: &TextShape, max_length: Option<u32>) -> String {
    let words = match shape {
        TextShape::Free => "x",
        TextShape::Email => "a@example.org",
        TextShape::Tel => "03-0000-0000",
        TextShape::PostalJa => "100-0001",
        TextShape::PostalAny => "1000",
        TextShape::Url => "https://example.org/",
        TextShape::Picture(picture) => return picture.replace('9', "0"),
    };
    let most = max_length.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX));
    words.chars().take(most).collect()
}
