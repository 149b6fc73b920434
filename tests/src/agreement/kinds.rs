//! Every kind of answer as every other: an edition of questions of one kind, and a next in which each of them `was` one of these and is of
//! some kind now; with answers that fit, that do not, and that read like something else.

use serde_json::{Value as Json, json};
use setsumon_core::form::Form;

use super::judge::File;
use super::migration::Step;
use crate::project::{Compiled, Project};

/// A kind of question.
#[derive(Debug)]
pub struct Asked {
    /// What it is called here.
    pub name: &'static str,
    /// How it is written: `CODE` is its code, and `MARK` where clauses may stand.
    text: &'static str,
    /// What is behind its code in the key of the one answer that is given to it.
    behind: &'static str,
    /// The answers.
    answers: Vec<Json>,
}

/// The kinds.
pub fn asked() -> Vec<Asked> {
    let words = [
        "a",
        "x",
        "40",
        "3",
        "-5",
        "2.5",
        "2010",
        "2024-05",
        "2024-05-06",
        "a@b.co",
        "123-4567",
        "03-1234-5678",
        "SW1A 1AA",
        "https://a.org",
        "true",
        "about 40",
        " 3",
        "1e0",
        "0003",
    ];
    let rows: Vec<(&str, &str, &str, Vec<Json>)> = vec![
        ("text", "text CODE \"Q\"MARK", "", words.map(Json::from).to_vec()),
        ("longtext", "longtext CODE \"Q\"MARK", "", vec![json!("a"), json!("3"), json!("two\nlines"), json!("b@c.de")]),
        ("pattern", "text CODE \"Q\" pattern \"999-9999\"MARK", "", vec![json!("123-4567")]),
        ("email", "email CODE \"Q\"MARK", "", vec![json!("a@b.co")]),
        ("tel", "tel CODE \"Q\"MARK", "", vec![json!("123-4567"), json!("+81312345678"), json!("201000")]),
        ("postal", "postal CODE \"Q\"MARK", "", vec![json!("123-4567"), json!("SW1A 1AA"), json!("2010")]),
        ("url", "url CODE \"Q\"MARK", "", vec![json!("https://a.org")]),
        ("integer", "integer CODE \"Q\"MARK", "", vec![json!(3), json!(2010), json!(-5), json!(1), json!(123_456)]),
        ("decimal", "decimal CODE \"Q\" digits 1MARK", "", vec![json!(2.5), json!(3), json!(2010), json!(-0.5)]),
        ("year", "year CODE \"Q\"MARK", "", vec![json!(2010), json!(1900)]),
        ("fiscal_year", "fiscal_year CODE \"Q\"MARK", "", vec![json!(2010)]),
        ("scale", "scale CODE \"Q\" 1 to 5MARK", "", vec![json!(1), json!(3)]),
        ("bounded", "integer CODE \"Q\" min 1 max 5MARK", "", vec![json!(1), json!(3)]),
        ("month", "month CODE \"Q\"MARK", "", vec![json!("2024-05")]),
        ("date", "date CODE \"Q\"MARK", "", vec![json!("2024-05-06")]),
        ("single", "single CODE \"Q\"MARK { a \"A\"  b \"B\" }", "", vec![json!("a"), json!("b")]),
        ("gate", "gate CODE \"Q\"MARK { a \"A\"  b \"B\" }", "", vec![json!("a"), json!("b")]),
        ("flag", "flag CODE \"Q\"MARK", "", vec![json!(true)]),
        // From here on an answer lies one step further down: an option or a row of the code `a`.
        ("multi", "multi CODE \"Q\"MARK { a \"A\"  b \"B\" }", "__a", vec![json!(true)]),
        ("rank", "rank CODE \"Q\"MARK { a \"A\"  b \"B\" }", "__a", vec![json!(1)]),
        (
            "grid of integer",
            "grid CODE \"Q\" of integerMARK { rows { a \"A\"  b \"B\" } }",
            "__a",
            vec![json!(1), json!(2010)],
        ),
        ("grid of scale", "grid CODE \"Q\" of scale 1 to 5MARK { rows { a \"A\"  b \"B\" } }", "__a", vec![json!(1)]),
        (
            "grid of text",
            "grid CODE \"Q\" of textMARK { rows { a \"A\"  b \"B\" } }",
            "__a",
            vec![json!("x"), json!("1")],
        ),
        (
            "grid of single",
            "grid CODE \"Q\" of singleMARK { rows { a \"A\"  b \"B\" }  columns { x \"X\"  y \"Y\" } }",
            "__a",
            vec![json!("x")],
        ),
        ("grid of date", "grid CODE \"Q\" of dateMARK { rows { a \"A\"  b \"B\" } }", "__a", vec![json!("2024-05-06")]),
    ];
    rows.into_iter().map(|(name, text, behind, answers)| Asked { name, text, behind, answers }).collect()
}

