//! Whether one condition implies another, decided by going through the cases that the two tell apart.
//!
//! A variable is looked at in as many cases as its atoms distinguish: no value, each code that is named, any other code; for a
//! number or a day each bound and what lies between two. What compares several answers is one atom that holds or does not.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::formula::{Atom, Constant, Formula, Test};

/// How the answer files of which the new condition holds lie to those of the old.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The same.
    Equal,
    /// More.
    Wider,
    /// Fewer.
    Narrower,
    /// Others.
    Other,
    /// Too many cases: not decided.
    Undecided,
}

impl Relation {
    /// How those who are left out lie to those who were.
    pub fn of_the_others(self) -> Self {
        match self {
            Self::Wider => Self::Narrower,
            Self::Narrower => Self::Wider,
            Self::Equal | Self::Other | Self::Undecided => self,
        }
    }
}

/// So many cases are gone through before it is called undecided.
const MOST_CASES: u32 = 10_000;

/// A case of a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Case {
    Absent,
    Code(String),
    OtherCode,
    /// The bound of this place.
    At(usize),
    /// Below the bound of this place, and above the one before.
    Below(usize),
    /// Present, and nothing more is asked.
    Present,
    Holds(bool),
}

/// What values a variable can have, as far as it bears on its cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Universe {
    /// One of these codes.
    Codes(Vec<String>),
    /// A whole number: nothing lies between one and the next.
    Whole,
    /// Anything.
    Any,
}

/// How the new condition lies to the old, where `universe` tells what values a variable can have.
pub fn relation(old: &Formula, new: &Formula, universe: &dyn Fn(&str) -> Universe) -> Relation {
    if old == new {
        return Relation::Equal;
    }
    let mut cases = Cases::of(old, new, universe);
    match (cases.implies(old, new), cases.implies(new, old)) {
        (Some(true), Some(true)) => Relation::Equal,
        (Some(true), Some(false)) => Relation::Wider,
        (Some(false), Some(true)) => Relation::Narrower,
        (Some(false), Some(false)) => Relation::Other,
        (None, _) | (_, None) => Relation::Undecided,
    }
}

/// Whether wherever the first condition holds the second does; nothing, where there are too many cases.
pub fn implies(first: &Formula, second: &Formula, universe: &dyn Fn(&str) -> Universe) -> Option<bool> {
    Cases::of(first, second, universe).implies(first, second)
}

/// The cases of every variable that either condition asks about.
struct Cases {
    of: BTreeMap<String, Vec<Case>>,
    bounds: FxHashMap<String, Vec<Constant>>,
    left: u32,
}

impl Cases {
    fn of(old: &Formula, new: &Formula, universe: &dyn Fn(&str) -> Universe) -> Self {
        let mut atoms = Vec::new();
        atoms_of(old, &mut atoms);
        atoms_of(new, &mut atoms);
        let mut tests: BTreeMap<String, Vec<&Test>> = BTreeMap::new();
        let mut of = BTreeMap::new();
        for atom in atoms {
            match atom {
                Atom::Value { variable, test } => tests.entry(variable.clone()).or_default().push(test),
                Atom::Opaque { text, holds: _ } => {
                    of.insert(text.clone(), vec![Case::Holds(true), Case::Holds(false)]);
                }
            }
        }
        let mut bounds = FxHashMap::default();
        for (variable, tests) in tests {
            let (cases, own) = cases_of(&tests, &universe(&variable));
            bounds.insert(variable.clone(), own);
            of.insert(variable, cases);
        }
        Self { of, bounds, left: MOST_CASES }
    }

    /// Whether wherever the first holds the second does; nothing, where there are too many cases.
    fn implies(&mut self, first: &Formula, second: &Formula) -> Option<bool> {
        self.left = MOST_CASES;
        self.counterexample(first, second, &mut FxHashMap::default()).map(|found| !found)
    }

    fn counterexample(
        &mut self,
        first: &Formula,
        second: &Formula,
        chosen: &mut FxHashMap<String, Case>,
    ) -> Option<bool> {
        self.left = self.left.checked_sub(1)?;
        let (one, other) = (self.value(first, chosen), self.value(second, chosen));
        if one == Some(false) || other == Some(true) {
            return Some(false);
        }
        // The second decides first: of what is known only what bears on it is gone into.
        let open = open_variable(second, chosen, self).or_else(|| open_variable(first, chosen, self));
        let Some(variable) = open else { return Some(true) };
        for case in self.of.get(&variable).cloned().unwrap_or_default() {
            chosen.insert(variable.clone(), case);
            let found = self.counterexample(first, second, chosen);
            chosen.remove(&variable);
            if found != Some(false) {
                return found;
            }
        }
        Some(false)
    }

