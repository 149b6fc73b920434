//! The three files of the codebook against the form they tell of.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by failing"
)]

use std::collections::BTreeSet;

use setsumon_codebook::CodebookTarget;
use setsumon_core::form::{Form, Role, Variable};
use setsumon_core::frozen::Model;
use setsumon_core::sources::MemorySources;
use setsumon_core::target::{Duty, Target};
use setsumon_editions::Session;

const SURVEY: &str = r#"setsumon 1

survey whole "全部 <b>|`" {
  locale ja
  edition 2024
  publisher "発行者"
  numbers { section "（１）" item "1" page "１．" }
  given text region "地域"
}

gate started "始めていますか" { yes "はい" then "お進みください。" no "いいえ" end "終了です。" }

part first "第一部" {
  section basics "基本" {
    single status "状況 | <i>" required {
      running "運用中"
      ended "終了" { year at "終了年" }
      unknown "不明" means dont_know
      retired old "旧"
    }
    multi goals "=1+1" when status is running pick 1..2 { a "甲" b "乙" none "なし" exclusive other "その他" specify }
    grid kinds "種別" of single { rows { r1 "行1" r2 "行2" } columns { c1 "列1" c2 "列2" } }
    decimal rate "率" digits 1 min 0 max 99.5 unit "％" or { unknown "不明" means dont_know }
    text licence "番号" pattern "AA-99"
    email mail "メール" @personal
    repeat people "担当者" 1..3 named "{name}" {
      text name "名"
      integer age "年齢" unit "歳" min 0
    }
    check sum(people.age) <= 300 "年齢の合計が大きすぎます"
    retired integer gone "前の数"
    calc double "二倍" = rate * 2 unit "％"
  }
}
"#;

fn form_of(sources: &MemorySources) -> Form {
    let compilation = Session::new().check(sources, "s.survey");
    let told: Vec<_> = compilation.diagnostics.iter().map(|one| one.message.clone()).collect();
    compilation.soundness.sound().unwrap_or_else(|| panic!("{told:#?}"))
}

fn form() -> Form {
    form_of(&MemorySources::new().with("s.survey", SURVEY))
}

/// Markdown, CSV and HTML.
fn files(form: &Form) -> [String; 3] {
    let emitted = CodebookTarget.emit(form).unwrap();
    assert!(emitted.ledger.iter().all(|(_, duty)| duty == Some(&Duty::Printed)));
    let names: Vec<_> = emitted.files.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["codebook.md", "codebook.csv", "codebook.html"]);
    let mut texts = emitted.files.into_iter().map(|(_, bytes)| String::from_utf8(bytes).unwrap());
    [texts.next().unwrap(), texts.next().unwrap(), texts.next().unwrap()]
}

