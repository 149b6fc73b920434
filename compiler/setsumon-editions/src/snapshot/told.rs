//! What differs, told to the designer: which question, what about it, and where it is written.

use setsumon_core::walk::bare;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use setsumon_core::form::{Form, Item};
use setsumon_words::reference;

use super::{Difference, Edit, Fate};
use crate::pen::{Ink, Pen};

/// Facts longer than this are told on two lines.
const SHORT: usize = 48;

/// What is known of the survey's things beside their pages, by path.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Their printed numbers, as other places quote them: `（２５）の1`.
    pub numbers: BTreeMap<String, String>,
    /// Where they are written: `2024.survey:12:5`.
    pub places: BTreeMap<String, String>,
}

impl Known {
    /// Of a survey whose things are written at these places.
    pub fn of(form: &Form, places: BTreeMap<String, String>) -> Self {
        let mut numbers = BTreeMap::new();
        for section in form.sections().values() {
            let Some(number) = &section.number else { continue };
            numbers.insert(section.code.clone(), number.clone());
            numbered(form, &section.items, (number, None), &mut numbers);
        }
        Self { numbers, places }
    }
}

/// The numbers of what stands in a section; a field has its group's.
fn numbered(
    form: &Form,
    items: &[Item],
    (section, group): (&str, Option<&str>),
    numbers: &mut BTreeMap<String, String>,
) {
    let full = |number: &str| reference(&form.wording().item_ref, form.survey().locale, section, number);
    for item in bare(items) {
        match item {
            Item::Question(id) => {
                let question = form.questions().get(*id);
                if let Some(number) = question.number.as_deref().or(group) {
                    numbers.insert(question.path.clone(), full(number));
                }
            }
            Item::Group(inner) => numbered(form, &inner.items, (section, inner.number.as_deref().or(group)), numbers),
            Item::Repeat(id) => {
                let repeat = form.repeats().get(*id);
                if let Some(number) = repeat.number.as_deref() {
                    numbers.insert(repeat.path.clone(), full(number));
                }
                numbered(form, &repeat.items, (section, repeat.number.as_deref()), numbers);
            }
            Item::Led(_) | Item::Headed(_) | Item::Branch(_) | Item::Note(_) | Item::Calc(_) | Item::End(_) => {}
        }
    }
}

/// The differences as paragraphs; with colours, if asked.
pub fn told(differences: &[Difference], known: &Known, colour: bool) -> String {
    let pen = Pen { colour };
    let mut out = String::new();
    for difference in differences {
        one(&mut out, difference, known, pen);
    }
    out
}

/// The differences in a line each, with the place first, for logs and editors.
pub fn told_shortly(differences: &[Difference], known: &Known) -> String {
    let mut out = String::new();
    for Difference { fate, kind, path, name: _, file, edits, content: _ } in differences {
        // What is gone stands nowhere but in its snapshot.
        let place = known.places.get(path).unwrap_or(file);
        let kind = kind.map_or_else(String::new, |kind| format!(" {}", kind.word()));
        let what: Vec<&str> = edits.iter().map(|edit| edit.what.as_str()).collect();
        let what = if what.is_empty() { String::new() } else { format!(": {}", what.join(", ")) };
        let _ = writeln!(out, "{place}: {}{kind} {path}{what}", fate.word());
    }
    out
}

fn one(out: &mut String, difference: &Difference, known: &Known, pen: Pen) {
    let Difference { fate, kind, path, name, file: _, edits, content } = difference;
    let ink = match fate {
        Fate::Changed => Ink::Yellow,
        Fate::New => Ink::Green,
        Fate::Gone => Ink::Red,
    };
    let word = pen.ink(ink, fate.word());
    let kind = kind.map_or_else(String::new, |kind| format!(" {}", kind.word()));
    let number = known.numbers.get(path).map(|number| format!("{number} ")).unwrap_or_default();
    let name = name.lines().next().unwrap_or_default();
    let _ = writeln!(out, "\n{word}{kind} {}  {number}{name}", pen.strong(path));
    match fate {
        Fate::Changed => edits.iter().for_each(|edit| edited(out, edit, pen)),
        Fate::New => content.lines().for_each(|line| {
            let _ = writeln!(out, "  {}", pen.ink(Ink::Green, line));
        }),
        Fate::Gone => {}
    }
    if let Some(place) = known.places.get(path) {
        let _ = writeln!(out, "  {}", pen.faint(place));
    }
}

fn edited(out: &mut String, edit: &Edit, pen: Pen) {
    let Edit { what, old, new, moved } = edit;
    let _ = match (old, new) {
        // What is short is read as a whole; without colours, marks would only be in the way.
        (Some(old), Some(new)) if fits(old) && fits(new) => {
            let (old, new) = if pen.colour { pen.marked(old, new) } else { (old.clone(), new.clone()) };
            writeln!(out, "  {what}: {old} → {new}")
        }
        (Some(old), Some(new)) => {
            let (old, new) = pen.marked(old, new);
            write!(out, "  {what}:\n{}{}", lines("was", &old), lines("is ", &new))
        }
        (None, Some(new)) => writeln!(out, "  {} {}", pen.ink(Ink::Green, "new:"), said(what, new)),
        (Some(old), None) => writeln!(out, "  {} {}", pen.ink(Ink::Red, "no longer:"), said(what, old)),
        (None, None) if *moved => writeln!(out, "  {} {what}", pen.ink(Ink::Yellow, "stands elsewhere:")),
        (None, None) => Ok(()),
    };
}

fn fits(words: &str) -> bool {
    !words.contains('\n') && words.chars().count() <= SHORT
}

fn said(what: &str, words: &str) -> String {
    if words.is_empty() { what.to_owned() } else { format!("{what}: {}", words.replace('\n', "\n    ")) }
}

fn lines(word: &str, words: &str) -> String {
    let mut lines = String::new();
    for (index, line) in words.lines().enumerate() {
        let before = if index == 0 { word } else { "   " };
        lines.push_str(&format!("    {before} {line}\n"));
    }
    lines
}
