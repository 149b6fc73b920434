//! Every question type and construct, compiled through every target that is text, with what comes out.

use setsumon_tests::project::Project;
use setsumon_tests::targets::{emit, file, text_targets};
use setsumon_tests::{repo, snapshot};

/// The form without what is the same in every form.
fn without_script_and_style(html: &str) -> String {
    let mut rest = html;
    let mut kept = String::new();
    for tag in std::iter::repeat(["style", "script"]).flatten() {
        let open = format!("<{tag}");
        let others = ["<style", "<script"].iter().filter_map(|tag| rest.find(tag)).min();
        let Some(nearest) = others else { break };
        let Some(start) = rest.find(&open).filter(|start| *start == nearest) else { continue };
        let close = format!("</{tag}>");
        let end = rest[start..].find(&close).map_or(rest.len(), |end| start + end + close.len());
        kept.push_str(&rest[..start]);
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept
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
                let text = if *what == "html" { without_script_and_style(text) } else { text.to_owned() };
                shown.push(((case.clone(), *what), text));
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
