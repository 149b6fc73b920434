//! Conditions and terms over made-up answers.

use super::*;
use crate::answers::Misplaced;
use crate::cond::{Comparison, Conds};
use crate::form::{Locale, Marker, Survey, Variable};
use crate::ids::{Arena, Id};
use crate::number::Number;
use crate::text::Text;
use setsumon_diagnostics::{FileId, Span};
use setsumon_words::Wording;

const SPAN: Span = Span { file: FileId(0), start: 0, end: 0 };
/// The one roster that these tests speak of; conditions and answers know it by its id alone.
const STAFF: u32 = 0;

/// A form in which nothing is asked.
pub(crate) fn empty_form() -> Form {
    Form {
        survey: Survey {
            code: "test".to_owned(),
            title: Text::of("Test"),
            locale: Locale::En,
            edition: 2024,
            unfielded: Vec::new(),
            publisher: None,
            submit: None,
            by_section: false,
            as_of: None,
            deadline: None,
            info: Vec::new(),
        },
        wording: Wording::of(Locale::En),
        entries: Vec::new(),
        sections: Arena::default(),
        questions: Arena::default(),
        variables: Arena::default(),
        code_lists: Arena::default(),
        repeats: Arena::default(),
        calcs: Arena::default(),
        ends: Arena::default(),
        conds: Conds::default(),
        rules: Arena::default(),
        reasons: Vec::new(),
        previous: None,
        standing: std::sync::OnceLock::new(),
    }
}

fn variable(form: &mut Form, value: Value, repeat: Option<RepeatId>) -> VarId {
    let asked = form.conds.always();
    form.variables.push(Variable {
        name: format!("v{}", form.variables.len()),
        question: None,
        repeat,
        value,
        role: Role::Answer,
        label: Vec::new(),
        unit: None,
        asked,
        marker: Marker::Kept,
        personal: false,
        was: Vec::new(),
        was_codes: Vec::new(),
        splits: None,
        origin: SPAN,
    })
}

/// Two codes, two ticks, two numbers, two days, and in a roster a code and a number.
pub(super) struct Sample {
    pub(super) form: Form,
    pub(super) codes: Vec<VarId>,
    pub(super) ticks: Vec<VarId>,
    pub(super) numbers: Vec<VarId>,
    pub(super) days: Vec<VarId>,
    pub(super) staff: RepeatId,
    pub(super) inner_code: VarId,
    pub(super) inner_number: VarId,
}

pub(super) fn sample() -> Sample {
    let mut form = empty_form();
    let staff = RepeatId::new(STAFF);
    let list = form.code_lists.push(crate::form::CodeList { name: "list".to_owned(), codes: Vec::new() });
    let integer = Value::Integer { min: -100, max: 100 };
    let date = Value::Date { min: Day(i32::MIN), max: Day(i32::MAX) };
    let two = |form: &mut Form, value: &Value| (0..2).map(|_| variable(form, value.clone(), None)).collect::<Vec<_>>();
    let codes = two(&mut form, &Value::Code(list));
    let ticks = two(&mut form, &Value::Tick);
    let numbers = two(&mut form, &integer);
    let days = two(&mut form, &date);
    let inner_code = variable(&mut form, Value::Code(list), Some(staff));
    let inner_number = variable(&mut form, integer, Some(staff));
    Sample { form, codes, ticks, numbers, days, staff, inner_code, inner_number }
}

pub(super) fn number(value: i64) -> Term {
    Term::Number(Number::whole(value))
}

pub(super) fn boxed(term: Term) -> Box<Term> {
    Box::new(term)
}

fn ratio(numerator: i64, denominator: i64) -> Quantity {
    Quantity::Number(BigRational::new(numerator.into(), denominator.into()))
}

fn nothing() -> Answers {
    Answers::default()
}

#[test]
fn what_is_missing_satisfies_no_atom_but_absence() {
    let mut sample = sample();
    let (code, n) = (sample.codes[0], sample.numbers[0]);
    let conds = &mut sample.form.conds;
    let present = conds.present(code);
    let absent = conds.absent(code);
    let is = conds.one_of(code, vec!["a".to_owned()]);
    let is_not = conds.none_of(code, vec!["a".to_owned()]);
    let less = conds.add(Cond::Compare { left: Term::Value(n), op: Comparison::Less, right: number(5) });
    let not_less = conds.negate(less);
    for (held, expected) in [
        (None, [false, true, false, false]),
        (Some(Held::Misplaced(Misplaced::Null)), [false, true, false, false]),
        (Some(Held::Text(" \u{3000}\t\n\r".to_owned())), [false, true, false, false]),
        (Some(Held::Text("a".to_owned())), [true, false, true, false]),
        (Some(Held::Text("b".to_owned())), [true, false, false, true]),
        (Some(Held::Text("\u{a0}".to_owned())), [true, false, false, true]),
    ] {
        let answers = Answers::of(Row::of(held.clone().map(|held| (code, held))), []);
        let scope = Scope::file(&sample.form, &answers, None);
        assert_eq!([present, absent, is, is_not].map(|cond| scope.holds(cond)), expected, "{held:?}");
        assert!(!scope.holds(less), "no comparison without a value");
        assert!(scope.holds(not_less), "the exact complement");
    }
}

