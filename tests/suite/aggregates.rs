//! What is counted, added up or compared of everything that there is, in every way that people write it: it is right, or it is told once,
//! and what is told to write can be written as it stands.

use setsumon_diagnostics::Diagnostic;
use setsumon_tests::project::{Compiled, Project};

/// Everything that something may be said of, by its name in the section behind.
const SURVEY: &str = r#"setsumon 1
survey t "T" { locale en  edition 2025 }
block home { integer rooms "Rooms" min 0  text town "Town" }
section s "S" {
  multi liked "Liked?" { cake "Cake"  tea "Tea"  pie "Pie" }
  rank best "Best?" { cake "Cake"  tea "Tea"  pie "Pie" }
  single how "How?" { foot "Foot"  bike "Bike"  other "Other" specify }
  single mark "Mark?" { good "Good" value 1  bad "Bad" value 2 }
  integer age "Age"
  decimal cost "Cost" digits 1
  scale mood "Mood" 0 to 10
  year opened "Opened"
  date born "Born"
  month started "Started"
  text name "Name"
  flag agree "I agree"
  group pair "Pair" { integer left "Left"  integer right "Right" }
  grid sums "Sums" of integer { rows { x "X"  y "Y" }  columns { p "P"  q "Q" } }
  grid marks "Marks" of single { rows { x "X"  y "Y" }  columns { p "P"  q "Q" } }
  grid ticks "Ticks" of multi { rows { x "X"  y "Y" }  columns { p "P"  q "Q" } }
  use home as flat "Flat"
  repeat kids "Kids" 0..5 {
    text    called "Called"
    integer years  "Years"
    flag    girl   "Girl"
    single  sport  "Sport" { ball "Ball"  swim "Swim" }
    multi   food   "Food" { cake "Cake"  pie "Pie" }
    date    birth  "Birth"
  }
  calc both "Both" = left + right
  let old = age >= 60
  BEHIND
}
"#;

/// Each with what may be said of it, where something may.
const THINGS: [(&str, &str); 35] = [
    ("liked", "includes cake"),
    ("liked.cake", ""),
    ("best", "includes cake"),
    ("best.cake", ""),
    ("how", "is foot"),
    ("how.foot", ""),
    ("how.other.specify", ""),
    ("mark", "in [good, bad]"),
    ("age", ">= 3"),
    ("cost", ">= 3"),
    ("mood", ">= 3"),
    ("opened", ">= 2020"),
    ("born", ">= 2020-01-01"),
    ("started", ">= 2020-01"),
    ("name", ""),
    ("agree", "is ticked"),
    ("pair", ""),
    ("left", "= 3"),
    ("sums", ""),
    ("sums.x", ""),
    ("sums.x.p", "> 3"),
    ("marks", "is p"),
    ("marks.x", "is p"),
    ("ticks", "includes p"),
    ("ticks.x", "includes p"),
    ("flat", ""),
    ("flat.rooms", ">= 3"),
    ("kids", ""),
    ("kids.called", ""),
    ("kids.years", ">= 3"),
    ("kids.girl", "is ticked"),
    ("kids.sport", "is ball"),
    ("kids.food", "includes cake"),
    ("kids.birth", ">= 2020-01-01"),
    ("both", ">= 3"),
];

/// What is reckoned; `X` is the thing, `V` a value that it may have.
const FIGURES: [&str; 19] = [
    "count(X) > 1",
    "sum(X) > 1",
    "len(X) > 1",
    "size(X) > 1",
    "length(X) > 1",
    "total(X) > 1",
    "number(X) > 1",
    "個数(X) > 1",
    "合計(X) > 1",
    "mean(X) > 1",
    "max(X) > V",
    "min(X) > V",
    "X.count > 1",
    "X.length() > 1",
    "X.sum > 1",
    "count of X > 1",
    "sum of X > 1",
    "number of X > 1",
    "X > V",
];

/// What holds or does not; `P` is what is said of it.
const CONDITIONS: [&str; 9] = [
    "any(X P)",
    "all(X P)",
    "exists(X P)",
    "any X P",
    "every X P",
    "any of X P",
    "all of X P",
    "count(X P) > 1",
    "count_if(X P) > 1",
];

fn compiled(statement: &str) -> Compiled {
    Project::of(&SURVEY.replace("BEHIND", statement)).compile()
}

/// What stands between backticks and speaks of a thing, and has no place left open.
fn proposals(told: &Diagnostic, thing: &str) -> Vec<String> {
    let help = told.help.clone().unwrap_or_default();
    let (first, last) = (thing.split('.').next().unwrap_or(thing), thing.rsplit('.').next().unwrap_or(thing));
    let speaks = |words: &&str| words.contains(first) && (words.contains(last) || words.contains('('));
    let quoted = help.split('`').skip(1).step_by(2);
    quoted.filter(speaks).filter(|words| !words.contains('…')).map(str::to_owned).collect()
}

/// Whether what is proposed can be written, as a condition or as a figure.
fn can_be_written(proposal: &str) -> bool {
    let clean = |statement: String| compiled(&statement).0.diagnostics.is_empty();
    clean(format!("check {proposal} \"Told.\""))
        || clean(format!("check {proposal} > 1 \"Told.\""))
        || clean(format!("calc figure \"Figure\" = {proposal}"))
}

#[test]
fn what_is_reckoned_otherwise_is_told_with_what_can_be_written() {
    let without = compiled("");
    assert!(without.0.diagnostics.is_empty(), "{}", without.said());
    let (mut wrong, mut told_of, mut led) = (Vec::new(), 0, 0);
    for (thing, said) in THINGS {
        let value = said.rsplit(' ').next().filter(|value| value.starts_with(|char: char| char.is_ascii_digit()));
        let figures = FIGURES.iter().map(|way| way.replace('V', value.unwrap_or("1")));
        let conditions = CONDITIONS.iter().filter(|_| !said.is_empty()).map(|way| (*way).replace('P', said));
        for way in figures.chain(conditions) {
            let statement = format!("check {} \"Told.\"", way.replace('X', thing));
            let found = compiled(&statement);
            let said: Vec<&Diagnostic> = found.0.diagnostics.iter().collect();
            let [told, more @ ..] = said.as_slice() else { continue };
            told_of += 1;
            let proposed = proposals(told, thing);
            let false_ones: Vec<&String> = proposed.iter().filter(|proposal| !can_be_written(proposal)).collect();
            led += usize::from(!proposed.is_empty());
            if !more.is_empty() || !false_ones.is_empty() {
                wrong.push(format!("{statement}: {false_ones:?} cannot be written\n{}", found.said()));
            }
        }
    }
    eprintln!("{told_of} are told, {led} with what can be written as it stands");
    assert!(wrong.is_empty(), "{} are told falsely:\n\n{}", wrong.len(), wrong.join("\n"));
    assert!(told_of > 500 && led * 100 >= told_of * 65, "{led} of {told_of} lead to what can be written");
}
