//! Tables of rows and columns: with heads over the columns, or with the options in each row.

use setsumon_core::form::{
    Cells, Choice as CoreChoice, ChoiceOption, Column as CoreColumn, FieldKind, Grid as CoreGrid, Question,
    Row as CoreRow, RowEntry,
};

use setsumon_core::ids::VarId;
use setsumon_core::text::Text as CoreText;

use crate::sheet::{Answer, Asked, Choice, Column, Grid, GridCell, GridRow, Inline, Route, Text};

use crate::widget::Kind;

use super::View;
use super::answers::{MULTI, SINGLE, alone, inside, own_marker};
use super::cells::{blank_cell, blank_width, circled, ends, unit};
use super::fields::{Writing, around, bracketed, is_ruler, points, within, write_in, writing};
use super::measure::{columns_f64, head_width, width};
use super::node::{Body, Caption, Node, with_small};
use super::text::{label, optional, words};

/// The part of a page's width that columns of marks may take, so that the rows' labels have room.
const MARKS: f64 = 0.63;

/// How wide the column of a scale's end is at least, in millimetres, where the end has words.
const END: f64 = 16.0;

/// The body of a grid; and whether its label stands on top, because the grid takes the whole width.
pub(super) fn grid(view: &mut View<'_>, grid: &CoreGrid, question: &Question) -> (Body, bool) {
    let CoreGrid { rows, cells } = grid;
    let in_rows = question.layout.inline || question.layout.stacked;
    let columns = match cells {
        Cells::Single { choices } | Cells::Multi { choices } => {
            if in_rows {
                return (rows_with_options(view, rows, cells, question), false);
            }
            mark_columns(view, choices, cells, question)
        }
        Cells::Fields { columns } => match columns.as_slice() {
            [only] if only.label.is_none() => match only.field.kind.points() {
                Some((from, to, _)) if is_ruler(from, to) => {
                    vec![blank_column(view, only, grid.first_cells().first().copied(), question)]
                }
                Some((from, to, ends)) => point_columns(view, from, to, ends),
                None => return (rows_with_options(view, rows, cells, question), false),
            },
            _ => {
                let first = grid.first_cells().iter().copied().map(Some).chain(std::iter::repeat(None));
                columns.iter().zip(first).map(|(column, first)| blank_column(view, column, first, question)).collect()
            }
        },
    };
    let mut lines = Vec::new();
    table_rows(view, rows, cells, question, &mut lines);
    let grid = Grid {
        corner: optional(super::items::narrowing(question)),
        framed: false,
        label_mm: None,
        turned_mm: None,
        small: false,
        loose: false,
        columns,
        rows: lines,
    };
    (Body::Answers { answers: vec![Answer::Grid(grid)], flush: true }, true)
}

/// The options that columns or rows show, each with the headings over it.
fn offered(choices: &[CoreChoice]) -> Vec<(Vec<Text>, &ChoiceOption)> {
    let mut out = Vec::new();
    collect(choices, &mut Vec::new(), &mut out);
    out
}

fn collect<'a>(choices: &'a [CoreChoice], headings: &mut Vec<Text>, out: &mut Vec<(Vec<Text>, &'a ChoiceOption)>) {
    for choice in choices {
        match choice {
            CoreChoice::Heading { label: heading, choices } => {
                headings.push(label(heading));
                collect(choices, headings, out);
                headings.pop();
            }
            CoreChoice::Option(option) if option.retired => {}
            CoreChoice::Option(option) => out.push((headings.clone(), option)),
        }
    }
}

fn option_words(
    view: &mut View<'_>,
    headings: Vec<Text>,
    option: &ChoiceOption,
    cells: &Cells,
    question: &Question,
) -> Text {
    let mut text = Text::new();
    for heading in headings {
        text.push(Inline::Small { small: heading });
        text.push(Inline::Break { line_break: true });
    }
    text.extend(label(&option.label));
    if let Some(footnote) = &option.footnote {
        text.push(view.footnote(footnote));
    }
    if let Some(chip) = own_marker(option.marker, question.marker) {
        text.push(Inline::Chip { chip });
    }
    text = with_small(text, alone(view, option.exclusive && sign_of(cells) == MULTI));
    with_small(text, optional(option.hint.as_ref()))
}

fn mark_columns(view: &mut View<'_>, choices: &[CoreChoice], cells: &Cells, question: &Question) -> Vec<Column> {
    let heads: Vec<Text> = offered(choices)
        .into_iter()
        .map(|(headings, option)| option_words(view, headings, option, cells, question))
        .collect();
    // The columns of one grid are equally wide, so that none looks preferred.
    let widths: Vec<f64> = heads.iter().map(width).collect();
    let mm = head_width(&widths).min(MARKS * view.room.page / columns_f64(heads.len().max(1)));
    heads.into_iter().map(|text| Column::of(text, Some(mm), true)).collect()
}

