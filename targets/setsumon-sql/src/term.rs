//! From a term of numbers to an exact SQL expression.
//!
//! Some dialects compute with decimals. Where there are none, or they are divided as floats, every number is a whole one, scaled by a
//! power of ten that is known beforehand. Division stands only inside of rounding, which divides whole numbers.

use setsumon_core::form::Value;
use setsumon_core::ids::{RepeatId, VarId};
use setsumon_core::number::Number;
use setsumon_core::reads::Reads;
use setsumon_core::term::Term;

use crate::cond::Printer;
use crate::dialect::scale;

/// A number as an expression: `expression / (10^places · divisor)`.
#[derive(Debug, Clone)]
pub(crate) struct Scaled {
    pub(crate) expression: String,
    pub(crate) places: u32,
    divisor: Option<String>,
}

fn plain(expression: String, places: u32) -> Scaled {
    Scaled { expression, places, divisor: None }
}

fn times(expression: &str, places: u32) -> String {
    if places == 0 { expression.to_owned() } else { format!("({expression} * {})", scale(places)) }
}

impl Printer<'_> {
    /// Two numbers with the same scale, as expressions.
    pub(crate) fn aligned(&self, left: Scaled, right: Scaled) -> (String, String) {
        let places = left.places.max(right.places);
        let (one, other) = (&left.divisor, &right.divisor);
        let mut left_side = times(&left.expression, places - left.places);
        let mut right_side = times(&right.expression, places - right.places);
        // Quotients do not come here but inside of rounding; were one to, multiplying out keeps the comparison right for divisors above 0.
        if let Some(divisor) = other {
            left_side = format!("({left_side} * {divisor})");
        }
        if let Some(divisor) = one {
            right_side = format!("({right_side} * {divisor})");
        }
        (left_side, right_side)
    }

    /// A number.
    pub(crate) fn number(&self, term: &Term) -> Scaled {
        match term {
            Term::Number(number) => self.literal(*number),
            Term::Day(day) => plain(day.to_string(), 0),
            Term::Month(month) => plain(month.to_string(), 0),
            Term::Value(variable) => self.value(*variable),
            Term::Score { variable, scores } => self.score(*variable, scores),
            Term::CountPresent(variables) => plain(self.count_present(variables), 0),
            Term::Sum(parts) => self.sum(parts),
            Term::Add(a, b) => self.combined(a, "+", b),
            Term::Subtract(a, b) => self.combined(a, "-", b),
            Term::Multiply(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                Scaled {
                    expression: format!("({} * {})", a.expression, b.expression),
                    places: a.places + b.places,
                    divisor: product(a.divisor, b.divisor),
                }
            }
            Term::Divide(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                let numerator = times(&a.expression, b.places.saturating_sub(a.places));
                let denominator = times(&b.expression, a.places.saturating_sub(b.places));
                Scaled {
                    expression: match b.divisor {
                        None => numerator,
                        Some(divisor) => format!("({numerator} * {divisor})"),
                    },
                    places: 0,
                    divisor: product(a.divisor, Some(denominator)),
                }
            }
            Term::Negative(a) => {
                let a = self.number(a);
                Scaled { expression: format!("(-{})", a.expression), ..a }
            }
            Term::Round(a, places) => self.rounded(self.number(a), *places),
            Term::Days(a, b) => plain(self.days_between(a, b), 0),
            Term::Age(a, b) => plain(self.age(a, b), 0),
            Term::PlusDays(_, _) | Term::PlusMonths(_, _) => plain(self.month(term), 0),
            Term::FirstOf(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.number(part)).collect();
                let (parts, places) = same_places(parts);
                plain(format!("coalesce({})", parts.join(", ")), places)
            }
            Term::CountWhere { repeat, cond } => plain(
                format!(
                    "(SELECT count(*) {}{})",
                    self.occurrences(*repeat, &Reads::of_cond(self.form, *cond)),
                    self.and(*cond)
                ),
                0,
            ),
            Term::SumWhere { repeat, term, cond } => {
                let mut reads = Reads::of_term(self.form, term);
                reads.variables.extend(Reads::of_cond(self.form, *cond).variables);
                let Scaled { expression, places, divisor: _ } = self.number(term);
                let of_occurrence = self.of_occurrence(*repeat, term, expression);
                let from = self.occurrences(*repeat, &reads);
                plain(format!("(SELECT sum({of_occurrence}) {from}{})", self.and(*cond)), places)
            }
            Term::If { cond, then, otherwise } => {
                let (parts, places) = same_places(vec![self.number(then), self.number(otherwise)]);
                let [then, otherwise] = parts.as_slice() else { return plain("NULL".to_owned(), 0) };
                plain(format!("(CASE WHEN {} THEN {then} ELSE {otherwise} END)", self.cond(*cond)), places)
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
            return plain(bracketed(number.units().to_string()), number.places());
        }
        plain(bracketed(number.to_string()), 0)
    }

    fn value(&self, variable: VarId) -> Scaled {
        let column = self.column(variable);
        let places = match &self.form.variables().get(variable).value {
            Value::Decimal { digits, min: _, max: _ } => *digits,
            Value::Integer { min: _, max: _ }
            | Value::Rank { max: _ }
            | Value::Code(_)
            | Value::Tick
            | Value::Text { shape: _, max_length: _, lines: _ } => 0,
            Value::Month { min: _, max: _ } | Value::Date { min: _, max: _ } => {
                return plain(self.month(&Term::Value(variable)), 0);
            }
        };
        let exact = self.dialect().exact(&column, places);
        plain(exact, if self.dialect().scales() { places } else { 0 })
    }

    fn score(&self, variable: VarId, scores: &[(String, Number)]) -> Scaled {
        let literals: Vec<_> = scores.iter().map(|(_, score)| self.literal(*score)).collect();
        let (literals, places) = same_places(literals);
        let whens: Vec<_> = scores
            .iter()
            .zip(&literals)
            .map(|((code, _), literal)| format!("WHEN {} THEN {literal}", self.dialect().text(code)))
            .collect();
        if whens.is_empty() {
            return plain("NULL".to_owned(), 0);
        }
        plain(format!("(CASE {} {} END)", self.column(variable), whens.join(" ")), places)
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

    /// Blanks count nothing; the sum is missing only where all parts are.
    fn sum(&self, parts: &[Term]) -> Scaled {
        let parts: Vec<_> = parts.iter().map(|part| self.number(part)).collect();
        let (parts, places) = same_places(parts);
        match parts.as_slice() {
            [] => plain("NULL".to_owned(), 0),
            [only] => plain(only.clone(), places),
            _ => {
                let some: Vec<_> = parts.iter().map(|part| format!("{part} IS NOT NULL")).collect();
                let sum: Vec<_> = parts.iter().map(|part| format!("coalesce({part}, 0)")).collect();
                plain(format!("(CASE WHEN {} THEN {} END)", some.join(" OR "), sum.join(" + ")), places)
            }
        }
    }

    fn combined(&self, a: &Term, sign: &str, b: &Term) -> Scaled {
        let (a, b) = (self.number(a), self.number(b));
        let places = a.places.max(b.places);
        let mut left = times(&a.expression, places - a.places);
        let mut right = times(&b.expression, places - b.places);
        if let Some(divisor) = &b.divisor {
            left = format!("({left} * {divisor})");
        }
        if let Some(divisor) = &a.divisor {
            right = format!("({right} * {divisor})");
        }
        Scaled { expression: format!("({left} {sign} {right})"), places, divisor: product(a.divisor, b.divisor) }
    }

    /// Halves away from zero: ⌊(2·|n| + |d|) / 2·|d|⌋ with the sign of the quotient, all in whole numbers.
    fn rounded(&self, number: Scaled, places: u32) -> Scaled {
        let Scaled { expression, places: had, divisor } = number;
        let numerator = times(&expression, places.saturating_sub(had));
        let denominator = match divisor {
            None if had <= places && self.dialect().scales() => return plain(numerator, places),
            None => scale(had.saturating_sub(places)).to_string(),
            Some(divisor) => times(&divisor, had.saturating_sub(places)),
        };
        let (above, below) = (format!("abs({numerator})"), format!("nullif(abs({denominator}), 0)"));
        let sign = self.dialect().sign(&numerator, &denominator);
        let quotient = self.dialect().rounded_quotient(&above, &below);
        let whole = format!("({quotient} * {sign})");
        if self.dialect().scales() {
            return plain(whole, places);
        }
        // Decimals: back from whole units to the number itself, which is exact.
        let unit = Number::new(1, places);
        if places == 0 { plain(whole, 0) } else { plain(format!("({whole} * {unit})"), 0) }
    }
}

fn product(a: Option<String>, b: Option<String>) -> Option<String> {
    match (a, b) {
        (None, only) | (only, None) => only,
        (Some(a), Some(b)) => Some(format!("({a} * {b})")),
    }
}

/// Expressions of the same scale.
fn same_places(parts: Vec<Scaled>) -> (Vec<String>, u32) {
    let places = parts.iter().map(|part| part.places).max().unwrap_or(0);
    (parts.into_iter().map(|part| times(&part.expression, places - part.places)).collect(), places)
}

/// A literal; a negative one in brackets, because `--` begins a comment.
fn bracketed(literal: String) -> String {
    if literal.starts_with('-') { format!("({literal})") } else { literal }
}
