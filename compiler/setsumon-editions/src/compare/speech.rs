//! The words of an edition as they stand in a comparison: texts, blanks, and answers that a text speaks of.

use setsumon_core::form::Locale;
use setsumon_core::frozen::{Block, FieldKind, FieldSpec, Footnote, Inline, Text};
use setsumon_core::unit::beside;

use super::paper::Paper;
use crate::diff::{answer_called, linked};

/// Says things of one edition in its language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speech<'a, 'm> {
    pub(super) paper: &'a Paper<'m>,
    pub(super) language: Locale,
}

impl<'m> Speech<'_, 'm> {
    /// Between a sign and its words: Japanese has no spaces.
    pub(super) fn gap(self) -> &'static str {
        self.language.words().writing.gap
    }

    /// The words of a comparison in its language.
    pub(super) fn say(self) -> &'static setsumon_words::Comparison {
        &self.language.words().reports.comparison
    }

    /// The blank behind an option that is to be told more exactly.
    pub(super) fn write_in(self, path: Option<&str>) -> String {
        let Some(question) = path.and_then(|path| self.paper.question(path)) else { return String::new() };
        let label = match &question.label {
            Some(label) => self.said(label),
            None => self.wording("specify").to_owned(),
        };
        (self.say().write_in)(&label)
    }

    pub(super) fn small(self, texts: [Option<&Text>; 2], footnote: Option<&Footnote>) -> String {
        let words: String = texts.into_iter().flatten().map(|text| format!(" {}", self.said(text))).collect();
        footnote.map_or(words.clone(), |note| format!("{words} {}", note.sign))
    }

    /// A place to write in, with the words around it.
    pub(super) fn blank(self, field: &FieldSpec) -> String {
        let say = self.say();
        let shape = match (field.kind, field.points) {
            (FieldKind::Scale, Some((from, to))) => {
                format!("{from}{}{to}", self.language.words().writing.between_points)
            }
            (FieldKind::Flag, _) => "□".to_owned(),
            (FieldKind::Integer | FieldKind::Decimal | FieldKind::Year | FieldKind::FiscalYear, _) => {
                say.figure.to_owned()
            }
            (FieldKind::Date, _) => say.day.to_owned(),
            (FieldKind::Month, _) => say.month.to_owned(),
            _ => say.words.to_owned(),
        };
        let around = |text: Option<&Text>| text.map_or_else(String::new, |text| self.said(text));
        let [prefix, unit, suffix] = [&field.prefix, &field.unit, &field.suffix].map(|text| around(text.as_ref()));
        beside(&prefix, &unit, &shape, &suffix, self.gap())
    }

    pub(super) fn wording(self, name: &str) -> &'m str {
        let known = self.paper.model.wording.iter().find(|(known, _)| known == name);
        known.map_or("", |(_, words)| words.as_str())
    }

    /// The words of a text; an answer in it by what it is called.
    pub(super) fn said(self, text: &Text) -> String {
        let line = |line: &[Inline]| line.iter().map(|inline| self.inline(inline)).collect::<String>();
        match text {
            Text::Plain(words) => words.clone(),
            Text::Rich(blocks) => {
                let lines = blocks.iter().flat_map(|block| match block {
                    Block::Paragraph { line: words } => vec![line(words)],
                    Block::Bullets { items } => items.iter().map(|item| format!("・{}", line(item))).collect(),
                    Block::Numbered { items } => {
                        let counted = items.iter().zip(1_u32..);
                        counted.map(|(item, number)| format!("{number}. {}", line(item))).collect()
                    }
                });
                lines.collect::<Vec<_>>().join("\n")
            }
        }
    }

    fn inline(self, inline: &Inline) -> String {
        match inline {
            Inline::Plain { words } => words.clone(),
            Inline::Strong { words } => words.iter().map(|inline| self.inline(inline)).collect(),
            Inline::Link { url, words } => {
                linked(&words.iter().map(|inline| self.inline(inline)).collect::<String>(), url)
            }
            Inline::Answer { variable, otherwise: _ } => self.answer_of(variable),
        }
    }

    /// `〔前回：登録患者数〕`
    fn answer_of(self, name: &str) -> String {
        let (last, own) = name.strip_prefix("last.").map_or((false, name), |own| (true, own));
        let label = self.paper.variable_once(own).map_or_else(
            || own.to_owned(),
            |variable| variable.label.iter().map(Text::plain).collect::<Vec<_>>().join(" / "),
        );
        answer_called(&label, last, self.language)
    }
}
