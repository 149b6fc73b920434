//! Questions an author puts: whether somebody comes somewhere, told in the author's names, the answers in the words of the form.

use std::fmt::Write as _;

use rustc_hash::FxHashSet;
use serde_json::{Map, Value as Json};
use setsumon_core::answers::{Answers, Held};
use setsumon_core::form::{Form, Value};
use setsumon_core::ids::{RepeatId, RuleId, VarId};
use setsumon_core::names;
use setsumon_diagnostics::{Diagnostic, FileId, Span, did_you_mean};

use crate::encode::Why;
use crate::errors;
use crate::prover::{Clash, Prover, Verdict, What, Wish, Witness};
use crate::things::{self, Sort, Thing};

/// Where an author asks whether somebody comes.
#[derive(Debug)]
pub struct Goal<'f> {
    form: &'f Form,
    things: Vec<Thing>,
    wishes: Vec<Wish>,
    names: Vec<String>,
}

/// What became of the question.
#[derive(Debug)]
pub enum Proof {
    /// Somebody does: with these answers.
    Reached(Box<Witness>),
    /// Nobody does, and why.
    Never(Box<Diagnostic>),
    /// It was not found out.
    Undecided(Why),
}

/// A name that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPlace {
    /// The name.
    pub name: String,
    /// One that may have been meant.
    pub close: Option<String>,
}

impl<'f> Goal<'f> {
    /// Nowhere in particular yet: whether the survey can be handed in.
    pub fn new(form: &'f Form) -> Self {
        Self { form, things: things::of(form), wishes: Vec::new(), names: Vec::new() }
    }

    /// That somebody comes to a question, an option, a row, a group, a roster or a section, all named as the author does: by the whole path,
    /// or by its end where only one thing ends so.
    ///
    /// # Errors
    /// Where nothing is called so, or more than one thing.
    pub fn to(&mut self, name: &str) -> Result<(), UnknownPlace> {
        let named = |thing: &&Thing| !thing.name.is_empty() && (thing.name == name || is_end_of(name, &thing.name));
        let whole = self.things.iter().find(|thing| thing.name == name);
        let mut ends = self.things.iter().filter(named);
        let found = match (whole, ends.next(), ends.next()) {
            (Some(whole), _, _) => Some(whole),
            (None, Some(only), None) => Some(only),
            (None, _, _) => None,
        };
        let Some(thing) = found else {
            let close = did_you_mean(name, self.things.iter().map(|thing| thing.name.as_str())).map(str::to_owned);
            let several = self.things.iter().find(|thing| is_end_of(name, &thing.name)).map(|thing| thing.name.clone());
            return Err(UnknownPlace { name: name.to_owned(), close: close.or(several) });
        };
        let (name, sort, repeat) = (thing.name.clone(), thing.sort, thing.repeat);
        let parts = thing.asked.iter().flat_map(|cond| self.form.conds().conjuncts(*cond));
        self.wishes.extend(parts.map(|cond| Wish { what: What::Cond(cond), holds: true, repeat }));
        if let Sort::Option = sort {
            self.chosen(&name, repeat);
        }
        self.names.push(name);
        Ok(())
    }

    /// That an option is chosen, and not only offered.
    fn chosen(&mut self, name: &str, repeat: Option<RepeatId>) {
        let Some((path, code)) = name.rsplit_once('.') else { return };
        let question = self.form.questions().iter().find(|(_, question)| question.path == path).map(|(id, _)| id);
        let own: Vec<VarId> = self
            .form
            .variables()
            .iter()
            .filter(|(_, variable)| variable.question.is_some() && variable.question == question)
            .map(|(id, _)| id)
            .collect();
        let what = own.into_iter().find_map(|id| match self.form.variables().get(id).value.code_list() {
            Some(_) => Some(What::Code(id, code.to_owned())),
            None => (names::code(&self.form.variables().get(id).name) == code).then_some(What::Present(id)),
        });
        self.wishes.extend(what.map(|what| Wish { what, holds: true, repeat }));
    }

