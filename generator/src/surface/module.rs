//! What a file of the crate has, as far as the surface needs it.

use std::collections::BTreeSet;

use super::Item;

/// A module as its file has it. Paths in texts are absolute, `crate::…`, but not yet the public ones.
#[derive(Debug, Clone, Default)]
pub(crate) struct Module {
    /// Public definitions by name, each with what belongs to it: fields, variants, methods of a trait.
    pub(super) items: Vec<Item>,
    /// Names of everything that is defined here, public or not.
    pub(super) own: BTreeSet<String>,
    /// Imports: the name here, the absolute path, and whether it is exported.
    pub(super) uses: Vec<Use>,
    /// Modules inside of this one, and whether they are public.
    pub(super) modules: Vec<(Item, bool)>,
    /// Methods of types by the type's absolute path.
    pub(super) methods: Vec<(String, Item)>,
    /// Traits of types by the type's absolute path.
    pub(super) traits: Vec<(String, String)>,
}

impl Module {
    /// Adds what another file has of the same module.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.items.extend(other.items);
        self.own.extend(other.own);
        self.uses.extend(other.uses);
        self.modules.extend(other.modules);
        self.methods.extend(other.methods);
        self.traits.extend(other.traits);
    }
}

/// An import.
#[derive(Debug, Clone)]
pub(super) struct Use {
    pub(super) name: String,
    pub(super) path: Vec<String>,
    pub(super) public: bool,
    pub(super) condition: Option<String>,
}
