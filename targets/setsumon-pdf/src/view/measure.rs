//! Estimates of width and height, good enough to choose columns and to tell what may stay on one page.
//! The engine measures exactly; this only decides between layouts that are all correct.

use crate::ease::{Ease, Keep, Tight};
use crate::sheet::{
    Answer, Asked, Blank, Choice, Field, Grid, GridCell, GridRow, Inline, Label, Para, Route, Row, Shape, Text,
};
use crate::theme::Theme;

use super::fit::share;

/// What a page has room for, in millimetres at the usual size of text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// The width between the margins.
    pub(super) page: f64,
    /// A third of the text area's height: items that are lower stay on one page. Keeping more would leave pages half empty.
    pub(super) keep: f64,
    /// Half of it: rows that are lower stay in one piece.
    pub(super) row_keep: f64,
    /// Nearly all of it: a place to write on that is lower stays in one piece, since halves of it are no use.
    pub(super) area_keep: f64,
    /// How high a place to write on may be that is a field: one field cannot stand on two pages, and what is written in it scrolls.
    pub(super) field_most: f64,
    /// How little room words are thought to have.
    pub(super) tight: Tight,
}

impl Room {
    /// The room of a theme's pages for a block that gives up so much.
    pub(super) fn of(theme: &Theme, ease: Ease) -> Self {
        let (width, height) = if ease.turned { theme.page.room_turned() } else { theme.page.room() };
        let (width, height) = (width / theme.scale(), height / theme.scale());
        let (item, row, area, field) = match ease.keep {
            Keep::Most => (0.33, 0.95, 0.95, 0.85),
            Keep::More => (0.33, 0.7, 0.92, 0.85),
            Keep::Usual => (0.33, 0.5, 0.92, 0.85),
            Keep::Less => (0.25, 0.33, 0.6, 0.55),
            Keep::Nothing => (0.0, 0.0, 0.0, 0.4),
        };
        Self {
            page: width,
            keep: height * item,
            row_keep: height * row,
            area_keep: height * area,
            field_most: height * field,
            tight: ease.tight,
        }
    }

    /// The room inside of so many brackets.
    pub(super) fn inside(self, brackets: usize) -> Self {
        Self { page: self.page - BRACKET_MM * columns_f64(brackets), ..self }
    }

    /// The width of the longest word of a run: what cannot be parted without a hyphen.
    pub(super) fn word(self, text: &Text) -> f64 {
        let word = text.iter().map(|inline| self.word_in(inline)).fold(0.0, f64::max);
        match self.tight {
            Tight::Usual => word,
            Tight::Narrow | Tight::Stacked => word * 1.25,
        }
    }

    fn word_in(self, inline: &Inline) -> f64 {
        let inner = |text: &Text| text.iter().map(|inline| self.word_in(inline)).fold(0.0, f64::max);
        match inline {
            Inline::Plain(words)
            | Inline::Word { word: words, lang: _ }
            | Inline::European { european: words, lang: _ } => longest_word(words),
            Inline::Strong { strong: text } => inner(text) * 1.06,
            Inline::Link { link: _, text } => inner(text),
            Inline::Small { small } => inner(small) * 0.84,
            Inline::Chip { chip: _ } => 8.0,
            Inline::Note { note } => ems(note) * EM_MM * 0.8,
            Inline::Soft { soft_break: _ } | Inline::Break { line_break: _ } => 0.0,
        }
    }
}

/// The width of the longest stretch of letters that stands in one line: a space, a hyphen or a Chinese character ends it.
fn longest_word(words: &str) -> f64 {
    let mut longest = 0.0_f64;
    let mut word = 0.0_f64;
    for c in words.chars() {
        if c.is_whitespace() {
            word = 0.0;
            continue;
        }
        word += advance(c);
        longest = longest.max(word);
        if c == '-' || c == '/' || !is_letter_of_words(c) {
            word = 0.0;
        }
    }
    longest * EM_MM
}

/// Whether a character belongs to a script that is parted at spaces.
fn is_letter_of_words(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{1fff}' | '\u{2010}'..='\u{206f}')
}

