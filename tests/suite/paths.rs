//! The shortest and the longest way through a form: against every answer file there is of small surveys, and of the real one by its witness.

use std::collections::BTreeMap;

use setsumon_core::answers::{Answers, Held, Row};
use setsumon_core::form::{Form, Role, Value};
use setsumon_core::ids::VarId;
use setsumon_core::judge::{Mode, judge};
use setsumon_core::number::Number;
use setsumon_editions::paths::{Counter, End, Length, Measure, extreme};
use setsumon_flow::random::Random;
use setsumon_flow::respondent::{Manner, respond};
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::repo;

const HEAD: &str = "setsumon 1\n\nsurvey demo \"Demo\" { locale en  edition 2025 }\n\n";

/// Small surveys, each with one more way to depend on an answer.
const SURVEYS: [&str; 9] = [
    // Nothing depends on anything.
    "section a \"A\" { single x \"X\" { p \"P\"  q \"Q\" }  text why \"Why\" }",
    // One option opens a chain.
    "section a \"A\" {\n  single x \"X\" { p \"P\"  q \"Q\"  r \"R\" }\n  single y \"Y\" when x is p { s \"S\"  t \"T\" }\n  text z \"Z\" when y is s\n  text w \"W\" when x is q\n}",
    // One answer opens what another closes: no way has both.
    "section a \"A\" {\n  single x \"X\" { p \"P\"  q \"Q\" }\n  text b \"B\" when x is p\n  text c \"C\" when x is p\n  text d \"D\" when x is q\n}",
    // What must be answered cannot be left out.
    "section a \"A\" {\n  single x \"X\" required { p \"P\"  q \"Q\" }\n  text b \"B\" when x is p\n  text c \"C\" when x is not p\n  text d \"D\" when x is q\n}",
    // Ticks, and how many.
    "section a \"A\" {\n  multi m \"M\" { p \"P\"  q \"Q\"  nothing \"None\" exclusive }\n  text b \"B\" when m includes p\n  text c \"C\" when m includes q\n  text d \"D\" when m includes nothing\n}",
    // Figures on either side of a bound.
    "section a \"A\" {\n  integer n \"N\" min 0 max 3\n  text b \"B\" when n > 1 says \"If many:\"\n  text c \"C\" when n < 1 says \"If few:\"\n  text d \"D\" when n = 1 says \"If one:\"\n}",
    // An early end.
    "section a \"A\" { single x \"X\" { p \"P\"  q \"Q\" } }\n\nend when a.x is q \"Done.\"\n\nsection b \"B\" { text c \"C\"  text d \"D\" when a.x is p }",
    // Write-ins and tables.
    "section a \"A\" {\n  single x \"X\" { p \"P\" specify  q \"Q\" }\n  grid g \"G\" of single when x is q {\n    rows { one \"One\"  two \"Two\" }\n    columns { s \"S\"  t \"T\" }\n  }\n}",
    // Two answers together.
    "section a \"A\" {\n  single x \"X\" { p \"P\"  q \"Q\" }\n  single y \"Y\" { p \"P\"  q \"Q\" }\n  text b \"B\" when x is p and y is q\n  text c \"C\" when x is q or y is p\n}",
];

/// Every value of a variable, and none.
fn values(form: &Form, variable: VarId) -> Vec<Option<Held>> {
    let variable = form.variables().get(variable);
    let mut values = vec![None];
    match &variable.value {
        Value::Code(list) => {
            values.extend(form.code_lists().get(*list).codes.iter().map(|code| Some(Held::Text(code.code.clone()))));
        }
        Value::Tick => values.push(Some(Held::Tick)),
        Value::Integer { min, max } => {
            values.extend((*min..=*max).map(|number| Some(Held::Number(Number::whole(number)))));
        }
        Value::Text { .. } => values.push(Some(Held::Text("x".to_owned()))),
        other => panic!("no small survey has {other:?}"),
    }
    values
}

