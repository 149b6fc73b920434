//! Boxes and arrows: the steps as a graph, in which every box has few arrows however many conditions follow one another.
//!
//! Where some pass by, their arrow and that of the others meet in a junction:
//!
//! ```text
//!   A ──who──▶ B ──▶ ○ ──▶ C
//!   └──others────────▲
//! ```

use crate::outline::{Exit, Shape, Sign, Step};

/// A graph.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    /// The boxes, in reading order.
    pub(crate) boxes: Vec<Box>,
    /// The arrows, in reading order.
    pub(crate) arrows: Vec<Arrow>,
    /// What stands around boxes, each closed where the next box begins.
    pub(crate) frames: Vec<Frame>,
}

/// A box, known by its place among all.
#[derive(Debug)]
pub(crate) struct Box {
    pub(crate) look: Look,
    pub(crate) words: String,
    pub(crate) sign: Option<Sign>,
    /// The innermost frame that it stands in.
    pub(crate) frame: Option<usize>,
}

/// How a box looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Where it begins.
    Begin,
    /// A section, a question, a group or a roster.
    Step,
    /// A gate.
    Gate,
    /// Where arrows meet.
    Junction,
    /// Where some, or all, are at the end.
    End,
}

/// An arrow from a box to a box.
#[derive(Debug)]
pub(crate) struct Arrow {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Who goes there; empty where everybody does.
    pub(crate) words: String,
    /// Whether it passes something by.
    pub(crate) aside: bool,
}

/// What stands around boxes: a part, an open section, a roster.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) words: String,
    pub(crate) sign: Option<Sign>,
    pub(crate) around: Option<usize>,
}

/// Where the way goes on: a box, and who comes from it.
struct Open {
    from: usize,
    words: String,
}

impl Graph {
    /// The graph of some steps, between a beginning and an end.
    pub(crate) fn of(steps: &[Step], title: &str, otherwise: &str, complete: &str) -> Self {
        let mut graph = Self::default();
        let begin = graph.put(Look::Begin, title.to_owned(), None, None);
        let last = graph.steps(steps, Open { from: begin, words: String::new() }, None, otherwise);
        let end = graph.put(Look::End, complete.to_owned(), None, None);
        graph.lead(last, end);
        graph
    }

    fn put(&mut self, look: Look, words: String, sign: Option<Sign>, frame: Option<usize>) -> usize {
        self.boxes.push(Box { look, words, sign, frame });
        self.boxes.len() - 1
    }

    fn lead(&mut self, open: Open, to: usize) {
        self.arrows.push(Arrow { from: open.from, to, words: open.words, aside: false });
    }

    fn steps(&mut self, steps: &[Step], open: Open, frame: Option<usize>, otherwise: &str) -> Open {
        steps.iter().fold(open, |open, step| self.step(step, open, frame, otherwise))
    }

    fn step(&mut self, step: &Step, open: Open, frame: Option<usize>, otherwise: &str) -> Open {
        let Some(who) = &step.who else { return self.within(step, open, frame, otherwise) };
        // Who comes from a gate has a word at the arrow already: the two part at a junction behind it.
        let open = if open.words.is_empty() {
            open
        } else {
            let parting = self.put(Look::Junction, String::new(), None, frame);
            self.lead(open, parting);
            Open { from: parting, words: String::new() }
        };
        let from = open.from;
        let last = self.within(step, Open { from, words: who.clone() }, frame, otherwise);
        let meeting = self.put(Look::Junction, String::new(), None, frame);
        self.lead(last, meeting);
        self.arrows.push(Arrow { from, to: meeting, words: otherwise.to_owned(), aside: true });
        Open { from: meeting, words: String::new() }
    }

    /// A step for those who go there.
    fn within(&mut self, step: &Step, open: Open, frame: Option<usize>, otherwise: &str) -> Open {
        let is_frame = match step.shape {
            Shape::Part | Shape::Section | Shape::Roster | Shape::Group => !step.inside.is_empty(),
            Shape::Gate | Shape::Question | Shape::End | Shape::Branch => false,
        };
        if is_frame {
            self.frames.push(Frame { words: step.caption(), sign: step.sign, around: frame });
            let own = self.frames.len() - 1;
            return self.steps(&step.inside, open, Some(own), otherwise);
        }
        let look = match step.shape {
            Shape::Branch => return self.steps(&step.inside, open, frame, otherwise),
            Shape::Part | Shape::Section | Shape::Question | Shape::Group | Shape::Roster => Look::Step,
            Shape::Gate => Look::Gate,
            Shape::End => Look::Junction,
        };
        let own = self.put(look, step.caption(), step.sign, frame);
        self.lead(open, own);
        for exit in &step.exits {
            self.exit(exit, own, frame);
        }
        Open { from: own, words: step.passing.join(" / ") }
    }

    fn exit(&mut self, exit: &Exit, from: usize, frame: Option<usize>) {
        let end = self.put(Look::End, exit.outcome.to_owned(), exit.sign, frame);
        self.arrows.push(Arrow { from, to: end, words: exit.caption(), aside: false });
    }
}
