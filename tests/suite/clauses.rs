//! Each clause behind each kind of statement: one that stands in the wrong place is one mistake, told once.

use setsumon_diagnostics::{Code, Stage};
use setsumon_tests::project::{Compiled, Project};

/// Every clause, as it is written; `§` in a statement below is where it goes.
const CLAUSES: &[&str] = &[
    "of single",
    "0 to 5",
    "ends \"low\" \"high\"",
    "= 3",
    "0..5",
    "named \"{name}\"",
    "follows \"last.model.json\"",
    "from yes_no",
    "selected in m",
    "with who \"you\"",
    "when q is yes",
    "when q is yes says \"If so:\"",
    "says \"If so:\"",
    "specify",
    "specify required",
    "required",
    "optional",
    "min 1",
    "max 5",
    "digits 1",
    "unit \"kg\"",
    "prefix \"about\"",
    "suffix \"or so\"",
    "max_length 10",
    "pattern \"99\"",
    "exclusive",
    "value 1",
    "means dont_know",
    "pick 1..2",
    "layout inline",
    "layout stacked",
    "layout across 2",
    "layout lines 3",
    "layout new_page",
    "layout by_section",
    "warn",
    "then \"Go on.\"",
    "end \"Done.\"",
    "as other",
    "@new",
    "@updated",
    "@personal",
    "@not_personal",
    "@screen_only",
    "@print_only",
    "was former",
    "splits yes",
    "revised typo \"Spelling\"",
    "break concept \"Another meaning\"",
    "or { unknown \"Unknown\" means dont_know }",
    "allow W0506 \"Meant\"",
];

/// What a statement stands in.
#[derive(Debug, Clone, Copy)]
enum Around {
    /// The file.
    File,
    /// `survey { }`.
    Survey,
    /// A section, behind a few questions that can be referred to.
    Section,
}

