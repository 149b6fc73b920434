//! Quotients in comparisons: multiplied out, so that every target compares whole products and none divides.

use crate::number::Number;
use crate::term::{Joint, Term};

/// A value as numerator and denominator; no denominator is 1.
struct Fraction {
    over: Term,
    under: Option<Term>,
}

/// Two sides without a quotient outside `round`, that compare as the given ones do, and the divisors that must not be 0.
///
/// a/b and c/d compare as (a·d − c·b)·(b·d) and 0 do: the square of the denominators is positive, whatever their signs.
pub(super) fn multiply_out(left: Term, right: Term) -> (Term, Term, Vec<Term>) {
    let mut divisors = Vec::new();
    let left_fraction = fraction(&left, &mut divisors);
    let right_fraction = fraction(&right, &mut divisors);
    match (left_fraction.under, right_fraction.under) {
        (None, None) => (left, right, divisors),
        (left_under, right_under) => {
            let left_over = times(left_fraction.over, right_under.clone());
            let right_over = times(right_fraction.over, left_under.clone());
            let difference = Term::Subtract(Box::new(left_over), Box::new(right_over));
            let sign = match (left_under, right_under) {
                (Some(a), Some(b)) => Some(Term::Multiply(Box::new(a), Box::new(b))),
                (one, other) => one.or(other),
            };
            (times(difference, sign), Term::Number(Number::ZERO), divisors)
        }
    }
}

fn times(term: Term, factor: Option<Term>) -> Term {
    match factor {
        Some(factor) => Term::Multiply(Box::new(term), Box::new(factor)),
        None => term,
    }
}

fn fraction(term: &Term, divisors: &mut Vec<Term>) -> Fraction {
    match term.joint() {
        Joint::Divide(a, b) => {
            let a = fraction(a, divisors);
            let b = fraction(b, divisors);
            divisors.push(b.over.clone());
            // (p/q) ÷ (r/s) = (p·s) / (q·r)
            let under = match a.under {
                Some(q) => Term::Multiply(Box::new(q), Box::new(b.over)),
                None => b.over,
            };
            Fraction { over: times(a.over, b.under), under: Some(under) }
        }
        Joint::Add(a, b) => sum(a, b, Term::Add, divisors),
        Joint::Subtract(a, b) => sum(a, b, Term::Subtract, divisors),
        Joint::Multiply(a, b) => {
            let a = fraction(a, divisors);
            let b = fraction(b, divisors);
            let under = match (a.under, b.under) {
                (Some(q), Some(s)) => Some(Term::Multiply(Box::new(q), Box::new(s))),
                (one, other) => one.or(other),
            };
            Fraction { over: Term::Multiply(Box::new(a.over), Box::new(b.over)), under }
        }
        Joint::Negative(a) => {
            let a = fraction(a, divisors);
            Fraction { over: Term::Negative(Box::new(a.over)), under: a.under }
        }
        // Inside `round` the quotient stays: the rounding is what makes it a number of digits.
        Joint::None => Fraction { over: term.clone(), under: None },
    }
}

fn sum(a: &Term, b: &Term, join: fn(Box<Term>, Box<Term>) -> Term, divisors: &mut Vec<Term>) -> Fraction {
    let a = fraction(a, divisors);
    let b = fraction(b, divisors);
    match (a.under, b.under) {
        (None, None) => Fraction { over: join(Box::new(a.over), Box::new(b.over)), under: None },
        (q, s) => {
            let over = join(Box::new(times(a.over, s.clone())), Box::new(times(b.over, q.clone())));
            let under = match (q, s) {
                (Some(q), Some(s)) => Some(Term::Multiply(Box::new(q), Box::new(s))),
                (one, other) => one.or(other),
            };
            Fraction { over, under }
        }
    }
}

/// Whether a value divides outside `round`.
pub(super) fn divides(term: &Term) -> bool {
    let mut divisors = Vec::new();
    fraction(term, &mut divisors).under.is_some()
}
