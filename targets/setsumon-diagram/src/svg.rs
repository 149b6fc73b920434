//! The picture: one column in reading order, conditions as ways around on the left, ends on the right.

mod measure;
mod page;

use crate::Diagram;
use crate::outline::{Exit, Shape, Sign, Step};
use measure::lines;
use page::{Page, class};

/// How wide the picture is: what a phone shows at nearly its own size.
const WIDE: i32 = 480;
const MARGIN: i32 = 12;
/// How wide the column of ends is, and what is left between it and the others.
const ENDS: i32 = 140;
const GAP: i32 = 22;
/// From one box to the next.
const STEP: i32 = 20;
/// From one field of a group to the next.
const CLOSE: i32 = 4;
/// How far in that stands which is in something, and what some pass by.
const INSET: i32 = 14;
const PAD: i32 = 10;
/// Sizes of letters and heights of their lines.
const TITLE: Letters = Letters { size: 17, line: 24, class: "t" };
const HEAD: Letters = Letters { size: 14, line: 20, class: "h" };
const BODY: Letters = Letters { size: 13, line: 18, class: "b" };
const SMALL: Letters = Letters { size: 12, line: 16, class: "s" };
const STRONG: Letters = Letters { size: 12, line: 16, class: "o" };

#[derive(Debug, Clone, Copy)]
struct Letters {
    size: u32,
    line: i32,
    class: &'static str,
}

/// The column in which something stands.
#[derive(Debug, Clone, Copy)]
struct Column {
    left: i32,
    right: i32,
}

impl Column {
    fn width(self) -> u32 {
        u32::try_from(self.right - self.left).unwrap_or_default()
    }

    fn inset(self) -> Self {
        // However much stands in one another, there is room for words.
        Self { left: (self.left + INSET).min(self.right - 160), ..self }
    }
}

struct Drawing<'d> {
    diagram: &'d Diagram,
    page: Page,
    /// The line that everybody goes along.
    spine: i32,
    /// Where the column of ends begins.
    ends: i32,
    /// How far down it is drawn.
    y: i32,
    /// Where the way goes on from, if something was drawn.
    from: Option<i32>,
    /// Who goes on from there.
    passing: String,
    /// How far down the column of ends is taken.
    free: i32,
    /// Whether steps stand close together, as the fields of a group do.
    close: bool,
}

/// Ends beside something, one below another.
struct Pills<'d> {
    list: Vec<Pill<'d>>,
    high: i32,
}

struct Pill<'d> {
    exit: &'d Exit,
    who: Vec<String>,
    outcome: Vec<String>,
    high: i32,
}

impl<'d> Pills<'d> {
    /// Between two.
    const GAP: i32 = 8;

    fn of(exits: &'d [Exit]) -> Self {
        let inner = u32::try_from(ENDS - 2 * PAD).unwrap_or_default();
        let pill = |exit: &'d Exit| {
            let who = lines(&exit.caption(), SMALL.size, inner, 6);
            let outcome = lines(exit.outcome, STRONG.size, inner, 3);
            let high = height(who.len() + outcome.len(), SMALL) + 14;
            Pill { exit, who, outcome, high }
        };
        let list: Vec<Pill<'d>> = exits.iter().map(pill).collect();
        let high = list.iter().map(|pill| pill.high + Self::GAP).sum::<i32>();
        Self { list, high: (high - Self::GAP).max(0) }
    }
}

pub(crate) fn write(diagram: &Diagram) -> String {
    let has_ends = any_exit(&diagram.steps);
    let right = if has_ends { WIDE - MARGIN - ENDS - GAP } else { WIDE - MARGIN };
    let column = Column { left: MARGIN, right };
    let mut drawing = Drawing {
        diagram,
        page: Page::default(),
        spine: i32::midpoint(column.left, column.right) + INSET,
        ends: WIDE - MARGIN - ENDS,
        y: MARGIN,
        from: None,
        passing: String::new(),
        free: 0,
        close: false,
    };
    drawing.head(Column { left: MARGIN, right: WIDE - MARGIN });
    drawing.free = drawing.y;
    drawing.page.dot(drawing.spine, drawing.y + 6, 6);
    drawing.y += 12;
    drawing.from = Some(drawing.y);
    drawing.steps(&diagram.steps, column);
    drawing.finish(column);
    let high = drawing.y.max(drawing.free) + MARGIN;
    drawing.page.write(WIDE, high, &diagram.title, &diagram.text(), diagram.locale().tag())
}

fn any_exit(steps: &[Step]) -> bool {
    steps.iter().any(|step| !step.exits.is_empty() || any_exit(&step.inside))
}

fn height(lines: usize, letters: Letters) -> i32 {
    i32::try_from(lines).unwrap_or_default() * letters.line
}

