//! From a form to its schema: the keys in reading order, then what binds them together, question by question.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};
use setsumon_core::cond::Cond;
use setsumon_core::form::{Form, Role, Variable};
use setsumon_core::ids::{CondId, RepeatId, RuleId, VarId};
use setsumon_core::reads::Reads;
use setsumon_core::rule::{Rule, RuleKind};
use setsumon_core::target::{Duty, Ledger};

use crate::Mode;
use crate::cond::Printer;
use crate::pretty::{self, List};
use crate::said::Said;
use crate::value;

/// What both schemas say in the same words, written once.
pub(crate) struct Common {
    /// The entries of `properties` for the answer file itself; no bracket around them, and no comma behind.
    properties: String,
    /// The entries of `$defs` for values and lists of codes, likewise.
    definitions: String,
}

impl Common {
    pub(crate) fn of(form: &Form) -> Self {
        let mut properties = String::with_capacity(form.variables().len() * BYTES_A_PROPERTY);
        let mut list = List::inside(&mut properties, 1);
        for variable in form.variables().values().filter(|variable| is_key(variable, None)) {
            list.key(&variable.name);
            value::write_property(list.out, form, variable, 2);
        }
        let mut definitions = String::new();
        let mut list = List::inside(&mut definitions, 1);
        for (name, definition) in value::definitions() {
            list.key(&name);
            pretty::value(list.out, &definition, 2);
        }
        for codes in form.code_lists().values() {
            list.key(&format!("codes.{}", codes.name));
            pretty::value(list.out, &value::codes(codes), 2);
        }
        Self { properties, definitions }
    }
}

/// About so many bytes the schema of a variable takes.
const BYTES_A_PROPERTY: usize = 120;

/// The whole schema.
pub(crate) fn schema(form: &Form, mode: Mode, common: &Common, ledger: &mut Ledger) -> String {
    let mut whole = Whole { printer: Printer::new(form), ledger, declined: Vec::new(), reported: Vec::new() };
    let rules = whole.sort(mode);
    for (_, rule) in rules.outside.iter().chain(&rules.across) {
        whole.printer.shared.count(form.conds(), condition(rule));
    }
    let mut rosters = Map::new();
    let mut outside = whole.clauses(&rules.outside);
    for (id, repeat) in form.repeats().iter() {
        let inside: Vec<_> = rules.inside.get(&id).cloned().unwrap_or_default();
        let clauses = whole.clauses(&inside);
        rosters.insert(
            repeat.name.clone(),
            json!({
                "title": repeat.label.plain(),
                "type": "array",
                "maxItems": repeat.max,
                "items": object(keys(form, id), clauses),
            }),
        );
    }
    for (id, rule) in &rules.across {
        if let Some(repeat) = rule.repeat {
            let said = whole.printer.every(repeat, rule.holds);
            let clause = whole.account(*id, rule, said);
            outside.all_of.extend(clause);
        }
    }
    let Whole { printer, ledger: _, declined, reported } = whole;
    let mut schema = head(form, mode);
    schema.extend(value::object(object(rosters, outside)));
    let own = "The file's own: what it answers, what was carried over or confirmed, and notes. Nothing in them makes answers wrong.";
    schema.insert("patternProperties".into(), json!({ "^_": { "$comment": own } }));
    if !declined.is_empty() {
        schema.insert("x-setsumon-declined".into(), Json::Array(declined));
    }
    if !reported.is_empty() {
        schema.insert("x-setsumon-reported".into(), Json::Array(reported));
    }
    schema.insert("$defs".into(), Json::Object(printer.shared.definitions));
    written(&schema, common)
}

/// The schema as text, with what both have in common set before what this one says of its own.
fn written(schema: &Map<String, Json>, common: &Common) -> String {
    let mut out = String::with_capacity(2 * common.properties.len() + common.definitions.len() + 4_096);
    let mut list = List::new(&mut out, '{', 0);
    for (key, json) in schema {
        list.key(key);
        let before = match key.as_str() {
            "properties" => &common.properties,
            "$defs" => &common.definitions,
            _ => {
                pretty::value(list.out, json, 1);
                continue;
            }
        };
        let mut entries = List::behind(list.out, '{', before, 1);
        for (name, entry) in json.as_object().into_iter().flatten() {
            entries.key(name);
            pretty::value(entries.out, entry, 2);
        }
        entries.end('}');
    }
    list.end('}');
    out.push('\n');
    out
}

