//! Every correction that a machine can make, made: those of a survey and of what it imports, round after round.

use std::collections::{BTreeMap, BTreeSet};

use setsumon_core::Compilation;
use setsumon_core::sources::{SourceError, Sources};
use setsumon_diagnostics::{Code, Diagnostic, Diagnostics, Severity, SourceMap, Span};
use setsumon_syntax::format;

use crate::compile;

/// A correction may bring others to light; after so many rounds what is left is left.
const ROUNDS: usize = 10;

/// What came of it.
#[derive(Debug)]
pub struct Fixed {
    /// The files that changed.
    pub files: Vec<FixedFile>,
    /// What was done, in order.
    pub done: Vec<Done>,
    /// What is said of the survey now.
    pub left: Compilation,
}

/// A file that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedFile {
    /// Its path in the project.
    pub path: String,
    /// What stood in it.
    pub before: String,
    /// What is to stand in it.
    pub after: String,
}

/// A correction that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What was wrong.
    pub code: Code,
    /// What was done, in the imperative.
    pub title: String,
    /// Where it was wrong, before this round.
    pub place: String,
}

/// Makes every correction that is offered for the survey at a path. Nothing is ever left worse than it was: of all rounds
/// the one is kept after which least is wrong, and what could not be read counts more than what was read and is wrong.
pub fn fix(sources: &dyn Sources, root: &str) -> Fixed {
    let mut now = Overlay { under: sources, files: BTreeMap::new() };
    let mut compiled = compile(&now, root);
    let mut done = Vec::new();
    let mut best = (rank(&compiled.diagnostics), now.files.clone(), 0);
    for _ in 0..ROUNDS {
        if !round(&mut now, &compiled, &mut done) {
            break;
        }
        compiled = compile(&now, root);
        let rank = rank(&compiled.diagnostics);
        if rank <= best.0 {
            best = (rank, now.files.clone(), done.len());
        }
    }
    let (_, files, kept) = best;
    done.truncate(kept);
    let mut changed = Vec::new();
    for (path, text) in files {
        let before = sources.read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        // A file in the one canonical layout stays in it.
        let after = if format(&before) == before { format(&text) } else { text };
        if after != before {
            changed.push(FixedFile { path, before, after });
        }
    }
    now.files = changed.iter().map(|file| (file.path.clone(), file.after.clone())).collect();
    Fixed { left: compile(&now, root), files: changed, done }
}

/// Files as they are, those that changed over them.
struct Overlay<'a> {
    under: &'a dyn Sources,
    files: BTreeMap<String, String>,
}

impl Sources for Overlay<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        match self.files.get(path) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => self.under.read(path),
        }
    }
}

/// How much is wrong: what cannot be read, what is wrong in what was read, the step from the edition before, warnings.
fn rank(diagnostics: &Diagnostics) -> [usize; 4] {
    let mut rank = [0; 4];
    let [unread, wrong, step, warned] = &mut rank;
    for one in diagnostics {
        let number = one.code.number();
        let count = match one.severity() {
            Severity::Warning => &mut *warned,
            Severity::Error if number.starts_with("E01") => &mut *unread,
            Severity::Error if number.starts_with("E07") => &mut *step,
            Severity::Error => &mut *wrong,
        };
        *count += 1;
    }
    rank
}

/// Makes what corrections can be made together; whether there was one.
fn round(files: &mut Overlay<'_>, compiled: &Compilation, done: &mut Vec<Done>) -> bool {
    let mut edits: BTreeSet<(Span, String)> = BTreeSet::new();
    let mut any = false;
    for diagnostic in &compiled.diagnostics {
        let Some(fix) = &diagnostic.fix else { continue };
        let known = fix.edits.iter().all(|edit| edits.contains(edit));
        let fits = fix.edits.iter().all(|(span, _)| {
            is_ours(files, &compiled.sources, *span) && edits.iter().all(|(other, _)| apart(diagnostic, *span, *other))
        });
        if fix.edits.is_empty() || known || !fits {
            continue;
        }
        edits.extend(fix.edits.iter().cloned());
        let place = compiled.sources.place(diagnostic.span());
        done.push(Done { code: diagnostic.code, title: fix.title.clone(), place });
        any = true;
    }
    let mut by_file: BTreeMap<_, Vec<&(Span, String)>> = BTreeMap::new();
    for edit in &edits {
        by_file.entry(edit.0.file).or_default().push(edit);
    }
    for (file, edits) in by_file {
        let text = edited(compiled.sources.text(file), &edits);
        files.files.insert(compiled.sources.name(file).to_owned(), text);
    }
    any
}

