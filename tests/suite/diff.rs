//! What changed between two editions: a folder a topic, `old.survey` and `new.survey`, and what is told of them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;
use setsumon_core::form::Locale;
use setsumon_core::frozen::Model;
use setsumon_editions::diff::{Change, Class, schema};
use setsumon_editions::report::{self, Filter, Places};
use setsumon_editions::{Diff, diff, rollover};
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::{repo, snapshot};

/// A topic: its folder, and both editions.
pub(crate) struct Topic {
    pub(crate) folder: PathBuf,
    pub(crate) old: Model,
    pub(crate) new: Model,
}

pub(crate) fn topics() -> Vec<Topic> {
    let folders: BTreeSet<PathBuf> = repo::files("tests/corpus/diff", "old.survey")
        .iter()
        .map(|old| old.parent().expect("a topic has a folder").to_owned())
        .collect();
    assert!(!folders.is_empty(), "there are topics");
    folders.into_iter().map(topic).collect()
}

fn topic(folder: PathBuf) -> Topic {
    let [old, new] = ["old.survey", "new.survey"].map(|name| repo::read(&folder.join(name)));
    let told = repo::told(&folder);
    let before = Model::of(Project::of(&old).compile().form(&told));
    let after = Model::of(Project::of(&new).with_frozen("old.model.json", &old).compile().form_before_markers(&told));
    Topic { folder, old: before, new: after }
}

fn everything() -> Filter {
    Filter { all: true, ..Filter::default() }
}

#[test]
fn every_topic_is_told_as_it_was_reviewed() {
    let told = topics().into_iter().map(|topic| {
        let found = diff(&topic.old, &topic.new);
        (topic.folder.join("new.survey"), report::terminal(&everything().apply(&found), &Places::default(), false))
    });
    snapshot::all("diff", told.collect());
}

/// Another layout, other comments, the same condition said otherwise: nothing that anybody would want to hear of.
#[test]
fn what_is_only_written_otherwise_is_no_change() {
    let topic = topic(repo::path("tests/corpus/diff/nothing"));
    assert_eq!(diff(&topic.old, &topic.new).changes, Vec::new());
}

#[test]
fn the_topics_have_every_class() {
    let name = |change: &Change| serde_json::to_value(change.class).expect("a class has a name");
    let found: Vec<Value> =
        topics().iter().flat_map(|topic| diff(&topic.old, &topic.new).changes).map(|change| name(&change)).collect();
    let schema = serde_json::to_value(schema()).expect("a schema is JSON");
    let classes = schema["$defs"]["Class"]["oneOf"].as_array().expect("the schema lists the classes");
    assert!(classes.len() > 20, "{classes:?}");
    let missing: Vec<&Value> =
        classes.iter().map(|class| &class["const"]).filter(|class| !found.contains(class)).collect();
    assert!(missing.is_empty(), "no topic has {missing:?}");
}

fn surveys() -> Vec<(String, Model)> {
    let files = ["surveys", "examples"].into_iter().flat_map(|folder| repo::files(folder, ".survey"));
    files.filter_map(|file| Some((repo::told(&file), Model::of(&Compiled::file(&file).0.soundness.sound()?)))).collect()
}

#[test]
fn nothing_changed_between_a_survey_and_itself() {
    let surveys = surveys();
    assert!(surveys.len() > 10, "the surveys of the repository compile");
    for (told, model) in surveys {
        let Diff { changes, likely_renames, .. } = diff(&model, &model);
        assert_eq!((changes.len(), likely_renames.len()), (0, 0), "{told}: {changes:#?}");
    }
}

#[test]
fn what_is_told_is_what_its_schema_says() {
    let schema = serde_json::to_value(schema()).expect("a schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is a schema");
    for topic in topics() {
        let told = serde_json::to_value(diff(&topic.old, &topic.new)).expect("a diff is JSON");
        let wrong: Vec<String> = validator.iter_errors(&told).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", topic.folder.display());
    }
}

#[test]
fn reports_for_readers_are_as_they_were_reviewed() {
    let topic = topic(repo::path("tests/corpus/diff/options"));
    let found = diff(&topic.old, &topic.new);
    let shown = Filter::default().apply(&found);
    let page = report::html(&shown, "Demo", Locale::En).expect("a page");
    snapshot::all("page", vec![(topic.folder.join("new.survey"), page)]);
    snapshot::all("markdown", vec![(topic.folder.join("new.survey"), report::markdown(&shown, Locale::Ja))]);
}

