//! JSON as text, indented by two blanks: what is the same in both schemas is written once, and the rest set around it.

use serde_json::Value as Json;

/// Writes a text in quotes.
pub(crate) fn string(out: &mut String, text: &str) {
    if text.bytes().any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        out.push_str(&Json::from(text).to_string());
        return;
    }
    out.push('"');
    out.push_str(text);
    out.push('"');
}

/// Writes a value whose lines but the first are indented by so many steps.
pub(crate) fn value(out: &mut String, json: &Json, depth: usize) {
    match json {
        Json::Null => out.push_str("null"),
        Json::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Json::Number(number) => out.push_str(&number.to_string()),
        Json::String(text) => string(out, text),
        Json::Array(items) => {
            let mut list = List::new(out, '[', depth);
            for item in items {
                list.next();
                value(list.out, item, depth + 1);
            }
            list.end(']');
        }
        Json::Object(entries) => {
            let mut list = List::new(out, '{', depth);
            for (key, item) in entries {
                list.key(key);
                value(list.out, item, depth + 1);
            }
            list.end('}');
        }
    }
}

/// Entries of an array or object that is being written.
pub(crate) struct List<'o> {
    pub(crate) out: &'o mut String,
    depth: usize,
    some: bool,
}

impl<'o> List<'o> {
    pub(crate) fn new(out: &'o mut String, open: char, depth: usize) -> Self {
        out.push(open);
        Self { out, depth, some: false }
    }

    /// Entries alone, to be set into a whole that is indented by so many steps.
    pub(crate) fn inside(out: &'o mut String, depth: usize) -> Self {
        Self { out, depth, some: false }
    }

    /// Entries behind others that were written alone.
    pub(crate) fn behind(out: &'o mut String, open: char, before: &str, depth: usize) -> Self {
        out.push(open);
        out.push_str(before);
        Self { out, depth, some: !before.is_empty() }
    }

    /// Begins an entry.
    pub(crate) fn next(&mut self) {
        if self.some {
            self.out.push(',');
        }
        self.some = true;
        line(self.out, self.depth + 1);
    }

    /// Begins an entry of an object.
    pub(crate) fn key(&mut self, key: &str) {
        self.next();
        string(self.out, key);
        self.out.push_str(": ");
    }

    pub(crate) fn end(self, close: char) {
        if self.some {
            line(self.out, self.depth);
        }
        self.out.push(close);
    }
}

fn line(out: &mut String, depth: usize) {
    const BLANKS: &str = "                                                                ";
    out.push('\n');
    let mut left = depth * 2;
    while left > 0 {
        let some = left.min(BLANKS.len());
        out.push_str(BLANKS.get(..some).unwrap_or_default());
        left -= some;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn is_what_serde_writes() {
        let json = json!({
            "": [], "a\"\\\n\u{1}é": {}, "n": [1, -2.5, true, null, [[], {"deep": ["x"]}]], "設問": {"a": {"b": "\u{7f}\u{2028}"}}
        });
        let mut out = String::new();
        super::value(&mut out, &json, 0);
        assert_eq!(out, format!("{json:#}"));
    }
}
