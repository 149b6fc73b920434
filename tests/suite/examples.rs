//! The course in `examples/`: every step compiles into every target, and every broken one says what it claims.

use setsumon_core::frozen::Model;
use setsumon_tests::claim::Claim;
use setsumon_tests::project::Compiled;
use setsumon_tests::targets::{emit, text_targets};
use setsumon_tests::{repo, snapshot};

#[test]
fn every_step_of_the_course_compiles() {
    let mut steps = 0;
    for file in repo::files("examples", ".survey") {
        let told = repo::told(&file);
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if told.contains("broken") || !name.starts_with(|first: char| first.is_ascii_digit()) {
            continue;
        }
        steps += 1;
        let compiled = Compiled::file(&file);
        let form = compiled.form(&told);
        for target in text_targets() {
            emit(target.as_ref(), form, &told);
        }
        let second = repo::read(&file).lines().nth(2).unwrap_or_default().to_owned();
        assert!(second.starts_with("// "), "{told}: its third line does not say what it shows");
    }
    assert!(steps >= 12, "the course is not where it was");
}

#[test]
fn the_frozen_model_of_the_course_is_what_freezing_gives() {
    let compiled = Compiled::file(&repo::path("examples/13-last-year.survey"));
    let frozen = Model::freeze(compiled.form("examples/13-last-year.survey"), None).write();
    let kept = repo::read(&repo::path("examples/2024.model.json"));
    assert!(kept.as_bytes() == frozen, "freeze examples/13-last-year.survey again");
}

#[test]
fn every_broken_example_says_what_it_claims() {
    let mut wrong = Vec::new();
    let mut right = Vec::new();
    let files = repo::files("examples/broken", ".survey");
    assert!(files.len() >= 5, "the broken examples are not where they were");
    for file in files {
        let told = repo::told(&file);
        let compiled = Compiled::file(&file);
        match Claim::of(&repo::read(&file), &told).differs(&compiled.0.diagnostics) {
            Some(difference) => wrong.push(format!("{told}: {difference}\n{}", compiled.said())),
            None => right.push((file, compiled.said())),
        }
    }
    assert!(wrong.is_empty(), "{} broken examples do not say what they claim:\n\n{}", wrong.len(), wrong.join("\n"));
    snapshot::all("said", right);
}
