//! The printed sheet as data: everything the template draws and nothing about what a questionnaire means.
//! Serialised, it is the contract between this crate and the template; texts stay strings all the way.

use serde::Serialize;
use setsumon_core::ids::VarId;

pub use crate::appendix::{Condition, ListEntry};
pub use crate::blank::{Blank, Field, Part, Shape};
pub use crate::extent::{Asked, By};
pub use crate::look::{Look, MarkSide, Words};
pub use crate::table::{Column, Grid, GridCell, GridRow};

/// A run of text.
pub type Text = Vec<Inline>;

/// A piece of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(untagged)]
pub enum Inline {
    /// Words.
    Plain(String),
    /// Words with weight.
    Strong {
        /// The words.
        strong: Text,
    },
    /// Words that lead to an address.
    Link {
        /// The address.
        link: String,
        /// The words.
        text: Text,
    },
    /// Small print behind words.
    Small {
        /// The words.
        small: Text,
    },
    /// A chip that says new or updated.
    Chip {
        /// Which.
        chip: Marker,
    },
    /// The sign of a note, such as ※1 or *1.
    Note {
        /// The sign.
        note: String,
    },
    /// A long word, to be parted with a hyphen where there is no room for it, by the rules of a language.
    Word {
        /// The word.
        word: String,
        /// The language.
        lang: String,
    },
    /// Words in European letters that the sheet's own font lacks, or has at the width of a Chinese character.
    European {
        /// The words.
        european: String,
        /// The language by whose rules they are parted.
        lang: String,
    },
    /// A place where a long word may be broken.
    Soft {
        /// Always true; gives the piece its name.
        soft_break: bool,
    },
    /// A new line.
    Break {
        /// Always true; gives the piece its name.
        line_break: bool,
    },
}

/// A block of prose.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(untagged)]
pub enum Para {
    /// A paragraph.
    Paragraph {
        /// Its text.
        p: Text,
    },
    /// A list.
    List {
        /// Its entries.
        list: Vec<Text>,
        /// Whether they are numbered.
        ordered: bool,
    },
}

/// The whole sheet.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Sheet {
    /// Language code, for hyphenation, line breaking and readers' voices.
    pub language: String,
    /// Region code.
    pub region: String,
    /// Paper, sizes and colours.
    pub look: Look,
    /// Whether the file bears a date.
    pub dated: bool,
    /// Where the marks stand.
    pub marks: MarkSide,
    /// The title, for the first page.
    pub title: Text,
    /// The title, for the file's properties.
    pub plain_title: String,
    /// Who publishes it, for the file's properties.
    pub author: String,
    /// Lines under the title.
    pub subtitles: Vec<String>,
    /// The running head from the second page on.
    pub running: String,
    /// At the foot, left.
    pub foot_left: String,
    /// At the foot, right.
    pub foot_right: String,
    /// Fixed words in the sheet's language.
    pub words: Words,
    /// Whether it begins with a list of its parts and sections and their pages.
    pub contents: bool,
    /// The blocks that begin a page.
    pub fresh: Vec<usize>,
    /// The blocks of which nothing is kept in one piece.
    pub loose: Vec<usize>,
    /// The blocks that stand on pages turned on their long side.
    pub turned: Vec<usize>,
    /// The content.
    pub blocks: Vec<Block>,
}

/// Told apart by colour and word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(rename_all = "snake_case")]
pub enum Marker {
    /// New in this edition.
    New,
    /// To be refreshed in this edition.
    Updated,
}

