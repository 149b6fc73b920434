//! What is said of a survey's wording and design: what each rule finds, what it leaves alone, and that it does both in time.

use std::collections::BTreeSet;
use std::path::Path;

use setsumon_core::Compilation;
use setsumon_core::sources::MemorySources;
use setsumon_diagnostics::{Code, Diagnostic, Diagnostics, Level, Severity, Stage};
use setsumon_editions::Session;
use setsumon_syntax::ast::{Kind, Piece, Statement, Text};
use setsumon_syntax::{FIELD, stretches};
use setsumon_tests::claim::Claim;
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::{repo, snapshot};

use crate::growth::worked;

/// What is said of a survey in all, its author's allowances heeded: what is told unasked, and what one more rule finds.
fn advised(mut compiled: Compilation, code: Option<Code>) -> Compiled {
    compiled.advise(setsumon_lints::find(&compiled));
    compiled.diagnostics.retain(|told| told.code.level() != Level::Off || Some(told.code) == code);
    Compiled(compiled)
}

/// The code that a folder of the corpus is named after.
fn code_of(case: &Path) -> Code {
    let folder = case.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    folder.parse().unwrap_or_else(|_| panic!("tests/corpus/lints/{folder}: no rule is called so"))
}

fn shown(text: &str, said: &str) -> String {
    format!("----- survey\n{}\n----- said\n{said}", text.trim_end())
}

/// The files of a case after all corrections were made that are offered.
fn corrected(text: &str, told: &Diagnostics) -> Option<String> {
    let (main, rest) = text.split_at(text.find("//// ").unwrap_or(text.len()));
    let mut edits: Vec<_> = told.iter().filter_map(|one| one.fix.as_ref()).flat_map(|fix| fix.edits.clone()).collect();
    edits.sort_by_key(|(span, _)| span.start);
    edits.dedup();
    let mut main = main.to_owned();
    for (span, instead) in edits.iter().rev().filter(|(span, _)| span.file.0 == 0) {
        main.replace_range(span.range(), instead);
    }
    (!edits.is_empty()).then(|| format!("{main}{rest}"))
}

