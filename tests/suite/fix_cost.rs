//! What `fix` costs: a survey is checked about as often for the same mistake made a hundred times as for one made a few times, of whatever
//! sort it is. And what is bounded so is no pretext for leaving out what stands.

use std::collections::{BTreeMap, BTreeSet};

use setsumon_diagnostics::Code;
use setsumon_editions::{Fixed, fix};
use setsumon_tests::markdown::fences;
use setsumon_tests::project::{MAIN, Project};
use setsumon_tests::repo;

/// An example of a mistake, and what else it needs.
struct Example {
    told: String,
    main: String,
    others: String,
}

impl Example {
    fn of(told: String, text: &str) -> Self {
        let at = text.find("\n////").map_or(text.len(), |at| at + 1);
        let (main, others) = text.split_at(at);
        Self { told, main: main.to_owned(), others: others.to_owned() }
    }

    /// The pages of all codes, their broken example each, and the habits.
    fn all() -> Vec<Self> {
        let pages = repo::files("compiler/setsumon-diagnostics/pages", ".md").into_iter().filter_map(|page| {
            let told = repo::told(&page);
            let fence = fences(page).into_iter().find(|fence| fence.info == "survey")?;
            Some(Self::of(told, &fence.text))
        });
        let corpora = ["tests/corpus/habits", "examples/broken"];
        let cases = corpora.into_iter().flat_map(|folder| repo::files(folder, ".survey"));
        pages.chain(cases.map(|case| Self::of(repo::told(&case), &repo::read(&case)))).collect()
    }

    fn fixed(&self, main: &str) -> Fixed {
        fix(Project::of_case(&format!("{main}{}", self.others)).sources(), MAIN)
    }

    /// The lines with mistakes for which a correction is offered, from 0.
    fn wrong_lines(&self) -> BTreeSet<usize> {
        let compiled = Project::of_case(&format!("{}{}", self.main, self.others)).compile();
        let offered = compiled.0.diagnostics.iter().filter(|one| one.fix.is_some());
        let own = offered.filter(|one| compiled.0.sources.name(one.span().file) == MAIN);
        own.map(|one| compiled.0.sources.start(one.span()).line as usize - 1).collect()
    }

    /// Everything from the first section on, so many times; what has a code at the top has another each time.
    fn sections(&self, count: usize) -> Option<String> {
        let at = if self.main.starts_with("section ") { 0 } else { self.main.find("\nsection ")? + 1 };
        let (head, body) = self.main.split_at(at);
        let named = body.lines().filter_map(|line| {
            let mut words = line.split(' ');
            ["section", "choices", "block", "part", "gate"].contains(&words.next()?).then(|| words.next())?
        });
        let named: BTreeSet<&str> = named.collect();
        let copies = (0..count).map(|number| {
            let numbered = |word: &str| match named.contains(word) {
                true => format!("{word}{number}"),
                false => word.to_owned(),
            };
            by_words(body, numbered)
        });
        Some(format!("{head}{}", copies.collect::<String>()))
    }

    /// The lines with mistakes, each so many times, their first code another each time. Those that open a brace would not stand one
    /// behind the other but one in the other, which ends with the depth of braces.
    fn lines(&self, count: usize) -> String {
        let wrong = self.wrong_lines();
        let closed = |line: &str| line.matches('{').count() == line.matches('}').count();
        let lines =
            self.main.split_inclusive('\n').enumerate().map(|(at, line)| match wrong.contains(&at) && closed(line) {
                true => (0..count).map(|number| numbered(line, number)).collect(),
                false => line.to_owned(),
            });
        lines.collect()
    }
}

/// A text with each of its words as something makes them.
fn by_words(text: &str, make: impl Fn(&str) -> String) -> String {
    let is_word = |char: char| char.is_ascii_alphanumeric() || char == '_';
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match is_word(first) {
            true => rest.find(|char| !is_word(char)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (word, behind) = rest.split_at(length);
        if is_word(first) {
            out.push_str(&make(word))
        } else {
            out.push_str(word)
        }
        rest = behind;
    }
    out
}

/// A line with a number behind the word before its first text.
fn numbered(line: &str, number: usize) -> String {
    match line.split_once(" \"") {
        Some((before, behind)) if before.ends_with(|char: char| char.is_ascii_alphanumeric()) => {
            format!("{before}{number} \"{behind}")
        }
        Some(_) | None => line.to_owned(),
    }
}

/// How often a survey is checked for so many mistakes may double with four times as many, from a few on: halving takes a step more.
#[test]
fn fix_checks_a_survey_no_more_often_for_many_mistakes() {
    const FEW: usize = 10;
    const FREE: usize = 24;
    let mut wrong = Vec::new();
    let mut codes: BTreeMap<Code, usize> = BTreeMap::new();
    for example in Example::all() {
        if example.wrong_lines().is_empty() {
            continue;
        }
        let sections = [FEW, FEW * 4].map(|count| example.sections(count));
        let lines = [FEW, FEW * 4].map(|count| Some(example.lines(count)));
        for (kind, [few, many]) in [("sections", sections), ("lines", lines)] {
            let (Some(few), Some(many)) = (few, many) else { continue };
            let (few, many) = (example.fixed(&few), example.fixed(&many));
            for one in &many.done {
                *codes.entry(one.code).or_insert(0) += 1;
            }
            if many.checks > FREE.max(few.checks * 2) {
                wrong.push(format!(
                    "{} {kind}: {} checks, and {} for 4 times as many",
                    example.told, few.checks, many.checks
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cost more:\n{}", wrong.len(), wrong.join("\n"));
    assert!(codes.len() >= 25, "{} codes are too few", codes.len());
}

/// Half of them stand, the others do not, and each of the former is made.
#[test]
fn what_stands_is_mended_among_much_that_does_not() {
    let head = "setsumon 1\n\nsurvey cafe \"Our café\" { locale en  edition 2025 }\n\nsection visit \"Your visit\" {\n";
    for count in [3_usize, 40, 400] {
        let lines: String = (0..count)
            .map(|number| match number % 2 {
                0 => format!("  radio a{number} \"A\" {{ x \"X\"  y \"Y\" }}\n"),
                // A word that a machine cannot mend behind one that it can: the correction brings no gain.
                _ => format!("  radio a{number} \"A\"\n"),
            })
            .collect();
        let fixed = fix(Project::of(&format!("{head}{lines}}}\n")).sources(), MAIN);
        let text = fixed.files.first().map_or("", |file| file.after.as_str());
        let made = (0..count).step_by(2).filter(|number| text.contains(&format!("single a{number} "))).count();
        assert_eq!(made, count.div_ceil(2), "of {count}: {} checks\n{text}", fixed.checks);
        assert!(fixed.checks < 300, "{count}: {}", fixed.checks);
    }
}
