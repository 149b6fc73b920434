//! Made-up surveys: all constructs, everyday labels, after any height of what stands before.

use std::fmt::Write as _;

/// Everyday labels in English, German and Japanese.
const LABELS: &str = include_str!("labels.txt");

/// A stream of numbers that is the same for the same seed (splitmix64).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    /// A number from `from` to `to`.
    pub(crate) fn from(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to - from + 1)
    }

    /// True once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

/// A survey being written.
pub(crate) struct Writer {
    pub(crate) chance: Chance,
    text: String,
    codes: usize,
    /// Paths of single choices that everybody is asked who comes by here; each has an option `o0`.
    gates: Vec<String>,
    /// How many branches are open.
    branches: usize,
    section: String,
    /// Whether items are at the level of a section, where `when` may lead to them.
    outer: bool,
}

impl Writer {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            chance: Chance::new(seed),
            text: String::new(),
            codes: 0,
            gates: Vec::new(),
            branches: 0,
            section: String::new(),
            outer: true,
        }
    }

    /// A whole survey.
    pub(crate) fn survey(mut self) -> (String, Chance) {
        let locale = self.chance.one_of(&["en", "ja"]);
        let title = self.label();
        let _ = write!(self.text, "setsumon 1\n\nsurvey made \"{title}\" {{ locale {locale}  edition 2025");
        if self.chance.once_in(2) {
            self.text.push_str("  as_of 2025-01-01");
        }
        if self.chance.once_in(2) {
            let name = self.label();
            let _ = write!(self.text, "  publisher \"{name}\"");
        }
        self.text.push_str(" }\n\n");
        if self.chance.once_in(4) {
            let (title, words) = (self.label(), self.sentences(3));
            let _ = writeln!(self.text, "page \"{title}\" \"{words}\"\n");
        }
        let parts = self.chance.once_in(4);
        if parts {
            let label = self.label();
            let _ = writeln!(self.text, "part all \"{label}\" {{");
        }
        for _ in 0..self.chance.from(1, 3) {
            self.section();
        }
        if parts {
            self.text.push_str("}\n");
        }
        (self.text, self.chance)
    }

    fn label(&mut self) -> String {
        let lines: Vec<&str> = LABELS.lines().collect();
        self.chance.one_of(&lines).to_owned()
    }

    /// So many labels, no two of them the same: options, rows and columns are told apart by theirs.
    fn labels(&mut self, count: usize) -> Vec<String> {
        let mut labels: Vec<String> = Vec::new();
        while labels.len() < count {
            let label = self.label();
            let label = if labels.contains(&label) { format!("{label} {}", labels.len()) } else { label };
            labels.push(label);
        }
        labels
    }

    fn sentences(&mut self, most: usize) -> String {
        let count = self.chance.from(1, most);
        (0..count).map(|_| self.label()).collect::<Vec<_>>().join(". ")
    }

    fn code(&mut self) -> String {
        self.codes += 1;
        format!("c{}", self.codes)
    }

    fn section(&mut self) {
        let (code, label) = (self.code(), self.label());
        self.section.clone_from(&code);
        let gates = self.gates.clone();
        let when = self.when();
        let _ = writeln!(self.text, "section {code} \"{label}\"{when} {{");
        if self.chance.once_in(3) {
            let words = self.sentences(2);
            let _ = writeln!(self.text, "lead \"{words}\"");
        }
        // Any height before what follows.
        if self.chance.once_in(2) {
            let (code, label, lines) = (self.code(), self.label(), self.chance.from(1, 80));
            let _ = writeln!(self.text, "longtext {code} \"{label}\" layout lines {lines}");
        }
        // A section may be empty.
        for _ in 0..self.chance.from(0, 6) {
            self.item(0);
        }
        self.text.push_str("}\n");
        // Of what is asked of some only, nothing is known elsewhere.
        if !when.is_empty() {
            self.gates = gates;
        }
    }

    /// A choice that decides something, taken out of those that may.
    fn gate(&mut self) -> Option<String> {
        if !self.outer || self.gates.is_empty() {
            return None;
        }
        let place = self.chance.below(self.gates.len());
        Some(self.gates.remove(place))
    }

    fn when(&mut self) -> String {
        if self.chance.once_in(4)
            && let Some(gate) = self.gate()
        {
            let when = format!(" when {gate} is o0");
            self.gates.push(gate);
            return when;
        }
        String::new()
    }

    /// What is for some only, inside of what is for some only; now and then with what is for the others.
    fn branch(&mut self) {
        let gates = self.gates.clone();
        let Some(gate) = self.gate() else { return self.field() };
        let left = self.gates.clone();
        self.branches += 1;
        let _ = writeln!(self.text, "when {gate} is o0 {{");
        for otherwise in [false, true] {
            if otherwise && self.chance.once_in(2) {
                break;
            }
            if otherwise {
                self.text.push_str("} otherwise {\n");
            }
            for _ in 0..self.chance.from(1, 4) {
                self.item(0);
            }
            self.gates.clone_from(&left);
        }
        self.text.push_str("}\n");
        self.branches -= 1;
        self.gates = gates;
    }

    /// An early end. Whoever goes on did not choose it.
    fn end(&mut self) {
        // Inside of a branch whoever comes by later may not have come by it.
        let Some(gate) = (if self.branches == 0 { self.gate() } else { None }) else { return self.field() };
        let words = self.sentences(3);
        let _ = write!(self.text, "end when {gate} is o0 \"{words}\"");
        if self.chance.once_in(2) {
            let words = self.sentences(2);
            let _ = write!(self.text, " then \"{words}\"");
        }
        self.text.push('\n');
    }

    fn item(&mut self, depth: usize) {
        if depth == 0 && self.branches < 3 && self.outer {
            match self.chance.below(14) {
                0 | 1 => return self.branch(),
                2 => return self.end(),
                _ => {}
            }
        }
        match self.chance.below(if depth < 2 { 16 } else { 10 }) {
            0 | 1 => self.choice("single", 9),
            2 | 3 => self.choice("multi", 14),
            4 => self.choice("rank", 6),
            5..=8 => self.field(),
            9 => {
                let words = self.sentences(3);
                let _ = writeln!(self.text, "note \"{words}\"");
            }
            10..=12 => self.grid(),
            13 => self.group(depth),
            14 => self.roster(),
            _ => {
                let label = self.label();
                self.around(&format!("heading \"{label}\""), depth);
            }
        }
    }

    fn around(&mut self, head: &str, depth: usize) {
        let _ = writeln!(self.text, "{head} {{");
        let outer = std::mem::replace(&mut self.outer, false);
        for _ in 0..self.chance.from(1, 4) {
            self.item(depth + 1);
        }
        self.outer = outer;
        self.text.push_str("}\n");
    }

    fn group(&mut self, depth: usize) {
        let (code, label, when) = (self.code(), self.label(), self.when());
        let gates = self.gates.len();
        self.around(&format!("group {code} \"{label}\"{when}"), depth);
        // Names inside a group are longer.
        self.gates.truncate(gates);
    }

    fn layout(&mut self) -> String {
        match self.chance.below(8) {
            0 => format!(" layout across {}", self.chance.from(1, 8)),
            1 => " layout stacked".to_owned(),
            2 => " layout new_page".to_owned(),
            _ => String::new(),
        }
    }

    fn choice(&mut self, kind: &str, most: usize) {
        let (code, question, when, layout) = (self.code(), self.label(), self.when(), self.layout());
        // Now and then a list that is longer than a page.
        let count = if kind != "rank" && self.chance.once_in(14) {
            self.chance.from(40, 260)
        } else {
            self.chance.from(2, most)
        };
        let _ = writeln!(self.text, "{kind} {code} \"{question}\"{when}{layout} {{");
        if self.chance.once_in(4) {
            let words = self.sentences(2);
            let _ = writeln!(self.text, "hint \"{words}\"");
        }
        for (option, label) in self.labels(count).into_iter().enumerate() {
            let _ = write!(self.text, "  o{option} \"{label}\"");
            if kind != "rank" && self.chance.once_in(9) {
                self.text.push_str(" specify");
            } else if kind != "rank" && self.chance.once_in(20) {
                let (inner, mut words) = (self.code(), self.label());
                // Two things of one name in a question would leave a sentence two readings, which is refused.
                if words == question {
                    words.push_str(" (km)");
                }
                let _ = write!(self.text, " {{ integer {inner} \"{words}\" unit \"km\" }}");
            }
            self.text.push('\n');
        }
        self.text.push_str("}\n");
        if kind == "single" && self.outer && when.is_empty() {
            self.gates.push(format!("{}.{code}", self.section));
        }
    }

    fn kind(&mut self) -> String {
        let kind = self.chance.below(13);
        let ends = if self.chance.once_in(2) {
            let (low, high) = (self.label(), self.label());
            format!(" ends \"{low}\" \"{high}\"")
        } else {
            String::new()
        };
        match kind {
            0 | 1 => "text".to_owned(),
            2 => "integer".to_owned(),
            3 => "date".to_owned(),
            4 => "month".to_owned(),
            5 => "tel".to_owned(),
            6 => "postal".to_owned(),
            7 => "year".to_owned(),
            8 => "email".to_owned(),
            9 => "flag".to_owned(),
            10 => "decimal".to_owned(),
            // Behind the label: how far it goes, and the words of the ends.
            11 => format!("scale {} to {}{ends}", self.chance.from(0, 1), self.chance.from(3, 24)),
            _ => format!("scale {} to {}{ends}", self.chance.from(0, 5), self.chance.one_of(&[10, 30, 100])),
        }
    }

    /// A field with its label, such as `scale pain "Pain" 0 to 10`.
    fn field_line(&mut self, when: &str) -> String {
        let (code, label, kind) = (self.code(), self.label(), self.kind());
        match kind.split_once(' ') {
            Some((word, rest)) => format!("{word} {code} \"{label}\" {rest}{when}"),
            None if kind == "decimal" => format!("decimal {code} \"{label}\"{when} digits 1"),
            None if kind == "integer" && self.chance.once_in(2) => {
                let unit = self.label();
                format!("integer {code} \"{label}\"{when} unit \"{unit}\"")
            }
            None => format!("{kind} {code} \"{label}\"{when}"),
        }
    }

    fn field(&mut self) {
        let when = self.when();
        let line = self.field_line(&when);
        let _ = writeln!(self.text, "{line}");
    }

    fn rows(&mut self) {
        let count = if self.chance.once_in(8) { self.chance.from(20, 70) } else { self.chance.from(2, 10) };
        self.text.push_str("rows {\n");
        for (row, label) in self.labels(count).into_iter().enumerate() {
            let specify = if self.chance.once_in(12) { " specify" } else { "" };
            let _ = writeln!(self.text, "  r{row} \"{label}\"{specify}");
        }
        self.text.push_str("}\n");
    }

    fn grid(&mut self) {
        let (code, label, when) = (self.code(), self.label(), self.when());
        let layout = self.chance.one_of(&["", "", "", " layout inline", " layout stacked"]);
        let of = self.chance.below(5);
        if of < 2 {
            let kind = self.chance.one_of(&["single", "multi"]);
            let _ = writeln!(self.text, "grid {code} \"{label}\" of {kind}{when}{layout} {{");
            self.rows();
            self.text.push_str("columns {\n");
            let count = self.chance.from(2, 16);
            for (column, label) in self.labels(count).into_iter().enumerate() {
                let _ = writeln!(self.text, "  k{column} \"{label}\"");
            }
            self.text.push_str("}\n}\n");
        } else if of == 2 {
            let (low, high) = (self.label(), self.label());
            let to = self.chance.one_of(&[3, 5, 7, 10, 20, 100]);
            let _ =
                writeln!(self.text, "grid {code} \"{label}\" of scale 1 to {to} ends \"{low}\" \"{high}\"{when} {{");
            self.rows();
            self.text.push_str("}\n");
        } else {
            let _ = writeln!(self.text, "grid {code} \"{label}\"{when} {{");
            self.rows();
            self.text.push_str("columns {\n");
            for _ in 0..self.chance.from(2, 7) {
                let line = self.field_line("");
                let _ = writeln!(self.text, "  {line}");
            }
            self.text.push_str("}\n}\n");
        }
    }

    fn roster(&mut self) {
        let (code, label, when) = (self.code(), self.label(), self.when());
        let most = self.chance.from(2, 12);
        let _ = writeln!(self.text, "repeat {code} \"{label}\" 1..{most}{when} {{");
        for _ in 0..self.chance.from(1, 5) {
            let line = self.field_line("");
            let _ = writeln!(self.text, "  {line}");
        }
        self.text.push_str("}\n");
    }
}
