//! A scenario played: the answers judged after each step, and what came compared with what was to come.

use std::ops::Range;

use serde_json::Value as Json;
use setsumon_core::answers::{Answers, LastAnswers, Row};
use setsumon_core::evaluate::Scope;
use setsumon_core::judge::{Mode, OutcomeName, Verdict, Violation, judge};
use setsumon_core::rule::RuleKind;
use setsumon_core::{names, notation::settled};

use super::names::Thing;
use super::read::plain_path;
use super::{Before, Complaint, Expect, Failed, Names, Placed, Scenario, why};

pub(super) fn scenario(names: &Names<'_>, scenario: &Scenario, before: &Before) -> Vec<Failed> {
    let last = before.last.as_ref().map(|last| LastAnswers::from_object(names.form, last));
    let mut answered = before.carried.clone();
    let mut failed = Vec::new();
    for (index, step) in scenario.steps.iter().enumerate() {
        for key in &step.clear {
            answered.shift_remove(key);
        }
        answered.extend(step.answers.clone());
        let Some(expect) = &step.expect else { continue };
        let answers = Answers::from_object(&names.keys, &answered);
        let last = last.as_ref();
        let submitted = judge(names.form, &answers, last, Mode::Submission);
        let draft = judge(names.form, &answers, last, Mode::Draft);
        let scope = Scope::file(names.form, &answers, last);
        let title = step.title.clone().or_else(|| (index > 0).then(|| format!("step {index}")));
        let mut stage = Stage { names, scope, submitted, draft, step: title, failed: &mut failed };
        stage.expect(expect);
    }
    failed
}

/// The answers so far, judged.
struct Stage<'s, 'f> {
    names: &'s Names<'f>,
    scope: Scope<'s>,
    submitted: Verdict,
    /// What is wrong already, before everything is answered.
    draft: Verdict,
    step: Option<String>,
    failed: &'s mut Vec<Failed>,
}

impl Stage<'_, '_> {
    fn fail(&mut self, at: &Range<usize>, expected: String, found: String, why: Option<String>) {
        self.failed.push(Failed { step: self.step.clone(), expected, found, why, at: at.clone() });
    }

    fn expect(&mut self, expect: &Expect) {
        let Expect { shown, not_shown, open, violations, warnings, derived, filled, blank, outcome, accepted, at } =
            expect;
        for path in shown {
            self.shown(path, true);
        }
        for path in not_shown {
            self.shown(path, false);
        }
        let wrong = self.draft.violations.clone();
        self.complaints(violations, &wrong, "violation", at);
        let warned = self.submitted.warnings.clone();
        self.complaints(warnings, &warned, "warning", at);
        if let Some(open) = open {
            self.open(open);
        }
        for path in filled {
            self.answered(path, true);
        }
        for path in blank {
            self.answered(path, false);
        }
        for (name, value) in derived {
            self.derived(name, value);
        }
        if let Some(outcome) = outcome {
            self.outcome(outcome);
        }
        if let Some(accepted) = accepted {
            self.accepted(accepted);
        }
    }

    /// Whether everything at a path is asked, or nothing of it.
    fn shown(&mut self, path: &Placed<String>, wanted: bool) {
        let plain = plain_path(&path.value);
        let number = entry_number(&path.value);
        let things: Vec<(String, Thing)> = match plain.strip_suffix(".*") {
            Some(around) => {
                let inside = self.names.questions_in(around).into_iter();
                inside.map(|(name, thing)| (name.to_owned(), thing.clone())).collect()
            }
            None => self.names.thing(&plain).map(|thing| (plain.clone(), thing.clone())).into_iter().collect(),
        };
        // What comes otherwise for the same reason is told once.
        let mut otherwise: Vec<(Vec<String>, Option<String>)> = Vec::new();
        for (called, why) in things.iter().flat_map(|(name, thing)| self.thing(name, thing, number, wanted)) {
            match otherwise.iter_mut().find(|(_, known)| *known == why) {
                Some((all, _)) => all.push(called),
                None => otherwise.push((vec![called], why)),
            }
        }
        let word = |shown: bool| if shown { "shown" } else { "not shown" };
        for (all, why) in otherwise {
            self.fail(&path.at, format!("{} {}", joined(&all), word(wanted)), word(!wanted).to_owned(), why);
        }
    }

