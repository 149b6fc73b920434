//! `codebook.html`: the codebook as one page that needs nothing but itself.
//!
//! The frame is a template. The tables, of which there may be tens of thousands, are written here by [`escape_into`].

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use setsumon_core::calendar::iso_day;
use setsumon_core::form::Form;

use crate::book::{Block, Chapter, Row, unfielded};
use crate::codes::one_line;
use crate::markdown::heading;
use crate::markdown::required;
use crate::words::Words;

/// Where the body goes in the rendered frame: nothing an author writes, because U+0000 is refused in a survey.
const BODY: &str = "\u{0}";

/// The file while it is written.
pub(crate) struct Html {
    words: &'static Words,
    head: Head,
    contents: Vec<Entry>,
    body: String,
}

struct Head {
    lang: &'static str,
    title: String,
    facts: Vec<(String, String)>,
}

struct Entry {
    id: String,
    number: String,
    title: String,
}

impl Entry {
    fn value(self) -> Value {
        Value::from_pairs([("id", self.id), ("number", self.number), ("title", self.title)])
    }
}

impl Html {
    pub(crate) fn new(form: &Form) -> Self {
        let survey = form.survey();
        let words = &survey.locale.words().codebook;
        let mut facts = vec![
            (words.codebook.to_owned(), survey.code.clone()),
            (words.edition.to_owned(), survey.edition.to_string()),
        ];
        facts.extend(unfielded(form).map(|told| (words.unfielded.to_owned(), told)));
        facts.extend(survey.publisher.as_ref().map(|text| (words.publisher.to_owned(), one_line(text))));
        facts.extend(survey.as_of.map(|day| (words.as_of.to_owned(), iso_day(day))));
        facts.extend(survey.deadline.map(|day| (words.deadline.to_owned(), iso_day(day))));
        facts.extend(survey.info.iter().map(|(code, text)| (code.clone(), one_line(text))));
        let head = Head { lang: survey.locale.tag(), title: one_line(&survey.title), facts };
        Self { words, head, contents: Vec::new(), body: String::new() }
    }

    pub(crate) fn chapter(&mut self, chapter: &Chapter) {
        let Chapter { id, code: _, number, title, blocks } = chapter;
        self.contents.push(Entry { id: id.clone(), number: number.clone(), title: title.clone() });
        self.put(&["<section id=\"", id, "\" aria-labelledby=\"h-", id, "\">\n<h2 id=\"h-", id, "\">"]);
        self.numbered(number, title);
        self.put(&["</h2>\n"]);
        for block in blocks {
            self.block(block);
        }
        self.put(&["</section>\n"]);
    }

    fn block(&mut self, block: &Block) {
        let Block { path, number, title, within: _, facts, rules, history_apart: _, rows } = block;
        if path.is_empty() {
            self.put(&["<article>\n<h3>"]);
        } else {
            self.put(&["<article id=\"q-"]);
            self.text(path);
            self.put(&["\">\n<h3>"]);
        }
        self.numbered(number, title);
        self.put(&["</h3>\n"]);
        if !facts.is_empty() || !rules.is_empty() {
            self.facts(facts, rules);
        }
        if !rows.is_empty() {
            self.table(block);
        }
        self.put(&["</article>\n"]);
    }

    fn facts(&mut self, facts: &[(&'static str, String)], rules: &[String]) {
        self.put(&["<dl>"]);
        // Of several facts under one heading, the heading is said once.
        for said in facts.chunk_by(|(one, _), (other, _)| one == other) {
            for (index, (heading, value)) in said.iter().enumerate() {
                if index == 0 {
                    self.put(&["<div><dt>", heading, "</dt>"]);
                }
                self.put(&["<dd>"]);
                self.text(value);
                self.put(&["</dd>"]);
            }
            self.put(&["</div>"]);
        }
        if !rules.is_empty() {
            self.put(&["<div><dt>", self.words.rules, "</dt>"]);
            for rule in rules {
                self.put(&["<dd>"]);
                self.text(rule);
                self.put(&["</dd>"]);
            }
            self.put(&["</div>"]);
        }
        self.put(&["</dl>\n"]);
    }

    fn table(&mut self, block: &Block) {
        self.put(&["<table><thead><tr>"]);
        let Words { variable, label, kind, code_column, editions, .. } = self.words;
        for heading in [variable, label, kind, code_column, editions] {
            self.put(&["<th scope=\"col\">", heading, "</th>"]);
        }
        self.put(&["</tr></thead><tbody>\n"]);
        for row in &block.rows {
            self.row(block, row);
        }
        self.put(&["</tbody></table>\n"]);
    }

    fn row(&mut self, block: &Block, row: &Row) {
        self.put(&["<tr id=\"v-", &row.name, "\"><th scope=\"row\"><code>", &row.name, "</code></th><td>"]);
        self.text(block.label_of(row));
        for difference in row.differs.iter().map(String::as_str).chain(required(self.words, row.required)) {
            self.put(&[" <small>"]);
            self.text(difference);
            self.put(&["</small>"]);
        }
        if block.history_apart && !row.history.is_empty() {
            self.put(&["<ul class=\"then\">"]);
            for line in &row.history {
                self.put(&["<li>"]);
                self.text(line);
                self.put(&["</li>"]);
            }
            self.put(&["</ul>"]);
        }
        self.put(&["</td><td>"]);
        self.text(&row.kind);
        self.put(&["</td><td>"]);
        match (&row.codes_of, &row.codes) {
            (Some(first), _) => {
                self.put(&[self.words.as_above, "<a href=\"#v-", first, "\"><code>", first, "</code></a>"]);
            }
            (None, Some(codes)) => self.put(&[&codes.html]),
            (None, None) => self.text(&row.remarks.join(self.words.comma)),
        }
        self.put(&["</td><td>"]);
        self.text(&row.editions);
        self.put(&["</td></tr>\n"]);
    }

    fn numbered(&mut self, number: &str, title: &str) {
        if !number.is_empty() {
            self.text(&heading(number));
            self.put(&[" "]);
        }
        self.text(title);
    }

    /// Markup, and names that consist of letters, digits and underscores.
    fn put(&mut self, parts: &[&str]) {
        for part in parts {
            self.body.push_str(part);
        }
    }

    /// Words.
    fn text(&mut self, words: &str) {
        escape_into(words, &mut self.body);
    }

    pub(crate) fn finish(self) -> Result<Vec<u8>, String> {
        let Self { words, head, contents, body } = self;
        let mut environment = Environment::empty();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        let frame = environment
            .render_str(
                include_str!("codebook.html"),
                context! {
                    lang => head.lang,
                    title => head.title,
                    facts => head.facts,
                    contents => contents.into_iter().map(Entry::value).collect::<Vec<_>>(),
                    contents_word => words.contents,
                    codebook_word => words.codebook,
                    style => Value::from_safe_string(include_str!("codebook.css").to_owned()),
                    body => BODY,
                },
            )
            .map_err(|error| format!("the frame of the codebook cannot be filled in: {error}"))?;
        let (before, after) = frame.split_once(BODY).unwrap_or((&frame, ""));
        let mut page = String::with_capacity(before.len() + body.len() + after.len());
        page.push_str(before);
        page.push_str(&body);
        page.push_str(after);
        Ok(page.into_bytes())
    }
}

/// Writes words so that HTML shows just these words.
pub(crate) fn escape_into(words: &str, out: &mut String) {
    let mut rest = words;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        let mut signs = from.chars();
        out.push_str(match signs.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            _ => "&#39;",
        });
        rest = signs.as_str();
    }
    out.push_str(rest);
}
