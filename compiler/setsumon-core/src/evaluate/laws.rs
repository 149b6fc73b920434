//! The laws that conditions and terms keep, over random ones: simplification keeps meaning, negation is the exact complement, guards are exact.

use proptest::prelude::*;

use super::tests::{Sample, boxed, number, sample};
use super::*;
use crate::cond::Comparison;
use crate::number::Number;

/// The shape of a condition, before it has ids.
#[derive(Debug, Clone)]
enum Shape {
    Always,
    Never,
    Present(usize),
    Absent(usize),
    In(usize, Vec<&'static str>),
    NotIn(usize, Vec<&'static str>),
    Compare(TermShape, Comparison, TermShape),
    Bare(TermShape, Comparison, TermShape),
    All(Vec<Shape>),
    Any(Vec<Shape>),
    Some(Box<Shape>),
    Every(Box<Shape>),
    Not(Box<Shape>),
}

#[derive(Debug, Clone)]
enum TermShape {
    Number(i64),
    Value(usize),
    Inner,
    Score(usize),
    Count,
    Sum(Vec<TermShape>),
    First(Vec<TermShape>),
    Add(Box<TermShape>, Box<TermShape>),
    Divide(Box<TermShape>, Box<TermShape>),
    Round(Box<TermShape>),
    Days,
    SumWhere(Box<Shape>),
    If(Box<Shape>, Box<TermShape>, Box<TermShape>),
}

fn shapes() -> impl Strategy<Value = Shape> {
    let codes = || prop::collection::vec(prop::sample::select(vec!["a", "b", "c"]), 0..3);
    let atom = prop_oneof![
        1 => Just(Shape::Always),
        1 => Just(Shape::Never),
        4 => (0..9_usize).prop_map(Shape::Present),
        4 => (0..9_usize).prop_map(Shape::Absent),
        4 => (0..3_usize, codes()).prop_map(|(variable, codes)| Shape::In(variable, codes)),
        4 => (0..3_usize, codes()).prop_map(|(variable, codes)| Shape::NotIn(variable, codes)),
    ];
    atom.prop_recursive(5, 40, 4, |inner| {
        let compare = || (terms(inner.clone()), comparisons(), terms(inner.clone()));
        prop_oneof![
            3 => compare().prop_map(|(left, op, right)| Shape::Compare(left, op, right)),
            1 => compare().prop_map(|(left, op, right)| Shape::Bare(left, op, right)),
            3 => prop::collection::vec(inner.clone(), 0..4).prop_map(Shape::All),
            3 => prop::collection::vec(inner.clone(), 0..4).prop_map(Shape::Any),
            1 => inner.clone().prop_map(|shape| Shape::Some(Box::new(shape))),
            1 => inner.clone().prop_map(|shape| Shape::Every(Box::new(shape))),
            2 => inner.clone().prop_map(|shape| Shape::Not(Box::new(shape))),
        ]
    })
}

fn comparisons() -> impl Strategy<Value = Comparison> {
    prop::sample::select(vec![
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::Less,
        Comparison::LessOrEqual,
        Comparison::Greater,
        Comparison::GreaterOrEqual,
    ])
}

fn terms(conds: impl Strategy<Value = Shape> + Clone + 'static) -> impl Strategy<Value = TermShape> {
    let leaf = prop_oneof![
        (-2..3_i64).prop_map(TermShape::Number),
        (0..2_usize).prop_map(TermShape::Value),
        Just(TermShape::Inner),
        (0..3_usize).prop_map(TermShape::Score),
        Just(TermShape::Count),
        Just(TermShape::Days),
    ];
    leaf.prop_recursive(2, 8, 3, move |inner| {
        let pair = || (inner.clone(), inner.clone());
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(TermShape::Sum),
            prop::collection::vec(inner.clone(), 1..3).prop_map(TermShape::First),
            pair().prop_map(|(a, b)| TermShape::Add(Box::new(a), Box::new(b))),
            pair().prop_map(|(a, b)| TermShape::Divide(Box::new(a), Box::new(b))),
            inner.clone().prop_map(|a| TermShape::Round(Box::new(a))),
            conds.clone().prop_map(|cond| TermShape::SumWhere(Box::new(cond))),
            (conds.clone(), inner.clone(), inner.clone()).prop_map(|(cond, a, b)| TermShape::If(
                Box::new(cond),
                Box::new(a),
                Box::new(b)
            )),
        ]
    })
}

impl Sample {
    /// The variables a shape numbers 0 to 8; the last is the roster's.
    fn any_variable(&self, index: usize) -> VarId {
        let all: Vec<_> =
            [&self.codes, &self.ticks, &self.numbers, &self.days].into_iter().flatten().copied().collect();
        all.get(index).copied().unwrap_or(self.inner_number)
    }

    fn code_variable(&self, index: usize) -> VarId {
        self.codes.get(index).copied().unwrap_or(self.inner_code)
    }

