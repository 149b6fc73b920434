//! The web form, the codebook's page and the pages that compare editions, by the Nu HTML checker and by axe in a browser: desktop and phone, with and without script.

use std::process::Command;

use crate::built::{STEP, everything};
use crate::run::{done, judges, node};

/// What the checker is wrong about: it guesses languages, and takes a codebook full of codes for English; it does not know a property
/// that Chromium has; and it reckons the hash of a style of more than some 15 kB otherwise than browsers do, which are asked themselves
/// whether the policy holds by every test in `browser`.
const MISTAKEN: &str = ".*This document appears to be written in.*|.*Property .field-sizing. doesn.t exist.*|.*Inline style violates Content Security Policy.*";

#[test]
fn every_page_is_valid_html() {
    let pages = everything().into_iter().flat_map(|(_, built)| [built.file("form.html"), built.file("codebook.html")]);
    let pages = pages.chain(OF_A_STEP.map(|name| STEP.file(name)));
    let checker = judges().join("node_modules/vnu-jar/build/dist/vnu.jar");
    // One call for all files: the checker takes seconds to start.
    done(
        Command::new("java")
            .arg("-jar")
            .arg(checker)
            .args(["--Werror", "--format", "text", "--filterpattern", MISTAKEN])
            .args(pages),
    );
}

/// What is said of the real survey's step.
const OF_A_STEP: [&str; 3] = ["compare.html", "impact.html", "diff.html"];

#[test]
fn every_page_about_a_step_is_accessible() {
    done(node("axe.cjs").args(OF_A_STEP.map(|name| STEP.file(name))));
}

#[test]
fn every_form_is_accessible() {
    let pages = everything().into_iter().map(|(_, built)| built.file("form.html"));
    done(node("axe.cjs").args(pages));
}
