//! What a migration does, told to people and programs, apart from what simply comes over.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::Serialize;
use setsumon_core::ids::VarId;

use super::pairs::holds_values;
use super::plan::{Plan, Risk};

/// The number of the format in which it is written as JSON.
pub(super) const FORMAT: u32 = 1;

/// What a migration does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// The number of this format.
    pub format: u32,
    /// The code of the survey.
    pub survey: String,
    /// The edition before.
    pub old: i64,
    /// The edition after.
    pub new: i64,
    /// Whose SQL: `postgresql`, `sqlite`, `mysql`, `duckdb`.
    pub dialect: &'static str,
    /// How many variables come over as they are, under their names, with all their values.
    pub unchanged: usize,
    /// What else happens: first what comes over otherwise, then what is new, then what may have no place.
    pub steps: Vec<ToldStep>,
}

/// One thing that happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ToldStep {
    /// A variable has another name.
    Rename {
        /// Its name in the old edition.
        variable: String,
        /// Its name in the new one.
        into: String,
    },
    /// Codes of a variable are called otherwise.
    Recode {
        /// Its name in the new edition.
        variable: String,
        /// Each code with what it is called now.
        codes: Vec<(String, String)>,
    },
    /// A variable has another type.
    Convert {
        /// Its name in the new edition.
        variable: String,
    },
    /// A variable lies in another table.
    Move {
        /// Its name in the new edition.
        variable: String,
        /// The table before.
        from: String,
        /// The table now.
        into: String,
    },
    /// A variable is new, and empty in what is carried over.
    Add {
        /// Its name.
        variable: String,
        /// The variable of which it is a part.
        #[serde(skip_serializing_if = "Option::is_none")]
        splits: Option<String>,
    },
    /// Values may have no place.
    Risk {
        /// The variable or roster, by its name in the old edition.
        variable: String,
        /// Why: `removed`, `retired`, `moved`, `type`, `unit`, `scale`, `moves`, `reworded`, `domain`, `several`, `merged`, or the rule that they would break.
        why: String,
        /// Whether all values are meant; else some, and the others come over.
        whole: bool,
        /// Which codes, where it is some codes.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        codes: Vec<String>,
        /// What becomes of them.
        goes: Goes,
    },
}

/// What becomes of values without a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Goes {
    /// They go into the side table.
    SideTable,
    /// They are thrown away, as `--drop` says.
    Away,
}

impl Account {
    pub(super) fn of(plan: &Plan<'_>, dropped: &BTreeSet<String>) -> Self {
        let mut told = Self {
            format: FORMAT,
            survey: plan.new.form.survey().code.clone(),
            old: plan.old.form.survey().edition,
            new: plan.new.form.survey().edition,
            dialect: plan.dialect().code(),
            unchanged: 0,
            steps: Vec::new(),
        };
        let mut added = Vec::new();
        let risks = plan.risks();
        let is_at_risk = |id| {
            let names = plan.sources(id).map(|(from, _)| plan.old.form.variables().get(from).name.as_str());
            names.into_iter().any(|name| risks.iter().any(|risk| risk.variable == name))
        };
        for (id, variable) in plan.new.form.variables().iter().filter(|(_, one)| holds_values(one.role)) {
            if plan.sources(id).next().is_none() {
                let splits = variable.splits.clone();
                added.push(ToldStep::Add { variable: variable.name.clone(), splits });
            } else if !told.carried(plan, id) && !is_at_risk(id) {
                told.unchanged += 1;
            }
        }
        told.steps.extend(added);
        let risks = risks.into_iter().map(|Risk { variable, why, whole, codes }| ToldStep::Risk {
            variable: variable.to_owned(),
            why: why.to_owned(),
            whole,
            codes: codes.to_vec(),
            goes: if dropped.contains(variable) { Goes::Away } else { Goes::SideTable },
        });
        told.steps.extend(risks);
        told
    }

    /// How a new variable gets its values, where that is not as it was; whether there was anything to tell.
    fn carried(&mut self, plan: &Plan<'_>, to: VarId) -> bool {
        let before = self.steps.len();
        let name = &plan.new.form.variables().get(to).name;
        for (from, conversion) in plan.sources(to) {
            let old = &plan.old.form.variables().get(from).name;
            if old != name {
                self.steps.push(ToldStep::Rename { variable: old.clone(), into: name.clone() });
            }
            if !conversion.recoded.is_empty() {
                self.steps.push(ToldStep::Recode { variable: name.clone(), codes: conversion.recoded.clone() });
            }
            if conversion.retyped {
                self.steps.push(ToldStep::Convert { variable: name.clone() });
            }
            let tables = plan.old.layout.table_of(from).zip(plan.new.layout.table_of(to));
            if let Some((old, new)) = tables.filter(|(old, new)| old.name != new.name) {
                let (from, into) = (old.name.clone(), new.name.clone());
                self.steps.push(ToldStep::Move { variable: name.clone(), from, into });
            }
        }
        self.steps.len() > before
    }