    /// Builds a condition through the constructors, which simplify.
    fn build(&mut self, shape: &Shape) -> CondId {
        let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        match shape {
            Shape::Always => self.form.conds.always(),
            Shape::Never => self.form.conds.never(),
            Shape::Present(index) => self.form.conds.present(self.any_variable(*index)),
            Shape::Absent(index) => self.form.conds.absent(self.any_variable(*index)),
            Shape::In(index, codes) => self.form.conds.one_of(self.code_variable(*index), owned(codes)),
            Shape::NotIn(index, codes) => self.form.conds.none_of(self.code_variable(*index), owned(codes)),
            Shape::Compare(left, op, right) => {
                let (left, right) = (self.term(left), self.term(right));
                self.form.conds.compare(left, *op, right)
            }
            Shape::Bare(left, op, right) => {
                let (left, right) = (self.term(left), self.term(right));
                self.form.conds.add(Cond::Compare { left, op: *op, right })
            }
            Shape::All(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.build(part)).collect();
                self.form.conds.all(parts)
            }
            Shape::Any(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.build(part)).collect();
                self.form.conds.any(parts)
            }
            Shape::Some(shape) => {
                let cond = self.build(shape);
                self.form.conds.some(self.staff, cond)
            }
            Shape::Every(shape) => {
                let cond = self.build(shape);
                self.form.conds.every(self.staff, cond)
            }
            Shape::Not(shape) => {
                let cond = self.build(shape);
                self.form.conds.negate(cond)
            }
        }
    }

    fn term(&mut self, shape: &TermShape) -> Term {
        match shape {
            TermShape::Number(value) => number(*value),
            TermShape::Value(index) => Term::Value(self.numbers[*index]),
            TermShape::Inner => Term::Value(self.inner_number),
            TermShape::Score(index) => {
                let scores = vec![("a".to_owned(), Number::whole(1)), ("b".to_owned(), Number::new(-5, 1))];
                Term::Score { variable: self.code_variable(*index), scores }
            }
            TermShape::Count => Term::CountPresent(self.ticks.clone()),
            TermShape::Sum(parts) => Term::Sum(parts.iter().map(|part| self.term(part)).collect()),
            TermShape::First(parts) => Term::FirstOf(parts.iter().map(|part| self.term(part)).collect()),
            TermShape::Add(a, b) => Term::Add(boxed(self.term(a)), boxed(self.term(b))),
            TermShape::Divide(a, b) => Term::Divide(boxed(self.term(a)), boxed(self.term(b))),
            TermShape::Round(a) => Term::Round(boxed(self.term(a)), 0),
            TermShape::Days => Term::Days(boxed(Term::Value(self.days[0])), boxed(Term::Value(self.days[1]))),
            TermShape::SumWhere(cond) => {
                let cond = self.build(cond);
                Term::SumWhere { repeat: self.staff, term: boxed(Term::Value(self.inner_number)), cond }
            }
            TermShape::If(cond, then, otherwise) => {
                let cond = self.build(cond);
                Term::If { cond, then: boxed(self.term(then)), otherwise: boxed(self.term(otherwise)) }
            }
        }
    }

    /// What a shape means, told straight from its words and without any simplification.
    fn means(&self, shape: &Shape, scope: &Scope<'_>) -> bool {
        match shape {
            Shape::Always => true,
            Shape::Never => false,
            Shape::Present(index) => scope.is_present(self.any_variable(*index)),
            Shape::Absent(index) => !scope.is_present(self.any_variable(*index)),
            Shape::In(index, codes) => scope.code(self.code_variable(*index)).is_some_and(|code| codes.contains(&code)),
            Shape::NotIn(index, codes) => {
                scope.code(self.code_variable(*index)).is_some_and(|code| !codes.contains(&code))
            }
            Shape::Compare(left, op, right) | Shape::Bare(left, op, right) => {
                match (self.reckon(left, scope), self.reckon(right, scope)) {
                    (Some(left), Some(right)) => op.holds(left.cmp(&right)),
                    (None, _) | (_, None) => false,
                }
            }
            Shape::All(parts) => parts.iter().all(|part| self.means(part, scope)),
            Shape::Any(parts) => parts.iter().any(|part| self.means(part, scope)),
            Shape::Some(shape) => scope.occurrences(self.staff).any(|inside| self.means(shape, &inside)),
            Shape::Every(shape) => scope.occurrences(self.staff).all(|inside| self.means(shape, &inside)),
            Shape::Not(shape) => !self.means(shape, scope),
        }
    }

    fn reckon(&self, shape: &TermShape, scope: &Scope<'_>) -> Option<BigRational> {
        let simple = |term: &Term| scope.quantity(term)?.number();
        match shape {
            TermShape::Number(value) => Some(whole(*value)),
            TermShape::Value(index) => simple(&Term::Value(self.numbers[*index])),
            TermShape::Inner => simple(&Term::Value(self.inner_number)),
            TermShape::Score(index) => match scope.code(self.code_variable(*index))? {
                "a" => Some(whole(1)),
                "b" => Some(BigRational::new((-1).into(), 2.into())),
                _ => None,
            },
            TermShape::Count => simple(&Term::CountPresent(self.ticks.clone())),
            TermShape::Sum(parts) => {
                parts.iter().filter_map(|part| self.reckon(part, scope)).reduce(|sum, part| sum + part)
            }
            TermShape::First(parts) => parts.iter().find_map(|part| self.reckon(part, scope)),
            TermShape::Add(a, b) => Some(self.reckon(a, scope)? + self.reckon(b, scope)?),
            TermShape::Divide(a, b) => {
                let (a, b) = (self.reckon(a, scope)?, self.reckon(b, scope)?);
                (!b.is_zero()).then(|| a / b)
            }
            TermShape::Round(a) => Some(self.reckon(a, scope)?.round()),
            TermShape::Days => simple(&Term::Days(boxed(Term::Value(self.days[0])), boxed(Term::Value(self.days[1])))),
            TermShape::SumWhere(cond) => scope
                .occurrences(self.staff)
                .filter(|inside| self.means(cond, inside))
                .filter_map(|inside| inside.quantity(&Term::Value(self.inner_number))?.number())
                .reduce(|sum, part| sum + part),
            TermShape::If(cond, then, otherwise) => {
                self.reckon(if self.means(cond, scope) { then } else { otherwise }, scope)
            }
        }
    }

    fn answers(&self, picks: &[Option<u8>], staff: &[(Option<u8>, Option<u8>)]) -> Answers {
        let code = |pick: u8| Held::Text(["a", "b", "c"][usize::from(pick % 3)].to_owned());
        let number = |pick: u8| Held::Number(Number::whole(i64::from(pick % 5) - 2));
        let day = |pick: u8| Held::Text(format!("2024-02-{:02}", 27 + pick % 3));
        let held = |index: usize, pick: u8| match index / 2 {
            0 => code(pick),
            1 => Held::Tick,
            2 => number(pick),
            _ => day(pick),
        };
        let file = picks
            .iter()
            .enumerate()
            .filter_map(|(index, pick)| Some((self.any_variable(index), held(index, (*pick)?))));
        let rows = staff.iter().map(|(first, second)| {
            let first = first.map(|pick| (self.inner_code, code(pick)));
            let second = second.map(|pick| (self.inner_number, number(pick)));
            Row::of(first.into_iter().chain(second))
        });
        Answers::of(Row::of(file), [(self.staff, rows.collect())])
    }
}

