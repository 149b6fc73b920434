//! What `fix` promises: there are never more mistakes after it than before, no code comes to mean two things, and nobody's meaning is
//! changed. Held by mistakes put into surveys that have none: a survey that had one habit's mistakes put in, and was mended until nothing
//! is left, says again what it said.

use std::collections::BTreeSet;
use std::ops::Range;

use setsumon_core::frozen::Model;
use setsumon_diagnostics::Code;
use setsumon_editions::fix;
use setsumon_tests::agreement::random::Random;
use setsumon_tests::agreement::run::number;
use setsumon_tests::agreement::survey::survey;
use setsumon_tests::project::{Compiled, MAIN, Project};
use setsumon_tests::repo;

/// A survey without a mistake, its files, and all it says.
struct Sound {
    told: String,
    text: String,
    project: Project,
    model: String,
}

impl Sound {
    fn of(told: String, text: &str, project: Project) -> Option<Self> {
        let compiled = project.compile();
        let model = model(&compiled)?;
        Some(Self { told, text: text.to_owned(), project, model })
    }

    /// The surveys of the repository that stand alone, and some made up.
    fn all(made_up: u64) -> Vec<Self> {
        let files = ["examples", "tests/corpus/types", "tests/corpus/agreement"];
        let written = files.into_iter().flat_map(|folder| repo::files(folder, ".survey")).filter_map(|file| {
            let text = repo::read(&file);
            Self::of(repo::told(&file), &text, Project::of(&text))
        });
        let made = (1..=made_up).filter_map(|seed| {
            let survey = survey(&mut Random::new(seed));
            Self::of(format!("seed {seed}"), &survey.text, survey.project())
        });
        written.chain(made).collect()
    }
}

/// What a survey without a mistake says.
fn model(compiled: &Compiled) -> Option<String> {
    let form = compiled.0.form().filter(|_| compiled.0.diagnostics.is_empty())?;
    Some(String::from_utf8_lossy(&Model::freeze(form, None).write()).into_owned())
}

/// What a survey is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Word,
    Number,
    Text,
    Block,
    Remark,
    Sign,
}

#[derive(Debug, Clone)]
struct Piece {
    sort: Sort,
    at: Range<usize>,
}

/// The pieces of a survey without a mistake, blanks left out.
fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let within =
            |from: usize, end: &str| rest[from..].find(end).map_or(rest.len(), |found| from + found + end.len());
        let run = |is: fn(char) -> bool| rest.find(|char| !is(char)).unwrap_or(rest.len());
        let (sort, length) = match first {
            _ if rest.starts_with("\"\"\"") => (Sort::Block, within(3, "\"\"\"")),
            '"' => (Sort::Text, within(1, "\"")),
            _ if rest.starts_with("//") => (Sort::Remark, rest.find('\n').unwrap_or(rest.len())),
            '0'..='9' => {
                // A day is one piece.
                let length = run(|char| char.is_ascii_alphanumeric() || char == '_' || char == '-');
                let figures = rest[..length].bytes().all(|byte| byte.is_ascii_digit());
                let sort = if figures { Sort::Number } else { Sort::Word };
                (sort, length)
            }
            'a'..='z' => (Sort::Word, run(|char| char.is_ascii_alphanumeric() || char == '_')),
            '@' => (Sort::Sign, run(|char| char.is_ascii_alphabetic() || char == '_' || char == '@')),
            _ if first.is_whitespace() => {
                at += first.len_utf8();
                continue;
            }
            _ => (Sort::Sign, first.len_utf8()),
        };
        found.push(Piece { sort, at: at..at + length });
        at += length;
    }
    found
}

/// A mistake: what is to stand at a piece, if it can be made there.
struct Slip {
    name: &'static str,
    /// Whether it says what was meant, in another way.
    says_the_same: bool,
    make: fn(&Around<'_>) -> Option<String>,
}

/// A piece and its neighbours.
struct Around<'t> {
    before: &'t str,
    this: &'t str,
    sort: Sort,
    behind: &'t str,
    /// A code and its label from the same list as the word, if it is an option that is asked for.
    label: Option<&'t str>,
}

