//! Diagnostics as data for the preview's page, which shows the lines they speak of.

use serde::Serialize;
use setsumon::diagnostics::{Diagnostic, Diagnostics, Severity, SourceMap, Span};

/// One thing said about the survey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Message {
    /// `error` or `warning`.
    pub(crate) severity: &'static str,
    /// `E0201`.
    pub(crate) code: &'static str,
    /// What is wrong, one clause.
    pub(crate) message: String,
    /// One way out.
    pub(crate) help: Option<String>,
    /// The places concerned, the one to look at first.
    pub(crate) excerpts: Vec<Excerpt>,
}

/// A line of a source, with the part that is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Excerpt {
    /// `2024.survey:12:5`.
    pub(crate) place: String,
    /// The line up to the part that is meant.
    pub(crate) before: String,
    /// The part that is meant; of one that goes over several lines, the first.
    pub(crate) marked: String,
    /// The rest of the line.
    pub(crate) after: String,
    /// The fact at this place; may be empty.
    pub(crate) fact: String,
}

/// Everything said about a survey, mistakes first.
pub(crate) fn messages(diagnostics: &Diagnostics, sources: &SourceMap) -> Vec<Message> {
    let (errors, warnings): (Vec<_>, Vec<_>) =
        diagnostics.iter().partition(|diagnostic| diagnostic.severity() == Severity::Error);
    errors.into_iter().chain(warnings).map(|diagnostic| message(diagnostic, sources)).collect()
}

fn message(diagnostic: &Diagnostic, sources: &SourceMap) -> Message {
    let excerpts = diagnostic.labels.iter().map(|label| excerpt(label.span, &label.text, sources)).collect();
    Message {
        severity: diagnostic.severity().word(),
        code: diagnostic.code.number(),
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
        excerpts,
    }
}

fn excerpt(span: Span, fact: &str, sources: &SourceMap) -> Excerpt {
    let text = sources.text(span.file);
    let range = span.range();
    let start = range.start.min(text.len());
    let head = text.get(..start).unwrap_or("");
    let before = head.rsplit('\n').next().unwrap_or("");
    let rest = text.get(start..).unwrap_or("").lines().next().unwrap_or("");
    // A part that goes on in the next line ends, for the reader, with this one.
    let length = range.len().min(rest.len());
    let (marked, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
    Excerpt {
        place: sources.place(span),
        before: before.trim_start().to_owned(),
        marked: marked.to_owned(),
        after: after.to_owned(),
        fact: fact.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use setsumon::Session;
    use setsumon::sources::MemorySources;

    use super::*;

    fn said(text: &str) -> Vec<Message> {
        let compilation = Session::new().check(&MemorySources::new().with("s.survey", text), "s.survey");
        messages(&compilation.diagnostics, &compilation.sources)
    }

    #[test]
    fn the_part_that_is_meant_stands_in_its_line() {
        let text = "setsumon 1\n\nsurvey s \"問診\" {\n  locale en\n  edition 2024\n}\n\n\
                    section a \"A\" {\n  integer n \"人数\" when nobody is x min 0\n}\n";
        let said = said(text);
        let excerpt = said[0].excerpts.first().unwrap();
        assert_eq!(excerpt.place, "s.survey:9:23");
        assert_eq!(
            (excerpt.before.as_str(), excerpt.marked.as_str(), excerpt.after.as_str()),
            ("integer n \"人数\" when ", "nobody", " is x min 0")
        );
    }

    #[test]
    fn an_empty_file_has_a_place_too() {
        assert!(said("").iter().all(|message| !message.excerpts.is_empty()));
    }
}
