//! Surveys made up from a seed: every kind of question, conditions on whatever stands before, in text as an author would write it.

use super::random::Random;

/// A survey in pieces, each of which may be left out to find the smallest that still shows a fault.
#[derive(Debug, Clone)]
pub struct Survey {
    /// What stands before the first section.
    pub head: String,
    /// The rest.
    pub parts: Vec<Part>,
}

/// A section, or what stands between sections.
#[derive(Debug, Clone)]
pub enum Part {
    /// A section.
    Section {
        /// Its code.
        code: String,
        /// Its annotations.
        mark: &'static str,
        /// What stands in it.
        items: Vec<String>,
    },
    /// What stands between sections.
    Loose(String),
}

impl Survey {
    /// The survey as an author would write it.
    pub fn text(&self) -> String {
        let mut text = self.head.clone();
        for part in &self.parts {
            match part {
                Part::Section { code, mark, items } => {
                    text.push_str(&format!("section {code} \"Section {code}\"{mark} {{\n"));
                    for item in items {
                        text.push_str(item);
                        text.push('\n');
                    }
                    text.push_str("}\n");
                }
                Part::Loose(item) => {
                    text.push_str(item);
                    text.push('\n');
                }
            }
        }
        text
    }
}

/// What a later condition may read.
#[derive(Clone)]
struct Known {
    /// Its full path.
    path: String,
    section: String,
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    Single(Vec<String>),
    Scored(Vec<String>),
    Multi(Vec<String>),
    Rank(Vec<String>),
    Flag,
    Number,
    Decimal,
    Alternative(Vec<String>),
    Date,
    Month,
    Year,
    Text,
    GridSingle(Vec<String>),
    GridMulti(Vec<String>),
    GridNumber,
    Roster { numbers: Vec<String>, singles: Vec<(String, Vec<String>)>, dates: Vec<String> },
}

struct Maker<'a> {
    random: &'a mut Random,
    known: Vec<Known>,
    count: usize,
    section: String,
    personal: bool,
    /// Inside of a roster: no ends, no rosters, no grids.
    roster: bool,
}

/// Labels are data: what means something to a database or in a pattern stands in them from the start.
const LABEL: &str = "it's \\ -- /* $setsumon$ %s `x` ; ?";

