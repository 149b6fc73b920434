//! One SARIF document (version 2.1.0) of all that is said of some surveys: what code hosts and editors read of many tools.

use std::collections::BTreeMap;
use std::path::MAIN_SEPARATOR;

use serde_json::{Value, json};

use crate::code::{Code, Severity};
use crate::diagnostic::{Diagnostic, Fix, Label};
use crate::sink::Diagnostics;
use crate::source::SourceMap;
use crate::span::{FileId, Span};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What the paths of the document start from.
const BASE: &str = "%SRCROOT%";

/// What is said, gathered until all of it is there.
#[derive(Debug, Clone, Default)]
pub struct Sarif {
    results: Vec<(Code, Value)>,
    failures: Vec<Value>,
}

impl Sarif {
    /// Nothing is said yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what is said of a survey. Its files are named from the folder in which the command runs, as they are everywhere.
    pub fn add(&mut self, told: &Diagnostics, sources: &SourceMap) {
        self.results.extend(told.iter().map(|one| (one.code, result(one, sources))));
    }

    /// Adds what kept the command from doing its work, and what helps.
    pub fn fail(&mut self, why: &str, help: Option<&str>) {
        self.failures.push(json!({ "level": "error", "message": message(&with_help(why, help)) }));
    }

    /// The document, of one run of a version of the command that ended with a code, with a line end.
    pub fn document(&self, version: &str, exit: u8) -> String {
        let rules: BTreeMap<Code, usize> = {
            let mut codes: Vec<Code> = self.results.iter().map(|(code, _)| *code).collect();
            codes.sort_unstable();
            codes.dedup();
            codes.into_iter().zip(0..).collect()
        };
        let results: Vec<Value> = self
            .results
            .iter()
            .map(|(code, result)| {
                let mut result = result.clone();
                if let (Some(fields), Some(index)) = (result.as_object_mut(), rules.get(code)) {
                    fields.insert("ruleIndex".to_owned(), Value::from(*index));
                }
                result
            })
            .collect();
        let mut invocation = json!({ "executionSuccessful": self.failures.is_empty(), "exitCode": exit });
        if let (Some(fields), false) = (invocation.as_object_mut(), self.failures.is_empty()) {
            fields.insert("toolExecutionNotifications".to_owned(), Value::from(self.failures.clone()));
        }
        let document = json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "setsumon",
                    "version": version,
                    "semanticVersion": version,
                    "rules": rules.keys().map(|code| rule(*code)).collect::<Vec<_>>(),
                } },
                "invocations": [invocation],
                "originalUriBaseIds": { BASE: { "description": { "text": "The folder in which the command was run." } } },
                "columnKind": "utf16CodeUnits",
                "results": results,
            }],
        });
        format!("{document:#}\n")
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// A code as a rule: its page is the help.
fn rule(code: Code) -> Value {
    json!({
        "id": code.number(),
        "name": code.slug(),
        "shortDescription": { "text": code.summary() },
        "fullDescription": { "text": meaning(code.page()).unwrap_or_else(|| code.summary()) },
        "help": { "text": code.page(), "markdown": code.page() },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

/// What a page says first: what its message means.
fn meaning(page: &str) -> Option<&str> {
    let (_, below) = page.split_once("## What it means\n")?;
    below.split("\n## ").next().map(str::trim)
}

fn result(told: &Diagnostic, sources: &SourceMap) -> Value {
    let Diagnostic { code, severity, message: said, labels, help, fix } = told;
    let mut result = json!({
        "ruleId": code.number(),
        "level": level(*severity),
        "message": message(&with_help(said, help.as_deref())),
        "locations": labels.iter().take(1).map(|label| location(label, sources)).collect::<Vec<_>>(),
    });
    let Some(fields) = result.as_object_mut() else { return result };
    if labels.len() > 1 {
        let related = labels.iter().skip(1).map(|label| location(label, sources));
        fields.insert("relatedLocations".to_owned(), related.collect());
    }
    if let Some(fix) = fix {
        fields.insert("fixes".to_owned(), json!([correction(fix, sources)]));
    }
    result
}

/// What is said, and on a line below it what helps.
fn with_help(said: &str, help: Option<&str>) -> String {
    match help {
        Some(help) => format!("{said}\nhelp: {help}"),
        None => said.to_owned(),
    }
}

/// A text as a message, in which braces hold places for arguments and brackets the words of a link.
fn message(text: &str) -> Value {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '{' => escaped.push_str("{{"),
            '}' => escaped.push_str("}}"),
            '\\' | '[' | ']' => escaped.extend(['\\', sign]),
            other => escaped.push(other),
        }
    }
    json!({ "text": escaped })
}

fn location(Label { span, text }: &Label, sources: &SourceMap) -> Value {
    let place = json!({ "artifactLocation": artifact(span.file, sources), "region": region(*span, sources) });
    if text.is_empty() {
        json!({ "physicalLocation": place })
    } else {
        json!({ "physicalLocation": place, "message": message(text) })
    }
}

/// Lines and columns from 1, columns in UTF-16 units; the end is the column behind the last sign.
fn region(span: Span, sources: &SourceMap) -> Value {
    let (from, to) = (sources.start(span), sources.end(span));
    json!({
        "startLine": from.line,
        "startColumn": from.utf16 + 1,
        "endLine": to.line,
        "endColumn": to.utf16 + 1,
    })
}

fn artifact(file: FileId, sources: &SourceMap) -> Value {
    let name = sources.name(file).replace(MAIN_SEPARATOR, "/");
    if name.starts_with('/') {
        json!({ "uri": format!("file://{}", encoded(&name)) })
    } else {
        json!({ "uri": encoded(&name), "uriBaseId": BASE })
    }
}

/// A path as it stands in a URI.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A correction, file by file.
fn correction(Fix { title, edits }: &Fix, sources: &SourceMap) -> Value {
    let mut files: BTreeMap<FileId, Vec<Value>> = BTreeMap::new();
    for (span, text) in edits {
        let mut replacement = json!({ "deletedRegion": region(*span, sources) });
        if let (Some(fields), false) = (replacement.as_object_mut(), text.is_empty()) {
            fields.insert("insertedContent".to_owned(), json!({ "text": text }));
        }
        files.entry(span.file).or_default().push(replacement);
    }
    let changes: Vec<Value> = files
        .into_iter()
        .map(
            |(file, replacements)| json!({ "artifactLocation": artifact(file, sources), "replacements": replacements }),
        )
        .collect();
    json!({ "description": message(title), "artifactChanges": changes })
}
