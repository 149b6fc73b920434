//! The walk over the finished pages: what the engine does without a word and a reader would call a mistake.

use std::collections::BTreeSet;

use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst::text::TextItem;
use typst::visualize::Geometry;
use typst_layout::PagedDocument;

use crate::problem::{PdfProblem, PdfProblemKind};
use crate::theme::Page;

/// The template's name for what stands in the margins.
const RUNNING: &str = "running";
/// Its name for what must not stand alone at a page's foot.
const STAYS: &str = "stays";
/// Its names for the begin and the end of a row that may be broken.
const ROW_BEGIN: &str = "row-begin";
const ROW_END: &str = "row-end";
/// Its name for the number of the block that begins.
const BLOCK: &str = "block";
/// Its name for the begin of what stands behind the questions.
const APPENDIX: &str = "appendix-begins";

/// A row lower than this part of a page should not have been torn.
const TORN: f64 = 0.45;

/// How far something may stand outside the text area before it counts: no eye sees less, and borders need half their width.
const TOLERANCE_PT: f64 = 1.0;
/// How near to the edge of the paper what stands in the margins may come, in millimetres: a printer leaves as much.
const EDGE_MM: f64 = 2.0;
/// What of a line of text stands above its baseline, and what below, in parts of its size.
const ABOVE: f64 = 0.88;
const BELOW: f64 = 0.12;

/// How far two texts, or a text and a border, may overlap: side bearings and italics do.
const OVERLAP_PT: f64 = 1.5;
/// Texts whose baselines are nearer than this stand in one line.
const LINE_PT: f64 = 4.0;

/// Everything wrong with the pages, in their order.
pub(crate) fn inspect(document: &PagedDocument, theme: &Page) -> Vec<PdfProblem> {
    let mut problems = BTreeSet::new();
    let pages = document.pages().len();
    let mut open = Open { last_page: pages, block: None, row: None, alone: None };
    for (index, page) in document.pages().iter().enumerate() {
        inspect_page(&page.frame, theme, index.saturating_add(1), &mut open, &mut problems);
    }
    if let Some(limit) = theme.limit.filter(|limit| pages > *limit) {
        problems.insert(PdfProblem::of(PdfProblemKind::TooManyPages { pages, limit }));
    }
    problems.into_iter().collect()
}

/// What goes on from page to page.
struct Open {
    last_page: usize,
    /// The block that began last.
    block: Option<usize>,
    /// A breakable row that has begun and not ended.
    row: Option<OpenRow>,
    /// What stands alone at the foot of the page before, unless an appendix begins here.
    alone: Option<PdfProblem>,
}

#[derive(Clone)]
struct OpenRow {
    page: usize,
    block: Option<usize>,
    /// How much of it stands on the pages before, and what was read last on the first of them.
    height: Abs,
    near: String,
}

fn inspect_page(page: &Frame, theme: &Page, number: usize, open: &mut Open, problems: &mut BTreeSet<PdfProblem>) {
    let mut walk = Walk {
        size: page.size(),
        margins: [theme.side, theme.top, theme.bottom].map(Abs::mm),
        number,
        running: false,
        shown: page.height(),
        stays: false,
        last: String::new(),
        texts: Vec::new(),
        borders: Vec::new(),
        foot: None,
        open,
        problems,
    };
    walk.frame(page, Transform::identity());
    walk.end_of_page();
}

/// A text where it stands: its left and right end, and its baseline.
struct Line {
    left: Abs,
    right: Abs,
    base: Abs,
    words: String,
    block: Option<usize>,
}

/// An upright line of a table.
struct Border {
    at: Abs,
    top: Abs,
    bottom: Abs,
}

/// What stands lowest on the page.
struct Foot {
    bottom: Abs,
    stays: bool,
    near: String,
    block: Option<usize>,
}

struct Walk<'a> {
    size: Size,
    /// At both sides, at the top, at the bottom.
    margins: [Abs; 3],
    number: usize,
    /// Whether the walk is in the running head or foot, which stand in the margins.
    running: bool,
    /// How far down what stands in the margins is seen: the rest is cut off.
    shown: Abs,
    /// Whether the walk is in what must not stand alone at the page's foot.
    stays: bool,
    last: String,
    texts: Vec<Line>,
    borders: Vec<Border>,
    foot: Option<Foot>,
    open: &'a mut Open,
    problems: &'a mut BTreeSet<PdfProblem>,
}