/// The width of a character against the size of its text; rather too wide than too narrow.
fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.32,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | 'ж' | 'ш' | 'щ' | 'ю' | 'ы' | 'Ж' | 'Ш' | 'Щ' | 'Ю' => {
            0.92
        }
        'A'..='Z' => 0.69,
        '\u{370}'..='\u{52f}' => 0.66,
        '\u{0}'..='\u{1fff}' | '\u{ff61}'..='\u{ff9f}' => 0.59,
        _ => 1.0,
    }
}

/// The width of the number column.
pub(super) const NUMBER_MM: f64 = 13.0;
/// What a cell's insets take of its width.
pub(super) const INSET_MM: f64 = 4.0;

/// One character of full width at text size.
const EM_MM: f64 = 3.175;
/// What the bracket around blocks that are for some only takes of a page's width.
const BRACKET_MM: f64 = 2.6;
/// The size of a grid's heads against the text's.
const HEAD_SIZE: f64 = 0.8;
/// What the line beside what is for some only takes of a cell's width.
pub(super) const ASKED_MM: f64 = 2.5;
const LINE_MM: f64 = 4.6;
/// What the small print under a blank adds to its line.
const UNDER_MM: f64 = 2.8;
pub(super) const MARK_MM: f64 = 1.4 * EM_MM;
const ROW_GAP_MM: f64 = 1.8;

/// The width of a run set in one line, in millimetres.
pub(super) fn width(text: &Text) -> f64 {
    text.iter()
        .map(|inline| match inline {
            Inline::Plain(words)
            | Inline::Word { word: words, lang: _ }
            | Inline::European { european: words, lang: _ } => ems(words) * EM_MM,
            Inline::Strong { strong: inner } | Inline::Link { link: _, text: inner } => width(inner),
            Inline::Small { small } => width(small) * 0.84 + 1.0,
            Inline::Chip { chip: _ } => 9.0,
            Inline::Note { note } => ems(note) * EM_MM * 0.8,
            Inline::Soft { soft_break: _ } | Inline::Break { line_break: _ } => 0.0,
        })
        .sum()
}

/// The words of a run alone.
pub(super) fn plain(text: &Text) -> String {
    text.iter()
        .map(|inline| match inline {
            Inline::Plain(words)
            | Inline::Word { word: words, lang: _ }
            | Inline::European { european: words, lang: _ } => words.clone(),
            Inline::Strong { strong: inner } | Inline::Link { link: _, text: inner } => plain(inner),
            Inline::Small { small: _ } | Inline::Chip { chip: _ } | Inline::Note { note: _ } => String::new(),
            Inline::Soft { soft_break: _ } => String::new(),
            Inline::Break { line_break: _ } => " ".to_owned(),
        })
        .collect()
}

fn ems(words: &str) -> f64 {
    words
        .chars()
        .map(|c| match c {
            '\u{0}'..='\u{2ff}' | '\u{ff61}'..='\u{ff9f}' => 0.56,
            '\u{300}'..='\u{1fff}' => 0.62,
            _ => 1.0,
        })
        .sum()
}

fn lines(wide: f64, room: f64) -> f64 {
    (wide / room.max(8.0)).ceil().max(1.0)
}

/// The height of a run in a column of this width.
fn height(text: &Text, room: f64) -> f64 {
    lines(width(text), room) * LINE_MM
}

fn height_of_sentence(asked: &Asked, room: f64) -> f64 {
    if asked.text.is_empty() { 0.0 } else { height(&asked.text, room) }
}

fn prose_height(body: &[Para], room: f64) -> f64 {
    body.iter()
        .map(|para| match para {
            Para::Paragraph { p } => height(p, room) + 1.0,
            Para::List { list, ordered: _ } => list.iter().map(|entry| height(entry, room - 6.0) + 1.0).sum(),
        })
        .sum()
}

/// The width of an option set in one line.
pub(super) fn choice_width(choice: &Choice) -> f64 {
    MARK_MM
        + width(&choice.text)
        + choice.route.as_ref().map_or(0.0, route_width)
        + choice.fields.iter().map(field_width).sum::<f64>()
}

/// The same of its mark and words alone, rather too wide than too narrow.
pub(super) fn choice_width_at_most(choice: &Choice) -> f64 {
    MARK_MM + plain(&choice.text).chars().map(advance).sum::<f64>() * EM_MM
}

/// An arrow with the number it leads to, and the number of its page where that is another.
fn route_width(route: &Route) -> f64 {
    (ems(&route.words) + 0.5) * EM_MM * 0.84
}

