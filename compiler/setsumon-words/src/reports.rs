//! The words of what is told of a step from one edition to the next: the changes, the comparison, the page for whoever decides.

/// What is told of a step from one edition to the next.
#[derive(Debug)]
pub struct Reports {
    /// The classes of changes.
    pub classes: Classes,
    /// What changes.
    pub kinds: Kinds,
    /// What of it changes.
    pub parts: Parts,
    /// What a respondent notices.
    pub respondents: Respondents,
    /// What happens to answers that were given.
    pub data: Data,
    /// What becomes of a time series.
    pub series: Series,
    /// An answer that a text quotes, by its label, for those who have none; whether it is one of last time.
    pub quoted_answer: fn(&str, bool) -> String,
    /// Something that stood in an edition.
    pub of_edition: fn(&str, i64) -> String,
    /// What may be answered.
    pub values: Values,
    /// The list of changes.
    pub changes: Changes,
    /// The comparison that a committee signs.
    pub comparison: Comparison,
    /// The page for whoever decides.
    pub impact: Impact,
}

/// The classes of changes. What each means is said in `docs/editions.md`.
#[derive(Debug)]
#[expect(missing_docs, reason = "the classes are told where they are computed")]
pub struct Classes {
    pub roll_over: &'static str,
    pub typography: &'static str,
    pub renumbered: &'static str,
    pub moved: &'static str,
    pub guidance: &'static str,
    pub wording: &'static str,
    pub required: &'static str,
    pub option_reordered: &'static str,
    pub option_reworded: &'static str,
    pub option_added: &'static str,
    pub option_removed: &'static str,
    pub range: &'static str,
    pub condition_wider: &'static str,
    pub condition_narrower: &'static str,
    pub condition_other: &'static str,
    pub rule: &'static str,
    pub derivation: &'static str,
    pub privacy: &'static str,
    pub renamed: &'static str,
    pub merged: &'static str,
    pub split: &'static str,
    pub unit: &'static str,
    pub scale: &'static str,
    pub type_: &'static str,
    pub code_reused: &'static str,
    pub added: &'static str,
    pub removed: &'static str,
}

/// The kinds of things that change.
#[derive(Debug)]
#[expect(missing_docs, reason = "the name of a word is what it says")]
pub struct Kinds {
    pub survey: &'static str,
    pub page: &'static str,
    pub part: &'static str,
    pub section: &'static str,
    pub group: &'static str,
    pub roster: &'static str,
    pub question: &'static str,
    pub option: &'static str,
    pub row: &'static str,
    pub column: &'static str,
    pub check: &'static str,
    pub derived: &'static str,
    pub end: &'static str,
}

/// The parts of a thing that change by themselves.
#[derive(Debug)]
#[expect(missing_docs, reason = "the name of a word is what it says")]
pub struct Parts {
    pub label: &'static str,
    pub lead: &'static str,
    pub instruction: &'static str,
    pub hint: &'static str,
    pub beside: &'static str,
    pub note: &'static str,
    pub prefix: &'static str,
    pub suffix: &'static str,
    pub ends: &'static str,
    pub message: &'static str,
    pub condition: &'static str,
}

/// What a respondent notices.
#[derive(Debug)]
#[expect(missing_docs, reason = "the name of a word is what it says")]
pub struct Respondents {
    /// Over them.
    pub head: &'static str,
    pub nothing: &'static str,
    pub reads_otherwise: &'static str,
    pub answers_otherwise: &'static str,
    pub asked_anew: &'static str,
    pub no_longer_asked: &'static str,
    pub more_are_asked: &'static str,
    pub fewer_are_asked: &'static str,
    pub others_are_asked: &'static str,
}

/// What happens to answers that were given.
#[derive(Debug)]
#[expect(missing_docs, reason = "the name of a word is what it says")]
pub struct Data {
    /// Over them.
    pub head: &'static str,
    pub none: &'static str,
    pub additive: &'static str,
    pub recode: &'static str,
    pub loss: &'static str,
}

/// What becomes of a time series.
#[derive(Debug)]
#[expect(missing_docs, reason = "the name of a word is what it says")]
pub struct Series {
    /// Over them.
    pub head: &'static str,
    pub comparable: &'static str,
    pub with_care: &'static str,
    pub broken: &'static str,
}

