//! An item as a tree of labels and answers, and the tree laid out as the rows of a table.

use crate::sheet::{
    Answer, Asked, Choice, Field, Footnote, GridCell, GridRow, Inline, Item, Label, Number, Para, Row, Text,
};

use super::measure::{
    ASKED_MM, INSET_MM, MARK_MM, NUMBER_MM, Room, choice_width, columns_f64, columns_for, label_height, row_height,
    width, without_orphans,
};
use super::text::caption;

/// An option in one of several columns has so many lines at most.
const TOWER_LINES: f64 = 2.4;

/// How many label columns there may be: with more there is no room for answers.
const MAX_DEPTH: usize = 3;

/// A label with what stands under it.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// The item's number and marker, where an item begins here.
    pub(super) number: Option<Number>,
    /// Who is asked, where not everybody is.
    pub(super) asked: Option<Asked>,
    /// Sentences above it.
    pub(super) above: Vec<Answer>,
    /// Its label.
    pub(super) label: Option<Caption>,
    /// Whether the label stands above the answers instead of at their left.
    pub(super) on_top: bool,
    /// What stands under it.
    pub(super) body: Body,
}

/// The words of a label.
#[derive(Debug, Clone, Default)]
pub(super) struct Caption {
    pub(super) text: Text,
    pub(super) hint: Vec<Para>,
    pub(super) fields: Vec<Field>,
}

/// What stands under a label.
#[derive(Debug, Clone)]
pub(super) enum Body {
    /// One cell of answers.
    Answers {
        answers: Vec<Answer>,
        /// Whether they fill the cell to its border.
        flush: bool,
    },
    /// Further labels.
    Nodes(Vec<Node>),
}

impl Body {
    /// One cell of answers with the usual inset.
    pub(super) fn of(answers: Vec<Answer>) -> Self {
        Self::Answers { answers, flush: false }
    }
}

impl Node {
    /// A cell of answers without a label.
    pub(super) fn bare(answers: Vec<Answer>) -> Self {
        Self { number: None, asked: None, above: Vec::new(), label: None, on_top: false, body: Body::of(answers) }
    }

    /// Nodes under a label.
    pub(super) fn branch(label: Option<Caption>, nodes: Vec<Node>) -> Self {
        Self { number: None, asked: None, above: Vec::new(), label, on_top: false, body: Body::Nodes(nodes) }
    }

    fn label_column(&self) -> bool {
        self.label.is_some() && !self.on_top
    }

    fn depth(&self) -> usize {
        let under = match &self.body {
            Body::Answers { answers: _, flush: _ } => 0,
            Body::Nodes(nodes) => nodes.iter().map(Self::depth).max().unwrap_or(0),
        };
        under.saturating_add(usize::from(self.label_column()))
    }

    /// Puts each sentence that says who is asked into a cell together with all that it covers, so that none seems to speak for
    /// the rows that follow.
    fn closed(mut self) -> Self {
        if let Body::Nodes(nodes) = self.body {
            self.body = Body::Nodes(nodes.into_iter().map(Self::closed).collect());
        }
        match self.asked.take() {
            Some(asked) => self.covered(&asked),
            None => self,
        }
    }

    /// A node whose own nodes are closed, under a sentence.
    fn covered(self, asked: &Asked) -> Self {
        let Self { number, asked: _, above, label, on_top, body } = self;
        let inside = |body: Vec<Answer>| Body::of(vec![Answer::Asked { asked: asked.clone(), body }]);
        match body {
            // Numbered items keep their rows, so each has the sentence in its own.
            Body::Nodes(nodes) if nodes.iter().any(Self::is_numbered) => {
                let nodes = nodes.into_iter().map(|node| node.covered(asked)).collect();
                Self { number, asked: None, above, label, on_top, body: Body::Nodes(nodes) }
            }
            body if on_top => {
                let node = Self { number: None, asked: None, above, label, on_top, body };
                Self {
                    number,
                    asked: None,
                    above: Vec::new(),
                    label: None,
                    on_top: false,
                    body: inside(into_answers(node)),
                }
            }
            Body::Nodes(nodes) => {
                let body = above.into_iter().chain(nodes.into_iter().flat_map(into_answers)).collect();
                Self { number, asked: None, above: Vec::new(), label, on_top, body: inside(body) }
            }
            Body::Answers { answers, flush: _ } => {
                let body = above.into_iter().chain(answers.into_iter().map(framed)).collect();
                Self { number, asked: None, above: Vec::new(), label, on_top, body: inside(body) }
            }
        }
    }

