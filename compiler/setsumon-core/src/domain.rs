//! Whether a value fits its variable: codes, ticks, bounds, places, calendar and the shapes of texts.

use crate::answers::{Held, Misplaced, is_blank};
use crate::calendar;
use crate::form::{Day, Form, TextShape, Value};
use crate::number::Number;
use crate::within::{every_day, every_month};

/// The largest whole number that JSON, JavaScript and every database hold exactly. A number that is not bounded goes so far.
pub const MOST_WHOLE: i64 = (1 << 53) - 1;
/// The digits of a decimal number, before and behind the point together, that a binary double keeps apart.
const MOST_DIGITS: u32 = 15;

/// Why a value does not fit its variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// `null`: what is not answered is left out.
    Null,
    /// A tick that is `false`: what is not ticked is left out.
    False,
    /// Something other than `true` for a tick.
    NotATick,
    /// Something other than a number.
    NotANumber,
    /// Something other than a text.
    NotAText,
    /// A text without a character that is not white space: what is not answered is left out.
    Blank,
    /// No code of the list.
    UnknownCode,
    /// A code that is kept for its history alone.
    RetiredCode,
    /// A number that is not whole.
    NotWhole,
    /// A number with more decimal places than these.
    TooManyPlaces(u32),
    /// A number with more digits than can be kept.
    TooManyDigits,
    /// A value before the first or behind the last that is allowed.
    OutOfRange {
        /// The lowest, as it is written in an answer file.
        min: String,
        /// The highest.
        max: String,
    },
    /// A number below the lowest that is allowed, where no highest is given.
    TooLow(String),
    /// A number above the highest that is allowed, where no lowest is given.
    TooHigh(String),
    /// A day or month before the first that is allowed, where no last is given.
    TooEarly(String),
    /// A day or month behind the last that is allowed, where no first is given.
    TooLate(String),
    /// No day of the calendar written `2025-01-31`.
    NotADay,
    /// No month written `2025-01`.
    NotAMonth,
    /// A text with U+0000 in it.
    Nul,
    /// A line break where there is one line.
    LineBreak,
    /// A text longer than so many characters.
    TooLong {
        /// At most.
        max: u32,
        /// As it is.
        length: usize,
    },
    /// A text that does not look like this.
    WrongShape(TextShape),
}

/// Checks what stands for a variable against what it may hold.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn check(form: &Form, value: &Value, held: &Held) -> Result<(), Misfit> {
    match held {
        Held::Misplaced(misplaced) => Err(misplaced_in(value, *misplaced)),
        Held::Text(text) if is_blank(text) => Err(Misfit::Blank),
        Held::Text(_) | Held::Number(_) | Held::Tick => check_value(form, value, held),
    }
}

fn check_value(form: &Form, value: &Value, held: &Held) -> Result<(), Misfit> {
    match (value, held) {
        (Value::Code(list), Held::Text(code)) => {
            match form.code_lists().get(*list).codes.iter().find(|entry| entry.code == *code) {
                None => Err(Misfit::UnknownCode),
                Some(entry) if entry.retired => Err(Misfit::RetiredCode),
                Some(_) => Ok(()),
            }
        }
        (Value::Tick, Held::Tick) => Ok(()),
        (Value::Rank { max }, Held::Number(number)) => check_whole(*number, 1, i64::from(*max)),
        (Value::Integer { min, max }, Held::Number(number)) => check_whole(*number, *min, *max),
        (Value::Decimal { digits, min, max }, Held::Number(number)) => {
            if number.places() > *digits {
                return Err(Misfit::TooManyPlaces(*digits));
            }
            in_range(*number, [*min, *max], every_decimal(*digits), Number::to_string).map_err(number_misfit)
        }
        (Value::Month { min, max }, Held::Text(text)) => {
            let month = calendar::parse_month(text).ok_or(Misfit::NotAMonth)?;
            let natural = every_month();
            in_range(month, [*min, *max], natural, |month| calendar::iso_month(*month)).map_err(day_misfit)
        }
        (Value::Date { min, max }, Held::Text(text)) => {
            let day = calendar::parse_day(text).ok_or(Misfit::NotADay)?;
            let natural = every_day();
            in_range(day, [*min, *max], natural, |day: &Day| calendar::iso_day(*day)).map_err(day_misfit)
        }
        (Value::Text { shape, max_length, lines }, Held::Text(text)) => check_text(shape, *max_length, *lines, text),
        (
            Value::Code(_)
            | Value::Tick
            | Value::Rank { .. }
            | Value::Integer { .. }
            | Value::Decimal { .. }
            | Value::Month { .. }
            | Value::Date { .. }
            | Value::Text { .. },
            Held::Text(_) | Held::Number(_) | Held::Tick | Held::Misplaced(_),
        ) => Err(misplaced_in(value, Misplaced::OtherType)),
    }
}