fn field_width(field: &Field) -> f64 {
    width(&field.label) + 3.0 * EM_MM + blank_width(&field.blank)
}

/// The least width of a blank with the words around it.
fn blank_width(blank: &Blank) -> f64 {
    let shape = match &blank.shape {
        Shape::Fill => 24.0,
        Shape::Line { mm } | Shape::Figure { mm } | Shape::Total { mm, bracketed: _ } => *mm + 6.0,
        Shape::Parts { parts } => {
            parts.iter().map(|part| part.mm + (ems(&part.before) + ems(&part.after)) * EM_MM).sum()
        }
        Shape::Cells { cells } => cells.iter().map(|_| 5.5).sum(),
        Shape::Area { mm: _, framed: _ } => 40.0,
    };
    width(&blank.before) + shape + width(&blank.after) + width(&blank.beside) * 0.84
}

/// In how many columns of a cell options of these widths stand well.
pub(super) fn columns_for(widths: &[f64], room: f64) -> usize {
    let mut sorted = widths.to_vec();
    sorted.sort_by(f64::total_cmp);
    let widest = sorted.last().copied().unwrap_or(1.0) + 3.0;
    let count = widths.len().max(1);
    // In a long list one option in five may take two lines.
    let exceptions = if count < 6 { 0 } else { count / 5 };
    let usual = sorted.iter().rev().nth(exceptions).copied().unwrap_or(1.0) + 3.0;
    let mut fit = 1_usize;
    for columns in 2..=count.min(5) {
        let column = room / columns_f64(columns);
        if usual <= column && widest - MARK_MM <= 2.0 * (column - MARK_MM - 3.0) {
            fit = columns;
        }
    }
    // Balanced: six options in four columns read better in three.
    let lines = count.div_ceil(fit);
    count.div_ceil(lines)
}

/// A small count as a factor.
pub(super) fn columns_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

/// The height of answers in a cell of this width.
pub(super) fn answers_height(answers: &[Answer], room: f64) -> f64 {
    answers.iter().map(|answer| answer_height(answer, room) + ROW_GAP_MM).sum()
}

fn answer_height(answer: &Answer, room: f64) -> f64 {
    match answer {
        Answer::Options { across, items } => options_height(*across, items, room),
        Answer::Asked { asked, body } => height_of_sentence(asked, room) + answers_height(body, room - ASKED_MM),
        Answer::Blank(blank) => blank_height(blank, room),
        Answer::Listed { before, list, anchor: _, after, blanks } => {
            let page = 8.0;
            let told = (ems(before) + ems(list) + ems(after) + page) * EM_MM;
            lines(told + blanks.iter().map(blank_width).sum::<f64>(), room) * LINE_MM
        }
        Answer::Points { points, across, above, .. } => {
            let lines = points.len().div_ceil((*across).max(1));
            LINE_MM * 2.0_f64.max(columns_f64(lines) + f64::from(u8::from(*above)))
        }
        Answer::Ruler { .. } => LINE_MM * 3.5,
        Answer::Grid(grid) => grid_height(grid, room),
        Answer::Nested { label, inline, body } => {
            height(label, room)
                + inline.as_ref().map_or(0.0, |blank| blank_height(blank, room) - LINE_MM)
                + answers_height(body, room - 4.0)
        }
        Answer::Text { body, small: _ } => prose_height(body, room),
    }
}

fn options_height(across: Option<usize>, items: &[Choice], room: f64) -> f64 {
    let columns = across.unwrap_or(1).max(1);
    let narrow = room / columns_f64(columns) - 3.0;
    let mut total = 0.0;
    let mut in_line = 0_usize;
    let mut line = 0.0_f64;
    for choice in items {
        let own = if choice.wide { room } else { narrow } - MARK_MM;
        let high = lines(choice_width(choice) - MARK_MM, own) * LINE_MM
            + ROW_GAP_MM
            + choice.asked.as_ref().map_or(0.0, |asked| height_of_sentence(asked, own))
            + answers_height(&choice.body, own);
        if choice.wide || in_line >= columns {
            total += line;
            line = 0.0;
            in_line = 0;
        }
        line = line.max(high);
        in_line = if choice.wide { columns } else { in_line.saturating_add(1) };
    }
    total + line
}

