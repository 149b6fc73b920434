//! `codebook.csv`: one variable a line, with headings that never change with the survey's language.

use std::borrow::Cow;

use setsumon_core::form::Marker;
use setsumon_core::spreadsheet::Spreadsheet;

use crate::book::{Block, Chapter, Row};
use crate::duties::Required;

const HEADINGS: [&str; 31] = [
    "variable",
    "role",
    "section",
    "section_number",
    "section_label",
    "question",
    "question_number",
    "question_label",
    "within",
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
    sheet: Option<Spreadsheet<Vec<u8>>>,
}

impl Csv {
    pub(crate) fn new() -> Self {
        // Writing to memory does not fail, and every record has as many fields as the headings: the type sees to it.
        Self { sheet: Spreadsheet::new(Vec::new(), HEADINGS).ok() }
    }

    pub(crate) fn chapter(&mut self, chapter: &Chapter) {
        for block in &chapter.blocks {
            // The rules are the question's: they stand on its first line, or a long list of options would repeat them all.
            let mut rules = block.rules.join("\n");
            for row in &block.rows {
                if let Some(sheet) = &mut self.sheet {
                    let _ = sheet.row(record(chapter, block, &rules, row));
                }
                rules.clear();
            }
        }
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.sheet.and_then(|sheet| sheet.finish().ok()).unwrap_or_default()
    }
}

fn record<'r>(chapter: &'r Chapter, block: &'r Block, rules: &'r str, row: &'r Row) -> [Cow<'r, str>; HEADINGS.len()] {
    let number = |number: Option<u32>| number.map_or(Cow::Borrowed(""), |number| Cow::Owned(number.to_string()));
    [
        Cow::Borrowed(&row.name),
        Cow::Borrowed(row.role),
        Cow::Borrowed(&chapter.code),
        Cow::Borrowed(&chapter.number),
        Cow::Borrowed(&chapter.title),
        Cow::Borrowed(&block.path),
        Cow::Borrowed(&block.number),
        Cow::Borrowed(&block.title),
        Cow::Borrowed(&block.within),
        Cow::Borrowed(&row.label),
        Cow::Borrowed(row.facts.kind),
        Cow::Borrowed(&row.facts.min),
        Cow::Borrowed(&row.facts.max),
        number(row.facts.digits),
        number(row.facts.max_length),
        Cow::Borrowed(&row.facts.format),
        Cow::Borrowed(&row.unit),
        row.codes.as_deref().map_or(Cow::Borrowed(""), |codes| Cow::Borrowed(codes.csv.as_str())),
        Cow::Owned(row.remarks.join("\n")),
        Cow::Borrowed(&row.who),
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
        Cow::Borrowed(row.revised.as_deref().unwrap_or_default()),
        Cow::Borrowed(row.breaks.as_deref().unwrap_or_default()),
        Cow::Borrowed(rules),
    ]
}
