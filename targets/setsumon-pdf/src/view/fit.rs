//! Tables and scales in the room they have: wider columns, smaller type, heads turned on their side, and at last a line for each
//! row instead of a table, so that nothing runs into its neighbour.

use crate::ease::Tight;
use crate::sheet::{Answer, Blank, Choice, Column, Grid, GridCell, GridRow, Inline, Shape, Text};

use super::measure::{ASKED_MM, Room, columns_f64, width};
use super::text::{caption, words};

/// The sizes of a table's heads, of smaller ones, and of its rows' labels, against the text's.
const HEAD: f64 = 0.8;
const SMALL: f64 = 0.7;
const LABEL: f64 = 0.945;
/// What the insets of a table's cell take.
const CELL_MM: f64 = 3.3;
/// The least width of the labels of rows, of a column whose heads a hyphen may part, and of one whose heads are turned.
const LABEL_MM: f64 = 24.0;
const HYPHEN_MM: f64 = 11.0;
const TURNED_MM: f64 = 6.0;
/// The least width of a column to write in, and how far one of a given width may be narrowed: what stands in it takes two lines.
const WRITE_MM: f64 = 16.0;
const NARROWED: f64 = 0.62;
/// The part of a table that columns of one width may take.
const EVEN: f64 = 0.5;
/// How high turned heads may be.
const TURNED_HIGH_MM: (f64, f64) = (12.0, 46.0);
/// The width of the words at the end of a scale, with the gap beside them.
const END_MM: f64 = 23.5;
/// Their size against the text's, and the longest word that has room there.
const END_SIZE: f64 = 0.84;
const END_WORD_MM: f64 = 26.0;
/// What a digit takes, and what parts two numbers.
const DIGIT_MM: f64 = 1.95;
const APART_MM: f64 = 1.4;

/// What a line to mark on leaves free at its ends for the figures under them, and the least distance of its strokes.
const RULER_ENDS_MM: f64 = 12.0;
const STROKE_MM: f64 = 0.8;

/// The widths of a table's row labels and of its columns in a cell of this width.
pub(super) fn share(grid: &Grid, cell: f64) -> (f64, Vec<f64>) {
    let fixed: f64 = grid.columns.iter().filter_map(|column| column.mm).sum::<f64>() + grid.label_mm.unwrap_or(0.0);
    let open = columns_f64(grid.columns.iter().filter(|column| column.mm.is_none()).count()) * 1.2;
    let parts = open + if grid.label_mm.is_none() { 1.0 } else { 0.0 };
    let part = (cell - fixed).max(0.0) / parts.max(1.0);
    (grid.label_mm.unwrap_or(part), grid.columns.iter().map(|column| column.mm.unwrap_or(part * 1.2)).collect())
}

/// The room that a table would like to have.
pub(super) fn wish(grid: &Grid, room: Room) -> f64 {
    let columns = grid.columns.iter().map(|column| column.mm.unwrap_or(WRITE_MM).max(head_word(column, room)));
    label_least(grid, room) + columns.sum::<f64>()
}

/// Fits everything in a cell of this width.
pub(super) fn fit_all(answers: &mut Vec<Answer>, cell: f64, room: Room) {
    let mut out = Vec::with_capacity(answers.len());
    for mut answer in answers.drain(..) {
        match &mut answer {
            Answer::Grid(grid) => {
                if !fit(grid, cell, room) {
                    let mut lines = one_by_one(grid);
                    fit_all(&mut lines, cell - 4.0, room);
                    out.extend(lines);
                    continue;
                }
                fit_cells(grid, cell, room);
            }
            Answer::Points { low, points, widgets: _, high, across, above } => {
                (*across, *above) = fit_points(points, [&*low, &*high], cell, room);
            }
            Answer::Options { across: _, items } => {
                items.iter_mut().for_each(|choice| fit_all(&mut choice.body, cell - 5.0, room));
            }
            Answer::Nested { label: _, inline: _, body } => fit_all(body, cell - 4.0, room),
            Answer::Asked { asked: _, body } => fit_all(body, cell - ASKED_MM, room),
            Answer::Ruler { low: _, high: _, figures, parts, widget: _ } => fit_ruler(figures, parts, cell),
            Answer::Blank(blank) => blank.no_higher_as_a_field(room.field_most),
            Answer::Listed { .. } | Answer::Text { body: _, small: _ } => {}
        }
        out.push(answer);
    }
    *answers = out;
}

