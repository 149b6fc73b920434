//! Snapshots that lie beside their inputs and are named after them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Compares a text with the snapshot beside its input: `unclosed.survey` and `unclosed.check.snap`.
pub fn beside(input: &Path, what: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(input.parent().expect("a case lies in a folder"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let stem = input.file_stem().expect("a case has a name").to_string_lossy();
    settings.bind(|| insta::assert_snapshot!(format!("{stem}.{what}"), text));
}

/// Compares many, and fails at the end, so that all that differ are shown in one run.
pub fn all(what: &str, texts: Vec<(PathBuf, String)>) {
    let differs =
        |(input, text): &(PathBuf, String)| catch_unwind(AssertUnwindSafe(|| beside(input, what, text))).is_err();
    let different = texts.iter().filter(|text| differs(text)).count();
    assert!(different == 0, "{different} snapshots differ: read them with `cargo insta review`");
}
