//! What texts look like: regular expressions, or whatever a dialect has in their place.

use setsumon_core::form::TextShape;

/// What stands before a column and behind it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around(pub(crate) &'static str, pub(crate) &'static str);

impl Around {
    /// Writes a column between the two.
    pub(crate) fn write(self, out: &mut String, column: &str) {
        let Self(before, behind) = self;
        out.push_str(before);
        out.push_str(column);
        out.push_str(behind);
    }
}

/// What can be asked of a text.
pub(crate) trait Texts {
    /// Some character is not white space.
    fn some_ink(&self) -> Around;

    /// ` AND …`: no character is U+0000; nothing where the dialect would not take one.
    fn no_nul(&self) -> Option<Around>;

    /// No character is a line break.
    fn one_line(&self) -> Around;

    /// The length in code points.
    fn length(&self) -> Around;

    /// A month: four digits, a hyphen, 01 to 12.
    fn is_month(&self, column: &str) -> String;

    /// The shape of a text; none for free text.
    fn shaped(&self, shape: &TextShape, column: &str) -> Option<String>;
}

/// A month, as a regular expression.
pub(super) const MONTH: &str = "[0-9]{4}-(0[1-9]|1[0-2])";

/// A shape as a regular expression; none for free text.
pub(super) fn expression(shape: &TextShape) -> Option<String> {
    match shape {
        TextShape::Free => None,
        TextShape::Email => Some("[!-?A-~]+@[!-?A-~]+[.][!-?A-~]+".to_owned()),
        TextShape::Tel => Some("[+0-9][0-9-]{5,19}".to_owned()),
        TextShape::PostalJa => Some("[0-9]{3}-[0-9]{4}".to_owned()),
        TextShape::PostalAny => Some("[0-9A-Za-z][0-9A-Za-z -]{0,8}[0-9A-Za-z]".to_owned()),
        TextShape::Url => Some("https?://[^\\x01-\\x20\\x7f-\\x9f\u{3000}]+".to_owned()),
        TextShape::Picture(picture) => Some(picture.chars().map(expression_char).collect()),
    }
}

fn expression_char(char: char) -> String {
    match char {
        '9' => "[0-9]".to_owned(),
        'A' => "[A-Z]".to_owned(),
        '^' => "\\^".to_owned(),
        '\\' => "\\\\".to_owned(),
        '$' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' => format!("[{char}]"),
        other => other.to_string(),
    }
}
