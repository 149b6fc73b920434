//! What can be wrong with a laid-out questionnaire.

use std::fmt;

/// A reason why no questionnaire was printed, or a remark on one that was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PdfProblem {
    /// The page on which it shows, counted from 1; none where no page is to blame.
    pub page: Option<usize>,
    /// What is wrong.
    pub kind: PdfProblemKind,
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
    /// A row is torn in two though it is lower than a page.
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
    /// Whether it comes from what was kept in one piece, or was not.
    pub(crate) fn is_of_keeping(&self) -> bool {
        match self.kind {
            PdfProblemKind::Overflow { near: _ }
            | PdfProblemKind::Stranded { near: _ }
            | PdfProblemKind::TornRow { near: _ } => true,
            PdfProblemKind::MissingGlyph { character: _, near: _ }
            | PdfProblemKind::Collision { near: _, with: _ }
            | PdfProblemKind::TooManyPages { pages: _, limit: _ }
            | PdfProblemKind::UnreadableFont { position: _ }
            | PdfProblemKind::Engine { message: _ } => false,
        }
    }
}

impl fmt::Display for PdfProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            PdfProblemKind::MissingGlyph { character, near } => {
                write!(f, "no font has the character 「{character}」 ({}), in 「{near}」", code_points(character))?;
            }
            PdfProblemKind::Overflow { near } => {
                write!(f, "the print runs out of the page's text area near 「{near}」")?;
            }
            PdfProblemKind::Collision { near, with } if with.is_empty() => {
                write!(f, "the print runs over the border of its cell near 「{near}」")?;
            }
            PdfProblemKind::Collision { near, with } => write!(f, "「{near}」 is printed over 「{with}」")?,
            PdfProblemKind::Stranded { near } => write!(f, "「{near}」 stands alone at the page's foot")?,
            PdfProblemKind::TornRow { near } => {
                write!(f, "a row that is lower than a page is torn in two behind 「{near}」")?;
            }
            PdfProblemKind::TooManyPages { pages, limit } => {
                write!(f, "the print has {pages} pages, and the theme allows {limit}")?;
            }
            PdfProblemKind::UnreadableFont { position } => {
                write!(f, "font {position} of those given is no TrueType or OpenType font")?;
            }
            PdfProblemKind::Engine { message } => write!(f, "the typesetter stopped: {message}")?,
        }
        match self.page {
            Some(page) => write!(f, " (page {page})"),
            None => Ok(()),
        }
    }
}

fn code_points(text: &str) -> String {
    let points: Vec<String> = text.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
    points.join(" ")
}
