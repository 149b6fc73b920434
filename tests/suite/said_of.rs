//! What an answer was said of – an option, a row, a column, a statement, a question – and every way in which its words may change: an
//! answer is filled in where it still says what was said, and nowhere else. Drafts, databases and the view of all years go by the same.

use serde_json::{Value as Json, json};
use setsumon_core::frozen::Model;
use setsumon_core::frozen::lineage::lineages;
use setsumon_editions::prefill::{Line, Prefill, Reason, Status};
use setsumon_tests::agreement::migration::Response;

use crate::kinds::{agrees, migrated, step};

/// A place whose words an answer is said of: how its question is written with other words there, a reason on the question, and a reason
/// or a `was` at the words themselves; its answer.
struct Place {
    name: &'static str,
    /// With `WORDS`, and `OTHER` where a second place of its sort has words of its own; `@` for a reason, `^` for the clause at the words.
    source: &'static str,
    answer: fn() -> (&'static str, Json),
    /// Whether other words alone make another answer of it: so it is with all but a question.
    says: bool,
    /// Whether a year in the words tells the answers apart, as that of an option does; that of a question goes on with it.
    is_option: bool,
}

const PLACES: &[Place] = &[
    Place {
        name: "option",
        source: "single n \"N\" @ { CODE \"WORDS\" ^  b \"OTHER\" }",
        answer: || ("a__n", json!("x")),
        says: true,
        is_option: true,
    },
    Place {
        name: "tick",
        source: "multi n \"N\" @ { CODE \"WORDS\" ^  b \"OTHER\" }",
        answer: || ("a__n__x", json!(true)),
        says: true,
        is_option: true,
    },
    Place {
        name: "rank",
        source: "rank n \"N\" @ { CODE \"WORDS\" ^  b \"OTHER\" }",
        answer: || ("a__n__x", json!(1)),
        says: true,
        is_option: true,
    },
    Place {
        name: "row of choices",
        source: "grid n \"N\" of single @ { rows { CODE \"WORDS\" ^  b \"OTHER\" }  columns { p \"P\"  q \"Q\" } }",
        answer: || ("a__n__x", json!("p")),
        says: true,
        is_option: false,
    },
    Place {
        name: "row of points",
        source: "grid n \"N\" of scale 1 to 5 @ { rows { CODE \"WORDS\" ^  b \"OTHER\" } }",
        answer: || ("a__n__x", json!(4)),
        says: true,
        is_option: false,
    },
    Place {
        name: "row of ticks",
        source: "grid n \"N\" of multi @ { rows { CODE \"WORDS\" ^  b \"OTHER\" }  columns { p \"P\"  q \"Q\" } }",
        answer: || ("a__n__x__p", json!(true)),
        says: true,
        is_option: false,
    },
    Place {
        name: "column of ticks",
        source: "grid n \"N\" of multi @ { rows { r \"R\" }  columns { CODE \"WORDS\" ^  b \"OTHER\" } }",
        answer: || ("a__n__r__x", json!(true)),
        says: true,
        is_option: true,
    },
    Place {
        name: "column of choices",
        source: "grid n \"N\" of single @ { rows { r \"R\" }  columns { CODE \"WORDS\" ^  b \"OTHER\" } }",
        answer: || ("a__n__r", json!("x")),
        says: true,
        is_option: true,
    },
    Place {
        name: "row of blanks",
        source: "grid n \"N\" of integer @ { rows { CODE \"WORDS\" ^  b \"OTHER\" } }",
        answer: || ("a__n__x", json!(7)),
        says: true,
        is_option: false,
    },
    Place {
        name: "column of blanks",
        source: "grid n \"N\" of integer @ { rows { r \"R\" }  columns { CODE \"WORDS\" ^  b \"OTHER\" } }",
        answer: || ("a__n__r__x", json!(7)),
        says: true,
        is_option: false,
    },
    Place {
        name: "column of a kind of its own",
        source: "grid n \"N\" @ { rows { r \"R\" }  columns { text CODE \"WORDS\" ^  integer b \"OTHER\" } }",
        answer: || ("a__n__r__x", json!("a text")),
        says: true,
        is_option: false,
    },
    Place {
        name: "statement",
        source: "flag CODE \"WORDS\" ^\n  flag b \"OTHER\" ^",
        answer: || ("a__x", json!(true)),
        says: true,
        is_option: false,
    },
    Place {
        name: "question",
        source: "integer CODE \"WORDS\" ^\n  integer b \"OTHER\" ^",
        answer: || ("a__x", json!(7)),
        says: false,
        is_option: false,
    },
    Place {
        name: "question with options",
        source: "single CODE \"WORDS\" ^ { p \"P\"  q \"Q\" }\n  single b \"OTHER\" ^ { p \"P\"  q \"Q\" }",
        answer: || ("a__x", json!("p")),
        says: false,
        is_option: false,
    },
];

/// How the words changed, with the reason that is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// They did not.
    None,
    /// In their signs only.
    Signs,
    /// To others.
    Other,
    /// To others, and its author says that the series breaks.
    Broken,
    /// To those of its neighbour.
    Swapped,
    /// To the same of the next year.
    Year,
    /// To what is only written otherwise, as its author says.
    Typo,
    /// Under another code, which was this one.
    Was,
}