/// The lengths of all valid answer files.
fn every_length(form: &Form) -> Vec<Length> {
    let counter = Counter::new(form);
    let variables: Vec<VarId> =
        form.variables().iter().filter(|(_, variable)| variable.role == Role::Answer).map(|(id, _)| id).collect();
    let choices: Vec<Vec<Option<Held>>> = variables.iter().map(|variable| values(form, *variable)).collect();
    let count: usize = choices.iter().map(Vec::len).product();
    assert!(count < 20_000, "a small survey has few answer files, not {count}");
    let mut lengths = Vec::new();
    for mut number in 0..count {
        let mut row = Vec::new();
        for (variable, values) in variables.iter().zip(&choices) {
            row.extend(values[number % values.len()].clone().map(|held| (*variable, held)));
            number /= values.len();
        }
        let answers = Answers::of(Row::of(row), []);
        if judge(form, &answers, None, Mode::Submission).valid {
            lengths.push(counter.length(&answers));
        }
    }
    assert!(!lengths.is_empty(), "some answer file is valid");
    lengths
}

#[test]
fn the_search_finds_what_going_through_every_answer_file_finds() {
    for text in SURVEYS {
        let compiled = Project::of(&format!("{HEAD}{text}\n")).compile();
        let form = compiled.form(text);
        let lengths = every_length(form);
        let counter = Counter::new(form);
        for measure in [Measure::Questions, Measure::Blanks] {
            let known = || lengths.iter().map(|length| length.by(measure));
            for (end, expected) in [(End::Shortest, known().min()), (End::Longest, known().max())] {
                let found = extreme(&counter, end, measure);
                assert_eq!(Some(found.bound.value), expected, "{end:?} by {measure:?} of\n{text}");
                assert!(found.bound.exact, "{end:?} by {measure:?} of\n{text}");
            }
        }
    }
}

/// Figures held against one another are not gone through: what is found is a bound, and said to be one.
#[test]
fn what_cannot_be_decided_is_called_a_bound() {
    let text = "section a \"A\" {\n  integer n \"N\" min 0 max 3\n  integer m \"M\" min 4 max 9\n  text b \"B\" when n > m says \"If more:\"\n}";
    let compiled = Project::of(&format!("{HEAD}{text}\n")).compile();
    let counter = Counter::new(compiled.form(text));
    let longest = extreme(&counter, End::Longest, Measure::Questions).bound;
    assert_eq!((longest.value, longest.exact), (3, false), "no way has more than three, and none has three");
    let shortest = extreme(&counter, End::Shortest, Measure::Questions).bound;
    assert_eq!((shortest.value, shortest.exact), (2, true));
}

#[test]
fn no_respondent_leaves_the_bounds_of_the_real_survey() {
    for name in ["2023", "2024"] {
        let compiled = Compiled::file(&repo::path(&format!("surveys/chiren/{name}.survey")));
        let form = compiled.form(name);
        let counter = Counter::new(form);
        for measure in [Measure::Questions, Measure::Blanks] {
            let shortest = extreme(&counter, End::Shortest, measure).bound;
            let longest = extreme(&counter, End::Longest, measure).bound;
            println!("{name} {measure:?}: {shortest:?} {longest:?}, all {:?}", counter.all());
            assert!(shortest.exact && longest.exact, "{name} {measure:?}: {shortest:?} {longest:?}");
            for seed in 0..20 {
                let answers = respond(form, &BTreeMap::new(), Manner::Chance, &mut Random::new(seed));
                let length = counter.length(&answers).by(measure);
                assert!((shortest.value..=longest.value).contains(&length), "{name} {measure:?}: {length}");
            }
        }
    }
}

/// A made-up respondent is asked what the evaluator says, so nothing stands where it is not asked.
#[test]
fn made_up_respondents_answer_what_they_are_asked() {
    for file in repo::files("tests/corpus/types", ".survey") {
        let Some(form) = Compiled::file(&file).0.soundness.sound() else { continue };
        let (mut valid, told) = (0, repo::told(&file));
        for seed in 0..10 {
            let answers = respond(&form, &BTreeMap::new(), Manner::Chance, &mut Random::new(seed));
            let verdict = judge(&form, &answers, None, Mode::Submission);
            valid += usize::from(verdict.valid);
        }
        println!("{told}: {valid} of 10 valid");
        assert!(valid > 0, "{told}: none of the made-up answer files is valid");
    }
}
