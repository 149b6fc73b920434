//! What the judge says, word for word, of every kind of fault in both languages; and the verdict as JSON.

use std::collections::BTreeSet;

use super::*;
use crate::sources::MemorySources;

fn form(text: &str) -> Form {
    let compiled = crate::compile::compile_alone(&MemorySources::new().with("main.survey", text), "main.survey");
    let said: Vec<&str> = compiled.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    compiled.soundness.sound().unwrap_or_else(|| panic!("{said:?}"))
}

fn verdict(form: &Form, json: &str) -> Verdict {
    judge(form, &Answers::from_json(form, json).expect(json), None, Mode::Submission)
}

const SURVEY_JA: &str = r#"
setsumon 1
survey test "試験" { locale ja  edition 2025 }
section s "節" {
  single status "稼働状況" {
    running "運用中"
    ended   "運用終了" { year at "終了年" }
    retired unknown "不明"
  }
  text reason "理由" when status is ended
  multi goals "目的" pick 2..3 required { a "甲"  b "乙"  c "丙"  d "丁"  none "なし" exclusive }
  text others "その他の目的" when goals includes d
  flag agreed "同意" required
  text sign "署名" when agreed is not ticked
  integer beds "病床数" unit "床" min 0 max 9999 or { unknown "把握していない" means dont_know }
  rank order "順位" pick 1..3 { x "い"  y "ろ"  z "は" }
  single more "追加" { yes "する"  later "後で" when goals includes a }
  repeat people "担当者" 1..2 when status is running {
    text name "氏名" required
    integer age "年齢" min 0
  }
  text senior "最年長の方" when any of people.age >= 60 says "60歳以上の方がいる場合"
  integer all_beds "全病床数"
  integer used "使用病床数"
  check used <= all_beds "使用病床数{used}が、全病床数{all_beds}を超えています"
  email mail "メール"
  decimal rate "割合" digits 1
  date since "開始日"
  month opened "開設月"
  text short "略称" max_length 2
  retired text old "旧項目"
  calc free "空床" = all_beds - used
}
"#;