const CHANGES: [Change; 8] = [
    Change::None,
    Change::Signs,
    Change::Other,
    Change::Broken,
    Change::Swapped,
    Change::Year,
    Change::Typo,
    Change::Was,
];

impl Change {
    /// The words of both places then and now, and what is said of it.
    fn words(self) -> ([&'static str; 2], [&'static str; 2], &'static str) {
        let then = ["Coffee, with milk", "Tea"];
        match self {
            Self::None => (then, then, ""),
            Self::Signs => (then, ["Coffee，with milk", "Tea"], ""),
            Self::Other | Self::Was => (then, ["Beer", "Tea"], "revised concept \"As told\""),
            Self::Broken => (then, ["Beer", "Tea"], "break concept \"As told\""),
            Self::Swapped => (then, ["Tea", "Coffee, with milk"], "revised concept \"As told\""),
            Self::Year => (["In 2024", "Tea"], ["In 2025", "Tea"], ""),
            Self::Typo => (then, ["Cofee, with milk", "Tea"], "revised typo \"As told\""),
        }
    }

    /// Why an answer is not filled in.
    fn wanted(self, place: &Place) -> Option<Reason> {
        match self {
            Self::None | Self::Signs | Self::Typo => None,
            Self::Was | Self::Other if !place.says => None,
            Self::Was => None,
            Self::Other | Self::Broken | Self::Swapped => Some(Reason::Reworded),
            Self::Year => Some(Reason::Moves),
        }
    }
}

fn sources(place: &Place, change: Change) -> (String, String) {
    let (then, now, reason) = change.words();
    let renamed = change == Change::Was;
    let written = |words: [&str; 2], code: &str, on_question: &str, at_words: &str| {
        let text = place.source.replace("CODE", code).replace("WORDS", words[0]).replace("OTHER", words[1]);
        text.replace('@', on_question).replace('^', at_words)
    };
    let before = written(then, "x", "", "");
    let is_question = !place.source.contains('@');
    let after = match (renamed, is_question) {
        // `was` at the first of both places alone.
        (true, _) => {
            let text = place.source.replace("CODE", "y").replace("WORDS", now[0]).replace("OTHER", now[1]);
            let clause = format!("was x{}", if is_question { format!(" {reason}") } else { String::new() });
            text.replacen('^', &clause, 1).replace('^', "").replace('@', reason)
        }
        (false, true) if change == Change::Swapped => written(now, "x", "", reason),
        (false, true) => {
            let text = place.source.replace("CODE", "x").replace("WORDS", now[0]).replace("OTHER", now[1]);
            text.replacen('^', reason, 1).replace('^', "")
        }
        (false, false) => written(now, "x", reason, ""),
    };
    (before, after)
}

