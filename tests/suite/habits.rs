//! Mistakes that people bring along from other tools and from plain typing: each is answered with what to write instead.
//!
//! A case says in its head where the habit is from, what must be told to `write` (words of the help or of the message), and how its
//! line reads once the offered correction is made (`fixed`), where one must be offered. It is told once, unless it says `messages`.

use std::path::PathBuf;

use setsumon_diagnostics::{Diagnostic, Fix};
use setsumon_tests::project::Project;
use setsumon_tests::repo;

/// At least so many of a hundred.
const GOAL: usize = 95;

/// A case and what it claims.
struct Habit {
    told: String,
    text: String,
    write: String,
    fixed: Option<String>,
    messages: usize,
}

impl Habit {
    fn of(path: PathBuf) -> Self {
        let (text, told) = (repo::read(&path), repo::told(&path));
        let claims: Vec<(&str, &str)> = text
            .lines()
            .map_while(|line| line.strip_prefix("// "))
            .map(|line| line.split_once(": ").unwrap_or_else(|| panic!("{told}: `{line}` claims nothing")))
            .collect();
        let claim = |name: &str| claims.iter().find(|(word, _)| *word == name).map(|(_, claim)| (*claim).to_owned());
        assert!(claims.iter().all(|(word, _)| ["from", "write", "fixed", "messages"].contains(word)), "{told}");
        assert!(claim("from").is_some(), "{told}: it does not say where the habit is from");
        Self {
            write: claim("write").unwrap_or_else(|| panic!("{told}: it does not say what to write")),
            fixed: claim("fixed"),
            messages: claim("messages").map_or(1, |count| count.parse().unwrap()),
            text,
            told,
        }
    }

    fn all() -> Vec<Self> {
        let found: Vec<Self> = repo::files("tests/corpus/habits", ".survey").into_iter().map(Self::of).collect();
        assert!(found.len() >= 60, "the corpus is not where it was");
        found
    }

    /// What falls short of the claim, if anything does.
    fn unanswered(&self) -> Option<String> {
        let project = Project::of(&self.text);
        let compiled = project.compile();
        let said: Vec<&Diagnostic> = compiled.0.diagnostics.iter().collect();
        let tells = |one: &&&Diagnostic| {
            one.message.contains(&self.write) || one.help.as_ref().is_some_and(|help| help.contains(&self.write))
        };
        if said.iter().find(tells).is_none() {
            return Some(format!("nothing says {}", self.write));
        }
        let Some(line) = &self.fixed else { return None };

        let fixes: Vec<&Fix> = said.iter().filter_map(|one| one.fix.as_ref()).collect();
        let fixed = edited(&self.text, &fixes);
        if !fixed.lines().any(|written| written.trim() == line) {
            return Some(format!("the corrections make\n{fixed}"));
        }
        let left = project.with_survey(&fixed).compile();
        (!left.0.diagnostics.is_empty()).then(|| format!("what is left after the corrections:\n{}", left.said()))
    }
}

/// A text with all edits of some corrections made, which lie apart.
fn edited(text: &str, fixes: &[&Fix]) -> String {
    let mut edits: Vec<_> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    edits.iter().rev().fold(text.to_owned(), |mut text, (span, instead)| {
        text.replace_range(span.range(), instead);
        text
    })
}

