//! At least so many of these keys: a chain of definitions, each of which looks at one key, so that its size is keys × number and not a power.

use serde_json::json;
use setsumon_core::ids::VarId;

use crate::cond::{Printer, refer};
use crate::said::Said;
use crate::shared::short_hash;

impl Printer<'_> {
    /// At least so many of these variables are there.
    pub(crate) fn at_least(&mut self, variables: &[VarId], number: i64) -> Said {
        let Ok(number) = usize::try_from(number) else { return Said::Always };
        let keys: Vec<&str> = variables.iter().map(|variable| self.key(*variable)).collect();
        if number > keys.len() {
            return Said::Never;
        }
        let stem = format!("{}.{:08x}", keys.first().copied().unwrap_or_default(), short_hash(&keys.join(" ")));
        self.link(&stem, &keys, number)
    }

    fn link(&mut self, stem: &str, keys: &[&str], number: usize) -> Said {
        let Some((last, before)) = keys.split_last() else { return Said::Always };
        match number {
            0 => return Said::Always,
            1 => return Said::any(keys.iter().map(|key| Said::present(key))),
            _ if number == keys.len() => return Said::all(keys.iter().map(|key| Said::present(key))),
            _ => {}
        }
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
