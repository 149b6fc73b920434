//! The codes that a file gives: what is wrong with one is mended so that it does not become another.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::codes::{hyphened, is_well_formed, mended_code};
use crate::ast::Kind;
use crate::token::{Lexed, T};
use crate::words;

/// What is given, as far as its words tell.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// What a spelling is to be instead where it would else become another's code.
    pub(super) numbered: FxHashMap<String, String>,
    /// Codes with a hyphen in them.
    pub(super) hyphened: FxHashSet<String>,
}

/// How each code is written, by what it is given in and by what it is read as.
type Spellings<'l> = BTreeMap<(&'l str, String), Vec<Cow<'l, str>>>;

impl Given {
    /// Looks through all words once.
    pub(super) fn of(lexed: &Lexed<'_>) -> Self {
        let mut spellings = Spellings::new();
        let (mut owner, mut at) = ("", 0);
        while let Some(token) = lexed.tokens.get(at).copied() {
            let word = if token.kind == T::Word { lexed.str(token) } else { "" };
            let (code, behind) = hyphened(lexed, at);
            let labelled = lexed.tokens.get(behind).is_some_and(|next| next.is_text() && !next.fresh);
            let (named, behind_named) = hyphened(lexed, at + 1);
            let kind = words::kind(word).filter(|kind| gives(*kind));
            if let (Some(kind), Some(named)) = (kind, named)
                && lexed.tokens.get(at + 1).is_some_and(|next| !next.fresh)
            {
                let own_list = matches!(kind, Kind::Question(_) | Kind::Choices | Kind::Gate | Kind::Grid);
                owner = if own_list { lexed.tokens.get(at + 1).map_or("", |token| lexed.str(*token)) } else { owner };
                note(&mut spellings, "", named);
                at = behind_named;
            } else if let (Some(code), true) = (code, labelled) {
                note(&mut spellings, owner, code);
                at = behind;
            } else {
                at += 1;
            }
        }
        let written = spellings.values().flatten().filter(|raw| raw.contains('-'));
        Self { hyphened: written.map(|raw| raw.clone().into_owned()).collect(), numbered: numbered(&spellings) }
    }
}

/// Whether a code is given behind a word: of `when a …` and `use a` it is one that was given elsewhere, and `retired` and `given` are
/// followed by a kind.
fn gives(kind: Kind) -> bool {
    let elsewhere = [Kind::Use, Kind::Retired, Kind::Given, Kind::Option, Kind::Locale, Kind::Entry];
    words::spec(kind).code && !elsewhere.contains(&kind)
}

/// Notes that a code is given in something.
fn note<'l>(spellings: &mut Spellings<'l>, owner: &'l str, raw: Cow<'l, str>) {
    let code = if is_well_formed(&raw, !owner.is_empty()) { Some(raw.clone().into_owned()) } else { mended_code(&raw) };
    let Some(code) = code.map(words::free_code) else { return };
    let known = spellings.entry((owner, code)).or_default();
    if !known.contains(&raw) {
        known.push(raw);
    }
}

/// A number behind all spellings of a code but the right one, or the first.
fn numbered(spellings: &Spellings<'_>) -> FxHashMap<String, String> {
    let mut taken: FxHashSet<String> = spellings.keys().map(|(_, code)| code.clone()).collect();
    let mut better = FxHashMap::default();
    for ((_, code), written) in spellings.iter().filter(|(_, written)| written.len() > 1) {
        let stays = written.iter().position(|raw| raw == code).unwrap_or(0);
        let others = written.iter().enumerate().filter(|(at, _)| *at != stays);
        let mut number = 2;
        for (_, raw) in others {
            while taken.contains(&format!("{code}_{number}")) {
                number += 1;
            }
            taken.insert(format!("{code}_{number}"));
            better.entry(raw.clone().into_owned()).or_insert_with(|| format!("{code}_{number}"));
        }
    }
    better
}
