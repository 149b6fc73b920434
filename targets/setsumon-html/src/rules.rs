//! The rules of a form for the page's interpreter: variables, conditions and duties as JSON, each condition once and only if needed.

use std::collections::BTreeMap;

use setsumon_core::cond::Cond;
use setsumon_core::form::{Calc, CalcValue, Form, Role, TextShape, Value};
use setsumon_core::ids::{CondId, Id, VarId};
use setsumon_core::rule::{Binds, Rule, RuleKind};
use setsumon_core::target::{Duty, Ledger};
use setsumon_core::text::Text;

use crate::carried;
use crate::markup::{Piece, pieces};
use crate::term::{self, Places, list, number, string};

/// The conditions that the page needs, in the order in which they were first asked for, parts before wholes.
#[derive(Debug)]
pub(crate) struct Needed<'a> {
    form: &'a Form,
    places: Vec<Option<u32>>,
    nodes: Vec<CondId>,
}

impl Places for Needed<'_> {
    fn place(&self, id: CondId) -> u32 {
        self.places.get(id.index()).copied().flatten().unwrap_or_default()
    }
}

impl<'a> Needed<'a> {
    pub(crate) fn new(form: &'a Form) -> Self {
        Self { form, places: vec![None; form.conds().len()], nodes: Vec::new() }
    }

    /// The conditions in their order.
    pub(crate) fn nodes(self) -> Vec<CondId> {
        self.nodes
    }

    /// The place of a condition in the page's list; takes it in, with its parts, where it is new.
    pub(crate) fn take(&mut self, id: CondId) -> u32 {
        if let Some(place) = self.places.get(id.index()).copied().flatten() {
            return place;
        }
        let form = self.form;
        match form.conds().get(id) {
            Cond::Always
            | Cond::Never
            | Cond::Present(_)
            | Cond::Absent(_)
            | Cond::In { variable: _, codes: _ }
            | Cond::NotIn { variable: _, codes: _ } => {}
            Cond::Compare { left, op: _, right } => {
                term::conditions_of(left, &mut |part| {
                    self.take(part);
                });
                term::conditions_of(right, &mut |part| {
                    self.take(part);
                });
            }
            Cond::All(parts) | Cond::Any(parts) => {
                for part in parts {
                    self.take(*part);
                }
            }
            Cond::Some { repeat: _, cond } | Cond::Every { repeat: _, cond } => {
                self.take(*cond);
            }
        }
        let place = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.push(id);
        if let Some(slot) = self.places.get_mut(id.index()) {
            *slot = Some(place);
        }
        place
    }
}

/// Every rule is enforced: the page's interpreter refuses what the judge refuses.
pub(crate) fn ledger(form: &Form) -> Ledger {
    let mut ledger = Ledger::new(form);
    for (id, rule) in form.rules().iter() {
        let duty = match &rule.kind {
            RuleKind::Domain { variable: _ }
            | RuleKind::Asked { variable: _, when: _ }
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
            | RuleKind::Check { complains: _, message: _ } => Duty::Enforced,
        };
        ledger.enter(id, duty);
    }
    ledger
}

/// The rules as JSON; `needed` brings the conditions that the page itself refers to, `named` the variables whose names it has in this order.
pub(crate) fn write(form: &Form, needed: &mut Needed<'_>, named: &[VarId]) -> String {
    let mut out = String::with_capacity(form.variables().len() * 64);
    out.push_str("{\"survey\":");
    string(&mut out, &form.survey().code);
    out.push_str(",\"edition\":");
    number(&mut out, form.survey().edition);
    variables(&mut out, form, needed, named);
    offered(&mut out, form, needed);
    repeats(&mut out, form, needed);
    calcs(&mut out, form, needed);
    duties(&mut out, form, needed);
    conditions(&mut out, form, needed);
    carried::write(&mut out, form);
    out.push('}');
    out
}

