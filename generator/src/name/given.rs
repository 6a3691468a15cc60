//! The names that are not made but given: those of the settings, and then those of the lock.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::Name;
use super::scope::{self, Rank, Wish};
use crate::ir::{Group, Operation};
use crate::lock::Lock;
use crate::pointer::Pointer;
use crate::report::{Code, Report};
use crate::settings::{OperationSettings, Position, SchemaSettings, Settings, is_identifier};

/// A name of the settings that cannot be given.
#[derive(Debug)]
struct Refusal {
    position: Position,
    message: String,
}

/// What has been given a name, and by whom.
#[derive(Debug)]
pub(super) struct Given<'g> {
    settings: &'g Settings,
    /// The names that were given before, each by what it is the name of: see [`Lock::names`].
    locked: Option<&'g BTreeMap<String, String>>,
    refused: RefCell<Vec<Refusal>>,
}

impl<'g> Given<'g> {
    pub(super) fn new(settings: &'g Settings, lock: Option<&'g Lock>) -> Self {
        Self {
            settings,
            locked: lock.map(|lock| &lock.names),
            refused: RefCell::default(),
        }
    }

    pub(super) fn settings(&self) -> &'g Settings {
        self.settings
    }

    /// What the settings say of the schema at `pointer`.
    pub(super) fn schema(&self, pointer: &Pointer) -> Option<&'g SchemaSettings> {
        self.settings.schema_override(pointer.as_str())
    }

    /// What the settings say of an operation.
    pub(super) fn operation(&self, operation: &Operation) -> Option<&'g OperationSettings> {
        let (method, path) = (operation.method.as_str(), &operation.path);
        self.settings.operation(&operation.id, method, path)
    }

    /// The name that the settings have for a tag.
    pub(super) fn tag(&self, group: &Group) -> Option<Wish> {
        let tag = self.settings.tags.get(&group.tag)?;
        Some(Wish::set(tag.name.as_ref()?, tag.position))
    }

    /// The name of the field for the schema at `pointer`, else what `plain` makes.
    pub(super) fn field(&self, pointer: &Pointer, plain: impl FnOnce() -> String) -> Wish {
        let schema = self.schema(pointer);
        let set =
            schema.and_then(|schema| Some(Wish::set(schema.field.as_ref()?, schema.position)));
        set.unwrap_or_else(|| plain().into())
    }

    /// The word at `position` of what the lock knows of `key`, else what `plain` makes.
    pub(super) fn locked(
        &self,
        key: &str,
        position: usize,
        plain: impl FnOnce() -> String,
    ) -> Wish {
        let known = self.locked.and_then(|names| names.get(key));
        let word = known.and_then(|words| words.split(' ').nth(position));
        match word.filter(|word| is_identifier(word)) {
            Some(word) => Wish {
                name: word.to_owned(),
                rank: Rank::Locked,
            },
            None => plain().into(),
        }
    }

    /// Unique names in one namespace, in the order of the wishes. A name of the settings that cannot be one of them is
    /// kept for [`report`](Self::report).
    pub(super) fn names(
        &self,
        wishes: Vec<Wish>,
        reserved: &[&str],
        suffix: &str,
        joint: &str,
    ) -> Vec<Name> {
        let mut holders: BTreeMap<&str, Position> = BTreeMap::new();
        for wish in &wishes {
            let Rank::Set(Some(position)) = wish.rank else {
                continue;
            };
            if reserved.contains(&wish.name.as_str()) {
                self.refuse_reserved(&wish.name, position);
            } else if holders.insert(&wish.name, position).is_some() {
                let name = &wish.name;
                self.refuse(
                    position,
                    format!("the settings call two things `{name}` that stand beside each other"),
                );
            }
        }
        scope::unique(wishes, reserved, suffix, joint)
            .into_iter()
            .map(Name)
            .collect()
    }

    /// Refuses a name that emitted code needs for something else.
    pub(super) fn refuse_reserved(&self, name: &str, position: Position) {
        let message = format!(
            "the settings call something `{name}`, which emitted code already has a meaning for in that place"
        );
        self.refuse(position, message);
    }

    fn refuse(&self, position: Position, message: String) {
        self.refused
            .borrow_mut()
            .push(Refusal { position, message });
    }

    /// Reports the names of the settings that could not be given.
    pub(super) fn report(self, report: &mut Report) {
        for Refusal { position, message } in self.refused.into_inner() {
            let (code, help) = (Code::NameRefused, "choose another name in the settings");
            match self.settings.place(position) {
                Some(place) => report.error_in_text(code, place, message, help),
                None => report.error(code, &Pointer::root(), message, help),
            }
        }
    }
}