fn wide(raw: &str) -> String {
    let widen = |char: char| char::from_u32(char as u32 + 0xFEE0).unwrap_or(char);
    raw.chars().map(|char| if ('!'..='~').contains(&char) { widen(char) } else { char }).collect()
}

/// A text between other quotes, if it holds none.
fn quoted(around: &Around<'_>, open: &str, close: &str) -> Option<String> {
    let inner = around.this.strip_prefix('"')?.strip_suffix('"')?;
    let plain =
        around.sort == Sort::Text && !inner.contains(['「', '」', '“', '”', '＂', '\'', '’', '{', '„', '«', '»']);
    plain.then(|| format!("{open}{inner}{close}"))
}

fn instead(around: &Around<'_>, this: &str, other: &str) -> Option<String> {
    (around.this == this && around.sort != Sort::Text).then(|| other.to_owned())
}

const KINDS: &[&str] =
    &["single", "multi", "text", "longtext", "integer", "decimal", "date", "group", "section", "grid"];

const SLIPS: &[Slip] = &[
    same("a remark before", |a| (a.sort != Sort::Remark).then(|| format!("/* a \"remark */ {}", a.this))),
    same("a wide number", |a| (a.sort == Sort::Number).then(|| wide(a.this))),
    same("a wide word", |a| (a.sort == Sort::Word).then(|| wide(a.this))),
    same("a wide sign", |a| (a.sort == Sort::Sign && "{}()[],<>=+*@".contains(a.this)).then(|| wide(a.this))),
    same("a wide minus", |a| instead(a, "-", "ー")),
    same("capitals", |a| (KINDS.contains(&a.before)).then(|| capital(a.this))),
    same("a low line behind", |a| (KINDS.contains(&a.before)).then(|| format!("{}_", a.this))),
    same("quotes of print", |a| quoted(a, "“", "”")),
    same("quotes of Japanese", |a| quoted(a, "「", "」")),
    same("quotes of German", |a| quoted(a, "„", "“")),
    same("quotes of French", |a| quoted(a, "«", "»")),
    same("single quotes", |a| quoted(a, "'", "'")),
    same("a comma behind", |a| (a.sort == Sort::Text && a.behind != "}").then(|| format!("{},", a.this))),
    same("two for one", |a| {
        (a.this == "=" && a.before != "<" && a.before != ">" && a.before != "!").then(|| "==".to_owned())
    }),
    same("the code as a text", |a| {
        (a.before == "is" && a.sort == Sort::Word && !["not", "ticked"].contains(&a.this))
            .then(|| format!("\"{}\"", a.this))
    }),
    same("the code between single quotes", |a| {
        (a.before == "is" && a.sort == Sort::Word && !["not", "ticked"].contains(&a.this))
            .then(|| format!("'{}'", a.this))
    }),
    same("the label for the code", |a| a.label.filter(|_| a.before == "is").map(ToOwned::to_owned)),
    same("the label between single quotes", |a| {
        a.label.filter(|_| a.before == "is").map(|label| label.replace('"', "'"))
    }),
    same("a sign for `and`", |a| instead(a, "and", "&&")),
    same("a sign for `or`", |a| instead(a, "or", "||").filter(|_| a.behind != "{")),
    same("Japanese for `and`", |a| instead(a, "and", "かつ")),
    same("Japanese for `or`", |a| instead(a, "or", "または").filter(|_| a.behind != "{")),
    same("`radio`", |a| instead(a, "single", "radio").filter(|_| a.before != "of")),
    same("`checkbox`", |a| instead(a, "multi", "checkbox").filter(|_| a.before != "of")),
    same("`int`", |a| instead(a, "integer", "int").filter(|_| a.before != "of")),
    same("a comma between thousands", thousands),
    same("a comma for a point", |a| {
        (a.sort == Sort::Sign && a.this == "." && is_figure(a.before) && is_figure(a.behind)).then(|| ",".to_owned())
    }),
    other("left out", |a| (a.sort != Sort::Remark).then(String::new)),
    other("twice", |a| (a.sort != Sort::Remark).then(|| format!("{} {}", a.this, a.this))),
    other("the one behind before it", |a| (a.sort != Sort::Remark).then(|| format!("{} {}", a.behind, a.this))),
    other("without its last sign", |a| a.this.char_indices().next_back().map(|(end, _)| a.this[..end].to_owned())),
    other("without a blank", |a| (a.sort == Sort::Text).then(|| a.this.replace(' ', "\" \""))),
    other("a stray quote", |a| (a.sort == Sort::Word).then(|| format!("\"{}", a.this))),
    other("capitals everywhere", |a| (a.sort == Sort::Word).then(|| a.this.to_uppercase())),
    other("a hyphen", |a| (a.sort == Sort::Word).then(|| a.this.replace('_', "-"))),
    other("a figure before", |a| (a.sort == Sort::Word).then(|| format!("2{}", a.this))),
    other("a comma of Japanese", |a| (a.sort == Sort::Sign).then(|| "、".to_owned())),
];