/// Writes the name of the next entry.
pub(crate) fn key(out: &mut String, name: &str) {
    out.push(',');
    string(out, name);
    out.push(':');
}

fn variables(out: &mut String, form: &Form, needed: &mut Needed<'_>, named: &[VarId]) {
    let all = form.variables();
    let mut types: BTreeMap<String, usize> = BTreeMap::new();
    let mut in_order: Vec<String> = Vec::new();
    let mut type_of = Vec::with_capacity(all.len());
    for variable in all.values() {
        let written = value_type(form, &variable.value);
        let next = in_order.len();
        let place = *types.entry(written).or_insert_with_key(|written| {
            in_order.push(written.clone());
            next
        });
        type_of.push(place);
    }
    names(out, form, named);
    key(out, "types");
    list(out, &in_order, |out, written| out.push_str(written));
    key(out, "type");
    list(out, type_of, number);
    key(out, "asked");
    list(out, all.values(), |out, variable| number(out, needed.take(variable.asked)));
    key(out, "rosterOf");
    let rostered = all.iter().filter_map(|(id, variable)| variable.repeat.map(|repeat| (id, repeat)));
    list(out, rostered, |out, (id, repeat)| {
        list(out, [id.index(), repeat.index()], number);
    });
    key(out, "roles");
    let special = all.iter().filter_map(|(id, variable)| role(variable.role).map(|role| (id, role)));
    list(out, special, |out, (id, role)| list(out, [id.index(), role], number));
    last_names(out, form);
}

/// The names in one text, each as far as it differs from the one before: names of a section share most of their length.
/// Those that the page's controls have in the same order are only counted (`*12`): they are most of a form's names.
fn names(out: &mut String, form: &Form, named: &[VarId]) {
    let mut written = String::new();
    let mut before = "";
    let mut on_page = named.iter().peekable();
    let mut run = 0;
    for (id, variable) in form.variables().iter() {
        if on_page.next_if(|next| **next == id).is_some() {
            run += 1;
            before = &variable.name;
            continue;
        }
        count_run(&mut written, &mut run);
        let shared = before.bytes().zip(variable.name.bytes()).take_while(|(left, right)| left == right).count();
        if !written.is_empty() {
            written.push(' ');
        }
        number(&mut written, shared);
        written.push('.');
        written.push_str(variable.name.get(shared..).unwrap_or_default());
        before = &variable.name;
    }
    count_run(&mut written, &mut run);
    key(out, "names");
    string(out, &written);
}

fn count_run(written: &mut String, run: &mut usize) {
    match std::mem::take(run) {
        0 => {}
        count => {
            if !written.is_empty() {
                written.push(' ');
            }
            written.push('*');
            number(written, count);
        }
    }
}

/// The names under which last year's values stand in last year's file.
fn last_names(out: &mut String, form: &Form) {
    let named = form.variables().iter().filter_map(|(id, variable)| match variable.role {
        Role::Last(now) => Some((id, form.variables().get(now))),
        Role::Answer | Role::Given | Role::Retired => None,
    });
    key(out, "lastNames");
    list(out, named, |out, (id, now)| {
        let names = if now.was.is_empty() { std::slice::from_ref(&now.name) } else { &now.was };
        out.push('[');
        number(out, id.index());
        for name in names {
            out.push(',');
            string(out, name);
        }
        out.push(']');
    });
}

/// What a variable is for, where it is no answer.
fn role(role: Role) -> Option<usize> {
    match role {
        Role::Answer => None,
        Role::Given => Some(1),
        Role::Retired => Some(2),
        Role::Last(_) => Some(3),
    }
}

