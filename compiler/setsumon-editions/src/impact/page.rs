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
use crate::report::words::{self, Pick as _};

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
    let pick = |japanese, english| language.pick(japanese, english);
    let broken: Vec<&Listed> = impact.changes.iter().filter(|change| change.series == Some(Series::Broken)).collect();
    let left = impact.changes.len().saturating_sub(LISTED);
    Page {
        lang: impact.locale,
        title: pick("改定の影響", "What the new edition changes"),
        editions: vec![impact.old.title.clone(), format!("→ {}", impact.new.title)],
        cards: cards(impact, broken.len(), language),
        ways: ways(impact, language),
        coverage_title: pick("前回の回答で記入済みになる割合", "Filled in from last time’s answers"),
        coverage: coverage(impact, language),
        legend: match language {
            Locale::Ja => ["前回の回答のまま", "一部が新規", "前回の値を見て更新", "新規"],
            Locale::En => ["as last time", "partly new", "last figure shown, to be updated", "new"],
        },
        broken_title: pick("時系列が切れるもの", "Series that break"),
        broken: broken.iter().map(|change| item(change, language)).collect(),
        broken_none: pick("ありません。すべての系列は前回と比較できます。", "None: every series goes on."),
        changes_title: pick("変更の一覧（時系列への影響が大きい順）", "Changes, gravest for the series first"),
        change_heads: match language {
            Locale::Ja => ["区分", "対象", "時系列", "理由"],
            Locale::En => ["Change", "What", "Series", "Why"],
        },
        changes: impact.changes.iter().take(LISTED).map(|change| item(change, language)).collect(),
        more: (left > 0).then(|| match language {
            Locale::Ja => format!("ほか、変更のある対象 {left}"),
            Locale::En => format!("and {left} more things that changed"),
        }),
        notes_title: pick("数え方", "How it is counted"),
        notes: notes(impact, language),
    }
}