const fn same(name: &'static str, make: fn(&Around<'_>) -> Option<String>) -> Slip {
    Slip { name, says_the_same: true, make }
}

const fn other(name: &'static str, make: fn(&Around<'_>) -> Option<String>) -> Slip {
    Slip { name, says_the_same: false, make }
}

fn is_figure(raw: &str) -> bool {
    !raw.is_empty() && raw.bytes().all(|byte| byte.is_ascii_digit())
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// `1000` as `1,000`.
fn thousands(around: &Around<'_>) -> Option<String> {
    let (number, limit) = (around.this, ["min", "max"].contains(&around.before));
    let (thousands, rest) = number.split_at_checked(number.len().checked_sub(3)?)?;
    (around.sort == Sort::Number && limit && (1..=3).contains(&thousands.len())).then(|| format!("{thousands},{rest}"))
}

/// The label of an option that is asked for, with its quotes, where it stands behind its code in one place alone.
fn label_of<'t>(text: &'t str, all: &[Piece], code: &str) -> Option<&'t str> {
    let pairs = all.windows(2).filter(|pair| pair[0].sort == Sort::Word && pair[1].sort == Sort::Text);
    let labels: BTreeSet<&str> =
        pairs.filter(|pair| &text[pair[0].at.clone()] == code).map(|pair| &text[pair[1].at.clone()]).collect();
    let [label] = labels.into_iter().collect::<Vec<_>>()[..] else { return None };
    let used = all.iter().filter(|piece| &text[piece.at.clone()] == label).count();
    (used == 1 && !label.contains(['{', '\''])).then_some(label)
}

/// A survey with a slip made somewhere, if there is a place for it.
fn slipped(text: &str, slip: &Slip, random: &mut Random) -> Option<String> {
    let all = pieces(text);
    let piece = |at: Option<usize>| at.and_then(|at| all.get(at)).map_or("", |piece| &text[piece.at.clone()]);
    // The first line is that of the version.
    let places: Vec<(usize, String)> = (2..all.len())
        .filter_map(|at| {
            let around = Around {
                before: piece(at.checked_sub(1)),
                this: piece(Some(at)),
                sort: all[at].sort,
                behind: piece(Some(at + 1)),
                label: (all[at].sort == Sort::Word).then(|| label_of(text, &all, piece(Some(at)))).flatten(),
            };
            Some((at, (slip.make)(&around)?))
        })
        .collect();
    if places.is_empty() {
        return None;
    }
    let (at, written) = random.pick(&places);
    let mut out = text.to_owned();
    out.replace_range(all[*at].at.clone(), written);
    Some(out)
}

