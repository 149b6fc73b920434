//! What paper does about each rule of the form: it tells the reader, or it cannot.

use setsumon_core::walk::flat;
use std::collections::BTreeSet;

use setsumon_core::form::{
    Answer, Cells, Choice, ChoiceOption, Entry, Form, Grid, Item, Medium, Own, Teller as By, TextShape, Value,
};
use setsumon_core::ids::{CondId, EndId, Id, QuestionId, VarId};
use setsumon_core::rule::RuleKind;
use setsumon_core::target::{Duty, Ledger};
use setsumon_core::within::within;

const SCREEN_ONLY: &str = "the question is on screen only";
const NO_SENTENCE: &str = "its condition is told in no sentence (`says none`, or a gate's condition)";
const RANGE: &str = "paper does not tell the bounds of a figure or date";
const SHAPE: &str = "paper does not tell the length or shape of a text";
const UNTOLD: &str = "its wording is left empty";
const COMPUTED: &str = "paper cannot compare answers";
const RANKS: &str = "paper does not tell that ranks differ and leave no gap";
const OCCURRENCES: &str = "paper does not tell how many entries a roster must have";

/// The account of every rule.
pub(crate) fn ledger(form: &Form) -> Ledger {
    let told = Fates::of(form);
    let mut ledger = Ledger::new(form);
    for (id, rule) in form.rules().iter() {
        ledger.enter(id, duty(form, &told, &rule.kind));
    }
    ledger
}

fn duty(form: &Form, told: &Fates, kind: &RuleKind) -> Duty {
    match kind {
        RuleKind::Domain { variable } => told.printed(form, *variable).unwrap_or_else(|| domain(form, *variable)),
        RuleKind::Asked { variable, when: _ } => told.asked(form, *variable),
        // An option's own condition stands before its words; what was ticked before is named in the instruction.
        RuleKind::Offered { variable, code, when: _ } => told.offered(form, *variable, code),
        RuleKind::Required { question, variables: _, when: _ } => {
            if told.is_on_paper(*question) {
                Duty::Printed
            } else {
                Duty::Declined(SCREEN_ONLY)
            }
        }
        RuleKind::PickMin { variables: _, min: _ } | RuleKind::PickMax { variables: _, max: _ } => Duty::Printed,
        RuleKind::Exclusive { option, others: _ } => told.by(form, *option, &form.wording().choose_no_other),
        RuleKind::Alternative { variables } => match variables.first() {
            Some(value) => told.by(form, *value, &form.wording().instead),
            None => Duty::Printed,
        },
        RuleKind::RanksDiffer { variables: _ } | RuleKind::RanksWithoutGap { variables: _ } => Duty::Declined(RANKS),
        RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
        | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ } => Duty::Declined(OCCURRENCES),
        RuleKind::Check { complains: _, message: _ } => Duty::Declined(COMPUTED),
    }
}

