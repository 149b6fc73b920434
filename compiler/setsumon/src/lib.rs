//! A language for questionnaires and its compiler.
//!
//! One source says what a survey asks. From it come the web form, the JSON Schema, the database, the printed questionnaire and the
//! codebook, which cannot disagree; from two editions, what changed and what that does. This crate is what programs use: the command
//! `setsumon` is written with nothing else.
//!
//! Data flows one way. [`sources`] are read by a [`Session`], which makes a [`survey::Form`] of them, or says in
//! [`diagnostics`] what is wrong and where. A form is what [`targets`] make files of, what [`judge`] holds [`answers`] against, and what
//! is frozen as a [`model`] once it is in the field. [`editions`] compares models, and `Form::from_model` makes a form of one again: a
//! session checks a model as it checks a survey.
//!
//! # From source to files
//!
//! ```
//! use setsumon::Session;
//! use setsumon::sources::MemorySources;
//! use setsumon::targets::{JsonSchema, Target};
//!
//! let source = r#"setsumon 1
//!
//! survey visit "Your visit" { locale en  edition 2026 }
//!
//! section stay "Your stay" {
//!   integer nights "How many nights did you stay?" unit "nights" min 0 max 60
//!   text why "What brought you here?" when nights > 7
//! }
//! "#;
//! let sources = MemorySources::new().with("visit.survey", source);
//! let checked = Session::new().check(&sources, "visit.survey");
//! let form = checked.form().expect("nothing is wrong with it");
//! let made = JsonSchema.emit(form).expect("every survey has its schema");
//! assert_eq!(made.files[0].0, "answer.schema.json");
//! ```
//!
//! What is wrong has a code, a place and words, and where a machine can mend it, a correction:
//!
//! ```
//! use setsumon::Session;
//! use setsumon::diagnostics::render::short;
//! use setsumon::sources::MemorySources;
//!
//! let source = "setsumon 1\nsurvey s \"S\" { locale en  edition 2026 }\nsection a \"A\" { integr n \"How many?\" }\n";
//! let checked = Session::new().check(&MemorySources::new().with("s.survey", source), "s.survey");
//! assert!(checked.form().is_none());
//! let first = checked.diagnostics.iter().next().expect("something is wrong");
//! assert!(short(first, &checked.sources).starts_with("s.survey:3:17"), "{}", short(first, &checked.sources));
//! ```
//!
//! # From a survey to a better one
//!
//! A survey without a mistake may still be hard to answer. [`lints`] says what a good editor would; what its author allows is not told.
//!
//! ```
//! use setsumon::Session;
//! use setsumon::lints;
//! use setsumon::sources::MemorySources;
//!
//! let source = r#"setsumon 1
//! survey visit "Your visit" { locale en  edition 2026 }
//! section stay "Your stay" {
//!   single nights "How many nights did you stay?" { few "1-3"  some "3-7"  many "8 or more" }
//! }
//! "#;
//! let mut checked = Session::new().check(&MemorySources::new().with("visit.survey", source), "visit.survey");
//! assert!(checked.diagnostics.is_empty() && checked.form().is_some());
//! checked.advise(lints::find(&checked));
//! let first = checked.diagnostics.iter().next().expect("three nights are two answers");
//! assert_eq!(first.code.slug(), "option-bands-overlap");
//! ```
//!
//! # From answers to a verdict
//!
//! ```
//! use setsumon::Session;
//! use setsumon::answers::Answers;
//! use setsumon::judge::{Mode, judge};
//! use setsumon::sources::MemorySources;
//!
//! let source = r#"setsumon 1
//! survey visit "Your visit" { locale en  edition 2026 }
//! section stay "Your stay" {
//!   integer nights "How many nights did you stay?" required unit "nights" min 0 max 60
//! }
//! "#;
//! let checked = Session::new().check(&MemorySources::new().with("visit.survey", source), "visit.survey");
//! let form = checked.form().expect("nothing is wrong with it");
//! let answers = Answers::from_json(form, r#"{"stay__nights": 61}"#).expect("it is an object");
//! let verdict = judge(form, &answers, None, Mode::Submission);
//! assert!(!verdict.valid);
//! assert_eq!(verdict.violations[0].rule, "stay__nights.domain");
//! ```
//!
//! # From two editions to their changes
//!
//! ```
//! use setsumon::Session;
//! use setsumon::editions::diff;
//! use setsumon::model::Model;
//! use setsumon::sources::MemorySources;
//!
//! let edition = |year: u32, label: &str| {
//!     let source = format!(
//!         "setsumon 1\nsurvey s \"S\" {{ locale en  edition {year} }}\nsection a \"A\" {{ integer n \"{label}\" }}\n"
//!     );
//!     let checked = Session::new().check(&MemorySources::new().with("s.survey", source), "s.survey");
//!     Model::of(checked.form().expect("nothing is wrong with it"))
//! };
//! let step = diff(&edition(2025, "How many beds?"), &edition(2026, "How many beds in use?"));
//! assert_eq!(step.changes.len(), 1);
//! ```

