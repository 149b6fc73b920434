//! What stands in the third column: what a change is, why, what it does, and to which variables.

use setsumon_core::form::Locale;
use setsumon_core::names;
use std::collections::{BTreeMap, BTreeSet};

use super::{About, Named};
use crate::diff::{Change, Class, Data, Kind, Part, ReasonKind, Respondent, Series};
use crate::report::words;

/// What is said of the changes of one item. `gone` are the variables that went with a change that names none.
pub(super) fn of(changes: &[&Change], gone: impl Fn(&Change) -> Vec<String>, language: Locale) -> About {
    let mut about = About {
        classes: Vec::new(),
        details: Vec::new(),
        reasons: Vec::new(),
        effects: Vec::new(),
        series: Series::Comparable,
        variables: Vec::new(),
        variables_told: String::new(),
        variables_word: language.words().reports.comparison.variables,
    };
    let mut respondents = BTreeSet::new();
    let mut data = Data::None;
    for change in changes {
        let Change {
            class,
            subject: _,
            part,
            old: _,
            new: _,
            variables: _,
            reason,
            effect,
            told: _,
            words_of: _,
            parts: _,
        } = change;
        once(&mut about.classes, class_of(*class, *part, language));
        about.details.extend(detail(change, language));
        if let Some(reason) = reason {
            let kind = match reason.series {
                ReasonKind::Revised => language.words().reports.comparison.goes_on,
                ReasonKind::Break => language.words().reports.comparison.breaks,
            };
            once(&mut about.reasons, bracketed(&words::reason(reason, language), kind, language));
        }
        respondents.insert(effect.respondent);
        data = data.max(effect.data);
        about.series = about.series.max(effect.series);
    }
    about.name_variables(concerned(changes, gone));
    // What is new has no series yet.
    let series = changes.iter().any(|change| change.class != Class::Added).then_some(about.series);
    about.effects = effects(&respondents, data, series, language);
    about
}

/// The variables that changed. Of a check, which is reported at one and may read others, only where nothing else did.
fn concerned(changes: &[&Change], gone: impl Fn(&Change) -> Vec<String>) -> Vec<String> {
    let named = |of_checks: bool| {
        let mut variables = Vec::new();
        for change in changes.iter().filter(|change| (change.subject.kind == Kind::Check) == of_checks) {
            let own = if change.variables.is_empty() { gone(change) } else { change.variables.clone() };
            own.into_iter().for_each(|variable| once(&mut variables, variable));
        }
        variables
    };
    let changed = named(false);
    if changed.is_empty() { named(true) } else { changed }
}

impl About {
    /// Says which variables are concerned.
    pub(super) fn name_variables(&mut self, variables: Vec<String>) {
        self.variables_told = told(&variables);
        self.variables = variables;
    }
}

fn class_of(class: Class, part: Option<Part>, language: Locale) -> String {
    let class = words::class(class, language);
    match part.filter(|part| *part != Part::Label) {
        Some(part) => bracketed(class, words::part(part, language), language),
        None => class.to_owned(),
    }
}

fn bracketed(words: &str, more: &str, language: Locale) -> String {
    (language.words().writing.bracketed)(words, more)
}

fn effects(respondents: &BTreeSet<Respondent>, data: Data, series: Option<Series>, language: Locale) -> Vec<Named> {
    let notice = |respondent: &&Respondent| **respondent != Respondent::Nothing;
    let told: Vec<&str> =
        respondents.iter().filter(notice).map(|respondent| words::respondent(*respondent, language)).collect();
    let mut effects = Vec::new();
    if !told.is_empty() {
        let words = told.join(language.words().writing.comma);
        effects.push(Named { name: language.words().reports.respondents.head, words, series: None });
    }
    if data != Data::None {
        let words = words::data(data, language).to_owned();
        effects.push(Named { name: language.words().reports.data.head, words, series: None });
    }
    effects.extend(series.map(|series| Named {
        name: language.words().reports.series.head,
        words: words::series(series, language).to_owned(),
        series: Some(series),
    }));
    effects
}

/// What the questionnaire does not print.
fn detail(change: &Change, language: Locale) -> Option<String> {
    let renamed = change.class == Class::Renamed;
    if !renamed
        && !matches!(change.class, Class::Range | Class::Scale | Class::Type | Class::Privacy | Class::Derivation)
    {
        return None;
    }
    let side = |words: &Option<String>, path: &Option<String>| if renamed { path.clone() } else { words.clone() };
    let [old, new] = match &change.told {
        Some(told) => told.clone(),
        None => [side(&change.old, &change.subject.old)?, side(&change.new, &change.subject.new)?],
    };
    let class = words::class(change.class, language);
    Some(format!("{class}{}{old} → {new}", language.words().writing.colon))
}

fn once(list: &mut Vec<String>, word: String) {
    if !list.contains(&word) {
        list.push(word);
    }
}

/// The names, with what several have in common said once: `size__{beds, staff}`.
fn told(variables: &[String]) -> String {
    let mut stems: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut order = Vec::new();
    for name in variables {
        let (stem, rest) = match names::split(name).filter(|(stem, _)| !stem.is_empty()) {
            Some((stem, rest)) => (stem, rest),
            None => ("", name.as_str()),
        };
        let known = stems.entry(stem).or_default();
        if known.is_empty() {
            order.push(stem);
        }
        known.push(rest);
    }
    let group = |stem: &str| {
        let own = stems.get(stem).map_or(&[][..], Vec::as_slice);
        match (stem, own) {
            ("", own) => own.join(", "),
            (stem, [only]) => names::member(stem, only),
            (stem, several) => names::member(stem, &format!("{{{}}}", several.join(", "))),
        }
    };
    order.into_iter().map(group).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_names_have_in_common_is_said_once() {
        let names = ["a__b__c", "a__b__d", "a__b", "e"].map(str::to_owned);
        assert_eq!(super::told(&names), "a__b__{c, d}, a__b, e");
    }
}
