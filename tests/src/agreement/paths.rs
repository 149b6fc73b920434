//! Ways into a branch and out of it: answer files under which a condition holds, and under which it does not.

use serde_json::{Map, Value as Json};
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::cond::Cond;
use setsumon_core::evaluate::Scope;
use setsumon_core::form::{Form, Role, Value};
use setsumon_core::ids::{CondId, VarId};
use setsumon_core::reads::Reads;
use setsumon_core::rule::RuleKind;

use super::answers::answer;
use super::random::Random;

/// How often it is tried to meet a condition, and to meet it by fewer changes.
const ATTEMPTS: usize = 300;
const SHORTER: usize = 12;

/// What is asked and offered under some answers, outside of rosters, by the reference.
#[derive(Debug)]
pub struct Asked {
    /// Names of what is not asked.
    pub closed: Vec<String>,
    /// Name and code of what is not offered.
    pub withheld: Vec<(String, String)>,
}

impl Asked {
    /// Of these answers.
    pub fn of(form: &Form, keys: &Keys<'_>, file: &Map<String, Json>) -> Self {
        let answers = Answers::from_object(keys, file);
        let scope = Scope::file(form, &answers, None);
        let outside = form.variables().values().filter(|variable| variable.repeat.is_none());
        let closed = outside
            .filter(|variable| matches!(variable.role, Role::Answer) && !scope.holds(variable.asked))
            .map(|variable| variable.name.clone())
            .collect();
        let withheld = form.rules().values().filter_map(|rule| match &rule.kind {
            RuleKind::Offered { variable, code, when } if rule.repeat.is_none() && !scope.holds(*when) => {
                Some((form.variables().get(*variable).name.clone(), code.clone()))
            }
            _ => None,
        });
        Self { closed, withheld: withheld.collect() }
    }

    /// Whether a variable is asked, and the option of this code offered.
    pub fn takes(&self, name: &str, code: Option<&str>) -> bool {
        let withheld = |(of, one): &(String, String)| of == name && Some(one.as_str()) == code;
        !self.closed.iter().any(|closed| closed == name) && !self.withheld.iter().any(withheld)
    }
}

/// The answers without those that are not asked or not offered.
pub fn pruned(form: &Form, keys: &Keys<'_>, file: &Map<String, Json>) -> Map<String, Json> {
    let mut kept = file.clone();
    loop {
        let Asked { closed, withheld } = Asked::of(form, keys, &kept);
        let before = kept.len();
        kept.retain(|name, answer| {
            !closed.contains(name) && !withheld.iter().any(|(of, code)| of == name && answer == code.as_str())
        });
        if kept.len() == before {
            return kept;
        }
    }
}

/// Whether a condition holds under these answers.
pub fn holds(form: &Form, keys: &Keys<'_>, file: &Map<String, Json>, cond: CondId) -> bool {
    let answers = Answers::from_object(keys, file);
    Scope::file(form, &answers, None).holds(cond)
}

/// Answers as near as can be to those given, under which the condition comes to this; what is not asked may stand in them.
/// `None` where none was found.
pub fn toward(
    form: &Form,
    keys: &Keys<'_>,
    (cond, truth): (CondId, bool),
    from: &Map<String, Json>,
    random: &mut Random,
) -> Option<Map<String, Json>> {
    let mut best: Option<Map<String, Json>> = None;
    let mut met = 0;
    for _ in 0..ATTEMPTS {
        let mut way = Way { form, file: from.clone(), random };
        way.want(cond, truth);
        let file = way.file;
        // Pruning costs most: what does not meet the condition as it stands is seldom brought to it by leaving something out.
        if holds(form, keys, &file, cond) != truth || holds(form, keys, &pruned(form, keys, &file), cond) != truth {
            continue;
        }
        met += 1;
        let far = |file: &Map<String, Json>| distance(from, file);
        if best.as_ref().is_none_or(|best| far(&file) < far(best)) {
            best = Some(file);
        }
        if met >= SHORTER || best.as_ref().is_some_and(|best| far(best) <= 1) {
            break;
        }
    }
    best
}

/// How many answers differ.
fn distance(left: &Map<String, Json>, right: &Map<String, Json>) -> usize {
    let names = left.keys().chain(right.keys().filter(|name| !left.contains_key(*name)));
    names.filter(|name| left.get(*name) != right.get(*name)).count()
}

struct Way<'a> {
    form: &'a Form,
    file: Map<String, Json>,
    random: &'a mut Random,
}

impl Way<'_> {
    fn want(&mut self, cond: CondId, truth: bool) {
        match (self.form.conds().get(cond).clone(), truth) {
            (Cond::Always | Cond::Never | Cond::Some { .. } | Cond::Every { .. }, _) => {}
            (Cond::Present(variable), true) | (Cond::Absent(variable), false) => self.set(variable, |_| true),
            (Cond::Present(variable), false) | (Cond::Absent(variable), true) => self.unset(variable),
            (Cond::In { variable, codes }, truth) => {
                self.set(variable, |code| codes.iter().any(|one| one == code) == truth)
            }
            (Cond::NotIn { variable, codes }, truth) => {
                self.set(variable, |code| codes.iter().any(|one| one == code) != truth)
            }
            (Cond::Compare { left, op: _, right }, _) => {
                for variable in [&left, &right].into_iter().flat_map(|term| Reads::of_term(self.form, term).variables) {
                    if self.random.chance(70) { self.set(variable, |_| true) } else { self.unset(variable) }
                }
            }
            (Cond::All(parts), true) | (Cond::Any(parts), false) => {
                parts.iter().for_each(|part| self.want(*part, truth))
            }
            (Cond::All(parts), false) | (Cond::Any(parts), true) => {
                let part = *self.random.pick(&parts);
                self.want(part, truth);
            }
        }
    }

    fn unset(&mut self, variable: VarId) {
        self.file.remove(&self.form.variables().get(variable).name);
    }

    /// Answers a variable, and whatever must be answered for it to be asked.
    fn set(&mut self, variable: VarId, fits: impl Fn(&str) -> bool) {
        let of = self.form.variables().get(variable);
        let fitting =
            (0..60).map(|_| answer(self.form, of, self.random)).find(|value| value.as_str().is_none_or(&fits));
        match (&of.value, fitting) {
            (Value::Code(_), Some(Json::String(code)))
                if self.file.get(&of.name).is_none_or(|now| !now.as_str().is_some_and(&fits)) =>
            {
                self.file.insert(of.name.clone(), Json::String(code));
            }
            (Value::Code(_), _) | (_, None) => {}
            (_, Some(value)) => {
                self.file.insert(of.name.clone(), value);
            }
        }
        self.want(of.asked, true);
    }
}
