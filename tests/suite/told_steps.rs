//! What is said of a step where it is easily said wrongly: who is asked over another scale, what went out of a group, what is derived.

use setsumon_core::frozen::Model;
use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_editions::compare::Cell;
use setsumon_editions::diff::{Class, Series};
use setsumon_editions::{Diff, compare, diff};
use setsumon_tests::project::{Compiled, Project};

pub(crate) fn models(before: &str, after: &str) -> (Model, Model) {
    let survey = |edition: &str, section: &str| {
        format!("setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition} }}\nsection s \"S\" {{\n{section}\n}}\n")
    };
    let old = survey("2024", before);
    let first = Model::freeze(Project::of(&old).compile().form(&old), None);
    let new = survey("2025 follows \"m\"", after);
    let compiled = Project::of(&new).with("m", first.write()).compile();
    let second = Model::of(compiled.form_before_markers(&new));
    (first, second)
}

fn told(before: &str, after: &str) -> Diff {
    let (old, new) = models(before, after);
    diff(&old, &new)
}

/// Fewer or more are asked only where both conditions are about the same figure.
#[test]
fn who_is_asked_is_compared_on_one_scale_alone() {
    use Class::{ConditionNarrower as Fewer, ConditionOther as Others};
    let follow = |question: &str, condition: &str| format!("{question}\ntext f \"F\" when {condition} says \"If so\"");
    let scale = |points: &str| format!("scale q \"Q\" {points}");
    let figure = |unit: &str| format!("integer q \"Q\" min 0 {unit}");
    for (old, new, before, after, wanted) in [
        (scale("0 to 10"), scale("0 to 10"), "q <= 3", "q <= 2", Some(Fewer)),
        (scale("0 to 10"), scale("1 to 5"), "q <= 3", "q <= 2", Some(Others)),
        (scale("0 to 10"), scale("1 to 5"), "q <= 3", "q <= 3", Some(Others)),
        (scale("0 to 10"), scale("1 to 5"), "answered q", "answered q", None),
        (
            scale("1 to 5 ends \"bad\" \"good\""),
            scale("1 to 5 ends \"good\" \"bad\""),
            "q <= 3",
            "q <= 2",
            Some(Others),
        ),
        (figure("unit \"hours\""), figure("unit \"hours\""), "q > 3", "q > 4", Some(Fewer)),
        (figure("unit \"hours\""), figure("unit \"minutes\""), "q > 3", "q > 4", Some(Others)),
        (figure("prefix \"£\""), figure("prefix \"€\""), "q > 3", "q > 4", Some(Others)),
        (figure("suffix \"a week\""), figure("suffix \"a month\""), "q + 1 > 3", "q + 1 > 3", Some(Others)),
    ] {
        let found = told(&follow(&old, before), &follow(&new, after));
        let of_follow = found.changes.iter().filter(|change| change.subject.new.as_deref() == Some("s.f"));
        let asked =
            of_follow.map(|change| change.class).find(|class| [Fewer, Others, Class::ConditionWider].contains(class));
        assert_eq!(asked, wanted, "{old}, {before} → {new}, {after}");
    }
}

/// The row of a group names what changed in it and what went, and not what a check is only reported at.
#[test]
fn a_group_names_what_changed_and_what_went() {
    let group = |gas: &str, water: &str, check: &str| {
        format!(
            "group money \"Money\" {{\n  integer gas \"Gas\" prefix \"{gas}\"\n  {water}\n  integer internet \"Internet\"\n}}\n{check}"
        )
    };
    let old = group("£", "integer water \"Water\"", "check internet < 100 \"Too much\"");
    for water in ["retired integer water \"Water\"", ""] {
        let new = group("€", water, "check internet < 200 \"Too much\"");
        let (before, after) = models(&old, &new);
        let table = compare::compare(&before, &after);
        let named: Vec<&str> = table.rows.iter().map(|row| row.about.variables_told.as_str()).collect();
        assert!(named.contains(&"s__{gas, water}"), "{named:?}");
    }
    let (before, after) = models(&old, &group("£", "integer water \"Water\"", "check internet < 200 \"Too much\""));
    let table = compare::compare(&before, &after);
    assert!(table.rows.iter().any(|row| row.about.variables == ["s__internet"]), "a check alone names its place");
}