/// A column for each point; the words of an end stand under its point, in a column with room for them.
fn point_columns(view: &View<'_>, from: i64, to: i64, ends: Option<&(CoreText, CoreText)>) -> Vec<Column> {
    let points = points(from, to);
    let mm = (MARKS * view.room.page / columns_f64(points.len().max(1))).min(9.5);
    let last = points.len().saturating_sub(1);
    let column = |(place, point): (usize, String)| {
        let end = match ends {
            Some((low, _)) if place == 0 => label(low),
            Some((_, high)) if place == last => label(high),
            Some(_) | None => Text::new(),
        };
        let mm = if end.is_empty() { mm } else { mm.max(END) };
        let mut text = words(point);
        if !end.is_empty() {
            text.push(Inline::Break { line_break: true });
        }
        Column::of(with_small(text, end), Some(mm), true)
    };
    points.into_iter().enumerate().map(column).collect()
}

/// A column of blanks, of which the first is that of this variable.
fn blank_column(view: &View<'_>, column: &CoreColumn, first: Option<VarId>, question: &Question) -> Column {
    let CoreColumn { code: _, label: name, field, required, marker } = column;
    let mut text = optional(name.as_ref());
    if *required && !question.required {
        text = with_small(text, words(view.form.wording().required.clone()));
    }
    if let Some(chip) = own_marker(*marker, question.marker) {
        text.push(Inline::Chip { chip });
    }
    // Over one column without a name the grid says it.
    if name.is_some() {
        text = with_small(text, circled(view, &field.kind));
    }
    text = with_small(text, ends(&field.kind));
    text = with_small(text, first.map(|variable| within(view, variable)).unwrap_or_default());
    let (unit, around) = (unit(view, field), around(view, field));
    Column { text, unit, around, mm: blank_width(&field.kind), narrow: false }
}

fn table_rows(view: &mut View<'_>, rows: &[RowEntry], cells: &Cells, question: &Question, out: &mut Vec<GridRow>) {
    for entry in rows {
        match entry {
            RowEntry::Heading { label: heading, rows } => {
                out.push(GridRow::Heading { heading: label(heading) });
                table_rows(view, rows, cells, question, out);
            }
            RowEntry::Row(row) if row.retired => {}
            RowEntry::Row(row) => {
                let words = RowWords::of(view, row, question);
                let label = with_small(words.text, optional(row.hint.as_ref()));
                let label = with_small(label, words.beside);
                let cells = row_cells(view, cells, row);
                out.push(GridRow::Row { label, asked: words.asked, fields: words.fields, body: words.body, cells });
            }
        }
    }
}

fn row_cells(view: &mut View<'_>, cells: &Cells, row: &CoreRow) -> Vec<GridCell> {
    let first = row.cells.first().copied();
    match cells {
        Cells::Single { choices } | Cells::Multi { choices } => {
            let sign = sign_of(cells);
            let options = offered(choices).into_iter().enumerate();
            options
                .map(|(index, (_, option))| GridCell::Mark {
                    mark: sign.to_owned(),
                    widget: cell_widget(view, row, cells, index, option),
                })
                .collect()
        }
        Cells::Fields { columns } => match columns.as_slice() {
            [only] if only.label.is_none() => match &only.field.kind {
                FieldKind::Scale { from, to, ends: _ } if is_ruler(*from, *to) => {
                    vec![blank_cell(view, &only.field.kind, first)]
                }
                FieldKind::Scale { from, to, ends: _ } => {
                    let points = points(*from, *to);
                    let widgets = first.map(|variable| view.point_widgets(variable, &points)).unwrap_or_default();
                    let mut widgets = widgets.into_iter();
                    points.into_iter().map(|point| GridCell::Point { point, widget: widgets.next() }).collect()
                }
                FieldKind::Text
                | FieldKind::LongText
                | FieldKind::Integer
                | FieldKind::Decimal { digits: _ }
                | FieldKind::Year
                | FieldKind::FiscalYear
                | FieldKind::Month
                | FieldKind::Date
                | FieldKind::Email
                | FieldKind::Tel
                | FieldKind::Postal
                | FieldKind::Url
                | FieldKind::Flag => vec![blank_cell(view, &only.field.kind, first)],
            },
            _ => {
                let variables = row.cells.iter().copied().map(Some).chain(std::iter::repeat(None));
                let columns = columns.iter().zip(variables);
                columns.map(|(column, variable)| blank_cell(view, &column.field.kind, variable)).collect()
            }
        },
    }
}

fn sign_of(cells: &Cells) -> &'static str {
    match cells {
        Cells::Single { choices: _ } => SINGLE,
        Cells::Multi { choices: _ } | Cells::Fields { columns: _ } => MULTI,
    }
}

/// The field at an option of a row.
fn cell_widget(
    view: &mut View<'_>,
    row: &CoreRow,
    cells: &Cells,
    index: usize,
    option: &ChoiceOption,
) -> Option<usize> {
    let tip = format!("{} {}", row.label.plain(), option.label.plain());
    let (variable, kind) = match cells {
        Cells::Single { choices: _ } => (row.cells.first(), Kind::Radio(option.code.clone())),
        Cells::Multi { choices: _ } => (row.cells.get(index), Kind::Check),
        Cells::Fields { columns: _ } => (None, Kind::Check),
    };
    variable.copied().and_then(|variable| view.widget(variable, kind, tip))
}