    fn value(&self, formula: &Formula, chosen: &FxHashMap<String, Case>) -> Option<bool> {
        match formula {
            Formula::Always => Some(true),
            Formula::Never => Some(false),
            Formula::Atom(atom) => self.atom(atom, chosen),
            Formula::All(parts) => self.joined(parts, chosen, false),
            Formula::Any(parts) => self.joined(parts, chosen, true),
        }
    }

    /// Of an `or` where `any`, else of an `and`.
    fn joined(&self, parts: &[Formula], chosen: &FxHashMap<String, Case>, any: bool) -> Option<bool> {
        let mut known = true;
        for part in parts {
            match self.value(part, chosen) {
                Some(value) if value == any => return Some(any),
                Some(_) => {}
                None => known = false,
            }
        }
        known.then_some(!any)
    }

    fn atom(&self, atom: &Atom, chosen: &FxHashMap<String, Case>) -> Option<bool> {
        match atom {
            Atom::Opaque { text, holds } => match chosen.get(text)? {
                Case::Holds(value) => Some(value == holds),
                Case::Absent | Case::Code(_) | Case::OtherCode | Case::At(_) | Case::Below(_) | Case::Present => None,
            },
            Atom::Value { variable, test } => {
                let bounds = self.bounds.get(variable).map_or(&[][..], Vec::as_slice);
                Some(met(test, chosen.get(variable)?, bounds))
            }
        }
    }
}

fn met(test: &Test, case: &Case, bounds: &[Constant]) -> bool {
    let present = *case != Case::Absent;
    match test {
        Test::Present => present,
        Test::Absent => !present,
        Test::In(codes) => matches!(case, Case::Code(code) if codes.contains(code)),
        Test::NotIn(codes) => match case {
            Case::Code(code) => !codes.contains(code),
            Case::Absent => false,
            Case::OtherCode | Case::At(_) | Case::Below(_) | Case::Present | Case::Holds(_) => true,
        },
        Test::Compare(op, constant) => {
            let Ok(place) = bounds.binary_search(constant) else { return false };
            let order = match case {
                Case::At(at) => at.cmp(&place),
                // Below the bound itself, above the one before it.
                Case::Below(at) if *at <= place => std::cmp::Ordering::Less,
                Case::Below(_) => std::cmp::Ordering::Greater,
                Case::Absent | Case::Code(_) | Case::OtherCode | Case::Present | Case::Holds(_) => return false,
            };
            op.holds(order)
        }
    }
}

fn cases_of(tests: &[&Test], universe: &Universe) -> (Vec<Case>, Vec<Constant>) {
    let mut codes: Vec<String> = Vec::new();
    let mut bounds: Vec<Constant> = Vec::new();
    for test in tests {
        match test {
            Test::Present | Test::Absent => {}
            Test::In(named) | Test::NotIn(named) => codes.extend(named.iter().cloned()),
            Test::Compare(_, constant) => bounds.push(constant.clone()),
        }
    }
    codes.sort_unstable();
    codes.dedup();
    bounds.sort_unstable();
    bounds.dedup();
    let mut cases = vec![Case::Absent];
    if !bounds.is_empty() {
        for (place, bound) in bounds.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|before| bounds.get(before));
            if !before.is_some_and(|before| *universe == Universe::Whole && adjacent(before, bound)) {
                cases.push(Case::Below(place));
            }
            cases.push(Case::At(place));
        }
        cases.push(Case::Below(bounds.len()));
    } else if codes.is_empty() {
        cases.push(Case::Present);
    } else {
        let all = match universe {
            Universe::Codes(all) => all.iter().all(|code| codes.contains(code)),
            Universe::Whole | Universe::Any => false,
        };
        cases.extend(codes.into_iter().map(Case::Code));
        if !all {
            cases.push(Case::OtherCode);
        }
    }
    (cases, bounds)
}

/// Whether no whole number lies between the two.
fn adjacent(one: &Constant, next: &Constant) -> bool {
    match (one, next) {
        (Constant::Number(one), Constant::Number(next)) => match (one.as_whole(), next.as_whole()) {
            (Some(one), Some(next)) => one.checked_add(1) == Some(next),
            (_, _) => false,
        },
        (_, _) => false,
    }
}

fn atoms_of<'f>(formula: &'f Formula, atoms: &mut Vec<&'f Atom>) {
    match formula {
        Formula::Always | Formula::Never => {}
        Formula::Atom(atom) => atoms.push(atom),
        Formula::All(parts) | Formula::Any(parts) => parts.iter().for_each(|part| atoms_of(part, atoms)),
    }
}

