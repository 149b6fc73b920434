//! An item as a tree of labels and answers, and the tree laid out as the rows of a table.

use crate::ease::Tight;
use crate::sheet::{Answer, Asked, Field, Footnote, Inline, Item, Label, Number, Para, Row, Text};

use super::fit::wish;
use super::labels::label_widths;
use super::measure::{NUMBER_MM, Room, label_height, plain, row_height, width};
use super::settle::settle_rows;
use super::text::{caption, words};

/// How many label columns there may be: with more there is no room for answers. On paper narrower than this there are fewer.
const MAX_DEPTH: usize = 3;
const NARROW_PAGE_MM: f64 = 150.0;
/// What a column of labels takes at least.
const LABEL_MM: f64 = 27.0;

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
    /// Whether what stands under it stays on one page, where that is not too high.
    pub(super) together: bool,
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
        self.number.is_some() || self.holds_numbers()
    }

    fn holds_numbers(&self) -> bool {
        match &self.body {
            Body::Nodes(nodes) => nodes.iter().any(Self::is_numbered),
            Body::Answers { answers: _, flush: _ } => false,
        }
    }

    /// Puts the labels around tables that want the whole width above them.
    fn lifted(mut self, left: f64, room: Room) -> Self {
        let own = if self.label_column() { LABEL_MM } else { 0.0 };
        if self.label_column() && self.widest(room) > left - own {
            self.on_top = true;
        }
        let left = if self.label_column() { left - own } else { left };
        if let Body::Nodes(nodes) = self.body {
            self.body = Body::Nodes(nodes.into_iter().map(|node| node.lifted(left, room)).collect());
        }
        self
    }

    /// The width that the widest table inside would like to have.
    fn widest(&self, room: Room) -> f64 {
        match &self.body {
            Body::Answers { answers, flush: true } => {
                let grid = |answer: &Answer| match answer {
                    Answer::Grid(grid) => wish(grid, room),
                    Answer::Options { .. }
                    | Answer::Blank(_)
                    | Answer::Listed { .. }
                    | Answer::Points { .. }
                    | Answer::Ruler { .. }
                    | Answer::Nested { .. }
                    | Answer::Asked { .. }
                    | Answer::Text { .. } => 0.0,
                };
                answers.iter().map(grid).fold(0.0, f64::max)
            }
            Body::Answers { answers: _, flush: false } => 0.0,
            Body::Nodes(nodes) => nodes.iter().map(|node| node.widest(room)).fold(0.0, f64::max),
        }
    }

    /// Turns what is labelled too deeply into answers. Numbered items keep their rows: what is around them has its label above.
    fn shallow(mut self, room: usize) -> Self {
        if self.label_column() && room < self.depth() && self.holds_numbers() {
            self.on_top = true;
        }
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
    let Some(Caption { text, hint, fields, together: _ }) = node.label else {
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
        Answer::Options { .. }
        | Answer::Listed { .. }
        | Answer::Points { .. }
        | Answer::Ruler { .. }
        | Answer::Nested { .. }
        | Answer::Text { .. } => answer,
    }
}

