//! Makes the page's script and style small: comments and white space stay in the repository. Names stay as they are.
//!
//! The minifier takes a bare space in a regular expression for white space between words: there it is written `\x20`.
//! What comes out is what the tests run in Node and in the browser.

#![expect(clippy::disallowed_methods, reason = "a build script reads its own crate and writes where cargo says")]

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::{env, fs};

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

const STYLE: &[&str] = &["style", "controls", "flow", "print"];

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    fs::write(out.join("interpreter.js"), shortened(INTERPRETER)?)?;
    for (name, parts) in [("browser", BROWSER), ("main", MAIN), ("lists", LISTS), ("slider", SLIDER)] {
        fs::write(out.join(name).with_extension("js"), shortened(parts)?)?;
    }
    // Checkers of pages hash a style without the white space around it; browsers hash it as it is.
    fs::write(out.join("style.css"), minifier::css::minify(&joined("assets", STYLE, "css")?)?.to_string().trim())?;
    Ok(())
}

/// A script without comments, white space, and semicolons where its braces end a statement anyway.
fn shortened(names: &[&str]) -> Result<String, Box<dyn Error>> {
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
