//! What the label of an option says of itself, where it is no answer like the others.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::language::same;
use crate::words::Words;

/// An option that is no answer like the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Apart {
    /// Something else.
    Other,
    /// Does not know.
    DontKnow,
    /// Does not want to say.
    Refused,
    /// Is not concerned.
    NotApplicable,
    /// None of the others.
    None,
}

impl Apart {
    /// What `means` calls it.
    pub(super) fn role(self) -> Option<&'static str> {
        match self {
            Self::DontKnow => Some("dont_know"),
            Self::Refused => Some("refused"),
            Self::NotApplicable => Some("not_applicable"),
            Self::Other | Self::None => None,
        }
    }
}

const LABELS: [(Apart, &[&str]); 5] = [
    (
        Apart::Other,
        &[
            "other",
            "others",
            "something else",
            "someone else",
            "other, please specify",
            "other please specify",
            "その他",
            "そのほか",
            "その他の回答",
        ],
    ),
    (
        Apart::DontKnow,
        &[
            "don't know",
            "dont know",
            "do not know",
            "i don't know",
            "i do not know",
            "not sure",
            "i'm not sure",
            "i am not sure",
            "unsure",
            "can't say",
            "cannot say",
            "i cannot say",
            "can't remember",
            "don't remember",
            "do not remember",
            "i don't remember",
            "unknown",
            "not known",
            "わからない",
            "分からない",
            "わかりません",
            "分かりません",
            "把握していない",
            "把握していません",
            "不明",
            "覚えていない",
        ],
    ),
    (
        Apart::Refused,
        &[
            "prefer not to say",
            "i prefer not to say",
            "prefer not to answer",
            "i prefer not to answer",
            "i would prefer not to say",
            "rather not say",
            "would rather not say",
            "i would rather not say",
            "i'd rather not say",
            "i'd prefer not to say",
            "refused",
            "refuse to answer",
            "refused to answer",
            "decline to answer",
            "prefer not to disclose",
            "答えたくない",
            "答えたくありません",
            "回答したくない",
            "言いたくない",
            "回答拒否",
            "無回答",
        ],
    ),
    (
        Apart::NotApplicable,
        &[
            "not applicable",
            "n/a",
            "does not apply",
            "doesn't apply",
            "not applicable to me",
            "該当しない",
            "該当なし",
            "非該当",
        ],
    ),
    (
        Apart::None,
        &[
            "none",
            "none of these",
            "none of the above",
            "none of them",
            "nothing",
            "neither",
            "なし",
            "ない",
            "特にない",
            "特になし",
            "とくにない",
            "いずれもない",
            "いずれでもない",
            "どれでもない",
            "いずれにも当てはまらない",
            "どれも当てはまらない",
            "上記のいずれでもない",
            "上記以外",
        ],
    ),
];

static KNOWN: LazyLock<FxHashMap<String, Apart>> = LazyLock::new(|| {
    LABELS.iter().flat_map(|(apart, labels)| labels.iter().map(|label| (same(label), *apart))).collect()
});

/// Whether a label says that something is not so: it may stand behind the answers, as one that says that none is.
pub(super) fn denies(label: &Words) -> bool {
    const BEGIN: &[&str] =
        &["no ", "none", "not ", "never", "nothing", "nobody", "neither", "did not ", "do not ", "don't "];
    const END: &[&str] =
        &["なし", "無し", "いない", "ことはない", "ものはない", "特にない", "とくにない", "ありません", "いません"];
    let folded = label.folded().replace('’', "'");
    BEGIN.iter().any(|word| folded.starts_with(word)) || END.iter().any(|word| label.normal().ends_with(word))
}

/// What a label says, where all it says is that. What stands in brackets says more of it, a stroke or a dot two things that are the
/// same sort.
pub(super) fn apart(label: &Words) -> Option<Apart> {
    let label = label.normal();
    let short = label.split('(').next().unwrap_or_default();
    let short = short.trim_end_matches([':', '…', '_']);
    if let Some(apart) = KNOWN.get(short) {
        return Some(*apart);
    }
    let mut parts = short.split(['/', '・', '、', ',']).map(|part| KNOWN.get(part).copied());
    let first = parts.next()??;
    parts.all(|part| part.is_some_and(|part| (part == Apart::Other) == (first == Apart::Other))).then_some(first)
}
