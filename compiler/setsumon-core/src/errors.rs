//! Everything the checker says: one constructor for each thing, so that the wording of all messages can be read in one place.

pub(crate) mod choices;
pub(crate) mod editions;
pub(crate) mod examples;
pub(crate) mod logic;
pub(crate) mod names;
pub(crate) mod size;
pub(crate) mod texts;
pub(crate) mod types;

/// Codes in backticks, joined as a person would: "`a`, `b` or `c`".
pub(crate) fn or_list<S: AsRef<str>>(codes: &[S]) -> String {
    let mut list = String::new();
    for (index, code) in codes.iter().enumerate() {
        if index > 0 {
            list.push_str(if index + 1 == codes.len() { " or " } else { ", " });
        }
        list.push('`');
        list.push_str(code.as_ref());
        list.push('`');
    }
    list
}

/// "did you mean `x`?" where something known is close, else what there is, if it is not too much to list.
pub(crate) fn suggestion<S: AsRef<str>>(word: &str, known: &[S]) -> Option<String> {
    let known: Vec<&str> = known.iter().map(AsRef::as_ref).collect();
    if let Some(close) = setsumon_diagnostics::did_you_mean(word, known.iter().copied()) {
        return Some(format!("did you mean `{close}`?"));
    }
    let mut sorted = known;
    sorted.sort_unstable();
    sorted.dedup();
    (1..=8).contains(&sorted.len()).then(|| format!("there is {}", or_list(&sorted)))
}
