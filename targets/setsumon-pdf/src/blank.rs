//! Places to write on the printed sheet, as data.

use serde::Serialize;

use crate::sheet::Text;

/// A named blank in brackets behind an option or row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Field {
    /// Its name.
    pub label: Text,
    /// Whether it stands without brackets, because it brings its own or has no name.
    pub bare: bool,
    /// The blank.
    pub blank: Blank,
}

/// A place to write.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Blank {
    /// In front of it.
    pub before: Text,
    /// Behind it.
    pub after: Text,
    /// Small print behind that.
    pub beside: Text,
    /// What it looks like.
    #[serde(flatten)]
    pub shape: Shape,
    /// The fields in it: one, or one for each of its parts or cells.
    pub widgets: Vec<usize>,
}

impl Blank {
    /// Whether it is a field for free text.
    pub fn is_area(&self) -> bool {
        match self.shape {
            Shape::Area { mm: _, framed: _ } => true,
            Shape::Fill
            | Shape::Line { mm: _ }
            | Shape::Figure { mm: _ }
            | Shape::Total { mm: _, bracketed: _ }
            | Shape::Parts { parts: _ }
            | Shape::Cells { cells: _ } => false,
        }
    }

    /// Whether its length is given, so that a label may take the room beside it.
    pub fn is_short(&self) -> bool {
        match self.shape {
            Shape::Line { mm: _ } | Shape::Figure { mm: _ } | Shape::Total { mm: _, bracketed: _ } => true,
            Shape::Fill | Shape::Parts { parts: _ } | Shape::Cells { cells: _ } | Shape::Area { mm: _, framed: _ } => {
                false
            }
        }
    }

    /// Lowers a place for free text that is a field on screen, which stands on one page.
    pub(crate) fn no_higher_as_a_field(&mut self, most: f64) {
        if let Shape::Area { mm, framed: _ } = &mut self.shape
            && !self.widgets.is_empty()
        {
            *mm = mm.min(most);
        }
    }

    /// The same with a border of its own, for where no cell lends it one.
    #[must_use]
    pub fn framed(mut self) -> Self {
        if let Shape::Area { mm: _, framed } = &mut self.shape {
            *framed = true;
        }
        self
    }
}

/// The looks of a blank.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum Shape {
    /// A line as long as there is room.
    Fill,
    /// A line.
    Line {
        /// Its length.
        mm: f64,
    },
    /// Room in brackets, for a figure.
    Figure {
        /// Its width.
        mm: f64,
    },
    /// Several lines with words between: a date, a telephone number.
    Parts {
        /// The lines.
        parts: Vec<Part>,
    },
    /// A box for each character.
    Cells {
        /// A box where empty, otherwise the character printed there.
        cells: Vec<String>,
    },
    /// A place for a figure that is worked out from others.
    Total {
        /// Its width.
        mm: f64,
        /// Whether it stands in brackets, as the figures do that it adds up.
        bracketed: bool,
    },
    /// A field for free text.
    Area {
        /// Its height.
        mm: f64,
        /// Whether it needs a border of its own.
        framed: bool,
    },
}

/// One line of several.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Part {
    /// In front of it.
    pub before: String,
    /// Its length.
    pub mm: f64,
    /// Small print under it: what is written there.
    pub under: String,
    /// Behind it.
    pub after: String,
}