/// What is wrong with what `fix` made of a survey, if anything is.
fn broken_promise(sound: &Sound, wrong: &str, says_the_same: bool) -> Option<String> {
    let project = sound.project.with_survey(wrong);
    let before = project.compile();
    let fixed = fix(project.sources(), MAIN);
    let left = Compiled(fixed.left);
    let count = |compiled: &Compiled, code: Code| compiled.0.diagnostics.iter().filter(|one| one.code == code).count();
    let (was, is) = (before.0.diagnostics.len(), left.0.diagnostics.len());
    let written = fixed.files.first().map_or(wrong, |file| file.after.as_str());
    let done = || fixed.done.iter().map(|one| format!("  {}: {}\n", one.place, one.title)).collect::<String>();
    let told = |what: String| Some(format!("{what}\n{}{}\n{written}", done(), left.said()));
    if is > was {
        return told(format!("{was} mistakes have become {is}"));
    }
    for code in [Code::DuplicateCode, Code::NameCollision] {
        if count(&left, code) > count(&before, code) {
            return told(format!("a correction makes {}", code.number()));
        }
    }
    // The layout is no part of what is meant: it brings no mistake either.
    let neat = setsumon_syntax::format(wrong);
    let laid_out = sound.project.with_survey(&neat).compile();
    if says_the_same && laid_out.0.diagnostics.len() > was {
        return Some(format!("the layout brings mistakes:\n{}\n{neat}", laid_out.said()));
    }
    let now = model(&left)?;
    (says_the_same && now != sound.model).then_some(())?;
    let first = now.lines().zip(sound.model.lines()).find(|(one, other)| one != other);
    told(format!("it says something else: {first:#?}"))
}

#[test]
fn fix_keeps_its_promise() {
    let all = Sound::all(number("SETSUMON_SURVEYS", 12));
    assert!(all.len() > 25, "{} surveys are too few", all.len());
    let mut broken = Vec::new();
    let (mut tried, mut used) = (0, BTreeSet::new());
    for seed in 1..=number("SETSUMON_SLIPS", 220) {
        let random = &mut Random::new(seed);
        let sound = random.pick(&all);
        // One slip that says the same, or up to three of any sort: a slip in what another has made is another again.
        let (slips, most): (Vec<&Slip>, usize) = match seed % 2 {
            0 => (SLIPS.iter().filter(|slip| slip.says_the_same).collect(), 1),
            _ => (SLIPS.iter().collect(), 3),
        };
        let (mut text, mut names) = (sound.text.clone(), Vec::new());
        for _ in 0..1 + random.below(most) {
            let slip = random.pick(&slips);
            if let Some(made) = slipped(&text, slip, random) {
                text = made;
                names.push(slip.name);
            }
        }
        if text == sound.text {
            continue;
        }
        (tried, _) = (tried + 1, used.extend(names.iter().copied()));
        if let Some(why) = broken_promise(sound, &text, most == 1) {
            broken.push(format!("==== {} of {}, {}: {why}", seed, sound.told, names.join(", ")));
        }
    }
    eprintln!("{tried} surveys with {} sorts of slips were mended", used.len());
    assert!(broken.is_empty(), "{} of {tried} promises are broken:\n{}", broken.len(), broken.join("\n"));
}

