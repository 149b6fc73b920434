//! Conditions over the occurrences of a roster. A schema of array items cannot look outside of its item, so what such a condition reads
//! outside is told apart beforehand: if the outer part holds, then the items are so, else so.

use serde_json::{Map, Value as Json, json};
use setsumon_core::cond::Cond;
use setsumon_core::ids::{CondId, RepeatId};
use setsumon_core::reads::Reads;

use crate::cond::Printer;
use crate::refusal::OCCURRENCE;
use crate::said::Said;

/// More outer parts than this would be written out in too many cases.
const MOST_OUTER_PARTS: usize = 6;

/// The condition of an occurrence, parted into what it reads inside and outside of it.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    /// Always met, or taken as met.
    Met,
    /// Never met.
    Unmet,
    /// Reads the occurrence alone.
    Inner(CondId),
    /// Reads outside alone: all of these, or any of them.
    Outer(Outer),
    /// All of these.
    All(Vec<Part>),
    /// At least one of these.
    Any(Vec<Part>),
    /// An atom that reads both.
    Mixed,
}

#[derive(Debug, Clone, PartialEq)]
enum Outer {
    All(Vec<CondId>),
    Any(Vec<CondId>),
}

impl Printer<'_> {
    /// Every occurrence meets the condition.
    pub(crate) fn every(&mut self, repeat: RepeatId, cond: CondId) -> Said {
        let part = self.part(repeat, cond);
        self.rising(repeat, part, &|key, items| match items {
            Said::Always => Said::Always,
            Said::Never => Said::if_there(key, json!({ "maxItems": 0 })),
            Said::Facts(_) | Said::Other(_) => Said::if_there(key, json!({ "items": items.into_json() })),
        })
    }

    /// Some occurrence meets the condition.
    pub(crate) fn some(&mut self, repeat: RepeatId, cond: CondId) -> Said {
        let part = self.part(repeat, cond);
        self.rising(repeat, part, &|key, items| match items {
            Said::Always => Said::there(key, json!({ "minItems": 1 })),
            Said::Never => Said::Never,
            Said::Facts(_) | Said::Other(_) => Said::there(key, json!({ "contains": items.into_json() })),
        })
    }

    /// At least `low` and at most `high` occurrences meet the condition; `None` where that cannot be said in full.
    pub(crate) fn so_many(&mut self, repeat: RepeatId, cond: CondId, low: i64, high: Option<i64>) -> Option<Said> {
        let part = self.part(repeat, cond);
        let outer = self.take_left_out();
        let said = self.counted(repeat, part, low, high);
        let complete = self.take_left_out().is_none();
        if let Some(why) = outer {
            self.leave_out(why);
        }
        said.filter(|_| complete)
    }

    /// A statement about all or some occurrences, which holds the more, the more their condition does.
    fn rising(&mut self, repeat: RepeatId, part: Part, leaf: &dyn Fn(&str, Said) -> Said) -> Said {
        let outers = outers(&part);
        if outers.len() > MOST_OUTER_PARTS {
            return self.leave_out(OCCURRENCE);
        }
        let Some(outer) = outers.into_iter().next() else {
            let items = self.inner(&part);
            return leaf(&self.form.repeats().get(repeat).name, items);
        };
        let holds = self.outer(&outer);
        let then = self.rising(repeat, decided(&part, &outer, true), leaf);
        let otherwise = self.rising(repeat, decided(&part, &outer, false), leaf);
        Said::any([Said::all([holds, then]), otherwise])
    }

    fn counted(&mut self, repeat: RepeatId, part: Part, low: i64, high: Option<i64>) -> Option<Said> {
        let outers = outers(&part);
        if outers.len() > MOST_OUTER_PARTS {
            return None;
        }
        let Some(outer) = outers.into_iter().next() else {
            let items = self.inner(&part);
            return Some(contains(&self.form.repeats().get(repeat).name, items, low, high));
        };
        let holds = self.outer(&outer);
        let then = self.counted(repeat, decided(&part, &outer, true), low, high)?;
        let otherwise = self.counted(repeat, decided(&part, &outer, false), low, high)?;
        Some(Said::any([Said::all([holds.clone(), then]), Said::all([holds.not(), otherwise])]))
    }

    fn part(&self, repeat: RepeatId, cond: CondId) -> Part {
        let reads = Reads::of_cond(self.form, cond);
        if !reads.inside(self.form, repeat) {
            return match self.form.conds().get(cond) {
                Cond::Always => Part::Met,
                Cond::Never => Part::Unmet,
                Cond::Present(_)
                | Cond::Absent(_)
                | Cond::In { variable: _, codes: _ }
                | Cond::NotIn { variable: _, codes: _ }
                | Cond::Compare { left: _, op: _, right: _ }
                | Cond::All(_)
                | Cond::Any(_)
                | Cond::Some { repeat: _, cond: _ }
                | Cond::Every { repeat: _, cond: _ } => Part::Outer(Outer::All(vec![cond])),
            };
        }
        let only_inside = reads.repeats.is_empty()
            && reads.variables.iter().all(|variable| self.form.variables().get(*variable).repeat == Some(repeat));
        if only_inside {
            return Part::Inner(cond);
        }
        match self.form.conds().get(cond) {
            Cond::All(parts) => Part::All(self.parts(repeat, parts, Outer::All)),
            Cond::Any(parts) => Part::Any(self.parts(repeat, parts, Outer::Any)),
            Cond::Always
            | Cond::Never
            | Cond::Present(_)
            | Cond::Absent(_)
            | Cond::In { variable: _, codes: _ }
            | Cond::NotIn { variable: _, codes: _ }
            | Cond::Compare { left: _, op: _, right: _ }
            | Cond::Some { repeat: _, cond: _ }
            | Cond::Every { repeat: _, cond: _ } => Part::Mixed,
        }
    }

    /// The parts of a conjunction or disjunction, those that read only outside taken together.
    fn parts(&self, repeat: RepeatId, conds: &[CondId], together: fn(Vec<CondId>) -> Outer) -> Vec<Part> {
        let mut outside = Vec::new();
        let mut parts = Vec::new();
        for cond in conds {
            match self.part(repeat, *cond) {
                Part::Outer(Outer::All(mut outer)) | Part::Outer(Outer::Any(mut outer)) => outside.append(&mut outer),
                part @ (Part::Met | Part::Unmet | Part::Inner(_) | Part::All(_) | Part::Any(_) | Part::Mixed) => {
                    parts.push(part);
                }
            }
        }
        if !outside.is_empty() {
            parts.push(Part::Outer(together(outside)));
        }
        parts
    }

    fn outer(&mut self, outer: &Outer) -> Said {
        match outer {
            Outer::All(conds) => Said::all(conds.iter().map(|cond| self.cond(*cond)).collect::<Vec<_>>()),
            Outer::Any(conds) => Said::any(conds.iter().map(|cond| self.cond(*cond)).collect::<Vec<_>>()),
        }
    }

    /// A condition without open outer parts, as a schema of items.
    fn inner(&mut self, part: &Part) -> Said {
        match part {
            Part::Met | Part::Outer(_) => Said::Always,
            Part::Unmet => Said::Never,
            Part::Inner(cond) => self.cond(*cond),
            Part::All(parts) => Said::all(parts.iter().map(|part| self.inner(part)).collect::<Vec<_>>()),
            Part::Any(parts) => Said::any(parts.iter().map(|part| self.inner(part)).collect::<Vec<_>>()),
            Part::Mixed => self.leave_out(OCCURRENCE),
        }
    }
}