impl Asked {
    fn written(&self, code: &str, mark: &str) -> String {
        self.text.replace("CODE", code).replace("MARK", mark)
    }

    /// The key of the answer to the one question of today, where several became one.
    pub fn key_today(&self) -> String {
        format!("a__q0{}", self.behind)
    }

    /// The key of the answer to the question of the edition before that is a question of this place now.
    pub fn key(&self, place: usize) -> String {
        format!("a__p{place}{}", self.behind)
    }
}

/// For each kind an edition of nothing else and the next, in which the question of each place is of the kind of that place, with answer
/// files of the edition before.
///
/// # Panics
/// Where one of them is no survey.
pub fn kinds() -> Vec<(Asked, Step, Vec<File>)> {
    let all = asked();
    let of = |then: Asked| {
        let before = (0..all.len()).map(|place| then.written(&format!("p{place}"), ""));
        let after = all
            .iter()
            .enumerate()
            .map(|(place, now)| now.written(&format!("q{place}"), &format!(" was p{place} break \"As told\"")));
        let step = step(before.collect(), after.collect());
        let file = |answer: &Json| (0..all.len()).map(|place| (then.key(place), answer.clone())).collect();
        let files = then.answers.iter().map(file).collect();
        (then, step, files)
    };
    asked().into_iter().map(of).collect()
}

/// For each kind two questions of it that became one, with answer files of the edition before: the one is answered, the other, both with the
/// same, and both with something else where there is something else.
///
/// # Panics
/// Where one of them is no survey.
pub fn merges() -> Vec<(Asked, Step, Vec<File>)> {
    let of = |then: Asked| {
        let before = (0..2).map(|place| then.written(&format!("p{place}"), ""));
        let after = then.written("q0", " was [p0, p1] revised concept \"As told\"");
        let step = step(before.collect(), vec![after]);
        let all = &then.answers;
        let pairs = all.iter().flat_map(|one| {
            let alone = [(Some(one), None), (None, Some(one))];
            alone.into_iter().chain(all.iter().map(move |other| (Some(one), Some(other))))
        });
        let file = |(one, other): (Option<&Json>, Option<&Json>)| -> File {
            let given = [one, other].into_iter().enumerate();
            given.filter_map(|(place, answer)| Some((then.key(place), answer?.clone()))).collect()
        };
        let files = pairs.map(file).collect();
        (then, step, files)
    };
    asked().into_iter().map(of).collect()
}

/// Two editions of these questions.
fn step(before: Vec<String>, after: Vec<String>) -> Step {
    let form = |compiled: Compiled| -> Form {
        let said = compiled.said();
        compiled.0.soundness.before_markers().unwrap_or_else(|| panic!("{said}"))
    };
    let survey = |head: &str, questions: Vec<String>| {
        format!(
            "setsumon 1\nsurvey t \"T\" {{ locale en  edition {head} }}\nsection a \"A\" {{\n  {}\n}}\n",
            questions.join("\n  ")
        )
    };
    let before = survey("2024", before);
    let after = survey("2025 follows \"old.model.json\"", after);
    let old = form(Project::of(&before).compile());
    let new = form(Project::of(&after).with_frozen("old.model.json", &before).compile());
    Step { told: after, old, new }
}
