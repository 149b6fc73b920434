//! The words and signs of the printed sheet.

/// What differs between the sheets of two languages, beyond the sentences.
#[derive(Debug)]
pub struct Paper {
    /// The region, which chooses the forms of Chinese characters.
    pub region: &'static str,
    /// Opens a bracket around a blank.
    pub open: &'static str,
    /// Closes it.
    pub close: &'static str,
    /// Between words.
    pub space: &'static str,
    /// Between a blank's name and the blank.
    pub colon: &'static str,
    /// Whether figures stand in brackets, as in Japanese forms, or on a line.
    pub bracketed_figures: bool,
    /// In front of the number of a page that a route leads to, and behind it.
    pub page: [&'static str; 2],
    /// On what goes on from the page before.
    pub continued: &'static str,
    /// Above the list of parts and sections.
    pub contents: &'static str,
    /// Between the names of several.
    pub comma: &'static str,
    /// Above the lists of options that stand behind.
    pub lists: &'static str,
    /// In front of the letter of one of these lists: in a sentence, and as its title.
    pub list: [&'static str; 2],
    /// Around a list's name, where the number of one of its options is written.
    pub number_from_list: [&'static str; 2],
    /// Around a list's name, where the numbers of several of its options are written.
    pub numbers_from_list: [&'static str; 2],
    /// Above the conditions in words.
    pub conditions: &'static str,
    /// Over what the conditions cover, over themselves, over their pages.
    pub conditions_heads: [&'static str; 3],
    /// In the place of a condition without words.
    pub untold: &'static str,
    /// Whether the legend says once what the marks ask for, instead of a sentence at each question.
    pub told_by_legend: bool,
    /// Between the blanks that a total adds up.
    pub plus: &'static str,
    /// Behind the name of a blank that a total adds up over all entries of a roster.
    pub of_all_entries: &'static str,
    /// Beside a total of all figures above it, where they are too many to be named.
    pub of_the_above: &'static str,
    /// The parts of a day, in the order of the language.
    pub day: [DatePart; 3],
    /// The parts of a month, in the order of the language.
    pub month: [DatePart; 2],
    /// What stands between the three parts of a telephone number; none where it is one blank.
    pub telephone: Option<&'static str>,
}

/// A part of a date that is written by hand.
#[derive(Debug, Clone, Copy)]
pub struct DatePart {
    /// Which.
    pub unit: DateUnit,
    /// In small print under its line.
    pub under: &'static str,
    /// Behind its line.
    pub after: &'static str,
}

/// The parts of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateUnit {
    /// Four digits.
    Year,
    /// Two.
    Month,
    /// Two.
    Day,
}

impl DatePart {
    pub(crate) const fn new(unit: DateUnit, under: &'static str, after: &'static str) -> Self {
        Self { unit, under, after }
    }
}
