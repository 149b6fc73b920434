//! Several sittings: drafts, what is said when, last year's answers and files of every sort, in small surveys and the real one.

use serde_json::{Value as Json, json};
use setsumon_core::frozen::Model;
use setsumon_editions::prefill::Prefill;
use setsumon_tests::agreement::answers::fullest;
use setsumon_tests::project::Project;

use super::{Desk, REAL, rosters, survey};

/// A survey with a duty of each sort that is told while it is filled in.
const CLINIC: &str = r#"setsumon 1
survey clinic "診療所調査" { locale ja  edition 2025  as_of 2025-01-01 }
section s "概要" {
  integer beds "病床数" unit "床" min 0 max 1000 required
  integer nurses "看護師数" min 0
  check nurses <= 5 * beds "看護師が病床の5倍を超えています。" warn
  email mail "メールアドレス"
  month since "開設年月"
  single kind "種別" { hospital "病院"  clinic "診療所"  other "その他" specify }
  text story "診療所になった経緯" when kind is clinic says none
}
"#;

/// Totals of figures, of which some may be refused.
const TOTALS: &str = r#"setsumon 1
survey sums "Sums" { locale en  edition 2025 }
section s "S" {
  integer rent "How much is the rent?" prefix "£" unit "per week" min 0 required
  integer rates "How much are the rates?" prefix "£" unit "per week" min 0
  calc both "Both" = sum(rent, rates) unit "per week"
  repeat people "People" 2..3 { decimal wage "Wage" digits 2 prefix "£" unit "per week" min 0 or { unknown "Not known" } }
  calc wages "All wages" = sum(people.wage) unit "per week"
  calc all "All" = wages - both
}
"#;

#[test]
fn mistakes_are_told_on_leaving_and_in_the_summary() {
    let desk = Desk::new("messages");
    desk.judge("messages.cjs", &messages(&desk));
}

pub(super) fn messages(desk: &Desk) -> Json {
    let (clinic, totals) = (Project::of(CLINIC).compile(), Project::of(TOTALS).compile());
    json!({
        "form": desk.page("form", clinic.form("the clinic"), None),
        "totals": desk.page("totals", totals.form("the totals"), None),
    })
}

#[test]
fn drafts_outlive_reloads_and_crashes() {
    let desk = Desk::new("drafts");
    let forms = [REAL, "examples/09-rosters.survey", "examples/02-kinds-of-questions.survey"];
    desk.judge("drafts.cjs", &drafts(&desk, &forms));
}

pub(super) fn drafts(desk: &Desk, forms: &[&str]) -> Json {
    let forms: Vec<_> = forms
        .iter()
        .enumerate()
        .map(|(number, told)| {
            let compiled = survey(told);
            let form = compiled.form(told);
            let files = fullest(form, 0..12);
            let [first, .., second] = files.as_slice() else { panic!("{told}: no two right answer files") };
            json!({
                "told": told, "form": desk.page(&number.to_string(), form, None), "rosters": rosters(form),
                "first": first, "second": second,
            })
        })
        .collect();
    json!({ "forms": forms })
}

/// Questions with other words under the same codes: how each stood, and how it stands. Each is told by its label.
const REWORDED: [(&str, &str); 18] = [
    ("single k1 \"K1\" { a \"Red\"  b \"Blue\" }", "single k1 \"K1\" { a \"Blue\"  b \"Red\" }"),
    ("multi k2 \"K2\" { a \"Tea\"  b \"Milk\" }", "multi k2 \"K2\" { a \"Milk\"  b \"Tea\" }"),
    ("integer k3 \"K3\" unit \"cm\"", "integer k3 \"K3\" unit \"mm\""),
    ("integer k4 \"K4\" prefix \"£\"", "integer k4 \"K4\" prefix \"€\""),
    ("text k5 \"K5\"", "text k5 \"K5\" { hint \"In capitals\" }"),
    ("scale k6 \"K6\" 1 to 5 ends \"bad\" \"good\"", "scale k6 \"K6\" 1 to 5 ends \"good\" \"bad\""),
    (
        "grid k7 \"K7\" of integer { rows { i \"Men\"  j \"Women\" } }",
        "grid k7 \"K7\" of integer { rows { i \"Women\"  j \"Men\" } }",
    ),
    (
        "grid k8 \"K8\" of single { rows { i \"Shop\"  j \"Bar\" }  columns { a \"Yes\"  b \"No\" } }",
        "grid k8 \"K8\" of single { rows { i \"Shop\"  j \"Bar\" }  columns { a \"No\"  b \"Yes\" } }",
    ),
    ("group g \"Beds\" { integer k9 \"K9\" }", "group g \"Chairs\" { integer k9 \"K9\" }"),
    (
        "repeat k10 \"People\" 0..3 { integer n \"K10\" unit \"hours\" }",
        "repeat k10 \"People\" 0..3 { integer n \"K10\" unit \"minutes\" }",
    ),
    ("single k11 \"Inn\" { a \"A\" { text t \"K11\" } }", "single k11 \"Inn\" { a \"A\" { text t \"K11, in full\" } }"),
    ("date k12 \"K12\" max 2025-01-01", "date k12 \"K12\" max 2024-12-31"),
    ("rank k13 \"K13\" { a \"Tea\"  b \"Milk\" }", "rank k13 \"K13\" { a \"Milk\"  b \"Tea\" }"),
    ("flag k14 \"K14\"", "flag k14 \"K14, and more\""),
    // The same words in the same order, at other codes.
    ("single k15 \"K15\" { tea \"Tea\"  milk \"Milk\" }", "single k15 \"K15\" { milk \"Tea\"  tea \"Milk\" }"),
    ("multi k16 \"K16\" { tea \"Tea\"  milk \"Milk\" }", "multi k16 \"K16\" { milk \"Tea\"  tea \"Milk\" }"),
    (
        "grid k17 \"K17\" of integer { rows { i \"Men\"  j \"Women\" } }",
        "grid k17 \"K17\" of integer { rows { j \"Men\"  i \"Women\" } }",
    ),
    ("rank k18 \"K18\" { tea \"Tea\"  milk \"Milk\" }", "rank k18 \"K18\" { milk \"Tea\"  tea \"Milk\" }"),
];

