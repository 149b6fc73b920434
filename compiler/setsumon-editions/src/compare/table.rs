//! From the changes and both editions to the table: which items stand in it, in which order, with what is said of each.

use setsumon_core::form::Locale;
use setsumon_core::names;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;
use setsumon_core::frozen::{self, Model};

use super::lines::{self, Draft};
use super::names::Names;
use super::paper::{Paper, Unit, What, section_key};
use super::rows::{sides, whole};
use super::{About, Cell, Edition, FORMAT, Line, Role, Row, Signatures, Table, about, slight};
use crate::diff::{Change, Class, Diff, Kind, Part};
use crate::marks::marked;
use crate::report::is_slight;
use crate::report::words;

/// The table of a diff of two editions.
pub(super) fn of(old: &Model, new: &Model, diff: &Diff) -> Table {
    let language = new.survey.locale;
    let (old_paper, new_paper) = (Paper::new(old), Paper::new(new));
    let parts = parts(&new_paper, diff);
    let maker = Maker { old: old_paper, new: new_paper, names: Names::of(diff), parts, diff, language };
    let rows = maker.rows();
    let say = &language.words().reports.comparison;
    Table {
        comparison: FORMAT,
        language: new.survey.locale,
        survey: new.survey.code.clone(),
        title: say.title,
        old: Edition { edition: diff.old, title: old.survey.title.plain() },
        new: Edition { edition: diff.new, title: new.survey.title.plain() },
        summary: summary(old, new, diff, language),
        heads: (say.heads)(diff.old, diff.new),
        rows,
        nothing: say.nothing,
        slight: slight::of(diff, language),
        legend: say.legend.map(str::to_owned).to_vec(),
        remark: language.words().writing.remark,
        signatures: Signatures { title: say.approval, roles: say.roles, fields: say.fields },
    }
}

/// How much there is, and how much of it changed in which way.
fn summary(old: &Model, new: &Model, diff: &Diff, language: Locale) -> Vec<String> {
    let mut classes: BTreeMap<Class, usize> = BTreeMap::new();
    for change in diff.changes.iter().filter(|change| !is_slight(change.class)) {
        *classes.entry(change.class).or_default() += 1;
    }
    let count: usize = classes.values().sum();
    let comma = language.words().writing.comma;
    let by_class: Vec<String> =
        classes.iter().map(|(class, count)| format!("{} {count}", words::class(*class, language))).collect();
    let by_class = by_class.join(comma);
    let [(was, had), (is, has)] = [old, new].map(|model| {
        let variables = model.variables.iter().filter(|variable| variable.role == frozen::Role::Answer).count();
        (model.questions.iter().filter(|question| !question.nested).count(), variables)
    });
    let say = &language.words().reports.comparison;
    vec![(say.count)(count, &by_class), (say.size)([was, is], [had, has])]
}

struct Maker<'a, 'm> {
    old: Paper<'m>,
    new: Paper<'m>,
    names: Names,
    /// By the place of the first question that another became, the places of the others: they stand in its row.
    parts: BTreeMap<usize, Vec<usize>>,
    diff: &'a Diff,
    language: Locale,
}

/// What was said of the units of both editions, by their places.
#[derive(Default)]
struct Said<'c> {
    new: BTreeMap<usize, Vec<&'c Change>>,
    old: BTreeMap<usize, Vec<&'c Change>>,
}

