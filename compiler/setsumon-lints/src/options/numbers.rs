//! Numbers before options, and options that are numbers.

use std::collections::BTreeSet;

use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_syntax::ast::Statement;

use crate::script::{Question, Script};
use crate::words::Words;

/// The fewest options that are taken for numbered.
const FEWEST: usize = 3;

/// The number that a label begins with, and how many bytes of it that is, the space behind it included: `1. `, `(a) `, `①`.
fn numbered(words: &Words) -> Option<(u32, usize)> {
    let blank = words.blank();
    let mut chars = blank.chars();
    let first = chars.next()?;
    let circled = match first {
        '①'..='⑳' => Some(u32::from(first) - u32::from('①') + 1),
        'ⓐ'..='ⓩ' => Some(u32::from(first) - u32::from('ⓐ') + 1),
        _ => None,
    };
    let (number, rest) = if let Some(number) = circled {
        (number, chars.as_str())
    } else {
        let open = blank.strip_prefix(['(', '（']);
        let inside = open.unwrap_or(blank);
        let end = inside.find(|sign: char| !digit(sign) && !letter(sign))?;
        let (head, behind) = inside.split_at(end);
        let number = ordinal(head)?;
        let closed = if open.is_some() {
            behind.strip_prefix([')', '）'])
        } else {
            behind.strip_prefix([')', '）', '.', '．', '、', ':', '：'])
        };
        (number, closed?)
    };
    let trimmed = rest.trim_start();
    // `1.5 km` is a figure, `a.m.` a time of the day.
    let plain =
        circled.is_none() && rest.len() == trimmed.len() && rest.starts_with(|sign: char| sign.is_ascii_alphanumeric());
    (!trimmed.is_empty() && !plain).then(|| (number, blank.len() - trimmed.len()))
}

fn digit(sign: char) -> bool {
    sign.is_ascii_digit() || ('０'..='９').contains(&sign)
}

fn letter(sign: char) -> bool {
    sign.is_ascii_alphabetic() || ('ａ'..='ｚ').contains(&sign) || ('Ａ'..='Ｚ').contains(&sign)
}

/// Which one `3` or `c` is.
fn ordinal(head: &str) -> Option<u32> {
    let plain: String = head.chars().map(|sign| if sign.is_ascii() { sign } else { narrow(sign) }).collect();
    let plain = plain.to_ascii_lowercase();
    match plain.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(u32::from(letter - b'a') + 1),
        _ => plain.parse().ok(),
    }
}

fn narrow(sign: char) -> char {
    char::from_u32(u32::from(sign).wrapping_sub(0xFEE0)).unwrap_or(sign)
}

/// Options that all bear a number of their own, from the first on.
pub(crate) fn typed(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in script.questions.iter().filter(|question| question.options.len() >= FEWEST) {
        let labels: Option<Vec<&Words>> = question.options.iter().map(|option| script.label(option)).collect();
        let Some(labels) = labels else { continue };
        let numbers: Option<Vec<(u32, usize)>> = labels.iter().map(|label| numbered(label)).collect();
        let Some(numbers) = numbers else { continue };
        if numbers.iter().zip(1..).any(|((number, _), wanted)| *number != wanted) {
            continue;
        }
        let edits = labels.iter().zip(&numbers).map(|(label, (_, length))| label.edit(0..*length, ""));
        let edits: Option<Vec<_>> = edits.collect();
        let Some((first, (_, length))) = labels.first().zip(numbers.first()) else { continue };
        let told = Diagnostic::new(
            Code::OptionNumberTyped,
            first.place(0..*length),
            "the options bear numbers that were typed before them",
        )
        .here("the first")
        .help("take them out: an option that is added or moved would number them anew, and the data has the codes");
        found.push(match edits {
            Some(edits) => told.fix("take the numbers out", edits),
            None => told,
        });
    }
}

/// The figures at the end of an option's code.
fn of_code(statement: &Statement) -> Option<i64> {
    let code = &statement.code.as_ref()?.value;
    let head = code.trim_end_matches(|sign: char| sign.is_ascii_digit());
    code.get(head.len()..)?.parse().ok()
}

/// Options that are numbers, and count as others in the data.
pub(crate) fn not_code(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in &script.questions {
        let scored = question.options.iter().any(|option| option.statement.score().is_some());
        let number = |statement: &Statement| {
            if scored { statement.score().and_then(|score| score.value.parse().ok()) } else { of_code(statement) }
        };
        let pairs: Vec<(&Words, i64, i64)> = options(script, question)
            .filter_map(|(label, statement)| Some((label, label.folded().trim().parse().ok()?, number(statement)?)))
            .collect();
        let labels: BTreeSet<i64> = pairs.iter().map(|(_, label, _)| *label).collect();
        let codes: BTreeSet<i64> = pairs.iter().map(|(_, _, code)| *code).collect();
        // Other numbers are another way of counting; all of them turned round is a scale read from its other end.
        let reversed = labels
            .iter()
            .zip(codes.iter().rev())
            .all(|(label, code)| pairs.iter().any(|(_, of_label, of_code)| of_label == label && of_code == code));
        if labels != codes || labels.len() < pairs.len() || pairs.len() < 2 || reversed && scored {
            continue;
        }
        let mut off = pairs.iter().filter(|(_, label, code)| label != code);
        let Some((first, label, code)) = off.next() else { continue };
        let what = if scored { "value" } else { "code" };
        let told = Diagnostic::new(
            Code::OptionNumberNotCode,
            first.span,
            format!("`{label}` is {code} in the data, by its {what}"),
        )
        .here("read so")
        .help(format!("give each number the {what} that says the same"));
        found.push(off.fold(told, |told, (place, label, code)| told.label(place.span, format!("{label} is {code}"))));
    }
}

fn options<'s>(script: &'s Script<'_>, question: &'s Question<'_>) -> impl Iterator<Item = (&'s Words, &'s Statement)> {
    question.options.iter().filter_map(|option| Some((script.label(option)?, option.statement)))
}