/// The series of a derived value ends with it, and what it likely became is suggested.
#[test]
fn what_became_of_a_derived_value_is_told() {
    let parts = "integer gas \"Gas\"\ninteger el \"Electricity\"\n";
    for (after, likely) in [
        ("", None),
        ("calc total \"All\" = gas + el", Some(("s.t", "s.total"))),
        ("calc total \"Everything that is paid\" = gas + el", Some(("s.t", "s.total"))),
        ("calc total \"All\" = gas - el", Some(("s.t", "s.total"))),
        ("calc other \"Something else\" = gas - el", None),
    ] {
        let found = told(&format!("{parts}calc t \"All\" = gas + el"), &format!("{parts}{after}"));
        let gone = found.changes.iter().find(|change| change.class == Class::Removed);
        assert_eq!(gone.map(|gone| gone.effect.series), Some(Series::Broken), "{after}");
        let guessed = found.likely_renames.iter().map(|likely| (likely.old.as_str(), likely.new.as_str())).next();
        assert_eq!(guessed, likely, "{after}");
    }
}

/// What is said of a step, written from its sections and lists on.
pub(crate) fn said(before: &str, after: &str) -> Vec<Diagnostic> {
    let survey =
        |edition: &str, rest: &str| format!("setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition} }}\n{rest}\n");
    let old = survey("2024", before);
    let new = survey("2025 follows \"2024.model.json\"", after);
    let Compiled(compiled) = Project::of(&new).with_frozen("2024.model.json", &old).compile();
    compiled.diagnostics.iter().cloned().collect()
}

pub(crate) fn messages(told: &[Diagnostic]) -> Vec<String> {
    told.iter().map(|one| format!("{} {}", one.code.number(), one.message)).collect()
}

/// A write-in goes along with what it stands in, whatever that is and however its old code is written.
#[test]
fn a_write_in_was_where_that_was_in_which_it_stands() {
    for specify in ["specify", "specify required"] {
        for (question, was) in [
            ("single q \"Q\" { x \"X\"  CODE \"Other\" SPECIFY }", "s.q.other"),
            ("multi q \"Q\" { x \"X\"  CODE \"Other\" SPECIFY }", "s.q.other"),
            (
                "grid q \"Q\" of single { rows { x \"X\"  CODE \"Other\" SPECIFY } columns { c \"C\"  d \"D\" } }",
                "s.q.other",
            ),
            ("grid q \"Q\" of integer { rows { x \"X\"  CODE \"Other\" SPECIFY } }", "s.q.other"),
        ] {
            let section = |code: &str, specify: &str| {
                format!("section s \"S\" {{ {} }}", question.replace("CODE", code).replace("SPECIFY", specify))
            };
            let old = section("other", specify);
            for was in ["other", was] {
                let new = section("misc", &format!("{specify} was {was}"));
                let told = said(&old, &new);
                assert!(told.is_empty(), "{new}\n{:?}", messages(&told));
                // One that is new with it is new without a word, as in an option that kept its code.
                let told = said(&section("other", ""), &new);
                assert!(told.is_empty(), "{new}\n{:?}", messages(&told));
            }
        }
    }
}

