//! Every correction that a machine can make, made: those of a survey and of what it imports, round after round.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use setsumon_core::Compilation;
use setsumon_core::sources::{SourceError, Sources};
use setsumon_diagnostics::{Code, Diagnostic, Diagnostics, Severity, SourceMap, Span, Stage};
use setsumon_syntax::format;

use crate::Session;

/// A correction may bring others to light; after so many rounds what is left is left. An option of a list takes a round of its own
/// where all are written at one place.
const ROUNDS: usize = 100;

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

/// Makes every correction that is offered for the survey at a path and stands alone: one after which the survey reads worse, or
/// which itself is a mistake, is not made, and the others are. There are never more mistakes after it than before: what would bring
/// more to light than it mends is left to the author, who sees what comes of it.
pub fn fix(sources: &dyn Sources, root: &str) -> Fixed {
    let mut session = Session::new();
    let told = session.check(sources, root).diagnostics.len();
    let fixed = fix_with(&mut session, sources, root, usize::MAX);
    if fixed.left.diagnostics.len() <= told { fixed } else { fix_with(&mut session, sources, root, told) }
}

/// The same, where no correction is made after which there are more mistakes than so many.
fn fix_with(session: &mut Session, sources: &dyn Sources, root: &str, at_most: usize) -> Fixed {
    let mut now = Overlay { under: sources, files: BTreeMap::new() };
    let mut compiled = session.check(&now, root);
    let mut done = Vec::new();
    let mut refused = BTreeSet::new();
    for _ in 0..ROUNDS {
        let offered = offered(&now, &compiled, &refused);
        let round = Round::of(session, &now, root, &compiled, &offered, &mut refused, at_most);
        let Some(round) = round.or_else(|| Round::in_two(session, &now, root, &compiled)) else { break };
        done.extend(round.done);
        (now.files, compiled) = (round.files, round.compiled);
    }
    let mut changed = Vec::new();
    for (path, text) in now.files {
        let before = sources.read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        // A file in the one canonical layout stays in it.
        let after = if format(&before) == before { format(&text) } else { text };
        if after != before {
            changed.push(FixedFile { path, before, after });
        }
    }
    let files = changed.iter().map(|file| (file.path.clone(), file.after.clone())).collect();
    Fixed { left: session.check(&Overlay { under: sources, files }, root), files: changed, done }
}

/// A correction that is offered.
#[derive(Debug)]
struct Offered {
    code: Code,
    title: String,
    place: String,
    edits: Vec<(Span, String)>,
    /// What it would be again in another round.
    known: Known,
}

impl Offered {
    fn done(&self) -> Done {
        Done { code: self.code, title: self.title.clone(), place: self.place.clone() }
    }
}

/// A correction by what is wrong, where, and what would be done.
type Known = (Code, String, String);

/// The corrections of one round that were made, and what came of them.
struct Round {
    done: Vec<Done>,
    files: BTreeMap<String, String>,
    compiled: Compilation,
}

impl Round {
    /// Tries all corrections at once, and where that is no gain, each half by itself. What is no gain alone is refused for good.
    fn of(
        session: &mut Session,
        before: &Overlay<'_>,
        root: &str,
        base: &Compilation,
        offered: &[Offered],
        refused: &mut BTreeSet<Known>,
        at_most: usize,
    ) -> Option<Self> {
        let (mut best, mut chosen): (Option<Self>, Vec<usize>) = (None, Vec::new());
        let mut open: Vec<Range<usize>> = std::iter::once(0..offered.len()).collect();
        while let Some(range) = open.pop() {
            if range.is_empty() {
                continue;
            }
            let kept: Vec<usize> = chosen.iter().copied().chain(range.clone()).collect();
            let corrections: Vec<&Offered> = kept.iter().filter_map(|place| offered.get(*place)).collect();
            let (files, written) = apply(before, base, &corrections);
            let trial = session.check(&Overlay { under: before.under, files: files.clone() }, root);
            let last = best.as_ref().map_or(base, |best| &best.compiled);
            let made = offered.get(range.clone()).unwrap_or_default();
            let few = trial.diagnostics.len() <= at_most;
            if few && is_gain(last, &trial, made) && !is_mistaken(&trial, made, &written) {
                let done = corrections.into_iter().map(Offered::done).collect();
                best = Some(Self { done, files, compiled: trial });
                chosen = kept;
            } else if range.len() == 1 {
                refused.extend(made.iter().map(|one| one.known.clone()));
            } else {
                let middle = range.start + range.len() / 2;
                open.extend([middle..range.end, range.start..middle]);
            }
        }
        best
    }