    /// Whether somebody comes to all of these at once.
    pub fn prove(&self) -> Proof {
        match Prover::new(self.form).ask(&self.wishes, &FxHashSet::<RuleId>::default()) {
            Verdict::Possible(witness) => Proof::Reached(witness),
            Verdict::Undecided(why) => Proof::Undecided(why),
            Verdict::Impossible(clash) => Proof::Never(Box::new(self.never(&clash))),
        }
    }

    fn never(&self, clash: &Clash) -> Diagnostic {
        let last = self.names.last().and_then(|name| self.things.iter().find(|thing| thing.name == *name));
        let place = last.map(|thing| thing.origin);
        let first = clash.duties.first().map(|duty| self.form.rules().get(*duty).origin);
        let place = place.or(first).unwrap_or(Span::new(FileId(0), 0, 0));
        let mut told = errors::never_together(place, &self.names);
        for duty in &clash.duties {
            let rule = self.form.rules().get(*duty);
            if rule.origin != place {
                told = told.label(rule.origin, errors::says(&rule.kind));
            }
        }
        told
    }
}

/// Whether a path ends with a name, at a joint.
fn is_end_of(name: &str, path: &str) -> bool {
    path.strip_suffix(name).is_some_and(|before| before.ends_with('.'))
}

/// Answers as the object of an answer file.
pub fn object(form: &Form, answers: &Answers) -> Map<String, Json> {
    let row = |values: &mut dyn Iterator<Item = (VarId, &Held)>| -> Map<String, Json> {
        values.filter_map(|(id, held)| Some((form.variables().get(id).name.clone(), json(held)?))).collect()
    };
    let mut object = row(&mut answers.file().iter());
    for (id, roster) in form.repeats().iter() {
        let entries = answers.occurrences(id);
        if !entries.is_empty() {
            let rows = entries.iter().map(|entry| Json::Object(row(&mut entry.iter())));
            object.insert(roster.name.clone(), Json::Array(rows.collect()));
        }
    }
    object
}

fn json(held: &Held) -> Option<Json> {
    match held {
        Held::Tick => Some(Json::Bool(true)),
        Held::Text(text) => Some(Json::String(text.clone())),
        // A number of a survey has no more digits than a JSON number is read with.
        Held::Number(number) => serde_json::from_str(&number.to_string()).ok(),
        Held::Misplaced(_) => None,
    }
}

/// Answers in the words of the form, a line each: what is asked, and what is answered.
pub fn told(form: &Form, answers: &Answers) -> String {
    let mut lines = String::new();
    let mut line = |id: VarId, held: &Held, inside: &str| {
        let variable = form.variables().get(id);
        let label: Vec<String> = variable.label.iter().map(|text| text.told(form).replace('\n', " ")).collect();
        let unit = variable.unit.as_ref().map_or_else(String::new, |unit| format!(" {}", unit.plain()));
        let answer = match (held, &variable.value) {
            (Held::Tick, _) => "✓".to_owned(),
            (Held::Text(code), Value::Code(list)) => {
                let codes = &form.code_lists().get(*list).codes;
                let label = codes.iter().find(|known| known.code == *code).map(|known| known.label.last());
                label.flatten().map_or_else(|| code.clone(), |label| label.plain())
            }
            (Held::Text(text), _) => text.clone(),
            (Held::Number(number), _) => format!("{number}{unit}"),
            (Held::Misplaced(_), _) => return,
        };
        // Writing to a string does not fail.
        let _ = writeln!(lines, "{inside}{} … {answer}", label.join(" / "));
    };
    for (id, held) in answers.file().iter() {
        line(id, held, "");
    }
    for (id, roster) in form.repeats().iter() {
        for (number, entry) in (1..).zip(answers.occurrences(id)) {
            for (id, held) in entry.iter() {
                line(id, held, &format!("{} {number}: ", roster.label.plain()));
            }
        }
    }
    lines
}