fn misplaced_in(value: &Value, misplaced: Misplaced) -> Misfit {
    match (misplaced, value) {
        (Misplaced::Null, _) => Misfit::Null,
        (Misplaced::False, Value::Tick) => Misfit::False,
        (Misplaced::HugeNumber, _) => Misfit::TooManyDigits,
        (Misplaced::OtherType, Value::Tick) => Misfit::NotATick,
        (
            Misplaced::False | Misplaced::OtherType,
            Value::Rank { .. } | Value::Integer { .. } | Value::Decimal { .. },
        ) => Misfit::NotANumber,
        (
            Misplaced::False | Misplaced::OtherType,
            Value::Code(_) | Value::Month { .. } | Value::Date { .. } | Value::Text { .. },
        ) => Misfit::NotAText,
    }
}

fn check_whole(number: Number, min: i64, max: i64) -> Result<(), Misfit> {
    let whole = number.as_whole().ok_or(Misfit::NotWhole)?;
    in_range(whole, [min, max], [-MOST_WHOLE, MOST_WHOLE], i64::to_string).map_err(number_misfit)
}

/// The least and the greatest number of so many decimal places that can be kept.
pub(crate) fn every_decimal(digits: u32) -> [Number; 2] {
    let most = 10_i64.pow(MOST_DIGITS) - 1;
    [Number::new(-most, digits), Number::new(most, digits)]
}

/// The bounds that a value lies out of, as far as the author gives them: what there is without them is told to nobody.
struct Bounds {
    min: Option<String>,
    max: Option<String>,
}

fn in_range<T: PartialOrd>(
    value: T,
    bounds: [T; 2],
    natural: [T; 2],
    written: impl Fn(&T) -> String,
) -> Result<(), Bounds> {
    let ([min, max], [least, most]) = (bounds, natural);
    if value >= min && value <= max {
        return Ok(());
    }
    // What lies beyond everything misses no bound of the author's.
    let beyond = value < least || value > most;
    let told = |bound: &T, natural: &T| (!beyond && bound != natural).then(|| written(bound));
    Err(Bounds { min: told(&min, &least), max: told(&max, &most) })
}

fn number_misfit(bounds: Bounds) -> Misfit {
    match bounds {
        Bounds { min: Some(min), max: Some(max) } => Misfit::OutOfRange { min, max },
        Bounds { min: Some(min), max: None } => Misfit::TooLow(min),
        Bounds { min: None, max: Some(max) } => Misfit::TooHigh(max),
        Bounds { min: None, max: None } => Misfit::TooManyDigits,
    }
}

fn day_misfit(bounds: Bounds) -> Misfit {
    match bounds {
        Bounds { min: Some(min), max: Some(max) } => Misfit::OutOfRange { min, max },
        Bounds { min: Some(min), max: None } => Misfit::TooEarly(min),
        Bounds { min: None, max: Some(max) } => Misfit::TooLate(max),
        Bounds { min: None, max: None } => Misfit::NotADay,
    }
}

fn check_text(shape: &TextShape, max_length: Option<u32>, lines: bool, text: &str) -> Result<(), Misfit> {
    if text.contains('\0') {
        return Err(Misfit::Nul);
    }
    if !lines && text.contains(['\n', '\r']) {
        return Err(Misfit::LineBreak);
    }
    let length = text.chars().count();
    match max_length {
        Some(max) if u32::try_from(length).unwrap_or(u32::MAX) > max => return Err(Misfit::TooLong { max, length }),
        Some(_) | None => {}
    }
    if has_shape(shape, text) { Ok(()) } else { Err(Misfit::WrongShape(shape.clone())) }
}

