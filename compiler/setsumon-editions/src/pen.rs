//! Colours of a terminal, where they are wanted.

use similar::{ChangeTag, TextDiff};

#[derive(Clone, Copy)]
pub(crate) enum Ink {
    Red,
    Green,
    Yellow,
}

/// Writes with colours, or without.
#[derive(Clone, Copy)]
pub(crate) struct Pen {
    pub(crate) colour: bool,
}

impl Pen {
    pub(crate) fn with(self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    pub(crate) fn ink(self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Red => "31",
            Ink::Green => "32",
            Ink::Yellow => "33",
        };
        self.with(code, text)
    }

    pub(crate) fn strong(self, text: &str) -> String {
        self.with("1", text)
    }

    pub(crate) fn faint(self, text: &str) -> String {
        self.with("2", text)
    }

    /// Both texts with what only one of them has marked: by its weight, or by `[ ]` where there are no colours.
    pub(crate) fn marked(self, old: &str, new: &str) -> (String, String) {
        let (mut before, mut after) = (String::new(), String::new());
        let diff = TextDiff::from_chars(old, new);
        for operation in diff.ops() {
            let (mut gone, mut come) = (String::new(), String::new());
            for change in diff.iter_changes(operation) {
                match change.tag() {
                    ChangeTag::Equal => {
                        before.push_str(change.value());
                        after.push_str(change.value());
                    }
                    ChangeTag::Delete => gone.push_str(change.value()),
                    ChangeTag::Insert => come.push_str(change.value()),
                }
            }
            before.push_str(&self.mark("1;31", &gone));
            after.push_str(&self.mark("1;32", &come));
        }
        (before, after)
    }

    fn mark(self, code: &str, text: &str) -> String {
        match (text.is_empty(), self.colour) {
            (true, _) => String::new(),
            (false, true) => self.with(code, text),
            (false, false) => format!("[{text}]"),
        }
    }
}
