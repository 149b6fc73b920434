//! The commands that hold an edition against the one before.

use std::fs;

use tempfile::TempDir;

use super::{GOOD, folder, json_lines, run};

#[test]
fn a_diff_is_told_filtered_and_counted() {
    let reworded = GOOD.replace("edition 2024", "edition 2025").replace("\"Q\"", "\"Which?\"");
    let folder = folder(&[("old.survey", GOOD), ("new.survey", &reworded)]);
    let diff = |more: &[&str]| run(folder.path(), &[&["diff", "old.survey", "new.survey"], more].concat());
    let told = diff(&[]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.out.contains("- Q") && told.out.contains("+ Which?"), "{}", told.out);
    assert!(told.out.contains("old.survey:9:3 → new.survey:9:3"), "{}", told.out);
    assert_eq!(diff(&["--exit-code"]).code, 1);
    assert_eq!(diff(&["--exit-code", "--series", "broken"]).code, 0);
    assert_eq!(diff(&["--exit-code", "--class", "added,removed"]).code, 0);
    let json = json_lines(&diff(&["--message-format", "json"]).out);
    assert_eq!(json[0]["changes"][0]["class"], "wording", "{json:?}");
    assert!(diff(&["--format", "html"]).out.contains("<!doctype html>"));
    let schema = run(folder.path(), &["diff", "--schema"]);
    assert_eq!(json_lines(&schema.out)[0]["title"], "Setsumon diff");
    assert_eq!(run(folder.path(), &["diff", "old.survey"]).code, 2);
    assert_eq!(run(folder.path(), &["diff", "old.survey", "none.json"]).code, 3);
}

#[test]
fn next_years_file_is_begun_and_not_overwritten() {
    let survey = GOOD.replace("integer n \"N\"", "integer n \"In 2024\"");
    let folder = folder(&[("good-2024.survey", &survey)]);
    let begun = run(folder.path(), &["rollover", "good-2024.survey"]);
    assert_eq!(begun.code, 0, "{}", begun.err);
    assert!(begun.err.contains("good-2025.survey:13:17: `2024` was typed here; `{edition}`"), "{}", begun.err);
    assert!(begun.err.contains("setsumon freeze good-2024.survey"), "{}", begun.err);
    let next = fs::read_to_string(folder.path().join("good-2025.survey")).unwrap();
    assert!(next.contains("edition 2025 follows \"2024.model.json\""), "{next}");
    assert_eq!(run(folder.path(), &["rollover", "good-2024.survey"]).code, 1);
    assert_eq!(fs::read_to_string(folder.path().join("good-2025.survey")).unwrap(), next);
    assert_eq!(run(folder.path(), &["freeze", "good-2024.survey"]).code, 0);
    let diff = run(folder.path(), &["diff", "2024.model.json", "good-2025.survey"]);
    assert!(diff.out.contains("nothing changed"), "{}{}", diff.out, diff.err);
}

/// Two editions that follow one another, as `old.survey` and `new.survey`.
fn step() -> TempDir {
    let reworded = GOOD.replace("edition 2024", "edition 2025").replace("\"Q\"", "\"Which?\"");
    folder(&[("old.survey", GOOD), ("new.survey", &reworded)])
}

#[test]
fn two_editions_are_set_side_by_side_as_the_file_is_called() {
    let folder = step();
    let compare = |more: &[&str]| run(folder.path(), &[&["compare", "old.survey", "new.survey"], more].concat());
    assert!(compare(&[]).out.contains("<!doctype html>"), "a page, where nothing else is asked for");
    assert!(compare(&["--format", "markdown"]).out.contains("<u>Which?</u>"), "what changed is marked");
    assert_eq!(json_lines(&compare(&["--message-format", "json"]).out)[0]["comparison"], 1);
    assert_eq!(compare(&["--out", "table.md"]).code, 0);
    let written = fs::read_to_string(folder.path().join("table.md")).unwrap();
    assert!(written.starts_with("# Demo"), "{written}");
    let again = compare(&["--out", "table.md"]);
    assert!(
        again.code == 1 && again.err.contains("is there already") && again.err.contains("--force"),
        "{}",
        again.err
    );
    assert_eq!(compare(&["--out", "table.md", "--force"]).code, 0);
    let themed = compare(&["--theme", "house.toml"]);
    assert!(themed.code == 2 && themed.err.contains("`--theme` is for the paper"), "{}", themed.err);
    assert_eq!(run(folder.path(), &["compare", "old.survey"]).code, 2);
    assert_eq!(run(folder.path(), &["compare", "-", "-"]).code, 2);
}

