//! The maker of surveys: what it knows of what stands before, and the head under which everything stands.

use super::Survey;
use super::editions::{BEFORE, history, with_edition_before};
use crate::agreement::random::Random;

/// What a later condition may read.
#[derive(Clone)]
pub(super) struct Known {
    /// Its full path.
    pub(super) path: String,
    pub(super) section: String,
    pub(super) kind: Kind,
}

#[derive(Clone)]
pub(super) enum Kind {
    Single(Vec<String>),
    Scored(Vec<String>),
    Multi(Vec<String>),
    Rank(Vec<String>),
    Flag,
    Number,
    Decimal,
    Alternative(Vec<String>),
    Date,
    Month,
    Year,
    Text,
    GridSingle(Vec<String>),
    GridMulti(Vec<String>),
    GridNumber,
    /// A grid whose columns are fields: its rows, and a column of numbers.
    GridFields(Vec<String>, String),
    /// A group or a used block.
    Group,
    /// A group of numbers that may be added.
    Sum,
    /// A named condition.
    Named,
    /// A derived number.
    Figure,
    /// A derived band: the codes of its rows.
    Band(Vec<String>),
    Roster {
        numbers: Vec<String>,
        singles: Vec<(String, Vec<String>)>,
        dates: Vec<String>,
    },
}

pub(super) struct Maker<'a> {
    pub(super) random: &'a mut Random,
    pub(super) known: Vec<Known>,
    pub(super) count: usize,
    pub(super) section: String,
    pub(super) personal: bool,
    /// Inside of a roster: no ends, no rosters, no grids.
    pub(super) roster: bool,
}

/// Labels are data: what means something to a database or in a pattern stands in them from the start.
pub(super) const LABEL: &str = "it's \\ -- /* $setsumon$ %s `x` ; ?";

const HEAD: &str = r#"setsumon 1
survey s "LABEL" {
  locale LOCALE
  edition 2025FOLLOWS
  publisher "LABEL"
  as_of 2025-01-01
  deadline 2025-03-31
  info approval "No. 1"
  numbers { section "(1)" item "1" page "1." }
  units { person "persons" "people" }
  wording { choose_one "Tick one." }
  given integer size "Size"
  given flag urban "Urban"
  given date founded "Founded"
  given single region "Region" from regions
  given scale mark "Mark" 1 to 5
  given decimal rate "Rate" digits 2 min 0 max 100
  given text town "Town"
}
import "shared.survey"
choices marks { good "Good"  fair "Fair"  bad "Bad"  dunno "I do not know" means dont_know }
choices regions { north "North"  south "South"  abroad "Abroad" means not_applicable }
choices places from file "places.csv"
block contact(who) {
  text name "{who}"
  tel phone "{who}, telephone"
  single kind "{who}, kind" { old "Old"  young "Young" { integer age "Age" min 0 max 30 } }
  text why "{who}, why" when kind is old says none
}
"#;

/// What is imported, and read from a file.
const SHARED: &str = r#"setsumon 1
choices agreement { yes "I agree"  partly "In part"  no "I do not agree"  unknown "Not known" means refused }
block visits(what) { integer times "{what}, how often" min 0 max 50 }
"#;
const PLACES: &str = "code,label\n01,北海道\n13,東京都\n47,沖縄県\n";

/// The head of every survey.
pub(super) fn head(locale: &str, follows: &str) -> String {
    HEAD.replace("LABEL", LABEL).replace("LOCALE", locale).replace("FOLLOWS", follows)
}

/// The files that a head reads.
pub(super) fn with_files(text: String) -> Survey {
    let survey = Survey::new(text);
    let others = survey.others.clone().with("shared.survey", SHARED).with("places.csv", PLACES);
    Survey { others, ..survey }
}

/// A survey of a seed.
pub fn survey(random: &mut Random) -> Survey {
    let follows = random.chance(20);
    let locale = if random.chance(35) { "ja" } else { "en" };
    let given = |path: &str, kind| Known { path: path.into(), section: String::new(), kind };
    let known = vec![
        given("given.size", Kind::Number),
        given("given.urban", Kind::Flag),
        given("given.founded", Kind::Date),
        given("given.town", Kind::Text),
        given("given.region", Kind::Single(vec!["north".into(), "south".into(), "abroad".into()])),
        given("given.mark", Kind::Number),
        given("given.rate", Kind::Decimal),
    ];
    let mut maker = Maker { random, known, count: 0, section: String::new(), personal: false, roster: false };
    let mut text = head(locale, if follows { BEFORE } else { "" });
    if follows {
        text.push_str(&history(&mut maker));
    }
    // Whatever is not of the edition before is new, and says so.
    let mark = if follows { " @new" } else { "" };
    for index in 0..1 + maker.random.below(4) {
        text.push_str(&maker.entry(index, mark));
    }
    let survey = with_files(text);
    if follows { with_edition_before(survey) } else { survey }
}

impl Maker<'_> {
    pub(super) fn code(&mut self, stem: &str) -> String {
        self.count += 1;
        format!("{stem}{}", self.count)
    }

    pub(super) fn learn(&mut self, code: &str, kind: Kind) {
        if !self.personal && !self.roster {
            let section = self.section.clone();
            let path = if section.is_empty() { code.to_owned() } else { format!("{section}.{code}") };
            self.known.push(Known { path, section, kind });
        }
    }

    /// A clause that says for whom something is.
    pub(super) fn when(&mut self) -> String {
        if !self.random.chance(30) {
            return String::new();
        }
        self.condition(2).map(|condition| format!(" when {condition} says none")).unwrap_or_default()
    }

    pub(super) fn required(&mut self) -> &'static str {
        if self.random.chance(30) { " required" } else { "" }
    }

    /// One of these now and then, nothing otherwise.
    pub(super) fn maybe(&mut self, percent: usize, words: &'static [&'static str]) -> &'static str {
        if self.random.chance(percent) { self.random.pick::<&str>(words) } else { "" }
    }
}
