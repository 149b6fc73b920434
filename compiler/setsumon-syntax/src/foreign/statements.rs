//! Words of other tools where a statement begins.

use super::Rows;

/// What somebody meant who began a statement with a word.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Begins {
    /// What this word begins: it is written instead.
    Kind(&'static str),
    /// The same, with something more in the head.
    With(&'static str, Behind),
    /// It may be this or something else: read as this, and told what to choose between.
    Perhaps(&'static str, &'static str),
    /// A kind with its `{ }`, whose end is a word of its own.
    Paired(&'static str, &'static str),
    /// There is no such thing; what people do instead.
    Nothing(&'static str),
}

impl Begins {
    /// Whether it is a scale whose points may stand behind it as figures.
    pub(crate) fn is_scale(self) -> bool {
        matches!(self, Begins::With("scale", Behind::Points | Behind::NoughtToTen))
    }
}

/// What a head needs besides, where it does not say it already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Behind {
    /// `of single`
    OfSingle,
    /// `of multi`
    OfMulti,
    /// `{ yes "Yes"  no "No" }`
    YesAndNo,
    /// `0 to 10`
    NoughtToTen,
    /// The points of a scale, which the author alone knows.
    Points,
    /// How many decimal places, which the author alone knows.
    Digits,
}

/// What questions, sections and notes are called elsewhere.
pub(super) const ITEMS: Rows<Begins> = &[
    (
        Begins::Kind("single"),
        &[
            "radio",
            "radios",
            "radiogroup",
            "radiobutton",
            "radiobuttons",
            "selectone",
            "singlechoice",
            "singleselect",
            "singleresponse",
            "singleanswer",
            "choice",
            "select",
            "dropdown",
            "dropdownlist",
            "listdropdown",
            "listradio",
            "combobox",
            "buttongroup",
            "imagepicker",
            "imageselect",
            "enum",
            "l",
            "単一選択",
            "単数選択",
            "単一回答",
            "単数回答",
            "択一",
            "択一式",
            "ラジオボタン",
            "プルダウン",
            "ドロップダウン",
            "sa",
        ],
    ),
    (
        Begins::Kind("multi"),
        &[
            "checkbox",
            "checkboxes",
            "checkboxgroup",
            "checklist",
            "selectmultiple",
            "selectmany",
            "selectall",
            "multiselect",
            "multipleselect",
            "multipleresponse",
            "multipleanswer",
            "multianswer",
            "tagbox",
            "setof",
            "m",
            "複数選択",
            "複数回答",
            "チェックボックス",
            "ma",
        ],
    ),
    (
        Begins::Perhaps("single", "write `single` if one answer is to be chosen, `multi` if there may be several"),
        &["multiplechoice", "multichoice", "choicequestion", "選択", "選択式", "選択問題"],
    ),
    (
        Begins::Perhaps(
            "text",
            "write the kind of answer instead: `single` for one of several options, `multi` for any of them, `text`, `longtext`, `integer`, `date`",
        ),
        &["question", "item", "field", "q", "variable", "設問", "質問", "問", "項目"],
    ),
    (
        Begins::Kind("text"),
        &[
            "shorttext",
            "shortanswer",
            "singleline",
            "singlelinetext",
            "singletext",
            "textfield",
            "textinput",
            "textentry",
            "textbox",
            "input",
            "string",
            "str",
            "varchar",
            "varchar2",
            "nvarchar",
            "nchar",
            "char",
            "character",
            "s",
            "テキスト",
            "一行テキスト",
            "短文",
            "短答",
            "address",
            "住所",
            "氏名",
            "名前",
        ],
    ),
    (
        Begins::Kind("longtext"),
        &[
            "paragraph",
            "textarea",
            "comment",
            "essay",
            "essaybox",
            "longanswer",
            "longfreetext",
            "hugefreetext",
            "freetext",
            "openended",
            "open",
            "multiline",
            "multilinetext",
            "memo",
            "notes",
            "t",
            "自由記述",
            "自由記載",
            "自由回答",
            "自由記入",
            "記述",
            "記述式",
            "長文",
            "段落",
            "fa",
            "oa",
        ],
    ),
    (Begins::Kind("integer"), &["int", "smallint", "bigint", "tinyint", "wholenumber", "整数", "age", "年齢", "人数"]),
    (
        Begins::Perhaps(
            "integer",
            "write `integer` with `unit \"%\"`, `min 0` and `max 100`, or `decimal` with `digits 1` besides",
        ),
        &["percent", "percentage", "割合", "比率"],
    ),
    (Begins::Kind("year"), &["年", "西暦"]),
    (Begins::Kind("month"), &["年月", "yearmonth"]),
    (Begins::Kind("rows"), &["行"]),
    (Begins::Kind("columns"), &["列"]),
    (Begins::With("decimal", Behind::Digits), &["float", "double", "real", "money", "currency", "小数", "金額"]),
    (
        Begins::Perhaps(
            "integer",
            "write `integer` for whole numbers, `decimal` with `digits 1` for numbers with decimal places",
        ),
        &["number", "numeric", "numerical", "numericalinput", "num", "n", "数値", "数字", "数"],
    ),
    (
        Begins::With("scale", Behind::Points),
        &[
            "rating",
            "linearscale",
            "opinionscale",
            "ratingscale",
            "starrating",
            "stars",
            "slider",
            "range",
            "尺度",
            "評価",
            "段階評価",
        ],
    ),
    (Begins::With("scale", Behind::NoughtToTen), &["nps", "netpromoterscore"]),
    (Begins::With("single", Behind::YesAndNo), &["yesno", "yn", "y", "truefalse", "はいいいえ"]),
    (Begins::Kind("flag"), &["boolean", "bool", "toggle", "switch", "tickbox", "acknowledge", "consent", "チェック"]),
    (Begins::Kind("date"), &["datepicker", "dateinput", "日付", "年月日"]),
    (Begins::Kind("email"), &["mail", "emailaddress", "メール", "メールアドレス"]),
    (Begins::Kind("tel"), &["phone", "telephone", "phonenumber", "電話", "電話番号"]),
    (Begins::Kind("postal"), &["zip", "zipcode", "postcode", "postalcode", "郵便番号"]),
    (Begins::Kind("url"), &["website", "link", "webaddress"]),
    (Begins::Kind("rank"), &["ranking", "rankorder", "order", "順位", "順位付け", "順位づけ"]),
    (
        Begins::With("grid", Behind::OfSingle),
        &[
            "matrix",
            "array",
            "likert",
            "likertscale",
            "matrixradio",
            "matrixtable",
            "singlematrix",
            "multiplechoicegrid",
            "choicegrid",
            "tablelist",
            "表",
            "マトリクス",
            "マトリックス",
            "マトリクス単一",
        ],
    ),
    (
        Begins::Perhaps(
            "grid",
            "write `grid … of single` with `rows { }` and `columns { }`; columns of different kinds are fields in `columns { }`",
        ),
        &["matrixdropdown"],
    ),
    (
        Begins::With("grid", Behind::OfMulti),
        &["checkboxgrid", "matrixcheckbox", "multimatrix", "tickboxgrid", "マトリクス複数"],
    ),
    (
        Begins::Kind("group"),
        &["panel", "fieldset", "fieldgroup", "questiongroup", "multitext", "multipletext", "グループ"],
    ),
    (Begins::Paired("group", "endgroup"), &["begingroup"]),
    (Begins::Paired("repeat", "endrepeat"), &["beginrepeat"]),
    (
        Begins::Kind("repeat"),
        &["paneldynamic", "dynamicpanel", "matrixdynamic", "loop", "roster", "repeatgroup", "foreach"],
    ),
    (Begins::Kind("heading"), &["title", "subtitle", "heading1", "header", "見出し", "小見出し", "タイトル"]),
    (Begins::Kind("page"), &["ページ", "頁", "screen"]),
    (Begins::Kind("section"), &["chapter", "セクション", "章", "節", "大問"]),
    (
        Begins::Kind("note"),
        &[
            "descriptive",
            "description",
            "displaytext",
            "textdisplay",
            "boilerplate",
            "message",
            "information",
            "static",
            "label",
            "説明",
            "説明文",
            "案内",
            "注記",
        ],
    ),
    (
        Begins::Perhaps(
            "note",
            "write `note \"…\"` with the words alone: `**strong**`, lists and `[words](https://…)` are all the markup there is",
        ),
        &["html", "markdown", "richtext"],
    ),
    (
        Begins::Kind("calc"),
        &[
            "calculate",
            "calculated",
            "calculation",
            "computed",
            "compute",
            "formula",
            "expression",
            "total",
            "subtotal",
            "sum",
            "score",
            "計算",
            "算出",
            "合計",
        ],
    ),
    (Begins::Kind("survey"), &["questionnaire", "questionaire", "form", "アンケート", "調査票", "調査"]),
    (Begins::Kind("choices"), &["選択肢", "choicelist", "valuelist", "answerlist", "optionset", "list", "選択肢一覧"]),
    (Begins::Kind("check"), &["validate", "validation", "constraint", "assert", "rule", "検証"]),
    (Begins::Kind("end"), &["terminate", "screenout", "endsurvey", "quit", "stop", "終了"]),
    (
        Begins::Nothing(
            "write a `grid … of integer` and behind it what its figures must add up to, as in `check sum(shares) = 100 \"…\"`",
        ),
        &["constantsum", "sumto", "allocation"],
    ),
    (
        Begins::Nothing("the label stands behind the code where the question is asked, as in `text name \"Name\"`"),
        &["variablelabels", "varlabels", "variablelabel"],
    ),
    (
        Begins::Nothing(
            "each option bears its label where it is listed, as in `single q \"…\" { yes \"Yes\"  no \"No\" }`",
        ),
        &["valuelabels", "valuelabel", "categorylabels"],
    ),
    (
        Begins::Nothing("an option that is no answer proper says so, as in `refused \"…\" means refused`"),
        &["missingvalues", "missing"],
    ),
    (
        Begins::Nothing(
            "groups of a figure are a `calc`, as in `calc group \"…\" = band age { 0..17 young \"…\"  18.. grown \"…\" }`",
        ),
        &["recode"],
    ),
    (
        Begins::Nothing(
            "write what must hold, and `warn` where it is a question back, as in `check age < 100 \"…\" warn`",
        ),
        &["signal", "softcheck", "hardcheck"],
    ),
    (
        Begins::Nothing("write the option in the list, as in `other \"…\" specify`"),
        &["orother", "hasother", "showotheritem"],
    ),
    (
        Begins::Nothing(
            "take it out: questions are asked in the order in which they stand, and `}` ends what `{` began",
        ),
        &[
            "rules",
            "fields",
            "endif",
            "enddo",
            "endfor",
            "endwhile",
            "endblock",
            "endmodel",
            "endsection",
            "endpage",
            "endquestion",
            "endgroup",
            "endrepeat",
            "datamodel",
            "auxfields",
        ],
    ),
    (
        Begins::Nothing("write `layout new_page` behind the section or question that begins the page"),
        &["pagebreak", "newpage", "改ページ"],
    ),
    (
        Begins::Nothing(
            "write `choices areas from file \"areas.csv\"` outside of sections, and `single area \"…\" from areas` for the question",
        ),
        &["selectonefromfile", "selectmultiplefromfile"],
    ),
    (
        Begins::Nothing("write `otherwise { when … { … } }` behind the `}` of the `when` before"),
        &["elseif", "elif", "elsif"],
    ),
    (Begins::Kind("when"), &["if", "relevant", "relevance", "visibleif", "showif", "displayif", "もし"]),
    (
        Begins::Nothing("write `text` and behind its label `pattern \"99:99\"`; a day is a `date`"),
        &["time", "datetime", "datetimelocal", "timeofday", "時刻", "時間", "日時"],
    ),
    (
        Begins::Nothing(
            "take it out: a form takes no files, pictures or places; ask in a `note` to have them sent by other means",
        ),
        &[
            "file",
            "fileupload",
            "upload",
            "attachment",
            "image",
            "photo",
            "picture",
            "audio",
            "video",
            "signature",
            "signaturepad",
            "geopoint",
            "gps",
            "location",
            "barcode",
            "ファイル",
            "写真",
            "画像",
            "署名",
        ],
    ),
    (
        Begins::Nothing("take it out: questions and options stand in one order for all, on paper as on the screen"),
        &["randomize", "randomise", "random", "shuffle", "rotate", "randomization", "ランダム"],
    ),
    (
        Begins::Nothing(
            "there are no jumps: write `when` with a condition on the questions that are for some only, or round them in `when … { }`; `end when … \"…\"` ends the survey",
        ),
        &[
            "skip",
            "skipto",
            "skipif",
            "skiplogic",
            "goto",
            "go",
            "jump",
            "jumpto",
            "branch",
            "route",
            "分岐",
            "スキップ",
        ],
    ),
    (
        Begins::Nothing("take it out: what the office knows of a respondent is said with `given` in `survey { }`"),
        &["hidden", "embeddeddata", "urlparameter", "parameter"],
    ),
];

/// What stands before an option elsewhere. Here it begins with its code.
pub(super) const OPTION_WORDS: &[&str] = &[
    "option",
    "choice",
    "answer",
    "value",
    "item",
    "radio",
    "checkbox",
    "選択肢",
    "回答",
    "項目",
    "行",
    "列",
    "row",
    "column",
];

/// What the head of a survey is called elsewhere.
pub(super) const OF_SURVEY: Rows<&'static str> = &[
    ("locale", &["language", "lang", "言語"]),
    ("edition", &["version", "wave", "round", "year", "fiscalyear", "年度", "版"]),
    ("publisher", &["author", "organisation", "organization", "owner", "institute", "発行者", "実施者", "実施主体"]),
    ("as_of", &["asof", "referencedate", "基準日"]),
    ("deadline", &["due", "duedate", "closes", "enddate", "expires", "締切", "期限", "回答期限", "締め切り"]),
    ("info", &["meta", "property"]),
    ("numbers", &["numbering"]),
    ("wording", &["translations", "messages", "strings"]),
];
