//! The verdict on an answer file: every duty of the form, one after the other, and what is broken in words.

mod cause;
mod domain_words;
mod names;
#[cfg(test)]
mod tests;
mod verdict;
mod words;

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

pub use self::cause::{Cause, why_not};
pub use self::domain_words::misfit;
pub use self::names::fill;
pub use self::verdict::{Derived, Kind, Mode, OutcomeName, Verdict, Violation};
use crate::answers::{Answers, Held, LastAnswers, Stray, StrayReason};
use crate::domain::{self, Misfit};
use crate::evaluate::{CalcResult, Scope};
use crate::form::{Form, Outcome};
use crate::ids::{CalcId, RepeatId, VarId};
use crate::reads::Reads;
use crate::rule::{Binds, Rule, RuleKind};

/// After so many unknown keys, names that may have been meant are no longer looked for: such a file is of another survey.
const SUGGESTIONS: usize = 10;

/// Judges an answer file.
pub fn judge(form: &Form, answers: &Answers, last: Option<&LastAnswers>, mode: Mode) -> Verdict {
    let file = Scope::file(form, answers, last);
    let inside: BTreeMap<RepeatId, Vec<Scope<'_>>> =
        form.repeats().iter().map(|(id, _)| (id, file.occurrences(id).collect())).collect();
    let mut violations: Vec<Violation> =
        answers.strays().iter().enumerate().map(|(index, stray)| stray_violation(form, stray, index)).collect();
    let mut warnings = Vec::new();
    let misshapen = Misshapen::of(answers.strays());
    let misfits = misfits(&file, &inside);
    for rule in form.rules().values().filter(|rule| binds(rule, mode)) {
        let found = if rule.hard { &mut violations } else { &mut warnings };
        for (number, scope) in scopes(&file, &inside, rule.repeat) {
            if misshapen.hold(rule, number) {
                continue;
            }
            if let Some(message) = broken(scope, rule, number, &misfits) {
                found.push(violation(form, rule, number, &message));
            }
        }
    }
    let valid = violations.is_empty();
    Verdict { valid, outcome: outcome(&file, valid, mode), violations, warnings, derived: derived(&file, &inside) }
}

fn binds(rule: &Rule, mode: Mode) -> bool {
    match (mode, rule.binds) {
        (Mode::Submission, Binds::Always | Binds::Submission) => true,
        (Mode::Draft, Binds::Always) => rule.hard,
        (Mode::Draft, Binds::Submission) => false,
    }
}

/// Where a duty or a derived value applies: in the file, or in each occurrence of its roster, with the number of each from 1.
fn scopes<'s, 'a>(
    file: &'s Scope<'a>,
    inside: &'s BTreeMap<RepeatId, Vec<Scope<'a>>>,
    repeat: Option<RepeatId>,
) -> impl Iterator<Item = (Option<usize>, &'s Scope<'a>)> {
    let occurrences = repeat.and_then(|repeat| inside.get(&repeat)).map(Vec::as_slice).unwrap_or_default();
    repeat
        .is_none()
        .then_some((None, file))
        .into_iter()
        .chain(occurrences.iter().enumerate().map(|(index, scope)| (Some(index + 1), scope)))
}

/// Rosters and occurrences that could not be read: that is all there is to say of them.
#[derive(Default)]
struct Misshapen {
    rosters: FxHashSet<RepeatId>,
    /// With the number of each from 1.
    occurrences: FxHashSet<(RepeatId, usize)>,
}

impl Misshapen {
    fn of(strays: &[Stray]) -> Self {
        let mut found = Self::default();
        for stray in strays {
            match stray.why {
                StrayReason::NotAnArray(repeat) => {
                    found.rosters.insert(repeat);
                }
                StrayReason::NotAnObject(repeat) => {
                    found.occurrences.extend(stray.occurrence.map(|(_, index)| (repeat, index + 1)));
                }
                StrayReason::Unknown
                | StrayReason::Derived
                | StrayReason::BelongsInto(_)
                | StrayReason::BelongsElsewhere => {}
            }
        }
        found
    }

    /// Whether what a duty is about is among them.
    fn hold(&self, rule: &Rule, number: Option<usize>) -> bool {
        rule.kind.roster().is_some_and(|repeat| self.rosters.contains(&repeat))
            || rule.repeat.zip(number).is_some_and(|occurrence| self.occurrences.contains(&occurrence))
    }
}

/// What stands somewhere and is no value of its variable, by the variable and the occurrence, and why.
type Misfits = BTreeMap<(VarId, Option<usize>), Misfit>;

fn misfits(file: &Scope<'_>, inside: &BTreeMap<RepeatId, Vec<Scope<'_>>>) -> Misfits {
    let form = file.form();
    let mut found = Misfits::new();
    for (id, variable) in form.variables().iter() {
        for (number, scope) in scopes(file, inside, variable.repeat) {
            let misfit = scope.held(id).and_then(|held| domain::check(form, &variable.value, held).err());
            found.extend(misfit.map(|misfit| ((id, number), misfit)));
        }
    }
    found
}

