//! What is said where something would not stay what it was: what is personal no more, what is retired as a whole, what came together or
//! apart.

use setsumon_core::form::Form;
use setsumon_diagnostics::Code;
use setsumon_editions::diff::{Class, Data, Series};
use setsumon_editions::{compare, diff};
use setsumon_tests::project::Project;

use crate::retired::{Edition, survey};

/// That something personal is to be open is said by its author, and told aloud by whatever compares.
#[test]
fn what_is_personal_no_more_is_told() {
    for (before, after) in [
        (
            "section s \"S\" { text z \"Z\"  text q \"Q\" @personal }",
            "section s \"S\" { text z \"Z\"  text q \"Q\" @not_personal }",
        ),
        (
            "section s \"S\" { text z \"Z\" }\nsection w \"W\" @personal { text q \"Q\"  text r \"R\" }",
            "section s \"S\" { text z \"Z\"  text p \"Q\" @not_personal was w.q }\nsection w \"W\" @personal { text r \"R\" }",
        ),
        (
            "section s \"S\" { text z \"Z\"  repeat q \"Q\" 0..3 @personal { text n \"N\" } }",
            "section s \"S\" { text z \"Z\"  repeat q \"Q\" 0..3 @not_personal { text n \"N\" @personal } }",
        ),
    ] {
        let old = Edition::of(&survey("2024", before), "2024", None).unwrap();
        let new = Edition::of(&survey("2025 follows \"m\"", after), "2025", Some(("m", &old))).unwrap();
        let told = diff(&old.model, &new.model);
        let classes: Vec<_> = told.changes.iter().map(|change| change.class).collect();
        assert!(classes.contains(&Class::Privacy), "{after}: {classes:?}");
        // Without the word it is refused.
        let silent = survey("2025 follows \"m\"", &after.replace(" @not_personal", ""));
        let compiled = Project::of(&silent).with("m", old.model.write()).compile();
        let codes: Vec<Code> = compiled.0.diagnostics.iter().map(|told| told.code).collect();
        assert_eq!(codes, [Code::PrivacyDropped], "{silent}");
    }
}

/// What is no question is not retired as a whole: it is said what to write, and where nothing is lost by it `fix` writes that.
#[test]
fn what_is_retired_as_a_whole_is_told_what_to_write() {
    let who = "section w \"W\" { text name \"Name\" required  single sex \"Sex\" { f \"F\"  m \"M\" } }";
    let people =
        "repeat p \"People\" 0..3 { text name \"Name\" required  group g \"G\" { integer age \"Age\" max 90 } }";
    let gate = "gate open \"Open?\" { yes \"Yes\"  no \"No\" }";
    let grid = "grid t \"Table\" of single { rows { r \"R\" } columns { x \"X\"  y \"Y\" } }";
    let noted = "group g \"G\" { note \"Read this.\"  text q \"Q\" }";
    let calc = "integer n \"N\"\n  calc c \"C\" = n + 1";
    let rest = |inside: &str| format!("section s \"S\" {{\n  text z \"Z\"\n  {inside}\n}}\n");
    for (before, after, code, mended) in [
        (rest("") + who, rest("") + "retired section w \"W\"", Code::Misplaced, false),
        (rest("") + who, rest("") + "retired " + who, Code::Misplaced, true),
        (rest(people), rest("retired repeat p \"People\""), Code::Misplaced, false),
        (rest(people), rest(&format!("retired {people}")), Code::Misplaced, true),
        (rest(noted), rest(&format!("retired {noted}")), Code::Misplaced, false),
        (rest(gate), rest("retired gate open \"Open?\""), Code::MissingValue, true),
        (rest(grid), rest("retired grid t \"Table\" of single"), Code::MissingValue, true),
        (rest(grid), rest("retired grid t \"Table\""), Code::MissingValue, false),
        (rest(grid), rest(&format!("retired {grid}")), Code::MissingValue, false),
        (rest(calc), rest("integer n \"N\"\n  retired calc c \"C\" = n + 1"), Code::MissingValue, false),
        (rest(calc), rest("integer n \"N\"\n  retired calc c \"C\""), Code::MissingValue, false),
    ] {
        let old = Edition::of(&survey("2024", &before), "2024", None).unwrap();
        let text = survey("2025 follows \"m\"", &after);
        let compiled = Project::of(&text).with("m", old.model.write()).compile();
        let told: Vec<_> = compiled.0.diagnostics.iter().collect();
        assert_eq!(told.iter().map(|told| told.code).collect::<Vec<_>>(), [code], "{text}\n{}", compiled.said());
        assert!(told[0].help.iter().any(|help| help.contains("retired ")), "{text}\n{}", compiled.said());
        let fixed = Edition::of(&text, "2025", Some(("m", &old)));
        assert_eq!(fixed.is_ok(), mended, "{:?}", fixed.err());
        // Nothing of what it was is gone.
        if let Ok(fixed) = fixed {
            let names =
                |form: &Form| -> Vec<String> { form.variables().values().map(|one| one.name.clone()).collect() };
            assert_eq!(names(&old.form), names(&fixed.form), "{}", fixed.text);
        }
    }
}

/// The changes of a step, without numbers that moved, each with what it does; and the rows of the table that the committee signs.
fn told(before: &str, after: &str) -> (Vec<(Class, Data, Series)>, usize) {
    let section = |inside: &str| format!("section s \"S\" {{\n  text z \"Z\"\n  {inside}\n}}\n");
    let old = Edition::of(&survey("2024", &section(before)), "2024", None).unwrap();
    let new = Edition::of(&survey("2025 follows \"m\"", &section(after)), "2025", Some(("m", &old))).unwrap();
    let changes = diff(&old.model, &new.model).changes;
    let changes = changes.iter().filter(|change| change.class != Class::Renumbered);
    let table = compare(&old.model, &new.model);
    let rows: Vec<_> = table.rows.iter().filter(|row| !row.heading).collect();
    assert!(rows.iter().all(|row| !row.about.classes.is_empty()), "{after}: a row says nothing of what it is");
    (changes.map(|change| (change.class, change.effect.data, change.effect.series)).collect(), rows.len())
}

