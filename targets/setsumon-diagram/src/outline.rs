//! The steps of a survey in reading order: what stands in what, who goes where, and where some are at the end.

use std::collections::{BTreeMap, BTreeSet};

use setsumon_core::form::{Answer, Branch, End, Entry, Form, Item, Outcome, Question, Role};
use setsumon_core::ids::{EndId, QuestionId, SectionId};
use setsumon_core::walk::all;

use crate::told::{condition, one_line, who};

/// A step on the way through a survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The path of what it is; empty where it is a condition, which has none.
    pub path: String,
    /// What it is.
    pub shape: Shape,
    /// Its printed number.
    pub number: Option<String>,
    /// Its words.
    pub label: String,
    /// Who goes here, in words; none where everybody does who comes by.
    pub who: Option<String>,
    /// How many questions are in it, where it is a section.
    pub questions: usize,
    /// The answers with which a gate is passed, where it is one.
    pub passing: Vec<String>,
    /// The steps in it, where it is shown open.
    pub inside: Vec<Step>,
    /// Where some are at the end, in or right behind it.
    pub exits: Vec<Exit>,
    /// What became of it since the edition before, where two are compared.
    pub sign: Option<Sign>,
}

/// What a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A part, around its sections.
    Part,
    /// A section.
    Section,
    /// A gate.
    Gate,
    /// A question.
    Question,
    /// A group of fields.
    Group,
    /// A roster.
    Roster,
    /// An early end that stands by itself.
    End,
    /// A condition around other steps.
    Branch,
}

/// Where some are at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    /// What it is known by: its sentence.
    pub path: String,
    /// Whom it ends, in words.
    pub who: String,
    /// How their response counts, in words.
    pub outcome: &'static str,
    /// What became of it since the edition before.
    pub sign: Option<Sign>,
}

/// What became of something since the edition before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It, or something in it, is not as it was.
    Changed,
}

impl Sign {
    /// The sign for it, so that nobody needs to see colours.
    pub(crate) fn mark(self) -> &'static str {
        match self {
            Self::Added => "＋",
            Self::Removed => "－",
            Self::Changed => "～",
        }
    }
}

/// The steps of a form, with those of the sections that are to be opened.
pub(crate) fn steps(form: &Form, open: &[String]) -> Vec<Step> {
    let mut questions: BTreeMap<SectionId, usize> = BTreeMap::new();
    let retired = retired(form);
    let asked = form.questions().iter().filter(|(id, question)| !question.nested && !retired.contains(id));
    for section in asked.filter_map(|(_, question)| question.section) {
        *questions.entry(section).or_default() += 1;
    }
    Reader { form, open: open.iter().map(String::as_str).collect(), questions, retired }.entries(form.entries())
}

/// The questions that are kept for their history alone.
fn retired(form: &Form) -> BTreeSet<QuestionId> {
    let (mut retired, mut asked) = (BTreeSet::new(), BTreeSet::new());
    for variable in form.variables().values() {
        let own = match variable.role {
            Role::Retired => &mut retired,
            Role::Answer | Role::Given | Role::Last(_) => &mut asked,
        };
        own.extend(variable.question);
    }
    retired.retain(|question| !asked.contains(question));
    retired
}

struct Reader<'f> {
    form: &'f Form,
    open: BTreeSet<&'f str>,
    questions: BTreeMap<SectionId, usize>,
    retired: BTreeSet<QuestionId>,
}

impl Step {
    fn new(shape: Shape, path: &str, number: Option<&String>, label: String, who: Option<String>) -> Self {
        Self {
            path: path.to_owned(),
            shape,
            number: number.cloned(),
            label,
            who,
            questions: 0,
            passing: Vec::new(),
            inside: Vec::new(),
            exits: Vec::new(),
            sign: None,
        }
    }

