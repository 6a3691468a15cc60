//! The members that a model does not declare.

use std::fmt;
use std::hash::{Hash, Hasher};

use super::{Encode, Fault, Json, Members, Reader, Rest};

/// Up to this many names are compared pair by pair; more are sorted.
const FEW: usize = 8;

/// Undeclared members of an object: name to value, in the order in which they came.
///
/// Kept so that a read-modify-write loses nothing. Looking a name up goes through all of them.
/// Equality does not depend on the order. `Debug` shows names only.
#[derive(Clone, Default)]
pub struct Extra {
    members: Vec<(Box<str>, Json)>,
}

impl Extra {
    /// No members.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            members: Vec::new(),
        }
    }

    /// The value of the member `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.iter()
            .find(|(other, _)| *other == name)
            .map(|(_, value)| value)
    }

    /// Sets the member `name`, in its place or else at the end, and gives the value it had.
    pub fn insert(&mut self, name: impl Into<Box<str>>, value: impl Into<Json>) -> Option<Json> {
        let (name, value) = (name.into(), value.into());
        match self.members.iter_mut().find(|(other, _)| *other == name) {
            Some((_, old)) => Some(std::mem::replace(old, value)),
            None => {
                self.members.push((name, value));
                None
            }
        }
    }

    /// Takes the member `name` out.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let index = self
            .members
            .iter()
            .position(|(other, _)| **other == *name)?;
        Some(self.members.remove(index).1)
    }

    /// All members, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.members.iter().map(|(name, value)| (&**name, value))
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    fn sorted(&self) -> Vec<(&str, &Json)> {
        let mut members: Vec<_> = self.iter().collect();
        members.sort_unstable_by_key(|(name, _)| *name);
        members
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.sorted() == other.sorted()
    }
}

impl Eq for Extra {}

/// As equality, without regard to the order.
impl Hash for Extra {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.sorted().hash(state);
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_set()
            .entries(self.iter().map(|(name, _)| name))
            .finish()
    }
}

impl Rest for Extra {
    fn member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), Fault> {
        self.members.push((name.into(), reader.raw()?.to_json()));
        Ok(())
    }

    fn repeated(&self) -> Option<&str> {
        if self.len() <= FEW {
            let earlier = |index, name| self.iter().take(index).any(|(other, _)| other == name);
            let mut names = self.iter().map(|(name, _)| name).enumerate();
            return names
                .find(|(index, name)| earlier(*index, *name))
                .map(|(_, name)| name);
        }
        let sorted = self.sorted();
        let mut pairs = sorted.iter().zip(sorted.iter().skip(1));
        pairs
            .find(|(one, other)| one.0 == other.0)
            .map(|(one, _)| one.0)
    }
}

impl Members for Extra {
    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Encode)) {
        for (name, value) in self.iter() {
            visit(name, value);
        }
    }
}
