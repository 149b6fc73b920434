//! Steps from one edition to the next, for whoever carries answers over: made-up surveys a year on with this and that changed, those of
//! the corpus, one written for what chance does not reach, and the real survey's.

use std::ops::Range;

use setsumon_core::frozen::Model;

use super::classes::classes;
use super::migration::{Step, real, topics};
use super::random::Random;
use super::survey::{Survey, before, survey};

/// The steps, each told with the text of the newer edition where that is made up: of each seed that makes a survey, then all others.
pub fn steps(seeds: Range<u64>) -> Vec<Step> {
    let mut found = Vec::new();
    for seed in seeds {
        let mut random = Random::new(seed);
        let made = survey(&mut random);
        if made.text.contains(FOLLOWS) {
            found.extend(step(seed, &before(), &made));
        } else {
            let later = a_year_on(&made, &mut random);
            found.extend(later.and_then(|later| step(seed, &made, &later)));
        }
    }
    let (old, new) = written();
    let before = old.form().unwrap_or_else(|why| panic!("the edition before: {why}"));
    let after = new.form().unwrap_or_else(|why| panic!("the edition after: {why}"));
    found.push(Step { told: NEW.to_owned(), old: before, new: after });
    found.extend(topics());
    found.extend(classes().into_iter().map(|(step, _)| step));
    found.push(real());
    found
}

/// Both editions of the step that is written for what chance does not reach.
pub fn written() -> (Survey, Survey) {
    let old = Survey::new(OLD.to_owned());
    let before = old.form().unwrap_or_else(|why| panic!("the edition before: {why}"));
    let new = Survey::new(NEW.to_owned()).with("before.model.json", Model::freeze(&before, None).write());
    (old, new)
}

const FOLLOWS: &str = " follows \"before.model.json\"";

fn step(seed: u64, old: &Survey, new: &Survey) -> Option<Step> {
    Some(Step { told: format!("seed {seed}\n{}", new.text), old: old.form().ok()?, new: new.form().ok()? })
}

/// The same survey a year on, with some figures narrower, some to be given anew, and answers that are required now.
/// What makes it no survey is not done.
fn a_year_on(made: &Survey, random: &mut Random) -> Option<Survey> {
    let old = made.form().ok()?;
    let frozen = Model::freeze(&old, None).write();
    let head = made.text.replacen("edition 2025", &format!("edition 2026{FOLLOWS}"), 1);
    let mut lines: Vec<String> = head.lines().map(str::to_owned).collect();
    let with = |lines: &[String]| made.with_text(lines.join("\n") + "\n").with("before.model.json", frozen.clone());
    for _ in 0..6 {
        let at = random.below(lines.len());
        let Some(changed) = changed(&lines[at], random) else { continue };
        let line = std::mem::replace(&mut lines[at], changed);
        if with(&lines).form().is_err() {
            lines[at] = line;
        }
    }
    Some(with(&lines))
}

/// A reason, which whatever changes in meaning has to give.
const WHY: &str = " revised \"Found too large\"";

/// A line that says something else, if there is anything in it to change.
fn changed(line: &str, random: &mut Random) -> Option<String> {
    let head = line.trim_start().split(' ').next()?;
    let field = ["integer", "decimal", "text", "longtext", "date", "month", "year", "single", "multi", "flag", "email"];
    if !field.contains(&head) || line.contains('@') {
        return None;
    }
    let whole = !line.contains('{');
    Some(match random.below(4) {
        0 if whole => format!("{line} @updated"),
        1 if whole && head == "integer" && !line.contains(" max ") => format!("{line} max 7{WHY}"),
        2 if whole && head == "text" && !line.contains(" max_length ") => format!("{line} max_length 3{WHY}"),
        3 if line.contains(" { ") => line.replacen(" { ", " @updated { ", 1),
        _ => return None,
    })
}

/// What made-up changes do not reach: names and codes of then, merged and split, rosters under another name, conditions on new things.
const OLD: &str = r#"setsumon 1
survey t "Then" { locale en  edition 2024  given text town "Town" }
section a "A" {
  single kind "Kind" { cafe "Café"  bar "Bar"  pub "Pub" }
  multi sells "Sells" { coffee "Coffee"  tea "Tea"  ale "Ale"  stout "Stout" }
  single learned "When did you start?" { this_year "In {edition}"  last_year "In {edition - 1}"  before "Before" }
  single joined "When did you join?" { this_year "In {edition}"  last_year "In {edition - 1}"  before "Before" }
  single like "Do you like it?" { c1 "Dislike"  c2 "A little"  c3 "Like" }
  single state "State" { running "Runing"  closed "Closed" }
  multi years "Years" { now "In {edition}"  ever "Ever" }
  single service "Service" { carry "Carrying"  sit "Sitting"  stand "Standing"  other "Other" specify }
  multi offers "Offers" { lunch "Lunch"  dinner "Dinner"  supper "Supper" }
  grid liked "Liked" of single { rows { food "Food"  drink "Drink" }  columns { well "Well"  badly "Badly" } }
  integer seats "Seats" min 0
  integer stools "Stools" min 0
  integer guests "Guests" min 0 max 900
  integer men "Men" min 0
  integer gone "Gone" min 0
  text why "Why"
  text remark "Note" when kind is pub says none
  repeat staff "Staff" 0..5 { text name "Name"  integer age "Age" min 0 max 120  single job "Job" { cook "Cook"  waiter "Waiter" } }
  repeat rooms "Rooms" 0..4 { integer tables "Tables" min 0 }
}
"#;

const NEW: &str = r#"setsumon 1
survey t "Now" { locale en  edition 2025 follows "before.model.json"  given text town "Town" }
section a "A" {
  single kind "Kind" { cafe "Café"  tavern "Tavern" was [bar, pub] }
  multi sells "Sells" pick 1..2 { hot "Coffee or tea" was [coffee, tea]  ale "Ale"  retired stout "Stout" }
  single learned "When did you start?" { this_year "In {edition}"  last_year "In {edition - 1}"  before "Before" }
  single joined "When did you join?" revised other "A year on" { this_year "In {edition}"  last_year "In {edition - 1}" was this_year  before "Before" was [last_year, before] }
  single like "Do you like it?" break "From bad to good" { c1 "A little"  c2 "Like"  c3 "Dislike" }
  single state "State" revised typo "Misspelt" { running "Running"  closed "Closed" }
  multi years "Years" { now "In {edition}"  ever "Ever" }
  multi services "Services" revised reality "Several at once" was service { carry "Carrying"  here "Sitting or standing" was [sit, stand]  other "Other" specify }
  single offers "Offer" break "The main one" was offers { lunch "Lunch"  dinner "Dinner"  retired supper "Supper" }
  grid liked "Liked" of multi revised "Both at once" was liked { rows { food "Food"  drink "Drink" }  columns { well "Well"  badly "Badly" } }
  integer chairs "Chairs" min 0 max 20 was [seats, stools]
  integer guests "Guests" min 0 max 900 @updated
  integer young "Young men" min 0 @new splits men
  integer old "Old men" min 0 @new splits men
  retired integer men "Men"
  retired integer gone "Gone"
  retired text why "Why"
  text remark "Note" when kind is cafe says none
  check chairs <= 10 "Too many chairs"
  repeat people "People" 0..3 when kind is tavern says none was staff {
    text name "Name"
    integer age "Age" min 0 max 60 @updated
    single job "Job" { chef "Chef" was cook  waiter "Waiter" }
    check job is chef when answered name "Only chefs have names"
  }
  repeat rooms "Rooms" 0..1 revised reality "One room is let" { integer tables "Tables" min 0 }
}
"#;