fn head(form: &Form, mode: Mode) -> Map<String, Json> {
    let survey = form.survey();
    let (kind, comment) = match mode {
        Mode::Submission => ("answer", "An answer file as it is handed in."),
        Mode::Draft => ("draft", "An answer file as it is put aside: answers may be missing, none may be wrong."),
    };
    value::object(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:setsumon:{}:{}:{kind}", survey.code, survey.edition),
        "title": survey.title.plain(),
        "$comment": comment,
    }))
}

/// The keys of an occurrence.
fn keys(form: &Form, repeat: RepeatId) -> Map<String, Json> {
    form.variables()
        .values()
        .filter(|variable| is_key(variable, Some(repeat)))
        .map(|variable| (variable.name.clone(), value::property(form, variable)))
        .collect()
}

/// Whether a variable is a key of the answer file, or of an occurrence.
fn is_key(variable: &Variable, repeat: Option<RepeatId>) -> bool {
    match variable.role {
        Role::Answer | Role::Given | Role::Retired => variable.repeat == repeat,
        Role::Last(_) => false,
    }
}

fn object(properties: Map<String, Json>, clauses: Clauses) -> Json {
    let Clauses { required, all_of } = clauses;
    let mut schema =
        value::object(json!({ "type": "object", "properties": properties, "additionalProperties": false }));
    if !required.is_empty() {
        schema.insert("required".into(), json!(required));
    }
    if !all_of.is_empty() {
        schema.insert("allOf".into(), Json::Array(all_of));
    }
    Json::Object(schema)
}