    /// Tries a correction together with those of what it brings to light: a marker that goes from a group is wanted at what is new in
    /// it. For when nothing is a gain by itself.
    fn in_two(session: &mut Session, before: &Overlay<'_>, root: &str, base: &Compilation) -> Option<Self> {
        let all = offered(before, base, &BTreeSet::new());
        all.iter().find_map(|first| {
            let (files, written) = apply(before, base, &[first]);
            let between = Overlay { under: before.under, files };
            let trial = session.check(&between, root);
            let known: BTreeSet<&Known> = all.iter().map(|one| &one.known).collect();
            let further = offered(&between, &trial, &BTreeSet::new());
            let further: Vec<&Offered> = further.iter().filter(|one| !known.contains(&one.known)).collect();
            if further.is_empty() || is_mistaken(&trial, std::slice::from_ref(first), &written) {
                return None;
            }
            let (files, written) = apply(&between, &trial, &further);
            let compiled = session.check(&Overlay { under: before.under, files: files.clone() }, root);
            if !is_less(base, &compiled)
                || further.iter().any(|one| is_mistaken(&compiled, std::slice::from_ref(one), &written))
            {
                return None;
            }
            let done = std::iter::once(first).chain(further).map(Offered::done).collect();
            Some(Self { done, files, compiled })
        })
    }
}

/// Whether less is wrong than there was.
fn is_less(before: &Compilation, after: &Compilation) -> bool {
    rank(&after.diagnostics) < rank(&before.diagnostics)
}

/// Whether corrections leave less wrong than there was: each takes away what it was offered for, and what cannot be read counts more
/// than what was read and is wrong, because reading on brings mistakes to light.
fn is_gain(before: &Compilation, after: &Compilation, made: &[Offered]) -> bool {
    let (was, is) = (rank(&before.diagnostics), rank(&after.diagnostics));
    let mut wanted = [0; RANKS];
    for one in made {
        if let Some(count) = wanted.get_mut(rank_of(one.code)) {
            *count += 1;
        }
    }
    for ((was, is), wanted) in was.iter().zip(&is).zip(&wanted) {
        // Several corrections may mend one mistake, and one alone has to mend it.
        let least = if made.len() == 1 { (*wanted).min(1) } else { *wanted };
        if is + least > *was {
            return false;
        }
        if is < was {
            return true;
        }
    }
    false
}