/// A code is numbered where it would be another's in its own place, and nowhere else.
#[test]
fn a_code_is_numbered_only_where_it_is_taken() {
    let head = "setsumon 1\n\nsurvey demo \"Demo\" { locale en  edition 2025 }\n\n";
    for (written, wanted) in [
        // Sections do not know each other's questions.
        (
            "section a \"A\" { text why \"W\" }\nsection b \"B\" { text Why \"W\" }",
            "section b \"B\" { text why \"W\" }",
        ),
        (
            "section a \"A\" { text Why \"W\" }\nsection b \"B\" { text WHY \"W\" }",
            "section b \"B\" { text why \"W\" }",
        ),
        ("section a \"A\" { text why \"W\"  text Why \"X\" }", "text why_2 \"X\""),
        // Nor a roster those around it, nor a question the options of another.
        (
            "section a \"A\" { text why \"W\"  repeat r \"R\" 1..3 { text Why \"X\" } }",
            "repeat r \"R\" 1..3 { text why \"X\" }",
        ),
        (
            "section a \"A\" { text why \"W\"  repeat r \"R\" 1..3 { text x \"X\" }  text Why \"Y\" }",
            "text why_2 \"Y\"",
        ),
        ("section a \"A\" { text why \"W\"  single q \"Q\" { Why \"X\"  no \"N\" } }", "single q \"Q\" { why \"X\""),
        ("section a \"A\" { text why \"W\"  group g \"G\" { text Why \"X\" } }", "text why_2 \"X\""),
        ("section a \"A\" { single q \"Q\" { why \"W\"  Why \"X\" } }", "why_2 \"X\""),
        (
            "section a \"A\" { single q \"Q\" { why \"W\" { text x \"X\" }  no \"N\" { text X \"Y\" } } }",
            "no \"N\" { text x \"Y\" }",
        ),
        // A list or a block has a name among its like.
        (
            "choices why { yes \"Y\"  no \"N\" }\nsection a \"A\" { single Why \"W\" from why }",
            "single why \"W\" from why",
        ),
        // No question of a section bears the code of a section.
        ("section a \"A\" { text x \"X\"  text B \"B\" }\nsection b \"B\" { text y \"Y\" }", "text b_2 \"B\""),
        ("section b \"B\" { text A \"X\" }\nsection a \"A\" { text y \"Y\" }", "text a_2 \"X\""),
    ] {
        let project = Project::of(&format!("{head}{written}\n"));
        let fixed = fix(project.sources(), MAIN);
        let text = fixed.files.first().map_or("", |file| file.after.as_str());
        assert!(text.contains(wanted), "{written}:\n{text}");
        let left = Compiled(fixed.left);
        assert!(left.0.diagnostics.is_empty(), "{written}:\n{text}\n{}", left.said());
    }
}

/// Words that want a code or a number behind them.
const WANTING: &[&str] = &[
    "was",
    "splits",
    "from",
    "as",
    "selected in",
    "with",
    "min",
    "max",
    "digits",
    "max_length",
    "value",
    "pick",
    "unit",
    "means",
    "layout across",
    "layout lines",
];

/// Heads with `§` where such a word stands, and the label behind it, where its value should.
const LACKING: &[&str] = &[
    "scale q § \"Q\" 0 to 10 ends \"a\" \"b\"",
    "scale q § \"Q\" 1 to 5",
    "repeat q § \"Q\" 1..10 { text n \"N\" }",
    "repeat q § \"Q\" 0..3 named \"{n}\" { text n \"N\" }",
    "integer q § \"Q\" 7",
    "integer q § \"Q\" max 7",
    "integer q § \"Q\" min 1 max 7",
    "integer q § \"Q\" 1..10",
    "decimal q § \"Q\" 2 digits 1",
    "longtext q § \"Q\" 200",
    "text q § \"Q\" max_length 20",
    "multi q § \"Q\" pick 1..2 { a \"A\"  b \"B\" }",
    "multi q § \"Q\" 1..2 { a \"A\"  b \"B\" }",
    "rank q § \"Q\" 2 { a \"A\"  b \"B\" }",
    "single q § \"Q\" layout across 2 { a \"A\"  b \"B\" }",
    "single q \"Q\" { a § \"A\" value 1  b \"B\" value 2 }",
    "single q \"Q\" { a1 § \"A\" exclusive  b2 \"B\" }",
    "single q \"Q\" { a § \"A\" required  b \"B\" }",
    "multi q \"Q\" { a § \"A\" exclusive  b \"B\" }",
    "grid q § \"Q\" of scale 1 to 5 { rows { a \"A\"  b \"B\" } }",
    "grid q § \"Q\" of integer max 7 { rows { a \"A\"  b \"B\" } }",
    "grid q \"Q\" of integer { rows { a § \"A\" 3  b \"B\" } }",
    "grid q \"Q\" of single { rows { a \"A\"  b \"B\" } columns { c § \"C\" value 1  d \"D\" } }",
    "group q § \"Q\" 3 { text n \"N\" }",
];