fn domain(form: &Form, variable: VarId) -> Duty {
    match &form.variables().get(variable).value {
        Value::Code(_) | Value::Tick | Value::Rank { max: _ } => Duty::Printed,
        Value::Month { min: _, max: _ } | Value::Date { min: _, max: _ } if within(form, variable).is_some() => {
            Duty::Printed
        }
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

/// The fate of every question, and of what is offered in it.
struct Fates {
    fates: Vec<Fate>,
    /// The ticks, ranks and cells of options and rows whose condition nobody is told.
    silent: BTreeSet<VarId>,
    /// The codes of such options, by the variable that would hold them.
    silent_codes: BTreeSet<(VarId, String)>,
    /// Whether the walk is behind an end of which nobody is told whom it ends.
    behind_silent_end: bool,
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
    fn within(self, medium: Medium, asked: CondId, own: Option<Own>) -> Self {
        let screen = self.screen || on_screen_only(medium);
        Self { screen, silent: self.silent || is_silent(own), around: Some(asked) }
    }
}

fn on_screen_only(medium: Medium) -> bool {
    match medium {
        Medium::Screen => true,
        Medium::Both | Medium::Paper => false,
    }
}

impl Fates {
    fn of(form: &Form) -> Self {
        let mut told = Self {
            fates: vec![Fate::Told; form.questions().len()],
            silent: BTreeSet::new(),
            silent_codes: BTreeSet::new(),
            behind_silent_end: false,
        };
        let place = Place { screen: false, silent: false, around: None };
        told.entries(form, form.entries(), place);
        // Nested fields hang on their options, which the walk does not enter: their place tells who is asked.
        for (id, question) in form.questions().iter() {
            if on_screen_only(question.medium) {
                told.set(id, Fate::Screen);
            }
            match &question.answer {
                Answer::Single { variable, choices } => told.options(choices, &[*variable]),
                Answer::Multi { choices, pick: _ } | Answer::Rank { choices, pick: _ } => told.options(choices, &[]),
                Answer::Grid(grid) => told.grid(grid),
                Answer::Gate { variable: _, options: _ } | Answer::Field(_) => {}
            }
        }
        told
    }

    /// Options, and the variables that hold their codes; a tick or a rank is a variable of its own.
    fn options(&mut self, choices: &[Choice], holds: &[VarId]) {
        for ChoiceOption { variable, code, .. } in flat(choices).filter(|option| is_silent(option.own)) {
            self.silent.extend(*variable);
            self.silent_codes.extend(holds.iter().map(|holds| (*holds, code.clone())));
        }
    }

    fn grid(&mut self, grid: &Grid) {
        let rows: Vec<_> = flat(&grid.rows).collect();
        self.silent.extend(rows.iter().filter(|row| is_silent(row.own)).flat_map(|row| &row.cells));
        let cells: Vec<VarId> = rows.iter().flat_map(|row| &row.cells).copied().collect();
        match &grid.cells {
            Cells::Single { choices } => self.options(choices, &cells),
            Cells::Multi { choices: _ } | Cells::Fields { columns: _ } => {}
        }
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

    /// A duty that a wording tells, unless the author leaves that empty.
    fn by(&self, form: &Form, variable: VarId, wording: &str) -> Duty {
        let told = if wording.is_empty() { Duty::Declined(UNTOLD) } else { Duty::Printed };
        self.printed(form, variable).unwrap_or(told)
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
            Some(Fate::Told) | None if self.silent.contains(&variable) => Duty::Declined(NO_SENTENCE),
            Some(Fate::Told) | None => Duty::Printed,
        }
    }

    fn offered(&self, form: &Form, variable: VarId, code: &str) -> Duty {
        let silent = self.silent_codes.contains(&(variable, code.to_owned()));
        let told = if silent { Duty::Declined(NO_SENTENCE) } else { Duty::Printed };
        self.printed(form, variable).unwrap_or(told)
    }

    /// Whoever does not know that the survey has ended for them does not know that nothing behind is asked of them.
    fn ended(&mut self, form: &Form, end: EndId) {
        self.behind_silent_end |= is_silent(form.ends().get(end).own);
    }

    fn entries(&mut self, form: &Form, entries: &[Entry], mut place: Place) {
        for entry in entries {
            match entry {
                Entry::Page(_) | Entry::Note(_) => {}
                Entry::Part(part) => self.entries(form, &part.entries, place.within(part.medium, part.asked, part.own)),
                Entry::Section(id) => {
                    let section = form.sections().get(*id);
                    self.items(form, &section.items, place.within(section.medium, section.asked, section.own));
                }
                Entry::Gate(id) => {
                    self.question(form, *id, place);
                    place.around = None;
                }
                Entry::End(id) => {
                    self.ended(form, *id);
                    place.around = None;
                }
                Entry::Branch(branch) => {
                    let mut inner = place.within(Medium::Both, branch.asked, branch.own);
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
                Item::Group(group) => {
                    self.items(form, &group.items, place.within(group.medium, group.asked, group.own))
                }
                Item::Repeat(id) => {
                    let repeat = form.repeats().get(*id);
                    self.items(form, &repeat.items, place.within(repeat.medium, repeat.asked, repeat.own));
                }
                Item::Note(_) | Item::Calc(_) => {}
                Item::End(id) => {
                    self.ended(form, *id);
                    place.around = None;
                }
                Item::Led(led) => self.items(form, &led.items, place),
                Item::Headed(headed) => self.items(form, &headed.items, place),
                Item::Branch(branch) => {
                    let mut inner = place.within(Medium::Both, branch.asked, branch.own);
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
        } else if place.silent || own || self.behind_silent_end {
            Fate::Silent
        } else {
            Fate::Told
        };
        self.set(id, fate);
    }
}

/// Whether nobody is told of a condition.
fn is_silent(own: Option<Own>) -> bool {
    own.is_some_and(|own| own.told == By::Nobody)
}

#[cfg(test)]
mod tests {
    use setsumon_core::sources::MemorySources;
    use setsumon_core::target::Duty;
    use setsumon_editions::Session;

    use super::NO_SENTENCE;

    /// Every place that has a condition of its own: `@` is what the author says of it.
    const PLACES: &str = r#"
  single kind "Kind" { a "A"  b "B"  c "C" when wide is ticked @1 }
  multi ticks "Ticks" { one "One"  two "Two" when kind is a @2 }
  rank order "Order" { one "One"  two "Two"  three "Three" when kind is a @3 }
  grid table "Table" of single { rows { one "One"  two "Two" when kind is a @4 }  columns { c "C"  d "D" } }
  grid blanks "Blanks" { rows { one "One"  two "Two" when kind is a @5 }  columns { integer i "I" } }
  text own "Own" when kind is a @6
  group both "Both" when kind is a @7 { text inner "Inner" }
  when kind is b @8 { text branch "Branch" }
  repeat people "People" 0..2 when kind is a @9 { text name "Name" }
  end when kind is b @e "Thank you."
  text behind "Behind"
"#;

    /// The rules of who is asked and what is offered that paper does not keep for want of a sentence, where one place is silent.
    fn untold(silent: char) -> Vec<String> {
        let mut section = PLACES.to_owned();
        for mark in "123456789e".chars() {
            let says = if mark == silent { "says none" } else { "says \"So.\"" };
            section = section.replace(&format!("@{mark}"), says);
        }
        let text = format!(
            "setsumon 1\nsurvey demo \"Demo\" {{ locale en  edition 2025 }}\nsection s \"S\" {{\n  flag wide \"Wide\"\n{section}}}\n"
        );
        let compiled = Session::new().check(&MemorySources::new().with("main.survey", text), "main.survey");
        let told: Vec<&str> = compiled.diagnostics.iter().map(|told| told.message.as_str()).collect();
        let form = compiled.soundness.sound().unwrap_or_else(|| panic!("{silent}: {told:?}"));
        let ledger = super::ledger(&form);
        let untold = ledger.iter().filter(|(id, duty)| {
            let name = &form.rules().get(*id).name;
            let of_asking = name.ends_with(".asked") || name.contains(".offered.");
            of_asking && matches!(duty, Some(Duty::Declined(why)) if *why == NO_SENTENCE)
        });
        untold.map(|(id, _)| form.rules().get(id).name.clone()).collect()
    }

    /// Paper claims to tell a condition only where it does: a place that says nothing is declined with all that hangs on it.
    #[test]
    fn what_says_nothing_is_no_duty_kept() {
        let expected: [(char, &[&str]); 11] = [
            ('0', &[]),
            ('1', &["s__kind.offered.c"]),
            ('2', &["s__ticks__two.asked"]),
            ('3', &["s__order__three.asked"]),
            ('4', &["s__table__two.asked"]),
            ('5', &["s__blanks__two__i.asked"]),
            ('6', &["s__own.asked"]),
            ('7', &["s__inner.asked"]),
            ('8', &["s__branch.asked"]),
            ('9', &["s__people__name.asked"]),
            ('e', &["s__behind.asked"]),
        ];
        for (silent, rules) in expected {
            assert_eq!(untold(silent), rules, "{silent}");
        }
    }
}