/// Every kind of statement, with nothing wrong about it without the clause.
const STATEMENTS: &[(Around, &str)] = &[
    (Around::Survey, "locale en §"),
    (Around::Survey, "publisher \"Us\" §"),
    (Around::Survey, "submit \"Send it.\" §"),
    (Around::Survey, "as_of 2025-01-01 §"),
    (Around::Survey, "deadline 2025-02-01 §"),
    (Around::Survey, "info approval \"No. 1\" §"),
    (Around::Survey, "given integer beds \"Beds\" §"),
    (Around::Survey, "given text name \"Name\" §"),
    (Around::Survey, "numbers { item \"1.\" § }"),
    (Around::Survey, "numbers § { item \"1.\" }"),
    (Around::Survey, "wording { or \" or \" § }"),
    (Around::Survey, "units § { person \"person\" }"),
    (Around::File, "let fixed = 1 > 0 §"),
    (Around::File, "choices more § { a \"A\"  b \"B\" }"),
    (Around::File, "choices more { a \"A\" §  b \"B\" }"),
    (Around::File, "block tale { text x \"X\" § }"),
    (Around::File, "page \"Title\" § \"Words\""),
    (Around::File, "part p \"Part\" § { section c \"C\" { text z \"Z\" } }"),
    (Around::File, "section c \"C\" § { text z \"Z\" }"),
    (Around::File, "note \"Words\" §"),
    (Around::File, "gate g \"Go?\" § { yes \"Yes\" then \"Go on.\"  no \"No\" end \"Done.\" }"),
    (Around::File, "gate g \"Go?\" { yes \"Yes\" then \"Go on.\" §  no \"No\" end \"Done.\" }"),
    (Around::File, "when s.q is yes § { section c \"C\" { text z \"Z\" } }"),
    (Around::Section, "single x \"X\" § { a \"A\"  b \"B\" }"),
    (Around::Section, "single x \"X\" { a \"A\" §  b \"B\" }"),
    (Around::Section, "single x \"X\" from yes_no § { yes { text y \"Y\" } }"),
    (Around::Section, "single x \"X\" { heading \"H\" § { a \"A\"  b \"B\" } }"),
    (Around::Section, "single x \"X\" { a \"A\" { text y \"Y\" § }  b \"B\" }"),
    (Around::Section, "multi x \"X\" § { a \"A\"  b \"B\"  c \"C\" }"),
    (Around::Section, "multi x \"X\" { a \"A\" §  b \"B\"  c \"C\" }"),
    (Around::Section, "rank x \"X\" § { a \"A\"  b \"B\"  c \"C\" }"),
    (Around::Section, "scale x \"X\" 1 to 5 §"),
    (Around::Section, "flag x \"X\" §"),
    (Around::Section, "text x \"X\" §"),
    (Around::Section, "longtext x \"X\" §"),
    (Around::Section, "integer x \"X\" §"),
    (Around::Section, "decimal x \"X\" digits 2 §"),
    (Around::Section, "year x \"X\" §"),
    (Around::Section, "fiscal_year x \"X\" §"),
    (Around::Section, "month x \"X\" §"),
    (Around::Section, "date x \"X\" §"),
    (Around::Section, "email x \"X\" §"),
    (Around::Section, "tel x \"X\" §"),
    (Around::Section, "postal x \"X\" §"),
    (Around::Section, "url x \"X\" §"),
    (Around::Section, "integer x \"X\" or { none \"None\" means dont_know § }"),
    (Around::Section, "grid x \"X\" of single § { rows { a \"A\"  b \"B\" } columns { c \"C\"  d \"D\" } }"),
    (Around::Section, "grid x \"X\" of multi § { rows { a \"A\"  b \"B\" } columns { c \"C\"  d \"D\" } }"),
    (Around::Section, "grid x \"X\" of integer § { rows { a \"A\"  b \"B\" } }"),
    (Around::Section, "grid x \"X\" of text § { rows { a \"A\"  b \"B\" } }"),
    (Around::Section, "grid x \"X\" of single { rows § { a \"A\"  b \"B\" } columns { c \"C\"  d \"D\" } }"),
    (Around::Section, "grid x \"X\" of single { rows { a \"A\" §  b \"B\" } columns { c \"C\"  d \"D\" } }"),
    (Around::Section, "grid x \"X\" of single { rows { a \"A\"  b \"B\" } columns § { c \"C\"  d \"D\" } }"),
    (Around::Section, "grid x \"X\" of single { rows { a \"A\"  b \"B\" } columns { c \"C\" §  d \"D\" } }"),
    (Around::Section, "grid x \"X\" { rows { a \"A\"  b \"B\" } columns { integer c \"C\" §  text d \"D\" } }"),
    (Around::Section, "group x \"X\" § { text y \"Y\" }"),
    (Around::Section, "group x \"X\" { integer y \"Y\" § }"),
    (Around::Section, "repeat x \"X\" 0..3 § { text y \"Y\" }"),
    (Around::Section, "repeat x \"X\" 0..3 { integer y \"Y\" § }"),
    (Around::Section, "use home as x \"X\" §"),
    (Around::Section, "calc x \"X\" = n + 1 §"),
    (Around::Section, "check n > 0 \"More, please.\" §"),
    (Around::Section, "check n > 0 § \"More, please.\""),
    (Around::Section, "let x = n > 1 §"),
    (Around::Section, "note \"Words\" §"),
    (Around::Section, "lead \"Words\" § { text x \"X\" }"),
    (Around::Section, "heading \"Words\" § { text x \"X\" }"),
    (Around::Section, "text x \"X\" { hint \"Words\" § }"),
    (Around::Section, "text x \"X\" { beside \"Words\" § }"),
    (Around::Section, "text x \"X\" { rationale \"Words\" § }"),
    (Around::Section, "single x \"X\" { instruction \"Choose one.\" §  a \"A\"  b \"B\" }"),
    (Around::Section, "end when q is no \"Done.\" §"),
    (Around::Section, "when q is yes § { text x \"X\" }"),
];

/// The same where the clause stands on a line of its own, as what stands in a `{ }` does.
const LINES: &[(Around, &str)] = &[
    (Around::Survey, "\n§\nlocale en"),
    (Around::Survey, "numbers {\n§\nitem \"1.\" }"),
    (Around::Survey, "wording {\n§\nor \" or \" }"),
    (Around::Survey, "units {\n§\nperson \"person\" }"),
    (Around::File, "§"),
    (Around::File, "choices more {\n§\na \"A\"  b \"B\" }"),
    (Around::File, "block tale {\n§\ntext x \"X\" }"),
    (Around::File, "part p \"Part\" {\n§\nsection c \"C\" { text z \"Z\" } }"),
    (Around::File, "section c \"C\" {\n§\ntext z \"Z\" }"),
    (Around::File, "gate g \"Go?\" {\n§\nyes \"Yes\" then \"Go on.\"  no \"No\" end \"Done.\" }"),
    (Around::Section, "single x \"X\" {\n§\na \"A\"  b \"B\" }"),
    (Around::Section, "multi x \"X\" {\n§\na \"A\"  b \"B\" }"),
    (Around::Section, "rank x \"X\" {\n§\na \"A\"  b \"B\" }"),
    (Around::Section, "single x \"X\" { a \"A\" {\n§\ntext y \"Y\" }  b \"B\" }"),
    (Around::Section, "text x \"X\" {\n§\nhint \"H\" }"),
    (Around::Section, "integer x \"X\" {\n§\nhint \"H\" }"),
    (Around::Section, "grid x \"X\" of single {\n§\nrows { a \"A\"  b \"B\" } columns { c \"C\"  d \"D\" } }"),
    (Around::Section, "grid x \"X\" of single { rows {\n§\na \"A\"  b \"B\" } columns { c \"C\"  d \"D\" } }"),
    (Around::Section, "grid x \"X\" of single { rows { a \"A\"  b \"B\" } columns {\n§\nc \"C\"  d \"D\" } }"),
    (Around::Section, "group x \"X\" {\n§\ntext y \"Y\" }"),
    (Around::Section, "repeat x \"X\" 0..3 {\n§\ntext y \"Y\" }"),
    (Around::Section, "when q is yes {\n§\ntext x \"X\" }"),
    (Around::Section, "lead \"Words\" {\n§\ntext x \"X\" }"),
];

