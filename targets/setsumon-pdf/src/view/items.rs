//! Items of sections, groups and rosters as trees of labels and answers.

use setsumon_core::form::{
    Answer as CoreAnswer, Group, Headed, Item, Led, Marker as CoreMarker, Own, Question, Repeat,
};
use setsumon_core::text::Text as CoreText;

use crate::sheet::{Answer, Asked, Column, Grid, GridCell, GridRow, Inline, Para, Text};

use super::View;
use super::answers::{MULTI, RANKED, SINGLE, caption_text, field, options, own_marker};
use super::cells::{blank_cell, blank_width, ends, unit};
use super::fields::{around, matches_screen, within};
use super::grids::grid;
use super::node::{Body, Caption, Node, with_small};
use super::text::{label, optional, optional_prose, paragraph, prose, words};
use super::totals;

/// How many numbered blanks a roster has at most on paper: as a table, and with a block for each.
const ROSTER_LINES: u32 = 20;
const ROSTER_BLOCKS: u32 = 10;
/// How many columns a roster's table may have before each occurrence gets a block.
const ROSTER_COLUMNS: usize = 6;

/// Items inside something: a group, a roster, a heading, an option.
pub(super) fn nodes(view: &mut View<'_>, items: &[Item], around: CoreMarker) -> Vec<Node> {
    items.iter().filter_map(|item| node(view, item, around)).collect()
}

fn node(view: &mut View<'_>, item: &Item, around: CoreMarker) -> Option<Node> {
    match item {
        Item::Question(id) => {
            let question = view.form.questions().get(*id);
            if matches_screen(question.medium) {
                return None;
            }
            let mut node = of_question(view, question, around);
            node.asked = asked(question.own, question.who.as_ref());
            node.above = above(optional_prose(view.instructed(question).lead.as_ref()));
            Some(node)
        }
        Item::Group(group) if matches_screen(group.medium) => None,
        Item::Group(group) => {
            let mut node = of_group(view, group, around);
            node.asked = asked(group.own, group.who.as_ref());
            node.above = above(optional_prose(group.lead.as_ref()));
            Some(node)
        }
        Item::Repeat(id) => {
            let repeat = view.form.repeats().get(*id);
            if matches_screen(repeat.medium) {
                return None;
            }
            let mut node = of_repeat(view, repeat);
            node.asked = asked(repeat.own, repeat.who.as_ref());
            node.above = above(optional_prose(repeat.lead.as_ref()));
            Some(node)
        }
        Item::Note(note) if matches_screen(note.medium) => None,
        Item::Note(note) => Some(Node::bare(vec![Answer::Text { body: prose(&note.text), small: false }])),
        Item::Calc(id) => totals::of_calc(view, *id),
        // An early end stands between items, never in one.
        Item::End(_) => None,
        Item::Led(Led { lead, items, origin: _ }) => {
            let mut node = Node::branch(None, nodes(view, items, around));
            node.above = above(prose(lead));
            Some(node)
        }
        Item::Headed(headed) => {
            let mut node = of_heading(view, headed, around);
            node.above = above(optional_prose(headed.lead.as_ref()));
            Some(node)
        }
        Item::Branch(branch) => {
            let mut node = Node::branch(None, nodes(view, &branch.items, around));
            node.asked = asked(branch.own, branch.who.as_ref());
            Some(node)
        }
    }
}

/// The condition of something, with its sentence.
pub(super) fn asked(own: Option<Own>, who: Option<&CoreText>) -> Option<Asked> {
    own.map(|own| Asked::of(own, optional(who)))
}

fn above(lead: Vec<Para>) -> Vec<Answer> {
    if lead.is_empty() { Vec::new() } else { vec![Answer::Text { body: lead, small: false }] }
}

/// A label cell over several items.
pub(super) fn of_heading(view: &mut View<'_>, headed: &Headed, around: CoreMarker) -> Node {
    let Headed { label: name, lead: _, items, origin: _ } = headed;
    let caption = Caption { text: label(name), ..Caption::default() };
    // The heading's cell stands behind the numbers of its items, so the numbers are theirs.
    Node::branch(Some(caption), nodes(view, items, around))
}

