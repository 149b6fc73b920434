//! What a terminal may be sent: letters, and the colours that this command itself uses.
//!
//! A survey, an answer file or a name of a file can hold signs that a terminal obeys: to clear the screen, to change what
//! stands above, to type for its user, or to show words in another order than they have. None of them is sent.

use std::borrow::Cow;

/// A text with its control signs made visible. With `colours`, those that mark a colour stay.
pub(crate) fn harmless(text: &str, colours: bool) -> Cow<'_, str> {
    if !text.chars().any(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let length = match colour(rest) {
            Some(length) if colours => {
                out.push_str(rest.get(..length).unwrap_or_default());
                length
            }
            Some(_) | None => {
                // A line that ends as on Windows is an ordinary line.
                let ends_line = sign == '\r' && rest.as_bytes().get(1) == Some(&b'\n');
                out.push(if ends_line { sign } else { visible(sign) });
                sign.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    Cow::Owned(out)
}

/// A line of JSON with its control signs as escapes. They can stand nowhere but in its texts, so it means the same.
pub(crate) fn harmless_json(line: &str) -> Cow<'_, str> {
    if !line.chars().any(is_obeyed) {
        return Cow::Borrowed(line);
    }
    let escaped = |sign: char| if is_obeyed(sign) { format!("\\u{:04x}", u32::from(sign)) } else { sign.to_string() };
    Cow::Owned(line.chars().map(escaped).collect())
}

/// Whether a terminal acts on a sign instead of showing it: C0 but tab and line end, DEL, C1, and what turns the direction of writing.
fn is_obeyed(sign: char) -> bool {
    match sign {
        '\n' | '\t' => false,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        other => other.is_control(),
    }
}

/// A sign of the same width that can be seen.
fn visible(sign: char) -> char {
    match sign {
        '\u{0}'..='\u{1f}' if is_obeyed(sign) => char::from_u32(0x2400 + u32::from(sign)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        other if is_obeyed(other) => '\u{fffd}',
        other => other,
    }
}

/// The length of what sets a colour or the weight of letters (`ESC [ … m`), where a text begins with it.
fn colour(text: &str) -> Option<usize> {
    let numbers = text.strip_prefix("\u{1b}[")?;
    let length = numbers.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
    let whole = numbers.as_bytes().get(length) == Some(&b'm');
    // 8 hides letters and 5 lets them blink: neither is a colour of ours.
    let ours = numbers.get(..length)?.split(';').all(|number| !["5", "6", "7", "8"].contains(&number));
    (whole && ours).then_some(length + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every sign there is, one after another.
    fn everything() -> String {
        ('\0'..=char::MAX).collect()
    }

    #[test]
    fn of_all_signs_none_that_is_obeyed_goes_through() {
        for text in [harmless(&everything(), false), harmless(&everything(), true), harmless_json(&everything())] {
            let left: Vec<char> =
                text.chars().filter(|sign| sign.is_control() && !['\n', '\t'].contains(sign)).collect();
            assert!(left.is_empty(), "{left:?}");
            assert!(!text.contains(['\u{202e}', '\u{2066}', '\u{200f}', '\u{61c}']));
        }
    }

    #[test]
    fn what_is_not_obeyed_stays_as_it_is() {
        let plain = "設問 é\t1\n2\r\n";
        assert_eq!(harmless(plain, false), plain);
        assert_eq!(harmless("a\u{1b}[2Jb\rc", false), "a␛[2Jb␍c");
    }

    #[test]
    fn colours_stay_where_they_are_wanted_and_nothing_else() {
        assert_eq!(harmless("\u{1b}[1;31mred\u{1b}[0m\u{1b}[2J", true), "\u{1b}[1;31mred\u{1b}[0m␛[2J");
        assert_eq!(harmless("\u{1b}[31mred", false), "␛[31mred");
        assert_eq!(harmless("\u{1b}[8mhidden", true), "␛[8mhidden");
    }

    #[test]
    fn json_means_the_same() {
        let value = serde_json::json!({ "a\u{7f}": "x\u{9b}y\u{202e}z\u{1b}" });
        let line = value.to_string();
        let harmless = harmless_json(&line);
        assert!(!harmless.contains(['\u{7f}', '\u{9b}', '\u{202e}']));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&harmless).unwrap(), value);
    }
}
