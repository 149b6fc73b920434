//! Words of options that everybody has, and the codes that go with them.

/// The codes that people give to such options; of none of them is it doubtful.
const CODES: &[(&str, &[&str])] = &[
    ("yes", &["はい", "ハイ", "ある", "あり", "有", "有り", "する"]),
    ("no", &["いいえ", "イイエ", "ない", "なし", "無", "無し", "しない"]),
    ("other", &["その他", "そのほか", "その他の方法"]),
    (
        "nothing",
        &["特になし", "特にない", "いずれもない", "どれもない", "あてはまるものはない", "当てはまるものはない"],
    ),
    ("neither", &["どちらでもない", "どちらともいえない", "どちらとも言えない"]),
    ("dont_know", &["わからない", "分からない", "不明"]),
    ("no_answer", &["無回答", "答えたくない", "回答しない"]),
    ("male", &["男性", "男"]),
    ("female", &["女性", "女"]),
];

/// The code for the words of an option.
pub(crate) fn code(words: &str) -> Option<&'static str> {
    let words = words.trim();
    CODES.iter().find(|(_, labels)| labels.contains(&words)).map(|(code, _)| *code)
}