    fn is_numbered(&self) -> bool {
        self.number.is_some()
            || match &self.body {
                Body::Nodes(nodes) => nodes.iter().any(Self::is_numbered),
                Body::Answers { answers: _, flush: _ } => false,
            }
    }

    /// Turns what is labelled too deeply into answers.
    fn shallow(mut self, room: usize) -> Self {
        let own = usize::from(self.label_column());
        match self.body {
            Body::Nodes(nodes) if room <= own && nodes.iter().any(|node| node.depth() > 0) => {
                self.body = Body::of(nodes.into_iter().flat_map(into_answers).collect());
            }
            Body::Nodes(nodes) => {
                let left = room.saturating_sub(own);
                self.body = Body::Nodes(nodes.into_iter().map(|node| node.shallow(left)).collect());
            }
            Body::Answers { answers, flush } => self.body = Body::Answers { answers, flush },
        }
        self
    }
}

/// The same words inside a cell: labels above their answers, short blanks behind their labels.
pub(super) fn into_answers(mut node: Node) -> Vec<Answer> {
    match node.asked.take() {
        Some(asked) => vec![Answer::Asked { asked, body: bare_answers(node) }],
        None => bare_answers(node),
    }
}

fn bare_answers(node: Node) -> Vec<Answer> {
    let mut out = node.above;
    let body: Vec<Answer> = match node.body {
        Body::Answers { answers, flush: _ } => answers.into_iter().map(framed).collect(),
        Body::Nodes(nodes) => nodes.into_iter().flat_map(into_answers).collect(),
    };
    let Some(Caption { text, hint, fields }) = node.label else {
        out.extend(body);
        return out;
    };
    let beside = fields.into_iter().map(|field| nested(field.label, Some(field.blank), Vec::new()));
    match body.as_slice() {
        [Answer::Blank(blank)] if !blank.is_area() => out.push(nested(text, Some(blank.clone()), Vec::new())),
        [Answer::Options { across: _, items }] if text.is_empty() => {
            out.push(Answer::Options { across: None, items: items.clone() });
        }
        _ => out.push(nested(text, None, body)),
    }
    let beside: Vec<Answer> = beside.collect();
    if !beside.is_empty() {
        out.push(Answer::Asked { asked: Asked::under_a_blank(), body: beside });
    }
    if !hint.is_empty() {
        out.push(Answer::Text { body: hint, small: true });
    }
    out
}

fn nested(label: Text, inline: Option<crate::sheet::Blank>, body: Vec<Answer>) -> Answer {
    Answer::Nested { label, inline, body }
}

/// What had the cell's border for its own needs one now.
fn framed(answer: Answer) -> Answer {
    match answer {
        Answer::Grid(mut grid) => {
            grid.framed = true;
            Answer::Grid(grid)
        }
        Answer::Blank(blank) => Answer::Blank(blank.framed()),
        Answer::Asked { asked, body } => Answer::Asked { asked, body: body.into_iter().map(framed).collect() },
        Answer::Options { .. } | Answer::Points { .. } | Answer::Nested { .. } | Answer::Text { .. } => answer,
    }
}

/// Lays a tree out as an item.
pub(super) fn item(tree: Node, notes: Vec<Footnote>, room: Room) -> Item {
    let tree = tree.closed().shallow(MAX_DEPTH);
    let depth = tree.depth();
    let mut rows = Vec::new();
    rows_of(tree, depth, false, &mut rows);
    let label_mm = label_widths(depth, &rows, room.page);
    settle_rows(&mut rows, &label_mm, room.page);

    let mut total = 0.0;
    for row in &mut rows {
        let high = row_height(row, &label_mm, room.page);
        row.keep = high <= room.row_keep;
        total += high;
    }
    let labels = rows.iter().flat_map(|row| &row.labels);
    let tallest_label = labels.map(|label| label_height(label, &label_mm, room.page)).fold(0.0, f64::max);
    Item { keep: f64::max(total, tallest_label) <= room.keep, label_mm, rows, notes }
}

