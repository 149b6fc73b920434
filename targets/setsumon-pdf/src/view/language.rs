//! The blanks of dates and telephone numbers, and the names of lists, as a language has them.

use setsumon_words::{DatePart, DateUnit, Paper};

use crate::sheet::{Part, Shape};

/// Long enough for two digits, and for a year.
const TWO_DIGITS_MM: f64 = 9.0;
const YEAR_MM: f64 = 16.0;
/// A telephone number's line, as one and as one of three.
const NUMBER_MM: f64 = 52.0;
const NUMBER_PART_MM: f64 = 18.0;

/// The lines of a day.
pub(super) fn day(language: &Paper) -> Vec<Part> {
    language.day.map(date_part).to_vec()
}

/// The lines of a month.
pub(super) fn month(language: &Paper) -> Vec<Part> {
    language.month.map(date_part).to_vec()
}

/// The name of a list in a sentence.
pub(super) fn list_name(language: &Paper, letter: &str) -> String {
    let [in_sentences, _] = language.list;
    format!("{in_sentences}{letter}")
}

/// The name of a list above it.
pub(super) fn list_title(language: &Paper, letter: &str) -> String {
    let [_, title] = language.list;
    format!("{title}{letter}")
}

/// Where a telephone number is written.
pub(super) fn telephone(language: &Paper) -> Shape {
    let Some(dash) = language.telephone else { return Shape::Line { mm: NUMBER_MM } };
    let part =
        |after: &str| Part { before: String::new(), mm: NUMBER_PART_MM, under: String::new(), after: after.to_owned() };
    Shape::Parts { parts: vec![part(dash), part(dash), part("")] }
}

fn date_part(DatePart { unit, under, after }: DatePart) -> Part {
    let mm = match unit {
        DateUnit::Year => YEAR_MM,
        DateUnit::Month | DateUnit::Day => TWO_DIGITS_MM,
    };
    Part { before: String::new(), mm, under: under.to_owned(), after: after.to_owned() }
}
