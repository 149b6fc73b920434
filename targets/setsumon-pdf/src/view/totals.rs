//! Totals: a derived value that people add up themselves has a box beside its parts. It is worked out, so it is no field and is asked
//! of nobody.

use std::collections::BTreeSet;

use setsumon_core::form::{Calc, Form, Item};
use setsumon_core::ids::{CalcId, VarId};

use crate::sheet::{Answer, Blank, Column, GridCell, Shape, Text};

use super::View;
use super::fields::around_figure;
use super::node::{Caption, Node, with_small};
use super::text::{label, words};

const BOX_MM: f64 = 30.0;
const COLUMN_MM: f64 = 30.0;
const CELL_MM: f64 = 22.0;
/// The names of so many parts stand beside the box at most, in so many characters.
const PARTS: usize = 4;
const CHARACTERS: usize = 48;

/// Whether an item is a derived value that paper does not show.
pub(super) fn is_unprinted(form: &Form, item: &Item) -> bool {
    match item {
        Item::Calc(id) => form.calcs().get(*id).adds.is_empty(),
        Item::Question(_)
        | Item::Group(_)
        | Item::Repeat(_)
        | Item::Note(_)
        | Item::End(_)
        | Item::Led(_)
        | Item::Headed(_)
        | Item::Branch(_) => false,
    }
}

/// The box of a total; none for other derived values.
pub(super) fn of_calc(view: &View<'_>, id: CalcId) -> Option<Node> {
    let calc = view.form.calcs().get(id);
    if calc.adds.is_empty() {
        return None;
    }
    let caption = Caption { text: label(&calc.label), ..Caption::default() };
    let answer = Answer::Blank(total(calc, BOX_MM, parts(view, &calc.adds)));
    Some(Node { label: Some(caption), ..Node::bare(vec![answer]) })
}

/// The total of each line of a roster.
pub(super) fn column(view: &View<'_>, id: CalcId) -> Option<(Column, GridCell)> {
    let calc = view.form.calcs().get(id);
    if calc.adds.is_empty() {
        return None;
    }
    let text = with_small(label(&calc.label), parts(view, &calc.adds));
    let column = Column::of(text, Some(COLUMN_MM), false);
    let answers = vec![Answer::Blank(total(calc, CELL_MM, Text::new()))];
    Some((column, GridCell::Answers { answers, widget: None }))
}

fn total(calc: &Calc, mm: f64, beside: Text) -> Blank {
    let mut before = Text::new();
    let after = calc.unit.as_ref().map(|unit| around_figure(unit, &mut before)).unwrap_or_default();
    Blank { before, after, beside, shape: Shape::Total { mm }, widgets: Vec::new() }
}

/// What is added up, by name, where that is short: `Men + Women`.
fn parts(view: &View<'_>, adds: &[VarId]) -> Text {
    let name = |variable: &VarId| {
        let question = view.form.variables().get(*variable).question?;
        Some(view.form.questions().get(question).name.plain())
    };
    let names: Vec<String> = adds.iter().filter_map(name).collect();
    let distinct: BTreeSet<&String> = names.iter().collect();
    let joined = names.join(view.language.plus);
    let short = names.len() <= PARTS && joined.chars().count() <= CHARACTERS;
    if names.len() > 1 && distinct.len() == adds.len() && short { words(joined) } else { Text::new() }
}