/// `left` label columns are still free for this node.
fn rows_of(node: Node, left: usize, numbered: bool, out: &mut Vec<Row>) {
    // Sentences have been put into the cells of what they cover.
    let Node { number, asked: _, above, label, on_top, body } = node;
    let start = out.len();
    let covered = numbered || number.is_some();
    if !above.is_empty() {
        out.push(row(above, left, covered, true));
    }
    let label = match label {
        Some(Caption { text, hint, fields }) if on_top => {
            let mut answers = vec![Answer::Text { body: caption(text), small: false }];
            answers.extend(fields.into_iter().map(|field| nested(field.label, Some(field.blank), Vec::new())));
            if !hint.is_empty() {
                answers.push(Answer::Text { body: hint, small: true });
            }
            out.push(row(answers, left, covered, true));
            None
        }
        other => other,
    };
    let begin = out.len();
    match body {
        Body::Answers { answers, flush } => {
            let mut own = row(answers, left, covered, false);
            own.flush = flush;
            if label.is_some() {
                own.span = 1;
            }
            out.push(own);
        }
        Body::Nodes(nodes) => {
            let inner = left.saturating_sub(usize::from(label.is_some()));
            for node in nodes {
                rows_of(node, inner, covered, out);
            }
            if out.len() == begin {
                out.push(row(Vec::new(), inner, covered, false));
            }
        }
    }
    let end = out.len();
    if let (Some(Caption { text, hint, fields }), Some(first)) = (label, out.get_mut(begin)) {
        let alone = end.saturating_sub(begin) == 1 && first.span == 1 && first.labels.is_empty();
        let columns = if alone { left } else { 1 };
        first.labels.insert(0, Label { text, hint, fields, rows: end.saturating_sub(begin), columns });
    }
    if let (Some(number), Some(first)) = (number, out.get_mut(start)) {
        first.number = Some(Number { rows: end.saturating_sub(start), ..number });
    }
}

fn row(body: Vec<Answer>, left: usize, covered: bool, strip: bool) -> Row {
    let number = if covered { None } else { Some(Number { text: String::new(), marker: None, rows: 1, anchor: None }) };
    Row { number, labels: Vec::new(), span: left.saturating_add(1), keep: true, strip, flush: false, body }
}

