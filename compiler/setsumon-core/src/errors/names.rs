//! What is said about names, imports, lists and blocks.

use setsumon_diagnostics::{Code, Diagnostic, Span};
use setsumon_syntax::ast::Name;

use super::{or_list, suggestion};
use crate::sources::SourceError;

pub(crate) fn unknown_name(span: Span, word: &str, known: &[&str], owner: Option<&str>) -> Diagnostic {
    let message = match owner {
        Some(owner) => format!("{owner} has no `{word}`"),
        None => format!("nothing here is called `{word}`"),
    };
    let diagnostic = Diagnostic::new(Code::UnknownName, span, message).here("not known");
    diagnostic.help(suggestion(word, known).unwrap_or_else(|| match owner {
        Some(_) => "write the code of something in it, as it stands before its label".to_owned(),
        None => {
            "write the code of something in this section; for another section, its path, as in `visit.how`".to_owned()
        }
    }))
}

/// `kids.count`.
pub(crate) fn reckoned_in_name(span: Span, word: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownName, span, format!("`{word}` stands behind a name, and is no part of it"))
        .here("reckoned from it")
        .help(format!("write `{right}`"))
}

/// `pair.left`, where `pair` is a group.
pub(crate) fn group_in_name(span: Span, kind: &str, code: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownName, span, format!("the {kind} `{code}` is no part of a name"))
        .here("named through it")
        .help(format!("write `{right}`: what stands in a {kind} is called as if it stood outside"))
        .fix(format!("write `{right}`"), vec![(span, right.to_owned())])
}

pub(crate) fn unknown_or_elsewhere(span: Span, word: &str, known: &[&str], elsewhere: Option<&str>) -> Diagnostic {
    match elsewhere {
        Some(path) => Diagnostic::new(Code::UnknownName, span, format!("nothing here is called `{word}`"))
            .here("not known here")
            .help(format!("from another section, write its full path `{path}`")),
        None => unknown_name(span, word, known, None),
    }
}

pub(crate) fn duplicate(code: &str, span: Span, first: Span, kind: &str, first_kind: &str) -> Diagnostic {
    let message = format!("the code `{code}` is taken already");
    Diagnostic::new(Code::DuplicateCode, span, message)
        .here(format!("this {kind}"))
        .label(first, format!("the {first_kind} that has it"))
        .help("give one of them another code; codes tie the years together, so keep the one already fielded")
}

pub(crate) fn duplicate_code(name: &Name, first: Span, what: &'static str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateCode, name.span, format!("there are two {what}s called `{}`", name.value))
        .here("the second")
        .label(first, "the first")
        .help("rename one of them, or import only one of the files")
}

pub(crate) fn forward(span: Span, path: &str, declared: Span) -> Diagnostic {
    Diagnostic::new(Code::ForwardReference, span, format!("`{path}` is answered only later"))
        .here("asked for here")
        .label(declared, "answered here")
        .help("conditions and texts look back only: move this behind the question, or the question before it")
}

/// A question that is asked or reckoned by its own answer.
pub(crate) fn of_itself(span: Span, path: &str, declared: Span) -> Diagnostic {
    Diagnostic::new(Code::ForwardReference, span, format!("`{path}` depends on its own answer"))
        .here("asked for here")
        .label(declared, "answered here")
        .help("name a question above it; limits of a number are `min` and `max`, and a `check` behind it may read it")
}

/// Where there are too many codes to name them.
fn as_in_the_list() -> String {
    "write the code of an option, as it stands before its label in the list".to_owned()
}

pub(crate) fn unknown_option(name: &Name, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownOption, name.span, format!("there is no option `{}`", name.value))
        .here("not offered");
    diagnostic.help(suggestion(&name.value, known).unwrap_or_else(as_in_the_list))
}