/// A variable that still decides something.
fn open_variable(formula: &Formula, chosen: &FxHashMap<String, Case>, cases: &Cases) -> Option<String> {
    match formula {
        Formula::Always | Formula::Never => None,
        Formula::Atom(atom) => {
            let key = match atom {
                Atom::Value { variable, test: _ } => variable,
                Atom::Opaque { text, holds: _ } => text,
            };
            (!chosen.contains_key(key)).then(|| key.clone())
        }
        Formula::All(parts) | Formula::Any(parts) => {
            let open = parts.iter().filter(|part| cases.value(part, chosen).is_none());
            open.filter_map(|part| open_variable(part, chosen, cases)).next()
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cond::Comparison;
    use crate::number::Number;

    use super::*;

    fn value(variable: &str, test: Test) -> Formula {
        Formula::Atom(Atom::Value { variable: variable.to_owned(), test })
    }

    fn codes(codes: &[&str]) -> Vec<String> {
        codes.iter().map(|code| (*code).to_owned()).collect()
    }

    fn is(variable: &str, of: &[&str]) -> Formula {
        value(variable, Test::In(codes(of)))
    }

    fn number(variable: &str, sign: Comparison, number: i64) -> Formula {
        value(variable, Test::Compare(sign, Constant::Number(Number::whole(number))))
    }

    fn universe(variable: &str) -> Universe {
        match variable {
            "q" => Universe::Codes(codes(&["a", "b", "c"])),
            "n" => Universe::Whole,
            _ => Universe::Any,
        }
    }

    fn told(old: &Formula, new: &Formula) -> Relation {
        relation(old, new, &universe)
    }

    #[test]
    fn codes_more_or_fewer() {
        assert_eq!(told(&is("q", &["a"]), &is("q", &["a", "b"])), Relation::Wider);
        assert_eq!(told(&is("q", &["a", "b"]), &is("q", &["b"])), Relation::Narrower);
        assert_eq!(told(&is("q", &["a"]), &is("q", &["b"])), Relation::Other);
        assert_eq!(told(&is("q", &["a"]), &Formula::Always), Relation::Wider);
        assert_eq!(told(&Formula::Always, &is("q", &["a"])), Relation::Narrower);
    }

    #[test]
    fn the_same_said_otherwise_is_the_same() {
        let not_c = value("q", Test::NotIn(codes(&["c"])));
        assert_eq!(told(&not_c, &is("q", &["a", "b"])), Relation::Equal);
        let nested = Formula::Any(vec![is("q", &["b"]), is("q", &["a"])]);
        assert_eq!(told(&is("q", &["a", "b"]), &nested), Relation::Equal);
        assert_eq!(
            told(&number("n", Comparison::Greater, 0), &number("n", Comparison::GreaterOrEqual, 1)),
            Relation::Equal
        );
        assert_eq!(
            told(&number("x", Comparison::Greater, 0), &number("x", Comparison::GreaterOrEqual, 1)),
            Relation::Narrower
        );
        assert_eq!(told(&value("q", Test::Present), &is("q", &["a", "b", "c"])), Relation::Equal);
    }

    #[test]
    fn several_variables_are_gone_through_together() {
        let both = Formula::All(vec![is("q", &["a"]), number("n", Comparison::Less, 5)]);
        let either = Formula::Any(vec![is("q", &["a"]), number("n", Comparison::Less, 5)]);
        assert_eq!(told(&both, &either), Relation::Wider);
        assert_eq!(told(&either, &both), Relation::Narrower);
        let opaque = |holds| Formula::Atom(Atom::Opaque { text: "a + b > c".to_owned(), holds });
        assert_eq!(told(&opaque(true), &Formula::All(vec![opaque(true), both])), Relation::Narrower);
    }

    #[test]
    fn too_many_cases_are_not_guessed() {
        let many = |code: &str| {
            Formula::Any(
                (0..40)
                    .map(|place| {
                        Formula::All(vec![is(&format!("v{place}"), &[code]), is(&format!("w{place}"), &[code])])
                    })
                    .collect(),
            )
        };
        assert_eq!(told(&many("a"), &many("b")), Relation::Other);
        let all = |sign: &str| {
            Formula::All(
                (0..30)
                    .map(|place| {
                        Formula::Any(vec![is(&format!("v{place}"), &[sign]), is(&format!("w{place}"), &["z"])])
                    })
                    .collect(),
            )
        };
        assert_ne!(told(&all("a"), &Formula::Any(vec![all("b"), all("a")])), Relation::Other);
    }
}