/// The words, numbers and texts of `before` that are not in `after` any more, in the order in which they stood there. Signs are only how
/// something was said: `1..10` may have become `min 1 max 10`.
fn lost(before: &str, after: &str) -> Vec<String> {
    let of = |text: &str| -> Vec<String> {
        let said = pieces(text).into_iter().filter(|piece| piece.sort != Sort::Sign);
        said.map(|piece| text[piece.at].to_owned()).collect()
    };
    let mut there = of(after);
    let gone = |piece: &String| match there.iter().position(|other| other == piece) {
        Some(at) => {
            there.swap_remove(at);
            false
        }
        None => true,
    };
    of(before).into_iter().filter(gone).collect()
}

/// A word whose value is missing takes nothing for it that was written for something else, whatever is moved about it.
#[test]
fn what_lacks_its_value_takes_nobody_elses() {
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for (head, word) in LACKING.iter().flat_map(|head| WANTING.iter().map(move |word| (head, word))) {
        let text = format!(
            "setsumon 1\n\nsurvey demo \"Demo\" {{ locale en  edition 2025 }}\n\nsection s \"S\" {{\n  multi m \"M\" {{ one \"One\"  two \"Two\" }}\n  {}\n}}\n",
            head.replace('§', word)
        );
        let project = Project::of(&text);
        let before = project.compile();
        assert!(!before.0.diagnostics.is_empty(), "`{word}` in `{head}` is no mistake");
        tried += 1;
        // Each correction for itself, as an editor makes it.
        for one in before.0.diagnostics.iter() {
            if let Some(fix) = &one.fix {
                let mut after = text.clone();
                let mut edits = fix.edits.clone();
                edits.sort_by_key(|edit| std::cmp::Reverse(edit.0.start));
                for (span, new) in edits {
                    after.replace_range(span.start as usize..span.end as usize, &new);
                }
                let span = one.labels[0].span;
                let about = &text[span.start as usize..span.end as usize];
                let gone: Vec<String> = lost(&text, &after).into_iter().filter(|gone| !about.contains(gone)).collect();
                if !gone.is_empty() {
                    wrong.push(format!("`{word}` in `{head}`: {} takes {gone:?} out:\n{after}", fix.title));
                }
            }
        }
        let fixed = fix(project.sources(), MAIN);
        let left = Compiled(fixed.left);
        let after = fixed.files.first().map_or(text.as_str(), |file| file.after.as_str());
        let gone: Vec<String> =
            lost(&text, after).into_iter().filter(|gone| !word.split(' ').any(|own| own == gone)).collect();
        let done = || fixed.done.iter().map(|one| format!("  {}: {}\n", one.place, one.title)).collect::<String>();
        let told =
            |compiled: &Compiled| -> BTreeSet<Code> { compiled.0.diagnostics.iter().map(|one| one.code).collect() };
        let new: Vec<Code> = told(&left).difference(&told(&before)).copied().collect();
        if !gone.is_empty() || !new.is_empty() {
            wrong.push(format!("`{word}` in `{head}`: lost {gone:?}, new {new:?}\n{}{after}", done()));
        }
    }
    eprintln!("{tried} heads");
    assert!(wrong.is_empty(), "{} of {tried} heads lose something:\n{}", wrong.len(), wrong.join("\n"));
}
