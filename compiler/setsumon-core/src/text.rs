//! Texts as targets see them: small markup read, numbers and labels filled in, only answers left open.

use std::borrow::Cow;
use std::sync::Arc;

use crate::form::{Form, Role};
use crate::ids::VarId;

/// A text of the survey. A label is one paragraph; prose may have several, and lists.
///
/// Copies share their blocks: one label stands at its option, in a code list and at every variable that bears it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text {
    blocks: Arc<[Block]>,
}

impl Default for Text {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list with dots.
    Bullets(Vec<Vec<Inline>>),
    /// A numbered list, from 1.
    Numbered(Vec<Vec<Inline>>),
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Inline {
    /// Words. They are data: a target escapes them.
    Plain(String),
    /// `**strong**`.
    Strong(Vec<Inline>),
    /// A link; a bare address has itself as its words.
    Link {
        /// Where it leads: `http:`, `https:`, `mailto:` or `tel:`, nothing else.
        url: String,
        /// What is read.
        words: Vec<Inline>,
    },
    /// An answer given before. A target that knows no answers prints the words.
    Answer {
        /// Whose answer.
        variable: VarId,
        /// What stands there while it is not answered, and on paper.
        otherwise: String,
    },
}

impl Text {
    /// A text of one plain paragraph.
    pub fn of(words: impl Into<String>) -> Self {
        Self::new(vec![Block::Paragraph(vec![Inline::Plain(words.into())])])
    }

    /// A text of these blocks.
    pub fn new(blocks: Vec<Block>) -> Self {
        Self { blocks: blocks.into() }
    }

    /// Its blocks, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.plain().is_empty()
    }

    /// The words alone, as `plain` gives them; without a copy where they are one piece, as those of most labels are.
    pub fn words(&self) -> Cow<'_, str> {
        match self.blocks() {
            [] => Cow::Borrowed(""),
            [Block::Paragraph(line)] => match line.as_slice() {
                [Inline::Plain(words)] => Cow::Borrowed(words),
                _ => Cow::Owned(self.plain()),
            },
            _ => Cow::Owned(self.plain()),
        }
    }

    /// The words alone, blocks parted by a newline, as a reader who knows no answers sees them.
    pub fn plain(&self) -> String {
        self.with_answers(&|_, otherwise| Cow::Borrowed(otherwise))
    }

    /// The same for whoever reads of the survey and not as a respondent: an answer without words of its own is told by what it is called,
    /// `[Members in the register]`.
    pub fn told(&self, form: &Form) -> String {
        self.with_answers(&|id, otherwise| {
            if !otherwise.is_empty() {
                return Cow::Borrowed(otherwise);
            }
            let variable = form.variables().get(id);
            let last = match variable.role {
                Role::Last(_) => true,
                Role::Answer | Role::Given | Role::Retired => false,
            };
            let label: Vec<String> = variable.label.iter().map(Self::plain).collect();
            Cow::Owned((form.survey().locale.words().reports.quoted_answer)(&label.join(" / "), last))
        })
    }

    fn with_answers<'t>(&'t self, told: &dyn Fn(VarId, &'t str) -> Cow<'t, str>) -> String {
        let mut words = String::new();
        for block in self.blocks() {
            let lines: &[Vec<Inline>] = match block {
                Block::Paragraph(line) => std::slice::from_ref(line),
                Block::Bullets(items) | Block::Numbered(items) => items,
            };
            for line in lines {
                if !words.is_empty() {
                    words.push('\n');
                }
                plain_inlines(line, told, &mut words);
            }
        }
        words
    }
}

fn plain_inlines<'t>(line: &'t [Inline], told: &dyn Fn(VarId, &'t str) -> Cow<'t, str>, words: &mut String) {
    for inline in line {
        match inline {
            Inline::Plain(plain) => words.push_str(plain),
            Inline::Strong(inner) | Inline::Link { url: _, words: inner } => plain_inlines(inner, told, words),
            Inline::Answer { variable, otherwise } => words.push_str(&told(*variable, otherwise)),
        }
    }
}

/// Whether an address may stand behind words: it leads somewhere, and does nothing.
pub(crate) fn is_address(url: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| url.starts_with(scheme) && url.len() > scheme.len())
}
