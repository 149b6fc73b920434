//! What a step means, on one page: the real survey's, and what must hold of every one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value as Json, json};
use setsumon_core::form::Form;
use setsumon_core::frozen::{Marker, Model, Role};
use setsumon_editions::impact::{self, Impact, Respondents, Side};
use setsumon_editions::paths::Size;
use setsumon_flow::random::Random;
use setsumon_flow::respondent::{Manner, respond};
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::{repo, snapshot};

use crate::diff::topics;

/// Enough to show what the page says; whoever decides has more.
const RESPONDENTS: Respondents<'static> = Respondents::MadeUp(30);

fn compiled(name: &str) -> Compiled {
    Compiled::file(&repo::path(&format!("surveys/chiren/{name}.survey")))
}

fn step(old: &Form, new: &Form, respondents: &Respondents<'_>) -> Impact {
    let models = [Model::of(old), Model::of(new)];
    let [before, after] = &models;
    impact::impact(Side { model: before, form: Some(old) }, Side { model: after, form: Some(new) }, respondents)
}

/// The real survey's step.
static REAL: LazyLock<Impact> =
    LazyLock::new(|| step(compiled("2023").form("2023"), compiled("2024").form("2024"), &RESPONDENTS));

#[test]
fn the_real_step_is_told_as_it_was_reviewed() {
    let told: &Impact = &REAL;
    snapshot::all("impact", vec![(repo::path("surveys/chiren/2024.survey"), impact::markdown(told))]);
    let page = impact::html(told).expect("a page");
    // The page and the Markdown say the same.
    for words in ["改定の影響", "典型（中央値）", "前回の回答のまま", "救急時の情報閲覧"] {
        assert!(page.contains(words) && impact::markdown(told).contains(words), "{words}");
    }
}

#[test]
fn of_a_frozen_model_no_ways_are_told_and_that_is_said() {
    let old = Model::read(&repo::read(&repo::path("surveys/chiren/2023.model.json"))).expect("the frozen model");
    let compiled = compiled("2024");
    let form = compiled.form("2024");
    let new = Model::of(form);
    let told = impact::impact(Side { model: &old, form: None }, Side { model: &new, form: Some(form) }, &RESPONDENTS);
    assert!(told.old.ways.is_none() && told.new.ways.is_some());
    assert!(impact::markdown(&told).contains("凍結モデル"), "it is said why");
}

#[test]
fn an_edition_means_nothing_against_itself() {
    let compiled = Compiled::file(&repo::path("examples/11-gates-and-ends.survey"));
    let form = compiled.form("an example");
    let told = step(form, form, &RESPONDENTS);
    assert_eq!((told.classes.len(), told.changes.len(), told.slight), (0, 0, 0));
    assert_eq!(told.old, told.new, "the same respondents have the same way");
    assert_eq!(told.coverage.questions.new, 0, "everything was asked last time");
}

/// What is counted as filled in adds up, and agrees with the markers of the survey.
#[test]
fn coverage_adds_up() {
    let told: &Impact = &REAL;
    let model = Model::of(compiled("2024").form("2024"));
    let answers = || model.variables.iter().filter(|variable| variable.role == Role::Answer);
    assert_eq!(told.coverage.variables.all(), answers().count());
    let marked = |marker: Marker| answers().filter(|variable| variable.marker == marker).count();
    assert_eq!(told.coverage.variables.new, marked(Marker::New), "what is new is marked as new");
    assert_eq!(told.coverage.variables.updated, marked(Marker::Updated));
    let all = told.new.all.expect("a survey is counted");
    assert_eq!(told.coverage.questions.all(), all.questions);
    let ways = told.new.ways.as_ref().expect("a survey has ways");
    let longest = told.coverage.longest.expect("the longest way is known");
    assert_eq!(longest.all(), ways.longest.questions.value, "each question of the longest way is counted once");
    assert_eq!(
        told.coverage.typical.expect("there is a respondent in the middle").all(),
        ways.typical.length.questions
    );
}

/// Last year's answer files instead of made-up ones: the way of last year is theirs.
#[test]
fn respondents_may_be_real() {
    let (old, new) = (compiled("2023"), compiled("2024"));
    let form = old.form("2023");
    let sparing = respond(form, &BTreeMap::new(), Manner::Sparing, &mut Random::new(0));
    assert!(sparing.file().iter().count() < 5, "next to nothing must be answered");
    let file: Map<String, Json> = json!({"overview__status": "ended"}).as_object().cloned().expect("an object");
    let told = step(form, new.form("2024"), &Respondents::Answers(&[file]));
    let (old, new) = (told.old.ways.expect("ways"), told.new.ways.expect("ways"));
    assert_eq!(old.typical.respondents, 1);
    assert!(!old.typical.made_up);
    assert!(old.typical.length.questions < 40, "the survey ends early: {:?}", old.typical);
    assert!(new.typical.length.questions < 45, "what is carried over ends it again: {:?}", new.typical);
}