impl<'m> Maker<'_, 'm> {
    fn rows(&self) -> Vec<Row> {
        let said = self.said();
        let carried = self.carried();
        let mut rows = Vec::new();
        let mut heading: Option<&str> = None;
        for (place, old) in self.order(&carried) {
            let (section, row) = match (place, old) {
                (Some(place), old) => {
                    let Some(unit) = self.new.units.get(place) else { continue };
                    let changes = said.new.get(&place).map_or(&[][..], Vec::as_slice);
                    (unit.section, self.row(unit, old, changes))
                }
                (None, Some(old)) => {
                    let Some(unit) = self.old.units.get(old) else { continue };
                    let changes = said.old.get(&old).cloned().unwrap_or_else(|| self.went_into(unit, &said));
                    (unit.section, Some(self.gone(unit, &changes)))
                }
                (None, None) => continue,
            };
            let retitled = self.retitled(place, &said);
            if row.is_none() && !retitled {
                continue;
            }
            if heading != section {
                rows.extend(section.map(|code| self.heading(code, &said)));
                heading = section;
            }
            rows.extend(row.filter(|row| !row.is_bare()));
        }
        rows
    }

    /// What is said of the thing that an old unit went into, as one of several that were merged or into a group.
    fn went_into<'c>(&self, unit: &Unit<'_>, said: &Said<'c>) -> Vec<&'c Change> {
        let own: FxHashSet<&str> = variables(&self.old, unit)
            .iter()
            .filter_map(|name| self.old.variable(name))
            .map(|variable| variable.name.as_str())
            .collect();
        let was = |variable: &&frozen::Variable| {
            own.contains(variable.name.as_str()) || variable.was.iter().any(|name| own.contains(name.as_str()))
        };
        let now = self.new.model.variables.iter().find(was);
        let place = now.and_then(|variable| self.new.place(variable.question.as_deref()?));
        let tells = |change: &&&Change| {
            matches!(change.class, Class::Merged | Class::Renamed) || change.subject.kind == Kind::Group
        };
        let changes = place.and_then(|place| said.new.get(&place));
        changes.into_iter().flatten().filter(tells).copied().collect()
    }

    /// Whether something is said of a section that its title tells.
    fn retitled(&self, place: Option<usize>, said: &Said<'_>) -> bool {
        let unit = place.and_then(|place| self.new.units.get(place));
        let is_section = unit.is_some_and(|unit| unit.key == section_key(unit.section.unwrap_or_default()));
        let changes = place.filter(|_| is_section).and_then(|place| said.new.get(&place));
        changes.into_iter().flatten().any(|change| is_of_heading(change))
    }

    /// The units in the order of the rows: those of the new edition with what they were; what is gone behind what stood before it.
    fn order(&self, carried: &FxHashSet<usize>) -> Vec<(Option<usize>, Option<usize>)> {
        let mut order: Vec<(Option<usize>, Option<usize>)> = Vec::new();
        let was: Vec<Option<usize>> = self.new.units.iter().map(|unit| self.place_before(unit)).collect();
        let mut gone: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        let mut before = None;
        for place in 0..self.old.units.len() {
            if carried.contains(&place) {
                before = Some(place);
            } else {
                gone.entry(before).or_default().push(place);
            }
        }
        let mut behind = |order: &mut Vec<(Option<usize>, Option<usize>)>, place: Option<usize>| {
            order.extend(gone.remove(&place).into_iter().flatten().map(|old| (None, Some(old))));
        };
        behind(&mut order, None);
        let in_another: FxHashSet<usize> = self.parts.values().flatten().copied().collect();
        for (place, old) in was.into_iter().enumerate().filter(|(place, _)| !in_another.contains(place)) {
            order.push((Some(place), old));
            if old.is_some() {
                behind(&mut order, old);
            }
        }
        // What stood behind something that is only kept for its history.
        let rest: Vec<usize> = gone.into_values().flatten().collect();
        order.extend(rest.into_iter().map(|old| (None, Some(old))));
        order
    }

    /// The place of what a unit of the new edition was.
    fn place_before(&self, unit: &Unit<'_>) -> Option<usize> {
        let exact = |key: &str| {
            self.old.place(key).filter(|place| self.old.units.get(*place).is_some_and(|old| old.key == key))
        };
        exact(&self.names.key_before(&unit.key)).or_else(|| match unit.what {
            // A question that stood in a group, or a group around a question that stood alone.
            What::Question(_) | What::Group(_) | What::Roster(_) => unit.questions.iter().find_map(|path| {
                let path = self.names.before(path);
                self.old.place(&path).filter(|place| {
                    self.old.units.get(*place).is_some_and(|old| old.questions.contains(&path.as_str()))
                })
            }),
            What::Survey | What::Page(_) | What::Part(_) | What::Section(_) | What::Calc(_) | What::End(_) => None,
        })
    }

    /// The units of the old edition that became something.
    fn carried(&self) -> FxHashSet<usize> {
        self.new.units.iter().filter_map(|unit| self.place_before(unit)).collect()
    }

    /// Which changes are said of which unit.
    fn said(&self) -> Said<'_> {
        let mut said = Said::default();
        for change in self.diff.changes.iter().filter(|change| !is_slight(change.class)) {
            if let Some(place) = self.new_place(change) {
                said.new.entry(place).or_default().push(change);
                // Those that do not stand in the row of the first.
                let others: BTreeSet<usize> = change.parts.iter().filter_map(|path| self.new.place(path)).collect();
                for other in others.into_iter().filter(|other| *other != place) {
                    said.new.entry(other).or_default().push(change);
                }
            } else if let Some(place) = self.old_place(change) {
                said.old.entry(place).or_default().push(change);
            } else {
                // What stands nowhere in particular is the survey's.
                said.new.entry(0).or_default().push(change);
            }
        }
        said
    }

    fn new_place(&self, change: &Change) -> Option<usize> {
        let subject = &change.subject;
        // What went into another is told where it went; what is kept for its history is gone.
        let path = subject.new.as_deref().filter(|_| change.class != Class::Removed || subject.old.is_none())?;
        place(&self.new, subject.kind, path, change, change.new.as_deref())
    }

    fn old_place(&self, change: &Change) -> Option<usize> {
        let path = change.subject.old.as_deref()?;
        place(&self.old, change.subject.kind, path, change, change.old.as_deref())
    }

    fn about(&self, changes: &[&Change]) -> About {
        // What is kept for its history has a variable still, which says nothing of having gone.
        let gone = |change: &Change| {
            let old =
                change.subject.old.as_deref().filter(|_| matches!(change.class, Class::Removed | Class::OptionRemoved));
            let Some(name) = old.map(names::of) else { return Vec::new() };
            let answers = self.old.model.variables.iter().filter(|variable| variable.role == frozen::Role::Answer);
            let under = answers.filter(|variable| names::is_or_is_within(&variable.name, &name));
            under.map(|variable| variable.name.clone()).collect()
        };
        about::of(changes, gone, self.language)
    }

    fn row(&self, unit: &Unit<'m>, old: Option<usize>, changes: &[&Change]) -> Option<Row> {
        let after = lines::of(&self.new, unit, self.language);
        let Some(old) = old.and_then(|place| self.old.units.get(place)) else {
            let mut about = self.about(changes);
            if about.variables.is_empty() {
                about.name_variables(variables(&self.new, unit));
            }
            let new = Cell::Lines(whole(&after));
            return Some(Row { heading: false, old: Cell::Missing(self.added()), new, about });
        };
        // A section's own row is its heading, unless it says more.
        let changes: Vec<&Change> = match unit.what {
            What::Section(_) => changes.iter().copied().filter(|change| !is_of_heading(change)).collect(),
            What::Survey
            | What::Page(_)
            | What::Part(_)
            | What::Question(_)
            | What::Group(_)
            | What::Roster(_)
            | What::Calc(_)
            | What::End(_) => changes.to_vec(),
        };
        // Options and rows that went are told of the old unit alone.
        let gone = self.gone_inside(old);
        if changes.is_empty() && gone.is_empty() {
            return None;
        }
        let before = lines::of(&self.old, old, self.language);
        let all: Vec<&Change> = changes.into_iter().chain(gone).collect();
        let place = self.new.place(&unit.key);
        if let Some(others) = place.and_then(|place| self.parts.get(&place)) {
            let others = others.iter().filter_map(|place| self.new.units.get(*place));
            let after: Vec<Draft> =
                after.into_iter().chain(others.flat_map(|unit| lines::of(&self.new, unit, self.language))).collect();
            let (old, new) = (Cell::Lines(whole(&before)), Cell::Lines(whole(&after)));
            return Some(Row { heading: false, old, new, about: self.about(&all) });
        }
        let (mut left, mut right) = self.sides(&before, &after);
        if !left.iter().chain(&right).any(|line| line.runs.iter().any(|run| run.marked)) {
            self.unprinted(&all, &mut left, &mut right);
        }
        Some(Row { heading: false, old: Cell::Lines(left), new: Cell::Lines(right), about: self.about(&all) })
    }

    /// What was taken out of a unit that goes on.
    fn gone_inside(&self, old: &Unit<'_>) -> Vec<&Change> {
        let whole = |change: &Change| change.subject.old.as_deref() == Some(old.key.as_str());
        let here = |change: &&Change| {
            !is_slight(change.class)
                && self.new_place(change).is_none()
                && !whole(change)
                && self
                    .old_place(change)
                    .and_then(|place| self.old.units.get(place))
                    .is_some_and(|unit| unit.key == old.key)
        };
        self.diff.changes.iter().filter(here).collect()
    }

    fn sides(&self, before: &[Draft], after: &[Draft]) -> (Vec<Line>, Vec<Line>) {
        let named = |draft: &Draft| Draft { key: self.names.key_before(&draft.key), ..draft.clone() };
        let after: Vec<Draft> = after.iter().map(named).collect();
        sides(before, &after, self.language.words().reports.comparison.unchanged)
    }

    /// Words that changed and stand in no line.
    fn unprinted(&self, changes: &[&Change], left: &mut Vec<Line>, right: &mut Vec<Line>) {
        for change in changes.iter().filter(|change| change.part.is_some()) {
            let (before, after) = marked(change.old.as_deref().unwrap_or(""), change.new.as_deref().unwrap_or(""));
            let line = |runs| Line { role: Role::Note, level: 0, runs };
            left.extend(Some(before).filter(|runs| !runs.is_empty()).map(line));
            right.extend(Some(after).filter(|runs| !runs.is_empty()).map(line));
        }
    }

    fn gone(&self, unit: &Unit<'m>, changes: &[&Change]) -> Row {
        let mut about = self.about(changes);
        if about.variables.is_empty() {
            about.name_variables(variables(&self.old, unit));
        }
        let old = Cell::Lines(whole(&lines::of(&self.old, unit, self.language)));
        Row { heading: false, old, new: Cell::Missing(self.removed()), about }
    }

    fn added(&self) -> &'static str {
        self.language.words().reports.comparison.new
    }

    fn removed(&self) -> &'static str {
        self.language.words().reports.comparison.removed
    }

    /// The title of a section over its rows. The code is that of either edition.
    fn heading(&self, code: &str, said: &Said<'_>) -> Row {
        let new = self.new.place(&section_key(code));
        let before = self.names.key_before(&section_key(code));
        let old = self.old.place(&before);
        // Japanese numbers stand in brackets, which keep their distance.
        let gap = self.language.words().writing.gap;
        let title = |paper: &Paper<'m>, place: Option<usize>| {
            let unit = place.and_then(|place| paper.units.get(place))?;
            let What::Section(section) = unit.what else { return None };
            let label = section.label.plain();
            Some(section.number.as_ref().map_or(label.clone(), |number| format!("{number}{gap}{label}")))
        };
        let (was, is) = (title(&self.old, old), title(&self.new, new));
        let (before, after) = marked(was.as_deref().unwrap_or_default(), is.as_deref().unwrap_or_default());
        let cell = |title: &Option<String>, runs, missing| match title {
            Some(_) => Cell::Lines(vec![Line { role: Role::Caption, level: 0, runs }]),
            None => Cell::Missing(missing),
        };
        let of_new = new.and_then(|place| said.new.get(&place)).into_iter().flatten();
        let of_old = old.filter(|_| new.is_none()).and_then(|place| said.old.get(&place)).into_iter().flatten();
        let changes: Vec<&Change> = of_new.chain(of_old).copied().filter(|change| is_of_heading(change)).collect();
        let mut about = self.about(&changes);
        // Its rows name the variables.
        about.name_variables(Vec::new());
        Row { heading: true, old: cell(&was, before, self.added()), new: cell(&is, after, self.removed()), about }
    }
}

