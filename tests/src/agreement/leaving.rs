//! Answer files with answers left out: every part of one, and what must go with it.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::form::{Answer, Cells, Form, Variable};
use setsumon_core::judge::{Mode, Violation, judge};

use super::judge::File;
use super::random::Random;

/// A place in an answer file: a value of its own, an occurrence of a roster, or a value in one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    key: String,
    within: Option<(usize, Option<String>)>,
}

/// All places of a file that hold an answer.
pub fn places(file: &File) -> Vec<Place> {
    let mut found = Vec::new();
    for (key, value) in file {
        let Some(occurrences) = value.as_array() else {
            found.push(Place { key: key.clone(), within: None });
            continue;
        };
        for (index, occurrence) in occurrences.iter().enumerate() {
            found.push(Place { key: key.clone(), within: Some((index, None)) });
            for name in occurrence.as_object().into_iter().flatten().map(|(name, _)| name.clone()) {
                found.push(Place { key: key.clone(), within: Some((index, Some(name))) });
            }
        }
    }
    found
}

/// The file with nothing but these of its places.
pub fn only(file: &File, kept: &BTreeSet<&Place>) -> File {
    let mut left = Map::new();
    for (key, value) in file {
        let Some(occurrences) = value.as_array() else {
            if kept.contains(&Place { key: key.clone(), within: None }) {
                left.insert(key.clone(), value.clone());
            }
            continue;
        };
        let place = |index, name| Place { key: key.clone(), within: Some((index, name)) };
        let rows = occurrences.iter().enumerate().filter(|(index, _)| kept.contains(&place(*index, None)));
        let rows = rows.map(|(index, occurrence)| {
            let values = occurrence.as_object().into_iter().flatten();
            let values = values.filter(|(name, _)| kept.contains(&place(index, Some((*name).clone()))));
            Json::Object(values.map(|(name, value)| (name.clone(), value.clone())).collect())
        });
        let rows: Vec<Json> = rows.collect();
        if !rows.is_empty() {
            left.insert(key.clone(), Json::Array(rows));
        }
    }
    left
}

/// The file without what is not asked, not offered, or hangs on what was left out, again and again until nothing more goes.
pub fn settled(form: &Form, keys: &Keys<'_>, file: &File) -> File {
    let mut file = file.clone();
    loop {
        let verdict = judge(form, &Answers::from_object(keys, &file), None, Mode::Draft);
        let gone = verdict.violations.iter().filter(|violation| take_out(&mut file, violation)).count();
        if gone == 0 {
            return file;
        }
    }
}

fn take_out(file: &mut File, violation: &Violation) -> bool {
    let Violation { rule, repeat, occurrence, variable, kind: _, message: _ } = violation;
    if let Some(roster) = rule.strip_suffix(".occurrences_max") {
        return file.remove(roster).is_some();
    }
    if !rule.ends_with(".asked") && !rule.contains(".offered.") {
        return false;
    }
    let place = match (repeat, occurrence) {
        (Some(repeat), Some(number)) => file
            .get_mut(repeat)
            .and_then(Json::as_array_mut)
            .and_then(|rows| rows.get_mut(number - 1))
            .and_then(Json::as_object_mut),
        _ => Some(file),
    };
    place.is_some_and(|place| place.remove(variable).is_some())
}

/// Every part of a file where it has few answers, else so many by chance.
pub fn parts(file: &File, most: usize, random: &mut Random) -> Vec<File> {
    let places = places(file);
    if places.len() < 31 && 1_usize << places.len() <= most {
        let chosen = |mask: usize| places.iter().enumerate().filter(move |(at, _)| mask >> at & 1 == 1);
        return (0..1_usize << places.len())
            .map(|mask| only(file, &chosen(mask).map(|(_, place)| place).collect()))
            .collect();
    }
    (0..most)
        .map(|_| {
            let often = *random.pick(&[30, 60, 90]);
            only(file, &places.iter().filter(|_| random.chance(often)).collect())
        })
        .collect()
}

/// What is one answer: the ticks of a question are given together, and so are a value and what stands in its place.
pub fn blank(form: &Form, variable: &Variable) -> String {
    let Some(question) = variable.question.map(|question| form.questions().get(question)) else {
        return variable.name.clone();
    };
    match &question.answer {
        Answer::Single { .. } | Answer::Multi { .. } | Answer::Rank { .. } | Answer::Gate { .. } | Answer::Field(_) => {
            question.path.clone()
        }
        Answer::Grid(grid) => match &grid.cells {
            Cells::Multi { choices: _ } => {
                variable.name.rsplit_once("__").map_or_else(|| variable.name.clone(), |(row, _)| row.to_owned())
            }
            Cells::Single { choices: _ } | Cells::Fields { columns: _ } => variable.name.clone(),
        },
    }
}
