//! What paper does about each rule of the form: it tells the reader, or it cannot.

use setsumon_core::form::{Entry, Form, Item, Medium, TextShape, Value};
use setsumon_core::ids::{CondId, Id, QuestionId, VarId};
use setsumon_core::rule::RuleKind;
use setsumon_core::target::{Duty, Ledger};

const SCREEN_ONLY: &str = "the question is on screen only";
const NO_SENTENCE: &str = "its condition is told in no sentence (`says none`, or a gate's condition)";
const RANGE: &str = "paper does not tell the bounds of a figure or date";
const SHAPE: &str = "paper does not tell the length or shape of a text";
const EXCLUSIVE: &str = "paper does not tell which option excludes the others";
const EITHER: &str = "paper does not tell that a box stands in the place of a value";
const COMPUTED: &str = "paper cannot compare answers";
const RANKS: &str = "paper does not tell that ranks differ and leave no gap";
const OCCURRENCES: &str = "paper does not tell how many entries a roster must have";

/// The account of every rule.
pub(crate) fn ledger(form: &Form) -> Ledger {
    let told = Told::of(form);
    let mut ledger = Ledger::new(form);
    for (id, rule) in form.rules().iter() {
        ledger.enter(id, duty(form, &told, &rule.kind));
    }
    ledger
}

fn duty(form: &Form, told: &Told, kind: &RuleKind) -> Duty {
    match kind {
        RuleKind::Domain { variable } => told.printed(form, *variable).unwrap_or_else(|| domain(form, *variable)),
        RuleKind::Asked { variable, when: _ } => told.asked(form, *variable),
        // An option's own condition stands before its words; what was ticked before is named in the instruction.
        RuleKind::Offered { variable, code: _, when: _ } => told.printed(form, *variable).unwrap_or(Duty::Printed),
        RuleKind::Required { question, variables: _, when: _ } => {
            if told.is_on_paper(*question) {
                Duty::Printed
            } else {
                Duty::Declined(SCREEN_ONLY)
            }
        }
        RuleKind::PickMin { variables: _, min: _ } | RuleKind::PickMax { variables: _, max: _ } => Duty::Printed,
        RuleKind::Exclusive { option: _, others: _ } => Duty::Declined(EXCLUSIVE),
        RuleKind::Alternative { variables: _ } => Duty::Declined(EITHER),
        RuleKind::RanksDiffer { variables: _ } | RuleKind::RanksWithoutGap { variables: _ } => Duty::Declined(RANKS),
        RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
        | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ } => Duty::Declined(OCCURRENCES),
        RuleKind::Check { complains: _, message: _, arithmetic: _, last: _ } => Duty::Declined(COMPUTED),
    }
}

fn domain(form: &Form, variable: VarId) -> Duty {
    match &form.variables().get(variable).value {
        Value::Code(_) | Value::Tick | Value::Rank { max: _ } => Duty::Printed,
        Value::Integer { min: _, max: _ }
        | Value::Decimal { digits: _, min: _, max: _ }
        | Value::Month { min: _, max: _ }
        | Value::Date { min: _, max: _ } => Duty::Declined(RANGE),
        Value::Text { shape, max_length, lines: _ } => match (shape, max_length) {
            (TextShape::Free | TextShape::PostalJa | TextShape::Picture(_), None) => Duty::Printed,
            (TextShape::Free | TextShape::PostalJa | TextShape::Picture(_), Some(_))
            | (TextShape::Email | TextShape::Tel | TextShape::PostalAny | TextShape::Url, _) => Duty::Declined(SHAPE),
        },
    }
}

/// What becomes of a question on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Not printed.
    Screen,
    /// Printed, and who is asked it is told or plain from its place.
    Told,
    /// Printed, but nobody is told who is asked it.
    Silent,
}

/// The fate of every question.
struct Told {
    fates: Vec<Fate>,
}

/// Where the walk is: what is known about who is asked.
#[derive(Clone, Copy)]
struct Place {
    screen: bool,
    silent: bool,
    /// The condition around it, already told; none where it is not known, behind an early end.
    around: Option<CondId>,
}

