//! The corpus of mistakes: what each case claims, and how it is told.

use setsumon_diagnostics::Code;
use setsumon_tests::claim::Claim;
use setsumon_tests::project::Project;
use setsumon_tests::{repo, snapshot};

/// The case in its own words, then what is said about it: a snapshot can be read without its input.
fn shown(text: &str, said: &str) -> String {
    let said = if said.is_empty() { "nothing\n" } else { said };
    format!("----- survey\n{}\n----- said\n{said}", text.trim_end())
}

#[test]
fn every_case_says_what_it_claims() {
    let mut wrong = Vec::new();
    let mut right = Vec::new();
    let cases = repo::files("tests/corpus/check", ".survey");
    assert!(!cases.is_empty(), "the corpus is not where it was");
    for case in cases {
        let told = repo::told(&case);
        let text = repo::read(&case);
        let compiled = Project::of_case(&text).compile();
        match Claim::of(&text, &told).differs(&compiled.0.diagnostics) {
            Some(difference) => wrong.push(format!("{told}: {difference}\n{}", compiled.said())),
            None => right.push((case, shown(&text, &compiled.said()))),
        }
    }
    assert!(wrong.is_empty(), "{} cases do not say what they claim:\n\n{}", wrong.len(), wrong.join("\n"));
    snapshot::all("check", right);
}

#[test]
fn every_folder_has_a_case_of_its_code() {
    for code in Code::ALL {
        if code.number() == "E0801" || code.stage().is_advice() {
            // Said by a target or by a rule of wording or of flow, not by the checker: tested where those are.
            continue;
        }
        let folder = format!("tests/corpus/check/{}-{}", code.number(), code.slug());
        let claimed = repo::files(&folder, ".survey")
            .iter()
            .any(|case| Claim::of(&repo::read(case), &repo::told(case)).names(*code));
        assert!(claimed, "no case in {folder} claims `{}`", code.slug());
    }
}
