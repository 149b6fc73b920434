//! Rules about how Japanese is written: spelling, signs, the style of sentences.

mod forms;
mod sentences;
mod signs;
mod spelling;
mod width;

use setsumon_diagnostics::Code;

use crate::rule::Rule;
use crate::script::{Part, Script, Written};

/// The rules of this group.
pub(crate) const RULES: &[Rule] = &[
    Rule { code: Code::JaSpellingVaries, find: spelling::varies },
    Rule { code: Code::JaKanjiToOpen, find: spelling::to_open },
    Rule { code: Code::JaStyleMixed, find: sentences::style },
    Rule { code: Code::JaPeriodMixed, find: sentences::period },
    Rule { code: Code::JaPunctuationMixed, find: signs::mixed },
    Rule { code: Code::JaWidthMixed, find: width::mixed },
    Rule { code: Code::JaLookAlike, find: width::look_alike },
    Rule { code: Code::JaRaNuki, find: forms::ra_nuki },
    Rule { code: Code::JaDoubleKeigo, find: forms::double_keigo },
];

/// The texts that respondents read and that have kana in them.
fn texts<'s, 'a>(script: &'s Script<'a>) -> impl Iterator<Item = &'s Written<'a>> {
    shown(script).filter(|text| text.words.is_japanese())
}

/// The texts that respondents read.
fn shown<'s, 'a>(script: &'s Script<'a>) -> impl Iterator<Item = &'s Written<'a>> {
    script.texts.iter().filter(|text| !matches!(text.part, Part::Aside | Part::House))
}
