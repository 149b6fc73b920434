//! Forms of verbs: those without ら, and those that are polite twice.

use std::sync::LazyLock;

use setsumon_diagnostics::{Code, Diagnostic};

use super::texts;
use crate::found::{Place, Said};
use crate::language::{Phrases, is_hiragana, is_japanese};
use crate::script::Script;

/// Verbs of which ら is left out, without it.
static WITHOUT_RA: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "食べれ",
        "見れ",
        "来れ",
        "出れ",
        "着れ",
        "寝れ",
        "起きれ",
        "決めれ",
        "覚えれ",
        "考えれ",
        "続けれ",
        "受けれ",
        "入れれ",
        "変えれ",
        "借りれ",
        "降りれ",
        "逃げれ",
        "信じれ",
        "開けれ",
        "閉めれ",
        "止めれ",
        "確かめれ",
        "答えれ",
        "伝えれ",
        "教えれ",
        "辞めれ",
        "認めれ",
        "集めれ",
        "調べれ",
        "得れ",
        "投げれ",
        "捨てれ",
        "育てれ",
        "建てれ",
        "付けれ",
        "感じれ",
        "預けれ",
        "避けれ",
        "届けれ",
        "設けれ",
        "求めれ",
        "比べれ",
        "進めれ",
        "高めれ",
        "任せれ",
    ])
});

const RA: Said = Said {
    code: Code::JaRaNuki,
    here: "without ら",
    further: "and so is this",
    help: "write `られ`: in writing the short form is a mistake to many",
    fix: Some("write `られ`"),
};

/// 食べれる for 食べられる.
pub(crate) fn ra_nuki(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in texts(script) {
        let blank = text.words.blank();
        let places: Vec<Place<'_>> = WITHOUT_RA
            .all(blank)
            .filter_map(|(_, part)| {
                let behind = blank.get(part.end..)?;
                // 見れば says “if”.
                let can = ["る", "ます", "ませ", "まし", "ない", "なか", "なく", "た", "て"];
                let stem = blank.get(part.clone())?.strip_suffix('れ')?;
                can.iter().any(|end| behind.starts_with(end)).then(|| Place {
                    words: &text.words,
                    part,
                    instead: Some(format!("{stem}られ")),
                })
            })
            .collect();
        let Some(first) = places.first() else { continue };
        let message = format!("`{}` lacks a ら", first.raw());
        found.extend(RA.of(script, message, &places));
    }
}

const TWICE: Said = Said {
    code: Code::JaDoubleKeigo,
    here: "polite twice, or humble where the reader acts",
    further: "and so is this",
    help: "be polite once: ご記入ください, ご利用になる, おっしゃる, 伺う, 各位",
    fix: Some("be polite once"),
};

/// ご記入してください, ご利用になられた, おっしゃられた, 各位様.
pub(crate) fn double_keigo(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in texts(script) {
        let blank = text.words.blank();
        let places: Vec<Place<'_>> = DOUBLED
            .all(blank)
            .filter_map(|(which, part)| {
                let (_, instead, behind_polite) = FORMS.get(which)?;
                let before = blank.get(..part.start)?;
                let twice = !behind_polite || is_polite(before) && !STATES.iter().any(|state| before.ends_with(state));
                twice.then(|| Place { words: &text.words, part, instead: instead.map(str::to_owned) })
            })
            .collect();
        let Some(first) = places.first() else { continue };
        let message = format!("`{}` is polite in two ways", first.raw());
        found.extend(TWICE.of(script, message, &places));
    }
}

/// The forms, what stands instead where that is one thing, and whether they are wrong only behind what is polite already.
const FORMS: &[(&str, Option<&str>, bool)] = &[
    ("おっしゃられ", None, false),
    ("お伺いいたし", Some("伺い"), false),
    ("お伺い致し", Some("伺い"), false),
    ("各位様", Some("各位"), false),
    ("ご覧になられ", None, false),
    ("になられ", None, true),
    ("してください", Some("ください"), true),
    ("して下さい", Some("ください"), true),
    ("していただ", Some("いただ"), true),
];

static DOUBLED: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(FORMS.iter().map(|(form, _, _)| form)));

/// What somebody becomes: ご高齢になられた is polite once.
const STATES: &[&str] = &["ご病気", "ご高齢", "ご不幸", "ご夫婦"];

/// What the stem of a verb ends with.
const STEMS: &str = "いきしちひみりぎじびえけせめれべげぜ";

/// Whether words end with ご and two kanji, or お and a verb’s stem: ご記入, お選び.
fn is_polite(before: &str) -> bool {
    let mut signs = before.chars().rev();
    let is_kanji = |sign: Option<char>| sign.is_some_and(|sign| is_japanese(sign) && !is_hiragana(sign));
    let (last, second, third) = (signs.next(), signs.next(), signs.next());
    let noun = is_kanji(last) && is_kanji(second) && matches!(third, Some('ご' | '御'));
    let stem = last.is_some_and(|sign| STEMS.contains(sign)) && is_kanji(second) && third == Some('お');
    noun || stem
}
