//! The words of a report, in the languages of surveys.

use setsumon_core::form::{self, Locale};

use crate::diff::{Class, Data, Kind, Part, Reason, Respondent, Series};

/// Words that are there in every language of reports.
pub(crate) trait Pick {
    /// Those of this language.
    fn pick<T>(self, japanese: T, english: T) -> T;
}

impl Pick for Locale {
    fn pick<T>(self, japanese: T, english: T) -> T {
        match self {
            Self::Ja => japanese,
            Self::En => english,
        }
    }
}

pub(crate) fn class(class: Class, language: Locale) -> &'static str {
    let (japanese, english) = match class {
        Class::RollOver => ("年次更新", "year moved"),
        Class::Typography => ("表記", "typography"),
        Class::Renumbered => ("番号", "renumbered"),
        Class::Moved => ("移動", "moved"),
        Class::Guidance => ("説明", "hint or lead"),
        Class::Wording => ("文言", "wording"),
        Class::Required => ("必須", "required"),
        Class::OptionReordered => ("選択肢の順序", "options reordered"),
        Class::OptionReworded => ("選択肢の文言", "option reworded"),
        Class::OptionAdded => ("選択肢の追加", "option added"),
        Class::OptionRemoved => ("選択肢の削除", "option removed"),
        Class::Range => ("値の範囲", "range"),
        Class::ConditionWider => ("対象の拡大", "asked of more"),
        Class::ConditionNarrower => ("対象の縮小", "asked of fewer"),
        Class::ConditionOther => ("対象の変更", "asked of others"),
        Class::Rule => ("検査・終了条件", "rule"),
        Class::Derivation => ("算出方法", "derivation"),
        Class::Privacy => ("個人情報の扱い", "privacy"),
        Class::Renamed => ("コードの変更", "renamed"),
        Class::Merged => ("統合", "merged"),
        Class::Split => ("分割", "split"),
        Class::Unit => ("単位", "unit"),
        Class::Scale => ("尺度", "scale"),
        Class::Type => ("回答形式", "type"),
        Class::CodeReused => ("コードの意味の変更", "code reused"),
        Class::Added => ("追加", "added"),
        Class::Removed => ("削除", "removed"),
    };
    language.pick(japanese, english)
}

pub(crate) fn kind(kind: Kind, language: Locale) -> &'static str {
    let (japanese, english) = match kind {
        Kind::Survey => ("調査票", "survey"),
        Kind::Page => ("説明ページ", "page"),
        Kind::Part => ("部", "part"),
        Kind::Section => ("節", "section"),
        Kind::Group => ("設問群", "group"),
        Kind::Roster => ("繰り返し", "roster"),
        Kind::Question => ("設問", "question"),
        Kind::Option => ("選択肢", "option"),
        Kind::Row => ("行", "row"),
        Kind::Column => ("列", "column"),
        Kind::Check => ("検査", "check"),
        Kind::Derived => ("算出値", "derived value"),
        Kind::End => ("終了", "early end"),
    };
    language.pick(japanese, english)
}

pub(crate) fn part(part: Part, language: Locale) -> &'static str {
    let (japanese, english) = match part {
        Part::Label => ("見出し", "label"),
        Part::Lead => ("リード文", "lead"),
        Part::Instruction => ("回答方法", "instruction"),
        Part::Hint => ("補足", "hint"),
        Part::Beside => ("欄の注記", "beside"),
        Part::Note => ("注", "note"),
        Part::Prefix => ("前置き", "prefix"),
        Part::Suffix => ("後置き", "suffix"),
        Part::Ends => ("両端の語", "ends"),
        Part::Message => ("文言", "message"),
        Part::Condition => ("条件", "condition"),
    };
    language.pick(japanese, english)
}

/// A reason after its sort.
pub(crate) fn reason(reason: &Reason, language: Locale) -> String {
    let Reason { series: _, sort, words } = reason;
    match form::ReasonSort::from(*sort).name(language) {
        Some(sort) => format!("{sort}{}{words}", language.pick("：", ": ")),
        None => words.clone(),
    }
}

pub(crate) fn respondent(effect: Respondent, language: Locale) -> &'static str {
    let (japanese, english) = match effect {
        Respondent::Nothing => ("影響なし", "notices nothing"),
        Respondent::ReadsOtherwise => ("読み方が変わる", "reads otherwise"),
        Respondent::AnswersOtherwise => ("答え方が変わる", "answers otherwise"),
        Respondent::AskedAnew => ("新たに問われる", "is asked anew"),
        Respondent::NoLongerAsked => ("問われなくなる", "is no longer asked"),
        Respondent::MoreAreAsked => ("対象が増える", "more are asked"),
        Respondent::FewerAreAsked => ("対象が減る", "fewer are asked"),
        Respondent::OthersAreAsked => ("対象が変わる", "others are asked"),
    };
    language.pick(japanese, english)
}

pub(crate) fn data(effect: Data, language: Locale) -> &'static str {
    let (japanese, english) = match effect {
        Data::None => ("影響なし", "unchanged"),
        Data::Additive => ("追加のみ", "additive"),
        Data::Recode => ("変換が必要", "recode"),
        Data::Loss => ("失われる", "loss"),
    };
    language.pick(japanese, english)
}

pub(crate) fn series(effect: Series, language: Locale) -> &'static str {
    let (japanese, english) = match effect {
        Series::Comparable => ("比較可", "comparable"),
        Series::WithCare => ("注意して比較", "with care"),
        Series::Broken => ("断層", "broken"),
    };
    language.pick(japanese, english)
}