    /// Where something is shown that should not be, or not where it should, with the reason.
    fn thing(&self, name: &str, thing: &Thing, number: Option<usize>, wanted: bool) -> Vec<(String, Option<String>)> {
        let scopes: Vec<Scope<'_>> = match thing.repeat {
            None => vec![Scope::file(self.scope.form(), self.scope.answers(), self.scope.last())],
            Some(repeat) => {
                let entries = self.scope.occurrences(repeat).enumerate();
                let entries = entries.filter(|(index, _)| number.is_none_or(|number| number == index + 1));
                entries.map(|(_, scope)| scope).collect()
            }
        };
        let label = thing.label.lines().next().unwrap_or_default();
        let called = if label.is_empty() { name.to_owned() } else { format!("{name} “{label}”") };
        if scopes.is_empty() && wanted {
            return vec![(called, Some("its roster has no such entry".to_owned()))];
        }
        let holds = |scope: &&Scope<'_>| thing.asked.iter().all(|condition| scope.holds(*condition));
        let wrong = scopes.iter().filter(|scope| holds(scope) != wanted);
        wrong
            .map(|scope| {
                let why = if wanted { why::not_so(scope, &thing.asked) } else { Some(why::so(scope, &thing.asked)) };
                (called.clone(), why)
            })
            .collect()
    }

    /// Whether something at a path is answered.
    fn answered(&mut self, path: &Placed<String>, wanted: bool) {
        let name = names::of(&plain_path(&path.value));
        let form = self.names.form;
        let is_there = |row: &Row| {
            row.iter().any(|(id, held)| {
                let variable = &form.variables().get(id).name;
                held.is_present() && names::is_or_is_within(variable, &name)
            })
        };
        let answers = self.scope.answers();
        let rosters = form.repeats().iter().flat_map(|(id, _)| answers.occurrences(id));
        let found = is_there(answers.file()) || rosters.into_iter().any(is_there);
        if found != wanted {
            let word = |answered: bool| if answered { "answered" } else { "blank" };
            self.fail(&path.at, format!("{} {}", path.value, word(wanted)), word(found).to_owned(), None);
        }
    }

    fn complaints(&mut self, wanted: &[Complaint], found: &[Violation], word: &str, around: &Range<usize>) {
        let mut left: Vec<&Violation> = found.iter().collect();
        for complaint in wanted {
            let hit = left.iter().position(|violation| is(violation, &complaint.at.value));
            match hit.map(|hit| left.remove(hit)) {
                None => {
                    let why = self.why_silent(&complaint.at.value);
                    let expected = format!("a {word} at {}", complaint.at.value);
                    self.fail(&complaint.at.at, expected, "none".to_owned(), why);
                }
                Some(violation) => {
                    let says = complaint.says.as_deref().unwrap_or_default();
                    if !violation.message.contains(says) {
                        let expected = format!("a {word} at {} that says “{says}”", complaint.at.value);
                        self.fail(&complaint.at.at, expected, format!("it says “{}”", violation.message), None);
                    }
                }
            }
        }
        for violation in left {
            let Violation { rule, message, .. } = violation;
            let place = place(violation);
            let why = self.why_complains(rule);
            self.fail(around, format!("no {word} at {place}"), format!("“{message}”"), why);
        }
    }

    /// Why no check complains at a place: what it complains of, and how the answers stand.
    fn why_silent(&self, at: &str) -> Option<String> {
        let form = self.scope.form();
        let name = plain_path(at);
        let checks = form
            .rules()
            .values()
            .filter(|rule| rule.name == at || names::path(&form.variables().get(rule.at).name) == name);
        let mut said = Vec::new();
        for rule in checks {
            if let RuleKind::Check { complains, message: _ } = &rule.kind {
                let when = settled(form, &[*complains]);
                said.push(format!("it complains when {when}; {}", why::looked_at(&self.scope, &[*complains])));
            }
        }
        if said.is_empty() { None } else { Some(said.join("\n")) }
    }

    fn why_complains(&self, name: &str) -> Option<String> {
        let form = self.scope.form();
        let rule = form.rules().values().find(|rule| rule.name == name)?;
        match &rule.kind {
            RuleKind::Check { complains, message: _ } => {
                let when = settled(form, &[*complains]);
                Some(format!("it complains when {when}; {}", why::looked_at(&self.scope, &[*complains])))
            }
            RuleKind::Asked { variable: _, when } => why::not_so(&self.scope, &[*when]),
            RuleKind::Domain { .. }
            | RuleKind::Offered { .. }
            | RuleKind::Required { .. }
            | RuleKind::Exclusive { .. }
            | RuleKind::Alternative { .. }
            | RuleKind::PickMin { .. }
            | RuleKind::PickMax { .. }
            | RuleKind::RanksDiffer { .. }
            | RuleKind::RanksWithoutGap { .. }
            | RuleKind::OccurrencesMin { .. }
            | RuleKind::OccurrencesMax { .. } => None,
        }
    }

    /// What is missing for the response to be handed in.
    fn missing(&self) -> Vec<Violation> {
        let wrong = &self.draft.violations;
        self.submitted.violations.iter().filter(|violation| !wrong.contains(violation)).cloned().collect()
    }

    fn open(&mut self, open: &Placed<Vec<Placed<String>>>) {
        let mut left = self.missing();
        for path in &open.value {
            match left.iter().position(|violation| is(violation, &path.value)) {
                Some(hit) => {
                    left.remove(hit);
                }
                None => {
                    let thing = self.names.thing(&plain_path(&path.value));
                    let why = thing.and_then(|thing| why::not_so(&self.scope, &thing.asked));
                    let why = why.or_else(|| Some("it is answered, or need not be".to_owned()));
                    self.fail(&path.at, format!("{} still to be answered", path.value), "it is not".to_owned(), why);
                }
            }
        }
        for violation in left {
            let place = place(&violation);
            self.fail(&open.at, format!("{place} not to be answered"), format!("“{}”", violation.message), None);
        }
    }

    fn derived(&mut self, name: &Placed<String>, wanted: &Json) {
        let values: Vec<Option<Json>> = self
            .submitted
            .derived
            .iter()
            .filter(|derived| derived.name == name.value)
            .map(|derived| derived.value.clone())
            .collect();
        if !values.iter().any(|value| value.as_ref().is_some_and(|value| same(value, wanted))) {
            let words = |value: &Option<Json>| value.as_ref().map_or("nothing".to_owned(), Json::to_string);
            let found = values.iter().map(words).collect::<Vec<_>>().join(", ");
            self.fail(&name.at, format!("{} = {wanted}", names::path(&name.value)), found, None);
        }
    }

    fn outcome(&mut self, wanted: &Placed<Option<OutcomeName>>) {
        let found = self.submitted.outcome;
        if found != wanted.value {
            let word = |outcome: Option<OutcomeName>| outcome.map_or("none", OutcomeName::as_str);
            let why = self.why_end();
            self.fail(&wanted.at, format!("outcome {}", word(wanted.value)), word(found).to_owned(), why);
        }
    }

    /// The end that was met, or what keeps the response from being complete.
    fn why_end(&self) -> Option<String> {
        let form = self.scope.form();
        let met = form.ends().values().find(|end| self.scope.holds(end.fires));
        match met {
            Some(end) => Some(format!("it ends when {}", settled(form, &[end.fires]))),
            None => self.submitted.violations.first().map(|violation| violation.message.clone()),
        }
    }

    fn accepted(&mut self, wanted: &Placed<bool>) {
        let found = self.submitted.valid;
        if found != wanted.value {
            let word = |accepted: bool| if accepted { "accepted" } else { "refused" }.to_owned();
            let messages = self.submitted.violations.iter().map(|violation| violation.message.as_str());
            let why = (!found).then(|| messages.collect::<Vec<_>>().join("\n"));
            self.fail(&wanted.at, word(wanted.value), word(found), why);
        }
    }
}

