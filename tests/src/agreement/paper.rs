//! The paper is a judge too: somebody who has nothing but the paper fills in exactly what the reference says is asked, and stops
//! where it says the survey ends.

mod joined;
pub mod lexicon;
pub mod reader;
mod run;
pub mod sheet;
mod spoken;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};
use setsumon_core::answers::Answers;
use setsumon_core::evaluate::Scope;
use setsumon_core::form::{Form, Medium, Role, Value};
use setsumon_core::ids::CondId;
use setsumon_core::rule::RuleKind;

use super::answers::answer;
use super::random::Random;
use reader::{Manner, Reading, read};
use sheet::{Paper, Rule, Stop};

pub use run::{all_agree, wrong};
pub use spoken::spoken;

/// What was read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    /// Surveys.
    pub surveys: usize,
    /// Papers read: a survey, made-up answers, a manner of reading.
    pub pairs: usize,
    /// Places where the author is taken at their word.
    pub trusted: usize,
    /// Places where a sentence was taken apart.
    pub sentences: usize,
    /// Arrows.
    pub arrows: usize,
    /// Places filled in.
    pub filled: usize,
}

/// Answers to all that might be asked, and to some of it none; of a value and what is ticked in its place, one.
pub fn pocket(form: &Form, random: &mut Random) -> Map<String, Json> {
    let mut pocket = any_answers(form, random);
    for rule in form.rules().values() {
        let RuleKind::Alternative { variables } = &rule.kind else { continue };
        let names: Vec<&str> = variables.iter().map(|id| form.variables().get(*id).name.as_str()).collect();
        let repeat = variables.first().and_then(|id| form.variables().get(*id).repeat);
        match repeat.map(|id| form.repeats().get(id).name.as_str()) {
            None => keep_one(&mut pocket, &names, random),
            Some(roster) => {
                let entries = pocket.get_mut(roster).and_then(Json::as_array_mut).into_iter().flatten();
                entries.filter_map(Json::as_object_mut).for_each(|entry| keep_one(entry, &names, random));
            }
        }
    }
    pocket
}

/// Leaves one of these that are answered.
fn keep_one(answers: &mut Map<String, Json>, names: &[&str], random: &mut Random) {
    let there: Vec<&str> = names.iter().copied().filter(|name| answers.contains_key(*name)).collect();
    if there.len() > 1 {
        let kept = *random.pick(&there);
        answers.retain(|name, _| name == kept || !there.contains(&name.as_str()));
    }
}

fn any_answers(form: &Form, random: &mut Random) -> Map<String, Json> {
    let often = *random.pick(&[60, 85, 97]);
    let mut pocket = Map::new();
    let asked = |role: Role| matches!(role, Role::Answer | Role::Given);
    for variable in form.variables().values().filter(|of| asked(of.role) && of.repeat.is_none()) {
        let chance = if variable.value == Value::Tick { 35 } else { often };
        if random.chance(chance) {
            pocket.insert(variable.name.clone(), answer(form, variable, random));
        }
    }
    for (id, repeat) in form.repeats().iter() {
        let entries = (0..random.below(repeat.max.min(3) as usize + 1)).map(|_| {
            let mut entry = Map::new();
            for variable in form.variables().values().filter(|variable| variable.repeat == Some(id)) {
                let chance = if variable.value == Value::Tick { 35 } else { often };
                if variable.role == Role::Answer && random.chance(chance) {
                    entry.insert(variable.name.clone(), answer(form, variable, random));
                }
            }
            Json::Object(entry)
        });
        let entries: Vec<Json> = entries.collect();
        pocket.insert(repeat.name.clone(), Json::Array(entries));
    }
    pocket
}

