//! Options in columns, now that the width of their cell is known.

use crate::ease::Tight;
use crate::sheet::{Answer, Block, Choice, GridCell, GridRow, Inline, Row};

use super::fit::{fit_all, share};
use super::labels::simple;
use super::measure::{
    ASKED_MM, INSET_MM, MARK_MM, NUMBER_MM, Room, choice_width, choice_width_at_most, columns_f64, columns_for,
};

/// An option in one of several columns has so many lines at most.
const TOWER_LINES: f64 = 2.4;

/// What parts an option from the next column.
const GUTTER_MM: f64 = 3.0;

/// In a narrower column a blank may stand on a line of its own, away from its name.
const NARROW_MM: f64 = 48.0;

/// Chooses columns for everything in the rows of an item, now that the widths of its labels are known.
pub(super) fn settle_rows(rows: &mut [Row], label_mm: &[f64], room: Room) {
    fit_rows(rows, label_mm, room);
    for row in rows {
        let cell = cell_of(row, label_mm, room);
        settle(&mut row.body, cell, room);
    }
}

/// Fits tables and scales alone, once more where label columns were widened since.
fn fit_rows(rows: &mut [Row], label_mm: &[f64], room: Room) {
    for row in rows {
        let cell = cell_of(row, label_mm, room);
        fit_all(&mut row.body, cell, room);
        row.flush = row.flush && is_grid(&row.body);
    }
}

/// The width of a row's cell of answers.
fn cell_of(row: &Row, label_mm: &[f64], room: Room) -> f64 {
    let labels: f64 = label_mm.iter().sum();
    let spanned: f64 = label_mm.iter().rev().take(row.span.saturating_sub(1)).sum();
    let inset = if row.flush { 0.0 } else { INSET_MM };
    room.page - NUMBER_MM - labels + spanned - inset
}

fn is_grid(answers: &[Answer]) -> bool {
    match answers {
        [Answer::Grid(_)] => true,
        [] | [_, ..] => false,
    }
}

/// Chooses columns for options, now that the width of their cell is known.
fn settle(answers: &mut [Answer], cell: f64, room: Room) {
    for answer in answers {
        match answer {
            Answer::Options { across, items } => settle_options(across, items, cell, room),
            Answer::Grid(grid) => {
                let (label, mms) = share(grid, cell);
                for row in &mut grid.rows {
                    match row {
                        GridRow::Heading { heading: _ } => {}
                        GridRow::Row { label: _, asked: _, fields: _, body, cells } => {
                            settle(body, label - 3.0, room);
                            for (cell, mm) in cells.iter_mut().zip(&mms) {
                                match cell {
                                    GridCell::Answers { answers, widget: _ } => settle(answers, *mm - 3.0, room),
                                    GridCell::Mark { .. } | GridCell::Point { .. } => {}
                                }
                            }
                        }
                    }
                }
            }
            Answer::Nested { label: _, inline: _, body } => settle(body, cell - 4.0, room),
            Answer::Asked { asked: _, body } => settle(body, cell - ASKED_MM, room),
            Answer::Blank(_)
            | Answer::Listed { .. }
            | Answer::Points { .. }
            | Answer::Ruler { .. }
            | Answer::Text { body: _, small: _ } => {}
        }
    }
}

fn settle_options(across: &mut Option<usize>, items: &mut [Choice], cell: f64, room: Room) {
    let count = items.len();
    if let Some(wanted) = *across {
        let columns = with_room_for_words(fitting(wanted, items, cell), items, cell, room);
        *across = Some(columns);
        for choice in items.iter_mut() {
            // A write-in at the end of several lines takes its line's rest; in a single line it stays in its column.
            choice.wide = columns > 1 && (!choice.body.is_empty() || (!choice.fields.is_empty() && count > columns));
        }
    } else {
        let half = cell / 2.0;
        let long = |choice: &Choice| choice_width(choice) > half * 1.7;
        // A few long options among many short ones take a line of their own, and do not cost the others their columns.
        let few_long = count >= 6 && items.iter().filter(|choice| long(choice)).count() <= count / 6;
        for choice in items.iter_mut() {
            choice.wide = !choice.fields.is_empty() || !choice.body.is_empty() || (few_long && long(choice));
        }
        let widths: Vec<f64> = items.iter().filter(|choice| !choice.wide).map(choice_width).collect();
        let line: f64 = widths.iter().map(|wide| wide + 4.0).sum();
        let columns = with_room_for_words(columns_for(&widths, cell), items, cell, room);
        let one_line = count > 1 && columns < count && items.iter().all(simple) && line <= cell;
        *across = Some(if one_line && room.tight == Tight::Usual { 0 } else { columns });
    }
    let columns = across.unwrap_or(1).max(1);
    let own = cell / columns_f64(columns);
    widen_small_print(items, columns, own - GUTTER_MM);
    for choice in items {
        let inner = if choice.wide { cell } else { own };
        choice.narrow = inner < NARROW_MM || (columns >= 4 && !choice.wide);
        choice.short = is_words(choice) && choice_width_at_most(choice) <= inner - GUTTER_MM;
        settle(&mut choice.body, inner - 5.0, room);
    }
}