impl Drawing<'_> {
    fn head(&mut self, column: Column) {
        let title = lines(&self.diagram.title, TITLE.size, column.width(), 4);
        self.words(&title, column.left, TITLE);
        self.y += 6;
        if self.diagram.compared {
            let words = self.diagram.words();
            let mut left = column.left;
            for (sign, word) in
                [(Sign::Added, words.added), (Sign::Removed, words.removed), (Sign::Changed, words.changed)]
            {
                let told = format!("{} {word}", sign.mark());
                let wide = i32::try_from(measure::measure(&told, SMALL.size)).unwrap_or_default() + 2 * PAD;
                self.page.block(left, self.y, wide, SMALL.line + 8, &class("q", Some(sign)), &told);
                self.page.text(left + PAD, self.y + 4 + 12, &told, SMALL.class);
                left += wide + 8;
            }
            self.y += SMALL.line + 16;
        }
        self.y += 6;
    }

    /// Lines of words from here down.
    fn words(&mut self, lines: &[String], left: i32, letters: Letters) {
        for line in lines {
            let base = self.y + letters.line - (letters.line - i32::try_from(letters.size).unwrap_or_default()) / 2 - 2;
            self.page.text(left, base, line, letters.class);
            self.y += letters.line;
        }
    }

    /// The arrow from what was drawn before to here, with who goes along it.
    fn arrive(&mut self, column: Column) {
        let Some(from) = self.from else { return };
        let passing = std::mem::take(&mut self.passing);
        let mut from = from;
        if self.close && passing.is_empty() {
            self.y = from + CLOSE;
            return;
        }
        self.y = from + STEP;
        if !passing.is_empty() {
            self.page.line(self.spine, from, self.spine, from + 8, "l");
            self.y = from + 8;
            self.tag(&passing, column);
            from = self.y;
            self.y += STEP;
        }
        self.page.arrow_down(self.spine, from, self.y);
    }

    /// Who goes on from here, on a strip of its own.
    fn tag(&mut self, words: &str, column: Column) {
        let inner = Column { left: column.left + PAD, right: column.right - PAD };
        let told = lines(words, SMALL.size, inner.width(), 5);
        let high = height(told.len(), SMALL) + 8;
        self.page.block(column.left, self.y, column.right - column.left, high, "w", words);
        let end = self.y + high;
        self.y += 4;
        self.words(&told, inner.left, SMALL);
        self.y = end;
    }

    fn steps(&mut self, steps: &[Step], column: Column) {
        for step in steps {
            match &step.who {
                Some(who) => self.around(step, who, column),
                None => self.step(step, column),
            }
        }
    }

    /// A step that some pass by, with their way around it.
    fn around(&mut self, step: &Step, who: &str, column: Column) {
        let Some(from) = self.from else { return };
        if !self.passing.is_empty() {
            let passing = std::mem::take(&mut self.passing);
            self.page.line(self.spine, from, self.spine, from + 8, "l");
            self.y = from + 8;
            self.tag(&passing, column);
            self.from = Some(self.y);
        }
        let from = self.from.unwrap_or(from);
        let close = std::mem::take(&mut self.close);
        let parting = from + STEP;
        let inner = column.inset();
        let lane = column.left + 3;
        self.page.line(self.spine, from, self.spine, parting + 12, "l");
        self.page.dot(self.spine, parting, 3);
        self.page.text(lane + 8, parting - 5, self.diagram.words().otherwise, SMALL.class);
        self.y = parting + 12;
        self.tag(who, inner);
        self.from = Some(self.y);
        self.step(step, inner);
        let meeting = self.from.unwrap_or(self.y) + STEP;
        self.page.line(self.spine, self.from.unwrap_or(self.y), self.spine, meeting, "l");
        self.page.way_around(self.spine, lane, parting, meeting);
        self.page.dot(self.spine, meeting, 3);
        self.from = Some(meeting);
        self.y = meeting;
        self.close = close;
    }

    fn step(&mut self, step: &Step, column: Column) {
        match step.shape {
            Shape::Branch => self.steps(&step.inside, column),
            Shape::Part => self.frame(step, column, HEAD, "p"),
            Shape::Section if !step.inside.is_empty() => self.frame(step, column, HEAD, "f"),
            Shape::Group | Shape::Roster if !step.inside.is_empty() => self.frame(step, column, BODY, "g"),
            Shape::Section => self.section(step, column),
            Shape::Gate => self.gate(step, column),
            Shape::Question | Shape::Group | Shape::Roster => self.question(step, column),
            Shape::End => self.end(step),
        }
    }

    /// The head of something that is shown open, and what is in it beside a bar.
    fn frame(&mut self, step: &Step, column: Column, letters: Letters, look: &str) {
        self.boxed(step, column, letters, look, "");
        let top = self.from.unwrap_or(self.y);
        let kept = std::mem::replace(&mut self.close, step.shape == Shape::Group);
        self.steps(&step.inside, column.inset());
        self.close = kept;
        let bottom = self.from.unwrap_or(self.y);
        self.page.bar(column.left + 3, top, bottom, &class("k", step.sign));
    }

    fn section(&mut self, step: &Step, column: Column) {
        let questions = (self.diagram.words().questions)(step.questions);
        self.boxed(step, column, HEAD, "x", &questions);
    }

    fn question(&mut self, step: &Step, column: Column) {
        self.boxed(step, column, BODY, "q", "");
    }

    /// A box with words, small ones below, and its ends beside it.
    fn boxed(&mut self, step: &Step, column: Column, letters: Letters, look: &str, small: &str) {
        self.arrive(column);
        let inner = Column { left: column.left + PAD, right: column.right - PAD };
        let told = lines(&step.caption(), letters.size, inner.width(), 3);
        // Small words stand behind the others, where there is room.
        let last = told.last().map_or(0, |line| measure::measure(line, letters.size));
        let beside = last + measure::measure(small, SMALL.size) + 16 <= inner.width();
        let below = if small.is_empty() || beside { 0 } else { SMALL.line };
        let high = height(told.len(), letters) + below + 14;
        let top = self.y;
        self.page.block(column.left, top, column.right - column.left, high, &class(look, step.sign), &step.caption());
        self.y += 7;
        self.words(&told, inner.left, letters);
        if !small.is_empty() {
            self.page.text_before(inner.right, top + high - 12, small, SMALL.class);
        }
        let reach = self.exits(&Pills::of(&step.exits), column.right, (top, top + high), 0);
        self.leave(top + high, reach);
    }

    /// The way goes on from the foot of a box; where the ends beside it reach further down, from there.
    fn leave(&mut self, bottom: i32, reach: i32) {
        let from = bottom.max(reach - STEP);
        self.page.line(self.spine, bottom, self.spine, from, "l");
        self.from = Some(from);
        self.y = from;
    }

    fn gate(&mut self, step: &Step, column: Column) {
        self.arrive(column);
        let point = 14;
        let inner = Column { left: column.left + point + 4, right: column.right - point - 4 };
        let told = lines(&step.caption(), BODY.size, inner.width(), 4);
        let (top, high) = (self.y, height(told.len(), BODY) + 20);
        self.page.hexagon(
            (column.left, column.right),
            (top, top + high),
            point,
            &class("d", step.sign),
            &step.caption(),
        );
        self.y += 10;
        self.words(&told, inner.left, BODY);
        let reach = self.exits(&Pills::of(&step.exits), column.right, (top, top + high), point);
        self.leave(top + high, reach);
        self.passing = step.passing.join(" / ");
    }

    /// An early end that stands by itself: on the way, some turn off.
    fn end(&mut self, step: &Step) {
        let Some(from) = self.from else { return };
        let pills = Pills::of(&step.exits);
        let turning = (from + STEP).max(self.free + pills.high / 2);
        let reach = self.exits(&pills, self.spine + 4, (turning - 8, turning + 8), 0);
        let bottom = (turning + 8).max(reach - STEP);
        self.page.line(self.spine, from, self.spine, bottom, "l");
        self.page.dot(self.spine, turning, 4);
        self.from = Some(bottom);
        self.y = bottom;
    }

    /// The ends beside something, whose right side has a point of some length; how far down they reach.
    fn exits(&mut self, pills: &Pills<'_>, right: i32, (top, bottom): (i32, i32), point: i32) -> i32 {
        let centre = i32::midpoint(top, bottom);
        let mut down = (centre - pills.high / 2).max(self.free);
        for pill in &pills.list {
            let told = format!("{} – {}", pill.exit.caption(), pill.exit.outcome);
            self.page.pill(self.ends, down, ENDS, pill.high, &class("e", pill.exit.sign), &told);
            let kept = std::mem::replace(&mut self.y, down + 7);
            self.words(&pill.who, self.ends + PAD, SMALL);
            self.words(&pill.outcome, self.ends + PAD, STRONG);
            self.y = kept;
            // From where it stands beside, else from the nearer corner.
            let middle = down + pill.high / 2;
            let start = middle.min(bottom - 8).max(top + 8);
            let short = (start - centre).abs() * point / ((bottom - top) / 2).max(1);
            self.page.arrow_right((right - short, start), (self.ends, middle));
            down += pill.high + Pills::GAP;
            self.free = down;
        }
        if pills.list.is_empty() { bottom } else { bottom.max(down - Pills::GAP) }
    }

    fn finish(&mut self, column: Column) {
        self.arrive(column);
        let word = self.diagram.complete();
        let wide = i32::try_from(measure::measure(word, STRONG.size)).unwrap_or_default() + 3 * PAD;
        let left = (self.spine - wide / 2).max(MARGIN);
        self.page.pill(left, self.y, wide, STRONG.line + 14, "c", word);
        self.page.text_amid(left + wide / 2, self.y + STRONG.line + 3, word, STRONG.class);
        self.y += STRONG.line + 14;
    }
}
