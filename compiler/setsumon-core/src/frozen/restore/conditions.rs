//! Conditions and terms: parts before wholes, values of one kind with values of that kind, and nothing larger than a survey makes it.

use super::names::Names;
use super::{At, Restored, day, each, month, number, wrong};
use crate::cond::{Cond, Conds};
use crate::frozen::{Condition, Score, Term as Published, Value};
use crate::ids::{CondId, VarId};
use crate::term::Term;

/// The most levels of one formula: a sum of a thousand parts is one.
const MOST_LEVELS: u32 = 1_000;

/// The most conditions inside one another, and the most of these that are decided while a formula is computed.
const MOST_NESTED: u32 = 2_000;
const MOST_COMPUTED: u32 = 100;

/// The most rosters whose occurrences are looked through for each occurrence of another.
const MOST_ROSTERS: u32 = 4;

/// The most parts of one condition, written out.
const MOST_PARTS: u64 = 1_000_000;

/// The most decimal places that something is rounded to: a decimal number of a survey has at most so many digits.
const MOST_PLACES: u32 = 18;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Day,
    Month,
    /// What has no value: the sum of nothing.
    Nothing,
}

/// How large something is.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    /// Levels of a formula.
    levels: u32,
    /// Conditions inside one another.
    nested: u32,
    /// Conditions inside one another that formulas stand between.
    computed: u32,
    /// Rosters inside one another.
    rosters: u32,
}

impl Size {
    fn with(self, other: Self) -> Self {
        Self {
            levels: self.levels.max(other.levels),
            nested: self.nested.max(other.nested),
            computed: self.computed.max(other.computed),
            rosters: self.rosters.max(other.rosters),
        }
    }

    fn fits(self) -> Restored<Self> {
        if self.levels > MOST_LEVELS {
            return wrong(format!("a formula has {MOST_LEVELS} levels at most"));
        }
        if self.nested > MOST_NESTED || self.computed > MOST_COMPUTED {
            return wrong("conditions stand inside one another too deeply");
        }
        if self.rosters > MOST_ROSTERS {
            return wrong(format!("{MOST_ROSTERS} rosters are looked through inside one another at most"));
        }
        Ok(self)
    }
}

/// A term with its kind and size.
struct Built {
    term: Term,
    kind: Kind,
    size: Size,
}

/// What conditions and terms are made from: those before the one at hand.
struct Terms<'n, 'm> {
    names: &'n Names<'m>,
    /// The size of each condition so far.
    sizes: &'n [Size],
}

/// All conditions, each at its place.
pub(super) fn restored(names: &Names<'_>, conditions: &[Condition]) -> Restored<Conds> {
    let mut conds = Conds::default();
    let mut sizes = Vec::with_capacity(conditions.len());
    for (index, condition) in conditions.iter().enumerate() {
        let place = || format!("conditions[{index}]");
        let (cond, size) = Terms { names, sizes: &sizes }.condition(condition).at_place(place)?;
        let size = size.fits().at_place(place)?;
        let id = conds.place(cond);
        if conds.parts(id) > MOST_PARTS {
            return wrong(format!("a condition has {MOST_PARTS} parts at most")).at_place(place);
        }
        sizes.push(size);
    }
    Ok(conds)
}

/// The term of a derived value, which may read every condition.
pub(super) fn term(names: &Names<'_>, conds: &Conds, term: &Published) -> Restored<Term> {
    // That each condition is no larger than it may be has been seen to.
    let sizes = vec![Size::default(); conds.len()];
    Ok(Terms { names, sizes: &sizes }.term(term)?.term)
}

impl Terms<'_, '_> {
    /// A condition that stands before the one at hand.
    fn part(&self, place: u32) -> Restored<(CondId, Size)> {
        let id = self.names.cond(place)?;
        match self.sizes.get(place as usize) {
            Some(size) => Ok((id, *size)),
            None => wrong(format!("`conditions[{place}]` does not stand before it")),
        }
    }

