//! What conditions can tell apart: for each variable that they read, one value of each kind that some condition treats differently,
//! and whether a condition holds when some variables are known.

use std::cell::RefCell;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_core::answers::{Answers, Held, Row};
use setsumon_core::calendar;
use setsumon_core::cond::Cond;
use setsumon_core::domain;
use setsumon_core::evaluate::Scope;
use setsumon_core::form::{Day, Form, Role, Value, Variable};
use setsumon_core::ids::{CondId, VarId};
use setsumon_core::number::Number;
use setsumon_core::reads::Reads;
use setsumon_core::term::Term;

use setsumon_flow::respondent::{Case, plain_value};

/// What conditions ask of one variable.
#[derive(Debug, Default, Clone)]
struct Asked {
    codes: BTreeSet<String>,
    /// Whether each code is told from each other.
    every: bool,
    constants: Vec<Constant>,
}

#[derive(Debug, Clone, Copy)]
enum Constant {
    Number(Number),
    Day(i32),
    Month(i32),
}

/// The variables that conditions read, with their cases.
#[derive(Debug)]
pub(super) struct Cases<'f> {
    form: &'f Form,
    asked: BTreeMap<VarId, Asked>,
    /// What was read, and what was read more of: each once, however many conditions it is a part of.
    read: FxHashSet<CondId>,
    more: FxHashSet<CondId>,
}

impl<'f> Cases<'f> {
    pub(super) fn new(form: &'f Form) -> Self {
        Self { form, asked: BTreeMap::new(), read: FxHashSet::default(), more: FxHashSet::default() }
    }

    /// Reads a condition; new variables among those it decides by come out.
    pub(super) fn read(&mut self, cond: CondId) -> Vec<VarId> {
        let mut fresh = Vec::new();
        for part in unread(self.form, cond, &mut self.read) {
            self.atom(part, &mut Some(&mut fresh));
        }
        fresh
    }

    /// Reads what a condition asks of variables that are known already.
    pub(super) fn read_more(&mut self, cond: CondId) {
        for part in unread(self.form, cond, &mut self.more) {
            self.atom(part, &mut None);
        }
    }

    pub(super) fn variables(&self) -> impl Iterator<Item = VarId> {
        self.asked.keys().copied()
    }

    /// Notes what a part of a condition asks. New variables come into `fresh`; without it none are taken in.
    fn atom(&mut self, cond: CondId, fresh: &mut Option<&mut Vec<VarId>>) {
        match self.form.conds().get(cond) {
            Cond::Present(variable) | Cond::Absent(variable) => {
                self.note(*variable, fresh, |_| {});
            }
            Cond::In { variable, codes } | Cond::NotIn { variable, codes } => {
                self.note(*variable, fresh, |asked| asked.codes.extend(codes.iter().cloned()));
            }
            Cond::Compare { left, op: _, right } => match simple(left, right) {
                Some((variable, constant)) => self.note(variable, fresh, |asked| asked.constants.push(constant)),
                None if is_closed(self.form, cond) => {
                    for variable in Reads::of_cond(self.form, cond).variables {
                        self.note(variable, fresh, |asked| asked.every = true);
                    }
                }
                None => {}
            },
            Cond::Always | Cond::Never | Cond::All(_) | Cond::Any(_) => {}
            // How many occurrences there are is not gone through.
            Cond::Some { repeat: _, cond: _ } | Cond::Every { repeat: _, cond: _ } => {}
        }
    }

    fn note(&mut self, variable: VarId, fresh: &mut Option<&mut Vec<VarId>>, note: impl FnOnce(&mut Asked)) {
        if self.form.variables().get(variable).repeat.is_some() {
            return;
        }
        match (self.asked.entry(variable), fresh) {
            (Entry::Occupied(known), _) => note(known.into_mut()),
            (Entry::Vacant(new), Some(fresh)) => {
                fresh.push(variable);
                note(new.insert(Asked::default()));
            }
            (Entry::Vacant(_), None) => {}
        }
    }

    /// The cases of a variable; no answer is the first.
    pub(super) fn of(&self, id: VarId) -> Vec<Case> {
        let variable = self.form.variables().get(id);
        let mut cases = vec![None];
        // Nobody brings last year's file, and what is retired is not answered.
        match variable.role {
            Role::Last(_) | Role::Retired => return cases,
            Role::Answer | Role::Given => {}
        }
        let Some(asked) = self.asked.get(&id) else { return cases };
        for held in values(self.form, variable, asked) {
            let fits = domain::check(self.form, &variable.value, &held).is_ok();
            if fits && !cases.contains(&Some(held.clone())) {
                cases.push(Some(held));
            }
        }
        cases
    }
}

