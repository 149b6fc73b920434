//! What the codebook tells of the years before: editions, names, labels, types, options and reasons, over chains of three editions.

use std::collections::BTreeMap;

use setsumon_codebook::CodebookTarget;
use setsumon_core::form::Form;
use setsumon_core::frozen::{Model, PastVariable};
use setsumon_editions::rollover::rollover;
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::{repo, targets};

const FIRST: &str = r#"setsumon 1
survey cafe "Cafés" { locale en  edition 2023 }
section a "A" {
  single kind "Kind in {edition}" { cafe "Café"  bar "Bar"  pub "Pub" }
  integer seats "Seats" min 0
  integer stools "Stools" min 0
  text gone "Gone"
  text same "Same"
}
"#;

const SECOND: &str = r#"setsumon 1
survey cafe "Cafés" { locale en  edition 2024 follows "2023.model.json" }
section a "A" {
  single kind "Kind in {edition}" revised addition "Kiosks are many" { cafe "Café"  tavern "Tavern" was [bar, pub]  kiosk "Kiosk" @new }
  integer chairs "Chairs" min 0 max 90 was [seats, stools] revised "One figure"
  retired text gone "Gone"
  text same "Same"
}
"#;

const THIRD: &str = r#"setsumon 1
survey cafe "Cafés" { locale en  edition 2025 follows "2024.model.json" }
section a "A" {
  single kind "Kind in {edition}" revised concept "Said at length" { cafe "Coffee house"  tavern "Tavern"  retired kiosk "Kiosk" }
  integer places "Places to sit" unit "places" min 0 max 90 was chairs break concept "Benches count too"
  retired text gone "Gone"
  text same "Same"
}
"#;

fn compiled(text: &str, model: Option<(&str, &Model)>) -> Form {
    let project = model.iter().fold(Project::of(text), |project, (name, model)| project.with(name, model.write()));
    let compiled = project.compile();
    compiled.0.form().cloned().unwrap_or_else(|| panic!("{}", compiled.said()))
}

/// `editions` and `history` of each variable, out of `codebook.csv`.
pub(crate) fn told(form: &Form) -> BTreeMap<String, (String, String)> {
    let emitted = targets::emit(&CodebookTarget, form, "the codebook");
    let file = targets::file(&emitted, "codebook.csv");
    let mut reader = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().expect("a heading").clone();
    let at = |name: &str| head.iter().position(|column| column == name).expect(name);
    let (name, editions, history) = (at("variable"), at("editions"), at("history"));
    let cell = |row: &csv::StringRecord, at: usize| row[at].to_owned();
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| (cell(&row, name), (cell(&row, editions), cell(&row, history)))).collect()
}

#[test]
fn three_editions_of_a_cafe() {
    let first = Model::freeze(&compiled(FIRST, None), None);
    let second = Model::freeze(&compiled(SECOND, Some(("2023.model.json", &first))), Some(&first));
    let third = compiled(THIRD, Some(("2024.model.json", &second)));
    let told = told(&third);
    let of = |name: &str| told.get(name).map(|(editions, history)| (editions.as_str(), history.as_str()));
    // The year in its label moved with the edition, and is no change.
    assert_eq!(
        of("a__kind"),
        Some((
            "2023–2025",
            "2024: option tavern was bar, pub; options added: kiosk “Kiosk”; Why it was changed: element added: Kiosks are many\n\
             2025: options retired: kiosk “Kiosk”; option cafe “Café” → “Coffee house”"
        ))
    );
    assert_eq!(
        of("a__places"),
        Some((
            "2023 (a__seats, a__stools), 2024 (a__chairs), 2025",
            "2024: formerly: a__seats, a__stools; label “Seats” → “Chairs”; type integer, 0– → integer, 0–90; label “Stools” → “Chairs”; Why it was changed: One figure\n\
             2025: formerly: a__chairs; label “Chairs” → “Places to sit”; unit none → places"
        ))
    );
    assert_eq!(of("a__gone"), Some(("2023", "")));
    assert_eq!(of("a__same"), Some(("2023–2025", "")));
}