pub(crate) fn unknown_option_of(name: &Name, question: &str, declared: Span, known: &[&str]) -> Diagnostic {
    let message = format!("`{question}` has no option `{}`", name.value);
    let diagnostic =
        Diagnostic::new(Code::UnknownOption, name.span, message).here("not offered").label(declared, "the question");
    diagnostic.help(suggestion(&name.value, known).unwrap_or_else(as_in_the_list))
}

pub(crate) fn label_override(span: Span, code: &str, list: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateCode, span, format!("the option `{code}` of the list is given a second label"))
        .here("another label")
        .label(list, "its label in the list")
        .help("a label is never changed where a list is used: leave it out, or give the option a code of its own")
}

pub(crate) fn unknown_list(name: &Name, known: &[&str]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(Code::UnknownList, name.span, format!("there is no list `{}`", name.value)).here("not known");
    match suggestion(&name.value, known) {
        Some(help) => diagnostic.help(help),
        None => diagnostic
            .help(format!("write `choices {} {{ … }}` in this file, or import the file that has it", name.value)),
    }
}

pub(crate) fn unknown_block(name: &Name, known: &[&str]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(Code::UnknownBlock, name.span, format!("there is no block `{}`", name.value)).here("not known");
    match suggestion(&name.value, known) {
        Some(help) => diagnostic.help(help),
        None => diagnostic
            .help(format!("write `block {} {{ … }}` in this file, or import the file that has it", name.value)),
    }
}

pub(crate) fn import_not_found(span: Span, path: &str, error: &SourceError) -> Diagnostic {
    let why = match error {
        SourceError::NotFound => "there is no such file".to_owned(),
        SourceError::Outside => "it lies outside the project folder".to_owned(),
        SourceError::Unreadable(words) => words.clone(),
    };
    Diagnostic::new(Code::ImportNotFound, span, format!("`{path}` cannot be read: {why}"))
        .here("wanted here")
        .help("a path is read from the folder of the file it stands in")
}

pub(crate) fn model_unreadable(span: Span, why: String) -> Diagnostic {
    Diagnostic::new(Code::ImportNotFound, span, why)
        .help("what begins with `{` is read as a model, as `setsumon build` and `setsumon freeze` write it")
}

pub(crate) fn import_cycle(span: Span, open: &[String], path: &str) -> Diagnostic {
    let start = open.iter().position(|name| name == path).unwrap_or_default();
    let mut circle: Vec<String> = open.iter().skip(start).map(|name| format!("`{name}`")).collect();
    circle.push(format!("`{path}`"));
    Diagnostic::new(Code::ImportCycle, span, format!("these lead back to themselves: {}", circle.join(" → ")))
        .here("back to the beginning")
        .help("move what both need into a file of its own that imports neither")
}

pub(crate) fn import_escape(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(Code::ImportEscape, span, format!("`{path}` leads out of the project folder"))
        .here("outside")
        .help("copy the file into the project and name it by a path without a leading `/` or too many `..`")
}

pub(crate) fn not_a_library(span: Span, path: &str, stranger: Span) -> Diagnostic {
    Diagnostic::new(Code::NotALibrary, span, format!("`{path}` holds more than lists and blocks"))
        .here("imported here")
        .label(stranger, "this cannot be imported")
        .help("an imported file may hold `import`, `choices`, `block` and `let` only")
}

pub(crate) fn name_too_long(span: Span, name: &str) -> Diagnostic {
    let message =
        format!("the variable `{name}` has a name of {} bytes, and 63 is the most a database takes", name.len());
    Diagnostic::new(Code::NameTooLong, span, message)
        .here("shorten this code")
        .help("shorten the longest code on the way to it")
}

pub(crate) fn survey_code_too_long(span: Span, code: &str) -> Diagnostic {
    let message = format!("the code of the survey has {} letters, and 30 is the most", code.len());
    Diagnostic::new(Code::NameTooLong, span, message)
        .here("shorten this code")
        .help("take a shorter one: the names of tables begin with it, and a database cuts them off")
}

