//! What the things of the new edition were called in the one before.

use std::collections::BTreeMap;

use crate::diff::{Diff, Kind};

/// What paths of the new edition were called before.
#[derive(Debug)]
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    pub(super) fn of(diff: &Diff) -> Self {
        let renamed = diff.changes.iter().filter_map(|change| {
            let (old, new) = (change.subject.old.as_ref()?, change.subject.new.as_ref()?);
            let is_page = change.subject.kind == Kind::Page;
            let key = |name: &str| if is_page { format!("page {name}") } else { name.to_owned() };
            let has_key = !matches!(change.subject.kind, Kind::Check | Kind::End);
            (has_key && old != new).then(|| (key(new), key(old)))
        });
        Self(renamed.collect())
    }

    /// A path as it was, by the longest part of it that has another name.
    pub(super) fn before(&self, path: &str) -> String {
        let mut around = path;
        loop {
            if let Some(old) = self.0.get(around) {
                return format!("{old}{}", path.get(around.len()..).unwrap_or_default());
            }
            match around.rsplit_once('.') {
                Some((outer, _)) => around = outer,
                None => return path.to_owned(),
            }
        }
    }

    /// The key of a unit or of a line as it was.
    pub(super) fn key_before(&self, key: &str) -> String {
        let Some((owner, part)) = key.split_once('#') else { return self.unit_before(key) };
        match part.split_once(':').filter(|(sort, _)| *sort == "option" || *sort == "row") {
            Some((sort, code)) => {
                let whole = self.before(&format!("{owner}.{code}"));
                let code = whole.rsplit('.').next().unwrap_or(code);
                format!("{}#{sort}:{code}", self.before(owner))
            }
            None => format!("{}#{part}", self.unit_before(owner)),
        }
    }

    fn unit_before(&self, key: &str) -> String {
        match key.split_once(' ') {
            Some(("section", code)) => format!("section {}", self.before(code)),
            // A page is called by its title, which is no path; what else has none has no other name.
            Some(_) => self.0.get(key).cloned().unwrap_or_else(|| key.to_owned()),
            None => self.before(key),
        }
    }
}
