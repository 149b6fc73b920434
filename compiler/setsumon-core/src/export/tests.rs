//! Exported responses: values, the two kinds of nothing, rosters, derived values.

use super::*;
use crate::judge::{Mode, judge};
use crate::sources::MemorySources;

const SURVEY: &str = r#"
setsumon 1
survey shops "Shops" { locale en  edition 2025 }
gate open "Open?" { yes "Yes"  no "No" end "Thank you." as out_of_scope }
section s "Shop" {
  single kind "Kind" { big "Big"  small "Small" }
  multi sells "Sells" { bread "Bread"  milk "Milk" }
  flag sundays "Open on Sundays"
  integer staff "Staff" min 0 or { unknown "Not known" }
  text why "Why?" when kind is small
  repeat people "People" 0..9 { text name "Name"  integer age "Age" }
  calc double "Double" = staff * 2
  retired text old "Old"
}
"#;

fn rows(json: &str) -> Vec<String> {
    let compiled = crate::compile::compile_alone(&MemorySources::new().with("main.survey", SURVEY), "main.survey");
    let form = compiled.soundness.sound().expect("the survey is clean");
    let answers = Answers::from_json(&form, json).expect(json);
    let verdict = judge(&form, &answers, None, Mode::Submission);
    assert!(verdict.valid, "{:?}", verdict.violations);
    let mut export = Export::of(&form);
    export.add("r1", &answers, None, &verdict);
    let line = |row: &Vec<Cell>| row.iter().map(|cell| cell.text("-", "?")).collect::<Vec<_>>().join(",");
    let of_sheet = |sheet: &Sheet| {
        assert!(sheet.rows.iter().all(|row| row.len() == sheet.headings.len()));
        [format!("{}: {}", sheet.name, sheet.headings.join(","))]
            .into_iter()
            .chain(sheet.rows.iter().map(line))
            .collect::<Vec<_>>()
    };
    export.sheets().iter().flat_map(of_sheet).collect()
}

const HEAD: &str = "shops: _response,_outcome,open,s__kind,s__sells__bread,s__sells__milk,s__sundays,s__staff,s__staff__unknown,s__why,s__old,s__double";
const ROSTER: &str = "s__people: _response,_occurrence,s__people__name,s__people__age";

#[test]
fn what_is_answered_not_answered_and_not_asked_is_told_apart() {
    assert_eq!(
        rows(
            r#"{"open": "yes", "s__kind": "small", "s__sells__milk": true, "s__staff": 2, "s__people": [{"s__people__age": 40}, {}]}"#
        ),
        [HEAD, "r1,complete,yes,small,0,1,0,2,0,?,-,4", ROSTER, "r1,1,?,40", "r1,2,?,?"]
    );
    assert_eq!(rows(r#"{"open": "no"}"#), [HEAD, "r1,out_of_scope,no,-,-,-,-,-,-,-,-,-", ROSTER]);
    assert_eq!(rows("{}"), [HEAD, "r1,complete,?,?,?,?,0,?,?,-,-,?", ROSTER]);
    assert_eq!(rows(r#"{"s__staff__unknown": true}"#), [HEAD, "r1,complete,?,?,?,?,0,?,1,-,-,?", ROSTER]);
}