/// A question without the sentences above it.
pub(super) fn of_question(view: &mut View<'_>, question: &Question, around: CoreMarker) -> Node {
    let number = view.number(question.number.as_ref(), question.marker, &question.path);
    let mut text = caption_text(view, question);
    if number.is_none() && !text.is_empty() {
        text.extend(own_marker(question.marker, around).map(|chip| Inline::Chip { chip }));
    }
    let hint = optional_prose(question.hint.as_ref());
    let mut caption = Caption { text, hint, ..Caption::default() };
    let mut on_top = false;
    let mut beside = optional(question.beside.as_ref());
    let mut body = match &question.answer {
        CoreAnswer::Single { variable: _, choices } => options(view, choices, SINGLE, question),
        CoreAnswer::Multi { choices, pick: _ } => options(view, choices, MULTI, question),
        CoreAnswer::Rank { choices, pick: _ } => options(view, choices, RANKED, question),
        CoreAnswer::Gate { variable: _, options } => {
            let body = options.iter().flat_map(|option| super::ways::gate_text(view, option)).collect();
            Body::of(vec![Answer::Text { body, small: false }])
        }
        CoreAnswer::Grid(table) => {
            let (body, wide) = grid(view, table, question);
            on_top = wide;
            body
        }
        CoreAnswer::Field(blank) => {
            // A blank has its small print beside it, a tick its words.
            beside = Text::new();
            if is_tick(&blank.spec.kind) {
                caption.text = Text::new();
            } else {
                caption.fields = super::fields::write_in(view, blank.specify, Text::new());
            }
            Body::of(field(view, blank, question))
        }
    };
    let notes = question.notes.iter().filter(|note| !matches_screen(note.medium)).flat_map(|note| prose(&note.text));
    let notes: Vec<_> = if question.number.is_some() { Vec::new() } else { notes.collect() };
    // A grid with heads has the sentence in its corner, everything else right above its options or rows.
    if let (Some(told), false) = (narrowing(question), on_top) {
        body = with_first(body, Answer::Text { body: prose(told), small: true });
    }
    body = with_notes(body, notes, beside);
    let bare = caption.text.is_empty() && caption.hint.is_empty() && caption.fields.is_empty();
    Node { number, asked: None, above: Vec::new(), label: if bare { None } else { Some(caption) }, on_top, body }
}

/// What tells that only what was chosen before is to be answered: the compiler's words, or the author's, which stand over no condition of
/// the question's own.
pub(super) fn narrowing(question: &Question) -> Option<&CoreText> {
    question.narrowed.as_ref().or_else(|| question.who.as_ref().filter(|_| question.own.is_none()))
}

fn is_tick(kind: &setsumon_core::form::FieldKind) -> bool {
    use setsumon_core::form::FieldKind;
    match kind {
        FieldKind::Flag => true,
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Integer
        | FieldKind::Decimal { digits: _ }
        | FieldKind::Scale { from: _, to: _, ends: _ }
        | FieldKind::Year
        | FieldKind::FiscalYear
        | FieldKind::Month
        | FieldKind::Date
        | FieldKind::Email
        | FieldKind::Tel
        | FieldKind::Postal
        | FieldKind::Url => false,
    }
}

fn with_first(body: Body, first: Answer) -> Body {
    match body {
        Body::Answers { answers, flush } => {
            Body::Answers { answers: std::iter::once(first).chain(answers).collect(), flush }
        }
        Body::Nodes(nodes) => Body::Nodes(std::iter::once(Node::bare(vec![first])).chain(nodes).collect()),
    }
}

