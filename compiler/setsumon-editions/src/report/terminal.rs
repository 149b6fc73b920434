//! A diff in a terminal.

use setsumon_core::form::Locale;
use std::fmt::Write as _;

use similar::{ChangeTag, TextDiff};

use super::Shown;
use super::words;
use crate::diff::{Change, Data, LikelyRename, Series};
use crate::marks::{self, marked, shortened};
use crate::pen::{Ink, Pen};

/// Where things are written: a path of the old or of the new edition to `2024.survey:12:5`.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// By the paths of the old edition.
    pub old: std::collections::BTreeMap<String, String>,
    /// By the paths of the new edition.
    pub new: std::collections::BTreeMap<String, String>,
}

/// The report as lines; with colours, if asked.
pub fn terminal(shown: &Shown<'_>, places: &Places, colour: bool) -> String {
    let pen = Pen { colour };
    let diff = shown.diff;
    let mut out = format!("{} {} → {}: {}\n", diff.survey, diff.old, diff.new, counted(shown.changes.len()));
    for change in &shown.changes {
        told(&mut out, change, places, pen);
    }
    for LikelyRename { old, new, likeness } in &diff.likely_renames {
        // A bare code was in the same place.
        let around = |path: &'_ str| path.rsplit_once('.').map(|(around, _)| around.to_owned());
        let same_place = around(old) == around(new);
        let code = if same_place { old.rsplit('.').next().unwrap_or(old) } else { old.as_str() };
        let _ = write!(
            out,
            "\n{} `{new}` looks like `{old}` of {} ({likeness} % alike)\n",
            pen.faint("perhaps renamed:"),
            diff.old
        );
        let _ = writeln!(out, "  if it is the same question, say `was {code}` on it");
    }
    if !shown.hidden.is_empty() {
        let hidden: Vec<String> =
            shown.hidden.iter().map(|(class, count)| format!("{} {count}", words::class(*class, Locale::En))).collect();
        let _ = writeln!(out, "\n{} {}", pen.faint("not shown:"), hidden.join(", "));
    }
    out
}

fn told(out: &mut String, change: &Change, places: &Places, pen: Pen) {
    let Change { class, subject, part, old, new, variables: _, reason, effect, told: _, words_of: _, parts } = change;
    let mut word = words::class(*class, Locale::En).to_owned();
    if let Some(part) = part {
        let _ = write!(word, " ({})", words::part(*part, Locale::En));
    }
    let kind = words::kind(subject.kind, Locale::En);
    // What became several is called as it was.
    let of_parts = subject.old.as_deref().filter(|_| !parts.is_empty());
    let path = of_parts.or(subject.new.as_deref()).or(subject.old.as_deref()).unwrap_or_default();
    let name = first_line(&subject.name);
    let _ = write!(out, "\n{} {kind} {}", class_word(pen, &word, effect.series), pen.strong(path));
    // A page has no path but its title.
    let _ = writeln!(out, "{}", if name == path { String::new() } else { format!("  {name}") });
    if of_parts.is_some() {
        let _ = writeln!(out, "  into {}", parts.join(", "));
    } else if let (Some(before), Some(after)) = (&subject.old, &subject.new)
        && before != after
    {
        let _ = writeln!(out, "  was {before}");
    }
    words_of(out, old.as_deref().unwrap_or(""), new.as_deref().unwrap_or(""), pen);
    if let Some(reason) = reason {
        let _ = writeln!(out, "  why: {}", words::reason(reason, Locale::En));
    }
    let effects = effects(change);
    if !effects.is_empty() {
        let _ = writeln!(out, "  {}", effects.join(" · "));
    }
    let place = |known: &std::collections::BTreeMap<String, String>, path: &Option<String>| {
        path.as_deref().and_then(|path| nearest(known, path)).map(str::to_owned)
    };
    let at: Vec<String> =
        [place(&places.old, &subject.old), place(&places.new, &subject.new)].into_iter().flatten().collect();
    if !at.is_empty() {
        let _ = writeln!(out, "  {}", pen.faint(&at.join(" → ")));
    }
}

/// The lines that one side has and the other has not; of long ones the part that changed.
fn words_of(out: &mut String, old: &str, new: &str, pen: Pen) {
    let diff = TextDiff::from_lines(old, new);
    for operation in diff.ops() {
        let side = |tag: ChangeTag| -> Vec<&str> {
            let changes = diff.iter_changes(operation).filter(|change| change.tag() == tag);
            changes.map(|change| change.value().trim_end_matches('\n')).collect()
        };
        let (gone, came) = (side(ChangeTag::Delete), side(ChangeTag::Insert));
        let part = |line: &str, other: Option<&&str>, is_new: bool| {
            let Some(other) = other else { return line.to_owned() };
            let (old, new) = if is_new { marked(other, line) } else { marked(line, other) };
            marks::words(&shortened(if is_new { new } else { old }))
        };
        for (place, line) in gone.iter().enumerate() {
            let _ = writeln!(out, "  {}", pen.ink(Ink::Red, &format!("- {}", part(line, came.get(place), false))));
        }
        for (place, line) in came.iter().enumerate() {
            let _ = writeln!(out, "  {}", pen.ink(Ink::Green, &format!("+ {}", part(line, gone.get(place), true))));
        }
    }
}

/// What is more than nothing of what a change does.
fn effects(change: &Change) -> Vec<String> {
    let effect = change.effect;
    let mut told = vec![format!("respondent: {}", words::respondent(effect.respondent, Locale::En))];
    if effect.data != Data::None {
        told.push(format!("data: {}", words::data(effect.data, Locale::En)));
    }
    if effect.series != Series::Comparable {
        told.push(format!("series: {}", words::series(effect.series, Locale::En)));
    }
    told
}

/// Where a thing is written, or what it stands in.
fn nearest<'p>(places: &'p std::collections::BTreeMap<String, String>, path: &str) -> Option<&'p str> {
    let mut path = path;
    loop {
        if let Some(place) = places.get(path) {
            return Some(place);
        }
        path = path.rsplit_once('.')?.0;
    }
}

fn counted(changes: usize) -> String {
    match changes {
        0 => "nothing changed".to_owned(),
        1 => "1 change".to_owned(),
        more => format!("{more} changes"),
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("")
}

/// The word of a class, the more striking the worse for the series.
fn class_word(pen: Pen, text: &str, series: Series) -> String {
    let code = match series {
        Series::Comparable => "1;36",
        Series::WithCare => "1;33",
        Series::Broken => "1;31",
    };
    pen.with(code, text)
}
