//! Labels that are ranges of numbers: `1-10`, `10人以上50人未満`, `under 18`, `£1,000 or more`.

use std::collections::BTreeSet;

/// A range of numbers, counted in thousandths; an end that is not there is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Range {
    /// The lowest number, and whether it belongs to it.
    pub(super) low: Option<(i64, bool)>,
    /// The highest number, and whether it belongs to it.
    pub(super) high: Option<(i64, bool)>,
    /// From one number to the next, as far as the label says: one of the last place, or ten thousand where 万 are counted.
    pub(super) step: i64,
    /// The words beside the numbers, as `人`, `years`.
    pub(super) unit: BTreeSet<String>,
}

/// A piece of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// In thousandths, with the step of its last place.
    Number {
        value: i64,
        step: i64,
        times: i64,
    },
    To,
    /// What limits the number beside it: whether from above, whether the number itself belongs to it.
    Limit {
        high: bool,
        inclusive: bool,
    },
    Word(String),
}

/// Words that limit: the longer before the shorter.
const LIMITS: &[(&str, bool, bool)] = &[
    ("or more", false, true),
    ("and more", false, true),
    ("or over", false, true),
    ("and over", false, true),
    ("or above", false, true),
    ("and above", false, true),
    ("or older", false, true),
    ("and older", false, true),
    ("or longer", false, true),
    ("or later", false, true),
    ("at least", false, true),
    ("since", false, true),
    ("after", false, false),
    ("later than", false, false),
    ("more than", false, false),
    ("greater than", false, false),
    ("longer than", false, false),
    ("older than", false, false),
    ("over", false, false),
    ("above", false, false),
    ("or less", true, true),
    ("or fewer", true, true),
    ("or under", true, true),
    ("and under", true, true),
    ("or below", true, true),
    ("and below", true, true),
    ("or younger", true, true),
    ("or earlier", true, true),
    ("up to", true, true),
    ("until", true, true),
    ("before", true, false),
    ("earlier than", true, false),
    ("at most", true, true),
    ("no more than", true, true),
    ("not more than", true, true),
    ("less than", true, false),
    ("fewer than", true, false),
    ("younger than", true, false),
    ("shorter than", true, false),
    ("under", true, false),
    ("below", true, false),
    (">=", false, true),
    ("<=", true, true),
    ("≥", false, true),
    ("≦", true, true),
    ("≧", false, true),
    ("≤", true, true),
    (">", false, false),
    ("<", true, false),
    ("+", false, true),
    ("以上", false, true),
    ("以降", false, true),
    ("以後", false, true),
    ("より後", false, false),
    ("を超える", false, false),
    ("超える", false, false),
    ("超", false, false),
    ("以下", true, true),
    ("以内", true, true),
    ("以前", true, true),
    ("より前", true, false),
    ("まで", true, true),
    ("を下回る", true, false),
    ("未満", true, false),
];

const TO: &[&str] = &["から", "より", "~", "〜", "-", "–", "—", "−", "‐", "‑", "to", "and"];

/// Words that are there for grammar.
const SILENT: &[&str] = &["between", "from", "about", "approximately", "約"];

