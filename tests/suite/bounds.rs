//! Comparisons that bounds decide are told, and no others: held against every value that an answer can have.

use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_tests::project::{Compiled, Project};

/// A question that can be answered with what is written for 3, 4 and 5, and how a number is written for it.
type Kind = (&'static str, fn(u8) -> String);

/// How two numbers are compared, and whether they compare so.
type Operator = (&'static str, fn(u8, u8) -> bool);

fn kinds() -> Vec<Kind> {
    fn figure(number: u8) -> String {
        number.to_string()
    }
    fn year(number: u8) -> String {
        format!("200{number}")
    }
    fn day(number: u8) -> String {
        format!("2025-01-0{number}")
    }
    fn month(number: u8) -> String {
        format!("2025-0{number}")
    }
    vec![
        (r#"integer x "X" min 3 max 5"#, figure),
        (r#"integer x "X" min 2 + 1 max 10 - 5"#, figure),
        (r#"decimal x "X" digits 1 min 3 max 5"#, figure),
        (r#"scale x "X" 3 to 5"#, figure),
        (r#"single x "X" { a "A" value 3  b "B" value 4  c "C" value 5 }"#, figure),
        (r#"year x "X" min 2003 max edition - 20"#, year),
        (r#"date x "X" min 2025-01-03 max as_of"#, day),
        (r#"month x "X" min 2025-03 max 2025-05"#, month),
    ]
}

fn survey(question: &str, rest: &str) -> String {
    let head = "setsumon 1\nsurvey t \"T\" { locale en  edition 2025  as_of 2025-01-05 }\nsection s \"S\" {\n";
    format!("{head}  {question}\n  {rest}\n}}\n")
}

/// What is told of the comparison in two places: of what is asked, and of what is checked.
fn told(question: &str, comparison: &str) -> [Vec<Diagnostic>; 2] {
    let asked = format!("text y \"Y\" when {comparison} says \"Some\"");
    let checked = format!("check {comparison} \"No\" warn");
    [asked, checked].map(|rest| {
        let Compiled(compiled) = Project::of(&survey(question, &rest)).compile();
        compiled.diagnostics.iter().cloned().collect()
    })
}

#[test]
fn what_bounds_decide_is_told_and_nothing_else() {
    let operators: [Operator; 6] = [
        ("=", |a, b| a == b),
        ("!=", |a, b| a != b),
        ("<", |a, b| a < b),
        ("<=", |a, b| a <= b),
        (">", |a, b| a > b),
        (">=", |a, b| a >= b),
    ];
    let (mut decided, mut open) = (0, 0);
    for (question, written) in kinds() {
        for (operator, holds) in operators {
            for number in 2..=6 {
                for turned in [false, true] {
                    let constant = written(number);
                    let comparison =
                        if turned { format!("{constant} {operator} x") } else { format!("x {operator} {constant}") };
                    let each = (3..=5).map(|value| if turned { holds(number, value) } else { holds(value, number) });
                    let true_of = each.filter(|holds| *holds).count();
                    for told in told(question, &comparison) {
                        if (1..3).contains(&true_of) {
                            assert!(told.is_empty(), "{question}, {comparison}: {told:?}");
                            open += 1;
                            continue;
                        }
                        let [told] = told.as_slice() else { panic!("{question}, {comparison}: {told:?}") };
                        assert_eq!(told.code, Code::DecidedByBound, "{question}, {comparison}");
                        let which = if true_of == 0 { "no answer" } else { "every answer" };
                        let bound = if number >= 5 { ("at most", written(5)) } else { ("at least", written(3)) };
                        assert!(told.message.contains(which), "{question}, {comparison}: {}", told.message);
                        let bound = format!("{} {}", bound.0, bound.1);
                        assert!(told.message.contains(&bound), "{question}, {comparison}: {}", told.message);
                        decided += 1;
                    }
                }
            }
        }
    }
    assert!(decided > 300 && open > 300, "{decided} and {open}");
}

/// What has no bounds, what was answered last year, and what is reckoned is decided by nothing that is known here.
#[test]
fn nothing_is_told_of_what_is_not_bounded() {
    for question in [r#"integer x "X""#, r#"decimal x "X" digits 2"#, r#"integer w "W" max 5  calc x "X" = w * 2"#] {
        for comparison in ["x > 120", "x >= 0", "x != 7"] {
            for told in told(question, comparison) {
                assert!(told.is_empty(), "{question}, {comparison}: {told:?}");
            }
        }
    }
}

/// The place that is shown is that of the bound which decides, wherever that is written; and one comparison is one warning.
#[test]
fn the_bound_is_shown_where_it_is_written() {
    for (question, comparison, bound) in [
        (r#"integer x "X" min 0 max 50"#, "x > 50", "50"),
        (r#"scale x "X" 0 to 10"#, "x > 10", "0 to 10"),
        (r#"grid x "X" of integer max 50 { rows { a "A"  b "B" } }"#, "any of x > 50", "50"),
        (r#"grid x "X" { rows { a "A" } columns { integer n "N" max 50  text t "T" } }"#, "x.a.n > 50", "50"),
        (r#"repeat r "R" 0..9 { integer n "N" max 50 }"#, "any of r.n > 50", "50"),
        (r#"integer x "X" max 50  let many = x > 50"#, "many", "50"),
    ] {
        let text = survey(
            question,
            &format!("text y \"Y\" when {comparison} says \"Some\"\n  text z \"Z\" when {comparison} says \"Some\""),
        );
        let Compiled(compiled) = Project::of(&text).compile();
        let told: Vec<&Diagnostic> = compiled.diagnostics.iter().collect();
        let written = if comparison == "many" { 1 } else { 2 };
        assert_eq!(told.len(), written, "{question}: {told:?}");
        for told in told {
            assert_eq!(told.code, Code::DecidedByBound, "{question}");
            let place = told.labels.iter().map(|label| label.span).find(|span| *span != told.span()).expect("a bound");
            let shown = &text[place.start as usize..place.end as usize];
            assert_eq!(shown, bound, "{question}");
        }
    }
}

/// Where something may be answered that is no value, no bound makes a comparison hold of everybody; that none holds is told all the same.
#[test]
fn another_answer_is_compared_with_nothing() {
    for question in [
        r#"integer x "X" min 3 max 5 or { dk "Don't know" means dont_know }"#,
        r#"scale x "X" 3 to 5 or { na "Does not apply" }"#,
        r#"date x "X" min 2025-01-03 max as_of or { never "Never" }"#,
        r#"single x "X" { a "A" value 3  b "B" value 5  c "C" }"#,
    ] {
        let day = question.starts_with("date");
        let written = |number: u8| if day { format!("2025-01-0{number}") } else { number.to_string() };
        for (comparison, wanted) in [(format!("x >= {}", written(3)), false), (format!("x < {}", written(3)), true)] {
            let [asked, _] = told(question, &comparison);
            let found = asked.iter().any(|told| told.code == Code::DecidedByBound);
            // A choice of which some option has no score cannot be compared at all.
            let scoreless = asked.iter().any(|told| told.code != Code::DecidedByBound);
            assert!(found == wanted || scoreless, "{question} {comparison}: {asked:?}");
        }
    }
}

/// How many there are is bounded too: by the options, by `pick`, by the entries of a roster.
#[test]
fn what_a_count_cannot_be_is_told() {
    let options = "a \"A\"  b \"B\"  c \"C\"";
    for (question, most) in [
        (format!("multi x \"X\" {{ {options} }}"), 3),
        (format!("multi x \"X\" {{ {options}  none \"None\" exclusive }}"), 3),
        (format!("multi x \"X\" pick 1..2 {{ {options} }}"), 2),
        (format!("multi x \"X\" {{ {options}  retired d \"D\" }}"), 3),
        ("repeat x \"X\" 0..4 { integer n \"N\" }".to_owned(), 4),
    ] {
        for (comparison, which) in [
            (format!("count(x) > {most}"), Some("no answer")),
            (format!("count(x) = {}", most + 1), Some("no answer")),
            (format!("count(x) <= {most}"), Some("every answer")),
            ("count(x) >= 0".to_owned(), Some("every answer")),
            ("count(x) < 0".to_owned(), Some("no answer")),
            ("count(x) = 1.5".to_owned(), Some("no answer")),
            (format!("count(x) >= {most}"), None),
            ("count(x) > 0".to_owned(), None),
            ("count(x) > 1.5".to_owned(), None),
        ] {
            for told in told(&question, &comparison) {
                let which = which.map(|which| (Code::DecidedByBound, which));
                let found = told.first().map(|told| (told.code, told.message.as_str()));
                assert_eq!(told.len(), usize::from(which.is_some()), "{question}, {comparison}: {told:?}");
                if let (Some((code, which)), Some((found, message))) = (which, found) {
                    assert!(
                        code == found && message.contains(which) && message.contains("`count("),
                        "{comparison}: {message}"
                    );
                }
            }
        }
    }
}

/// No answer is a number of more decimal places than it can have.
#[test]
fn what_no_decimal_places_reach_is_told() {
    for (question, near, apart) in [
        ("integer x \"X\"", "5.0", "5.5"),
        ("scale x \"X\" 1 to 9", "5.00", "5.5"),
        ("decimal x \"X\" digits 1", "5.50", "5.55"),
        ("year x \"X\"", "2005", "2005.5"),
        ("single x \"X\" { a \"A\" value 1  b \"B\" value 9.5 }", "5.5", "5.55"),
    ] {
        for (operator, decided) in [("=", true), ("!=", true), ("<", false), (">", false), ("<=", false), (">=", false)]
        {
            for (figure, decided) in [(near, false), (apart, decided)] {
                for told in told(question, &format!("x {operator} {figure}")) {
                    assert_eq!(told.len(), usize::from(decided), "{question}, x {operator} {figure}: {told:?}");
                }
            }
        }
    }
}

/// A point in a bound of whole numbers may part thousands or decimal places: which of them, only the author knows.
#[test]
fn a_point_in_a_whole_bound_is_refused() {
    for kind in ["integer", "year", "fiscal_year"] {
        for (bound, written) in
            [("1.000", "`1000` if"), ("2.5", "`2`"), ("-1.000", "`1000` if"), ("1000", ""), ("3000 - 2000", "")]
        {
            for word in ["min", "max"] {
                let text = survey(&format!("{kind} x \"X\" {word} {bound}"), "");
                let Compiled(compiled) = Project::of(&text).compile();
                let told: Vec<&Diagnostic> =
                    compiled.diagnostics.iter().filter(|told| told.code == Code::BadBound).collect();
                assert_eq!(told.len(), usize::from(!written.is_empty()), "{kind} {word} {bound}: {told:?}");
                let help = told.first().map(|told| format!("{told:?}")).unwrap_or_default();
                assert!(help.contains(written), "{kind} {word} {bound}: {help}");
            }
        }
    }
    let decimal = survey("decimal x \"X\" digits 3 max 1.000", "");
    assert!(Project::of(&decimal).compile().0.diagnostics.is_empty());
}
