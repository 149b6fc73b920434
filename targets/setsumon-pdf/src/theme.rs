//! How the print looks: paper, margins, fonts, sizes, colours, the side of the marks. Read from a theme file, a TOML text
//! in which every key may be left out; what the text does not say is as it comes.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::sheet::MarkSide;

/// The looks of a print.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Theme {
    /// The sheet of paper.
    pub page: Page,
    /// Fonts and sizes.
    pub text: Type,
    /// Colours.
    pub colours: Colours,
    /// The signs of options.
    pub marks: Marks,
    /// What stands around the questions.
    pub apparatus: Apparatus,
}

/// The sheet of paper.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Page {
    /// Its format.
    pub paper: Paper,
    /// Whether it lies on its long side.
    pub landscape: bool,
    /// The margin at the top, in millimetres; the running head stands in it.
    pub top: f64,
    /// The margin at the bottom, in millimetres; the page's number stands in it.
    pub bottom: f64,
    /// The margins at the sides, in millimetres.
    pub side: f64,
    /// How pages are numbered.
    pub numbers: PageNumbers,
    /// The most pages that the print may have.
    pub limit: Option<usize>,
}

/// A format of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 297 mm by 420 mm (ISO 216).
    A3,
    /// 210 mm by 297 mm (ISO 216).
    A4,
    /// 148 mm by 210 mm (ISO 216).
    A5,
    /// 257 mm by 364 mm (JIS P 0138).
    B4,
    /// 182 mm by 257 mm (JIS P 0138).
    B5,
    /// 8.5 in by 11 in (ANSI/ASME Y14.1).
    UsLetter,
    /// 8.5 in by 14 in.
    UsLegal,
    /// 11 in by 17 in (ANSI/ASME Y14.1).
    UsTabloid,
}

/// How pages are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageNumbers {
    /// `3 / 32`
    PageOfPages,
    /// `3`
    Page,
    /// Not at all.
    None,
}

/// Fonts and sizes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Type {
    /// Font files, most wanted first; relative to the theme file. The built-in font follows them.
    pub fonts: Vec<String>,
    /// The text, in points; small print, grids' heads and every measure of the tables follow it.
    pub size: f64,
    /// The title on the first page, in points.
    pub title: f64,
    /// The titles of parts, in points.
    pub part: f64,
    /// The titles of sections, in points.
    pub section: f64,
}

/// Colours, each written `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Colours {
    /// Titles, section bars, sentences that say who is asked.
    pub accent: Colour,
    /// The words on a section bar.
    pub on_accent: Colour,
    /// Cells of numbers and headings.
    pub number: Colour,
    /// Cells of labels.
    pub label: Colour,
    /// The lines of tables.
    pub rule: Colour,
    /// The number cells of what is new.
    pub new: Colour,
    /// The number cells of what is to be refreshed.
    pub updated: Colour,
}

/// The signs of options.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Marks {
    /// On which side of its words a mark stands.
    pub side: MarkSide,
}

/// What stands around the questions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Apparatus {
    /// Whether the print begins with a list of its parts and sections and their pages.
    pub contents: Contents,
    /// Where it is said what ○ and □ ask for.
    pub instructions: Instructions,
    /// Where lists of many options stand.
    pub long_lists: LongLists,
    /// Whether all conditions stand in a table behind the questions, for those who review them.
    pub conditions: bool,
}

/// Where lists of many options stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LongLists {
    /// Once, behind all questions, which are answered by number.
    #[default]
    Behind,
    /// At each question.
    InPlace,
}

/// Whether the print begins with a list of its parts and sections and their pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contents {
    /// Where there are many sections, and pages have numbers.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Where it is said what ○ and □ ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Instructions {
    /// As is usual in the survey's language: in Japanese at each question, in English in the legend.
    #[default]
    Auto,
    /// At each question.
    Each,
    /// Once, in the legend.
    Legend,
}

/// A colour written `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String")]
pub struct Colour(String);

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let digits = written.strip_prefix('#').unwrap_or_default();
        if digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit()) {
            Ok(Self(written))
        } else {
            Err(format!("`{written}` is no colour: write `#rrggbb`, such as `#1f3a5f`"))
        }
    }
}

