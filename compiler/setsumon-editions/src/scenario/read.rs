//! A scenario from its TOML: every name is looked up in the survey, and what is not there is told with its place.

use std::ops::Range;

use serde_json::{Map, Number, Value as Json};
use setsumon_core::answers::Key;
use setsumon_core::form::Value as Holds;
use setsumon_core::ids::VarId;
use setsumon_core::judge::OutcomeName;
use setsumon_core::names;
use setsumon_diagnostics::did_you_mean;
use toml_edit::{ImDocument, Item, TableLike, Value};

use super::{Complaint, Expect, Last, Names, Placed, Problem, Scenario, Step};

const TOP: [&str; 8] = ["title", "last", "carry", "given", "answers", "clear", "expect", "step"];
const STEP: [&str; 4] = ["title", "answers", "clear", "expect"];
const EXPECT: [&str; 10] =
    ["shown", "not_shown", "open", "violations", "warnings", "derived", "filled", "blank", "outcome", "accepted"];
const COMPLAINT: [&str; 2] = ["at", "says"];
const OUTCOMES: [OutcomeName; 4] =
    [OutcomeName::Complete, OutcomeName::Ended, OutcomeName::OutOfScope, OutcomeName::Refused];

pub(super) fn scenario(names: &Names<'_>, text: &str) -> Result<Scenario, Vec<Problem>> {
    let document = ImDocument::parse(text).map_err(|error| {
        let message = error.message().lines().collect::<Vec<_>>().join("; ");
        // A field in an option hangs below an answer, and TOML has no key that is both.
        let both = "write the path of a field in an answer in quotation marks: `\"overview.status.ended.at\" = 2023`";
        let help = error.message().contains("extend non-table").then(|| both.to_owned());
        vec![Problem { message, help, at: error.span().unwrap_or(0..0) }]
    })?;
    let mut reader = Reader { names, problems: Vec::new() };
    let scenario = reader.top(document.as_table());
    if reader.problems.is_empty() { Ok(scenario) } else { Err(reader.problems) }
}

struct Reader<'n, 'f> {
    names: &'n Names<'f>,
    problems: Vec<Problem>,
}

fn span(item: &Item) -> Range<usize> {
    item.span().unwrap_or(0..0)
}

/// Where a key is written.
fn key_span(table: &dyn TableLike, key: &str) -> Range<usize> {
    table.key(key).and_then(toml_edit::Key::span).or_else(|| table.get(key).and_then(Item::span)).unwrap_or(0..0)
}

impl Reader<'_, '_> {
    fn problem(&mut self, at: Range<usize>, message: impl Into<String>) {
        self.problems.push(Problem { message: message.into(), help: None, at });
    }

    fn unknown(&mut self, at: Range<usize>, what: &str, name: &str, meant: Option<&str>) {
        let help = meant.map(|meant| format!("did you mean `{meant}`?"));
        self.problems.push(Problem { message: format!("{what} `{name}`"), help, at });
    }

