//! How the work grows with the size of a survey: never faster than n log n, by whatever it is large; and where a few lines would
//! grow without end, they are told and nothing else.
//!
//! What is measured is the processor time of the thread, which a busy machine does not stretch, at two sizes; from both comes the
//! exponent. A quadratic step has 2 and cannot pass, whatever the machine.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rustix::time::{ClockId, clock_gettime};
use setsumon_core::answers::Answers;
use setsumon_core::judge::{Mode, judge};
use setsumon_core::sources::MemorySources;
use setsumon_diagnostics::{Code, render};
use setsumon_editions::scenario::{self, Names};
use setsumon_editions::{Session, unified};
use setsumon_flow::random::Random;
use setsumon_flow::respondent::{Manner, respond};
use setsumon_tests::generate;
use setsumon_tests::project::{Compiled, Project};
use setsumon_tests::targets::{emit, text_targets};

/// Nanoseconds that this thread has been at work.
pub(crate) fn worked() -> f64 {
    let at = clock_gettime(ClockId::ThreadCPUTime);
    at.tv_sec as f64 * 1e9 + at.tv_nsec as f64
}

/// A survey of one section.
fn survey(before: &str, section: &str) -> String {
    format!("setsumon 1\nsurvey t \"T\" {{ locale en  edition 2025 }}\n{before}\nsection s \"S\" {{\n{section}\n}}\n")
}

fn repeated(count: usize, between: &str, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().join(between)
}

type Maker = fn(usize) -> String;

/// By what a survey can be large when all is well.
const LARGE_BY: [(&str, Maker); 8] = [
    ("lines", |n| survey("", &repeated(n, "\n", |i| format!("text q{i} \"Q\"")))),
    ("questions of every kind", |n| {
        let kinds = [
            |i| format!("single q{i} \"Q\" {{ a \"A\"  b \"B\" }}"),
            |i| format!("multi q{i} \"Q\" pick 1..2 {{ a \"A\"  b \"B\" }}"),
            |i| format!("rank q{i} \"Q\" {{ a \"A\"  b \"B\" }}"),
            |i| format!("scale q{i} \"Q\" 1 to 5 ends \"A\" \"B\""),
            |i| format!("integer q{i} \"Q\" unit \"km\" min 0 max 9"),
            |i| format!("date q{i} \"Q\" min 2025-01-01"),
            |i| format!("grid q{i} \"Q\" of multi {{ rows {{ a \"A\" }} columns {{ b \"B\"  c \"C\" }} }}"),
            |i: usize| format!("text q{i} \"Q\" when q{} >= 3 says \"So:\"", i.saturating_sub(3)),
        ];
        survey("", &repeated(n / 2, "\n", |i| kinds[i % kinds.len()](i)))
    }),
    ("options", |n| {
        survey("", &format!("single q \"Q\" {{\n{}\n}}", repeated(n, "\n", |i| format!("a{i} \"A {i}\""))))
    }),
    ("parts of a sum", |n| {
        let questions = repeated(n, "\n", |i| format!("integer q{i} \"Q\""));
        survey("", &format!("{questions}\ncalc c \"C\" = sum({})", repeated(n, ", ", |i| format!("q{i}"))))
    }),
    ("parts of a condition", |n| {
        let question = "single q \"Q\" { a \"A\"  b \"B\" }\ninteger i \"I\"";
        survey(
            "",
            &format!("{question}\ntext t \"T\" when {} says \"So:\"", repeated(n, " or ", |i| format!("i = {i}"))),
        )
    }),
    ("uses of a block", |n| {
        survey("block b(w) { text x \"{w}\" }", &repeated(n, "\n", |i| format!("use b as u{i} \"U\" with w \"W\"")))
    }),
    ("lists", |n| {
        let lists = repeated(n, "\n", |i| format!("choices l{i} {{ a \"A\"  b \"B\" }}"));
        survey(&lists, &repeated(n, "\n", |i| format!("single q{i} \"Q\" from l{i}")))
    }),
    ("signs of markup in one text", |n| {
        survey("", &format!("text q \"{}\"", repeated(20 * n, "", |_| "[ *x".to_owned())))
    }),
];

