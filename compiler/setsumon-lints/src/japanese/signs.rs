//! Signs between words: commas, stops, brackets, waves, each in one form.

use std::ops::Range;

use setsumon_diagnostics::{Code, Diagnostic};

use super::{shown, texts};
use crate::found::{Place, Said};
use crate::language::is_japanese;
use crate::script::Script;

const MIXED: Said = Said {
    code: Code::JaPunctuationMixed,
    here: "another form",
    further: "and this",
    help: "write a sign in one form, that of most places",
    fix: Some("write it as elsewhere"),
};

/// Signs that are one to their reader, the usual form first.
const SIGNS: &[&[char]] = &[&['、', '，', ','], &['。', '．', '.'], &['？', '?'], &['！', '!']];

/// Waves between two ends, `1～10人`: two signs that look alike.
const WAVES: &[char] = &['～', '〜'];

/// `席数，面積(概数)` where others are `席数、面積（概数）`.
pub(crate) fn mixed(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for forms in SIGNS {
        let mut places: Vec<Vec<Place<'_>>> = vec![Vec::new(); forms.len()];
        for text in texts(script) {
            let blank = text.words.blank();
            for (at, sign) in blank.match_indices(*forms) {
                let part = at..at + sign.len();
                let form = forms.iter().position(|form| sign.starts_with(*form));
                if let Some(places) = form.and_then(|form| places.get_mut(form))
                    && is_between(blank, part.clone())
                {
                    places.push(Place { words: &text.words, part, instead: None });
                }
            }
        }
        let forms: Vec<String> = forms.iter().map(char::to_string).collect();
        found.extend(rare(script, &forms, places));
    }
    brackets(script, found);
    let mut places = vec![Vec::new(), Vec::new()];
    for text in shown(script).filter(|text| !text.words.blank().is_ascii()) {
        for (at, sign) in text.words.blank().match_indices(WAVES) {
            if let Some(places) = places.get_mut(usize::from(!sign.starts_with('～'))) {
                places.push(Place { words: &text.words, part: at..at + sign.len(), instead: None });
            }
        }
    }
    found.extend(rare(script, &WAVES.iter().map(char::to_string).collect::<Vec<_>>(), places));
}

/// Whether a sign stands behind a Japanese letter and before another, or at the end.
fn is_between(words: &str, part: Range<usize>) -> bool {
    let before = words.get(..part.start).and_then(|before| before.chars().next_back());
    let behind = words.get(part.end..).and_then(|behind| behind.chars().next());
    before.is_some_and(is_japanese) && behind.is_none_or(|behind| is_japanese(behind) || behind == '\n')
}

/// A finding of all forms but the one that is most frequent; of two, the usual one.
fn rare(script: &Script<'_>, forms: &[String], mut places: Vec<Vec<Place<'_>>>) -> Option<Diagnostic> {
    let most = places.iter().map(Vec::len).max()?;
    let usual = places.iter().position(|places| places.len() == most)?;
    places.get_mut(usual)?.clear();
    let mut all: Vec<Place<'_>> = places.into_iter().flatten().collect();
    let instead = forms.get(usual)?;
    all.iter_mut().for_each(|place| place.instead = Some(instead.clone()));
    let raw = all.first()?.raw().to_owned();
    MIXED.of(script, format!("`{raw}` stands here, and `{instead}` elsewhere"), &all)
}

/// Brackets around Japanese letters, of another width than most, or of two widths.
fn brackets(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let (mut wide, mut narrow, mut odd): (Vec<Place<'_>>, Vec<Place<'_>>, Vec<Place<'_>>) = Default::default();
    for text in texts(script) {
        let blank = text.words.blank();
        let mut open: Option<(usize, char)> = None;
        for (at, sign) in blank.char_indices().filter(|(_, sign)| "（(）)".contains(*sign)) {
            if matches!(sign, '（' | '(') {
                open = Some((at, sign));
                continue;
            }
            let Some((start, opened)) = open.take() else { continue };
            if !blank.get(start..at).is_some_and(|inside| inside.contains(is_japanese)) {
                continue;
            }
            let part = start..at + sign.len_utf8();
            let inside = blank.get(start + opened.len_utf8()..at).unwrap_or_default();
            let place = Place { words: &text.words, part, instead: Some(format!("（{inside}）")) };
            match (opened, sign) {
                ('（', '）') => wide.push(place),
                ('(', ')') => narrow.push(place),
                _ => odd.push(place),
            }
        }
    }
    found.extend(MIXED.of(script, "a bracket opens in one width and closes in another".to_owned(), &odd));
    if wide.is_empty() || narrow.is_empty() {
        return;
    }
    let (rare, wanted) = if wide.len() < narrow.len() { (wide, ('(', ')')) } else { (narrow, ('（', '）')) };
    let rare: Vec<Place<'_>> = rare
        .into_iter()
        .map(|place| {
            let inside = place.raw().trim_matches(['（', '）', '(', ')']).to_owned();
            Place { instead: Some(format!("{}{inside}{}", wanted.0, wanted.1)), ..place }
        })
        .collect();
    let message = format!("brackets of another width than elsewhere, `{}{}`", wanted.0, wanted.1);
    found.extend(MIXED.of(script, message, &rare));
}
