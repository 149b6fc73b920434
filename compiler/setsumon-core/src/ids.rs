//! Typed indices, and the vectors they index.

use std::fmt;
use std::marker::PhantomData;

/// An index into one kind of arena.
pub trait Id: Copy + Eq {
    /// The index as made.
    fn new(index: u32) -> Self;
    /// The index, for tables of one's own beside an arena.
    fn index(self) -> usize;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);
        impl Id for $name {
            fn new(index: u32) -> Self { Self(index) }
            fn index(self) -> usize { self.0 as usize }
        }
    )*};
}

ids! {
    /// A variable: one column of the data.
    VarId;
    /// A question, a gate or a nested field.
    QuestionId;
    /// A section.
    SectionId;
    /// A list of codes with their labels.
    CodeListId;
    /// A lowered condition.
    CondId;
    /// A duty the form imposes on an answer file.
    RuleId;
    /// A roster.
    RepeatId;
    /// A derived value.
    CalcId;
    /// An early end.
    EndId;
}

/// A vector that only its own kind of index opens. Ids come from `push` alone, so a lookup cannot miss.
#[derive(Clone, PartialEq, Eq)]
pub struct Arena<I, T> {
    items: Vec<T>,
    ids: PhantomData<I>,
}

impl<I: Id, T> Arena<I, T> {
    /// With room for so many: a large one that grows is copied again and again.
    pub(crate) fn with_room(count: usize) -> Self {
        Self { items: Vec::with_capacity(count), ids: PhantomData }
    }

    /// The id the next `push` will give.
    pub fn next_id(&self) -> I {
        I::new(u32::try_from(self.items.len()).unwrap_or(u32::MAX))
    }

    /// Adds an item.
    pub fn push(&mut self, item: T) -> I {
        let id = self.next_id();
        self.items.push(item);
        id
    }

    /// The item of an id.
    #[expect(clippy::indexing_slicing, reason = "ids are made by `push` alone")]
    pub fn get(&self, id: I) -> &T {
        &self.items[id.index()]
    }

    /// The item of an id, to be changed.
    #[expect(clippy::indexing_slicing, reason = "ids are made by `push` alone")]
    pub fn get_mut(&mut self, id: I) -> &mut T {
        &mut self.items[id.index()]
    }

    /// All items in order, with their ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.items.iter().enumerate().map(|(index, item)| (I::new(u32::try_from(index).unwrap_or(u32::MAX)), item))
    }

    /// All items in order.
    pub fn values(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// All items in order, to be changed.
    pub fn values_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.items.iter_mut()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl<I, T> Default for Arena<I, T> {
    fn default() -> Self {
        Self { items: Vec::new(), ids: PhantomData }
    }
}

impl<I, T: fmt::Debug> fmt::Debug for Arena<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.items).finish()
    }
}