    /// Number and label, with the sign of what became of it.
    pub(crate) fn caption(&self) -> String {
        let sign = self.sign.map(Sign::mark);
        let words = sign.into_iter().chain(self.number.as_deref()).chain([self.label.as_str()]);
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

impl Exit {
    /// Whom it ends, with the sign of what became of it.
    pub(crate) fn caption(&self) -> String {
        match self.sign {
            Some(sign) => format!("{} {}", sign.mark(), self.who),
            None => self.who.clone(),
        }
    }
}

impl Reader<'_> {
    fn entries(&self, entries: &[Entry]) -> Vec<Step> {
        let mut steps = Vec::new();
        for entry in entries {
            match entry {
                Entry::Page(_) | Entry::Note(_) => {}
                Entry::Part(part) => {
                    let asked = who(self.form, part.who.as_ref(), part.own);
                    let label = one_line(&part.label.told(self.form));
                    let mut step = Step::new(Shape::Part, &part.code, part.number.as_ref(), label, asked);
                    step.inside = self.entries(&part.entries);
                    steps.push(step);
                }
                Entry::Section(id) => steps.push(self.section(*id)),
                Entry::Gate(id) => steps.push(self.question(*id)),
                Entry::End(id) => steps.push(self.end(*id)),
                Entry::Branch(branch) => steps.push(self.branch(branch, self.entries(&branch.items))),
            }
        }
        steps
    }

    fn branch<T>(&self, branch: &Branch<T>, inside: Vec<Step>) -> Step {
        let asked = who(self.form, branch.who.as_ref(), branch.own);
        let mut step = Step::new(Shape::Branch, "", None, String::new(), asked);
        step.inside = inside;
        step
    }

    fn section(&self, id: SectionId) -> Step {
        let section = self.form.sections().get(id);
        let asked = who(self.form, section.who.as_ref(), section.own);
        let label = one_line(&section.label.told(self.form));
        let mut step = Step::new(Shape::Section, &section.code, section.number.as_ref(), label, asked);
        step.questions = self.questions.get(&id).copied().unwrap_or_default();
        if self.open.contains(section.code.as_str()) {
            step.inside = self.items(&section.items);
        } else {
            step.exits = self.exits(&section.items);
        }
        step
    }

    /// The early ends among some items.
    fn exits(&self, items: &[Item]) -> Vec<Exit> {
        let mut exits = Vec::new();
        for item in all(items) {
            match item {
                Item::End(id) => exits.push(self.exit(*id)),
                Item::Question(id) => exits.extend(self.gate_exits(self.form.questions().get(*id))),
                Item::Repeat(id) => exits.extend(self.exits(&self.form.repeats().get(*id).items)),
                Item::Group(_) | Item::Note(_) | Item::Calc(_) | Item::Led(_) | Item::Headed(_) | Item::Branch(_) => {}
            }
        }
        exits
    }

    fn items(&self, items: &[Item]) -> Vec<Step> {
        let mut steps = Vec::new();
        for item in items {
            match item {
                Item::Question(id) if self.retired.contains(id) => {}
                Item::Question(id) => steps.push(self.question(*id)),
                Item::Group(group) => {
                    let asked = who(self.form, group.who.as_ref(), group.own);
                    let label = group.label.as_ref().or(group.lead.as_ref());
                    let label = label.map(|label| one_line(&label.told(self.form))).unwrap_or_default();
                    let mut step = Step::new(Shape::Group, &group.path, group.number.as_ref(), label, asked);
                    step.inside = self.items(&group.items);
                    steps.push(step);
                }
                Item::Repeat(id) => {
                    let repeat = self.form.repeats().get(*id);
                    let asked = who(self.form, repeat.who.as_ref(), repeat.own);
                    let label = one_line(&repeat.label.told(self.form));
                    let mut step = Step::new(Shape::Roster, &repeat.path, repeat.number.as_ref(), label, asked);
                    step.inside = self.items(&repeat.items);
                    steps.push(step);
                }
                Item::End(id) => steps.push(self.end(*id)),
                Item::Led(led) => steps.extend(self.items(&led.items)),
                Item::Headed(headed) => steps.extend(self.items(&headed.items)),
                Item::Branch(branch) => steps.push(self.branch(branch, self.items(&branch.items))),
                Item::Note(_) | Item::Calc(_) => {}
            }
        }
        steps
    }

    fn question(&self, id: QuestionId) -> Step {
        let question = self.form.questions().get(id);
        let asked = who(self.form, question.who.as_ref(), question.own);
        let label = one_line(&question.name.told(self.form));
        let (shape, passing) = match &question.answer {
            Answer::Gate { variable: _, options } => {
                let passed = options.iter().filter(|option| option.end.is_none() && !option.retired);
                (Shape::Gate, passed.map(|option| one_line(&option.label.told(self.form))).collect())
            }
            Answer::Single { variable: _, choices: _ }
            | Answer::Multi { choices: _, pick: _ }
            | Answer::Rank { choices: _, pick: _ }
            | Answer::Grid(_)
            | Answer::Field(_) => (Shape::Question, Vec::new()),
        };
        let mut step = Step::new(shape, &question.path, question.number.as_ref(), label, asked);
        step.passing = passing;
        step.exits = self.gate_exits(question);
        step
    }

    /// Where a gate ends the survey: each by its option.
    fn gate_exits(&self, question: &Question) -> Vec<Exit> {
        let options = match &question.answer {
            Answer::Gate { variable: _, options } => options.as_slice(),
            Answer::Single { variable: _, choices: _ }
            | Answer::Multi { choices: _, pick: _ }
            | Answer::Rank { choices: _, pick: _ }
            | Answer::Grid(_)
            | Answer::Field(_) => &[],
        };
        let ends = options.iter().filter(|option| !option.retired).filter_map(|option| Some((option, option.end?)));
        ends.map(|(option, id)| Exit { who: one_line(&option.label.told(self.form)), ..self.exit(id) }).collect()
    }

    fn end(&self, id: EndId) -> Step {
        let exit = self.exit(id);
        let mut step = Step::new(Shape::End, &exit.path, None, String::new(), None);
        step.exits.push(exit);
        step
    }

    fn exit(&self, id: EndId) -> Exit {
        let end: &End = self.form.ends().get(id);
        // What it says is a sentence for those whom it ends; in a picture the condition alone is to be read.
        let whom = end.own.map(|own| condition(self.form, own.when)).or_else(|| who(self.form, end.who.as_ref(), None));
        let words = &self.form.survey().locale.words().codebook;
        let outcome = match end.outcome {
            Outcome::Complete => words.outcome_complete,
            Outcome::Ended => words.outcome_ended,
            Outcome::OutOfScope => words.outcome_out_of_scope,
            Outcome::Refused => words.outcome_refused,
        };
        let sentence = one_line(&end.sentence.plain());
        Exit { path: end_called(&sentence), who: whom.unwrap_or(sentence), outcome, sign: None }
    }
}

/// What an end is known by in both editions. No path has a colon.
pub(crate) fn end_called(sentence: &str) -> String {
    format!("end:{}", one_line(sentence))
}
