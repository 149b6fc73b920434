//! What is said of a broken duty: what to answer first, what to change.

use setsumon_diagnostics::did_you_mean;

use super::cause::{Cause, why_not};
use super::names::{self, quoted};
use crate::answers::{Stray, StrayReason};
use crate::evaluate::Scope;
use crate::form::{Form, Locale, Repeat, Role, Value};
use crate::ids::{CondId, RepeatId, VarId};
use crate::rule::{Rule, RuleKind};
use crate::together::together;

/// Where a broken duty is reported: a roster as a whole by its own name, everything else by its variable's.
pub(super) fn reported_at(form: &Form, rule: &Rule) -> String {
    match rule.kind.roster() {
        Some(repeat) => form.repeats().get(repeat).name.clone(),
        None => form.variables().get(rule.at).name.clone(),
    }
}

/// A message about one occurrence of a roster.
pub(super) fn within(locale: Locale, repeat: &Repeat, number: usize, message: &str) -> String {
    (locale.words().judge.within)(&repeat.label.plain(), number, message)
}

/// What to do about a broken duty, `Domain` apart.
pub(super) fn broken(scope: &Scope<'_>, rule: &Rule) -> String {
    let form = scope.form();
    let locale = form.survey().locale;
    let say = &locale.words().judge;
    let roster = |repeat: RepeatId| quoted(locale, &form.repeats().get(repeat).label.plain());
    match &rule.kind {
        RuleKind::Domain { variable } => names::variable(form, *variable),
        RuleKind::Asked { variable, when } => asked(scope, *variable, *when),
        RuleKind::Offered { variable, code, when } => offered(scope, *variable, code, *when),
        RuleKind::Required { question: _, variables, when: _ } => required(form, variables),
        RuleKind::Exclusive { option, others: _ } => (say.exclusive)(&option_label(form, *option)),
        RuleKind::Alternative { variables } => {
            let present: Vec<String> = variables
                .iter()
                .filter(|variable| scope.is_present(**variable))
                .map(|variable| names::variable(form, *variable))
                .collect();
            (say.alternative)(&present)
        }
        RuleKind::PickMin { variables, min } => {
            (say.pick_min)(&first_thing(form, variables), *min, chosen(scope, variables))
        }
        RuleKind::PickMax { variables, max } => {
            (say.pick_max)(&first_thing(form, variables), *max, chosen(scope, variables))
        }
        RuleKind::RanksDiffer { variables } => (say.ranks_differ)(&first_thing(form, variables)),
        RuleKind::RanksWithoutGap { variables } => (say.ranks_without_gap)(&first_thing(form, variables)),
        RuleKind::OccurrencesMin { repeat, min, when: _ } => (say.occurrences_min)(&roster(*repeat), *min),
        RuleKind::OccurrencesMax { repeat, max, when } => {
            let label = roster(*repeat);
            if scope.holds(*when) { (say.occurrences_max)(&label, *max) } else { not_asked(scope, &label, *when) }
        }
        RuleKind::Check { complains: _, message } => names::fill(scope, message),
    }
}

fn asked(scope: &Scope<'_>, variable: VarId, when: CondId) -> String {
    let form = scope.form();
    let label = names::variable(form, variable);
    match form.variables().get(variable).role {
        Role::Retired => (form.survey().locale.words().judge.retired)(&label),
        Role::Answer | Role::Given | Role::Last(_) => not_asked(scope, &label, when),
    }
}

fn offered(scope: &Scope<'_>, variable: VarId, code: &str, when: CondId) -> String {
    let form = scope.form();
    let locale = form.survey().locale;
    let option = quoted(locale, &names::code(form, variable, code));
    let subject = (locale.words().judge.option_of)(&option, &names::variable(form, variable));
    not_asked(scope, &subject, when)
}

/// Something is answered that is not asked: what decides that, and what to do.
fn not_asked(scope: &Scope<'_>, subject: &str, when: CondId) -> String {
    let form = scope.form();
    let locale = form.survey().locale;
    let say = &locale.words().judge;
    match why_not(scope, when) {
        Cause::AnswerFirst(first) => (say.answer_first)(&names::asked_thing(form, first), subject),
        Cause::Answered(deciding) => {
            (say.not_asked_where)(&state(scope, deciding), subject, &names::asked_thing(form, deciding))
        }
        Cause::Roster(repeat) => {
            (say.not_asked_by_roster)(&quoted(locale, &form.repeats().get(repeat).label.plain()), subject)
        }
        Cause::Never | Cause::Unclear => (say.not_asked)(subject),
    }
}

