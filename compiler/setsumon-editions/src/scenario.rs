//! Scenarios: made-up respondents, and what is to happen to them.
//!
//! A scenario is a TOML file. It gives answers, all at once or step by step, and says what is to come of them: what is asked and what
//! is not, what is complained of, how the response counts. It is played by the judge that every target is tested against.

mod names;
mod play;
mod read;
mod why;

use std::ops::Range;

use serde::Serialize;
use serde_json::{Map, Value as Json};
use setsumon_core::frozen::Model;
use setsumon_core::judge::OutcomeName;

use crate::prefill::Prefill;

pub use names::Names;

/// A scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// What it is about, in a sentence.
    pub title: String,
    /// What the respondent answered last year.
    pub last: Last,
    /// Whether the form begins with what is carried over from last year's answers, as `setsumon prefill` does it.
    pub carry: Option<Placed<()>>,
    /// What is answered, and what is to come of it. The answers of a step are added to those before it.
    steps: Vec<Step>,
}

/// Where last year's answers are.
#[derive(Debug, Clone, PartialEq)]
pub enum Last {
    /// There are none.
    None,
    /// In the scenario itself.
    Here(Map<String, Json>),
    /// In an answer file, by its name as written.
    File(Placed<String>),
}

/// Something, and where it is written in its file, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// What is written.
    pub value: T,
    /// Where.
    pub at: Range<usize>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Step {
    title: Option<String>,
    answers: Map<String, Json>,
    /// Keys of answers that are taken back.
    clear: Vec<String>,
    expect: Option<Expect>,
}

/// What is to come of the answers so far. What is wrong must be named, or there must be nothing wrong.
#[derive(Debug, Clone, Default, PartialEq)]
struct Expect {
    shown: Vec<Placed<String>>,
    not_shown: Vec<Placed<String>>,
    /// What must still be answered; unsaid, that does not matter.
    open: Option<Placed<Vec<Placed<String>>>>,
    violations: Vec<Complaint>,
    warnings: Vec<Complaint>,
    derived: Vec<(Placed<String>, Json)>,
    /// What must be answered by now, and what must not.
    filled: Vec<Placed<String>>,
    blank: Vec<Placed<String>>,
    outcome: Option<Placed<Option<OutcomeName>>>,
    accepted: Option<Placed<bool>>,
    at: Range<usize>,
}

/// A complaint that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Complaint {
    /// The path of the question it is made at, or the name of the rule.
    at: Placed<String>,
    /// Words that are in its message.
    says: Option<String>,
}

/// Why a scenario cannot be played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// One clause.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where, in bytes.
    pub at: Range<usize>,
}

/// Something that came otherwise than it was to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// The step, by its title or number; none where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// What was to come.
    pub expected: String,
    /// What came.
    pub found: String,
    /// Why: the answer or condition that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Where the expectation is written, in bytes.
    #[serde(skip)]
    pub at: Range<usize>,
}

/// Reads a scenario of a survey.
///
/// # Errors
/// Where the text is no TOML, or says something that scenarios do not say or that the survey does not have.
pub fn read(names: &Names<'_>, text: &str) -> Result<Scenario, Vec<Problem>> {
    read::scenario(names, text)
}

/// What is there before a respondent begins.
#[derive(Debug, Clone, Default)]
pub struct Before {
    /// Last year's answers, by the names they had then.
    pub last: Option<Map<String, Json>>,
    /// The answers that the form begins with.
    pub carried: Map<String, Json>,
}

impl Before {
    /// Last year's answers, and of a scenario that says so what is carried over from them, given last year's model.
    ///
    /// # Errors
    /// Where they are no answers of the edition before, in words.
    pub fn of(
        names: &Names<'_>,
        scenario: &Scenario,
        last: Option<Map<String, Json>>,
        old: Option<&Model>,
    ) -> Result<Self, Problem> {
        let Some(Placed { value: (), at }) = &scenario.carry else { return Ok(Self { last, carried: Map::new() }) };
        let problem = |message: String| Problem { message, help: None, at: at.clone() };
        let (Some(answers), Some(old)) = (&last, old) else {
            return Err(problem("there are no answers of last year to carry over: give them in `last`".to_owned()));
        };
        let step = Prefill::new(old, names.form).map_err(|why| problem(why.to_string()))?;
        let carried = step.carry(answers).map_err(|why| problem(why.to_string()))?.draft;
        Ok(Self { last, carried })
    }
}

/// Plays a scenario: everything that came otherwise than it was to.
pub fn play(names: &Names<'_>, scenario: &Scenario, before: &Before) -> Vec<Failed> {
    play::scenario(names, scenario, before)
}