#[test]
fn every_rule_finds_what_is_wrong_and_leaves_alone_what_is_right() {
    let (mut wrong, mut right) = (Vec::new(), Vec::new());
    let mut cases: BTreeSet<(Code, bool)> = BTreeSet::new();
    for case in repo::files("tests/corpus/lints", ".survey") {
        let (told, text, code) = (repo::told(&case), repo::read(&case), code_of(&case));
        let is_wrong = case.file_name().is_some_and(|name| name.to_string_lossy().starts_with("wrong"));
        cases.insert((code, is_wrong));
        let claim = if is_wrong { Claim::of(&text, &told) } else { Claim::exactly(&[]) };
        if is_wrong && !claim.names(code) {
            wrong.push(format!("{told}: it does not claim `{}`", code.slug()));
        }
        let compiled = advised(Project::of_case(&text).compile().0, Some(code));
        if let Some(difference) = claim.differs(&compiled.0.diagnostics) {
            wrong.push(format!("{told}: {difference}\n{}", compiled.said()));
            continue;
        }
        if let Some(after) = corrected(&text, &compiled.0.diagnostics) {
            let again = advised(Project::of_case(&after).compile().0, Some(code));
            let offered = compiled.0.diagnostics.iter().filter(|one| one.fix.is_some()).count();
            if again.0.diagnostics.len() + offered > compiled.0.diagnostics.len() {
                wrong.push(format!("{told}: a correction does not mend it\n{after}\n{}", again.said()));
            }
        }
        if is_wrong {
            right.push((case, shown(&text, &compiled.said())));
        }
    }
    for code in setsumon_lints::codes() {
        for (is_wrong, name) in [(true, "wrong"), (false, "right")] {
            if !cases.contains(&(code, is_wrong)) {
                wrong.push(format!("tests/corpus/lints/{}/ has no {name}*.survey", code.slug()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases are not as they claim:\n\n{}", wrong.len(), wrong.join("\n"));
    snapshot::all("lint", right);
}

#[test]
fn every_code_of_the_stage_has_one_rule() {
    let of_stage: Vec<Code> = Code::ALL.iter().copied().filter(|code| code.stage() == Stage::Wording).collect();
    let mut rules: Vec<Code> = setsumon_lints::codes().collect();
    rules.sort_unstable();
    assert_eq!(rules, of_stage);
    assert!(of_stage.iter().all(|code| code.severity() == Severity::Warning));
}

/// The surveys of the repository that are written as they should be; libraries are in them.
fn exemplary() -> impl Iterator<Item = std::path::PathBuf> {
    let files =
        ["surveys", "examples", "tests/corpus/types"].into_iter().flat_map(|folder| repo::files(folder, ".survey"));
    files.filter(|file| {
        !repo::told(file).contains("/broken/") && repo::read(file).lines().any(|line| line.starts_with("survey "))
    })
}

#[test]
fn nothing_is_said_of_what_is_written_well() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in exemplary() {
        count += 1;
        let compiled = advised(Compiled::file(&file).0, None);
        if !compiled.0.diagnostics.is_empty() {
            wrong.push(format!("{}:\n{}", repo::told(&file), compiled.said()));
        }
    }
    assert!(count > 40, "the surveys are not where they were");
    assert!(wrong.is_empty(), "{} of {count} surveys are warned of:\n\n{}", wrong.len(), wrong.join("\n"));
}

/// Nothing is said of what must be mended first, and nothing of a model, which has no text.
#[test]
fn what_cannot_be_judged_is_left_alone() {
    let text = "setsumon 1\nsurvey s \"S\" { locale en  edition 2025 }\nsection a \"A\" {\n  single q \"Q\" { x \"X\"  other \"Other\"  y \"Y\" }\n  §\n}\n";
    let said = |text: &str| setsumon_lints::find(&Project::of(text).compile().0);
    assert!(!said(&text.replace('§', "")).is_empty());
    assert_eq!(said(&text.replace('§', "text t \"T\" when nobody is x")), []);
    let compiled = Project::of(&text.replace('§', "")).compile();
    let model = setsumon_core::frozen::Model::freeze(compiled.0.form().expect("a warning builds"), None).write();
    let restored = Session::new().check(&MemorySources::new().with("s.model.json", model), "s.model.json");
    assert!(restored.form().is_some());
    assert_eq!(setsumon_lints::find(&restored), []);
}

/// What stands in a list or a block is told once, where it is written, however often it is used.
#[test]
fn what_is_written_once_is_told_once() {
    let list = "choices l { x \"X\"  other \"Other\"  y \"Y\" }\nblock b { single q \"Q\" { x \"X\"  other \"Other\"  y \"Y\" } }\n";
    let uses = "single one \"One?\" from l\n  single two \"Two?\" from l\n  use b as c \"C\"\n  use b as d \"D\"\n";
    let text =
        format!("setsumon 1\nsurvey s \"S\" {{ locale en  edition 2025 }}\n{list}section a \"A\" {{\n  {uses}}}\n");
    let compiled = Project::of(&text).compile().0;
    let found = setsumon_lints::find(&compiled);
    let others = found.iter().filter(|told| told.code == Code::OtherWithoutSpecify);
    let places: Vec<u32> = others.map(|told| compiled.sources.start(told.span()).line).collect();
    assert_eq!(places, [3, 4], "{found:?}");
}

fn texts<'s>(statements: &'s [Statement], found: &mut Vec<&'s Text>) {
    for statement in statements.iter().filter(|statement| statement.kind != Kind::Import) {
        found.extend(statement.label.iter().chain(&statement.prose));
        texts(&statement.body, found);
        texts(statement.otherwise.as_ref().map_or(&[], |otherwise| &otherwise.body), found);
    }
}

/// A text as it is read, and the same taken out of its file, are one; each stretch stands where it says.
#[test]
fn texts_are_found_again_where_they_are_written() {
    let mut count = 0;
    let folders = ["surveys", "examples", "tests/corpus"];
    for file in folders.into_iter().flat_map(|folder| repo::files(folder, ".survey")) {
        let source = repo::read(&file);
        let parse = setsumon_syntax::parse(setsumon_diagnostics::FileId(0), &source);
        if parse.diagnostics.has_errors() {
            continue;
        }
        let mut found = Vec::new();
        texts(&parse.file.statements, &mut found);
        for text in found {
            count += 1;
            let read: String = text
                .pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Plain(words) => words.clone(),
                    Piece::Field(_) => FIELD.to_string(),
                })
                .collect();
            let literal = &source[text.span.range()];
            let stretches = stretches(literal);
            let written: String = stretches.iter().map(|stretch| stretch.words.as_str()).collect();
            assert_eq!(written, read, "{}: {literal}", repo::told(&file));
            for stretch in stretches.iter().filter(|stretch| stretch.is_verbatim()) {
                assert_eq!(literal[stretch.start as usize..stretch.end as usize], stretch.words);
            }
        }
    }
    assert!(count > 3000, "the surveys are not where they were: {count} texts");
}

/// A survey of so many questions of many kinds, in many words.
fn large(count: usize) -> String {
    let mut text = String::from("setsumon 1\nsurvey t \"T\" { locale en  edition 2025 }\n");
    for at in 0..count {
        if at % 20 == 0 {
            text.push_str(if at == 0 { "" } else { "}\n" });
            text.push_str(&format!("section s{at} \"Section {at} of the survey\" {{\n"));
        }
        let question = match at % 5 {
            0 => format!(
                "single q{at} \"How many of the {at} were there?\" {{ a \"1-10\"  b \"11-20\"  c \"21-{at}0\"  other \"Other\"  d \"None\" }}"
            ),
            1 => format!(
                "multi q{at} \"Which of these {at} do you sell, as far as you know?\" {{ a \"Coffee\"  b \"Tea (of the house)\"  c \"Don't know\" }}"
            ),
            2 => format!(
                "text q{at} \"What is the name of the house, and of its owner ({at})?\" {{ lead \"Question {at} is about the house.\" }}"
            ),
            3 => format!(
                "integer q{at} \"席数（テラスを含む、{at}）\" unit \"席\" {{ hint \"昨年度の１２月３１日時点でご記入下さい\" }}"
            ),
            _ => format!(
                "grid q{at} \"How good was it, {at}?\" of single {{ rows {{ a \"Coffee\"  b \"Cake\" }}  columns {{ c \"Very good\"  d \"Good\"  e \"Bad\" }} }}"
            ),
        };
        text.push_str(&question);
        text.push('\n');
    }
    text.push_str("}\n");
    text
}

/// Ten thousand questions are read by all rules in less time than it takes to check them, and it grows no faster than they do.
#[test]
fn all_rules_together_are_fast() {
    let cost = |count: usize| {
        let text = large(count);
        let before = worked();
        let compiled = Project::of(&text).compile().0;
        let checked = worked() - before;
        assert!(compiled.form().is_some(), "{:?}", compiled.diagnostics.iter().next());
        let once = || {
            let before = worked();
            let found = setsumon_lints::find(&compiled);
            assert!(found.len() > count / 10, "{} findings", found.len());
            worked() - before
        };
        (once().min(once()), checked)
    };
    let ((few, _), (many, checked)) = (cost(2_000), cost(10_000));
    eprintln!("10,000 questions: {:.0} ms to check, {:.0} ms for all rules", checked / 1e6, many / 1e6);
    let exponent = (many / few).ln() / 5_f64.ln();
    assert!(exponent < 1.4, "n^{exponent:.2}");
    assert!(many < checked, "all rules take {:.0} ms, checking {:.0} ms", many / 1e6, checked / 1e6);
}

/// Every survey of the corpus is read without a panic, whatever is in it, and each finding has its place in a file.
#[test]
fn whatever_is_written_is_read() {
    for case in repo::files("tests/corpus", ".survey") {
        let compiled = Project::of_case(&repo::read(&case)).compile().0;
        for told in setsumon_lints::find(&compiled) {
            let Diagnostic { labels, fix, .. } = &told;
            let edits = fix.iter().flat_map(|fix| fix.edits.iter().map(|(span, _)| *span));
            for span in labels.iter().map(|label| label.span).chain(edits) {
                assert!(
                    compiled.sources.text(span.file).get(span.range()).is_some(),
                    "{}: {told:?}",
                    repo::told(&case)
                );
            }
        }
    }
}
