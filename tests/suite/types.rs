//! Every question type and construct, compiled through every target that is text, with what comes out.

use setsumon_tests::project::Project;
use setsumon_tests::targets::{emit, file, text_targets};
use setsumon_tests::{repo, snapshot};

/// The form itself, without what is the same around every form.
fn form_alone(html: &str) -> &str {
    let start = html.find("<form").expect("the page has a form");
    let end = html.find("</form>").expect("the form ends");
    &html[start..end]
}

#[test]
fn every_type_comes_out_of_every_target() {
    let mut shown = Vec::new();
    let cases = repo::files("tests/corpus/types", ".survey");
    assert!(cases.len() >= 20, "the corpus is not where it was");
    for case in cases {
        let told = repo::told(&case);
        let compiled = Project::of_case(&repo::read(&case)).compile();
        let form = compiled.form(&told);
        for target in text_targets() {
            let emitted = emit(target.as_ref(), form, &told);
            for (rule, duty) in emitted.ledger.iter() {
                let name = &form.rules().get(rule).name;
                assert!(duty.is_some(), "{told}: the target {} forgets the rule {name}", target.name());
            }
            let pieces: &[(&str, &str)] = match target.name() {
                "html" => &[("form.html", "html")],
                "json-schema" => &[("answer.schema.json", "json")],
                "ddl" => &[("sqlite.sql", "sqlite"), ("postgresql.sql", "postgresql")],
                "codebook" => &[("codebook.md", "codebook")],
                _ => &[],
            };
            for (name, what) in pieces {
                let text = file(&emitted, name);
                let text = if *what == "html" { form_alone(text) } else { text };
                shown.push(((case.clone(), *what), text.to_owned()));
            }
        }
    }
    let mut by_what: std::collections::BTreeMap<&str, Vec<_>> = std::collections::BTreeMap::new();
    for ((case, what), text) in shown {
        by_what.entry(what).or_default().push((case, text));
    }
    for (what, texts) in by_what {
        snapshot::all(what, texts);
    }
}