#[test]
fn arithmetic_is_exact_and_missing_parts_are_missing() {
    let sample = sample();
    let (a, b) = (sample.numbers[0], sample.numbers[1]);
    let answers = Answers::of(Row::of([(a, Held::Number(Number::whole(1)))]), []);
    let scope = Scope::file(&sample.form, &answers, None);
    let value = |variable| boxed(Term::Value(variable));
    let third = Term::Divide(value(a), boxed(number(3)));
    for (term, expected) in [
        (Term::Add(value(a), value(b)), None),
        (Term::Sum(vec![Term::Value(a), Term::Value(b)]), Some(ratio(1, 1))),
        (Term::Sum(vec![Term::Value(b)]), None),
        (Term::CountPresent(vec![a, b]), Some(ratio(1, 1))),
        (Term::CountPresent(vec![b]), Some(ratio(0, 1))),
        (Term::FirstOf(vec![Term::Value(b), Term::Value(a)]), Some(ratio(1, 1))),
        (Term::FirstOf(vec![Term::Value(b)]), None),
        (third.clone(), Some(ratio(1, 3))),
        (Term::Multiply(boxed(third.clone()), boxed(number(3))), Some(ratio(1, 1))),
        (Term::Divide(value(a), boxed(number(0))), None),
        (Term::Round(boxed(third), 2), Some(ratio(33, 100))),
        (Term::Negative(value(a)), Some(ratio(-1, 1))),
        (Term::Subtract(value(a), boxed(number(3))), Some(ratio(-2, 1))),
    ] {
        assert_eq!(scope.quantity(&term), expected, "{term:?}");
    }
}

#[test]
fn halves_round_away_from_zero() {
    for (text, places, expected) in [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("0.4", 0, "0"),
        ("-0.4", 0, "0"),
        ("2.5", 0, "3"),
        ("1.005", 2, "1.01"),
        ("-1.005", 2, "-1.01"),
        ("12", 3, "12"),
        ("0.0449", 1, "0"),
        ("0.05", 1, "0.1"),
        ("123.4", 1, "123.4"),
    ] {
        let number = Number::parse(text).expect(text).ratio();
        assert_eq!(decimal(&round(&number, places), places), expected, "round({text}, {places})");
    }
}

#[test]
fn days_are_reckoned_with() {
    let sample = sample();
    let (a, b) = (sample.days[0], sample.days[1]);
    let held = |text: &str| Held::Text(text.to_owned());
    let answers = Answers::of(Row::of([(a, held("2000-02-29")), (b, held("2024-02-28"))]), []);
    let scope = Scope::file(&sample.form, &answers, None);
    let value = |variable| boxed(Term::Value(variable));
    let day = |text: &str| calendar::parse_day(text).map(Quantity::Day);
    for (term, expected) in [
        (Term::Days(value(a), value(b)), Some(ratio(8765, 1))),
        (Term::Days(value(b), value(a)), Some(ratio(-8765, 1))),
        (Term::Age(value(a), value(b)), Some(ratio(23, 1))),
        (Term::PlusDays(value(b), 2), day("2024-03-01")),
        (Term::PlusMonths(value(a), 12), day("2001-02-28")),
        (Term::PlusMonths(boxed(Term::Month(5)), 8), Some(Quantity::Month(13))),
        (Term::Value(a), day("2000-02-29")),
    ] {
        assert_eq!(scope.quantity(&term), expected, "{term:?}");
    }
}

#[test]
fn rosters_are_counted_summed_and_quantified() {
    let mut sample = sample();
    let Sample { inner_code, inner_number, staff, .. } = sample;
    let conds = &mut sample.form.conds;
    let old = conds.compare(Term::Value(inner_number), Comparison::GreaterOrEqual, number(60));
    let always = conds.always();
    let some = conds.some(staff, old);
    let every = conds.every(staff, old);
    let row = |age: Option<i64>| {
        Row::of(
            age.map(|age| (inner_number, Held::Number(Number::whole(age))))
                .into_iter()
                .chain([(inner_code, Held::Text("a".to_owned()))]),
        )
    };
    let counted = Term::CountWhere { repeat: staff, cond: old };
    let sum = Term::SumWhere { repeat: staff, term: boxed(Term::Value(inner_number)), cond: always };
    for (ages, holds, count, total) in [
        (vec![], [false, true], 0, None),
        (vec![Some(60), None], [true, false], 1, Some(ratio(60, 1))),
        (vec![Some(61), Some(70)], [true, true], 2, Some(ratio(131, 1))),
        (vec![None], [false, false], 0, None),
    ] {
        let answers = Answers::of(Row::default(), [(staff, ages.into_iter().map(row).collect())]);
        let scope = Scope::file(&sample.form, &answers, None);
        assert_eq!([some, every].map(|cond| scope.holds(cond)), holds);
        assert_eq!(scope.quantity(&counted), Some(ratio(count, 1)));
        assert_eq!(scope.quantity(&sum), total);
    }
}

#[test]
fn a_long_chain_of_conditions_needs_no_deep_stack() {
    let mut sample = sample();
    let (code, tick) = (sample.codes[0], sample.ticks[0]);
    let conds = &mut sample.form.conds;
    let absent = conds.absent(code);
    let mut chain = conds.present(tick);
    for link in 0..100_000 {
        let step = conds.one_of(code, vec![format!("c{link}")]);
        // Built by `add`, so that it stays as deep as it is made.
        chain = conds.add(Cond::Any(vec![step, chain]));
        chain = conds.add(Cond::All(vec![absent, chain]));
    }
    let answers = Answers::of(Row::of([(tick, Held::Tick)]), []);
    assert!(Scope::file(&sample.form, &answers, None).holds(chain));
    assert!(!Scope::file(&sample.form, &nothing(), None).holds(chain));
}
