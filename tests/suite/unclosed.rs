//! Small sources that would take the machine: every sign of the language and of others, left open or standing where it means nothing, as
//! often as a file can hold it. The work for them grows as that for any other text, by the exponent that `growth` measures.

use setsumon_diagnostics::{Code, FileId};
use setsumon_syntax::{parse, same_meaning};
use setsumon_tests::project::Project;
use setsumon_tests::repo;

use crate::growth::worked;

/// Signs and words that open something, close something, or do neither.
const SIGNS: &[&str] = &[
    "\"",
    "\"\"\"",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "{{",
    "}}",
    "//",
    "/*",
    "*/",
    "#",
    "“",
    "”",
    "「",
    "」",
    "『",
    "'",
    "‘",
    "‚",
    "„",
    "«",
    "»",
    "‹",
    "＂",
    "${",
    "$",
    "@",
    "@new",
    ",",
    "、",
    ";",
    ":",
    "-",
    "ー",
    "→",
    "->",
    ".",
    "..",
    "=",
    "<",
    "|",
    "\\",
    "&",
    "?",
    "*",
    "**",
    "_",
    "~",
    "1",
    "１",
    "a",
    "A",
    "はい",
    "not",
    "and",
    "or {",
    "sum(",
    "count(",
    "any of",
    "is",
    "min",
    "when",
    "says",
    "from",
    "or",
    "in [",
    "section s {",
    "group g {",
    "text",
    "other",
    "begin_group",
    "if",
    "then",
    "otherwise",
    "means",
    "retired",
    "‹ \"\"\"",
    "＂ \"\"\"",
    "\"\"\" „",
    "/* \"",
    "# \"\"\"",
    "a-",
];

