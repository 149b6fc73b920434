//! The web form and the codebook's page, by the Nu HTML checker and by axe in a browser: desktop and phone, with and without script.

use std::process::Command;

use crate::built::everything;
use crate::run::{done, judges, node};

/// What the checker is wrong about: it guesses languages, and takes a codebook full of codes for English; it does not know a property
/// that Chromium has; and it reckons the hash of a style of more than some 15 kB otherwise than browsers do, which are asked themselves
/// whether the policy holds by every test in `browser`.
const MISTAKEN: &str = ".*This document appears to be written in.*|.*Property .field-sizing. doesn.t exist.*|.*Inline style violates Content Security Policy.*";

#[test]
fn every_page_is_valid_html() {
    let pages = everything().into_iter().flat_map(|(_, built)| [built.file("form.html"), built.file("codebook.html")]);
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

#[test]
fn every_form_is_accessible() {
    let pages = everything().into_iter().map(|(_, built)| built.file("form.html"));
    done(node("axe.cjs").args(pages));
}