impl Place {
    fn within(self, medium: Medium, asked: CondId) -> Self {
        Self { screen: self.screen || on_screen_only(medium), silent: self.silent, around: Some(asked) }
    }
}

fn on_screen_only(medium: Medium) -> bool {
    match medium {
        Medium::Screen => true,
        Medium::Both | Medium::Paper => false,
    }
}

impl Told {
    fn of(form: &Form) -> Self {
        let mut told = Self { fates: vec![Fate::Told; form.questions().len()] };
        let place = Place { screen: false, silent: false, around: None };
        told.entries(form, form.entries(), place);
        // Nested fields hang on their options, which the walk does not enter: their place tells who is asked.
        for (id, question) in form.questions().iter() {
            if on_screen_only(question.medium) {
                told.set(id, Fate::Screen);
            }
        }
        told
    }

    fn set(&mut self, id: QuestionId, fate: Fate) {
        if let Some(slot) = self.fates.get_mut(id.index()) {
            *slot = fate;
        }
    }

    fn fate(&self, id: QuestionId) -> Fate {
        self.fates.get(id.index()).copied().unwrap_or(Fate::Told)
    }

    fn is_on_paper(&self, id: QuestionId) -> bool {
        self.fate(id) != Fate::Screen
    }

    /// A duty where the variable is not printed at all.
    fn printed(&self, form: &Form, variable: VarId) -> Option<Duty> {
        let question = form.variables().get(variable).question?;
        (!self.is_on_paper(question)).then_some(Duty::Declined(SCREEN_ONLY))
    }

    fn asked(&self, form: &Form, variable: VarId) -> Duty {
        match form.variables().get(variable).question.map(|question| self.fate(question)) {
            Some(Fate::Screen) => Duty::Declined(SCREEN_ONLY),
            Some(Fate::Silent) => Duty::Declined(NO_SENTENCE),
            Some(Fate::Told) | None => Duty::Printed,
        }
    }

    fn entries(&mut self, form: &Form, entries: &[Entry], mut place: Place) {
        for entry in entries {
            match entry {
                Entry::Page(_) | Entry::Note(_) => {}
                Entry::Part(part) => self.entries(form, &part.entries, place.within(part.medium, part.asked)),
                Entry::Section(id) => {
                    let section = form.sections().get(*id);
                    self.items(form, &section.items, place.within(section.medium, section.asked));
                }
                Entry::Gate(id) => {
                    self.question(form, *id, place);
                    place.around = None;
                }
                Entry::End(_) => place.around = None,
                Entry::Branch(branch) => {
                    let mut inner = place.within(Medium::Both, branch.asked);
                    inner.silent |= branch.who.is_none();
                    self.entries(form, &branch.items, inner);
                }
            }
        }
    }

    fn items(&mut self, form: &Form, items: &[Item], mut place: Place) {
        for item in items {
            match item {
                Item::Question(id) => self.question(form, *id, place),
                Item::Group(group) => self.items(form, &group.items, place.within(group.medium, group.asked)),
                Item::Repeat(id) => {
                    let repeat = form.repeats().get(*id);
                    self.items(form, &repeat.items, place.within(repeat.medium, repeat.asked));
                }
                Item::Note(_) | Item::Calc(_) => {}
                Item::End(_) => place.around = None,
                Item::Led(led) => self.items(form, &led.items, place),
                Item::Headed(headed) => self.items(form, &headed.items, place),
                Item::Branch(branch) => {
                    let mut inner = place.within(Medium::Both, branch.asked);
                    inner.silent |= branch.who.is_none();
                    self.items(form, &branch.items, inner);
                }
            }
        }
    }

    fn question(&mut self, form: &Form, id: QuestionId, place: Place) {
        let question = form.questions().get(id);
        let own = question.who.is_none() && place.around.is_some_and(|around| around != question.asked);
        let fate = if place.screen || on_screen_only(question.medium) {
            Fate::Screen
        } else if place.silent || own {
            Fate::Silent
        } else {
            Fate::Told
        };
        self.set(id, fate);
    }
}