/// By how many mistakes it can be large: each of them is a message.
const WRONG_BY: [(&str, Maker); 16] = [
    ("conditions in quotes", |n| {
        survey(
            "",
            &format!("integer f \"F\"\n{}", repeated(n, "\n", |i| format!("text q{i} \"Q\" when \"${{f}} > 3\""))),
        )
    }),
    ("mistakes in one line", |n| survey("", &repeated(n, " ", |i| format!("text q{i} \"Q\" zz{i}")))),
    ("signs that are none in one line", |n| {
        survey("", &format!("text q \"Q\" {}", repeated(n, " ", |_| "¤".to_owned())))
    }),
    ("labels without quotes in one line", |n| survey("", &repeated(n, " ", |i| format!("text q{i} はい")))),
    ("labels without quotes, with signs that are none in them", |n| {
        survey("", &repeated(n, "\n", |i| format!("text q{i} はい（いいえ¤）")))
    }),
    ("days that are written otherwise, in wide figures", |n| {
        survey("", &repeated(n, "\n", |i| format!("date q{i} \"Q\" min ２０２５年１月１日")))
    }),
    ("labels and limits in one word", |n| {
        survey("", &repeated(n, "\n", |i| format!("integer q{i} \"年齢{i}歳\" when 年齢{i}歳が18以上")))
    }),
    ("how many may be ticked, in other words", |n| {
        survey("", &repeated(n, "\n", |i| format!("multi q{i} \"Q\" up to 2 {{ a \"A\"  b \"B\" }}")))
    }),
    ("lists that are none of", |n| {
        let asked = |i| format!("single q{i} \"Q\" {{ a \"A\"  b \"B\" }}\ntext t{i} \"T\" when q{i} not in [a, b]");
        survey("", &repeated(n, "\n", asked))
    }),
    ("lists behind the kind", |n| {
        let lists = repeated(n, "\n", |i| format!("choices l{i} {{ a \"A\"  b \"B\" }}"));
        survey(&lists, &repeated(n, "\n", |i| format!("select_one l{i} q{i} \"Q\"")))
    }),
    ("braces that should not be there, full of mistakes", |n| {
        survey("", &repeated(n, "\n", |i| format!("note \"N {i}\" {{ text x \"X\" zz ¤ }}")))
    }),
    ("unknown names", |n| survey("", &repeated(n, "\n", |i| format!("text q{i} \"Q\" when nothing{i} is a")))),
    ("lines that name another section's question", |n| {
        let section = format!("}}\nsection other \"O\" {{\n{}", repeated(n, "\n", |i| format!("text q{i} \"Q\"")));
        survey("", &format!("{}\n{section}", repeated(n, "\n", |i| format!("text t{i} \"T\" when q{i} is a"))))
    }),
    ("unknown options", |n| {
        let options = repeated(n, "\n", |i| format!("a{i} \"A {i}\""));
        let asked = repeated(n, "\n", |i| format!("text t{i} \"T\" when q is b{i}"));
        survey("", &format!("single q \"Q\" {{\n{options}\n}}\n{asked}"))
    }),
    ("unknown lists", |n| {
        let lists = repeated(n, "\n", |i| format!("choices l{i} {{ a \"A\"  b \"B\" }}"));
        survey(&lists, &repeated(n, "\n", |i| format!("single q{i} \"Q\" from none{i}")))
    }),
    ("unknown blocks", |n| {
        let blocks = repeated(n, "\n", |i| format!("block b{i} {{ text x \"X\" }}"));
        survey(&blocks, &repeated(n, "\n", |i| format!("use none{i} as u{i} \"U\"")))
    }),
];

/// Everything that `check` does, in each way of telling it; how long, and how many messages there are.
fn work(text: &str) -> (f64, usize) {
    let before = worked();
    let compiled: Compiled = Project::of(text).compile();
    let (diagnostics, sources) = (&compiled.0.diagnostics, &compiled.0.sources);
    let mut told = 0;
    for diagnostic in diagnostics {
        told += render::human(diagnostic, sources, false).len();
        told += render::short(diagnostic, sources).len();
        told += render::json(diagnostic, sources).len();
    }
    assert!(told <= diagnostics.len() * 20_000, "{told} bytes for {} messages", diagnostics.len());
    (worked() - before, diagnostics.len())
}

/// The same done twice, and the less of both: what disturbs only ever adds.
fn least(text: &str) -> (f64, usize) {
    let (first, messages) = work(text);
    (first.min(work(text).0), messages)
}