/// The same cases in every run.
fn runner() -> proptest::test_runner::TestRunner {
    let config = ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() };
    let rng = proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha);
    proptest::test_runner::TestRunner::new_with_rng(config, rng)
}

#[test]
fn simplified_conditions_keep_their_meaning_and_negation_is_the_exact_complement() {
    let picks = prop::collection::vec(prop::option::of(any::<u8>()), 8);
    let staff = prop::collection::vec((prop::option::of(any::<u8>()), prop::option::of(any::<u8>())), 0..3);
    runner()
        .run(&(shapes(), picks, staff), |(shape, picks, staff)| {
            let mut sample = sample();
            let cond = sample.build(&shape);
            let negated = sample.form.conds.negate(cond);
            let twice = sample.form.conds.negate(negated);
            let answers = sample.answers(&picks, &staff);
            let scope = Scope::file(&sample.form, &answers, None);
            let meant = sample.means(&shape, &scope);
            prop_assert_eq!(scope.holds(cond), meant, "{:?}", shape);
            prop_assert_eq!(scope.holds(negated), !meant, "negated {:?}", shape);
            prop_assert_eq!(scope.holds(twice), meant, "negated twice {:?}", shape);
            Ok(())
        })
        .expect("the laws hold");
}

#[test]
fn a_term_has_a_value_exactly_where_its_guard_holds() {
    let picks = prop::collection::vec(prop::option::of(any::<u8>()), 8);
    let staff = prop::collection::vec((prop::option::of(any::<u8>()), prop::option::of(any::<u8>())), 0..3);
    runner()
        .run(&(terms(shapes().boxed()), picks, staff), |(shape, picks, staff)| {
            let mut sample = sample();
            let term = sample.term(&shape);
            let guard = term.guard(&mut sample.form.conds);
            let answers = sample.answers(&picks, &staff);
            let scope = Scope::file(&sample.form, &answers, None);
            prop_assert_eq!(scope.holds(guard), scope.quantity(&term).is_some(), "{:?}", shape);
            prop_assert_eq!(scope.quantity(&term).and_then(Quantity::number), sample.reckon(&shape, &scope));
            Ok(())
        })
        .expect("guards are exact");
}
