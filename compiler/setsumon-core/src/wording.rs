//! The house's own words: every sentence the compiler writes, Japanese and English, each replaceable by the survey's `wording { }`.

use crate::form::Locale;

macro_rules! wordings {
    ($($(#[$doc:meta])* $field:ident: $ja:literal, $en:literal;)*) => {
        /// The wordings of a survey. `{…}` in them are filled in by the compiler.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Wording {
            $($(#[$doc])* pub $field: String,)*
        }

        impl Wording {
            /// The wordings that come with a language.
            pub fn of(locale: Locale) -> Self {
                match locale {
                    Locale::Ja => Self { $($field: $ja.to_owned(),)* },
                    Locale::En => Self { $($field: $en.to_owned(),)* },
                }
            }

            /// The names a survey may use in `wording { }`.
            pub const NAMES: &[&str] = &[$(stringify!($field),)*];

            /// The wording of a name, to be replaced.
            pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut String> {
                match name {
                    $(stringify!($field) => Some(&mut self.$field),)*
                    _ => None,
                }
            }

            /// Every wording with its name.
            pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
                [$((stringify!($field), self.$field.as_str()),)*].into_iter()
            }
        }
    };
}

wordings! {
    /// Above or after a single choice.
    choose_one: "当てはまるものを１つ選択してください。", "Choose one.";
    /// Above or after a multiple choice.
    choose_all: "当てはまるものを選択してください。（複数選択可）", "Choose all that apply.";
    /// Above a grid with one answer a row.
    choose_one_each: "当てはまるものをそれぞれ１つ選択してください。", "Choose one in each row.";
    /// Above a grid with several answers a row.
    choose_all_each: "当てはまるものをそれぞれ選択してください。（複数選択可）", "Choose all that apply in each row.";
    /// Above a ranking; `{max}` is how many.
    rank: "当てはまるものを{max}つまで選び、１番目に選ぶものに１、次に２と、順に番号を付けてください。", "Number up to {max} in order: 1 for your first choice, 2 for the second, and so on.";
    /// Where `pick` bounds the ticks.
    choose_up_to: "当てはまるものを{max}つまで選択してください。", "Choose up to {max}.";
    /// Where `pick` bounds the ticks from below too.
    choose_between: "当てはまるものを{min}つから{max}つ選択してください。", "Choose {min} to {max}.";
    /// Where `pick` says exactly how many.
    choose_exactly: "当てはまるものを{max}つ選択してください。", "Choose {max}.";
    /// After the label of a single choice in a group.
    one: "１つ選択", "choose one";
    /// After the label of a multiple choice in a group.
    all: "複数選択可", "choose all that apply";
    /// After the label of a grid with one answer a row, in a group.
    one_each: "それぞれ１つ選択", "choose one in each row";
    /// After the label of a grid with several answers a row, in a group.
    all_each: "それぞれ複数選択可", "choose all that apply in each row";
    /// On paper, above a scale.
    circle_one: "当てはまるところを１つ○で囲んでください。", "Circle one point.";
    /// On paper, above a grid with a scale in each row.
    circle_one_each: "それぞれ当てはまるところを１つ○で囲んでください。", "Circle one point in each row.";
    /// On paper, after the label of a scale in a group.
    circle: "１つを○で囲む", "circle one";
    /// On paper, after the label of a grid with a scale in each row, in a group.
    circle_each: "それぞれ１つを○で囲む", "circle one in each row";
    /// On paper, behind an option that stands alone among several.
    choose_no_other: "（他と併用不可）", " (choose no other)";
    /// On paper, between a blank and the answers that may take its place.
    instead: "または", "or";
    /// After the lead of a free text.
    free: "（自由記載）", " (free text)";
    /// After the label of a required field.
    required: "（記入必須）", " (required)";
    /// After the label of a row that may be left out though its grid is required.
    optional: "（任意）", " (optional)";
    /// Before a write-in.
    specify: "具体的に", "please specify";
    /// Who is asked, of the item just above.
    asked_of: "上記設問で、{answers}と回答された方にお尋ねします。", "If you answered {answers} above:";
    /// Who is asked, of an item elsewhere.
    asked_of_item: "{item}「{label}」で、{answers}と回答された方にお尋ねします。", "If you answered {answers} to {item} “{label}”:";
    /// Who is asked, in a group, of the field before.
    asked_of_field: "上記において、{answers}と回答された方にお尋ねします。", "If you answered {answers} above:";
    /// Who is asked, of a row: `{row}` and `{answers}`.
    asked_of_row: "{item}「{label}」の「{row}」で、{answers}と回答された方にお尋ねします。", "If you answered {answers} for “{row}” in {item} “{label}”:";
    /// Who is asked, of a grid, by an answer that stands in every row: `all of`.
    asked_of_each_row: "{item}「{label}」のすべての行で、{answers}と回答された方にお尋ねします。", "If you answered {answers} in each row of {item} “{label}”:";
    /// Who is asked: those who answered at all.
    asked_of_answered: "{item}「{label}」に回答された方にお尋ねします。", "If you answered {item} “{label}”:";
    /// Who is asked: those who ticked a box.
    asked_of_ticked: "{item}「{label}」に✓された方にお尋ねします。", "If you ticked {item} “{label}”:";
    /// Who is asked: those who did not tick a box.
    asked_of_unticked: "{item}「{label}」に✓されなかった方にお尋ねします。", "If you did not tick {item} “{label}”:";
    /// Who is asked: those who left it without an answer.
    asked_of_unanswered: "{item}「{label}」に回答されなかった方にお尋ねします。", "If you did not answer {item} “{label}”:";
    /// Who is asked, by how many answers or entries there are: `count(Q)`.
    asked_of_count: "{item}「{label}」の回答の数が{answers}の方にお尋ねします。", "If the number of your answers to {item} “{label}” is {answers}:";
    /// Who is asked: two conditions joined.
    asked_of_parts: "{parts}と回答された方にお尋ねします。", "If you answered {parts}:";
    /// One of two joined conditions.
    part_of: "{item}「{label}」で{answers}", "{answers} to {item} “{label}”";
    /// The same, of a row.
    part_of_row: "{item}「{label}」の「{row}」で{answers}", "{answers} for “{row}” in {item} “{label}”";
    /// Who is asked: two conditions joined that do not share a verb.
    asked_of_clauses: "{parts}方にお尋ねします。", "If you {parts}:";
    /// One of these: an answer.
    clause_answers: "{item}「{label}」で{answers}と回答された", "answered {answers} to {item} “{label}”";
    /// One of these: an answer in a row.
    clause_row: "{item}「{label}」の「{row}」で{answers}と回答された", "answered {answers} for “{row}” in {item} “{label}”";
    /// One of these: answered at all.
    clause_answered: "{item}「{label}」に回答された", "answered {item} “{label}”";
    /// One of these: left without an answer.
    clause_unanswered: "{item}「{label}」に回答されなかった", "did not answer {item} “{label}”";
    /// One of these: a box that is ticked.
    clause_ticked: "{item}「{label}」に✓された", "ticked {item} “{label}”";
    /// One of these: a box that is not ticked.
    clause_unticked: "{item}「{label}」に✓されなかった", "did not tick {item} “{label}”";
    /// `otherwise` of a branch.
    asked_of_others: "それ以外の方にお尋ねします。", "Otherwise:";
    /// The same, where it is not for those who left blank what the branch hangs on.
    asked_of_other_answers: "それ以外の回答をされた方にお尋ねします。", "If you answered otherwise:";
    /// How a sentence ends that says who is asked; one that says whom an early end stops ends as `stops` says.
    asks: "にお尋ねします。", "";
    /// How a sentence ends that says whom an early end stops.
    stops: "：", "";
    /// An answer in such a sentence.
    answer: "「{label}」", "“{label}”";
    /// Another answer than these.
    other_than: "{answers}以外", "anything but {answers}";
    /// Several answers, and none of these among them.
    none_of: "{answers}以外のみ", "something, but none of {answers}";
    /// A number below another; `{number}` with its unit.
    less_than: "{number}未満", "less than {number}";
    /// A number not above another.
    at_most: "{number}以下", "{number} or less";
    /// A number above another.
    more_than: "{number}を超える値", "more than {number}";
    /// A number not below another.
    at_least: "{number}以上", "{number} or more";
    /// A day or month before another.
    before: "{day}より前", "earlier than {day}";
    /// A day or month not after another.
    until: "{day}以前", "{day} or earlier";
    /// A day or month after another.
    after: "{day}より後", "later than {day}";
    /// A day or month not before another.
    since: "{day}以降", "{day} or later";
    /// Beside the blank of a day or month: the first and the last that may be given.
    from_to: "{first}～{last}", "{first} to {last}";
    /// All of these answers.
    all_of: "{answers}のすべて", "all of {answers}";
    /// Between answers.
    or: "、または", " or ";
    /// Between answers that must all be given.
    and: "、かつ", " and ";
    /// Between conditions that do not share a verb, one of which must hold.
    or_clauses: "方、または", " or ";
    /// Between conditions that do not share a verb, both of which must hold.
    and_clauses: "方で、かつ", " and ";
    /// A question of another section, wherever it is spoken of: in texts, in sentences, behind arrows.
    item_ref: "{section}の{item}", "question {item} of section {section}";
    /// A question of the same section, in a sentence.
    question_here: "{section}の{item}", "question {item}";
    /// A section, where sentences and arrows speak of it.
    section_ref: "{section}", "section {section}";
    /// Behind an arrow that leads to an early end.
    end_ref: "終了", "end";
    /// A reference to a run of sections.
    range_ref: "{first}～{last}", "{first} to {last}";
    /// The word on a new item.
    new: "新規", "new";
    /// The word on an item to be updated.
    updated: "要更新", "update";
    /// Legend: the two marks.
    legend_marks: "○は１つ選択、□は複数選択可です。", "○ choose one, □ choose all that apply.";
    /// Legend, where it stands for the sentences above the items: the marks in tables.
    legend_rows: "表では、行ごとに同じです。", "In a table, this holds for each row.";
    /// Legend, where it stands for the sentences above the items: scales.
    legend_scales: "並んだ数字は、１つを○で囲みます。", "On a scale, circle one point.";
    /// Legend: new items.
    legend_new: "前回調査から新規に追加された質問", "New since the last edition";
    /// Legend: items to be updated.
    legend_updated: "数値等の更新をお願いしたい質問", "Please give this figure anew";
    /// A grid or choice narrowed to what was ticked before.
    only_selected: "（上記で選択したもののみご回答ください）", "(only those you chose above)";
    /// The same, of an item elsewhere.
    only_selected_in: "（{item}「{label}」で選択したもののみご回答ください）", "(only those you chose in {item} “{label}”)";
    /// A grid narrowed to the rows of another that were answered so.
    only_answered: "（{item}「{label}」で{answers}と回答したもののみご回答ください）", "(only those you answered {answers} in {item} “{label}”)";
    /// Year unit.
    year: "年", "";
    /// Fiscal year unit.
    fiscal_year: "年度", "";
}

impl Wording {
    /// Whether a sentence is that of an `otherwise`, which speaks of the sentence before it.
    pub fn is_of_others(&self, sentence: &str) -> bool {
        [&self.asked_of_others, &self.asked_of_other_answers].into_iter().any(|known| known == sentence)
    }

    /// A sentence that says who is asked, as it stands over an early end, which asks nothing.
    pub fn of_an_end(&self, sentence: &str) -> String {
        let said = sentence.strip_suffix(self.asks.as_str()).filter(|_| !self.asks.is_empty());
        said.map_or_else(|| sentence.to_owned(), |said| format!("{said}{}", self.stops))
    }
}

/// A number as texts, sentences and arrows speak of it: "question 1", not "question 1.", for the signs around it are those of its
/// place.
pub(crate) fn spoken_number(locale: Locale, number: &str) -> String {
    match locale {
        Locale::En => number.trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned(),
        Locale::Ja => number.to_owned(),
    }
}

/// A reference (`item_ref` and the like) with the numbers of a section and an item in it, as they are spoken of.
pub fn reference(template: &str, locale: Locale, section: &str, item: &str) -> String {
    let spoken = |number: &str| spoken_number(locale, number);
    template.replace("{section}", &spoken(section)).replace("{item}", &spoken(item))
}
