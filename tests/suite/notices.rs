//! The notices of third parties name every crate that is linked into the command, and what lies in the engine that is no code.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;
use setsumon_tests::repo;

const MAKE_THEM: &str = "run `python3 tests/notices.py`, and read what has changed";

/// The crates of others that become part of the command, with their versions, by cargo's own account.
fn linked() -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(repo::root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let by_id = |list: Vec<Value>| -> BTreeMap<String, Value> {
        list.into_iter().map(|one| (one["id"].as_str().expect("an id").to_owned(), one)).collect()
    };
    let (packages, nodes) = (by_id(list(&metadata["packages"])), by_id(list(&metadata["resolve"]["nodes"])));
    let is_macro = |package: &Value| {
        list(&package["targets"]).iter().any(|target| list(&target["kind"]).contains(&Value::from("proc-macro")))
    };
    let command = packages.iter().find(|(_, package)| package["name"] == "setsumon-cli").expect("the command").0;
    let (mut open, mut seen) = (vec![command.clone()], BTreeSet::new());
    while let Some(id) = open.pop() {
        if !seen.insert(id.clone()) || is_macro(&packages[&id]) {
            continue;
        }
        for dependency in list(&nodes[&id]["deps"]) {
            if list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null()) {
                open.push(dependency["pkg"].as_str().expect("an id").to_owned());
            }
        }
    }
    let others = seen.iter().map(|id| &packages[id]).filter(|package| !package["source"].is_null());
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    others.map(|package| format!("{} {}", word(&package["name"]), word(&package["version"]))).collect()
}

#[test]
fn every_linked_crate_is_named_with_its_licence() {
    let notices = repo::read(&repo::path("compiler/setsumon-cli/notices/crates.txt"));
    let named: BTreeSet<String> = notices
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with("  "))
        .map(|line| line.trim().split_once(": ").expect("a crate and its licence").0.to_owned())
        .collect();
    let linked = linked();
    assert!(linked.len() > 100, "{linked:?}");
    let lacking: Vec<&String> = linked.difference(&named).collect();
    let stale: Vec<&String> = named.difference(&linked).collect();
    assert!(lacking.is_empty() && stale.is_empty(), "{MAKE_THEM}\nnot named: {lacking:?}\nno longer linked: {stale:?}");
}

/// Each data that the engine carries, by a word that stands in its notice and nowhere else.
#[test]
fn what_is_no_code_is_named_too() {
    let folder = repo::path("compiler/setsumon-cli/notices");
    let engine = repo::read(&folder.join("engine.txt"));
    for word in ["Hyphenation patterns", "CC BY-SA 3.0", "American Anthropological Association", "bat-developers"] {
        assert!(engine.contains(word), "`{word}`: {MAKE_THEM}");
    }
    assert!(repo::read(&folder.join("crates.txt")).contains("Libertinus"), "the engine's own fonts: {MAKE_THEM}");
    let page = repo::read(&repo::path("docs/THIRD-PARTY.md"));
    for word in ["hypher", "hayagriva", "two-face", "typst-assets", "crates.txt", "engine.txt"] {
        assert!(page.contains(word), "docs/THIRD-PARTY.md does not speak of {word}");
    }
}
