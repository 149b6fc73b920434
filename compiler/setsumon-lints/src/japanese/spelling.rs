//! How a word is spelled: the same everywhere, and in kana where kana are usual.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use setsumon_diagnostics::{Code, Diagnostic};

use super::texts;
use crate::found::{Place, Said};
use crate::language::{Phrases, is_hiragana, is_japanese};
use crate::script::Script;

/// What a spelling may not stand beside: then it is a part of another word.
#[derive(Clone, Copy)]
enum Beside {
    /// It is always the word.
    Anything,
    /// Not before these.
    NotBefore(&'static [char]),
    /// Not before a kanji, with which it is a compound.
    Kana,
}

/// Spellings of one word, by the number of the word; the usual one first.
const SPELLINGS: &[(usize, &str, Beside)] = &[
    (0, "すべて", Beside::Anything),
    (0, "全て", Beside::Anything),
    (1, "および", Beside::NotBefore(&['ま', 'ち'])),
    (1, "及び", Beside::NotBefore(&['ま', '腰'])),
    (2, "または", Beside::Anything),
    (2, "又は", Beside::Anything),
    (3, "手続き", Beside::Anything),
    (3, "手続", Beside::Kana),
    (4, "取り扱い", Beside::NotBefore(&['ま'])),
    (4, "取扱い", Beside::NotBefore(&['ま'])),
    (4, "取扱", Beside::Kana),
    (5, "問い合わせ", Beside::NotBefore(&['る', 'て', 'ま', 'た'])),
    (5, "問合せ", Beside::NotBefore(&['る', 'て', 'ま', 'た'])),
    (5, "問い合せ", Beside::NotBefore(&['る', 'て', 'ま', 'た'])),
    (6, "申し込み", Beside::NotBefore(&['ま'])),
    (6, "申込み", Beside::NotBefore(&['ま'])),
    (6, "申込", Beside::Kana),
    (7, "打ち合わせ", Beside::NotBefore(&['る', 'て', 'ま', 'た'])),
    (7, "打合せ", Beside::NotBefore(&['る', 'て', 'ま', 'た'])),
    (8, "引き続き", Beside::Anything),
    (8, "引続き", Beside::Anything),
];

static SPELLED: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(SPELLINGS.iter().map(|(_, spelling, _)| spelling)));

impl Beside {
    fn allows(self, behind: Option<char>) -> bool {
        match self {
            Self::Anything => true,
            Self::NotBefore(signs) => !behind.is_some_and(|behind| signs.contains(&behind)),
            Self::Kana => !behind.is_some_and(|behind| is_japanese(behind) && !is_hiragana(behind)),
        }
    }
}

const VARIES: Said = Said {
    code: Code::JaSpellingVaries,
    here: "spelled so here",
    further: "and here",
    help: "spell a word in one way: a search finds both then, and no reader asks whether something else is meant",
    fix: Some("spell it as elsewhere"),
};

/// すべて and 全て, メーカー and メーカ: the spelling that is rarer.
pub(crate) fn varies(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let mut words: BTreeMap<usize, BTreeMap<&str, Vec<Place<'_>>>> = BTreeMap::new();
    let mut loans: FxHashMap<&str, Vec<Place<'_>>> = FxHashMap::default();
    let mut order: Vec<&str> = Vec::new();
    for text in texts(script) {
        let blank = text.words.blank();
        for (which, part) in SPELLED.all(blank) {
            let Some((word, spelling, beside)) = SPELLINGS.get(which) else { continue };
            if beside.allows(blank.get(part.end..).and_then(|behind| behind.chars().next())) {
                let places = words.entry(*word).or_default().entry(*spelling).or_default();
                places.push(Place { words: &text.words, part, instead: None });
            }
        }
        for (at, loan) in loan_words(blank) {
            let place = Place { words: &text.words, part: at..at + loan.len(), instead: None };
            let places = loans.entry(loan).or_default();
            if places.is_empty() {
                order.push(loan);
            }
            places.push(place);
        }
    }
    for spellings in words.values() {
        let usual = |spelling: &str| SPELLINGS.iter().position(|(_, one, _)| *one == spelling);
        let mut all: Vec<_> = spellings.iter().collect();
        all.sort_by_key(|(spelling, places)| (std::cmp::Reverse(places.len()), usual(spelling)));
        found.extend(told(script, &all));
    }
    for loan in order {
        let Some(short) = loan.strip_suffix('ー') else { continue };
        let Some((long, brief)) = loans.get(loan).zip(loans.get(short)) else { continue };
        let mut all = [(&loan, long), (&short, brief)];
        all.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
        found.extend(told(script, &all));
    }
}