    /// What a table may say.
    fn only(&mut self, table: &dyn TableLike, known: &[&str], of: &str) {
        for (key, _) in table.iter().filter(|(key, _)| !known.contains(key)) {
            let meant = did_you_mean(key, known.iter().copied());
            let at = key_span(table, key);
            let help = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => {
                    format!("it says {}", known.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", "))
                }
            };
            self.problems.push(Problem { message: format!("{of} says no `{key}`"), help: Some(help), at });
        }
    }

    fn top(&mut self, table: &dyn TableLike) -> Scenario {
        self.only(table, &TOP, "a scenario");
        let title = match table.get("title") {
            Some(title) => self.words(title, "title"),
            None => {
                self.problem(0..0, "a scenario has a `title`: what it is about, in a sentence");
                String::new()
            }
        };
        let last = match table.get("last") {
            None => Last::None,
            Some(item) => match (item.as_str(), item.as_table_like()) {
                (Some(file), _) => Last::File(Placed { value: file.to_owned(), at: span(item) }),
                (None, Some(answers)) => Last::Here(self.last_answers(answers)),
                (None, None) => {
                    self.problem(span(item), "`last` is the name of an answer file, or a table of last year's answers");
                    Last::None
                }
            },
        };
        let carry = table.get("carry").and_then(|item| self.carry(item));
        let mut first = self.step(table, None);
        if let Some(given) = table.get("given") {
            let known = self.answers(given, "given");
            for (name, value) in known {
                first.answers.insert(name, value);
            }
        }
        let mut steps = vec![first];
        if let Some(item) = table.get("step") {
            match item.as_array_of_tables() {
                Some(tables) => {
                    for table in tables {
                        self.only(table, &STEP, "a step");
                        let title = table.get("title").map(|title| self.words(title, "title"));
                        steps.push(self.step(table, title));
                    }
                }
                None => self.problem(span(item), "a step is written `[[step]]`"),
            }
        }
        if steps.iter().all(|step| step.expect.is_none()) && self.problems.is_empty() {
            self.problem(0..0, "it expects nothing: say what is to come of the answers in `[expect]`");
        }
        Scenario { title, last, carry, steps }
    }

    fn carry(&mut self, item: &Item) -> Option<Placed<()>> {
        match item.as_bool() {
            Some(true) => Some(Placed { value: (), at: span(item) }),
            Some(false) => None,
            None => {
                self.problem(span(item), "`carry` is `true` or `false`");
                None
            }
        }
    }

    fn words(&mut self, item: &Item, what: &str) -> String {
        item.as_str().map(str::to_owned).unwrap_or_else(|| {
            self.problem(span(item), format!("`{what}` is a text in quotation marks"));
            String::new()
        })
    }

    fn step(&mut self, table: &dyn TableLike, title: Option<String>) -> Step {
        let answers = table.get("answers").map(|answers| self.answers(answers, "answers")).unwrap_or_default();
        let clear = table.get("clear").map(|clear| self.cleared(clear)).unwrap_or_default();
        let expect = table.get("expect").map(|expect| self.expect(expect));
        Step { title, answers, clear, expect }
    }

    /// Answers by their paths; what is given, by the names behind `given.`.
    fn answers(&mut self, item: &Item, what: &str) -> Map<String, Json> {
        let mut answers = Map::new();
        let around = if what == "given" { what } else { "" };
        match item.as_table_like() {
            Some(table) => self.nested(table, around, &mut answers),
            None => self.problem(span(item), format!("`[{what}]` is a table: `overview.status = \"running\"`")),
        }
        answers
    }

    /// The answers of a table, whose keys are steps of a path: `overview.status` is the variable `overview__status`.
    fn nested(&mut self, table: &dyn TableLike, around: &str, answers: &mut Map<String, Json>) {
        for (key, item) in table.iter() {
            let name = names::member(around, &names::of(key));
            let at = key_span(table, key);
            match (self.names.keys.get(&name), item.as_table_like(), item.as_array(), item.as_array_of_tables()) {
                (Some(Key::Calc), _, _, _) => {
                    self.problem(at, format!("`{}` is derived from the answers, and is none", names::path(&name)));
                }
                (Some(Key::Repeat(_)), _, _, Some(tables)) => {
                    let entries = tables.iter().map(|table| self.entry(table, &name)).collect();
                    answers.insert(name, Json::Array(entries));
                }
                (Some(Key::Repeat(_)), _, Some(array), None) => {
                    let entries = array.iter().filter_map(|value| value.as_inline_table());
                    let entries = entries.map(|table| self.entry(table, &name)).collect();
                    answers.insert(name, Json::Array(entries));
                }
                (Some(Key::Repeat(_)), _, _, None) => {
                    let path = names::path(&name);
                    self.problem(at, format!("`{path}` is a roster: each entry is a `[[answers.{path}]]`"));
                }
                (Some(Key::Variable(_)), Some(_), _, _) => {
                    self.problem(at, format!("`{}` is one answer, and this is a table", names::path(&name)));
                }
                (Some(Key::Variable(id)), None, _, _) => {
                    self.known_code(id, item);
                    if let Some(value) = self.json(item) {
                        answers.insert(name, value);
                    }
                }
                (None, Some(inner), _, _) if self.is_beginning(&name) => self.nested(inner, &name, answers),
                (None, _, Some(codes), _) if self.is_beginning(&name) => self.several(codes, &name, answers),
                (_, _, _, _) if self.is_beginning(&name) => {
                    let path = names::path(&name);
                    self.problem(
                        at,
                        format!("`{path}` is no single answer: give `{path}.…`, or its options as `[\"…\"]`"),
                    );
                }
                (_, _, _, _) => {
                    let path = names::path(&name);
                    let meant = self.names.meant(&path).map(str::to_owned);
                    self.unknown(at, "the survey has no", &path, meant.as_deref());
                }
            }
        }
    }

    /// One entry of a roster. Its fields may be named from the roster on.
    fn entry(&mut self, table: &dyn TableLike, roster: &str) -> Json {
        let mut inside = Map::new();
        self.nested(table, roster, &mut inside);
        Json::Object(inside)
    }

    fn is_beginning(&self, name: &str) -> bool {
        self.names.inside(name).next().is_some()
    }

    /// Several options: each is ticked, or of a ranking has the rank of its place.
    fn several(&mut self, codes: &toml_edit::Array, name: &str, answers: &mut Map<String, Json>) {
        for (place, value) in codes.iter().enumerate() {
            let at = value.span().unwrap_or(0..0);
            let Some(code) = value.as_str() else {
                self.problem(at, "the options are given by their codes, as texts");
                continue;
            };
            let option = names::member(name, code);
            match self.names.keys.get(&option) {
                Some(Key::Variable(id)) => {
                    let ticked = match &self.names.form.variables().get(id).value {
                        Holds::Rank { max: _ } => Json::from(place + 1),
                        Holds::Tick
                        | Holds::Code(_)
                        | Holds::Integer { .. }
                        | Holds::Decimal { .. }
                        | Holds::Month { .. }
                        | Holds::Date { .. }
                        | Holds::Text { .. } => Json::Bool(true),
                    };
                    answers.insert(option, ticked);
                }
                Some(Key::Repeat(_) | Key::Calc) | None => {
                    let meant = self.names.meant(&names::path(&option)).map(str::to_owned);
                    self.unknown(at, &format!("`{}` has no option", names::path(name)), code, meant.as_deref());
                }
            }
        }
    }

    /// A code must be one of the list: one that is not would only be found out as a wrong answer.
    fn known_code(&mut self, id: VarId, item: &Item) {
        let variable = self.names.form.variables().get(id);
        if let (Some(list), Some(code)) = (variable.value.code_list(), item.as_str()) {
            let codes = &self.names.form.code_lists().get(list).codes;
            if codes.iter().all(|entry| entry.code != code) {
                let meant = did_you_mean(code, codes.iter().map(|entry| entry.code.as_str()));
                let of = format!("`{}` has no option", names::path(&variable.name));
                self.unknown(span(item), &of, code, meant);
            }
        }
    }

    fn json(&mut self, item: &Item) -> Option<Json> {
        let value = match item.as_value() {
            Some(Value::String(words)) => Json::String(words.value().clone()),
            Some(Value::Integer(number)) => Json::from(*number.value()),
            Some(Value::Float(number)) => Number::from_f64(*number.value()).map_or(Json::Null, Json::Number),
            Some(Value::Boolean(is)) => Json::Bool(*is.value()),
            Some(Value::Datetime(day)) => Json::String(day.value().to_string()),
            Some(Value::Array(_) | Value::InlineTable(_)) | None => {
                self.problem(span(item), "one answer is a text, a number, a day, or `true`");
                return None;
            }
        };
        Some(value)
    }

    /// Last year's answers, by the names they had then.
    fn last_answers(&mut self, table: &dyn TableLike) -> Map<String, Json> {
        let mut answers = Map::new();
        if self.names.form.previous().is_none() {
            self.problem(0..0, "the survey follows no edition, so there are no answers of last year");
            return answers;
        }
        self.last_nested(table, "", &mut answers);
        answers
    }

    fn last_nested(&mut self, table: &dyn TableLike, around: &str, answers: &mut Map<String, Json>) {
        for (key, item) in table.iter() {
            let name = names::member(around, &names::of(key));
            match (item.as_table_like(), self.names.knew(&name)) {
                (Some(inner), false) => self.last_nested(inner, &name, answers),
                (_, true) => {
                    if let Some(value) = self.json(item) {
                        answers.insert(name, value);
                    }
                }
                (None, false) => {
                    let meant = self.names.meant_then(&name).map(names::path);
                    let at = key_span(table, key);
                    self.unknown(at, "last year's survey had no", &names::path(&name), meant.as_deref());
                }
            }
        }
    }

    fn cleared(&mut self, item: &Item) -> Vec<String> {
        let paths = self.list(item, "clear");
        let mut keys = Vec::new();
        for Placed { value: path, at } in paths {
            let name = names::of(&path);
            let mut found: Vec<String> = self.names.inside(&name).map(str::to_owned).collect();
            if let Some(Key::Repeat(_) | Key::Variable(_)) = self.names.keys.get(&name) {
                found.push(name);
            }
            if found.is_empty() {
                let meant = self.names.meant(&path).map(str::to_owned);
                self.unknown(at, "the survey has no", &path, meant.as_deref());
            }
            keys.extend(found);
        }
        keys
    }

    fn list(&mut self, item: &Item, what: &str) -> Vec<Placed<String>> {
        let Some(array) = item.as_array() else {
            self.problem(span(item), format!("`{what}` is a list: `[\"overview.status\"]`"));
            return Vec::new();
        };
        let mut list = Vec::new();
        for value in array {
            let at = value.span().unwrap_or(0..0);
            match value.as_str() {
                Some(words) => list.push(Placed { value: words.to_owned(), at }),
                None => self.problem(at, format!("`{what}` is a list of texts")),
            }
        }
        list
    }

    fn expect(&mut self, item: &Item) -> Expect {
        let mut expect = Expect { at: span(item), ..Expect::default() };
        let Some(table) = item.as_table_like() else {
            self.problem(span(item), "`[expect]` is a table");
            return expect;
        };
        self.only(table, &EXPECT, "`expect`");
        expect.shown = table.get("shown").map(|item| self.paths(item, "shown")).unwrap_or_default();
        expect.not_shown = table.get("not_shown").map(|item| self.paths(item, "not_shown")).unwrap_or_default();
        expect.open = table.get("open").map(|item| Placed { value: self.paths(item, "open"), at: span(item) });
        expect.violations = table.get("violations").map(|item| self.complaints(item, "violations")).unwrap_or_default();
        expect.warnings = table.get("warnings").map(|item| self.complaints(item, "warnings")).unwrap_or_default();
        expect.filled = table.get("filled").map(|item| self.paths(item, "filled")).unwrap_or_default();
        expect.blank = table.get("blank").map(|item| self.paths(item, "blank")).unwrap_or_default();
        expect.derived = table.get("derived").map(|item| self.derived(item)).unwrap_or_default();
        expect.outcome = table.get("outcome").and_then(|item| self.outcome(item));
        expect.accepted = table.get("accepted").and_then(|item| match item.as_bool() {
            Some(value) => Some(Placed { value, at: span(item) }),
            None => {
                self.problem(span(item), "`accepted` is `true` or `false`");
                None
            }
        });
        expect
    }

    /// Paths of what there is in the survey, with `.*` for all questions in it, and `[2]` behind a roster.
    fn paths(&mut self, item: &Item, what: &str) -> Vec<Placed<String>> {
        let list = self.list(item, what);
        for Placed { value, at } in &list {
            self.known(value, at);
        }
        list
    }

    fn known(&mut self, path: &str, at: &Range<usize>) {
        let plain = plain_path(path);
        let plain = plain.strip_suffix(".*").unwrap_or(&plain);
        if !self.names.knows(plain) {
            let meant = self.names.meant(plain).map(str::to_owned);
            self.unknown(at.clone(), "the survey has no", plain, meant.as_deref());
        }
    }

    fn complaints(&mut self, item: &Item, what: &str) -> Vec<Complaint> {
        if let Some(tables) = item.as_array_of_tables() {
            return tables.iter().filter_map(|table| self.complaint(table, span(item))).collect();
        }
        let Some(array) = item.as_array() else {
            let message = format!("`{what}` is a list: `[\"size.consented\"]`, or `[{{ at = \"…\", says = \"…\" }}]`");
            self.problem(span(item), message);
            return Vec::new();
        };
        let mut complaints = Vec::new();
        for value in array {
            let at = value.span().unwrap_or(0..0);
            match (value.as_str(), value.as_inline_table()) {
                (Some(path), _) => {
                    self.known(path, &at);
                    complaints.push(Complaint { at: Placed { value: path.to_owned(), at }, says: None });
                }
                (None, Some(table)) => complaints.extend(self.complaint(table, at)),
                (None, None) => {
                    self.problem(at, format!("each of `{what}` is a path, or `{{ at = \"…\", says = \"…\" }}`"))
                }
            }
        }
        complaints
    }

    fn complaint(&mut self, table: &dyn TableLike, around: Range<usize>) -> Option<Complaint> {
        self.only(table, &COMPLAINT, "a complaint");
        let Some(item) = table.get("at") else {
            self.problem(around, "a complaint is made `at` a question");
            return None;
        };
        let path = self.words(item, "at");
        self.known(&path, &span(item));
        let says = table.get("says").map(|says| self.words(says, "says"));
        Some(Complaint { at: Placed { value: path, at: span(item) }, says })
    }

    fn derived(&mut self, item: &Item) -> Vec<(Placed<String>, Json)> {
        let mut derived = Vec::new();
        match item.as_table_like() {
            Some(table) => self.derived_in(table, "", &mut derived),
            None => self.problem(span(item), "`derived` is a table: `size.total = 12`"),
        }
        derived
    }

    fn derived_in(&mut self, table: &dyn TableLike, around: &str, derived: &mut Vec<(Placed<String>, Json)>) {
        for (key, item) in table.iter() {
            let name = names::member(around, &names::of(key));
            let at = key_span(table, key);
            match (self.names.keys.get(&name), item.as_table_like()) {
                (Some(Key::Calc), None) => {
                    if let Some(value) = self.json(item) {
                        derived.push((Placed { value: name, at }, value));
                    }
                }
                (_, Some(inner)) => self.derived_in(inner, &name, derived),
                (_, None) => {
                    let calcs = self.names.form.calcs().values().map(|calc| calc.path.as_str());
                    let meant = did_you_mean(&names::path(&name), calcs).map(str::to_owned);
                    self.unknown(at, "the survey derives no", &names::path(&name), meant.as_deref());
                }
            }
        }
    }

    fn outcome(&mut self, item: &Item) -> Option<Placed<Option<OutcomeName>>> {
        let at = span(item);
        let word = item.as_str().unwrap_or_default();
        if word == "none" {
            return Some(Placed { value: None, at });
        }
        let known = OUTCOMES.into_iter().find(|outcome| outcome.as_str() == word);
        if known.is_none() {
            let words = OUTCOMES.map(OutcomeName::as_str).join("`, `");
            self.problem(at.clone(), format!("`outcome` is `{words}` or `none`"));
        }
        known.map(|outcome| Placed { value: Some(outcome), at })
    }
}

/// A path without the numbers of entries: `staff.people[2].age` is `staff.people.age`. A variable's name is its path.
pub(super) fn plain_path(path: &str) -> String {
    let mut plain = String::new();
    let mut number = false;
    for sign in path.chars() {
        match sign {
            '[' => number = true,
            ']' => number = false,
            sign if !number => plain.push(sign),
            _ => {}
        }
    }
    names::path(&plain)
}