fn cards(impact: &Impact, broken: usize, language: Locale) -> Vec<Card> {
    let pick = |japanese, english| language.pick(japanese, english);
    let things = impact.things;
    let mut cards = vec![Card {
        name: pick("変更", "Changes"),
        value: impact.classes.values().sum::<usize>().to_string(),
        note: match language {
            Locale::Ja => {
                format!("対象：新規 {}・廃止 {}・変更 {}", things.added, things.removed, things.changed)
            }
            Locale::En => {
                format!("of things: {} new, {} gone, {} changed", things.added, things.removed, things.changed)
            }
        },
    }];
    if let Some(all) = impact.new.all {
        let old = impact.old.all;
        let step = |was: Option<usize>, is: usize| was.map_or_else(|| is.to_string(), |was| format!("{was} → {is}"));
        let blanks = step(old.map(|old| old.blanks), all.blanks);
        cards.push(Card {
            name: pick("設問", "Questions"),
            value: step(old.map(|old| old.questions), all.questions),
            note: match language {
                Locale::Ja => {
                    format!("回答欄 {blanks}・変数 {}", step(Some(impact.old.variables), impact.new.variables))
                }
                Locale::En => {
                    format!("blanks {blanks}, variables {}", step(Some(impact.old.variables), impact.new.variables))
                }
            },
        });
    }
    if let Some(ways) = &impact.new.ways {
        let is = ways.typical.length.questions;
        let was = impact.old.ways.as_ref().map(|ways| ways.typical.length.questions);
        cards.push(Card {
            name: pick("典型的な回答者が問われる設問", "Questions asked of the typical respondent"),
            value: was.map_or_else(|| is.to_string(), |was| format!("{was} → {is}")),
            note: was.map_or_else(String::new, |was| difference(was, is)),
        });
    }
    let share = impact.coverage.typical.unwrap_or(impact.coverage.questions);
    cards.push(Card {
        name: pick("前回の回答で記入済み", "Filled in from last time"),
        value: format!("{}%", share.percent()),
        note: match language {
            Locale::Ja => format!("{}問中{}問", share.all(), share.kept + share.partly),
            Locale::En => format!("{} of {} questions", share.kept + share.partly, share.all()),
        },
    });
    cards.push(Card {
        name: pick("切れる時系列", "Series that break"),
        value: broken.to_string(),
        note: String::new(),
    });
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
type Told = (usize, Option<String>);

fn ways(impact: &Impact, language: Locale) -> Table {
    let pick = |japanese, english| language.pick(japanese, english);
    let (old, new) = (impact.old.ways.as_ref(), impact.new.ways.as_ref());
    let row = |name, bound: &dyn Fn(&Ways) -> [Told; 2]| {
        let (old, new) = (old.map(bound), new.map(bound));
        let mut cells = Vec::new();
        for at in [0, 1] {
            let of = |side: &Option<[Told; 2]>| side.as_ref().and_then(|pair| pair.get(at).cloned());
            let (was, is) = (of(&old), of(&new));
            let told = |side: &Option<Told>| match side {
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
        let words = match (bound.exact, end, language) {
            (true, _, _) => None,
            (false, End::Shortest, Locale::Ja) => Some(format!("{}以上", bound.value)),
            (false, End::Longest, Locale::Ja) => Some(format!("{}以下", bound.value)),
            (false, End::Shortest, Locale::En) => Some(format!("at least {}", bound.value)),
            (false, End::Longest, Locale::En) => Some(format!("at most {}", bound.value)),
        };
        (bound.value, words)
    };
    let (was, is) = (impact.old.edition.to_string(), impact.new.edition.to_string());
    let heads = match old {
        None => vec![is],
        Some(_) => vec![was, is, pick("増減", "change").to_owned()],
    };
    Table {
        title: pick("回答の道のり", "The way through the questionnaire"),
        over: [pick("設問", "Questions"), pick("回答欄", "Blanks")],
        span: heads.len(),
        heads: heads.iter().chain(&heads).cloned().collect(),
        rows: vec![
            row(pick("最短", "Shortest"), &|ways| {
                [ways.shortest.questions, ways.shortest.blanks].map(|bound| bounded(bound, End::Shortest))
            }),
            row(pick("典型（中央値）", "Typical (median)"), &|ways| {
                let Typical { length, respondents: _, made_up: _ } = ways.typical;
                [(length.questions, None), (length.blanks, None)]
            }),
            row(pick("最長", "Longest"), &|ways| {
                [ways.longest.questions, ways.longest.blanks].map(|bound| bounded(bound, End::Longest))
            }),
        ],
    }
}

fn coverage(impact: &Impact, language: Locale) -> Vec<Bar> {
    let pick = |japanese, english| language.pick(japanese, english);
    let coverage = &impact.coverage;
    let rows = [
        (pick("典型的な回答者の設問", "Questions of the typical respondent"), coverage.typical),
        (pick("最長の道のりの設問", "Questions on the longest way"), coverage.longest),
        (pick("すべての設問", "All questions"), Some(coverage.questions)),
        (pick("すべての変数", "All variables"), Some(coverage.variables)),
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
        class: classes.iter().map(counted).collect::<Vec<_>>().join(language.pick("、", ", ")),
        place: place.clone().unwrap_or_default(),
        name: if name.is_empty() { path.clone() } else { name.replace('\n', " ") },
        series: series.map_or("", |series| words::series(series, language)),
        grave: series.unwrap_or(Series::Comparable),
        reason: reason.as_ref().map_or_else(String::new, |reason| {
            let kind = match reason.series {
                ReasonKind::Revised => "",
                ReasonKind::Break => language.pick("（断絶）", " (break)"),
            };
            format!("{}{kind}", words::reason(reason, language))
        }),
    }
}

fn notes(impact: &Impact, language: Locale) -> Vec<String> {
    let japanese = language == Locale::Ja;
    let mut notes: Vec<String> = if japanese {
        vec![
            "設問は、単独または設問群の中に立つ問いと分岐の問いを１つと数える。選択肢等に付く記入欄は含めない。".to_owned(),
            "回答欄は、選択・複数選択・順位づけを１つ、表は選択なら行ごと・数値等なら欄ごとに１つ、付随する記入欄も１つと数える。".to_owned(),
            "最短・最長は、条件が区別しうるすべての答え方のうちで有効なもの。設問と回答欄とで同じ道のりとは限らない。".to_owned(),
            "「記入済み」は、前回すべてに回答した方が今回の設問で前回の回答を引き継ぐ割合。".to_owned(),
        ]
    } else {
        vec![
            "A question stands by itself or in a group, gates included; blanks behind options belong to their question.".to_owned(),
            "A choice, a set of ticks or a ranking is one blank, as is each row of a table of choices, each cell of a table of figures, and each blank behind an option.".to_owned(),
            "The shortest and the longest way are those of all valid ways to answer that the conditions can tell apart. The two measures need not have the same way.".to_owned(),
            "Filled in is what somebody who answered everything last time finds filled in.".to_owned(),
        ]
    };
    if let Some(Ways { shortest, typical: Typical { length: _, respondents, made_up }, longest }) = &impact.new.ways {
        notes.push(match (japanese, made_up) {
            (true, true) => format!("典型は、選択肢を等しい確からしさで選び、複数選択の各項目を３分の１の確からしさで選ぶ、作りものの回答者 {respondents} 人の中央値。ほかに選べる回答がある限り、調査が途中で終わる回答は選ばない。実際の回答者の偏りは含まない。"),
            (true, false) => format!("典型は、前回の回答者 {respondents} 人の中央値。今回については、引き継がれる回答はそのまま、残りは無作為に答えるものとした。"),
            (false, true) => format!("Typical is the median of {respondents} made-up respondents, who choose each option alike, tick each box in one of three cases, and give no answer that ends the survey early where there is another. Real respondents may lean otherwise."),
            (false, false) => format!("Typical is the median of {respondents} respondents of last time; in the new edition what is carried over stands, and the rest is answered by chance."),
        });
        let bounds = [shortest.questions, shortest.blanks, longest.questions, longest.blanks];
        if bounds.iter().any(|bound| !bound.exact) {
            notes.push(language.pick("「以上」「以下」は、条件だけからは決まらない限界を示す。", "“At least” and “at most” are bounds: the conditions alone do not decide how near a way comes to them.").to_owned());
        }
    }
    if impact.old.ways.is_none() {
        notes.push(
            language
                .pick(
                    "旧版は凍結モデルのため、道のりを計算していない。旧版の調査票（.survey）を渡すと計算する。",
                    "The edition before is a frozen model, whose ways are not walked; hand in its survey to have them.",
                )
                .to_owned(),
        );
    }
    if impact.slight > 0 {
        notes.push(match language {
            Locale::Ja => format!("ほかに、年・表記・番号だけの修正が {} 件ある。", impact.slight),
            Locale::En => {
                format!("There are {} more that are no more than a year, a sign or a number.", impact.slight)
            }
        });
    }
    notes
}
