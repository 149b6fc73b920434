//! Numbers typed before what the compiler numbers.

use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::ast::{Kind, QuestionKind};

use crate::found::{Place, Said};
use crate::script::{Part, Script};

const NUMBER: Said = Said {
    code: Code::QuestionNumberTyped,
    here: "typed",
    further: "typed",
    help: "take it out: questions and sections are numbered by themselves; how is said with `numbers` in `survey { }`",
    fix: Some("take the number out"),
};

/// `Q3.` before a lead, `2.` before the title of a section. Of the labels of questions W0607 tells.
pub(crate) fn typed(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for text in &script.texts {
        let titled = match text.part {
            Part::Title => {
                matches!(text.owner.kind, Kind::Part | Kind::Section | Kind::Heading | Kind::Repeat | Kind::Page)
            }
            Part::Label if text.owner.kind == Kind::Question(QuestionKind::Flag) => false,
            Part::Lead => false,
            Part::Label
            | Part::Hint
            | Part::Instruction
            | Part::Prose
            | Part::Option
            | Part::Around
            | Part::Message
            | Part::House
            | Part::Aside => continue,
        };
        if text.part == Part::Title && !titled {
            continue;
        }
        let blank = text.words.blank();
        // What has several lines may be a list.
        let Some(length) = number_before(text.words.folded(), titled).filter(|_| !blank.contains('\n')) else {
            continue;
        };
        let part = text.words.unfolded(0..length);
        let raw = blank.get(part.clone()).unwrap_or_default().trim().to_owned();
        let place = Place { words: &text.words, part, instead: Some(String::new()) };
        found.extend(NUMBER.of(script, format!("the number `{raw}` was typed"), &[place]));
    }
}

/// How long a number is that folded words begin with: `q3. `, `問3 `, `(1) `, `① `; before a title `2. ` too.
fn number_before(folded: &str, titled: bool) -> Option<usize> {
    let named = ["question ", "q", "問", "設問", "質問"].into_iter().find(|word| folded.starts_with(word));
    let start = named.map_or(0, str::len);
    let rest = folded.get(start..)?;
    let length = if rest.starts_with(|sign| ('①'..='⑳').contains(&sign)) {
        start + rest.chars().next().map_or(0, char::len_utf8)
    } else {
        let open = usize::from(named.is_none() && rest.starts_with('('));
        let digits = rest.get(open..)?.bytes().take_while(u8::is_ascii_digit).count();
        let behind = rest.get(open + digits..)?;
        let stops = match behind.chars().next()? {
            ')' => open == 1 || named.is_some(),
            '.' => {
                open == 0
                    && (named.is_some() || titled)
                    && !behind.get(1..)?.starts_with(|sign: char| sign.is_ascii_digit())
            }
            ':' | ' ' => open == 0 && named.is_some(),
            _ => false,
        };
        ((1..=3).contains(&digits) && stops).then_some(start + open + digits + 1)?
    };
    let words = folded.get(length..)?.trim_start();
    (!words.is_empty()).then(|| folded.len() - words.len())
}
