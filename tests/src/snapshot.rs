//! Snapshots that lie beside their inputs and are named after them.

use std::path::Path;

/// Compares a text with the snapshot beside its input: `unclosed.survey` and `unclosed.check.snap`.
pub fn beside(input: &Path, what: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(input.parent().expect("a case lies in a folder"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let stem = input.file_stem().expect("a case has a name").to_string_lossy();
    settings.bind(|| insta::assert_snapshot!(format!("{stem}.{what}"), text));
}
