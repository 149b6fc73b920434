//! Makes the page's script and style small: comments, white space and the long names of the outermost level stay in the repository.
//!
//! The minifier takes a bare space in a regular expression for white space between words: there it is written `\x20`.
//! What comes out is what the tests run in Node and in the browser.

#![expect(clippy::disallowed_methods, reason = "a build script reads its own crate and writes where cargo says")]

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::{env, fs};

#[path = "build/names.rs"]
mod names;

/// What knows no page, in the order in which it must be read: arithmetic, conditions, domains, verdict, normalisation, last year.
const INTERPRETER: &[&str] = &["rational", "calendar", "conditions", "domain", "verdict", "normalise", "carry"];

/// What turns a page into a form that branches.
const BROWSER: &[&str] = &[
    "words",
    "press",
    "controls",
    "exclusive",
    "rosters",
    "branching",
    "gates",
    "messages",
    "steps",
    "contents",
    "last",
    "folds",
    "review",
    "files",
    "drafts",
];

/// What brings the form to life, when all else is there.
const MAIN: &[&str] = &["main"];

/// A field that searches a long list: only in forms that have one.
const LISTS: &[&str] = &["kana", "search"];

/// A slider beside the figure of a long scale: only in forms that have one.
const SLIDER: &[&str] = &["slider"];

/// What is called from outside: by tests that run the interpreter without a page, and by the one that reads which words are said.
const CALLED: &[&str] = &[
    "prepare",
    "readFile",
    "evaluate",
    "settle",
    "writeFile",
    "Reading",
    "normalText",
    "carryOver",
    "carriedIn",
    "verdict",
    "MARKER_UPDATED",
    "standing",
    "provenance",
    "say",
];

const STYLE: &[&str] = &["style", "controls", "flow", "print"];

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    let parts =
        [("interpreter", INTERPRETER), ("browser", BROWSER), ("main", MAIN), ("lists", LISTS), ("slider", SLIDER)];
    let small: Vec<String> = parts.iter().map(|(_, files)| without_space(files)).collect::<Result<_, _>>()?;
    for ((name, _), script) in parts.iter().zip(names::shortened(&small, CALLED)) {
        fs::write(out.join(name).with_extension("js"), script)?;
    }
    // Checkers of pages hash a style without the white space around it; browsers hash it as it is.
    fs::write(out.join("style.css"), minifier::css::minify(&joined("assets", STYLE, "css")?)?.to_string().trim())?;
    Ok(())
}

/// A script without comments, white space, and semicolons where its braces end a statement anyway.
fn without_space(names: &[&str]) -> Result<String, Box<dyn Error>> {
    Ok(minifier::js::minify(&joined("runtime", names, "js")?).to_string().replace(";}", "}"))
}

fn joined(folder: &str, names: &[&str], ending: &str) -> Result<String, Box<dyn Error>> {
    writeln!(std::io::stdout(), "cargo::rerun-if-changed={folder}")?;
    let mut all = String::new();
    for name in names {
        all.push_str(&fs::read_to_string(format!("{folder}/{name}.{ending}"))?);
    }
    Ok(all)
}