impl Default for Page {
    fn default() -> Self {
        Self {
            paper: Paper::A4,
            landscape: false,
            top: 20.0,
            bottom: 18.0,
            side: 16.0,
            numbers: PageNumbers::PageOfPages,
            limit: None,
        }
    }
}

impl Default for Type {
    fn default() -> Self {
        Self { fonts: Vec::new(), size: USUAL_SIZE_PT, title: 17.0, part: 14.0, section: 11.0 }
    }
}

impl Default for Colours {
    fn default() -> Self {
        let colour = |digits: &str| Colour(digits.to_owned());
        Self {
            accent: colour("#1f3a5f"),
            on_accent: colour("#ffffff"),
            number: colour("#e9eef4"),
            label: colour("#f5f7fa"),
            rule: colour("#7d8894"),
            new: colour("#cdeacb"),
            updated: colour("#ffdcae"),
        }
    }
}

impl Default for Marks {
    fn default() -> Self {
        Self { side: MarkSide::Before }
    }
}

impl Paper {
    /// Width and height, in millimetres.
    fn upright(self) -> (f64, f64) {
        match self {
            Self::A3 => (297.0, 420.0),
            Self::A4 => (210.0, 297.0),
            Self::A5 => (148.0, 210.0),
            Self::B4 => (257.0, 364.0),
            Self::B5 => (182.0, 257.0),
            Self::UsLetter => (215.9, 279.4),
            Self::UsLegal => (215.9, 355.6),
            Self::UsTabloid => (279.4, 431.8),
        }
    }
}

impl Page {
    /// Width and height as the paper lies, in millimetres.
    pub fn size(&self) -> (f64, f64) {
        let (width, height) = self.paper.upright();
        if self.landscape { (height, width) } else { (width, height) }
    }

    /// Margins that nobody asked for are as wide as small paper allows.
    fn give_way(&mut self, scale: f64, is_written: impl Fn(&str) -> bool) {
        let (width, height) = self.size();
        if !is_written("side") {
            let free = (width - LEAST_ROOM_MM.0 * scale) / 2.0;
            self.side = self.side.min(free.floor()).max(LEAST_SIDE_MM);
        }
        if !is_written("top") && !is_written("bottom") {
            let free = (height - LEAST_ROOM_MM.1 * scale) / 2.0;
            self.top = self.top.min(free.floor()).max(LEAST_HEAD_MM);
            self.bottom = self.bottom.min(free.floor()).max(LEAST_HEAD_MM);
        }
    }

    /// Width and height of what is left between the margins, in millimetres.
    pub fn room(&self) -> (f64, f64) {
        let (width, height) = self.size();
        (width - 2.0 * self.side, height - self.top - self.bottom)
    }

    /// The same of a page turned on its side: the margins stay where they are.
    pub(crate) fn room_turned(&self) -> (f64, f64) {
        let (width, height) = self.size();
        (height - 2.0 * self.side, width - self.top - self.bottom)
    }
}

/// The size of text at which the template's measures hold; at another all of them grow or shrink with it.
const USUAL_SIZE_PT: f64 = 9.0;

/// A printer leaves no less at the sides.
const LEAST_SIDE_MM: f64 = 5.0;

/// Running heads and page numbers have room above and below the text.
const LEAST_HEAD_MM: f64 = 12.0;

/// The least room between the margins, in millimetres at the usual size: narrower, three columns of labels leave nothing for answers.
const LEAST_ROOM_MM: (f64, f64) = (118.0, 120.0);

/// What is wrong with a theme file: the whole message, its place in front where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeError {
    /// Line and column, counted from 1.
    place: Option<(usize, usize)>,
    message: String,
}