/// Most answers to the questions that screen end the survey; the typical respondent is one of those it was made for.
#[test]
fn the_typical_respondent_is_not_screened_out() {
    let text = r#"setsumon 1

survey demo "Demo" { locale en  edition 2025 }

section screen "You" {
  single age "How old are you?" { under_18 "Under 18"  under_30 "18 to 29"  under_65 "30 to 64"  older "65 or older" }
  end when age is not under_30 "Thank you. This survey is for people of 18 to 29."
  multi uses "What do you use?" { phone "A telephone"  computer "A computer"  paper "Paper" }
  end when uses includes none of [computer] "Thank you. This survey is for users of computers."
  integer hours "How many hours a day?" min 0 max 24
  end when hours < 4 "Thank you. This survey is for those who use it much."
}

gate consent "Do you agree?" { yes "Yes" then "Please go on."  no "No" end "Thank you."  later "Later" end "Thank you." }

section main "Main" {
  text a "A"
  text b "B"
  text c "C"
}
"#;
    let compiled = Project::of(text).compile();
    let form = compiled.form("a survey that screens");
    let ways = step(form, form, &RESPONDENTS).new.ways.expect("ways");
    assert_eq!(ways.shortest.questions.value, 1, "nothing has to be answered but the first question");
    assert_eq!(ways.typical.length.questions, 7, "{ways:?}");
    // Where every answer ends it, it is ended.
    let all = text.replace("age is not under_30", "answered age");
    let compiled = Project::of(&all).compile();
    let form = compiled.form("a survey for nobody");
    assert_eq!(step(form, form, &RESPONDENTS).new.ways.expect("ways").typical.length.questions, 1);
}

#[test]
fn every_topic_has_a_page() {
    for topic in topics() {
        let sides = [&topic.old, &topic.new].map(|model| Side { model, form: None });
        let [old, new] = sides;
        let told = impact::impact(old, new, &RESPONDENTS);
        let page = impact::html(&told).expect("a page");
        assert!(page.contains("</html>"), "{}", topic.folder.display());
        let counted: usize = told.classes.values().sum();
        let listed: usize = told.changes.iter().flat_map(|change| change.classes.values()).sum();
        assert_eq!(counted, listed, "{}: every change is listed", topic.folder.display());
    }
}

#[test]
fn words_of_authors_are_no_markup() {
    let survey = |label: &str| {
        let text = format!(
            "setsumon 1\n\nsurvey demo \"Demo <b>\" {{ locale en  edition 2025 }}\n\nsection one \"One\" {{ text why \"{label}\" }}\n"
        );
        Model::of(Project::of(&text).compile().form("the hostile survey"))
    };
    let (old, new) = (survey("Why"), survey("<script>alert(1)</script> | *x*"));
    let told = impact::impact(Side { model: &old, form: None }, Side { model: &new, form: None }, &RESPONDENTS);
    let page = impact::html(&told).expect("a page");
    assert!(!page.contains("<script>") && !page.contains("Demo <b>"), "{page}");
    assert!(!impact::markdown(&told).contains("<script>"));
}

/// A retired question, a write-in and a given value are what could be counted in two ways.
const COUNTED: [&str; 2] = [
    "integer n \"N\" max 5  text gone \"Gone\"\n  single s \"S\" { x \"X\"  other \"Other\" specify }",
    "integer n \"N\" max 5  retired text gone \"Gone\"\n  single s \"S\" { x \"X\"  other \"Other\" specify }",
];

#[test]
fn every_command_counts_alike() {
    let of = |head: &str, items: &str| {
        format!(
            "setsumon 1\nsurvey t \"T\" {{ locale en  edition {head}  given text town \"Town\" }}\nsection a \"A\" {{\n  {items}\n}}\n"
        )
    };
    let old = Project::of(&of("2024", COUNTED[0])).compile().form("old").clone();
    let frozen = Model::freeze(&old, None).write();
    let new = Project::of(&of("2025 follows \"2024.model.json\"", COUNTED[1])).with("2024.model.json", frozen);
    let new = new.compile().form("new").clone();
    let [was, is] = [&old, &new].map(Size::of);
    assert_eq!((was.questions, is.questions), (3, 2), "a write-in belongs to its question, what is retired is none");
    let told = step(&old, &new, &RESPONDENTS);
    assert_eq!([&told.old, &told.new].map(|edition| edition.variables), [was.variables, is.variables]);
    assert_eq!([&told.old, &told.new].map(|edition| edition.all.map(|all| all.questions)), [Some(3), Some(2)]);
    assert_eq!(told.coverage.questions.all(), 2);
    let table = setsumon_editions::compare(&Model::of(&old), &Model::of(&new));
    let size = format!("Questions 3 → 2, variables {} → {}", was.variables, is.variables);
    assert!(table.summary.contains(&size), "{:?}", table.summary);
}

/// Nothing is counted as filled in where no answer of then lies within the bounds of today.
#[test]
fn what_no_answer_of_then_fits_is_not_counted_as_filled_in() {
    for (then, now, kept) in [
        ("date q \"Q\" min 2025-04-01 max 2025-06-30", "date q \"Q\" min 2026-04-01 max 2026-06-30", 0),
        ("date q \"Q\" min 2025-04-01 max 2025-06-30", "date q \"Q\" min 2025-06-30 max 2026-06-30", 1),
        ("month q \"Q\" max 2025-05", "month q \"Q\" min 2025-06", 0),
        ("year q \"Q\" max 2024", "year q \"Q\" min 2025", 0),
        ("integer q \"Q\" min 0 max 9", "integer q \"Q\" min 10", 0),
        ("decimal q \"Q\" digits 1 max 0.5", "decimal q \"Q\" digits 1 min 0.6", 0),
        ("decimal q \"Q\" digits 1 max 0.5", "decimal q \"Q\" digits 1 min 0.5", 1),
    ] {
        let (old, form) = crate::kinds::step(then, now);
        let new = Model::of(&form);
        let means = impact::impact(
            Side { model: &old, form: None },
            Side { model: &new, form: Some(&form) },
            &Respondents::MadeUp(1),
        );
        assert_eq!(means.coverage.questions.kept, kept, "{then} → {now}");
    }
}
