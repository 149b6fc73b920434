//! Words of other tools and languages: what each is here, and where it may be met. They are looked up where a word is met that
//! means nothing in its place, so none of them is taken from anybody who uses it as a code.

mod conditions;
mod heads;
mod kinds;
mod labels;
mod statements;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::words;

pub(crate) use conditions::{Answer, Call, Operator};
pub(crate) use heads::Head;
pub(crate) use kinds::Said;
pub(crate) use labels::code as code_of_label;
pub(crate) use statements::{Begins, Behind};

/// A table's rows: what is meant, and the words for it, squeezed.
type Rows<M> = &'static [(M, &'static [&'static str])];

/// A table by its words.
type Table<M> = LazyLock<FxHashMap<&'static str, M>>;

/// A table's rows by their words.
fn table<M: Copy>(rows: Rows<M>) -> FxHashMap<&'static str, M> {
    rows.iter().flat_map(|(meant, words)| words.iter().map(|word| (*word, *meant))).collect()
}

static STATEMENTS: Table<Begins> = LazyLock::new(|| table(statements::ITEMS));
static OF_SURVEY: Table<&'static str> = LazyLock::new(|| table(statements::OF_SURVEY));
static HEADS: Table<Head> = LazyLock::new(|| table(heads::HEADS));
static OPERATORS: Table<Operator> = LazyLock::new(|| table(conditions::OPERATORS));
static ANSWERS: Table<Answer> = LazyLock::new(|| table(conditions::ANSWERS));
static CALLS: Table<Call> = LazyLock::new(|| table(conditions::CALLS));
static VALUES: Table<Said> = LazyLock::new(|| table(kinds::VALUES));

/// A word as it stands in the tables: `selectOne`, `Select_One` and `ｓｅｌｅｃｔone` are one word of three people.
pub(crate) fn squeezed(word: &str) -> String {
    crate::lex::to_ascii(word)
        .chars()
        .filter(|char| !['_', '-', ' '].contains(char))
        .flat_map(char::to_lowercase)
        .collect()
}

/// What such a word begins.
pub(crate) fn begins(squeezed: &str) -> Option<Begins> {
    STATEMENTS.get(squeezed).copied()
}

/// What it begins in `survey { }`: the word to write.
pub(crate) fn of_survey(squeezed: &str) -> Option<&'static str> {
    OF_SURVEY.get(squeezed).copied()
}

/// Whether it stands before an option, which begins with its code here.
pub(crate) fn is_option_word(squeezed: &str) -> bool {
    statements::OPTION_WORDS.contains(&squeezed)
}

/// Whether it begins what is asked if a condition fails.
pub(crate) fn is_else(squeezed: &str) -> bool {
    squeezed == "else"
}

/// What it is behind a code and label.
pub(crate) fn head(squeezed: &str) -> Option<Head> {
    HEADS.get(squeezed).copied()
}

/// Whether a word, as it is written, joins two conditions as `or` does, or as `and` does.
pub(crate) fn joins(word: &str) -> Option<bool> {
    match word {
        "かつ" | "且つ" | "および" | "及び" | "And" | "AND" => Some(false),
        "または" | "又は" | "もしくは" | "あるいは" | "Or" | "OR" => Some(true),
        _ => None,
    }
}

/// What it says of an answer.
pub(crate) fn operator(squeezed: &str) -> Option<Operator> {
    match squeezed {
        // In capitals; in small letters they are words of the language.
        "is" => Some(Operator::Equals),
        "includes" => Some(Operator::Includes),
        _ => OPERATORS.get(squeezed).copied(),
    }
}

/// What it is behind `is`.
pub(crate) fn answer(squeezed: &str) -> Option<Answer> {
    ANSWERS.get(squeezed).copied()
}

/// What kind of answer it says as a value: its own words first, then those that begin a question, here or elsewhere.
pub(crate) fn said(word: &str) -> Option<Said> {
    let squeezed = &self::squeezed(word);
    if let Some(said) = VALUES.get(squeezed.as_str()) {
        return Some(*said);
    }
    let asks = |keyword: &'static str| words::question_kind(keyword).is_some();
    let mut own = words::KEYWORDS.iter().map(|(keyword, _)| *keyword);
    if let Some(keyword) = own.find(|keyword| asks(keyword) && self::squeezed(keyword) == *squeezed) {
        return Some(Said::Kind(keyword));
    }
    match begins(squeezed)? {
        Begins::Kind(keyword) | Begins::With(keyword, _) => asks(keyword).then_some(Said::Kind(keyword)),
        Begins::Perhaps(keyword, advice) => asks(keyword).then_some(Said::Perhaps(keyword, advice)),
        Begins::Nothing(instead) => Some(Said::Nothing(instead)),
        Begins::Paired(_, _) => None,
    }
}

