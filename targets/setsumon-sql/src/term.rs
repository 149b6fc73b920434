//! From a term of numbers to an exact SQL expression.
//!
//! Some dialects compute with decimals. Where there are none, or they are divided as floats, every number is a whole one, scaled by a
//! power of ten that is known beforehand. Division stands only inside of rounding.
//!
//! What a term reads is written out, so that every operand stands once in what is made of it: two would be four in a value that reads
//! this one, and a thousand ten values on.

use setsumon_core::form::Value;
use setsumon_core::ids::{RepeatId, VarId};
use setsumon_core::number::Number;
use setsumon_core::reads::Reads;
use setsumon_core::term::Term;

use crate::cond::Printer;
use crate::dialect::scale;
use crate::figure::{Binds, Figure, near};

/// More than any day or month is, counted from the first, and any age.
const CALENDAR: f64 = 1e7;

/// A number as an expression: `over / (10^places · under)`. Where numbers are not scaled, `places` is 0; it is below where one was divided by
/// a number of more places.
#[derive(Debug, Clone)]
pub(crate) struct Scaled {
    pub(crate) over: Figure,
    pub(crate) places: i32,
    under: Option<Figure>,
}

fn plain(over: Figure, places: i32) -> Scaled {
    Scaled { over, places, under: None }
}

/// A whole number of the calendar.
fn of_calendar(text: String) -> Scaled {
    plain(Figure { narrow: true, ..Figure::whole(text, -CALENDAR, CALENDAR) }, 0)
}

fn count(text: String, most: usize) -> Scaled {
    let most = u32::try_from(most).unwrap_or(u32::MAX);
    plain(Figure { narrow: true, present: true, ..Figure::whole(text, 0.0, f64::from(most)) }, 0)
}