pub mod project;

pub use setsumon_core::{ByItself, Compilation, Soundness, is_model};
pub use setsumon_editions::Session;
pub use setsumon_words::{Locale, Words};

/// Where surveys are read from: a folder, memory, an editor's open files.
pub mod sources {
    pub use setsumon_core::sources::{MemorySources, SourceError, Sources};
}

/// What is said of a survey: codes, places, words, corrections; and how that is shown.
pub mod diagnostics {
    pub use setsumon_diagnostics::{
        Code, Diagnostic, Diagnostics, FileId, Level, Levels, Severity, SourceMap, Span, did_you_mean, render,
    };
}

/// What a good editor would say of a survey without a mistake: its options, its wording, its design.
pub mod lints {
    pub use setsumon_lints::{codes, find};
}

/// Where answers can lead: what nobody comes to, what decides nothing, what nobody can meet; each proven.
pub mod flow {
    pub use setsumon_flow::cover::{Cover, Reached, cover};
    pub use setsumon_flow::prove::{Goal, Proof, UnknownPlace, object, told};
    pub use setsumon_flow::{Clash, Prover, Verdict, What, Why, Wish, Witness, find};
}

/// Source text by itself: its one layout, and codes made of labels.
pub mod text {
    pub use setsumon_syntax::format;
    pub use setsumon_syntax::words::code_of;
}

/// A survey that was checked: sections, questions, options, variables and rules, each with its place.
pub mod survey {
    pub use setsumon_core::form::{Entry, Form, Role};
    pub use setsumon_core::ids::{Id, RuleId};
    pub use setsumon_core::rule::Binds;
}

/// A survey frozen as it was in the field: what was asked, in one JSON file that outlives the compiler.
pub mod model {
    pub use setsumon_core::frozen::{Model, ModelTarget, Unsound};
}

/// Answer files: as objects, as lines, as tables.
pub mod answers {
    pub use setsumon_core::answers::{
        Answers, BadColumns, Columns, Keys, LastAnswers, Problem, Strict, check_last_origin, check_origin, object,
        own_key,
    };
    pub use setsumon_core::spreadsheet::{BadTable, Spreadsheet, Table, Width};
}

/// The reference: whether answers are what the survey asks for, as a draft or as a submission.
pub mod judge {
    pub use setsumon_core::judge::{Kind, Mode, Verdict, Violation, judge};
}

/// From one edition to the next: what changed, what becomes of answers, codes and snapshots.
pub mod editions {
    pub use setsumon_editions::{
        Done, Fixed, FixedFile, Lock, compare, diff, fix, fix_told, impact, lock, prefill, report, rollover, scenario,
        snapshot, unified,
    };
}

/// A survey as a picture: who is led where, and what changed since the edition before.
pub mod diagram {
    pub use setsumon_diagram::{Diagram, Exit, NoSuchSection, Shape, Sign, Step};
}

/// What is made of a survey.
pub mod targets {
    pub use setsumon_codebook::CodebookTarget;
    pub use setsumon_core::target::{Duty, Emitted, Ledger, Refusal, Target};
    pub use setsumon_html::{Html, Options as HtmlOptions};
    pub use setsumon_json_schema::JsonSchema;

    /// Databases: their scripts, rows for them, the way from one edition to the next, the view of all years.
    pub mod sql {
        pub use setsumon_sql::{Ddl, Dialect, load, migrate, years};
    }

    /// Paper.
    #[cfg(feature = "pdf")]
    pub mod pdf {
        pub use setsumon_pdf::{Pdf, PdfProblem, Rendered, Theme, comparison, impact, is_font};
    }
}
