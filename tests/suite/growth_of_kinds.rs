//! The same work as in `growth_of_steps.rs`, on surveys that are large by one thing alone: what a mixed survey has a little of, some author has
//! hundreds of.

use setsumon_tests::project::Project;

use crate::growth::worked;
use crate::growth_of_steps::{Editions, WORK};

/// What stands before the section and in it, in one edition and the next.
type Maker = fn(usize) -> [String; 2];

fn repeated(count: usize, between: &str, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().join(between)
}

/// The lines of one section, and the same with other words.
fn section(lines: &str) -> [String; 2] {
    let text = format!("section s \"S\" {{\n{lines}\n}}\n");
    let next = text.replace("Item", "Matter");
    [text, next]
}

fn options(count: usize, clause: &str) -> String {
    repeated(count, "\n", |i| format!("o{i} \"Option {i}\"{clause}"))
}

/// By what a survey can be large.
const KINDS: &[(&str, Maker)] = &[
    ("names for conditions", |n| {
        let lets = repeated(n, "\n", |i| {
            format!("integer a{i} \"Item {i}\"\nlet l{i} = a{i} > 2\ntext t{i} \"Item\" when l{i} says \"So:\"")
        });
        section(&lets)
    }),
    ("branches in branches", |n| {
        let branches = repeated(n / 8, "\n", |i| {
            let open =
                repeated(8, "\n", |j| format!("integer a{i}_{j} \"Item {i} {j}\"\nwhen a{i}_{j} > 2 says \"So:\" {{"));
            format!("{open}\ntext t{i} \"Item\"\n{}", "}\n".repeat(8))
        });
        section(&branches)
    }),
    ("parts of a condition", |n| {
        let asked = repeated(n, "\n", |i| format!("integer a{i} \"Item {i}\""));
        let [all, some] = [" and ", " or "].map(|word| repeated(n, word, |i| format!("a{i} > 2")));
        section(&format!("{asked}\ntext t \"Item\" when {all} says \"A:\"\ntext u \"Item\" when {some} says \"B:\""))
    }),
    ("rows", |n| {
        let rows = repeated(n, "\n", |i| format!("r{i} \"Item {i}\""));
        section(&format!("grid g \"G\" of single {{ rows {{ {rows} }} columns {{ {} }} }}", options(4, "")))
    }),
    ("columns", |n| {
        let rows = repeated(4, "\n", |i| format!("r{i} \"Item {i}\""));
        section(&format!("grid g \"G\" of multi {{ rows {{ {rows} }} columns {{ {} }} }}", options(n, "")))
    }),
    ("rosters", |n| {
        section(&repeated(n, "\n", |i| {
            format!("repeat r{i} \"Item {i}\" 0..3 {{ integer a \"A\"\ncheck a < 9 \"No\" }}")
        }))
    }),
    ("checks of one answer", |n| {
        let checks = repeated(n, "\n", |i| format!("check a != {i} or b > {i} \"Item {i}\" warn"));
        section(&format!("integer a \"A\"\ninteger b \"B\"\n{checks}"))
    }),
    ("sections", |n| {
        let text = repeated(n, "\n", |i| format!("section c{i} \"Item {i}\" {{ text a \"A\" }}"));
        let next = text.replace("Item", "Matter");
        [text, next]
    }),
    ("what is new", |n| {
        let [old, next] = section(&repeated(n, "\n", |i| format!("text q{i} \"Item {i}\"\n// {i}")));
        let new =
            (0..n).fold(next, |text, i| text.replacen(&format!("// {i}\n"), &format!("text n{i} \"N {i}\" @new\n"), 1));
        [old, new]
    }),
    ("retired codes", |n| {
        let [old, _] = section(&format!("single q \"Q\" {{\nz \"Z\"\n{}\n}}", options(n, "")));
        let gone = repeated(n, "\n", |i| format!("retired o{i} \"Option {i}\""));
        let [new, _] = section(&format!("single q \"Q\" {{\nz \"Z\"\n{gone}\n}}"));
        [old, new]
    }),
    ("split options", |n| {
        let [old, _] = section(&format!("single q \"Q\" {{\n{}\n}}", options(n, "")));
        let parts = repeated(n, "\n", |i| format!("o{i} \"Option {i}\"\np{i} \"Part {i}\" @new splits o{i}"));
        let [new, _] = section(&format!("single q \"Q\" {{\n{parts}\n}}"));
        [old, new]
    }),
    ("quoted answers", |n| {
        let quoting = repeated(n, "\n", |i| format!("text t{i} \"Item {i} of {{a | you}}\""));
        section(&format!("text a \"A\"\n{quoting}"))
    }),
    ("early ends", |n| {
        section(&repeated(n, "\n", |i| {
            format!("single a{i} \"Item {i}\" {{ y \"Y\"  n \"N\" }}\nend when a{i} is n \"x\"")
        }))
    }),
    ("rows and options selected again", |n| {
        let again = "grid g \"Item\" of integer { rows selected in m }\nmulti l \"Item\" selected in m\nsingle k \"Item\" selected in m";
        section(&format!("multi m \"M\" {{\n{}\n}}\n{again}", options(n, "")))
    }),
    ("options with fields of their own", |n| {
        section(&format!("integer a \"A\"\nmulti m \"Item\" {{\n{}\n}}", options(n, " when a > 2 says \"So\" specify")))
    }),
    ("derived values", |n| {
        let asked = repeated(n, "\n", |i| format!("integer a{i} \"Item {i}\" max 9\ncalc c{i} \"C {i}\" = a{i} + 1"));
        section(&format!("{asked}\ncalc c \"C\" = sum({})", repeated(n, ", ", |i| format!("c{i}"))))
    }),
];