/// Lays a tree out as an item.
pub(super) fn item(tree: Node, notes: Vec<Footnote>, room: Room) -> Item {
    let most = match room.tight {
        Tight::Stacked => 1,
        Tight::Usual | Tight::Narrow if room.page < NARROW_PAGE_MM => MAX_DEPTH.saturating_sub(1),
        Tight::Usual | Tight::Narrow => MAX_DEPTH,
    };
    let tree = tree.lifted(room.page - NUMBER_MM, room).closed().shallow(most);
    let depth = tree.depth();
    let mut rows = Vec::new();
    rows_of(tree, depth, false, &mut rows);
    let label_mm = label_widths(depth, &rows, room);
    settle_rows(&mut rows, &label_mm, room);

    let highs: Vec<f64> = rows.iter().map(|row| row_height(row, &label_mm, room.page)).collect();
    let total: f64 = highs.iter().sum();
    for (index, (row, high)) in rows.iter_mut().zip(&highs).enumerate() {
        row.keep = *high <= if writes_at_length(&row.body) { room.area_keep } else { room.row_keep };
        let together: f64 = highs.iter().skip(index).take(row.bound.saturating_add(1)).sum();
        if together > room.keep {
            row.bound = 0;
        }
    }
    let labels = rows.iter().flat_map(|row| &row.labels);
    let tallest_label = labels.map(|label| label_height(label, &label_mm, room.page)).fold(0.0, f64::max);
    let keep = f64::max(total, tallest_label) <= room.keep;
    if keep {
        // What stays on one page goes on to none.
        for row in &mut rows {
            row.opens.clear();
            row.closes.clear();
        }
    }
    Item { keep, label_mm, rows, notes }
}

/// Whether a cell is a place for free text and nothing else.
fn writes_at_length(answers: &[Answer]) -> bool {
    match answers {
        [Answer::Blank(blank)] => blank.is_area(),
        [] | [_, ..] => false,
    }
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
    let mut title = None;
    let label = match label {
        Some(Caption { text, hint, fields, together: _ }) if on_top => {
            title = Some(plain(&text));
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
    let name = label.as_ref().map(|caption| plain(&caption.text)).or(title);
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
    if let (Some(Caption { text, hint, fields, together }), Some(first)) = (label, out.get_mut(begin)) {
        if together {
            first.bound = end.saturating_sub(begin).saturating_sub(1);
        }
        let alone = end.saturating_sub(begin) == 1 && first.span == 1 && first.labels.is_empty();
        let columns = if alone { left } else { 1 };
        first.labels.insert(0, Label { text, hint, fields, rows: end.saturating_sub(begin), columns });
    }
    names_what_goes_on(number.as_ref(), name.as_deref(), start, out);
    if let (Some(number), Some(first)) = (number, out.get_mut(start)) {
        first.number = Some(Number { rows: end.saturating_sub(start), title: name.unwrap_or_default(), ..number });
    }
}

/// How wide a name may be that a page says again.
const AGAIN_MM: f64 = 80.0;

/// Notes at the first and at the last of the rows from a place on what they are: their number and title, or their label.
fn names_what_goes_on(number: Option<&Number>, title: Option<&str>, start: usize, out: &mut [Row]) {
    let number = number.map(|number| number.text.as_str()).filter(|number| !number.is_empty());
    let name: Vec<String> = number.map(str::to_owned).into_iter().chain(title.map(shortened)).collect();
    let name = name.join(" ");
    if name.is_empty() {
        return;
    }
    if let Some(first) = out.get_mut(start) {
        first.opens.insert(0, name.clone());
    }
    if let Some(last) = out.get_mut(start..).and_then(<[Row]>::last_mut) {
        last.closes.push(name);
    }
}

/// The begin of a title that is longer than a line.
fn shortened(title: &str) -> String {
    if width(&words(title)) <= AGAIN_MM {
        return title.to_owned();
    }
    let mut short = title.to_owned();
    while !short.is_empty() && width(&words(short.as_str())) > AGAIN_MM {
        short.pop();
    }
    format!("{}…", short.trim_end())
}

fn row(body: Vec<Answer>, left: usize, covered: bool, strip: bool) -> Row {
    let number = if covered {
        None
    } else {
        Some(Number { text: String::new(), marker: None, rows: 1, anchor: None, title: String::new() })
    };
    Row {
        number,
        labels: Vec::new(),
        span: left.saturating_add(1),
        keep: true,
        strip,
        bound: 0,
        flush: false,
        opens: Vec::new(),
        closes: Vec::new(),
        body,
    }
}

/// Adds small print behind a run.
pub(super) fn with_small(mut run: Text, small: Text) -> Text {
    if !small.is_empty() {
        run.push(Inline::Small { small });
    }
    run
}
