//! Choices: one answer, several, ranked, scored, from lists, narrowed to what was ticked before.

use super::maker::{Kind, LABEL, Maker};

impl Maker<'_> {
    /// Any question.
    pub(super) fn question(&mut self) -> String {
        let code = self.code("q");
        let when = self.when();
        let required = self.required();
        match self.random.below(30) {
            0..=3 => self.single(&code, &when, required),
            4 => self.scored(&code, &when, required),
            5 | 6 => self.listed(&code, &when, required),
            7..=9 => self.multi(&code, &when, required),
            10 => self.rank(&code, &when, required),
            11 => self.flag(&code, &when, required),
            12 => self.scale(&code, &when, required),
            13 => self.alternative(&code, &when, required),
            14..=18 if !self.roster => self.grid(&code, &when, required),
            19 => {
                let old = self.code("old");
                self.learn(&code, Kind::Text);
                format!("  text {code} \"{LABEL}\"{when}{required}\n  retired integer {old} \"Old\"")
            }
            _ => self.field(&code, &when, required),
        }
    }

    /// Options, each on its line, and their codes.
    pub(super) fn options(&mut self, fields: bool) -> (String, Vec<String>) {
        let mut text = String::new();
        let mut codes = Vec::new();
        let count = 2 + self.random.below(4);
        let heading = if self.random.chance(12) { self.random.below(count) } else { count };
        for index in 0..count {
            let code = format!("o{index}");
            if index == heading {
                text.push_str("    heading \"Heading\" {\n");
            }
            text.push_str(&format!("    {code} \"Option {index} {}\"", self.maybe(20, &[LABEL])));
            if fields
                && self.random.chance(12)
                && let Some(condition) = self.condition(1)
            {
                text.push_str(&format!(" when {condition} says none"));
            }
            if fields && self.random.chance(25) {
                text.push_str(self.random.pick::<&str>(&[
                    " specify",
                    " specify required",
                    " { integer n \"Number\" min 0 max 9 }",
                    " { single k \"Kind\" { a \"A\"  b \"B\" { text why \"Why\" required } } }",
                    " { multi m \"Several\" { a \"A\"  b \"B\" }  text t \"Words\" required }",
                    " { date d \"Day\"  scale p \"Points\" 1 to 3 }",
                    " { note \"A footnote\" }",
                ]));
            }
            text.push('\n');
            codes.push(code);
        }
        if heading < count {
            text.push_str("    }\n");
        }
        (text, codes)
    }

    fn single(&mut self, code: &str, when: &str, required: &str) -> String {
        let (options, mut codes) = self.options(true);
        let special =
            self.maybe(30, &["    dk \"I do not know\" means dont_know\n", "    dk \"No\" means not_applicable\n"]);
        if !special.is_empty() {
            codes.push("dk".into());
        }
        let gone = self.maybe(15, &["    retired old \"Old\"\n"]);
        self.learn(code, Kind::Single(codes));
        let note = self.maybe(
            10,
            &["    instruction none\n", "    rationale \"So\"\n", "    hint \"Hint\"\n", "    beside \"Beside\"\n"],
        );
        let layout = self.maybe(8, &[" layout across 3", " layout inline"]);
        format!("  single {code} \"Question\"{when}{required}{layout} {{\n{note}{options}{special}{gone}  }}")
    }

    fn scored(&mut self, code: &str, when: &str, required: &str) -> String {
        self.learn(code, Kind::Scored(vec!["lo".into(), "mid".into(), "hi".into(), "no".into()]));
        format!(
            "  single {code} \"Question\"{when}{required} {{ lo \"Low\" value 1  mid \"Mid\" value 2.5  hi \"High\" value -5  dk \"Unknown\" means dont_know  no \"None\" means refused value 9 }}"
        )
    }

    /// Options from a list, whole or in part, with fields and options of its own.
    fn listed(&mut self, code: &str, when: &str, required: &str) -> String {
        let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        let (from, inside, codes): (_, _, Vec<String>) = match self.random.below(8) {
            6 => ("agreement", "", codes(&["yes", "partly", "no", "unknown"])),
            7 => ("marks", " { more \"More\" value 2 }", codes(&["good", "fair", "bad", "dunno", "more"])),
            0 => ("marks", "", codes(&["good", "fair", "bad", "dunno"])),
            1 => ("marks except dunno", "", codes(&["good", "fair", "bad"])),
            2 => ("agreement only [yes, no]", "", codes(&["yes", "no"])),
            3 => (
                "agreement",
                " {\n    no { text why \"Why\" }\n    other \"Other\" specify\n  }",
                codes(&["yes", "partly", "no", "unknown", "other"]),
            ),
            4 => {
                self.learn(code, Kind::Multi(codes(&["good", "fair", "bad"])));
                return format!("  multi {code} \"Question\" from marks{when}{required}");
            }
            // Codes that begin with digits cannot stand in a condition.
            _ => {
                self.learn(code, Kind::Text);
                return format!("  single {code} \"Question\" from places{when}{required}");
            }
        };
        self.learn(code, Kind::Single(codes));
        format!("  single {code} \"Question\" from {from}{when}{required}{inside}")
    }

    fn multi(&mut self, code: &str, when: &str, required: &str) -> String {
        let (options, codes) = self.options(true);
        let last = self.maybe(
            45,
            &[
                "    none_of_it \"None\" exclusive\n",
                "    dk \"I do not know\" means dont_know\n",
                "    retired old \"Old\"\n",
            ],
        );
        let pick = match self.random.below(4) {
            0 => format!(" pick 1..{}", 1 + self.random.below(codes.len())),
            1 => format!(" pick 2..{}", codes.len()),
            2 if self.random.chance(30) => " pick 2".to_owned(),
            _ => String::new(),
        };
        self.learn(code, Kind::Multi(codes));
        format!("  multi {code} \"Question\"{when}{pick}{required} {{\n{options}{last}  }}")
    }

    fn rank(&mut self, code: &str, when: &str, required: &str) -> String {
        let (options, codes) = self.options(false);
        let pick = if self.random.chance(50) { format!(" pick 1..{}", codes.len() - 1) } else { String::new() };
        self.learn(code, Kind::Rank(codes));
        format!("  rank {code} \"Question\"{when}{pick}{required} {{\n{options}  }}")
    }

    /// A choice or a grid that offers only what was ticked before.
    pub(super) fn selected(&mut self) -> String {
        let here = |kind: &dyn Fn(&Kind) -> bool, maker: &Self| -> Vec<String> {
            let here = maker.known.iter().filter(|known| kind(&known.kind) && known.section == maker.section);
            here.map(|known| known.path.clone()).collect()
        };
        let ticked = here(&|kind| matches!(kind, Kind::Multi(_)), self);
        let rated = here(&|kind| matches!(kind, Kind::GridSingle(_)), self);
        let code = self.code("sel");
        if !rated.is_empty() && self.random.chance(40) {
            let from = self.random.pick(&rated).clone();
            return format!("  grid {code} \"Why\" of text {{ rows selected in {from} as [bad, fair] says none }}");
        }
        if ticked.is_empty() {
            return self.question();
        }
        let from = self.random.pick(&ticked).clone();
        match self.random.below(4) {
            0 => format!("  single {code} \"Best\" selected in {from} says none"),
            1 => format!("  multi {code} \"Good\" selected in {from} says none"),
            2 => format!("  grid {code} \"Numbers\" of integer min 0 {{ rows selected in {from} says none }}"),
            _ => {
                format!("  grid {code} \"Marks\" of single {{ rows selected in {from} says none  columns from marks }}")
            }
        }
    }
}
