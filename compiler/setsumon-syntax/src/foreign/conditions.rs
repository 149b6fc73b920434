//! Words of other languages in conditions and calculations.

use super::Rows;

/// What somebody meant by a word between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    /// `includes`
    Includes,
    /// `includes none of`
    Excludes,
    /// `=`, or `is` before an option.
    Equals,
    /// `!=`, or `is not` before an option.
    Differs,
    /// One of the other signs of comparison.
    Sign(&'static str),
    /// `a >= 1 and a <= 3`
    Between,
}

/// What somebody meant by a word behind `is`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// `ticked`
    Ticked,
    /// `not ticked`
    Unticked,
    /// `answered Q`
    Answered,
    /// `not answered Q`
    Blank,
}

/// What somebody meant by a function, or by the name of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    /// Whether an option is ticked: `Q is x`, `Q includes x`.
    Selected,
    /// The day somebody answers.
    Today,
    /// `count(…)`: how many there are.
    Count,
    /// `count(… where …)`: how many there are of some sort.
    CountIf,
    /// `sum(…)`.
    Sum,
    /// `sum(… where …)`.
    SumIf,
    /// The sum by the number.
    Mean,
    /// The greatest of several.
    Greatest,
    /// The least of several.
    Least,
    /// `any of …`.
    Any,
    /// `all of …`.
    All,
    /// Anything else that is written otherwise, or not at all.
    Otherwise(&'static str),
}

/// Words that say something of an answer.
pub(super) const OPERATORS: Rows<Operator> = &[
    (
        Operator::Includes,
        &["contains", "contain", "include", "has", "containsany", "anyof", "containsall", "allof", "含む"],
    ),
    (
        Operator::Excludes,
        &[
            "excludes",
            "exclude",
            "lacks",
            "lack",
            "without",
            "omits",
            "notcontains",
            "doesntinclude",
            "doesntcontain",
            "hasnt",
        ],
    ),
    (Operator::Equals, &["equals", "equal", "equalto", "eq", "が", "は", "イコール"]),
    (Operator::Differs, &["notequal", "notequals", "differs", "ne", "neq", "isnt"]),
    (Operator::Sign(">"), &["gt", "greater", "greaterthan", "above", "over"]),
    (Operator::Sign(">="), &["ge", "gte", "atleast", "以上"]),
    (Operator::Sign("<"), &["lt", "less", "lessthan", "below", "under", "未満"]),
    (Operator::Sign("<="), &["le", "lte", "atmost", "以下"]),
    (Operator::Between, &["between"]),
];

/// Words behind `is`.
pub(super) const ANSWERS: Rows<Answer> = &[
    (Answer::Ticked, &["true", "checked", "on", "yes"]),
    (Answer::Unticked, &["false", "unchecked", "unticked", "unselected", "off", "no"]),
    (Answer::Answered, &["answered", "response", "filled", "given", "notempty", "notblank", "notnull"]),
    (Answer::Blank, &["empty", "blank", "null", "missing", "unanswered", "nothing", "none", "na", "nonresponse"]),
];

/// Functions, and names of values.
pub(super) const CALLS: Rows<Call> = &[
    (Call::Selected, &["selected", "isselected", "checked"]),
    (Call::Today, &["today", "now", "currentdate", "今日", "本日"]),
    (Call::Mean, &["mean", "avg", "average", "平均"]),
    (
        Call::Otherwise("the first answer that is there is `first of (a, b)`"),
        &["coalesce", "nvl", "ifnull", "once", "first"],
    ),
    (
        Call::Otherwise(
            "write two questions or `calc … = band n { 0..2 low \"…\"  3.. high \"…\" }`; conditions choose who is asked, not what is computed",
        ),
        &["if", "iif", "ifelse", "cond", "case"],
    ),
    (
        Call::Count,
        &[
            "countselected",
            "counta",
            "cnt",
            "len",
            "length",
            "size",
            "number",
            "numberof",
            "nrow",
            "howmany",
            "個数",
            "件数",
            "人数",
            "回数",
            "数",
        ],
    ),
    (Call::CountIf, &["countif", "countifs", "countwhere", "numberwhere"]),
    (Call::Sum, &["total", "totalof", "sumof", "add", "合計", "総計", "計"]),
    (Call::SumIf, &["sumif", "sumifs", "sumwhere"]),
    (Call::Any, &["any", "anyof", "some", "exists", "oneof", "いずれか"]),
    (Call::All, &["all", "allof", "every", "each", "forall", "すべて", "全て"]),
    (Call::Otherwise("write `not answered Q`, with the question for Q"), &["isempty", "isblank", "isnull", "isna"]),
    (
        Call::Otherwise("how a text must look is said at its question, as in `pattern \"AA-9999\"`"),
        &["regex", "match", "matches"],
    ),
    (Call::Greatest, &["max", "maximum", "largest", "highest", "最大", "最大値"]),
    (Call::Least, &["min", "minimum", "smallest", "lowest", "最小", "最小値"]),
    (Call::Otherwise("years between two days are `age(birth, as_of)`"), &["datediff", "yearsbetween", "diffyears"]),
];
