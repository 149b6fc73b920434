//! Whether what the old tables kept keeps a rule of the new edition too, whatever was answered: then nobody is warned of it.
//!
//! A rule is read in the names of the old variables, and so are the rules of the old edition; whether these imply it is decided by going
//! through the cases. What cannot be decided, and what is too large to be, is not called implied.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_core::cond::Comparison;
use setsumon_core::decide::{Universe, implies};
use setsumon_core::form::{Day, Form, Role, Value, Variable};
use setsumon_core::formula::{Constant, Formula, Names, Stands, Test, formula, present};
use setsumon_core::ids::{RepeatId, VarId};
use setsumon_core::number::Number;
use setsumon_core::rule::{Binds, Rule, RuleKind};

use super::rules::Emptied;
use super::{Plan, Step};

/// A condition of more parts is not gone into.
const MOST_PARTS: u64 = 300;
/// What more rules than these speak of is looked up by what else they speak of.
const MOST_RULES: usize = 24;
/// So many ticks that exclude the others are looked at.
const MOST_ALONE: usize = 4;
/// So many rules of then are held against one of today at once.
const MOST_AT_ONCE: usize = 24;

/// What the old tables kept.
pub(super) struct Before<'p, 'f> {
    plan: &'p Plan<'f>,
    kept: OnceCell<Kept<'f>>,
}

struct Kept<'f> {
    form: &'f Form,
    /// What always held, each part by itself.
    known: Vec<Formula>,
    /// Where in these each name stands.
    speaking_of: FxHashMap<String, Vec<usize>>,
    /// The same, of the rules that are told at the variable of this name.
    told_at: FxHashMap<String, Vec<usize>>,
    /// The same, by all the names that they speak of.
    speaking_of_all: FxHashMap<String, Vec<usize>>,
    variables: FxHashMap<&'f str, &'f Variable>,
    /// By a tick, the ticks of which at most so many were set.
    picked: FxHashMap<VarId, (&'f [VarId], u32)>,
    /// By a tick, those that it excluded.
    excluding: FxHashMap<VarId, &'f [VarId]>,
}

impl<'p, 'f> Before<'p, 'f> {
    pub(super) fn of(plan: &'p Plan<'f>) -> Self {
        Self { plan, kept: OnceCell::new() }
    }

    /// Whether no old answers break a rule of the new edition, of which some may have been emptied by steps before, and these have been
    /// where it would be broken.
    pub(super) fn keeps(&self, rule: &Rule, emptied: &Emptied, gone: &[VarId]) -> bool {
        let form = self.plan.new.form;
        if self.picked_fewer(&rule.kind) {
            return true;
        }
        let names = Now { plan: self.plan, emptied, gone };
        form.conds()
            .conjuncts(rule.holds)
            .into_iter()
            .all(|part| form.conds().parts(part) <= MOST_PARTS && self.implies(&formula(form, &names, part)))
    }

    /// Whether all that an old figure or day could be has a place, though its own bounds do not say so.
    pub(super) fn fits(&self, from: VarId, to: VarId) -> bool {
        let (old, new) = (self.plan.old.form, self.plan.new.form);
        if self.plan.pairs.became(from) != [to] || bounds("", &new.variables().get(to).value).is_empty() {
            return false;
        }
        let emptied = Emptied::default();
        let absent = present(old, &Then { form: old }, from).negated();
        let there = present(new, &Now { plan: self.plan, emptied: &emptied, gone: &[] }, to);
        self.implies(&Formula::any(vec![absent, there]))
    }