fn fit_cells(grid: &mut Grid, cell: f64, room: Room) {
    let (label, mms) = share(grid, cell);
    for row in &mut grid.rows {
        match row {
            GridRow::Heading { heading: _ } => {}
            GridRow::Row { label: _, asked: _, fields: _, body, cells } => {
                fit_all(body, label - CELL_MM, room);
                for (cell, mm) in cells.iter_mut().zip(&mms) {
                    match cell {
                        GridCell::Answers { answers, widget: _ } => fit_all(answers, mm - CELL_MM, room),
                        GridCell::Mark { .. } | GridCell::Point { .. } => {}
                    }
                }
            }
        }
    }
}

/// How many numbers stand in a line, and whether the words of the ends stand above them.
fn fit_points(points: &[String], ends: [&Text; 2], cell: f64, room: Room) -> (usize, bool) {
    let said = ends.into_iter().filter(|end| !end.is_empty());
    let ends = columns_f64(said.clone().count()) * END_MM;
    // A word that is too long to stand beside the numbers has half of the cell above them.
    let beside = said.map(|end| room.word(end) * END_SIZE).all(|word| word <= END_WORD_MM);
    let digits = points.iter().map(|point| point.chars().count()).max().unwrap_or(1);
    let each = columns_f64(digits) * DIGIT_MM + APART_MM;
    let all = columns_f64(points.len()) * each;
    if beside && all <= cell - ends {
        return (points.len(), false);
    }
    let fits = (1..=points.len()).rev().find(|count| columns_f64(*count) * each <= cell).unwrap_or(1);
    let lines = points.len().div_ceil(fits);
    (points.len().div_ceil(lines.max(1)), ends > 0.0)
}

/// Leaves out figures and strokes that would run into each other under a line of this length.
fn fit_ruler(figures: &mut Vec<(f64, String)>, parts: &mut usize, cell: f64) {
    let long = cell - RULER_ENDS_MM;
    let digits = figures.iter().map(|(_, figure)| figure.chars().count()).max().unwrap_or(1);
    let each = columns_f64(digits) * DIGIT_MM + APART_MM;
    let room = |count: usize| columns_f64(count.saturating_sub(1)) * each <= long;
    let count = figures.len();
    // Every second or third of them, and always both ends.
    let step = (1..=count).find(|step| room(count.div_ceil(*step).saturating_add(1))).unwrap_or(count);
    let last = count.saturating_sub(1);
    let near = |index: usize| index != last && last.saturating_sub(index) < step;
    let mut index = 0_usize;
    figures.retain(|_| {
        let keeps = index == last || (index.is_multiple_of(step.max(1)) && !near(index));
        index = index.saturating_add(1);
        keeps
    });
    while *parts > 10 && columns_f64(*parts) * STROKE_MM > long {
        *parts /= 10;
    }
}

/// Gives the columns their widths. False where a table cannot stand in this room.
fn fit(grid: &mut Grid, cell: f64, room: Room) -> bool {
    if room.tight == Tight::Stacked {
        return false;
    }
    let marks = grid.rows.iter().all(|row| match row {
        GridRow::Heading { heading: _ } => true,
        GridRow::Row { label: _, asked: _, fields: _, body: _, cells } => cells.iter().all(|cell| match cell {
            GridCell::Mark { .. } | GridCell::Point { .. } => true,
            GridCell::Answers { .. } => false,
        }),
    });
    // What gives up everything else lets its rows be broken too.
    grid.loose = room.row_keep <= 0.0;
    let left = cell - label_least(grid, room);
    if marks && fit_marks(grid, left, room) {
        return true;
    }
    if marks && !in_one_column(grid) {
        return false;
    }
    fit_blanks(grid, left, room)
}

/// Puts the numbers of a scale, which have no room in a column each, into one: the words of its ends are the head. False where the
/// columns are no scale's.
fn in_one_column(grid: &mut Grid) -> bool {
    let mut ends = grid.columns.iter().filter_map(|column| small_of(&column.text));
    let mut head = ends.next().unwrap_or_default();
    if let Some(high) = ends.next() {
        head.extend(words(" – "));
        head.extend(high);
    }
    let mut scale = false;
    for row in &mut grid.rows {
        match row {
            GridRow::Heading { heading: _ } => {}
            GridRow::Row { label: _, asked: _, fields: _, body: _, cells } => {
                let mut points = Vec::new();
                let mut widgets = Vec::new();
                for cell in cells.iter() {
                    match cell {
                        GridCell::Point { point, widget } => {
                            points.push(point.clone());
                            widgets.extend(*widget);
                        }
                        GridCell::Mark { .. } | GridCell::Answers { .. } => return false,
                    }
                }
                let (low, high) = (Text::new(), Text::new());
                let points = Answer::Points { low, points, widgets, high, across: 0, above: false };
                *cells = vec![GridCell::Answers { answers: vec![points], widget: None }];
                scale = true;
            }
        }
    }
    if scale {
        let small = Some(head).filter(|head| !head.is_empty()).map(|small| Inline::Small { small });
        let text = small.into_iter().collect();
        grid.columns = vec![Column::of(text, None, false)];
    }
    scale
}

