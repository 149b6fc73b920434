//! What a figure is counted in is told wherever the figure is: in the codebook, the catalogue and the schema, and over the years.

use setsumon_codebook::CodebookTarget;
use setsumon_core::form::Form;
use setsumon_core::frozen::Model;
use setsumon_json_schema::JsonSchema;
use setsumon_sql::Dialect;
use setsumon_sql::years::{Year, script};
use setsumon_tests::project::Project;
use setsumon_tests::targets;

/// Every way to say it, and how it reads.
const WAYS: [(&str, &str); 7] = [
    ("unit \"£\"", "£"),
    ("prefix \"£\"", "£"),
    ("prefix \"about £\"", "£"),
    ("prefix \"£\" suffix \"a month\"", "£ a month"),
    ("prefix \"EUR\" unit \"a week\"", "EUR a week"),
    ("unit \"guests\" suffix \"a day\"", "guests a day"),
    ("suffix \"a month\"", "a month"),
];

/// Every place where a figure is written.
const PLACES: [(&str, &str); 4] = [
    ("integer n \"N\" WAY", "s__n"),
    ("group g \"G\" { decimal n \"N\" digits 2 WAY }", "s__n"),
    ("repeat r \"R\" 0..3 { integer n \"N\" WAY }", "s__r__n"),
    ("grid g \"G\" { rows { a \"A\"  b \"B\" } columns { integer n \"N\" WAY  integer m \"M\" } }", "s__g__a__n"),
];

fn survey(edition: &str, section: &str) -> String {
    format!("setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition} }}\nsection s \"S\" {{\n  {section}\n}}\n")
}

/// A cell of the codebook's table.
fn cell(form: &Form, variable: &str, column: &str) -> String {
    let emitted = targets::emit(&CodebookTarget, form, "the codebook");
    let file = targets::file(&emitted, "codebook.csv");
    let mut reader = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().expect("a heading").clone();
    let at = |name: &str| head.iter().position(|known| known == name).expect(name);
    let (name, column) = (at("variable"), at(column));
    let row = reader.records().map(|row| row.expect("a row")).find(|row| &row[name] == variable);
    row.unwrap_or_else(|| panic!("no {variable}"))[column].to_owned()
}

#[test]
fn a_figure_is_told_with_what_it_is_counted_in() {
    for (way, told) in WAYS {
        for (place, variable) in PLACES {
            let text = survey("2025", &place.replace("WAY", way));
            let compiled = Project::of(&text).compile();
            let form = compiled.form(&text);
            assert_eq!(cell(form, variable, "unit"), told, "{text}");
            let emitted = targets::emit(&CodebookTarget, form, "the codebook");
            for file in ["codebook.md", "codebook.html"] {
                let page = targets::file(&emitted, file);
                let line = page.lines().find(|line| line.contains(variable) && line.contains("N")).expect(variable);
                assert!(line.contains(&format!(", {told}")), "{file}: {line}\n{text}");
            }
            for dialect in [Dialect::Sqlite, Dialect::PostgreSql] {
                assert!(setsumon_sql::script(form, dialect).contains(&format!("'{told}'")), "{text}");
            }
            let schema = targets::emit(&JsonSchema, form, "the schema");
            assert!(
                schema.files.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&format!("\"{told}\"")))
            );
        }
    }
}