fn values(form: &Form, variable: &Variable, asked: &Asked) -> Vec<Held> {
    match &variable.value {
        Value::Code(list) => {
            let offered = form.code_lists().get(*list).codes.iter().filter(|code| !code.retired);
            let (named, others): (Vec<_>, Vec<_>) =
                offered.partition(|code| asked.every || asked.codes.contains(&code.code));
            named.into_iter().chain(others.into_iter().take(1)).map(|code| Held::Text(code.code.clone())).collect()
        }
        Value::Rank { max } => (1..=i64::from(*max)).map(|rank| Held::Number(Number::whole(rank))).collect(),
        Value::Tick => vec![Held::Tick],
        Value::Integer { min: _, max: _ }
        | Value::Decimal { digits: _, min: _, max: _ }
        | Value::Month { min: _, max: _ }
        | Value::Date { min: _, max: _ }
        | Value::Text { shape: _, max_length: _, lines: _ } => {
            let around = asked.constants.iter().flat_map(|constant| around(*constant, &variable.value));
            plain_value(form, variable).into_iter().chain(around).collect()
        }
    }
}

/// Just below, at, and just above a constant.
fn around(constant: Constant, value: &Value) -> Vec<Held> {
    let places = match value {
        Value::Decimal { digits, min: _, max: _ } => *digits,
        Value::Code(_)
        | Value::Tick
        | Value::Rank { max: _ }
        | Value::Integer { min: _, max: _ }
        | Value::Month { min: _, max: _ }
        | Value::Date { min: _, max: _ }
        | Value::Text { shape: _, max_length: _, lines: _ } => 0,
    };
    let steps = [-1_i32, 0, 1];
    match constant {
        Constant::Number(number) => {
            let finest = places.max(number.places());
            let power = 10_i64.checked_pow(finest.saturating_sub(number.places())).unwrap_or(1);
            let units = number.units().saturating_mul(power);
            // A number with more places than the variable has is told from the nearest that it may have.
            let coarse = 10_i64.checked_pow(finest.saturating_sub(places)).unwrap_or(1);
            let below = units.div_euclid(coarse);
            let near = [below.saturating_sub(1), below, below.saturating_add(1)];
            near.into_iter().map(|units| Held::Number(Number::new(units, places))).collect()
        }
        Constant::Day(day) => steps.map(|step| Held::Text(calendar::iso_day(Day(day.saturating_add(step))))).to_vec(),
        Constant::Month(month) => {
            steps.map(|step| Held::Text(calendar::iso_month(month.saturating_add(step)))).to_vec()
        }
    }
}

/// A variable and the constant that it is compared with.
fn simple(left: &Term, right: &Term) -> Option<(VarId, Constant)> {
    let constant = |term: &Term| {
        let day = if let Term::Day(day) = term { Some(Constant::Day(*day)) } else { None };
        let month = if let Term::Month(month) = term { Some(Constant::Month(*month)) } else { None };
        day.or(month).or_else(|| term.as_number().map(Constant::Number))
    };
    match (left.as_variable(), right.as_variable()) {
        (Some(variable), None) => Some((variable, constant(right)?)),
        (None, Some(variable)) => Some((variable, constant(left)?)),
        (Some(_), Some(_)) | (None, None) => None,
    }
}

/// Whether every value that a comparison reads is gone through: codes and ticks are few, figures are not.
fn is_closed(form: &Form, cond: CondId) -> bool {
    let reads = Reads::of_cond(form, cond);
    let few = |variable: &VarId| {
        let variable = form.variables().get(*variable);
        variable.repeat.is_none() && matches!(variable.value, Value::Code(_) | Value::Tick)
    };
    reads.repeats.is_empty() && reads.variables.iter().all(few)
}

/// A condition and its parts, as far as they were not read.
fn unread(form: &Form, cond: CondId, read: &mut FxHashSet<CondId>) -> Vec<CondId> {
    let (mut fresh, mut open) = (Vec::new(), vec![cond]);
    while let Some(cond) = open.pop() {
        if read.insert(cond) {
            fresh.push(cond);
            open.extend(form.conds().get(cond).joined());
        }
    }
    fresh
}

/// A condition and all its parts, each once, parts before wholes, without the parts of those at which it ends.
pub(super) fn parts_down_to(form: &Form, cond: CondId, ends: impl Fn(CondId) -> bool) -> Vec<CondId> {
    let mut found = BTreeSet::from([cond]);
    let mut open: Vec<CondId> = form.conds().get(cond).joined().to_vec();
    while let Some(cond) = open.pop() {
        if found.insert(cond) && !ends(cond) {
            open.extend(form.conds().get(cond).joined());
        }
    }
    // A condition's parts have smaller ids.
    found.into_iter().collect()
}

