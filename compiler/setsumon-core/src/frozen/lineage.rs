//! Every variable over a chain of editions: under which names it stood in each, and what became of its codes.

use rustc_hash::{FxHashMap, FxHashSet};

use super::blanks::Blanks;
use super::history::joined;
use super::{Code, Model, PastVariable, Role, Unsound, Variable};
use crate::carry::Before;
use crate::form::Form;
use crate::ids::VarId;
use crate::pairing;

/// Why editions are no chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoChain {
    /// They are of two surveys.
    OtherSurvey {
        /// The code of one.
        one: String,
        /// The code of the other.
        other: String,
    },
    /// One does not follow the one before it.
    Gap {
        /// The edition.
        edition: i64,
        /// The edition before it here.
        before: i64,
        /// The edition it follows.
        follows: Option<i64>,
    },
    /// One is a model that no survey makes.
    Unsound {
        /// The edition.
        edition: i64,
        /// What is wrong with it.
        why: Unsound,
    },
}

impl std::fmt::Display for NoChain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OtherSurvey { one, other } => write!(f, "`{one}` and `{other}` are two surveys"),
            Self::Gap { edition, before, follows: Some(follows) } => {
                write!(f, "edition {edition} follows {follows}, not {before}")
            }
            Self::Gap { edition, before, follows: None } => {
                write!(f, "edition {edition} follows no edition, and so not {before}")
            }
            Self::Unsound { edition, why } => write!(f, "the model of edition {edition} is no survey: {why}"),
        }
    }
}

/// A variable over the years, under its name in the last edition that had it.
#[derive(Debug)]
pub struct Lineage<'m> {
    /// Its name in the last edition that had it, with `_` behind it where another of a later edition bears that.
    pub name: String,
    /// The variable in the last edition that had it.
    pub last: &'m Variable,
    /// What its figures were counted in there; nothing where nothing says so.
    pub counted: Option<String>,
    /// For each edition, oldest first, what it was there: several before they were merged, none where it was not.
    pub then: Vec<Vec<Then<'m>>>,
}

/// A variable in one edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Then<'m> {
    /// The variable.
    pub variable: &'m Variable,
    /// Its codes of then that are called otherwise today: then and today. One that says something else today is not that one: it has
    /// its own code with `_` behind it.
    pub renamed: Vec<(&'m str, String)>,
    /// What the editions since made of its codes.
    codes: FxHashMap<&'m str, String>,
}

/// The lineages of all variables: those of the newest edition in its order, then those that ended before.
///
/// # Errors
/// Where an edition does not follow the one before it, oldest first.
pub fn lineages<'m>(editions: &[&'m Model]) -> Result<Vec<Lineage<'m>>, NoChain> {
    for pair in editions.windows(2) {
        let [before, after] = pair else { continue };
        let (old, new) = (&before.survey, &after.survey);
        if old.code != new.code {
            return Err(NoChain::OtherSurvey { one: old.code.clone(), other: new.code.clone() });
        }
        if new.follows != Some(old.edition) {
            return Err(NoChain::Gap { edition: new.edition, before: old.edition, follows: new.follows });
        }
    }
    let mut found: Vec<Lineage<'m>> = Vec::new();
    let mut names = FxHashSet::default();
    for (index, edition) in editions.iter().enumerate().rev() {
        if let Some(newer) = editions.get(index + 1).copied() {
            let step = Step::of(edition, newer)?;
            for lineage in &mut found {
                let then = lineage.then.get(index + 1).map_or_else(Vec::new, |after| step.before(after, &lineage.then));
                if let Some(slot) = lineage.then.get_mut(index) {
                    *slot = then;
                }
            }
        }
        let known: FxHashSet<&str> = found
            .iter()
            .filter_map(|lineage| lineage.then.get(index))
            .flatten()
            .map(|then| then.variable.name.as_str())
            .collect();
        let ended = edition.variables.iter().filter(|one| one.role != Role::Last && !known.contains(one.name.as_str()));
        let blanks = Blanks::of(&edition.questions);
        for variable in ended {
            let mut then = vec![Vec::new(); editions.len()];
            if let Some(slot) = then.get_mut(index) {
                let codes = listed(variable, edition).iter().map(|code| (code.code.as_str(), code.code.clone()));
                *slot = vec![Then { variable, renamed: Vec::new(), codes: codes.collect() }];
            }
            let name = free(&variable.name, |name| !names.contains(name));
            names.insert(name.clone());
            found.push(Lineage { name, last: variable, counted: blanks.counted(variable), then });
        }
    }
    Ok(found)
}

