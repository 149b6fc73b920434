//! What of last year's answers this edition asks and takes: what is not asked, not offered or breaks a rule goes beside its blank.
//!
//! A condition looks only back, so what is left out first can change who is asked what later, and never the other way round.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use setsumon_core::answers::{Answers, Row as AnswerRow};
use setsumon_core::evaluate::Scope;
use setsumon_core::form::Form;
use setsumon_core::ids::{CondId, RepeatId, RuleId, VarId};
use setsumon_core::judge::{Mode, Violation, judge};
use setsumon_core::reads::Reads;
use setsumon_core::rule::{Rule, RuleKind};

use super::Prefill;
use super::account::{Reason, Status};
use super::bring::{Brought, Roster, Row, said};

/// Leaves out what is not asked or offered, then what breaks a rule, until nothing does.
pub(super) fn settle(step: &Prefill<'_>, brought: &mut Brought<'_>) {
    let mut reads = FxHashMap::default();
    loop {
        // Most files break none of the rules that are left, and the judge need not be asked for its sentences.
        if ask(step, brought, &mut reads) {
            return;
        }
        let verdict = judge(step.form, &answers(brought), None, Mode::Draft);
        let mut some = false;
        for violation in &verdict.violations {
            some |= leave_out_broken(step, brought, violation);
        }
        // Every round leaves something out, so this comes to an end.
        if !some {
            return;
        }
    }
}

/// The answers that are filled in, as the judge reads them.
fn answers(brought: &Brought<'_>) -> Answers {
    let row = |row: &Row| AnswerRow::of(row.filled.iter().map(|(id, value)| (*id, value.held.clone())));
    let rows = |roster: &Roster| (roster.id, roster.rows.iter().take(roster.kept).map(row).collect());
    let some = brought.rosters.iter().filter(|roster| roster.kept > 0);
    Answers::of(row(&brought.file), some.map(rows))
}

/// Where a value stands: in the file, or in a roster and an occurrence of it, both by their places from 0.
type Place = Option<(usize, usize)>;

/// What a condition reads, looked up once for each.
type Known = FxHashMap<CondId, Reads>;

/// What was left out in a round, and what hangs on it and is decided in the next.
#[derive(Default)]
struct Open {
    variables: BTreeSet<VarId>,
    repeats: BTreeSet<RepeatId>,
}

impl Open {
    fn reaches(&self, form: &Form, cond: CondId, known: &mut Known) -> bool {
        if self.variables.is_empty() && self.repeats.is_empty() {
            return false;
        }
        let reads = known.entry(cond).or_insert_with(|| Reads::of_cond(form, cond));
        !self.variables.is_disjoint(&reads.variables) || !self.repeats.is_disjoint(&reads.repeats)
    }

    fn add(&mut self, form: &Form, variable: VarId) {
        self.variables.insert(variable);
        self.repeats.extend(form.variables().get(variable).repeat);
    }
}

/// Something to be decided: whether a roster is asked, or a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Roster(usize),
    Value(Place),
}

/// Leaves out what is not asked or offered; whether nothing is wrong with what stays.
fn ask(step: &Prefill<'_>, brought: &mut Brought<'_>, known: &mut Known) -> bool {
    loop {
        if let Some(right) = pass(step, brought, known) {
            return right;
        }
    }
}

/// One pass in the form's order. Where nothing was left out, it tells whether every rule holds.
fn pass(step: &Prefill<'_>, brought: &mut Brought<'_>, known: &mut Known) -> Option<bool> {
    let form = step.form;
    let answers = answers(brought);
    let scope = Scope::file(form, &answers, None);
    let inside: Vec<Vec<Scope<'_>>> =
        brought.rosters.iter().map(|roster| scope.occurrences(roster.id).collect()).collect();
    let mut open = Open::default();
    let mut found: Vec<(VarId, Item, Reason)> = Vec::new();
    for (id, item) in in_order(step, brought) {
        let (within, conds) = match item {
            Item::Roster(roster) => {
                let Some(of) = brought.rosters.get(roster) else { continue };
                (&scope, [Some((form.repeats().get(of.id).asked, Reason::NotAsked)), None])
            }
            Item::Value(place) => {
                let within = match place {
                    None => Some(&scope),
                    Some((roster, row)) => inside.get(roster).and_then(|rows| rows.get(row)),
                };
                let Some(within) = within else { continue };
                let asked = (form.variables().get(id).asked, Reason::NotAsked);
                let offered = offer(step, brought, place, id).map(|when| (when, Reason::NotOffered));
                (within, [Some(asked), offered])
            }
        };
        let conds = conds.into_iter().flatten();
        let waits = conds.clone().any(|(cond, _)| open.reaches(form, cond, known));
        let why = conds.filter(|_| !waits).find(|(cond, _)| !within.holds(*cond)).map(|(_, reason)| reason);
        if waits || why.is_some() {
            open.add(form, id);
        }
        found.extend(why.map(|reason| (id, item, reason)));
    }
    if found.is_empty() {
        let holds = |rule: &RuleId| {
            let rule = form.rules().get(*rule);
            let Some(repeat) = rule.repeat else { return scope.holds(rule.holds) };
            let rosters = brought.rosters.iter().zip(&inside).filter(|(roster, _)| roster.id == repeat);
            rosters.flat_map(|(_, rows)| rows).all(|within| within.holds(rule.holds))
        };
        return Some(step.others.iter().all(holds));
    }
    for (id, item, reason) in found {
        match item {
            Item::Roster(roster) => cut(brought, roster, 0, reason),
            Item::Value(place) => leave_out(brought, place, id, reason, None),
        };
    }
    None
}

