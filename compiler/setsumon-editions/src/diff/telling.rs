//! Words of which one alone turns what is said: a denial, a figure, what time is counted in. Where these differ, nobody corrected a slip.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

/// Words that deny.
const DENIALS: &[&str] = &["no", "not", "never", "none", "without", "neither", "nor", "nobody", "nothing"];

/// What time is counted in.
const TIMES: &[&str] = &["second", "minute", "hour", "day", "night", "week", "fortnight", "month", "quarter", "year"];

/// The same in Japanese, which has no spaces; several ways to write one stand together.
const IN_JAPANESE: &[&[&str]] = &[
    &["ない", "無い", "なし", "無し", "ません", "なかった"],
    &["未"],
    &["非"],
    &["時間"],
    &["分間"],
    &["日間"],
    &["週間"],
    &["年間"],
];

/// Of so many letters a word with a wrong one is still that word; of shorter ones it is another.
const LONG: usize = 4;

/// Whether two texts differ in a word that turns what is said.
pub(crate) fn turns(old: &str, new: &str) -> bool {
    let [old, new] = [old, new].map(|text| text.nfkc().collect::<String>().to_lowercase());
    if IN_JAPANESE.iter().any(|ways| times(&old, ways) != times(&new, ways)) {
        return true;
    }
    let [then, now] = [words(&old), words(&new)];
    let only = |one: &BTreeMap<String, usize>, other: &BTreeMap<String, usize>| -> Vec<String> {
        let more = one.iter().filter(|(word, count)| other.get(*word).is_none_or(|others| others < *count));
        more.map(|(word, _)| word.clone()).collect()
    };
    let [gone, come] = [only(&then, &now), only(&now, &then)];
    let is_alone = |word: &String, others: &[String]| {
        tells(word) && !others.iter().any(|other| !tells(other) && is_slip(other, word))
    };
    gone.iter().any(|word| is_alone(word, &come)) || come.iter().any(|word| is_alone(word, &gone))
}

/// Whether two units cannot be two spellings of one: a thousand of it and one, hours and minutes.
pub(crate) fn are_other_units(old: &str, new: &str) -> bool {
    let time = |unit: &str| {
        let words = words(&unit.nfkc().collect::<String>().to_lowercase());
        let japanese = ["時間", "分", "日", "週", "月", "年"].into_iter().find(|word| unit.contains(word));
        words.into_keys().find(|word| TIMES.contains(&word.as_str())).or_else(|| japanese.map(str::to_owned))
    };
    let two_times = time(old).zip(time(new)).is_some_and(|(old, new)| old != new);
    two_times || (magnitude(old) / magnitude(new) - 1.0).abs() > 1e-9
}

/// How many a unit is of what it counts: `百万円` and `100万円` are a million each, a percent is a hundredth.
fn magnitude(unit: &str) -> f64 {
    let unit: String = unit.nfkc().collect::<String>().to_lowercase().replace(',', "").replace("パーセント", "%");
    let mut product = 1.0;
    let mut digits = String::new();
    for sign in unit.chars().chain([' ']) {
        if sign.is_ascii_digit() {
            digits.push(sign);
            continue;
        }
        product *= digits.parse::<f64>().unwrap_or(1.0);
        digits.clear();
        let times = [
            ('十', 1e1),
            ('百', 1e2),
            ('千', 1e3),
            ('万', 1e4),
            ('萬', 1e4),
            ('億', 1e8),
            ('兆', 1e12),
            ('%', 1e-2),
            ('‰', 1e-3),
            ('割', 1e-1),
        ];
        product *= times.iter().find(|(known, _)| *known == sign).map_or(1.0, |(_, times)| *times);
    }
    let large = [
        ("dozen", 12.0),
        ("hundred", 1e2),
        ("thousand", 1e3),
        ("tsd", 1e3),
        ("k", 1e3),
        ("million", 1e6),
        ("mio", 1e6),
        ("billion", 1e9),
        ("mrd", 1e9),
        ("percent", 1e-2),
    ];
    for word in unit.split(|sign: char| !sign.is_alphanumeric()) {
        let one = word.strip_suffix('s').unwrap_or(word);
        product *= large.iter().find(|(known, _)| *known == one).map_or(1.0, |(_, times)| *times);
    }
    product
}

fn times(text: &str, ways: &[&str]) -> usize {
    ways.iter().map(|way| text.matches(way).count()).sum()
}

/// The words of a text, with how often each stands there; figures are words too.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let mut add = |word: &str| *found.entry(word.to_owned()).or_insert(0) += 1;
    let text = text.replace('’', "'").replace("cannot", "can not");
    for word in text.split(|sign: char| !(sign.is_alphanumeric() || sign == '\'')) {
        let word = word.trim_matches('\'');
        let (word, denied) = match word.strip_suffix("n't") {
            Some(word) => (word, true),
            None => (word, false),
        };
        if denied {
            add("not");
        }
        let singular = word.strip_suffix('s').filter(|one| TIMES.contains(one));
        if !word.is_empty() {
            add(singular.unwrap_or(word));
        }
    }
    found
}

/// Whether a word turns what is said.
fn tells(word: &str) -> bool {
    DENIALS.contains(&word) || TIMES.contains(&word) || word.parse::<f64>().is_ok_and(f64::is_finite)
}

/// Whether one word is another with a letter too few, too many or in another's place.
fn is_slip(word: &str, meant: &str) -> bool {
    let is_long = meant.chars().count() >= LONG && meant.chars().all(char::is_alphabetic);
    is_long && strsim::osa_distance(word, meant) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_a_figure_or_another_time_is_no_slip() {
        for (old, new) in [
            ("I have a car", "I have no car"),
            ("I do smoke", "I don’t smoke"),
            ("How long in minutes?", "How long in hours?"),
            ("In the last 4 weeks", "In the last 4 months"),
            ("More than 10 beds", "More than 100 beds"),
            ("In the last week", "In the last 2 weeks"),
            ("With help", "Without help"),
            ("利用している", "利用していない"),
            ("一週間あたり", "一時間あたり"),
        ] {
            assert!(turns(old, new) && turns(new, old), "{old} → {new}");
        }
    }

    #[test]
    fn a_slip_that_is_mended_is_one() {
        for (old, new) in [
            ("Allways", "Always"),
            ("I nevr smoke", "I never smoke"),
            ("How many minuts?", "How many minutes?"),
            ("I do not smoke", "I don't smoke"),
            ("Do you have car?", "Do you have a car?"),
            ("１０ beds", "10 beds"),
            ("利用していない", "利用して無い"),
            ("a week", "weeks"),
        ] {
            assert!(!turns(old, new) && !turns(new, old), "{old} → {new}");
        }
    }
}