/// The rules that bind, by where they can be written.
#[derive(Default)]
struct Sorted<'a> {
    /// About the answer file as a whole.
    outside: Vec<(RuleId, &'a Rule)>,
    /// About each occurrence of a roster, reading nothing else.
    inside: BTreeMap<RepeatId, Vec<(RuleId, &'a Rule)>>,
    /// About each occurrence of a roster, reading answers outside of it too.
    across: Vec<(RuleId, &'a Rule)>,
}

/// What binds keys together.
#[derive(Default)]
struct Clauses {
    required: Vec<String>,
    all_of: Vec<Json>,
}

/// What hangs on one condition of being asked.
#[derive(Default)]
struct Group<'a> {
    absent: Vec<(RuleId, &'a Rule, VarId)>,
    required: Vec<(RuleId, &'a Rule, &'a [VarId])>,
}

enum Place<'a> {
    Group(CondId),
    Rule(RuleId, &'a Rule),
}

struct Whole<'a, 'b> {
    printer: Printer<'a>,
    ledger: &'b mut Ledger,
    declined: Vec<Json>,
    reported: Vec<Json>,
}

impl<'a> Whole<'a, '_> {
    fn sort(&mut self, mode: Mode) -> Sorted<'a> {
        let form = self.printer.form;
        let mut sorted = Sorted::default();
        for (id, rule) in form.rules().iter() {
            if !mode.binds(rule) {
                continue;
            }
            if !rule.hard {
                self.report(id, rule);
                continue;
            }
            let is_domain = match &rule.kind {
                RuleKind::Domain { variable: _ } => true,
                RuleKind::Asked { variable: _, when: _ }
                | RuleKind::Offered { variable: _, code: _, when: _ }
                | RuleKind::Required { question: _, variables: _, when: _ }
                | RuleKind::Exclusive { option: _, others: _ }
                | RuleKind::Alternative { variables: _ }
                | RuleKind::PickMin { variables: _, min: _ }
                | RuleKind::PickMax { variables: _, max: _ }
                | RuleKind::RanksDiffer { variables: _ }
                | RuleKind::RanksWithoutGap { variables: _ }
                | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
                | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ }
                | RuleKind::Check { complains: _, message: _ } => false,
            };
            if is_domain {
                // Said by the property itself.
                self.ledger.enter(id, Duty::Enforced);
                continue;
            }
            match rule.repeat {
                None => sorted.outside.push((id, rule)),
                Some(repeat) if reads_only(form, rule, repeat) => {
                    sorted.inside.entry(repeat).or_default().push((id, rule))
                }
                Some(_) => sorted.across.push((id, rule)),
            }
        }
        sorted
    }

    /// A soft check refuses nothing: it is written down for those who want to report it.
    fn report(&mut self, id: RuleId, rule: &Rule) {
        let message = rule.kind.told(self.printer.form).unwrap_or_default();
        self.reported.push(json!({ "rule": rule.name, "at": self.printer.key(rule.at), "message": message }));
        self.ledger.enter(id, Duty::Printed);
    }

    fn clauses(&mut self, rules: &[(RuleId, &'a Rule)]) -> Clauses {
        let mut groups: BTreeMap<CondId, Group<'a>> = BTreeMap::new();
        let mut places = Vec::new();
        for (id, rule) in rules {
            let when = match &rule.kind {
                RuleKind::Asked { variable, when } => {
                    let group = groups.entry(*when).or_default();
                    group.absent.push((*id, rule, *variable));
                    Some((*when, group.absent.len() + group.required.len()))
                }
                RuleKind::Required { question: _, variables, when } => {
                    let group = groups.entry(*when).or_default();
                    group.required.push((*id, rule, variables));
                    Some((*when, group.absent.len() + group.required.len()))
                }
                RuleKind::Domain { variable: _ }
                | RuleKind::Offered { variable: _, code: _, when: _ }
                | RuleKind::Exclusive { option: _, others: _ }
                | RuleKind::Alternative { variables: _ }
                | RuleKind::PickMin { variables: _, min: _ }
                | RuleKind::PickMax { variables: _, max: _ }
                | RuleKind::RanksDiffer { variables: _ }
                | RuleKind::RanksWithoutGap { variables: _ }
                | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
                | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ }
                | RuleKind::Check { complains: _, message: _ } => None,
            };
            match when {
                Some((when, 1)) => places.push(Place::Group(when)),
                Some(_) => {}
                None => places.push(Place::Rule(*id, rule)),
            }
        }
        let mut clauses = Clauses::default();
        for place in places {
            match place {
                Place::Group(when) => {
                    if let Some(group) = groups.remove(&when) {
                        self.group(when, group, &mut clauses);
                    }
                }
                Place::Rule(id, rule) => {
                    let said = self.duty(rule);
                    clauses.all_of.extend(self.account(id, rule, said));
                }
            }
        }
        clauses
    }

    /// Everything that hangs on one condition: if it holds, what is required, else what must not be there.
    fn group(&mut self, when: CondId, group: Group<'a>, clauses: &mut Clauses) {
        let Group { absent, required } = group;
        let said = self.printer.cond(when);
        let left_out = self.printer.take_left_out();
        for (id, rule, _) in &absent {
            self.enter(*id, rule, left_out);
        }
        let forbidden = Said::all(absent.iter().map(|(_, _, variable)| Said::absent(self.printer.key(*variable))));
        let mut wanted = Vec::new();
        for (id, rule, variables) in required {
            if left_out.is_some() {
                // The condition is wider than it should be: only the rule as a whole, with its own opposite, can be weakened safely.
                let said = self.printer.cond(rule.holds);
                clauses.all_of.extend(self.account(id, rule, said));
                continue;
            }
            self.enter(id, rule, None);
            wanted.push(Said::any(variables.iter().map(|variable| Said::present(self.printer.key(*variable)))));
        }
        let wanted = Said::all(wanted);
        match said {
            Said::Always => match wanted {
                Said::Always => {}
                Said::Never | Said::Facts(_) | Said::Other(_) => clauses.require(wanted),
            },
            Said::Never => clauses.all_of.extend(stated(forbidden)),
            Said::Facts(_) | Said::Other(_) => {
                let mut clause = value::object(json!({ "if": said.into_json() }));
                let before = clause.len();
                clause.extend(stated(wanted).map(|then| ("then".to_owned(), then)));
                clause.extend(stated(forbidden).map(|otherwise| ("else".to_owned(), otherwise)));
                if clause.len() > before {
                    clauses.all_of.push(Json::Object(clause));
                }
            }
        }
    }

    /// A rule on its own. `If x is there, …` has a keyword of its own in JSON Schema, and reads better in it.
    fn duty(&mut self, rule: &Rule) -> Said {
        let form = self.printer.form;
        let parts = form.conds().get(rule.holds).alternatives();
        let mut missing = Vec::new();
        let mut others = Vec::new();
        for part in parts {
            match form.conds().get(*part) {
                Cond::Absent(variable) => missing.push(*variable),
                Cond::Always
                | Cond::Never
                | Cond::Present(_)
                | Cond::In { variable: _, codes: _ }
                | Cond::NotIn { variable: _, codes: _ }
                | Cond::Compare { left: _, op: _, right: _ }
                | Cond::All(_)
                | Cond::Any(_)
                | Cond::Some { repeat: _, cond: _ }
                | Cond::Every { repeat: _, cond: _ } => others.push(*part),
            }
        }
        let [only] = missing.as_slice() else { return self.printer.cond(rule.holds) };
        let key = self.printer.key(*only).to_owned();
        let rest = Said::any(others.iter().map(|part| self.printer.cond(*part)).collect::<Vec<_>>());
        match rest {
            Said::Always => Said::Always,
            Said::Never => Said::absent(&key),
            Said::Facts(_) | Said::Other(_) => {
                let mut dependents = Map::new();
                dependents.insert(key, rest.into_json());
                Said::Other(json!({ "dependentSchemas": dependents }))
            }
        }
    }

    /// Enters a rule in the ledger and gives its clause, which bears its name.
    fn account(&mut self, id: RuleId, rule: &Rule, said: Said) -> Option<Json> {
        let left_out = self.printer.take_left_out();
        self.enter(id, rule, left_out);
        let mut clause = value::object(json!({ "$comment": rule.name }));
        match stated(said)? {
            Json::Object(schema) => clause.extend(schema),
            other @ (Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_)) => {
                return Some(other);
            }
        }
        Some(Json::Object(clause))
    }

    fn enter(&mut self, id: RuleId, rule: &Rule, left_out: Option<&'static str>) {
        match left_out {
            None => self.ledger.enter(id, Duty::Enforced),
            Some(why) => {
                let mut entry = json!({ "rule": rule.name, "at": self.printer.key(rule.at), "why": why });
                if let (Some(entry), Some(message)) = (entry.as_object_mut(), rule.kind.told(self.printer.form)) {
                    entry.insert("message".into(), Json::String(message));
                }
                self.declined.push(entry);
                self.ledger.enter(id, Duty::Declined(why));
            }
        }
    }
}

