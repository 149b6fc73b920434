//! Every variable over a chain of editions: under which names it stood in each, and what became of its codes.

use rustc_hash::{FxHashMap, FxHashSet};

use super::history::joined;
use super::{Model, Role, Variable};
use crate::carry::{Kind, comes_over};
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
        }
    }
}

/// A variable over the years, under its name in the last edition that had it.
#[derive(Debug)]
pub struct Lineage<'m> {
    /// The variable in the last edition that had it.
    pub last: &'m Variable,
    /// For each edition, oldest first, what it was there: several before they were merged, none where it was not.
    pub then: Vec<Vec<Then<'m>>>,
}

/// A variable in one edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Then<'m> {
    /// The variable.
    pub variable: &'m Variable,
    /// Its codes of then that are called otherwise today: then and today.
    pub renamed: Vec<(&'m str, &'m str)>,
    /// What the editions since made of its codes.
    codes: FxHashMap<&'m str, &'m str>,
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
    for (index, edition) in editions.iter().enumerate().rev() {
        let newer = editions.get(index + 1).copied();
        if let Some(newer) = newer {
            let was = steps(edition, newer);
            for lineage in &mut found {
                let then =
                    lineage.then.get(index + 1).map_or_else(Vec::new, |after| before(after, edition, newer, &was));
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
        for variable in ended {
            let mut then = vec![Vec::new(); editions.len()];
            if let Some(slot) = then.get_mut(index) {
                *slot = vec![Then { variable, renamed: Vec::new(), codes: FxHashMap::default() }];
            }
            found.push(Lineage { last: variable, then });
        }
    }
    Ok(found)
}

/// By the name of a variable, what it was in the edition before.
fn steps<'m>(old: &'m Model, new: &'m Model) -> FxHashMap<&'m str, Vec<&'m Variable>> {
    let before: FxHashMap<&str, &Variable> =
        old.variables.iter().filter(|one| one.role != Role::Last).map(|one| (one.name.as_str(), one)).collect();
    let now: Vec<&Variable> = new.variables.iter().filter(|one| one.role != Role::Last).collect();
    let current: Vec<(&str, &[String])> = now
        .iter()
        // One answer that became several has other values: its series ends, and theirs begin.
        .map(|one| (one.name.as_str(), if one.was_codes.is_empty() { one.was.as_slice() } else { &[] }))
        .collect();
    let former = pairing::former(&current, |name| before.contains_key(name));
    let found = now.iter().zip(former);
    found
        .map(|(now, was)| {
            // So has one of another kind: words are none of the codes that they read like.
            let was = was.into_iter().filter_map(|was| before.get(was).copied());
            (now.name.as_str(), was.filter(|then| is_of_one_kind(then, now)).collect())
        })
        .collect()
}

fn is_of_one_kind(then: &Variable, now: &Variable) -> bool {
    comes_over(Kind::then(&then.value, None), Kind::then(&now.value, None))
}

/// What a lineage was in the edition before.
fn before<'m>(
    after: &[Then<'m>],
    old: &'m Model,
    new: &'m Model,
    was: &FxHashMap<&'m str, Vec<&'m Variable>>,
) -> Vec<Then<'m>> {
    let mut found: Vec<Then<'m>> = Vec::new();
    for then in after {
        for variable in was.get(then.variable.name.as_str()).into_iter().flatten() {
            let codes = recoded(variable, old, then, new);
            let renamed = codes.iter().filter(|(then, today)| then != today).map(|(then, today)| (*then, *today));
            let mut renamed: Vec<(&str, &str)> = renamed.collect();
            renamed.sort_unstable();
            found.push(Then { variable, renamed, codes });
        }
    }
    found
}

/// What became of each code of a variable, until today.
fn recoded<'m>(
    variable: &'m Variable,
    old: &'m Model,
    after: &Then<'m>,
    new: &'m Model,
) -> FxHashMap<&'m str, &'m str> {
    let list = |variable: &Variable, model: &'m Model| model.code_lists.get(variable.value.code_list()?);
    let Some(codes) = list(variable, old) else { return FxHashMap::default() };
    let later = list(after.variable, new).map_or(&[][..], |list| list.codes.as_slice());
    let next = |code: &'m str| -> &'m str {
        let entry = later.iter().find(|entry| entry.was.iter().any(|was| was == code));
        let next = entry.map_or(code, |entry| entry.code.as_str());
        after.codes.get(next).copied().unwrap_or(next)
    };
    codes.codes.iter().map(|code| (code.code.as_str(), next(&code.code))).collect()
}

impl Lineage<'_> {
    /// Its label in full in the last edition that had it.
    pub fn label(&self) -> String {
        joined(&self.last.label)
    }
}