    /// Whether so many ticks at most could be set before, and of these ticks none became two. One that excluded all others was alone.
    fn picked_fewer(&self, kind: &RuleKind) -> bool {
        let Some((variables, max)) = picked(kind) else { return false };
        let sources: Vec<VarId> =
            variables.iter().flat_map(|to| self.plan.sources(*to)).map(|(from, _)| from).collect();
        let each: FxHashSet<VarId> = sources.iter().copied().collect();
        let kept = self.kept();
        let Some((before, most)) = sources.iter().find_map(|from| kept.picked.get(from)).copied() else { return false };
        if each.len() < sources.len() || most > max {
            return false;
        }
        let before: FxHashSet<VarId> = before.iter().copied().collect();
        let more: Vec<VarId> = each.iter().copied().filter(|from| !before.contains(from)).collect();
        more.len() <= MOST_ALONE
            && more.iter().all(|one| {
                let others: FxHashSet<VarId> =
                    kept.excluding.get(one).copied().unwrap_or_default().iter().copied().collect();
                each.iter().all(|other| other == one || others.contains(other))
            })
    }

    fn kept(&self) -> &Kept<'f> {
        self.kept.get_or_init(|| Kept::of(self.plan.old.form))
    }

    fn implies(&self, wanted: &Formula) -> bool {
        if *wanted == Formula::Always {
            return true;
        }
        let kept = self.kept();
        let asks = wanted.asks_about();
        let mut near: Vec<usize> = kept.speaking_of_all.get(&asks.join("\n")).cloned().unwrap_or_default();
        for name in &asks {
            near.extend(kept.told_at.get(*name).filter(|all| all.len() <= MOST_RULES).into_iter().flatten());
            near.extend(kept.speaking_of.get(*name).filter(|all| all.len() <= MOST_RULES).into_iter().flatten());
        }
        near.sort_unstable();
        near.dedup();
        let mut facts: Vec<(usize, &Formula)> = near
            .into_iter()
            .filter_map(|at| {
                let fact = kept.known.get(at)?;
                let others = fact.asks_about().into_iter().filter(|name| !asks.contains(name)).count();
                Some((others, fact))
            })
            .collect();
        // What speaks of nothing else comes first, and is enough as a rule.
        facts.sort_by_key(|(others, _)| *others);
        let inside = facts.iter().take_while(|(others, _)| *others == 0).count();
        let decides = |count: usize| {
            let mut first: Vec<Formula> = facts.iter().take(count).map(|(_, fact)| (*fact).clone()).collect();
            let mut names: Vec<&str> = asks.clone();
            names.extend(first.iter().flat_map(Formula::asks_about));
            names.sort_unstable();
            names.dedup();
            let domains = names.into_iter().flat_map(|name| kept.domain(name)).collect::<Vec<_>>();
            first.extend(domains);
            implies(&Formula::all(first), wanted, &|name| kept.universe(name)) == Some(true)
        };
        decides(inside.min(MOST_AT_ONCE)) || (facts.len() > inside && decides(facts.len().min(MOST_AT_ONCE)))
    }
}

fn is_kept(rule: &Rule) -> bool {
    rule.hard && rule.binds == Binds::Always
}

fn picked(kind: &RuleKind) -> Option<(&[VarId], u32)> {
    match kind {
        RuleKind::PickMax { variables, max } => Some((variables, *max)),
        RuleKind::Domain { variable: _ }
        | RuleKind::Asked { variable: _, when: _ }
        | RuleKind::Offered { variable: _, code: _, when: _ }
        | RuleKind::Required { question: _, variables: _, when: _ }
        | RuleKind::Exclusive { option: _, others: _ }
        | RuleKind::Alternative { variables: _ }
        | RuleKind::PickMin { variables: _, min: _ }
        | RuleKind::RanksDiffer { variables: _ }
        | RuleKind::RanksWithoutGap { variables: _ }
        | RuleKind::OccurrencesMin { repeat: _, min: _, when: _ }
        | RuleKind::OccurrencesMax { repeat: _, max: _, when: _ }
        | RuleKind::Check { complains: _, message: _ } => None,
    }
}