/// Whether a text has a shape. The reference defines each; no regular expression engine has a say in it.
pub fn has_shape(shape: &TextShape, text: &str) -> bool {
    match shape {
        TextShape::Free => true,
        TextShape::Email => is_email(text),
        TextShape::Tel => is_tel(text),
        TextShape::PostalJa => fits_picture("999-9999", text),
        TextShape::PostalAny => is_postal(text),
        TextShape::Url => is_url(text),
        TextShape::Picture(picture) => fits_picture(picture, text),
    }
}

fn is_email(text: &str) -> bool {
    let Some((before, behind)) = text.split_once('@') else { return false };
    let mut inside = behind.chars();
    inside.next();
    inside.next_back();
    text.chars().all(|character| character.is_ascii_graphic())
        && !before.is_empty()
        && !behind.contains('@')
        && inside.any(|character| character == '.')
}

fn is_tel(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next().is_some_and(|first| first == '+' || first.is_ascii_digit());
    let rest: Vec<char> = characters.collect();
    first
        && (5..=19).contains(&rest.len())
        && rest.iter().all(|character| *character == '-' || character.is_ascii_digit())
}

fn is_postal(text: &str) -> bool {
    let is_edge = |edge: Option<char>| edge.is_some_and(|edge| edge.is_ascii_alphanumeric());
    (2..=10).contains(&text.chars().count())
        && text.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, ' ' | '-'))
        && is_edge(text.chars().next())
        && is_edge(text.chars().next_back())
}

fn is_url(text: &str) -> bool {
    let behind = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    behind.is_some_and(|behind| !behind.is_empty())
        && !text.chars().any(|character| character.is_control() || matches!(character, ' ' | '\u{3000}'))
}

