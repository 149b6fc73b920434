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
}