    /// The old names of what may have no place.
    pub fn at_risk(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().filter_map(|step| match step {
            ToldStep::Risk { variable, why: _, whole: _, codes: _, goes: _ } => Some(variable.as_str()),
            ToldStep::Rename { variable: _, into: _ }
            | ToldStep::Recode { variable: _, codes: _ }
            | ToldStep::Convert { variable: _ }
            | ToldStep::Move { variable: _, from: _, into: _ }
            | ToldStep::Add { variable: _, splits: _ } => None,
        })
    }

    /// The same in lines for people.
    pub fn lines(&self) -> String {
        let Self { format: _, survey, old, new, dialect, unchanged, steps } = self;
        let mut out = format!("{survey}: edition {old} to {new}, {dialect}\n");
        let variables = if *unchanged == 1 { "variable comes" } else { "variables come" };
        let _ = writeln!(out, "  {unchanged} {variables} over as before");
        for step in steps {
            let _ = match step {
                ToldStep::Rename { variable, into } => writeln!(out, "  rename   {variable} to {into}"),
                ToldStep::Recode { variable, codes } => {
                    let codes: Vec<String> = codes.iter().map(|(from, to)| format!("{from} to {to}")).collect();
                    writeln!(out, "  recode   {variable}: {}", codes.join(", "))
                }
                ToldStep::Convert { variable } => writeln!(out, "  convert  {variable} to another type"),
                ToldStep::Move { variable, from, into } => writeln!(out, "  move     {variable} from {from} to {into}"),
                ToldStep::Add { variable, splits: None } => writeln!(out, "  add      {variable}"),
                ToldStep::Add { variable, splits: Some(whole) } => {
                    writeln!(out, "  add      {variable}, a part of what was {whole}")
                }
                // Told below, by variable.
                ToldStep::Risk { variable: _, why: _, whole: _, codes: _, goes: _ } => Ok(()),
            };
        }
        self.risks(&mut out);
        out
    }

    /// What does not come over as a whole, and what not at all: a line for each variable, with every reason.
    fn risks(&self, out: &mut String) {
        let mut told: Vec<(&'static str, &str, Vec<String>)> = Vec::new();
        for step in &self.steps {
            let ToldStep::Risk { variable, why, whole, codes, goes } = step else { continue };
            let word = match (goes, whole) {
                (Goes::Away, _) => "drop   ",
                (Goes::SideTable, true) => "aside  ",
                (Goes::SideTable, false) => "in part",
            };
            let which = if codes.is_empty() { String::new() } else { format!(" ({})", codes.join(", ")) };
            let why = format!("{}{which}", reason(why));
            match told.iter_mut().find(|(known, name, _)| *known == word && name == variable) {
                Some((_, _, reasons)) if reasons.contains(&why) => {}
                Some((_, _, reasons)) => reasons.push(why),
                None => told.push((word, variable, vec![why])),
            }
        }
        for (word, variable, reasons) in told {
            let but = if word == "in part" { "but for " } else { "" };
            let _ = writeln!(out, "  {word}  {variable}: {but}{}", reasons.join("; "));
        }
    }
}

/// Why values have no place, in words.
fn reason(why: &str) -> String {
    match why {
        "removed" => "no longer there".to_owned(),
        "retired" => "retired".to_owned(),
        "moved" => "of another roster now, or of none".to_owned(),
        "type" => "no value of it is one of the new type".to_owned(),
        "unit" => "given in another unit".to_owned(),
        "scale" => "points of another scale".to_owned(),
        "moves" => "what moved with the edition: who ticked the year before did not tick this one".to_owned(),
        "reworded" => "what says something else today".to_owned(),
        "domain" => "values that are not allowed any more".to_owned(),
        "several" => "values that were given beside another of what is one answer now".to_owned(),
        "merged" => "what tells which of those that became one it was".to_owned(),
        rule if rule.ends_with(".asked") => "values where it is not asked any more".to_owned(),
        rule => format!("values that break {rule}"),
    }
}