    fn parts(&self, of: &[u32]) -> Restored<(Vec<CondId>, Size)> {
        if of.len() < 2 {
            return wrong("it has two parts at least").at("of");
        }
        let mut all = Size::default();
        let parts = each("of", of, |place| {
            let (id, size) = self.part(*place)?;
            all = all.with(size);
            Ok(id)
        })?;
        Ok((parts, Size { nested: all.nested + 1, ..all }))
    }

    fn condition(&self, condition: &Condition) -> Restored<(Cond, Size)> {
        let none = Size::default();
        let occurrence = |cond: u32| -> Restored<(CondId, Size)> {
            let (id, size) = self.part(cond).at("cond")?;
            let inside =
                Size { nested: size.nested + 1, computed: size.computed + 1, rosters: size.rosters + 1, ..size };
            Ok((id, inside))
        };
        let variable = |name: &str| self.names.variable(name).at("variable");
        Ok(match condition {
            Condition::Always => (Cond::Always, none),
            Condition::Never => (Cond::Never, none),
            Condition::Present { variable: name } => (Cond::Present(variable(name)?), none),
            Condition::Absent { variable: name } => (Cond::Absent(variable(name)?), none),
            Condition::In { variable, codes } => {
                (Cond::In { variable: self.coded(variable)?, codes: some(codes)? }, none)
            }
            Condition::NotIn { variable, codes } => {
                (Cond::NotIn { variable: self.coded(variable)?, codes: some(codes)? }, none)
            }
            Condition::Compare { left, op, right } => {
                let (left, right) = (self.term(left).at("left")?, self.term(right).at("right")?);
                alike(left.kind, right.kind)?;
                let size = left.size.with(right.size);
                (
                    Cond::Compare { left: left.term, op: *op, right: right.term },
                    Size { nested: size.nested + 1, ..size },
                )
            }
            Condition::All { of } => {
                let (parts, size) = self.parts(of)?;
                (Cond::All(parts), size)
            }
            Condition::Any { of } => {
                let (parts, size) = self.parts(of)?;
                (Cond::Any(parts), size)
            }
            Condition::Some { repeat, cond } => {
                let (cond, size) = occurrence(*cond)?;
                (Cond::Some { repeat: self.names.repeat(repeat).at("repeat")?, cond }, size)
            }
            Condition::Every { repeat, cond } => {
                let (cond, size) = occurrence(*cond)?;
                (Cond::Every { repeat: self.names.repeat(repeat).at("repeat")?, cond }, size)
            }
        })
    }

    /// A variable whose values are codes.
    fn coded(&self, name: &str) -> Restored<VarId> {
        let id = self.names.variable(name).at("variable")?;
        match self.value(id) {
            Some(Value::Code { list: _ }) => Ok(id),
            Some(
                Value::Tick
                | Value::Rank { max: _ }
                | Value::Integer { min: _, max: _ }
                | Value::Decimal { digits: _, min: _, max: _ }
                | Value::Month { min: _, max: _ }
                | Value::Date { min: _, max: _ }
                | Value::Text { shape: _, picture: _, max_length: _, lines: _ },
            )
            | None => wrong(format!("`{name}` holds no codes")).at("variable"),
        }
    }

    fn value(&self, id: VarId) -> Option<&Value> {
        use crate::ids::Id;
        self.names.model.get(id.index()).map(|variable| &variable.value)
    }