/// The answers of entries are no answer of the whole, nor the other way about.
#[test]
fn nothing_goes_into_a_roster_or_out_of_one() {
    let people = |inside: &str| format!("repeat p \"People\" 0..3 {{ text n \"N\"  {inside} }}");
    let pets = |inside: &str| format!("repeat d \"Dogs\" 0..3 {{ text m \"M\"  {inside} }}");
    let both = |outside: &str, one: &str, other: &str| {
        format!("section s \"S\" {{ text z \"Z\"  {outside}  {}  {} }}", people(one), pets(other))
    };
    let age = "integer a \"Age\"";
    for (before, after) in [
        (both("", age, ""), both("integer b \"Age\" was s.p.a", "", "")),
        (both(age, "", ""), both("", "integer b \"Age\" was s.a", "")),
        (both("", age, ""), both("", "", "integer b \"Age\" was s.p.a")),
    ] {
        let told = said(&before, &after);
        assert_eq!(told.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::TypeChanged], "{:?}", messages(&told));
    }
    // A roster under another code takes its questions along.
    let renamed = both("", age, "").replace("repeat p \"People\" 0..3", "repeat r \"People\" 0..3 was p");
    let told = said(&both("", age, ""), &renamed);
    assert!(told.is_empty(), "{:?}", messages(&told));
}

/// What changed, as classes and where.
fn changed(before: &str, after: &str) -> Vec<(Class, String)> {
    let slight = [Class::RollOver, Class::Typography, Class::Renumbered];
    let found = told(before, after).changes.into_iter().filter(|change| !slight.contains(&change.class));
    found.map(|change| (change.class, change.subject.new.or(change.subject.old).unwrap_or_default())).collect()
}

/// What went into another thing is told there, and nowhere as gone or new.
#[test]
fn what_became_a_part_of_something_is_neither_gone_nor_new() {
    let wanted = |all: &[(Class, &str)]| all.iter().map(|(class, at)| (*class, (*at).to_owned())).collect::<Vec<_>>();
    let z = "text z \"Z\"\n";
    for (before, after, all) in [
        (
            "integer a \"Men\"\ninteger b \"Women\"",
            "integer c \"Adults\" was [a, b]",
            wanted(&[(Class::Merged, "s.c")]),
        ),
        (
            "text a \"First\"\ntext b \"Second\"\ntext d \"Third\"",
            "text c \"All\" was [a, b, d]",
            wanted(&[(Class::Merged, "s.c")]),
        ),
        (
            "group g \"Address\" { text x \"X\"  text y \"Y\" }",
            "text x \"X\"\ntext y \"Y\"",
            wanted(&[(Class::Wording, "s.x")]),
        ),
        (
            "text x \"X\"\ntext y \"Y\"",
            "group g \"Address\" { lead \"Where?\"  text x \"X\"  text y \"Y\" }",
            wanted(&[(Class::Wording, "s.g"), (Class::Guidance, "s.g")]),
        ),
        (
            "repeat ch \"Children\" 0..3 { integer age \"Age\" }",
            "repeat kids \"Children\" 0..2 was ch { integer age \"Age\" }",
            wanted(&[(Class::Renamed, "s.kids"), (Class::Range, "s.kids")]),
        ),
    ] {
        let mut found = changed(&format!("{z}{before}"), &format!("{z}{after}"));
        found.retain(|(class, at)| !(*class == Class::Renamed && at.ends_with(".age")));
        assert_eq!(found, all, "{before} → {after}");
        // Whatever stands in the table to sign has a class.
        let (old, new) = models(&format!("{z}{before}"), &format!("{z}{after}"));
        let rows = compare::compare(&old, &new).rows;
        let bare = rows.iter().filter(|row| !row.heading && row.about.classes.is_empty() && !all.is_empty());
        assert_eq!(bare.count(), 0, "{before} → {after}");
    }
    let rows = changed(
        "text z \"Z\"\nsingle a \"Coffee\" { g \"Good\"  b \"Bad\" }\nsingle c \"Tea\" { g \"Good\"  b \"Bad\" }",
        "text z \"Z\"\ngrid r \"How was\" of single { rows { a \"Coffee\" was s.a  c \"Tea\" was s.c } columns { g \"Good\"  b \"Bad\" } }",
    );
    let gone = |(class, _): &(Class, String)| matches!(class, Class::Removed | Class::Added);
    assert!(!rows.iter().any(gone), "{rows:?}");
}

