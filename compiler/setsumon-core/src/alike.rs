//! Whether texts of two editions say the same: width, signs and printed numbers aside, and years that moved with the edition.

use unicode_normalization::UnicodeNormalization;

use crate::frozen::same_but_for_years;

/// How what a text says lies to what another says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alike {
    /// It says the same.
    Same,
    /// It says the same of a year that moved with the edition.
    Moved,
    /// It says something else.
    Other,
}

/// How a text of one edition lies to that of another.
pub fn alike((old_year, old): (i64, &str), (new_year, new): (i64, &str)) -> Alike {
    let (old, new) = (unnumbered(&folded(old)), unnumbered(&folded(new)));
    if old == new {
        Alike::Same
    } else if same_but_for_years(&old, &new, new_year - old_year) {
        Alike::Moved
    } else {
        Alike::Other
    }
}

/// A text without what only its setter sees: width, spaces, and which of several signs of one use stands there.
pub fn folded(text: &str) -> String {
    let sign = |character: char| match character {
        '、' | ',' => ',',
        '。' | '.' => '.',
        '〜' | '～' | '∼' | '~' => '~',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' => '-',
        '“' | '”' | '„' | '〝' | '〟' | '«' | '»' => '"',
        '‘' | '’' | '‚' => '\'',
        '･' | '·' | '•' => '・',
        other => other,
    };
    text.nfkc().filter(|character| !character.is_whitespace() && *character != '\u{200B}').map(sign).collect()
}

/// A folded text with `(#)` for the printed numbers of places, as `(25)の1`.
pub fn unnumbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('(') {
        let (before, bracket) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let inner = bracket.get(1..).unwrap_or("");
        let number =
            digits(inner).filter(|digits| inner.get(digits.length..).is_some_and(|rest| rest.starts_with(')')));
        let Some(number) = number else {
            out.push('(');
            rest = inner;
            continue;
        };
        out.push_str("(#)");
        rest = inner.get(number.length + 1..).unwrap_or("");
        let item = rest.strip_prefix('の').and_then(|item| Some((item, digits(item)?)));
        if let Some((item, number)) = item {
            rest = item.get(number.length..).unwrap_or("");
        }
    }
    out.push_str(rest);
    out
}

/// A whole number that a text begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits {
    /// The number; of a very long one the largest that can be held.
    pub number: i64,
    /// How many digits it has.
    pub count: usize,
    /// How many bytes it takes.
    pub length: usize,
}

/// The whole number that a text begins with; full-width digits count.
pub fn digits(text: &str) -> Option<Digits> {
    let value = |character: char| match character {
        '0'..='9' => Some(u32::from(character) - u32::from('0')),
        '０'..='９' => Some(u32::from(character) - u32::from('０')),
        _ => None,
    };
    let mut found = Digits { number: 0, count: 0, length: 0 };
    for character in text.chars() {
        let Some(digit) = value(character) else { break };
        found.number = found.number.saturating_mul(10).saturating_add(i64::from(digit));
        found.count += 1;
        found.length += character.len_utf8();
    }
    (found.count > 0).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_that_moves_says_something_else_a_year_on() {
        for (old, new, expected) in [
            ("In 2024", "In 2025", Alike::Moved),
            ("令和６年", "令和７年", Alike::Moved),
            ("In 2024", "In 2024", Alike::Same),
            ("ＮＷ（２５）の1", "NW(26)の2", Alike::Same),
            ("In 2024", "In 2026", Alike::Other),
            ("Dislike", "A little", Alike::Other),
        ] {
            assert_eq!(alike((2024, old), (2025, new)), expected, "{old} → {new}");
        }
    }
}