/// The outer parts, each once.
fn outers(part: &Part) -> Vec<Outer> {
    let mut found = Vec::new();
    collect(part, &mut found);
    found
}

fn collect(part: &Part, found: &mut Vec<Outer>) {
    match part {
        Part::Met | Part::Unmet | Part::Inner(_) | Part::Mixed => {}
        Part::Outer(outer) => {
            if !found.contains(outer) {
                found.push(outer.clone());
            }
        }
        Part::All(parts) | Part::Any(parts) => {
            for part in parts {
                collect(part, found);
            }
        }
    }
}

/// The condition with one outer part decided.
fn decided(part: &Part, outer: &Outer, holds: bool) -> Part {
    match part {
        Part::Outer(known) if known == outer => {
            if holds {
                Part::Met
            } else {
                Part::Unmet
            }
        }
        Part::Met | Part::Unmet | Part::Inner(_) | Part::Outer(_) | Part::Mixed => part.clone(),
        Part::All(parts) => Part::All(parts.iter().map(|part| decided(part, outer, holds)).collect()),
        Part::Any(parts) => Part::Any(parts.iter().map(|part| decided(part, outer, holds)).collect()),
    }
}

/// So many occurrences. A roster without its key has none.
fn contains(key: &str, items: Said, low: i64, high: Option<i64>) -> Said {
    if high.is_some_and(|high| high < low.max(0)) {
        return Said::Never;
    }
    let mut schema = Map::new();
    match items {
        Said::Never if low > 0 => return Said::Never,
        Said::Never => return Said::Always,
        Said::Always => {
            if low > 0 {
                schema.insert("minItems".into(), json!(low));
            }
            if let Some(high) = high {
                schema.insert("maxItems".into(), json!(high));
            }
        }
        Said::Facts(_) | Said::Other(_) => {
            if low > 0 || high.is_some() {
                schema.insert("contains".into(), items.into_json());
                schema.insert("minContains".into(), json!(low.max(0)));
            }
            if let Some(high) = high {
                schema.insert("maxContains".into(), json!(high));
            }
        }
    }
    let schema = Json::Object(schema);
    if low > 0 { Said::there(key, schema) } else { Said::if_there(key, schema) }
}
