//! What a blank asks for, by the words of its label.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::language::{Phrases, same};
use crate::words::Words;

/// What a blank asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// Somebody's name.
    Name,
    /// A postal address.
    Address,
    /// A day of birth.
    Birth,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Tel,
    /// A postal code.
    Postal,
    /// A web address.
    Url,
    /// Somebody's age.
    Age,
    /// A day.
    Date,
}

const LABELS: &[(Topic, &[&str])] = &[
    (
        Topic::Name,
        &[
            "name",
            "your name",
            "full name",
            "your full name",
            "first name",
            "last name",
            "family name",
            "given name",
            "surname",
            "name of respondent",
            "respondent's name",
            "contact name",
            "name and surname",
            "氏名",
            "お名前",
            "名前",
            "ご氏名",
            "姓名",
            "氏名（漢字）",
            "氏名（フリガナ）",
            "担当者氏名",
            "担当者名",
            "ご担当者名",
            "代表者氏名",
            "回答者氏名",
            "記入者氏名",
            "ご回答者氏名",
        ],
    ),
    (
        Topic::Address,
        &[
            "address",
            "your address",
            "home address",
            "postal address",
            "street address",
            "住所",
            "ご住所",
            "自宅住所",
            "ご自宅の住所",
            "現住所",
        ],
    ),
    (
        Topic::Birth,
        &[
            "date of birth",
            "your date of birth",
            "birth date",
            "birthday",
            "born on",
            "when were you born",
            "生年月日",
            "誕生日",
            "お誕生日",
        ],
    ),
    (
        Topic::Email,
        &[
            "e-mail",
            "email",
            "e-mail address",
            "email address",
            "your e-mail",
            "your e-mail address",
            "your email address",
            "mail address",
            "メールアドレス",
            "Eメールアドレス",
            "eメール",
            "電子メール",
            "担当者E-mailアドレス",
        ],
    ),
    (
        Topic::Tel,
        &[
            "phone",
            "telephone",
            "phone number",
            "telephone number",
            "your phone number",
            "mobile",
            "mobile number",
            "mobile phone",
            "contact number",
            "電話",
            "電話番号",
            "お電話番号",
            "連絡先電話番号",
            "携帯電話番号",
            "日中の電話番号",
        ],
    ),
    (Topic::Postal, &["postcode", "post code", "postal code", "zip code", "zip", "your postcode", "郵便番号"]),
    (
        Topic::Url,
        &[
            "web site",
            "website",
            "url",
            "web address",
            "homepage",
            "home page",
            "ホームページアドレス",
            "ホームページURL",
            "公開URL",
            "ウェブサイト",
        ],
    ),
    (Topic::Age, &["age", "your age", "how old are you", "年齢", "満年齢", "ご年齢"]),
    (
        Topic::Date,
        &[
            "date",
            "start date",
            "end date",
            "date of visit",
            "date of opening",
            "日付",
            "年月日",
            "開始日",
            "終了日",
            "開設日",
            "設立年月日",
            "記入日",
            "開始年",
            "開設年",
            "設立年",
        ],
    ),
];

static TOPICS: LazyLock<FxHashMap<String, Topic>> = LazyLock::new(|| {
    LABELS.iter().flat_map(|(topic, labels)| labels.iter().map(|label| (key(label), *topic))).collect()
});

fn key(label: &str) -> String {
    same(label).trim_end_matches(['?', ':']).to_owned()
}

/// What a label asks for, where it says nothing else. What stands in brackets behind it says more of the same.
pub(super) fn topic(label: &Words) -> Option<Topic> {
    let label = label.normal().trim_end_matches(['?', ':']);
    let short = label.split(['(', '（']).next().unwrap_or_default();
    TOPICS.get(label).or_else(|| TOPICS.get(short)).copied()
}

/// What people do not like to say.
pub(super) static SENSITIVE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "income",
        "salary",
        "religion",
        "religious",
        "ethnic",
        "ethnicity",
        "sexual",
        "sexual orientation",
        "illegal drugs",
        "use drugs",
        "take drugs",
        "convicted",
        "conviction",
        "did you vote",
        "you voted",
        "voted for",
        "pregnant",
        "pregnancy",
        "年収",
        "所得",
        "宗教",
        "信仰",
        "国籍",
        "障害者",
        "障害の有無",
        "障害がありますか",
        "障がい",
        "病歴",
        "犯罪歴",
        "前科",
        "支持政党",
        "支持する政党",
        "学歴",
        "性的指向",
        "妊娠",
    ])
});

/// Whether a label asks for a count or an amount, and for nothing else.
pub(super) fn asks_how_many(label: &Words) -> bool {
    const BEGIN: &[&str] = &["how many ", "number of ", "the number of ", "total number of "];
    const END: &[&str] = &["数", "金額", "何人", "何件", "何台", "何回", "何人ですか", "何件ですか", "何回ですか"];
    // What is called a number and counts nothing.
    const OTHER: &[&str] = &["指数", "係数", "点数", "関数", "変数", "複数", "手数"];
    let plain = label.normal().split(['(', '（']).next().unwrap_or_default().trim_end_matches(['?', ':']);
    BEGIN.iter().any(|word| label.folded().starts_with(word))
        || END.iter().any(|word| plain.ends_with(word)) && !OTHER.iter().any(|word| plain.ends_with(word))
}
