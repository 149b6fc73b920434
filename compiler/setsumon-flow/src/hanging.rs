//! What hangs on which answer, so that an answer more has only that decided anew, and not all conditions of the form.

use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use setsumon_core::cond::Cond;
use setsumon_core::evaluate::Decided;
use setsumon_core::form::Form;
use setsumon_core::ids::{CondId, VarId};
use setsumon_core::reads::Reads;

/// The conditions that read each variable, and those that each condition is a part of.
pub(crate) struct Hanging {
    readers: FxHashMap<VarId, Vec<CondId>>,
    wholes: FxHashMap<CondId, Vec<CondId>>,
}

impl Hanging {
    pub(crate) fn of(form: &Form) -> Self {
        let mut hanging = Self { readers: FxHashMap::default(), wholes: FxHashMap::default() };
        for (id, cond) in form.conds().iter() {
            for part in cond.joined() {
                hanging.wholes.entry(*part).or_default().push(id);
            }
            for variable in read_by_itself(form, id) {
                hanging.readers.entry(variable).or_default().push(id);
            }
        }
        hanging
    }

    pub(crate) fn is_read(&self, variable: VarId) -> bool {
        self.readers.contains_key(&variable)
    }

    /// Forgets what was decided of conditions that read a variable. What was not decided decided nothing.
    pub(crate) fn forget(&self, variable: VarId, decided: &mut Decided) {
        let mut open: Vec<CondId> = self.readers.get(&variable).cloned().unwrap_or_default();
        while let Some(cond) = open.pop() {
            if decided.forget(cond) {
                open.extend(self.wholes.get(&cond).into_iter().flatten());
            }
        }
    }
}

/// Which early ends fire. One that does not waits for a part of its condition that does not hold, and is looked at again when an
/// answer comes on which that part hangs: most wait for their own question, however many ends there are before.
pub(crate) struct Ends {
    /// The parts of each, those that read least first.
    parts: Vec<Rc<[CondId]>>,
    /// Those that wait for an answer.
    waiting: FxHashMap<VarId, Vec<usize>>,
    touched: BTreeSet<usize>,
    fired: FxHashSet<usize>,
    read: BTreeSet<VarId>,
}

impl Ends {
    pub(crate) fn of(form: &Form) -> Self {
        let sized = sizes(form);
        let size = |cond: &CondId| sized.get(cond).copied().unwrap_or_default();
        let parts: Vec<Rc<[CondId]>> = form
            .ends()
            .values()
            .map(|end| match form.conds().get(end.fires) {
                Cond::All(parts) => {
                    let mut parts = parts.clone();
                    parts.sort_by_key(size);
                    parts.into()
                }
                Cond::Always
                | Cond::Never
                | Cond::Present(_)
                | Cond::Absent(_)
                | Cond::In { .. }
                | Cond::NotIn { .. }
                | Cond::Compare { .. }
                | Cond::Any(_)
                | Cond::Some { .. }
                | Cond::Every { .. } => [end.fires].into(),
            })
            .collect();
        let read = read_by(form, form.ends().values().map(|end| end.fires));
        let touched = (0..parts.len()).collect();
        Self { parts, waiting: FxHashMap::default(), touched, fired: FxHashSet::default(), read }
    }

    pub(crate) fn reads(&self, variable: VarId) -> bool {
        self.read.contains(&variable)
    }

    pub(crate) fn touch(&mut self, variable: VarId) {
        self.touched.extend(self.waiting.remove(&variable).into_iter().flatten());
        if self.reads(variable) {
            self.touched.extend(self.fired.iter().copied());
        }
    }

    /// Those that are to be looked at.
    pub(crate) fn touched(&mut self) -> Vec<(usize, Rc<[CondId]>)> {
        let touched = std::mem::take(&mut self.touched);
        touched.into_iter().filter_map(|place| Some((place, self.parts.get(place)?.clone()))).collect()
    }

    /// What one waits for; nothing where it fires.
    pub(crate) fn found(&mut self, form: &Form, place: usize, missing: Option<CondId>) {
        let Some(missing) = missing else {
            self.fired.insert(place);
            return;
        };
        self.fired.remove(&place);
        for variable in read_by(form, [missing]) {
            self.waiting.entry(variable).or_default().push(place);
        }
    }

    pub(crate) fn fired(&self) -> usize {
        self.fired.len()
    }
}

/// The variables that some conditions read, each condition looked at once.
fn read_by(form: &Form, conds: impl IntoIterator<Item = CondId>) -> BTreeSet<VarId> {
    let mut open: Vec<CondId> = conds.into_iter().collect();
    let (mut seen, mut read) = (FxHashSet::default(), BTreeSet::new());
    while let Some(cond) = open.pop() {
        if !seen.insert(cond) {
            continue;
        }
        open.extend(form.conds().get(cond).joined());
        read.extend(read_by_itself(form, cond));
    }
    read
}

/// What a condition reads that joins no others.
fn read_by_itself(form: &Form, cond: CondId) -> impl Iterator<Item = VarId> {
    let own = form.conds().get(cond).joined().is_empty().then(|| Reads::of_cond(form, cond));
    let Reads { variables, within, repeats: _ } = own.unwrap_or_default();
    variables.into_iter().chain(within)
}

/// How many parts each condition has, written out.
fn sizes(form: &Form) -> FxHashMap<CondId, u64> {
    let mut sizes: FxHashMap<CondId, u64> = FxHashMap::default();
    for (id, cond) in form.conds().iter() {
        let parts = cond.joined().iter().filter_map(|part| sizes.get(part));
        let size = parts.fold(1, |sum: u64, part| sum.saturating_add(*part));
        sizes.insert(id, size);
    }
    sizes
}
