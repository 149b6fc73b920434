//! What the words of a file say of a code before it is read: enough to guess what was meant where something is wrong.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ast::{Kind, QuestionKind};
use crate::read::codes::mended_code;
use crate::read::given::Given;
use crate::token::{Lexed, T};
use crate::words;

/// The code of an option that stands in quotes, or whose label does.
#[derive(Debug, Clone, Copy)]
pub(crate) enum InQuotes<'l> {
    /// `"no"`
    Code(&'l str),
    /// `"No, never"`
    Label(&'l str),
}

/// What is said of the questions and lists of a file, by their last code.
#[derive(Debug, Default, Clone)]
pub(super) struct Hearsay<'l> {
    kinds: FxHashMap<&'l str, QuestionKind>,
    rosters: FxHashSet<&'l str>,
    grids: FxHashSet<&'l str>,
    groups: FxHashSet<&'l str>,
    /// Which list a question takes its options from.
    lists: FxHashMap<&'l str, &'l str>,
    /// The code of an option by its question or list and its label, without the quotes.
    options: FxHashMap<(&'l str, &'l str), &'l str>,
    /// The same by its code.
    codes: FxHashMap<(&'l str, &'l str), &'l str>,
    /// How many codes stand under each question or list.
    sizes: FxHashMap<&'l str, usize>,
    /// The codes alone, whatever they stand under.
    all_codes: FxHashSet<&'l str>,
    /// The question that bears a label, where one alone does.
    labelled: FxHashMap<&'l str, Option<&'l str>>,
    given: Given,
}

impl<'l> Hearsay<'l> {
    /// Looks through all words once.
    pub(super) fn of(lexed: &'l Lexed<'_>) -> Self {
        let mut heard = Self::default();
        let mut owner = "";
        for window in lexed.tokens.windows(2) {
            let [first, second] = window else { continue };
            if first.kind != T::Word {
                continue;
            }
            let (word, next) = (lexed.str(*first), lexed.str(*second));
            if second.is_text() {
                heard.options.insert((owner, lexed.content(*second).0), word);
                heard.codes.insert((owner, word), word);
            } else if second.kind == T::Word && !second.fresh {
                match words::kind(word) {
                    Some(Kind::Question(kind)) => {
                        owner = next;
                        heard.kinds.insert(next, kind);
                    }
                    Some(Kind::Grid) => {
                        owner = next;
                        heard.grids.insert(next);
                    }
                    Some(Kind::Group) => {
                        heard.groups.insert(next);
                    }
                    Some(Kind::Choices | Kind::Gate) => owner = next,
                    Some(Kind::Repeat) => {
                        heard.rosters.insert(next);
                    }
                    Some(_) => {}
                    // `use home as flat`
                    None if word == "as" => {
                        heard.groups.insert(next);
                    }
                    None if word == "from" => {
                        heard.lists.insert(owner, next);
                    }
                    None => {}
                }
            }
        }
        heard.given = Given::of(lexed);
        heard.count_codes();
        heard
    }

    /// Counts once what many mistakes ask for.
    #[expect(clippy::iter_over_hash_type, reason = "counts and sets have no order")]
    fn count_codes(&mut self) {
        for (owner, code) in self.codes.keys() {
            *self.sizes.entry(owner).or_default() += 1;
            self.all_codes.insert(code);
        }
        for ((owner, words), code) in self.options.iter().filter(|((owner, _), code)| owner == *code) {
            let known = self.labelled.entry(words).or_insert(Some(code));
            *known = known.filter(|known| known == owner);
        }
    }

    /// What a code that is none is to be instead, and no other code of the file is: `foo_2` for `Foo_` where there is a `foo`.
    pub(super) fn better(&self, raw: &str) -> Option<String> {
        let numbered = self.given.numbered.get(raw).cloned();
        numbered.or_else(|| mended_code(raw).map(words::free_code))
    }