/// From pounds to euros: the codebook says so, and the view over all years does not call two series by one name.
#[test]
fn a_currency_that_changed_is_told() {
    for (before, after, told) in
        [("prefix \"£\"", "prefix \"€\"", "£ → €"), ("unit \"£\"", "prefix \"€\" suffix \"a week\"", "£ → € a week")]
    {
        let first = survey("2024", &format!("integer gas \"Gas\" {before}"));
        let first = Model::freeze(Project::of(&first).compile().form("the first"), None);
        let second = survey(
            "2025 follows \"2024.model.json\"",
            &format!("integer gas \"Gas\" {after} break reality \"The euro came\""),
        );
        let compiled = Project::of(&second).with("2024.model.json", first.write()).compile();
        let form = compiled.form("the second");
        assert!(cell(form, "s__gas", "history").contains(told), "{}", cell(form, "s__gas", "history"));
        let model = Model::freeze(form, Some(&first));
        let years = [Year { model: &first, schema: "a" }, Year { model: &model, schema: "b" }];
        let script = script(&years, Dialect::Sqlite).expect("a chain");
        for label in ["'Gas (£)'", "'Gas (€"] {
            assert!(script.contains(label), "{label} in {script}");
        }
    }
}

/// A derived value has a past as an answer has.
#[test]
fn a_derived_value_has_a_past() {
    let both = "integer gas \"Gas\" prefix \"£\"\n  integer el \"Electricity\" prefix \"£\"\n  ";
    let mut before: Option<(String, Model)> = None;
    for (year, calc, editions, breaks) in [
        (2023, "calc t \"All\" = gas + el", "2023", ""),
        (2024, "calc t \"All\" = gas + el * 2 break concept \"Twice\"", "2023–2024", "Twice"),
        (2025, "calc t \"All\" = gas + el * 2", "2023–2025", ""),
    ] {
        let follows = before.as_ref().map_or_else(String::new, |(name, _)| format!(" follows \"{name}\""));
        let text = survey(&format!("{year}{follows}"), &format!("{both}{calc}"));
        let project =
            before.iter().fold(Project::of(&text), |project, (name, model)| project.with(name, model.write()));
        let compiled = project.compile();
        let form = compiled.form(&text);
        assert_eq!(cell(form, "s__t", "editions"), editions);
        assert!(cell(form, "s__t", "break").ends_with(breaks), "{}", cell(form, "s__t", "break"));
        assert_eq!(cell(form, "s__t", "history").contains("Twice"), year == 2025);
        let model = Model::freeze(form, before.as_ref().map(|(_, model)| model));
        assert_eq!(Model::read(&String::from_utf8_lossy(&model.write())).expect("a model"), model);
        before = Some((format!("{year}.model.json"), model));
    }
}

/// The number of an item is its own or that of what it stands in, and the captions around it are told.
#[test]
fn what_stands_in_a_group_or_roster_has_its_number_and_caption() {
    let head = "setsumon 1\nsurvey t \"T\" { locale en  edition 2025  numbers { section \"1.\"  item \"1\" } }\n";
    for (around, within, variable) in [
        ("group g \"Money\" { integer n \"Gas\" }", "Money", "s__n"),
        ("repeat g \"People\" 0..3 { integer n \"Gas\" }", "People", "s__g__n"),
        ("repeat g \"People\" 0..3 { group h \"Money\" { integer n \"Gas\" } }", "People / Money", "s__g__n"),
    ] {
        let text = format!("{head}section s \"S\" {{\n  text a \"A\"\n  {around}\n}}\n");
        let compiled = Project::of(&text).compile();
        let form = compiled.form(&text);
        let (number, first) = (cell(form, variable, "question_number"), cell(form, "s__a", "question_number"));
        assert_eq!(number, first.replace("question 1", "question 2"), "{text}");
        assert_ne!(number, cell(form, variable, "section_number"));
        assert_eq!(cell(form, variable, "within"), within);
    }
}

#[test]
fn a_condition_without_words_is_not_everybody() {
    let text =
        survey("2025", "single q \"Q\" { x \"X\"  y \"Y\" }\n  text t \"T\" when q is x says none\n  text u \"U\"");
    let compiled = Project::of(&text).compile();
    let emitted = targets::emit(&CodebookTarget, compiled.form(&text), "the codebook");
    let page = targets::file(&emitted, "codebook.md");
    assert_eq!(page.matches("everybody").count(), 2, "{page}");
}
