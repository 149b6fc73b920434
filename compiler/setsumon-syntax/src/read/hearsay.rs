//! What the words of a file say of a code before it is read: enough to guess what was meant where something is wrong.

use rustc_hash::FxHashMap;

use crate::ast::{Kind, QuestionKind};
use crate::token::{Lexed, T};
use crate::words;

/// What is said of the questions and lists of a file, by their last code.
#[derive(Debug, Default)]
pub(super) struct Hearsay<'l> {
    kinds: FxHashMap<&'l str, QuestionKind>,
    /// Which list a question takes its options from.
    lists: FxHashMap<&'l str, &'l str>,
    /// The code of an option by its question or list and its label, with the quotes.
    options: FxHashMap<(&'l str, &'l str), &'l str>,
    /// The same by its code.
    codes: FxHashMap<(&'l str, &'l str), ()>,
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
                heard.options.insert((owner, next), word);
                heard.codes.insert((owner, word), ());
            } else if second.kind == T::Word && !second.fresh {
                match words::kind(word) {
                    Some(Kind::Question(kind)) => {
                        owner = next;
                        heard.kinds.insert(next, kind);
                    }
                    Some(Kind::Choices | Kind::Gate | Kind::Grid) => owner = next,
                    Some(_) => {}
                    None if word == "from" => {
                        heard.lists.insert(owner, next);
                    }
                    None => {}
                }
            }
        }
        heard
    }

    /// Of which kind a question seems to be.
    pub(super) fn kind(&self, path: &str) -> Option<QuestionKind> {
        self.kinds.get(last(path)).copied()
    }

    /// The code of an option of a question, by its label with the quotes.
    pub(super) fn option(&self, question: &str, label: &str) -> Option<&'l str> {
        let question = last(question);
        let of = |owner: &str| self.options.get(&(owner, label)).copied();
        of(question).or_else(|| of(self.lists.get(question)?))
    }

    /// Whether a question seems to have an option of this code, or takes options from where they are not seen.
    pub(super) fn may_have(&self, question: &str, code: &str) -> bool {
        let question = last(question);
        self.codes.contains_key(&(question, code)) || self.lists.contains_key(question)
    }
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