/// What is not held to it. Each question behind an early end is asked where none of those before it fired, and each target and each migration says so of each,
/// with a bound of its own (E0219). The ways through one condition on hundreds of figures are searched within a bound of their own, which is
/// reached at either size.
const APART: &[(&str, &str)] =
    &[("early ends", "its targets"), ("early ends", "migrate"), ("parts of a condition", "impact")];

fn editions(make: Maker, size: usize) -> Editions {
    let [old, new] = make(size);
    let head = |edition: &str| format!("setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition} }}\n");
    let next = format!("{}{new}", head("2025 follows \"old.json\""));
    Editions::both(&format!("{}{old}", head("2024")), &Project::of(&next))
}

#[test]
fn no_kind_of_survey_costs_its_square() {
    const SMALL: usize = 48;
    const FACTOR: usize = 4;
    let mut wrong = Vec::new();
    for (kind, make) in KINDS {
        let (small, large) = (editions(*make, SMALL), editions(*make, SMALL * FACTOR));
        for (what, work) in WORK {
            if APART.contains(&(kind, what)) {
                continue;
            }
            let once = |made: &Editions| {
                let before = worked();
                work(made);
                worked() - before
            };
            let first = once(&small);
            // What takes long is not disturbed by much.
            let few = if first > 1e8 { first } else { first.min(once(&small)) };
            let growth = |many: f64| (many / few).ln() / (FACTOR as f64).ln();
            let mut many = once(&large);
            for _ in 0..4 {
                if growth(many) > 1.5 {
                    many = many.min(once(&large));
                }
            }
            eprintln!("{kind}, {what}: n^{:.2}, {:.1} ms", growth(many), many / 1e6);
            // What is done within a millisecond is no work.
            if growth(many) > 1.5 && many > 1e6 {
                wrong.push(format!("{kind}, {what}: n^{:.2}, {:.1} ms", growth(many), many / 1e6));
            }
        }
    }
    assert!(wrong.is_empty(), "grows faster than n log n:\n{}", wrong.join("\n"));
}
