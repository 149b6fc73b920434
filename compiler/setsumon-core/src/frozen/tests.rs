//! The published model against its schema, itself, and the editions it remembers.

use super::*;
use crate::form::Form;
use crate::sources::MemorySources;
use crate::target::Target;

const EVERYTHING: &str = r#"setsumon 1

survey whole "全部（{edition}年度）" {
  locale ja
  edition 2024
  publisher "発行者"
  as_of 2025-01-01
  deadline 2025-02-28
  info contact "**03-1234-5678** へ"
  numbers { section "（１）" item "1" page "１．" }
  given text region "地域"
}

page "目的" """
  - 一つ
  - 二つ
  """

gate started "始めていますか" { yes "はい" then "お進みください。" no "いいえ" end "終了です。" }

part first "第一部" {
  section basics "基本" {
    single status "状況" required {
      running "運用中"
      ended "終了" { year at "終了年" }
      unknown "不明" means dont_know
      retired old "旧"
    }
    multi goals "目的" when status is running pick 1..2 { a "甲" b "乙" value 2 none "なし" exclusive other "その他" specify }
    rank order "順位" pick 1..2 { x "エ" y "ワイ" }
    grid scores "評価" of scale 0 to 10 { rows { r1 "行1" r2 "行2" } }
    grid kinds "種別" of multi { rows { r1 "行1" } columns { c1 "列1" c2 "列2" } }
    decimal rate "率" digits 1 min 0 max 99.5 unit "％" or { unknown "不明" means dont_know }
    month since "開始月" min 2000-01
    date until "終了日" max 2030-12-31
    text licence "番号" pattern "AA-99"
    email mail "メール" @personal
    flag agreed "同意" { text by "氏名" }
    repeat people "担当者" 1..3 named "{name}" {
      text name "名"
      integer age "年齢" unit "歳" min 0
    }
    check sum(people.age) <= 300 "年齢の合計が大きすぎます"
    calc double "二倍" = rate * 2 unit "％"
    calc long "長い和" = LONG
  }
  end when basics.status is ended "ここまでです。"
  section rest "残り" { longtext remarks "備考" when basics.goals includes any of [a, b] }
}
"#;

fn form_of(sources: &MemorySources, root: &str) -> Form {
    let compilation = crate::compile::compile_alone(sources, root);
    let told: Vec<_> = compilation.diagnostics.iter().map(|one| one.message.clone()).collect();
    compilation.soundness.sound().unwrap_or_else(|| panic!("{told:#?}"))
}

pub(super) fn everything() -> Form {
    form_of(
        &MemorySources::new().with("s.survey", EVERYTHING.replace("LONG", &format!("{}rate", "rate + ".repeat(249)))),
        "s.survey",
    )
}

#[test]
fn what_is_written_is_read_again() {
    let model = Model::of(&everything());
    let text = String::from_utf8(model.write()).unwrap();
    assert_eq!(Model::read(&text).unwrap(), model);
    assert!(
        model.conditions.len() > 10 && model.rules.len() > 50 && model.variables.len() > 20,
        "a survey with something in it"
    );
}

#[test]
fn the_target_writes_what_the_model_writes() {
    let form = everything();
    let emitted = ModelTarget.emit(&form).unwrap();
    assert_eq!(emitted.files[0], ("model.json", Model::of(&form).write()));
    assert!(emitted.ledger.iter().all(|(_, duty)| duty.is_some()));
    assert_eq!(emitted.files, ModelTarget.emit(&form).unwrap().files, "the same form gives the same bytes");
}

#[test]
fn conditions_point_backwards_and_names_are_known() {
    let model = Model::of(&everything());
    for (place, condition) in model.conditions.iter().enumerate() {
        let parts = match condition {
            Condition::All { of } | Condition::Any { of } => of.clone(),
            Condition::Some { repeat: _, cond } | Condition::Every { repeat: _, cond } => vec![*cond],
            Condition::Always
            | Condition::Never
            | Condition::Present { .. }
            | Condition::Absent { .. }
            | Condition::In { .. }
            | Condition::NotIn { .. }
            | Condition::Compare { .. } => Vec::new(),
        };
        assert!(parts.iter().all(|part| (*part as usize) < place), "{place}: {condition:?}");
    }
    let known = |name: &str| model.variables.iter().any(|variable| variable.name == name);
    assert!(model.rules.iter().all(|rule| known(&rule.at)));
}

#[test]
fn another_format_is_refused_by_its_number() {
    let mut model = Model::of(&everything());
    model.format = FORMAT + 1;
    let text = String::from_utf8(model.write()).unwrap();
    let message = format!("this model has format {}; this compiler reads format {FORMAT}", FORMAT + 1);
    assert_eq!(Model::read(&text).unwrap_err(), message);
    assert!(Model::read("[]").is_err() && Model::read("").is_err());
}

fn edition(year: i64, follows: Option<i64>, body: &str) -> String {
    let follows = follows.map_or_else(String::new, |year| format!(" follows \"{year}.model.json\""));
    format!(
        "setsumon 1\n\nsurvey s \"S\" {{\n  locale en\n  edition {year}{follows}\n}}\n\nsection q \"Q\" {{\n{body}\n}}\n"
    )
}

/// Freezes editions one after the other, each following the one before.
fn frozen(bodies: &[(i64, &str)]) -> Vec<Model> {
    let mut sources = MemorySources::new();
    let mut models: Vec<Model> = Vec::new();
    for (year, body) in bodies {
        let text = edition(*year, models.last().map(|model| model.survey.edition), body);
        sources = sources.with("s.survey", text);
        let model = Model::freeze(&form_of(&sources, "s.survey"), models.last());
        sources = sources.with(format!("{year}.model.json"), model.write());
        models.push(model);
    }
    models
}

#[test]
fn one_file_carries_the_whole_history() {
    let models = frozen(&[
        (2022, "  single a \"A\" { x \"X\" y \"Y\" }\n  text gone \"Gone\""),
        (2023, "  single a \"A now\" { x \"X\" y \"Y\" z \"Z\" @new }\n  retired text gone \"Gone\""),
        (
            2024,
            "  single a \"A now\" { x \"X\" retired y \"Y\" z \"Z\" }\n  retired text gone \"Gone\"\n  text b \"B\" @new",
        ),
    ]);
    let history = models[2].history.as_ref().unwrap();
    let find = |name: &str| history.iter().find(|past| past.name == name);
    let a = find("q__a").unwrap();
    assert_eq!((a.editions.as_slice(), a.label.as_str(), a.kind.as_str()), ([2022, 2023].as_slice(), "A now", "code"));
    let codes: Vec<_> = a.codes.iter().map(|code| (code.code.as_str(), code.editions.as_slice())).collect();
    assert_eq!(codes, [("x", [2022, 2023].as_slice()), ("y", &[2022, 2023]), ("z", &[2023])]);
    assert_eq!(find("q__gone").unwrap().editions, [2022]);
    assert!(find("q__b").is_none(), "what is new is no history yet");
    let next = models[2].past();
    let y = &next.iter().find(|past| past.name == "q__a").unwrap().codes;
    assert_eq!(
        y.iter().find(|code| code.code == "y").unwrap().editions,
        [2022, 2023],
        "a retired code was not offered"
    );
}