    /// Whether a code with a hyphen is given somewhere.
    pub(super) fn is_given(&self, raw: &str) -> bool {
        self.given.hyphened.contains(raw)
    }

    /// Whether a path ends with the code of a roster.
    pub(super) fn is_roster(&self, path: &str) -> bool {
        self.rosters.contains(last(path))
    }

    /// Whether a path ends with the code of a grid.
    pub(super) fn is_grid(&self, path: &str) -> bool {
        self.grids.contains(last(path))
    }

    /// Whether a path ends with the code of a group, or of a block that is used.
    pub(super) fn is_group(&self, path: &str) -> bool {
        self.groups.contains(last(path)) && self.kind(path).is_none()
    }

    /// Of which kind a question seems to be.
    pub(super) fn kind(&self, path: &str) -> Option<QuestionKind> {
        self.kinds.get(last(path)).copied()
    }

    /// Which option of a question is meant by words in quotes: one that is written so, or one that reads so.
    pub(super) fn meant_by(&self, question: &str, words: &str) -> Option<InQuotes<'l>> {
        let owners = || self.owners(question);
        let by_code = owners().find_map(|owner| self.codes.get(&(owner, words)).copied()).map(InQuotes::Code);
        by_code.or_else(|| owners().find_map(|owner| self.options.get(&(owner, words)).copied()).map(InQuotes::Label))
    }

    /// Whether a question seems to have an option of this code, or takes options from where they are not seen.
    pub(super) fn may_have(&self, question: &str, code: &str) -> bool {
        self.owners(question).any(|owner| self.codes.contains_key(&(owner, code)))
            || self.lists.contains_key(last(question))
    }

    /// Whether a path ends with an option that the question before it itself gives.
    pub(super) fn may_have_own(&self, path: &str) -> bool {
        path.rsplit_once('.').is_some_and(|(question, code)| self.codes.contains_key(&(last(question), code)))
    }

    /// How many options a question itself has, where they are seen.
    pub(super) fn count(&self, question: &str) -> Option<usize> {
        let own = self.sizes.get(last(question)).copied().unwrap_or_default();
        // The label of the question stands with its code as that of an option does.
        (!self.lists.contains_key(last(question))).then_some(own.saturating_sub(1))
    }

    /// The code of the question that bears a label.
    pub(super) fn labelled(&self, label: &str) -> Option<&'l str> {
        self.labelled.get(label).copied().flatten()
    }

    /// Whether a question or a grid with options of its own is called so.
    pub(super) fn holds(&self, code: &str) -> bool {
        self.kinds.contains_key(code) || self.sizes.contains_key(code)
    }

    /// Whether the file has a question or an option of this code.
    pub(super) fn knows(&self, path: &str) -> bool {
        self.kinds.contains_key(last(path)) || self.all_codes.contains(last(path))
    }

    /// Whether a question seems to have an option that somebody might call by a word for an answer that is none: `None`, `None of these`.
    pub(super) fn has_one_like(&self, question: &str, word: &str) -> bool {
        let small = word.to_lowercase();
        let mut large = small.clone();
        if let Some(first) = large.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let of_these = ["None of these", "None of the above", "No answer"];
        let codes = ["none_of_these", "none_of_the_above", "no_answer"];
        let none = matches!(small.as_str(), "none" | "nothing" | "na");
        let more = of_these.into_iter().chain(codes).filter(|_| none);
        [word, small.as_str(), large.as_str()]
            .into_iter()
            .chain(more)
            .any(|words| self.meant_by(question, words).is_some())
    }

    /// What may hold the options of a path: the question at its end or, of a row, the grid before it, and the list that either draws on.
    fn owners<'p>(&self, path: &'p str) -> impl Iterator<Item = &'p str>
    where
        'l: 'p,
    {
        path.rsplit('.').take(2).flat_map(|code| std::iter::once(code).chain(self.lists.get(code).copied()))
    }
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
