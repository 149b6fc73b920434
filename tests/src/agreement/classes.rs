//! What an edition can do to an answer that was given: of each class of change that a data set or its series does not outlive as it was,
//! questions of the edition before and of this one, an answer, and what is to become of it.

use serde_json::{Value as Json, json};
use setsumon_core::frozen::Model;
use setsumon_editions::prefill::Status;

use super::migration::Step;
use super::survey::Survey;

/// A change, the answer to its question, and what becomes of that.
#[derive(Debug)]
pub struct Case {
    /// The class, as `diff` names it.
    pub class: &'static str,
    /// The questions of the edition before.
    pub old: &'static str,
    /// Those of this one, with the reason.
    pub new: String,
    /// The key of the answer, and the answer.
    pub answer: (&'static str, Json),
    /// What becomes of it.
    pub status: Status,
}

impl Case {
    /// Whether it is a figure of a year that moved with the edition: given anew in drafts, and in the database and the view of all years
    /// one figure, which bears its edition there.
    pub fn is_of_a_year(&self) -> bool {
        let asked = self.old.starts_with("integer q \"Guests in") || self.old.contains("\"Fit in {edition}\"");
        self.class == "roll_over" && asked
    }
}

/// A class, the questions before and since (`WHY` is where a reason stands), the key of an answer, the answer, and what becomes of it.
type Row = (&'static str, &'static str, &'static str, &'static str, Json, Status);

/// The reasons with which a change can be made. None of them makes another figure of the one that was given.
const REASONS: [&str; 4] = ["", " revised \"As told\"", " revised concept \"As told\"", " break \"As told\""];

fn rows() -> Vec<Row> {
    use Status::{Carried, NotCarried, Shown};
    vec![
        (
            "unit",
            "integer q \"Q\" unit \"thousand pounds\" min 0",
            "integer q \"Q\" unit \"pounds\" min 0WHY",
            "a__q",
            json!(40),
            Shown,
        ),
        ("unit", "integer q \"Q\" unit \"pounds\" min 0", "integer q \"Q\" min 0WHY", "a__q", json!(40), Shown),
        ("unit", "integer q \"Q\" min 0", "integer q \"Q\" unit \"pounds\" min 0WHY", "a__q", json!(40), Shown),
        (
            "unit",
            "decimal q \"Q\" digits 1 unit \"km\"",
            "decimal q \"Q\" digits 1 unit \"miles\"WHY",
            "a__q",
            json!(1.5),
            Shown,
        ),
        (
            "unit",
            "integer q \"Q\" unit \"persons\"",
            "integer q \"Q\" unit \"people\" revised typo \"As told\"",
            "a__q",
            json!(40),
            Carried,
        ),
        ("unit", "integer p \"Q\" unit \"km\"", "integer q \"Q\" unit \"miles\" was pWHY", "a__p", json!(7), Shown),
        (
            "unit",
            "grid q \"Q\" of integer unit \"km\" { rows { r \"R\"  s \"S\" } }",
            "grid q \"Q\" of integer unit \"miles\"WHY { rows { r \"R\"  s \"S\" } }",
            "a__q__r",
            json!(7),
            Shown,
        ),
        // What a figure is counted in stands before it or behind it too, and what it is called there does not matter.
        (
            "unit",
            "decimal q \"Q\" digits 2 prefix \"£\"",
            "decimal q \"Q\" digits 2 prefix \"€\"WHY",
            "a__q",
            json!(1.5),
            Shown,
        ),
        ("unit", "integer q \"Q\" prefix \"about £\"", "integer q \"Q\" prefix \"about\"WHY", "a__q", json!(5), Shown),
        ("unit", "integer q \"Q\" prefix \"USD\"", "integer q \"Q\" prefix \"EUR\"WHY", "a__q", json!(5), Shown),
        (
            "unit",
            "integer q \"Q\" unit \"guests\" suffix \"a day\"",
            "integer q \"Q\" unit \"guests\" suffix \"a week\"WHY",
            "a__q",
            json!(5),
            Shown,
        ),
        (
            "unit",
            "grid q \"Q\" of integer prefix \"£\" { rows { r \"R\"  s \"S\" } }",
            "grid q \"Q\" of integer prefix \"€\"WHY { rows { r \"R\"  s \"S\" } }",
            "a__q__r",
            json!(7),
            Shown,
        ),
        (
            "unit",
            "grid q \"Q\" { rows { r \"R\"  s \"S\" }  columns { integer c \"C\" prefix \"£\"  text d \"D\" } }",
            "grid q \"Q\"WHY { rows { r \"R\"  s \"S\" }  columns { integer c \"C\" prefix \"€\"  text d \"D\" } }",
            "a__q__r__c",
            json!(7),
            Shown,
        ),
        (
            "unit",
            "integer q \"Q\" suffix \"persons a week\"",
            "integer q \"Q\" suffix \"people a week\" revised typo \"As told\"",
            "a__q",
            json!(40),
            Carried,
        ),
        (
            "wording",
            "integer q \"Q\" prefix \"about\"",
            "integer q \"Q\" prefix \"some\"WHY",
            "a__q",
            json!(5),
            Carried,
        ),
        ("wording", "integer q \"Q\" prefix \"£\"", "integer q \"Q\" unit \"£\"WHY", "a__q", json!(5), Carried),
        ("wording", "text q \"Q\" suffix \"street\"", "text q \"Q\" suffix \"road\"WHY", "a__q", json!("x"), Carried),
        ("scale", "scale q \"Q\" 1 to 5", "scale q \"Q\" 1 to 7WHY", "a__q", json!(5), Shown),
        (
            "scale",
            "scale q \"Q\" 1 to 7 ends \"Bad\" \"Good\"",
            "scale q \"Q\" 1 to 5 ends \"Bad\" \"Good\"WHY",
            "a__q",
            json!(5),
            Shown,
        ),
        ("scale", "scale q \"Q\" 1 to 7", "scale q \"Q\" 1 to 5WHY", "a__q", json!(7), Shown),
        (
            "unit",
            "integer q \"Q\" unit \"pounds\" max 100000",
            "integer q \"Q\" unit \"thousand pounds\" max 100WHY",
            "a__q",
            json!(40000),
            Shown,
        ),
        ("scale", "scale q \"Q\" 0 to 4", "scale q \"Q\" 1 to 5WHY", "a__q", json!(3), Shown),
        (
            "scale",
            "scale q \"Q\" 1 to 5 ends \"Bad\" \"Good\"",
            "scale q \"Q\" 1 to 5 ends \"Good\" \"Bad\"WHY",
            "a__q",
            json!(5),
            Shown,
        ),
        (
            "wording",
            "scale q \"Q\" 1 to 5 ends \"Bad\" \"Good\"",
            "scale q \"Q\" 1 to 5 ends \"Rare\" \"Often\"WHY",
            "a__q",
            json!(5),
            Shown,
        ),
        (
            "wording",
            "scale q \"Q\" 1 to 5 ends \"very bad\" \"very goood\"",
            "scale q \"Q\" 1 to 5 ends \"very bad\" \"very good\" revised typo \"As told\"",
            "a__q",
            json!(5),
            Carried,
        ),
        (
            "scale",
            "grid q \"Q\" of scale 1 to 5 { rows { r \"R\"  s \"S\" } }",
            "grid q \"Q\" of scale 1 to 7WHY { rows { r \"R\"  s \"S\" } }",
            "a__q__r",
            json!(5),
            Shown,
        ),
        // A value of the same kind, which says what it said.
        ("type", "text q \"Q\"", "longtext q \"Q\"WHY", "a__q", json!("words"), Carried),
        (
            "type",
            "integer q \"Q\" min 2000 max 2020",
            "year q \"Q\" min 2000 max 2020WHY",
            "a__q",
            json!(2010),
            Carried,
        ),
        (
            "code_reused",
            "single q \"Q\" { x \"Tea\"  y \"Wine\" }",
            "single q \"Q\"WHY { x \"Wine\"  y \"Tea\" }",
            "a__q",
            json!("x"),
            Shown,
        ),
        (
            "option_reworded",
            "single q \"Q\" { x \"Tea\"  y \"Wine\" }",
            "single q \"Q\"WHY { x \"Tobacco\"  y \"Wine\" }",
            "a__q",
            json!("x"),
            Shown,
        ),
        // Who ticked the year before did not tick this one, though nothing but the year moved.
        (
            "roll_over",
            "single q \"Q\" { x \"In {edition}\"  y \"Never\" }",
            "single q \"Q\" { x \"In {edition}\"  y \"Never\" }",
            "a__q",
            json!("x"),
            Shown,
        ),
        (
            "roll_over",
            "multi q \"Q\" { x \"In {edition}\"  y \"Never\" }",
            "multi q \"Q\" { x \"In {edition}\"  y \"Never\" }",
            "a__q__x",
            json!(true),
            Shown,
        ),
        (
            "roll_over",
            "integer q \"Q\" unit \"visits in {edition}\"",
            "integer q \"Q\" unit \"visits in {edition}\"",
            "a__q",
            json!(4),
            Shown,
        ),
        (
            "roll_over",
            "scale q \"Q\" 1 to 5 ends \"As in {edition}\" \"Better\"",
            "scale q \"Q\" 1 to 5 ends \"As in {edition}\" \"Better\"",
            "a__q",
            json!(4),
            Shown,
        ),
        (
            "roll_over",
            "integer q \"Guests in {edition}\" suffix \"guests\"",
            "integer q \"Guests in {edition}\" suffix \"guests\"",
            "a__q",
            json!(4),
            Shown,
        ),
        // What is asked of a year is to be given anew, though it is one figure in the database and in the series of all years.
        ("roll_over", "flag q \"Fit in {edition}\"", "flag q \"Fit in {edition}\"", "a__q", json!(true), Shown),
        (
            "roll_over",
            "grid q \"Q\" { rows { r \"R\"  s \"S\" }  columns { flag c \"Fit in {edition}\"  text d \"D\" } }",
            "grid q \"Q\" { rows { r \"R\"  s \"S\" }  columns { flag c \"Fit in {edition}\"  text d \"D\" } }",
            "a__q__r__c",
            json!(true),
            Shown,
        ),
        (
            "wording",
            "grid q \"Q\" { rows { r \"R\"  s \"S\" }  columns { flag c \"Fit\"  text d \"D\" } }",
            "grid q \"Q\"WHY { rows { r \"R\"  s \"S\" }  columns { flag c \"Able\"  text d \"D\" } }",
            "a__q__r__c",
            json!(true),
            Shown,
        ),
        ("wording", "flag q \"Fit\"", "flag q \"Able\"WHY", "a__q", json!(true), Shown),
        ("wording", "flag q \"Fit\"", "flag q \"Fitt\" revised typo \"As told\"", "a__q", json!(true), Carried),
        // A row has its words as an option has.
        (
            "wording",
            "grid q \"Q\" of integer { rows { r \"Tea\"  s \"Wine\" } }",
            "grid q \"Q\" of integerWHY { rows { r \"Tobacco\"  s \"Wine\" } }",
            "a__q__r",
            json!(3),
            Shown,
        ),
        (
            "code_reused",
            "grid q \"Q\" of single { rows { r \"Tea\"  s \"Wine\" } columns { x \"X\"  y \"Y\" } }",
            "grid q \"Q\" of singleWHY { rows { r \"Wine\"  s \"Tea\" } columns { x \"X\"  y \"Y\" } }",
            "a__q__r",
            json!("x"),
            Shown,
        ),
        // A question in other words is carried over unless its author breaks the series, or they were another's.
        ("wording", "integer q \"Beds\"", "integer q \"Rooms\" revised \"As told\"", "a__q", json!(3), Carried),
        ("wording", "integer q \"Beds\"", "integer q \"Doctors\" break \"As told\"", "a__q", json!(3), Shown),
        (
            "code_reused",
            "integer q \"Men\"\n  integer p \"Women\"",
            "integer q \"Women\"WHY\n  integer p \"Men\"WHY",
            "a__q",
            json!(3),
            Shown,
        ),
        (
            "roll_over",
            "scale q \"Q\" 1 to 5 or { dk \"None in {edition}\" means dont_know }",
            "scale q \"Q\" 1 to 5 or { dk \"None in {edition}\" means dont_know }",
            "a__q__dk",
            json!(true),
            Shown,
        ),
        (
            "option_reworded",
            "multi q \"Q\" { x \"Tea\"  y \"Wine\" }",
            "multi q \"Q\"WHY { x \"Tobacco\"  y \"Wine\" }",
            "a__q__x",
            json!(true),
            Shown,
        ),
        (
            "option_reworded",
            "rank q \"Q\" pick 1..2 { x \"Tea\"  y \"Wine\" }",
            "rank q \"Q\" pick 1..2WHY { x \"Tobacco\"  y \"Wine\" }",
            "a__q__x",
            json!(1),
            Shown,
        ),
        (
            "option_reworded",
            "grid q \"Q\" of single { rows { r \"R\"  s \"S\" }  columns { x \"Tea\"  y \"Wine\" } }",
            "grid q \"Q\" of singleWHY { rows { r \"R\"  s \"S\" }  columns { x \"Tobacco\"  y \"Wine\" } }",
            "a__q__r",
            json!("x"),
            Shown,
        ),
        (
            "option_reworded",
            "integer q \"Q\" or { dk \"Tea\" means dont_know }",
            "integer q \"Q\"WHY or { dk \"Tobacco\" means dont_know }",
            "a__q__dk",
            json!(true),
            Shown,
        ),
        (
            "option_reworded",
            "single q \"Q\" { x \"Tea at home\"  y \"Wine\" }",
            "single q \"Q\" revised typo \"As told\" { x \"Tea at hme\"  y \"Wine\" }",
            "a__q",
            json!("x"),
            Carried,
        ),
        (
            "option_reworded",
            "single q \"Q\" { x \"Tea\"  y \"Wine\" }",
            "single q \"Q\"WHY { z \"Hot tea\" was x  y \"Wine\" }",
            "a__q",
            json!("x"),
            Carried,
        ),
        ("type", "text p \"Q\"", "single q \"Q\" was pWHY { x \"Tea\"  y \"Wine\" }", "a__p", json!("x"), Shown),
        ("renamed", "integer p \"Q\" min 0", "integer q \"Q\" min 0 was p", "a__p", json!(3), Carried),
        // A column is called otherwise, in every sort of grid; a row of its own beside it, and a table that is called otherwise too.
        (
            "renamed",
            "grid q \"Q\" of single { rows { r \"R\"  s \"S\" } columns { x \"X\"  y \"Y\" } }",
            "grid q \"Q\" of single { rows { r \"R\"  s \"S\"  t \"T\" @new } columns { x \"X\"  z \"Y\" was y } }",
            "a__q__r",
            json!("y"),
            Carried,
        ),
        (
            "renamed",
            "grid q \"Q\" of multi { rows { r \"R\"  s \"S\" } columns { x \"X\"  y \"Y\" } }",
            "grid q \"Q\" of multi { rows { r \"R\"  s \"S\"  t \"T\" @new } columns { x \"X\"  z \"Y\" was y } }",
            "a__q__r__y",
            json!(true),
            Carried,
        ),
        (
            "renamed",
            "grid q \"Q\" of integer { rows { r \"R\"  s \"S\" } columns { x \"X\"  y \"Y\" } }",
            "grid q \"Q\" of integer { rows { r \"R\"  s \"S\"  t \"T\" @new } columns { x \"X\"  z \"Y\" was y } }",
            "a__q__r__y",
            json!(7),
            Carried,
        ),
        (
            "renamed",
            "grid q \"Q\" { rows { r \"R\"  s \"S\" } columns { text x \"X\"  integer y \"Y\" } }",
            "grid q \"Q\" { rows { r \"R\"  s \"S\"  t \"T\" @new } columns { text x \"X\"  integer z \"Y\" was y } }",
            "a__q__r__y",
            json!(7),
            Carried,
        ),
        (
            "renamed",
            "grid q \"Q\" of multi { rows { r \"R\"  s \"S\" } columns { x \"X\"  y \"Y\" } }",
            "grid p \"Q\" of multi was q { rows { u \"R\" was r  s \"S\" } columns { x \"X\"  z \"Y\" was y } }",
            "a__q__r__y",
            json!(true),
            Carried,
        ),
        (
            "renamed",
            "grid q \"Q\" of integer { rows { r \"R\"  s \"S\" } columns { x \"X\"  y \"Y\" } }",
            "grid q \"Q\" of integer { rows { u \"R\" was r  s \"S\" } columns { x \"X\"  z \"Y\" was a.q.y } }",
            "a__q__r__y",
            json!(7),
            Carried,
        ),
        ("privacy", "integer q \"Q\" min 0", "integer q \"Q\" min 0 @personal", "a__q", json!(3), Carried),
        (
            "merged",
            "integer p \"Q\" min 0  integer o \"Q\" min 0",
            "integer q \"Q\" min 0 was [p, o]WHY",
            "a__p",
            json!(3),
            Carried,
        ),
        ("removed", "integer q \"Q\" min 0", "retired integer q \"Q\"", "a__q", json!(3), NotCarried),
    ]
}

/// Every row with every reason that it can be given.
pub fn cases() -> Vec<Case> {
    let each = rows().into_iter().flat_map(|(class, old, new, key, value, status)| {
        let reasons = if new.contains("WHY") { &REASONS[..] } else { &REASONS[..1] };
        reasons.iter().map(move |why| Case {
            class,
            old,
            new: new.replace("WHY", why),
            answer: (key, value.clone()),
            status,
        })
    });
    each.collect()
}

/// The cases as steps from edition to edition.
pub fn classes() -> Vec<(Step, Case)> {
    cases()
        .into_iter()
        .map(|case| {
            let told = format!("{}\n{}", case.old, case.new);
            let survey = |head: &str, items: &str| {
                Survey::new(format!("setsumon 1\nsurvey t \"T\" {{ locale en  edition {head} }}\nsection a \"A\" {{\n  {items}\n  text z \"Z\"\n}}\n"))
            };
            let old = survey("2024", case.old).form().unwrap_or_else(|why| panic!("{told}\n{why}"));
            let frozen = Model::freeze(&old, None).write();
            let new = survey("2025 follows \"before.model.json\"", &case.new).with("before.model.json", frozen);
            let new = new.form().unwrap_or_else(|why| panic!("{told}\n{why}"));
            (Step { told, old, new }, case)
        })
        .collect()
}