impl ThemeError {
    /// Whether the message begins with a line and a column.
    pub fn has_place(&self) -> bool {
        self.place.is_some()
    }
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some((line, column)) => write!(f, "{line}:{column}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for ThemeError {}

impl Theme {
    /// Reads a theme file.
    ///
    /// # Errors
    /// Where it is no TOML, has a key or a word that a theme does not have, or measures with which nothing can be printed.
    pub fn parse(text: &str) -> Result<Self, ThemeError> {
        let misread = |error: toml::de::Error| {
            let place = error.span().map(|span| place(text, span.start));
            ThemeError { place, message: error.message().to_owned() }
        };
        let mut theme: Self = toml::from_str(text).map_err(misread)?;
        let written: toml::Table = toml::from_str(text).map_err(misread)?;
        let is_written = |key: &str| written.get("page").is_some_and(|page| page.get(key).is_some());
        theme.page.give_way(theme.scale(), is_written);
        theme.sound()
    }

    /// How much larger or smaller than usual everything is.
    pub(crate) fn scale(&self) -> f64 {
        self.text.size / USUAL_SIZE_PT
    }

    fn sound(self) -> Result<Self, ThemeError> {
        let Type { fonts: _, size, title, part, section } = &self.text;
        for (name, value) in
            [("text.size", size), ("text.title", title), ("text.part", part), ("text.section", section)]
        {
            if !(4.0..=72.0).contains(value) {
                return Err(unsound(format!("`{name}` is {value}; it must be from 4 to 72 points")));
            }
        }
        let Page { paper: _, landscape: _, top, bottom, side, numbers: _, limit: _ } = &self.page;
        for (name, value, least) in
            [("page.top", top, 12.0), ("page.bottom", bottom, 12.0), ("page.side", side, LEAST_SIDE_MM)]
        {
            if !(least..=100.0).contains(value) {
                return Err(unsound(format!("`{name}` is {value}; it must be from {least} to 100 millimetres")));
            }
        }
        let (width, height) = self.page.room();
        let (least_width, least_height) = (LEAST_ROOM_MM.0 * self.scale(), LEAST_ROOM_MM.1 * self.scale());
        if width < least_width || height < least_height {
            return Err(unsound(format!(
                "the margins leave {width:.0} mm by {height:.0} mm, and text of {size} points needs \
                 {least_width:.0} mm by {least_height:.0} mm: take less for `page.side`, `page.top` or `page.bottom`, \
                 or for `text.size`"
            )));
        }
        Ok(self)
    }
}

fn unsound(message: String) -> ThemeError {
    ThemeError { place: None, message }
}

/// Line and column of an offset, counted from 1.
fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count().saturating_add(1);
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::{Paper, Theme};
    use crate::sheet::MarkSide;

    #[test]
    fn what_a_theme_leaves_out_is_as_it_comes() {
        assert_eq!(Theme::parse("").unwrap(), Theme::default());
        let theme = Theme::parse("[page]\npaper = \"us-letter\"\n[marks]\nside = \"behind\"\n").unwrap();
        assert_eq!((theme.page.paper, theme.marks.side), (Paper::UsLetter, MarkSide::Behind));
        assert!((theme.page.top - 20.0).abs() < f64::EPSILON);
    }

    /// Every paper that is named can be taken without another word.
    #[test]
    fn every_paper_leaves_room() {
        for paper in ["a3", "a4", "a5", "b4", "b5", "us-letter", "us-legal", "us-tabloid"] {
            for landscape in [false, true] {
                let told = Theme::parse(&format!("[page]\npaper = \"{paper}\"\nlandscape = {landscape}\n"));
                assert!(told.is_ok(), "{paper}: {told:?}");
            }
        }
        assert!((Theme::parse("[page]\npaper = \"a4\"\n").unwrap().page.side - 16.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_wrong_theme_is_told_with_its_place() {
        let wrong = [
            ("[page]\npapper = \"a4\"", "2:1: unknown field `papper`"),
            ("[page]\npaper = \"a7\"", "2:9: unknown variant `a7`"),
            ("[colours]\nnew = \"green\"", "2:7: `green` is no colour"),
            ("[text]\nsize = \"large\"", "2:8: invalid type"),
            ("[text]\nsize = 90", "`text.size` is 90; it must be from 4 to 72 points"),
            ("[page]\nside = 70", "the margins leave 70 mm"),
            ("[page", "1:"),
        ];
        for (text, message) in wrong {
            let told = Theme::parse(text).unwrap_err().to_string();
            assert!(told.starts_with(message), "{text}: {told}");
        }
    }
}