/// The label columns' usual widths, the last widened where the answers leave room and the labels want it.
fn label_widths(depth: usize, rows: &[Row], page: f64) -> Vec<f64> {
    let mut widths = match depth {
        0 => Vec::new(),
        1 => vec![46.0],
        2 => vec![27.0, 42.0],
        _ => vec![22.0, 26.0, 36.0],
    };
    let before = widths.len().saturating_sub(1);
    for (column, mm) in widths.iter_mut().enumerate().take(before) {
        *mm = without_orphans(*mm, *mm + 8.0, &labels_in(column, depth, rows));
    }
    let room = page - NUMBER_MM - widths.iter().sum::<f64>() - INSET_MM;
    let need = rows.iter().filter(|row| row.span == 1).map(|row| answers_need(&row.body)).fold(0.0, f64::max);
    if let Some(last) = widths.last_mut() {
        let labels = labels_in(before, depth, rows);
        let wish = labels.iter().copied().fold(0.0, f64::max) + INSET_MM + 1.0;
        let slack = room - need;
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
    widths
}

/// Whether rows show their options one below another.
fn stacked(rows: &[Row]) -> bool {
    rows.iter().flat_map(|row| &row.body).any(|answer| match answer {
        Answer::Options { across, items } => *across == Some(1) && items.len() > 1,
        Answer::Blank(_)
        | Answer::Points { .. }
        | Answer::Grid(_)
        | Answer::Nested { .. }
        | Answer::Asked { .. }
        | Answer::Text { .. } => false,
    })
}

/// The widths of the labels that stand in one column alone.
fn labels_in(column: usize, depth: usize, rows: &[Row]) -> Vec<f64> {
    let mut found = Vec::new();
    for row in rows {
        // Labels stand side by side in front of the answers, the last next to them.
        let mut end = depth.saturating_add(1).saturating_sub(row.span);
        for label in row.labels.iter().rev() {
            end = end.saturating_sub(label.columns);
            if end == column && label.columns == 1 {
                found.push(width(&label.text));
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
            | Answer::Options { .. }
            | Answer::Points { .. }
            | Answer::Grid(_)
            | Answer::Nested { .. }
            | Answer::Asked { .. }
            | Answer::Text { .. } => f64::MAX,
        })
        .fold(0.0, f64::max)
}

fn simple(choice: &Choice) -> bool {
    choice.fields.is_empty() && choice.body.is_empty() && choice.asked.is_none()
}

fn settle_rows(rows: &mut [Row], label_mm: &[f64], page: f64) {
    let labels: f64 = label_mm.iter().sum();
    for row in rows {
        let spanned: f64 = label_mm.iter().rev().take(row.span.saturating_sub(1)).sum();
        let inset = if row.flush { 0.0 } else { INSET_MM };
        settle(&mut row.body, page - NUMBER_MM - labels + spanned - inset);
    }
}

/// Chooses columns for options, now that the width of their cell is known.
fn settle(answers: &mut [Answer], room: f64) {
    for answer in answers {
        match answer {
            Answer::Options { across, items } => settle_options(across, items, room),
            Answer::Grid(grid) => {
                let fixed: f64 = grid.columns.iter().map(|column| column.mm.unwrap_or(30.0)).sum();
                let mms: Vec<f64> = grid.columns.iter().map(|column| column.mm.unwrap_or(30.0)).collect();
                for row in &mut grid.rows {
                    match row {
                        GridRow::Heading { heading: _ } => {}
                        GridRow::Row { label: _, asked: _, fields: _, body, cells } => {
                            settle(body, room - fixed);
                            for (cell, mm) in cells.iter_mut().zip(&mms) {
                                match cell {
                                    GridCell::Answers { answers, widget: _ } => settle(answers, *mm - 3.0),
                                    GridCell::Mark { .. } | GridCell::Point { .. } => {}
                                }
                            }
                        }
                    }
                }
            }
            Answer::Nested { label: _, inline: _, body } => settle(body, room - 4.0),
            Answer::Asked { asked: _, body } => settle(body, room - ASKED_MM),
            Answer::Blank(_) | Answer::Points { .. } | Answer::Text { body: _, small: _ } => {}
        }
    }
}

fn settle_options(across: &mut Option<usize>, items: &mut [Choice], room: f64) {
    let count = items.len();
    if let Some(wanted) = *across {
        let columns = fitting(wanted, items, room);
        *across = Some(columns);
        for choice in items.iter_mut() {
            // A write-in at the end of several lines takes its line's rest; in a single line it stays in its column.
            choice.wide = columns > 1 && (!choice.body.is_empty() || (!choice.fields.is_empty() && count > columns));
        }
    } else {
        let half = room / 2.0;
        let long = |choice: &Choice| choice_width(choice) > half * 1.7;
        // A few long options among many short ones take a line of their own, and do not cost the others their columns.
        let few_long = count >= 6 && items.iter().filter(|choice| long(choice)).count() <= count / 6;
        for choice in items.iter_mut() {
            choice.wide = !choice.fields.is_empty() || !choice.body.is_empty() || (few_long && long(choice));
        }
        let widths: Vec<f64> = items.iter().filter(|choice| !choice.wide).map(choice_width).collect();
        let line: f64 = widths.iter().map(|wide| wide + 4.0).sum();
        let columns = columns_for(&widths, room);
        let one_line = count > 1 && columns < count && items.iter().all(simple) && line <= room;
        *across = Some(if one_line { 0 } else { columns });
    }
    let own = room / columns_f64(across.unwrap_or(1).max(1));
    for choice in items {
        let inner = if choice.wide { room } else { own };
        settle(&mut choice.body, inner - 5.0);
    }
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

/// Adds small print behind a run.
pub(super) fn with_small(mut run: Text, small: Text) -> Text {
    if !small.is_empty() {
        run.push(Inline::Small { small });
    }
    run
}
