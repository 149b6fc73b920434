//! Texts of the model as texts of the sheet.

use setsumon_core::text::{Block, Inline as CoreInline, Text as CoreText};

use crate::sheet::{Inline, Para, Text};

/// Longer words of Latin letters get places to break, one every so many letters.
const LONGEST_WORD: usize = 34;
/// A word of so many letters may have to be parted in a narrow cell.
const LONG_WORD: usize = 9;
const ENGLISH: &str = "en";
/// Whose words are the longest of those that have such letters.
const GERMAN: &str = "de";
const BREAK_EVERY: usize = 8;

/// Prose: every block of its own.
pub(super) fn prose(text: &CoreText) -> Vec<Para> {
    text.blocks()
        .iter()
        .map(|block| match block {
            Block::Paragraph(line) => Para::Paragraph { p: line_of(line) },
            Block::Bullets(items) => Para::List { list: lines_of(items), ordered: false },
            Block::Numbered(items) => Para::List { list: lines_of(items), ordered: true },
        })
        .collect()
}

/// A label: one run, blocks parted by a new line.
pub(super) fn label(text: &CoreText) -> Text {
    let mut run = Vec::new();
    for block in text.blocks() {
        let lines: &[Vec<CoreInline>] = match block {
            Block::Paragraph(line) => std::slice::from_ref(line),
            Block::Bullets(items) | Block::Numbered(items) => items,
        };
        for line in lines {
            if !run.is_empty() {
                run.push(Inline::Break { line_break: true });
            }
            run.extend(line_of(line));
        }
    }
    run
}

/// A label that may be missing.
pub(super) fn optional(text: Option<&CoreText>) -> Text {
    text.map(label).unwrap_or_default()
}

/// Prose that may be missing.
pub(super) fn optional_prose(text: Option<&CoreText>) -> Vec<Para> {
    text.map(prose).unwrap_or_default()
}

/// Plain words as a run.
pub(super) fn words(words: impl Into<String>) -> Text {
    vec![Inline::Plain(words.into())]
}

/// One paragraph of a run.
pub(super) fn paragraph(run: Text) -> Vec<Para> {
    vec![Para::Paragraph { p: run }]
}

/// One paragraph of a run with weight: a caption.
pub(super) fn caption(run: Text) -> Vec<Para> {
    paragraph(vec![Inline::Strong { strong: run }])
}

fn lines_of(items: &[Vec<CoreInline>]) -> Vec<Text> {
    items.iter().map(|line| line_of(line)).collect()
}

fn line_of(line: &[CoreInline]) -> Text {
    let mut run = Vec::new();
    for inline in line {
        match inline {
            CoreInline::Plain(plain) => run.extend(breakable(plain)),
            CoreInline::Strong(inner) => run.push(Inline::Strong { strong: line_of(inner) }),
            CoreInline::Link { url, words } => run.push(Inline::Link { link: url.clone(), text: line_of(words) }),
            // Paper knows no answers: the words that stand for one that is missing.
            CoreInline::Answer { variable: _, otherwise } => run.extend(breakable(otherwise)),
        }
    }
    run
}

/// Words as the sheet sets them: those in European letters with their own font, long ones so that they can be parted, and places
/// to break in those that are longer than any language's: they would run over the border of a narrow cell.
fn breakable(words: &str) -> Text {
    let mut run = Vec::new();
    for (piece, european) in in_scripts(words) {
        if european {
            run.push(Inline::European { european: piece.to_owned(), lang: language_of(piece).to_owned() });
            continue;
        }
        let mut plain = String::new();
        for part in piece.split_inclusive(|c: char| !c.is_ascii_graphic() && !is_european(c)) {
            let length = part.chars().count();
            let word = part.chars().take_while(|c| c.is_alphabetic() && is_european(*c)).count();
            if length > LONGEST_WORD {
                for (index, c) in part.chars().enumerate() {
                    if index > 0 && index % BREAK_EVERY == 0 {
                        run.push(Inline::Plain(std::mem::take(&mut plain)));
                        run.push(Inline::Soft { soft_break: true });
                    }
                    plain.push(c);
                }
            } else if word >= LONG_WORD && word.saturating_add(2) >= length {
                if !plain.is_empty() {
                    run.push(Inline::Plain(std::mem::take(&mut plain)));
                }
                run.push(Inline::Word { word: part.to_owned(), lang: language_of(part).to_owned() });
            } else {
                plain.push_str(part);
            }
        }
        if !plain.is_empty() {
            run.push(Inline::Plain(plain));
        }
    }
    run
}

/// A text in stretches: those with letters that the sheet's own font lacks or sets as wide as a Chinese character, and others.
fn in_scripts(words: &str) -> Vec<(&str, bool)> {
    let foreign = |word: &str| {
        let wide = word.chars().filter(|c| matches!(c, '\u{370}'..='\u{52f}' | '\u{1f00}'..='\u{1fff}')).count();
        wide > 1 || word.chars().any(|c| matches!(c, '\u{100}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}'))
    };
    let mut out: Vec<(&str, bool)> = Vec::new();
    let mut start = 0;
    let mut end = 0;
    let mut european = false;
    for word in words.split_inclusive(|c: char| !is_european(c)) {
        let own = foreign(word);
        if own != european && end > start {
            out.extend(words.get(start..end).map(|piece| (piece, european)));
            start = end;
        }
        european = own;
        end = end.saturating_add(word.len());
    }
    out.extend(words.get(start..end).filter(|piece| !piece.is_empty()).map(|piece| (piece, european)));
    out
}

/// Whether a character may stand in a word of a European language.
fn is_european(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{c0}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}' | '-' | '\'' | '’')
}

/// By whose rules words are parted: those of a language in their letters.
fn language_of(words: &str) -> &'static str {
    let of = |low: char, high: char| words.chars().any(|c| (low..=high).contains(&c));
    if of('\u{400}', '\u{52f}') {
        "ru"
    } else if of('\u{370}', '\u{3ff}') || of('\u{1f00}', '\u{1fff}') {
        "el"
    } else if words.chars().any(|c| "äöüßÄÖÜ".contains(c)) {
        GERMAN
    } else {
        ENGLISH
    }
}

#[cfg(test)]
mod tests {
    use super::{Inline, breakable};

    fn plain(words: &str) -> Inline {
        Inline::Plain(words.to_owned())
    }

    #[test]
    fn only_long_words_may_break() {
        assert_eq!(breakable("医療DXと http://a.jp/"), [Inline::Plain("医療DXと http://a.jp/".to_owned())]);
        let long = "a".repeat(38);
        let pieces = breakable(&long);
        assert_eq!(pieces.len(), 9, "{pieces:?}");
        let word = Inline::Word { word: "satisfied ".to_owned(), lang: "en".to_owned() };
        assert_eq!(breakable("Not satisfied at all"), [plain("Not "), word, plain("at all")]);
        let german = Inline::Word { word: "Beschäftigungsverhältnis".to_owned(), lang: "de".to_owned() };
        assert_eq!(breakable("Beschäftigungsverhältnis"), [german], "a letter with dots ends no word");
    }

    #[test]
    fn letters_of_europe_have_their_own_font() {
        let european = |words: &str, lang: &str| Inline::European { european: words.to_owned(), lang: lang.to_owned() };
        assert_eq!(breakable("Język polski"), [european("Język ", "en"), plain("polski")]);
        assert_eq!(breakable("はい（Українська）"), [plain("はい（"), european("Українська）", "ru")]);
        assert_eq!(breakable("β線の量"), [plain("β線の量")], "a letter among others stays what it is");
        assert_eq!(breakable("café"), [plain("café")]);
    }
}