impl Range {
    /// Reads a label in folded words. None of what is no range, or may be another thing: a date, a time, a ratio.
    pub(super) fn of(folded: &str) -> Option<Self> {
        // Nearly every label has no figure in it.
        if !folded.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let pieces = pieces(folded)?;
        let mut range = Self { low: None, high: None, step: i64::MAX, unit: BTreeSet::new() };
        let (mut numbers, mut limit, mut to) = (Vec::<i64>::new(), Vec::new(), None);
        let mut first_times = 1;
        for piece in pieces {
            match piece {
                Piece::Number { value, step, times } => {
                    // `11～20万円`: the first is counted as the second.
                    if let ([first], 1) = (numbers.as_mut_slice(), first_times) {
                        *first = first.checked_mul(times)?;
                        range.step = range.step.saturating_mul(times);
                    }
                    if numbers.is_empty() {
                        first_times = times;
                    }
                    // Nothing is nothing, whatever is counted.
                    range.step = if value == 0 { range.step } else { range.step.min(step) };
                    numbers.push(value);
                }
                Piece::To if to.is_none() => to = Some(numbers.len()),
                Piece::To => return None,
                Piece::Limit { high, inclusive } => limit.push((high, inclusive, numbers.len())),
                Piece::Word(word) => {
                    range.unit.insert(word);
                }
            }
        }
        match (numbers.as_slice(), limit.as_slice(), to) {
            // `5`, `5 years`: of one number, a word beside it must be a unit.
            ([only], [], None) => (range.low, range.high) = (Some((*only, true)), Some((*only, true))),
            ([only], [(true, inclusive, _)], None | Some(0)) => range.high = Some((*only, *inclusive)),
            ([only], [(false, inclusive, _)], None | Some(1)) => range.low = Some((*only, *inclusive)),
            ([only], [], Some(0)) => range.high = Some((*only, true)),
            ([only], [], Some(1)) => range.low = Some((*only, true)),
            ([low, high], [], Some(1)) => (range.low, range.high) = (Some((*low, true)), Some((*high, true))),
            // `10から20未満`.
            ([low, high], [(true, inclusive, 2 | 1)], Some(1)) => {
                (range.low, range.high) = (Some((*low, true)), Some((*high, *inclusive)));
            }
            ([low, high], [(false, first, 0 | 1), (true, second, 1 | 2)], None | Some(1)) => {
                (range.low, range.high) = (Some((*low, *first)), Some((*high, *second)));
            }
            _ => return None,
        }
        let (low, high) = range.ends(range.step);
        (low <= high).then_some(range)
    }

    /// The lowest and the highest number of it, where numbers follow one another in such steps.
    pub(super) fn ends(&self, step: i64) -> (i64, i64) {
        let end =
            |(value, inclusive): (i64, bool), step: i64| if inclusive { value } else { value.saturating_add(step) };
        (self.low.map_or(i64::MIN, |low| end(low, step)), self.high.map_or(i64::MAX, |high| end(high, -step)))
    }
}

/// Takes a label apart. None where something in it is no part of a range.
fn pieces(folded: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = folded.trim_end_matches(['.', '。']).trim();
    let mut glued = false;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() || matches!(first, '(' | ')' | '、' | '・') {
            rest = rest.get(first.len_utf8()..)?;
            glued = false;
            continue;
        }
        if first.is_ascii_digit() {
            // `A1`, `B5` are names.
            if glued {
                return None;
            }
            let (number, behind) = number(rest)?;
            pieces.push(number);
            rest = behind;
            continue;
        }
        if let Some((word, high, inclusive)) = LIMITS.iter().find(|(word, _, _)| begins_with(rest, word)) {
            pieces.push(Piece::Limit { high: *high, inclusive: *inclusive });
            (rest, glued) = (rest.get(word.len()..)?, false);
            continue;
        }
        // The long sign of a katakana word is a dash behind a figure.
        let dash = ["ー"].iter().filter(|_| matches!(pieces.last(), Some(Piece::Number { .. })));
        if let Some(word) = TO.iter().chain(dash).find(|word| begins_with(rest, word)) {
            pieces.push(Piece::To);
            (rest, glued) = (rest.get(word.len()..)?, false);
            continue;
        }
        let (word, behind) = word(rest);
        if word.is_empty() {
            return None;
        }
        glued = word.ends_with(|sign: char| sign.is_ascii_alphabetic());
        if !SILENT.contains(&word) {
            // `hour` and `hours` are one unit.
            let one = if word.is_ascii() { word.strip_suffix('s').unwrap_or(word) } else { word };
            pieces.push(Piece::Word(one.to_owned()));
        }
        rest = behind;
    }
    Some(pieces)
}

/// Whether words begin with this one, which ends there if it is of letters.
fn begins_with(rest: &str, word: &str) -> bool {
    let letters = word.ends_with(|sign: char| sign.is_ascii_alphabetic());
    rest.strip_prefix(word)
        .is_some_and(|behind| !(letters && behind.starts_with(|sign: char| sign.is_ascii_alphanumeric())))
}