const HEAD: &str = "setsumon 1
survey s \"LABEL\" {
  locale en
  edition 2025
  as_of 2025-01-01
  given integer size \"Size\"
  given flag urban \"Urban\"
}
choices marks { good \"Good\"  fair \"Fair\"  bad \"Bad\"  dunno \"I do not know\" means dont_know }
";

/// A survey of a seed.
pub fn survey(random: &mut Random) -> Survey {
    let mut maker = Maker {
        random,
        known: vec![
            Known { path: "given.size".into(), section: String::new(), kind: Kind::Number },
            Known { path: "given.urban".into(), section: String::new(), kind: Kind::Flag },
        ],
        count: 0,
        section: String::new(),
        personal: false,
        roster: false,
    };
    let mut parts = Vec::new();
    for index in 0..1 + maker.random.below(4) {
        if index > 0 && maker.random.chance(15) {
            parts.push(Part::Loose(maker.gate_between()));
        }
        parts.push(maker.section(index));
    }
    Survey { head: HEAD.replace("LABEL", LABEL), parts }
}

impl Maker<'_> {
    fn section(&mut self, index: usize) -> Part {
        let code = format!("s{index}");
        self.section.clone_from(&code);
        self.personal = self.random.chance(12);
        let mark = if self.personal { " @personal" } else { "" };
        let mut items = Vec::new();
        for _ in 0..2 + self.random.below(7) {
            let item = self.item();
            items.push(item);
        }
        self.personal = false;
        Part::Section { code, mark, items }
    }

    fn code(&mut self, stem: &str) -> String {
        self.count += 1;
        format!("{stem}{}", self.count)
    }

    fn learn(&mut self, code: &str, kind: Kind) {
        if !self.personal && !self.roster {
            let (section, path) = (self.section.clone(), format!("{}.{code}", self.section));
            self.known.push(Known { path, section, kind });
        }
    }

    fn item(&mut self) -> String {
        match self.random.below(20) {
            0 | 1 if !self.personal => self.branch(),
            2 if !self.roster && !self.personal => self.roster(),
            3 if !self.personal => self.check(),
            4 if !self.roster && !self.personal => self.end(),
            5 if !self.roster => self.group(),
            6 if !self.personal && !self.roster => self.selected(),
            7 | 8 if !self.personal && !self.roster => self.calc(),
            _ => self.question(),
        }
    }

    fn branch(&mut self) -> String {
        let Some(condition) = self.condition(2) else { return self.question() };
        // What is asked in a branch may be read afterwards: then it is undecided where it was not asked.
        let inside = self.question();
        let mut item = format!("  when {condition} says none {{\n{inside}\n  }}");
        if self.random.chance(40) {
            let other = self.question();
            item.push_str(&format!(" otherwise says none {{\n{other}\n  }}"));
        }
        item
    }

    fn group(&mut self) -> String {
        let code = self.code("group");
        let (first, second) = (self.question(), self.question());
        format!("  group {code} \"Group\" {{\n{first}\n{second}\n  }}")
    }

    fn end(&mut self) -> String {
        let how = ["", " as out_of_scope", " as refused"][self.random.below(3)];
        match self.condition(1) {
            Some(condition) => format!("  end when {condition} \"The end\"{how}"),
            None => self.question(),
        }
    }

    fn gate_between(&mut self) -> String {
        let code = self.code("gate");
        let item =
            format!("gate {code} \"Gate\" {{ yes \"Yes\" then \"Go on\"  no \"No\" end \"The end\"  may \"Maybe\" }}");
        let kind = Kind::Single(vec!["yes".into(), "no".into(), "may".into()]);
        self.known.push(Known { path: code, section: String::new(), kind });
        item
    }

    fn check(&mut self) -> String {
        let condition = if self.random.chance(60) { self.arithmetic() } else { self.condition(2) };
        let Some(condition) = condition else { return self.question() };
        let when = match self.random.below(4) {
            0 => self.condition(1).map(|condition| format!(" when {condition}")).unwrap_or_default(),
            _ => String::new(),
        };
        let warn = if self.random.chance(15) { " warn" } else { "" };
        format!("  check {condition}{when} \"Not so\"{warn}")
    }

    fn calc(&mut self) -> String {
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
        let code = self.code("c");
        let (a, b) = (self.random.pick(&numbers).clone(), self.random.pick(&numbers).clone());
        let k = 1 + self.random.below(9);
        let makes = match self.random.below(9) {
            0 => format!("{a} + {k} * {b}"),
            1 => format!("round({a} / {b}, {})", self.random.below(4)),
            2 => format!("sum({a}, {b})"),
            3 => format!("first of ({a}, {b})"),
            4 => format!("round({a} - 10 / {k}, 1) * {b}"),
            5 if !dates.is_empty() => format!("{} + {k} months", self.random.pick(&dates)),
            6 if !dates.is_empty() => format!("age({}, as_of)", self.random.pick(&dates)),
            7 if !dates.is_empty() => format!("days({}, as_of) + {k}", self.random.pick(&dates)),
            8 if !whole.is_empty() => {
                format!(
                    "band {} {{ 0..4 low \"Low\"  5..9 mid \"Mid\"  10.. high \"High\" }}",
                    self.random.pick(&whole)
                )
            }
            _ => format!("{a} * {b}"),
        };
        format!("  calc {code} \"Figure\" = {makes}")
    }

    fn selected(&mut self) -> String {
        let offers: Vec<_> = self
            .known
            .iter()
            .filter(|known| matches!(known.kind, Kind::Multi(_)) && known.section == self.section)
            .map(|known| known.path.clone())
            .collect();
        if offers.is_empty() {
            return self.question();
        }
        let from = self.random.pick(&offers).clone();
        let code = self.code("sel");
        match self.random.below(3) {
            0 => format!("  single {code} \"Best\" selected in {from} says none"),
            1 => format!("  multi {code} \"Good\" selected in {from} says none"),
            _ => {
                format!("  grid {code} \"Marks\" of single {{ rows selected in {from} says none  columns from marks }}")
            }
        }
    }

    fn roster(&mut self) -> String {
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
        let mut item = format!(
            "  repeat {code} \"Roster\" {min}..{max}{when} {{\n    integer {a} \"Number\" min 0 max 20{required}\n    \
             single {b} \"Choice\" {{ x \"X\"  y \"Y\" {{ text why \"Why\" }}  z \"Z\" }}\n    \
             date {c} \"Day\"\n    text {d} \"Words\" when {deep} says none{required}\n"
        );
        if self.random.chance(40) {
            item.push_str(&format!("    check {a} >= {} \"Small\"\n", self.random.below(8)));
        }
        if self.random.chance(30) {
            let calc = self.code("c");
            item.push_str(&format!("    calc {calc} \"Figure\" = round({a} / 3, 1)\n"));
        }
        if self.random.chance(25) {
            item.push_str(&format!("    check {a} <= given.size \"Large\"\n"));
        }
        item.push_str("  }");
        self.learn(
            &code,
            Kind::Roster {
                numbers: vec![a],
                singles: vec![(b, vec!["x".into(), "y".into(), "z".into()])],
                dates: vec![c],
            },
        );
        item
    }

    fn when(&mut self) -> String {
        if self.personal || !self.random.chance(30) {
            return String::new();
        }
        self.condition(2).map(|condition| format!(" when {condition} says none")).unwrap_or_default()
    }

    fn required(&mut self) -> &'static str {
        if self.random.chance(30) { " required" } else { "" }
    }

    fn options(&mut self, fields: bool) -> (String, Vec<String>) {
        let mut text = String::new();
        let mut codes = Vec::new();
        for index in 0..2 + self.random.below(4) {
            let code = format!("o{index}");
            text.push_str(&format!(" {code} \"Option {index} {}\"", if self.random.chance(20) { LABEL } else { "" }));
            if fields && self.random.chance(20) {
                text.push_str(match self.random.below(4) {
                    0 => " specify",
                    1 => " { integer n \"Number\" min 0 max 9 }",
                    2 => " { single k \"Kind\" { a \"A\"  b \"B\" } }",
                    _ => " { multi m \"Several\" { a \"A\"  b \"B\" }  text t \"Words\" required }",
                });
            }
            text.push_str("\n ");
            codes.push(code);
        }
        (text, codes)
    }

    fn question(&mut self) -> String {
        let code = self.code("q");
        let when = self.when();
        let required = self.required();
        match self.random.below(24) {
            0..=2 => {
                let (options, mut codes) = self.options(true);
                let special = if self.random.chance(30) {
                    codes.push("dk".into());
                    " dk \"I do not know\" means dont_know"
                } else {
                    ""
                };
                let gone = if self.random.chance(15) { " retired old \"Old\"" } else { "" };
                self.learn(&code, Kind::Single(codes));
                format!("  single {code} \"Question\"{when}{required} {{\n {options}{special}\n{gone} }}")
            }
            3..=5 => {
                let (options, codes) = self.options(true);
                let last = if self.random.chance(40) { " none_of_it \"None\" exclusive" } else { "" };
                let pick = match self.random.below(4) {
                    0 => format!(" pick 1..{}", 1 + self.random.below(codes.len())),
                    1 => format!(" pick 2..{}", codes.len()),
                    _ => String::new(),
                };
                self.learn(&code, Kind::Multi(codes));
                format!("  multi {code} \"Question\"{when}{pick}{required} {{\n {options}{last} }}")
            }
            6 => {
                let (options, codes) = self.options(false);
                let pick = if self.random.chance(50) { format!(" pick 1..{}", codes.len() - 1) } else { String::new() };
                self.learn(&code, Kind::Rank(codes));
                format!("  rank {code} \"Question\"{when}{pick}{required} {{\n {options} }}")
            }
            7 => {
                self.learn(&code, Kind::Flag);
                let field = if self.random.chance(30) { " { text t \"Words\" }" } else { "" };
                format!("  flag {code} \"Question\"{when}{required}{field}")
            }
            8 | 9 => {
                self.learn(&code, Kind::Number);
                let bounds = *self.random.pick(&[" min 0 max 20", " min 0", "", " max 10", " min -5 max 5"]);
                let field = if self.random.chance(15) { " specify" } else { "" };
                format!("  integer {code} \"Question\"{when}{field}{bounds}{required}")
            }
            10 => {
                self.learn(&code, Kind::Alternative(vec!["unknown".into(), "secret".into()]));
                format!(
                    "  integer {code} \"Question\"{when} min 0 max 20{required} or {{ unknown \"Unknown\" means dont_know  secret \"Secret\" means refused }}"
                )
            }
            11 => {
                self.learn(&code, Kind::Decimal);
                let digits = 1 + self.random.below(3);
                format!("  decimal {code} \"Question\"{when} digits {digits} min 0 max 20{required}")
            }
            12 => {
                self.learn(&code, Kind::Date);
                let bounds =
                    *self.random.pick(&["", " min 2024-02-29", " max 2025-01-01", " min 2019-12-31 max 2024-03-01"]);
                format!("  date {code} \"Question\"{when}{bounds}{required}")
            }
            13 => {
                self.learn(&code, Kind::Month);
                format!("  month {code} \"Question\"{when}{required}")
            }
            14 => {
                self.learn(&code, Kind::Year);
                format!("  year {code} \"Question\"{when} min 2000 max edition{required}")
            }
            15 => {
                self.learn(&code, Kind::Number);
                format!("  scale {code} \"Question\" 0 to 10{when}{required}")
            }
            16 => {
                self.learn(&code, Kind::Text);
                let kind =
                    *self.random.pick(&["text KEY", "longtext KEY", "email KEY", "tel KEY", "postal KEY", "url KEY"]);
                let more = match kind {
                    "text KEY" => {
                        *self.random.pick(&["", " max_length 5", " pattern \"AA-99\"", " pattern \"9*[?].A\""])
                    }
                    _ => "",
                };
                format!("  {} \"Question\"{when}{more}{required}", kind.replace("KEY", &code))
            }
            17 => {
                let (rows, codes) = self.options(false);
                self.learn(&code, Kind::GridSingle(codes));
                format!(
                    "  grid {code} \"Question\" of single{when}{required} {{ rows {{\n {rows} }} columns from marks }}"
                )
            }
            18 => {
                let (rows, codes) = self.options(false);
                self.learn(&code, Kind::GridMulti(codes));
                format!(
                    "  grid {code} \"Question\" of multi{when}{required} {{ rows {{\n {rows} }} columns {{ a \"A\"  b \"B\" }} }}"
                )
            }
            19 => {
                let (rows, _) = self.options(false);
                self.learn(&code, Kind::GridNumber);
                format!("  grid {code} \"Question\" of integer{when} min 0 max 20{required} {{ rows {{\n {rows} }} }}")
            }
            20 => {
                let (rows, _) = self.options(false);
                format!(
                    "  grid {code} \"Question\"{when}{required} {{ rows {{\n {rows} }} columns {{ integer n \"Number\" min 0  text t \"Words\"  year y \"Year\" }} }}"
                )
            }
            21 => {
                self.learn(&code, Kind::Scored(vec!["lo".into(), "mid".into(), "hi".into()]));
                format!(
                    "  single {code} \"Question\"{when}{required} {{ lo \"Low\" value 1  mid \"Mid\" value 2.5  hi \"High\" value 5  dk \"Unknown\" means dont_know }}"
                )
            }
            22 => {
                self.learn(&code, Kind::Single(vec!["good".into(), "fair".into(), "bad".into(), "dunno".into()]));
                format!("  single {code} \"Question\" from marks{when}{required}")
            }
            _ => {
                let old = self.code("old");
                self.learn(&code, Kind::Text);
                format!("  text {code} \"{LABEL}\"{when}{required}\n  retired integer {old} \"Old\"")
            }
        }
    }

    /// A condition on what stands before; none where nothing does.
    fn condition(&mut self, depth: usize) -> Option<String> {
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
        let Known { path, section: _, kind } = self.random.pick(&self.known).clone();
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
            Kind::Month => format!("answered {path}"),
            Kind::Year => format!("{path} {sign} {}", 2000 + self.random.below(26)),
            Kind::Text => format!("answered {path}"),
            Kind::GridSingle(rows) => match self.random.below(4) {
                0 => format!("any of {path} is good"),
                1 => format!("all of {path} in [good, fair]"),
                2 => format!("{path}.{} is not bad", self.random.pick(&rows)),
                _ => format!("answered {path}"),
            },
            Kind::GridMulti(rows) => match self.random.below(2) {
                0 => format!("{path}.{} includes a", self.random.pick(&rows)),
                _ => format!("answered {path}"),
            },
            Kind::GridNumber => match self.random.below(3) {
                0 => format!("any of {path} {sign} {number}"),
                1 => format!("all of {path} {sign} {number}"),
                _ => format!("sum({path}) {sign} {number}"),
            },
            Kind::Roster { numbers, singles, dates } => {
                let count = self.random.below(3);
                match self.random.below(6) {
                    0 => format!("count({path}) {sign} {count}"),
                    1 => format!("count({path} where {} {sign} {number}) >= {count}", numbers[0]),
                    2 => format!("any of {path}.{} is {}", singles[0].0, self.random.pick(&singles[0].1)),
                    3 => format!("all of {path}.{} {sign} {number}", numbers[0]),
                    4 => format!("sum({path}.{}) {sign} {}", numbers[0], number * 2),
                    _ => format!("count({path} where {} < 2024-01-01) {sign} {count}", dates[0]),
                }
            }
        })
    }

    /// A comparison that computes with several answers.
    fn arithmetic(&mut self) -> Option<String> {
        let numbers: Vec<_> = self
            .known
            .iter()
            .filter_map(|known| match &known.kind {
                Kind::Number | Kind::Decimal | Kind::Alternative(_) | Kind::Scored(_) => Some(known.path.clone()),
                Kind::Multi(_) => Some(format!("count({})", known.path)),
                Kind::GridNumber => Some(format!("sum({})", known.path)),
                Kind::Roster { numbers, singles: _, dates: _ } => Some(format!("sum({}.{})", known.path, numbers[0])),
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
        Some(match self.random.below(8) {
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

/// A survey that no table of some databases can hold: many sections, whose conditions read other sections.
pub fn wide(sections: usize) -> Survey {
    let mut parts = Vec::new();
    for index in 0..sections {
        let mut items = vec![
            "  single open \"Open?\" { yes \"Yes\"  no \"No\" }".to_owned(),
            "  integer size \"Size\" min 0 max 20".to_owned(),
        ];
        if index > 0 {
            let (first, before) = (0, index - 1);
            items.push(format!("  text why \"Why\" when s{before}.open is yes says none required"));
            items.push(format!("  check size + s{before}.size <= 30 \"Large\""));
            items.push(format!("  flag small \"Small\" when s{first}.size < 5 says none"));
        }
        for question in 0..5 {
            let options: Vec<_> = (0..16).map(|option| format!("o{option} \"Option\"")).collect();
            items.push(format!(
                "  multi m{question} \"Several\" when open is yes says none {{ {} }}",
                options.join("  ")
            ));
        }
        items.push("  text words \"Words\"\n  longtext more \"More\"".to_owned());
        parts.push(Part::Section { code: format!("s{index}"), mark: "", items });
    }
    Survey { head: HEAD.replace("LABEL", LABEL), parts }
}
