//! The conditions of a form as formulas, in the names that somebody has for its variables.

use super::{Constant, Formula, Test};
use crate::cond::{Comparison, Cond};
use crate::form::Form;
use crate::ids::{CondId, RepeatId, VarId};
use crate::number::Number;
use crate::term::Term;

/// What stands for a variable in formulas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    /// It never has a value.
    Missing,
    /// It has the value of this name, where that has one and more holds.
    As {
        /// The name.
        name: String,
        /// What must hold.
        only: Vec<Formula>,
        /// Of a choice the codes that have one today, each with the latter; none where all have, and their own.
        codes: Option<Vec<(String, String)>>,
    },
    /// It is a tick, and set where this holds.
    Ticked(Formula),
    /// Something that is not gone into.
    Unknown,
}

/// Who knows what stands for the variables and rosters of a form.
pub trait Names {
    /// What stands for a variable.
    fn stands(&self, variable: VarId) -> Stands;

    /// What a roster is called; none for one that never has an occurrence.
    fn roster(&self, repeat: RepeatId) -> Option<String>;
}

/// A condition of a form as a formula. It is read with all its parts: whoever reads many asks first how many these are.
pub fn formula(form: &Form, names: &dyn Names, cond: CondId) -> Formula {
    Reading { form, names }.read(cond)
}

/// That a variable of a form has a value.
pub fn present(form: &Form, names: &dyn Names, variable: VarId) -> Formula {
    Reading { form, names }.present(variable)
}

struct Reading<'r> {
    form: &'r Form,
    names: &'r dyn Names,
}

