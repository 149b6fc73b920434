//! The real survey cannot lie about the edition before: each lie, put into its source, is refused; what a machine can mend is mended.

use setsumon_core::frozen::Model;
use setsumon_core::sources::MemorySources;
use setsumon_diagnostics::Code;
use setsumon_editions::{Lock, Session, fix};
use setsumon_tests::repo;

const ROOT: &str = "2024.survey";

/// Why one of its questions is asked otherwise.
const REASON: &str = r#" revised concept "「閲覧できない」を、地連NW側が未対応の場合と、対応しているが運用していない場合に分け、「把握していない」を加えた""#;

/// The real survey with some of its words replaced, with all that lies beside it.
fn real(changes: &[(&str, &str)]) -> MemorySources {
    let file = |name: &str| repo::read(&repo::path(&format!("surveys/chiren/{name}")));
    let mut survey = file(ROOT);
    for (old, new) in changes {
        assert!(survey.contains(old), "the real survey has no {old}");
        survey = survey.replacen(old, new, 1);
    }
    let beside = ["common.survey", "2023.model.json", "chiren.lock"];
    beside.iter().fold(MemorySources::new().with(ROOT, survey), |sources, name| sources.with(*name, file(name)))
}

#[track_caller]
fn refused(old: &str, new: &str, code: Code) {
    let compiled = Session::new().check(&real(&[(old, new)]), ROOT);
    let found: Vec<Code> = compiled.diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(found, [code], "{old} → {new}");
    assert!(compiled.form().is_none(), "{old} → {new}: it builds");
}

#[test]
fn every_lie_in_the_real_survey_is_refused() {
    assert!(Session::new().check(&real(&[]), ROOT).diagnostics.is_empty());
    refused("参照する項目\" @new {", "参照する項目\" {", Code::MarkerMissing);
    refused(
        "section standard_emr \"標準型電子カルテ\" @new",
        "section standard_emr \"標準型電子カルテ\"",
        Code::MarkerMissing,
    );
    refused(
        "unknown \"把握していない\" means dont_know @new",
        "unknown \"把握していない\" means dont_know",
        Code::MarkerMissing,
    );
    refused(
        "section size \"参加施設数と参加患者数\" @updated",
        "section size \"参加施設数と参加患者数\" @new",
        Code::MarkerWrong,
    );
    refused("@new splits unable", "@new splits impossible", Code::WasUnknown);
    refused("      retired unable \"患者同意なしで、閲覧できない\"\n", "", Code::CodeDropped);
    refused(REASON, "", Code::ReasonMissing);
    refused(
        "section purpose \"実施目的・達成度合い・効果\"",
        "section purpose \"実施目的・達成度合い・効果\" revised \"昨年\"",
        Code::ReasonStale,
    );
    refused("integer registered \"登録患者数\"", "integer registered \"同意患者数\"", Code::ReasonMissing);
}

/// A code of 2023 that is retired in 2024 and taken again in 2025, when no frozen model that is followed knows it any more.
#[test]
fn a_code_of_years_ago_is_not_taken_again() {
    let model = Session::new()
        .check(&real(&[]), ROOT)
        .soundness
        .sound()
        .map(|form| Model::of(&form).write())
        .expect("the real survey is sound");
    let later = |words: &str| {
        let next =
            setsumon_editions::rollover(&repo::read(&repo::path("surveys/chiren/2024.survey")), "2024.model.json")
                .expect("the real survey has an edition");
        let old = "      retired unable \"患者同意なしで、閲覧できない\"\n";
        assert!(next.text.contains(old), "the option is kept");
        let survey = next.text.replace(old, &format!("      unable \"{words}\" @new\n")).replace(
            "single viewing \"救急時の情報閲覧\"",
            "single viewing \"救急時の情報閲覧\" revised addition \"追加\"",
        );
        let sources = real(&[]).with("2025.survey", survey).with("2024.model.json", model.clone());
        Session::new().check(&sources, "2025.survey").diagnostics.iter().map(|one| one.code).collect::<Vec<_>>()
    };
    assert_eq!(later("患者同意なしで、一部を閲覧できる"), [Code::CodeReused]);
    assert_eq!(later("患者同意なしで、閲覧できない"), []);
}

#[test]
fn the_real_survey_is_locked_with_all_its_editions() {
    let compiled = Session::new().check(&real(&[]), ROOT);
    let before = Model::read(&repo::read(&repo::path("surveys/chiren/2023.model.json"))).expect("the frozen model");
    let now = Model::of(compiled.form().expect("the real survey is sound"));
    let kept = repo::read(&repo::path("surveys/chiren/chiren.lock"));
    let lock = Lock::read(&kept).expect("a lock");
    assert!(lock.updated(&now, Some(&before)).write() == kept, "run `setsumon lock surveys/chiren/2024.survey`");
    assert!(Lock::default().updated(&now, Some(&before)) == lock, "it remembers what the frozen model does");
    assert!(kept.contains("\nemergency__viewing:unable 2023 option 患者同意なしで、閲覧できない\n"));
    assert!(kept.contains("\nemergency__viewing:able 2023-2024 option "));
}

#[test]
fn what_a_machine_can_mend_in_the_real_survey_is_mended() {
    let sources = real(&[
        ("参照する項目\" @new {", "参照する項目\" {"),
        ("section standard_emr \"標準型電子カルテ\" @new", "section standard_emr \"標準型電子カルテ\""),
        ("      retired unable \"患者同意なしで、閲覧できない\"\n", ""),
        (
            "section size \"参加施設数と参加患者数\" @updated",
            "section size \"参加施設数と参加患者数\" @updated revised \"昨年\"",
        ),
    ]);
    let fixed = fix(&sources, ROOT);
    assert_eq!(fixed.done.len(), 4, "{:?}", fixed.done);
    assert!(fixed.left.diagnostics.is_empty());
    let [file] = fixed.files.as_slice() else { panic!("one file changed") };
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
    let real = repo::read(&repo::path("surveys/chiren/2024.survey"));
    assert_eq!(lines(&file.after), lines(&real), "only the place of what was retired is another");
}
