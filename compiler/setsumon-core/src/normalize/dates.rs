//! Years, months and days as people write them: with eras, with the year in front or behind, with the month by its name.

use super::{is_digits, without_spaces};
use crate::calendar::{self, ERAS};
use crate::form::Day;

/// `2024年度`, `西暦2024`, `令和6年`, `R6`, `㋿元年`.
pub(super) fn year(text: &str) -> Option<u32> {
    let text = text.strip_suffix("年度").or_else(|| text.strip_suffix('年')).unwrap_or(text);
    if let Some(year) = era_year(text) {
        return Some(year);
    }
    let digits = text.strip_prefix("西暦").unwrap_or(text);
    is_digits(digits).then(|| digits.parse().ok()).flatten()
}

/// A year of an era, by its name, its letter or its ligature: `令和6`, `R6`, `㍻元`.
fn era_year(text: &str) -> Option<u32> {
    let (era, number) = ERAS.iter().find_map(|era| {
        let letter = [era.letter, era.letter.to_ascii_lowercase()];
        let rest = text
            .strip_prefix(era.name)
            .or_else(|| text.strip_prefix(letter))
            .or_else(|| text.strip_prefix(ligature(era.name)))?;
        Some((era, rest))
    })?;
    let number = match number {
        "元" => 1,
        digits if is_digits(digits) && digits.len() <= 2 => digits.parse::<u32>().ok().filter(|number| *number > 0)?,
        _ => return None,
    };
    u32::try_from(era.first_year).ok().map(|first| first + number - 1)
}

fn ligature(era: &str) -> char {
    match era {
        "令和" => '㋿',
        "平成" => '㍻',
        "昭和" => '㍼',
        "大正" => '㍽',
        _ => '㍾',
    }
}

/// Year, month and perhaps day, parted by `年月日`, `/`, `.` or `-`. The year has four digits or an era.
fn year_first(text: &str) -> Option<Vec<u32>> {
    let text = text.strip_suffix(['月', '日']).unwrap_or(text);
    let mut parts = text.split(['年', '月', '/', '.', '-']);
    let first = parts.next()?;
    let bare = first.strip_prefix("西暦").unwrap_or(first);
    let year = four_digits(bare).or_else(|| era_year(first))?;
    std::iter::once(Some(year)).chain(parts.map(two_digits)).collect()
}

/// The same with the year behind: `31/1/2025`, `1.2025`.
fn year_last(text: &str) -> Option<Vec<u32>> {
    let mut parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let year = four_digits(parts.pop()?)?;
    std::iter::once(Some(year)).chain(parts.into_iter().map(two_digits)).collect()
}

/// The same with the English name of the month: `31 January 2025`, `Jan 31st, 2025`, `2025 Jan`. What is missing is left out.
fn with_name(text: &str) -> Option<Vec<u32>> {
    let (mut year, mut month, mut day) = (None, None, None);
    let words = text.split([' ', '\t', ',', '.', '/', '-']).filter(|word| !word.is_empty());
    for word in words {
        let (into, number) = match (four_digits(word), named_month(word)) {
            (Some(number), _) => (&mut year, number),
            (None, Some(number)) => (&mut month, number),
            (None, None) => (&mut day, two_digits(without_ordinal(word))?),
        };
        if into.replace(number).is_some() {
            return None;
        }
    }
    Some([Some(year?), Some(month?), day].into_iter().flatten().collect())
}

fn four_digits(text: &str) -> Option<u32> {
    (text.len() == 4 && is_digits(text)).then(|| text.parse().ok()).flatten()
}

fn two_digits(text: &str) -> Option<u32> {
    (is_digits(text) && text.len() <= 2).then(|| text.parse().ok()).flatten()
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A month by its English name, whole or cut after three letters or more.
fn named_month(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|name| word.len() >= 3 && name.starts_with(&word))?;
    u32::try_from(at + 1).ok()
}

/// `31st` as `31`.
fn without_ordinal(word: &str) -> &str {
    let ending = |ending: &&str| word.len() > 2 && word.to_ascii_lowercase().ends_with(ending);
    let cut = ["st", "nd", "rd", "th"].iter().find(|each| ending(each)).map_or(0, |each| each.len());
    word.get(..word.len() - cut).unwrap_or(word)
}

pub(super) fn month(text: &str) -> Option<String> {
    let bare = without_spaces(text);
    let ways = [year_first(&bare), year_last(&bare), with_name(text), in_digits(&bare, &[4, 2])];
    match ways.into_iter().flatten().next()?.as_slice() {
        [year, month @ 1..=12] => Some(format!("{year:04}-{month:02}")),
        _ => None,
    }
}

/// The one day that a text means. `1/2/2025` is none: nothing says which of the two is the month.
pub(super) fn date(text: &str) -> Option<String> {
    let mut days = readings(text).into_iter().filter_map(day);
    let first = days.next()?;
    days.all(|other| other == first).then(|| calendar::iso_day(first))
}

fn day([year, month, day]: [u32; 3]) -> Option<Day> {
    calendar::day(i32::try_from(year).ok()?, month, day)
}

/// Year, month and day as a text may be read, whether or not the calendar has the day.
fn readings(text: &str) -> Vec<[u32; 3]> {
    let bare = without_spaces(text);
    let in_order = [year_first(&bare), with_name(text), in_digits(&bare, &[4, 2, 2])];
    if let Some(parts) = in_order.into_iter().flatten().next() {
        return parts.try_into().into_iter().collect();
    }
    match year_last(&bare).as_deref() {
        Some([year, a, b]) => [[*year, *b, *a], [*year, *a, *b]].into_iter().collect(),
        Some(_) | None => Vec::new(),
    }
}

/// `20250131` cut into numbers of so many digits.
fn in_digits(text: &str, widths: &[usize]) -> Option<Vec<u32>> {
    let mut rest = text;
    let mut numbers = Vec::with_capacity(widths.len());
    for width in widths {
        let (number, behind) = rest.split_at_checked(*width)?;
        numbers.push(is_digits(number).then(|| number.parse().ok()).flatten()?);
        rest = behind;
    }
    rest.is_empty().then_some(numbers)
}
