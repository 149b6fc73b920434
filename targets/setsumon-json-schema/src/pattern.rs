//! Regular expressions that mean the same to ECMAScript with the `u` flag, Rust and Python.
//!
//! None uses `\d`, `\w`, `\s`, look-around or a needless escape; `$` is safe because line breaks are refused beside it.

use setsumon_core::form::TextShape;

/// A day that the calendar has, of the years 1000 to 9999.
pub(crate) const DAY: &str = "^(?:[1-9][0-9]{3}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[1-9][0-9](?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)-02-29)$";
/// A month of the years 1000 to 9999.
pub(crate) const MONTH: &str = "^[1-9][0-9]{3}-(?:0[1-9]|1[0-2])$";
/// Some character that is not white space. White space is spelled out: `\s` differs between engines.
pub(crate) const SOME_INK: &str = "[^ \\t\\n\\r\\u3000]";
/// A character that no one-line text has.
pub(crate) const LINE_BREAK_OR_NUL: &str = "[\\x00\\n\\r]";
/// The character that no text has.
pub(crate) const NUL: &str = "\\x00";

/// The pattern of a shape; none for free text.
pub(crate) fn shape(shape: &TextShape) -> Option<String> {
    match shape {
        TextShape::Free => None,
        TextShape::Email => Some("^[!-?A-~]+@[!-?A-~]+\\.[!-?A-~]+$".to_owned()),
        TextShape::Tel => Some("^[+0-9][0-9-]{5,19}$".to_owned()),
        TextShape::PostalJa => Some("^[0-9]{3}-[0-9]{4}$".to_owned()),
        TextShape::PostalAny => Some("^[0-9A-Za-z][0-9A-Za-z -]{0,8}[0-9A-Za-z]$".to_owned()),
        TextShape::Url => Some("^https?://[^\\x00-\\x20\\x7f-\\x9f\\u3000]+$".to_owned()),
        TextShape::Picture(picture) => Some(format!("^{}$", picture.chars().map(picture_char).collect::<String>())),
    }
}

fn picture_char(char: char) -> String {
    match char {
        '9' => "[0-9]".to_owned(),
        'A' => "[A-Z]".to_owned(),
        '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' => format!("\\{char}"),
        other => other.to_string(),
    }
}

/// Which side of a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// The bound and all after it.
    From,
    /// The bound and all before it.
    UpTo,
}

/// The texts of the bound's own form (digits and hyphens in the same places) on one side of it, the bound included.
/// Written with four digits of the year first, days and months sort as texts do.
pub(crate) fn beside(bound: &str, side: Side) -> String {
    format!("^{}$", beside_chars(&bound.chars().collect::<Vec<_>>(), side))
}

fn beside_chars(bound: &[char], side: Side) -> String {
    let Some((first, rest)) = bound.split_first() else {
        return String::new();
    };
    let Some(digit) = first.to_digit(10) else {
        return format!("{first}{}", beside_chars(rest, side));
    };
    let (low, high) = match side {
        Side::From => (digit + 1, 9),
        Side::UpTo => (0, digit.wrapping_sub(1)),
    };
    let beyond_is_empty = match side {
        Side::From => digit == 9,
        Side::UpTo => digit == 0,
    };
    let same = format!("{digit}{}", beside_chars(rest, side));
    if beyond_is_empty {
        return same;
    }
    if rest.is_empty() {
        return match side {
            Side::From => digits(digit, 9),
            Side::UpTo => digits(0, digit),
        };
    }
    format!("(?:{}{}|{same})", digits(low, high), anything(rest))
}

fn digits(low: u32, high: u32) -> String {
    if low == high { low.to_string() } else { format!("[{low}-{high}]") }
}

fn anything(form: &[char]) -> String {
    form.iter().map(|char| if char.is_ascii_digit() { "[0-9]".to_owned() } else { char.to_string() }).collect()
}
