//! Made-up respondents, few of them, who take every branch both ways, with each part of its condition deciding it once.
//!
//! The measure is modified condition/decision coverage in its unique-cause form: a part of a condition decides where all that it is
//! joined to is so that it does. Each goal is reached by one of the respondents, or proven to be out of reach.

use rustc_hash::FxHashSet;
use setsumon_core::answers::{Answers, LastAnswers};
use setsumon_core::cond::Cond;
use setsumon_core::evaluate::Scope;
use setsumon_core::form::Form;
use setsumon_core::ids::{CondId, RepeatId, RuleId};
use setsumon_core::reads::Reads;
use setsumon_core::rule::RuleKind;
use setsumon_diagnostics::Span;

use crate::encode::Why;
use crate::prover::{Clash, Prover, Verdict, What, Wish, Witness};
use crate::things::{self, Thing};

/// What is to be reached.
#[derive(Debug, Clone)]
pub struct Goal {
    /// Whose condition it is: a path, or a place where it has none.
    pub name: String,
    /// Which way its condition goes.
    pub holds: bool,
    /// The part of the condition that decides it, by its number from 1; none where the condition is of one part.
    pub part: Option<usize>,
    /// Where it is written.
    pub origin: Span,
    wishes: Vec<(CondId, bool)>,
    repeat: Option<RepeatId>,
}

impl Goal {
    /// Whether answers reach it.
    pub fn is_reached(&self, form: &Form, answers: &Answers, last: Option<&LastAnswers>) -> bool {
        self.is_taken(&Scope::file(form, answers, last))
    }

    fn is_taken(&self, file: &Scope<'_>) -> bool {
        let all_hold = |scope: &Scope<'_>| self.wishes.iter().all(|(cond, holds)| scope.holds(*cond) == *holds);
        match self.repeat {
            None => all_hold(file),
            Some(repeat) => file.occurrences(repeat).any(|entry| all_hold(&entry)),
        }
    }
}

/// What became of a goal.
#[derive(Debug)]
pub enum Reached {
    /// The respondent of this number, from 0, reaches it.
    By(usize),
    /// Nobody can.
    Never(Clash),
    /// It was not found out.
    Undecided(Why),
}

/// The respondents, and what they reach.
#[derive(Debug, Default)]
pub struct Cover {
    /// Their answers, and last year's where something hangs on them. All of them are accepted.
    pub respondents: Vec<(Answers, Option<LastAnswers>)>,
    /// Each goal, and what became of it.
    pub goals: Vec<(Goal, Reached)>,
}

/// Finds them.
pub fn cover(form: &Form) -> Cover {
    let goals = goals(form);
    let prover = Prover::new(form);
    let nothing = FxHashSet::<RuleId>::default();
    let mut found: Vec<Witness> = Vec::new();
    let mut reached: Vec<Option<Reached>> = goals.iter().map(|_| None).collect();
    // What is asked last needs most answers before it: whoever comes there comes by much else.
    for place in (0..goals.len()).rev() {
        let Some(goal) = goals.get(place) else { continue };
        if reached.get(place).is_some_and(Option::is_some) {
            continue;
        }
        let wish =
            |(cond, holds): &(CondId, bool)| Wish { what: What::Cond(*cond), holds: *holds, repeat: goal.repeat };
        let wishes: Vec<Wish> = goal.wishes.iter().map(wish).collect();
        let became = match prover.ask(&wishes, &nothing) {
            Verdict::Possible(witness) => {
                let number = found.len();
                let taken = taken(form, &goals, &witness);
                for (other, slot) in reached.iter_mut().enumerate() {
                    if slot.is_none() && taken.contains(&other) {
                        *slot = Some(Reached::By(number));
                    }
                }
                found.push(*witness);
                Reached::By(number)
            }
            Verdict::Impossible(clash) => Reached::Never(clash),
            Verdict::Undecided(why) => Reached::Undecided(why),
        };
        if let Some(slot) = reached.get_mut(place) {
            *slot = Some(became);
        }
    }
    fewer(form, goals, reached, found)
}

/// The goals that answers reach.
fn taken(form: &Form, goals: &[Goal], witness: &Witness) -> FxHashSet<usize> {
    let file = Scope::file(form, &witness.answers, witness.last.as_ref());
    goals.iter().enumerate().filter(|(_, goal)| goal.is_taken(&file)).map(|(place, _)| place).collect()
}

