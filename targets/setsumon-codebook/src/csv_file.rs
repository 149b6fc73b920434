//! `codebook.csv`: one variable a line, with headings that never change with the survey's language.
//!
//! It begins with a byte order mark and ends its lines with CRLF, because most of its readers open it in Excel, which takes
//! it for Shift JIS otherwise. A cell of the author's words that a spreadsheet would compute has an apostrophe before it.

use std::borrow::Cow;

use setsumon_core::form::Marker;

use crate::book::{Block, Chapter, Row};
use crate::duties::Required;

const HEADINGS: [&str; 30] = [
    "variable",
    "role",
    "section",
    "section_number",
    "section_label",
    "question",
    "question_number",
    "question_label",
    "label",
    "type",
    "min",
    "max",
    "digits",
    "max_length",
    "format",
    "unit",
    "codes",
    "remarks",
    "who",
    "condition",
    "required",
    "marker",
    "personal",
    "table",
    "was",
    "editions",
    "history",
    "revised",
    "break",
    "rules",
];

/// The file while it is written.
pub(crate) struct Csv {
    writer: csv::Writer<Vec<u8>>,
}

impl Csv {
    pub(crate) fn new() -> Self {
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
        // Writing to memory does not fail, and every record has as many fields as the headings: the type sees to it.
        let _ = writer.write_record(HEADINGS);
        Self { writer }
    }

    pub(crate) fn chapter(&mut self, chapter: &Chapter) {
        for block in &chapter.blocks {
            // The rules are the question's: they stand on its first line, or a long list of options would repeat them all.
            let mut rules = block.rules.join("\n");
            for row in &block.rows {
                let _ = self.writer.write_record(record(chapter, block, &rules, row).iter().map(Cow::as_bytes));
                rules.clear();
            }
        }
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.writer.into_inner().unwrap_or_default()
    }
}

trait AsBytes {
    fn as_bytes(&self) -> &[u8];
}

impl AsBytes for Cow<'_, str> {
    fn as_bytes(&self) -> &[u8] {
        str::as_bytes(self)
    }
}

fn record<'r>(chapter: &'r Chapter, block: &'r Block, rules: &'r str, row: &'r Row) -> [Cow<'r, str>; HEADINGS.len()] {
    let number = |number: Option<u32>| number.map_or(Cow::Borrowed(""), |number| Cow::Owned(number.to_string()));
    [
        Cow::Borrowed(&row.name),
        Cow::Borrowed(row.role),
        Cow::Borrowed(&chapter.code),
        inert(&chapter.number),
        inert(&chapter.title),
        Cow::Borrowed(&block.path),
        inert(&block.number),
        inert(&block.title),
        inert(&row.label),
        Cow::Borrowed(row.facts.kind),
        Cow::Borrowed(&row.facts.min),
        Cow::Borrowed(&row.facts.max),
        number(row.facts.digits),
        number(row.facts.max_length),
        inert(&row.facts.format),
        inert(&row.unit),
        row.codes.as_deref().map_or(Cow::Borrowed(""), |codes| Cow::Borrowed(codes.csv.as_str())),
        Cow::Owned(row.remarks.join("\n")),
        inert(&row.who),
        Cow::Borrowed(&row.condition),
        Cow::Borrowed(match row.required {
            Required::No => "no",
            Required::Alone => "yes",
            Required::OneOf => "one_of",
        }),
        Cow::Borrowed(match row.marker {
            Marker::Kept => "kept",
            Marker::New => "new",
            Marker::Updated => "updated",
        }),
        Cow::Borrowed(if row.personal { "yes" } else { "no" }),
        Cow::Borrowed(&row.table),
        Cow::Borrowed(&row.was),
        Cow::Borrowed(&row.editions),
        Cow::Owned(row.history.join("\n")),
        inert(row.revised.as_deref().unwrap_or_default()),
        inert(row.breaks.as_deref().unwrap_or_default()),
        inert(rules),
    ]
}

/// The author's words, so that no spreadsheet takes them for a formula.
fn inert(words: &str) -> Cow<'_, str> {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{words}"))
    } else {
        Cow::Borrowed(words)
    }
}
