//! Where each answer must be after a migration, worked out from the two editions and the answers alone.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};
use setsumon_core::answers::{Answers, Keys};
use setsumon_core::carry::changed;
use setsumon_core::form::{Form, Role, Value, Variable};
use setsumon_core::frozen::Model;
use setsumon_core::judge::{Mode, judge};
use setsumon_core::pairing::former;

use super::{Found, Response, number, text};

/// Where a value is: its response, its occurrence or 0, its variable.
type Place = (String, u64, String);

/// Two editions, and what of the one was what of the other.
pub(super) struct Oracle<'a> {
    old: &'a Form,
    new: &'a Form,
    /// By an old name, the new ones.
    became: BTreeMap<&'a str, Vec<&'a Variable>>,
    /// The options that say something else, as filling in last year's answers has it: a new name, and a code where it holds one.
    changed: BTreeSet<(&'a str, Option<String>)>,
}

fn live(variable: &Variable) -> bool {
    matches!(variable.role, Role::Answer | Role::Given)
}

impl<'a> Oracle<'a> {
    pub(super) fn of(old: &'a Form, new: &'a Form) -> Self {
        let known: BTreeSet<&str> = old
            .variables()
            .values()
            .filter(|one| !matches!(one.role, Role::Last(_)))
            .map(|one| one.name.as_str())
            .collect();
        let current: Vec<&Variable> =
            new.variables().values().filter(|one| !matches!(one.role, Role::Last(_))).collect();
        let names: Vec<(&str, &[String])> = current.iter().map(|one| (one.name.as_str(), one.was.as_slice())).collect();
        let mut became: BTreeMap<&str, Vec<&Variable>> = BTreeMap::new();
        for (variable, before) in current.iter().zip(former(&names, |name| known.contains(name))) {
            for name in before.into_iter().filter(|_| live(variable)) {
                became.entry(name).or_default().push(variable);
            }
        }
        let changed = changed(new, &Model::of(old).past(), old.survey().edition).into_iter();
        let changed = changed.map(|one| (new.variables().get(one.variable).name.as_str(), one.code)).collect();
        Self { old, new, became, changed }
    }

    /// How many values stand aside.
    ///
    /// # Errors
    /// With the first answer that is not where it must be.
    pub(super) fn compares(&self, responses: &[Response], found: &Found) -> Result<usize, String> {
        let cells = cells(found);
        let mut aside: BTreeMap<Place, String> = BTreeMap::new();
        for row in &found.aside {
            let place = (text(&row["_response"]), number(&row["_occurrence"]), text(&row["variable"]));
            if aside.insert(place.clone(), text(&row["value"])).is_some() {
                return Err(format!("{place:?} stands aside twice"));
            }
            if number(&row["_edition"]) != u64::try_from(self.old.survey().edition).unwrap() {
                return Err(format!("{place:?} is of edition {}", row["_edition"]));
            }
        }
        self.personal(found)?;
        let mut explained = 0;
        let mut seen: BTreeSet<Place> = BTreeSet::new();
        for response in responses {
            self.response(response, found)?;
            for (place, variable, value) in self.values(response) {
                let stands = aside.get(&place);
                explained += usize::from(stands.is_some());
                if stands.is_some_and(|text| *text != plain(&variable.value, value)) {
                    return Err(format!("{place:?} is {value}, and stands aside as {stands:?}"));
                }
                let mut arrived = false;
                for now in self.became.get(variable.name.as_str()).into_iter().flatten() {
                    let there = (place.0.clone(), place.1, now.name.clone());
                    let Some(cell) = cells.get(&there) else { continue };
                    seen.insert(there);
                    let cell = plain(&now.value, cell);
                    if self.says_something_else(now, &cell) && self.sources(now) == 1 {
                        return Err(format!(
                            "{place:?} was {value}, and came over as {cell}, which says something else"
                        ));
                    }
                    arrived |= self.expected(variable, now, value) == Some(cell);
                }
                if !arrived && stands.is_none() {
                    return Err(format!("{place:?} was {value}, and is nowhere"));
                }
            }
        }
        if let Some(invented) = cells.keys().find(|place| !seen.contains(*place)) {
            return Err(format!("nobody answered {invented:?}"));
        }
        let of_rosters =
            aside.keys().filter(|place| self.old.repeats().values().any(|repeat| repeat.name == place.2)).count();
        if explained + of_rosters != aside.len() {
            return Err(format!("{} values stand aside, and {explained} were answered", aside.len()));
        }
        self.stands(responses, &cells, found, &aside)?;
        Ok(aside.len())
    }