impl Printer<'_> {
    /// Two numbers with the same scale, as expressions.
    pub(crate) fn aligned(&self, left: Scaled, right: Scaled) -> (String, String) {
        let (left, right, _) = self.at_one_scale(left, right);
        (left.text, right.text)
    }

    /// The numbers over one divisor, with the same scale. In comparisons there are no divisors.
    fn at_one_scale(&self, left: Scaled, right: Scaled) -> (Figure, Figure, i32) {
        let places = left.places.max(right.places);
        let mut one = self.times(left.over, places - left.places);
        let mut other = self.times(right.over, places - right.places);
        if let Some(under) = &right.under {
            one = self.product(&one, under);
        }
        if let Some(under) = &left.under {
            other = self.product(&other, under);
        }
        (one, other, places)
    }

    /// A figure that what is made of it cannot grow out of.
    fn wide(&self, figure: &Figure) -> Figure {
        match self.dialect().widened(&figure.text).filter(|_| figure.narrow) {
            None => figure.clone(),
            Some(text) => Figure { narrow: false, ..figure.clone().written_as(text, Binds::Whole) },
        }
    }

    /// The first of two figures, wide where neither is.
    fn wide_beside(&self, figure: &Figure, other: &Figure) -> Figure {
        if other.narrow { self.wide(figure) } else { figure.clone() }
    }

    /// One of several figures, wide where none is.
    fn wide_among(&self, figure: &Figure, all: &[Figure]) -> Figure {
        if all.iter().all(|part| part.narrow) { self.wide(figure) } else { figure.clone() }
    }

    fn product(&self, a: &Figure, b: &Figure) -> Figure {
        self.wide_beside(a, b).times(b)
    }

    /// A figure × 10^places, where that is more than itself.
    fn times(&self, figure: Figure, places: i32) -> Figure {
        let places = u32::try_from(places).unwrap_or(0);
        if places == 0 {
            return figure;
        }
        match figure.as_literal().and_then(|literal| literal.checked_mul(scale(places))) {
            Some(literal) => Figure::literal(literal),
            None => self.product(&figure, &Figure::literal(scale(places))),
        }
    }

    /// A number.
    pub(crate) fn number(&self, term: &Term) -> Scaled {
        match term {
            Term::Number(number) => self.literal(*number),
            Term::Day(day) => plain(Figure::literal(i64::from(*day)), 0),
            Term::Month(month) => plain(Figure::literal(i64::from(*month)), 0),
            Term::Value(variable) => self.value(*variable),
            Term::Score { variable, scores } => self.score(*variable, scores),
            Term::CountPresent(variables) => count(self.count_present(variables), variables.len()),
            Term::Sum(_) => self.sum(term),
            Term::Add(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                let under = self.divisors(&a, &b);
                let (left, right, places) = self.at_one_scale(a, b);
                Scaled { over: self.wide_beside(&left, &right).plus(&right), places, under }
            }
            Term::Subtract(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                let under = self.divisors(&a, &b);
                let (left, right, places) = self.at_one_scale(a, b);
                Scaled { over: self.wide_beside(&left, &right).minus(&right), places, under }
            }
            Term::Multiply(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                let under = self.divisors(&a, &b);
                Scaled { over: self.product(&a.over, &b.over), places: a.places + b.places, under }
            }
            Term::Divide(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                let over = match &b.under {
                    None => a.over,
                    Some(divisor) => self.product(&a.over, divisor),
                };
                let under = match &a.under {
                    None => b.over,
                    Some(divisor) => self.product(divisor, &b.over),
                };
                Scaled { over, places: a.places - b.places, under: Some(under) }
            }
            Term::Negative(a) => {
                let a = self.number(a);
                Scaled { over: self.wide(&a.over).negative(), ..a }
            }
            Term::Round(a, places) => self.rounded(self.number(a), *places),
            Term::Days(a, b) => of_calendar(self.days_between(a, b)),
            Term::Age(a, b) => of_calendar(self.age(a, b)),
            Term::PlusDays(_, _) | Term::PlusMonths(_, _) => of_calendar(self.month(term)),
            Term::FirstOf(_) => {
                let parts = term.flat().into_iter().map(|part| self.number(part)).collect();
                let (parts, places) = self.same_places(parts);
                let text = Figure::around(&parts, format!("coalesce({})", texts(&parts).join(", ")));
                plain(Figure { present: parts.iter().any(|part| part.present), ..text }, places)
            }
            Term::CountWhere { repeat, cond } => {
                let from = self.occurrences(*repeat, &Reads::of_cond(self.form, *cond));
                let most = self.form.repeats().get(*repeat).max;
                count(
                    format!("(SELECT count(*) {from}{})", self.and(*cond)),
                    usize::try_from(most).unwrap_or(usize::MAX),
                )
            }
            Term::SumWhere { repeat, term, cond } => {
                let mut reads = Reads::of_term(self.form, term);
                reads.variables.extend(Reads::of_cond(self.form, *cond).variables);
                let Scaled { over, places, under: _ } = self.number(term);
                let of_occurrence = self.of_occurrence(*repeat, term, over.text.clone());
                let from = format!("{}{}", self.occurrences(*repeat, &reads), self.and(*cond));
                let entries = f64::from(self.form.repeats().get(*repeat).max);
                let (least, most) = (over.least.min(0.0) * entries, over.most.max(0.0) * entries);
                let text = self.dialect().summed(&of_occurrence, &from, least.abs().max(most));
                plain(Figure { least, most, present: false, ..over.written_as(text, Binds::Whole) }, places)
            }
            Term::If { cond, then, otherwise } => {
                let (parts, places) = self.same_places(vec![self.number(then), self.number(otherwise)]);
                let [then, otherwise] = parts.as_slice() else { return plain(Figure::missing(), 0) };
                let text = format!("CASE WHEN {} THEN {} ELSE {} END", self.cond(*cond), then.text, otherwise.text);
                plain(Figure::around(&parts, text), places)
            }
        }
    }

    /// What is added up, reading the occurrence's own row: an aggregate over columns of the response alone would be one of the query
    /// around it. That the number of an occurrence is not NULL would not do: SQLite knows it from the table and leaves it out.
    fn of_occurrence(&self, repeat: RepeatId, term: &Term, expression: String) -> String {
        let Some(base) = self.layout.base_of(repeat) else { return expression };
        if Reads::of_term(self.form, term).inside(self.form, repeat) {
            return expression;
        }
        format!("CASE WHEN {}._occurrence > 0 THEN {expression} END", base.quoted)
    }

    fn literal(&self, number: Number) -> Scaled {
        if self.dialect().scales() {
            return plain(Figure::literal(number.units()), of_places(number.places()));
        }
        plain(Figure::written(number), 0)
    }

    fn value(&self, variable: VarId) -> Scaled {
        let column = self.column(variable);
        let (places, least, most) = match &self.form.variables().get(variable).value {
            Value::Decimal { digits, min, max } => (*digits, near(*min), near(*max)),
            Value::Integer { min, max } => (0, near(Number::whole(*min)), near(Number::whole(*max))),
            Value::Rank { max } => (0, 1.0, f64::from(*max)),
            Value::Code(_) | Value::Tick | Value::Text { shape: _, max_length: _, lines: _ } => (0, 0.0, 1.0),
            Value::Month { min: _, max: _ } | Value::Date { min: _, max: _ } => {
                return of_calendar(self.month(&Term::Value(variable)));
            }
        };
        let exact = Figure { simple: true, ..Figure::whole(self.dialect().exact(&column, places), least, most) };
        if self.dialect().scales() {
            let unit = near(Number::whole(scale(places)));
            return plain(Figure { least: least * unit, most: most * unit, ..exact }, of_places(places));
        }
        plain(Figure { places, ..exact }, 0)
    }

    fn score(&self, variable: VarId, scores: &[(String, Number)]) -> Scaled {
        if scores.is_empty() {
            return plain(Figure::missing(), 0);
        }
        let (literals, places) = self.same_places(scores.iter().map(|(_, score)| self.literal(*score)).collect());
        let whens: Vec<_> = scores
            .iter()
            .zip(&literals)
            .map(|((code, _), literal)| format!("WHEN {} THEN {}", self.dialect().text(code), literal.text))
            .collect();
        let text = format!("CASE {} {} END", self.column(variable), whens.join(" "));
        plain(Figure { simple: true, ..Figure::around(&literals, text) }, places)
    }

    fn count_present(&self, variables: &[VarId]) -> String {
        let columns: Vec<_> = variables.iter().map(|variable| self.column(*variable)).collect();
        let parts = self.dialect().present(&columns);
        match parts.as_slice() {
            [] => "0".to_owned(),
            [only] => only.clone(),
            _ => format!("({})", parts.join(" + ")),
        }
    }

    /// Blanks count nothing; the sum is missing only where all parts are. What has parts of its own goes first, the longest before the
    /// others, and is written once: where it is missing, the sum is that of the rest.
    fn sum(&self, term: &Term) -> Scaled {
        let parts = term.flat().into_iter().map(|part| self.number(part)).collect();
        let (parts, places) = self.same_places(parts);
        let Some(longest) = parts.iter().filter(|part| !part.simple).max_by_key(|part| part.text.len()) else {
            return plain(self.sum_of(&parts), places);
        };
        let (mut first, mut rest) = (None, Vec::new());
        for part in &parts {
            if first.is_none() && part.text == longest.text {
                first = Some(part.clone());
            } else {
                rest.push(part.clone());
            }
        }
        let Some(first) = first.filter(|_| !rest.is_empty() && !parts.iter().any(|part| part.present)) else {
            return plain(self.sum_of(&parts), places);
        };
        let begin = self.wide_among(&first, &parts);
        let sum = rest.iter().fold(begin, |sum, part| sum.plus(&or_nothing(part)));
        let text = format!("coalesce({}, {})", sum.text, self.sum_of(&rest).text);
        let around = self.sum_of(&parts);
        plain(around.written_as(text, Binds::Whole), places)
    }

    /// The sum of these, each written twice unless one of them always has a value.
    fn sum_of(&self, parts: &[Figure]) -> Figure {
        let (first, rest) = match parts {
            [] => return Figure::missing(),
            [only] => return only.clone(),
            [first, rest @ ..] => (first, rest),
        };
        let sum = rest.iter().fold(or_nothing(&self.wide_among(first, parts)), |sum, part| sum.plus(&or_nothing(part)));
        if parts.iter().any(|part| part.present) {
            return Figure { present: true, ..sum };
        }
        let some: Vec<_> = parts.iter().map(|part| format!("{} IS NOT NULL", part.within(Binds::Sum))).collect();
        let text = format!("CASE WHEN {} THEN {} END", some.join(" OR "), sum.text);
        sum.written_as(text, Binds::Whole)
    }

    fn divisors(&self, a: &Scaled, b: &Scaled) -> Option<Figure> {
        match (&a.under, &b.under) {
            (None, only) | (only, None) => only.clone(),
            (Some(a), Some(b)) => Some(self.product(a, b)),
        }
    }

    /// Halves away from zero.
    fn rounded(&self, number: Scaled, places: u32) -> Scaled {
        let Scaled { over, places: had, under } = number;
        if !self.dialect().scales() {
            if under.is_none() && over.places <= places {
                return plain(over, 0);
            }
            let over = self.wide(&over);
            let (text, binds) = self.dialect().rounded(&over, under.as_ref(), places);
            return plain(Figure { places, ..of_quotient(&over, under.as_ref(), text, binds) }, 0);
        }
        let places = of_places(places);
        let over = self.times(over, places - had);
        let under = match under {
            None if had <= places => return plain(over, places),
            None => self.times(Figure::literal(1), had - places),
            Some(divisor) => self.times(divisor, had - places),
        };
        let over = self.wide(&over);
        let (text, binds) = self.dialect().rounded(&over, Some(&under), 0);
        plain(of_quotient(&over, Some(&under), text, binds), places)
    }

    /// Figures of the same scale.
    fn same_places(&self, parts: Vec<Scaled>) -> (Vec<Figure>, i32) {
        let places = parts.iter().map(|part| part.places).max().unwrap_or(0);
        (parts.into_iter().map(|part| self.times(part.over, places - part.places)).collect(), places)
    }
}

fn of_places(places: u32) -> i32 {
    i32::try_from(places).unwrap_or(i32::MAX)
}

/// A figure, or 0 where it has no value.
fn or_nothing(part: &Figure) -> Figure {
    if part.present {
        return part.clone();
    }
    let text = format!("coalesce({}, 0)", part.text);
    let (least, most) = (part.least.min(0.0), part.most.max(0.0));
    Figure { least, most, ..part.clone().written_as(text, Binds::Whole) }
}

fn texts(parts: &[Figure]) -> Vec<&str> {
    parts.iter().map(|part| part.text.as_str()).collect()
}

/// A rounded quotient, and within what it lies: that of whole numbers is no larger than what is divided.
fn of_quotient(over: &Figure, under: Option<&Figure>, text: String, binds: Binds) -> Figure {
    let smallest = under.map_or(1.0, Figure::smallest);
    let widest = over.widest() / smallest + 1.0;
    let least = if over.least >= 0.0 && under.is_none_or(|under| under.least >= 0.0) { 0.0 } else { -widest };
    Figure { least, most: widest, narrow: false, present: false, ..over.clone().written_as(text, binds) }
}
