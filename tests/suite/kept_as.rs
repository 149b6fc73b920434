//! What is kept for its history is kept as what it was, however it is written, and is told when its line goes.

use std::collections::BTreeMap;

use setsumon_core::form::{Form, Role};
use setsumon_core::frozen::Model;
use setsumon_diagnostics::{Code, Diagnostic};
use setsumon_editions::diff::{Class, Data, Series};
use setsumon_editions::rollover::rollover;
use setsumon_editions::{diff, fix};
use setsumon_tests::project::{Compiled, MAIN, Project};

use crate::retired::{Edition, KINDS, survey, written};
use crate::told_steps::{messages, said};

/// What an edition says of the variables that it keeps for their history: their labels and what they held.
fn history(form: &Form) -> BTreeMap<String, String> {
    let kept = form.variables().values().filter(|one| one.role == Role::Retired);
    let told = |one: &setsumon_core::form::Variable| {
        let label: Vec<String> = one.label.iter().map(|text| text.plain()).collect();
        let held = match &one.value {
            setsumon_core::form::Value::Code(list) => {
                let codes = &form.code_lists().get(*list).codes;
                format!("{:?}", codes.iter().map(|code| (&code.code, &code.label)).collect::<Vec<_>>())
            }
            other => format!("{other:?}"),
        };
        format!("{} {held}", label.join(" / "))
    };
    kept.map(|one| (one.name.clone(), told(one))).collect()
}

fn section(inside: &str) -> String {
    format!("section s \"S\" {{\n  text z \"Z\"\n  {inside}\n}}\n")
}

fn after(edition: i64, inside: &str) -> String {
    survey(&format!("{edition} follows \"m\""), &section(inside))
}

fn check(text: &str, before: &Edition) -> Vec<Diagnostic> {
    let Compiled(compiled) = Project::of(text).with("m", before.model.write()).compile();
    compiled.diagnostics.iter().cloned().collect()
}