/// A form that is published anew under the same codes: whoever has a draft is told which of its questions say something else, each of
/// them by itself and all at once, and of none where only the numbers moved.
#[test]
fn a_draft_tells_which_questions_have_other_words() {
    let desk = Desk::new("reworded");
    let page = |name: &str, first: &str, is_reworded: &dyn Fn(usize) -> bool| {
        let items: Vec<&str> =
            REWORDED.iter().enumerate().map(|(at, (then, now))| if is_reworded(at) { *now } else { *then }).collect();
        let text = format!(
            "setsumon 1\nsurvey words \"Words\" {{ locale en  edition 2025 }}\nsection s \"S\" {{\n{first}\n{}\n}}\n",
            items.join("\n")
        );
        let compiled = Project::of(&text).compile();
        desk.page(name, compiled.form(name), None)
    };
    let first = page("first", "", &|_| false);
    let mut anew = vec![
        json!({ "form": page("moved", "text z \"Another\"", &|_| false), "told": [] }),
        json!({ "form": page("all", "", &|_| true), "told": (1..=REWORDED.len()).map(|at| format!("K{at}")).collect::<Vec<_>>() }),
    ];
    for at in 0..REWORDED.len() {
        let form = page(&at.to_string(), "", &|which| which == at);
        anew.push(json!({ "form": form, "told": [format!("K{}", at + 1)] }));
    }
    let answers = json!({
        "s__k1": "a", "s__k2__a": true, "s__k3": 3, "s__k4": 4, "s__k5": "five", "s__k6": 4, "s__k7__i": 7, "s__k8__i": "a",
        "s__k9": 9, "s__k10": [{ "s__k10__n": 10 }, { "s__k10__n": 11 }], "s__k11": "a", "s__k11__a__t": "eleven",
        "s__k12": "2024-12-01", "s__k13__a": 1, "s__k14": true, "s__k15": "tea", "s__k16__tea": true, "s__k17__i": 17, "s__k18__tea": 1,
    });
    desk.judge("reworded.cjs", &json!({ "first": first, "anew": anew, "answers": answers }));
}

/// A section in which nothing is new, but one option is offered no more.
const LAST: &str = r#"setsumon 1
survey kept "Kept" { locale en  edition 2024 }
section shop "Your shop" { single kind "What are you?" { house "A coffee house"  bar "A bar" }  text called "Its name" }
"#;
const THIS: &str = r#"setsumon 1
survey kept "Kept" { locale en  edition 2025 follows "2024.model.json" }
section shop "Your shop" {
  single kind "What are you?" revised reality "The bars have closed." { house "A coffee house"  retired bar "A bar" }
  text called "Its name"
}
"#;

fn folds(desk: &Desk) -> Json {
    let compiled = Project::of(THIS).with_frozen("2024.model.json", LAST).compile();
    json!({
        "form": desk.page("folds", compiled.form("a section in which nothing is new"), None),
        "last": { "_survey": "kept", "_edition": 2024, "shop__kind": "house", "shop__called": "The Bean" },
        "lost": { "shop__kind": "bar" },
    })
}

/// A roster with an option in other words and one that is gone, a figure counted otherwise, and a question that is asked no more.
const CREW_THEN: &str = r#"setsumon 1
survey crew "Crew" { locale en  edition 2024 }
section s "S" {
  decimal rent "What is the rent?" digits 2 prefix "£" unit "per week" min 0
  integer beds "How many beds?" min 0
  repeat people "People" 0..5 { text name "Name"  single sex "Sex" { f "Female"  m "Male" }  multi does "Does" { a "Reads"  b "Writes" } }
}
"#;
const CREW_NOW: &str = r#"setsumon 1
survey crew "Crew" { locale en  edition 2025 follows "2024.model.json" }
section s "S" {
  decimal rent "What is the rent?" digits 2 prefix "£" unit "per month" min 0 break "It is paid by the month."
  retired integer beds "How many beds?"
  repeat people "People" 0..5 {
    text name "Name"
    single sex "Sex" revised concept "Clearer." { f "Woman"  m "Man" }
    multi does "Does" revised reality "Nobody writes." { a "Reads"  retired b "Writes" }
  }
}
"#;

