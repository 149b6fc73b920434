//! Derived values that read one another: each of them is written out in those that read it, so what a dialect or a step writes twice doubles
//! at each link. What is made of a chain grows with its square, since each link is written out as well, or the chain is told where it
//! becomes too long.

use serde_json::{Value as Json, json};
use setsumon_tests::agreement::judge::Judge;
use setsumon_tests::agreement::sqlite::Sqlite;
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::targets::{emit, text_targets};

use crate::growth::worked;
use crate::growth_of_steps::{Editions, WORK};

/// The first link, and each of those behind it, where `{}` is the one before.
const LINKS: &[(&str, &str, &str)] = &[
    ("a quotient", "round(x / y, 2)", "round({} / y, 2)"),
    ("a quotient by another", "round(x / y, 2)", "round(x / {}, 2)"),
    ("a quotient of what may be below 0", "round(z / y, 2)", "round({} / z, 2)"),
    ("a quotient of large numbers", "round(w / y, 2)", "round({} / y, 2)"),
    ("a sum of quotients", "round(x / y + y / z, 2)", "round({} / y + y / {}, 2)"),
    ("fewer places", "x * 0.5", "round({} * 0.5, 1)"),
    ("a third", "round(x / 3, 1)", "round({} / 3, 1)"),
    ("a running total", "sum(x, y)", "sum({}, y)"),
    ("a total of itself", "sum(x, y)", "sum({}, {})"),
    ("a total of a quotient", "sum(x, y)", "sum(round({} / 7, 1), y, z)"),
    ("a total of totals", "round(x / 3, 1)", "sum(round({} / 3, 1), round({} / 7, 1))"),
    ("the first", "first of (x, 0)", "first of ({}, y)"),
    ("the first but one", "first of (x, 0)", "first of (y, {})"),
    ("the first of a total", "first of (x, y)", "first of (sum({}, z), y)"),
    ("a sum", "x + y", "{} + y"),
    ("a difference", "x - y", "y - {}"),
    ("a double", "x + y", "{} + {}"),
    ("the opposite", "-x", "-{}"),
    ("a condition", "x + y", "{} + 1 when {} > 3"),
    ("the first, under a condition", "x + y", "first of ({}, y) when {} > 3"),
    ("months", "d + 1 months", "{} + 1 months"),
    ("months back", "d - 1 months", "{} - 1 months"),
    ("days", "d + 1 days", "{} + 1 days"),
    ("months and days", "d + 1 months", "{} + 1 months + 1 days"),
    ("the first day", "first of (d, as_of)", "first of ({}, as_of)"),
    ("the first of days later", "first of (d, as_of)", "first of ({} + 3 days, as_of)"),
    ("the first of months later", "first of (d, as_of)", "first of ({} + 1 months, as_of)"),
    ("a month", "m + 1 months", "{} + 1 months"),
];

/// A chain of so many links that ends with a check of the last; a chain within a roster that is added up at its end.
fn chain(first: &str, next: &str, links: usize, roster: bool) -> String {
    let mut lines = format!("calc c0 \"C\" = {first}\n");
    for link in 1..links {
        let made = next.replace("{}", &format!("c{}", link - 1));
        let (value, when) = made.split_once(" when ").unwrap_or((&made, ""));
        let calc = format!("calc c{link} \"C\" = {value}");
        let line = if when.is_empty() { calc } else { format!("when {when} says none {{ {calc} }}") };
        lines.push_str(&format!("{line}\n"));
    }
    let last = format!("c{}", links - 1);
    let end = match first {
        day if day.starts_with('d') || day.contains("(d,") => "2024-06-30",
        month if month.starts_with('m') => "2024-06",
        _ => "500",
    };
    let asked = "integer x \"Item\" min 0 max 9\ninteger y \"Y\" min 1 max 9\ninteger z \"Z\" min -9 max 9\ninteger w \"W\"\ndate d \"D\"\nmonth m \"M\"\n";
    let lines = if roster {
        let any = format!("check all of r.{last} < {end} \"No\"");
        format!("repeat r \"R\" 0..9 {{\n{asked}{lines}}}\n{any}")
    } else {
        format!("{asked}{lines}check {last} < {end} \"No\"")
    };
    format!("section s \"S\" {{\n{lines}\n}}\n")
}

fn head(edition: &str) -> String {
    format!("setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition}  as_of 2025-01-01 }}\n")
}

/// Whether it is sound; else it is told to be too large, or to have too many digits.
fn sound(compiled: &Compiled) -> bool {
    let said = compiled.said();
    !said.contains("E0219") && !said.contains("E0410")
}