#[test]
fn an_answer_is_filled_in_where_it_says_what_was_said() {
    let mut wrong = Vec::new();
    for (place, change) in PLACES.iter().flat_map(|place| CHANGES.map(|change| (place, change))) {
        let (then, now) = sources(place, change);
        let told = format!("{}, {change:?}: {now}", place.name);
        let (old, new) = step(&then, &now);
        let (key, value) = (place.answer)();
        let file = json!({ key: value }).as_object().expect("an object").clone();
        let carry = Prefill::new(&old, &new).expect("a step");
        let carried = carry.carry(&file).expect("answers of the edition before");
        let [line] = carried.account.as_slice() else { panic!("{told}: one line") };
        let wanted = change.wanted(place);
        let status = if wanted.is_some() { Status::Shown } else { Status::Carried };
        if (line.status, line.reason) != (status, wanted) {
            wrong.push(format!("{told}: {:?} {:?}", line.status, line.reason));
        }
        let response = Response { key: "r1".to_owned(), file: file.clone(), submitted: false };
        let before = crate::kinds::form(&then);
        let (cells, aside) = migrated(&before, &new, &[response]);
        // A figure of last year's stays one in the database, where it bears its edition.
        let stays = change == Change::Year && !place.is_option;
        let kept = Line { status: Status::Carried, reason: None, ..line.clone() };
        if let Err(why) = agrees(if stays { &kept } else { line }, "r1", &cells, &aside) {
            wrong.push(format!("{told}: {why}"));
        }
        // In the view of all years it is one series where it is filled in; of an option of a choice, whose codes are told apart there,
        // in any case.
        let name = line.variable.expect("a variable of today");
        let frozen = Model::freeze(&new, Some(&old));
        let series = lineages(&[&old, &frozen]).expect("a chain");
        let of = series.iter().filter(|one| [name, key].contains(&one.name.trim_end_matches('_'))).count();
        if !["option", "column of choices"].contains(&place.name)
            && of != if wanted.is_some() && !stays { 2 } else { 1 }
        {
            wrong.push(format!("{told}: {of} series"));
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

/// A place, what hangs on it, and the answer there.
type Holder = (Place, &'static str, fn() -> Json);

/// Places that something hangs on: as above, with what is asked in them, and the answers of both, what hangs there last.
const HOLDERS: &[Holder] = &[
    (
        Place {
            name: "write-in of an option",
            source: "single n \"N\" @ { CODE \"WORDS\" specify ^  b \"OTHER\" }",
            answer: || ("a__n", json!("x")),
            says: true,
            is_option: true,
        },
        "a__n__x__specify",
        || json!("Boat"),
    ),
    (
        Place {
            name: "field of an option",
            source: "single n \"N\" @ { CODE \"WORDS\" ^ { integer km \"Km\" }  b \"OTHER\" }",
            answer: || ("a__n", json!("x")),
            says: true,
            is_option: true,
        },
        "a__n__x__km",
        || json!(7),
    ),
    (
        Place {
            name: "choice in an option",
            source: "single n \"N\" @ { CODE \"WORDS\" ^ { single c \"C\" { p \"P\"  q \"Q\" } }  b \"OTHER\" }",
            answer: || ("a__n", json!("x")),
            says: true,
            is_option: true,
        },
        "a__n__x__c",
        || json!("p"),
    ),
    (
        Place {
            name: "write-in of a tick",
            source: "multi n \"N\" @ { CODE \"WORDS\" specify ^  b \"OTHER\" }",
            answer: || ("a__n__x", json!(true)),
            says: true,
            is_option: true,
        },
        "a__n__x__specify",
        || json!("Boat"),
    ),
    (
        Place {
            name: "write-in of a row",
            source: "grid n \"N\" of single @ { rows { CODE \"WORDS\" specify ^  b \"OTHER\" }  columns { p \"P\"  q \"Q\" } }",
            answer: || ("a__n__x", json!("p")),
            says: true,
            is_option: false,
        },
        "a__n__x__specify",
        || json!("Boat"),
    ),
    (
        Place {
            name: "write-in of a row of ticks",
            source: "grid n \"N\" of multi @ { rows { CODE \"WORDS\" specify ^  b \"OTHER\" }  columns { p \"P\"  q \"Q\" } }",
            answer: || ("a__n__x__p", json!(true)),
            says: true,
            is_option: false,
        },
        "a__n__x__specify",
        || json!("Boat"),
    ),
    (
        Place {
            name: "field of a statement",
            source: "flag CODE \"WORDS\" ^ { integer km \"Km\" }\n  flag b \"OTHER\" ^ { integer km \"Km\" }",
            answer: || ("a__x", json!(true)),
            says: true,
            is_option: false,
        },
        "a__x__km",
        || json!(7),
    ),
    (
        Place {
            name: "field of a blank",
            source: "integer CODE \"WORDS\" ^ { text t \"T\" }\n  integer b \"OTHER\" ^ { text t \"T\" }",
            answer: || ("a__x", json!(7)),
            says: false,
            is_option: false,
        },
        "a__x__t",
        || json!("Oak"),
    ),
];

/// What of an answer a step makes, in a draft, in the database and over the years; nothing where all three agree with what is wanted.
fn wrong_of(steps: (&str, &str), file: &Json, key: &str, wanted: Option<Reason>) -> Vec<String> {
    let (then, now) = steps;
    let (old, new) = step(then, now);
    let file = file.as_object().expect("an object").clone();
    let carry = Prefill::new(&old, &new).expect("a step");
    let carried = carry.carry(&file).expect("answers of the edition before");
    let line = carried.account.iter().find(|line| line.key == key).expect("a line");
    let mut wrong = Vec::new();
    let status = if wanted.is_some() { Status::Shown } else { Status::Carried };
    if (line.status, line.reason) != (status, wanted) {
        wrong.push(format!("{now}: {:?} {:?}", line.status, line.reason));
    }
    let response = Response { key: "r1".to_owned(), file: file.clone(), submitted: false };
    let (cells, aside) = migrated(&crate::kinds::form(then), &new, &[response]);
    if let Err(why) = agrees(line, "r1", &cells, &aside) {
        wrong.push(format!("{now}: {why}"));
    }
    let frozen = Model::freeze(&new, Some(&old));
    let series = lineages(&[&old, &frozen]).expect("a chain");
    let name = line.variable.expect("a variable of today");
    let of = series.iter().filter(|one| [name, key].contains(&one.name.trim_end_matches('_'))).count();
    if of != if wanted.is_some() { 2 } else { 1 } {
        wrong.push(format!("{now}: {of} series"));
    }
    wrong
}

#[test]
fn what_hangs_on_something_else_was_said_of_something_else() {
    let mut wrong = Vec::new();
    for ((place, key, value), change) in HOLDERS.iter().flat_map(|place| CHANGES.map(|change| (place, change))) {
        // A question, row or statement of a year goes on with it, and so does what hangs there.
        if change == Change::Year && !place.is_option {
            continue;
        }
        let wanted = change.wanted(place).map(|_| Reason::Reworded);
        let (then, now) = sources(place, change);
        let (own, said) = (place.answer)();
        let file = json!({ own: said, *key: value() });
        let found = wrong_of((&then, &now), &file, key, wanted);
        wrong.extend(found.into_iter().map(|why| format!("{}, {change:?}: {why}", place.name)));
    }
    // Counted otherwise, and by the author's word the same although it was elsewhere.
    for (then, now, wanted) in [
        (
            "integer x \"Beds\" unit \"beds\" { text t \"Which?\" }",
            "integer x \"Beds\" unit \"rooms\" revised concept \"As told\" { text t \"Which?\" }",
            Some(Reason::Reworded),
        ),
        (
            "flag x \"Beds\" { text t \"Which?\" }",
            "flag x \"Rooms\" revised concept \"As told\" { text t2 \"Which?\" was a.x.t }",
            Some(Reason::Reworded),
        ),
    ] {
        let own = if then.starts_with("flag") { json!(true) } else { json!(7) };
        wrong.extend(wrong_of((then, now), &json!({ "a__x": own, "a__x__t": "Oak" }), "a__x__t", wanted));
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

/// Several that became one under a code that one of them had are what its author says, as under a new code.
#[test]
fn several_that_became_one_are_told_by_was_whatever_its_code_is() {
    let mut wrong = Vec::new();
    for (then, now, suffix) in [
        (
            "multi n \"N\" { x \"Coffee\"  b \"Tea\"  c \"C\" }",
            "multi n \"N\" { CODE \"Hot drinks\" was [x, b] revised concept \"As told\"  c \"C\" }",
            "",
        ),
        (
            "grid n \"N\" of single { rows { x \"Coffee\"  b \"Tea\"  c \"C\" } columns { p \"P\"  q \"Q\" } }",
            "grid n \"N\" of single { rows { CODE \"Hot drinks\" was [x, b] revised concept \"As told\"  c \"C\" } columns { p \"P\"  q \"Q\" } }",
            "",
        ),
        (
            "grid n \"N\" of multi { rows { x \"Coffee\"  b \"Tea\"  c \"C\" } columns { p \"P\"  q \"Q\" } }",
            "grid n \"N\" of multi { rows { CODE \"Hot drinks\" was [x, b] revised concept \"As told\"  c \"C\" } columns { p \"P\"  q \"Q\" } }",
            "__p",
        ),
        (
            "grid n \"N\" of multi { rows { r \"R\" } columns { x \"Coffee\"  b \"Tea\"  c \"C\" } }",
            "grid n \"N\" of multi { rows { r \"R\" } columns { CODE \"Hot drinks\" was [x, b] revised concept \"As told\"  c \"C\" } }",
            "",
        ),
    ] {
        let row = if then.contains("{ r \"R\" }") { "__r" } else { "" };
        let value = if then.contains("of single") { json!("p") } else { json!(true) };
        for code in ["x", "b", "y"] {
            let (old, new) = step(then, &now.replace("CODE", code));
            let carry = Prefill::new(&old, &new).expect("a step");
            for given in ["x", "b"] {
                let file = json!({ format!("a__n{row}__{given}{suffix}"): value });
                let carried = carry.carry(file.as_object().expect("an object")).expect("answers of the edition before");
                let told: Vec<_> =
                    carried.account.iter().map(|line| (line.status, line.reason, line.variable)).collect();
                let today = format!("a__n{row}__{code}{suffix}");
                if told != [(Status::Carried, None, Some(today.as_str()))] {
                    wrong.push(format!("{code} of {given}: {now}: {told:?}"));
                }
            }
            let frozen = Model::freeze(&new, Some(&old));
            let series = lineages(&[&old, &frozen]).expect("a chain");
            if let Some(ended) = series.iter().find(|one| one.name.ends_with('_')) {
                wrong.push(format!("{code}: {now}: {} ended", ended.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}
