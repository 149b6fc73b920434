//! Lists of codes, each written once for all three files.

use std::rc::Rc;

use setsumon_core::form::{CodeEntry, CodeList, Form};
use setsumon_core::ids::{CodeListId, Id};
use setsumon_core::text::Text;

use crate::html::escape_into;
use crate::markdown::escaped;
use crate::words::{self, Words};

/// A list of codes as each file writes it.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    /// One code a line: `code = label`.
    pub(crate) csv: String,
    /// `code` label, parted by a middle dot.
    pub(crate) markdown: String,
    /// A list.
    pub(crate) html: String,
}

/// Every list of the form, written when first asked for.
pub(crate) struct CodeLists<'a> {
    form: &'a Form,
    words: &'static Words,
    known: Vec<Option<Rc<Codes>>>,
}

impl<'a> CodeLists<'a> {
    pub(crate) fn new(form: &'a Form, words: &'static Words) -> Self {
        Self { form, words, known: vec![None; form.code_lists().len()] }
    }

    pub(crate) fn get(&mut self, id: CodeListId) -> Rc<Codes> {
        if let Some(Some(codes)) = self.known.get(id.index()) {
            return Rc::clone(codes);
        }
        let codes = Rc::new(written(self.form.code_lists().get(id), self.words));
        if let Some(slot) = self.known.get_mut(id.index()) {
            *slot = Some(Rc::clone(&codes));
        }
        codes
    }
}

fn written(list: &CodeList, words: &Words) -> Codes {
    let mut codes = Codes::default();
    codes.html.push_str("<ul>");
    for entry in &list.codes {
        let CodeEntry { code, label, value, means, retired, was: _, splits: _ } = entry;
        let label = label_in_full(label);
        let mut remarks = Vec::new();
        remarks.extend(value.map(|value| format!("{} {value}", words.score)));
        remarks.extend(means.map(|means| words::special(words, means).to_owned()));
        remarks.extend(retired.then(|| words.retired.to_owned()));
        let remark = if remarks.is_empty() { String::new() } else { format!(" [{}]", remarks.join(words.comma)) };
        codes.add(code, &label, &remark);
    }
    codes.html.push_str("</ul>");
    codes
}

impl Codes {
    pub(crate) fn add(&mut self, code: &str, label: &str, remark: &str) {
        if !self.csv.is_empty() {
            self.csv.push('\n');
            self.markdown.push_str(" · ");
        }
        self.csv.push_str(&format!("{code} = {label}{remark}"));
        self.markdown.push_str(&format!("`{code}` {}{}", escaped(label), remark_in_markdown(remark)));
        self.html.push_str("<li><code>");
        escape_into(code, &mut self.html);
        self.html.push_str("</code> ");
        escape_into(label, &mut self.html);
        escape_into(remark, &mut self.html);
        self.html.push_str("</li>");
    }
}

/// Between the parts of a label.
pub(crate) const JOINT: &str = " / ";

/// The parts of a label in one line.
pub(crate) fn label_in_full(label: &[Text]) -> String {
    let mut full = String::new();
    for part in label {
        let words = one_line(part);
        if !full.is_empty() && !words.is_empty() {
            full.push_str(JOINT);
        }
        full.push_str(&words);
    }
    full
}

/// A remark with the blank before it, which is no author's.
fn remark_in_markdown(remark: &str) -> String {
    remark.strip_prefix(' ').map_or_else(|| escaped(remark).into_owned(), |words| format!(" {}", escaped(words)))
}

/// A text in one line.
pub(crate) fn one_line(text: &Text) -> String {
    let words = text.plain();
    if words.contains('\n') { words.replace('\n', " ") } else { words }
}