/// Columns of marks: the words of the heads decide.
fn fit_marks(grid: &mut Grid, left: f64, room: Room) -> bool {
    let count = columns_f64(grid.columns.len().max(1));
    let each = left / count;
    let own: Vec<f64> = grid.columns.iter().map(|column| column.mm.unwrap_or(0.0)).collect();
    let least = own.iter().copied().fold(f64::MAX, f64::min);
    let equal = own.iter().all(|mm| (mm - least).abs() < 0.01);
    let longest = grid.columns.iter().map(|column| head_word(column, room)).fold(0.0, f64::max);
    // The numbers of a scale stand at equal distances, unless the words of its ends would cost the labels half of the table.
    let widest = own.iter().copied().fold(0.0, f64::max);
    let equal = equal || widest.max(longest) * count <= left * EVEN;
    let wishes: Vec<f64> = grid
        .columns
        .iter()
        .zip(&own)
        .map(|(column, mm)| if equal { widest.max(longest) } else { mm.max(head_word(column, room)) })
        .collect();
    if wishes.iter().sum::<f64>() <= left {
        grid.columns.iter_mut().zip(wishes).for_each(|(column, mm)| column.mm = Some(mm));
        return true;
    }
    let small = (longest - CELL_MM) * SMALL / HEAD + CELL_MM;
    let parted = each >= HYPHEN_MM && room.tight == Tight::Usual && equal;
    if small <= each || parted {
        grid.small = true;
        grid.columns.iter_mut().for_each(|column| column.mm = Some(each));
        return true;
    }
    // Numbers on their side are no scale.
    let scale = grid.columns.iter().any(|column| small_of(&column.text).is_some()) && !equal;
    if each < TURNED_MM || scale {
        return false;
    }
    // What is turned is set in the smaller size.
    let widest = grid.columns.iter().map(|column| width(&column.text)).fold(0.0, f64::max) * SMALL;
    // Two lines of turned words have room in a column of this width.
    let lines = if each >= 9.0 { 2.0 } else { 1.0 };
    let high = (widest / lines * 1.12 + 3.0).max(small);
    if high > TURNED_HIGH_MM.1 {
        return false;
    }
    grid.columns.iter_mut().for_each(|column| column.mm = Some(each.min(11.0)));
    grid.small = true;
    grid.turned_mm = Some(high.max(TURNED_HIGH_MM.0));
    true
}

/// Columns to write in: those of a given width may be narrowed a little, the others share what is left.
fn fit_blanks(grid: &mut Grid, left: f64, room: Room) -> bool {
    let least = |column: &Column| match column.mm {
        Some(mm) => mm,
        None => WRITE_MM.max(head_word(column, room)),
    };
    let narrowed = |column: &Column| match column.mm {
        Some(mm) if mm > WRITE_MM => (mm * NARROWED).max(WRITE_MM),
        Some(mm) => mm,
        None => WRITE_MM,
    };
    let wanted: f64 = grid.columns.iter().map(least).sum();
    if wanted <= left {
        // The heads of narrow columns get what their words need, as long as there is some left.
        let mut spare = left - wanted;
        for column in &mut grid.columns {
            if let Some(mm) = column.mm {
                let more = (head_word(column, room) - mm).max(0.0).min(spare);
                spare -= more;
                column.mm = Some(mm + more);
            }
        }
        return true;
    }
    if grid.columns.iter().map(narrowed).sum::<f64>() > left {
        return false;
    }
    for column in &mut grid.columns {
        column.mm = column.mm.map(|_| narrowed(column));
    }
    true
}

/// What the longest word of a column's head needs.
fn head_word(column: &Column, room: Room) -> f64 {
    // Small print in a head is as small as elsewhere.
    let small = small_of(&column.text).map_or(0.0, |small| room.word(&small) * 0.84);
    (room.word(&column.text).max(room.word(&column.unit)) * HEAD).max(small) + CELL_MM
}

