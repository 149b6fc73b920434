//! What must not harm a form: where one presses, what an author calls things, and what comes into the page and in which order.
//!
//! `SETSUMON_AGREEMENT=1000` tries all pairs and all shapes, `SETSUMON_SEED=17` others of them.

use serde_json::{Value as Json, json};
use setsumon_tests::agreement::run::number;
use setsumon_tests::project::Project;

use super::{Desk, survey};

/// The seed of what is tried where all would take too long.
fn seed() -> u64 {
    number("SETSUMON_SEED", 1)
}

/// A survey with every kind of control, in tables, rosters and options too.
const KINDS: &str = r#"setsumon 1
survey kinds "All kinds of blanks" { locale en  edition 2025  as_of 2025-01-01 }
gate open "Is it open?" { yes "Yes" then "Go on."  no "No" end "Thank you." }
section s "Everything" {
  integer whole "A whole number" min 0 max 10
  decimal part "A decimal number" digits 1 min 0 max 10
  year founded "A year"
  fiscal_year ended "A fiscal year"
  month since "A month"
  date day "A day"
  text word "A word" max_length 5
  longtext story "A story" max_length 5
  email mail "An address of mail"
  tel phone "A telephone"
  postal code "A postal code"
  url site "A site"
  text licence "A licence" pattern "AA-99"
  single one "One of these" { a "A"  b "B"  other "Other" specify }
  multi many "Some of these" pick 1..2 { a "A"  b "B"  c "C" }
  rank order "In order" { a "A"  b "B"  c "C" }
  scale mood "How was it?" 0 to 5
  flag sure "I am sure"
  single fixed "To be answered" required { a "A"  b "B" }
  integer visits "Visits" min 0 or { unknown "Not counted"  secret "Not told" }
  decimal fee "Fee" digits 2 prefix "£" min 0 or { free "Free of charge" }
  date left "Left on" or { never "Never left" }
  grid rooms "Rooms" of single { rows { hall "Hall"  yard "Yard"  other "Other" specify }  columns { x "Good"  y "Bad" } }
  grid uses "Uses" of multi { rows { hall "Hall"  yard "Yard" }  columns { x "Work"  y "Play" } }
  grid staff "Staff" of integer { rows { hall "Hall"  yard "Yard" }  columns { x "Men"  y "Women" } }
  integer beds "Beds" min 0
  integer nurses "Nurses" min 0
  check nurses <= 5 * beds "More nurses than the beds are for" warn
  repeat people "People" 1..4 { text name "Name" max_length 5  integer age "Age" min 0 max 130 or { old "Not known" }  single sex "Sex" { m "M"  f "F" } }
}
"#;

#[test]
fn no_click_is_lost() {
    let compiled = Project::of(KINDS).compile();
    let desk = Desk::new("clicks");
    let form = desk.page("form", compiled.form("every kind of control"), None);
    let told = "examples/02-kinds-of-questions.survey";
    let easy = desk.page("easy", survey(told).form(told), None);
    // Behind each kind of blank so many of what may be pressed.
    desk.judge(
        "clicks.cjs",
        &json!({ "form": form, "easy": easy, "size": number("SETSUMON_AGREEMENT", 20), "seed": seed() }),
    );
}

#[test]
fn a_day_is_chosen_from_a_calendar() {
    let (compiled, bounded) = (Project::of(KINDS).compile(), Project::of(BOUNDED).compile());
    let desk = Desk::new("calendar");
    let form = desk.page("form", compiled.form("every kind of control"), None);
    desk.judge(
        "calendar.cjs",
        &json!({ "form": form, "bounded": desk.page("bounded", bounded.form("a day between bounds"), None) }),
    );
}

/// A day between bounds.
const BOUNDED: &str = r#"setsumon 1
survey bounded "Bounded" { locale en  edition 2025 }
section s "S" { date day "Day" min 2000-01-01 max 2025-10-01  text word "Word" }
"#;

/// A filter that may end the survey; behind it something must be answered.
const GATE: &str = r#"setsumon 1
survey filter "A filter" { locale en  edition 2025 }
section first "First" { text who "Who are you?" }
gate system "Have you a system?" { yes "Yes" then "Go on."  no "No" end "Thank you." }
section s "The system" { text name "What is it called?" required }
part rest "The rest" { section t "More" { integer more "More" min 0 } }
"#;

#[test]
fn what_lies_behind_a_blank_filter_is_closed() {
    let desk = Desk::new("gates");
    desk.judge("gates.cjs", &gates(&desk));
}

pub(super) fn gates(desk: &Desk) -> Json {
    let compiled = Project::of(GATE).compile();
    json!({ "form": desk.page("form", compiled.form("a filter"), None) })
}

/// At least so many names, or the browser has not been asked.
const NAMES: usize = 150;