impl Reading<'_> {
    fn read(&self, cond: CondId) -> Formula {
        let all = |parts: &[CondId]| parts.iter().map(|part| self.read(*part)).collect();
        match self.form.conds().get(cond) {
            Cond::Always => Formula::Always,
            Cond::Never => Formula::Never,
            Cond::Present(variable) => self.present(*variable),
            Cond::Absent(variable) => self.present(*variable).negated(),
            Cond::In { variable, codes } => self.codes(*variable, codes, true),
            Cond::NotIn { variable, codes } => self.codes(*variable, codes, false),
            Cond::Compare { left, op, right } => self.compared(left, *op, right),
            Cond::All(parts) => Formula::all(all(parts)),
            Cond::Any(parts) => Formula::any(all(parts)),
            Cond::Some { repeat, cond } => self
                .names
                .roster(*repeat)
                .map_or(Formula::Never, |roster| Formula::opaque(format!("some {roster} {:?}", self.read(*cond)))),
            Cond::Every { repeat, cond } => self
                .names
                .roster(*repeat)
                .map_or(Formula::Always, |roster| Formula::opaque(format!("every {roster} {:?}", self.read(*cond)))),
        }
    }

    /// The name of what is not gone into: no variable is called so.
    fn unknown(&self, variable: VarId) -> String {
        format!("new {}", self.form.variables().get(variable).name)
    }

    fn present(&self, variable: VarId) -> Formula {
        match self.names.stands(variable) {
            Stands::Missing => Formula::Never,
            Stands::Ticked(holds) => holds,
            Stands::Unknown => Formula::value(self.unknown(variable), Test::Present),
            Stands::As { name, only, codes: None } => restricted(Formula::value(name, Test::Present), only),
            Stands::As { name, only, codes: Some(codes) } => {
                let then = codes.into_iter().map(|(then, _)| then).collect();
                restricted(Formula::value(name, Test::In(then)), only)
            }
        }
    }

    /// A variable has one of these codes, or another.
    fn codes(&self, variable: VarId, named: &[String], among: bool) -> Formula {
        let test = |named: &[String]| if among { Test::In(named.to_vec()) } else { Test::NotIn(named.to_vec()) };
        match self.names.stands(variable) {
            // A tick has no code.
            Stands::Missing | Stands::Ticked(_) => Formula::Never,
            Stands::Unknown => Formula::value(self.unknown(variable), test(named)),
            Stands::As { name, only, codes: None } => restricted(Formula::value(name, test(named)), only),
            Stands::As { name, only, codes: Some(codes) } => {
                let these = codes.into_iter().filter(|(_, now)| named.contains(now) == among);
                let then: Vec<String> = these.map(|(then, _)| then).collect();
                if then.is_empty() {
                    return Formula::Never;
                }
                restricted(Formula::value(name, Test::In(then)), only)
            }
        }
    }

    /// A comparison, as one of one thing with a constant: two things are compared by what lies between them.
    fn compared(&self, left: &Term, op: Comparison, right: &Term) -> Formula {
        let (left, op, right) = if left.is_written() { (right, op.mirrored(), left) } else { (left, op, right) };
        let mut parts = Vec::new();
        let at = |at: i64| Constant::Number(Number::whole(at));
        let (name, op, constant) = if let Some(constant) = written(right) {
            let (base, plus) = shifted(left);
            match constant.as_whole().and_then(|whole| whole.checked_sub(plus)) {
                Some(whole) => (self.text(base, true, &mut parts), op, at(whole)),
                None => (self.text(left, true, &mut parts), op, Constant::Number(constant)),
            }
        } else {
            let ((one, plus), (other, more)) = (shifted(left), shifted(right));
            // The sums of two such numbers are far from what 64 bits hold, or else the numbers stay where they are.
            let (one, other, between) = match more.checked_sub(plus).filter(|between| *between != i64::MIN) {
                Some(between) => (one, other, between),
                None => (left, right, 0),
            };
            let [one, other] = [one, other].map(|side| self.text(side, true, &mut parts));
            if one <= other {
                (format!("{one} - {other}"), op, at(between))
            } else {
                (format!("{other} - {one}"), op.mirrored(), at(-between))
            }
        };
        parts.push(Formula::value(name, Test::Compare(op, constant)));
        Formula::all(parts)
    }

    /// A term as a text: the same text is the same value of the same answers. Where it stands alone or in arithmetic, which has no value
    /// where a part has none, what must hold for it to have the value of then goes into `needs`.
    fn text(&self, term: &Term, strict: bool, needs: &mut Vec<Formula>) -> String {
        let mut of = |term: &Term| self.text(term, strict, needs);
        match term {
            Term::Number(number) => number.to_string(),
            Term::Day(day) => format!("day {day}"),
            Term::Month(month) => format!("month {month}"),
            Term::Value(variable) => self.name(*variable, strict.then_some(needs)),
            Term::Score { variable, scores } => format!("score({} {scores:?})", self.name(*variable, None)),
            Term::CountPresent(variables) => {
                let counted = variables.iter().filter(|one| self.names.stands(**one) != Stands::Missing);
                let mut counted: Vec<String> = counted.map(|one| self.name(*one, None)).collect();
                counted.sort_unstable();
                format!("count({})", counted.join(", "))
            }
            Term::Sum(parts) => format!("sum({})", self.listed(parts)),
            Term::FirstOf(parts) => format!("first({})", self.listed(parts)),
            Term::Add(a, b) => format!("({} + {})", of(a), of(b)),
            Term::Subtract(a, b) => format!("({} - {})", of(a), of(b)),
            Term::Multiply(a, b) => format!("({} * {})", of(a), of(b)),
            Term::Divide(a, b) => format!("({} / {})", of(a), of(b)),
            Term::Negative(a) => format!("(- {})", of(a)),
            Term::Round(a, places) => format!("round({} {places})", of(a)),
            Term::Days(a, b) => format!("days({} {})", of(a), of(b)),
            Term::Age(a, b) => format!("age({} {})", of(a), of(b)),
            Term::PlusDays(a, days) => format!("({} + {days} days)", of(a)),
            Term::PlusMonths(a, months) => format!("({} + {months} months)", of(a)),
            Term::CountWhere { repeat, cond } => match self.names.roster(*repeat) {
                Some(roster) => format!("count({roster} {:?})", self.read(*cond)),
                None => "0".to_owned(),
            },
            Term::SumWhere { repeat, term, cond } => match self.names.roster(*repeat) {
                Some(roster) => {
                    format!("sum({roster} {} {:?})", self.text(term, false, &mut Vec::new()), self.read(*cond))
                }
                None => "missing".to_owned(),
            },
            Term::If { cond, then, otherwise } => {
                let [then, otherwise] = [then, otherwise].map(|term| self.text(term, false, &mut Vec::new()));
                format!("if({:?} {then} {otherwise})", self.read(*cond))
            }
        }
    }

    /// Parts of which some may be missing.
    fn listed(&self, parts: &[Term]) -> String {
        let parts = parts.iter().map(|part| self.text(part, false, &mut Vec::new()));
        parts.filter(|part| part != "missing").collect::<Vec<_>>().join(", ")
    }

    /// The name of a variable's value; where it may have another than what stands for it, what must hold goes into `needs`, if there are
    /// such.
    fn name(&self, variable: VarId, needs: Option<&mut Vec<Formula>>) -> String {
        match (self.names.stands(variable), needs) {
            (Stands::Missing, needs) => {
                needs.into_iter().for_each(|needs| needs.push(Formula::Never));
                "missing".to_owned()
            }
            (Stands::As { name, only, codes: None }, needs) if only.is_empty() || needs.is_some() => {
                if let Some(needs) = needs {
                    needs.push(Formula::value(name.clone(), Test::Present));
                    needs.extend(only);
                }
                name
            }
            (Stands::As { name: _, only: _, codes: _ } | Stands::Ticked(_) | Stands::Unknown, _) => {
                self.unknown(variable)
            }
        }
    }
}

fn restricted(formula: Formula, only: Vec<Formula>) -> Formula {
    Formula::all(std::iter::once(formula).chain(only).collect())
}

/// A number, day or month that is written in the survey.
fn written(term: &Term) -> Option<Number> {
    term.as_number().or_else(|| term.as_day_or_month().map(|at| Number::whole(i64::from(at))))
}

/// A term without the whole number that is added to it, and that number.
fn shifted(term: &Term) -> (&Term, i64) {
    let whole = |term: &Term| term.as_number().and_then(Number::as_whole);
    let found = if let Term::Add(a, b) = term {
        whole(b).map(|plus| (&**a, plus)).or_else(|| whole(a).map(|plus| (&**b, plus)))
    } else if let Term::Subtract(a, b) = term {
        whole(b).and_then(i64::checked_neg).map(|plus| (&**a, plus))
    } else {
        None
    };
    found.unwrap_or((term, 0))
}