#[test]
fn work_grows_with_the_size_and_not_with_its_square() {
    const FACTOR: usize = 5;
    let size = 600;
    let mut wrong = Vec::new();
    let well = LARGE_BY.iter().map(|large| (large, false));
    for ((by, maker), mistakes) in well.chain(WRONG_BY.iter().map(|large| (large, true))) {
        let (small, large) = (maker(size), maker(size * FACTOR));
        let ((few, _), (mut many, messages)) = (least(&small), least(&large));
        if mistakes != (messages >= size * FACTOR) {
            wrong.push(format!("{by}: {messages} messages"));
        }
        let growth = |many: f64| (many / few).ln() / (FACTOR as f64).ln();
        // A machine that others work on too disturbs the longer run the most; what really grows is as slow the next time.
        for _ in 0..3 {
            if growth(many) > 1.5 {
                many = many.min(work(&large).0);
            }
        }
        let exponent = growth(many);
        eprintln!("{by}: n^{exponent:.2}, {messages} messages");
        if exponent > 1.5 {
            wrong.push(format!("{by}: n^{exponent:.2}"));
        }
    }
    assert!(wrong.is_empty(), "grows faster than n log n:\n{}", wrong.join("\n"));
}

/// A scenario written for another survey: none of its names is there.
#[test]
fn unknown_names_in_a_scenario_are_told_in_time() {
    let cost = |n: usize| {
        // Of one length, whatever their number: names of other lengths are not compared.
        let compiled = Project::of(&survey("", &repeated(n, "\n", |i| format!("integer q{i:06} \"Q\"")))).compile();
        let form = compiled.form("a survey of many numbers");
        let answers = repeated(n / 2, "\n", |i| format!("\"s.nothing{i:06}\" = {i}"));
        let cleared = repeated(n - n / 2, ", ", |i| format!("\"s.none{i:06}\""));
        let begin = format!("title = \"T\"\nclear = [{cleared}]");
        let scenario = format!("{begin}\n[answers]\n{answers}\n[expect]\noutcome = \"complete\"\n");
        let before = worked();
        let problems = scenario::read(&Names::of(form), &scenario).expect_err("nothing of it is there");
        assert_eq!(problems.len(), n);
        worked() - before
    };
    let exponent = (cost(5_000) / cost(1_000)).ln() / 5_f64.ln();
    assert!(exponent < 1.5, "n^{exponent:.2}");
}

/// A file whose lines were lost: each message looks at the line it stands in, and there is but one.
#[test]
fn fifteen_thousand_mistakes_in_one_line_are_all_told() {
    let line = |n: usize| survey("", &repeated(n, " ", |i| format!("text q{i} \"Q\" zz{i}")));
    let (few, many) = (work(&line(1_500)), work(&line(15_000)));
    assert_eq!((few.1, many.1), (1_500, 15_000));
    let exponent = (many.0 / few.0).log10();
    assert!(exponent < 1.5, "n^{exponent:.2}");
}

/// So many levels, each of which uses the one before twice.
fn doubled(levels: usize, first: &str, one: impl Fn(usize) -> String) -> String {
    let mut text = first.to_owned();
    for level in 1..=levels {
        let _ = write!(text, "\n{}", one(level));
    }
    text
}