impl<'f> Kept<'f> {
    fn of(form: &'f Form) -> Self {
        let variables = form.variables().values().map(|variable| (variable.name.as_str(), variable)).collect();
        let mut kept = Self {
            form,
            known: Vec::new(),
            speaking_of: FxHashMap::default(),
            told_at: FxHashMap::default(),
            speaking_of_all: FxHashMap::default(),
            variables,
            picked: FxHashMap::default(),
            excluding: FxHashMap::default(),
        };
        for rule in form.rules().values().filter(|rule| is_kept(rule)) {
            if let Some((variables, max)) = picked(&rule.kind) {
                kept.picked.extend(variables.iter().map(|tick| (*tick, (variables, max))));
            }
            kept.excluding.extend(rule.kind.exclusive());
            let at = &form.variables().get(rule.at).name;
            for part in form.conds().conjuncts(rule.holds) {
                if form.conds().parts(part) > MOST_PARTS {
                    continue;
                }
                let fact = formula(form, &Then { form }, part);
                let place = kept.known.len();
                let names = fact.asks_about();
                kept.speaking_of_all.entry(names.join("\n")).or_default().push(place);
                for name in names {
                    kept.speaking_of.entry(name.to_owned()).or_default().push(place);
                }
                kept.told_at.entry(at.clone()).or_default().push(place);
                kept.known.push(fact);
            }
        }
        kept
    }

    /// Between which bounds the value of a name lies, where it has one.
    fn domain(&self, name: &str) -> Option<Formula> {
        let within = bounds(name, &self.variables.get(name)?.value);
        let absent = Formula::value(name, Test::Absent);
        (!within.is_empty()).then(|| Formula::any(vec![absent, Formula::all(within)]))
    }

    fn universe(&self, name: &str) -> Universe {
        let Some(variable) = self.variables.get(name) else {
            // What lies between two whole numbers is one.
            let is_whole = |name: &str| self.variables.contains_key(name) && self.universe(name) == Universe::Whole;
            let between = name.split_once(" - ").is_some_and(|(one, other)| is_whole(one) && is_whole(other));
            return if between { Universe::Whole } else { Universe::Any };
        };
        match &variable.value {
            Value::Rank { max: _ }
            | Value::Integer { min: _, max: _ }
            | Value::Month { min: _, max: _ }
            | Value::Date { min: _, max: _ } => Universe::Whole,
            Value::Code(list) => {
                let live = self.form.code_lists().get(*list).codes.iter().filter(|code| !code.retired);
                Universe::Codes(live.map(|code| code.code.clone()).collect())
            }
            Value::Tick
            | Value::Decimal { digits: _, min: _, max: _ }
            | Value::Text { shape: _, max_length: _, lines: _ } => Universe::Any,
        }
    }
}

/// That a value lies in the bounds of a figure or a day; nothing of any other.
fn bounds(name: &str, value: &Value) -> Vec<Formula> {
    let [low, high] = match value {
        Value::Rank { max } => [Number::whole(1), Number::whole(i64::from(*max))],
        Value::Integer { min, max } => [Number::whole(*min), Number::whole(*max)],
        Value::Decimal { digits: _, min, max } => [*min, *max],
        Value::Month { min, max } => [min, max].map(|month| Number::whole(i64::from(*month))),
        Value::Date { min: Day(min), max: Day(max) } => [min, max].map(|day| Number::whole(i64::from(*day))),
        Value::Code(_) | Value::Tick | Value::Text { shape: _, max_length: _, lines: _ } => return Vec::new(),
    };
    let compared = |op, at| Formula::value(name, Test::Compare(op, Constant::Number(at)));
    vec![compared(Comparison::GreaterOrEqual, low), compared(Comparison::LessOrEqual, high)]
}

/// The names of the old edition.
struct Then<'r> {
    form: &'r Form,
}

impl Names for Then<'_> {
    fn stands(&self, variable: VarId) -> Stands {
        let found = self.form.variables().get(variable);
        match found.role {
            // It lies in no table.
            Role::Last(_) => Stands::Missing,
            Role::Answer | Role::Given | Role::Retired => {
                Stands::As { name: found.name.clone(), only: Vec::new(), codes: None }
            }
        }
    }

    fn roster(&self, repeat: RepeatId) -> Option<String> {
        Some(self.form.repeats().get(repeat).name.clone())
    }
}

