//! What can be wrong with a laid-out questionnaire.

use std::fmt;

use setsumon_core::target::Refusal;
use setsumon_diagnostics::Span;

/// A reason why no questionnaire was printed, or a remark on one that was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PdfProblem {
    /// The page on which it shows, counted from 1; none where no page is to blame.
    pub page: Option<usize>,
    /// The block of the sheet that it shows in; none where none is to blame.
    pub block: Option<usize>,
    /// Whose block that is, once it is known.
    pub whose: Option<Whose>,
    /// What is wrong.
    pub kind: PdfProblemKind,
}

/// What of the survey a block of the sheet shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whose {
    /// Its path; empty where it has none.
    pub path: String,
    /// Where it is written.
    pub origin: Span,
}

/// The kinds of [`PdfProblem`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PdfProblemKind {
    /// None of the fonts has this character; it would be printed as an empty box.
    MissingGlyph {
        /// The character, or the few that one glyph should have shown.
        character: String,
        /// The line of text it stands in.
        near: String,
    },
    /// Something stands outside the page's text area.
    Overflow {
        /// Whether it runs out at the side; else at the foot or the head.
        side: bool,
        /// The text that does, or what was last read before it.
        near: String,
    },
    /// A text runs over another one, or over the border of its cell into the next.
    Collision {
        /// The text that runs over.
        near: String,
        /// What it runs into, if that is text.
        with: String,
    },
    /// A heading or a sentence stands alone at a page's foot, parted from what it speaks of.
    Stranded {
        /// The text that does.
        near: String,
    },
    /// A row is torn in two though it is lower than half a page.
    TornRow {
        /// The last text of the row on its first page.
        near: String,
    },
    /// The print has more pages than the theme allows.
    TooManyPages {
        /// How many it has.
        pages: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A font that was handed in is no font.
    UnreadableFont {
        /// Its place in the list, counted from 1.
        position: usize,
    },
    /// The typesetting engine refused; with its own words.
    Engine {
        /// The engine's message.
        message: String,
    },
}

impl PdfProblem {
    /// A problem of no page.
    pub(crate) fn of(kind: PdfProblemKind) -> Self {
        Self { page: None, block: None, whose: None, kind }
    }

    /// A problem of the engine's, in its words.
    pub(crate) fn engine(message: String) -> Self {
        Self::of(PdfProblemKind::Engine { message })
    }

    /// Whether it comes from what was kept in one piece, or was not.
    pub(crate) fn is_of_keeping(&self) -> bool {
        match self.kind {
            PdfProblemKind::Overflow { side: _, near: _ }
            | PdfProblemKind::Stranded { near: _ }
            | PdfProblemKind::TornRow { near: _ } => true,
            PdfProblemKind::MissingGlyph { character: _, near: _ }
            | PdfProblemKind::Collision { near: _, with: _ }
            | PdfProblemKind::TooManyPages { pages: _, limit: _ }
            | PdfProblemKind::UnreadableFont { position: _ }
            | PdfProblemKind::Engine { message: _ } => false,
        }
    }

    /// Whether the page can be read and answered all the same: it is no reason to print nothing.
    pub(crate) fn is_of_looks(&self) -> bool {
        match self.kind {
            PdfProblemKind::Stranded { near: _ } | PdfProblemKind::TornRow { near: _ } => true,
            PdfProblemKind::Overflow { side: _, near: _ }
            | PdfProblemKind::MissingGlyph { character: _, near: _ }
            | PdfProblemKind::Collision { near: _, with: _ }
            | PdfProblemKind::TooManyPages { pages: _, limit: _ }
            | PdfProblemKind::UnreadableFont { position: _ }
            | PdfProblemKind::Engine { message: _ } => false,
        }
    }

    /// Whether no other layout would help.
    pub(crate) fn is_final(&self) -> bool {
        match self.kind {
            PdfProblemKind::MissingGlyph { character: _, near: _ }
            | PdfProblemKind::UnreadableFont { position: _ }
            | PdfProblemKind::Engine { message: _ } => true,
            PdfProblemKind::Overflow { side: _, near: _ }
            | PdfProblemKind::Collision { near: _, with: _ }
            | PdfProblemKind::Stranded { near: _ }
            | PdfProblemKind::TornRow { near: _ }
            | PdfProblemKind::TooManyPages { pages: _, limit: _ } => false,
        }
    }

    /// The problem as a target's refusal, with the place and what can be done.
    pub(crate) fn refusal(&self) -> Refusal {
        let help = match &self.kind {
            PdfProblemKind::MissingGlyph { character: _, near: _ } => {
                "give a font that has it with `--font FILE`, or write it with another character"
            }
            PdfProblemKind::Overflow { side: _, near: _ } | PdfProblemKind::Collision { near: _, with: _ } => {
                "give the words there a place to break, or print on larger paper with a theme's `page.paper`"
            }
            PdfProblemKind::Stranded { near: _ } => {
                "begin a page there with `layout new_page`, or shorten what follows"
            }
            PdfProblemKind::TornRow { near: _ } => "make it lower: more columns with `layout across`, or fewer `lines`",
            PdfProblemKind::TooManyPages { pages: _, limit: _ } => {
                "raise `page.limit` of the theme, or give it smaller text or margins"
            }
            PdfProblemKind::UnreadableFont { position: _ } => "give a file that ends in .ttf, .otf, .ttc or .otc",
            PdfProblemKind::Engine { message: _ } => "this is a mistake of setsumon's own: please report it",
        };
        let origin = self.whose.as_ref().map(|whose| whose.origin);
        Refusal { message: self.to_string(), help: Some(help.to_owned()), origin }
    }
}

impl fmt::Display for PdfProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            PdfProblemKind::MissingGlyph { character, near } => {
                write!(f, "no font has the character “{character}” ({}), in “{near}”", code_points(character))?;
            }
            PdfProblemKind::Overflow { side: _, near } => {
                write!(f, "the print runs out of the page's text area near “{near}”")?;
            }
            PdfProblemKind::Collision { near, with } if with.is_empty() => {
                write!(f, "the print runs over the border of its cell near “{near}”")?;
            }
            PdfProblemKind::Collision { near, with } => write!(f, "“{near}” is printed over “{with}”")?,
            PdfProblemKind::Stranded { near } => write!(f, "“{near}” stands alone at the page's foot")?,
            PdfProblemKind::TornRow { near } => {
                write!(f, "a row that is lower than half a page is torn in two behind “{near}”")?;
            }
            PdfProblemKind::TooManyPages { pages, limit } => {
                write!(f, "the print has {pages} pages, and the theme allows {limit}")?;
            }
            PdfProblemKind::UnreadableFont { position } => {
                write!(f, "font {position} of those given is no TrueType or OpenType font")?;
            }
            PdfProblemKind::Engine { message } => write!(f, "the typesetter stopped: {message}")?,
        }
        let whose = self.whose.as_ref().map(|whose| whose.path.as_str()).filter(|path| !path.is_empty());
        match (whose, self.page) {
            (Some(whose), Some(page)) => write!(f, " (`{whose}`, page {page})"),
            (Some(whose), None) => write!(f, " (`{whose}`)"),
            (None, Some(page)) => write!(f, " (page {page})"),
            (None, None) => Ok(()),
        }
    }
}

fn code_points(text: &str) -> String {
    let points: Vec<String> = text.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
    points.join(" ")
}
