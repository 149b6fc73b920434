//! Warnings that their author allows: at the thing, at what it stands in, at the survey; and nowhere else.

use setsumon_core::frozen::Model;
use setsumon_diagnostics::{Code, Severity};
use setsumon_editions::fix;
use setsumon_tests::project::{MAIN, Project};

/// A warning, and a section that is warned of: `§` where its own clause stands, `¶` where that of the thing around it does.
const WARNED: &[(&str, &str)] = &[
    ("W0314", "integer age \"Age\" min 0 max 9 {}\n  text t \"T\" when age < 20 § says \"If so:\""),
    ("W0506", "multi own \"Own?\" ¶ { car \"A car\"  none \"None of these\" § }"),
    ("W0606", "group g \"G\" ¶ { text t \"Write <b>all</b>\" § }"),
    ("W0607", "text t \"3. Where?\" §"),
];

fn survey(head: &str, section: &str, body: &str) -> String {
    let body = body.replace(" {}", "");
    format!(
        "setsumon 1\n\nsurvey s \"S\" {head}{{ locale en  edition 2025 }}\n\nsection a \"A\" {section}{{\n  {body}\n}}\n\nsection b \"B\" {{ text z \"Z\" }}\n"
    )
}

fn told(text: &str) -> Vec<Code> {
    Project::of(text).compile().0.diagnostics.iter().map(|told| told.code).collect()
}

#[test]
fn a_warning_is_allowed_at_the_thing_and_around_it() {
    for (number, body) in WARNED {
        let code: Code = number.parse().expect("a code");
        assert_eq!(code.severity(), Severity::Warning);
        let clause = format!("allow {number} \"It is meant\" ");
        let bare = body.replace(['§', '¶'], "");
        assert_eq!(told(&survey("", "", &bare)), [code], "{bare}");
        let plain = Project::of(&survey("", "", &bare)).compile();
        let model = Model::freeze(plain.0.form().expect("a warning builds"), None);
        let at = |sign: char| body.replace(sign, clause.trim()).replace(['§', '¶'], "");
        let mut allowed = vec![survey(&clause, "", &bare), survey("", &clause, &bare), survey("", "", &at('§'))];
        allowed.extend(body.contains('¶').then(|| survey("", "", &at('¶'))));
        for text in allowed {
            assert_eq!(told(&text), [], "{text}");
            let compiled = Project::of(&text).compile();
            assert_eq!(Model::freeze(compiled.form(&text), None), model, "it changes nothing that is built: {text}");
            let formatted = setsumon_syntax::format(&text);
            assert_eq!(told(&formatted), [], "{formatted}");
        }
        // Elsewhere it allows nothing, and that is told; what was allowed twice is needed once.
        let elsewhere = survey("", "", &bare).replace("text z \"Z\"", &format!("text z \"Z\" {clause}"));
        assert_eq!(told(&elsewhere), [code, Code::AllowedNothing], "{elsewhere}");
        let twice = survey(&clause, &clause, &bare);
        assert_eq!(told(&twice), [Code::AllowedNothing], "{twice}");
        // Another warning is told as before.
        let other = WARNED.iter().map(|(other, _)| *other).find(|other| other != number).expect("there is another");
        let another = survey("", &clause.replace(number, other), &bare);
        let mut both = told(&another);
        both.sort_unstable();
        let mut wanted = [code, Code::AllowedNothing];
        wanted.sort_unstable();
        assert_eq!(both, wanted, "{another}");
    }
}

#[test]
fn what_cannot_be_allowed_is_told() {
    for (clause, said) in [
        ("allow E0404 \"x\"", "E0404 is a mistake, and cannot be allowed"),
        ("allow W0999 \"x\"", "`allow` does not know `W0999`"),
        ("allow not-exclusiv \"x\"", "`allow` does not know `not-exclusiv`"),
        ("allow \"x\"", "`allow` lacks"),
        ("allow W0607", "`allow` lacks"),
    ] {
        let compiled = Project::of(&survey("", "", &format!("text t \"T\" {clause}"))).compile();
        let all = compiled.said();
        assert!(all.contains(said) && compiled.0.diagnostics.len() == 1, "{clause}:\n{all}");
    }
    let named = Project::of(&survey("", "", "text t \"3. T\" allow number-typed \"x\"")).compile();
    assert!(named.said().contains("did you mean `W0607`?"), "{}", named.said());
    let twice = survey("", "", "text t \"3. T\" allow W0607 \"x\" allow W0607 \"y\"");
    assert_eq!(told(&twice), [Code::RepeatedClause], "{twice}");
}

/// What a question takes from a list, and a `use` from a block, is its own: there it is allowed, and elsewhere not.
#[test]
fn what_is_drawn_is_allowed_where_it_is_used() {
    let list = "choices l { car \"A car\"  none \"None of these\" }\n";
    let block = "block b { multi m \"M\" { car \"A car\"  none \"None of these\" } }\n";
    let text = |used: &str| {
        format!("setsumon 1\nsurvey s \"S\" {{ locale en  edition 2025 }}\n{list}{block}section a \"A\" {{ {used} }}\n")
    };
    let clause = "allow W0506 \"It is meant\"";
    for used in ["multi q \"Q\" from l §", "use b as u \"U\" §"] {
        assert_eq!(told(&text(&used.replace('§', ""))), [Code::NotExclusive], "{used}");
        assert_eq!(told(&text(&used.replace('§', clause))), [], "{used}");
    }
    for head in ["choices l § {", "block b § {"] {
        let said = text("text t \"T\"").replace(&head.replace("§ ", ""), &head.replace('§', clause));
        assert!(told(&said).contains(&Code::MisplacedClause), "{said}");
    }
}

/// A slip in it is mended first: what it allows is not corrected away meanwhile.
#[test]
fn a_slip_in_it_is_mended_before_what_it_allows() {
    let text = survey(
        "",
        "",
        "multi own \"Own?\" allow Ｗ０５０６ \"Both are meant\" { car \"A car\"  none \"None of these\" }",
    );
    let fixed = fix(Project::of(&text).sources(), MAIN);
    let after = fixed.files.first().map(|file| file.after.clone());
    assert_eq!(after, Some(text.replace("Ｗ０５０６", "W0506")));
}

/// The word is free elsewhere: a question, a section, an option may be called so.
#[test]
fn the_word_stays_free() {
    let free = "single allow \"May we?\" { allow \"You may\"  deny \"No\" }\n  text t \"T\" when allow is allow";
    assert_eq!(told(&survey("", "", free)), []);
    let line = "multi own \"Own?\" { car \"A car\"  allow \"Allowed\"  none \"None of these\" allow W0506 \"x\" }";
    assert_eq!(told(&survey("", "", line)), []);
}

/// What is not needed any more is taken out with the space before it.
#[test]
fn a_clause_that_allows_nothing_is_taken_out() {
    let text = survey("", "allow W0607 \"x\" ", "text t \"T\" allow W0506 \"y\" required");
    let fixed = fix(Project::of(&text).sources(), MAIN);
    assert_eq!(fixed.files.first().map(|file| file.after.clone()), Some(survey("", "", "text t \"T\" required")));
}
