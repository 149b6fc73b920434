//! What a text takes for granted of its looks.

use std::ops::Range;
use std::sync::LazyLock;

use setsumon_diagnostics::{Code, Diagnostic};

use crate::language::{Phrases, same};
use crate::script::{Part, Script, Written};

/// The texts that speak of what stands around them.
fn texts<'s, 'a>(script: &'s Script<'a>) -> impl Iterator<Item = &'s Written<'a>> {
    script.texts.iter().filter(|text| match text.part {
        Part::Label | Part::Lead | Part::Hint | Part::Instruction | Part::Prose | Part::Message => true,
        Part::Title | Part::Option | Part::Around | Part::House | Part::Aside => false,
    })
}

/// A place on a page. That something stands above or below is true in every form.
static PLACES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "next page",
        "previous page",
        "following page",
        "overleaf",
        "右の欄",
        "左の欄",
        "右欄",
        "左欄",
        "右の表",
        "左の表",
        "右の図",
        "左の図",
        "右記",
        "左記",
        "裏面",
        "次ページ",
        "次のページ",
        "前ページ",
        "前のページ",
    ])
});

/// Sides, and what of a form may stand there: a pain on the left is none.
static SIDES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(&["on the right", "on the left", "to the right", "to the left"]));

static THINGS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "scale", "column", "box", "boxes", "table", "list", "picture", "button", "figure", "space", "field", "page",
        "screen", "margin", "diagram", "map", "form",
    ])
});

/// “Use the scale on the right”, 右の欄.
pub(crate) fn position(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in texts(script) {
        let side = || SIDES.first_in(&text.words).filter(|_| THINGS.are_in(text.words.folded()));
        let Some(part) = PLACES.first_in(&text.words).or_else(side) else { continue };
        let raw = text.words.blank().get(part.clone()).unwrap_or_default().to_owned();
        found.push(
            Diagnostic::new(Code::PositionReference, text.words.place(part), format!("`{raw}` is elsewhere on another screen"))
                .here("named by its place")
                .help("name it by its words or its number, `{label of …}`, `{number of …}`: a telephone has one column, and some listen"),
        );
    }
}

const COLOURS: &[&str] = &["red", "green", "blue", "orange", "yellow", "grey", "gray", "pink", "purple"];

/// What stands before “in red” where print is meant, and what bears a colour in a form.
const PRINTED: &[&str] = &[
    "marked in ",
    "shown in ",
    "printed in ",
    "written in ",
    "highlighted in ",
    "coloured in ",
    "colored in ",
    "questions in ",
    "fields in ",
    "items in ",
    "text in ",
    "boxes in ",
];
const BEARING: &[&str] = &[" box", " boxes", " field", " fields", " column", " text", " button", " letters", " type"];

const COLOURS_JA: &[&str] = &[
    "赤",
    "青",
    "緑",
    "黄",
    "赤色",
    "青色",
    "緑色",
    "黄色",
    "黄緑色",
    "オレンジ色",
    "ピンク色",
    "紫色",
    "水色",
    "灰色",
    "グレー",
];

/// What follows the name of a colour where print is meant. 赤字 alone is a loss.
const BEARING_JA: &[&str] = &[
    "の欄",
    "の項目",
    "の部分",
    "の枠",
    "の文字",
    "の箇所",
    "の設問",
    "の質問",
    "になって",
    "となって",
    "としており",
    "で記",
    "で書",
    "で示",
    "で表示",
    "で塗",
    "枠",
    "字の項目",
    "字の欄",
    "字の部分",
    "字の箇所",
    "字の設問",
    "字で記",
    "字で書",
    "字で示",
    "字で表示",
];

static COLOURED: LazyLock<Phrases> = LazyLock::new(|| {
    let before = COLOURS.iter().flat_map(|colour| PRINTED.iter().map(move |word| format!("{word}{colour}")));
    let behind = COLOURS.iter().flat_map(|colour| BEARING.iter().map(move |word| format!("{colour}{word}")));
    let japanese = COLOURS_JA.iter().flat_map(|colour| BEARING_JA.iter().map(move |word| format!("{colour}{word}")));
    let all: Vec<String> = before.chain(behind).chain(japanese).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    Phrases::new(&all)
});

/// “Marked in red”, 赤字の項目.
pub(crate) fn colour(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in texts(script) {
        let Some(part) = COLOURED.first_in(&text.words) else { continue };
        let raw = text.words.blank().get(part.clone()).unwrap_or_default().to_owned();
        found.push(
            Diagnostic::new(Code::ColourReference, text.words.place(part), format!("`{raw}` is seen by few"))
                .here("named by its colour")
                .help(
                    "name it by the word that is printed there: some see no colours, some print without, some listen",
                ),
        );
    }
}

/// “PLEASE ANSWER ALL QUESTIONS”.
pub(crate) fn capitals(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    if !script.is_english() {
        return;
    }
    for text in script.texts.iter().filter(|text| !matches!(text.part, Part::Aside | Part::House | Part::Around)) {
        let blank = text.words.blank();
        let letters = blank.chars().filter(|sign| sign.is_alphabetic()).count();
        let capitals = blank.chars().filter(|sign| sign.is_uppercase()).count();
        let words = blank
            .split_whitespace()
            .filter(|word| word.chars().filter(|sign| sign.is_alphabetic()).count() > 1)
            .count();
        if words >= 4 && capitals * 5 >= letters * 4 {
            found.push(
                Diagnostic::new(Code::AllCaps, text.words.span, "all of a text is in capitals")
                    .here("in capitals")
                    .help("write it as a sentence, and `**…**` around what must not be missed: capitals are read word by word"),
            );
        }
    }
}

/// Words that say nothing of where a link leads, as they are compared.
const EMPTY: &[&str] = &[
    "here",
    "clickhere",
    "more",
    "readmore",
    "thislink",
    "link",
    "thispage",
    "こちら",
    "ここ",
    "詳細",
    "詳しくはこちら",
    "リンク",
];

/// `[here](https://…)`.
pub(crate) fn links(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in script.texts.iter().filter(|text| !matches!(text.part, Part::Aside | Part::House)) {
        let Some(part) = empty_link(text.words.blank()) else { continue };
        let raw = text.words.blank().get(part.clone()).unwrap_or_default().to_owned();
        found.push(
            Diagnostic::new(Code::LinkWords, text.words.place(part), format!("a link is called `{raw}`"))
                .here("leads where?")
                .help("call it what it leads to, as `[our rules](…)`: who listens hears the links of a page without the words around"),
        );
    }
}

/// The words of the first link that say nothing.
fn empty_link(words: &str) -> Option<Range<usize>> {
    let mut rest = 0;
    while let Some(end) = words.get(rest..)?.find("](").map(|at| rest + at) {
        rest = end + "](".len();
        let Some(start) = words.get(..end)?.rfind('[').map(|at| at + 1) else { continue };
        if EMPTY.contains(&same(words.get(start..end)?).as_str()) {
            return Some(start..end);
        }
    }
    None
}
