//! Years and days that are typed, and years that are counted from the reader’s own.

use std::ops::Range;
use std::sync::LazyLock;

use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::FIELD;
use setsumon_syntax::ast::Kind;

use crate::language::Phrases;
use crate::script::{Part, Script, Written};

/// The texts of another edition that would have another year in them. An option is the same in every edition.
fn texts<'s, 'a>(script: &'s Script<'a>) -> impl Iterator<Item = &'s Written<'a>> {
    script.texts.iter().filter(|text| match text.part {
        Part::Label | Part::Lead | Part::Hint | Part::Instruction | Part::Prose | Part::Title => true,
        Part::Message => text.owner.kind != Kind::Check,
        Part::Option | Part::Around | Part::House | Part::Aside => false,
    })
}

/// The years of an edition and its neighbours in a text, each as four figures.
fn years(script: &Script<'_>, folded: &str) -> Vec<Range<usize>> {
    let Some(edition) = script.edition else { return Vec::new() };
    let mut found: Vec<Range<usize>> = (edition.saturating_sub(1)..=edition.saturating_add(1))
        .flat_map(|year| {
            let year = year.to_string();
            let places: Vec<Range<usize>> = folded
                .match_indices(&year)
                .map(|(at, _)| at..at + year.len())
                .filter(|part| is_year(folded, part))
                .collect();
            places
        })
        .collect();
    found.sort_by_key(|part| part.start);
    found
}

/// Whether figures are a number of their own, and not a part of an address or an amount.
fn is_year(words: &str, part: &Range<usize>) -> bool {
    let before = words.get(..part.start).and_then(|before| before.chars().next_back());
    let behind = words.get(part.end..).unwrap_or_default();
    let part_of =
        |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '=' | '#'));
    let decimal = behind.starts_with(['.', ',']) && behind.chars().nth(1).is_some_and(|sign| sign.is_ascii_digit());
    let word = words
        .get(..part.start)
        .and_then(|before| before.rsplit([' ', '\n', '　', '（', '(']).next())
        .unwrap_or_default();
    !part_of(before) && !part_of(behind.chars().next()) && !decimal && !word.contains("://")
}

const MONTHS: &[&str] = &[
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

/// The whole day that a year is a part of: `2025年3月31日`, `31 March 2025`, `March 31, 2025`, `2025-03-31`, `31/03/2025`.
fn day(folded: &str, year: &Range<usize>) -> Option<Range<usize>> {
    let behind = folded.get(year.end..)?;
    let before = folded.get(..year.start)?;
    let figures = |words: &str| words.bytes().take_while(u8::is_ascii_digit).count();
    let apart = |first: &str, second: &str, last: &str| -> Option<usize> {
        let rest = behind.strip_prefix(first)?;
        let rest = rest.get(figures(rest).clamp(1, 2)..)?.strip_prefix(second)?;
        let rest = rest.get(figures(rest).clamp(1, 2)..)?.strip_prefix(last)?;
        Some(year.end + behind.len() - rest.len())
    };
    let forward = apart("年", "月", "日").or_else(|| apart("-", "-", "")).or_else(|| apart("/", "/", ""));
    if let Some(end) = forward {
        return Some(year.start..end);
    }
    let plain = before.trim_end_matches([' ', ',', '.', '/']);
    let words: Vec<&str> = plain.rsplit([' ', '/', '.']).take(2).collect();
    let [last, first] = words.as_slice() else { return None };
    let number = |word: &str| {
        let plain = word.trim_end_matches(|sign: char| sign.is_ascii_alphabetic());
        (1..=2).contains(&plain.len()) && plain.bytes().all(|sign| sign.is_ascii_digit())
    };
    let month = |word: &str| MONTHS.iter().any(|month| word.len() >= 3 && month.starts_with(word));
    let is_day = number(first) && month(last)
        || month(first) && number(last)
        || number(first) && number(last) && before.ends_with(['/', '.']);
    is_day.then(|| plain.len() - last.len() - 1 - first.len()..year.end)
}

/// “Guests in 2025” in the edition of 2025.
pub(crate) fn year(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let Some(edition) = script.edition else { return };
    for text in texts(script) {
        let folded = text.words.folded();
        let Some(part) = years(script, folded).into_iter().find(|year| day(folded, year).is_none()) else { continue };
        let typed = folded.get(part.clone()).unwrap_or_default().to_owned();
        let field = match typed.parse::<i64>().map(|year| year.saturating_sub(edition)) {
            Ok(0) => "{edition}".to_owned(),
            Ok(more) if more > 0 => format!("{{edition + {more}}}"),
            Ok(less) => format!("{{edition - {}}}", -less),
            Err(_) => continue,
        };
        found.push(
            Diagnostic::new(
                Code::YearTyped,
                text.words.place(text.words.unfolded(part)),
                format!("the year {typed} was typed"),
            )
            .here("wrong in another edition")
            .help(format!("write `{field}`; where this very year is meant in every edition, allow it")),
        );
    }
}

/// “Until 31 March 2025”.
pub(crate) fn date(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in texts(script) {
        let folded = text.words.folded();
        let Some(part) = years(script, folded).iter().find_map(|year| day(folded, year)) else { continue };
        let typed = folded.get(part.clone()).unwrap_or_default().to_owned();
        found.push(
            Diagnostic::new(Code::DateTyped, text.words.place(text.words.unfolded(part)), format!("the day `{typed}` was typed"))
                .here("wrong in another edition")
                .help("say it once in `survey { }`, as `deadline` or `as_of`, and write `{deadline}` or `{as_of}`; where this very day is meant in every edition, allow it"),
        );
    }
}

/// Years counted from the one in which somebody reads.
static RELATIVE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "last year",
        "this year",
        "next year",
        "昨年度",
        "今年度",
        "来年度",
        "前年度",
        "本年度",
        "昨年",
        "今年",
        "来年",
        "去年",
    ])
});

/// “Last year”, 昨年度, and no year beside it.
pub(crate) fn relative(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in texts(script).filter(|text| !matches!(text.part, Part::Title | Part::Message)) {
        let folded = text.words.folded();
        let Some(part) = RELATIVE.first(folded) else { continue };
        let behind = folded.get(part.end..).unwrap_or_default();
        let other = behind.starts_with(" of ") || folded.contains(FIELD) || has_year(folded);
        if other {
            continue;
        }
        let part = text.words.unfolded(part);
        let raw = text.words.blank().get(part.clone()).unwrap_or_default().to_owned();
        found.push(
            Diagnostic::new(Code::RelativeYear, text.words.place(part), format!("which year `{raw}` is, each reader decides"))
                .here("counted from when?")
                .help("name the year, as `{edition - 1}`, or the time, as “the last 12 months”: a calendar year is another thing than twelve months"),
        );
    }
}

/// Whether a year stands in the words: four figures and no more.
fn has_year(words: &str) -> bool {
    words.split(|sign: char| !sign.is_ascii_digit()).any(|figures| figures.len() == 4)
}