/// One option alone that has no room in its column for the small print behind it, such as that it excludes the others, has a line of its
/// own.
fn widen_small_print(items: &mut [Choice], columns: usize, own: f64) {
    let mut tight =
        items.iter_mut().filter(|choice| ends_small(&choice.text) && !choice.wide && choice_width(choice) > own);
    if let (Some(only), None) = (tight.next(), tight.next())
        && columns > 1
    {
        only.wide = true;
    }
}

/// Whether small print stands at the end.
fn ends_small(text: &[Inline]) -> bool {
    match text.last() {
        Some(Inline::Small { .. }) => true,
        Some(
            Inline::Plain(_)
            | Inline::Strong { .. }
            | Inline::Link { .. }
            | Inline::Chip { .. }
            | Inline::Note { .. }
            | Inline::Word { .. }
            | Inline::European { .. }
            | Inline::Soft { .. }
            | Inline::Break { .. },
        )
        | None => false,
    }
}

/// Whether an option is nothing but plain words behind its mark.
fn is_words(choice: &Choice) -> bool {
    let words = choice.text.iter().all(|inline| match inline {
        Inline::Plain(_) | Inline::Word { .. } | Inline::European { .. } => true,
        Inline::Strong { .. }
        | Inline::Link { .. }
        | Inline::Small { .. }
        | Inline::Chip { .. }
        | Inline::Note { .. }
        | Inline::Soft { .. }
        | Inline::Break { .. } => false,
    });
    words && simple(choice) && choice.route.is_none()
}

/// So many columns or fewer, until the longest word of an option has room in its column.
fn with_room_for_words(wanted: usize, items: &[Choice], cell: f64, room: Room) -> usize {
    if room.tight == Tight::Stacked {
        return 1;
    }
    let words = items.iter().filter(|choice| !choice.wide).map(|choice| room.word(&choice.text));
    let word = words.fold(0.0, f64::max) + MARK_MM + 3.0;
    (1..=wanted).rev().find(|columns| *columns == 1 || word <= cell / columns_f64(*columns)).unwrap_or(1)
}

/// The author's number of columns, or fewer where an option would be a tower of short lines.
fn fitting(wanted: usize, items: &[Choice], room: f64) -> usize {
    let stands = |columns: usize| {
        let column = room / columns_f64(columns) - 3.0;
        // The last, with its write-in, has a line of its own where there are several.
        let (last, others) = items.split_last().map_or((None, items), |(last, others)| (Some(last), others));
        let last = last.filter(|last| last.fields.is_empty() || items.len() <= columns);
        let tall = |choice: &&Choice| choice_width(choice) - MARK_MM > TOWER_LINES * (column - MARK_MM);
        !others.iter().chain(last).filter(|choice| choice.body.is_empty()).any(|choice| tall(&choice))
    };
    (1..=wanted).rev().find(|columns| *columns == 1 || stands(*columns)).unwrap_or(1)
}

/// Fits items once more, whose label columns may have been widened to those of their neighbours.
pub(super) fn refit(blocks: &mut [Block], next: &mut usize, brackets: usize, room: &impl Fn(usize) -> Room) {
    for block in blocks {
        match block {
            Block::Asked { asked, blocks } => {
                refit(blocks, next, brackets.saturating_add(usize::from(asked.is_said())), room);
                continue;
            }
            Block::Item(item) => fit_rows(&mut item.rows, &item.label_mm, room(*next).inside(brackets)),
            Block::Page { .. }
            | Block::Prose { .. }
            | Block::Legend { .. }
            | Block::Part { .. }
            | Block::Section { .. }
            | Block::Lead { .. }
            | Block::Boxed { .. }
            | Block::End { .. }
            | Block::Appendix { .. }
            | Block::List { .. }
            | Block::Conditions { .. }
            | Block::NewPage => {}
        }
        *next = next.saturating_add(1);
    }
}