/// Leaves out respondents that others make needless: of those that reach most, one after the other, until nothing is left to be reached.
fn fewer(form: &Form, goals: Vec<Goal>, reached: Vec<Option<Reached>>, found: Vec<Witness>) -> Cover {
    let takes: Vec<FxHashSet<usize>> = found.iter().map(|witness| taken(form, &goals, witness)).collect();
    let mut open: FxHashSet<usize> =
        (0..goals.len()).filter(|place| takes.iter().any(|taken| taken.contains(place))).collect();
    let mut chosen: Vec<usize> = Vec::new();
    while !open.is_empty() {
        let most = (0..found.len()).max_by_key(|number| {
            let new = takes.get(*number).map_or(0, |taken| taken.intersection(&open).count());
            (new, std::cmp::Reverse(*number))
        });
        let Some(most) = most else { break };
        if let Some(taken) = takes.get(most) {
            open.retain(|place| !taken.contains(place));
        }
        chosen.push(most);
    }
    let by = |place: usize| {
        chosen.iter().position(|number| takes.get(*number).is_some_and(|taken| taken.contains(&place))).map(Reached::By)
    };
    let goals = goals.into_iter().zip(reached).enumerate().filter_map(|(place, (goal, reached))| {
        let became = match reached? {
            Reached::By(_) => by(place)?,
            other @ (Reached::Never(_) | Reached::Undecided(_)) => other,
        };
        Some((goal, became))
    });
    let goals = goals.collect();
    let mut found: Vec<Option<Witness>> = found.into_iter().map(Some).collect();
    let respondents = chosen.iter().filter_map(|number| {
        let witness = found.get_mut(*number)?.take()?;
        Some((witness.answers, witness.last))
    });
    Cover { respondents: respondents.collect(), goals }
}

/// All goals of a form: of each condition of its own, and of each check that warns.
fn goals(form: &Form) -> Vec<Goal> {
    let retired = things::retired(form);
    let mut goals = Vec::new();
    for thing in things::of(form) {
        let Thing { sort, name, around, own, repeat, origin, .. } = thing;
        let is_retired = matches!(sort, things::Sort::Question(id) if retired.contains(&id));
        let Some(own) = own.filter(|own| !form.conds().is_always(*own) && !is_retired) else { continue };
        let around: Vec<(CondId, bool)> = around.into_iter().map(|cond| (cond, true)).collect();
        both_ways(form, &Goal { name, holds: true, part: None, origin, wishes: around, repeat }, own, &mut goals);
    }
    for rule in form.rules().values().filter(|rule| !rule.hard) {
        if let RuleKind::Check { complains, message: _ } = &rule.kind {
            let goal = Goal {
                name: rule.name.clone(),
                holds: true,
                part: None,
                origin: rule.origin,
                wishes: vec![(*complains, true)],
                repeat: rule.repeat,
            };
            goals.push(goal);
        }
    }
    goals
}

/// A condition both ways; where it is of several parts, each of them deciding.
fn both_ways(form: &Form, around: &Goal, own: CondId, goals: &mut Vec<Goal>) {
    let mut parts: Vec<Vec<(CondId, bool)>> = Vec::new();
    deciding(form, own, &mut Vec::new(), &mut parts);
    // What holds wherever this stands decides nothing here.
    let settled: FxHashSet<CondId> = around.wishes.iter().flat_map(|(cond, _)| form.conds().conjuncts(*cond)).collect();
    parts.retain(|part| part.last().is_none_or(|(last, _)| !settled.contains(last)));
    let is_whole = parts.len() == 1;
    for (number, others) in (1..).zip(parts) {
        let Some(((part, _), others)) = others.split_last() else { continue };
        for holds in [true, false] {
            let mut wishes = around.wishes.clone();
            wishes.extend(others);
            wishes.push((*part, holds));
            let part = (!is_whole).then_some(number);
            goals.push(Goal { holds, part, wishes, ..around.clone() });
        }
    }
}

/// So many parts of a condition are looked at one by one; one of more is taken as a whole.
const MOST_PARTS: usize = 40;

/// Each part of a condition, last, behind what must hold or not for it to decide.
fn deciding(form: &Form, cond: CondId, others: &mut Vec<(CondId, bool)>, found: &mut Vec<Vec<(CondId, bool)>>) {
    let (parts, neutral): (&[CondId], bool) = match form.conds().get(cond) {
        Cond::All(parts) => (parts, true),
        Cond::Any(parts) => (parts, false),
        Cond::Always
        | Cond::Never
        | Cond::Present(_)
        | Cond::Absent(_)
        | Cond::In { variable: _, codes: _ }
        | Cond::NotIn { variable: _, codes: _ }
        | Cond::Compare { left: _, op: _, right: _ }
        | Cond::Some { repeat: _, cond: _ }
        | Cond::Every { repeat: _, cond: _ } => (&[], true),
    };
    if parts.is_empty() || parts.len() > MOST_PARTS {
        found.push(others.iter().copied().chain([(cond, true)]).collect());
        return;
    }
    for part in parts.iter().filter(|part| !is_guard(form, **part, parts)) {
        let before = others.len();
        others.extend(parts.iter().filter(|other| *other != part).map(|other| (*other, neutral)));
        deciding(form, *part, others, found);
        others.truncate(before);
    }
}

/// Whether a part says only that what another part asks of an answer has one to ask: no author wrote it.
fn is_guard(form: &Form, part: CondId, parts: &[CondId]) -> bool {
    let Cond::Present(variable) = form.conds().get(part) else { return false };
    parts.iter().any(|other| *other != part && Reads::of_cond(form, *other).variables.contains(variable))
}
