//! Excerpts of the source with the facts drawn in, by miette.

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use std::fmt::Display;

use crate::code::Severity;
use crate::diagnostic::{Diagnostic, Label};
use crate::render::excerpt::Excerpt;
use crate::source::SourceMap;
use crate::span::FileId;

const WIDTH: usize = 90;

/// A diagnostic as miette wants it: it knows one source each, so labels in other files become related messages.
#[derive(Debug)]
struct Shown {
    message: String,
    code: Option<&'static str>,
    severity: Severity,
    help: Option<String>,
    source: Excerpt,
    labels: Vec<LabeledSpan>,
    related: Vec<Shown>,
}

impl Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl miette::Diagnostic for Shown {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        self.code.map(|code| Box::new(code) as Box<dyn Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        match self.severity {
            Severity::Error => Some(miette::Severity::Error),
            Severity::Warning => Some(miette::Severity::Warning),
        }
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        if self.related.is_empty() {
            return None;
        }
        Some(Box::new(self.related.iter().map(|shown| shown as &dyn miette::Diagnostic)))
    }
}

fn marks<'a>(labels: impl Iterator<Item = &'a Label>, source: &Excerpt) -> Vec<LabeledSpan> {
    let mark = |(index, label): (usize, &Label)| {
        let text = (!label.text.is_empty()).then(|| label.text.clone());
        let range = source.shown(label.span);
        match index {
            0 => LabeledSpan::new_primary_with_span(text, range),
            _ => LabeledSpan::new_with_span(text, range),
        }
    };
    labels.enumerate().map(mark).collect()
}

/// The diagnostic with excerpts, 90 columns wide; colour is the caller's choice.
pub fn human(diagnostic: &Diagnostic, sources: &SourceMap, colour: bool) -> String {
    let Diagnostic { code, severity, message, labels, help, fix: _ } = diagnostic;
    let home = diagnostic.span().file;
    let mut abroad: Vec<FileId> = labels.iter().map(|label| label.span.file).filter(|file| *file != home).collect();
    abroad.dedup();
    let related = abroad.into_iter().map(|file| {
        let mut there = labels.iter().filter(|label| label.span.file == file).peekable();
        let message = there.peek().map_or_else(String::new, |label| label.text.clone());
        let source = Excerpt::of(file, sources);
        let labels = marks(there, &source);
        Shown { message, code: None, severity: *severity, help: None, source, labels, related: Vec::new() }
    });
    let source = Excerpt::of(home, sources);
    let shown = Shown {
        message: message.clone(),
        code: Some(code.number()),
        severity: *severity,
        help: help.clone(),
        labels: marks(labels.iter().filter(|label| label.span.file == home), &source),
        source,
        related: related.collect(),
    };
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let mut out = String::new();
    let handler = GraphicalReportHandler::new_themed(theme).with_width(WIDTH).with_links(false);
    // Writing to a String does not fail; miette's only other failure is a label outside its source.
    if handler.render_report(&mut out, &shown).is_err() {
        out = super::short(diagnostic, sources);
        out.push('\n');
    }
    out
}