/// What a renamed section takes along is what it was.
#[test]
fn a_renamed_section_takes_its_rosters_along() {
    let inside =
        "group g \"Address\" { text x \"X\"  text y \"Y\" }  repeat ch \"Children\" 0..3 { integer age \"Age\" }";
    let new = inside.replace("Address", "Home");
    let told =
        said(&format!("section old \"Old\" {{ {inside} }}"), &format!("section fresh \"Old\" was old {{ {new} }}"));
    assert_eq!(told.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::ReasonMissing], "{:?}", messages(&told));
}

/// A derived value moves with its section, roster or group, as the questions there do; one that is gone from there is told still.
#[test]
fn what_is_renamed_takes_its_derived_values_along() {
    let calc = "calc c \"C\" = a + 1";
    let section = |code: &str, inside: &str| format!("section {code} {{ {inside} }}");
    let people = |code: &str, calc: &str| {
        format!("repeat {} {{ integer a \"A\" max 9  {calc} }}", code.replace("\"P\"", "\"P\" 0..3"))
    };
    // A group has no name that changes.
    let group = |_: &str, calc: &str| format!("group p \"P\" {{ integer a \"A\" max 9  text t \"T\"  {calc} }}");
    let bare = |calc: &str| format!("integer a \"A\" max 9  {calc}");
    for inside in [people, group] {
        let old = |calc: &str| section("s \"S\"", &inside("p \"P\"", calc));
        let both = section("n \"S\" was s", &inside("q \"P\" was p", calc));
        for new in [section("s \"S\"", &inside("q \"P\" was p", calc)), both] {
            let told = said(&old(calc), &new);
            assert!(told.is_empty(), "{new}\n{:?}", messages(&told));
            let told = said(&old(calc), &new.replace(calc, ""));
            assert_eq!(told.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::CodeDropped], "{new}");
        }
    }
    let told = said(&section("s \"S\"", &bare(calc)), &section("n \"S\" was s", &bare(calc)));
    assert!(told.is_empty(), "{:?}", messages(&told));
    let other = calc.replace("calc c", "calc d");
    let told = said(&section("s \"S\"", &bare(calc)), &section("n \"S\" was s", &bare(&other)));
    assert_eq!(told.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::CodeDropped], "{:?}", messages(&told));
}

/// One reason is wanted for what is written once, and all that use it are named; given there, it is given for all.
#[test]
fn what_is_used_several_times_is_named_each_time() {
    let list = |option: &str| {
        format!(
            "choices ag {{ y \"Agree\"  {option}  n \"Disagree\" }}\nsection s \"S\" {{ single a \"A\" from ag  single b \"B\" from ag\n \
             grid g \"G\" of single {{ rows {{ r \"R\" }} columns from ag }} }}"
        )
    };
    let block = |name: &str| {
        format!(
            "block con(who) {{ text name {name}\n integer n \"{{who}} count\" min 0 }}\nsection s \"S\" {{ use con as o \"Owner\" with who \"Owner\"\n \
             use con as c \"Cook\" with who \"Cook\" }}"
        )
    };
    let reason = "revised addition \"More\"";
    for (before, after, reasoned, users) in [
        (
            list(""),
            list("m \"Maybe\" @new"),
            list(&format!("m \"Maybe\" @new {reason}")),
            ["s.a", "s.b", "s.g"].as_slice(),
        ),
        (
            block("\"{who} name\""),
            block("\"{who} family and first names\""),
            block("\"{who} family and first names\" revised \"More\""),
            ["s.c.name", "s.o.name"].as_slice(),
        ),
    ] {
        let told = said(&before, &after);
        assert_eq!(told.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::ReasonMissing], "{:?}", messages(&told));
        let help = format!("{:?}", told[0].help);
        assert!(users.iter().all(|user| help.contains(&format!("`{user}`"))), "{help}");
        let told = said(&before, &reasoned);
        assert!(told.is_empty(), "{reasoned}\n{:?}", messages(&told));
    }
}