#[test]
fn a_few_lines_do_not_grow_without_end() {
    let blocks = doubled(24, "block b0 { text x \"X\" }", |level| {
        let before = level - 1;
        format!("block b{level} {{ use b{before} as a \"A\"  use b{before} as b \"B\" }}")
    });
    let lists = doubled(26, "choices l0 { a \"A\" }", |level| {
        let before = level - 1;
        format!("choices l{level} {{ heading \"A\" from l{before}  heading \"B\" from l{before} }}")
    });
    let words = doubled(30, "block w0(t) { text x \"{t}\" }", |level| {
        format!("block w{level}(t) {{ use w{} with t \"{{t}}{{t}}\" }}", level - 1)
    });
    let chain = doubled(200, "block n0 { text x \"X\" }", |level| format!("block n{level} {{ use n{} }}", level - 1));
    let squares = doubled(30, "integer c0 \"C\"", |level| format!("calc c{level} \"C\" = c{0} * c{0}", level - 1));
    let sums = doubled(30, "integer c0 \"C\"", |level| format!("calc c{level} \"C\" = c{0} + c{0}", level - 1));
    let first = "single q \"Q\" { a \"A\"  b \"B\" }\ninteger i \"I\"\nlet e0 = q is a";
    let lets = doubled(30, first, |level| {
        let before = level - 1;
        format!("let e{level} = (e{before} and i = {level}) or (not e{before} and i = 9{level})")
    });
    let named = doubled(3000, "integer i \"I\"\nlet n0 = i = 1", |level| {
        format!("let n{level} = n{} or i = {level}", level - 1)
    });
    let added = " + q".repeat(200);
    let valued = doubled(3, &format!("integer q \"Q\" max 9\ncalc v0 \"V\" = q{added}"), |level| {
        format!("calc v{level} \"V\" = v{}{added}", level - 1)
    });
    let cases = [
        ("a blank of many lines", survey("", "longtext a \"A\" layout lines 1000000000")),
        ("many columns", survey("", "single a \"A\" layout across 1000000000 { x \"X\" }")),
        ("a large roster", survey("", "repeat r \"R\" 1000000000..1000000000 { text t \"T\" }")),
        (
            "a long ranking",
            survey("", &format!("rank r \"R\" {{\n{}\n}}", repeated(500, "\n", |i| format!("a{i} \"A {i}\"")))),
        ),
        ("a long sum", survey("", &format!("integer q \"Q\"\ncalc c \"C\" = q{}", " + q".repeat(40_000)))),
        ("products of sums", survey("", &format!("integer q \"Q\"\ncalc c \"C\" = q{}", " * q - q".repeat(40_000)))),
        ("a long chain of names", survey("", &format!("{named}\ntext t \"T\" when n3000 says \"So:\""))),
        ("a deep chain of values", survey("", &valued)),
        ("blocks that use blocks twice", survey(&blocks, "use b24 as u \"U\"")),
        ("lists that take lists twice", survey(&lists, "single q \"Q\" from l26")),
        ("words that are handed on twice", survey(&words, "use w30 with t \"word\"")),
        ("a long chain of blocks", survey(&chain, "use n200")),
        ("doubles of doubles", survey("", &sums)),
        ("names used plainly and negated", survey("", &format!("{lets}\ntext t \"T\" when e30 says \"So:\""))),
    ];
    let cases = cases.into_iter().map(|(what, text)| (what, text, Code::TooLarge));
    // What a database cannot compute is told before it can grow.
    let squares = ("squares of squares", survey("", &squares), Code::TooManyDigits);
    for (what, text, code) in cases.chain([squares]) {
        let compiled = Project::of(&text).compile();
        let codes: Vec<Code> = compiled.0.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert!(codes.contains(&code), "{what}: {codes:?}\n{}", compiled.said());
        let same = codes.iter().filter(|found| **found == code).count();
        assert!(same == 1 && codes.len() < 5, "{what}: one mistake, not {codes:?}\n{}", compiled.said());
    }
}

/// Made-up respondents go through surveys that may end at each question: each answer is held against all ends, and no end twice.
#[test]
fn respondents_of_many_ends_are_made_up_in_time() {
    let cost = |n: usize| {
        let ends = repeated(n, "\n", |i| format!("integer a{i} \"A{i}\"\nend when a{i} = 1 \"x\""));
        let compiled = Project::of(&survey("", &ends)).compile();
        let form = compiled.form("a survey with ends");
        let before = worked();
        for number in 0..8 {
            let answers = respond(form, &BTreeMap::new(), Manner::Chance, &mut Random::new(number));
            assert_eq!(answers.file().iter().count(), n, "nobody is screened out");
        }
        worked() - before
    };
    let exponent = (cost(200) / cost(50)).log(4.0);
    assert!(exponent < 2.5, "n^{exponent:.2}");
}

/// What changes in a file is shown in time, however much that is.
#[test]
fn what_many_corrections_change_is_shown_in_time() {
    let lines = |n: usize, tail: &str| repeated(n, "", |i| format!("  text q{i} \"Q\"{tail}\n\n"));
    let cost = |n: usize| {
        let (before, after) = (lines(n, " when a mistake"), lines(n, ""));
        let began = worked();
        let told = unified([&before, &after], ["before", "after"]);
        assert_eq!(told.lines().filter(|line| line.starts_with("-  text")).count(), n);
        worked() - began
    };
    let exponent = (cost(16_000) / cost(4_000)).log(4.0);
    assert!(exponent < 1.5, "n^{exponent:.2}");
}

