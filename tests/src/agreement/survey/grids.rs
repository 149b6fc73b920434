//! Grids: of one answer a row, of several, of blanks, and of fields of different kinds.

use super::maker::{Kind, Maker};

impl Maker<'_> {
    pub(super) fn grid(&mut self, code: &str, when: &str, required: &str) -> String {
        match self.random.below(6) {
            0 | 1 => {
                let (rows, codes) = self.rows();
                self.learn(code, Kind::GridSingle(codes));
                let more = self.maybe(25, &[" { more \"More\" }"]);
                format!(
                    "  grid {code} \"Question\" of single{when}{required} {{\n    rows {{\n{rows}    }}\n    columns from marks{more}\n  }}"
                )
            }
            2 => {
                let (rows, codes) = self.rows();
                self.learn(code, Kind::GridMulti(codes));
                let columns = self.random.pick(&[
                    "a \"A\"  b \"B\"",
                    "a \"A\"  b \"B\"  c \"C\"",
                    "a \"A\"  b \"B\"  none_of_it \"None\" exclusive",
                ]);
                format!(
                    "  grid {code} \"Question\" of multi{when}{required} {{\n    rows {{\n{rows}    }}\n    columns {{ {columns} }}\n  }}"
                )
            }
            3 => {
                let (rows, _) = self.rows();
                self.learn(code, Kind::GridNumber);
                format!(
                    "  grid {code} \"Question\" of integer{when} min 0 max 20{required} {{\n    rows {{\n{rows}    }}\n  }}"
                )
            }
            4 => {
                let (rows, _) = self.rows();
                let kind = self.random.pick(&[
                    "of decimal|digits 2 min 0",
                    "of date|max 2025-01-01",
                    "of text|max_length 4",
                    "of scale -1 to 1|",
                    "of year|min 1990",
                    "of month|",
                    "of email|",
                ]);
                let (kind, bounds) = kind.split_once('|').unwrap();
                let columns = self.maybe(50, &["    columns { men \"Men\"  women \"Women\" }\n"]);
                format!(
                    "  grid {code} \"Question\" {kind}{when} {bounds}{required} {{\n    rows {{\n{rows}    }}\n{columns}  }}"
                )
            }
            _ => {
                let (rows, codes) = self.rows();
                self.learn(code, Kind::GridFields(codes, "n".into()));
                format!(
                    "  grid {code} \"Question\"{when}{required} {{\n    rows {{\n{rows}    }}\n    columns {{ integer n \"Number\" min 0 max 99  text t \"Words\"  year y \"Year\"  flag f \"Flag\"  tel p \"Telephone\" }}\n  }}"
                )
            }
        }
    }

    /// Rows, each on its line, and the codes of those that are always there.
    fn rows(&mut self) -> (String, Vec<String>) {
        let mut text = String::new();
        let mut codes = Vec::new();
        let heading = self.random.chance(15);
        if heading {
            text.push_str("    heading \"Rows\" {\n");
        }
        for index in 0..2 + self.random.below(3) {
            let code = format!("r{index}");
            text.push_str(&format!("    {code} \"Row {index}\""));
            if self.random.chance(15)
                && let Some(condition) = self.condition(1)
            {
                text.push_str(&format!(" when {condition} says none"));
            }
            text.push_str(self.maybe(
                20,
                &[
                    " optional",
                    " specify",
                    " { text why \"Why\" }",
                    " { integer often \"Times\" min 0  flag box \"Flag\" }",
                ],
            ));
            text.push('\n');
            codes.push(code);
        }
        if heading {
            text.push_str("    }\n");
        }
        text.push_str(self.maybe(12, &["    retired old \"Old\"\n"]));
        (text, codes)
    }
}