impl Walk<'_> {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (position, item) in frame.items() {
            self.item(item, transform.pre_concat(Transform::translate(position.x, position.y)));
        }
    }

    fn item(&mut self, item: &FrameItem, transform: Transform) {
        match item {
            FrameItem::Group(group) => {
                let before = (self.running, self.stays, self.shown);
                let name = group.label.map(|label| label.resolve());
                self.running |= name.is_some_and(|name| name.as_str() == RUNNING);
                self.stays |= name.is_some_and(|name| name.as_str() == STAYS);
                let inner = transform.pre_concat(group.transform);
                if group.clip.is_some() {
                    self.shown = self.shown.min(Point::with_y(group.frame.height()).transform(inner).y);
                }
                self.frame(&group.frame, inner);
                (self.running, self.stays, self.shown) = before;
            }
            FrameItem::Text(text) => self.text(text, transform),
            FrameItem::Shape(shape, _) => {
                let bounds = shape.geometry.bbox(None);
                self.stands(transform, [bounds.min, bounds.max]);
                self.border(&shape.geometry, transform);
            }
            FrameItem::Image(_, size, _) => self.stands(transform, [Point::zero(), size.to_point()]),
            FrameItem::Tag(tag) => self.tag(tag, transform),
            FrameItem::Link(..) => {}
        }
    }

    fn text(&mut self, text: &TextItem, transform: Transform) {
        self.glyphs(text);
        if !self.running {
            self.last = text.text.to_string();
        }
        // White space at a line's end is invisible and may hang out.
        let visible = text.text.trim_end();
        if visible.is_empty() {
            return;
        }
        let width = if visible.len() == text.text.len() { text.width() } else { Abs::zero() };
        if self.running {
            self.stands_in_a_margin(text, width, transform);
        } else {
            self.stands(transform, [Point::zero(), Point::with_x(width)]);
            let begin = Point::zero().transform(transform);
            let end = Point::with_x(width).transform(transform);
            let words = visible.to_owned();
            self.texts.push(Line { left: begin.x, right: end.x, base: begin.y, words, block: self.open.block });
        }
    }

    /// Checks that a line of the running head or foot stands between the paper's edge and the text, no wider than that.
    fn stands_in_a_margin(&mut self, text: &TextItem, width: Abs, transform: Transform) {
        let [x, top, bottom] = self.margins;
        let slack = Abs::pt(TOLERANCE_PT);
        let (begin, end) = (Point::zero().transform(transform), Point::with_x(width).transform(transform));
        let (upper, lower) = (begin.y - text.size * ABOVE, begin.y + text.size * BELOW);
        if upper > self.shown - slack {
            return;
        }
        let edge = Abs::mm(EDGE_MM);
        let beside = begin.x < x - slack || end.x > self.size.x - x + slack;
        let in_head = upper >= edge && lower <= top + slack;
        let in_foot = upper >= self.size.y - bottom - slack && lower <= self.size.y - edge;
        for (found, side) in [(beside, true), (!in_head && !in_foot, false)] {
            if found {
                self.found(PdfProblemKind::Overflow { side, near: text.text.to_string() });
            }
        }
    }

    /// Checks that something stands in the text area, and remembers what is lowest.
    fn stands(&mut self, transform: Transform, corners: [Point; 2]) {
        if self.running {
            return;
        }
        let [x, top, bottom] = self.margins;
        let slack = Abs::pt(TOLERANCE_PT);
        let at = corners.map(|corner| corner.transform(transform));
        let beside = at.iter().any(|at| at.x < x - slack || at.x > self.size.x - x + slack);
        let beyond = at.iter().any(|at| at.y < top - slack || at.y > self.size.y - bottom + slack);
        for (found, side) in [(beside, true), (beyond, false)] {
            if found {
                self.found(PdfProblemKind::Overflow { side, near: self.last.clone() });
            }
        }
        let lowest = at.iter().map(|at| at.y).max().unwrap_or_default();
        if self.foot.as_ref().is_none_or(|foot| lowest > foot.bottom) {
            let (near, block) = (self.last.clone(), self.open.block);
            self.foot = Some(Foot { bottom: lowest, stays: self.stays, near, block });
        }
    }

    fn border(&mut self, geometry: &Geometry, transform: Transform) {
        let upright = match geometry {
            Geometry::Line(to) => to.x.abs() < Abs::pt(0.1) && to.y.abs() > Abs::pt(LINE_PT),
            Geometry::Rect(_) | Geometry::Curve(_) => false,
        };
        if upright && !self.running {
            let bounds = geometry.bbox(None);
            let (begin, end) = (bounds.min.transform(transform), bounds.max.transform(transform));
            self.borders.push(Border { at: begin.x, top: begin.y.min(end.y), bottom: begin.y.max(end.y) });
        }
    }

    fn tag(&mut self, tag: &Tag, transform: Transform) {
        let Tag::Start(content, _) = tag else { return };
        let Some(name) = content.label().map(|label| label.resolve()) else { return };
        let y = Point::zero().transform(transform).y;
        if name.as_str() == BLOCK {
            let data = content.to_packed::<MetadataElem>();
            self.open.block = data.and_then(|data| data.value.clone().cast::<usize>().ok());
        } else if name.as_str() == APPENDIX {
            self.open.alone = None;
        } else if name.as_str() == ROW_BEGIN {
            let height = self.size.y - self.margins[2] - y;
            let block = self.open.block;
            self.open.row = Some(OpenRow { page: self.number, block, height, near: String::new() });
        } else if name.as_str() == ROW_END
            && let Some(row) = self.open.row.take()
            && row.page < self.number
        {
            let whole = row.height + y - self.margins[1];
            let page = self.size.y - self.margins[1] - self.margins[2];
            // A page between the first and the last is full: such a row is higher than one.
            if self.number.saturating_sub(row.page) == 1 && whole < TORN * page {
                let kind = PdfProblemKind::TornRow { near: row.near };
                let (page, block) = (Some(row.page), row.block);
                self.problems.insert(PdfProblem { page, block, whose: None, kind });
            }
        }
    }

    /// Glyph 0 is every font's way to say that it lacks a character.
    fn glyphs(&mut self, text: &TextItem) {
        for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
            let character = text.text.get(glyph.range()).unwrap_or_default().to_owned();
            self.found(PdfProblemKind::MissingGlyph { character, near: text.text.to_string() });
        }
    }

    fn end_of_page(&mut self) {
        if let Some(row) = self.open.row.as_mut().filter(|row| row.page == self.number) {
            row.near.clone_from(&self.last);
        }
        self.problems.extend(self.open.alone.take());
        // At the end of the whole, and before what stands behind the questions, nothing follows that it could be parted from.
        if let Some(Foot { bottom: _, stays: true, near, block }) = self.foot.take()
            && self.number < self.open.last_page
        {
            self.open.alone = Some(self.problem(block, PdfProblemKind::Stranded { near }));
        }
        self.collisions();
    }

    /// Texts over each other, and texts over the borders of their cells.
    fn collisions(&mut self) {
        let slack = Abs::pt(OVERLAP_PT);
        let mut texts = std::mem::take(&mut self.texts);
        texts.sort_by_key(|text| text.base);
        for (index, text) in texts.iter().enumerate() {
            let near = texts.iter().skip(index.saturating_add(1));
            let in_line = near.take_while(|other| other.base - text.base < Abs::pt(LINE_PT));
            for other in in_line {
                if text.left + slack < other.right && other.left + slack < text.right {
                    let (near, with) = (text.words.clone(), other.words.clone());
                    self.found_in(text.block, PdfProblemKind::Collision { near, with });
                }
            }
            let middle = text.base - Abs::pt(LINE_PT / 2.0);
            let crossed = self.borders.iter().any(|border| {
                text.left + slack < border.at
                    && border.at < text.right - slack
                    && border.top < middle
                    && middle < border.bottom
            });
            if crossed {
                let kind = PdfProblemKind::Collision { near: text.words.clone(), with: String::new() };
                self.found_in(text.block, kind);
            }
        }
    }

    fn found(&mut self, kind: PdfProblemKind) {
        self.found_in(self.open.block, kind);
    }

    fn found_in(&mut self, block: Option<usize>, kind: PdfProblemKind) {
        let problem = self.problem(block, kind);
        self.problems.insert(problem);
    }

    fn problem(&self, block: Option<usize>, kind: PdfProblemKind) -> PdfProblem {
        let block = if self.running { None } else { block };
        PdfProblem { page: Some(self.number), block, whose: None, kind }
    }
}
