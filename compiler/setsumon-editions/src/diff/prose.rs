//! What is read and not answered: the survey's own words, pages, notes, and sentences over several items.

use setsumon_core::alike::folded;
use setsumon_core::frozen::{Entry, Item, Model, Note, Page, Section, Text};
use setsumon_core::walk::all;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::pairs::Step;
use super::questions::{class_of_words, subject, texts};
use super::words::said;
use super::{Change, Class, Kind, Part, Subject, change};

/// The title, the publisher and the days of the survey.
pub(super) fn survey(step: &Step<'_>, changes: &mut Vec<Change>) {
    let (old, new) = (&step.old.model.survey, &step.new.model.survey);
    let subject = subject(Kind::Survey, Some(&old.code), Some(&new.code), &new.title);
    let pairs = [
        (Part::Label, Some(&old.title), Some(&new.title), Class::Wording),
        (Part::Note, old.publisher.as_ref(), new.publisher.as_ref(), Class::Guidance),
    ];
    texts(step, &subject, &pairs, changes);
    for (before, after) in [(&old.as_of, &new.as_of), (&old.deadline, &new.deadline)] {
        if before != after {
            // A day of the edition is the edition's own: it moves with it.
            let mut moved = change(Class::RollOver, subject.clone());
            (moved.old, moved.new) = (before.clone(), after.clone());
            changes.push(moved);
        }
    }
    let words = |info: &[setsumon_core::frozen::Info]| -> Vec<String> {
        info.iter().map(|info| format!("{}: {}", info.code, said(&info.text))).collect()
    };
    lines(step, &words(&old.info), &words(&new.info), &subject, changes);
}

/// Pages of prose, by their titles, and notes outside sections.
pub(super) fn pages<'m>(step: &Step<'m>, changes: &mut Vec<Change>) {
    let pages = |model: &'m Model| -> Vec<&'m Page> { all(&model.entries).filter_map(Entry::page).collect() };
    let (before, after) = (pages(step.old.model), pages(step.new.model));
    let titles = |pages: &[&Page]| -> Vec<String> { pages.iter().map(|page| folded(&said(&page.title))).collect() };
    for operation in capture_diff_slices(Algorithm::Myers, &titles(&before), &titles(&after)) {
        let old = before.get(operation.old_range()).unwrap_or_default();
        let new = after.get(operation.new_range()).unwrap_or_default();
        for place in 0..old.len().max(new.len()) {
            page(step, old.get(place).copied(), new.get(place).copied(), changes);
        }
    }
    let notes = |model: &Model| -> Vec<String> {
        all(&model.entries).filter_map(Entry::note).map(|note| said(&note.text)).collect()
    };
    let (before, after) = (notes(step.old.model), notes(step.new.model));
    let survey = &step.new.model.survey;
    let whole = subject(Kind::Survey, Some(&survey.code), Some(&survey.code), &survey.title);
    lines(step, &before, &after, &whole, changes);
}

fn page(step: &Step<'_>, old: Option<&Page>, new: Option<&Page>, changes: &mut Vec<Change>) {
    let named = |page: &Page| said(&page.title);
    let Some(page) = new.or(old) else { return };
    let (was, is) = (old.map(named), new.map(named));
    let subject = Subject { kind: Kind::Page, old: was, new: is, name: named(page) };
    match (old, new) {
        (Some(old), Some(new)) => {
            let pairs = [(Part::Label, Some(&old.title), Some(&new.title), Class::Wording)];
            texts(step, &subject, &pairs, changes);
            lines(step, &paragraphs(&old.text), &paragraphs(&new.text), &subject, changes);
        }
        (Some(_), None) => changes.push(change(Class::Removed, subject)),
        (None, _) => changes.push(change(Class::Added, subject)),
    }
}

/// Notes of a section, sentences over several items, and label cells over several.
pub(super) fn section(step: &Step<'_>, old: &Section, new: &Section, subject: &Subject, changes: &mut Vec<Change>) {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    spoken(&old.items, &mut before);
    spoken(&new.items, &mut after);
    lines(step, &before, &after, subject, changes);
}

/// Paragraphs between the lead of a question and its answers.
pub(super) fn notes(step: &Step<'_>, old: &[Note], new: &[Note], subject: &Subject, changes: &mut Vec<Change>) {
    let plain = |notes: &[Note]| notes.iter().map(|note| said(&note.text)).collect::<Vec<_>>();
    lines(step, &plain(old), &plain(new), subject, changes);
}

/// Paragraphs that came, went or have other words.
fn lines(step: &Step<'_>, old: &[String], new: &[String], subject: &Subject, changes: &mut Vec<Change>) {
    for operation in capture_diff_slices(Algorithm::Myers, old, new) {
        if let DiffOp::Equal { old_index: _, new_index: _, len: _ } = operation {
            continue;
        }
        let before = old.get(operation.old_range()).unwrap_or_default();
        let after = new.get(operation.new_range()).unwrap_or_default();
        for place in 0..before.len().max(after.len()) {
            let (was, is) = (before.get(place).cloned(), after.get(place).cloned());
            let (one, other) = (was.clone().unwrap_or_default(), is.clone().unwrap_or_default());
            if let Some(class) = class_of_words(step, &one, &other, Class::Guidance) {
                let mut told = change(class, subject.clone());
                (told.part, told.old, told.new) = (Some(Part::Note), was, is);
                changes.push(told);
            }
        }
    }
}

fn paragraphs(text: &Text) -> Vec<String> {
    said(text).lines().map(str::to_owned).collect()
}

fn spoken(items: &[Item], lines: &mut Vec<String>) {
    for item in all(items) {
        match item {
            Item::Note(note) => lines.push(said(&note.text)),
            Item::Led(led) => lines.push(said(&led.lead)),
            Item::Headed(headed) => {
                lines.push(said(&headed.label));
                lines.extend(headed.lead.as_ref().map(said));
            }
            Item::Group(_)
            | Item::Branch(_)
            | Item::Question { path: _ }
            | Item::Repeat { name: _ }
            | Item::Calc { name: _ }
            | Item::End { end: _ } => {}
        }
    }
}