/// Two mistakes after all: so many messages.
const SEVERAL: &[(&str, &str, usize)] = &[
    // A range that is no year's, written as it is written elsewhere.
    ("0..5", "year x", 2),
    ("0..5", "fiscal_year x", 2),
    // A name that is none, and a text too many.
    ("ends \"low\" \"high\"", "numbers {\n§", 2),
    ("ends \"low\" \"high\"", "wording {\n§", 2),
];

fn survey(around: Around, statement: &str) -> String {
    let at = |wanted: fn(Around) -> bool| if wanted(around) { statement } else { "" };
    let locale = if statement.contains("locale") { "" } else { "locale en  " };
    format!(
        "setsumon 1\n\nsurvey demo \"Demo\" {{\n  {locale}edition 2025\n  {}\n}}\n\nchoices yes_no {{ yes \"Yes\"  no \"No\" }}\n\nblock home {{ text town \"Town\" }}\n\nsection s \"S\" {{\n  single q \"Q\" from yes_no\n  multi m \"M\" {{ one \"One\"  two \"Two\" }}\n  integer n \"N\" min 0 max 9\n  {}\n}}\n\n{}\n",
        at(|around| matches!(around, Around::Survey)),
        at(|around| matches!(around, Around::Section)),
        at(|around| matches!(around, Around::File)),
    )
}

fn compiled(around: Around, statement: &str, clause: &str) -> Compiled {
    Project::of(&survey(around, &statement.replace('§', clause))).compile()
}

#[test]
fn a_clause_in_the_wrong_place_is_told_once() {
    let (mut wrong, mut misplaced, mut taken) = (Vec::new(), 0, 0);
    for (around, statement) in STATEMENTS.iter().chain(LINES) {
        let without = compiled(*around, statement, "");
        assert!(without.0.diagnostics.is_empty(), "{statement} is not clean:\n{}", without.said());
        for clause in CLAUSES {
            let with = compiled(*around, statement, clause);
            let told: Vec<Code> = with.0.diagnostics.iter().map(|one| one.code).collect();
            (misplaced, taken) = (misplaced + usize::from(!told.is_empty()), taken + usize::from(told.is_empty()));
            let several = SEVERAL.iter().find(|(of, at, _)| of == clause && statement.contains(at));
            if told.len() > several.map_or(1, |(_, _, count)| *count) {
                let numbers: Vec<&str> = told.iter().map(|code| code.number()).collect();
                wrong.push(format!("`{clause}` in `{statement}`: {numbers:?}\n{}", with.said()));
            }
        }
    }
    eprintln!("{misplaced} misplaced, {taken} taken");
    assert!(misplaced > taken && taken > 300, "{misplaced} are misplaced and {taken} are taken");
    assert!(wrong.is_empty(), "{} mistakes are told twice:\n\n{}", wrong.len(), wrong.join("\n"));
}

/// What says the opposite of another clause is told, in either order, wherever both may stand.
#[test]
fn opposite_clauses_are_told_once() {
    let mut told_of = 0;
    for pair in [
        ["required", "optional"],
        ["@personal", "@not_personal"],
        ["@screen_only", "@print_only"],
        ["@new", "@updated"],
    ] {
        for [one, other] in [pair, [pair[1], pair[0]]] {
            for (around, statement) in STATEMENTS {
                let found = |clause: &str| {
                    let Compiled(compiled) = compiled(*around, statement, clause);
                    compiled.diagnostics.iter().map(|told| told.code).collect::<Vec<_>>()
                };
                let misplaced = |codes: &[Code]| codes.contains(&Code::MisplacedClause);
                if misplaced(&found(one)) || misplaced(&found(other)) {
                    continue;
                }
                let both = found(&format!("{one} {other}"));
                let told = both.iter().filter(|code| **code == Code::RepeatedClause).count();
                let elsewhere = found(one).iter().chain(&found(other)).any(|code| code.is_error_of(Stage::Reading));
                assert!(told == 1 || elsewhere, "{statement}: {one} {other}: {both:?}");
                told_of += told;
            }
        }
    }
    assert!(told_of > 100, "{told_of}");
}
