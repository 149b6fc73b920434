//! From the filled database of one edition to that of the next, as SQL.
//!
//! Rows are copied aside in the shape of the new tables, the old tables give way to those of a new database, made by its own script, and the
//! copies are filled in. So the schema is that of a new database, whatever there was before. What has no place in it goes into the
//! side tables of [`crate::earlier`].
//!
//! [`plan`] decides, [`stage`] and [`script`] write, [`told`] tells.

mod convert;
mod names;
mod now_personal;
mod pairs;
mod plan;
mod script;
mod stage;
mod told;

use std::collections::BTreeSet;
use std::fmt;

use setsumon_core::form::Form;

use self::plan::{Plan, Side};
use self::script::Fresh;
use crate::dialect::Dialect;
use crate::layout::Layout;
use crate::place;

pub(crate) use self::names::Moving;
pub(crate) use self::script::Script;
pub use self::told::{Account, ToldStep};

/// A migration from one edition to the next.
pub struct Migration<'f> {
    plan: Plan<'f>,
    fresh: Fresh,
    dropped: BTreeSet<String>,
}

impl fmt::Debug for Migration<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Migration")
            .field("steps", &self.plan.steps)
            .field("dropped", &self.dropped)
            .finish_non_exhaustive()
    }
}

/// Why there is no migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// They are not editions of one survey.
    OtherSurvey {
        /// The code of the one that was to be the old edition.
        old: String,
        /// The code of the other.
        new: String,
    },
    /// The new edition is not a later one.
    NotLater {
        /// The one that was to be the old edition.
        old: i64,
        /// The other.
        new: i64,
    },
    /// The new edition says that it follows another.
    FollowsAnother {
        /// The one that was given.
        old: i64,
        /// The one that it follows.
        follows: i64,
    },
    /// What is to be thrown away has its place, or is none of the old edition's.
    NothingToDrop {
        /// The name.
        name: String,
        /// Whether the old edition has it.
        known: bool,
    },
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherSurvey { old, new } => write!(f, "`{old}` and `{new}` are not two editions of one survey"),
            Self::NotLater { old, new } if old == new => {
                write!(f, "both are edition {new}, and a migration leads from one edition to the next")
            }
            Self::NotLater { old, new } => {
                write!(f, "edition {new} is not later than {old}: the edition before comes first, then the new one")
            }
            Self::FollowsAnother { old, follows } => {
                write!(f, "the new edition follows edition {follows}, not {old}: migrate one edition after the other")
            }
            Self::NothingToDrop { name, known: true } => {
                write!(f, "there is nothing of `{name}` to drop: all its values have a place in the new edition")
            }
            Self::NothingToDrop { name, known: false } => write!(f, "the old edition has no variable `{name}` to drop"),
        }
    }
}

/// The migration of a survey's database from one edition to the next. `drop` names what may be thrown away of what has no place in the
/// new edition: variables and rosters of the old one.
///
/// # Errors
/// Where the two are not an edition and the next, or something is to be dropped that is not at risk.
pub fn migration<'f>(
    old: &'f Form,
    new: &'f Form,
    dialect: Dialect,
    drop: &[String],
) -> Result<Migration<'f>, Refused> {
    let (before, now) = (old.survey(), new.survey());
    if before.code != now.code {
        return Err(Refused::OtherSurvey { old: before.code.clone(), new: now.code.clone() });
    }
    if now.edition <= before.edition {
        return Err(Refused::NotLater { old: before.edition, new: now.edition });
    }
    if let Some(previous) = new.previous()
        && previous.edition != before.edition
    {
        return Err(Refused::FollowsAnother { old: before.edition, follows: previous.edition });
    }
    let side = |form: &'f Form| Side { form, layout: Layout::of(form, dialect.room(), &place::reads(form)) };
    let plan = Plan::of(side(old), side(new));
    let fresh = Fresh::of(&plan);
    let migration = Migration { plan, fresh, dropped: drop.iter().cloned().collect() };
    let at_risk = migration.told();
    let at_risk: BTreeSet<&str> = at_risk.at_risk().collect();
    for name in drop {
        if !at_risk.contains(name.as_str()) {
            let known = old.variables().values().any(|variable| variable.name == *name)
                || old.repeats().values().any(|repeat| repeat.name == *name);
            return Err(Refused::NothingToDrop { name: name.clone(), known });
        }
    }
    Ok(migration)
}

impl Migration<'_> {
    /// The script that migrates. With `refuse` it does nothing where any value would have to be put aside.
    pub fn script(&self, refuse: bool) -> String {
        let names = self.names("moving");
        Script::of(&self.plan, &self.fresh, &names, &self.dropped).migration(refuse)
    }

    /// The script that counts what would be put aside or thrown away, and changes nothing.
    pub fn dry_run(&self) -> String {
        // Copies of their own, so that a migration that was interrupted loses none of its.
        let names = self.names("counting");
        Script::of(&self.plan, &self.fresh, &names, &self.dropped).dry_run()
    }

    /// What it does, for people and programs.
    pub fn told(&self) -> Account {
        Account::of(&self.plan, &self.dropped)
    }

    fn names(&self, word: &str) -> Moving {
        Moving::of(&self.plan, [&self.fresh.old, &self.fresh.new], word)
    }
}
