//! What is no survey is refused with its place: parts of themselves, places that there are none of, and what is too large.

use super::*;
use crate::frozen::tests::everything;
use crate::frozen::{Condition, Inline, Item, Term, Text, Type};

/// What is said of the survey with everything in it, after a change.
fn said(change: impl FnOnce(&mut Model)) -> String {
    let mut model = Model::of(&everything());
    change(&mut model);
    Form::from_model(&model).map_or_else(|why| why.to_string(), |_| "it is a survey".to_owned())
}

fn last(model: &Model) -> u32 {
    u32::try_from(model.conditions.len()).unwrap() - 1
}

#[test]
fn what_is_not_changed_is_a_survey() {
    assert_eq!(said(|_| {}), "it is a survey");
}

#[test]
fn a_condition_is_no_part_of_itself() {
    let circle = said(|model| {
        let place = last(model) + 1;
        model.conditions.push(Condition::All { of: vec![0, place] });
    });
    assert!(circle.contains(".of[1]: `conditions[") && circle.contains("does not stand before it"), "{circle}");
    let nowhere = said(|model| model.conditions.push(Condition::Any { of: vec![0, u32::MAX] }));
    assert!(nowhere.ends_with("there is no `conditions[4294967295]`"), "{nowhere}");
    let inside = said(|model| {
        let itself = Term::If {
            cond: last(model) + 1,
            then: Box::new(Term::Number { number: "1".to_owned() }),
            otherwise: Box::new(Term::Sum { of: Vec::new() }),
        };
        let right = Term::Number { number: "1".to_owned() };
        model.conditions.push(Condition::Compare { left: itself, op: crate::cond::Comparison::Less, right });
    });
    assert!(inside.contains(".left.cond: `conditions["), "{inside}");
}

#[test]
fn nothing_is_deeper_or_larger_than_a_survey_is() {
    let chain = said(|model| {
        for _ in 0..MOST_CHAINED {
            let place = last(model);
            model.conditions.push(Condition::All { of: vec![0, place] });
        }
    });
    assert!(chain.ends_with("conditions stand inside one another too deeply"), "{chain}");
    let doubled = said(|model| {
        for _ in 0..60 {
            let place = last(model);
            model.conditions.push(Condition::Any { of: vec![place, place] });
        }
    });
    assert!(doubled.ends_with("a condition has 1000000 parts at most"), "{doubled}");
    let together = said(|model| {
        let mut place = 0;
        for _ in 0..18 {
            model.conditions.push(Condition::Any { of: vec![place, place] });
            place = last(model);
        }
        model.rules.iter_mut().filter_map(|rule| rule.holds.as_mut()).for_each(|holds| *holds = place);
    });
    assert!(together.ends_with("what all duties want has 10000000 parts at most"), "{together}");
    let long = said(|model| {
        model.calcs[0].term = Term::Add { of: vec![Term::Number { number: "1".to_owned() }; 100_000] };
    });
    assert!(long.starts_with("calcs[0].term.of[") && long.ends_with("a formula has 1000 levels at most"), "{long}");
    let rounded = said(|model| {
        let of = Box::new(Term::Number { number: "1".to_owned() });
        model.calcs[0].term = Term::Round { of, digits: u32::MAX };
    });
    assert_eq!(rounded, "calcs[0].term.digits: a number is rounded to 18 decimal places at most");
}

const MOST_CHAINED: usize = 5_000;

#[test]
fn nothing_stands_in_itself_or_twice_or_nowhere() {
    let itself = said(|model| {
        let (path, answer) = model
            .questions
            .iter_mut()
            .find_map(|question| match &mut question.answer {
                Type::Field { items, .. } => Some((question.path.clone(), items)),
                Type::Single { .. }
                | Type::Multi { .. }
                | Type::Rank { .. }
                | Type::Gate { .. }
                | Type::Grid { .. } => None,
            })
            .unwrap();
        answer.push(Item::Question { path });
    });
    assert!(itself.starts_with("questions[") && itself.ends_with("it stands in two places"), "{itself}");
    let nowhere = said(|model| model.sections[1].items.clear());
    assert!(nowhere.ends_with("it stands nowhere"), "{nowhere}");
    let twice = said(|model| model.questions[1].path = model.questions[0].path.clone());
    assert_eq!(twice, "questions[1]: two are called `started`");
}

#[test]
fn names_are_names_and_addresses_lead_somewhere() {
    let name = said(|model| model.variables[0].name = "given\"; drop".to_owned());
    assert!(name.starts_with("variables[0].name: `given\"; drop` is no code"), "{name}");
    let address = said(|model| {
        let line = vec![Inline::Link { url: "javascript:alert(1)".to_owned(), words: Vec::new() }];
        model.survey.title = Text::Rich(vec![f::Block::Paragraph { line }]);
    });
    assert!(address.starts_with("survey.title[0].line[0].url: "), "{address}");
    let unknown = said(|model| model.rules[0].at = "nobody".to_owned());
    assert_eq!(unknown, "rules[0].at: there is no variable `nobody`");
}