fn with_notes(body: Body, notes: Vec<Para>, beside: Text) -> Body {
    let before = (!notes.is_empty()).then_some(Answer::Text { body: notes, small: true });
    let after = (!beside.is_empty()).then(|| Answer::Text { body: paragraph(beside), small: true });
    match body {
        Body::Answers { answers, flush: false } => Body::of(before.into_iter().chain(answers).chain(after).collect()),
        Body::Answers { answers, flush: true } => {
            if before.is_none() && after.is_none() {
                return Body::Answers { answers, flush: true };
            }
            let table = Node { body: Body::Answers { answers, flush: true }, ..Node::bare(Vec::new()) };
            let parts = before.map(|text| Node::bare(vec![text])).into_iter().chain([table]);
            Body::Nodes(parts.chain(after.map(|text| Node::bare(vec![text]))).collect())
        }
        Body::Nodes(nodes) => {
            let parts = before.map(|text| Node::bare(vec![text])).into_iter().chain(nodes);
            Body::Nodes(parts.chain(after.map(|text| Node::bare(vec![text]))).collect())
        }
    }
}

/// A group without the sentences above it.
pub(super) fn of_group(view: &mut View<'_>, group: &Group, around: CoreMarker) -> Node {
    let number = view.number(group.number.as_ref(), group.marker, &group.path);
    let mut text = optional(group.label.as_ref());
    if number.is_none() && !text.is_empty() {
        text.extend(own_marker(group.marker, around).map(|chip| Inline::Chip { chip }));
    }
    let hint = optional_prose(group.hint.as_ref());
    let mut children = nodes(view, &group.items, group.marker);
    if let Some(beside) = &group.beside {
        children.push(Node::bare(vec![Answer::Text { body: prose(beside), small: true }]));
    }
    let caption = (!text.is_empty() || !hint.is_empty()).then_some(Caption { text, hint, ..Caption::default() });
    Node { number, ..Node::branch(caption, children) }
}

/// What is done with the places of a roster that are too many, or too few.
fn places_left(view: &View<'_>, repeat: &Repeat, places: u32) -> Vec<Para> {
    let wording = view.form.wording();
    let fewer = (repeat.min < places).then(|| wording.fewer_entries.clone());
    let more = (repeat.max > places).then(|| {
        wording.more_entries.replace("{places}", &places.to_string()).replace("{max}", &repeat.max.to_string())
    });
    let told: Vec<String> = fewer.into_iter().chain(more).filter(|words| !words.is_empty()).collect();
    let joined = told.join(view.form.survey().locale.words().writing.after_sentence);
    if joined.is_empty() { Vec::new() } else { paragraph(words(joined)) }
}

/// A roster: a table with a line for each occurrence where its items are short, else a block for each.
pub(super) fn of_repeat(view: &mut View<'_>, repeat: &Repeat) -> Node {
    let number = view.number(repeat.number.as_ref(), repeat.marker, &repeat.path);
    let captioned = |view: &View<'_>, places: u32| {
        let mut hint = optional_prose(repeat.hint.as_ref());
        hint.extend(places_left(view, repeat, places));
        Caption { text: label(&repeat.label), hint, ..Caption::default() }
    };
    if let Some(columns) = view.in_occurrence(1, |view| roster_columns(view, repeat)) {
        let lines = repeat.max.min(ROSTER_LINES);
        let rows = (1..=lines)
            .map(|line| {
                let columns = view.in_occurrence(line, |view| roster_columns(view, repeat)).unwrap_or_default();
                GridRow::Row {
                    label: words(line.to_string()),
                    asked: None,
                    fields: Vec::new(),
                    body: Vec::new(),
                    cells: columns.into_iter().map(|(_, cell)| cell).collect(),
                }
            })
            .collect();
        let columns = columns.into_iter().map(|(column, _)| column).collect();
        let table = Grid {
            corner: Text::new(),
            framed: false,
            label_mm: Some(12.0),
            turned_mm: None,
            small: false,
            loose: false,
            columns,
            rows,
        };
        let body = Body::Answers { answers: vec![Answer::Grid(table)], flush: true };
        let caption = captioned(view, lines);
        return Node { number, asked: None, above: Vec::new(), label: Some(caption), on_top: true, body };
    }
    let places = repeat.max.min(ROSTER_BLOCKS);
    let caption = captioned(view, places);
    let blocks = (1..=places)
        .map(|line| {
            // An entry is not torn over two pages, nor does it begin with one line at a foot.
            let caption = Caption { text: words(line.to_string()), together: true, ..Caption::default() };
            let inner = view.in_occurrence(line, |view| nodes(view, &repeat.items, repeat.marker));
            Node::branch(Some(caption), inner)
        })
        .collect();
    Node { number, ..Node::branch(Some(caption), blocks) }
}

