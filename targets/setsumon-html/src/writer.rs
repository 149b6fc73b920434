//! A typed writer of HTML: markup comes only from the program text, everything else is escaped.
//!
//! The bulk of a form is tens of thousands of options and cells; a template engine spends more on them than all other
//! targets together (docs/targets/html.md has the figures), so templates make the frame and this makes the rest.

/// HTML being written.
#[derive(Debug, Default)]
pub(crate) struct Html {
    buffer: String,
}

impl Html {
    /// An empty text with room for so many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { buffer: String::with_capacity(bytes) }
    }

    /// Markup: a literal of the program, so no author's text can pass for it.
    pub(crate) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.buffer.push_str(markup);
        self
    }

    /// Words, escaped.
    pub(crate) fn text(&mut self, words: &str) -> &mut Self {
        escape(words, &mut self.buffer);
        self
    }

    /// ` name=value`, in quotes and escaped unless it is a bare code.
    pub(crate) fn attr(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.buffer.push(' ');
        self.buffer.push_str(name);
        self.buffer.push('=');
        if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte)) {
            self.buffer.push_str(value);
        } else {
            self.buffer.push('"');
            escape(value, &mut self.buffer);
            self.buffer.push('"');
        }
        self
    }

    /// A number.
    pub(crate) fn number(&mut self, number: impl std::fmt::Display) -> &mut Self {
        use std::fmt::Write as _;
        // Writing into a String cannot fail.
        let _ = write!(self.buffer, "{number}");
        self
    }

    /// What was written.
    pub(crate) fn finish(self) -> String {
        self.buffer
    }
}

/// Escapes for text and for quoted attributes alike. Characters that HTML forbids become U+FFFD.
fn escape(words: &str, into: &mut String) {
    if !words.bytes().any(may_be_special) {
        into.push_str(words);
        return;
    }
    let mut rest = words;
    while let Some((at, character)) = rest.char_indices().find(|(_, character)| is_special(*character)) {
        let (plain, special) = rest.split_at(at);
        into.push_str(plain);
        into.push_str(match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            _ => "\u{fffd}",
        });
        rest = special.get(character.len_utf8()..).unwrap_or_default();
    }
    into.push_str(rest);
}

/// Whether a byte can belong to a character that is escaped: most words have none, and are copied whole.
fn may_be_special(byte: u8) -> bool {
    match byte {
        b'&' | b'<' | b'>' | b'"' | b'\'' | 0x7f | 0xc2 | 0xef..=0xff => true,
        other => other < 0x20,
    }
}

fn is_special(character: char) -> bool {
    match character {
        '&' | '<' | '>' | '"' | '\'' => true,
        '\n' | '\t' => false,
        '\u{fdd0}'..='\u{fdef}' => true,
        other => other.is_control() || u32::from(other) & 0xfffe == 0xfffe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_can_neither_open_a_tag_nor_leave_an_attribute() {
        let mut html = Html::default();
        html.raw("<p").attr("title", "a\"><script>'&").raw(">").text("</p><script>alert(1)</script>\u{0}");
        assert_eq!(
            html.finish(),
            "<p title=\"a&quot;&gt;&lt;script&gt;&#39;&amp;\">&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;\u{fffd}"
        );
    }

    #[test]
    fn other_words_stay_as_they_are() {
        let mut html = Html::default();
        html.text("全国PF（令和6）\n👩‍⚕️ \u{202e}abc");
        assert_eq!(html.finish(), "全国PF（令和6）\n👩‍⚕️ \u{202e}abc");
    }
}