/// What is wrong with the paper by itself: places that are missing, sentences that two conditions share, or that nobody understands.
pub fn faults(form: &Form, paper: &Paper) -> Vec<String> {
    let reading = Reading::of(form, paper);
    let mut faults = Vec::new();
    let printed: BTreeSet<&str> = paper
        .steps
        .iter()
        .filter_map(|step| match &step.stop {
            Stop::Place(place, _) => Some(place.variable.as_str()),
            Stop::End { .. } | Stop::Gate(_) | Stop::Anchor(_) => None,
        })
        .collect();
    for variable in form.variables().values().filter(|variable| variable.role == Role::Answer) {
        let Some(question) = variable.question.map(|id| form.questions().get(id)) else { continue };
        let gate = matches!(question.answer, setsumon_core::form::Answer::Gate { .. });
        if question.medium != Medium::Screen && !gate && !printed.contains(variable.name.as_str()) {
            faults.push(format!("{} has no place on paper", variable.name));
        }
    }
    let above = [&form.wording().asked_of, &form.wording().asked_of_field];
    let mut told: BTreeMap<(&str, Option<usize>), CondId> = BTreeMap::new();
    for (index, extent) in paper.extents.iter().enumerate() {
        if let Err(why) = reading.says(index) {
            faults.push(why);
        }
        let (Rule::Words(sentence), Some(when)) = (&extent.rule, extent.when) else { continue };
        let points = above.iter().any(|template| {
            template
                .split_once("{answers}")
                .is_some_and(|(before, after)| sentence.starts_with(before) && sentence.ends_with(after))
        });
        if !points && *told.entry((sentence, extent.section)).or_insert(when) != when {
            faults.push(format!("“{sentence}” tells two conditions"));
        }
    }
    faults
}

/// What a reader does wrong with some answers in the pocket.
pub fn errors(reading: &Reading<'_>, manner: Manner, pocket: &Map<String, Json>, count: &mut Count) -> Vec<String> {
    let form = reading.form;
    let filled = read(reading, manner, pocket);
    count.pairs += 1;
    count.filled += filled.visited.len();
    let answers = Answers::from_object(reading.keys(), &filled.file);
    let scope = Scope::file(form, &answers, None);
    let mut withheld: BTreeMap<(&str, &str), Vec<CondId>> = BTreeMap::new();
    for rule in form.rules().values() {
        if let RuleKind::Offered { variable, code, when } = &rule.kind {
            withheld.entry((form.variables().get(*variable).name.as_str(), code)).or_default().push(*when);
        }
    }
    let mut errors = filled.puzzled;
    let mut seen = BTreeSet::new();
    for step in &reading.paper.steps {
        let Stop::Place(place, _) = &step.stop else { continue };
        if !seen.insert(place) {
            continue;
        }
        let variable = form.variables().get(reading.variable(place));
        let occurrence = match (variable.repeat, place.occurrence) {
            (Some(repeat), Some(number)) => match scope.occurrences(repeat).nth(number) {
                Some(occurrence) => Some(occurrence),
                // An entry that nobody makes is not asked.
                None if filled.visited.contains(place) => {
                    errors.push(format!("{place:?} is filled in, and no such entry is there"));
                    continue;
                }
                None => continue,
            },
            (_, _) => None,
        };
        let scope = occurrence.as_ref().unwrap_or(&scope);
        let code = place.code.as_deref().unwrap_or_default();
        let offers = withheld.get(&(variable.name.as_str(), code)).map(Vec::as_slice).unwrap_or_default();
        let asked = scope.holds(variable.asked) && offers.iter().all(|when| scope.holds(*when));
        match (asked, filled.visited.contains(place)) {
            (true, false) => errors.push(format!("{} {code} is asked, and not filled in", variable.name)),
            (false, true) => errors.push(format!("{} {code} is not asked, and filled in", variable.name)),
            (true, true) | (false, false) => {}
        }
    }
    let ends = form.ends().values().any(|end| scope.holds(end.fires));
    if ends != filled.stopped {
        errors.push(format!("the survey ends: {ends}; the reader stops: {}", filled.stopped));
    }
    errors
}

/// Reads a paper with made-up answers, in every manner; the first thing that is wrong.
///
/// # Errors
/// Where something is.
pub fn agrees(form: &Form, paper: &Paper, files: usize, random: &mut Random, count: &mut Count) -> Result<(), String> {
    count.surveys += 1;
    for extent in &paper.extents {
        match &extent.rule {
            Rule::Trusted(_) => count.trusted += 1,
            Rule::Words(_) | Rule::Otherwise(_) | Rule::Narrowed(..) => count.sentences += 1,
            Rule::Chosen(_) => {}
        }
    }
    count.arrows += paper.steps.iter().filter(|step| matches!(&step.stop, Stop::Place(_, Some(_)))).count();
    if let Some(fault) = faults(form, paper).into_iter().next() {
        return Err(fault);
    }
    let reading = Reading::of(form, paper);
    for _ in 0..files {
        let pocket = pocket(form, random);
        for manner in Manner::ALL {
            if let Some(error) = errors(&reading, manner, &pocket, count).into_iter().next() {
                return Err(format!("{manner:?}: {error}\n{:#}", Json::Object(pocket)));
            }
        }
    }
    Ok(())
}
