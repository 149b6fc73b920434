//! What respondents type, brought into the one form that answer files hold: full-width digits, eras, dashes, separators.
//!
//! Normalisation happens where something is typed, before anything is judged. It never guesses: what it does not
//! understand it leaves as it is typed, so that the domain of the variable can complain of it. [`CASES`] is its contract with
//! every other program that mirrors it.

mod cases;
mod dates;

pub use self::cases::CASES;
use self::dates::{date, month, year};
use crate::answers::WHITE_SPACE;
use crate::domain::has_shape;
use crate::form::{FieldKind, TextShape, Value};

/// What is typed in a blank, as far as it matters for reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input<'a> {
    /// One line of free text.
    Text,
    /// Several lines of free text.
    LongText,
    /// A number, with the words that stand beside its blank: they may be typed along.
    Number(&'a [&'a str]),
    /// A year.
    Year,
    /// A month.
    Month,
    /// A day.
    Date,
    /// An e-mail address.
    Email,
    /// A web address.
    Url,
    /// A telephone number.
    Tel,
    /// A Japanese postal code.
    PostalJa,
    /// Any other postal code.
    PostalAny,
    /// A text that looks like a picture.
    Picture(&'a str),
}

impl<'a> Input<'a> {
    /// What is typed in a blank of this kind for this variable, with words beside it; nothing is typed into a flag.
    pub fn of(kind: &FieldKind, value: &'a Value, beside: &'a [&'a str]) -> Option<Self> {
        match kind {
            FieldKind::Integer | FieldKind::Decimal { digits: _ } | FieldKind::Scale { from: _, to: _, ends: _ } => {
                Some(Self::Number(beside))
            }
            FieldKind::Year | FieldKind::FiscalYear => Some(Self::Year),
            FieldKind::Month => Some(Self::Month),
            FieldKind::Date => Some(Self::Date),
            FieldKind::Email => Some(Self::Email),
            FieldKind::Url => Some(Self::Url),
            FieldKind::Tel => Some(Self::Tel),
            FieldKind::LongText => Some(Self::LongText),
            FieldKind::Text | FieldKind::Postal => Some(Self::of_text(value)),
            FieldKind::Flag => None,
        }
    }

    fn of_text(value: &'a Value) -> Self {
        match value {
            Value::Text { shape, max_length: _, lines: _ } => match shape {
                TextShape::Free => Self::Text,
                TextShape::Email => Self::Email,
                TextShape::Url => Self::Url,
                TextShape::Tel => Self::Tel,
                TextShape::PostalJa => Self::PostalJa,
                TextShape::PostalAny => Self::PostalAny,
                TextShape::Picture(picture) => Self::Picture(picture),
            },
            Value::Code(_)
            | Value::Tick
            | Value::Rank { max: _ }
            | Value::Integer { .. }
            | Value::Decimal { .. }
            | Value::Month { .. }
            | Value::Date { .. } => Self::Text,
        }
    }
}

/// Brings something typed into the form that an answer file holds. An empty result is no answer.
pub fn normalize(input: Input<'_>, typed: &str) -> String {
    let trimmed = typed.trim_matches(WHITE_SPACE);
    let understood = match input {
        Input::Text => return trimmed.replace("\r\n", " ").replace(['\r', '\n'], " "),
        Input::LongText => return trimmed.replace("\r\n", "\n").replace('\r', "\n"),
        Input::Email => of_shape(&TextShape::Email, narrow(trimmed)),
        Input::Url => of_shape(&TextShape::Url, url(narrow(trimmed))),
        Input::Number(beside) => number(alone(&plain(trimmed), beside)),
        Input::Year => year(&without_spaces(&plain(trimmed))).map(|year| year.to_string()),
        Input::Month => month(&plain(trimmed)),
        Input::Date => date(&plain(trimmed)),
        Input::Tel => of_shape(&TextShape::Tel, tel(&plain(trimmed))),
        Input::PostalJa => of_shape(&TextShape::PostalJa, postal(&plain(trimmed))),
        Input::PostalAny => of_shape(&TextShape::PostalAny, plain(trimmed)),
        Input::Picture(picture) => drawn(picture, trimmed),
    };
    understood.unwrap_or_else(|| trimmed.to_owned())
}

/// A text that has the shape it should have.
fn of_shape(shape: &TextShape, text: String) -> Option<String> {
    has_shape(shape, &text).then_some(text)
}

/// Full-width letters, digits and signs as ASCII, the ideographic space as a space. Kana and kanji stay.
fn narrow(text: &str) -> String {
    text.chars().map(narrow_character).collect()
}

fn narrow_character(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        _ => character,
    }
}