fn blank_height(blank: &Blank, room: f64) -> f64 {
    match &blank.shape {
        Shape::Area { mm, framed: _ } => *mm + if blank.beside.is_empty() { 0.0 } else { height(&blank.beside, room) },
        Shape::Cells { cells: _ } => 7.0,
        Shape::Parts { parts } if parts.iter().any(|part| !part.under.is_empty()) => {
            lines(blank_width(blank), room) * (LINE_MM + UNDER_MM)
        }
        Shape::Fill
        | Shape::Line { mm: _ }
        | Shape::Figure { mm: _ }
        | Shape::Total { mm: _, bracketed: _ }
        | Shape::Parts { parts: _ } => lines(blank_width(blank), room) * LINE_MM,
    }
}

fn grid_height(grid: &Grid, room: f64) -> f64 {
    let (label, mms) = share(grid, room);
    let label_room = (label - 3.0).max(20.0);
    let heads = grid.columns.iter().zip(&mms);
    let head = match grid.turned_mm {
        Some(mm) => mm,
        None => heads.map(|(column, mm)| height(&column.text, mm - 3.0)).fold(LINE_MM, f64::max),
    };
    let rows: f64 = grid
        .rows
        .iter()
        .map(|row| match row {
            GridRow::Heading { heading } => height(heading, room) + 3.0,
            GridRow::Row { label, asked, fields, body, cells } => {
                let words = lines(width(label) + fields.iter().map(field_width).sum::<f64>(), label_room) * LINE_MM
                    + asked.as_ref().map_or(0.0, |asked| height_of_sentence(asked, label_room))
                    + answers_height(body, label_room);
                let highest = cells
                    .iter()
                    .zip(&mms)
                    .map(|(cell, mm)| match cell {
                        GridCell::Mark { .. } | GridCell::Point { .. } => LINE_MM,
                        GridCell::Answers { answers, widget: _ } => answers_height(answers, mm - 3.0),
                    })
                    .fold(0.0, f64::max);
                words.max(highest) + 3.0
            }
        })
        .sum();
    head + 3.0 + rows
}

/// The height of a row of an item whose label columns have these widths.
pub(super) fn row_height(row: &Row, label_mm: &[f64], page: f64) -> f64 {
    let labels: f64 = label_mm.iter().sum();
    let answers = page - NUMBER_MM - labels;
    // A cell that spans label columns has their room too.
    let spanned = row.span.saturating_sub(1);
    let extra: f64 = label_mm.iter().rev().take(spanned).sum();
    let own = row
        .labels
        .iter()
        .filter(|label| label.rows == 1)
        .map(|label| label_height(label, label_mm, page))
        .fold(0.0, f64::max);
    (answers_height(&row.body, answers + extra - INSET_MM) + 2.0).max(own)
}

/// The height of a label in its columns, taken as the narrowest that it may stand in.
pub(super) fn label_height(label: &Label, label_mm: &[f64], page: f64) -> f64 {
    let narrowest = label_mm.iter().copied().fold(page, f64::min) * columns_f64(label.columns) - INSET_MM;
    let fields: f64 = label.fields.iter().map(field_width).sum();
    lines(width(&label.text) + fields, narrowest) * LINE_MM + prose_height(&label.hint, narrowest) * 0.84 + 4.0
}

/// A label column's width, widened a little where a label would otherwise leave a single character on its last line.
pub(super) fn without_orphans(usual: f64, most: f64, labels: &[f64]) -> f64 {
    let orphans = |mm: f64| {
        let room = mm - INSET_MM;
        labels.iter().filter(|label| **label > room && (**label % room) < EM_MM * 1.5).count()
    };
    let mut best = (orphans(usual), usual);
    for step in 1..=8 {
        let mm = usual + f64::from(step);
        if mm <= most && orphans(mm) < best.0 {
            best = (orphans(mm), mm);
        }
    }
    best.1
}

/// The width of a column of marks under heads of these widths: the longest in two lines.
pub(super) fn head_width(heads: &[f64]) -> f64 {
    let longest = heads.iter().copied().fold(0.0, f64::max) * HEAD_SIZE;
    let half = (longest / (EM_MM * HEAD_SIZE) / 2.0).ceil() * EM_MM * HEAD_SIZE;
    (half + 3.6).clamp(13.0, 24.0)
}
