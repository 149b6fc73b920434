//! Other questions, named by a number that was typed or by where they stand.

use std::ops::Range;
use std::sync::LazyLock;

use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::ast::Kind;

use super::routing::way_in;
use crate::language::{Phrases, is_hiragana, is_japanese};
use crate::script::{Part, Script, Written};
use crate::words::Words;

/// Words before the number of a question, and whether it is one of a section.
const NUMBERED: &[(&str, bool)] = &[
    ("question ", false),
    ("questions ", false),
    ("section ", true),
    ("sections ", true),
    ("設問", false),
    ("質問", false),
    ("問", false),
];

/// What may stand behind a number that is no question's: three questions, a paragraph of a law.
const COUNTED: &[&str] = &["つ", "個", "件", "問", "条", "項目", " of the "];

/// The texts in which another question may be spoken of.
fn texts<'s, 'a>(script: &'s Script<'a>) -> impl Iterator<Item = &'s Written<'a>> {
    script.texts.iter().filter(|text| match text.part {
        Part::Label | Part::Lead | Part::Hint | Part::Instruction | Part::Prose | Part::Option | Part::Message => true,
        Part::Title | Part::Around | Part::House | Part::Aside => false,
    })
}

/// “question 5”, “設問３”: a number that the compiler gives and may give to another.
pub(crate) fn typed(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    let rooms = script.rooms.iter().filter_map(|room| room.statement);
    let sections = rooms.filter(|room| room.kind == Kind::Section).count();
    for text in texts(script).filter(|text| way_in(&text.words).is_none()) {
        let Some(part) = number_in(&text.words, sections, script.questions.len()) else { continue };
        let shown = text.words.blank().get(part.clone()).unwrap_or_default().to_owned();
        let told =
            Diagnostic::new(Code::ReferenceTyped, text.words.place(part), format!("the number in `{shown}` was typed"));
        found.push(
            told.here("wrong as soon as a question is added before it")
                .help("write `{number of …}` with its code, as `{number of visit.how}`"),
        );
    }
}

/// Where a text names a question or section by its number, of those there are. What it begins with is its own number.
fn number_in(words: &Words, sections: usize, questions: usize) -> Option<Range<usize>> {
    let folded = words.folded();
    let found = NUMBERED.iter().find_map(|(word, of_section)| {
        let most = if *of_section { sections } else { questions };
        folded.match_indices(word).find_map(|(at, _)| {
            let before = folded.get(..at)?.chars().next_back();
            // `訪問3回`, `subquestion 2`.
            let within = before.is_some_and(|before| {
                before.is_ascii_alphanumeric() || *word == "問" && is_japanese(before) && !is_hiragana(before)
            });
            let behind = folded.get(at + word.len()..)?;
            let inside = behind.strip_prefix('(').unwrap_or(behind);
            let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
            let number: usize = inside.get(..digits)?.parse().ok()?;
            let bracket = behind.len() - inside.len();
            let rest = inside.get(digits..)?;
            let counted = COUNTED.iter().any(|word| rest.starts_with(word));
            let end = at + word.len() + bracket + digits + usize::from(bracket > 0 && rest.starts_with(')'));
            let behind = folded.get(end..).unwrap_or_default();
            let own = before.is_none() && !behind.starts_with(['の', 'で', 'に', 'を']);
            (!within && !own && number > 0 && number <= most && !counted).then_some(at..end)
        })
    });
    found.map(|part| words.unfolded(part))
}

/// Words for a question beside this one.
static NEIGHBOURS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "previous question",
        "preceding question",
        "next question",
        "question above",
        "question before",
        "前問",
        "前の設問",
        "前の質問",
        "次の設問",
        "次の質問",
        "直前の質問",
        "直前の設問",
    ])
});

/// What stands behind words for all that follows.
const FOLLOWED: &[&str] = &["にお答え", "にご回答", "にご記入", "にお進み"];

/// “the previous question”: another may stand there, or none.
pub(crate) fn neighbour(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in texts(script) {
        let folded = text.words.folded();
        let Some(part) = NEIGHBOURS.first(folded) else { continue };
        let behind = folded.get(part.end..).unwrap_or_default();
        // `以前の質問票`.
        let before = folded.get(..part.start).and_then(|before| before.chars().next_back());
        if before.is_some_and(|before| is_japanese(before) && !is_hiragana(before)) {
            continue;
        }
        if FOLLOWED.iter().any(|word| behind.starts_with(word)) {
            continue;
        }
        let part = text.words.unfolded(part);
        let shown = text.words.blank().get(part.clone()).unwrap_or_default().to_owned();
        let told = Diagnostic::new(
            Code::NeighbourReference,
            text.words.place(part),
            format!("`{shown}` is another one for whoever is not asked it"),
        );
        found.push(
            told.here("named by its place")
                .help("name it by its number or its label, as `{number of visit.how}`, `{label of visit.how}`"),
        );
    }
}