/// Every kind, kept in other words and as every other kind: each is told, and `fix` writes what it was.
#[test]
fn what_is_retired_is_what_it_was() {
    let mut wrong = Vec::new();
    let mut told_of = 0;
    for (asked, kept) in KINDS {
        let first = Edition::of(&survey("2024", &section(&written(asked, "q", ""))), "2024", None).unwrap();
        let right = format!("retired {}", written(kept, "q", ""));
        let sound = Edition::of(&after(2025, &right), "2025", Some(("m", &first))).unwrap();
        let told = check(&after(2025, &right), &first);
        if !told.is_empty() {
            wrong.push(format!("{asked}: {right} is refused: {:?}", messages(&told)));
        }
        let others = KINDS.iter().map(|(_, other)| format!("retired {}", written(other, "q", "")));
        let reworded = [right.replace("\"L\"", "\"Lost\"")];
        let mut ways: Vec<String> = others.chain(reworded).filter(|way| *way != right).collect();
        ways.dedup();
        for way in ways {
            let text = after(2025, &way);
            let told = check(&text, &first);
            let codes: Vec<Code> = told.iter().map(|one| one.code).collect();
            // Of a table it is not known whether it had one column or several, and of ticks not whether they were a table of them.
            let is_table = asked.starts_with("grid") || asked.starts_with("multi") && way.contains("flag");
            if codes.is_empty() && is_table && !way.contains("Lost") {
                continue;
            }
            if codes != [Code::RetiredOtherwise] {
                wrong.push(format!("{asked}: {way}: {:?}", messages(&told)));
                continue;
            }
            told_of += 1;
            match Edition::of(&text, "2025", Some(("m", &first))) {
                Ok(fixed) if history(&fixed.form) == history(&sound.form) => {}
                Ok(fixed) => wrong.push(format!("{asked}: {way} became {}", fixed.text)),
                Err(why) => wrong.push(format!("{asked}: {way}: {why}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
    assert!(told_of > 200, "{told_of}");
}

/// The options of what is retired, and those that are retired themselves.
#[test]
fn the_options_of_what_is_retired_are_those_it_had() {
    let options = "a \"Apples\"  b \"Pears\"";
    for (asked, kept, count) in [
        ("single q \"Q\" {OPTIONS}", "retired single q \"Q\" { a \"Apples\" }", 0),
        ("single q \"Q\" {OPTIONS}", "retired single q \"Q\" { a \"Plums\" }", 1),
        ("single q \"Q\" {OPTIONS}", "retired single q \"Q\" { a \"Apples\"  c \"Plums\" }", 1),
        ("multi q \"Q\" {OPTIONS}", "retired multi q \"Q\" { a \"Apples\" }", 0),
        ("multi q \"Q\" {OPTIONS}", "retired multi q \"Q\" { c \"Plums\"  b \"Pearls\" }", 2),
        ("rank q \"Q\" {OPTIONS}", "retired rank q \"Q\" { b \"Pearls\"  a \"Apples\" }", 1),
        ("single q \"Q\" {OPTIONS}", "single q \"Q\" revised \"x\" { a \"Apples\"  retired b \"Pearls\" }", 1),
        ("multi q \"Q\" {OPTIONS}", "multi q \"Q\" revised \"x\" { a \"Apples\"  retired b \"Pearls\" }", 1),
        ("multi q \"Q\" {OPTIONS}", "multi q \"Q\" revised \"x\" { a \"Apples\"  retired b \"Pears\" }", 0),
        (
            "grid q \"Q\" of integer { rows {OPTIONS} }",
            "grid q \"Q\" of integer revised \"x\" { rows { a \"Apples\"  retired b \"Pearls\" } }",
            1,
        ),
        (
            "grid q \"Q\" of single { rows { r \"R\" } columns {OPTIONS} }",
            "grid q \"Q\" of single revised \"x\" { rows { r \"R\" } columns { a \"Apples\"  retired b \"Pearls\" } }",
            1,
        ),
        (
            "grid q \"Q\" of multi { rows { r \"R\" } columns {OPTIONS} }",
            "grid q \"Q\" of multi revised \"x\" { rows { r \"R\" } columns { a \"Apples\"  retired b \"Pearls\" } }",
            1,
        ),
    ] {
        let asked = asked.replace("OPTIONS", &format!(" {options} "));
        let first = Edition::of(&survey("2024", &section(&asked)), "2024", None).unwrap();
        let told = check(&after(2025, kept), &first);
        let codes: Vec<Code> = told.iter().map(|one| one.code).collect();
        assert_eq!(codes, vec![Code::RetiredOtherwise; count], "{kept}: {:?}", messages(&told));
        let fixed = Edition::of(&after(2025, kept), "2025", Some(("m", &first))).unwrap();
        assert!(!fixed.text.contains("Pl") && !fixed.text.contains("Pearls"), "{}", fixed.text);
        let names = |form: &Form| -> Vec<String> {
            let mut names: Vec<String> = form.variables().values().map(|one| one.name.clone()).collect();
            names.sort();
            names
        };
        assert_eq!(names(&first.form), names(&fixed.form), "{kept}: what is not listed is kept too");
    }
}

/// A line of `retired` that is left out a year later, alone or with all that it stood in, is told, and `fix` writes it again.
#[test]
fn what_is_kept_no_more_is_told() {
    let mut wrong = Vec::new();
    let own = |inside: &str| {
        format!("section s \"S\" {{\n  text z \"Z\"\n}}\nsection w \"W\" {{\n  text y \"Y\"\n  {inside}\n}}\n")
    };
    for (asked, kept) in KINDS.iter().filter(|(asked, _)| !asked.starts_with("gate")) {
        let (asked, kept) = (written(asked, "q", ""), format!("retired {}", written(kept, "q", "")));
        let first = Edition::of(&survey("2024", &own(&asked)), "2024", None).unwrap();
        let second = Edition::of(&survey("2025 follows \"m\"", &own(&kept)), "2025", Some(("m", &first))).unwrap();
        for gone in [own(""), "section s \"S\" {\n  text z \"Z\"\n}\n".to_owned()] {
            let text = survey("2026 follows \"m\"", &gone);
            let told = check(&text, &second);
            let codes: Vec<Code> = told.iter().map(|one| one.code).collect();
            let says = told.iter().any(|one| one.help.iter().any(|help| help.contains("retired ")));
            if codes != [Code::CodeDropped] || !says {
                wrong.push(format!("{kept}: {:?}", messages(&told)));
                continue;
            }
            match Edition::of(&text, "2026", Some(("m", &second))) {
                Ok(third) => {
                    let (then, now) = (history(&second.form), history(&third.form));
                    let lost: Vec<_> = then.iter().filter(|(name, told)| now.get(*name) != Some(told)).collect();
                    if !lost.is_empty() {
                        wrong.push(format!("{kept}: {lost:?} in\n{}\n{now:?}", third.text));
                    }
                }
                Err(why) => wrong.push(format!("{kept}: {why}")),
            }
        }
    }
    for (kept, gone) in [
        ("single q \"Q\" { a \"A\"  retired b \"B\" }", "single q \"Q\" { a \"A\" }"),
        ("multi q \"Q\" { a \"A\"  retired b \"B\" }", "multi q \"Q\" { a \"A\" }"),
        (
            "grid q \"Q\" of integer { rows { a \"A\"  retired b \"B\" } }",
            "grid q \"Q\" of integer { rows { a \"A\" } }",
        ),
    ] {
        let asked = kept.replace("retired ", "");
        let first = Edition::of(&survey("2024", &section(&asked)), "2024", None).unwrap();
        let second = Edition::of(&after(2025, kept), "2025", Some(("m", &first))).unwrap();
        let told = check(&after(2026, gone), &second);
        assert_eq!(told.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::CodeDropped], "{gone}");
        let third = Edition::of(&after(2026, gone), "2026", Some(("m", &second))).unwrap();
        assert!(third.text.contains("retired b \"B\""), "{}", third.text);
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

/// A derived value that is kept elsewhere, or moved with what it stands in, was there; one that is asked now was not asked.
#[test]
fn a_derived_value_was_where_it_was() {
    let before = "section s \"S\" { text z \"Z\" }\nsection w \"W\" { integer n \"N\" max 9  calc c \"C\" = n + 1 }";
    for (after, wanted) in [
        (
            "section s \"S\" { text z \"Z\"  retired integer c \"C\" was w.c }\nsection w \"W\" { integer n \"N\" max 9 }",
            vec![],
        ),
        (
            "section s \"S\" { text z \"Z\" }\nsection v \"W\" was w { integer n \"N\" max 9  calc c \"C\" = n + 1 }",
            vec![],
        ),
        (
            "section s \"S\" { text z \"Z\"  integer c \"C\" was w.c }\nsection w \"W\" { integer n \"N\" max 9 }",
            vec![Code::WasUnknown],
        ),
        (
            "section s \"S\" { text z \"Z\"  retired integer c \"C\" was w.d }\nsection w \"W\" { integer n \"N\" max 9  calc c \"C\" = n + 1 }",
            vec![Code::WasUnknown],
        ),
    ] {
        let told = said(before, after);
        assert_eq!(told.iter().map(|one| one.code).collect::<Vec<_>>(), wanted, "{after}\n{:?}", messages(&told));
        assert!(messages(&told).iter().all(|one| !one.contains("no `w.c`")), "{after}");
    }
}

/// Wherever something stood that is gone, the line is said that keeps it, and is right where `fix` writes it.
#[test]
fn the_line_that_keeps_it_is_said() {
    let list = "choices l { a \"Apples\"  b \"Bananas\"  c \"Cherries\" }\n";
    let block = "block b { integer n \"N\"  scale k \"K\" 1 to 5 ends \"bad\" \"good\" }\n";
    let start = "text z \"Z\"  ";
    for (before, after, line) in [
        (
            format!("section s \"S\" {{ {start}scale k \"K\" 0 to 10 ends \"bad\" \"good\" }}"),
            format!("section s \"S\" {{ {start} }}"),
            "retired scale k \"K\" 0 to 10",
        ),
        (
            format!("{block}section s \"S\" {{ {start}use b as u \"U\" }}"),
            format!("section s \"S\" {{ {start} }}"),
            "retired integer u_n \"N\" was s.u.n",
        ),
        (
            format!("{block}section s \"S\" {{ {start} }}\nsection w \"W\" {{ use b as u \"U\"  text y \"Y\" }}"),
            format!("section s \"S\" {{ {start} }}"),
            "retired integer u_n \"N\" was w.u.n",
        ),
        (
            format!("{list}section s \"S\" {{ single q \"Q\" from l }}"),
            format!("{}section s \"S\" {{ single q \"Q\" from l revised \"x\" }}", list.replace("b \"Bananas\"", "")),
            "retired b \"Bananas\"",
        ),
        (
            format!("{list}section s \"S\" {{ single q \"Q\" from l  multi r \"R\" from l }}"),
            format!(
                "{}section s \"S\" {{ single q \"Q\" from l revised \"x\"  multi r \"R\" from l revised \"x\" }}",
                list.replace("b \"Bananas\"", "")
            ),
            "retired b \"Bananas\"",
        ),
    ] {
        let told = said(&before, &after);
        let dropped: Vec<_> = told.iter().filter(|one| one.code == Code::CodeDropped).collect();
        assert!(!dropped.is_empty(), "{after}");
        let says = |one: &&Diagnostic| one.help.iter().any(|help| help.contains(line));
        assert!(dropped.iter().any(says), "{line}\n{dropped:#?}");
        let first = Edition::of(&survey("2024", &before), "2024", None).unwrap();
        let fixed = Edition::of(&survey("2025 follows \"m\"", &after), "2025", Some(("m", &first))).unwrap();
        assert_eq!(fixed.text.matches(line).count(), 1, "{}", fixed.text);
    }
}

/// Where two options stand in the place of one, all that may be meant is said, and nothing is written before its author says which.
#[test]
fn what_may_have_been_split_is_told() {
    let list = |options: &str| {
        format!("section s \"S\" {{ single q \"Q\" revised \"x\" {{ a \"Apples\"  {options}  c \"Cherries\" }} }}")
    };
    let before = list("b \"Coffee or tea\"").replace(" revised \"x\"", "");
    let after = list("d \"Coffee\"  e \"Tea\"");
    let told = said(&before, &after);
    assert!(told.len() == 3, "{:?}", messages(&told));
    for one in &told {
        assert!(one.help.iter().any(|help| help.contains("`@new splits b`") && help.contains("`was b`")), "{one:?}");
        assert!(one.fix.is_none(), "{one:?}");
    }
    let rows = |rows: &str| {
        format!("section s \"S\" {{ grid q \"Q\" of integer revised \"x\" {{ rows {{ a \"Apples\"  {rows} }} }} }}")
    };
    let told = said(&rows("b \"Coffee or tea\"").replace(" revised \"x\"", ""), &rows("d \"Coffee\"  e \"Tea\""));
    assert!(told.iter().all(|one| one.help.iter().any(|help| help.contains("`@new splits b`"))), "{told:?}");
    // Two went and two came: those are no parts of one.
    let two = "section s \"S\" { single q \"Q\" { a \"Apples\"  b \"Coffee or tea\"  g \"Gin\" } }";
    let told = said(two, "section s \"S\" { single q \"Q\" revised \"x\" { a \"Apples\"  d \"Coffee\"  e \"Tea\" } }");
    assert!(told.iter().all(|one| one.help.iter().all(|help| !help.contains("splits"))), "{told:?}");
}

/// What comes under another code as a whole is suggested as that, and a row or column as an option is.
#[test]
fn what_likely_has_another_code_is_told_where_it_stands() {
    let inside = "integer guests \"How many guests do you have?\"  text owner \"Who owns the house?\"";
    let block = format!("block b {{ {inside} }}\n");
    for (before, after, old, new) in [
        (
            format!("section s \"S\" {{ text z \"Z\" }}\nsection a \"A\" {{ {inside} }}"),
            format!("section s \"S\" {{ text z \"Z\" }}\nsection b \"A\" {{ {inside} }}"),
            "was a",
            "`b`",
        ),
        (
            format!("section s \"S\" {{ text z \"Z\"  repeat p \"P\" 0..3 {{ {inside} }} }}"),
            format!("section s \"S\" {{ text z \"Z\"  repeat r \"P\" 0..3 {{ {inside} }} }}"),
            "was p",
            "`s.r`",
        ),
        (
            format!("{block}section s \"S\" {{ text z \"Z\"  use b as u \"U\" }}"),
            format!("{block}section s \"S\" {{ text z \"Z\"  use b as v \"U\" }}"),
            "was u",
            "`s.v`",
        ),
        (
            "section s \"S\" { grid g \"G\" of integer { rows { a \"Beds in the house\"  b \"Cars\" } } }".to_owned(),
            "section s \"S\" { grid g \"G\" of integer { rows { beds \"Beds in the house\"  b \"Cars\" } } }".to_owned(),
            "was a",
            "`s.g.beds`",
        ),
        (
            "section s \"S\" { grid g \"G\" of multi { rows { r \"R\" } columns { a \"Beds in the house\"  b \"Cars\" } } }".to_owned(),
            "section s \"S\" { grid g \"G\" of multi { rows { r \"R\" } columns { beds \"Beds in the house\"  b \"Cars\" } } }".to_owned(),
            "was a",
            "`s.g.beds`",
        ),
    ] {
        let told = said(&before, &after);
        let new_and_gone: Vec<_> =
            told.iter().filter(|one| [Code::MarkerMissing, Code::CodeDropped].contains(&one.code)).collect();
        for one in &new_and_gone {
            let help = one.help.clone().unwrap_or_default();
            assert!(help.contains(&format!("`{old}` at {new}")), "{after}: {one:?}");
            assert!(one.fix.is_none(), "{one:?}");
        }
        assert_eq!(new_and_gone.len(), 2, "{after}: {:?}", messages(&told));
        // What is said to write is right.
        let code = new.trim_matches('`').rsplit('.').next().unwrap();
        let with = ["section CODE \"A\"", "repeat CODE \"P\" 0..3", "use b as CODE \"U\"", "CODE \"Beds in the house\""]
            .map(|head| head.replace("CODE", code));
        let head = with.iter().find(|head| after.contains(head.as_str())).unwrap();
        let told = said(&before, &after.replacen(head.as_str(), &format!("{head} {old}"), 1));
        assert!(told.is_empty(), "{after}: {:?}", messages(&told));
    }
}

/// A choice that became a set of ticks, or the other way round, is told once, with what to write; and that is right.
#[test]
fn one_answer_that_became_several_is_told_once() {
    let options = "{ a \"A\"  b \"B\" }";
    let table = "{ rows { x \"X\"  y \"Y\" } columns { a \"A\"  b \"B\" } }";
    for (then, now) in [("single", "multi"), ("multi", "single")] {
        for (before, after) in [
            (format!("{then} q \"Q\" {options}"), format!("{now} q \"Q\" {options}")),
            (format!("grid q \"Q\" of {then} {table}"), format!("grid q \"Q\" of {now} {table}")),
        ] {
            let section = |question: &str| format!("section s \"S\" {{ text z \"Z\"  {question} }}");
            let told = said(&section(&before), &section(&after));
            assert_eq!(
                told.iter().map(|one| one.code).collect::<Vec<_>>(),
                [Code::TypeChanged],
                "{after}: {:?}",
                messages(&told)
            );
            assert!(told[0].help.iter().any(|help| help.contains("`was q`")), "{told:?}");
            let mended = after.replacen(" {", " was q revised \"x\" {", 1);
            let told = said(&section(&before), &section(&mended));
            assert!(told.is_empty(), "{mended}: {:?}", messages(&told));
        }
    }
    let section = |question: &str| format!("section s \"S\" {{ text z \"Z\"  {question} }}");
    let told = said(&section("rank q \"Q\" { a \"A\"  b \"B\" }"), &section("single q \"Q\" { a \"A\"  b \"B\" }"));
    assert!(told.iter().all(|one| one.help.iter().all(|help| !help.contains("`was q`"))), "{told:?}");
}

/// A column whose cells are ticks is split as a row is.
#[test]
fn a_column_that_was_split_is_one_change() {
    let grid =
        |rows: &str, columns: &str| format!("grid q \"Q\" of multi {{ rows {{ {rows} }} columns {{ {columns} }} }}");
    let parts = "a \"A\"  retired b \"B\"  c \"C\" @new splits b  d \"D\" @new splits b";
    for (rows, count) in [("r \"R\"  t \"T\"", 1), ("r \"R\"  t \"T\"  u \"U\" @new", 2)] {
        let old = Edition::of(&survey("2024", &section(&grid("r \"R\"  t \"T\"", "a \"A\"  b \"B\""))), "2024", None)
            .unwrap();
        let new = Edition::of(&after(2025, &grid(rows, parts)), "2025", Some(("m", &old))).unwrap();
        let changes = diff(&old.model, &new.model).changes;
        let told: Vec<_> = changes.iter().map(|one| (one.class, one.effect.data, one.effect.series)).collect();
        assert!(told.contains(&(Class::Split, Data::Additive, Series::WithCare)) && told.len() == count, "{told:?}");
    }
}

/// What `fix` writes to keep something says the year in which it was asked, and that is right.
#[test]
fn a_year_in_what_is_kept_is_no_year_that_should_move() {
    let text =
        |inside: &str| section(inside) + "section w \"W in {edition}\" { integer b \"Beds in {edition}\" @updated }\n";
    let old = survey(
        "2024",
        &text("integer n \"Guests in {edition}\"  single q \"Q\" { a \"A\"  b \"Before {edition - 1}\" }"),
    );
    let first = Project::of(&old).compile();
    let first = Model::freeze(first.0.form_before_markers().unwrap(), None);
    let new = survey("2025 follows \"m\"", &section("single q \"Q\" { a \"A\" }"));
    let fixed = fix(Project::of(&new).with("m", first.write()).sources(), MAIN);
    let written = &fixed.files[0].after;
    assert!(written.contains("Guests in 2024") && written.contains("Beds in 2024"), "{written}");
    let rolled = rollover(written, "2025.model.json").unwrap();
    assert!(rolled.years.is_empty(), "{:?}\n{written}", rolled.years);
}
