//! What every part of the comparison looks at, and where it leaves what it finds.

use super::change::Draft;
use super::pairs::Pairs;
use crate::analyse::{self, Facts};
use crate::ir::{Access, Api, TypeId};
use crate::name::{Names, OperationNames, TypeNames};
use crate::surface::Verdict;

/// One of the two versions.
pub(super) struct Version<'a> {
    pub(super) api: &'a Api,
    pub(super) facts: Facts,
    pub(super) names: &'a Names,
}

impl<'a> Version<'a> {
    fn new((api, names): (&'a Api, &'a Names)) -> Self {
        Self {
            api,
            facts: analyse::facts(api),
            names,
        }
    }

    /// The path of a type.
    pub(super) fn path(&self, id: TypeId) -> String {
        format!("models::{}", self.names.of_type(id).ty)
    }

    pub(super) fn type_names(&self, id: TypeId) -> &TypeNames {
        self.names.of_type(id)
    }

    /// The names of the operation at `position`, and the module and type of its group.
    pub(super) fn operation(&self, position: usize) -> Option<OperationPaths<'_>> {
        let names = self.names.operations.get(position)?;
        let operation = self.api.operations.get(position)?;
        let group = self.names.groups.get(operation.group)?;
        let errors = self.facts.error_set(position);
        let errors = errors.and_then(|set| self.names.error_sets.get(set));
        Some(OperationPaths {
            names,
            module: format!("operations::{}", group.module),
            method: format!("{}::{}", group.ty, names.method),
            errors: errors.map(|set| format!("errors::{}", set.ty)),
        })
    }
}

/// Where an operation is in the crate.
pub(super) struct OperationPaths<'a> {
    pub(super) names: &'a OperationNames,
    /// The module of its group.
    pub(super) module: String,
    /// The method that begins it.
    pub(super) method: String,
    /// The type of its documented errors, which other operations may share.
    pub(super) errors: Option<String>,
}

impl OperationPaths<'_> {
    /// Something in the module of the group.
    pub(super) fn inside(&self, name: impl std::fmt::Display) -> String {
        format!("{}::{name}", self.module)
    }

    /// A method of the request builder.
    pub(super) fn setter(&self, name: impl std::fmt::Display) -> String {
        self.inside(format!("{}::{name}", self.names.ty))
    }

    /// Everything that is of the operation alone.
    pub(super) fn all(&self) -> Vec<String> {
        let names = self.names;
        let own = [&names.ty, &names.error, &names.response, &names.headers];
        let forms = names.forms.iter().map(|form| &form.ty);
        let own = own.into_iter().chain(forms).map(|name| self.inside(name));
        std::iter::once(self.method.clone()).chain(own).collect()
    }
}

/// The two versions, what of them belongs together, and the changes found so far.
pub(super) struct Context<'a> {
    pub(super) old: Version<'a>,
    pub(super) new: Version<'a>,
    pub(super) pairs: Pairs,
    pub(super) drafts: Vec<Draft>,
}

impl<'a> Context<'a> {
    pub(super) fn new(old: (&'a Api, &'a Names), new: (&'a Api, &'a Names)) -> Self {
        let (old, new) = (Version::new(old), Version::new(new));
        let pairs = Pairs::of(&old, &new);
        Self {
            old,
            new,
            pairs,
            drafts: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// In which directions values of a type of the old version travel.
    pub(super) fn travel(&self, old: TypeId) -> Travel {
        Travel {
            sent: self.old.facts.is_sent(old),
            received: self.old.facts.is_received(old),
        }
    }
}

/// In which directions something travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Travel {
    pub(super) sent: bool,
    pub(super) received: bool,
}

impl Travel {
    /// From client to server only.
    pub(super) const SENT: Self = Self {
        sent: true,
        received: false,
    };
    /// From server to client only.
    pub(super) const RECEIVED: Self = Self {
        sent: false,
        received: true,
    };

    /// The directions of a member that has limits of its own.
    pub(super) fn of_member(self, access: Access) -> Self {
        Self {
            sent: self.sent && access != Access::ReadOnly,
            received: self.received && access != Access::WriteOnly,
        }
    }

    /// The graver of what a change means in each direction that is taken.
    pub(super) fn verdict(self, sent: Verdict, received: Verdict) -> Verdict {
        let sent = if self.sent { sent } else { Verdict::None };
        let received = if self.received {
            received
        } else {
            Verdict::None
        };
        sent.max(received)
    }
}
