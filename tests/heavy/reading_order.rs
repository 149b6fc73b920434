//! The printed questionnaire as it is read aloud: every text of the model, in its place in the PDF's own order of reading.

use std::path::Path;

use setsumon_core::form::Form;
use setsumon_core::within::within;
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::repo;

use crate::built::everything;
use crate::reading::{Said, stretches};
use crate::run::{done, ended, setsumon};
use crate::tags::{Tag, tags};

/// What Typst, Markdown, HTML and a terminal would read as more than words.
const HOSTILE: &str = "\"'`$x$ #panic(1) #[a] *b* _c_ <d> @e \\n // /* = & ~ -- https:";

/// The text by the tree of tags, in which a screen reader goes: columns and cells that span rows do not disturb it, as they do
/// where poppler goes by position. Running heads, page numbers and the repeated heads of tables are not in it.
fn read_aloud(pdf: &Path) -> String {
    bare(&tags(pdf).iter().map(Tag::text).collect::<String>())
}

/// What is left of a text when the line breaks and spaces that layout may change are taken out.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace() && !char.is_control()).collect()
}

/// What a print lacks, and what it has beyond the survey's texts.
#[derive(Debug, Default)]
struct Census {
    missing: Vec<String>,
    others: Vec<String>,
}

/// Looks for every text of a form in its section, each behind the one before.
fn census(form: &Form, pdf: &Path) -> Census {
    // The bounds of days stand beside their blanks, and are nobody's label.
    let bounds = form.variables().iter().filter_map(|(id, _)| within(form, id));
    let text = bounds.fold(read_aloud(pdf), |text, bound| text.replace(&bare(&bound), ""));
    let stretches = stretches(form);
    let mut starts = vec![0];
    for stretch in &stretches[1..] {
        let heading = bare(&stretch[0].words);
        let from = starts[starts.len() - 1];
        let found = text[from..].find(&heading);
        starts.push(from + found.unwrap_or_else(|| panic!("{heading} is not printed, or out of order")));
    }
    starts.push(text.len());
    let mut census = Census::default();
    for (stretch, ends) in stretches.iter().zip(starts.windows(2)) {
        section(&text[ends[0]..ends[1]], stretch, form, &mut census);
    }
    census
}

fn section(text: &str, stretch: &[Said], form: &Form, census: &mut Census) {
    let mut read = vec![false; text.len()];
    let mut at = 0;
    for told in stretch {
        let words = bare(&told.words);
        let Some(found) = text[at..].find(&words) else {
            census.missing.push(format!("{}: {}", told.whose, told.words));
            continue;
        };
        let from = at + found;
        read[from..from + words.len()].fill(true);
        if !told.loose {
            at = from + words.len();
        }
    }
    // A roster of blocks has its words anew in every block.
    let again = stretch.iter().map(|told| bare(&told.words)).filter(|words| words.chars().count() > 1);
    let mut own: Vec<String> = form.wording().iter().map(|(_, words)| bare(words)).chain(again).collect();
    own.sort_by_key(|words| std::cmp::Reverse(words.len()));
    let rest: String = text.char_indices().map(|(at, char)| if read[at] { '\n' } else { char }).collect();
    let others = rest.split('\n').filter_map(|piece| {
        let left =
            own.iter().filter(|words| !words.is_empty()).fold(piece.to_owned(), |left, words| left.replace(words, ""));
        let word = left.contains(char::is_alphabetic) && !is_compilers(&left);
        word.then(|| left.clone())
    });
    census.others.extend(others);
}

/// Where to go, and the parts of a day.
fn is_compilers(words: &str) -> bool {
    let known = [
        "目次",
        "Contents",
        "ページ",
        "年",
        "月",
        "日",
        "Day",
        "Month",
        "Year",
        "p.",
        "item",
        "question",
        "section",
        "of",
    ];
    !known.iter().fold(words.to_owned(), |left, word| left.replace(word, "")).contains(char::is_alphabetic)
}

#[test]
fn every_text_is_read_in_its_place_and_no_other() {
    let mut wrong = Vec::new();
    for (told, built) in everything() {
        let census = census(Compiled::file(&repo::path(told)).form(told), &built.file("questionnaire.pdf"));
        wrong.extend(census.missing.iter().map(|text| format!("{told} lacks {text}")));
        wrong.extend(census.others.iter().map(|text| format!("{told} also says {text}")));
    }
    assert!(wrong.is_empty(), "{} texts are not read in their place:\n  {}", wrong.len(), wrong.join("\n  "));
}

/// A survey compiled and printed.
fn census_of(survey: &str) -> Census {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("probe.survey");
    std::fs::write(&file, survey).expect("the survey is written");
    done(setsumon().arg("build").arg(&file).args(["--target", "pdf", "--out"]).arg(folder.path()));
    census(Project::of(survey).compile().form_before_markers("probe.survey"), &folder.path().join("questionnaire.pdf"))
}

#[test]
fn every_place_for_a_text_is_printed() {
    let census = census_of(&repo::read(&repo::path("tests/heavy/reading/texts.survey")));
    assert!(census.missing.is_empty() && census.others.is_empty(), "{census:#?}");
}

#[test]
fn hostile_texts_are_printed_to_the_letter() {
    let text = |words: &str| format!("\"\"\"{words} {HOSTILE}\"\"\"");
    let survey = repo::read(&repo::path("tests/heavy/reading/texts.survey"));
    let mut pieces = survey.split('"');
    let mut hostile = pieces.next().unwrap_or_default().to_owned();
    while let (Some(words), Some(between)) = (pieces.next(), pieces.next()) {
        hostile.push_str(&text(words));
        hostile.push_str(between);
    }
    let census = census_of(&hostile);
    assert!(census.missing.is_empty() && census.others.is_empty(), "{census:#?}");
}

#[test]
fn signs_the_font_lacks_are_refused_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let survey = folder.path().join("signs.survey");
    for (words, sign) in [("Smile \u{1f600} please", "U+1F600"), ("Say \u{5e9}\u{5dc}\u{5d5}\u{5dd} to all", "U+05E9")]
    {
        for place in [
            "lead \"WORDS\"",
            "hint \"WORDS\"",
            "beside \"WORDS\"",
            "note \"WORDS\"",
            "a \"WORDS\"",
            "a \"A\" { note \"WORDS\" }",
        ] {
            let place = place.replace("WORDS", words);
            let text = format!(
                "setsumon 1\nsurvey s \"S\" {{ locale en  edition 2025 }}\nsection t \"T\" {{\n  single u \"U\" {{\n    {place}\n    b \"B\"\n    c \"C\"\n  }}\n}}\n"
            );
            std::fs::write(&survey, &text).expect("the survey is written");
            let output =
                ended(setsumon().arg("build").arg(&survey).args(["--target", "pdf", "--out"]).arg(folder.path()));
            let told = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{text}{told}");
            let named = words.split(' ').nth(1).expect("the sign");
            assert!(told.contains("E0801") && told.contains(sign) && told.contains(named), "{text}{told}");
            assert!(!folder.path().join("questionnaire.pdf").exists(), "{text}");
        }
    }
}
