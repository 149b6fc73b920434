//! The real survey cannot lie about the edition before: each lie, put into its source, is refused; what a machine can mend is mended.

use setsumon_core::frozen::Model;
use setsumon_core::sources::MemorySources;
use setsumon_diagnostics::Code;
use setsumon_editions::{Lock, Session, fix};
use setsumon_tests::project::Project;
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

/// A figure that was given up and comes back measured otherwise would be one series with what it was.
#[test]
fn what_comes_back_is_measured_as_it_was() {
    let edition = |year: i64, follows: &str, body: &str| {
        format!(
            "setsumon 1\nsurvey s \"S\" {{ locale en  edition {year}{follows} }}\nsection a \"A\" {{ {body}\n text z \"Z\" }}\n"
        )
    };
    for (then, retired, now, other) in [
        ("integer x \"X\" unit \"km\"", "retired integer x \"X\"", "integer x \"X\" unit \"m\" @new", true),
        ("integer x \"X\" unit \"km\"", "retired integer x \"X\" unit \"km\"", "integer x \"X\" @new", true),
        ("integer x \"X\" unit \"km\"", "retired integer x \"X\"", "integer x \"X\" unit \"km\" max 9 @new", false),
        ("scale x \"X\" 1 to 5", "retired scale x \"X\" 1 to 5", "scale x \"X\" 0 to 10 @new", true),
        (
            "scale x \"X\" 1 to 5 ends \"low\" \"high\"",
            "retired scale x \"X\" 1 to 5",
            "scale x \"X\" 1 to 5 ends \"high\" \"low\" @new",
            true,
        ),
        ("scale x \"X\" 1 to 5", "retired scale x \"X\" 1 to 5", "scale x \"X\" 1 to 5 @new", false),
        // Typography is no other meaning.
        ("integer x \"X\" unit \"%\"", "retired integer x \"X\"", "integer x \"X\" unit \"％\" @new", false),
        (
            "decimal x \"X\" digits 1 unit \"kg\"",
            "retired decimal x \"X\" digits 1",
            "decimal x \"X\" digits 1 unit \"t\" @new",
            true,
        ),
    ] {
        let mut frozen: Option<Model> = None;
        let mut codes = Vec::new();
        for (year, body) in [(2021, then), (2022, retired), (2023, retired), (2024, now)] {
            let text = edition(year, if year > 2021 { " follows \"m\"" } else { "" }, body);
            let project = frozen.iter().fold(Project::of(&text), |project, model| project.with("m", model.write()));
            let compiled = project.compile();
            codes = compiled.0.diagnostics.iter().map(|told| told.code).collect();
            if year < 2024 {
                frozen = Some(Model::freeze(compiled.form(&text), frozen.as_ref()));
            }
        }
        let wanted: &[Code] = if other { &[Code::CodeReused] } else { &[] };
        assert_eq!(codes, wanted, "{then} → {now}");
    }
}