/// A name, with as many `_` behind it as it takes.
fn free(name: &str, is_free: impl Fn(&str) -> bool) -> String {
    let mut name = name.to_owned();
    while !is_free(&name) {
        name.push('_');
    }
    name
}

/// The codes of a variable.
fn listed<'m>(variable: &Variable, model: &'m Model) -> &'m [Code] {
    let list = variable.value.code_list().and_then(|list| model.code_lists.get(list));
    list.map_or(&[][..], |list| list.codes.as_slice())
}

/// The step from an edition to the next.
struct Step<'m> {
    old: &'m Model,
    new: &'m Model,
    /// By the name of a variable, what it was in the edition before.
    was: FxHashMap<&'m str, Vec<Was<'m>>>,
}

/// What a variable was in the edition before.
struct Was<'m> {
    variable: &'m Variable,
    /// Its codes that say something else now.
    changed: Vec<String>,
}

impl<'m> Step<'m> {
    fn of(old: &'m Model, new: &'m Model) -> Result<Self, NoChain> {
        let unsound = |why| NoChain::Unsound { edition: new.survey.edition, why };
        let form = Form::from_model(new).map_err(unsound)?;
        let past = old.past();
        let carry = Before::new(&form, &past, old.survey.edition);
        let past: FxHashMap<&str, &PastVariable> = past.iter().map(|past| (past.name.as_str(), past)).collect();
        let ids: FxHashMap<&str, VarId> = form.variables().iter().map(|(id, one)| (one.name.as_str(), id)).collect();
        let before: FxHashMap<&str, &Variable> =
            old.variables.iter().filter(|one| one.role != Role::Last).map(|one| (one.name.as_str(), one)).collect();
        let now: Vec<&Variable> = new.variables.iter().filter(|one| one.role != Role::Last).collect();
        let current: Vec<(&str, &[String])> = now
            .iter()
            // One answer that became several has other values: its series ends, and theirs begin.
            .map(|one| (one.name.as_str(), if one.was_codes.is_empty() { one.was.as_slice() } else { &[] }))
            .collect();
        let former = pairing::former(&current, |name| before.contains_key(name));
        let mut was = FxHashMap::default();
        for (now, names) in now.iter().zip(former) {
            let found = names.into_iter().filter_map(|name| {
                let variable = before.get(name).copied()?;
                let changed = match (ids.get(now.name.as_str()), past.get(name)) {
                    (Some(id), Some(past)) => carry.changed_from(*id, past),
                    (_, _) => Vec::new(),
                };
                // What is not filled in, for it says something else, is no value of today's: nor a no, nor a figure.
                let codes: Option<Vec<String>> = changed.into_iter().map(|changed| changed.code).collect();
                Some(Was { variable, changed: codes? })
            });
            was.insert(now.name.as_str(), found.collect());
        }
        Ok(Self { old, new, was })
    }

    /// What a lineage was in the edition before; `since` is what it was in all editions, as far as that is known.
    fn before(&self, after: &[Then<'m>], since: &[Vec<Then<'m>>]) -> Vec<Then<'m>> {
        let mut found: Vec<Then<'m>> = Vec::new();
        for then in after {
            for was in self.was.get(then.variable.name.as_str()).into_iter().flatten() {
                let codes = self.recoded(was, then, since);
                let renamed = codes.iter().filter(|(then, today)| *then != today);
                let mut renamed: Vec<(&str, String)> = renamed.map(|(then, today)| (*then, today.clone())).collect();
                renamed.sort_unstable();
                found.push(Then { variable: was.variable, renamed, codes });
            }
        }
        found
    }

    /// What became of each code of a variable, until today.
    fn recoded(&self, was: &Was<'m>, after: &Then<'m>, since: &[Vec<Then<'m>>]) -> FxHashMap<&'m str, String> {
        let (codes, later) = (listed(was.variable, self.old), listed(after.variable, self.new));
        // No code ends with `_`, but for those that were put aside since.
        let taken: FxHashSet<&str> =
            since.iter().flatten().flat_map(|then| then.codes.values()).map(String::as_str).collect();
        let mut recoded = FxHashMap::default();
        for code in codes.iter().map(|code| code.code.as_str()) {
            let entry = later.iter().find(|entry| entry.was.iter().any(|was| was == code));
            let next = entry.map_or(code, |entry| entry.code.as_str());
            let today = match after.codes.get(next) {
                _ if was.changed.iter().any(|changed| changed == code) => free(code, |code| !taken.contains(code)),
                Some(today) => today.clone(),
                None => next.to_owned(),
            };
            recoded.insert(code, today);
        }
        recoded
    }
}

impl Lineage<'_> {
    /// Its label in full in the last edition that had it.
    pub fn label(&self) -> String {
        joined(&self.last.label)
    }
}
