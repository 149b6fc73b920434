//! Figures without the bounds and units that their labels speak of.

use std::sync::LazyLock;

use setsumon_diagnostics::{Code, Diagnostic, Span};
use setsumon_syntax::ast::{ClauseKind, Kind, QuestionKind};

use super::topics::asks_how_many;
use crate::language::{Phrases, same};
use crate::script::{Question, Script, behind_settings};

/// What is counted or paid, and never less than nothing.
const COUNTED: &[&str] = &[
    "人",
    "名",
    "件",
    "床",
    "施設",
    "円",
    "千円",
    "万円",
    "百万円",
    "席",
    "台",
    "回",
    "戸",
    "世帯",
    "社",
    "店",
    "本",
    "冊",
    "枚",
    "個",
    "歳",
    "時間",
    "分",
    "日",
    "か月",
    "ヶ月",
    "person",
    "persons",
    "people",
    "staff",
    "employees",
    "guests",
    "visitors",
    "patients",
    "hours",
    "hour",
    "minutes",
    "days",
    "weeks",
    "months",
    "years",
    "times",
    "beds",
    "seats",
    "rooms",
    "km",
    "m",
    "kg",
    "g",
    "l",
    "£",
    "€",
    "$",
    "¥",
    "㎡",
    "m2",
    "ha",
];

/// What may be less than nothing.
static SIGNED: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "change",
        "changed",
        "difference",
        "profit",
        "loss",
        "balance",
        "growth",
        "increase",
        "decrease",
        "net",
        "増減",
        "増加",
        "減少",
        "伸び",
        "変化",
        "差",
        "差額",
        "収支",
        "損益",
        "利益",
        "前年比",
        "前年度比",
        "対前年",
        "赤字",
        "過不足",
    ])
});

/// The figures that are filled in, of a kind.
fn figures<'s>(script: &'s Script<'_>, kinds: &'s [QuestionKind]) -> impl Iterator<Item = &'s Question<'s>> {
    script.questions.iter().filter(move |question| question.asks.blank().is_some_and(|kind| kinds.contains(&kind)))
}

/// The unit of a figure, as it is written beside it.
fn unit(script: &Script<'_>, question: &Question<'_>) -> Option<String> {
    let entry = |code: &str| {
        let units = script.survey?.body.iter().filter(|inner| inner.kind == Kind::Units);
        let mut entries = units.flat_map(|units| &units.body);
        let entry = entries.find(|entry| entry.code.as_ref().is_some_and(|own| own.value == code))?;
        entry.label.as_ref()?.plain().map(str::to_owned)
    };
    question.statement.clauses.iter().find_map(|clause| {
        if let ClauseKind::Unit(text) = &clause.kind {
            text.plain().map(str::to_owned)
        } else if let ClauseKind::UnitCode(code) = &clause.kind {
            entry(&code.value)
        } else if let ClauseKind::Prefix(text) = &clause.kind {
            text.plain().filter(|prefix| COUNTED.contains(prefix)).map(str::to_owned)
        } else {
            None
        }
    })
}

/// Whether the words of a question speak of what may be less than nothing.
fn is_signed(script: &Script<'_>, question: &Question<'_>) -> bool {
    script.asked(question).any(|words| SIGNED.are_in(words.folded()))
}

/// A count that may be less than nothing.
pub(crate) fn count(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in figures(script, &[QuestionKind::Integer]) {
        if question.statement.min().is_some() || is_signed(script, question) {
            continue;
        }
        let unit = unit(script, question).map(|unit| same(&unit));
        let counted = unit.is_some_and(|unit| COUNTED.contains(&unit.as_str()))
            || script.words(question.label).is_some_and(asks_how_many);
        if !counted {
            continue;
        }
        let told = Diagnostic::new(Code::CountWithoutMin, script.name(question), "this count may be less than nothing")
            .here("takes -1")
            .help("write `min 0` behind its unit, or `min 1` where there must be one");
        found.push(with_setting(told, question, "min 0"));
    }
}

