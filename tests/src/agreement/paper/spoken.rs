//! A made-up survey whose conditions are told wherever the compiler has words, and elsewhere by the author in words that are like no others.

use setsumon_diagnostics::Code;

use crate::agreement::survey::Survey;

/// The survey without `says none`; what cannot be put into words gets some.
///
/// # Errors
/// Where it is no survey even so.
pub fn spoken(survey: &Survey) -> Result<Survey, String> {
    let mut told = survey.with_text(survey.text.replace(" says none", ""));
    let mut number = 0;
    // A sentence that is missing inside another condition is only told once that one is there.
    for _ in 0..4 {
        let missing = told.missing(Code::SentenceMissing);
        if missing.is_empty() {
            return told.form().map(|_| told.clone());
        }
        let mut text = told.text.clone();
        for end in missing.into_iter().rev() {
            number += 1;
            text.insert_str(end, &format!(" says \"Author {number}\""));
        }
        told = survey.with_text(text);
    }
    told.form().map(|_| told.clone())
}