impl Row {
    /// Whether it says nothing at all: a section that has no words but its title.
    fn is_bare(&self) -> bool {
        let bare = |cell: &Cell| match cell {
            Cell::Missing(_) => true,
            Cell::Lines(lines) => lines.is_empty(),
        };
        bare(&self.old) && bare(&self.new)
    }
}

/// Whether a change of a section is told in its title.
fn is_of_heading(change: &Change) -> bool {
    change.subject.kind == Kind::Section
        && (change.part == Some(Part::Label)
            || matches!(change.class, Class::Added | Class::Removed | Class::Moved | Class::Renamed))
}

/// The questions that stand alone and are what one became, by the first of them.
fn parts(paper: &Paper<'_>, diff: &Diff) -> BTreeMap<usize, Vec<usize>> {
    let alone = |path: &String| {
        let place = paper.place(path)?;
        paper.units.get(place).filter(|unit| matches!(unit.what, What::Question(_)) && unit.key == *path).map(|_| place)
    };
    let split =
        diff.changes.iter().filter(|change| change.subject.kind == Kind::Question && change.subject.old.is_some());
    let all = split.filter_map(|change| {
        let (first, others) = change.parts.split_first()?;
        let others: Vec<usize> = others.iter().filter_map(alone).collect();
        (!others.is_empty()).then_some((alone(first)?, others))
    });
    all.collect()
}