/// One piece of the sheet, from top to bottom.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(tag = "k", rename_all = "snake_case")]
pub enum Block {
    /// A numbered page of prose.
    Page {
        /// Its number with its signs.
        number: String,
        /// Its title.
        title: Text,
        /// Its text.
        body: Vec<Para>,
    },
    /// Prose where it stands.
    Prose {
        /// Its text.
        body: Vec<Para>,
    },
    /// What the signs and colours mean. A line that is empty is not printed.
    Legend {
        /// Of the two marks.
        marks: String,
        /// Of the marks in tables.
        rows: String,
        /// Of scales.
        scales: String,
        /// Behind the colour of what is new.
        new: String,
        /// Behind the colour of what is to be refreshed.
        updated: String,
    },
    /// The title of a part.
    Part {
        /// Its words.
        title: Text,
    },
    /// The bar of a section.
    Section {
        /// Its number with its signs.
        number: String,
        /// Its words.
        title: Text,
        /// Its name for routes that lead to it.
        anchor: Option<String>,
    },
    /// The sentence above an item.
    Lead {
        /// The sentence.
        body: Vec<Para>,
    },
    /// What is for some only.
    Asked {
        /// For whom.
        asked: Asked,
        /// All that the sentence covers.
        blocks: Vec<Block>,
    },
    /// A sentence that nobody may overlook: a way through.
    Boxed {
        /// Its text.
        body: Vec<Para>,
        /// The filter whose sentences they are. Nothing that is drawn hangs on it.
        #[serde(skip)]
        gate: Option<VarId>,
    },
    /// An early end.
    End {
        /// Whom it stops.
        asked: Asked,
        /// What they read.
        body: Vec<Para>,
        /// Who the others are.
        others: Text,
        /// What the others read.
        then: Vec<Para>,
        /// Its name for routes that lead to it.
        anchor: Option<String>,
    },
    /// A numbered item, or several under one heading.
    Item(Item),
    /// The title of what stands behind the questions. It begins a page.
    Appendix {
        /// Its words.
        title: Text,
    },
    /// A list of options that questions take by number.
    List {
        /// Its name, and the names of its questions.
        title: Text,
        /// Its name for what leads to it.
        anchor: String,
        /// In how many columns it stands.
        across: usize,
        /// The options.
        entries: Vec<ListEntry>,
    },
    /// Who is asked what, for those who review the questionnaire.
    Conditions {
        /// The heads of the table.
        heads: [String; 3],
        /// A row for each sentence.
        rows: Vec<Condition>,
    },
    /// What follows begins a page.
    NewPage,
}

impl Block {
    /// What it covers, where it is a sentence.
    pub(crate) fn covered(&self) -> Option<&[Block]> {
        match self {
            Self::Asked { asked: _, blocks } => Some(blocks),
            Self::Page { .. }
            | Self::Prose { .. }
            | Self::Legend { .. }
            | Self::Part { .. }
            | Self::Section { .. }
            | Self::Lead { .. }
            | Self::Boxed { .. }
            | Self::End { .. }
            | Self::Item(_)
            | Self::Appendix { .. }
            | Self::List { .. }
            | Self::Conditions { .. }
            | Self::NewPage => None,
        }
    }
}

/// A numbered item: a bordered table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Item {
    /// Whether it stays on one page.
    pub keep: bool,
    /// The widths of its label columns, in millimetres.
    pub label_mm: Vec<f64>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The words behind its note signs.
    pub notes: Vec<Footnote>,
}

/// The words behind a note sign.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Footnote {
    /// The sign.
    pub sign: String,
    /// The words.
    pub text: Text,
}

/// A cell of the number column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Number {
    /// The number; empty where the rows have none.
    pub text: String,
    /// The marker of the rows.
    pub marker: Option<Marker>,
    /// How many rows it spans.
    pub rows: usize,
    /// Its name for routes that lead to it.
    pub anchor: Option<String>,
    /// The item's label in plain words: what bookmarks and a screen reader's list of headings say behind the number.
    pub title: String,
}

/// A row of an item: the labels that begin here, and one cell of answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Row {
    /// The cell of the number column that begins here.
    pub number: Option<Number>,
    /// Label cells that begin in this row.
    pub labels: Vec<Label>,
    /// How many columns the cell of answers takes.
    pub span: usize,
    /// Whether the row stays in one piece.
    pub keep: bool,
    /// Whether the cell is a strip that speaks for the rows under it.
    pub strip: bool,
    /// How many rows behind it stand on its page.
    #[serde(default, skip_serializing_if = "is_none")]
    pub bound: usize,
    /// Whether its content fills the cell to the border.
    pub flush: bool,
    /// What begins with this row and what ends with it, of an item that may be torn: a page that it goes on to names what goes on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opens: Vec<String>,
    /// See `opens`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closes: Vec<String>,
    /// The answers.
    pub body: Vec<Answer>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// A label cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Label {
    /// The words.
    pub text: Text,
    /// Small print under them.
    pub hint: Vec<Para>,
    /// Blanks behind them.
    pub fields: Vec<Field>,
    /// How many rows it spans.
    pub rows: usize,
    /// How many columns it spans.
    pub columns: usize,
}