    /// What a response answered: where, of what, and its value.
    fn values<'r>(&self, response: &'r Response) -> Vec<(Place, &'a Variable, &'r Json)> {
        let named = |name: &str| self.old.variables().values().find(|one| one.name == name && live(one));
        let mut values = Vec::new();
        for (key, value) in &response.file {
            if let Some(variable) = named(key) {
                values.push(((response.key.clone(), 0, key.clone()), variable, value));
            } else if self.old.repeats().values().any(|repeat| repeat.name == *key) {
                for (number, occurrence) in (1..).zip(value.as_array().unwrap()) {
                    for (key, value) in occurrence.as_object().unwrap() {
                        values.push(((response.key.clone(), number, key.clone()), named(key).unwrap(), value));
                    }
                }
            }
        }
        values
    }

    fn says_something_else(&self, new: &Variable, value: &str) -> bool {
        [None, Some(value.to_owned())].into_iter().any(|code| self.changed.contains(&(new.name.as_str(), code)))
    }

    /// How many variables became this one.
    fn sources(&self, new: &Variable) -> usize {
        self.became.values().filter(|became| became.iter().any(|other| other.name == new.name)).count()
    }

    /// What an old value is as a new one, if it is one at all.
    fn expected(&self, old: &Variable, new: &Variable, value: &Json) -> Option<String> {
        self.same_code(old, new, value).filter(|value| !self.says_something_else(new, value))
    }

    /// The same, whatever the words say.
    fn same_code(&self, old: &Variable, new: &Variable, value: &Json) -> Option<String> {
        let before = plain(&old.value, value);
        if !new.was_codes.is_empty() {
            return match &new.value {
                Value::Tick => new.was_codes.contains(&before).then(|| "1".to_owned()),
                _ => {
                    let place = new.was.iter().position(|was| *was == old.name)?;
                    new.was_codes.get(place).cloned()
                }
            };
        }
        let (Value::Code(_), Value::Code(list)) = (&old.value, &new.value) else { return Some(before) };
        let codes = &self.new.code_lists().get(*list).codes;
        let claimed = codes.iter().find(|code| code.was.contains(&before));
        claimed
            .or_else(|| codes.iter().find(|code| code.code == before && code.was.is_empty()))
            .map(|code| code.code.clone())
    }

    /// The survey's own columns.
    fn response(&self, response: &Response, found: &Found) -> Result<(), String> {
        let row = found.responses.iter().find(|row| text(&row["_response"]) == response.key);
        let row = row.ok_or_else(|| format!("the response {} is gone", response.key))?;
        let status = if response.submitted { "earlier" } else { "earlier_draft" };
        let names = |name: &Json| match self.became.get(name.as_str().unwrap()).and_then(|now| now.first()) {
            Some(now) => json!(now.name),
            None => name.clone(),
        };
        let carried: Json = response.file["_carried"].as_array().unwrap().iter().map(names).collect();
        let parsed = |json: &Json| json.as_str().map_or(json.clone(), |text| serde_json::from_str(text).unwrap());
        let same = text(&row["_status"]) == status
            && number(&row["_edition"]) == u64::try_from(self.old.survey().edition).unwrap()
            && row["_respondent"] == response.file["_respondent"]
            && parsed(&row["_carried"]) == carried
            && parsed(&row["_notes"]) == response.file["_notes"];
        if same { Ok(()) } else { Err(format!("{response:?} became {row:?}")) }
    }

    /// What is personal, then or now, stands aside where personal things do, and nothing else does.
    fn personal(&self, found: &Found) -> Result<(), String> {
        let is_personal = |form: &Form, variable: &Variable| {
            variable.personal || variable.repeat.is_some_and(|repeat| form.repeats().get(repeat).personal)
        };
        for row in &found.aside {
            let name = text(&row["variable"]);
            let Some(variable) = self.old.variables().values().find(|one| one.name == name && live(one)) else {
                continue;
            };
            let now = self.became.get(name.as_str()).into_iter().flatten().any(|now| is_personal(self.new, now));
            let wanted = is_personal(self.old, variable) || now;
            if found.personal.contains(row) != wanted {
                return Err(format!("{row:?} stands {}where personal things do", if wanted { "not " } else { "" }));
            }
        }
        Ok(())
    }

    /// What came over is a draft that the new edition accepts; and what the new edition accepts as it is has come over whole.
    fn stands(
        &self,
        responses: &[Response],
        cells: &BTreeMap<Place, Json>,
        found: &Found,
        aside: &BTreeMap<Place, String>,
    ) -> Result<(), String> {
        let keys = Keys::of(self.new);
        let accepts = |file: &Map<String, Json>| judge(self.new, &Answers::from_object(&keys, file), None, Mode::Draft);
        for response in responses {
            let mut file: Map<String, Json> = Map::new();
            for (name, rows) in &found.bases {
                let count = rows.iter().filter(|row| text(&row["_response"]) == response.key).count();
                if count > 0 {
                    file.insert(name.clone(), json!(vec![json!({}); count]));
                }
            }
            for variable in self.new.variables().values().filter(|one| live(one)) {
                let of = |number: u64| cells.get(&(response.key.clone(), number, variable.name.clone()));
                match variable.repeat {
                    None => {
                        if let Some(cell) = of(0) {
                            file.insert(variable.name.clone(), as_json(&variable.value, cell));
                        }
                    }
                    Some(repeat) => {
                        let list = file.get_mut(&self.new.repeats().get(repeat).name).and_then(Json::as_array_mut);
                        for (index, occurrence) in list.into_iter().flatten().enumerate() {
                            if let Some(cell) = of(u64::try_from(index).unwrap() + 1) {
                                occurrence[&variable.name] = as_json(&variable.value, cell);
                            }
                        }
                    }
                }
            }
            let verdict = accepts(&file);
            if !verdict.valid {
                return Err(format!("{} came over as {file:?}, which breaks {:?}", response.key, verdict.violations));
            }
            if let Some(as_it_is) = self.as_it_is(response)
                && accepts(&as_it_is).valid
                && let Some((place, _)) = aside.iter().find(|(place, _)| place.0 == response.key)
            {
                return Err(format!("{place:?} stands aside, and everything could have come over: {as_it_is:?}"));
            }
        }
        Ok(())
    }

    /// The answers in the new names, where each of them alone has a place.
    fn as_it_is(&self, response: &Response) -> Option<Map<String, Json>> {
        let mut file = Map::new();
        for (place, variable, value) in self.values(response) {
            if place.1 > 0 {
                return None;
            }
            let [now] = self.became.get(variable.name.as_str())?.as_slice() else { return None };
            let sources = self.sources(now);
            let counted_otherwise = self.changed.contains(&(now.name.as_str(), None));
            let same = std::mem::discriminant(&variable.value) == std::mem::discriminant(&now.value);
            if sources > 1 || now.repeat.is_some() || counted_otherwise || !same {
                return None;
            }
            let merged = now
                .value
                .code_list()
                .is_some_and(|list| self.new.code_lists().get(list).codes.iter().any(|code| code.was.len() > 1));
            if merged {
                return None;
            }
            let expected = self.expected(variable, now, value)?;
            let value = if now.value.code_list().is_some() { json!(expected) } else { value.clone() };
            file.insert(now.name.clone(), value);
        }
        let no_rosters = response
            .file
            .values()
            .all(|value| !value.is_array() || value.as_array().is_some_and(|list| list.iter().all(Json::is_string)));
        no_rosters.then_some(file)
    }
}

