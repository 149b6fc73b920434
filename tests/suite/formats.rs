//! What is said, as programs read it: the SARIF document and GitHub's workflow commands, of every mistake in the corpus.

use std::collections::BTreeMap;

use serde_json::Value;
use setsumon_diagnostics::render::{Sarif, github, github_failure};
use setsumon_diagnostics::{Code, Diagnostic, Diagnostics, Severity, SourceMap, Span};
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::repo;

/// The corpus, each case with its file under a name that needs to be written otherwise in an address.
fn cases() -> Vec<Compiled> {
    let cases = repo::files("tests/corpus/check", ".survey");
    let compiled = cases.iter().enumerate().map(|(number, case)| {
        let mut compiled = Project::of_case(&repo::read(case)).compile();
        compiled.0.sources.rename(|name| match number % 3 {
            0 => name.to_owned(),
            1 => format!("調査 {number}/100% [a]:b?#{name}"),
            _ => format!("/abs/{number} é/{name}"),
        });
        compiled
    });
    let all: Vec<Compiled> = compiled.collect();
    assert!(all.len() > 150, "the corpus is not where it was");
    all
}

fn schema() -> jsonschema::Validator {
    let text = repo::read(&repo::path("tests/judges/sarif-2.1.0.schema.json"));
    // One of its patterns has a bracket too many, which not every engine lets pass.
    let text = text.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    jsonschema::draft7::new(&schema).expect("the schema is one")
}

fn document(diagnostics: &Diagnostics, sources: &SourceMap) -> Value {
    let mut sarif = Sarif::new();
    sarif.add(diagnostics, sources);
    serde_json::from_str(&sarif.document("0.1.0", 1)).expect("JSON")
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap_or_else(|| panic!("no number: {value}"))).expect("it is small")
}

/// The byte at which a line and a column begin, both from 1, the column in UTF-16 units.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let mut units = 1;
    for (at, sign) in text[start..].char_indices() {
        if units >= column {
            return start + at;
        }
        units += sign.len_utf16();
    }
    assert_eq!(units, column, "the column lies behind the end");
    text.len()
}

fn stretch(text: &str, region: &Value) -> std::ops::Range<usize> {
    let at = |line: &str, column: &str| offset(text, number(&region[line]), number(&region[column]));
    at("startLine", "startColumn")..at("endLine", "endColumn")
}

/// A file by the address it has in a document.
fn named<'a>(sources: &'a SourceMap, artifact: &Value) -> &'a str {
    let uri = artifact["uri"].as_str().expect("an address");
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().expect("a digit"), rest.next().expect("a digit")];
            let digits = std::str::from_utf8(&digits).expect("digits");
            bytes.push(u8::from_str_radix(digits, 16).expect("a byte"));
        } else {
            bytes.push(byte);
        }
    }
    let path = String::from_utf8(bytes).expect("UTF-8");
    let absolute = path.strip_prefix("file://");
    assert_eq!(absolute.is_none(), artifact["uriBaseId"] == "%SRCROOT%", "{artifact}");
    let path = absolute.unwrap_or(&path);
    let file = sources.ids().find(|file| sources.name(*file) == path).unwrap_or_else(|| panic!("no file {path}"));
    sources.text(file)
}

/// A message as its reader sees it.
fn read(message: &Value) -> String {
    let mut text = String::new();
    let mut signs = message["text"].as_str().expect("a text").chars();
    while let Some(sign) = signs.next() {
        match sign {
            '{' | '}' => {
                assert_eq!(signs.next(), Some(sign), "{message}");
                text.push(sign);
            }
            '\\' => text.push(signs.next().expect("something is escaped")),
            '[' | ']' => panic!("it would be read as a link: {message}"),
            other => text.push(other),
        }
    }
    text
}

fn with_help(told: &Diagnostic) -> String {
    told.help.as_ref().map_or_else(|| told.message.clone(), |help| format!("{}\nhelp: {help}", told.message))
}

