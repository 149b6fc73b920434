//! Makes the page's script of its modules, and script and style small: comments, white space and the long names of the outermost level stay in the repository.
//!
//! The minifier takes a bare space in a regular expression for white space between words: there it is written `\x20`.
//! What comes out is what the tests run in Node and in the browser.

#![expect(clippy::disallowed_methods, reason = "a build script reads its own crate and writes where cargo says")]

use std::collections::BTreeSet;
use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::{env, fs};

use modules::Modules;

#[path = "build/modules.rs"]
mod modules;
#[path = "build/names.rs"]
mod names;

/// The module that passes on what knows no page: those names stay, and it is what tests run without one.
const INTERPRETER: &str = "interpreter";

/// The module that brings the form to life, when all else is there.
const MAIN: &str = "main";

/// What only some forms have, behind the rest of the browser's: a field that searches a long list, a slider beside the figure of a long scale.
const EXTRAS: &[(&str, &str)] = &[("lists", "search"), ("slider", "slider")];

/// What is called from outside besides, by the test that reads which words are said.
const SAY: &str = "say";

const STYLE: &[&str] = &["style", "controls", "flow", "print"];

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    let modules = modules()?;
    let parts = parts(&modules)?;
    let small: Vec<String> = parts.iter().map(|(_, names)| without_space(&modules, names)).collect::<Result<_, _>>()?;
    let called = modules.get(INTERPRETER).into_iter().flat_map(|module| &module.exports);
    let called: Vec<&str> = called.map(String::as_str).chain([SAY]).collect();
    for ((part, _), script) in parts.iter().zip(names::shortened(&small, &called)) {
        fs::write(out.join(part).with_extension("js"), script)?;
    }
    // Checkers of pages hash a style without the white space around it; browsers hash it as it is.
    fs::write(out.join("style.css"), minifier::css::minify(&joined("assets", STYLE, "css")?)?.to_string().trim())?;
    Ok(())
}

/// The modules of the script.
fn modules() -> Result<Modules, Box<dyn Error>> {
    writeln!(std::io::stdout(), "cargo::rerun-if-changed=runtime")?;
    let mut modules = Modules::new();
    for entry in fs::read_dir("runtime")? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "js") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let module = modules::module(&fs::read_to_string(&path)?).map_err(|error| format!("{name}.js: {error}"))?;
            modules.insert(name, module);
        }
    }
    modules::told_apart(&modules)?;
    Ok(modules)
}

/// The parts of the script, in the order in which a page has them but for the last, and their modules.
fn parts(modules: &Modules) -> Result<Vec<(&'static str, Vec<String>)>, String> {
    let mut there = BTreeSet::new();
    let interpreter = modules::needed(modules, INTERPRETER, &there)?;
    there.extend(interpreter.iter().cloned());
    let mut browser = modules::needed(modules, MAIN, &there)?;
    browser.retain(|name| name != MAIN);
    there.extend(browser.iter().cloned());
    let mut parts = vec![("interpreter", interpreter), ("browser", browser), ("main", vec![MAIN.to_owned()])];
    for (part, entry) in EXTRAS {
        // One may be in a page without the other: what both need would be there twice.
        parts.push((*part, modules::needed(modules, entry, &there)?));
    }
    let mut used = BTreeSet::new();
    if let Some(twice) = parts.iter().flat_map(|(_, names)| names).find(|name| !used.insert(name.as_str())) {
        return Err(format!("{twice}.js is in two parts of the script"));
    }
    match modules.keys().find(|name| !used.contains(name.as_str())) {
        Some(unused) => Err(format!("nobody imports {unused}.js")),
        None => Ok(parts),
    }
}

/// Modules in one scope without comments, white space, and semicolons where its braces end a statement anyway. That a `const` is
/// never set anew is seen to before: in the page it is a `let`, which is shorter.
fn without_space(modules: &Modules, names: &[String]) -> Result<String, Box<dyn Error>> {
    let script: String = names.iter().filter_map(|name| modules.get(name)).map(|module| module.body.as_str()).collect();
    let small = minifier::js::minify(&script).to_string().replace(";}", "}");
    Ok(names::with_let(&small))
}

fn joined(folder: &str, names: &[&str], ending: &str) -> Result<String, Box<dyn Error>> {
    writeln!(std::io::stdout(), "cargo::rerun-if-changed={folder}")?;
    let mut all = String::new();
    for name in names {
        all.push_str(&fs::read_to_string(format!("{folder}/{name}.{ending}"))?);
    }
    Ok(all)
}