fn value_type(form: &Form, value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Code(codes) => {
            out.push_str("[\"code\",");
            let offered = form.code_lists().get(*codes).codes.iter().filter(|entry| !entry.retired);
            list(&mut out, offered, |out, entry| string(out, &entry.code));
            out.push(']');
        }
        Value::Tick => out.push_str("[\"tick\"]"),
        Value::Rank { max } => out.push_str(&format!("[\"rank\",{max}]")),
        Value::Integer { min, max } => out.push_str(&format!("[\"integer\",{min},{max}]")),
        Value::Decimal { digits, min, max } => out.push_str(&format!("[\"decimal\",{digits},\"{min}\",\"{max}\"]")),
        Value::Month { min, max } => out.push_str(&format!("[\"month\",{min},{max}]")),
        Value::Date { min, max } => out.push_str(&format!("[\"date\",{},{}]", min.0, max.0)),
        Value::Text { shape, max_length, lines } => text_type(&mut out, shape, *max_length, *lines),
    }
    out
}

fn text_type(out: &mut String, shape: &TextShape, max_length: Option<u32>, lines: bool) {
    let (name, picture) = match shape {
        TextShape::Free => ("free", None),
        TextShape::Email => ("email", None),
        TextShape::Tel => ("tel", None),
        TextShape::PostalJa => ("postal_ja", None),
        TextShape::PostalAny => ("postal_any", None),
        TextShape::Url => ("url", None),
        TextShape::Picture(picture) => ("picture", Some(picture)),
    };
    let length = max_length.map_or("null".to_owned(), |length| length.to_string());
    out.push_str(&format!("[\"text\",\"{name}\",{length},{lines}"));
    if let Some(picture) = picture {
        out.push(',');
        string(out, picture);
    }
    out.push(']');
}

fn offered(out: &mut String, form: &Form, needed: &mut Needed<'_>) {
    let mut found: Vec<(VarId, &str, CondId)> = Vec::new();
    for rule in form.rules().values() {
        match &rule.kind {
            RuleKind::Offered { variable, code, when } => found.push((*variable, code, *when)),
            RuleKind::Domain { variable: _ }
            | RuleKind::Asked { variable: _, when: _ }
            | RuleKind::Required { question: _, variables: _, when: _ }
            | RuleKind::Exclusive { option: _, others: _ }
            | RuleKind::Alternative { variables: _ }
            | RuleKind::PickMin { variables: _, min: _ }
            | RuleKind::PickMax { variables: _, max: _ }
            | RuleKind::RanksDiffer { variables: _ }
            | RuleKind::RanksWithoutGap { variables: _ }
            | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
            | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ }
            | RuleKind::Check { complains: _, message: _ } => {}
        }
    }
    key(out, "offered");
    list(out, found, |out, (variable, code, when)| {
        out.push('[');
        number(out, variable.index());
        out.push(',');
        string(out, code);
        out.push(',');
        number(out, needed.take(when));
        out.push(']');
    });
}

fn repeats(out: &mut String, form: &Form, needed: &mut Needed<'_>) {
    key(out, "repeats");
    list(out, form.repeats().iter(), |out, (id, repeat)| {
        out.push_str("{\"name\":");
        string(out, &repeat.name);
        out.push_str(&format!(
            ",\"asked\":{},\"min\":{},\"max\":{}",
            needed.take(repeat.asked),
            repeat.min,
            repeat.max
        ));
        key(out, "variables");
        let own = form.variables().iter().filter(|(_, variable)| variable.repeat == Some(id));
        list(out, own, |out, (variable, _)| number(out, variable.index()));
        out.push('}');
    });
}