/// Whatever became several is one change, its series goes on with care, and it is not gone besides.
#[test]
fn what_became_several_is_told_once() {
    let once = vec![(Class::Split, Data::Additive, Series::WithCare)];
    for (kind, retired) in [
        ("integer q \"Q\" unit \"kg\"", "integer q \"Q\""),
        ("text q \"Q\"", "text q \"Q\""),
        ("flag q \"Q\"", "flag q \"Q\""),
        ("single q \"Q\" { a \"A\"  b \"B\" }", "single q \"Q\""),
        ("multi q \"Q\" { a \"A\"  b \"B\" }", "multi q \"Q\""),
        ("rank q \"Q\" { a \"A\"  b \"B\" }", "rank q \"Q\""),
        ("grid q \"Q\" of single { rows { r \"R\" } columns { a \"A\"  b \"B\" } }", "single q \"Q\""),
        ("grid q \"Q\" of integer { rows { r \"R\"  s \"S\" } }", "integer q \"Q\""),
    ] {
        for parts in 2..4 {
            let part = |at: usize| {
                kind.replace(" q \"Q\"", &format!(" p{at} \"Part {at}\"")).replacen(" {", " @new splits q {", 1)
            };
            let part = |at: usize| if kind.contains('{') { part(at) } else { format!("{} @new splits q", part(at)) };
            let after: Vec<String> = (0..parts).map(part).collect();
            assert_eq!(
                told(kind, &format!("retired {retired}\n  {}", after.join("\n  "))),
                (once.clone(), 1),
                "{kind}"
            );
        }
    }
    for list in ["single q \"Q\" {LIST}", "multi q \"Q\" {LIST}", "rank q \"Q\" pick 1..2 {LIST}"] {
        let with = |list: &str, options: &str| list.replace("LIST", options);
        let before = with(list, " a \"A\"  b \"B\" ");
        let after = with(list, " a \"A\"  retired b \"B\"  c \"C\" @new splits b  d \"D\" @new splits b ");
        assert_eq!(told(&before, &after), (once.clone(), 1), "{after}");
    }
    let grid =
        |rows: &str, columns: &str| format!("grid q \"Q\" of multi {{ rows {{ {rows} }} columns {{ {columns} }} }}");
    let parts = "a \"A\"  retired b \"B\"  c \"C\" @new splits b  d \"D\" @new splits b";
    assert_eq!(told(&grid("a \"A\"  b \"B\"", "x \"X\""), &grid(parts, "x \"X\"")), (once, 1));
}

/// Questions that are the rows, options or blanks of one now are one change: each holds what it held.
#[test]
fn what_came_together_is_told_once() {
    let once = vec![(Class::Merged, Data::Recode, Series::WithCare)];
    let codes = "{ g \"Good\"  b \"Bad\" }";
    for (kind, body, table) in [
        ("single", codes, "grid r \"R\" of single { rows { ROWS } columns { g \"Good\"  b \"Bad\" } }"),
        ("multi", codes, "grid r \"R\" of multi { rows { ROWS } columns { g \"Good\"  b \"Bad\" } }"),
        ("integer", "", "grid r \"R\" of integer { rows { ROWS } }"),
        ("text", "", "grid r \"R\" of text { rows { ROWS } }"),
        ("date", "", "grid r \"R\" of date { rows { ROWS } }"),
        ("flag", "", "multi r \"R\" { ROWS }"),
    ] {
        for count in 2..4 {
            let question = |at: usize| format!("{kind} q{at} \"Thing {at}\" {body}");
            let row = |at: usize| format!("q{at} \"Thing {at}\" was s.q{at}");
            let (before, rows): (Vec<_>, Vec<_>) = (0..count).map(|at| (question(at), row(at))).unzip();
            let (changes, _) = told(&before.join("\n  "), &table.replace("ROWS", &rows.join("  ")));
            assert_eq!(changes, once, "{kind}");
        }
    }
}

/// What was a row and is a question by itself is that row, and the table has not lost it.
#[test]
fn what_came_apart_is_not_gone() {
    let columns = "columns { g \"Good\"  b \"Bad\" }";
    let table = |rows: &str| format!("grid r \"R\" of single {{ rows {{ {rows} }} {columns} }}");
    let row = |code: &str| format!("{code} \"Thing {code}\"");
    let before = table(&["x", "y", "w"].map(row).join("  "));
    for (stays, go) in [(["x", "y"].as_slice(), ["w"].as_slice()), (&["x"], &["y", "w"]), (&[], &["x", "y", "w"])] {
        let mut after: Vec<String> = Vec::new();
        if !stays.is_empty() {
            after.push(table(&stays.iter().map(|code| row(code)).collect::<Vec<_>>().join("  ")));
        }
        after.extend(
            go.iter().map(|code| format!("single {code} \"Thing {code}\" was s.r.{code} {{ g \"Good\"  b \"Bad\" }}")),
        );
        let (changes, _) = told(&before, &after.join("\n  "));
        // Its table's words stand no more around it.
        let wanted =
            [(Class::Renamed, Data::Recode, Series::Comparable), (Class::Wording, Data::None, Series::WithCare)];
        assert_eq!(changes, wanted.repeat(go.len()), "{}", after.join("\n"));
    }
}