/// What may be answered, of which the words are nobody's own.
#[derive(Debug)]
pub struct Values {
    /// What tells who somebody is, and what does not.
    pub privacy: [&'static str; 2],
    /// Of options, where nothing is said of how many.
    pub any_number: &'static str,
    /// How many of them.
    pub picked: fn(u32, u32) -> String,
    /// Between two bounds, of which either may be open.
    pub between: fn(Option<&str>, Option<&str>) -> String,
    /// So many decimal places, behind the bounds.
    pub digits: fn(&str, u32) -> String,
    /// So many characters at most, behind the shape.
    pub length: fn(u32) -> String,
    /// That there are several lines, behind the shape.
    pub lines: &'static str,
}

/// The list of changes.
#[derive(Debug)]
pub struct Changes {
    /// Over class, thing, before and after.
    pub heads: [&'static str; 4],
    /// Where there is none.
    pub nothing: &'static str,
    /// In front of the classes that are not shown.
    pub omitted: &'static str,
    /// Over the reason of a change, and in front of it.
    pub why: &'static str,
}

/// The comparison that a committee signs.
#[derive(Debug)]
pub struct Comparison {
    /// What it is called.
    pub title: &'static str,
    /// Over the edition before, over the new one, over what is said of the change.
    pub heads: fn(i64, i64) -> [String; 3],
    /// How it is to be read.
    pub legend: [&'static str; 3],
    /// How many changes there are, and of which classes.
    pub count: fn(usize, &str) -> String,
    /// How many questions there were and are, how many variables.
    pub size: fn([usize; 2], [usize; 2]) -> String,
    /// Where nothing changed.
    pub nothing: &'static str,
    /// In the place of what did not change.
    pub unchanged: &'static str,
    /// Where there was nothing before.
    pub new: &'static str,
    /// Where there is nothing any more.
    pub removed: &'static str,
    /// In front of the variables that are concerned.
    pub variables: &'static str,
    /// Behind a reason: its series goes on, or breaks.
    pub goes_on: &'static str,
    /// The other.
    pub breaks: &'static str,
    /// Over the changes without a change of meaning, by their number.
    pub slight: fn(usize) -> String,
    /// Over the changes of printed numbers, by their number.
    pub numbers: fn(usize) -> String,
    /// Over the signatures.
    pub approval: &'static str,
    /// Who signs.
    pub roles: [&'static str; 3],
    /// What each writes.
    pub fields: [&'static str; 2],
    /// The blank behind an option that is to be told more exactly, by its label.
    pub write_in: fn(&str) -> String,
    /// How often the questions of a roster are asked.
    pub times: fn(u32, u32) -> String,
    /// In front of an option that is ranked.
    pub rank: &'static str,
    /// In front of a row.
    pub row: &'static str,
    /// Between columns that have words of their own.
    pub between_columns: &'static str,
    /// Between columns that are ticked.
    pub between_marks: &'static str,
    /// A place for a figure, a day, a month, words.
    pub figure: &'static str,
    /// A place for a day.
    pub day: &'static str,
    /// A place for a month.
    pub month: &'static str,
    /// A place for words.
    pub words: &'static str,
    /// In front of what is checked on entry.
    pub checked: &'static str,
}

/// The page for whoever decides.
#[derive(Debug)]
pub struct Impact {
    /// What it is called.
    pub title: &'static str,
    /// Over the number of changes.
    pub changes: &'static str,
    /// How many things are new, gone, changed.
    pub things: fn(usize, usize, usize) -> String,
    /// Over the number of questions.
    pub questions: &'static str,
    /// Over the number of blanks.
    pub blanks: &'static str,
    /// How many blanks there were and are, how many variables.
    pub blanks_and_variables: fn(&str, &str) -> String,
    /// Over how many questions the typical respondent is asked.
    pub asked_typically: &'static str,
    /// Over the share that is filled in from last time.
    pub filled: &'static str,
    /// How many of how many questions.
    pub of_questions: fn(usize, usize) -> String,
    /// Over the series that break.
    pub broken: &'static str,
    /// The same, as a title.
    pub broken_title: &'static str,
    /// Where none breaks.
    pub broken_none: &'static str,
    /// Behind the reason of a break.
    pub break_: &'static str,
    /// Over the ways through the questionnaire.
    pub ways: &'static str,
    /// Over what changed between two lengths.
    pub difference: &'static str,
    /// The shortest way, the typical, the longest.
    pub shortest: &'static str,
    /// The typical way.
    pub typical: &'static str,
    /// The longest way.
    pub longest: &'static str,
    /// A length that is not known exactly, from below.
    pub at_least: fn(usize) -> String,
    /// A length that is not known exactly, from above.
    pub at_most: fn(usize) -> String,
    /// Over the shares that are filled in from last time.
    pub coverage: &'static str,
    /// Of what: the questions of the typical respondent, those on the longest way, all, all variables.
    pub coverage_of: [&'static str; 4],
    /// How: as last time, in part, with last time's figure shown, not at all.
    pub legend: [&'static str; 4],
    /// Over the list of changes.
    pub changes_title: &'static str,
    /// Over class, thing, series, reason.
    pub change_heads: [&'static str; 4],
    /// How many more changes there are.
    pub more: fn(usize) -> String,
    /// Over the notes.
    pub notes: &'static str,
    /// How questions and blanks are counted, what the shortest way is, what is filled in.
    pub counting: [&'static str; 4],
    /// What is typical, of so many made-up respondents.
    pub made_up: fn(usize) -> String,
    /// What is typical, of so many respondents of last time.
    pub of_last_time: fn(usize) -> String,
    /// What “at least” and “at most” mean.
    pub bounds: &'static str,
    /// Why the edition before has no ways.
    pub no_ways: &'static str,
    /// How many changes are slight.
    pub slight: fn(usize) -> String,
}