/// Every value in a migrated database.
fn cells(found: &Found) -> BTreeMap<Place, Json> {
    let mut cells = BTreeMap::new();
    for row in &found.rows {
        let occurrence = row.get("_occurrence").map_or(0, number);
        for (name, cell) in row.iter().filter(|(name, cell)| !name.starts_with('_') && !cell.is_null()) {
            cells.insert((text(&row["_response"]), occurrence, name.clone()), cell.clone());
        }
    }
    cells
}

/// A value as text, the same whatever told it: a database, an answer file or the side table.
fn plain(value: &Value, json: &Json) -> String {
    match value {
        Value::Tick => "1".to_owned(),
        Value::Rank { max: _ } | Value::Integer { min: _, max: _ } | Value::Decimal { digits: _, min: _, max: _ } => {
            as_number(json).map_or_else(|| text(json), |number| number.to_string())
        }
        Value::Code(_)
        | Value::Month { min: _, max: _ }
        | Value::Date { min: _, max: _ }
        | Value::Text { shape: _, max_length: _, lines: _ } => text(json),
    }
}

fn as_number(json: &Json) -> Option<f64> {
    json.as_f64().or_else(|| json.as_str()?.parse().ok())
}

/// A cell as an answer file has it.
fn as_json(value: &Value, cell: &Json) -> Json {
    match value {
        Value::Tick => json!(true),
        Value::Rank { max: _ } | Value::Integer { min: _, max: _ } => {
            text(cell).parse::<i64>().map_or(cell.clone(), |number| json!(number))
        }
        Value::Decimal { digits: _, min: _, max: _ } => serde_json::from_str(&text(cell)).unwrap_or(cell.clone()),
        Value::Code(_)
        | Value::Month { min: _, max: _ }
        | Value::Date { min: _, max: _ }
        | Value::Text { shape: _, max_length: _, lines: _ } => cell.clone(),
    }
}
