//! The codebook's own words, in the language of the survey.

use setsumon_core::form::{Locale, Marker, Medium, Special};

macro_rules! words {
    ($($(#[$doc:meta])* $field:ident: $ja:literal, $en:literal;)*) => {
        /// The words of one language.
        #[derive(Debug)]
        pub(crate) struct Words {
            $($(#[$doc])* pub(crate) $field: &'static str,)*
        }

        static JA: Words = Words { $($field: $ja,)* };
        static EN: Words = Words { $($field: $en,)* };
    };
}

words! {
    codebook: "コードブック", "Codebook";
    edition: "版", "Edition";
    unfielded: "実施しなかった版", "Not fielded";
    publisher: "発行", "Publisher";
    as_of: "調査時点", "As of";
    deadline: "回答期限", "Deadline";
    contents: "目次", "Contents";
    gates: "章の間の設問", "Questions between sections";
    given: "回答前から分かっている事項", "Known before the answers";
    retired_chapter: "廃止された変数", "Retired variables";
    derived: "算出される変数", "Derived variables";
    outcome: "調査の結果区分", "Outcome of the response";
    outcome_complete: "最後まで回答", "answered to the last question";
    outcome_ended: "途中で調査終了", "ended early, and complete as such";
    outcome_out_of_scope: "対象外", "not of the population";
    outcome_refused: "回答拒否", "refused";
    variable: "変数", "Variable";
    label: "ラベル", "Label";
    kind: "型・範囲・単位", "Type, range, unit";
    code_column: "コード", "Codes";
    editions: "掲載版", "Editions";
    path: "設問のコード", "Question code";
    lead: "設問文", "Sentence above";
    hint: "注記", "Small print";
    who: "回答する方", "Who is asked";
    everybody: "全員", "everybody";
    condition: "条件", "Condition";
    required: "必須", "required";
    required_one: "いずれか必須", "one of these required";
    answer: "回答", "Answer";
    optional: "任意", "optional";
    marker: "前回から", "Since the last edition";
    new: "新規", "new";
    updated: "要更新", "updated";
    kept: "継続", "kept";
    personal: "個人情報", "personal";
    stored: "保存先", "Stored in";
    medium: "媒体", "Medium";
    screen: "画面のみ", "screen only";
    paper: "紙のみ", "paper only";
    rationale: "設問の理由", "Why we ask";
    revised: "変更の理由", "Why it was changed";
    breaks: "時系列の断層", "Break in the series";
    colon: "：", ": ";
    semicolon: "；", "; ";
    comma: "、", ", ";
    history: "版の間の変更", "Changes between editions";
    history_splits: "{old} を分割した一部", "a part of {old}";
    history_label: "ラベル「{old}」→「{new}」", "label “{old}” → “{new}”";
    history_value: "型・範囲 {old} → {new}", "type {old} → {new}";
    history_unit: "単位 {old} → {new}", "unit {old} → {new}";
    history_no_unit: "なし", "none";
    history_added: "選択肢の追加", "options added";
    history_gone: "選択肢の廃止", "options retired";
    history_code: "{code}「{label}」", "{code} “{label}”";
    history_code_was: "選択肢 {new} の旧名は {old}", "option {new} was {old}";
    history_code_label: "選択肢 {code}「{old}」→「{new}」", "option {code} “{old}” → “{new}”";
    rules: "規則", "Rules";
    was: "旧名", "formerly";
    as_above: "コードは次と同じ：", "codes as of ";
    retired: "廃止", "retired";
    exclusive: "他と併用不可", "excludes the others";
    dont_know: "「わからない」", "“don't know”";
    refused: "「答えたくない」", "“refused”";
    not_applicable: "「該当しない」", "“not applicable”";
    score: "点", "score";
    formula: "計算式", "Formula";
    single: "単一選択", "single choice";
    multi: "複数選択", "multiple choice";
    rank: "順位", "ranking";
    gate: "分岐", "gate";
    grid: "表", "grid";
    field: "記入", "blank";
    code_kind: "コード", "code";
    tick: "✓（true または欠測）", "tick (true or missing)";
    rank_kind: "順位", "rank";
    integer: "整数", "integer";
    decimal: "小数", "decimal";
    month: "年月", "month";
    date: "年月日", "date";
    text: "文字列", "text";
    digits: "小数点以下", "decimal places";
    characters: "字以内", "characters at most";
    several_lines: "改行可", "several lines";
    email: "電子メール", "e-mail address";
    tel: "電話番号", "telephone number";
    postal: "郵便番号", "postal code";
    url: "URL", "web address";
    picture: "書式", "picture";
    hard: "誤り", "error";
    soft: "確認", "to be confirmed";
    offered: "{code} は次の場合のみ選択可：{when}", "{code} is offered only where {when}";
    must: "次の場合は回答必須：{when}", "must be answered where {when}";
    excludes: "{option} は他の選択肢と同時に選択できない", "{option} excludes the other options";
    one_of: "次のうち１つのみ：{variables}", "only one of {variables}";
    pick_min: "{min} 個以上選択", "at least {min} are chosen";
    pick_max: "{max} 個まで選択", "at most {max} are chosen";
    ranks_differ: "同じ順位は付けられない", "no rank is given twice";
    ranks_without_gap: "順位は１から飛ばさずに付ける", "ranks begin at 1 and leave none out";
    occurrences_min: "{repeat} は {min} 件以上", "{repeat} has at least {min} entries";
    occurrences_max: "{repeat} は {max} 件まで", "{repeat} has at most {max} entries";
    check: "{message}（{weight}：{when}）", "{message} ({weight}: {when})";
}

impl Words {
    /// The words of a language.
    pub(crate) fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::Ja => &JA,
            Locale::En => &EN,
        }
    }

    pub(crate) fn marker_word(&self, marker: Marker) -> &'static str {
        match marker {
            Marker::Kept => self.kept,
            Marker::New => self.new,
            Marker::Updated => self.updated,
        }
    }

    /// Where something is shown, if not everywhere.
    pub(crate) fn medium_word(&self, medium: Medium) -> Option<&'static str> {
        match medium {
            Medium::Both => None,
            Medium::Screen => Some(self.screen),
            Medium::Paper => Some(self.paper),
        }
    }

    pub(crate) fn special(&self, special: Special) -> &'static str {
        match special {
            Special::DontKnow => self.dont_know,
            Special::Refused => self.refused,
            Special::NotApplicable => self.not_applicable,
        }
    }
}
