//! A page as it is written: a line a fact, `key: words`, what belongs to it further in.

use setsumon_core::form::{Form, Locale, Marker, Medium, Reason, Series, StatedReason};
use setsumon_core::ids::CondId;
use setsumon_core::notation::{path, settled};
use setsumon_core::text::{Block, Inline, Text};

/// How far in what belongs to a line stands.
const STEP: usize = 2;

/// What stands before each line of a text of several.
pub(super) const LINE: &str = "| ";

/// A page that is being written.
pub(super) struct Page<'a> {
    pub(super) form: &'a Form,
    lines: String,
    depth: usize,
    /// The marker of the question that is being written, which what is in it inherits.
    around: Marker,
}

impl<'a> Page<'a> {
    pub(super) fn new(form: &'a Form) -> Self {
        Self { form, lines: String::new(), depth: 0, around: Marker::Kept }
    }

    /// What is written, without a newline at its end.
    pub(super) fn finish(self) -> String {
        self.lines.trim_end().to_owned()
    }

    /// A fact; its words on lines of their own, where they are several.
    pub(super) fn fact(&mut self, key: &str, words: &str) {
        let margin = " ".repeat(self.depth);
        if words.contains('\n') {
            self.lines.push_str(&format!("{margin}{key}:\n"));
            for line in words.lines() {
                self.lines.push_str(format!("{margin}  {LINE}{line}").trim_end());
                self.lines.push('\n');
            }
        } else {
            self.lines.push_str(format!("{margin}{key}: {words}").trim_end());
            self.lines.push('\n');
        }
    }

    /// A thing that has a page of its own, or that has nothing to say but itself.
    pub(super) fn mention(&mut self, key: &str) {
        self.lines.push_str(&format!("{}{key}\n", " ".repeat(self.depth)));
    }

    /// What belongs to the line before.
    pub(super) fn inside(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += STEP;
        write(self);
        self.depth -= STEP;
    }

    pub(super) fn text(&mut self, key: &str, text: Option<&Text>) {
        if let Some(text) = text {
            let words = self.words(text);
            self.fact(key, &words);
        }
    }

    /// When something is asked, shown or offered; nothing where it always is.
    pub(super) fn condition(&mut self, key: &str, parts: &[CondId]) {
        if !parts.is_empty() {
            let when = settled(self.form, parts);
            self.fact(key, &format!("when {when}"));
        }
    }

    /// What is said of why something was changed, at that itself.
    pub(super) fn reasons(&mut self, path: &str) {
        for StatedReason { path: _, series, reason, origin: _ } in
            self.form.reasons().iter().filter(|stated| stated.path == path)
        {
            let Reason { sort, words } = reason;
            let sort = sort.name(Locale::En).map(|sort| format!(" ({sort})")).unwrap_or_default();
            let key = match series {
                Series::Revised => format!("revised{sort}"),
                Series::Break => format!("break{sort}"),
            };
            self.text(&key, Some(words));
        }
    }

    pub(super) fn marker(&mut self, marker: Marker) {
        match marker {
            Marker::Kept => {}
            Marker::New => self.fact("marker", "@new"),
            Marker::Updated => self.fact("marker", "@updated"),
        }
    }

    /// The marker of something in a question, where it has one of its own.
    pub(super) fn own_marker(&mut self, marker: Marker) {
        if marker != self.around {
            self.marker(marker);
        }
    }

    /// Writes what is in a question of this marker.
    pub(super) fn marked(&mut self, marker: Marker, write: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.around, marker);
        write(self);
        self.around = around;
    }

    pub(super) fn medium(&mut self, medium: Medium) {
        match medium {
            Medium::Both => {}
            Medium::Screen => self.fact("shown", "on screen only"),
            Medium::Paper => self.fact("shown", "on paper only"),
        }
    }

    /// A text with its lists, links and weight, and the places where answers stand.
    pub(super) fn words(&self, text: &Text) -> String {
        let mut lines = Vec::new();
        for block in text.blocks() {
            match block {
                Block::Paragraph(line) => lines.push(self.line(line)),
                Block::Bullets(items) => lines.extend(items.iter().map(|item| format!("- {}", self.line(item)))),
                Block::Numbered(items) => {
                    let items = items.iter().enumerate();
                    lines.extend(items.map(|(index, item)| format!("{}. {}", index + 1, self.line(item))));
                }
            }
        }
        lines.join("\n")
    }

    fn line(&self, line: &[Inline]) -> String {
        line.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&self, inline: &Inline) -> String {
        match inline {
            Inline::Plain(words) => words.clone(),
            Inline::Strong(words) => format!("**{}**", self.line(words)),
            Inline::Link { url, words } => {
                let words = self.line(words);
                if words == *url { words } else { format!("[{words}]({url})") }
            }
            Inline::Answer { variable, otherwise } => {
                let name = path(self.form, *variable);
                if otherwise.is_empty() { format!("{{{name}}}") } else { format!("{{{name} | {otherwise}}}") }
            }
        }
    }
}

/// The parts of a condition that must all hold, without those that what stands around it demands already.
pub(super) fn parts(form: &Form, cond: CondId, around: &[CondId]) -> Vec<CondId> {
    let mut all = form.conds().conjuncts(cond);
    all.retain(|part| !around.contains(part));
    all
}