/// Lines that seem to be a habit and mean something else, or say more than is understood: they are told, and left as they are.
#[test]
fn what_may_mean_something_else_is_left_to_its_author() {
    let nos = ["no", "No", "false", "N", "0", "いいえ", "off"];
    let words = ["mandatory", "compulsory", "必須", "required", "isRequired"];
    let denied = words.iter().flat_map(|word| {
        nos.iter().flat_map(move |no| {
            [
                format!("text b \"B\" {word}: {no}"),
                format!("text b \"B\" {word}={no}"),
                format!("text b \"B\" {word} = \"{no}\""),
            ]
        })
    });
    let rows =
        ["text,b,How?,required", "integer,b,How many?,0,10", "text,b,How?,when how is bike", "text, b, How?, required"];
    let named = ["none", "None", "NONE"].into_iter().flat_map(|word| {
        [("nothing", "None"), ("none_of_these", "None of these"), ("no_thing", "none")].map(|(code, label)| {
            format!("single c \"C\" {{ a \"A\"  {code} \"{label}\" }}\n  text b \"B\" when c is {word}")
        })
    });
    let mut wrong = Vec::new();
    for line in denied.chain(rows.into_iter().map(str::to_owned)).chain(named) {
        let text = format!(
            "setsumon 1\nsurvey t \"T\" {{ locale en  edition 2025 }}\nsection s \"S\" {{\n  single how \"How?\" {{ foot \"Foot\"  bike \"Bike\" }}\n  {line}\n}}\n"
        );
        let compiled = Project::of(&text).compile();
        let fixes: Vec<_> = compiled.0.diagnostics.iter().filter_map(|told| told.fix.as_ref()).collect();
        let last = line.lines().next_back().unwrap_or_default();
        let fixed = edited(&text, &fixes);
        let asks = fixed.contains("required") && !last.contains("required") || fixed.contains("not answered");
        let is_whole = fixed.contains(last.trim()) || fixed.contains("c is no") || fixed.contains("c is nothing");
        if compiled.0.diagnostics.is_empty() || asks || !is_whole {
            wrong.push(format!("{line}\n{fixed}\n{}", compiled.said()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn habits_of_other_tools_are_answered_with_what_to_write() {
    let all = Habit::all();
    let unanswered: Vec<String> = all
        .iter()
        .filter_map(|habit| {
            let why = habit.unanswered()?;
            Some(format!("{}: {why}\n{}", habit.told, Project::of(&habit.text).compile().said()))
        })
        .collect();
    let answered = all.len() - unanswered.len();
    let rate = answered * 100 / all.len();
    eprintln!("{answered} of {} habits are answered with what to write: {rate} %", all.len());
    assert!(rate >= GOAL, "{rate} % are answered, and {GOAL} % is the least:\n\n{}", unanswered.join("\n"));
    if !unanswered.is_empty() {
        eprintln!("not answered:\n{}", unanswered.join("\n"));
    }
}

#[test]
fn one_habit_is_one_message() {
    let wrong: Vec<String> = Habit::all()
        .iter()
        .filter_map(|habit| {
            let compiled = Project::of(&habit.text).compile();
            let (said, wanted) = (compiled.0.diagnostics.len(), habit.messages);
            (said != wanted).then(|| format!("{}: {said} messages, not {wanted}\n{}", habit.told, compiled.said()))
        })
        .collect();
    assert!(wrong.is_empty(), "{} are told in more or fewer messages:\n\n{}", wrong.len(), wrong.join("\n"));
}

/// How many there are of each code.
fn counted(project: &Project) -> std::collections::BTreeMap<&'static str, usize> {
    let mut counts = std::collections::BTreeMap::new();
    for one in &project.compile().0.diagnostics {
        *counts.entry(one.code.number()).or_insert(0) += 1;
    }
    counts
}

/// The examples of mistakes in the pages, the corpus, and the habits.
fn mistakes() -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = ["tests/corpus/check", "tests/corpus/habits"]
        .into_iter()
        .flat_map(|folder| repo::files(folder, ".survey"))
        .map(|file| (repo::told(&file), repo::read(&file)))
        .collect();
    for page in repo::files("compiler/setsumon-diagnostics/pages", ".md") {
        let told = repo::told(&page);
        let fences = setsumon_tests::markdown::fences(page).into_iter();
        found.extend(fences.filter(|fence| fence.info == "survey").map(|fence| (told.clone(), fence.text)));
    }
    found
}

#[test]
fn a_correction_trades_no_mistake_for_another() {
    let mut wrong = Vec::new();
    let mut made = 0;
    for (told, text) in mistakes() {
        let project = Project::of_case(&text);
        let main = text.split("\n////").next().unwrap_or_default();
        let compiled = project.compile();
        let before = counted(&project);
        for one in &compiled.0.diagnostics {
            let Some(fix) = &one.fix else { continue };
            let here = compiled.0.sources.name(one.span().file) == "main.survey";
            if !here || compiled.0.sources.text(one.span().file) != main {
                continue;
            }
            made += 1;
            let fixed = edited(main, &[fix]);
            let after = counted(&project.with_survey(&fixed));
            let (total, left): (usize, usize) = (before.values().sum(), after.values().sum());
            let new: Vec<_> =
                after.iter().filter(|(code, count)| before.get(*code).is_none_or(|was| was < *count)).collect();
            if left >= total || !new.is_empty() {
                wrong.push(format!(
                    "{told}: {} “{}” leaves {left} of {total}, new {new:?}\n{fixed}",
                    one.code.number(),
                    fix.title
                ));
            }
        }
    }
    assert!(made > 100, "only {made} corrections were tried");
    assert!(wrong.is_empty(), "{} of {made} corrections bring another mistake:\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_message_says_what_to_do() {
    let mut silent = Vec::new();
    for (told, text) in mistakes() {
        let compiled = Project::of_case(&text).compile();
        let without = compiled.0.diagnostics.iter().filter(|one| one.help.is_none());
        silent.extend(without.map(|one| format!("{told}: {} {}", one.code.number(), one.message)));
    }
    assert!(silent.is_empty(), "{} messages say nothing of what to write:\n{}", silent.len(), silent.join("\n"));
}

/// What the compiler says is English; only what it quotes is the author's.
#[test]
fn messages_have_no_signs_of_another_language() {
    let mut wrong = Vec::new();
    for (told, text) in mistakes() {
        for one in &Project::of_case(&text).compile().0.diagnostics {
            let labels = one.labels.iter().map(|label| label.text.as_str());
            let fix = one.fix.as_ref().map(|fix| fix.title.as_str());
            let all = [one.message.as_str()].into_iter().chain(labels).chain(one.help.as_deref()).chain(fix);
            let strange =
                all.filter(|words| own_words(words).contains(['「', '」', '『', '』', '（', '）', '、', '。']));
            wrong.extend(strange.map(|words| format!("{told}: {} {words}", one.code.number())));
        }
    }
    assert!(wrong.is_empty(), "{} messages have signs of another language:\n{}", wrong.len(), wrong.join("\n"));
}

/// Words without what they quote.
fn own_words(words: &str) -> String {
    let mut own = String::new();
    let mut closing = None;
    for char in words.chars() {
        match (closing, char) {
            (Some(end), _) if char == end => closing = None,
            (Some(_), _) => {}
            (None, '`') => closing = Some('`'),
            (None, '“') => closing = Some('”'),
            (None, _) => own.push(char),
        }
    }
    own
}

/// Each condition of the corpus in quotes, as other tools hold theirs, behind each word for it: told, and no correction stands in another.
#[test]
fn conditions_of_habit_are_told_in_quotes_too() {
    let mut tried = 0;
    for habit in Habit::all() {
        let lines = habit.text.lines().enumerate().filter(|(_, line)| !line.contains('"') || line.contains(" when "));
        let conditions: Vec<(usize, String)> = lines
            .filter_map(|(at, line)| {
                let (_, condition) = line.split_once(" when ")?;
                (!condition.contains(['"', '{'])).then(|| (at, condition.to_owned()))
            })
            .collect();
        for (at, condition) in conditions {
            for quoted in ["when \"§\"", "visibleIf \"§\"", "relevant: \"§\"", "when \"{§}\"", "when \"${§\""] {
                let put = |line: &str| {
                    let (before, _) = line.split_once(" when ").expect("a condition");
                    let braced =
                        condition.split_once(' ').map_or(condition.clone(), |(name, rest)| format!("{name}}} {rest}"));
                    let inner = if quoted.contains('{') { braced } else { condition.clone() };
                    format!("{before} {}", quoted.replace("§}", "§").replace('§', &inner))
                };
                let lines: Vec<String> = habit
                    .text
                    .lines()
                    .enumerate()
                    .map(|(line, text)| if line == at { put(text) } else { text.to_owned() })
                    .collect();
                let compiled = Project::of(&lines.join("\n")).compile();
                assert!(!compiled.0.diagnostics.is_empty(), "{}", lines[at]);
                tried += 1;
            }
        }
    }
    assert!(tried > 200, "only {tried} conditions");
}