/// A share that may be more than everything.
pub(crate) fn percent(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in figures(script, &[QuestionKind::Integer, QuestionKind::Decimal]) {
        let unit = unit(script, question).map(|unit| same(&unit));
        let percent =
            unit.is_some_and(|unit| ["%", "percent", "percent of all", "パーセント"].contains(&unit.as_str()));
        let missing = match (question.statement.min(), question.statement.max()) {
            (None, None) => "min 0 max 100",
            (None, Some(_)) => "min 0",
            (Some(_), None) => "max 100",
            (Some(_), Some(_)) => continue,
        };
        if !percent || is_signed(script, question) {
            continue;
        }
        let told = Diagnostic::new(
            Code::PercentWithoutBounds,
            script.name(question),
            "this share may be less than nothing or more than all",
        )
        .here("takes 700 %")
        .help(format!("write `{missing}` behind its unit"));
        found.push(with_setting(told, question, missing));
    }
}

/// A year from the year 1000 to the year 9999.
pub(crate) fn year(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in figures(script, &[QuestionKind::Year, QuestionKind::FiscalYear]) {
        if question.statement.min().is_some() || question.statement.max().is_some() {
            continue;
        }
        let told =
            Diagnostic::new(Code::YearWithoutBounds, script.name(question), "any year from 1000 to 9999 is taken")
                .here("takes 2203 for 2023")
                .help("say which years there may be, as `min 1900 max edition`");
        found.push(told);
    }
}

fn with_setting(told: Diagnostic, question: &Question<'_>, setting: &str) -> Diagnostic {
    match behind_settings(question.statement) {
        Some(place) => told.fix(format!("write `{setting}`"), vec![(place, format!(" {setting}"))]),
        None => told,
    }
}

/// Units that stand in brackets in a label.
const UNITS: &[&str] = &[
    "km",
    "m",
    "cm",
    "mm",
    "kg",
    "g",
    "t",
    "ha",
    "l",
    "ml",
    "㎡",
    "m2",
    "km2",
    "㎢",
    "%",
    "円",
    "千円",
    "万円",
    "百万円",
    "億円",
    "人",
    "名",
    "件",
    "台",
    "回",
    "床",
    "席",
    "施設",
    "時間",
    "分",
    "日",
    "年",
    "歳",
    "か月",
    "ヶ月",
    "hours",
    "minutes",
    "days",
    "weeks",
    "months",
    "years",
    "in hours",
    "in minutes",
    "in days",
    "in years",
    "in km",
    "in kg",
    "in £",
    "in €",
    "in $",
    "£",
    "€",
    "$",
];

/// A unit that is a part of the label.
pub(crate) fn unit_in_label(script: &Script<'_>, found: &mut Vec<Diagnostic>) {
    for question in figures(script, &[QuestionKind::Integer, QuestionKind::Decimal]) {
        let around = question.statement.clauses.iter().any(|clause| {
            matches!(
                clause.kind,
                ClauseKind::Unit(_) | ClauseKind::UnitCode(_) | ClauseKind::Prefix(_) | ClauseKind::Suffix(_)
            )
        });
        let Some(label) = script.words(question.label).filter(|_| !around) else { continue };
        let Some((start, inside)) = last_bracket(label.blank()) else { continue };
        let unit = inside.trim().trim_start_matches("単位").trim_start_matches([':', '：']).trim();
        if !UNITS.contains(&unit.to_lowercase().as_str()) {
            continue;
        }
        let end = start + label.blank().get(start..).map_or(0, str::len);
        let bare = unit.trim_start_matches("in ");
        let told = Diagnostic::new(
            Code::UnitInLabel,
            label.place(start..end),
            format!("the unit `{bare}` is a part of the label"),
        )
        .here("no unit to the data")
        .help(format!("write it behind the label, as `unit \"{bare}\"`: it stands at the blank then, and figures know what they count"));
        let before = label.blank().get(..start).map_or(0, |before| before.trim_end().len());
        let edit = label.edit(before..end, "").filter(|_| before > 0);
        let place: Option<Span> = behind_settings(question.statement);
        found.push(match edit.zip(place) {
            Some((edit, place)) => told.fix("make it the unit", vec![edit, (place, format!(" unit \"{bare}\""))]),
            None => told,
        });
    }
}

/// What stands in brackets at the end of words, and where those begin.
fn last_bracket(words: &str) -> Option<(usize, &str)> {
    let inner = words.strip_suffix([')', '）'])?;
    let start = inner.rfind(['(', '（'])?;
    let open = inner.get(start..)?.chars().next()?;
    Some((start, inner.get(start + open.len_utf8()..)?))
}