/// The least width of the labels of a table's rows.
fn label_least(grid: &Grid, room: Room) -> f64 {
    if let Some(mm) = grid.label_mm {
        return mm;
    }
    let words = grid.rows.iter().map(|row| match row {
        GridRow::Heading { heading: _ } => 0.0,
        GridRow::Row { label, asked: _, fields: _, body: _, cells: _ } => room.word(label) * LABEL + CELL_MM,
    });
    let few_words = grid.rows.iter().all(|row| match row {
        GridRow::Heading { heading: _ } => true,
        GridRow::Row { label, asked, fields, body, cells: _ } => {
            width(label) + CELL_MM <= LABEL_MM && asked.is_none() && fields.is_empty() && body.is_empty()
        }
    });
    let least = if few_words { 12.0 } else { LABEL_MM };
    words.fold(least, f64::max).min(2.0 * LABEL_MM)
}

/// A table that has no room, as a question for each row with its own options or blanks.
fn one_by_one(grid: &Grid) -> Vec<Answer> {
    let mut out = Vec::new();
    for row in &grid.rows {
        match row {
            GridRow::Heading { heading } => out.push(Answer::Text { body: caption(heading.clone()), small: false }),
            GridRow::Row { label, asked, fields, body, cells } => {
                let mut inner = body.clone();
                inner.extend(
                    fields.iter().map(|field| nested(field.label.clone(), Some(field.blank.clone()), Vec::new())),
                );
                inner.extend(cells_one_by_one(&grid.columns, cells));
                let question = nested(label.clone(), None, inner);
                out.push(match asked {
                    Some(asked) => Answer::Asked { asked: asked.clone(), body: vec![question] },
                    None => question,
                });
            }
        }
    }
    out
}

fn cells_one_by_one(columns: &[Column], cells: &[GridCell]) -> Vec<Answer> {
    let mut out: Vec<Answer> = Vec::new();
    let mut marks: Vec<Choice> = Vec::new();
    let mut points: Vec<(String, Option<usize>)> = Vec::new();
    let mut ends: Vec<Text> = Vec::new();
    for (column, cell) in columns.iter().zip(cells) {
        match cell {
            GridCell::Mark { mark, widget } => marks.push(Choice {
                mark: mark.clone(),
                text: column.text.clone(),
                wide: false,
                narrow: false,
                short: false,
                widget: *widget,
                asked: None,
                route: None,
                fields: Vec::new(),
                body: Vec::new(),
            }),
            GridCell::Point { point, widget } => {
                points.push((point.clone(), *widget));
                ends.extend(small_of(&column.text));
            }
            GridCell::Answers { answers, widget } => out.push(answers_one_by_one(column, answers, *widget)),
        }
    }
    if !marks.is_empty() {
        out.insert(0, Answer::Options { across: None, items: marks });
    }
    if !points.is_empty() {
        let widgets = points.iter().filter_map(|(_, widget)| *widget).collect();
        let points = points.into_iter().map(|(point, _)| point).collect();
        let mut ends = ends.into_iter();
        let (low, high) = (ends.next().unwrap_or_default(), ends.next().unwrap_or_default());
        out.push(Answer::Points { low, points, widgets, high, across: 0, above: false });
    }
    out
}

/// The small print of a run: the words of a scale's end, under its number.
fn small_of(text: &Text) -> Option<Text> {
    text.iter().find_map(|inline| match inline {
        Inline::Small { small } => Some(small.clone()),
        Inline::Plain(_)
        | Inline::Word { .. }
        | Inline::European { .. }
        | Inline::Strong { .. }
        | Inline::Link { .. }
        | Inline::Chip { .. }
        | Inline::Note { .. }
        | Inline::Soft { .. }
        | Inline::Break { .. } => None,
    })
}

fn answers_one_by_one(column: &Column, answers: &[Answer], widget: Option<usize>) -> Answer {
    match answers {
        [] => {
            let [before, after] = column.around.clone();
            let blank =
                Blank { before, after, beside: Text::new(), shape: Shape::Fill, widgets: widget.into_iter().collect() };
            nested(column.text.clone(), Some(blank), Vec::new())
        }
        [Answer::Blank(blank)] if !blank.is_area() => {
            let [mut before, behind] = column.around.clone();
            before.extend(blank.before.iter().cloned());
            let after = blank.after.iter().cloned().chain(behind).collect();
            nested(column.text.clone(), Some(Blank { before, after, ..blank.clone() }), Vec::new())
        }
        [_, ..] => {
            let mut label = column.text.clone();
            if !column.unit.is_empty() {
                label.extend(words(" "));
                label.extend(column.unit.clone());
            }
            nested(label, None, answers.to_vec())
        }
    }
}

fn nested(label: Text, inline: Option<Blank>, body: Vec<Answer>) -> Answer {
    Answer::Nested { label, inline, body }
}