/// Where a sign stands, so many times.
type Frame = (&'static str, fn(&str, usize) -> String);

const HEAD: &str = "setsumon 1\nsurvey t \"T\" { locale en  edition 2025 }\nsection s \"S\" {\n";

fn survey(section: &str) -> String {
    format!("{HEAD}{section}\n}}\n")
}

fn many(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect()
}

const FRAMES: &[Frame] = &[
    ("close together", |sign, n| survey(&sign.repeat(n))),
    ("with blanks between", |sign, n| survey(&format!("{sign} ").repeat(n))),
    ("on lines", |sign, n| survey(&format!("{sign}\n").repeat(n))),
    ("with words between", |sign, n| survey(&many(n, |i| format!("{sign} w{i} ")))),
    ("close to words", |sign, n| survey(&many(n, |i| format!("w{i}{sign}")))),
    ("close to numbers", |sign, n| survey(&format!("5{sign}").repeat(n))),
    ("with texts between", |sign, n| survey(&format!("{sign} \"T\" ").repeat(n))),
    ("behind questions", |sign, n| survey(&many(n, |i| format!("text q{i} \"Q\" {sign}\n")))),
    ("before questions", |sign, n| survey(&many(n, |i| format!("{sign} text q{i} \"Q\"\n")))),
    ("behind questions of one line", |sign, n| survey(&many(n, |i| format!("text q{i} \"Q\" {sign} ")))),
    ("in a text", |sign, n| survey(&format!("text q \"{}\"", sign.repeat(n)))),
    ("in a text, with blanks", |sign, n| survey(&format!("text q \"{}\"", format!("{sign} x ").repeat(n)))),
    ("in texts", |sign, n| survey(&many(n, |i| format!("text q{i} \"Q {sign}\"\n")))),
    ("in a long text", |sign, n| survey(&format!("note \"\"\"\n{}\n\"\"\"", format!("{sign} x\n").repeat(n)))),
    ("in a condition", |sign, n| survey(&format!("text q \"Q\" when {}", format!("{sign} ").repeat(n)))),
    ("in a condition, with answers", |sign, n| {
        survey(&format!("text q \"Q\" when {}", format!("q {sign} ").repeat(n)))
    }),
    ("in conditions", |sign, n| survey(&many(n, |i| format!("text q{i} \"Q\" when q{i} {sign} 1\n")))),
    ("in a list", |sign, n| survey(&format!("single q \"Q\" {{\n{}}}", many(n, |i| format!("{sign} a{i} \"A\"\n"))))),
    ("behind options", |sign, n| {
        survey(&format!("single q \"Q\" {{\n{}}}", many(n, |i| format!("a{i} \"A\" {sign}\n"))))
    }),
    ("deeper and deeper", |sign, n| {
        let levels = (n as f64 * 6.0).sqrt() as usize;
        survey(&many(levels, |level| format!("{}{sign}\n", " ".repeat(level))))
    }),
    ("far to the right", |sign, n| survey(&format!("{}{}", " ".repeat(n), sign.repeat(n)))),
    ("in the head", |sign, n| format!("setsumon 1\nsurvey t \"T\" {{ {} }}\n", format!("{sign} ").repeat(n))),
];

/// Everything that `check` does.
fn cost(text: &str) -> f64 {
    let before = worked();
    let compiled = Project::of(text).compile();
    drop(compiled);
    worked() - before
}

fn exponent(frame: &Frame, sign: &str, size: usize) -> f64 {
    let text = |size: usize| {
        let one = (frame.1)(sign, 50).len() - (frame.1)(sign, 25).len();
        (frame.1)(sign, (size * 25).div_ceil(one.max(1)))
    };
    let (small, large) = (text(size), text(size * 4));
    let least = |text: &str| cost(text).min(cost(text));
    (least(&large) / least(&small)).ln() / 4_f64.ln()
}

#[test]
fn signs_left_open_cost_no_more_than_their_number() {
    let mut wrong = Vec::new();
    let pairs: Vec<String> = match std::env::var("SETSUMON_PAIRS") {
        Ok(_) => SIGNS.iter().flat_map(|one| SIGNS.iter().map(move |other| format!("{one} {other}"))).collect(),
        Err(_) => SIGNS.iter().map(|sign| (*sign).to_owned()).collect(),
    };
    for frame in FRAMES {
        let start = worked();
        for sign in &pairs {
            let size = 2_000;
            let first = exponent(frame, sign, size);
            // What looks steep is looked at again, larger: small sizes have steps of their own.
            if first > 1.35 {
                let again = exponent(frame, sign, size * 8);
                if again > 1.4 {
                    wrong.push(format!("`{sign}` {}: n^{first:.2}, n^{again:.2}", frame.0));
                    eprintln!("{}", wrong.last().unwrap());
                }
            }
        }
        eprintln!("{}: {:.1} s", frame.0, (worked() - start) / 1e9);
    }
    assert!(wrong.is_empty(), "grows faster than n log n:\n{}", wrong.join("\n"));
}

#[test]
fn what_stands_behind_many_remarks_is_read() {
    let text = survey(&format!("{}text q \"Q\" when nothing is a", "# \"\"\"\n".repeat(2_000)));
    let compiled = Project::of(&text).compile();
    let codes: Vec<Code> = compiled.0.diagnostics.iter().map(|one| one.code).collect();
    assert_eq!((codes.len(), codes.last()), (2_001, Some(&Code::UnknownName)));
}

/// Behind such a remark a file is read in stretches, which end wherever they do.
#[test]
fn a_file_read_in_stretches_says_the_same() {
    let folders = ["surveys", "examples", "tests/corpus/types", "tests/corpus/print"];
    let files: Vec<_> = folders.into_iter().flat_map(|folder| repo::files(folder, ".survey")).collect();
    let mut long = 0;
    for file in files {
        let text = repo::read(&file);
        long += usize::from(text.len() > 4_096);
        let behind = format!("# \"\"\"\n{text}");
        let (whole, stretches) = (parse(FileId(0), &text), parse(FileId(0), &behind));
        assert!(same_meaning(&whole.file, &stretches.file), "{}", repo::told(&file));
        assert_eq!(whole.diagnostics.len() + 1, stretches.diagnostics.len(), "{}", repo::told(&file));
    }
    assert!(long > 3, "{long} files are long enough to be parted");
}