#[test]
fn chains_are_written_in_the_square_of_their_links() {
    let mut wrong = Vec::new();
    for (what, first, next) in LINKS {
        for roster in [false, true] {
            let written = |links: usize| {
                let compiled = Project::of(&format!("{}{}", head("2025"), chain(first, next, links, roster))).compile();
                sound(&compiled).then(|| {
                    let form = compiled.form(what);
                    let files = text_targets().into_iter().flat_map(|target| emit(target.as_ref(), form, what).files);
                    files.map(|(_, bytes)| bytes.len()).sum::<usize>()
                })
            };
            let few = written(2).unwrap_or_else(|| panic!("{what}: 2 are too many"));
            let mut most = (2, few);
            for links in [3, 6, 9, 12, 24, 48, 80] {
                let Some(bytes) = written(links) else { break };
                most = (links, bytes);
                if bytes > few + 5_000 * links * links {
                    break;
                }
            }
            let (links, bytes) = most;
            eprintln!("{what}: {few} bytes at 2, {bytes} at {links}");
            // Those that read the one before twice are written twice as well; they are told before that fills anything.
            let doubles = next.matches("{}").count() > 1 || what.contains("months later") || what.contains("days");
            let few_links = links < if doubles { 2 } else { 6 };
            if few_links || bytes > few + if doubles { 40_000_000 } else { 5_000 * links * links } {
                wrong.push(format!("{what}: {few} bytes at 2, {bytes} at {links}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_done_with_chains_takes_their_square() {
    const FEW: usize = 8;
    const MANY: usize = 24;
    let mut wrong = Vec::new();
    let mut measured = 0;
    for (kind, first, next) in LINKS.iter().filter(|(_, _, next)| next.matches("{}").count() == 1) {
        let editions = |links: usize| {
            let old = format!("{}{}", head("2024"), chain(first, next, links, false));
            let new = format!("{}{}", head("2025 follows \"old.json\""), chain(first, next, links, false));
            let new = Project::of(&new.replace("Item", "Matter"));
            sound(&Project::of(&old).compile()).then(|| Editions::both(&old, &new))
        };
        let (Some(few), Some(many)) = (editions(FEW), editions(MANY)) else { continue };
        measured += 1;
        for (what, work) in WORK {
            let once = |made: &Editions| {
                let before = worked();
                work(made);
                worked() - before
            };
            let first = once(&few).min(once(&few));
            // What takes a second by then is told, whatever it was before; the third power is 27 times.
            let many = once(&many).min(once(&many));
            if many > 1e9 || (many > 5e7 && many / first > 27.0) {
                wrong.push(format!("{kind}, {what}: {:.1} ms at {FEW}, {:.1} ms at {MANY}", first / 1e6, many / 1e6));
            }
        }
    }
    assert!(measured >= 10, "only {measured} kinds of links can be put into chains of {MANY}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// SQLite adds up whole numbers of 64 bits, and stops with an error where the sum has more. What is added up over a roster may, at its
/// largest: then the response goes in, is held to what it must meet, and the views show about what it comes to.
#[test]
fn sums_beyond_64_bits_stop_no_database() {
    let most = 9_007_199_254_740_991_i64;
    let cases = [
        ("integer z \"Z\"  calc k \"K\" = z", json!(most), 1_100),
        ("decimal z \"Z\" digits 1  calc k \"K\" = z", json!(99_999_999_999_999.9), 9_500),
        (
            "integer z \"Z\" max 999999999999999  calc k \"K\" = round(count(q) + z + sum(z, z), 3)",
            json!(999_999_999_999_999_i64),
            4,
        ),
        ("integer z \"Z\"  calc k \"K\" = z", json!(-most), 1_100),
    ];
    for (entry, value, entries) in cases {
        let roster = format!("repeat r \"R\" 0..10000 {{ {entry} }}");
        let lines =
            format!("multi q \"Q\" {{ a \"A\"  b \"B\" }}\n{roster}\ncalc t \"T\" = sum(r.k)\ncheck t != 3 \"C\"");
        let compiled = Project::of(&format!("{}section s \"S\" {{\n{lines}\n}}\n", head("2025"))).compile();
        let form = compiled.form(entry);
        let Json::Object(file) = json!({"s__r": vec![json!({"s__r__z": value}); entries]}) else { unreachable!() };
        let three = json!({"s__r": [{"s__r__z": 3}]}).as_object().cloned().expect("an object");
        let said = Sqlite.ask(form, &[file, three]).expect("it is loaded");
        let [submitted, draft] = &said[0];
        assert_eq!((&submitted.refused, &draft.refused), (&None, &None), "{entry}");
        assert!(!submitted.derived.is_empty() && submitted.derived.values().all(|rows| !rows.is_null()), "{entry}");
        assert_eq!(said[1][0].refused.is_some(), entry.ends_with("= z"), "{entry}: 3 is what must not be");
    }
}