/// Answers that became one, and a roster whose entries are to be given anew.
const SHOWS_THEN: &str = r#"setsumon 1
survey shows "Shows" { locale en  edition 2024 }
section s "S" {
  integer men "Men" min 0
  integer women "Women" min 0
  multi paid "How is it paid?" { cash "Cash"  card "Card"  bill "Bill" }
  repeat show "Shows in {edition}" 0..5 { text title "Title"  integer guests "Guests" min 0 }
  calc number "How many" = count(show)
}
"#;
const SHOWS_NOW: &str = r#"setsumon 1
survey shows "Shows" { locale en  edition 2025 follows "2024.model.json" }
section s "S" {
  integer adults "Adults" min 0 was [men, women] revised "One figure."
  single how "How is it paid?" was paid revised "The usual way." { cash "Cash"  card "Card"  bill "Bill" }
  repeat show "Shows in {edition}" 0..5 { text title "Title"  integer guests "Guests" min 0 }
  calc number "How many" = count(show)
}
"#;

fn anew(desk: &Desk) -> Json {
    let (then, now) = (
        Project::of(SHOWS_THEN).compile(),
        Project::of(SHOWS_NOW).with_frozen("2024.model.json", SHOWS_THEN).compile(),
    );
    let model = Model::of(then.form("the shows of then"));
    let form = now.form("the shows");
    let last = json!({
        "_survey": "shows", "_edition": 2024, "s__men": 13, "s__women": 4, "s__paid__cash": true, "s__paid__card": true,
        "s__show": [{ "s__show__title": "Cups", "s__show__guests": 40 }, { "s__show__title": "Maps" }],
    });
    let step = Prefill::new(&model, form).expect("one follows the other");
    let draft = step.carry(last.as_object().expect("an object")).expect("answers of the edition before").draft;
    json!({
        "told": "what is to be given anew", "form": desk.page("anew", form, None), "last": last, "draft": draft,
        "says": ["13", "4", "Cash", "Card"], "entries": [["Cups", "40"], ["Maps"], []],
    })
}

fn entries(desk: &Desk) -> Json {
    let (then, now) =
        (Project::of(CREW_THEN).compile(), Project::of(CREW_NOW).with_frozen("2024.model.json", CREW_THEN).compile());
    let model = Model::of(then.form("the crew of then"));
    let form = now.form("the crew");
    let last = json!({
        "_survey": "crew", "_edition": 2024, "s__rent": 250, "s__beds": 3,
        "s__people": [
            { "s__people__name": "Ann", "s__people__sex": "m" },
            { "s__people__name": "Zed", "s__people__sex": "f", "s__people__does__b": true },
            { "s__people__name": "Kim" },
        ],
    });
    let step = Prefill::new(&model, form).expect("one follows the other");
    let draft = step.carry(last.as_object().expect("an object")).expect("answers of the edition before").draft;
    json!({
        "form": desk.page("entries", form, None), "last": last, "draft": draft,
        "wanted": [["last time: Male"], ["last time: Female", "last time: Writes"], []],
        "figure": { "words": "£250 per week" },
        "dialog": [
            "1. 1 What is the rent? £250 per week", "How many beds? 3", "1. 2 People › Sex (1): Male", "1. 2 People › Sex (2): Female",
            "1. 2 People › Does (2): Writes",
        ],
    })
}

#[test]
fn last_years_answers_and_files_of_every_sort() {
    let desk = Desk::new("prefill");
    desk.judge("prefill.cjs", &prefill(&desk));
}

pub(super) fn prefill(desk: &Desk) -> Json {
    let told = "examples/14-this-year.survey";
    let compiled = survey(told);
    let page = desk.page("form", compiled.form(told), None);
    let steps: Vec<_> = [("examples/13-last-year.survey", told), ("surveys/chiren/2023.survey", REAL)]
        .into_iter()
        .enumerate()
        .map(|(number, (old, new))| {
            let (before, after) = (survey(old), survey(new));
            let model = Model::of(before.form(old));
            let step = Prefill::new(&model, after.form(new)).expect("one follows the other");
            let last = fullest(before.form(old), 0..12).swap_remove(0);
            let draft = step.carry(&last).expect("answers of the edition before").draft;
            let form = desk.page(&format!("step{number}"), after.form(new), None);
            let mut last = last;
            last.insert("_edition".to_owned(), json!(model.survey.edition));
            json!({ "told": new, "form": form, "last": last, "draft": draft })
        })
        .collect();
    json!({ "told": told, "form": page, "steps": steps, "folds": folds(desk), "entries": entries(desk), "anew": anew(desk) })
}