#[cfg(not(feature = "pdf"))]
#[test]
fn without_its_engine_no_report_is_printed() {
    let folder = step();
    let run = run(folder.path(), &["compare", "old.survey", "new.survey", "--out", "report.pdf"]);
    assert!(run.code == 2 && run.err.contains("without what prints on paper"), "{}", run.err);
    assert!(!folder.path().join("report.pdf").exists());
}

#[test]
fn what_an_edition_means_is_told_on_a_page() {
    let folder = step();
    let impact = |old: &str, new: &str, more: &[&str]| {
        run(folder.path(), &[&["impact", old, new, "--respondents", "5"], more].concat())
    };
    let told = impact("old.survey", "new.survey", &["--format", "markdown"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.out.contains("| Shortest | 1 | 1 | ±0 |"), "{}", told.out);
    assert!(told.out.contains("| Longest | 2 | 2 | ±0 |"), "{}", told.out);
    let json = json_lines(&impact("old.survey", "new.survey", &["--message-format", "json"]).out);
    assert_eq!(json[0]["new"]["ways"]["longest"]["questions"]["exact"], true, "{json:?}");
    assert_eq!(run(folder.path(), &["freeze", "new.survey"]).code, 0);
    let frozen = impact("old.survey", "2025.model.json", &["--format", "markdown"]);
    assert_eq!(frozen.out, told.out, "{}", frozen.err);
    fs::write(folder.path().join("answers.jsonl"), "{\"s__q\": \"a\"}\n{\"s__q\": \"b\"}\n{\"s__q\": \"b\"}\n")
        .unwrap();
    let by_answers = ["impact", "old.survey", "new.survey", "--answers", "answers.jsonl", "--message-format", "json"];
    let real = json_lines(&run(folder.path(), &by_answers).out);
    assert_eq!(real[0]["old"]["ways"]["typical"]["length"]["questions"], 1, "{real:?}");
    fs::write(folder.path().join("answers.jsonl"), "{\"s__q\": \"a\"}\n[1]\n").unwrap();
    let wrong = run(folder.path(), &by_answers);
    assert!(wrong.code == 1 && wrong.out.contains("is a JSON object"), "{}{}", wrong.out, wrong.err);
    let other = GOOD.replace("survey demo", "survey other");
    fs::write(folder.path().join("other.survey"), other).unwrap();
    let two = impact("other.survey", "new.survey", &[]);
    assert!(two.code == 1 && two.err.contains("are two surveys"), "{}", two.err);
}

/// A survey that follows `2024.model.json`, before its author has said anything of what changed.
const BEFORE_MARKERS: &str = r#"setsumon 1

survey demo "Demo" {
  locale en
  edition 2025 follows "2024.model.json"
}

section s "S" {
  single q "Which?" required {
    a "A"
    c "C"
  }
  integer n "N" when q is a min 0
  text why "Why?"
}
"#;

/// Who writes markers and reasons looks at the changes first; what is wrong besides stops the commands as ever.
#[test]
fn what_changed_is_told_before_the_markers_are_complete() {
    let broken = BEFORE_MARKERS.replace("when q is a", "when q is z");
    let folder = folder(&[("old.survey", GOOD), ("new.survey", BEFORE_MARKERS), ("broken.survey", &broken)]);
    let run = |arguments: &[&str]| run(folder.path(), arguments);
    assert_eq!(run(&["freeze", "old.survey"]).code, 0);
    let check = run(&["check", "new.survey"]);
    assert_eq!(check.code, 1, "it is not complete");
    let mistakes = check.err.matches("E07").count();
    assert!(mistakes >= 3, "{}", check.err);
    let left = format!("new.survey: {mistakes} mistakes left in what it says of the edition before");
    let cases: [(&[&str], &[&str]); 5] = [
        (&["diff"], &["+ Which?", "Why?"]),
        (&["diff", "--exit-code"], &["+ Which?"]),
        (&["compare", "--format", "markdown"], &["<u>Which?</u>", "Why?"]),
        (&["compare"], &["<!doctype html>", "Why?"]),
        (&["impact", "--respondents", "5", "--format", "markdown"], &["Why?"]),
    ];
    for (command, wanted) in cases {
        let asked = |new: &str| {
            let (name, more) = command.split_first().unwrap();
            run(&[&[*name, "2024.model.json", new], more].concat())
        };
        let told = asked("new.survey");
        assert_eq!(told.code, i32::from(command.contains(&"--exit-code")), "{command:?}: {}", told.err);
        for words in wanted {
            assert!(told.out.contains(words), "{command:?} does not tell {words}: {}", told.out);
        }
        assert_eq!(told.err.matches("E07").count(), mistakes, "{command:?}: {}", told.err);
        assert!(told.err.contains(&left), "{command:?}: {}", told.err);
        let refused = asked("broken.survey");
        assert_eq!((refused.code, refused.out.as_str()), (1, ""), "{command:?}: {}", refused.err);
        assert!(!refused.err.contains("left in what it says"), "{}", refused.err);
    }
    // For programs: the messages, then what was asked for.
    let json = json_lines(&run(&["diff", "2024.model.json", "new.survey", "--message-format", "json"]).out);
    let (last, messages) = json.split_last().unwrap();
    assert_eq!(
        (messages.len(), last["new"]["edition"].as_i64().or(last["new"].as_i64())),
        (mistakes, Some(2025)),
        "{json:?}"
    );
}

#[test]
fn two_surveys_are_not_taken_for_two_editions() {
    let other = GOOD.replace("survey demo", "survey demos").replace("edition 2024", "edition 2025");
    let folder = folder(&[("old.survey", GOOD), ("new.survey", &other)]);
    for command in ["diff", "compare", "impact"] {
        let two = run(folder.path(), &[command, "old.survey", "new.survey"]);
        assert!(two.code == 1 && two.err.contains("are two surveys") && two.out.is_empty(), "{command}: {}", two.err);
    }
}

/// A row cannot hold a roster, so it does not name what stands in one either: each name in it is that of a column.
#[test]
fn a_row_of_drafts_names_columns_that_it_has() {
    let roster = "  repeat staff \"Staff\" 0..3 { text name \"Name\" }\n}\n";
    let old = GOOD.trim_end_matches("}\n").to_owned() + roster;
    let new = old.replace("edition 2024", "edition 2025 follows \"2024.model.json\"");
    let both = r#"{"s__q":"a","s__n":4,"s__staff":[{"s__staff__name":"Ann"}]}"#;
    let alone = r#"{"s__staff":[{"s__staff__name":"Ann"}]}"#;
    let answers = format!("{both}\n{alone}\n");
    let folder = folder(&[("old.survey", &old), ("new.survey", &new), ("all.jsonl", &answers)]);
    assert_eq!(run(folder.path(), &["freeze", "old.survey"]).code, 0);
    let prefill =
        |more: &[&str]| run(folder.path(), &[&["prefill", "old.survey", "new.survey", "all.jsonl"], more].concat());
    let drafts = json_lines(&prefill(&[]).out);
    let names = drafts[0]["_carried"].as_array().unwrap();
    assert!(names.contains(&"s__staff__name".into()), "what is filled in stands in JSON with its roster: {names:?}");
    let told = prefill(&["--format", "csv"]);
    assert!(told.code == 0 && told.err.contains("the roster `s__staff` of 2 drafts is left out"), "{}", told.err);
    let mut rows = csv::ReaderBuilder::new().from_reader(told.out.trim_start_matches('\u{feff}').as_bytes());
    let heading = rows.headers().unwrap().clone();
    let carried = heading.iter().position(|column| column == "_carried").unwrap();
    let cells: Vec<String> = rows.records().map(|row| row.unwrap()[carried].to_owned()).collect();
    assert_eq!(cells, [r#"["s__q","s__n"]"#, ""]);
    for name in serde_json::from_str::<Vec<String>>(&cells[0]).unwrap() {
        assert!(heading.iter().any(|column| column == name), "{name}: {heading:?}");
    }
}

/// Last year's answers are those to the survey that is judged, and to the edition before it.
#[test]
fn last_years_answers_are_of_this_survey_and_of_the_edition_before() {
    let new =
        GOOD.replace("edition 2024", "edition 2025 follows \"2024.model.json\"").trim_end_matches("}\n").to_owned()
            + "  check n <= 2 * last n warn \"More than twice as many\"\n}\n";
    let folder = folder(&[
        ("old.survey", GOOD),
        ("new.survey", &new),
        ("answers.json", r#"{"s__q":"a","s__n":9}"#),
        ("ours.json", r#"{"_survey":"demo","_edition":2024,"s__n":1}"#),
        ("silent.json", r#"{"s__n":1}"#),
        ("other.json", r#"{"_survey":"another","_edition":2024,"s__n":1}"#),
        ("this.json", r#"{"_survey":"demo","_edition":2025,"s__n":1}"#),
    ]);
    assert_eq!(run(folder.path(), &["freeze", "old.survey"]).code, 0);
    let validate = |last: &str| run(folder.path(), &["validate", "new.survey", "answers.json", "--last", last]);
    for last in ["ours.json", "silent.json"] {
        let told = validate(last);
        assert!(told.code == 0 && told.out.contains("More than twice as many"), "{last}: {}{}", told.out, told.err);
    }
    for (last, why) in [
        ("other.json", "other.json: these are answers to the survey `another`, not `demo`"),
        ("this.json", "this.json: these are answers to edition 2025, not 2024"),
    ] {
        let told = validate(last);
        assert_eq!((told.code, told.out.as_str()), (1, ""), "{last}");
        assert!(told.err.contains(why), "{}", told.err);
    }
}

#[test]
fn what_is_shown_only_is_not_told_as_lost() {
    let of = |edition: &str, scale: &str, n: &str| {
        format!(
            "setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition} }}\nsection s \"S\" {{\n  scale q \"Q\" {scale}\n  {n}\n  text z \"Z\"\n}}\n"
        )
    };
    let old = of("2024", "0 to 10", "integer n \"N\"");
    let new = of("2025", "1 to 5", "retired integer n \"N\"");
    let answers = "{\"s__q\":10,\"s__n\":4,\"s__z\":\"x\"}\n{\"s__q\":3}\n";
    let folder = folder(&[("old.survey", &old), ("new.survey", &new), ("all.jsonl", answers)]);
    let told = run(folder.path(), &["prefill", "old.survey", "new.survey", "all.jsonl"]).err;
    let (_, apart) = told.split_once("\nshown only:\n").expect("what is shown");
    let (shown, lost) = apart.split_once("\nnot carried over:\n").expect("what is lost");
    assert!(shown.contains("s__q") && shown.contains('2') && !shown.contains("s__n"), "{told}");
    assert!(
        lost.contains("s__n") && !lost.contains("s__q"),
        "whether it would fit or not, it is of another scale: {told}"
    );
}

/// Each edition lies in one schema, and in each schema lies one edition.
#[test]
fn no_two_editions_lie_in_one_schema() {
    let next = GOOD.replace("edition 2024", "edition 2025 follows \"2024.model.json\"");
    let folder = folder(&[("old.survey", GOOD), ("new.survey", &next)]);
    assert_eq!(run(folder.path(), &["freeze", "old.survey"]).code, 0);
    for (schemas, why) in [
        (&["2024=a", "2025=b"][..], None),
        (&["2024=a", "2025=a"], Some("cannot both lie in the schema `a`")),
        (&["2024=demo_2025"], Some("cannot both lie in the schema `demo_2025`")),
        (&["2024=a", "2024=b"], Some("names the schema of edition 2024 twice")),
        (&["2023=a"], Some("names edition 2023")),
    ] {
        let given = schemas.iter().flat_map(|schema| ["--schema", schema]);
        let words = ["years", "old.survey", "new.survey", "--dialect", "sqlite"].into_iter().chain(given);
        let told = run(folder.path(), &words.collect::<Vec<_>>());
        assert_eq!(told.code, if why.is_some() { 2 } else { 0 }, "{schemas:?}: {}", told.err);
        assert!(told.err.contains(why.unwrap_or_default()), "{schemas:?}: {}", told.err);
    }
}