/// What stands for the variables of the new edition, of which some may have been emptied.
struct Now<'r, 'f> {
    plan: &'r Plan<'f>,
    emptied: &'r Emptied,
    gone: &'r [VarId],
}

impl Now<'_, '_> {
    /// What must hold for a variable to have kept its value through the steps before.
    fn left(&self, variable: VarId) -> Vec<Formula> {
        let found = self.plan.new.form.variables().get(variable);
        let mut only = Vec::new();
        if self.emptied.variables.contains(&variable) {
            only.push(Formula::opaque(format!("left {}", found.name)));
        }
        if let Some(roster) = found.repeat.filter(|repeat| self.emptied.rosters.contains(repeat)) {
            only.push(Formula::opaque(format!("left {}", self.plan.new.form.repeats().get(roster).name)));
        }
        only
    }

    /// That a tick of the new edition comes of what an old variable has.
    fn ticked_by(&self, to: VarId, from: VarId) -> Formula {
        let name = &self.plan.old.form.variables().get(from).name;
        let codes = &self.plan.new.form.variables().get(to).was_codes;
        let test = if codes.is_empty() { Test::Present } else { Test::In(codes.clone()) };
        Formula::value(name.clone(), test)
    }
}

impl Names for Now<'_, '_> {
    fn stands(&self, variable: VarId) -> Stands {
        let sources: Vec<_> = self.plan.sources(variable).collect();
        let target = self.plan.new.form.variables().get(variable);
        let mut only = self.left(variable);
        match (sources.as_slice(), &target.value) {
            ([], _) => Stands::Missing,
            (_, _) if self.gone.contains(&variable) => Stands::Missing,
            (_, Value::Tick) => {
                let any = Formula::any(sources.iter().map(|(from, _)| self.ticked_by(variable, *from)).collect());
                only.push(any);
                Stands::Ticked(Formula::all(only))
            }
            ([(from, conversion)], value) if target.was_codes.is_empty() => {
                let old = self.plan.old.form.variables().get(*from);
                if conversion.codes.is_none() && conversion.fits.is_some() {
                    let within = bounds(&old.name, value);
                    // Whether a text fits, and whether a figure is whole, is seen by looking at it.
                    if within.is_empty() || conversion.guarded {
                        only.extend(conversion.fits.iter().map(|fits| Formula::opaque(fits.clone())));
                    }
                    only.extend(within);
                }
                let all = conversion.fits.is_none() && conversion.says_else.is_none() && conversion.recoded.is_empty();
                let codes = conversion.codes.clone().filter(|_| !all);
                Stands::As { name: old.name.clone(), only, codes }
            }
            (_, _) => Stands::Unknown,
        }
    }

    fn roster(&self, repeat: RepeatId) -> Option<String> {
        let before = self.plan.pairs.roster_was(repeat)?;
        let name = &self.plan.old.form.repeats().get(before).name;
        // What of its occurrences is left is not known.
        let mark = if self.emptied.rosters.contains(&repeat) { "left " } else { "" };
        Some(format!("{mark}{name}"))
    }
}

impl Plan<'_> {
    /// Forgets the steps for figures that could not be what has no place.
    pub(super) fn without_what_fits(&mut self) {
        let before = Before::of(self);
        let needless = |step: &Step| match step {
            Step::Narrow { from, to } => before.fits(*from, *to),
            Step::Remove { variable: _, why: _ }
            | Step::RemoveRoster { roster: _ }
            | Step::Reword { from: _, why: _, codes: _ }
            | Step::Several { from: _, to: _ }
            | Step::Merge { from: _, to: _ }
            | Step::Carry { table: _ }
            | Step::Clear { rule: _, round: _, variables: _ }
            | Step::Unask { rule: _, what: _ }
            | Step::Replace
            | Step::Fill { table: _ }
            | Step::FillEarlier => false,
        };
        let steps: Vec<Step> = self.steps.iter().filter(|step| !needless(step)).cloned().collect();
        self.steps = steps;
    }
}
