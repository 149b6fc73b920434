//! Names and texts, as a dialect quotes them.

use setsumon_core::names;
use std::borrow::Cow;

use super::{NAME_BYTES, shortened};

/// What a backslash in a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backslash {
    /// A character like others.
    Plain,
    /// It escapes what follows it.
    Escapes,
    /// Whether it escapes in a plain text is a setting of the session, and of every later one that runs a function of the script. In a
    /// text that begins with `E`, it does.
    EscapesWhereSaid,
}

/// Names and texts.
pub(crate) trait Quoting {
    /// What stands on both sides of a name, and twice for itself within.
    fn quote(&self) -> char;

    /// What a backslash in a text is.
    fn backslash(&self) -> Backslash;

    /// Whether the constraints of all tables share one name space: then the survey leads in their names.
    fn constraints_share_names(&self) -> bool;

    /// Texts, as expressions, one behind another.
    fn joined(&self, parts: &[&str]) -> String;

    /// A name.
    fn name(&self, name: &str) -> String {
        let mut quoted = String::with_capacity(name.len() + 2);
        self.write_name(&mut quoted, name);
        quoted
    }

    /// Writes a name: bare where no dialect could take it for a word of its own, as no keyword has `__` in it or begins with `_`.
    fn write_name(&self, out: &mut String, name: &str) {
        let plain = name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        if plain && (name.starts_with('_') || names::has_several(name)) {
            out.push_str(name);
            return;
        }
        let quote = self.quote();
        out.push(quote);
        for char in name.chars() {
            if char == quote {
                out.push(quote);
            }
            out.push(char);
        }
        out.push(quote);
    }

    /// A text. No database's text can hold U+0000 in a script, so it is shown by its replacement character.
    fn text(&self, text: &str) -> String {
        let mut quoted = String::with_capacity(text.len() + 2);
        self.write_text(&mut quoted, text);
        quoted
    }

    /// Writes a text.
    fn write_text(&self, out: &mut String, text: &str) {
        let backslash = self.backslash();
        if backslash == Backslash::EscapesWhereSaid && text.contains('\\') {
            out.push('E');
        }
        out.push('\'');
        // Looking at every byte, whatever is found, is what processors do many at a time.
        let special = |byte: &u8| matches!(byte, b'\'' | b'\0' | b'\\' | b'\r' | 0x1a);
        if !text.as_bytes().iter().fold(false, |some, byte| some | special(byte)) {
            out.push_str(text);
            out.push('\'');
            return;
        }
        let mut rest = text;
        // All of these are ASCII, so the bytes before one are whole characters.
        while let Some((plain, special)) =
            rest.as_bytes().iter().position(special).and_then(|at| rest.split_at_checked(at))
        {
            out.push_str(plain);
            let mut chars = special.chars();
            match (chars.next(), backslash) {
                (Some('\0'), _) => out.push('\u{FFFD}'),
                (Some('\''), _) => out.push_str("''"),
                (Some('\\'), Backslash::Escapes | Backslash::EscapesWhereSaid) => out.push_str("\\\\"),
                // What a client takes for a part of the end of a line, or for the end of what it reads.
                (Some('\r'), Backslash::Escapes) => out.push_str("\\r"),
                (Some('\u{1a}'), Backslash::Escapes) => out.push_str("\\Z"),
                (Some(other), _) => out.push(other),
                (None, _) => {}
            }
            rest = chars.as_str();
        }
        out.push_str(rest);
        out.push('\'');
    }

    /// The name of a constraint, not quoted: that of its rule, behind the survey's where all share one name space. Longer than 63 bytes,
    /// it ends in a hash of itself instead.
    fn constraint_name<'a>(&self, survey: &str, rule: &'a str) -> Cow<'a, str> {
        let name =
            if self.constraints_share_names() { Cow::Owned(format!("{survey}.{rule}")) } else { Cow::Borrowed(rule) };
        if name.len() <= NAME_BYTES { name } else { Cow::Owned(shortened(&name)) }
    }

    /// Writes the name of a constraint.
    fn write_constraint(&self, out: &mut String, survey: &str, rule: &str) {
        self.write_name(out, &self.constraint_name(survey, rule));
    }

    /// The most bytes that the name of a constraint may have before the survey and the hash come into it.
    fn plain_constraint(&self, survey: &str) -> usize {
        if self.constraints_share_names() { NAME_BYTES.saturating_sub(survey.len() + 1) } else { NAME_BYTES }
    }
}