/// Whether it says that something is so, or that it is not.
pub(crate) fn truth(squeezed: &str) -> Option<bool> {
    match squeezed {
        "true" | "yes" | "y" | "on" | "1" | "はい" => Some(true),
        "false" | "no" | "n" | "off" | "0" | "いいえ" => Some(false),
        _ => None,
    }
}

/// What is said of jumps.
pub(crate) const JUMP: &str = heads::JUMP;

/// Whether words aside send somebody on: `go to Q5`, `問5へ`.
pub(crate) fn is_jump(words: &str) -> bool {
    let words = words.to_lowercase();
    let begins = ["go to", "goto", "skip", "jump", "continue with", "→"].iter().any(|begin| words.starts_with(begin));
    begins || (words.ends_with('へ') && words.contains(|char: char| char.is_numeric()))
}

/// Whether words aside say how many may be chosen, which is printed by itself.
pub(crate) fn is_instruction(words: &str) -> bool {
    let words = squeezed(words);
    let said = [
        "thatapply",
        "choose",
        "select",
        "tick",
        "chooseone",
        "pickone",
        "oneansweronly",
        "oneanswer",
        "multipleanswers",
    ];
    let japanese = [
        "複数回答",
        "いくつでも",
        "1つだけ",
        "一つだけ",
        "ひとつだけ",
        "1つ選",
        "一つ選",
        "単一回答",
        "複数選択",
        "複数可",
        "あてはまるもの",
        "当てはまるもの",
    ];
    said.iter().chain(&japanese).any(|one| words.contains(one)) && !words.contains("upto")
}

/// Whether it says of an answer, alone behind a question, that it is there or not there; the value is whether it is not.
pub(crate) fn is_alone(squeezed: &str) -> Option<bool> {
    match squeezed {
        "empty" | "isempty" | "isblank" | "isnull" => Some(true),
        "notempty" | "isnotempty" | "notblank" | "notnull" => Some(false),
        _ => None,
    }
}

/// Whether it stands behind the name of a question for something that needs no word here: `how.NAOK`.
pub(crate) fn is_behind_name(squeezed: &str) -> bool {
    matches!(
        squeezed,
        "naok" | "valuenaok" | "value" | "shown" | "answer" | "response" | "selectedchoice" | "selectedchoices"
    )
}

/// What it is before a bracket, or alone as a value.
pub(crate) fn call(squeezed: &str) -> Option<Call> {
    CALLS.get(squeezed).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::clauses;

    fn all_once<M>(rows: Rows<M>) -> Vec<&'static str> {
        let all: Vec<&str> = rows.iter().flat_map(|(_, words)| words.iter().copied()).collect();
        let once: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), once.len(), "a word stands twice in {all:?}");
        for word in &all {
            assert_eq!(*word, squeezed(word), "a table holds its words squeezed");
        }
        all
    }

    #[test]
    fn no_word_of_the_language_is_foreign_where_it_belongs() {
        for word in all_once(statements::ITEMS) {
            assert!(words::kind(word).is_none() && clauses::clause(word).is_none(), "`{word}` begins a statement");
        }
        for word in all_once(heads::HEADS) {
            assert!(clauses::clause(word).is_none(), "`{word}` is a clause");
        }
        for word in all_once(conditions::OPERATORS) {
            assert!(!words::is_reserved(word), "`{word}` stands in conditions");
        }
        // Before a bracket; `selected`, which is a word of the language elsewhere, means nothing there.
        for word in all_once(conditions::CALLS) {
            assert!(!words::FUNCTIONS.contains(&word), "`{word}` is a function");
        }
        all_once(statements::OF_SURVEY);
        all_once(conditions::ANSWERS);
        all_once(kinds::VALUES);
    }

    #[test]
    fn what_is_to_be_written_are_words_of_the_language() {
        for (begins, _) in statements::ITEMS {
            if let Begins::Kind(word) | Begins::With(word, _) | Begins::Perhaps(word, _) | Begins::Paired(word, _) =
                begins
            {
                assert!(words::kind(word).is_some(), "`{word}`");
            }
        }
        for (said, _) in kinds::VALUES {
            if let Said::Kind(word) | Said::Perhaps(word, _) = said {
                assert!(words::question_kind(word).is_some(), "`{word}`");
            }
        }
        for (word, _) in statements::OF_SURVEY {
            assert!(words::kind(word).is_some(), "`{word}`");
        }
        for (head, _) in heads::HEADS {
            if let Head::Clause(clause, written) = head {
                assert!(written.starts_with(clause.word()), "`{written}`");
            }
        }
    }
}