#[test]
fn every_mistake_is_told_in_sarif_with_its_places_and_corrections() {
    let schema = schema();
    let (mut several, mut corrected) = (0, 0);
    for Compiled(compiled) in cases() {
        let (told, sources) = (&compiled.diagnostics, &compiled.sources);
        let document = document(told, sources);
        let wrong: Vec<String> =
            schema.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{wrong:#?}\n{document:#}");
        let run = &document["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().expect("a list");
        let results = run["results"].as_array().expect("a list");
        assert_eq!(results.len(), told.len());
        for (one, result) in told.iter().zip(results) {
            let rule = &rules[number(&result["ruleIndex"])];
            assert_eq!((&rule["id"], &result["ruleId"]), (&result["ruleId"], &Value::from(one.code.number())));
            assert_eq!(rule["help"]["markdown"], one.code.page());
            assert_eq!(result["level"], one.severity().word());
            assert_eq!(read(&result["message"]), with_help(one));
            let locations: Vec<&Value> = ["locations", "relatedLocations"]
                .iter()
                .filter_map(|name| result[*name].as_array())
                .flatten()
                .collect();
            assert_eq!(locations.len(), one.labels.len());
            several += usize::from(one.labels.len() > 1);
            for (label, location) in one.labels.iter().zip(locations) {
                let place = &location["physicalLocation"];
                let text = named(sources, &place["artifactLocation"]);
                assert_eq!(text, sources.text(label.span.file));
                assert_eq!(stretch(text, &place["region"]), label.span.range(), "{one:?}");
                let fact = location.get("message").map(read).unwrap_or_default();
                assert_eq!(fact, label.text);
            }
            let Some(fix) = &one.fix else {
                assert!(result.get("fixes").is_none());
                continue;
            };
            corrected += 1;
            let mut edits: Vec<(&str, std::ops::Range<usize>, &str)> = Vec::new();
            for change in result["fixes"][0]["artifactChanges"].as_array().expect("a list") {
                let text = named(sources, &change["artifactLocation"]);
                for replacement in change["replacements"].as_array().expect("a list") {
                    let inserted = replacement["insertedContent"]["text"].as_str().unwrap_or_default();
                    edits.push((text, stretch(text, &replacement["deletedRegion"]), inserted));
                }
            }
            let mut wanted: Vec<(&str, std::ops::Range<usize>, &str)> = Vec::new();
            let mut files: BTreeMap<_, Vec<&(Span, String)>> = BTreeMap::new();
            for edit in &fix.edits {
                files.entry(edit.0.file).or_default().push(edit);
            }
            for edit in files.values().flatten() {
                wanted.push((sources.text(edit.0.file), edit.0.range(), &edit.1));
            }
            assert_eq!(edits, wanted);
        }
    }
    assert!(several > 20 && corrected > 50, "{several} {corrected}");
}

#[test]
fn a_document_without_a_word_and_one_of_what_failed_are_right_too() {
    let schema = schema();
    let mut sarif = Sarif::new();
    let clean: Value = serde_json::from_str(&sarif.document("0.1.0", 0)).expect("JSON");
    assert!(schema.is_valid(&clean), "{clean:#}");
    assert_eq!(clean["runs"][0]["invocations"][0]["executionSuccessful"], true);
    sarif.fail("cannot read `{x}[1]`", Some("name another"));
    let failed: Value = serde_json::from_str(&sarif.document("0.1.0", 3)).expect("JSON");
    assert!(schema.is_valid(&failed), "{failed:#}");
    let run = &failed["runs"][0]["invocations"][0];
    assert_eq!((&run["executionSuccessful"], &run["exitCode"]), (&Value::from(false), &Value::from(3)));
    assert_eq!(read(&run["toolExecutionNotifications"][0]["message"]), "cannot read `{x}[1]`\nhelp: name another");
}

/// A workflow command as the runner reads it: its name, its properties, its message.
fn workflow(line: &str) -> (String, BTreeMap<String, String>, String) {
    let plain = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let (head, message) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")).expect("a command");
    let (name, properties) = head.split_once(' ').expect("properties");
    let properties = properties.split(',').map(|one| one.split_once('=').expect("a property"));
    let value = |text: &str| plain(&text.replace("%3A", ":").replace("%2C", ","));
    let properties = properties.map(|(key, text)| (key.to_owned(), value(text))).collect();
    (name.to_owned(), properties, plain(message))
}

#[test]
fn every_mistake_is_told_to_github() {
    for Compiled(compiled) in cases() {
        let sources = &compiled.sources;
        for one in &compiled.diagnostics {
            let line = github(one, sources);
            assert!(!line.contains(['\n', '\r']), "{line}");
            let (name, properties, message) = workflow(&line);
            assert_eq!((name.as_str(), message), (one.severity().word(), with_help(one)));
            let span = one.span();
            let (from, to) = (sources.start(span), sources.end(span));
            let wanted = [
                ("col", from.column.to_string()),
                ("endColumn", to.column.to_string()),
                ("endLine", to.line.to_string()),
                ("file", sources.name(span.file).to_owned()),
                ("line", from.line.to_string()),
                ("title", format!("{} {}", one.code.number(), one.code.slug())),
            ];
            let found: Vec<(&str, String)> =
                properties.iter().map(|(key, text)| (key.as_str(), text.clone())).collect();
            assert_eq!(found, wanted);
        }
    }
}

/// Names and messages of all the signs that mean something to the runner.
#[test]
fn what_the_runner_obeys_is_written_otherwise() {
    let hostile = "a%b,c:d=e::f\r\n::error::g%0Ah%2Ci";
    let mut sources = SourceMap::new();
    let file = sources.add(hostile, "x");
    let told = Diagnostic::new(Code::UnknownName, Span::new(file, 0, 1), hostile).help(hostile);
    let line = github(&told, &sources);
    let (name, properties, message) = workflow(&line);
    assert_eq!((name.as_str(), properties["file"].as_str()), (Severity::Error.word(), hostile));
    assert_eq!((message, line.lines().count()), (format!("{hostile}\nhelp: {hostile}"), 1));
    let (_, _, message) = workflow(&github_failure(hostile, None));
    assert_eq!(message, hostile);
}