/// A finding of all spellings but the first.
fn told(script: &Script<'_>, spellings: &[(&&str, &Vec<Place<'_>>)]) -> Option<Diagnostic> {
    let ((most, _), rare) = spellings.split_first()?;
    let (other, _) = rare.first()?;
    let mut places: Vec<Place<'_>> = rare.iter().flat_map(|(_, places)| places.iter().cloned()).collect();
    places.iter_mut().for_each(|place| place.instead = Some((**most).to_owned()));
    VARIES.of(script, format!("`{other}` is spelled `{most}` elsewhere"), &places)
}

/// The shortest word that is compared with and without a mark of length at its end: `カバ` is no `カバー`.
const SHORTEST: usize = 3;

/// The words in katakana, with their places.
fn loan_words(words: &str) -> impl Iterator<Item = (usize, &str)> {
    let katakana = |sign: char| matches!(sign, '\u{30A1}'..='\u{30FA}' | 'ー');
    let found = words.split(move |sign| !katakana(sign)).filter(|word| !word.is_empty());
    // A part of a text lies where it begins behind the text.
    found
        .filter(|word| word.trim_end_matches('ー').chars().count() >= SHORTEST)
        .map(move |word| (word.as_ptr() as usize - words.as_ptr() as usize, word))
}

/// What is usual in kana: the spelling, what stands instead, and the signs before and behind it, where it is not always the word.
struct Opened {
    kanji: &'static str,
    kana: &'static str,
    /// One of these stands before; none: anything does.
    before: &'static str,
    /// One of these stands behind; none: anything does.
    behind: &'static str,
}

const fn opened(kanji: &'static str, kana: &'static str, before: &'static str, behind: &'static str) -> Opened {
    Opened { kanji, kana, before, behind }
}

const OPENED: &[Opened] = &[
    opened("て頂", "ていただ", "", "いきくけこ"),
    opened("で頂", "でいただ", "", "いきくけこ"),
    opened("出来", "でき", "", "るたてまなずれ"),
    opened("予め", "あらかじめ", "", ""),
    opened("毎に", "ごとに", "", ""),
    opened("毎の", "ごとの", "", ""),
    opened("沢山", "たくさん", "", "のあいごおな、。"),
    opened("但し", "ただし", "", ""),
    opened("於い", "おい", "", "て"),
    opened("於け", "おけ", "", "る"),
    opened("或い", "あるい", "", "は"),
    opened("迄", "まで", "", ""),
    opened("宜しく", "よろしく", "", ""),
    opened("御座い", "ござい", "", "まで"),
    opened("有難う", "ありがとう", "", ""),
    opened("有り難う", "ありがとう", "", ""),
    opened("願い致し", "願いいたし", "", "ま"),
    opened("事が", "ことが", "るたうすく", ""),
];

/// Of all that is asked for in two ways, this alone may be the noun's verb: 資料を下さい.
const PLEASE: &str = "下さ";

static TO_OPEN: LazyLock<Phrases> = LazyLock::new(|| {
    let kanji: Vec<&str> = OPENED.iter().map(|one| one.kanji).chain([PLEASE]).collect();
    Phrases::new(&kanji)
});

const OPEN: Said = Said {
    code: Code::JaKanjiToOpen,
    here: "in kanji",
    further: "and so is this",
    help: "write it in kana, as public offices do: these readings are not among those that everybody learns",
    fix: Some("write it in kana"),
};

/// 予め, て下さい, 出来る.
pub(crate) fn to_open(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in texts(script) {
        let blank = text.words.blank();
        let places: Vec<Place<'_>> = TO_OPEN
            .all(blank)
            .filter_map(|(which, part)| {
                let before = blank.get(..part.start)?.chars().next_back();
                let behind = blank.get(part.end..)?.chars().next();
                let instead = match OPENED.get(which) {
                    Some(one) => {
                        let is = |signs: &str, sign: Option<char>| {
                            signs.is_empty() || sign.is_some_and(|sign| signs.contains(sign))
                        };
                        // `毎に` and `毎の` belong to the word before.
                        let suffix = !one.kanji.starts_with('毎') || before.is_some_and(is_japanese);
                        (is(one.before, before) && is(one.behind, behind) && suffix).then_some(one.kana)?
                    }
                    None => {
                        let asks =
                            behind.is_some_and(|sign| "いっる".contains(sign)) && before.is_some_and(is_japanese);
                        (asks && before != Some('を')).then_some("くださ")?
                    }
                };
                Some(Place { words: &text.words, part, instead: Some(instead.to_owned()) })
            })
            .collect();
        let Some(first) = places.first() else { continue };
        let message =
            format!("`{}` is usually written `{}`", first.raw(), first.instead.as_deref().unwrap_or_default());
        found.extend(OPEN.of(script, message, &places));
    }
}
