//! Rosters.

use super::maker::{Kind, Maker};

impl Maker<'_> {
    /// A roster, with questions that read one another, the answers outside, and whatever else may stand in one.
    pub(super) fn roster(&mut self) -> String {
        let code = self.code("r");
        let max = 1 + self.random.below(3);
        let min = self.random.below(max + 1);
        let when = self.when();
        let (a, b, c, d) = (self.code("q"), self.code("q"), self.code("q"), self.code("q"));
        let required = if self.random.chance(40) { " required" } else { "" };
        let outer = self.condition(1).filter(|_| self.random.chance(40));
        let deep = match outer {
            Some(outer) if !outer.contains(" or ") => format!("{b} is x and {outer}"),
            _ => format!("{b} is x"),
        };
        let named = if self.random.chance(30) { format!(" named \"{{{d} | Somebody}}\"") } else { String::new() };
        // As a whole it is read by nothing outside; one of its answers may be personal by itself.
        let personal = self.random.chance(12);
        let (all_personal, one_personal) = match self.random.below(4) {
            _ if personal => (" @personal", ""),
            0 => ("", " @personal"),
            _ => ("", ""),
        };
        let mut item = format!(
            "  repeat {code} \"Roster\" {min}..{max}{named}{when}{all_personal} {{\n    integer {a} \"Number\" min 0 max 20{required}\n    \
             single {b} \"Choice\" {{ x \"X\"  y \"Y\" {{ text why \"Why\" }}  z \"Z\" }}\n    \
             date {c} \"Day\"\n    text {d} \"Words\" when {deep} says none{required}{one_personal}\n"
        );
        self.roster = true;
        for _ in 0..self.random.below(3) {
            item.push_str(&self.question());
            item.push('\n');
        }
        if self.random.chance(25) {
            item.push_str(&format!("    when {b} is y says none {{\n{}\n    }}\n", self.question()));
        }
        self.roster = false;
        if self.random.chance(20) {
            let (word, most) = (self.code("q"), self.random.below(30));
            item.push_str(&format!("    text {word} \"Words\" when sum({code}.{a}) > {most} says none\n"));
        }
        if self.random.chance(15) {
            item.push_str(&format!("    text {} \"Who\" @personal\n", self.code("q")));
        }
        if self.random.chance(40) {
            item.push_str(&format!("    check {a} >= {} \"Small\"\n", self.random.below(8)));
        }
        let mut numbers = vec![a.clone()];
        if self.random.chance(30) {
            let calc = self.code("c");
            item.push_str(&format!("    calc {calc} \"Figure\" = round({a} / 3, 1)\n"));
            numbers.push(calc);
        }
        if self.random.chance(25) {
            item.push_str(&format!("    check {a} <= given.size \"Large\"\n"));
        }
        item.push_str(&self.of_outside(&mut numbers));
        item.push_str("  }");
        if personal {
            return item;
        }
        self.learn(
            &code,
            Kind::Roster { numbers, singles: vec![(b, vec!["x".into(), "y".into(), "z".into()])], dates: vec![c] },
        );
        item
    }

    /// What stands in a roster and reads nothing of its entries: it is made in each of them all the same.
    fn of_outside(&mut self, numbers: &mut Vec<String>) -> String {
        let mut items = String::new();
        if self.random.chance(35) {
            let outside: Vec<String> = self
                .known
                .iter()
                .filter_map(|known| match &known.kind {
                    Kind::Number | Kind::Figure => Some(known.path.clone()),
                    Kind::Roster { numbers, singles: _, dates: _ } => {
                        Some(format!("sum({}.{})", known.path, numbers.last()?))
                    }
                    _ => None,
                })
                .collect();
            let (calc, of) = (self.code("c"), self.random.pick(&outside).clone());
            let makes = match self.random.below(3) {
                0 => of,
                1 => format!("{of} + 1"),
                _ => format!("first of ({of}, 1)"),
            };
            items.push_str(&format!("    calc {calc} \"Figure\" = {makes}\n"));
            numbers.push(calc);
        }
        let condition = if self.random.chance(25) { self.condition(1) } else { None };
        if let Some(condition) = condition {
            let check = format!("check {condition} \"Outside\"");
            let around = if self.random.chance(40) { self.condition(1) } else { None };
            items.push_str(&match around {
                None => format!("    {check}\n"),
                Some(when) => {
                    let word = self.code("q");
                    format!("    when {when} says none {{\n      text {word} \"Words\"\n      {check}\n    }}\n")
                }
            });
        }
        items
    }
}
