//! One thing the compiler has to say.

use crate::code::{Code, Severity};
use crate::span::Span;

/// A place and the fact at that place, in at most six words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is so there; may be empty.
    pub text: String,
}

/// A correction that a machine can make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// Places and what is to stand there instead; they do not overlap.
    pub edits: Vec<(Span, String)>,
}

/// One thing the compiler has to say: one clause in lower case, the facts at the places concerned, one way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of mistake.
    pub code: Code,
    /// What it weighs: as the table of codes says, until a project makes more of it.
    pub(crate) severity: Severity,
    /// What is wrong: one clause, lower case, no full stop, the author's words in backticks.
    pub message: String,
    /// The places concerned; the first is where to look.
    pub labels: Vec<Label>,
    /// One concrete way out.
    pub help: Option<String>,
    /// The way out, by machine.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A message at a place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        let labels = vec![Label { span, text: String::new() }];
        Self { code, severity: code.severity(), message: message.into(), labels, help: None, fix: None }
    }

    /// The fact at the first place.
    #[must_use]
    pub fn here(mut self, text: impl Into<String>) -> Self {
        if let Some(label) = self.labels.first_mut() {
            label.text = text.into();
        }
        self
    }

    /// A further place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// One concrete way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The way out, by machine.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, edits: Vec<(Span, String)>) -> Self {
        self.fix = Some(Fix { title: title.into(), edits });
        self
    }

    /// Whether it is a mistake, by itself or because the project says so.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Where to look.
    pub fn span(&self) -> Span {
        self.labels.first().map_or(Span::new(crate::FileId(0), 0, 0), |label| label.span)
    }
}