    fn term(&self, term: &Published) -> Restored<Built> {
        let flat = |term, kind| Built { term, kind, size: Size { levels: 1, ..Size::default() } };
        let built = match term {
            Published::Number { number: text } => flat(Term::Number(number(text).at("number")?), Kind::Number),
            Published::Day { day: text } => flat(Term::Day(day(text).at("day")?.0), Kind::Day),
            Published::Month { month: text } => flat(Term::Month(month(text).at("month")?), Kind::Month),
            Published::Value { variable } => {
                let id = self.names.variable(variable).at("variable")?;
                flat(Term::Value(id), self.figure(id, variable).at("variable")?)
            }
            Published::Score { variable, scores } => {
                let scores =
                    each("scores", scores, |Score { code, score }| Ok((code.clone(), number(score).at("score")?)))?;
                flat(Term::Score { variable: self.coded(variable)?, scores }, Kind::Number)
            }
            Published::CountPresent { variables } => {
                flat(Term::CountPresent(self.names.variables("variables", variables)?), Kind::Number)
            }
            Published::Sum { of } if of.is_empty() => flat(Term::nothing(), Kind::Nothing),
            Published::Sum { of } => self.several(of, Some(Kind::Number), Term::Sum)?,
            Published::FirstOf { of } if of.is_empty() => return wrong("it has a part at least").at("of"),
            Published::FirstOf { of } => self.several(of, None, Term::FirstOf)?,
            Published::Add { of } => self.chain(of, Term::Add)?,
            Published::Multiply { of } => self.chain(of, Term::Multiply)?,
            Published::Subtract { left, right } => self.two(left, right, Kind::Number, Term::Subtract)?,
            Published::Divide { left, right } => self.two(left, right, Kind::Number, Term::Divide)?,
            Published::Days { left, right } => self.two(left, right, Kind::Day, Term::Days)?,
            Published::Age { left, right } => self.two(left, right, Kind::Day, Term::Age)?,
            Published::Negative { of } => self.one(of, &[Kind::Number], Term::Negative)?,
            Published::Round { of: _, digits } if *digits > MOST_PLACES => {
                return wrong(format!("a number is rounded to {MOST_PLACES} decimal places at most")).at("digits");
            }
            Published::Round { of, digits } => self.one(of, &[Kind::Number], |of| Term::Round(of, *digits))?,
            Published::PlusDays { of, days } => self.one(of, &[Kind::Day], |of| Term::PlusDays(of, *days))?,
            Published::PlusMonths { of, months } => {
                self.one(of, &[Kind::Day, Kind::Month], |of| Term::PlusMonths(of, *months))?
            }
            Published::CountWhere { repeat, cond } => {
                let (cond, size) = self.occurrences(*cond)?;
                let repeat = self.names.repeat(repeat).at("repeat")?;
                Built { term: Term::CountWhere { repeat, cond }, kind: Kind::Number, size: Size { levels: 1, ..size } }
            }
            Published::SumWhere { repeat, of, cond } => {
                let (cond, size) = self.occurrences(*cond)?;
                let repeat = self.names.repeat(repeat).at("repeat")?;
                let Built { term, kind: _, size: inner } =
                    self.one(of, &[Kind::Number], |term| Term::SumWhere { repeat, term, cond })?;
                let inner = Size { rosters: inner.rosters + 1, ..inner };
                Built { term, kind: Kind::Number, size: inner.with(Size { levels: 0, ..size }) }
            }
            Published::If { cond, then, otherwise } => {
                let (cond, size) = self.part(*cond).at("cond")?;
                let (then, otherwise) = (self.term(then).at("then")?, self.term(otherwise).at("otherwise")?);
                let kind = alike(then.kind, otherwise.kind)?;
                let inner = then.size.with(otherwise.size);
                let size = Size { levels: 0, computed: size.computed + 1, ..size };
                Built {
                    term: Term::If { cond, then: Box::new(then.term), otherwise: Box::new(otherwise.term) },
                    kind,
                    size: Size { levels: inner.levels + 1, ..inner }.with(size),
                }
            }
        };
        built.size.fits()?;
        Ok(built)
    }

