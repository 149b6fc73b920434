//! Checks, derived values, names for conditions and early ends.

use super::maker::{Kind, Known, Maker};

impl Maker<'_> {
    pub(super) fn check(&mut self) -> String {
        let condition = if self.random.chance(60) { self.arithmetic() } else { self.condition(2) };
        let Some(condition) = condition else { return self.question() };
        let when = match self.random.below(4) {
            0 => self.condition(1).map(|condition| format!(" when {condition}")).unwrap_or_default(),
            _ => String::new(),
        };
        let warn = if self.random.chance(15) { " warn" } else { "" };
        format!("  check {condition}{when} \"Not so\"{warn}")
    }

    /// A name for a condition.
    pub(super) fn named(&mut self) -> String {
        let Some(condition) = self.condition(2) else { return self.question() };
        let code = self.code("named");
        // It is read by its own section, under its bare name.
        let section = self.section.clone();
        self.known.push(Known { path: code.clone(), section, kind: Kind::Named });
        format!("  let {code} = {condition}")
    }

    pub(super) fn calc(&mut self) -> String {
        let plain = |known: &&Known| {
            matches!(known.kind, Kind::Number | Kind::Decimal | Kind::Scored(_) | Kind::Alternative(_))
        };
        let numbers: Vec<_> = self.known.iter().filter(plain).map(|known| known.path.clone()).collect();
        let dates: Vec<_> = self
            .known
            .iter()
            .filter(|known| matches!(known.kind, Kind::Date))
            .map(|known| known.path.clone())
            .collect();
        let whole: Vec<_> = self
            .known
            .iter()
            .filter(|known| matches!(known.kind, Kind::Number))
            .map(|known| known.path.clone())
            .collect();
        if numbers.is_empty() {
            return self.question();
        }
        if self.random.chance(35) {
            return self.total(&numbers);
        }
        let code = self.code("c");
        let (a, b) = (self.random.pick(&numbers).clone(), self.random.pick(&numbers).clone());
        let k = 1 + self.random.below(9);
        let months: Vec<_> = self
            .known
            .iter()
            .filter(|known| matches!(known.kind, Kind::Month))
            .map(|known| known.path.clone())
            .collect();
        let makes = match self.random.below(14) {
            11 => format!("-{a} + {k}"),
            9 | 12 if !months.is_empty() => format!("{} - {k} months", self.random.pick(&months)),
            10 if !dates.is_empty() => format!("first of ({}, as_of + {k} days)", self.random.pick(&dates)),
            0 => format!("{a} + {k} * {b}"),
            1 => format!("round({a} / {b}, {})", self.random.below(4)),
            2 => format!("sum({a}, {b})"),
            3 => format!("first of ({a}, {b})"),
            4 => format!("round({a} - 10 / {k}, 1) * {b}"),
            5 if !dates.is_empty() => format!("{} + {k} months", self.random.pick(&dates)),
            6 if !dates.is_empty() => format!("age({}, as_of)", self.random.pick(&dates)),
            7 if !dates.is_empty() => format!("days({}, as_of) + {k}", self.random.pick(&dates)),
            8 | 13 if !whole.is_empty() => {
                format!(
                    "band {} {{ 0..4 low \"Low\"  5..9 mid \"Mid\"  10.. high \"High\" }}",
                    self.random.pick(&whole)
                )
            }
            _ => format!("{a} * {b}"),
        };
        // What is derived is read again further down.
        if makes.starts_with("band") {
            self.learn(&code, Kind::Band(vec!["low".into(), "mid".into(), "high".into()]));
        } else if makes.starts_with("sum") || makes.starts_with("first") || makes.starts_with("age") {
            self.learn(&code, Kind::Figure);
        }
        format!("  calc {code} \"Figure\" = {makes}")
    }

    /// A total: of ticks, of a roster, of what was derived before.
    fn total(&mut self, numbers: &[String]) -> String {
        let mut parts: Vec<String> = self
            .known
            .iter()
            .filter_map(|known| match &known.kind {
                Kind::Multi(_) | Kind::Rank(_) => Some(format!("count({})", known.path)),
                Kind::Roster { numbers, singles: _, dates: _ } => {
                    Some(format!("sum({}.{})", known.path, numbers.last()?))
                }
                Kind::Figure => Some(known.path.clone()),
                Kind::Sum | Kind::GridNumber => Some(format!("sum({})", known.path)),
                _ => None,
            })
            .collect();
        let rosters = self.known.iter().filter(|known| matches!(known.kind, Kind::Roster { .. }));
        parts.extend(rosters.map(|known| format!("count({})", known.path)));
        parts.push(self.random.pick(numbers).clone());
        let (a, b) = (self.random.pick(&parts).clone(), self.random.pick(&parts).clone());
        let code = self.code("c");
        self.learn(&code, Kind::Figure);
        let makes = match self.random.below(3) {
            0 => format!("sum({a}, {b})"),
            1 => format!("first of ({a}, {b})"),
            _ => format!("{a} + {b}"),
        };
        format!("  calc {code} \"Total\" = {makes}")
    }
}