/// Options that exchange their codes are renamed, and no word of them was changed; one that is renamed and reworded is both.
#[test]
fn exchanged_codes_are_no_other_words() {
    let edition = |year: i64, follows: &str, options: &str| {
        format!(
            "setsumon 1\nsurvey cafe \"Cafés\" {{ locale en  edition {year}{follows} }}\nsection a \"A\" {{ single k \"K\" {options} }}\n"
        )
    };
    let first = Model::freeze(&compiled(&edition(2024, "", "{ x \"One\"  y \"Two\"  z \"Three\" }"), None), None);
    let exchanged = "revised \"w\" { y \"One\" was x  x \"Two\" was y  v \"Four\" was z }";
    let second = compiled(&edition(2025, " follows \"m\"", exchanged), Some(("m", &first)));
    let told = told(&second);
    let history = "2025: option y was x; option x was y; option v was z; option v “Three” → “Four”";
    assert_eq!(told["a__k"].1, history);
}

/// The words at the ends of a scale are told; a bound that moves with the edition is none.
#[test]
fn ends_are_told_and_moving_bounds_are_not() {
    let edition = |year: i64, follows: &str, ends: &str| {
        let from = year - 30;
        format!(
            "setsumon 1\nsurvey cafe \"Cafés\" {{ locale en  edition {year}{follows} }}\nsection a \"A\" {{\n\
             scale s \"S\" 1 to 5 {ends}\n\
             year y \"Y\" min {from} max {year}\n\
             month m \"M\" min {from}-04 max {year}-03\n\
             date d \"D\" min {from}-01-01 max {year}-12-31\n\
             integer n \"N\" min {from} max {year}\n}}\n"
        )
    };
    let first = Model::freeze(&compiled(&edition(2024, "", "ends \"bad\" \"good in 2024\""), None), None);
    let text = edition(2025, " follows \"m\"", "ends \"bad\" \"good in 2025\"");
    let second = Model::freeze(&compiled(&text, Some(("m", &first))), Some(&first));
    let third = compiled(
        &edition(2026, " follows \"m\"", "ends \"poor\" \"good in 2026\" revised \"y\""),
        Some(("m", &second)),
    );
    let told = told(&third);
    let of = |name: &str| told[name].1.as_str();
    assert_eq!(of("a__s"), "2026: words at the ends “bad” – “good in 2025” → “poor” – “good in 2026”");
    assert_eq!((of("a__y"), of("a__m"), of("a__d")), ("", "", ""));
    assert!(of("a__n").starts_with("2025: type integer, 1994–2024 → integer, 1995–2025"), "{}", of("a__n"));
    let none = Model::freeze(&third, Some(&second));
    let fourth = compiled(&edition(2027, " follows \"m\"", "revised \"z\""), Some(("m", &none)));
    let told = self::told(&fourth);
    assert!(told["a__s"].1.ends_with("2027: words at the ends “poor” – “good in 2026” → none"), "{}", told["a__s"].1);
}

/// A year without a survey is said once; the codebooks of all editions after tell it, and run over no gap.
#[test]
fn an_edition_that_was_not_fielded_is_told_ever_after() {
    let section = "section a \"A\" { text same \"Same\" }\n";
    let edition = |head: &str| format!("setsumon 1\nsurvey cafe \"Cafés\" {{ locale en  edition {head} }}\n{section}");
    let mut frozen: Option<(String, Model)> = None;
    let mut editions = Vec::new();
    for (year, except) in
        [(2018, ""), (2019, ""), (2022, " except 2020 \"The epidemic\", 2021 \"The same\""), (2023, "")]
    {
        let follows = frozen.as_ref().map_or_else(String::new, |(name, _)| format!(" follows \"{name}\"{except}"));
        let form = compiled(
            &edition(&format!("{year}{follows}")),
            frozen.as_ref().map(|(name, model)| (name.as_str(), model)),
        );
        editions.push((year, told(&form)["a__same"].0.clone()));
        let book = targets::emit(&CodebookTarget, &form, "the codebook");
        for file in ["codebook.md", "codebook.html"] {
            let tells = targets::file(&book, file).contains("2020: The epidemic");
            assert_eq!(tells, year > 2020, "{file} of {year}");
        }
        let model = Model::freeze(&form, frozen.as_ref().map(|(_, model)| model));
        assert_eq!(Model::read(&String::from_utf8_lossy(&model.write())).expect("a model"), model);
        frozen = Some((format!("{year}.model.json"), model));
    }
    let wanted = [(2018, "2018"), (2019, "2018–2019"), (2022, "2018–2019, 2022"), (2023, "2018–2019, 2022–2023")];
    assert_eq!(editions, wanted.map(|(year, told)| (year, told.to_owned())));
    let text = edition("2022 follows \"2019.model.json\" except 2020 \"The epidemic\", 2021 \"The same\"");
    let next = rollover(&text, "2022.model.json").expect("it can be rolled over").text;
    assert!(next.contains("edition 2023 follows \"2022.model.json\" }"), "{next}");
}