/// What to say where a duty is broken.
fn broken(scope: &Scope<'_>, rule: &Rule, number: Option<usize>, misfits: &Misfits) -> Option<String> {
    if let RuleKind::Domain { variable } = &rule.kind {
        let misfit = misfits.get(&(*variable, number))?;
        return Some(domain_words::misfit(scope.form(), *variable, scope.held(*variable)?, misfit));
    }
    if scope.holds(rule.holds) || follows_from_misfit(scope, rule, number, misfits) {
        return None;
    }
    Some(words::broken(scope, rule))
}

/// Whether what a duty looks at is no value: that is told first, and alone.
fn follows_from_misfit(scope: &Scope<'_>, rule: &Rule, number: Option<usize>, misfits: &Misfits) -> bool {
    match &rule.kind {
        RuleKind::Required { question: _, variables, when: _ } => {
            variables.iter().any(|variable| scope.held(*variable).is_some_and(|held| !Held::is_present(held)))
        }
        RuleKind::Check { .. } => !misfits.is_empty() && reads_misfit(scope.form(), rule, number, misfits),
        RuleKind::Domain { .. }
        | RuleKind::Asked { .. }
        | RuleKind::Offered { .. }
        | RuleKind::Exclusive { .. }
        | RuleKind::Alternative { .. }
        | RuleKind::PickMin { .. }
        | RuleKind::PickMax { .. }
        | RuleKind::RanksDiffer { .. }
        | RuleKind::RanksWithoutGap { .. }
        | RuleKind::OccurrencesMin { .. }
        | RuleKind::OccurrencesMax { .. } => false,
    }
}

/// Within a roster a duty reads its own occurrence, from outside every one.
fn reads_misfit(form: &Form, rule: &Rule, number: Option<usize>, misfits: &Misfits) -> bool {
    let reads = Reads::of_cond(form, rule.holds);
    reads.variables.into_iter().chain(reads.within).any(|variable| {
        if form.variables().get(variable).repeat == rule.repeat {
            misfits.contains_key(&(variable, number))
        } else {
            misfits.range((variable, None)..=(variable, Some(usize::MAX))).next().is_some()
        }
    })
}

fn violation(form: &Form, rule: &Rule, occurrence: Option<usize>, message: &str) -> Violation {
    let repeat = rule.repeat.map(|repeat| form.repeats().get(repeat));
    let message = match (repeat, occurrence) {
        (Some(repeat), Some(number)) => words::within(form.survey().locale, repeat, number, message),
        (None, _) | (_, None) => message.to_owned(),
    };
    Violation {
        variable: words::reported_at(form, rule),
        repeat: repeat.map(|repeat| repeat.name.clone()),
        occurrence,
        rule: rule.name.clone(),
        kind: Kind::of(&rule.kind),
        message,
    }
}

fn stray_violation(form: &Form, stray: &Stray, index: usize) -> Violation {
    let Stray { key, occurrence, why } = stray;
    Violation {
        variable: key.clone(),
        repeat: occurrence.map(|(repeat, _)| form.repeats().get(repeat).name.clone()),
        occurrence: occurrence.map(|(_, index)| index + 1),
        rule: "answer_file".to_owned(),
        kind: Kind::of_stray(*why),
        message: words::stray(form, stray, index < SUGGESTIONS),
    }
}

/// How the response counts: by the first early end that it met, else complete once it is valid and submitted.
fn outcome(file: &Scope<'_>, valid: bool, mode: Mode) -> Option<OutcomeName> {
    let ended = file.form().ends().values().find(|end| file.holds(end.fires)).map(|end| end.outcome);
    let complete = (valid && mode == Mode::Submission).then_some(Outcome::Complete);
    ended.or(complete).map(OutcomeName::of)
}

fn derived(file: &Scope<'_>, inside: &BTreeMap<RepeatId, Vec<Scope<'_>>>) -> Vec<Derived> {
    let form = file.form();
    let value = |scope: &Scope<'_>, calc: CalcId| match scope.calc(calc) {
        CalcResult::NotAsked | CalcResult::Missing => None,
        CalcResult::Number(number) => Some(verdict::json_number(&number)),
        CalcResult::Text(text) => Some(serde_json::Value::String(text)),
    };
    let of_calc = |(id, calc): (CalcId, &crate::form::Calc)| {
        let repeat = calc.repeat.map(|repeat| form.repeats().get(repeat).name.clone());
        scopes(file, inside, calc.repeat)
            .map(|(occurrence, scope)| Derived {
                name: calc.name.clone(),
                repeat: repeat.clone(),
                occurrence,
                value: value(scope, id),
            })
            .collect::<Vec<_>>()
    };
    form.calcs().iter().flat_map(of_calc).collect()
}
