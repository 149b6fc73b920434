//! Totals: a derived value that people add up themselves has a place under its parts. It is worked out, so it is no field and is asked
//! of nobody.

use std::collections::BTreeSet;

use setsumon_core::form::{Calc, Form, Item};
use setsumon_core::ids::{CalcId, QuestionId, VarId};

use crate::sheet::{Answer, Blank, Column, GridCell, Shape, Text};

use super::View;
use super::fields::{FIGURE_MM, around_figure};
use super::node::{Body, Caption, Node, with_small};
use super::text::{label, words};

const COLUMN_MM: f64 = 30.0;
/// The names of so many parts stand beside the total at most, in so many characters.
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

/// The place of a total; none for other derived values.
pub(super) fn of_calc(view: &View<'_>, id: CalcId) -> Option<Node> {
    let calc = view.form.calcs().get(id);
    if calc.adds.is_empty() {
        return None;
    }
    let caption = Caption { text: label(&calc.label), ..Caption::default() };
    let answer = Answer::Blank(total(view, calc, parts(view, id, calc)));
    Some(Node { label: Some(caption), ..Node::bare(vec![answer]) })
}

/// The total of each line of a roster.
pub(super) fn column(view: &View<'_>, id: CalcId) -> Option<(Column, GridCell)> {
    let calc = view.form.calcs().get(id);
    if calc.adds.is_empty() {
        return None;
    }
    let text = with_small(label(&calc.label), parts(view, id, calc));
    let unit = calc.unit.as_ref().map(label).filter(|unit| !unit.is_empty());
    let unit = unit.map_or_else(Text::new, |unit| {
        [words(view.language.open), unit, words(view.language.close)].into_iter().flatten().collect()
    });
    // Its cells are empty, as those of its parts are.
    let column = Column { unit, ..Column::of(text, Some(COLUMN_MM), false) };
    Some((column, GridCell::Answers { answers: Vec::new(), widget: None }))
}

fn total(view: &View<'_>, calc: &Calc, beside: Text) -> Blank {
    let mut before = Text::new();
    let after = calc.unit.as_ref().map(|unit| around_figure(unit, &mut before)).unwrap_or_default();
    let shape = Shape::Total { mm: FIGURE_MM, bracketed: view.language.bracketed_figures };
    Blank { before, after, beside, shape, widgets: Vec::new() }
}

/// The totals right behind a table that add up figures of it alone; they stand under them.
pub(super) fn under<'i>(view: &View<'_>, question: QuestionId, items: &'i [Item]) -> &'i [Item] {
    let of_it = |variable: &VarId| view.form.variables().get(*variable).question == Some(question);
    let totals = items.iter().take_while(|item| match item {
        Item::Calc(id) => {
            let adds = &view.form.calcs().get(*id).adds;
            !adds.is_empty() && adds.iter().all(of_it)
        }
        Item::Question(_)
        | Item::Group(_)
        | Item::Repeat(_)
        | Item::Note(_)
        | Item::End(_)
        | Item::Led(_)
        | Item::Headed(_)
        | Item::Branch(_) => false,
    });
    let count = totals.count();
    items.split_at_checked(count).map_or(&[], |(under, _)| under)
}

/// So many lines of a table with heads stand with its totals in one item. A longer one goes on to pages where its heads are said again,
/// which only an item can that is a table and nothing else; its totals stand behind it.
const SHORT_TABLE: usize = 8;

/// Puts totals under the table that they add up; false where it is too long for that.
pub(super) fn put_under(view: &View<'_>, totals: &[Item], table: &mut Node) -> bool {
    let long = match &table.body {
        Body::Answers { answers, flush: _ } => answers.iter().any(|answer| match answer {
            Answer::Grid(grid) => grid.rows.len() > SHORT_TABLE,
            Answer::Options { .. }
            | Answer::Blank(_)
            | Answer::Listed { .. }
            | Answer::Points { .. }
            | Answer::Ruler { .. }
            | Answer::Nested { .. }
            | Answer::Asked { .. }
            | Answer::Text { .. } => false,
        }),
        Body::Nodes(_) => false,
    };
    if long || totals.is_empty() {
        return false;
    }
    let totals = totals.iter().filter_map(|item| match item {
        Item::Calc(id) => of_calc(view, *id),
        Item::Question(_)
        | Item::Group(_)
        | Item::Repeat(_)
        | Item::Note(_)
        | Item::End(_)
        | Item::Led(_)
        | Item::Headed(_)
        | Item::Branch(_) => None,
    });
    match &mut table.body {
        Body::Nodes(rows) => rows.extend(totals),
        Body::Answers { answers: _, flush: _ } => {
            let number = table.number.take();
            let own = std::mem::replace(table, Node::bare(Vec::new()));
            table.number = number;
            table.body = Body::Nodes(std::iter::once(own).chain(totals).collect());
        }
    }
    true
}

/// What is added up, by name, where that is short: `Men + Women`, `Income (all entries)`; else that it is all that stands above.
fn parts(view: &View<'_>, id: CalcId, calc: &Calc) -> Text {
    let name = |variable: &VarId| {
        let variable = view.form.variables().get(*variable);
        let name = view.form.questions().get(variable.question?).name.plain();
        let of_all = if variable.repeat == calc.repeat { "" } else { view.language.of_all_entries };
        Some(format!("{name}{of_all}"))
    };
    let names: Vec<String> = calc.adds.iter().filter_map(name).collect();
    let distinct: BTreeSet<&String> = names.iter().collect();
    let joined = names.join(view.language.plus);
    let short = names.len() <= PARTS && joined.chars().count() <= CHARACTERS;
    match distinct.len() == calc.adds.len() && short {
        true => words(joined),
        false if view.above.are_added_up(view.form, id, calc) => words(view.language.of_the_above),
        false => Text::new(),
    }
}