/// The words of a row, and what stands with them.
struct RowWords {
    text: Text,
    asked: Option<Asked>,
    beside: Text,
    hint: Vec<crate::sheet::Para>,
    fields: Vec<crate::sheet::Field>,
    body: Vec<Answer>,
}

impl RowWords {
    fn of(view: &mut View<'_>, row: &CoreRow, question: &Question) -> Self {
        let CoreRow {
            code: _,
            label: name,
            offered: _,
            who,
            own,
            optional: may_be_left_out,
            marker,
            hint,
            beside,
            footnote,
            specify,
            items,
            cells: _,
            retired: _,
        } = row;
        let mut text = label(name);
        if let Some(footnote) = footnote {
            text.push(view.footnote(footnote));
        }
        if let Some(chip) = own_marker(*marker, question.marker) {
            text.push(Inline::Chip { chip });
        }
        if *may_be_left_out && question.required {
            text = with_small(text, words(view.form.wording().optional.clone()));
        }
        let mut fields = write_in(view, *specify, Text::new());
        let mut body = Vec::new();
        match bracketed(view, items) {
            Some(more) => fields.extend(more),
            None => body = inside(view, items, question),
        }
        let hint = super::text::optional_prose(hint.as_ref());
        let asked =
            super::items::asked(*own, who.as_ref()).map(|asked| super::answers::narrowed(asked, question, name));
        Self { text, asked, beside: optional(beside.as_ref()), hint, fields, body }
    }
}

/// Each row with its own options or blank: `layout inline` and `layout stacked`, and grids of one blank a row.
fn rows_with_options(view: &mut View<'_>, rows: &[RowEntry], cells: &Cells, question: &Question) -> Body {
    let mut out = Vec::new();
    for entry in rows {
        match entry {
            RowEntry::Heading { label: heading, rows } => {
                let body = rows_with_options(view, rows, cells, question);
                let caption = Caption { text: label(heading), ..Caption::default() };
                out.push(Node { body, ..Node::branch(Some(caption), Vec::new()) });
            }
            RowEntry::Row(row) if row.retired => {}
            RowEntry::Row(row) => {
                let RowWords { text, asked, beside, hint, fields, body } = RowWords::of(view, row, question);
                let mut answers = row_answers(view, row, cells, question, beside);
                if !body.is_empty() {
                    answers.push(Answer::Asked { asked: Asked::under_a_blank(), body });
                }
                let caption = Caption { text, hint, fields, together: false };
                out.push(Node { asked, label: Some(caption), ..Node::bare(answers) });
            }
        }
    }
    Body::Nodes(out)
}

fn row_answers(view: &mut View<'_>, row: &CoreRow, cells: &Cells, question: &Question, beside: Text) -> Vec<Answer> {
    let (choices, sign) = match cells {
        Cells::Single { choices } => (choices, SINGLE),
        Cells::Multi { choices } => (choices, MULTI),
        Cells::Fields { columns } => {
            return columns
                .iter()
                .zip(row.cells.iter().copied().map(Some).chain(std::iter::repeat(None)))
                .map(|(column, variable)| {
                    match writing(view, &column.field, variable, beside.clone(), question.layout.lines) {
                        Writing::Blank(blank) => Answer::Blank(blank),
                        Writing::Points(points) => points,
                        Writing::Tick => Answer::Options {
                            across: Some(1),
                            items: vec![Choice {
                                widget: variable.and_then(|variable| view.named_widget(variable, Kind::Check)),
                                ..bare_choice(Text::new(), MULTI)
                            }],
                        },
                    }
                })
                .collect();
        }
    };
    let items = offered(choices)
        .into_iter()
        .enumerate()
        .map(|(index, (headings, option))| {
            let words = option_words(view, headings, option, cells, question);
            let route = cell_route(view, row, cells, index, &option.code, question);
            let widget = cell_widget(view, row, cells, index, option);
            Choice { route, widget, ..bare_choice(words, sign) }
        })
        .collect();
    let across = if question.layout.stacked { Some(1) } else { super::answers::across(question.layout) };
    let mut answers = vec![Answer::Options { across, items }];
    if !beside.is_empty() {
        answers.push(Answer::Text { body: super::text::paragraph(beside), small: true });
    }
    answers
}

/// Where an option of a row leads: a row of single choices has one variable, one of multiple choices one for each option.
fn cell_route(
    view: &View<'_>,
    row: &CoreRow,
    cells: &Cells,
    index: usize,
    code: &str,
    question: &Question,
) -> Option<Route> {
    let (variable, code) = match cells {
        Cells::Single { choices: _ } => (row.cells.first(), code),
        Cells::Multi { choices: _ } => (row.cells.get(index), ""),
        Cells::Fields { columns: _ } => (None, code),
    };
    variable.and_then(|variable| view.route_from(question.section, *variable, code))
}

fn bare_choice(text: Text, sign: &str) -> Choice {
    Choice {
        mark: sign.to_owned(),
        text,
        wide: false,
        narrow: false,
        short: false,
        widget: None,
        asked: None,
        route: None,
        fields: Vec::new(),
        body: Vec::new(),
    }
}