/// A new section that holds nothing but what came from elsewhere is not said to have been there.
#[test]
fn only_what_was_there_is_said_to_have_been_there() {
    let told = said(
        "section s \"S\" { text a \"A\"  text b \"B\" }",
        "section s \"S\" { text a \"A\" }\nsection v \"V\" @new { text b \"B\" was s.b }",
    );
    assert_eq!(told.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::MarkerWrong], "{:?}", messages(&told));
    assert!(told[0].message.starts_with("`v.b` "), "{}", told[0].message);
}

/// What an option means is told as it is written.
#[test]
fn what_an_option_means_is_told_as_it_is_written() {
    for word in ["dont_know", "refused", "not_applicable"] {
        let options = |means: &str| format!("multi q \"Q\" {{ a \"A\"  b \"B\" {means} }}");
        let found = told(&options(&format!("exclusive means {word}")), &options("exclusive"));
        let said: Vec<_> = found.changes.iter().filter_map(|change| change.old.as_deref()).collect();
        assert_eq!(said, [format!("exclusive, means {word}")]);
    }
}

/// A page is called by its title: one that has another is the same page with other words.
#[test]
fn a_page_under_another_title_is_one_row() {
    let page = |title: &str, words: &str| format!("page \"{title}\" \"{words}\"\nsection s \"S\" {{ text x \"X\" }}");
    for (old, new) in [("About", "About us"), ("v1.2 About", "v1.3 About us")] {
        for words in ["Please answer.", "Please do answer."] {
            let (old, new) = steps(&page(old, "Please answer."), &page(new, words), "en");
            let table = compare::compare(&old, &new);
            let missing = |cell: &Cell| matches!(cell, Cell::Missing(_));
            assert_eq!(table.rows.len(), 1, "{words}");
            assert!(!table.rows.iter().any(|row| missing(&row.old) || missing(&row.new)), "{words}");
        }
    }
}

/// Two editions, written from their sections on.
pub(crate) fn steps(before: &str, after: &str, locale: &str) -> (Model, Model) {
    let survey = |edition: &str, rest: &str| {
        format!("setsumon 1\nsurvey t \"T\" {{ locale {locale}  edition {edition} }}\n{rest}\n")
    };
    let old = survey("2024", before);
    let first = Model::freeze(Project::of(&old).compile().form(&old), None);
    let new = survey("2025 follows \"m\"", after);
    let second = Model::of(Project::of(&new).with("m", first.write()).compile().form_before_markers(&new));
    (first, second)
}

/// What is nobody's own words is told in the language of the survey, whatever changed of what may be answered.
#[test]
fn a_japanese_comparison_has_no_english_in_it() {
    for (old, new) in [
        ("date q \"問\" max 2025-04-01", "date q \"問\" min 2020-01-01"),
        ("month q \"問\"", "month q \"問\" min 2020-01 max 2024-02"),
        ("integer q \"問\" max 9", "integer q \"問\" min 1 max 7"),
        ("decimal q \"問\" digits 1", "decimal q \"問\" digits 2 max 9"),
        ("text q \"問\"", "text q \"問\" max_length 20"),
        ("text q \"問\"", "text q \"問\" @personal"),
        ("multi q \"問\" { a \"ア\"  b \"イ\" }", "multi q \"問\" pick 1..2 { a \"ア\"  b \"イ\" }"),
    ] {
        let section = |question: &str| format!("section s \"章\" {{ {question} }}");
        let (old, new) = steps(&section(old), &section(new), "ja");
        let table = compare::compare(&old, &new);
        let details: Vec<&String> = table.rows.iter().flat_map(|row| &row.about.details).collect();
        assert!(!details.is_empty(), "{new:?} tells what changed");
        for word in ["up to", "from", "to ", "without", "behind", "most", "number", "personal", "them"] {
            assert!(!details.iter().any(|detail| detail.contains(word)), "{details:?}");
        }
    }
}

