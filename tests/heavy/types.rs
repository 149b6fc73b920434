//! The types of the page's script, which `tests/all` has TypeScript look at: that it does look, at comments, and in full strictness.

use std::process::Command;

use setsumon_tests::repo;

use crate::run::{ended, judges};

#[test]
fn a_wrong_type_is_found() {
    // What is not looked at is never wrong: this would pass if comments were not read as types of the model.
    let folder = tempfile::tempdir().expect("a folder for the script");
    let script = folder.path().join("wrong.js");
    let types = repo::path("targets/setsumon-html/runtime/types");
    let source = format!(
        "/** @import {{ Term }} from {types:?} */\n/** @type {{Term}} */\nexport const term = [\"valve\", 1];\n"
    );
    std::fs::write(&script, source).expect("the script can be written");
    let config = repo::path("targets/setsumon-html/tsconfig.json");
    let own = format!("{{ \"extends\": {config:?}, \"include\": [\"wrong.js\"] }}");
    std::fs::write(folder.path().join("tsconfig.json"), own).expect("its settings can be written");
    let mut tsc = Command::new("node");
    tsc.arg(judges().join("node_modules/typescript/bin/tsc")).arg("--project").arg(folder.path());
    let output = ended(&mut tsc);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!output.status.success() && said.contains("error TS") && said.contains("\"valve\""), "{said}");
}
