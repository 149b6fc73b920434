//! The page for whoever decides, as HTML and as Markdown: the same words in the same order.

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use serde::Serialize;
use setsumon_core::form::Locale;

use super::walk::{Typical, Ways};
use super::{Impact, Listed, Shares};
use crate::diff::{Class, ReasonKind, Series};
use crate::paths::{Bound, End};
use crate::report::markdown::escaped;
use crate::report::words;

const PAGE: &str = include_str!("impact.html");

/// So many changes are listed; the others are counted.
const LISTED: usize = 20;

/// What stands on the page, whatever draws it.
#[derive(Debug, Serialize)]
pub struct Page {
    lang: Locale,
    title: &'static str,
    editions: Vec<String>,
    cards: Vec<Card>,
    ways: Table,
    coverage_title: &'static str,
    coverage: Vec<Bar>,
    legend: [&'static str; 4],
    broken_title: &'static str,
    broken: Vec<Item>,
    broken_none: &'static str,
    changes_title: &'static str,
    change_heads: [&'static str; 4],
    changes: Vec<Item>,
    more: Option<String>,
    notes_title: &'static str,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Card {
    name: &'static str,
    value: String,
    note: String,
}

#[derive(Debug, Serialize)]
struct Table {
    title: &'static str,
    over: [&'static str; 2],
    /// The columns under each of these.
    span: usize,
    heads: Vec<String>,
    rows: Vec<(&'static str, Vec<String>)>,
}

#[derive(Debug, Serialize)]
struct Bar {
    name: &'static str,
    percent: usize,
    all: usize,
    parts: [usize; 4],
}

#[derive(Debug, Serialize)]
struct Item {
    class: String,
    place: String,
    name: String,
    series: &'static str,
    grave: Series,
    reason: String,
}

impl Page {
    /// The tag of its language.
    pub fn language(&self) -> Locale {
        self.lang
    }

    /// What it is called.
    pub fn title(&self) -> &'static str {
        self.title
    }
}

/// The page, as a page for the screen.
///
/// # Errors
/// Where the template cannot be filled in, which is a bug of ours.
pub fn html(impact: &Impact) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("impact.html", PAGE)?;
    environment.get_template("impact.html")?.render(context! { page => Value::from(Serde(page(impact))) })
}

/// The same as Markdown.
pub fn markdown(impact: &Impact) -> String {
    let view = page(impact);
    let mut out = format!(
        "# {}\n\n{}\n\n",
        view.title,
        view.editions.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("  \n")
    );
    for Card { name, value, note } in &view.cards {
        out.push_str(&format!("- {name}: **{}** {}\n", escaped(value), escaped(note)));
    }
    let Table { title, over, span, heads, rows } = &view.ways;
    let [questions, blanks] = over;
    let heads: Vec<String> = heads
        .iter()
        .enumerate()
        .map(|(at, head)| format!("{} {head}", if at < *span { questions } else { blanks }))
        .collect();
    out.push_str(&format!("\n## {title}\n\n| | {} |\n| --- |{}\n", heads.join(" | "), " ---: |".repeat(heads.len())));
    for (name, cells) in rows {
        out.push_str(&format!("| {name} | {} |\n", cells.join(" | ")));
    }
    out.push_str(&format!(
        "\n## {}\n\n| | % | {} |\n| --- | ---: |{}\n",
        view.coverage_title,
        view.legend.join(" | "),
        " ---: |".repeat(4)
    ));
    for Bar { name, percent, all: _, parts } in &view.coverage {
        out.push_str(&format!("| {name} | {percent} | {} |\n", parts.map(|part| part.to_string()).join(" | ")));
    }
    out.push_str(&format!("\n## {}\n\n", view.broken_title));
    if view.broken.is_empty() {
        out.push_str(&format!("{}\n", view.broken_none));
    }
    for item in &view.broken {
        out.push_str(&format!(
            "- {} {} ({}) {}\n",
            escaped(&item.place),
            escaped(&item.name),
            item.class,
            escaped(&item.reason)
        ));
    }
    out.push_str(&format!(
        "\n## {}\n\n| {} |\n|{}\n",
        view.changes_title,
        view.change_heads.join(" | "),
        " --- |".repeat(4)
    ));
    for item in &view.changes {
        let name = escaped(format!("{} {}", item.place, item.name).trim());
        out.push_str(&format!("| {} | {name} | {} | {} |\n", item.class, item.series, escaped(&item.reason)));
    }
    out.push_str(&view.more.map_or_else(String::new, |more| format!("\n{more}\n")));
    out.push_str(&format!("\n## {}\n\n", view.notes_title));
    for note in &view.notes {
        out.push_str(&format!("- {}\n", escaped(note)));
    }
    out
}

/// What stands on the page.
pub fn page(impact: &Impact) -> Page {
    let language = impact.locale;
    let say = &language.words().reports.impact;
    let broken: Vec<&Listed> = impact.changes.iter().filter(|change| change.series == Some(Series::Broken)).collect();
    let left = impact.changes.len().saturating_sub(LISTED);
    Page {
        lang: impact.locale,
        title: say.title,
        editions: vec![impact.old.title.clone(), format!("→ {}", impact.new.title)],
        cards: cards(impact, broken.len(), language),
        ways: ways(impact, language),
        coverage_title: say.coverage,
        coverage: coverage(impact, language),
        legend: say.legend,
        broken_title: say.broken_title,
        broken: broken.iter().map(|change| item(change, language)).collect(),
        broken_none: say.broken_none,
        changes_title: say.changes_title,
        change_heads: say.change_heads,
        changes: impact.changes.iter().take(LISTED).map(|change| item(change, language)).collect(),
        more: (left > 0).then(|| (say.more)(left)),
        notes_title: say.notes,
        notes: notes(impact, language),
    }
}

fn cards(impact: &Impact, broken: usize, language: Locale) -> Vec<Card> {
    let say = &language.words().reports.impact;
    let things = impact.things;
    let mut cards = vec![Card {
        name: say.changes,
        value: impact.classes.values().sum::<usize>().to_string(),
        note: (say.things)(things.added, things.removed, things.changed),
    }];
    if let Some(all) = impact.new.all {
        let old = impact.old.all;
        let step = |was: Option<usize>, is: usize| was.map_or_else(|| is.to_string(), |was| format!("{was} → {is}"));
        let blanks = step(old.map(|old| old.blanks), all.blanks);
        cards.push(Card {
            name: say.questions,
            value: step(old.map(|old| old.questions), all.questions),
            note: (say.blanks_and_variables)(&blanks, &step(Some(impact.old.variables), impact.new.variables)),
        });
    }
    if let Some(ways) = &impact.new.ways {
        let is = ways.typical.length.questions;
        let was = impact.old.ways.as_ref().map(|ways| ways.typical.length.questions);
        cards.push(Card {
            name: say.asked_typically,
            value: was.map_or_else(|| is.to_string(), |was| format!("{was} → {is}")),
            note: was.map_or_else(String::new, |was| difference(was, is)),
        });
    }
    let share = impact.coverage.typical.unwrap_or(impact.coverage.questions);
    cards.push(Card {
        name: say.filled,
        value: format!("{}%", share.percent()),
        note: (say.of_questions)(share.kept + share.partly, share.all()),
    });
    cards.push(Card { name: say.broken, value: broken.to_string(), note: String::new() });
    cards
}

fn difference(was: usize, is: usize) -> String {
    match is.checked_sub(was) {
        Some(0) => "±0".to_owned(),
        Some(more) => format!("+{more}"),
        None => format!("−{}", was.saturating_sub(is)),
    }
}

/// A length, and how it is said where it is no more than a bound.
type Cell = (usize, Option<String>);

fn ways(impact: &Impact, language: Locale) -> Table {
    let say = &language.words().reports.impact;
    let (old, new) = (impact.old.ways.as_ref(), impact.new.ways.as_ref());
    let row = |name, bound: &dyn Fn(&Ways) -> [Cell; 2]| {
        let (old, new) = (old.map(bound), new.map(bound));
        let mut cells = Vec::new();
        for at in [0, 1] {
            let of = |side: &Option<[Cell; 2]>| side.as_ref().and_then(|pair| pair.get(at).cloned());
            let (was, is) = (of(&old), of(&new));
            let told = |side: &Option<Cell>| match side {
                Some((_, Some(words))) => words.clone(),
                Some((value, None)) => value.to_string(),
                None => "–".to_owned(),
            };
            let change = match (&was, &is) {
                (Some((was, None)), Some((is, None))) => difference(*was, *is),
                (Some(_) | None, Some(_) | None) => "–".to_owned(),
            };
            // Without an edition to hold it against there is one column, and not two of dashes beside it.
            if old.is_none() {
                cells.push(told(&is));
            } else {
                cells.extend([told(&was), told(&is), change]);
            }
        }
        (name, cells)
    };
    let bounded = |bound: Bound, end: End| {
        let words = match (bound.exact, end) {
            (true, End::Shortest | End::Longest) => None,
            (false, End::Shortest) => Some((say.at_least)(bound.value)),
            (false, End::Longest) => Some((say.at_most)(bound.value)),
        };
        (bound.value, words)
    };
    let (was, is) = (impact.old.edition.to_string(), impact.new.edition.to_string());
    let heads = match old {
        None => vec![is],
        Some(_) => vec![was, is, say.difference.to_owned()],
    };
    Table {
        title: say.ways,
        over: [say.questions, say.blanks],
        span: heads.len(),
        heads: heads.iter().chain(&heads).cloned().collect(),
        rows: vec![
            row(say.shortest, &|ways| {
                [ways.shortest.questions, ways.shortest.blanks].map(|bound| bounded(bound, End::Shortest))
            }),
            row(say.typical, &|ways| {
                let Typical { length, respondents: _, made_up: _ } = ways.typical;
                [(length.questions, None), (length.blanks, None)]
            }),
            row(say.longest, &|ways| {
                [ways.longest.questions, ways.longest.blanks].map(|bound| bounded(bound, End::Longest))
            }),
        ],
    }
}

fn coverage(impact: &Impact, language: Locale) -> Vec<Bar> {
    let say = &language.words().reports.impact;
    let coverage = &impact.coverage;
    let [of_typical, of_longest, of_all, of_variables] = say.coverage_of;
    let rows = [
        (of_typical, coverage.typical),
        (of_longest, coverage.longest),
        (of_all, Some(coverage.questions)),
        (of_variables, Some(coverage.variables)),
    ];
    let bar = |(name, shares): (&'static str, Option<Shares>)| {
        let shares = shares?;
        let Shares { kept, partly, updated, new } = shares;
        Some(Bar { name, percent: shares.percent(), all: shares.all(), parts: [kept, partly, updated, new] })
    };
    rows.into_iter().filter_map(bar).collect()
}

fn item(change: &Listed, language: Locale) -> Item {
    let Listed { classes, kind: _, path, name, place, series, reason } = change;
    let counted = |(class, count): (&Class, &usize)| {
        let class = words::class(*class, language);
        if *count > 1 { format!("{class} ×{count}") } else { class.to_owned() }
    };
    Item {
        class: classes.iter().map(counted).collect::<Vec<_>>().join(language.words().writing.comma),
        place: place.clone().unwrap_or_default(),
        name: if name.is_empty() { path.clone() } else { name.replace('\n', " ") },
        series: series.map_or("", |series| words::series(series, language)),
        grave: series.unwrap_or(Series::Comparable),
        reason: reason.as_ref().map_or_else(String::new, |reason| {
            let kind = match reason.series {
                ReasonKind::Revised => "",
                ReasonKind::Break => language.words().reports.impact.break_,
            };
            format!("{}{kind}", words::reason(reason, language))
        }),
    }
}

fn notes(impact: &Impact, language: Locale) -> Vec<String> {
    let say = &language.words().reports.impact;
    let mut notes: Vec<String> = say.counting.map(str::to_owned).to_vec();
    if let Some(Ways { shortest, typical: Typical { length: _, respondents, made_up }, longest }) = &impact.new.ways {
        notes.push(if *made_up { (say.made_up)(*respondents) } else { (say.of_last_time)(*respondents) });
        let bounds = [shortest.questions, shortest.blanks, longest.questions, longest.blanks];
        if bounds.iter().any(|bound| !bound.exact) {
            notes.push(say.bounds.to_owned());
        }
    }
    if impact.old.ways.is_none() {
        notes.push(say.no_ways.to_owned());
    }
    if impact.slight > 0 {
        notes.push((say.slight)(impact.slight));
    }
    notes
}
