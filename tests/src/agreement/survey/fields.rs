//! Blanks: every kind of them, with their bounds, lengths, pictures, and answers in their place.

use super::maker::{Kind, Maker};

impl Maker<'_> {
    /// A blank to fill in, and what stands around it.
    pub(super) fn field(&mut self, code: &str, when: &str, required: &str) -> String {
        let around = self.maybe(15, &[" prefix \"about\"", " suffix \"or so\""]);
        let (kind, bounds) = self.blank(code);
        let inside = match self.random.below(12) {
            0 => " { text why \"Why\"  integer n \"Number\" min 0 }",
            1 if kind != "longtext" => " or { unknown \"Unknown\" means dont_know  secret \"Secret\" means refused }",
            2 if kind != "longtext" => " or { nothing \"Nothing\" means not_applicable  retired old \"Old\" }",
            _ => "",
        };
        let specify = if inside.is_empty() { self.maybe(8, &[" specify"]) } else { "" };
        let code = if self.random.chance(8) {
            format!("{code} \"{}\"", super::maker::LABEL)
        } else {
            format!("{code} \"Question\"")
        };
        let mark = self.maybe(6, &[" @personal", " @screen_only"]);
        if mark == " @personal" {
            self.forget();
        }
        format!("  {kind} {code}{when}{specify}{bounds}{around}{required}{mark}{inside}")
    }

    /// The kind of a blank and its own clauses.
    fn blank(&mut self, code: &str) -> (&'static str, String) {
        let take = |maker: &mut Self, known, kind, bounds: &[&'static str]| {
            maker.learn(code, known);
            (kind, (*maker.random.pick(bounds)).to_owned())
        };
        match self.random.below(14) {
            0 | 1 => take(
                self,
                Kind::Number,
                "integer",
                &[" min 0 max 20", " min 0", "", " max 10", " min -5 max 5", " unit person min 0"],
            ),
            2 => take(
                self,
                Kind::Decimal,
                "decimal",
                &[
                    " digits 1 min 0 max 20",
                    " digits 2 min -1 max 20",
                    " digits 3",
                    " digits 1 max 9.5",
                    " digits 6 min 0 max 1",
                ],
            ),
            3 => take(
                self,
                Kind::Date,
                "date",
                &["", " min 2024-02-29", " max 2025-01-01", " min 2019-12-31 max 2024-03-01"],
            ),
            4 => take(self, Kind::Month, "month", &["", " min 2023-12 max 2025-01", " max 2024-12"]),
            5 => take(self, Kind::Year, "year", &[" min 2000 max edition", "", " min edition - 5"]),
            6 => take(self, Kind::Year, "fiscal_year", &[" min 2000 max edition", ""]),
            7 => take(self, Kind::Text, "text", &["", " max_length 5", " max_length 1"]),
            8 => take(
                self,
                Kind::Text,
                "text",
                &[" pattern \"AA-99\"", " pattern \"9*[?].A\"", " pattern \"(9)|$^\"", " pattern \"号9\""],
            ),
            9 => take(self, Kind::Text, "longtext", &["", " max_length 12"]),
            10 => take(self, Kind::Text, "email", &["", " max_length 9"]),
            11 => take(self, Kind::Text, "tel", &[""]),
            12 => take(self, Kind::Text, "postal", &[""]),
            _ => take(self, Kind::Text, "url", &["", " max_length 20"]),
        }
    }

    /// What was learnt last may not be read after all.
    fn forget(&mut self) {
        if !self.personal && !self.roster {
            self.known.pop();
        }
    }

    /// A number with answers in its place, for conditions that ask for them.
    pub(super) fn alternative(&mut self, code: &str, when: &str, required: &str) -> String {
        self.learn(code, Kind::Alternative(vec!["unknown".into(), "secret".into()]));
        format!(
            "  integer {code} \"Question\"{when} min 0 max 20{required} or {{ unknown \"Unknown\" means dont_know  secret \"Secret\" means refused }}"
        )
    }

    /// A whole number drawn as points.
    pub(super) fn scale(&mut self, code: &str, when: &str, required: &str) -> String {
        self.learn(code, Kind::Number);
        let range = self.random.pick(&["0 to 10", "1 to 5 ends \"bad\" \"good\"", "-2 to 2"]);
        format!("  scale {code} \"Question\" {range}{when}{required}")
    }

    /// One box to tick.
    pub(super) fn flag(&mut self, code: &str, when: &str, required: &str) -> String {
        self.learn(code, Kind::Flag);
        let inside = self.maybe(30, &[" { text t \"Words\" }", " { integer n \"Number\" min 0 required }"]);
        format!("  flag {code} \"Question\"{when}{required}{inside}")
    }
}