/// What the office knows is no question, and a figure of it in another unit is another figure.
#[test]
fn a_given_figure_in_another_unit_is_told() {
    let survey = |edition: &str, given: &str| {
        format!(
            "setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition}  given {given} }}\nsection s \"S\" {{ integer a \"A\" min 0 }}\n"
        )
    };
    for (before, after, is_told) in [
        ("integer m \"M\" unit \"x\"", "integer m \"M now\" unit \"y\"", true),
        ("decimal m \"M\" digits 1 unit \"x\"", "decimal m \"M\" digits 1", true),
        ("integer m \"M\" unit \"x\"", "integer m \"M now\" unit \"x\"", false),
    ] {
        let old = survey("2024", before);
        let first = Model::freeze(Project::of(&old).compile().form(&old), None);
        let new = survey("2025 follows \"m\"", after);
        let compiled = Project::of(&new).with("m", first.write()).compile();
        let form = compiled.form_before_markers(&new);
        let found = diff(&first, &Model::of(form));
        let told = found.changes.iter().find(|change| change.class == Class::Unit);
        assert_eq!(told.map(|told| told.effect.series), is_told.then_some(Series::Broken), "{before} → {after}");
        let changed = setsumon_core::carry::changed(form, &first.past(), 2024);
        assert_eq!(!changed.is_empty(), is_told, "{before} → {after}: what carries answers over knows it too");
    }
}

/// Options or rows of a question that became one leave the question what it is: its own words are compared all the same.
#[test]
fn a_question_of_which_options_or_rows_became_one_has_words_of_its_own() {
    const REASON: &str = "revised concept \"As told\"";
    let options = |[one, other]: [&str; 2]| format!("{one} \"A\"  {other} \"B\"  z \"Z\"");
    for (question, code) in [
        ("multi CODE \"WORDS\" REASON { LIST }", "had"),
        ("rank CODE \"WORDS\" REASON { LIST }", "had"),
        ("single CODE \"WORDS\" REASON { LIST }", "had"),
        ("grid CODE \"WORDS\" of single REASON { rows { LIST } columns { p \"P\"  q \"Q\" } }", "had"),
        ("grid CODE \"WORDS\" of multi REASON { rows { LIST } columns { p \"P\"  q \"Q\" } }", "had"),
        ("grid CODE \"WORDS\" of integer REASON { rows { LIST } }", "had"),
        ("multi CODE \"WORDS\" REASON { LIST }", "drank"),
        ("grid CODE \"WORDS\" of integer REASON { rows { LIST } }", "drank"),
    ] {
        let written = |code: &str, words: &str, reason: &str, list: &str| {
            let own = question.replace("CODE", code).replace("WORDS", words).replace("REASON", reason);
            format!("section s \"S\" {{ text t \"T\"\n{} }}", own.replace("LIST", list))
        };
        let was = if code == "had" { "" } else { "was had " };
        let old = written("had", "Which did you drink?", "", &options(["a", "b"]));
        for new_code in ["y", "a"] {
            let kept = format!("{new_code} \"Both\" was [a, b] {REASON}  z \"Z\"");
            let told = said(&old, &written(code, "Which did you drink?", was, &kept));
            assert!(told.is_empty(), "{question} {kept}: {:?}", messages(&told));
            let told = said(&old, &written(code, "Which did you not drink?", was, &kept));
            let codes: Vec<Code> = told.iter().map(|one| one.code).collect();
            assert_eq!(codes, [Code::ReasonMissing], "{question} {kept}: {:?}", messages(&told));
            let told = said(&old, &written(code, "Which did you not drink?", &format!("{was}{REASON}"), &kept));
            assert!(told.is_empty(), "{question} {kept}: {:?}", messages(&told));
        }
    }
}
