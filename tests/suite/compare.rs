//! Both editions side by side: the topics of the diff as pages, the real survey's table, and what must hold of every table.

use std::collections::BTreeSet;

use setsumon_core::frozen::Model;
use setsumon_editions::compare::{self, Cell, Line, Row, Run, Table};
use setsumon_editions::diff;
use setsumon_editions::report::Filter;
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::{repo, snapshot};

use crate::diff::topics;

fn page(table: &Table) -> String {
    compare::html(table).expect("a page")
}

/// What differs from topic to topic: the page without its style.
fn body(page: &str) -> String {
    let begin = page.find("<main>").expect("a page has its main part");
    page[begin..].to_owned()
}

#[test]
fn every_topic_is_set_side_by_side_as_it_was_reviewed() {
    let pages = topics().into_iter().map(|topic| {
        let table = compare::compare(&topic.old, &topic.new);
        (topic.folder.join("new.survey"), body(&page(&table)))
    });
    snapshot::all("compare", pages.collect());
}

fn real() -> Table {
    let old = Model::read(&repo::read(&repo::path("surveys/chiren/2023.model.json"))).expect("the frozen model");
    let new = Model::of(Compiled::file(&repo::path("surveys/chiren/2024.survey")).form("the real survey"));
    compare::compare(&old, &new)
}

#[test]
fn the_real_survey_is_set_side_by_side_as_it_was_reviewed() {
    snapshot::all("compare", vec![(repo::path("surveys/chiren/2024.survey"), compare::markdown(&real()))]);
}

fn words(lines: &[Line]) -> String {
    lines.iter().flat_map(|line| &line.runs).map(|run| run.words.as_str()).collect()
}

fn lines(cell: &Cell) -> &[Line] {
    match cell {
        Cell::Missing(_) => &[],
        Cell::Lines(lines) => lines,
    }
}

fn marked(cell: &Cell) -> bool {
    lines(cell).iter().flat_map(|line| &line.runs).any(|run: &Run| run.marked)
}

/// A row that shows no difference would be signed by a committee that cannot see what it signs.
#[test]
fn every_row_shows_what_changed() {
    let tables = topics().into_iter().map(|topic| compare::compare(&topic.old, &topic.new)).chain([real()]);
    let mut seen = 0;
    for Row { heading, old, new, about } in tables.flat_map(|table| table.rows) {
        let missing = [&old, &new].into_iter().any(|cell| matches!(cell, Cell::Missing(_)));
        let said = !about.details.is_empty() || !about.classes.is_empty();
        assert!(heading || missing || marked(&old) || marked(&new) || said, "{}", words(lines(&new)));
        // Where the other side has nothing, all of it is new, and a mark would say no more.
        assert!(!missing || (!marked(&old) && !marked(&new)), "{}", words(lines(&new)));
        seen += 1;
    }
    assert!(seen > 50, "{seen} rows were looked at");
}

/// What the diff shows is in the table: a class that is told there and not here would be signed unseen.
#[test]
fn every_change_is_told_in_a_row() {
    for topic in topics() {
        let table = compare::compare(&topic.old, &topic.new);
        let told = table.rows.iter().flat_map(|row| &row.about.classes);
        // A class has one word, and in brackets the part that it is of.
        let told: BTreeSet<&str> = told.filter_map(|told| told.split(['(', '（']).next()).map(str::trim).collect();
        let found = diff(&topic.old, &topic.new);
        let classes: BTreeSet<_> = Filter::default().apply(&found).changes.iter().map(|change| change.class).collect();
        assert_eq!(told.len(), classes.len(), "{}: {told:?} for {classes:?}", topic.folder.display());
    }
}

#[test]
fn nothing_changed_between_an_edition_and_itself() {
    let new = Model::of(Compiled::file(&repo::path("surveys/chiren/2024.survey")).form("the real survey"));
    let table = compare::compare(&new, &new);
    assert!(table.rows.is_empty() && table.slight.rows.is_empty() && table.slight.numbers.is_empty());
    assert!(page(&table).contains(table.nothing), "the page says so");
}

/// Words of authors are words: whatever they look like, they are shown and do nothing.
#[test]
fn words_of_authors_are_no_markup() {
    const HOSTILE: &str = "<script>alert(1)</script> & | * x * <u> {{{{ table }}}}";
    let survey = |edition: i64, label: &str| {
        format!(
            "setsumon 1\n\nsurvey demo \"Demo <b>\" {{ locale en  edition {edition} }}\n\nsection one \"One\" {{\n  single kind \"Kind {label}\" {{\n    a \"A\"\n    b \"{HOSTILE}\"\n  }}\n  text why \"{label}\"\n}}\n"
        )
    };
    let model = |text: &str| Model::of(Project::of(text).compile().form("the hostile survey"));
    let table = compare::compare(&model(&survey(2023, "x")), &model(&survey(2024, HOSTILE)));
    let page = page(&table);
    assert!(!page.contains("<script>") && !page.contains("Demo <b>"), "{page}");
    assert!(page.contains("&lt;script&gt;") && page.contains("{{ table }}"), "{page}");
    let markdown = compare::markdown(&table);
    assert!(!markdown.contains("<script>") && markdown.contains("\\* x \\*"), "{markdown}");
}

/// The sign of a currency stands in front of its blank, as on the form and on paper.
#[test]
fn a_blank_has_its_unit_where_paper_has_it() {
    for (locale, unit, wanted) in [
        ("en", "£ per week", "about £ ________ per week in all"),
        ("en", "persons", "about ________ persons in all"),
        ("ja", "￥", "about￥（　　　　）in all"),
    ] {
        let edition = |year: u32, label: &str| {
            let blank = format!("integer n \"{label}\" prefix \"about\" unit \"{unit}\" suffix \"in all\"");
            let text = format!(
                "setsumon 1\nsurvey t \"T\" {{ locale {locale}  edition {year} }}\nsection s \"S\" {{ {blank} }}\n"
            );
            Model::of(Project::of(&text).compile().form("an edition"))
        };
        let told = compare::markdown(&compare::compare(&edition(2024, "Paid"), &edition(2025, "Costs")));
        // Markdown's own signs are escaped.
        assert!(told.replace('\\', "").contains(wanted), "{locale} {unit}: {told}");
    }
}