/// What was exchanged last year says so no more: left where it is, it would exchange the answers again.
#[test]
fn an_exchange_of_last_year_is_not_done_twice() {
    let edition = |year: i64, follows: &str, body: &str| {
        format!(
            "setsumon 1\nsurvey s \"S\" {{ locale en  edition {year}{follows} }}\nsection a \"A\" {{ {body}\n text z \"Z\" }}\n"
        )
    };
    for (first, exchanged) in [
        ("integer x \"X\"\n integer y \"Y\"", "integer x \"Y\" was y\n integer y \"X\" was x"),
        ("single k \"K\" { x \"X\"  y \"Y\" }", "single k \"K\" { x \"Y\" was y  y \"X\" was x }"),
        ("multi k \"K\" { x \"X\"  y \"Y\" }", "multi k \"K\" { x \"Y\" was y  y \"X\" was x }"),
        (
            "grid g \"G\" of single { rows { x \"X\"  y \"Y\" } columns { a \"A\"  b \"B\" } }",
            "grid g \"G\" of single { rows { x \"Y\" was y  y \"X\" was x } columns { a \"A\"  b \"B\" } }",
        ),
        (
            "grid g \"G\" of single { rows { r \"R\"  s \"S\" } columns { x \"X\"  y \"Y\" } }",
            "grid g \"G\" of single { rows { r \"R\"  s \"S\" } columns { x \"Y\" was y  y \"X\" was x } }",
        ),
        (
            "grid g \"G\" { rows { r \"R\"  s \"S\" } columns { integer x \"X\"  integer y \"Y\" } }",
            "grid g \"G\" { rows { r \"R\"  s \"S\" } columns { integer x \"Y\" was y  integer y \"X\" was x } }",
        ),
        ("text x \"X\" \n text y \"Y\"\n text w \"W\"", "text x \"Y\" was y\n text y \"W\" was w\n text w \"X\" was x"),
    ] {
        let was = ["w", "x", "y"].map(|code| format!(" was {code}"));
        let settled = was.iter().fold(exchanged.to_owned(), |text, was| text.replace(was, ""));
        let old = Project::of(&edition(2023, "", first)).compile();
        let old = Model::freeze(old.form("the first"), None);
        let text = edition(2024, " follows \"m\"", exchanged);
        let second = Project::of(&text).with("m", old.write()).compile();
        let second = Model::freeze(second.form(&text), Some(&old));
        let right = Project::of(&edition(2025, " follows \"m\"", &settled)).with("m", second.write());
        right.compile().form("what says nothing of last year's exchange");
        let left = Project::of(&edition(2025, " follows \"m\"", exchanged)).with("m", second.write());
        let told = left.compile();
        assert!(told.0.diagnostics.iter().any(|told| told.code == Code::WasUnknown), "{exchanged}:\n{}", told.said());
        let mended = fix(left.sources(), setsumon_tests::project::MAIN);
        let mended = mended.files.first().map(|file| file.after.clone());
        assert_eq!(mended, Some(edition(2025, " follows \"m\"", &settled)), "{exchanged}");
    }
}

/// Towns that became one, in a list from a file: its codes are figures, and are called so wherever they are named.
#[test]
fn options_of_a_file_are_merged_and_kept_by_their_codes() {
    for (before, after, own) in [("101", "105", ["101", "102"]), ("c101", "c105", ["c101", "c102"])] {
        let [one, other] = own;
        let edition = |year: i64, follows: &str, list: &str| {
            format!(
                "setsumon 1\nsurvey s \"S\" {{ locale ja  edition {year}{follows} }}\nchoices shi from file \"shi.csv\"\nsection a \"A\" {{ single jusho \"住所\" from shi{list} }}\n"
            )
        };
        let csv = |codes: &[(&str, &str)]| {
            codes.iter().fold("code,label\n".to_owned(), |csv, (code, label)| csv + code + "," + label + "\n")
        };
        let first =
            Project::of(&edition(2021, "", "")).with("shi.csv", csv(&[(one, "甲町"), (other, "乙村"), ("z9", "丙市")]));
        let first = first.compile();
        let frozen = Model::freeze(first.form("the first"), None);
        let now = csv(&[("z9", "丙市"), (after, "新市")]);
        for list in [
            format!(" revised reality \"合併\" {{ {after} was [{one}, {other}] }}"),
            format!(" revised reality \"合併\" {{ {after} @new  retired {one} \"甲町\"  retired {other} \"乙村\" }}"),
        ] {
            let project = Project::of(&edition(2022, " follows \"m\"", &list))
                .with("m", frozen.write())
                .with("shi.csv", now.clone());
            let told = project.compile();
            assert!(told.0.diagnostics.is_empty(), "{before}{list}\n{}", told.said());
        }
        // What is told is what to write, and `fix` writes it.
        let project =
            Project::of(&edition(2022, " follows \"m\"", "")).with("m", frozen.write()).with("shi.csv", now.clone());
        let mended = fix(project.sources(), setsumon_tests::project::MAIN);
        let left: Vec<Code> = mended.left.diagnostics.iter().map(|told| told.code).collect();
        assert!(left.iter().all(|code| *code == Code::ReasonMissing), "{left:?}\n{:?}", mended.files);
    }
}
