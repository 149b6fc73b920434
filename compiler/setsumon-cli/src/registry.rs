//! Every target by its name: the one place that knows which there are.

use clap::ValueEnum;
use setsumon::model::ModelTarget;
use setsumon::targets::CodebookTarget;
use setsumon::targets::JsonSchema;
use setsumon::targets::Target;
use setsumon::targets::sql::Ddl;
use setsumon::targets::{Html, HtmlOptions as Options};

use crate::exit::Failure;
use crate::print::{Look, Print};

/// The targets, in the order in which they are made and listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum TargetKind {
    /// The web form: form.html
    Html,
    /// What an answer file must look like: answer.schema.json, answer.draft.schema.json
    JsonSchema,
    /// The databases: postgresql.sql, sqlite.sql, mysql.sql, duckdb.sql
    Ddl,
    /// The printed questionnaire: questionnaire.pdf
    Pdf,
    /// Every variable: codebook.md, codebook.csv, codebook.html
    Codebook,
    /// The checked model for other tools: model.json, model.schema.json
    Model,
}

/// Every target, made or not.
pub(crate) const ALL: [TargetKind; 6] = [
    TargetKind::Html,
    TargetKind::JsonSchema,
    TargetKind::Ddl,
    TargetKind::Pdf,
    TargetKind::Codebook,
    TargetKind::Model,
];

/// The targets to make: those asked for, each once; if none is named, all that this command can make. `form` says where the form
/// posts to, `print` how the paper looks.
pub(crate) fn chosen(
    asked: &[TargetKind],
    form: Option<&Options>,
    print: &Print,
) -> Result<Vec<Box<dyn Target>>, Failure> {
    let wanted = |kind: &TargetKind| asked.is_empty() || asked.contains(kind);
    if form.is_some() && !wanted(&TargetKind::Html) {
        return Err(Failure::usage("`--action` is for the web form, which is not among the targets")
            .help("add `html` to `--target`"));
    }
    if let (Some(option), false) = (print.given(), wanted(&TargetKind::Pdf)) {
        return Err(Failure::usage(format!("`{option}` is for the paper, which is not among the targets"))
            .help("add `pdf` to `--target`"));
    }
    let mut targets = Vec::new();
    for kind in ALL.iter().filter(|kind| wanted(kind)) {
        match made(*kind, form, print)? {
            Some(target) => targets.push(target),
            None if asked.is_empty() && print.given().is_none() => {}
            None => return Err(without_pdf()),
        }
    }
    Ok(targets)
}

/// A target; none where this command was built without it.
fn made(kind: TargetKind, form: Option<&Options>, print: &Print) -> Result<Option<Box<dyn Target>>, Failure> {
    Ok(match kind {
        TargetKind::Html => Some(Box::new(Html { options: form.cloned().unwrap_or_default() })),
        TargetKind::JsonSchema => Some(Box::new(JsonSchema)),
        TargetKind::Ddl => Some(Box::new(Ddl)),
        TargetKind::Pdf => pdf(print)?,
        TargetKind::Codebook => Some(Box::new(CodebookTarget)),
        TargetKind::Model => Some(Box::new(ModelTarget)),
    })
}

#[cfg(feature = "pdf")]
fn pdf(print: &Print) -> Result<Option<Box<dyn Target>>, Failure> {
    Ok(Some(Box::new(crate::print::target(print)?)))
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &Print) -> Result<Option<Box<dyn Target>>, Failure> {
    Ok(None)
}

/// What prints the questionnaire.
pub(crate) fn paper(look: &Look) -> Result<Box<dyn Target>, Failure> {
    pdf(&Print { look: look.clone(), fillable: false })?.ok_or_else(without_pdf)
}

/// What is said where this command was built without its engine.
pub(crate) fn without_pdf() -> Failure {
    Failure::usage("this `setsumon` was built without what prints on paper")
        .help("build it with the feature `pdf`: cargo build --release -p setsumon-cli")
}
