//! What is told of a statement that began with a word of another tool, once its head is read: what to write, as a correction where a
//! machine can know it.

use setsumon_diagnostics::{Diagnostic, Span, Spanned};

use super::kinds::Told;
use super::{Before, ForeignHead, bare};
use crate::ast::{Clause, ClauseKind, Kind, Piece, QuestionKind, Statement, Text};
use crate::clauses::{ClauseWord, Rank};
use crate::errors::{foreign as errors, head};
use crate::foreign::{Begins, Behind};
use crate::places::Place;
use crate::read::Reader;
use crate::read::statement::draws;
use crate::token::{T, Token};
use crate::words;

impl Reader<'_, '_, '_> {
    /// What is told of a statement whose head has been read: the correction, and what the head lacks for what was meant.
    /// `needless` is a code that the kind does not have.
    pub(in crate::read) fn complete(
        &mut self,
        statement: &mut Statement,
        before: Before,
        place: Place,
        needless: Option<Span>,
    ) -> ForeignHead {
        let told = |told| ForeignHead { told, ends_with: None, body_is_given: false };
        let (meant, allowed) = match before {
            Before::Clause { token, clause } => return told(self.complete_moved(statement, token, clause)),
            Before::Foreign { meant, tokens: _, allowed } => (meant, allowed),
        };
        let span = statement.kind_span;
        let raw = self.lexed.slice(span.start, span.end);
        let say = |help: String| match words::kind(raw) {
            Some(_) => errors::written_otherwise(span, raw, help),
            None => errors::foreign_word(span, raw, help),
        };
        let instead = |keyword: &str| (span, keyword.to_owned());
        // What else the head says in another tool's way is one habit with its word.
        let kind = self.told_of_kind(statement);
        let figures = self.told_of_figures(statement);
        if let Some(Told { span: _, help, keyword, edits }) = kind.or_else(|| figures_alone(meant, figures.as_ref())) {
            let edits = keyword.into_iter().map(instead).chain(edits).collect::<Vec<_>>();
            return told(if keyword.is_some() { say(help).fix("write it in this language", edits) } else { say(help) });
        }
        let (keyword, help, more) = match meant {
            Begins::Perhaps(_, advice) => return told(say(advice.to_owned())),
            Begins::Nothing(instead) => return told(errors::no_such_thing(span, raw, instead)),
            Begins::Kind(keyword) | Begins::Paired(keyword, _) => (keyword, written(keyword), Some(Vec::new())),
            Begins::With(keyword, behind) => {
                let (help, more) = self.behind(statement, keyword, behind);
                (keyword, help, more)
            }
        };
        if !allowed {
            let kind = words::kind(keyword).unwrap_or(Kind::Option);
            return told(say(format!("write `{keyword}`; {}", head::where_it_stands(keyword, kind, place))));
        }
        let help = figures.as_ref().map_or(help, |figures| figures.help.clone());
        // What could not be told for certain is left to the author as a whole.
        let unsure = figures.as_ref().is_some_and(|figures| figures.edits.is_empty());
        let Some(more) = more.filter(|_| !unsure) else { return told(say(help)) };
        let more = more.into_iter().chain(figures.map(|figures| figures.edits).unwrap_or_default());
        let body_is_given = !statement.body.is_empty();
        let ends_with = match meant {
            Begins::Paired(_, end) if self.peek().kind != T::Open || self.peek().fresh => Some(end),
            Begins::Paired(_, _)
            | Begins::Kind(_)
            | Begins::With(_, _)
            | Begins::Perhaps(_, _)
            | Begins::Nothing(_) => None,
        };
        let needless = needless.map(|span| (span, String::new()));
        let edits = std::iter::once(instead(keyword)).chain(more).chain(needless).collect();
        let diagnostic = say(help).fix(format!("write `{keyword}`"), edits);
        ForeignHead { told: diagnostic, ends_with, body_is_given }
    }

    /// What a head needs besides its word: in words, and as edits where a machine can know them. It is read as if it stood there.
    fn behind(
        &mut self,
        statement: &mut Statement,
        keyword: &str,
        behind: Behind,
    ) -> (String, Option<Vec<(Span, String)>>) {
        let name = statement.code.as_ref().map_or("name", |code| code.value.as_str()).to_owned();
        let shape = |statement: &Statement, wanted: fn(&ClauseKind) -> bool| {
            statement.clauses.iter().any(|clause| wanted(&clause.kind))
        };
        let place = statement
            .label
            .as_ref()
            .map(|label| label.span.after())
            .or(statement.code.as_ref().map(|code| code.span.after()))
            .unwrap_or(self.here());
        let (what, there, clause) = match behind {
            Behind::OfSingle | Behind::OfMulti => {
                let multi = behind == Behind::OfMulti;
                let (word, kind) =
                    if multi { ("of multi", QuestionKind::Multi) } else { ("of single", QuestionKind::Single) };
                (word, shape(statement, |kind| matches!(kind, ClauseKind::Of(_))), ClauseKind::Of(kind))
            }
            Behind::NoughtToTen | Behind::Points => {
                let (from, to) = (Spanned::new(0, place), Spanned::new(10, place));
                let there = shape(statement, |kind| matches!(kind, ClauseKind::Points { .. }));
                ("0 to 10", there, ClauseKind::Points { from, to })
            }
            Behind::Digits => {
                let there = shape(statement, |kind| matches!(kind, ClauseKind::Digits(_)));
                ("digits 2", there, ClauseKind::Digits(Spanned::new(2, place)))
            }
            Behind::YesAndNo => return self.yes_and_no(statement, &name),
        };
        if let Some((span, right)) = self.habits.points.take() {
            return (format!("write `{keyword} {name} \"…\" {right}`"), Some(vec![(span, right)]));
        }
        if there {
            return (written(keyword), Some(Vec::new()));
        }
        statement.clauses.insert(0, Clause { span: place, kind: clause });
        let help = format!("write `{keyword} {name} \"…\" {what}`");
        match behind {
            Behind::Points => (format!("{help}, with its lowest and its highest point"), None),
            Behind::Digits => (format!("{help}, with as many decimal places as it has"), None),
            Behind::OfSingle | Behind::OfMulti | Behind::NoughtToTen | Behind::YesAndNo => {
                (help, Some(vec![(place, format!(" {what}"))]))
            }
        }
    }

    /// The options of a question for yes or no, in the language of its label.
    fn yes_and_no(&mut self, statement: &mut Statement, name: &str) -> (String, Option<Vec<(Span, String)>>) {
        if (self.peek().kind == T::Open && !self.peek().fresh) || draws(statement) {
            return (written("single"), Some(Vec::new()));
        }
        let label = statement.label.as_ref().and_then(|label| label.plain()).unwrap_or_default();
        let words = if label.is_ascii() { ["Yes", "No"] } else { ["はい", "いいえ"] };
        let here = self.here();
        let options = ["yes", "no"].into_iter().zip(words).map(|(code, label)| Statement {
            code: Some(Spanned::new(code.to_owned(), here)),
            label: Some(Text { span: here, pieces: vec![Piece::Plain(label.to_owned())] }),
            ..bare(Kind::Option, here)
        });
        statement.body = options.collect();
        statement.body_span = Some(here);
        let [yes, no] = words;
        let body = format!("{{ yes \"{yes}\"  no \"{no}\" }}");
        (format!("write `single {name} \"…\" {body}`"), Some(vec![(here, format!(" {body}"))]))
    }

    fn complete_moved(&mut self, statement: &mut Statement, token: Token, clause: ClauseWord) -> Diagnostic {
        let place = Span::new(self.file_id(), token.start, statement.kind_span.start);
        let right = format!("{} {}", self.lexed.slice(statement.kind_span.start, self.last_end), clause.word());
        let said = if clause == ClauseWord::Optional { ClauseKind::Optional } else { ClauseKind::Required };
        let late = |kind: &ClauseKind| {
            let edition = matches!(
                kind,
                ClauseKind::Marker(_)
                    | ClauseKind::Was(_)
                    | ClauseKind::Splits(_)
                    | ClauseKind::Revised(_)
                    | ClauseKind::Break(_)
            );
            edition || *kind == said
        };
        let plain = Rank::Setting == clause.rank() && !statement.clauses.iter().any(|clause| late(&clause.kind));
        let edits = match plain {
            true => vec![(place, String::new()), (self.here(), format!(" {}", clause.word()))],
            false => Vec::new(),
        };
        if plain {
            statement.clauses.push(Clause { span: self.span(token), kind: said });
        }
        head::clause_before(self.span(token), clause.word(), &right, edits)
    }

    /// A head as written, with another word for its kind.
    pub(super) fn head_as(&self, statement: &Statement, keyword: &str) -> String {
        let code = statement.code.as_ref().map_or("name", |code| code.value.as_str());
        let label =
            statement.label.as_ref().map_or("\"…\"", |label| self.lexed.slice(label.span.start, label.span.end));
        format!("{keyword} {code} {label}")
    }
}

/// What figures in brackets say of a word that may be one kind or another: `number(5, 2)`.
fn figures_alone(meant: Begins, figures: Option<&Told>) -> Option<Told> {
    figures.filter(|_| matches!(meant, Begins::Perhaps(_, _))).cloned()
}

/// What a kind is, in a few words, behind how it is written.
pub(super) fn written(keyword: &str) -> String {
    let what = match keyword {
        "single" => ": one answer out of several",
        "multi" => ": any number of the options",
        "rank" => ": the options in an order",
        "text" => ": a line of text",
        "longtext" => ": several lines of text",
        "integer" => ": a whole number",
        "flag" => ": one box to tick",
        "scale" => ": a whole number drawn as points",
        "group" => ": one item with several fields",
        "repeat" => ": the same questions for each of several",
        "section" => ": questions stand in sections, and a `page` holds prose",
        "note" => ": words that nobody answers",
        "calc" => ": a figure that is worked out, as in `calc total \"…\" = a + b`",
        "check" => ": what must hold, as in `check a <= b \"…\"`",
        "choices" => ": a list of options for several questions",
        "edition" => ", with a number alone",
        _ => "",
    };
    format!("write `{keyword}`{what}")
}