/// The same where numbers are meant: every dash is a hyphen too, the long vowel mark included, and the keys
/// 「。」「、」「・」 are the `.`, `,` and `/` that they share a key with.
fn plain(text: &str) -> String {
    let character = |character| match character {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{2500}' | 'ー' | 'ｰ' => '-',
        '。' | '｡' => '.',
        '、' | '､' => ',',
        '・' | '･' => '/',
        other => narrow_character(other),
    };
    text.chars().map(character).collect()
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|character| !WHITE_SPACE.contains(character)).collect()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number without what is typed along: the words that stand beside its blank, or, where none do, the sign of a currency.
fn alone<'a>(text: &'a str, beside: &[&str]) -> &'a str {
    let mut rest = text;
    for words in beside {
        let words = plain(words);
        let words = words.trim_matches(WHITE_SPACE);
        let cut = rest.strip_suffix(words).or_else(|| rest.strip_prefix(words));
        rest = cut.unwrap_or(rest).trim_matches(WHITE_SPACE);
    }
    if beside.is_empty() {
        rest = rest.strip_prefix(CURRENCIES).or_else(|| rest.strip_suffix(CURRENCIES)).unwrap_or(rest);
    }
    rest.trim_matches(WHITE_SPACE)
}

/// Signs that say of what an amount is, and not how much it is.
const CURRENCIES: [char; 5] = ['$', '£', '€', '¥', '￥'];

/// `-1,234.50` as `-1234.5`. Commas must part groups of three; `△` and `▲` are minus signs, as in accounts.
fn number(text: &str) -> Option<String> {
    let (negative, unsigned) = match text.strip_prefix(['-', '△', '▲']) {
        Some(unsigned) => (true, unsigned),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let whole = if whole.contains(',') { without_commas(whole)? } else { whole.to_owned() };
    let digits = |part: &str| part.is_empty() || is_digits(part);
    if !digits(&whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let fraction = fraction.trim_end_matches('0');
    let sign = if negative && !(whole == "0" && fraction.is_empty()) { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

fn without_commas(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    fits.then(|| whole.replace(',', ""))
}

/// A host without its scheme, `www.example.jp/…`, is one of the secure web.
fn url(text: String) -> String {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    if host.contains('.') && host.split('.').all(is_label) { format!("https://{text}") } else { text }
}

/// Brackets, points, strokes and spaces are hyphens, and there is one between two numbers.
fn tel(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    for character in text.chars() {
        let character = if matches!(character, '(' | ')' | '.' | '/' | ' ' | '\t') { '-' } else { character };
        if !(character == '-' && (told.is_empty() || told.ends_with('-'))) {
            told.push(character);
        }
    }
    told.trim_end_matches('-').to_owned()
}

fn postal(text: &str) -> String {
    let bare = without_spaces(&text.replace('〒', ""));
    match bare.split_at_checked(3) {
        Some((first, last)) if bare.len() == 7 && is_digits(&bare) => format!("{first}-{last}"),
        Some(_) | None => bare,
    }
}

/// As typed where that fits the picture, else in ASCII, else in capitals too, where that does.
fn drawn(picture: &str, trimmed: &str) -> Option<String> {
    let shape = TextShape::Picture(picture.to_owned());
    let plain = plain(trimmed);
    let capital = plain.to_ascii_uppercase();
    [trimmed.to_owned(), plain, capital].into_iter().find_map(|text| of_shape(&shape, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_comes_out_as_the_table_says() {
        for (input, typed, normal) in CASES {
            assert_eq!(normalize(*input, typed), *normal, "{input:?} {typed:?}");
        }
    }

    #[test]
    fn what_is_normal_stays() {
        for (input, typed, normal) in CASES {
            assert_eq!(normalize(*input, normal), *normal, "{input:?} {typed:?}, a second time");
        }
    }

    #[test]
    fn every_input_has_cases() {
        let covers = |wanted: &dyn Fn(Input<'_>) -> bool| CASES.iter().any(|(input, _, _)| wanted(*input));
        for input in [
            Input::Text,
            Input::LongText,
            Input::Number(&[]),
            Input::Year,
            Input::Month,
            Input::Date,
            Input::Email,
            Input::Url,
            Input::Tel,
            Input::PostalJa,
            Input::PostalAny,
        ] {
            assert!(covers(&|known| known == input), "{input:?}");
        }
        assert!(covers(&|known| matches!(known, Input::Picture(_))));
    }
}
