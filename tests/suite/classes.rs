//! Each class of change that an answer does not outlive as it was: what `diff`, `compare` and `impact` say of it is what `prefill` and
//! `migrate` do. That the
//! form does the same is seen in `agreement::prefill`, which goes through these steps too.

use serde_json::json;
use setsumon_core::frozen::Model;
use setsumon_diagnostics::Code;
use setsumon_editions::diff::{Class, Data, Series};
use setsumon_editions::impact::{Coverage, Respondents, Side};
use setsumon_editions::prefill::{Prefill, Status};
use setsumon_editions::{compare, diff, impact};
use setsumon_sql::Dialect;
use setsumon_sql::migrate::migration;
use setsumon_tests::agreement::classes::classes;
use setsumon_tests::project::Project;

#[test]
fn what_is_carried_over_is_what_it_was() {
    let mut wrong = Vec::new();
    let mut met: Vec<serde_json::Value> = Vec::new();
    for (step, case) in classes() {
        let told = &step.told;
        let old = Model::of(&step.old);
        let found = diff(&old, &Model::of(&step.new));
        let name = |class: Class| serde_json::to_value(class).expect("a class has a name");
        met.extend(found.changes.iter().map(|change| name(change.class)));
        if !found.changes.iter().any(|change| name(change.class) == json!(case.class)) {
            wrong.push(format!("`diff` tells no {}: {told}\n{:#?}", case.class, found.changes));
        }
        let (key, value) = &case.answer;
        let file = json!({ *key: value });
        let carry = Prefill::new(&old, &step.new).expect("a step");
        let prefilled = carry.carry(file.as_object().expect("a file")).expect("answers of the edition before");
        let line = prefilled.account.iter().find(|line| line.key == *key).expect("an account of the answer");
        if line.status != case.status {
            wrong.push(format!("`prefill`: {:?} and not {:?}: {told}", line.status, case.status));
        }
        if case.is_of_a_year() {
            let plan = migration(&step.old, &step.new, Dialect::Sqlite, &[]).expect("a step").told();
            assert!(plan.at_risk().all(|name| name != *key), "{told}");
            continue;
        }
        let plan = migration(&step.old, &step.new, Dialect::Sqlite, &[]).expect("a step").told();
        let aside = plan.at_risk().any(|name| name == *key);
        let said = found.changes.iter().map(|change| change.effect.data).max();
        let loses = said >= Some(Data::Recode);
        // What is retired keeps its column, and its values.
        let may_carry =
            ["renamed", "merged", "privacy", "type", "removed"].contains(&case.class) || told.contains("was x");
        if loses == (case.status == Status::Carried) && !may_carry {
            wrong.push(format!("`diff` says of the data {said:?}, and `prefill` {:?}: {told}", case.status));
        }
        let is_shown = case.status == Status::Shown;
        // What says something else is told in the third column, unless it is a year and told at the end.
        let table = compare(&old, &Model::of(&step.new));
        let rows = serde_json::to_string(&table.rows).expect("a table");
        if is_shown && case.class != "roll_over" && !rows.contains("recode") {
            wrong.push(format!("`compare` does not say what becomes of the data: {told}\n{rows}"));
        }
        let means = impact(
            Side { model: &old, form: Some(&step.old) },
            Side { model: &Model::of(&step.new), form: Some(&step.new) },
            &Respondents::MadeUp(1),
        );
        let Coverage { questions, variables: _, longest: _, typical: _ } = means.coverage;
        // The other question of the two is as it was. One with a new row is new in part, whatever becomes of its answers.
        let has_new = told.contains("@new");
        // Here one of those that became one was given, there all of them were: of figures none is then the sum.
        let parts = case.class == "merged" && questions.updated > 0;
        if case.class != "removed" && !has_new && !parts && (questions.kept > 1) != (case.status == Status::Carried) {
            wrong.push(format!("`impact` counts {questions:?}, and `prefill` says {:?}: {told}", case.status));
        }
        // What may or may not fit is a risk of the whole column, and so is which of several that became one it was.
        let whole = !["merged"].contains(&case.class);
        if whole && aside != (case.status != Status::Carried) {
            wrong.push(format!(
                "`migrate` {} it, and `prefill` says {:?}: {told}",
                if aside { "sets aside" } else { "keeps" },
                case.status
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    for class in broken_or_recoded() {
        assert!(met.contains(&class), "no case of {class}");
    }
}

/// A column that is called otherwise is the same column: nothing is said to have come or gone, whatever the cells are.
#[test]
fn a_column_that_is_called_otherwise_is_one_change() {
    for (of, word) in
        [(" of single", ""), (" of multi", ""), (" of integer", ""), (" of scale 1 to 5", ""), ("", "text ")]
    {
        let survey = |edition: &str, columns: &str| {
            let grid = format!("grid q \"Q\"{of} {{ rows {{ a \"A\"  b \"B\" }} columns {{ {columns} }} }}");
            format!("setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition} }}\nsection s \"S\" {{\n  {grid}\n}}\n")
        };
        let then = survey("2024", &format!("{word}x \"X\"  {word}y \"Y\""));
        for was in ["y", "s.q.y"] {
            let columns = format!("{word}x \"X\"  {word}yy \"Y\" was {was}");
            let now = survey("2025 follows \"before.model.json\"", &columns);
            let project = Project::of(&now).with_frozen("before.model.json", &then);
            let compiled = project.with_survey(&now).compile();
            assert!(compiled.0.diagnostics.is_empty(), "grid{of}, `was {was}`:\n{}", compiled.said());
            let old = Model::of(Project::of(&then).compile().form("2024"));
            let found = diff(&old, &Model::of(compiled.form("2025")));
            let told: Vec<_> =
                found.changes.iter().map(|change| (change.class, change.subject.old.as_deref())).collect();
            assert_eq!(told, [(Class::Renamed, Some("s.q.y"))], "grid{of}, `was {was}`");
        }
        // What was not there is told once, at the column.
        let now = survey("2025 follows \"before.model.json\"", &format!("{word}x \"X\"  {word}y \"Y\" was z"));
        let compiled = Project::of(&now).with_frozen("before.model.json", &then).with_survey(&now).compile();
        assert_eq!(compiled.0.diagnostics.len(), 1, "grid{of}:\n{}", compiled.said());
    }
}

/// The classes of which a data set or a series does not stay as it was.
fn broken_or_recoded() -> Vec<serde_json::Value> {
    let topics = crate::diff::topics();
    let changes = topics.iter().flat_map(|topic| diff(&topic.old, &topic.new).changes);
    let bad = changes.filter(|change| change.effect.data == Data::Recode || change.effect.series == Series::Broken);
    let own = bad.filter(|change| change.reason.is_none());
    own.map(|change| serde_json::to_value(change.class).expect("a class has a name")).collect()
}

/// A unit that is so many of another, or counts another time, is no other spelling of it; where it may be one, its author says so.
#[test]
fn a_thousand_of_a_unit_is_no_slip_of_the_pen() {
    let edition = |year: i64, follows: &str, unit: &str, said: &str| {
        format!(
            "setsumon 1\nsurvey s \"S\" {{ locale ja  edition {year}{follows} }}\nsection a \"A\" {{ integer x \"X\" unit \"{unit}\"{said} }}\n"
        )
    };
    for (old, new, other) in [
        ("人", "千人", true),
        ("円", "百万円", true),
        ("hours", "minutes", true),
        ("時間", "分", true),
        ("thousand people", "people", true),
        ("人", "名", false),
        ("hours", "h", false),
        ("people", "persons", false),
        ("百万円", "100万円", false),
        ("千円", "1,000円", false),
        ("percent", "%", false),
        ("ダース", "百ダース", true),
    ] {
        let before = Project::of(&edition(2024, "", old, "")).compile();
        let frozen = Model::freeze(before.form(old), None);
        let text = edition(2025, " follows \"m\"", new, " revised typo \"誤記\"");
        let now = Project::of(&text).with("m", frozen.write()).compile();
        let codes: Vec<Code> = now.0.diagnostics.iter().map(|told| told.code).collect();
        let wanted: &[Code] = if other { &[Code::ReasonContradicts] } else { &[] };
        assert_eq!(codes, wanted, "{old} → {new}\n{}", now.said());
    }
}

/// A year on, the last day of February may be another: what is asked of that day is asked of another day all the same.
#[test]
fn the_last_day_of_february_moves_with_the_year() {
    use setsumon_core::alike::{Alike, alike};
    for (old, new) in [
        ("2024年2月29日現在の人数", "2025年2月28日現在の人数"),
        ("2027-02-28", "2028-02-29"),
        ("２０２７年２月２８日", "２０２８年２月２９日"),
    ] {
        let year = |text: &str| setsumon_core::alike::digits(text).map_or(0, |digits| digits.number);
        assert_eq!(alike((year(old), old), (year(new), new)), Alike::Moved, "{old} → {new}");
    }
    assert_eq!(alike((2024, "2024年3月29日"), (2025, "2025年3月28日")), Alike::Other);
}
