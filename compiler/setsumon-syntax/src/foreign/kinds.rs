//! The kind of an answer, or how it looks, where other tools have it as a value: `type email`, `inputType="date"`, `appearance minimal`.

use super::Rows;

/// What somebody meant by such a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// This kind of question.
    Kind(&'static str),
    /// This one or another, between which the author chooses.
    Perhaps(&'static str, &'static str),
    /// How it is laid out.
    Layout(&'static str),
    /// In so many columns.
    Across(u32),
    /// Something that there is not; what people do instead.
    Nothing(&'static str),
}

const TYPED: &str =
    "take it out: how an answer is typed in follows from its kind, as that of `integer`, `date` or `tel`";

/// Values that are no words for a statement.
pub(super) const VALUES: Rows<Said> = &[
    (
        Said::Kind("longtext"),
        &["multiline", "multilinetext", "long", "lines", "bigtext", "複数行", "複数行テキスト", "長い文章"],
    ),
    (
        Said::Kind("text"),
        &["short", "line", "search", "password", "alphanumeric", "letters", "文字", "文字列", "一行", "1行"],
    ),
    (
        Said::Kind("multi"),
        &["multiple", "several", "many", "multiplechoices", "複数", "複数可", "複数回答可", "複数選択可", "いくつでも"],
    ),
    (
        Said::Kind("single"),
        &["minimal", "autocomplete", "quick", "compact", "quickcompact", "one", "単一", "1つ", "ひとつ", "1つだけ"],
    ),
    (Said::Kind("integer"), &["numbers", "whole", "数値入力", "半角数字"]),
    (Said::Kind("month"), &["monthyear", "年月日なし"]),
    (Said::Kind("scale"), &["likertscale", "ratingbar"]),
    (Said::Layout("layout inline"), &["horizontal", "horizontalcompact", "likert", "inline", "横並び", "横"]),
    (Said::Layout("layout stacked"), &["vertical", "stacked", "縦並び", "縦"]),
    (
        Said::Nothing(TYPED),
        &[
            "thousandssep",
            "nocalendar",
            "picker",
            "spinner",
            "new",
            "ex",
            "label",
            "listnolabel",
            "fieldlist",
            "w1",
            "w2",
        ],
    ),
    (
        Said::Nothing("write `date` with the first day of the week, or `text` with `pattern \"9999-99\"`"),
        &["week", "週"],
    ),
];