/// The values in the form's order, each roster before the values of its occurrences.
fn in_order(step: &Prefill<'_>, brought: &Brought<'_>) -> Vec<(VarId, Item)> {
    let mut all: Vec<(VarId, Item)> = brought.file.filled.keys().map(|id| (*id, Item::Value(None))).collect();
    for (index, roster) in brought.rosters.iter().enumerate().filter(|(_, roster)| roster.kept > 0) {
        all.extend(step.first.get(&roster.id).map(|first| (*first, Item::Roster(index))));
        for (row, of) in roster.rows.iter().enumerate() {
            all.extend(of.filled.keys().map(|id| (*id, Item::Value(Some((index, row))))));
        }
    }
    all.sort_unstable();
    all
}

/// When the code that stands there is offered, where that hangs on something.
fn offer(step: &Prefill<'_>, brought: &Brought<'_>, place: Place, id: VarId) -> Option<CondId> {
    let codes = step.offered.get(&id)?;
    let held = row(brought, place)?.filled.get(&id)?.json.as_str()?;
    codes.iter().find(|(code, _)| *code == held).map(|(_, when)| *when)
}

fn row<'b>(brought: &'b Brought<'_>, place: Place) -> Option<&'b Row> {
    match place {
        None => Some(&brought.file),
        Some((roster, row)) => brought.rosters.get(roster)?.rows.get(row),
    }
}

fn row_mut<'b>(brought: &'b mut Brought<'_>, place: Place) -> Option<&'b mut Row> {
    match place {
        None => Some(&mut brought.file),
        Some((roster, row)) => brought.rosters.get_mut(roster)?.rows.get_mut(row),
    }
}

/// Puts a value beside its blank; whether there was one.
fn leave_out(brought: &mut Brought<'_>, place: Place, id: VarId, reason: Reason, words: Option<&str>) -> bool {
    let Some(row) = row_mut(brought, place) else { return false };
    let Some(value) = row.filled.remove(&id) else { return false };
    row.shown.insert(id, value.json);
    if let Some(roster) = place.and_then(|(roster, _)| brought.rosters.get_mut(roster)) {
        roster.kept = roster.kept.min(said(&roster.rows));
    }
    for line in value.lines {
        if let Some(line) = brought.account.get_mut(line) {
            (line.status, line.reason, line.words) = (Status::NotCarried, Some(reason), words.map(str::to_owned));
        }
    }
    true
}

/// Keeps so many occurrences of a roster; whether there were more.
fn cut(brought: &mut Brought<'_>, roster: usize, kept: usize, reason: Reason) -> bool {
    let Some(of) = brought.rosters.get_mut(roster).filter(|of| of.kept > kept) else { return false };
    of.kept = kept;
    let rows = of.rows.iter().enumerate().skip(kept);
    let gone: Vec<(usize, VarId)> = rows.flat_map(|(row, of)| of.filled.keys().map(move |id| (row, *id))).collect();
    for (row, id) in gone {
        leave_out(brought, Some((roster, row)), id, reason, None);
    }
    true
}

/// Leaves out what a violation is about; whether there was anything.
fn leave_out_broken(step: &Prefill<'_>, brought: &mut Brought<'_>, violation: &Violation) -> bool {
    let form = step.form;
    let Some(rule) = step.rules.get(violation.rule.as_str()).map(|id| form.rules().get(*id)) else { return false };
    if let RuleKind::OccurrencesMax { repeat, max, when: _ } = &rule.kind {
        let roster = brought.rosters.iter().position(|roster| roster.id == *repeat);
        return roster.is_some_and(|roster| cut(brought, roster, *max as usize, Reason::TooMany));
    }
    let row = violation.occurrence.and_then(|number| number.checked_sub(1));
    let roster = rule.repeat.and_then(|repeat| brought.rosters.iter().position(|roster| roster.id == repeat));
    let place = |id: VarId| form.variables().get(id).repeat.and(roster.zip(row));
    let left = |brought: &mut Brought<'_>, ids: &mut dyn Iterator<Item = VarId>| {
        ids.fold(false, |some, id| leave_out(brought, place(id), id, Reason::Rule, Some(&violation.message)) | some)
    };
    if left(brought, &mut about(rule).into_iter()) {
        return true;
    }
    // It is reported where nothing was carried over: then whatever it reads.
    let reads = Reads::of_cond(form, rule.holds);
    if left(brought, &mut reads.variables.iter().copied()) {
        return true;
    }
    let rosters: Vec<usize> = (0..brought.rosters.len())
        .filter(|roster| brought.rosters.get(*roster).is_some_and(|roster| reads.repeats.contains(&roster.id)))
        .collect();
    rosters.into_iter().fold(false, |some, roster| cut(brought, roster, 0, Reason::Rule) | some)
}

/// The variables that a duty is about. Of ticks that do not go together, which is to stay is for the respondent to say;
/// without the answer that an edit rule is reported at, it is undecided.
fn about(rule: &Rule) -> Vec<VarId> {
    match &rule.kind {
        RuleKind::Exclusive { option, others } => std::iter::once(*option).chain(others.iter().copied()).collect(),
        RuleKind::Alternative { variables }
        | RuleKind::PickMin { variables, min: _ }
        | RuleKind::PickMax { variables, max: _ }
        | RuleKind::RanksDiffer { variables }
        | RuleKind::RanksWithoutGap { variables } => variables.clone(),
        RuleKind::Domain { variable: _ }
        | RuleKind::Asked { variable: _, when: _ }
        | RuleKind::Offered { variable: _, code: _, when: _ }
        | RuleKind::Required { question: _, variables: _, when: _ }
        | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
        | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ }
        | RuleKind::Check { complains: _, message: _ } => vec![rule.at],
    }
}