/// Where a complaint is made: `size.consented`, in a roster `staff.people[2].age`.
fn place(violation: &Violation) -> String {
    let path = names::path(&violation.variable);
    match (&violation.repeat, violation.occurrence) {
        (Some(roster), Some(number)) => {
            let roster = names::path(roster);
            let inside = path.strip_prefix(&roster).unwrap_or_default();
            format!("{roster}[{number}]{inside}")
        }
        (Some(_) | None, _) => path,
    }
}

/// Whether a complaint is made at a path, or inside of it, or by a rule of this name.
fn is(violation: &Violation, at: &str) -> bool {
    let path = names::path(at);
    let inside = |place: &str| place == path || place.strip_prefix(&path).is_some_and(|rest| rest.starts_with('.'));
    violation.rule == at || inside(&place(violation)) || inside(&names::path(&violation.variable))
}

/// The first of several, and how many more.
fn joined(all: &[String]) -> String {
    match all {
        [only] => only.clone(),
        [first, second] => format!("{first} and {second}"),
        [first, more @ ..] => format!("{first} and {} more", more.len()),
        [] => String::new(),
    }
}

fn entry_number(path: &str) -> Option<usize> {
    let (_, rest) = path.split_once('[')?;
    rest.split_once(']')?.0.parse().ok()
}

/// Numbers are equal by value, however they are written.
fn same(one: &Json, other: &Json) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => one.total_cmp(&other).is_eq(),
        (_, _) => one == other,
    }
}
