//! What the sheet says of its looks: paper, sizes and colours of the theme, and the fixed words of its language.

use serde::Serialize;

use crate::theme::{Colours, PageNumbers, Theme};

/// What the template takes from the theme.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Look {
    /// Width and height of the paper, in millimetres.
    pub paper_mm: [f64; 2],
    /// The margins at the top, at the bottom and at either side, in millimetres.
    pub margins_mm: [f64; 3],
    /// How pages are numbered.
    pub numbers: PageNumbers,
    /// How much larger than usual text and tables are.
    pub scale: f64,
    /// The sizes of the title, of parts' titles and of sections' titles, in points.
    pub heads_pt: [f64; 3],
    /// Colours.
    pub colours: Colours,
}

impl Look {
    pub(crate) fn of(theme: &Theme) -> Self {
        let page = &theme.page;
        let (width, height) = page.size();
        Self {
            paper_mm: [width, height],
            margins_mm: [page.top, page.bottom, page.side],
            numbers: page.numbers,
            scale: theme.scale(),
            heads_pt: [theme.text.title, theme.text.part, theme.text.section],
            colours: theme.colours.clone(),
        }
    }
}

/// Where an option's mark stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkSide {
    /// In front of its words.
    Before,
    /// Behind them, at the cell's edge.
    Behind,
}

/// Fixed words and signs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Words {
    /// On what is new in this edition.
    pub new: String,
    /// On what is to be refreshed.
    pub updated: String,
    /// Opens a bracket around a blank.
    pub open: String,
    /// Closes it.
    pub close: String,
    /// Between a blank's name and the blank.
    pub colon: String,
    /// In front of the number of a page that a route leads to, and behind it.
    pub page: [String; 2],
    /// On what goes on from the page before.
    pub continued: String,
    /// Above the list of parts and sections.
    pub contents: String,
}