/// What the director is to see of the real survey's step: eighteen changes, not two thousand lines.
#[test]
fn the_real_survey_changed_in_eighteen_places() {
    let old = Model::read(&repo::read(&repo::path("surveys/chiren/2023.model.json"))).expect("the frozen model");
    let new = Model::of(Compiled::file(&repo::path("surveys/chiren/2024.survey")).form("the real survey"));
    let found = diff(&old, &new);
    let shown = Filter::default().apply(&found);
    let text = report::terminal(&shown, &Places::default(), false);
    snapshot::all("diff", vec![(repo::path("surveys/chiren/2024.survey"), text)]);
}

/// Next year's file, before anybody has touched it, asks what this year's asked.
#[test]
fn a_rolled_over_survey_differs_in_its_year_alone() {
    let path = repo::path("surveys/chiren/2024.survey");
    let this_year = Compiled::file(&path);
    let frozen = Model::freeze(this_year.form("the real survey"), None);
    let rolled = rollover(&repo::read(&path), "2024.model.json").expect("the real survey has an edition");
    let next_year = Project::of(&rolled.text)
        .with("common.survey", repo::read(&repo::path("surveys/chiren/common.survey")))
        .with("2024.model.json", frozen.write())
        .compile();
    let new = Model::of(next_year.form("next year's survey"));
    let old = Model::of(this_year.form("the real survey"));
    let changes = diff(&old, &new).changes;
    let shown: Vec<&Change> = changes.iter().filter(|change| change.class != Class::RollOver).collect();
    assert!(shown.is_empty(), "{shown:#?}");
    assert!(!changes.is_empty(), "the year moved");
}

/// A bound that is written by the edition moves with it, whatever it is a bound of, and one that was typed anew does not.
#[test]
fn a_bound_that_moves_with_the_edition_is_no_other_range() {
    let first = "setsumon 1\nsurvey t \"T\" { locale en  edition 2024 }\nsection a \"A\" {\n  \
                year founded \"Founded\" min edition - 90 max edition - 1\n  \
                integer moved \"Moved\" min 1990 max edition\n  \
                fiscal_year report \"Report\" min edition - 2 max edition\n  \
                integer beds \"Beds\" max 100\n}\n";
    let old = Model::of(Project::of(first).compile().form("2024"));
    let rolled = rollover(first, "2024.model.json").expect("it has an edition").text;
    let classes = |text: &str| -> Vec<Class> {
        let next = Project::of(text).with_frozen("2024.model.json", first).compile();
        let changes = diff(&old, &Model::of(next.form("2025"))).changes;
        changes.iter().map(|change| change.class).collect()
    };
    assert_eq!(classes(&rolled), [Class::RollOver; 3]);
    let typed = rolled.replace("max 100", "max 101").replace("max edition - 1", "max 2020");
    assert_eq!(classes(&typed), [Class::Range, Class::RollOver, Class::RollOver, Class::Range]);
}

/// A bound that nobody gave is not told as the machine keeps it.
#[test]
fn an_open_bound_is_told_as_open() {
    let of = |edition: &str, born: &str, n: &str, d: &str| {
        let text = format!(
            "setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition} }}\nsection a \"A\" {{\n  \
             date born \"Born\" {born}\n  integer n \"N\" {n}\n  decimal d \"D\" digits 2 {d}\n  month m \"M\" {born_month}\n}}\n",
            born_month = if born.is_empty() { "" } else { "min 2020-01" },
        );
        Model::of(Project::of(&text).compile().form(edition))
    };
    let changes = diff(&of("2024", "", "", ""), &of("2025", "max 2025-01-31", "min 0", "max 5")).changes;
    let told: Vec<(&str, &str)> = changes
        .iter()
        .filter(|change| change.class == Class::Range)
        .map(|change| (change.old.as_deref().unwrap_or_default(), change.new.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        told,
        [
            ("without bounds", "up to 2025-01-31"),
            ("without bounds", "from 0"),
            ("without bounds, 2 behind the point", "up to 5, 2 behind the point"),
            ("without bounds", "from 2020-01"),
        ]
    );
}