/// What comparisons of one variable with a constant have come to: figures are exact fractions, and few cases are gone through often.
#[derive(Debug, Default)]
pub(super) struct Compared {
    /// The variable of each comparison, where it is of one alone.
    of: RefCell<FxHashMap<CondId, Option<VarId>>>,
    /// By the comparison and the place of the case in memory, where it stays for as long as it is gone through.
    known: RefCell<FxHashMap<(CondId, usize), Option<bool>>>,
}

/// Decides conditions of which some variables are known; none where it depends on others.
pub(super) struct Decider<'f, 's, 'k> {
    pub(super) form: &'f Form,
    pub(super) compared: &'s Compared,
    /// The value of a variable, if it is known.
    pub(super) known: &'k dyn Fn(VarId) -> Option<&'s Case>,
    /// What was decided of a condition before, where that is kept.
    pub(super) kept: &'k dyn Fn(CondId) -> Option<bool>,
}

impl Decider<'_, '_, '_> {
    /// Decides the last of these, which are a condition and its parts before it.
    pub(super) fn decide(&self, parts: &[CondId]) -> Option<bool> {
        let mut decided: FxHashMap<CondId, Option<bool>> = FxHashMap::default();
        decided.reserve(parts.len());
        let mut last = None;
        for cond in parts {
            last = (self.kept)(*cond).or_else(|| self.one(*cond, &decided));
            decided.insert(*cond, last);
        }
        last
    }

    fn one(&self, cond: CondId, decided: &FxHashMap<CondId, Option<bool>>) -> Option<bool> {
        let of = |part: &CondId| decided.get(part).copied().flatten();
        match self.form.conds().get(cond) {
            Cond::Always => Some(true),
            Cond::Never => Some(false),
            Cond::Present(variable) => (self.known)(*variable).map(|case| case.is_some()),
            Cond::Absent(variable) => (self.known)(*variable).map(Option::is_none),
            Cond::In { variable, codes } => (self.known)(*variable).map(|case| is_one_of(case, codes) == Some(true)),
            Cond::NotIn { variable, codes } => {
                (self.known)(*variable).map(|case| is_one_of(case, codes) == Some(false))
            }
            Cond::Compare { left, op: _, right } => self.remembered(cond, left, right),
            Cond::All(parts) if parts.iter().any(|part| of(part) == Some(false)) => Some(false),
            Cond::All(parts) => parts.iter().all(|part| of(part) == Some(true)).then_some(true),
            Cond::Any(parts) if parts.iter().any(|part| of(part) == Some(true)) => Some(true),
            Cond::Any(parts) => parts.iter().all(|part| of(part) == Some(false)).then_some(false),
            Cond::Some { repeat: _, cond: _ } | Cond::Every { repeat: _, cond: _ } => None,
        }
    }

    fn remembered(&self, cond: CondId, left: &Term, right: &Term) -> Option<bool> {
        let of_one = || simple(left, right).map(|(variable, _)| variable);
        let Some(variable) = *self.compared.of.borrow_mut().entry(cond).or_insert_with(of_one) else {
            return self.compared(cond);
        };
        let key = (cond, std::ptr::from_ref((self.known)(variable)?).addr());
        if let Some(known) = self.compared.known.borrow().get(&key) {
            return *known;
        }
        let decided = self.compared(cond);
        self.compared.known.borrow_mut().insert(key, decided);
        decided
    }

    fn compared(&self, cond: CondId) -> Option<bool> {
        let reads = Reads::of_cond(self.form, cond);
        if !reads.repeats.is_empty() {
            return None;
        }
        let mut values = Vec::new();
        for variable in reads.variables {
            if let Some(held) = (self.known)(variable)? {
                values.push((variable, held.clone()));
            }
        }
        // Between two figures of which each is known by its kind alone nothing is decided.
        let of_one = if let Cond::Compare { left, op: _, right } = self.form.conds().get(cond) {
            simple(left, right).is_some()
        } else {
            false
        };
        let exact = of_one || is_closed(self.form, cond);
        let missing = values.is_empty();
        (exact || missing).then(|| {
            let answers = Answers::of(Row::of(values), []);
            Scope::file(self.form, &answers, None).holds(cond)
        })
    }
}

fn is_one_of(case: &Case, codes: &[String]) -> Option<bool> {
    match case {
        Some(Held::Text(code)) => Some(codes.contains(code)),
        Some(Held::Number(_) | Held::Tick | Held::Misplaced(_)) => Some(false),
        None => None,
    }
}
