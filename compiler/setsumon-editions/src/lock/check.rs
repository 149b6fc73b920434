//! A survey held against its lock, and against what the frozen model that it follows remembers: no code means something else than it did.

use std::collections::BTreeSet;

use setsumon_core::Finished;
use setsumon_core::frozen::{Chronicle, Model};
use setsumon_core::sources::{SourceError, Sources};
use setsumon_diagnostics::{Diagnostic, FileId, Span};

use super::update::{Used, used};
use super::{Entry, Lock, lock_path, place};
use crate::diff::say_the_same;
use crate::errors;

/// What is wrong with the codes of a survey that follows an edition, or beside which a lock lies. `told` is what has been said of the step from the
/// edition before; `accepted` are paths whose new meaning is to be taken.
pub(crate) fn check(
    sources: &dyn Sources,
    root: &str,
    finished: &mut Finished<'_>,
    after: Option<Model>,
    told: &[Diagnostic],
    accepted: &[String],
) -> Vec<Diagnostic> {
    let lock = match read(sources, root, finished) {
        Ok(lock) => lock,
        Err(problem) => return vec![*problem],
    };
    let frozen = finished.followed.map(Lock::of_frozen);
    if lock.is_none() && frozen.is_none() {
        return Vec::new();
    }
    let after = after.unwrap_or_else(|| Model::of(finished.form));
    let known = finished.told.iter().chain(told).map(Diagnostic::span).collect();
    let edition = after.survey.edition;
    Held { finished, lock: lock.as_ref(), frozen: frozen.as_ref(), edition, chronicle: None, known, accepted }
        .problems(&used(&after))
}

/// The lock beside a survey, with its file, where one lies there.
fn read(
    sources: &dyn Sources,
    root: &str,
    finished: &mut Finished<'_>,
) -> Result<Option<(Lock, FileId)>, Box<Diagnostic>> {
    let path = lock_path(root, &finished.form.survey().code);
    let as_it_was = "take it back as it was";
    let text = match sources.read(&path) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| ("it is not UTF-8".to_owned(), as_it_was)),
        Err(SourceError::NotFound) => return Ok(None),
        // Passed over in silence, it would be thought to hold the codes.
        Err(SourceError::Outside) => {
            let why = "a link leads it out of the project folder".to_owned();
            Err((why, "put the file itself where the link is"))
        }
        Err(SourceError::Unreadable(why)) => Err((why, as_it_was)),
    };
    let text = text.map_err(|(why, help)| {
        let span = Span::new(finished.sources.add(path.clone(), ""), 0, 0);
        Box::new(errors::lock_unreadable(span, why, help))
    })?;
    let file = finished.sources.add(path, text.as_str());
    let lock = Lock::read(&text).map_err(|why| {
        let span = Span::new(file, why.at.0, why.at.1);
        Box::new(errors::lock_unreadable(span, why.message, why.help))
    })?;
    Ok(Some((lock, file)))
}

struct Held<'a, 'f> {
    finished: &'a Finished<'f>,
    /// The lock beside the survey, with its file.
    lock: Option<&'a (Lock, FileId)>,
    /// What the frozen model that the survey follows remembers.
    frozen: Option<&'a Lock>,
    edition: i64,
    /// The histories of its variables, where they are asked for.
    chronicle: Option<Chronicle>,
    /// Places that something is said of already.
    known: BTreeSet<Span>,
    accepted: &'a [String],
}

impl Held<'_, '_> {
    fn problems(mut self, used: &[Used]) -> Vec<Diagnostic> {
        let locks = self.lock.map(|(lock, _)| lock).into_iter().chain(self.frozen);
        let editions = locks.flat_map(|lock| lock.entries.values()).flat_map(|entry| &entry.editions);
        let before = editions.copied().filter(|edition| *edition < self.edition).max();
        let mut problems = Vec::new();
        for code in used.iter().filter(|code| !code.retired) {
            let locked = self.lock.and_then(|(lock, file)| Some((lock.entries.get(&code.key)?, Some(*file))));
            let frozen = || self.frozen.and_then(|lock| Some((lock.entries.get(&code.key)?, None)));
            let Some((entry, file)) = locked.or_else(frozen) else { continue };
            // An edition of years ago is not held against what its codes mean today.
            if entry.editions.iter().any(|edition| *edition > self.edition) {
                continue;
            }
            let last = entry.editions.iter().copied().filter(|edition| *edition < self.edition).max();
            let used_now_alone = last.is_none() && !entry.editions.is_empty();
            if used_now_alone {
                continue;
            }
            if self.means_the_same(code, entry, last) {
                if last < before && code.key.code.is_none() {
                    problems.extend(self.measured_otherwise(code, last));
                }
                continue;
            }
            let reused = last.is_none() || last < before;
            // What changed since the edition that is followed wants a reason, and has been asked for one.
            if reused || file.is_some() {
                problems.extend(self.told(code, entry, last, reused, file));
            }
        }
        problems
    }

    /// What is told of a figure that comes back after an edition without it, counted in something else than then.
    fn measured_otherwise(&mut self, code: &Used, last: Option<i64>) -> Option<Diagnostic> {
        let chronicle = self.chronicle.get_or_insert_with(|| Chronicle::of(self.finished.form));
        let [then, now] = chronicle.measured_otherwise(&code.key.name)?;
        let span = self.finished.written.site(&code.path)?.name;
        self.known.insert(span).then(|| errors::measured_otherwise(span, &code.path, &then, &now, last))
    }

    fn means_the_same(&self, code: &Used, entry: &Entry, last: Option<i64>) -> bool {
        let then = last.unwrap_or(self.edition);
        code.kind == entry.kind && say_the_same((then, &entry.label), (self.edition, &code.label))
    }

    fn told(
        &mut self,
        code: &Used,
        entry: &Entry,
        last: Option<i64>,
        reused: bool,
        file: Option<FileId>,
    ) -> Option<Diagnostic> {
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
        let remembered = file.map(|file| place(file, entry));
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
