//! The duties of the form at the variables and questions that bear them, and the account of each.

use setsumon_core::form::{Form, Role};
use setsumon_core::ids::{CondId, Id, QuestionId, RuleId, VarId};
use setsumon_core::rule::{Rule, RuleKind};
use setsumon_core::target::{Duty, Ledger};

use crate::words::Words;
use setsumon_core::notation::condition;

/// Whether a variable must have a value where asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Required {
    /// It may be left blank.
    No,
    /// It must.
    Alone,
    /// One of several must.
    OneOf,
}

/// Every duty at its place.
#[derive(Debug)]
pub(crate) struct Duties {
    required: Vec<Required>,
    asked: Vec<Option<CondId>>,
    told: Vec<Vec<RuleId>>,
    elsewhere: Vec<RuleId>,
}

impl Duties {
    /// Sorts the rules of a form.
    pub(crate) fn of(form: &Form) -> Self {
        let variables = form.variables().len();
        let mut duties = Self {
            required: vec![Required::No; variables],
            asked: vec![None; variables],
            told: vec![Vec::new(); form.questions().len()],
            elsewhere: Vec::new(),
        };
        for (id, rule) in form.rules().iter() {
            duties.sort(form, id, rule);
        }
        duties
    }

    fn sort(&mut self, form: &Form, id: RuleId, rule: &Rule) {
        match &rule.kind {
            // Told in the columns of its variable.
            RuleKind::Domain { variable: _ } => {}
            RuleKind::Asked { variable, when } => {
                if let Some(slot) = self.asked.get_mut(variable.index()) {
                    *slot = Some(*when);
                }
            }
            RuleKind::Required { question, variables, when } => {
                let how = if variables.len() > 1 { Required::OneOf } else { Required::Alone };
                for variable in variables {
                    if let Some(slot) = self.required.get_mut(variable.index()) {
                        *slot = how;
                    }
                }
                if *when != form.questions().get(*question).asked {
                    self.tell(form, id, rule.at);
                }
            }
            RuleKind::Offered { variable: _, code: _, when: _ }
            | RuleKind::Exclusive { option: _, others: _ }
            | RuleKind::Alternative { variables: _ }
            | RuleKind::PickMin { variables: _, min: _ }
            | RuleKind::PickMax { variables: _, max: _ }
            | RuleKind::RanksDiffer { variables: _ }
            | RuleKind::RanksWithoutGap { variables: _ }
            | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
            | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ }
            | RuleKind::Check { complains: _, message: _ } => self.tell(form, id, rule.at),
        }
    }

    /// A rule that is told in a sentence of its own stands at the question of the variable it is reported at.
    fn tell(&mut self, form: &Form, id: RuleId, at: VarId) {
        let question = form.variables().get(at).question;
        match question.and_then(|question| self.told.get_mut(question.index())) {
            Some(told) => told.push(id),
            None => self.elsewhere.push(id),
        }
    }

    /// Whether a variable must have a value where asked.
    pub(crate) fn required(&self, variable: VarId) -> Required {
        self.required.get(variable.index()).copied().unwrap_or(Required::No)
    }

    /// When a variable may have a value.
    pub(crate) fn asked(&self, form: &Form, variable: VarId) -> CondId {
        let ruled = self.asked.get(variable.index()).copied().flatten();
        ruled.unwrap_or_else(|| form.variables().get(variable).asked)
    }

    /// The sentences at a question.
    pub(crate) fn sentences(&self, form: &Form, words: &Words, question: QuestionId) -> Vec<String> {
        let told = self.told.get(question.index()).map_or(&[][..], Vec::as_slice);
        told.iter().map(|rule| sentence(form, words, form.rules().get(*rule))).collect()
    }

    /// The sentences at what belongs to no question: of what is kept for its history alone, or of all else.
    pub(crate) fn sentences_elsewhere(&self, form: &Form, words: &Words, retired: bool) -> Vec<String> {
        let rules = self.elsewhere.iter().map(|rule| form.rules().get(*rule));
        let own = rules.filter(|rule| (form.variables().get(rule.at).role == Role::Retired) == retired);
        own.map(|rule| sentence(form, words, rule)).collect()
    }

    /// Every rule is told: domains, conditions and requirements in the columns of their variables, all others in sentences.
    pub(crate) fn ledger(&self, form: &Form) -> Ledger {
        let mut ledger = Ledger::new(form);
        for (id, rule) in form.rules().iter() {
            let duty = match &rule.kind {
                RuleKind::Domain { variable: _ }
                | RuleKind::Asked { variable: _, when: _ }
                | RuleKind::Offered { variable: _, code: _, when: _ }
                | RuleKind::Required { question: _, variables: _, when: _ }
                | RuleKind::Exclusive { option: _, others: _ }
                | RuleKind::Alternative { variables: _ }
                | RuleKind::PickMin { variables: _, min: _ }
                | RuleKind::PickMax { variables: _, max: _ }
                | RuleKind::RanksDiffer { variables: _ }
                | RuleKind::RanksWithoutGap { variables: _ }
                | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
                | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ }
                | RuleKind::Check { complains: _, message: _ } => Duty::Printed,
            };
            ledger.enter(id, duty);
        }
        ledger
    }
}

fn sentence(form: &Form, words: &Words, rule: &Rule) -> String {
    let name = |variable: VarId| form.variables().get(variable).name.as_str();
    match &rule.kind {
        RuleKind::Domain { variable } => name(*variable).to_owned(),
        RuleKind::Asked { variable, when } => {
            words.offered.replace("{code}", name(*variable)).replace("{when}", &condition(form, *when))
        }
        RuleKind::Offered { variable, code, when } => {
            let code = format!("{} = {code}", name(*variable));
            words.offered.replace("{code}", &code).replace("{when}", &condition(form, *when))
        }
        RuleKind::Required { question: _, variables, when } => {
            let must = words.must.replace("{when}", &condition(form, *when));
            format!("{}: {must}", names(form, variables))
        }
        RuleKind::Exclusive { option, others: _ } => words.excludes.replace("{option}", name(*option)),
        RuleKind::Alternative { variables } => words.one_of.replace("{variables}", &names(form, variables)),
        RuleKind::PickMin { variables: _, min } => words.pick_min.replace("{min}", &min.to_string()),
        RuleKind::PickMax { variables: _, max } => words.pick_max.replace("{max}", &max.to_string()),
        RuleKind::RanksDiffer { variables: _ } => words.ranks_differ.to_owned(),
        RuleKind::RanksWithoutGap { variables: _ } => words.ranks_without_gap.to_owned(),
        RuleKind::OccurrencesMin { repeat, min, when: _ } => words
            .occurrences_min
            .replace("{repeat}", &form.repeats().get(*repeat).name)
            .replace("{min}", &min.to_string()),
        RuleKind::OccurrencesMax { repeat, max, when: _ } => words
            .occurrences_max
            .replace("{repeat}", &form.repeats().get(*repeat).name)
            .replace("{max}", &max.to_string()),
        RuleKind::Check { complains: _, message } => {
            let weight = if rule.hard { words.hard } else { words.soft };
            // The author's words go in last, so that a brace in them is never taken for a place.
            let shape = words.check.replace("{weight}", weight).replace("{when}", &condition(form, rule.holds));
            shape.replacen("{message}", &message.told(form).replace('\n', " "), 1)
        }
    }
}

fn names(form: &Form, variables: &[VarId]) -> String {
    let names: Vec<&str> = variables.iter().map(|id| form.variables().get(*id).name.as_str()).collect();
    names.join(", ")
}