#[test]
fn every_fault_is_told_in_japanese() {
    let form = form(SURVEY_JA);
    let mut kinds = BTreeSet::new();
    for (json, message) in [
        (
            r#"{"s__reason": "x"}"#,
            "先に「稼働状況」に回答してください。その回答で、「理由」をおたずねするかどうかが決まります。",
        ),
        (
            r#"{"s__status": "running", "s__reason": "x"}"#,
            "「稼働状況」が「運用中」のときは、「理由」には回答しません。この回答を消すか、「稼働状況」の回答を見直してください。",
        ),
        (
            r#"{"s__others": "x"}"#,
            "先に「目的」に回答してください。その回答で、「その他の目的」をおたずねするかどうかが決まります。",
        ),
        (
            r#"{"s__goals__a": true, "s__goals__b": true, "s__others": "x"}"#,
            "「目的／丁」にチェックがないときは、「その他の目的」には回答しません。この回答を消すか、「目的」の回答を見直してください。",
        ),
        (
            r#"{"s__agreed": true, "s__sign": "x"}"#,
            "「同意」にチェックがあるときは、「署名」には回答しません。この回答を消すか、「同意」の回答を見直してください。",
        ),
        (
            r#"{"s__senior": "x"}"#,
            "「担当者」の内容により、「最年長の方」には回答しません。この回答を消すか、「担当者」を見直してください。",
        ),
        (r#"{"s__old": "x"}"#, "「旧項目」は、もうたずねていない項目です。この回答を消してください。"),
        (
            r#"{"s__goals__b": true, "s__goals__c": true, "s__more": "later"}"#,
            "「目的／甲」にチェックがないときは、「追加」の選択肢「後で」には回答しません。この回答を消すか、「目的」の回答を見直してください。",
        ),
        ("{}", "「目的」は、１つ以上選択してください。"),
        ("{}", "「同意」にチェックを入れてください。"),
        (
            r#"{"s__goals__a": true, "s__goals__none": true}"#,
            "「なし」は、ほかの選択肢と同時には選べません。どちらかを消してください。",
        ),
        (
            r#"{"s__beds": 1, "s__beds__unknown": true}"#,
            "「病床数」と「病床数／把握していない」は、どれか１つだけにしてください。",
        ),
        (r#"{"s__goals__a": true}"#, "「目的」は、2つ以上選択してください（いま1つです）。"),
        (
            r#"{"s__goals__a": true, "s__goals__b": true, "s__goals__c": true, "s__goals__d": true}"#,
            "「目的」は、3つまで選択できます（いま4つです）。",
        ),
        (
            r#"{"s__order__x": 1, "s__order__y": 1}"#,
            "「順位」で、同じ順位が２度使われています。順位は１つずつにしてください。",
        ),
        (r#"{"s__order__x": 2}"#, "「順位」の順位は、1から順に、とばさずにつけてください。"),
        (r#"{"s__status": "running"}"#, "「担当者」は、1件以上記入してください。"),
        (r#"{"s__status": "running", "s__people": [{}, {}, {}]}"#, "「担当者」は、2件までです。"),
        (r#"{"s__status": "running", "s__people": [{}]}"#, "担当者（1件目）：「氏名」に回答してください。"),
        (
            r#"{"s__status": "ended", "s__people": [{}]}"#,
            "「稼働状況」が「運用終了」のときは、「担当者」には回答しません。この回答を消すか、「稼働状況」の回答を見直してください。",
        ),
        (r#"{"s__all_beds": 10, "s__used": 12}"#, "使用病床数12が、全病床数10を超えています"),
        (r#"{"s__status": null}"#, "「稼働状況」が null です。回答がないときは、この項目を書かないでください。"),
        (r#"{"s__agreed": false}"#, "「同意」が false です。チェックがないときは、この項目を書かないでください。"),
        (r#"{"s__agreed": 1}"#, "「同意」に書けるのは、チェックがあることを表す true だけです。"),
        (r#"{"s__used": "1"}"#, "「使用病床数」は数値で書いてください。"),
        (r#"{"s__short": 1}"#, "「略称」は文字列（\"…\"）で書いてください。"),
        (r#"{"s__short": "　"}"#, "「略称」が空白です。回答がないときは、この項目を書かないでください。"),
        (r#"{"s__status": "open"}"#, "「稼働状況」の「open」は、選択肢にありません。選択肢から選んでください。"),
        (
            r#"{"s__status": "unknown"}"#,
            "「稼働状況」の「不明」は、もう使われていません。ほかの選択肢から選んでください。",
        ),
        (r#"{"s__used": 1.5}"#, "「使用病床数」は整数で回答してください。"),
        (r#"{"s__rate": 1.25}"#, "「割合」は、小数第1位までで回答してください。"),
        (r#"{"s__rate": 1e30}"#, "「割合」の数値の桁が多すぎます。"),
        (r#"{"s__beds": 10000}"#, "「病床数」は、0から9999までで回答してください。"),
        (r#"{"s__since": "2025-02-29"}"#, "「開始日」は、暦にある日付を「2025-01-31」の形で回答してください。"),
        (r#"{"s__opened": "2025"}"#, "「開設月」は、年月を「2025-01」の形で回答してください。"),
        (r#"{"s__short": "\u0000a"}"#, "「略称」に、使えない文字（U+0000）があります。"),
        (r#"{"s__short": "a\n"}"#, "「略称」は、改行せずに回答してください。"),
        (r#"{"s__short": "あいう"}"#, "「略称」は2文字までで回答してください（いま3文字です）。"),
        (r#"{"s__mail": "x"}"#, "「メール」は、メールアドレス（例：name@example.jp）で回答してください。"),
        (r#"{"s__used_": 1}"#, "`s__used_` という項目は、この調査票にありません。`s__used` ではありませんか。"),
        (
            r#"{"completely_different": 1}"#,
            "`completely_different` という項目は、この調査票にありません。消してください。",
        ),
        (r#"{"s__free": 1}"#, "`s__free` は回答から計算される値です。回答には書かないでください。"),
        (r#"{"s__people__name": "x"}"#, "`s__people__name` は、配列 `s__people` のなかに書いてください。"),
        (r#"{"s__people": {}}"#, "`s__people` は、配列 [ … ] で書いてください。"),
        (r#"{"s__people": [1]}"#, "`s__people` の1件目は、{ … } で書いてください。"),
        (r#"{"s__people": [{"s__used": 1}]}"#, "`s__used` は、配列のなかではなく、その外に書いてください。"),
    ] {
        let verdict = verdict(&form, json);
        let found = verdict.violations.iter().find(|violation| violation.message == message);
        let Some(found) = found else {
            let said: Vec<&str> = verdict.violations.iter().map(|violation| violation.message.as_str()).collect();
            panic!("{json}\nclaimed {message}\nsaid    {}", said.join("\n        "));
        };
        kinds.insert(found.kind.as_str());
    }
    assert_eq!(kinds.len(), 15, "every kind of fault has its words: {kinds:?}");
}

const SURVEY_EN: &str = r#"
setsumon 1
survey test "Test" { locale en  edition 2025 }
section s "Section" {
  single status "Status" { running "Running"  ended "Ended" }
  text reason "Reason" when status is ended
  multi goals "Goals" pick 2..3 required { a "A"  b "B"  c "C"  d "D"  none "None" exclusive }
  flag agreed "Agreed" required
  text sign "Signed" when agreed is not ticked
  single more "More" { yes "Yes"  later "Later" when goals includes a }
  text name "Name" required
}
"#;

#[test]
fn faults_are_told_in_english() {
    let form = form(SURVEY_EN);
    for (json, message) in [
        (r#"{"s__reason": "x"}"#, "Answer “Status” first: it decides whether “Reason” is asked."),
        (
            r#"{"s__status": "running", "s__reason": "x"}"#,
            "Where “Status” is “Running”, “Reason” is not asked. Remove this answer, or change “Status”.",
        ),
        (
            r#"{"s__agreed": true, "s__sign": "x"}"#,
            "Where “Agreed” is ticked, “Signed” is not asked. Remove this answer, or change “Agreed”.",
        ),
        (
            r#"{"s__goals__b": true, "s__goals__c": true, "s__more": "later"}"#,
            "Where “Goals – A” is not ticked, the option “Later” of “More” is not asked. Remove this answer, or change “Goals”.",
        ),
        ("{}", "Choose at least one for “Goals”."),
        ("{}", "Tick “Agreed”."),
        ("{}", "Answer “Name”."),
        (r#"{"s__goals__a": true}"#, "Choose at least 2 for “Goals”; 1 chosen now."),
        (
            r#"{"s__goals__a": true, "s__goals__none": true}"#,
            "“None” cannot be chosen together with another option. Remove one of them.",
        ),
        (r#"{"s__nam": "x"}"#, "This survey has no `s__nam`. Is it `s__name`?"),
        (r#"{"name": "x"}"#, "This survey has no `name`. Write `s__name`."),
    ] {
        let verdict = verdict(&form, json);
        let said: Vec<&str> = verdict.violations.iter().map(|violation| violation.message.as_str()).collect();
        assert!(said.contains(&message), "{json}\nclaimed {message}\nsaid    {}", said.join("\n        "));
    }
}

#[test]
fn the_blame_goes_to_the_first_blank_of_a_chain() {
    let form = form(
        r#"
setsumon 1
survey test "Test" { locale en  edition 2025 }
section s "Section" {
  single a "A" { x "X"  y "Y" }
  single b "B" when a is x { x "X"  y "Y" }
  single c "C" when b is x { x "X"  y "Y" }
  text d "D" when c is x
}
"#,
    );
    for (json, message) in [
        (r#"{"s__d": "?"}"#, "Answer “A” first: it decides whether “D” is asked."),
        (r#"{"s__a": "x", "s__d": "?"}"#, "Answer “B” first: it decides whether “D” is asked."),
        (r#"{"s__a": "y", "s__d": "?"}"#, "Where “A” is “Y”, “D” is not asked. Remove this answer, or change “A”."),
    ] {
        let violations = verdict(&form, json).violations;
        assert_eq!(violations.first().map(|violation| violation.message.as_str()), Some(message), "{json}");
    }
}

#[test]
fn a_tick_in_the_place_of_a_value_is_told_as_one() {
    let form = form(
        r#"
setsumon 1
survey test "Test" { locale en  edition 2025 }
section s "Section" {
  integer n "N" or { unknown "Not known" } { text why "Why" }
  text t "T" or { none "Nothing" } { text how "How" }
}
"#,
    );
    for (json, message) in [
        (r#"{"s__n__why": "?"}"#, "Answer “N” first: it decides whether “Why” is asked."),
        (
            r#"{"s__n__unknown": true, "s__n__why": "?"}"#,
            "Where “N – Not known” is ticked, “Why” is not asked. Remove this answer, or change “N”.",
        ),
        (
            r#"{"s__t__none": true, "s__t__how": "?"}"#,
            "Where “T – Nothing” is ticked, “How” is not asked. Remove this answer, or change “T”.",
        ),
    ] {
        let violations = verdict(&form, json).violations;
        assert_eq!(violations.first().map(|violation| violation.message.as_str()), Some(message), "{json}");
    }
}

#[test]
fn only_the_bounds_that_there_are_are_told() {
    let form = form(
        r#"
setsumon 1
survey test "Test" { locale en  edition 2025 }
section s "Section" {
  integer i "I"  integer l "L" min 5  integer h "H" max 5
  decimal x "X" digits 1 min 0.5  decimal y "Y" digits 1 max 0.5
  date d "D" min 2025-01-01  month m "M" max 2025-01  year g "G" min 2000
}
"#,
    );
    for (json, message) in [
        (r#"{"s__i": 9007199254740993}"#, "“I” has too many digits."),
        (r#"{"s__l": 4}"#, "“L” must be 5 or more."),
        (r#"{"s__l": 9007199254740993}"#, "“L” has too many digits."),
        (r#"{"s__h": 6}"#, "“H” must be 5 or less."),
        (r#"{"s__x": 0.4}"#, "“X” must be 0.5 or more."),
        (r#"{"s__y": 0.6}"#, "“Y” must be 0.5 or less."),
        (r#"{"s__d": "2024-12-31"}"#, "“D” must be 2025-01-01 or later."),
        (r#"{"s__m": "2025-02"}"#, "“M” must be 2025-01 or earlier."),
        (r#"{"s__g": 1999}"#, "“G” must be from 2000 to 9999."),
    ] {
        let violations = verdict(&form, json).violations;
        assert_eq!(violations.first().map(|violation| violation.message.as_str()), Some(message), "{json}");
    }
}

#[test]
fn a_value_that_is_none_is_told_once() {
    let form = form(SURVEY_EN);
    let verdict = verdict(&form, r#"{"s__goals__none": true, "s__agreed": false, "s__name": ""}"#);
    let rules: Vec<&str> = verdict.violations.iter().map(|violation| violation.rule.as_str()).collect();
    assert_eq!(rules, ["s__agreed.domain", "s__name.domain"]);
}

#[test]
fn the_verdict_is_json_for_other_programs() {
    let form = form(SURVEY_JA);
    let verdict = verdict(
        &form,
        r#"{"s__goals__none": true, "s__agreed": true, "s__status": "running", "s__all_beds": 3, "s__used": 1, "s__people": [{}]}"#,
    );
    assert_eq!(
        serde_json::to_value(&verdict).expect("a verdict is JSON"),
        serde_json::json!({
            "valid": false,
            "outcome": null,
            "violations": [{
                "variable": "s__people__name",
                "repeat": "s__people",
                "occurrence": 1,
                "rule": "s__people__name.required",
                "kind": "required",
                "message": "担当者（1件目）：「氏名」に回答してください。"
            }],
            "warnings": [],
            "derived": [{ "name": "s__free", "value": 2 }]
        })
    );
}