/// The word at the beginning: up to a space, a figure, a sign, or a word that limits.
fn word(rest: &str) -> (&str, &str) {
    let mut end = 0;
    for (at, sign) in rest.char_indices() {
        let behind = rest.get(at..).unwrap_or_default();
        let japanese = !behind.starts_with(|sign: char| sign.is_ascii());
        let limits = japanese
            && (LIMITS.iter().any(|(word, _, _)| begins_with(behind, word))
                || TO.iter().any(|word| begins_with(behind, word)));
        let ends = sign.is_whitespace()
            || sign.is_ascii_digit()
            || matches!(sign, '-' | '~' | '<' | '>' | '+' | '(' | ')' | '、' | '・');
        if ends || at > 0 && limits {
            break;
        }
        // A date, a time, a ratio, a list.
        if matches!(sign, ':' | '/' | ';' | '=' | '*' | ',') {
            return ("", rest);
        }
        end = at + sign.len_utf8();
    }
    rest.split_at(end)
}

/// The number at the beginning, in thousandths, with how many of its decimal places are written.
fn number(rest: &str) -> Option<(Piece, &str)> {
    let end = rest.find(|sign: char| !(sign.is_ascii_digit() || matches!(sign, ',' | '.'))).unwrap_or(rest.len());
    let (written, mut behind) = rest.split_at(end);
    let written = written.trim_end_matches([',', '.']);
    let (whole, part) = written.split_once('.').unwrap_or((written, ""));
    let grouped = whole.split(',').skip(1).all(|group| group.len() == 3);
    if !grouped || part.len() > 3 || part.contains([',', '.']) || behind.starts_with([':', '/', '°']) {
        return None;
    }
    let places = u32::try_from(part.len()).ok()?;
    let whole: i64 = whole.replace(',', "").parse().ok()?;
    let part: i64 = format!("{part:0<3}").parse().ok()?;
    let (mut value, mut all) = (whole.checked_mul(1000)?.checked_add(part)?, 1_i64);
    for (sign, times) in [('百', 100), ('千', 1000), ('万', 10_000), ('億', 100_000_000)] {
        if let Some(after) = behind.strip_prefix(sign) {
            (value, all, behind) = (value.checked_mul(times)?, all.checked_mul(times)?, after);
        }
    }
    let step = 1000 / 10_i64.pow(places);
    Some((Piece::Number { value, step: step.checked_mul(all)?, times: all }, behind))
}

#[cfg(test)]
mod tests {
    use super::Range;

    fn ends(label: &str) -> Option<(i64, i64)> {
        let range = Range::of(label)?;
        let (low, high) = range.ends(range.step);
        Some((if low == i64::MIN { -1 } else { low / 100 }, if high == i64::MAX { -1 } else { high / 100 }))
    }

    #[test]
    fn ranges_are_read_as_people_write_them() {
        for (label, low, high) in [
            ("1-10", 10, 100),
            ("1~10人", 10, 100),
            ("1人~10人", 10, 100),
            ("10人以上50人未満", 100, 490),
            ("10人未満", -1, 90),
            ("~9人", -1, 90),
            ("50人~", 500, -1),
            ("100万円以上", 10_000_000, -1),
            ("under 18", -1, 170),
            ("18 to 24", 180, 240),
            ("between 25 and 34 years", 250, 340),
            ("65 or over", 650, -1),
            ("more than 5", 60, -1),
            ("£1,000 or more", 10_000, -1),
            ("3", 30, 30),
            ("0.5 to 1.5 km", 5, 15),
            ("20~29歳", 200, 290),
            ("50+", 500, -1),
            ("5年超", 60, -1),
            ("10万円未満", -1, 900_000),
            ("before 1919", -1, 19_180),
            ("1989年以前", -1, 19_890),
            ("11~20万円", 1_100_000, 2_000_000),
        ] {
            assert_eq!(ends(label), Some((low, high)), "{label}");
        }
        for label in
            ["9:00-17:00", "4/1-4/5", "covid-19", "a1-a5", "coffee", "1-2-3", "2 cups, 3 plates", "yes", "第1-第3"]
        {
            let found = Range::of(label).filter(|range| range.low.is_some() || range.high.is_some());
            assert!(
                found.is_none() || !found.as_ref().is_some_and(|range| range.unit.is_empty()),
                "{label}: {found:?}"
            );
        }
    }
}