/// Whether a place is in a file that was read whole: one that is no UTF-8 is left alone.
fn is_ours(files: &Overlay<'_>, sources: &SourceMap, span: Span) -> bool {
    files.read(sources.name(span.file)).is_ok_and(|bytes| bytes == sources.text(span.file).as_bytes())
}

/// Whether two edits leave each other alone. What is put in at the place of another waits for the next round, lest it be the
/// same thing twice; what the step from the edition before lacks is told apart by its codes.
fn apart(diagnostic: &Diagnostic, one: Span, other: Span) -> bool {
    if one.file != other.file {
        return true;
    }
    if one == other {
        return one.is_empty() && diagnostic.code == Code::CodeDropped;
    }
    one.end <= other.start || other.end <= one.start
}

fn edited(text: &str, edits: &[&(Span, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (span, instead) in edits {
        out.push_str(text.get(at..span.start as usize).unwrap_or(""));
        out.push_str(instead);
        at = at.max(span.end as usize);
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use setsumon_core::frozen::Model;
    use setsumon_core::sources::MemorySources;

    use super::*;

    #[track_caller]
    fn fixed(before: &str, now: &str) -> (String, Vec<String>, Vec<Code>) {
        let old = compile(&MemorySources::new().with("s", before), "s").form.expect("the edition before is sound");
        let sources = MemorySources::new().with("s", now).with("m", Model::freeze(&old, None).write());
        let Fixed { files, done, left } = fix(&sources, "s");
        let text = files.first().map_or_else(|| now.to_owned(), |file| file.after.clone());
        let done = done.into_iter().map(|done| format!("{} {}", done.place, done.title)).collect();
        (text, done, left.diagnostics.iter().map(|one| one.code).collect())
    }

    const BEFORE: &str = "setsumon 1\nsurvey s \"S\" { locale en  edition 2024 }\nsection a \"A\" {\n  integer n \"N\"\n  \
         single q \"Q\" { x \"X\"  y \"Y\"  z \"Z\" }\n  text t \"T\"\n  multi m \"M\" { x \"X\" }\n}\n";

    #[test]
    fn markers_are_mended_until_nothing_is_left() {
        let now = "setsumon 1\n\nsurvey s \"S\" {\n  locale en\n  edition 2025 follows \"m\"\n}\n\n\
                   section a \"A\" revised \"less to fill in\" {\n  integer n \"N\" @new\n  \
                   group g \"G\" @new {\n    text t \"T\"\n    text u \"U\"\n  }\n  single q \"Q\" { x \"X\" }\n  text v \"V\" revised \"late\"\n}\n";
        let (text, done, left) = fixed(BEFORE, now);
        assert_eq!(left, [], "{text}\n{done:#?}");
        assert!(text.contains("integer n \"N\"\n  group g \"G\" {\n"), "{text}");
        assert!(text.contains("text u \"U\" @new\n"), "{text}");
        assert!(text.contains("single q \"Q\" { x \"X\"  retired y \"Y\"  retired z \"Z\" }"), "{text}");
        assert!(text.contains("retired multi m \"M\"\n"), "{text}");
        assert!(text.contains("text v \"V\" @new"), "{text}");
        assert_eq!(setsumon_syntax::format(&text), text, "the layout stays canonical");
    }

    #[test]
    fn what_was_left_from_last_year_goes() {
        let now = "setsumon 1\nsurvey s \"S\" { locale en  edition 2025 follows \"m\" }\nsection a \"A\" revised \"old\" {\n  \
                   integer n \"N\" was number\n  single q \"Q\" { x \"X\"  y \"Y\" break concept \"old\"  z \"Z\" }\n  text t \"T\"\n  multi m \"M\" { x \"X\" }\n}\n";
        let (text, _, left) = fixed(BEFORE, now);
        assert_eq!(left, [], "{text}");
        assert_eq!(text, BEFORE.replace("edition 2024", "edition 2025 follows \"m\""));
    }

    #[test]
    fn what_cannot_be_mended_is_left_and_nothing_gets_worse() {
        let now = BEFORE
            .replace("edition 2024", "edition 2025 follows \"m\"")
            .replace("integer n \"N\"", "integer n \"Beds\"");
        let (text, done, left) = fixed(BEFORE, &now);
        assert_eq!((text, done.len(), left), (now, 0, vec![Code::ReasonMissing]));
    }
}