pub(crate) fn name_collision(name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::NameCollision, span, format!("two variables would be called `{name}`"))
        .here("the second")
        .label(first, "the first")
        .help("give one of them another code")
}

pub(crate) fn section_code(code: &str, span: Span, kind: &str, section: Span) -> Diagnostic {
    Diagnostic::new(Code::NameCollision, span, format!("this {kind} bears the code of a section, `{code}`"))
        .here(format!("this {kind}"))
        .label(section, "the section")
        .help("give one of them another code, so that a dotted path has one reading")
}

pub(crate) fn block_recursion(name: &Name, open: &[String]) -> Diagnostic {
    let mut circle: Vec<String> = open.iter().map(|open| format!("`{open}`")).collect();
    circle.push(format!("`{}`", name.value));
    Diagnostic::new(Code::BlockRecursion, name.span, format!("the block uses itself: {}", circle.join(" → ")))
        .here("used again here")
        .help("a block may use other blocks, but none that leads back to it")
}

pub(crate) fn argument_missing(block: &Name, parameter: &Name) -> Diagnostic {
    let message = format!("the block `{}` needs words for `{}`", block.value, parameter.value);
    Diagnostic::new(Code::BlockArgument, block.span, message)
        .here("used without them")
        .label(parameter.span, "wanted here")
        .help(format!("add `with {} \"…\"`", parameter.value))
}

pub(crate) fn argument_unknown(argument: &Name, block: &str, parameters: &[Name]) -> Diagnostic {
    let known: Vec<&str> = parameters.iter().map(|name| name.value.as_str()).collect();
    let message = format!("the block `{block}` takes no words called `{}`", argument.value);
    let diagnostic = Diagnostic::new(Code::BlockArgument, argument.span, message).here("not taken");
    match (known.is_empty(), suggestion(&argument.value, &known)) {
        (false, Some(help)) => diagnostic.help(help),
        (_, _) if !known.is_empty() => diagnostic.help(format!("it takes {}", or_list(&known))),
        (_, _) => diagnostic.help("leave `with` out"),
    }
}

pub(crate) fn survey_missing(place: Span) -> Diagnostic {
    Diagnostic::new(Code::SurveyStatement, place, "this file does not say which survey it is")
        .help("begin with `survey code \"title\" { locale ja  edition 2025 }`")
}

pub(crate) fn survey_incomplete(span: Span, what: &str, example: &str) -> Diagnostic {
    Diagnostic::new(Code::SurveyStatement, span, format!("the survey does not say its {what}"))
        .here("missing in its `{ }`")
        .help(format!("add `{example}`"))
}

pub(crate) fn unknown_locale(name: &Name) -> Diagnostic {
    let message = format!("there are no words for the language `{}`", name.value);
    let told = Diagnostic::new(Code::UnknownLocale, name.span, message).here("not known");
    // What the two there are is called elsewhere.
    let meant = [("ja", ["j", "nihon", "nippon"]), ("en", ["eng", "uk", "us"])];
    let meant = meant.iter().find(|(_, begins)| begins.iter().any(|begin| name.value.starts_with(begin)));
    match meant {
        Some((code, _)) => {
            told.help(format!("write `locale {code}`")).fix(format!("write `{code}`"), vec![(name.span, (*code).to_owned())])
        }
        None => told.help(
            "write `locale ja` or `locale en`: it is the language of the sentences that the compiler writes, which `wording { }` replaces one by one; your own may be in any",
        ),
    }
}

pub(crate) fn unknown_unit(name: &Name, known: &[&str]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(Code::UnknownUnit, name.span, format!("there is no unit `{}`", name.value)).here("not listed");
    match suggestion(&name.value, known) {
        Some(help) => diagnostic.help(help),
        None => diagnostic.help("put the unit in quotes, or list it in `units { }` of the survey"),
    }
}
