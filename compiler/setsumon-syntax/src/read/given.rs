//! The codes that a file gives: what is wrong with one is mended so that it does not become another.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::codes::{hyphened, is_well_formed, mended_code};
use crate::ast::Kind;
use crate::token::{Lexed, T};
use crate::words;

/// What is given, as far as its words tell.
#[derive(Debug, Default, Clone)]
pub(super) struct Given {
    /// What a spelling is to be instead where it would else become another's code.
    pub(super) numbered: FxHashMap<String, String>,
    /// Codes with a hyphen in them.
    pub(super) hyphened: FxHashSet<String>,
}

/// What codes are held against one another in: what stands at the top, a list, a section, a question with its options …
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Place(u32);

impl Place {
    const TOP: Self = Self(0);
    const LISTS: Self = Self(1);
    const BLOCKS: Self = Self(2);
}

/// How each code is written, by where it is given and by what it is read as.
type Spellings<'l> = BTreeMap<(Place, String), Vec<Cow<'l, str>>>;

/// Where in the file the words are, as far as the braces tell.
#[derive(Debug)]
struct Walk<'l> {
    spellings: Spellings<'l>,
    /// Each spelling by where it is given: one code may have as many as the file has lines.
    noted: FxHashSet<(Place, Cow<'l, str>)>,
    sections: FxHashSet<Place>,
    last: Place,
    /// The place of each brace that is open.
    open: Vec<Place>,
    /// The place of the next brace, where it is not the one around.
    next: Option<Place>,
}

impl<'l> Walk<'l> {
    fn new() -> Self {
        let (spellings, sections) = (Spellings::new(), FxHashSet::default());
        let noted = FxHashSet::default();
        Self { spellings, noted, sections, last: Place::BLOCKS, open: Vec::new(), next: None }
    }

    fn here(&self) -> Place {
        self.open.last().copied().unwrap_or(Place::TOP)
    }

    fn fresh(&mut self) -> Place {
        self.last = Place(self.last.0 + 1);
        self.last
    }

    /// A statement that gives its code.
    fn statement(&mut self, kind: Kind, code: Cow<'l, str>) {
        // These stand at the top: whatever is open still lacks its brace.
        if matches!(kind, Kind::Section | Kind::Part | Kind::Choices | Kind::Block) {
            self.open.clear();
        }
        let place = if kind == Kind::Choices {
            Place::LISTS
        } else if kind == Kind::Block {
            Place::BLOCKS
        } else {
            self.here()
        };
        self.note(place, code, false);
        // A group and a part give their codes to what stands around them.
        let own = !matches!(kind, Kind::Group | Kind::Part);
        self.next = own.then(|| self.fresh());
        self.sections.extend(self.next.filter(|_| kind == Kind::Section));
    }

    /// An option, a row, a column.
    fn labelled(&mut self, code: Cow<'l, str>) {
        self.note(self.here(), code, true);
        self.next = Some(self.fresh());
    }

    fn brace(&mut self, kind: T) {
        if kind == T::Open {
            self.open.push(self.next.unwrap_or(self.here()));
        } else if kind == T::Close {
            self.open.pop();
        } else {
            return;
        }
        self.next = None;
    }

    fn note(&mut self, place: Place, raw: Cow<'l, str>, digits_first: bool) {
        let code = if is_well_formed(&raw, digits_first) { Some(raw.clone().into_owned()) } else { mended_code(&raw) };
        let Some(code) = code.map(words::free_code) else { return };
        if self.noted.insert((place, raw.clone())) {
            self.spellings.entry((place, code)).or_default().push(raw);
        }
    }

    /// A number behind all spellings of a code but the right one, or the first, where they would become one. A spelling that is
    /// numbered is so everywhere: what refers to it does not tell which of several it means.
    fn numbered(&self) -> FxHashMap<String, String> {
        let mut taken: FxHashSet<String> = self.spellings.keys().map(|(_, code)| code.clone()).collect();
        let mut better = FxHashMap::default();
        // The number that each code had last: places that share it would each count from the first.
        let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
        for ((place, code), here) in &self.spellings {
            // No question of a section bears the code of a section.
            let top = self.sections.contains(place).then(|| self.spellings.get(&(Place::TOP, code.clone()))).flatten();
            let above = top.into_iter().flatten().filter(|raw| !self.noted.contains(&(*place, (*raw).clone())));
            let written: Vec<_> = above.chain(here).collect();
            if written.len() < 2 {
                continue;
            }
            let stays = written.iter().position(|raw| *raw == code).unwrap_or(0);
            let number = numbers.entry(code).or_insert(2);
            for (_, raw) in written.into_iter().enumerate().filter(|(at, _)| *at != stays) {
                while taken.contains(&format!("{code}_{number}")) {
                    *number += 1;
                }
                taken.insert(format!("{code}_{number}"));
                better.entry(raw.clone().into_owned()).or_insert_with(|| format!("{code}_{number}"));
            }
        }
        better
    }
}

impl Given {
    /// Looks through all words once.
    pub(super) fn of(lexed: &Lexed<'_>) -> Self {
        let mut walk = Walk::new();
        let mut at = 0;
        while let Some(token) = lexed.tokens.get(at).copied() {
            let word = if token.kind == T::Word { lexed.str(token) } else { "" };
            let (code, behind) = hyphened(lexed, at);
            let labelled = lexed.tokens.get(behind).is_some_and(|next| next.is_text() && !next.fresh);
            let kind = words::kind(word).filter(|kind| gives(*kind));
            if let Some(kind) = kind
                && lexed.tokens.get(at + 1).is_some_and(|next| !next.fresh)
                && let (Some(named), behind) = hyphened(lexed, at + 1)
            {
                walk.statement(kind, named);
                at = behind;
            } else if let (Some(code), true) = (code, labelled) {
                walk.labelled(code);
                at = behind;
            } else {
                walk.brace(token.kind);
                // What is joined by hyphens and has no label has none from any of its parts on either.
                at = behind;
            }
        }
        let written = walk.spellings.values().flatten().filter(|raw| raw.contains('-'));
        Self { hyphened: written.map(|raw| raw.clone().into_owned()).collect(), numbered: walk.numbered() }
    }
}

/// Whether a code is given behind a word: of `when a …` and `use a` it is one that was given elsewhere, and `retired` and `given` are
/// followed by a kind.
fn gives(kind: Kind) -> bool {
    let elsewhere = [Kind::Use, Kind::Retired, Kind::Given, Kind::Option, Kind::Locale, Kind::Entry];
    words::spec(kind).code && !elsewhere.contains(&kind)
}
