//! Whether a total adds up all figures that stand above it in its section, group or roster, and nothing else.

use std::collections::BTreeMap;

use setsumon_core::form::{Answer, Calc, Form, Item, Question};
use setsumon_core::ids::{CalcId, QuestionId};
use setsumon_core::walk::{Around as _, bare};

use super::fields::matches_screen;

/// The printed figures of a form in reading order, and which of them stand above each derived value.
#[derive(Debug, Default)]
pub(super) struct Above {
    place: BTreeMap<QuestionId, usize>,
    above: BTreeMap<CalcId, std::ops::Range<usize>>,
    count: usize,
}

impl Above {
    pub(super) fn of(form: &Form) -> Self {
        let mut above = Self::default();
        for section in form.sections().values() {
            above.list(form, &section.items);
        }
        for repeat in form.repeats().values() {
            above.list(form, &repeat.items);
        }
        above
    }

    /// A list and the groups in it; what stands above is counted within each.
    fn list(&mut self, form: &Form, items: &[Item]) {
        let begin = self.count;
        for item in bare(items) {
            match item {
                Item::Question(id) if is_figure(form.questions().get(*id)) => {
                    self.place.insert(*id, self.count);
                    self.count += 1;
                }
                Item::Calc(id) => {
                    self.above.insert(*id, begin..self.count);
                }
                Item::Group(_) => self.list(form, item.inside()),
                Item::Question(_)
                | Item::Repeat(_)
                | Item::Note(_)
                | Item::End(_)
                | Item::Led(_)
                | Item::Headed(_)
                | Item::Branch(_) => {}
            }
        }
    }

    /// Whether a total adds up each figure above it once.
    pub(super) fn are_added_up(&self, form: &Form, id: CalcId, calc: &Calc) -> bool {
        let Some(above) = self.above.get(&id) else { return false };
        let place = |variable| {
            let variable = form.variables().get(variable);
            let place = *self.place.get(&variable.question?)?;
            (variable.repeat == calc.repeat).then_some(place)
        };
        let mut places: Vec<Option<usize>> = calc.adds.iter().copied().map(place).collect();
        places.sort_unstable();
        places.into_iter().eq(above.clone().map(Some))
    }
}

fn is_figure(question: &Question) -> bool {
    let holds_figures = match &question.answer {
        Answer::Field(field) => field.spec.kind.is_figure(),
        // A table is spoken of as one thing, but its cells are many: no total of some of them is one of all above.
        Answer::Grid(_) => true,
        Answer::Single { .. } | Answer::Multi { .. } | Answer::Rank { .. } | Answer::Gate { .. } => false,
    };
    holds_figures && !matches_screen(question.medium)
}