    /// What a variable can be reckoned with as.
    fn figure(&self, id: VarId, name: &str) -> Restored<Kind> {
        match self.value(id) {
            Some(
                Value::Rank { max: _ }
                | Value::Integer { min: _, max: _ }
                | Value::Decimal { digits: _, min: _, max: _ },
            ) => Ok(Kind::Number),
            Some(Value::Date { min: _, max: _ }) => Ok(Kind::Day),
            Some(Value::Month { min: _, max: _ }) => Ok(Kind::Month),
            Some(
                Value::Code { list: _ } | Value::Tick | Value::Text { shape: _, picture: _, max_length: _, lines: _ },
            )
            | None => wrong(format!("`{name}` holds no number, day or month")),
        }
    }

    fn occurrences(&self, cond: u32) -> Restored<(CondId, Size)> {
        let (id, size) = self.part(cond).at("cond")?;
        Ok((id, Size { levels: 0, computed: size.computed + 1, rosters: size.rosters + 1, ..size }))
    }

    fn one(&self, of: &Published, kinds: &[Kind], make: impl FnOnce(Box<Term>) -> Term) -> Restored<Built> {
        let Built { term, kind, size } = self.term(of).at("of")?;
        if kind != Kind::Nothing && !kinds.contains(&kind) {
            return wrong("its value is of another kind").at("of");
        }
        Ok(Built { term: make(Box::new(term)), kind, size: Size { levels: size.levels + 1, ..size } })
    }

    fn two(
        &self,
        left: &Published,
        right: &Published,
        kind: Kind,
        make: fn(Box<Term>, Box<Term>) -> Term,
    ) -> Restored<Built> {
        let (left, right) = (self.term(left).at("left")?, self.term(right).at("right")?);
        alike(left.kind, kind).at("left")?;
        alike(right.kind, kind).at("right")?;
        let size = left.size.with(right.size);
        let term = make(Box::new(left.term), Box::new(right.term));
        Ok(Built { term, kind: Kind::Number, size: Size { levels: size.levels + 1, ..size } })
    }

    /// A sum or product as one list: each part is joined to those before it.
    fn chain(&self, of: &[Published], join: fn(Box<Term>, Box<Term>) -> Term) -> Restored<Built> {
        let mut all: Option<Built> = None;
        for (index, part) in of.iter().enumerate() {
            let place = || format!("of[{index}]");
            let part = self.term(part).at_place(place)?;
            alike(part.kind, Kind::Number).at_place(place)?;
            all = Some(match all {
                None => part,
                Some(before) => {
                    let size = before.size.with(part.size);
                    let size = Size { levels: size.levels + 1, ..size }.fits().at_place(place)?;
                    Built { term: join(Box::new(before.term), Box::new(part.term)), kind: Kind::Number, size }
                }
            });
        }
        all.filter(|_| of.len() > 1).map_or_else(|| wrong("it has two parts at least").at("of"), Ok)
    }

    fn several(&self, of: &[Published], kind: Option<Kind>, make: fn(Vec<Term>) -> Term) -> Restored<Built> {
        let mut found = kind.unwrap_or(Kind::Nothing);
        let mut size = Size::default();
        let terms = each("of", of, |part| {
            let part = self.term(part)?;
            found = alike(found, part.kind)?;
            size = size.with(part.size);
            Ok(part.term)
        })?;
        Ok(Built { term: make(terms), kind: found, size: Size { levels: size.levels + 1, ..size } })
    }
}

/// The one kind of two values.
fn alike(left: Kind, right: Kind) -> Restored<Kind> {
    match (left, right) {
        (Kind::Nothing, kind) | (kind, Kind::Nothing) => Ok(kind),
        (Kind::Number | Kind::Day | Kind::Month, _) if left == right => Ok(left),
        (Kind::Number | Kind::Day | Kind::Month, _) => wrong("two values of different kinds meet"),
    }
}

fn some(codes: &[String]) -> Restored<Vec<String>> {
    if codes.is_empty() { wrong("it has a code at least").at("codes") } else { Ok(codes.to_vec()) }
}