fn fits_picture(picture: &str, text: &str) -> bool {
    let mut characters = text.chars();
    let fits = picture.chars().all(|drawn| {
        characters.next().is_some_and(|character| match drawn {
            '9' => character.is_ascii_digit(),
            'A' => character.is_ascii_uppercase(),
            _ => character == drawn,
        })
    });
    fits && characters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(shape: TextShape, max_length: Option<u32>, lines: bool) -> Value {
        Value::Text { shape, max_length, lines }
    }

    fn misfit(value: &Value, held: Held) -> Option<Misfit> {
        // None of these values needs a code list, so no form is at hand.
        check_value(&crate::evaluate::tests::empty_form(), value, &held).err()
    }

    #[test]
    fn shapes_are_as_the_reference_says() {
        let picture = TextShape::Picture("AA-9999".to_owned());
        for (shape, good, bad) in [
            (
                TextShape::Email,
                &["a@b.c", "!@..x", "a@b..c", "a.b+c@d.e.f"][..],
                &["", "@b.c", "a@", "a@.b", "a@b.", "a@b", "a@.", "a@b@c.d", "a b@c.d", "ａ@b.c", "a@b.c\n"][..],
            ),
            (
                TextShape::Tel,
                &["+12345", "03-1234-5678", "012345", "1-----", "+8131234567890123456"],
                &["", "12345", "+1234", "03 1234 5678", "-123456", "03-1234-5678-9012-345", "０３-1234", "1+2345"],
            ),
            (TextShape::PostalJa, &["123-4567"], &["1234567", "123-456", "１23-4567", "123-4567 ", "123‐4567"]),
            (
                TextShape::PostalAny,
                &["12", "SW1A 1AA", "1234-56789", "a-1"],
                &["", "1", "-12", "12-", " 12", "12 ", "12345678901", "1_2", "１２３"],
            ),
            (
                TextShape::Url,
                &["http://x", "https://例え.jp/パス?q=1#f", "https://\\"],
                &[
                    "",
                    "http://",
                    "https://",
                    "ftp://x",
                    "HTTP://x",
                    "http://a b",
                    "http://a\u{3000}b",
                    "http://a\u{85}",
                    "x",
                ],
            ),
            (picture, &["AB-0123"], &["", "ab-0123", "AB-012", "AB-01234", "A1-0123", "AB0123", "ＡB-0123"]),
            (TextShape::Picture("〒99".to_owned()), &["〒12"], &["12", "〒1a"]),
            (TextShape::Free, &["", "x"], &[]),
        ] {
            for text in good {
                assert!(has_shape(&shape, text), "{shape:?} {text}");
            }
            for text in bad {
                assert!(!has_shape(&shape, text), "{shape:?} {text}");
            }
        }
    }

    #[test]
    fn lengths_are_code_points_and_lines_are_breaks() {
        let word = |held: &str| Held::Text(held.to_owned());
        let short = text(TextShape::Free, Some(2), false);
        assert_eq!(misfit(&short, word("𠮷野")), None);
        assert_eq!(misfit(&short, word("e\u{301}e")), Some(Misfit::TooLong { max: 2, length: 3 }));
        assert_eq!(misfit(&short, word("a\nb")), Some(Misfit::LineBreak));
        assert_eq!(misfit(&short, word("\r")), Some(Misfit::LineBreak));
        assert_eq!(misfit(&short, word("a\0")), Some(Misfit::Nul));
        assert_eq!(misfit(&text(TextShape::Free, None, true), word("a\r\nb")), None);
    }

    #[test]
    fn numbers_have_bounds_and_places() {
        let number = |text: &str| Held::Number(Number::parse(text).expect(text));
        let scale = Value::Integer { min: 0, max: 10 };
        assert_eq!(misfit(&scale, number("10")), None);
        assert_eq!(misfit(&scale, number("10.0")), None);
        assert_eq!(misfit(&scale, number("1.5")), Some(Misfit::NotWhole));
        let range = Some(Misfit::OutOfRange { min: "0".to_owned(), max: "10".to_owned() });
        assert_eq!(misfit(&scale, number("11")), range);
        assert_eq!(misfit(&scale, number("-1")), range);
        assert_eq!(misfit(&scale, Held::Text("1".to_owned())), Some(Misfit::NotANumber));
        assert!(misfit(&Value::Rank { max: 3 }, number("0")).is_some());
        let rate = Value::Decimal { digits: 1, min: Number::ZERO, max: Number::whole(100) };
        assert_eq!(misfit(&rate, number("99.9")), None);
        assert_eq!(misfit(&rate, number("0.25")), Some(Misfit::TooManyPlaces(1)));
        assert!(misfit(&rate, number("100.1")).is_some());
    }

    /// What bounds a figure only because no more can be kept is no bound that its author gave.
    #[test]
    fn what_can_be_kept_is_told_as_no_bound() {
        let number = |text: &str| Held::Number(Number::parse(text).expect(text));
        let [least, most] = every_decimal(2);
        for (min, max) in [(None, None), (Some(0), None), (None, Some(9)), (Some(0), Some(9))] {
            let whole = Value::Integer { min: min.unwrap_or(-MOST_WHOLE), max: max.unwrap_or(MOST_WHOLE) };
            let lowest = min.map_or(least, Number::whole);
            let decimal = Value::Decimal { digits: 2, min: lowest, max: max.map_or(most, Number::whole) };
            let range = match (min, max) {
                (Some(_), Some(_)) => Some(Misfit::OutOfRange { min: "0".to_owned(), max: "9".to_owned() }),
                (Some(_), None) => Some(Misfit::TooLow("0".to_owned())),
                (None, Some(_)) => Some(Misfit::TooHigh("9".to_owned())),
                (None, None) => None,
            };
            for value in [&whole, &decimal] {
                assert_eq!(misfit(value, number("-1")), min.and(range.clone()), "{value:?}");
                assert_eq!(misfit(value, number("10")), max.and(range.clone()), "{value:?}");
                assert_eq!(misfit(value, number("999999999999999999")), Some(Misfit::TooManyDigits), "{value:?}");
            }
        }
    }

    #[test]
    fn days_and_months_have_bounds() {
        let word = |held: &str| Held::Text(held.to_owned());
        let day = |text: &str| calendar::parse_day(text).expect(text);
        let date = Value::Date { min: day("2024-01-01"), max: day("2024-12-31") };
        assert_eq!(misfit(&date, word("2024-02-29")), None);
        assert_eq!(misfit(&date, word("2024-02-30")), Some(Misfit::NotADay));
        let range = Misfit::OutOfRange { min: "2024-01-01".to_owned(), max: "2024-12-31".to_owned() };
        assert_eq!(misfit(&date, word("2025-01-01")), Some(range));
        let month = Value::Month { min: 2024 * 12, max: 2024 * 12 + 11 };
        assert_eq!(misfit(&month, word("2024-12")), None);
        assert_eq!(misfit(&month, word("2024-12-01")), Some(Misfit::NotAMonth));
        assert!(misfit(&month, word("2025-01")).is_some());
    }
}
