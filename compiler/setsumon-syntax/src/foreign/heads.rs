//! Words of other tools behind a code and its label.

use super::Rows;
use crate::clauses::ClauseWord as C;

/// What somebody meant by a word in a head.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Head {
    /// This clause, written so; what follows is its value.
    Clause(C, &'static str),
    /// Small print of the question: `hint "…"` in its `{ }`.
    Small(&'static str),
    /// That a text follows, which needs no word: the label.
    Label,
    /// Something that is said otherwise; how.
    Elsewhere(&'static str),
    /// The same, where a kind of answer may stand behind it: `type email`.
    Kind(&'static str),
    /// Something that there is not; what people do instead.
    Nothing(&'static str),
}

const ORDER: &str = "take it out: questions and options stand in one order for all, on paper as on the screen";
pub(super) const JUMP: &str = "there are no jumps: write `when` with a condition on the questions that are for some only, or put them into the `{ }` of the option they belong to; `end when … \"…\"` ends the survey";
const BEFORE: &str = "take it out: nothing is answered before somebody answers it; what is usual is said in a `hint`, as in `{ hint \"…\" }`";
const CHECKED: &str =
    "limits of a number are `min` and `max`; anything else is a statement of its own, as in `check age <= 120 \"…\"`";

/// What clauses are called elsewhere.
pub(super) const HEADS: Rows<Head> = &[
    (
        Head::Clause(C::Required, "required"),
        &[
            "mandatory",
            "isrequired",
            "must",
            "obligatory",
            "compulsory",
            "necessary",
            "notnull",
            "notempty",
            "force",
            "forceresponse",
            "必須",
            "必須回答",
            "回答必須",
            "記入必須",
            "入力必須",
        ],
    ),
    (Head::Clause(C::Optional, "optional"), &["notrequired", "任意", "任意回答"]),
    (
        Head::Clause(C::When, "when"),
        &[
            "if",
            "onlyif",
            "relevant",
            "relevance",
            "visibleif",
            "visiblewhen",
            "showif",
            "showwhen",
            "displayif",
            "displaylogic",
            "enableif",
            "branchinglogic",
            "dependson",
            "もし",
            "条件",
            "回答条件",
            "設問条件",
            "表示条件",
            "対象",
            "対象者",
            "回答対象",
        ],
    ),
    (
        Head::Clause(C::Exclusive, "exclusive"),
        &["excludeallothers", "excludeothers", "exclude", "exclusiveoption", "mutuallyexclusive", "排他", "排他的"],
    ),
    (
        Head::Elsewhere("write whom it is for, as in `when how is not bike` or `when not (age >= 18)`"),
        &["unless", "hideif", "hiddenif", "skipif"],
    ),
    (
        Head::Elsewhere(
            "an option that is for some only bears its own condition, as in `tokyo \"…\" when area is kanto`",
        ),
        &["choicefilter", "choicesvisibleif", "filter"],
    ),
    (Head::Clause(C::Means, "means dont_know"), &["dontknow", "dk", "わからない", "不明"]),
    (
        Head::Clause(C::Means, "means refused"),
        &["refused", "rf", "refusal", "noanswer", "prefernottosay", "答えたくない", "無回答", "回答拒否"],
    ),
    (Head::Clause(C::Means, "means not_applicable"), &["notapplicable", "na", "該当なし", "非該当"]),
    (
        Head::Clause(C::Specify, "specify"),
        &[
            "text",
            "other",
            "freetext",
            "othertext",
            "opentext",
            "writein",
            "textentry",
            "自由記述",
            "自由記入",
            "記入欄",
        ],
    ),
    (
        Head::Elsewhere("write the option in the list, as in `other \"…\" specify`"),
        &["hasother", "orother", "otheroption", "showotheritem", "その他"],
    ),
    (
        Head::Elsewhere("write the option in the list, as in `none \"…\" exclusive`"),
        &["hasnone", "noneoption", "noneoftheabove", "shownoneitem"],
    ),
    (Head::Clause(C::Min, "min"), &["minvalue", "minimum", "atleast", "lowest", "最小", "最小値", "下限", "以上"]),
    (Head::Clause(C::Max, "max"), &["maxvalue", "maximum", "atmost", "highest", "最大", "最大値", "上限", "以下"]),
    (
        Head::Clause(C::MaxLength, "max_length"),
        &["maxlength", "maxlen", "maxchars", "maxcharacters", "length", "文字数", "字数"],
    ),
    (
        Head::Nothing("take it out: there is no least length; `pattern \"AA-9999\"` says how a text must look"),
        &["minlength", "minlen", "minchars", "mincharacters"],
    ),
    (Head::Clause(C::Ends, "ends"), &["labels", "endlabels", "anchors", "endpoints"]),
    (Head::Clause(C::Digits, "digits"), &["decimals", "decimalplaces", "precision", "小数点"]),
    (Head::Clause(C::Unit, "unit"), &["units", "単位"]),
    (Head::Clause(C::Prefix, "prefix"), &["currency", "currencysymbol"]),
    (
        Head::Elsewhere(
            "the limits of a number are `min` and `max`, as in `min 1 max 10`; points from one to another are a `scale`",
        ),
        &["range", "between"],
    ),
    (
        Head::Kind("the kind stands before the code, as in `email name \"…\"` or `integer age \"…\"`"),
        &[
            "type",
            "datatype",
            "questiontype",
            "fieldtype",
            "answertype",
            "subtype",
            "inputtype",
            "inputmode",
            "kind",
            "control",
            "widget",
            "component",
            "形式",
            "種類",
            "種別",
            "型",
            "タイプ",
            "回答形式",
            "入力形式",
            "回答方法",
        ],
    ),
    (
        Head::Elsewhere("what is worked out is a statement of its own, as in `calc total \"…\" = a + b`"),
        &["calculate", "calculation", "calculated", "computed", "formula"],
    ),
    (
        Head::Elsewhere(
            "write how many there may be, as in `1..6`; that they are as many as somebody said is a statement of its own, as in `check count(members) = size \"…\"`",
        ),
        &["count", "repeatcount", "times"],
    ),
    (
        Head::Kind("write `pattern` with a picture: `9` is a digit, `A` a letter, as in `pattern \"AA-9999\"`"),
        &["regex", "regexp", "mask", "inputmask", "format"],
    ),
    (
        Head::Elsewhere("write how many may be ticked, as in `pick 1..3`"),
        &["maxselect", "maxselected", "minselect", "minselected", "maxanswers", "minanswers", "choose"],
    ),
    (Head::Clause(C::Layout, "layout across"), &["columns", "colcount", "ncols", "cols"]),
    (Head::Clause(C::Layout, "layout lines"), &["rows", "lines", "textrows", "行数"]),
    (Head::Clause(C::Layout, "layout inline"), &["inline", "horizontal", "横並び"]),
    (Head::Clause(C::Layout, "layout stacked"), &["stacked", "vertical", "縦並び"]),
    (
        Head::Kind("how something looks is said with `layout`: `layout across 3`, `inline`, `stacked`, `lines 5`"),
        &["appearance", "style", "css", "class", "display", "rendermode", "renderas", "width", "size", "表示形式"],
    ),
    (Head::Clause(C::Value, "value"), &["score", "weight", "points", "点数", "得点"]),
    (
        Head::Clause(C::From, "from"),
        &["choices", "options", "choicelist", "listname", "choicesfrom", "using", "選択肢", "回答選択肢"],
    ),
    (
        Head::Small("hint"),
        &["hint", "placeholder", "help", "helptext", "tooltip", "guidance", "description", "補足", "説明", "注釈"],
    ),
    (Head::Small("beside"), &["beside"]),
    (Head::Small("instruction"), &["instruction"]),
    (Head::Small("rationale"), &["rationale"]),
    (
        Head::Label,
        &[
            "label",
            "title",
            "caption",
            "message",
            "msg",
            "error",
            "errormessage",
            "questiontext",
            "question",
            "name",
            "prompt",
            "ラベル",
            "設問文",
        ],
    ),
    (
        Head::Kind(CHECKED),
        &["constraint", "validate", "validation", "validator", "validators", "constraintmessage", "check"],
    ),
    (
        Head::Nothing(BEFORE),
        &["default", "defaultvalue", "initial", "initialvalue", "preset", "prefilled", "初期値", "既定値"],
    ),
    (
        Head::Nothing(ORDER),
        &["randomize", "randomise", "random", "shuffle", "rotate", "choicesorder", "ランダム", "ランダム表示"],
    ),
    (Head::Nothing(JUMP), &["goto", "go", "skip", "skipto", "jump", "jumpto", "next", "分岐", "スキップ"]),
    (
        Head::Elsewhere("the survey is ended by a statement of its own, as in `end when adult is no \"…\"`"),
        &["terminate", "screenout", "endsurvey", "finish", "終了"],
    ),
    (
        Head::Nothing("take it out: what is computed is a `calc`, what the office knows is `given` in `survey { }`"),
        &["readonly", "disabled", "hidden"],
    ),
];
