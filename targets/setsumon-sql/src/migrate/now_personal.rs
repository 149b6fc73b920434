//! Which of the values that stand aside from editions before belong to what has become personal: by the names it had in each edition.

use std::collections::{BTreeMap, BTreeSet};

use setsumon_core::form::Form;
use setsumon_core::frozen::Chronicle;
use setsumon_core::ids::VarId;

use super::convert::one_of;
use super::plan::{Plan, Side};
use crate::dialect::Room;

/// Whether a variable of the old edition tells who somebody is: then, or now. What is retired lies in no table, and may do so all the same.
pub(super) fn is_personal(plan: &Plan<'_>, variable: VarId) -> bool {
    let tells = |made: &Side<'_>, id: VarId| {
        let lies_so = made.layout.table_of(id).is_some_and(|table| table.personal);
        lies_so || made.form.variables().get(id).personal
    };
    tells(&plan.old, variable) || plan.pairs.became(variable).iter().any(|now| tells(&plan.new, *now))
}

/// A condition over the columns `variable` and `_edition` of the table of earlier values; nothing where nothing became personal. `names`
/// are the variables of the old edition that have.
pub(super) fn of_earlier(old: &Form, names: &[&str], dialect: &dyn Room) -> Option<String> {
    let chronicle = Chronicle::of(old);
    let mut own: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    for passage in names.iter().flat_map(|name| chronicle.editions(name)) {
        for name in passage.names {
            own.entry(name).or_default().extend(&passage.editions);
        }
    }
    // By its present name in all editions, but for those in which another bore it.
    let mut said: BTreeMap<Option<(bool, BTreeSet<i64>)>, Vec<&str>> = BTreeMap::new();
    for name in names {
        let known = own.remove(*name).unwrap_or_default();
        let others: BTreeSet<i64> = chronicle.named(name).filter(|edition| !known.contains(edition)).collect();
        said.entry((!others.is_empty()).then_some((false, others))).or_default().push(name);
    }
    for (name, editions) in &own {
        said.entry(Some((true, editions.clone()))).or_default().push(name);
    }
    let each = said.iter().map(|(editions, names)| {
        let named = one_of(dialect, "variable", names);
        match editions {
            None => named,
            Some((within, editions)) => {
                let editions: Vec<String> = editions.iter().map(i64::to_string).collect();
                let not = if *within { "" } else { "NOT " };
                format!("({named} AND _edition {not}IN ({}))", editions.join(", "))
            }
        }
    });
    let each: Vec<String> = each.collect();
    (!each.is_empty()).then(|| each.join(" OR "))
}
