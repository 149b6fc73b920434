//! `codebook.md`: the codebook for reading in a repository.

use std::borrow::Cow;
use std::fmt::Write;

use setsumon_core::calendar::iso_day;
use setsumon_core::form::Form;

use crate::book::{Block, Chapter, Row, unfielded};
use crate::codes::one_line;
use crate::duties::Required;
use crate::words::Words;

/// The file while it is written.
pub(crate) struct Markdown {
    words: &'static Words,
    head: String,
    contents: String,
    body: String,
}

impl Markdown {
    pub(crate) fn new(form: &Form) -> Self {
        let survey = form.survey();
        let words = &survey.locale.words().codebook;
        let mut head = format!("# {}\n\n", escaped(&one_line(&survey.title)));
        let mut fact = |heading: &str, value: &str| {
            let _ = writeln!(head, "- **{heading}:** {}", escaped(value));
        };
        fact(words.codebook, &survey.code);
        fact(words.edition, &survey.edition.to_string());
        for told in unfielded(form) {
            fact(words.unfielded, &told);
        }
        for (heading, value) in [
            (words.publisher, survey.publisher.as_ref().map(one_line)),
            (words.as_of, survey.as_of.map(iso_day)),
            (words.deadline, survey.deadline.map(iso_day)),
        ] {
            if let Some(value) = value {
                fact(heading, &value);
            }
        }
        for (code, text) in &survey.info {
            fact(code, &one_line(text));
        }
        Self { words, head, contents: String::new(), body: String::new() }
    }

    pub(crate) fn chapter(&mut self, chapter: &Chapter) {
        let title = numbered(&chapter.number, &chapter.title);
        let _ = writeln!(self.contents, "- [{title}](#{})", chapter.id);
        let _ = write!(self.body, "\n<a id=\"{}\"></a>\n\n## {title}\n", chapter.id);
        for block in &chapter.blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        let _ = writeln!(self.body, "\n### {}", numbered(&block.number, &block.title));
        if !block.facts.is_empty() || !block.rules.is_empty() {
            self.body.push('\n');
        }
        for (heading, value) in &block.facts {
            let _ = writeln!(self.body, "- **{heading}:** {}", escaped(value));
        }
        if !block.rules.is_empty() {
            let _ = writeln!(self.body, "- **{}:**", self.words.rules);
            for rule in &block.rules {
                let _ = writeln!(self.body, "  - {}", escaped(rule));
            }
        }
        if block.rows.is_empty() {
            return;
        }
        let Words { variable, label, kind, code_column, editions, .. } = self.words;
        let _ = write!(
            self.body,
            "\n| {variable} | {label} | {kind} | {code_column} | {editions} |\n| --- | --- | --- | --- | --- |\n"
        );
        for row in &block.rows {
            self.row(block, row);
        }
    }

    fn row(&mut self, block: &Block, row: &Row) {
        let _ = write!(self.body, "| `{}` | {}", row.name, escaped(block.label_of(row)));
        for difference in row.differs.iter().map(String::as_str).chain(required(self.words, row.required)) {
            let _ = write!(self.body, " ({})", escaped(difference));
        }
        if block.history_apart {
            for line in &row.history {
                let _ = write!(self.body, "<br>{}", escaped(line));
            }
        }
        let _ = write!(self.body, " | {} | ", escaped(&row.kind));
        match (&row.codes_of, &row.codes) {
            (Some(first), _) => {
                let _ = write!(self.body, "{}`{first}`", self.words.as_above);
            }
            (None, Some(codes)) => self.body.push_str(&codes.markdown),
            (None, None) => self.body.push_str(&escaped(&row.remarks.join(self.words.comma))),
        }
        let _ = writeln!(self.body, " | {} |", escaped(&row.editions));
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        let Self { words, head, contents, body } = self;
        format!("{head}\n## {}\n\n{contents}{body}", words.contents).into_bytes()
    }
}

/// What is said of a variable that must be answered.
pub(crate) fn required(words: &'static Words, required: Required) -> Option<&'static str> {
    match required {
        Required::No => None,
        Required::Alone => Some(words.required),
        Required::OneOf => Some(words.required_one),
    }
}

/// A number as a heading begins with it: one in words has a capital and a colon.
pub(crate) fn heading(number: &str) -> Cow<'_, str> {
    match number.split_at_checked(1) {
        Some((first, rest)) if first.starts_with(|sign: char| sign.is_ascii_lowercase()) => {
            Cow::Owned(format!("{}{rest}:", first.to_ascii_uppercase()))
        }
        Some(_) | None => Cow::Borrowed(number),
    }
}

fn numbered(number: &str, title: &str) -> String {
    if number.is_empty() {
        escaped(title).into_owned()
    } else {
        format!("{} {}", escaped(&heading(number)), escaped(title))
    }
}

/// Words as Markdown that shows just these words, in one line.
pub(crate) fn escaped(words: &str) -> Cow<'_, str> {
    const SIGNS: [char; 15] = ['\\', '`', '*', '_', '[', ']', '<', '>', '|', '~', '&', '#', '$', '\n', '\t'];
    let blank_ends = words.starts_with(' ') || words.ends_with(' ');
    if !words.contains(SIGNS) && !blank_ends {
        return Cow::Borrowed(words);
    }
    let mut safe = String::with_capacity(words.len() + 8);
    // Blanks at the ends of a cell, and tabs anywhere, are Markdown's own.
    let inner = words.trim_matches(' ');
    let before = words.len() - words.trim_start_matches(' ').len();
    let blanks = |count: usize| "&#32;".repeat(count);
    safe.push_str(&blanks(before));
    for sign in inner.chars() {
        match sign {
            '\n' => safe.push(' '),
            '\t' => safe.push_str("&#9;"),
            sign => {
                if SIGNS.contains(&sign) {
                    safe.push('\\');
                }
                safe.push(sign);
            }
        }
    }
    if !inner.is_empty() {
        safe.push_str(&blanks(words.len() - before - inner.len()));
    }
    Cow::Owned(safe)
}