fn calcs(out: &mut String, form: &Form, needed: &mut Needed<'_>) {
    key(out, "calcs");
    list(out, form.calcs().values(), |out, calc| {
        let Calc {
            path: _,
            name: _,
            label: _,
            unit: _,
            term,
            value,
            adds: _,
            asked,
            repeat: _,
            personal: _,
            origin: _,
        } = calc;
        term::conditions_of(term, &mut |part| {
            needed.take(part);
        });
        let asked = needed.take(*asked);
        out.push_str("{\"term\":");
        term::term(out, term, needed);
        out.push_str(&format!(",\"asked\":{asked},\"value\":"));
        match value {
            CalcValue::Number { digits } => out.push_str(&format!("[\"number\",{digits}]")),
            CalcValue::Date => out.push_str("[\"date\"]"),
            CalcValue::Month => out.push_str("[\"month\"]"),
            CalcValue::Band(rows) => {
                out.push_str("[\"band\",");
                list(out, rows, |out, row| {
                    let bound = |bound: Option<setsumon_core::number::Number>| {
                        bound.map_or("null".to_owned(), |bound| format!("\"{bound}\""))
                    };
                    out.push_str(&format!("[{},{},", bound(row.low), bound(row.high)));
                    string(out, &row.label.plain());
                    out.push(']');
                });
                out.push(']');
            }
        }
        out.push('}');
    });
}

/// What is not derived from the variables themselves: neither domain, nor relevance, nor offers.
fn duties(out: &mut String, form: &Form, needed: &mut Needed<'_>) {
    key(out, "rules");
    let written = form.rules().values().filter_map(|rule| kind(rule).map(|(name, more)| (rule, name, more)));
    list(out, written, |out, (rule, name, more)| {
        out.push_str("{\"kind\":");
        string(out, name);
        out.push_str(&format!(",\"holds\":{},\"at\":{}", needed.take(rule.holds), rule.at.index()));
        match rule.binds {
            Binds::Always => {}
            Binds::Submission => out.push_str(",\"submission\":true"),
        }
        if !rule.hard {
            out.push_str(",\"soft\":true");
        }
        if let Some(repeat) = rule.repeat {
            out.push_str(&format!(",\"roster\":{}", repeat.index()));
        }
        match more {
            More::Nothing => {}
            More::Number(name, value) => {
                key(out, name);
                number(out, value);
            }
            More::Message(message) => {
                key(out, "says");
                says(out, message);
            }
        }
        out.push('}');
    });
}

/// What a duty brings beside its condition.
enum More<'a> {
    Nothing,
    Number(&'static str, u32),
    Message(&'a Text),
}

fn kind(rule: &Rule) -> Option<(&'static str, More<'_>)> {
    Some(match &rule.kind {
        RuleKind::Domain { variable: _ }
        | RuleKind::Asked { variable: _, when: _ }
        | RuleKind::Offered { variable: _, code: _, when: _ } => return None,
        RuleKind::Required { question: _, variables: _, when: _ } => ("required", More::Nothing),
        RuleKind::Exclusive { option: _, others: _ } => ("exclusive", More::Nothing),
        RuleKind::Alternative { variables: _ } => ("alternative", More::Nothing),
        RuleKind::PickMin { variables: _, min } => ("pick_min", More::Number("min", *min)),
        RuleKind::PickMax { variables: _, max } => ("pick_max", More::Number("max", *max)),
        RuleKind::RanksDiffer { variables: _ } => ("ranks_differ", More::Nothing),
        RuleKind::RanksWithoutGap { variables: _ } => ("ranks_without_gap", More::Nothing),
        RuleKind::OccurrencesMin { repeat: _, min, when: _ } => ("occurrences_min", More::Number("min", *min)),
        RuleKind::OccurrencesMax { repeat: _, max, when: _ } => ("occurrences_max", More::Number("max", *max)),
        RuleKind::Check { complains: _, message } => ("check", More::Message(message)),
    })
}

fn says(out: &mut String, message: &Text) {
    list(out, pieces(message), |out, piece| match piece {
        Piece::Words(words) => string(out, words),
        Piece::Answer(variable, otherwise) => {
            out.push('[');
            number(out, variable.index());
            out.push(',');
            string(out, otherwise);
            out.push(']');
        }
    });
}

fn conditions(out: &mut String, form: &Form, needed: &Needed<'_>) {
    key(out, "conds");
    list(out, &needed.nodes, |out, id| term::cond(out, form.conds().get(*id), needed));
}