/// How an answer stands, as a clause: `「稼働状況」が「運用中」の`, `“Status” is “running”`.
fn state(scope: &Scope<'_>, id: VarId) -> String {
    let form = scope.form();
    let locale = form.survey().locale;
    let say = &locale.words().judge.states;
    let label = &names::variable(form, id);
    match &form.variables().get(id).value {
        Value::Tick if scope.is_present(id) => (say.ticked)(label),
        Value::Tick => (say.unticked)(label),
        Value::Code(_)
        | Value::Rank { .. }
        | Value::Integer { .. }
        | Value::Decimal { .. }
        | Value::Month { .. }
        | Value::Date { .. } => match names::answer(scope, id) {
            Some(answer) => (say.is)(label, &quoted(locale, &answer)),
            None => in_its_place(scope, id).map_or_else(|| (say.unanswered)(label), |other| state(scope, other)),
        },
        Value::Text { .. } if scope.is_present(id) => (say.answered)(label),
        Value::Text { .. } => {
            in_its_place(scope, id).map_or_else(|| (say.answered)(label), |other| state(scope, other))
        }
    }
}

/// The tick that was given in the place of a value, where one was.
fn in_its_place(scope: &Scope<'_>, id: VarId) -> Option<VarId> {
    let others = together(scope.form(), id).into_iter();
    others.filter(|other| *other != id).find(|other| scope.is_present(*other))
}

fn required(form: &Form, variables: &[VarId]) -> String {
    let Some(first) = variables.first().copied() else { return String::new() };
    let say = &form.survey().locale.words().judge;
    let is_tick = form.variables().get(first).value == Value::Tick;
    match (is_tick, variables.len()) {
        (true, 1) => (say.tick)(&names::variable(form, first)),
        (true, _) => (say.choose_one)(&names::asked_thing(form, first)),
        (false, _) => (say.answer)(&names::asked_thing(form, first)),
    }
}

/// How many of several are chosen now.
fn chosen(scope: &Scope<'_>, variables: &[VarId]) -> usize {
    variables.iter().filter(|variable| scope.is_present(**variable)).count()
}

fn first_thing(form: &Form, variables: &[VarId]) -> String {
    variables.first().map(|first| names::asked_thing(form, *first)).unwrap_or_default()
}

/// The last word of a tick's label: the option's own.
fn option_label(form: &Form, id: VarId) -> String {
    let variable = form.variables().get(id);
    let own = variable.label.last().map_or_else(|| variable.name.clone(), crate::text::Text::plain);
    quoted(form.survey().locale, &own)
}

/// What to do about a key that has no place in the form.
pub(super) fn stray(form: &Form, stray: &Stray, suggest: bool) -> String {
    let Stray { key, occurrence, why } = stray;
    let say = &form.survey().locale.words().judge.strays;
    let number = occurrence.map_or(0, |(_, index)| index + 1);
    match why {
        StrayReason::Unknown => match whole_key(form, key, *occurrence).filter(|_| suggest) {
            Some(whole) => (say.part_of)(key, whole),
            None => unknown(form, key, suggest),
        },
        StrayReason::Derived => (say.derived)(key),
        StrayReason::BelongsInto(repeat) => (say.belongs_into)(key, &form.repeats().get(*repeat).name),
        StrayReason::BelongsElsewhere => (say.belongs_elsewhere)(key),
        StrayReason::NotAnArray(_) => (say.not_an_array)(key),
        StrayReason::NotAnObject(_) => (say.not_an_object)(key, number),
    }
}

/// The one key that a part of it was written for: `name` for `household__members__name`.
fn whole_key<'f>(form: &'f Form, key: &str, occurrence: Option<(RepeatId, usize)>) -> Option<&'f str> {
    let repeat = occurrence.map(|(repeat, _)| repeat);
    let own = form.variables().values().filter(|variable| variable.repeat == repeat && is_key(variable.role));
    let mut meant = own.filter(|variable| crate::names::ends_with(&variable.name, key));
    let only = meant.next()?;
    meant.next().is_none().then_some(&only.name)
}

fn is_key(role: Role) -> bool {
    match role {
        Role::Answer | Role::Given => true,
        Role::Retired | Role::Last(_) => false,
    }
}

fn unknown(form: &Form, key: &str, suggest: bool) -> String {
    let say = &form.survey().locale.words().judge.strays;
    let names = form.variables().values().filter(|variable| is_key(variable.role)).map(|known| known.name.as_str());
    match if suggest { did_you_mean(key, names) } else { None } {
        Some(meant) => (say.meant)(key, meant),
        None => (say.unknown)(key),
    }
}
