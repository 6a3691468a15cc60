//! What two surfaces differ in, and what that means for code that uses the crate.

use std::collections::BTreeMap;

use super::{Item, Kind, Surface};

/// What a change means for what worked before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing.
    #[default]
    None,
    /// There is more than before, or something else that breaks nothing.
    Minor,
    /// It may not work any more.
    Breaking,
}

impl Verdict {
    /// The verdict as a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minor => "minor",
            Self::Breaking => "breaking",
        }
    }
}

/// An item that two surfaces do not have alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    /// The item as it was; none when it is new.
    pub old: Option<Item>,
    /// The item as it is now; none when it is gone.
    pub new: Option<Item>,
    /// What it means for code that was compiled with the old surface.
    pub verdict: Verdict,
}

impl Delta {
    /// The item's path.
    #[must_use]
    pub fn path(&self) -> &str {
        let item = self.old.as_ref().or(self.new.as_ref());
        item.map_or("", |item| item.path.as_str())
    }

    /// Whether calls of this function compile as before, but give its arguments other meanings.
    #[must_use]
    pub fn swaps_arguments(&self) -> bool {
        let (Some(old), Some(new)) = (&self.old, &self.new) else {
            return false;
        };
        let mut moved = old.arguments.iter().zip(&new.arguments);
        old.types == new.types && moved.any(|(was, is)| was != is && old.arguments.contains(is))
    }
}

/// A field and a method may have one path; all else is known by it.
fn key(item: &Item) -> (&str, bool) {
    (&item.path, item.kind == Kind::Use)
}

pub(super) fn compare(old: &Surface, new: &Surface) -> Vec<Delta> {
    let index = |surface: &'_ Surface| -> BTreeMap<(String, bool), Item> {
        let all = surface.items.iter();
        all.map(|item| {
            let (path, is_use) = key(item);
            ((path.to_owned(), is_use), item.clone())
        })
        .collect()
    };
    let (before, after) = (index(old), index(new));
    let mut all = Vec::new();
    for (key, item) in &before {
        let now = after.get(key);
        if now == Some(item) {
            continue;
        }
        all.push(Delta {
            verdict: now.map_or(Verdict::Breaking, |now| changed(item, now)),
            old: Some(item.clone()),
            new: now.cloned(),
        });
    }
    for (key, item) in &after {
        if !before.contains_key(key) {
            all.push(Delta {
                verdict: added(item, &before),
                old: None,
                new: Some(item.clone()),
            });
        }
    }
    all.sort_by_cached_key(|delta| super::sort_key(delta.path()));
    all
}

/// What it means that `old` has become `new`.
fn changed(old: &Item, new: &Item) -> Verdict {
    let is_same = old.kind == new.kind
        && old.text == new.text
        && old.generics == new.generics
        && old.types == new.types
        && old.is_async == new.is_async;
    // A condition that is dropped compiles at least where it did before.
    let is_there = new.condition.is_none() || new.condition == old.condition;
    let has_all = old.traits.is_subset(&new.traits);
    let is_as_open = old.is_open || !new.is_open;
    if !(is_same && is_there && has_all && is_as_open) {
        return Verdict::Breaking;
    }
    let is_more = old.traits != new.traits
        || old.is_open != new.is_open
        || old.condition != new.condition
        || old.is_deprecated != new.is_deprecated;
    if is_more {
        Verdict::Minor
    } else {
        Verdict::None
    }
}

/// What it means that `item` is new, where `before` was.
fn added(item: &Item, before: &BTreeMap<(String, bool), Item>) -> Verdict {
    let owner = match item.kind {
        Kind::Field => item.path.rsplit_once('.'),
        Kind::Variant | Kind::Required => item.path.rsplit_once("::"),
        _ => None,
    };
    let owner = owner.and_then(|(owner, _)| before.get(&(owner.to_owned(), false)));
    match owner {
        Some(owner) if !owner.is_open => Verdict::Breaking,
        _ => Verdict::Minor,
    }
}