/// Something in a cell of answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(tag = "k", rename_all = "snake_case")]
pub enum Answer {
    /// Options to mark.
    Options {
        /// In how many columns; 0 sets them one behind the other; none until the cell's width is known.
        across: Option<usize>,
        /// The options.
        items: Vec<Choice>,
    },
    /// A place to write.
    Blank(Blank),
    /// Places for numbers of a list that stands elsewhere.
    Listed {
        /// In front of the list's name.
        before: String,
        /// The list's name.
        list: String,
        /// The list, as a place to go to.
        anchor: String,
        /// Behind its name.
        after: String,
        /// The places.
        blanks: Vec<Blank>,
    },
    /// Numbers to circle.
    Points {
        /// The words at the low end.
        low: Text,
        /// The numbers.
        points: Vec<String>,
        /// How many of them stand in a line; 0 until the cell's width is known.
        across: usize,
        /// Whether the words of the ends stand above the numbers instead of beside them.
        above: bool,
        /// The field at each number, where there are any.
        widgets: Vec<usize>,
        /// The words at the high end.
        high: Text,
    },
    /// A line to mark on, for a scale of so many points that numbers to circle would not fit.
    Ruler {
        /// The words at the low end.
        low: Text,
        /// The words at the high end.
        high: Text,
        /// The figures under the line, each with its place: 0 at the low end, 1 at the high one.
        figures: Vec<(f64, String)>,
        /// Into how many equal parts the line is parted by short strokes.
        parts: usize,
        /// The field over the line.
        widget: Option<usize>,
    },
    /// Rows by columns.
    Grid(Grid),
    /// A question in a question.
    Nested {
        /// Its label.
        label: Text,
        /// Its blank, where it fits behind the label.
        inline: Option<Blank>,
        /// Its answers, where they do not.
        body: Vec<Answer>,
    },
    /// What is for some only.
    Asked {
        /// For whom.
        asked: Asked,
        /// All that the sentence covers.
        body: Vec<Answer>,
    },
    /// Prose.
    Text {
        /// The prose.
        body: Vec<Para>,
        /// Whether it is small print.
        small: bool,
    },
}

/// An option.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Choice {
    /// Its sign; where empty, a box to write a rank in.
    pub mark: String,
    /// Its words.
    pub text: Text,
    /// Whether it takes the whole width.
    pub wide: bool,
    /// Whether it has too little room to keep a blank beside its name.
    pub narrow: bool,
    /// Whether it is nothing but its words, and they have room in one line of its column.
    pub short: bool,
    /// The field at its sign.
    pub widget: Option<usize>,
    /// Who may choose it.
    pub asked: Option<Asked>,
    /// Where its choice leads.
    pub route: Option<Route>,
    /// Blanks behind its words.
    pub fields: Vec<Field>,
    /// Questions under it.
    pub body: Vec<Answer>,
}

/// Where the choice of an option leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Route {
    /// The name of the number or section.
    pub anchor: String,
    /// `→ （２）の1`
    pub words: String,
}

#[cfg(test)]
mod tests {
    use super::Sheet;

    /// The sample that the template is tried with says everything in the words of these types.
    #[test]
    fn the_sample_is_a_sheet() {
        let sample: serde_json::Value = serde_json::from_str(include_str!("../tests/data/sheet.json")).unwrap();
        let sheet: Sheet = serde_json::from_value(sample.clone()).unwrap();
        assert!(serde_json::to_value(&sheet).unwrap() == sample, "the sample has something that the types do not");
    }
}