/// The columns of a roster whose items are all short: one blank, or a choice without anything inside.
fn roster_columns(view: &mut View<'_>, repeat: &Repeat) -> Option<Vec<(Column, GridCell)>> {
    // Of derived values only totals are printed.
    let printed = repeat.items.iter().filter(|item| !totals::is_unprinted(view.form, item));
    let printed: Vec<&Item> = printed.collect();
    if printed.len() > ROSTER_COLUMNS {
        return None;
    }
    printed
        .into_iter()
        .map(|item| match item {
            Item::Question(id) => {
                let question = view.form.questions().get(*id);
                roster_column(view, question)
            }
            Item::Calc(id) => totals::column(view, *id),
            Item::Group(_)
            | Item::Repeat(_)
            | Item::Note(_)
            | Item::End(_)
            | Item::Led(_)
            | Item::Headed(_)
            | Item::Branch(_) => None,
        })
        .collect()
}

fn roster_column(view: &mut View<'_>, question: &Question) -> Option<(Column, GridCell)> {
    let plain = question.label.is_some()
        && question.own.is_none()
        && question.hint.is_none()
        && question.beside.is_none()
        && question.notes.is_empty()
        && !matches_screen(question.medium);
    if !plain {
        return None;
    }
    let text = caption_text(view, question);
    match &question.answer {
        CoreAnswer::Field(field)
            if field.specify.is_none() && field.items.is_empty() && field.alternatives.is_empty() =>
        {
            // A sentence over one field has no place in a table of several.
            if view.instructed(question).lead.is_some() {
                return None;
            }
            let text = with_small(text, ends(&field.spec.kind));
            let text = with_small(text, within(view, field.variable));
            let (unit, around) = (unit(view, &field.spec), around(view, &field.spec));
            let mm = blank_width(&field.spec.kind);
            Some((
                Column { text, unit, around, mm, narrow: false },
                blank_cell(view, &field.spec.kind, Some(field.variable)),
            ))
        }
        CoreAnswer::Single { variable: _, choices } => roster_options(view, choices, SINGLE, question, text),
        CoreAnswer::Multi { choices, pick: _ } => roster_options(view, choices, MULTI, question, text),
        CoreAnswer::Field(_)
        | CoreAnswer::Rank { choices: _, pick: _ }
        | CoreAnswer::Gate { variable: _, options: _ }
        | CoreAnswer::Grid(_) => None,
    }
}

fn roster_options(
    view: &mut View<'_>,
    choices: &[setsumon_core::form::Choice],
    sign: &str,
    question: &Question,
    text: Text,
) -> Option<(Column, GridCell)> {
    match options(view, choices, sign, question) {
        Body::Answers { answers, flush: _ } => {
            let fits = answers.iter().all(|answer| match answer {
                Answer::Options { across: _, items } => {
                    items.len() <= 4 && items.iter().all(|choice| choice.fields.is_empty() && choice.body.is_empty())
                }
                Answer::Listed { .. } => true,
                Answer::Blank(_)
                | Answer::Points { .. }
                | Answer::Ruler { .. }
                | Answer::Grid(_)
                | Answer::Nested { label: _, inline: _, body: _ }
                | Answer::Asked { asked: _, body: _ }
                | Answer::Text { body: _, small: _ } => false,
            });
            fits.then_some((Column::of(text, Some(44.0), false), GridCell::Answers { answers, widget: None }))
        }
        Body::Nodes(_) => None,
    }
}