#[test]
fn codes_of_the_browsers_own_names_harm_nothing() {
    let desk = Desk::new("codes");
    let out = desk.path("names.json");
    desk.judge("codes.cjs", &json!({ "out": &out }));
    let names: Vec<String> = serde_json::from_slice(&crate::run::bytes(&out)).expect("the judge writes names");
    let gate =
        |name: &str| format!("gate {name} \"{name}?\" {{ yes \"Yes\" then \"Go on.\"  no \"No\" then \"Go on.\" }}\n");
    let survey = |gates: &str, options: &str| {
        let text = format!(
            "setsumon 1\nsurvey t \"T\" {{ locale en  edition 2025 }}\n{gates}section s \"S\" {{\n  multi m \"M\" {{\n{options}  }}\n  text remark \"Remark\"\n}}\nsection more \"More\" {{ text a \"A\" }}\nsection most \"Most\" {{ text a \"A\" }}\n"
        );
        Project::of(&text).compile().0.soundness.sound()
    };
    let codes: Vec<&String> =
        names.iter().filter(|name| survey(&gate(name), &format!("{name} \"x\"\n")).is_some()).collect();
    assert!(codes.len() >= NAMES, "only {} of the browser's names are codes", codes.len());
    let gates: String = codes.iter().map(|name| gate(name)).collect();
    let options: String = codes.iter().map(|name| format!("    {name} \"{name}\"\n")).collect();
    let form = survey(&gates, &options).expect("the survey of the browser's names compiles");
    let mut wanted = serde_json::Map::new();
    for code in codes {
        wanted.insert(code.clone(), json!("yes"));
        wanted.insert(format!("s__m__{code}"), json!(true));
    }
    desk.judge(
        "codes.cjs",
        &json!({ "forms": [
            { "form": desk.page("saves", &form, None), "posts": false, "wanted": wanted },
            { "form": desk.page("posts", &form, Some("/post")), "posts": true, "wanted": wanted },
        ] }),
    );
}

/// A form of 2024; of 2025; and the latter published anew, with questions put in before others, renamed, and taken out.
const LAST: &str = r#"setsumon 1
survey again "Again" { locale en  edition 2024 }
section s "S" {
  integer seats "Seats" min 0
  integer chairs "Chairs" min 0
  integer guests "Guests" min 0
  repeat crew "Crew" 0..5 { integer age "Age" min 0  integer pay "Pay" min 0 }
}
"#;
const FIRST: &str = r#"setsumon 1
survey again "Again" {
  locale en
  edition 2025 follows "2024.model.json"
  given integer licence "Licence"
  given integer rooms "Rooms"
}
section s "S" {
  lead "{given.licence | –} and {given.rooms | –}"
  integer cups "Cups" min 0 @new
  integer seats "Seats" min 0
  integer chairs "Chairs" min 0
  integer guests "Guests" min 0 @updated
  repeat crew "Crew" 0..5 { integer age "Age" min 0  integer pay "Pay" min 0 }
}
"#;
const ANEW: &str = r#"setsumon 1
survey again "Again" {
  locale en
  edition 2025 follows "2024.model.json"
  given integer doors "Doors"
  given integer licence "Licence"
  given integer rooms "Rooms"
}
section s "S" {
  lead "{given.licence | –} and {given.rooms | –}"
  integer tables "Tables" min 0 @new
  repeat guards "Guards" 0..5 @new { integer grade "Grade" min 0 }
  integer seats "Seats" min 0
  integer stools "Stools" min 0 was chairs revised concept "They have no back"
  integer guests "Guests" min 0 @updated
  repeat crew "Crew" 0..5 { integer shift "Shift" min 0 @new  integer age "Age" min 0  integer pay "Pay" min 0 }
}
"#;

#[test]
fn whatever_comes_into_a_page_stands_where_it_belongs() {
    let desk = Desk::new("again");
    let forms = [("first", FIRST), ("anew", ANEW)].map(|(name, text)| {
        let compiled = Project::of(text).with_frozen("2024.model.json", LAST).compile();
        desk.page(name, compiled.form(name), None)
    });
    let crew = ["s__crew>s__crew__age", "s__crew>s__crew__pay"];
    let names = [
        [&["s__cups", "s__seats", "s__chairs", "s__guests"][..], &crew].concat(),
        [&["s__tables", "s__seats", "s__stools", "s__guests", "s__guards>s__guards__grade"][..], &crew].concat(),
        [&["s__seats", "s__chairs", "s__guests"][..], &crew].concat(),
    ];
    let marks = json!({
        "s__seats": 11, "s__chairs": 12, "s__stools": 12, "s__guests": 13, "s__cups": 14, "s__tables": 15,
        "s__guards__grade": 33, "s__crew__shift": 34, "s__crew__age": 31, "s__crew__pay": 32,
        "given__licence": 21, "given__rooms": 22, "given__doors": 23,
    });
    desk.judge(
        "again.cjs",
        &json!({
            "rounds": number("SETSUMON_AGREEMENT", 2), "shapes": number("SETSUMON_AGREEMENT", 20), "seed": seed(),
            "forms": forms, "names": names, "marks": marks, "then": marks, "known": ["given__licence", "given__rooms"],
            "gone": ["s__cups"], "words": ["Cups"], "renamed": { "s__chairs": "s__stools" }, "key": "setsumon:again:2025::",
            "typed": [{ "s__seats": 1105, "s__guests": 1305 }, { "s__tables": 1505, "s__seats": 1106 }],
            "given": [
                { "given__licence": 2101, "given__rooms": 2201 },
                { "given__doors": 2301, "given__licence": 2102, "given__rooms": 2202 },
            ],
        }),
    );
}
