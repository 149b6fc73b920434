//! Lists, blocks, names and words that nobody uses. What the office knows before may be wanted beside the answers, and is no part of it.

use rustc_hash::FxHashMap;
use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::ast::{Kind, Statement};

use crate::script::Script;

/// What is declared in the survey's own file and named nowhere. A library offers more than one survey takes.
pub(crate) fn unused(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let mut named: FxHashMap<&str, usize> = FxHashMap::default();
    for file in script.sources.ids() {
        names(script.sources.text(file), &mut |name| *named.entry(name).or_default() += 1);
    }
    if !["choices", "block", "let", "info"].iter().any(|word| named.contains_key(word)) {
        return;
    }
    // The tree has lists and blocks in their places, and no more where they were written.
    let parse = setsumon_syntax::parse(script.file.id, script.sources.text(script.file.id));
    let mut declared = Vec::new();
    declarations(&parse.file.statements, &mut declared);
    for (statement, what) in declared {
        let Some(code) = &statement.code else { continue };
        if named.get(code.value.as_str()).copied().unwrap_or_default() > 1 {
            continue;
        }
        found.push(
            Diagnostic::new(Code::Unused, code.span, format!("the {what} `{}` is used nowhere", code.value))
                .here("named here alone")
                .help("take it out, or use it where its twin is written out"),
        );
    }
}

/// What is declared to be used elsewhere.
#[expect(clippy::wildcard_enum_match_arm, reason = "of all that can be written this is about a few kinds")]
fn declarations<'s>(statements: &'s [Statement], found: &mut Vec<(&'s Statement, &'static str)>) {
    for statement in statements {
        let what = match statement.kind {
            Kind::Choices => Some("list"),
            Kind::Block => Some("block"),
            Kind::Let => Some("condition"),
            Kind::Info => Some("word"),
            _ => None,
        };
        found.extend(what.map(|what| (statement, what)));
        declarations(&statement.body, found);
        declarations(statement.otherwise.as_ref().map_or(&[], |otherwise| &otherwise.body), found);
    }
}

/// The codes in a file: outside of texts and remarks, and in the braces of texts.
fn names<'t>(text: &'t str, found: &mut dyn FnMut(&'t str)) {
    let (mut rest, mut quoted, mut braces) = (text, None::<&str>, false);
    while let Some(sign) = rest.chars().next() {
        let mut length = sign.len_utf8();
        if let Some(quote) = quoted {
            if rest.starts_with(quote) && !braces {
                (quoted, length) = (None, quote.len());
            } else if sign == '{' || sign == '}' {
                braces = sign == '{';
            } else if braces {
                length = code(rest, found).max(length);
            }
        } else if rest.starts_with("//") {
            length = rest.find('\n').unwrap_or(rest.len());
        } else if let Some(quote) = ["\"\"\"", "\""].into_iter().find(|quote| rest.starts_with(quote)) {
            (quoted, length, braces) = (Some(quote), quote.len(), false);
        } else {
            length = code(rest, found).max(length);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// Tells of the code at the beginning, and how long it is.
fn code<'t>(rest: &'t str, found: &mut dyn FnMut(&'t str)) -> usize {
    let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    if let Some(code) = rest.get(..length).filter(|code| !code.is_empty()) {
        found(code);
    }
    length
}
