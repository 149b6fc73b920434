//! Examples in messages are in the language of the survey: they are written in Japanese, and said in others by their words.

use setsumon_diagnostics::Diagnostic;

use crate::form::Locale;

/// Says the examples of a message in a language.
pub(crate) fn translate(told: &mut Diagnostic, locale: Locale) {
    let examples = locale.words().writing.examples;
    if let Some(help) = told.help.as_mut().filter(|help| !help.is_ascii() && !examples.is_empty()) {
        *help = examples.iter().fold(std::mem::take(help), |help, (written, said)| help.replace(written, said));
    }
}
