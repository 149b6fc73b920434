//! A survey held against its lock: no code means something else than it did.

use std::collections::BTreeSet;

use setsumon_core::Finished;
use setsumon_core::frozen::Model;
use setsumon_core::sources::{SourceError, Sources};
use setsumon_diagnostics::{Diagnostic, FileId, Span};

use super::update::{Used, used};
use super::{Entry, Lock, lock_path, place};
use crate::diff::say_the_same;
use crate::errors;

/// What is wrong with the codes of a survey, where a lock lies beside it. `told` is what has been said of the step from the
/// edition before; `accepted` are paths whose new meaning is to be taken.
pub(crate) fn check(
    sources: &dyn Sources,
    root: &str,
    finished: &mut Finished<'_>,
    after: Option<Model>,
    told: &[Diagnostic],
    accepted: &[String],
) -> Vec<Diagnostic> {
    let path = lock_path(root, &finished.form.survey().code);
    let text = match sources.read(&path) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned()),
        Err(SourceError::NotFound | SourceError::Outside) => return Vec::new(),
        Err(SourceError::Unreadable(why)) => Err(why),
    };
    let text = match text {
        Ok(text) => text,
        Err(why) => {
            let span = Span::new(finished.sources.add(path, ""), 0, 0);
            return vec![errors::lock_unreadable(span, why, "take it back as it was")];
        }
    };
    let file = finished.sources.add(path, text.as_str());
    let lock = match Lock::read(&text) {
        Ok(lock) => lock,
        Err(why) => {
            let span = Span::new(file, why.at.0, why.at.1);
            return vec![errors::lock_unreadable(span, why.message, why.help)];
        }
    };
    let after = after.unwrap_or_else(|| Model::of(finished.form));
    let known = finished.told.iter().chain(told).map(Diagnostic::span).collect();
    Held { finished, lock: &lock, file, edition: after.survey.edition, known, accepted }.problems(&used(&after))
}

struct Held<'a, 'f> {
    finished: &'a Finished<'f>,
    lock: &'a Lock,
    file: FileId,
    edition: i64,
    /// Places that something is said of already.
    known: BTreeSet<Span>,
    accepted: &'a [String],
}

impl Held<'_, '_> {
    fn problems(mut self, used: &[Used]) -> Vec<Diagnostic> {
        let editions = self.lock.entries.values().flat_map(|entry| &entry.editions);
        let before = editions.copied().filter(|edition| *edition < self.edition).max();
        let mut problems = Vec::new();
        for code in used.iter().filter(|code| !code.retired) {
            let Some(entry) = self.lock.entries.get(&code.key) else { continue };
            // An edition of years ago is not held against what its codes mean today.
            if entry.editions.iter().any(|edition| *edition > self.edition) {
                continue;
            }
            let last = entry.editions.iter().copied().filter(|edition| *edition < self.edition).max();
            let used_now_alone = last.is_none() && !entry.editions.is_empty();
            if used_now_alone || self.means_the_same(code, entry, last) {
                continue;
            }
            let reused = last.is_none() || last < before;
            problems.extend(self.told(code, entry, last, reused));
        }
        problems
    }

    fn means_the_same(&self, code: &Used, entry: &Entry, last: Option<i64>) -> bool {
        let then = last.unwrap_or(self.edition);
        code.kind == entry.kind && say_the_same((then, &entry.label), (self.edition, &code.label))
    }

    fn told(&mut self, code: &Used, entry: &Entry, last: Option<i64>, reused: bool) -> Option<Diagnostic> {
        // Where the words of the question changed, it is told once at the question, not at each of its parts.
        let of_question = code.question.as_ref().filter(|(_, words)| !entry.label.starts_with(words.as_str()));
        let path = of_question.filter(|_| !reused).map_or(code.path.as_str(), |(path, _)| path.as_str());
        let written = &self.finished.written;
        let site = written.site(path).or_else(|| written.site(&code.path));
        let span = site.map_or(written.survey(), |site| site.name);
        let known = [
            Some(path),
            code.question.as_ref().map(|(path, _)| path.as_str()),
            path.rsplit_once('.').map(|(owner, _)| owner),
        ];
        let said = known
            .into_iter()
            .flatten()
            .filter_map(|path| written.site(path))
            .any(|site| self.known.contains(&site.name));
        let accepted =
            self.accepted.iter().any(|accepted| accepted == path || code.path.starts_with(&format!("{accepted}.")));
        let explained = !reused && (written.has_reason(&code.path) || written.is_another(&code.path) || accepted);
        if said || explained || !self.known.insert(span) {
            return None;
        }
        let remembered = place(self.file, entry);
        let then = (entry.label.as_str(), entry.kind.as_str());
        let now = (code.label.as_str(), code.kind.as_str());
        Some(match reused {
            true => errors::code_reused(span, path, then, now, last, remembered),
            false => {
                let follows = self.finished.followed.is_some();
                errors::meaning_changed(span, path, then, now, last, follows, remembered)
            }
        })
    }
}
