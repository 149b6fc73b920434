//! Last year's answers, found by the names they had then and read leniently.

use super::*;
use crate::evaluate::Scope;
use crate::judge::{Mode, judge};
use crate::sources::MemorySources;

const SURVEY: &str = r#"
setsumon 1
survey test "Test" { locale en  edition 2025 }
section size "Size" {
  integer patients "Patients" min 0
  single kind "Kind" { a "A" value 1  b "B" value 2 }
  check patients <= 2 * last patients warn "Last year it was {last patients}"
  check kind <= last kind warn "It was A"
}
"#;

/// A form in which `patients` was called `sick` the year before.
fn this_year() -> Form {
    let compiled = crate::compile::compile_alone(&MemorySources::new().with("main.survey", SURVEY), "main.survey");
    let said: Vec<String> = compiled.diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect();
    let mut form = compiled.soundness.sound().unwrap_or_else(|| panic!("{said:?}"));
    let renamed = form.variables.iter().find(|(_, variable)| variable.name == "size__patients").map(|(id, _)| id);
    form.variables.get_mut(renamed.expect("the question")).was = vec!["size__sick".to_owned()];
    form
}

#[test]
fn last_years_values_are_found_by_the_names_they_had_then() {
    let form = this_year();
    let answers = Answers::from_json(&form, r#"{"size__patients": 500, "size__kind": "b"}"#).expect("JSON");
    for (last, warnings) in [
        (r#"{"size__sick": 200}"#, &["Last year it was 200"][..]),
        (r#"{"size__sick": 250}"#, &[]),
        (r#"{"size__patients": 200}"#, &[]),
        (r#"{"size__sick": -1}"#, &[]),
        (r#"{"size__sick": "200"}"#, &[]),
        (r#"{"size__kind": "a"}"#, &["It was A"]),
        (r#"{"size__kind": "gone", "whatever": [null]}"#, &[]),
    ] {
        let last = LastAnswers::from_json(&form, last).expect(last);
        let verdict = judge(&form, &answers, Some(&last), Mode::Submission);
        assert!(verdict.valid, "a warning makes nothing wrong");
        let said: Vec<&str> = verdict.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert_eq!(said, warnings);
        assert!(judge(&form, &answers, Some(&last), Mode::Draft).warnings.is_empty(), "a draft is not warned of");
    }
    assert!(judge(&form, &answers, None, Mode::Submission).warnings.is_empty());
}

#[test]
fn no_key_of_an_answer_file_reaches_last_years_values() {
    let form = this_year();
    let (id, _) = form
        .variables()
        .iter()
        .find(|(_, variable)| matches!(variable.role, Role::Last(_)))
        .expect("a value of last year's");
    let key = form.variables().get(id).name.clone();
    let answers = Answers::from_json(&form, &format!("{{\"{key}\": 1}}")).expect("JSON");
    assert_eq!(Scope::file(&form, &answers, None).held(id), None);
}
