//! Conditions on what stands before, and comparisons that compute with it.

use super::maker::{Kind, Known, Maker};

impl Maker<'_> {
    /// A condition on what stands before; none where nothing does.
    pub(super) fn condition(&mut self, depth: usize) -> Option<String> {
        if depth > 0 && self.random.chance(35) {
            let (left, right) = (self.operand(depth - 1)?, self.operand(depth - 1)?);
            let word = if self.random.chance(50) { "and" } else { "or" };
            return Some(format!("{left} {word} {right}"));
        }
        if depth > 0 && self.random.chance(15) {
            return Some(format!("not ({})", self.condition(depth - 1)?));
        }
        self.predicate()
    }

    fn operand(&mut self, depth: usize) -> Option<String> {
        let condition = self.condition(depth)?;
        Some(if condition.contains(' ') { format!("({condition})") } else { condition })
    }

    fn predicate(&mut self) -> Option<String> {
        if self.known.is_empty() {
            return None;
        }
        // What stands in the same section is read more often, as authors do.
        let (near, far): (Vec<_>, Vec<_>) = self.known.iter().cloned().partition(|known| known.section == self.section);
        // A name for a condition is known in its section alone.
        let far: Vec<_> = far.into_iter().filter(|known| !matches!(known.kind, Kind::Named)).collect();
        let from = if near.is_empty() || (self.random.chance(40) && !far.is_empty()) { &far } else { &near };
        if from.is_empty() {
            return None;
        }
        let Known { path, section: _, kind } = self.random.pick(from).clone();
        let number = self.random.below(12);
        let sign = *self.random.pick(&["=", "!=", "<", "<=", ">", ">="]);
        Some(match kind {
            Kind::Single(codes) | Kind::Scored(codes) => {
                let code = self.random.pick(&codes).clone();
                match self.random.below(4) {
                    0 => format!("{path} is {code}"),
                    1 => format!("{path} is not {code}"),
                    2 => format!("{path} in [{}]", list(&self.random.some(&codes, 3))),
                    _ => format!("answered {path}"),
                }
            }
            Kind::Multi(codes) => {
                let code = self.random.pick(&codes).clone();
                match self.random.below(6) {
                    0 => format!("{path} includes {code}"),
                    1 => format!("{path} includes any of [{}]", list(&self.random.some(&codes, 3))),
                    2 => format!("{path} includes all of [{}]", list(&self.random.some(&codes, 3))),
                    3 => format!("{path} includes none of [{}]", list(&self.random.some(&codes, 3))),
                    4 => format!("count({path}) {sign} {}", self.random.below(4)),
                    _ => format!("answered {path}"),
                }
            }
            Kind::Rank(codes) => match self.random.below(3) {
                0 => format!("{path} includes {}", self.random.pick(&codes)),
                1 => format!("count({path}) {sign} {}", self.random.below(4)),
                _ => format!("answered {path}"),
            },
            Kind::Flag => {
                if self.random.chance(50) {
                    format!("{path} is ticked")
                } else {
                    format!("{path} is not ticked")
                }
            }
            Kind::Number => format!("{path} {sign} {number}"),
            Kind::Decimal => format!("{path} {sign} {number}.5"),
            Kind::Alternative(codes) => match self.random.below(4) {
                0 => format!("{path} is {}", self.random.pick(&codes)),
                1 => format!("answered {path}"),
                2 => format!("{path} is not {}", self.random.pick(&codes)),
                _ => format!("{path} {sign} {number}"),
            },
            Kind::Date => match self.random.below(4) {
                0 => format!("age({path}, as_of) {sign} {}", self.random.below(6)),
                1 => format!("{path} + {} months {sign} 2024-06-30", self.random.below(14)),
                2 => format!("days({path}, as_of) {sign} {}", self.random.below(900)),
                _ => format!("{path} {sign} 202{}-02-2{}", self.random.below(5), self.random.below(9)),
            },
            Kind::Month => match self.random.below(3) {
                0 => format!("answered {path}"),
                1 => format!("{path} + {} months {sign} 2024-06", self.random.below(14)),
                _ => format!("{path} {sign} 202{}-1{}", self.random.below(6), self.random.below(3)),
            },
            Kind::Year => format!("{path} {sign} {}", 2000 + self.random.below(26)),
            Kind::Text => format!("answered {path}"),
            Kind::GridSingle(rows) => match self.random.below(4) {
                0 => format!("any of {path} is good"),
                1 => format!("all of {path} in [good, fair]"),
                2 => format!("{path}.{} is not bad", self.random.pick(&rows)),
                _ => format!("answered {path}"),
            },
            Kind::GridMulti(rows) => match self.random.below(3) {
                2 => format!("count({path}) {sign} {}", self.random.below(3)),
                0 => format!("{path}.{} includes a", self.random.pick(&rows)),
                _ => format!("answered {path}"),
            },
            Kind::GridFields(rows, number_column) => match self.random.below(4) {
                3 => format!("count({path}) {sign} {}", self.random.below(3)),
                0 => format!("{path}.{}.{number_column} {sign} {number}", self.random.pick(&rows)),
                1 => format!("answered {path}.{}", self.random.pick(&rows)),
                _ => format!("answered {path}"),
            },
            Kind::Group => match self.random.below(2) {
                0 => format!("count({path}) {sign} {}", self.random.below(3)),
                _ => format!("answered {path}"),
            },
            Kind::Sum => format!("sum({path}) {sign} {number}"),
            Kind::Named => path,
            Kind::Figure => match self.random.below(3) {
                0 => format!("answered {path}"),
                _ => format!("{path} {sign} {number}"),
            },
            Kind::Band(codes) => match self.random.below(4) {
                0 => format!("answered {path}"),
                1 => format!("{path} is not {}", self.random.pick(&codes)),
                2 => format!("{path} in [{}]", list(&self.random.some(&codes, 2))),
                _ => format!("{path} is {}", self.random.pick(&codes)),
            },
            Kind::GridNumber => match self.random.below(3) {
                0 => format!("any of {path} {sign} {number}"),
                1 => format!("all of {path} {sign} {number}"),
                _ => format!("sum({path}) {sign} {number}"),
            },
            Kind::Roster { numbers, singles, dates } => {
                let count = self.random.below(3);
                let figure = self.random.pick(&numbers).clone();
                match self.random.below(6) {
                    0 => format!("count({path}) {sign} {count}"),
                    1 => format!("count({path} where {figure} {sign} {number}) >= {count}"),
                    2 => format!("any of {path}.{} is {}", singles[0].0, self.random.pick(&singles[0].1)),
                    3 => format!("all of {path}.{figure} {sign} {number}"),
                    4 => format!("sum({path}.{figure}) {sign} {}", number * 2),
                    _ => format!("count({path} where {} < 2024-01-01) {sign} {count}", dates[0]),
                }
            }
        })
    }

    /// A comparison that computes with several answers.
    pub(super) fn arithmetic(&mut self) -> Option<String> {
        let numbers: Vec<_> = self
            .known
            .iter()
            .filter_map(|known| match &known.kind {
                Kind::Number | Kind::Decimal | Kind::Alternative(_) | Kind::Scored(_) | Kind::Figure => {
                    Some(known.path.clone())
                }
                Kind::Multi(_) => Some(format!("count({})", known.path)),
                Kind::GridNumber | Kind::Sum => Some(format!("sum({})", known.path)),
                Kind::GridFields(rows, column) => Some(format!("{}.{}.{column}", known.path, rows[0])),
                Kind::Roster { numbers, singles: _, dates: _ } => {
                    let last = numbers.last().map_or("", String::as_str);
                    Some(format!("sum({}.{last})", known.path))
                }
                _ => None,
            })
            .collect();
        let dates: Vec<_> = self
            .known
            .iter()
            .filter(|known| matches!(known.kind, Kind::Date))
            .map(|known| known.path.clone())
            .collect();
        let sign = *self.random.pick(&["=", "!=", "<", "<=", ">", ">="]);
        if !dates.is_empty() && self.random.chance(30) {
            let (a, b) = (self.random.pick(&dates).clone(), self.random.pick(&dates).clone());
            return Some(match self.random.below(4) {
                0 => format!("{a} {sign} {b}"),
                1 => format!("days({a}, {b}) {sign} {}", self.random.below(500)),
                2 => format!("age({a}, {b}) {sign} {}", self.random.below(4)),
                _ => format!("{a} + {} months {sign} {b} + {} days", self.random.below(20), self.random.below(40)),
            });
        }
        if numbers.is_empty() {
            return self.condition(2);
        }
        let (a, b) = (self.random.pick(&numbers).clone(), self.random.pick(&numbers).clone());
        let c = self.random.pick(&numbers).clone();
        let k = 1 + self.random.below(5);
        Some(match self.random.below(12) {
            // What an answer is does not matter here, and it has to be given nevertheless.
            11 => format!("{a} - {a} {sign} {}", k.saturating_sub(2)),
            10 => format!("{b} + 0 * {a} {sign} {k}"),
            9 => format!("sum({a}, first of ({b}, {c})) {sign} {k}"),
            8 => format!("-{a} + {b} {sign} -{k}"),
            0 => format!("{a} {sign} {b}"),
            1 => format!("{a} + {b} {sign} {k} * {c}"),
            2 => format!("sum({a}, {b}, {c}) {sign} {}", 2 * k),
            3 => format!("{a} / {b} {sign} {k} / 2"),
            4 => format!("round({a} / {b}, 1) {sign} {k}.5"),
            5 => format!("first of ({a}, {b}) {sign} {k}"),
            6 => format!("{a} * {b} - {c} {sign} {}", 7 * k),
            _ => format!("round({a} / 3 - {b}, {}) {sign} {c}", self.random.below(3)),
        })
    }
}

fn list(codes: &[&String]) -> String {
    codes.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", ")
}