/// The place of what a change is of. `words` are those of the change on this side.
fn place(paper: &Paper<'_>, kind: Kind, path: &str, change: &Change, words: Option<&str>) -> Option<usize> {
    match kind {
        Kind::Survey => Some(0),
        Kind::Page => paper.place(&format!("page {path}")),
        Kind::Part => paper.place(&format!("part {path}")),
        Kind::Section => {
            let section = paper.place(&section_key(path));
            let spoken = words.filter(|_| change.part == Some(Part::Note));
            let inside = spoken.and_then(|words| {
                paper.units.iter().position(|unit| unit.section == Some(path) && says(paper, unit, words))
            });
            inside.or(section)
        }
        Kind::Group | Kind::Roster | Kind::Question | Kind::Option | Kind::Row | Kind::Column | Kind::Derived => {
            paper.place(path)
        }
        Kind::Check => {
            let rule = paper.model.rules.iter().find(|rule| rule.name == path)?;
            paper.place(paper.variable(&rule.at)?.question.as_deref()?)
        }
        Kind::End => {
            let end = paper.model.ends.iter().find(|end| end.sentence.plain() == change.subject.name);
            match end.and_then(|end| end.gate.as_deref()) {
                Some(gate) => paper.place(gate),
                None => paper.place(&format!("end {}", change.subject.name)),
            }
        }
    }
}

/// Whether a unit has a sentence of its own in front of it or in it.
fn says(paper: &Paper<'_>, unit: &Unit<'_>, words: &str) -> bool {
    !matches!(unit.what, What::Section(_))
        && lines::of(paper, unit, paper.model.survey.locale).iter().any(|draft| draft.words == words)
}

/// The variables of the questions of a unit.
fn variables(paper: &Paper<'_>, unit: &Unit<'_>) -> Vec<String> {
    let variables = unit.questions.iter().flat_map(|path| paper.variables_of(path));
    variables.filter(|variable| variable.role == frozen::Role::Answer).map(|variable| variable.name.clone()).collect()
}