/// A model that was frozen before histories had states says what it knows.
#[test]
fn models_of_before_are_read() {
    let first = Model::freeze(&compiled(FIRST, None), None);
    let mut second = Model::freeze(&compiled(SECOND, Some(("2023.model.json", &first))), Some(&first));
    for past in second.history.iter_mut().flatten() {
        let PastVariable {
            name: _,
            editions: _,
            label: _,
            around: _,
            kind: _,
            personal: _,
            personal_roster: _,
            codes,
            states,
        } = past;
        states.clear();
        for code in codes {
            code.labels.clear();
            code.was.clear();
        }
    }
    let third = compiled(THIRD, Some(("2024.model.json", &second)));
    let told = told(&third);
    assert_eq!(told["a__same"], ("2023–2025".to_owned(), String::new()));
    assert!(told["a__places"].0.ends_with("2024 (a__chairs), 2025"), "{:?}", told["a__places"]);
}

/// 2023, 2024 and a 2025 begun by `rollover`, with this and that changed.
#[test]
fn three_editions_of_the_real_survey() {
    let folder = "surveys/chiren";
    let read = |name: &str| repo::read(&repo::path(&format!("{folder}/{name}")));
    let first = Model::read(&read("2023.model.json")).expect("the model of 2023");
    let compiled_2024 = Compiled::file(&repo::path(&format!("{folder}/2024.survey")));
    let second = Model::freeze(compiled_2024.form("2024"), Some(&first));
    let mut text = rollover(&read("2024.survey"), "2024.model.json").expect("next year's file").text;
    for (old, new) in [
        (
            "integer hospitals \"病院\" unit \"施設\" min 0",
            "integer hospitals \"病院（診療所を除く）\" unit \"施設\" min 0 revised concept \"診療所との区別\"",
        ),
        ("single council \"運営協議会\"", "single board \"運営協議会\" was council"),
        (
            "single kind \"分類（主要としている連携）\" layout across 3",
            "single kind \"分類（主要としている連携）\" layout across 3 revised concept \"呼び名\"",
        ),
        ("remote \"遠隔医療\"", "remote \"オンライン診療\""),
    ] {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text = text.replacen(old, new, 1);
    }
    let project =
        Project::of(&text).with("common.survey", read("common.survey")).with("2024.model.json", second.write());
    let compiled = project.compile();
    let third = compiled.0.form().unwrap_or_else(|| panic!("{}", compiled.said()));
    let told = told(third);
    let of = |name: &str| {
        let found = told.iter().find(|(known, _)| known.ends_with(name));
        found.map_or_else(|| panic!("no {name}"), |(_, told)| told.clone())
    };
    let (editions, history) = of("size__hospitals");
    assert_eq!(editions, "2023–2025");
    assert!(
        history.starts_with("2025：") && history.contains("「参加施設数 / 病院」→")
            || history.contains("病院（診療所を除く）"),
        "{history}"
    );
    let (editions, history) = of("__board");
    assert!(editions.starts_with("2024 (") && editions.ends_with("council), 2025"), "{editions}");
    assert!(history.starts_with("2025：旧名："), "{history}");
    let (editions, history) = of("overview__kind");
    assert_eq!(editions, "2023–2025");
    assert!(history.contains("選択肢 remote「遠隔医療」→「オンライン診療」"), "{history}");
    // Nearly everything is as it was, and says so in one word.
    let quiet = told.values().filter(|(editions, history)| editions == "2023–2025" && history.is_empty()).count();
    assert!(quiet > 500, "only {quiet} of {} variables are as they were", told.len());
}
