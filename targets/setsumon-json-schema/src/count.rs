//! At least so many of these keys: a chain of definitions, each of which looks at one key, so that its size is keys × number and not a power.
//! Validators go down a chain on their stack, so many keys are counted in blocks.

use serde_json::json;
use setsumon_core::ids::VarId;

use crate::cond::{Printer, refer};
use crate::said::Said;
use crate::shared::short_hash;

/// So many keys are in one chain at most: ajv and Python's jsonschema fall over chains of less than 400.
const LONGEST_CHAIN: usize = 128;
/// More keys are counted block by block, of so many blocks at most.
const MOST_BLOCKS: usize = 64;
/// Of so many keys the alternatives are written out where one of them is enough.
const FEW: usize = 16;
/// So many links are written at most for one count: ajv takes half a minute to read them.
const MOST_LINKS: usize = 20_000;

impl Printer<'_> {
    /// At least so many of these variables are there; none where they are too many to be counted.
    pub(crate) fn at_least(&mut self, variables: &[VarId], number: i64) -> Option<Said> {
        let Ok(number) = usize::try_from(number) else { return Some(Said::Always) };
        let keys: Vec<&str> = variables.iter().map(|variable| self.key(*variable)).collect();
        if let Some(said) = at_once(&keys, number) {
            return Some(said);
        }
        if keys.len() <= LONGEST_CHAIN {
            return Some(self.link(&stem(&keys), &keys, number));
        }
        let fits = keys.len() <= LONGEST_CHAIN * MOST_BLOCKS && keys.len().saturating_mul(number) <= MOST_LINKS;
        let size = keys.len().div_ceil(MOST_BLOCKS).max(MOST_BLOCKS);
        fits.then(|| self.blocks(&stem(&keys), &keys, size, number))
    }

    /// The first block, then the others for what it lacks: however many keys there are, one way is gone and it is short.
    fn blocks(&mut self, stem: &str, keys: &[&str], size: usize, number: usize) -> Said {
        if let Some(said) = at_once(keys, number) {
            return said;
        }
        let Some((block, rest)) = keys.split_at_checked(size) else { return self.link(stem, keys, number) };
        let name = format!("count.{stem}.{number}of{}", keys.len());
        if !self.shared.definitions.contains_key(&name) {
            let mut schema = Said::Always;
            for lacking in 1..=number {
                let more = self.blocks(stem, rest, size, lacking).into_json();
                let enough = self.in_block(block, number - lacking + 1);
                let then = schema.into_json();
                schema = Said::Other(json!({ "if": enough.into_json(), "then": then, "else": more }));
            }
            self.shared.definitions.insert(name.clone(), schema.into_json());
        }
        refer(&name)
    }

    fn in_block(&mut self, block: &[&str], number: usize) -> Said {
        let stem = stem(block);
        if number > 1 || block.len() <= FEW {
            return self.link(&stem, block, number);
        }
        let name = format!("count.{stem}.1of{}", block.len());
        let some = || Said::any(block.iter().map(|key| Said::present(key))).into_json();
        self.shared.definitions.entry(name.clone()).or_insert_with(some);
        refer(&name)
    }

    fn link(&mut self, stem: &str, keys: &[&str], number: usize) -> Said {
        if let Some(said) = at_once(keys, number) {
            return said;
        }
        let Some((last, before)) = keys.split_last() else { return Said::Always };
        let name = format!("count.{stem}.{number}of{}", keys.len());
        if !self.shared.definitions.contains_key(&name) {
            let with = self.link(stem, before, number - 1).into_json();
            let without = self.link(stem, before, number).into_json();
            let schema = json!({ "type": "object", "if": { "required": [last] }, "then": with, "else": without });
            self.shared.definitions.insert(name.clone(), schema);
        }
        refer(&name)
    }
}

/// What the links of a chain are called after: the first key, and all of them.
fn stem(keys: &[&str]) -> String {
    format!("{}.{:08x}", keys.first().copied().unwrap_or_default(), short_hash(&keys.join(" ")))
}

/// What needs no counting.
fn at_once(keys: &[&str], number: usize) -> Option<Said> {
    let present = || keys.iter().map(|key| Said::present(key));
    match number {
        0 => Some(Said::Always),
        _ if number > keys.len() => Some(Said::Never),
        _ if number == keys.len() => Some(Said::all(present())),
        1 if keys.len() <= FEW => Some(Said::any(present())),
        _ => None,
    }
}