/// Whether what was written is itself called a mistake. What comes to light behind it, now that it can be read, is none of its making.
fn is_mistaken(after: &Compilation, made: &[Offered], written: &BTreeMap<String, Vec<Range<usize>>>) -> bool {
    let last = made.iter().map(|one| rank_of(one.code)).max().unwrap_or(0);
    after.diagnostics.iter().any(|one| {
        let own = |span: Span| written.get(after.sources.name(span.file)).into_iter().flatten();
        let meets = |span: Span, own: &Range<usize>| (span.start as usize) < own.end && own.start < span.end as usize;
        // Of two that bear one code either may be what was written.
        if [Code::DuplicateCode, Code::NameCollision].contains(&one.code) {
            return one.labels.iter().any(|label| own(label.span).any(|own| meets(label.span, own)));
        }
        let span = one.span();
        rank_of(one.code) <= last && own(span).any(|own| meets(span, own) && own.start <= span.start as usize)
    })
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

/// How much is wrong, the root of other things first.
fn rank(diagnostics: &Diagnostics) -> [usize; RANKS] {
    let mut rank = [0; RANKS];
    for one in diagnostics {
        if let Some(count) = rank.get_mut(rank_of(one.code)) {
            *count += 1;
        }
    }
    rank
}

/// So many sorts of mistakes, of which each hides those behind it.
const RANKS: usize = 5;

/// What cannot be read, what is wrong in what was read, the step from the edition before, reasons that only an author can give, warnings.
fn rank_of(code: Code) -> usize {
    match (code.severity(), code) {
        (Severity::Warning, _) => 4,
        (Severity::Error, Code::ReasonMissing) => 3,
        // Clauses in another order were read: a word that is mended may bring it to light.
        (Severity::Error, Code::ClauseOrder) => 1,
        (Severity::Error, code) if code.stage() == Stage::Reading => 0,
        (Severity::Error, code) if code.stage() == Stage::Editions => 2,
        (Severity::Error, _) => 1,
    }
}

/// The corrections that can be made together.
fn offered(files: &Overlay<'_>, compiled: &Compilation, refused: &BTreeSet<Known>) -> Vec<Offered> {
    let mut edits: BTreeSet<(Span, String)> = BTreeSet::new();
    let mut offered = Vec::new();
    for diagnostic in &compiled.diagnostics {
        let Some(fix) = &diagnostic.fix else { continue };
        let place = compiled.sources.place(diagnostic.span());
        let known = (diagnostic.code, place.clone(), fix.title.clone());
        let twice = fix.edits.iter().all(|edit| edits.contains(edit));
        let fits = fix.edits.iter().all(|(span, _)| {
            is_ours(files, &compiled.sources, *span) && edits.iter().all(|(other, _)| apart(diagnostic, *span, *other))
        });
        if fix.edits.is_empty() || twice || !fits || refused.contains(&known) {
            continue;
        }
        edits.extend(fix.edits.iter().cloned());
        offered.push(Offered {
            code: diagnostic.code,
            title: fix.title.clone(),
            place,
            edits: fix.edits.clone(),
            known,
        });
    }
    offered
}

/// Files by name, and where in each of them something was written.
type Written = (BTreeMap<String, String>, BTreeMap<String, Vec<Range<usize>>>);

/// The files with corrections made in them, and where.
fn apply(before: &Overlay<'_>, base: &Compilation, corrections: &[&Offered]) -> Written {
    let edits: BTreeSet<&(Span, String)> = corrections.iter().flat_map(|one| &one.edits).collect();
    let mut by_file: BTreeMap<_, Vec<&(Span, String)>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(edit.0.file).or_default().push(edit);
    }
    let (mut files, mut written) = (before.files.clone(), BTreeMap::new());
    for (file, edits) in by_file {
        let (text, places) = edited(base.sources.text(file), &edits);
        files.insert(base.sources.name(file).to_owned(), text);
        written.insert(base.sources.name(file).to_owned(), places);
    }
    (files, written)
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

/// A text with edits made, and the places of what was written.
fn edited(text: &str, edits: &[&(Span, String)]) -> (String, Vec<Range<usize>>) {
    let (mut out, mut places) = (String::with_capacity(text.len()), Vec::new());
    let mut at = 0;
    for (span, instead) in edits {
        out.push_str(text.get(at..span.start as usize).unwrap_or(""));
        let start = out.len();
        out.push_str(instead);
        places.push(start..out.len());
        at = at.max(span.end as usize);
    }
    out.push_str(text.get(at..).unwrap_or(""));
    (out, places)
}

#[cfg(test)]
mod tests {
    use setsumon_core::frozen::Model;
    use setsumon_core::sources::MemorySources;

    use super::*;

    #[track_caller]
    fn fixed(before: &str, now: &str) -> (String, Vec<String>, Vec<Code>) {
        let old = Session::new()
            .check(&MemorySources::new().with("s", before), "s")
            .soundness
            .sound()
            .expect("the edition before is sound");
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
    fn what_is_likely_renamed_is_left_to_its_author() {
        let before = "setsumon 1\nsurvey s \"S\" { locale en  edition 2024 }\nsection a \"A\" {\n  \
                      integer guests \"How many guests do you have a day?\"\n  text owner \"Who owns the house?\"\n  \
                      single kind \"Kind\" { a \"Apple\"  b \"Banana\" }\n}\nsection b \"B\" { text t \"T\" }\n";
        let moved = before.replace("  text owner \"Who owns the house?\"\n", "");
        let now = moved
            .replace("edition 2024", "edition 2025 follows \"m\"")
            .replace("integer guests", "integer visitors")
            .replace("a \"Apple\"", "apple \"Apple\"")
            .replace("{ text t \"T\" }", "{ text t \"T\"  text owner \"Who owns the house?\" }");
        let (text, done, left) = fixed(before, &now);
        assert_eq!((text, done), (now.clone(), Vec::new()));
        let count = |code| left.iter().filter(|one| **one == code).count();
        assert_eq!((count(Code::MarkerMissing), count(Code::CodeDropped), left.len()), (3, 3, 6));
        for was in ["was guests", "was a", "was a.owner"] {
            assert_eq!(helps(before, &now).matches(&format!("`{was}`")).count(), 2, "{was}");
        }
    }

    /// All that the messages say to write.
    fn helps(before: &str, now: &str) -> String {
        let old = Session::new()
            .check(&MemorySources::new().with("s", before), "s")
            .soundness
            .sound()
            .expect("the edition before is sound");
        let sources = MemorySources::new().with("s", now).with("m", Model::freeze(&old, None).write());
        let told = Session::new().check(&sources, "s").diagnostics;
        told.iter().filter_map(|one| one.help.clone()).collect::<Vec<_>>().join("\n")
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