impl Clauses {
    /// What is required of every answer file.
    fn require(&mut self, wanted: Said) {
        match wanted.into_json() {
            Json::Object(mut schema) => {
                if let Some(Json::Array(keys)) = schema.remove("required") {
                    self.required.extend(keys.into_iter().filter_map(|key| key.as_str().map(str::to_owned)));
                }
                if !schema.is_empty() {
                    self.all_of.push(Json::Object(schema));
                }
            }
            other @ (Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_)) => {
                self.all_of.push(other);
            }
        }
    }
}

/// The condition of a rule that will be printed, for counting what is used twice.
fn condition(rule: &Rule) -> CondId {
    match &rule.kind {
        RuleKind::Asked { variable: _, when } | RuleKind::Required { question: _, variables: _, when } => *when,
        RuleKind::Domain { variable: _ }
        | RuleKind::Offered { variable: _, code: _, when: _ }
        | RuleKind::Exclusive { option: _, others: _ }
        | RuleKind::Alternative { variables: _ }
        | RuleKind::PickMin { variables: _, min: _ }
        | RuleKind::PickMax { variables: _, max: _ }
        | RuleKind::RanksDiffer { variables: _ }
        | RuleKind::RanksWithoutGap { variables: _ }
        | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
        | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ }
        | RuleKind::Check { complains: _, message: _ } => rule.holds,
    }
}

/// The schema, unless it says nothing.
fn stated(said: Said) -> Option<Json> {
    match said {
        Said::Always => None,
        Said::Never | Said::Facts(_) | Said::Other(_) => Some(said.into_json()),
    }
}

/// Whether everything the rule reads lies in the occurrence itself.
fn reads_only(form: &Form, rule: &Rule, repeat: RepeatId) -> bool {
    let inside = |reads: &Reads| {
        reads.repeats.is_empty()
            && reads.variables.iter().all(|variable| form.variables().get(*variable).repeat == Some(repeat))
    };
    inside(&Reads::of_cond(form, rule.holds)) && inside(&Reads::of_cond(form, condition(rule)))
}
