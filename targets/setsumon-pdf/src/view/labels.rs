//! The widths of an item's label columns.

use crate::sheet::{Answer, Choice, Label, Row};

use super::measure::{INSET_MM, NUMBER_MM, Room, choice_width, width, without_orphans};

/// The room of a page for which the usual widths are made.
const USUAL_PAGE_MM: f64 = 160.0;

/// What a figure of two digits takes.
const FIGURE_MM: f64 = 5.0;

/// The part of a page that labels may take so that their words have room.
const LABELS: f64 = 0.55;

/// The label columns' usual widths, the last widened where the answers leave room and the labels want it.
pub(super) fn label_widths(depth: usize, rows: &[Row], room: Room) -> Vec<f64> {
    let page = room.page;
    let mut widths = match depth {
        0 => Vec::new(),
        1 => vec![46.0],
        2 => vec![27.0, 42.0],
        _ => vec![22.0, 26.0, 36.0],
    };
    // Narrow paper has narrower columns.
    let scale = (page / USUAL_PAGE_MM).min(1.0);
    widths.iter_mut().for_each(|mm| *mm *= scale);
    let before = widths.len().saturating_sub(1);
    for (column, mm) in widths.iter_mut().enumerate().take(before) {
        let labels = labels_in(column, depth, rows, |label| width(&label.text));
        *mm = without_orphans(*mm, *mm + 8.0, &labels);
        // The numbers of a roster's occurrences leave the room to the answers.
        if labels.iter().all(|wide| *wide <= FIGURE_MM) {
            *mm = mm.min(FIGURE_MM + INSET_MM + 2.0);
        }
    }
    let answers = page - NUMBER_MM - widths.iter().sum::<f64>() - INSET_MM;
    let need = rows.iter().filter(|row| row.span == 1).map(|row| answers_need(&row.body)).fold(0.0, f64::max);
    if let Some(last) = widths.last_mut() {
        let labels = labels_in(before, depth, rows, |label| width(&label.text));
        let wish = labels.iter().copied().fold(0.0, f64::max) + INSET_MM + 1.0;
        let slack = answers - need;
        let (least, most) = if wish > *last * 6.0 {
            // A label that is a paragraph.
            (*last, 80.0)
        } else if stacked(rows) {
            (*last, *last + 16.0)
        } else if slack >= *last * -0.3 {
            // The answers fit in one line: they get it, and the label what they leave.
            let most = (*last + slack).min(90.0);
            (most.min(*last), most)
        } else {
            (*last, *last)
        };
        let usual = wish.clamp(least, most);
        // Answers in several lines anyway can spare a little.
        let most = if slack < *last * -0.3 { usual + 8.0 } else { most };
        *last = without_orphans(usual, most, &labels);
    }
    with_room_for_words(&mut widths, depth, rows, room);
    widths
}

/// A column is as wide as the longest word in it, as long as the answers keep their part of the page. Where they would not, the
/// engine parts the word.
fn with_room_for_words(widths: &mut [f64], depth: usize, rows: &[Row], room: Room) {
    for column in 0..widths.len() {
        let others: f64 = widths.iter().enumerate().filter(|(other, _)| *other != column).map(|(_, mm)| mm).sum();
        let most = (room.page - NUMBER_MM) * LABELS - others;
        let words = labels_in(column, depth, rows, |label| room.word(&label.text));
        let wish = words.iter().copied().fold(0.0, f64::max) + INSET_MM;
        if let Some(mm) = widths.get_mut(column)
            && wish > *mm
            && most > *mm
        {
            *mm = wish.min(most);
        }
    }
}

/// Whether rows show their options one below another.
fn stacked(rows: &[Row]) -> bool {
    rows.iter().flat_map(|row| &row.body).any(|answer| match answer {
        Answer::Options { across, items } => *across == Some(1) && items.len() > 1,
        Answer::Blank(_)
        | Answer::Listed { .. }
        | Answer::Points { .. }
        | Answer::Ruler { .. }
        | Answer::Grid(_)
        | Answer::Nested { .. }
        | Answer::Asked { .. }
        | Answer::Text { .. } => false,
    })
}

/// A measure of each label that stands in one column alone.
fn labels_in(column: usize, depth: usize, rows: &[Row], measure: impl Fn(&Label) -> f64) -> Vec<f64> {
    let mut found = Vec::new();
    for row in rows {
        // Labels stand side by side in front of the answers, the last next to them.
        let mut end = depth.saturating_add(1).saturating_sub(row.span);
        for label in row.labels.iter().rev() {
            end = end.saturating_sub(label.columns);
            if end == column && label.columns == 1 {
                found.push(measure(label));
            }
        }
    }
    found
}

/// The width under which answers would have to be set in more lines.
fn answers_need(answers: &[Answer]) -> f64 {
    answers
        .iter()
        .map(|answer| match answer {
            Answer::Options { across, items } if items.iter().all(simple) => {
                let widths = items.iter().map(|choice| choice_width(choice) + 4.0);
                if *across == Some(1) { widths.fold(0.0, f64::max) } else { widths.sum() }
            }
            Answer::Blank(blank) if blank.is_short() => {
                width(&blank.before) + width(&blank.after) + width(&blank.beside) + 42.0
            }
            Answer::Blank(_)
            | Answer::Listed { .. }
            | Answer::Options { .. }
            | Answer::Points { .. }
            | Answer::Ruler { .. }
            | Answer::Grid(_)
            | Answer::Nested { .. }
            | Answer::Asked { .. }
            | Answer::Text { .. } => f64::MAX,
        })
        .fold(0.0, f64::max)
}

pub(super) fn simple(choice: &Choice) -> bool {
    choice.fields.is_empty() && choice.body.is_empty() && choice.asked.is_none()
}
