//! What questions stand in: parts, sections, branches, groups, leads, headings, used blocks, pages, notes, gates and early ends.

use super::maker::{Kind, LABEL, Maker};

impl Maker<'_> {
    /// A section, and now and then what stands before or around it.
    pub(super) fn entry(&mut self, index: usize, mark: &str) -> String {
        let mut text = String::new();
        if index > 0 {
            let between = match self.random.below(8) {
                0 => self.gate(mark),
                1 => "note \"A paragraph\" @print_only\n".to_owned(),
                2 => "page \"Page\" \"Of {edition} and {as_of}: {approval}\"\n".to_owned(),
                3 => {
                    self.condition(1).map(|when| format!("end when {when} says none \"The end\"\n")).unwrap_or_default()
                }
                _ => String::new(),
            };
            text.push_str(&between);
        }
        let (before, behind) = match self.random.below(10) {
            0 => (format!("part p{index} \"Part\" {{\nlead \"Of all\"\n"), "}\n"),
            1 => match self.condition(1) {
                Some(when) => (format!("part p{index} \"Part\" when {when} says none {{\n"), "}\n"),
                None => (String::new(), ""),
            },
            2 => match self.condition(1) {
                Some(when) => (format!("when {when} says none {{\n"), "}\n"),
                None => (String::new(), ""),
            },
            _ => (String::new(), ""),
        };
        text.push_str(&before);
        text.push_str(&self.section(index, mark));
        text.push_str(behind);
        text
    }

    fn section(&mut self, index: usize, mark: &str) -> String {
        let code = format!("s{index}");
        let when = if self.random.chance(15) { self.when() } else { String::new() };
        self.section.clone_from(&code);
        self.personal = self.random.chance(12);
        let personal = if self.personal { " @personal" } else { "" };
        let mut text = format!("section {code} \"Section {code}\"{when}{mark}{personal} {{\n");
        for _ in 0..2 + self.random.below(7) {
            text.push_str(&self.item());
            text.push('\n');
        }
        self.personal = false;
        self.section.clear();
        text.push_str("}\n");
        text
    }

    pub(super) fn item(&mut self) -> String {
        let plain = !self.roster && !self.personal;
        match self.random.below(27) {
            0 | 1 => self.branch(),
            2 if plain => self.roster(),
            3..=5 if !self.personal => self.check(),
            18 if plain => self.end(),
            6 | 7 if !self.roster => self.group(),
            8 | 9 if plain => self.selected(),
            10 | 11 if plain => self.calc(),
            12 if plain => self.named(),
            13 if plain => self.block(),
            14 => format!("  lead \"A sentence\" {{\n{}\n{}\n  }}", self.question(), self.question()),
            15 => format!("  heading \"Heading\" {{\n{}\n  }}", self.question()),
            16 => "  note \"**Strong**, {edition} and {given.town | nowhere}\"".to_owned(),
            17 if plain => self.sum_group(),
            _ => self.question(),
        }
    }

    fn branch(&mut self) -> String {
        let Some(condition) = self.condition(2) else { return self.question() };
        // What is asked in a branch may be read afterwards: then it is undecided where it was not asked.
        let inside = if self.random.chance(25) { self.item() } else { self.question() };
        let mut item = format!("  when {condition} says none {{\n{inside}\n  }}");
        if self.random.chance(40) {
            let other = self.question();
            item.push_str(&format!(" otherwise says none {{\n{other}\n  }}"));
        }
        item
    }

    fn group(&mut self) -> String {
        let code = self.code("group");
        let when = self.when();
        let (first, second) = (self.question(), self.question());
        if !first.contains("@personal") && !second.contains("@personal") {
            self.learn(&code, Kind::Group);
        }
        format!("  group {code} \"Group\"{when} {{\n    hint \"Hint\"\n{first}\n{second}\n  }}")
    }

    /// A group of numbers that may be added.
    fn sum_group(&mut self) -> String {
        let code = self.code("group");
        let (a, b) = (self.code("q"), self.code("q"));
        self.learn(&code, Kind::Sum);
        format!(
            "  group {code} \"Group\" {{\n  integer {a} \"One\" min 0 max 20\n  integer {b} \"Two\" min 0 max 20\n  }}"
        )
    }

    /// A block, whose questions get names of their own by `as`.
    fn block(&mut self) -> String {
        let code = self.code("b");
        if self.random.chance(30) {
            self.learn(&format!("{code}.times"), Kind::Number);
            return format!("  use visits as {code} \"Visits\" with what \"Visits\"");
        }
        let mark = self.maybe(25, &[" @personal"]);
        if mark.is_empty() {
            self.learn(&format!("{code}.name"), Kind::Text);
            self.learn(&format!("{code}.kind"), Kind::Single(vec!["old".into(), "young".into()]));
            self.learn(&code, Kind::Group);
        }
        format!("  use contact as {code} \"Contact\" with who \"{LABEL}\"{mark}")
    }

    fn end(&mut self) -> String {
        let how = ["", " as out_of_scope", " as refused"][self.random.below(3)];
        let then = self.maybe(30, &[" then \"Go on\""]);
        match self.condition(1) {
            Some(condition) => format!("  end when {condition} says none \"The end\"{then}{how}"),
            None => self.question(),
        }
    }

    fn gate(&mut self, mark: &str) -> String {
        let code = self.code("gate");
        let retired = self.maybe(20, &["  retired never \"Never\""]);
        let how = self.maybe(50, &[" as refused", " as out_of_scope"]);
        self.learn(&code, Kind::Single(vec!["yes".into(), "no".into(), "may".into()]));
        format!(
            "gate {code} \"Gate\"{mark} {{ yes \"Yes\" then \"Go on\"  no \"No\" end \"The end\"{how}  may \"Maybe\"{retired} }}\n"
        )
    }
}
