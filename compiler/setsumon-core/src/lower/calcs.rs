//! Derived values and their bands.

use crate::names;
use setsumon_syntax::ast::Marker;

use super::nesting::MOST_NESTED;
use super::referents::{Referent, ValueKind};
use super::room::{MOST_LEVELS, MOST_PARTS};
use super::{Context, Lowerer};
use crate::errors::{choices, size, types};
use crate::form::{BandRow, Calc, CalcValue};
use crate::number::Number;
use crate::resolve::draft::Node;
use crate::resolve::symbols::SymbolId;
use crate::term::Term;
use crate::text::Text;
use crate::unit::Counted;

impl<'a> Lowerer<'a, '_> {
    pub(super) fn calc(&mut self, node: &Node<'a>, context: &Context) -> Option<crate::ids::CalcId> {
        let statement = node.statement;
        let symbol = node.symbol?;
        let expr = statement.condition.as_ref()?;
        let own = statement.when().map(|expr| {
            let (pair, _, _) = self.traced(context, |lowerer| lowerer.condition(expr, node.scope));
            pair.holds
        });
        let (operand, reads, personal) = self.traced(context, |lowerer| lowerer.operand(expr, node.scope));
        let operand = operand?;
        let written = self.written(&operand.term);
        if written > MOST_PARTS {
            self.say(size::formula(expr.span, MOST_PARTS));
            return None;
        }
        if operand.term.depth() > MOST_LEVELS {
            self.say(size::levels(expr.span, MOST_LEVELS));
            return None;
        }
        if self.nested(&operand.term) > MOST_NESTED + 10 {
            self.say(size::nested_in(expr.span));
            return None;
        }
        let asked = self.asked(context, own);
        let asked = self.conds.all([asked, operand.decided]);
        let band = statement.band();
        if super::quotients::divides(&operand.term) {
            self.say(types::unrounded(expr.span));
        } else if let Some(digits) = self.too_many_digits(&operand.term, &Term::nothing()) {
            // What is made of it would be too large as well, and nothing more can be said of that.
            self.say(types::too_many_digits(expr.span, digits));
            return None;
        }
        let value = match (band, operand.kind) {
            (Some(rows), ValueKind::Number) => self.band(rows, node.scope),
            (None, ValueKind::Number) => CalcValue::Number { digits: self.digits(&operand.term) },
            (None, ValueKind::Day) => CalcValue::Date,
            (None, ValueKind::Month) => CalcValue::Month,
            (_, kind) => {
                self.say(types::not_a_number(expr.span, kind.noun()));
                return None;
            }
        };
        let on_paper = statement.marked(Marker::ScreenOnly).is_none();
        let adds = if on_paper { self.added_up(&operand.term, &value, context) } else { Vec::new() };
        let label = statement.label.as_ref().map(|label| self.text(label, node.scope)).unwrap_or_default();
        let own = self.unit(statement, node.scope);
        let says_own = own.is_some();
        let of_parts = || operand.unit.as_ref().map(|counted| counted.unit.as_str()).filter(|unit| !unit.is_empty());
        let unit = own.or_else(|| of_parts().map(Text::of));
        // A band is of no unit, nor is a day.
        let unit = match value {
            CalcValue::Number { digits: _ } => self.with_currency(unit, &operand.term),
            CalcValue::Date | CalcValue::Month | CalcValue::Band(_) => unit,
        };
        // What is said of it by its own unit goes before what its parts are counted in.
        let own =
            unit.as_ref().filter(|_| says_own).map(|unit| Counted { currency: String::new(), unit: unit.plain() });
        let counted = own.or(operand.unit);
        let path = self.symbols.get(symbol).path.clone();
        let name = names::of(&path);
        if name.len() > 63 {
            self.say(crate::errors::names::name_too_long(statement.kind_span, &name));
        }
        let id = self.calcs.push(Calc {
            path,
            name,
            label,
            unit,
            adds,
            term: operand.term,
            value,
            asked,
            repeat: context.repeat,
            personal,
            origin: statement.span,
        });
        self.calc_reads.insert(id, reads);
        self.calc_parts.insert(id, written);
        self.calc_units.extend(counted.map(|counted| (id, counted)));
        self.referents.insert(symbol, Referent::Calc(id));
        Some(id)
    }

    /// How many decimal places a derived number can have.
    fn digits(&self, term: &crate::term::Term) -> u32 {
        use crate::form::Value;
        use crate::term::Term;
        match term {
            Term::Number(number) => number.places(),
            Term::Value(variable) => match self.variables.get(*variable).value {
                Value::Decimal { digits, min: _, max: _ } => digits,
                Value::Code(_)
                | Value::Tick
                | Value::Rank { max: _ }
                | Value::Integer { min: _, max: _ }
                | Value::Month { min: _, max: _ }
                | Value::Date { min: _, max: _ }
                | Value::Text { shape: _, max_length: _, lines: _ } => 0,
            },
            Term::Score { variable: _, scores } => scores.iter().map(|(_, score)| score.places()).max().unwrap_or(0),
            Term::Round(_, digits) => *digits,
            Term::Sum(parts) | Term::FirstOf(parts) => parts.iter().map(|part| self.digits(part)).max().unwrap_or(0),
            Term::Add(a, b) | Term::Subtract(a, b) => self.digits(a).max(self.digits(b)),
            Term::Multiply(a, b) => self.digits(a).saturating_add(self.digits(b)),
            Term::Negative(a) | Term::PlusDays(a, _) | Term::PlusMonths(a, _) => self.digits(a),
            Term::SumWhere { repeat: _, term, cond: _ } => self.digits(term),
            Term::If { cond: _, then, otherwise } => self.digits(then).max(self.digits(otherwise)),
            Term::Day(_)
            | Term::Month(_)
            | Term::CountPresent(_)
            | Term::Divide(..)
            | Term::Days(..)
            | Term::Age(..)
            | Term::CountWhere { .. } => 0,
        }
    }

    fn band(&mut self, rows: &[setsumon_syntax::ast::BandRow], scope: SymbolId) -> CalcValue {
        let mut lowered: Vec<BandRow> = Vec::new();
        for row in rows {
            let number = |text: &Option<setsumon_diagnostics::Spanned<String>>| {
                text.as_ref().and_then(|digits| Number::parse(&digits.value))
            };
            let (low, high) = (number(&row.low), number(&row.high));
            if let (Some(low), Some(high)) = (low, high)
                && low > high
            {
                self.say(types::empty_range(row.span, &low.to_string(), &high.to_string()));
            }
            if let Some(before) = lowered.last() {
                match (before.high, low) {
                    (Some(high), Some(low)) if low > high => {
                        if high.as_whole().zip(low.as_whole()).is_some_and(|(high, low)| low - high > 1) {
                            self.say(choices::band(
                                row.span,
                                "the numbers between this row and the one above it belong to none",
                            ));
                        }
                    }
                    _ => self.say(choices::band(row.span, "this row begins before the one above it ends")),
                }
            }
            if lowered.iter().any(|before| before.code == row.code.value) {
                self.say(choices::band(row.code.span, "two rows of the band bear the same code"));
            }
            let label = self.text(&row.label, scope);
            lowered.push(BandRow { low, high, code: row.code.value.clone(), label });
        }
        CalcValue::Band(lowered)
    }
}