/// What the bench measures is valid, and as large as it says.
#[test]
fn what_is_generated_is_a_survey() {
    for (text, variables) in [(generate::survey(40), 100), (generate::dictionary(), 2_800)] {
        let sources = MemorySources::new().with("generated.survey", text);
        let compilation = Session::new().check(&sources, "generated.survey");
        let form =
            compilation.soundness.sound().unwrap_or_else(|| panic!("{:?}", compilation.diagnostics.iter().next()));
        let found = form.variables().values().count();
        assert!(found >= variables, "{found} variables");
    }
}

/// Answers that are wrong in every entry of a roster.
#[test]
fn wrong_answers_are_told_in_time() {
    let roster =
        "repeat people \"People\" 0..10000 { integer age \"Age\" required min 0 max 120  check age < 100 \"Old\" }";
    let compiled = Project::of(&survey("", roster)).compile();
    let form = compiled.form("a survey with a roster");
    let wrong = [
        ("no objects", "5"),
        ("unknown keys", r#"{"aged": 5}"#),
        ("values that are none", r#"{"s__people__age": "x"}"#),
        ("values out of range", r#"{"s__people__age": 121}"#),
        ("nothing", "{}"),
    ];
    for (told, entry) in wrong {
        let cost = |n: usize| {
            let answers = format!(r#"{{"s__people": [{}]}}"#, repeated(n, ",", |_| entry.to_owned()));
            let before = worked();
            let answers = Answers::from_json(form, &answers).expect("an object");
            let verdict = judge(form, &answers, None, Mode::Submission);
            assert!(verdict.violations.len() >= n, "{told}: {}", verdict.violations.len());
            worked() - before
        };
        // The less of both: what disturbs only ever adds.
        let least = |n: usize| cost(n).min(cost(n));
        let exponent = (least(10_000) / least(2_000)).ln() / 5_f64.ln();
        assert!(exponent < 1.5, "{told}: n^{exponent:.2}");
    }
}

/// What is said of a whole roster is reckoned once, and not from each entry of another.
#[test]
fn rosters_that_read_one_another_are_judged_in_time() {
    let entries = |roster: &str, question: &str, n: usize| {
        format!("\"s__{roster}\": [{}]", repeated(n, ",", |i| format!("{{\"s__{roster}__{question}\": {}}}", i % 7)))
    };
    let cost = |text: &str, answers: &str| {
        let compiled = Project::of(text).compile();
        let form = compiled.form("a survey with rosters");
        let once = || {
            let before = worked();
            let answers = Answers::from_json(form, &format!("{{{answers}}}")).expect("an object");
            let verdict = judge(form, &answers, None, Mode::Submission);
            assert!(verdict.valid, "{:?}", verdict.violations.first());
            worked() - before
        };
        once().min(once())
    };
    let mut wrong = Vec::new();
    let mut told = |what: &str, few: f64, many: f64, factor: f64, most: f64| {
        let exponent = (many / few).ln() / factor.ln();
        eprintln!("{what}: n^{exponent:.2}");
        if exponent > most {
            wrong.push(format!("{what}: n^{exponent:.2}"));
        }
    };
    for (what, items) in [
        ("a condition", "integer y \"Y\"  text u \"U\" when count(r where z > 99) > y says none"),
        ("any of", "integer y \"Y\"  text u \"U\" when any of r.z > 99 and y > 3 says none"),
        ("a derived value", "integer y \"Y\"  calc q \"Q\" = sum(r.z) + y"),
        ("a derived value of derived ones", "integer y \"Y\"  calc q \"Q\" = sum(r.k) + y"),
        ("a check", "integer y \"Y\"  check sum(r.z) >= y \"C\""),
    ] {
        let first = "repeat r \"R\" 0..10000 { integer z \"Z\"  calc k \"K\" = z + 1 }";
        let text = survey("", &format!("{first}\nrepeat p \"P\" 0..10000 {{ {items} }}"));
        let of = |n: usize| cost(&text, &format!("{}, {}", entries("r", "z", n), entries("p", "y", n)));
        told(what, of(500), of(2_500), 5.0, 1.5);
    }
    let chain = |links: usize| {
        let first = "repeat r0 \"R\" 0..10 { integer z \"Z\" min 0 max 9  calc k \"K\" = z }".to_owned();
        let text = doubled(links, &first, |link| {
            format!(
                "repeat r{link} \"R\" 0..10 {{ integer z \"Z\" min 0 max 9  calc k \"K\" = sum(r{}.k) + z }}",
                link - 1
            )
        });
        let text = survey("", &format!("{text}\ncheck sum(r{links}.k) > 0 \"C\""));
        cost(&text, &repeated(links + 1, ", ", |link| entries(&format!("r{link}"), "z", 10)))
    };
    told("a chain of rosters", chain(2), chain(5), 2.5, 3.5);
    assert!(wrong.is_empty(), "rosters are gone through again and again:\n{}", wrong.join("\n"));
}

/// What would be written out in vain is told before it is.
#[test]
fn too_many_options_that_stand_alone_are_refused_in_time() {
    let cost = |n: usize| {
        let options = repeated(n, "\n", |i| format!("o{i} \"O{i}\" exclusive"));
        let text = survey("", &format!("multi m \"M\" {{\n{options}\n}}"));
        let (took, _) = least(&text);
        assert!(Project::of(&text).compile().said().contains("E0219"), "{n} are too many");
        took
    };
    let exponent = (cost(6_000) / cost(1_500)).log(4.0);
    assert!(exponent < 1.5, "n^{exponent:.2}");
}

/// Ticks are counted in schemas that grow with them, or that say what they leave out.
#[test]
fn schemas_that_count_ticks_grow_with_them() {
    let written = |pick: &str, n: usize| {
        let options = repeated(n, "\n", |i| format!("o{i} \"O{i}\""));
        let compiled = Project::of(&survey("", &format!("multi m \"M\" pick {pick} {{\n{options}\n}}"))).compile();
        let form = compiled.form("a survey of many options");
        let emitted = emit(&setsumon_json_schema::JsonSchema, form, "many options");
        emitted.files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>()
    };
    let exponent = (written("2..3", 2_000) as f64 / written("2..3", 500) as f64).log(4.0);
    assert!(exponent < 1.2, "n^{exponent:.2}");
    let many = written("250..500", 1_000);
    assert!(many < 2_000_000, "{many} bytes");
}

/// What each rule has to say of all others: the files grow with their square at most, and what would fill a machine is told.
const WRITTEN_BY: [(&str, Maker); 6] = [
    ("early ends on numbers", |n| {
        survey("", &repeated(n, "\n", |i| format!("integer a{i} \"A{i}\"\nend when a{i} = 1 \"x\"")))
    }),
    ("early ends on choices", |n| {
        survey(
            "",
            &repeated(n, "\n", |i| format!("single a{i} \"A\" {{ y \"Y\"  n \"N\" }}\nend when a{i} is n \"x\"")),
        )
    }),
    ("gates", |n| {
        let gates = repeated(n, "\n", |i| format!("gate g{i} \"G\" {{ go \"Go\"  stop \"Stop\" end \"x\" }}"));
        format!("{}\n{gates}\nsection z \"Z\" {{ text y \"Y\" }}\n", survey("", "text x \"X\""))
    }),
    ("ends in sections", |n| {
        let sections = repeated(n, "\n", |i| {
            format!(
                "section b{i} \"B\" {{ group g \"G\" {{ integer a \"A\"\ntext u \"U\" when a > 2 }}\nend when a = 1 \"x\" }}"
            )
        });
        format!("{}\n{sections}\n", survey("", "text x \"X\""))
    }),
    ("options that are selected again", |n| {
        let options = repeated(n, "  ", |i| format!("o{i} \"O{i}\""));
        survey(
            "",
            &format!(
                "multi m \"M\" {{ {options} }}\n{}",
                repeated(5, "\n", |i| format!("multi m{i} \"M\" selected in m"))
            ),
        )
    }),
    ("options that stand alone", |n| {
        survey("", &format!("multi m \"M\" {{ {} }}", repeated(n, "  ", |i| format!("o{i} \"O{i}\" exclusive"))))
    }),
];

#[test]
fn what_is_written_grows_with_the_square_at_most() {
    for (what, make) in WRITTEN_BY {
        let written = |n: usize| {
            let compiled = Project::of(&make(n)).compile();
            if compiled.said().contains("E0219") {
                return None;
            }
            let form = compiled.form(what);
            let files = text_targets().into_iter().flat_map(|target| emit(target.as_ref(), form, what).files);
            Some(files.map(|(_, bytes)| bytes.len()).sum::<usize>())
        };
        let (small, large) = (written(30).unwrap_or_else(|| panic!("{what}: 30 are too many")), written(120));
        if let Some(large) = large {
            let exponent = (large as f64 / small as f64).log(4.0);
            assert!(exponent < 2.1, "{what}: {small} bytes at 30, {large} at 120: exponent {exponent:.2}");
        }
    }
}