fn records(csv_text: &str) -> Vec<Vec<String>> {
    let text = csv_text.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// A column of the CSV, by its heading, for a variable.
fn cell(records: &[Vec<String>], variable: &str, heading: &str) -> String {
    let column = records[0].iter().position(|known| known == heading).unwrap();
    let row = records.iter().find(|record| record[0] == variable).unwrap_or_else(|| panic!("{variable} is not there"));
    row[column].clone()
}

#[test]
fn every_variable_stands_once_in_each_file() {
    let form = form();
    let [markdown, csv_text, html] = files(&form);
    let mut names: Vec<&str> = form
        .variables()
        .values()
        .filter(|variable| !matches!(variable.role, Role::Last(_)))
        .map(|variable| variable.name.as_str())
        .collect();
    names.extend(form.calcs().values().map(|calc| calc.name.as_str()));
    names.push("_outcome");
    assert!(names.len() > 15 && names.contains(&"given__region") && names.contains(&"basics__double"), "{names:?}");
    for name in &names {
        assert_eq!(markdown.matches(&format!("\n| `{name}` | ")).count(), 1, "{name} in Markdown");
        assert_eq!(html.matches(&format!("<tr id=\"v-{name}\">")).count(), 1, "{name} in HTML");
    }
    // What stands in no question has its own label, and not the heading that it stands under.
    let loose = |variable: &&Variable| variable.question.is_none() && !matches!(variable.role, Role::Last(_));
    let loose: Vec<&Variable> = form.variables().values().filter(loose).collect();
    assert!(loose.len() > 1, "a given one and a retired one");
    for variable in loose {
        let label = cell(&records(&csv_text), &variable.name, "label");
        assert!(markdown.contains(&format!("\n| `{}` | {label}", variable.name)), "{label} in Markdown");
        let row = html.split(&format!("<tr id=\"v-{}\">", variable.name)).nth(1).unwrap();
        assert!(row.split("</tr>").next().unwrap().contains(&label), "{label} in HTML");
    }
    let listed: Vec<String> = records(&csv_text).into_iter().skip(1).map(|mut record| record.remove(0)).collect();
    let unique: BTreeSet<_> = listed.iter().map(String::as_str).collect();
    assert_eq!((listed.len(), unique), (names.len(), names.into_iter().collect()));
}

#[test]
fn the_csv_says_what_is_so() {
    let [_, csv_text, _] = files(&form());
    assert!(csv_text.contains("\r\n") && csv_text.starts_with("\u{feff}variable,role,section,"));
    let records = records(&csv_text);
    let expected = [
        ("basics__status", "type", "code"),
        ("basics__status", "codes", "running = 運用中\nended = 終了\nunknown = 不明 [「わからない」]\nold = 旧 [廃止]"),
        ("basics__status", "required", "yes"),
        ("basics__status", "label", "状況 | <i>"),
        (
            "basics__status__ended__at",
            "condition",
            "(not answered started or started not in [no]) and basics__status in [ended]",
        ),
        ("basics__goals__none", "remarks", "他と併用不可"),
        ("basics__goals__a", "label", "'=1+1 / 甲"),
        ("basics__kinds__r2", "codes", "c1 = 列1\nc2 = 列2"),
        ("basics__rate", "min", "0"),
        ("basics__rate", "max", "99.5"),
        ("basics__rate", "digits", "1"),
        ("basics__rate", "unit", "％"),
        ("basics__rate__unknown", "remarks", "「わからない」"),
        ("basics__licence", "format", "picture:AA-99"),
        ("basics__mail", "table", "whole__personal"),
        ("basics__mail", "personal", "yes"),
        ("basics__people__age", "table", "basics__people"),
        ("basics__people__age", "max", ""),
        ("given__region", "role", "given"),
        ("basics__double", "table", "whole__derived"),
        ("_outcome", "role", "outcome"),
    ];
    for (variable, heading, words) in expected {
        assert_eq!(cell(&records, variable, heading), words, "{heading} of {variable}");
    }
    let who = cell(&records, "basics__status__ended__at", "who");
    assert!(who.contains("（１）の1「状況 | <i>」") && who.contains("「終了」"), "{who}");
    assert!(
        cell(&records, "basics__goals__a", "rules").contains("basics__goals__none"),
        "rules stand on the first line"
    );
    assert_eq!(cell(&records, "basics__goals__b", "rules"), "");
}

#[test]
fn words_of_the_author_are_data() {
    let [markdown, _, html] = files(&form());
    assert!(html.contains("全部 &lt;b&gt;|`") && !html.contains("<b>") && !html.contains("<i>"));
    assert!(markdown.contains(r"# 全部 \<b\>\|\`") && markdown.contains(r"状況 \| \<i\>"));
    for row in markdown.lines().filter(|line| line.starts_with('|')) {
        let columns = row.replace(r"\|", "").matches('|').count();
        assert_eq!(columns, 6, "{row}");
    }
}

#[test]
fn links_lead_somewhere_and_ids_are_unique() {
    let [_, _, html] = files(&form());
    let values = |attribute: &str| -> Vec<String> {
        let parts = html.split(attribute).skip(1);
        parts.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let ids = values(" id=\"");
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len());
    for target in values("href=\"#") {
        assert!(unique.contains(&target), "nothing is called {target}");
    }
    assert!(
        !html.contains("http://") && !html.contains("https://") && !html.contains("<script"),
        "it needs nothing else"
    );
}

#[test]
fn the_history_is_told_under_old_and_new_names() {
    let edition = |year: i64, follows: &str, body: &str| {
        format!(
            "setsumon 1\n\nsurvey s \"S\" {{ locale en  edition {year}{follows} }}\n\nsection q \"Q\" {{\n{body}}}\n"
        )
    };
    let before = MemorySources::new().with("s.survey", edition(2023, "", "  text a \"A\"\n  text old \"Old\"\n"));
    let model = Model::freeze(&form_of(&before), None).write();
    let text = edition(
        2024,
        " follows \"2023.model.json\"",
        "  text a \"A\"\n  text renamed \"Old\" was old\n  text b \"B\" @new\n",
    );
    let form = form_of(&MemorySources::new().with("s.survey", text).with("2023.model.json", model));
    let [markdown, csv_text, _] = files(&form);
    let records = records(&csv_text);
    assert_eq!(cell(&records, "q__a", "editions"), "2023–2024");
    assert_eq!(cell(&records, "q__renamed", "editions"), "2023 (q__old), 2024");
    assert_eq!(cell(&records, "q__renamed", "was"), "q__old");
    assert_eq!(cell(&records, "q__renamed", "history"), "2024: formerly: q__old");
    assert_eq!(cell(&records, "q__a", "history"), "");
    assert_eq!(cell(&records, "q__b", "editions"), "2024");
    assert_eq!(cell(&records, "q__b", "marker"), "new");
    assert!(markdown.contains("- **Since the last edition:** new"));
}

/// What somebody chose of one question, and ticks today: the ticks are the options, so that none has come or gone. The outcome is as old as
/// the survey.
#[test]
fn options_that_became_ticks_have_neither_come_nor_gone() {
    for (then, now) in [("single", "multi"), ("multi", "single"), ("single", "gate"), ("gate", "multi")] {
        let survey = |edition: &str, kind: &str, more: &str| {
            format!(
                "setsumon 1\nsurvey t \"T\" {{ locale en  edition {edition} }}\nsection s \"S\" {{ {kind} q \"Q\" {more} {{ x \"X\"  y \"Y\" }} }}\n"
            )
        };
        let old = Model::freeze(&form_of(&MemorySources::new().with("s.survey", survey("2023", then, ""))), None);
        let next = survey("2024 follows \"old.model.json\"", now, "was q break concept \"Both\"");
        let sources = MemorySources::new().with("s.survey", next).with("old.model.json", old.write());
        let [markdown, csv_text, _] = files(&form_of(&sources));
        for word in ["options retired", "options added"] {
            assert!(!markdown.contains(word), "{then} → {now}: {markdown}");
        }
        assert_eq!(cell(&records(&csv_text), "_outcome", "editions"), "2023–2024");
    }
}
