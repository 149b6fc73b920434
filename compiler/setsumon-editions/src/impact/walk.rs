//! The ways through both editions: the shortest, the longest, and those of respondents.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value as Json};
use setsumon_core::answers::{Answers, Held, Keys};
use setsumon_core::form::Form;
use setsumon_core::frozen::Model;
use setsumon_core::ids::VarId;

use super::{Respondents, Side};
use crate::paths::{Bound, Counter, End, Length, Measure, extreme};
use crate::prefill::Prefill;
use setsumon_flow::random::Random;
use setsumon_flow::respondent::{Manner, respond};

/// How long the ways through an edition are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ways {
    /// The shortest, in questions and in blanks; they need not be one way.
    pub shortest: Extreme,
    /// Half of the respondents have a shorter way, half a longer.
    pub typical: Typical,
    /// The longest, in questions and in blanks.
    pub longest: Extreme,
}

/// The end of all ways, in either measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Extreme {
    /// In questions.
    pub questions: Bound,
    /// In blanks.
    pub blanks: Bound,
}

/// The way of the typical respondent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Typical {
    /// The median of the questions, and of the blanks.
    pub length: Length,
    /// Of so many respondents.
    pub respondents: usize,
    /// Whether they are made up.
    pub made_up: bool,
}

/// The ways, and what is asked on two of them.
pub(super) struct Walked {
    pub(super) ways: Ways,
    /// The paths of the questions on the longest way, if it is known.
    pub(super) longest: Option<Vec<String>>,
    /// The paths of the questions of the respondent in the middle.
    pub(super) median: Vec<String>,
}

pub(super) struct Walks {
    pub(super) old: Option<Walked>,
    pub(super) new: Option<Walked>,
}

pub(super) fn walks(old: Side<'_>, new: Side<'_>, respondents: &Respondents<'_>) -> Walks {
    match respondents {
        Respondents::MadeUp(count) => {
            let walked = |form: &Form| {
                let none = BTreeMap::new();
                let made: Vec<Answers> = (0..*count).map(|number| made_up(form, &none, number)).collect();
                walked(form, &made, true)
            };
            Walks { old: old.form.map(walked), new: new.form.map(walked) }
        }
        Respondents::Answers(files) => Walks {
            old: old.form.map(|form| {
                let keys = Keys::of(form);
                let read: Vec<Answers> = files.iter().map(|file| Answers::from_object(&keys, file)).collect();
                walked(form, &read, false)
            }),
            new: new.form.map(|form| walked(form, &carried(old.model, form, files), false)),
        },
    }
}

/// One who answers what is asked by chance. A check may refuse the figures: that changes nothing of what was asked, and whoever left out
/// those would be left with respondents who are asked little.
fn made_up(form: &Form, fixed: &BTreeMap<VarId, Option<Held>>, number: usize) -> Answers {
    respond(form, fixed, Manner::Chance, &mut Random::new(u64::try_from(number).unwrap_or(0)))
}

/// Last year's respondents in the new edition: what is carried over stands, the rest is answered by chance.
fn carried(old: &Model, form: &Form, files: &[Map<String, Json>]) -> Vec<Answers> {
    let Ok(step) = Prefill::new(old, form) else { return Vec::new() };
    let keys = Keys::of(form);
    let mut made = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let Ok(prefilled) = step.carry(file) else { continue };
        let draft = Answers::from_object(&keys, &prefilled.draft);
        let fixed = draft.file().iter().map(|(variable, held)| (variable, Some(held.clone()))).collect();
        made.push(made_up(form, &fixed, number));
    }
    made
}

fn walked(form: &Form, respondents: &[Answers], made_up: bool) -> Walked {
    let counter = Counter::new(form);
    let found = |end: End| (extreme(&counter, end, Measure::Questions), extreme(&counter, end, Measure::Blanks));
    let (shortest, longest) = (found(End::Shortest), found(End::Longest));
    let mut lengths: Vec<(Length, usize)> =
        respondents.iter().enumerate().map(|(number, answers)| (counter.length(answers), number)).collect();
    lengths.sort_unstable();
    let middle = lengths.get(lengths.len() / 2);
    let mut blanks: Vec<usize> = lengths.iter().map(|(length, _)| length.blanks).collect();
    blanks.sort_unstable();
    let length = Length {
        questions: middle.map_or(0, |(length, _)| length.questions),
        blanks: blanks.get(blanks.len() / 2).copied().unwrap_or(0),
    };
    let paths = |answers: &Answers| -> Vec<String> {
        counter.asked(answers).into_iter().map(|question| form.questions().get(question).path.clone()).collect()
    };
    let median = middle.and_then(|(_, number)| respondents.get(*number)).map_or_else(Vec::new, paths);
    Walked {
        ways: Ways {
            shortest: Extreme { questions: shortest.0.bound, blanks: shortest.1.bound },
            typical: Typical { length, respondents: respondents.len(), made_up },
            longest: Extreme { questions: longest.0.bound, blanks: longest.1.bound },
        },
        longest: longest.0.answers.as_ref().map(paths),
        median,
    }
}
