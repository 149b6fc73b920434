//! Texts that look like markup, in every place where an author may write one: shown as they are, and never run.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};
use setsumon_core::form::Form;
use setsumon_tests::project::Project;
use setsumon_tests::{agreement, repo};

use super::Desk;

/// What an author may have typed, or pasted: ends of elements, comments and attributes, entities, marks that turn the direction of
/// reading, characters of several code points. `N` is the number of the place.
const HOSTILE: &str = "<script>window.hit=N</script>'\"><img src=x onerror=window.hit=N><!-- ]]> </textarea></style></title></legend> \
                       &amp; &#x3c; \u{202e}\u{5e9}\u{5dc}\u{5d5}\u{5dd}\u{2069}\u{200f} \u{1f469}\u{200d}\u{2695}\u{fe0f} $& ⟦N⟧";

/// At least so many places, or the surveys are not what they were.
const PLACES: usize = 250;

#[test]
fn hostile_texts_are_shown_and_never_run() {
    let desk = Desk::new("hostile");
    desk.judge("hostile.cjs", &job(&desk, usize::MAX));
}

/// So many of the pages, from everywhere in their list.
pub(super) fn job(desk: &Desk, most: usize) -> Json {
    let mut pages = Vec::new();
    let mut places = 0;
    for folder in ["tests/corpus/types", "examples"] {
        for path in repo::files(folder, ".survey") {
            let told = repo::told(&path);
            if told.contains("broken") {
                continue;
            }
            let Some((form, texts)) = poisoned(&repo::read(&path)) else { continue };
            places += texts.len();
            let name = format!("page{}", pages.len());
            pages.push(json!({ "told": told, "form": desk.page(&name, &form, None), "texts": texts }));
        }
    }
    // What means something to a database or a schema is to stand on a page as it is, too.
    let words = agreement::hostile::hostile();
    let form = words.survey.form().expect("the survey of hostile words compiles");
    let labels: BTreeSet<String> = words.questions.into_iter().map(|(_, label)| label).collect();
    places += labels.len();
    pages.push(json!({ "told": "hostile words", "form": desk.page("words", &form, None), "texts": labels }));
    assert!(places >= PLACES, "only {places} places take a hostile text");
    let step = (pages.len() / most.max(1)).max(1);
    let pages: Vec<Json> = pages.into_iter().step_by(step).collect();
    json!({ "pages": pages })
}

/// The survey with a hostile text in every place that takes one, and those texts. `None` for a survey that needs other files.
fn poisoned(survey: &str) -> Option<(Form, Vec<String>)> {
    form(survey)?;
    let mut text = survey.to_owned();
    let mut texts = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = next_text(&text, from) {
        let number = texts.len();
        // The first is as long as it is hostile.
        let long = if number == 0 { "長".repeat(10_000) } else { String::new() };
        let all = format!("{long}{}", HOSTILE.replace('N', &number.to_string()));
        let plain = all.replace('"', "");
        let ways = [(format!("\"\"\"{all}\"\"\""), all), (format!("\"{plain}\""), plain)];
        let taken = ways.into_iter().find_map(|(written, shown)| {
            let tried = format!("{}{written}{}", &text[..start], &text[end..]);
            form(&tried).map(|_| (tried, start + written.len(), shown))
        });
        match taken {
            Some((tried, after, shown)) => {
                text = tried;
                texts.push(shown);
                from = after;
            }
            None => from = end,
        }
    }
    form(&text).map(|form| (form, texts))
}

fn form(survey: &str) -> Option<Form> {
    Project::of(survey).compile().0.soundness.sound()
}

/// Where the next text in quotes stands, comments left out.
fn next_text(survey: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let rest = &survey[at..];
        let quote = rest.find('"')?;
        match rest.find("//").filter(|comment| *comment < quote) {
            Some(comment) => at += comment + rest[comment..].find('\n')?,
            None => {
                let start = at + quote;
                let mark = if survey[start..].starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
                let length = survey[start + mark.len()..].find(mark)?;
                return Some((start, start + length + 2 * mark.len()));
            }
        }
    }
}
