//! Every correction that a machine can make, made: those of a survey and of what it imports, round after round.

mod gain;
mod offered;
mod round;
mod written;

use std::collections::BTreeMap;

use setsumon_core::Compilation;
use setsumon_core::sources::Sources;
use setsumon_diagnostics::{Code, Level, Levels};
use setsumon_syntax::format;

use self::round::Mender;
use self::written::Overlay;
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
    /// How often the survey was checked to find out, which is what it costs.
    pub checks: usize,
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
///
/// However many are offered, a survey is checked about as often: where several of one sort were tried one by one in vain, those that
/// went wrong along with them are left to the author too.
pub fn fix(sources: &dyn Sources, root: &str) -> Fixed {
    fix_told(sources, root, &Levels::new())
}

/// The same in a project that turns some warnings off: what is not told is not mended either.
pub fn fix_told(sources: &dyn Sources, root: &str, levels: &Levels) -> Fixed {
    let mut session = Session::new();
    let before = told(&mut session, sources, root, levels).diagnostics.len();
    let fixed = fix_with(&mut session, sources, root, levels, usize::MAX);
    if fixed.left.diagnostics.len() <= before {
        return fixed;
    }
    let again = fix_with(&mut session, sources, root, levels, before);
    Fixed { checks: fixed.checks + again.checks, ..again }
}

/// Checks a survey, less what is not told. What weighs more in the project is mended as ever.
fn told(session: &mut Session, sources: &dyn Sources, root: &str, levels: &Levels) -> Compilation {
    let mut compiled = session.check(sources, root);
    compiled.diagnostics.retain(|one| levels.of(one.code) != Level::Off);
    compiled
}

/// The same, where no correction is made after which there are more mistakes than so many.
fn fix_with(session: &mut Session, sources: &dyn Sources, root: &str, levels: &Levels, at_most: usize) -> Fixed {
    let mut mender = Mender::new(session, sources, root, levels, at_most);
    let mut now = Overlay { under: sources, files: BTreeMap::new() };
    let mut compiled = mender.check(&now.files);
    let mut done = Vec::new();
    for _ in 0..ROUNDS {
        let round = mender.round(&now, &compiled);
        let Some(round) = round.or_else(|| mender.in_two(&now, &compiled)) else { break };
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
    Fixed { left: mender.check(&files), checks: mender.checks, files: changed, done }
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
        let Fixed { files, done, left, checks: _ } = fix(&sources, "s");
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

    /// As long as something else is wrong nobody knows what is gone, and a plain rename would be marked as new for good.
    #[test]
    fn nothing_is_called_new_before_what_is_gone_is_known() {
        let before = "setsumon 1\nsurvey s \"S\" { locale en  edition 2024 }\nsection a \"A\" {\n  \
                      integer rooms \"How many rooms are there?\"\n  integer ell \"Ell\"\n  single kind \"Kind\" { x \"X\"  y \"Young\" }\n}\n";
        for mistake in ["  check gas < ell \"x\"\n", "  integer ell \"Again\"\n", "  calc c \"C\" = ell + kind\n"] {
            for (old, new) in [("integer rooms", "integer room_count"), ("y \"Young\"", "young \"Young\"")] {
                let renamed = before.replace("edition 2024", "edition 2025 follows \"m\"").replace(old, new);
                let broken = renamed.replace("  single kind", &format!("{mistake}  single kind"));
                let (text, done, left) = fixed(before, &broken);
                assert_eq!((text.as_str(), done.len()), (broken.as_str(), 0), "{left:?}");
                let helps = helps(before, &broken);
                assert_eq!(helps.matches("only then is the survey held against").count(), 1, "{helps}");
                assert!(!helps.contains("add `@new`"), "{helps}");
                // With the mistake gone it is told what it likely was.
                assert!(self::helps(before, &renamed).contains("write `was "), "{renamed}");
            }
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
