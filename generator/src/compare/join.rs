//! Changes of the document and changes of the surface, put together.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Comparison;
use super::change::{Change, Draft, Side};
use super::context::{Context, Version};
use crate::Outcome;
use crate::pointer::Pointer;
use crate::report::Texts;
use crate::surface::{Delta, Verdict};

pub(super) fn join(context: Context<'_>, old: &Outcome, new: &Outcome) -> Comparison {
    let mut drafts = merged(context.drafts);
    let (mut deltas, silent) = deltas(old, new);
    drafts.extend(silent.iter().map(|delta| {
        let path = delta.path().to_owned();
        let message = format!("the arguments of `{path}` are in another order");
        let (here, there) = (place(&context.old, &path), place(&context.new, &path));
        let draft = Draft::new("arguments-swapped", message);
        let draft = draft.at(here.as_ref(), there.as_ref());
        draft.touching([path]).wire(Verdict::Breaking)
    }));
    deltas.extend(silent);
    let mut belongs = assign(&drafts, &deltas);
    if let Some(draft) = rest(&deltas, &mut belongs, drafts.len()) {
        drafts.push(draft);
    }
    let mut by_draft: BTreeMap<usize, Vec<Delta>> = BTreeMap::new();
    for (delta, owners) in deltas.into_iter().zip(belongs) {
        for owner in owners {
            by_draft.entry(owner).or_default().push(delta.clone());
        }
    }
    let mut texts = (Texts::new(&old.origins), Texts::new(&new.origins));
    let there: BTreeSet<&str> = new
        .surface
        .items()
        .iter()
        .map(|item| item.path.as_str())
        .collect();
    let mut comparison = Comparison::default();
    for (index, draft) in drafts.into_iter().enumerate() {
        let surface = by_draft.remove(&index).unwrap_or_default();
        let is_docs = draft.is_docs && surface.is_empty();
        let item = draft
            .touches
            .iter()
            .find(|item| there.contains(item.as_str()));
        let item = item.or(draft.touches.first()).cloned().unwrap_or_default();
        let change = finished(draft, item, surface, &mut texts);
        match is_docs {
            true => comparison.docs.push(change),
            false => comparison.changes.push(change),
        }
    }
    comparison.changes.sort_by_key(danger);
    comparison
}

/// The most dangerous first, then in the order of the document.
fn danger(change: &Change) -> impl Ord + use<> {
    let gravest = change.api.max(change.wire);
    let side = change.new.as_ref().or(change.old.as_ref());
    let place = side.map(|side| (side.file.clone(), side.line));
    (Reverse((gravest, change.api, change.wire)), place)
}

/// What several operations share is one change.
fn merged(drafts: Vec<Draft>) -> Vec<Draft> {
    type Key = (&'static str, String, Option<Pointer>, Option<Pointer>);
    let mut all: Vec<Draft> = Vec::new();
    let mut known: BTreeMap<Key, usize> = BTreeMap::new();
    for draft in drafts {
        let place = (draft.old.clone(), draft.new.clone());
        let key = (draft.code, draft.message.clone(), place.0, place.1);
        match known.get(&key).and_then(|at| all.get_mut(*at)) {
            Some(same) => {
                same.touches.extend(draft.touches);
                same.wire = same.wire.max(draft.wire);
            }
            None => {
                known.insert(key, all.len());
                all.push(draft);
            }
        }
    }
    all
}

/// The changes of the surface; apart from the others, those that no compiler sees.
fn deltas(old: &Outcome, new: &Outcome) -> (Vec<Delta>, Vec<Delta>) {
    let all = old.surface.compare(&new.surface).into_iter();
    let seen = |delta: &Delta| delta.verdict != Verdict::None || delta.swaps_arguments();
    all.filter(seen)
        .partition(|delta| !(delta.verdict == Verdict::None && delta.swaps_arguments()))
}

/// The changes of the document that each change of the surface belongs to.
fn assign(drafts: &[Draft], deltas: &[Delta]) -> Vec<BTreeSet<usize>> {
    let mut index: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        for touch in &draft.touches {
            index.entry(touch).or_default().insert(at);
        }
    }
    let mut belongs: Vec<BTreeSet<usize>> = deltas
        .iter()
        .map(|delta| around(&index, delta.path()).unwrap_or_else(|| within(&index, delta.path())))
        .collect();
    for _ in 0..2 {
        let found = mentions(deltas, &belongs);
        for (delta, owners) in deltas.iter().zip(&mut belongs) {
            if owners.is_empty() {
                let names = words(delta);
                let own = around(&found, delta.path());
                let named = names
                    .iter()
                    .find_map(|name| index.get(name.as_str()).cloned());
                *owners = own.or(named).unwrap_or_default();
            }
        }
    }
    belongs
}

/// The entry for `path`, or for what it is a part of.
fn around(index: &BTreeMap<&str, BTreeSet<usize>>, path: &str) -> Option<BTreeSet<usize>> {
    let mut path = path;
    loop {
        if let Some(found) = index.get(path) {
            return Some(found.clone());
        }
        let end = path.rfind(['.', ':'])?;
        path = path.get(..end)?.trim_end_matches(':');
    }
}

/// The entries for parts of `path`.
fn within(index: &BTreeMap<&str, BTreeSet<usize>>, path: &str) -> BTreeSet<usize> {
    let inside = index
        .range(path..)
        .take_while(|(key, _)| key.starts_with(path));
    let parts = inside.filter(|(key, _)| {
        let rest = key.get(path.len()..).unwrap_or_default();
        rest.starts_with('.') || rest.starts_with("::")
    });
    parts
        .flat_map(|(_, owners)| owners.iter().copied())
        .collect()
}

/// What the lines of the changes that have been assigned speak of, and to which change each belongs.
fn mentions<'d>(
    deltas: &'d [Delta],
    belongs: &[BTreeSet<usize>],
) -> BTreeMap<&'d str, BTreeSet<usize>> {
    let paths: BTreeSet<&str> = deltas.iter().map(Delta::path).collect();
    let mut found: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (delta, owners) in deltas.iter().zip(belongs) {
        if owners.is_empty() {
            continue;
        }
        for word in words(delta) {
            if let Some(path) = paths.get(word.as_str()) {
                found.entry(path).or_default().extend(owners);
            }
        }
    }
    found
}

/// The paths in the lines of a change.
fn words(delta: &Delta) -> BTreeSet<String> {
    let lines = [&delta.old, &delta.new].into_iter().flatten();
    let text: Vec<String> = lines.map(ToString::to_string).collect();
    let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    let text = text.join(" ");
    let words = text
        .split(|c| !is_path(c))
        .map(|word| word.trim_end_matches(':'));
    words
        .filter(|word| word.starts_with(char::is_uppercase) || word.contains("::"))
        .map(str::to_owned)
        .collect()
}

/// A change for what has no other: the parts of the crate that come and go with what uses them.
fn rest(deltas: &[Delta], belongs: &mut [BTreeSet<usize>], next: usize) -> Option<Draft> {
    let (mut gone, mut new, mut other) = (0, 0, 0);
    for (delta, owners) in deltas.iter().zip(belongs.iter_mut()) {
        if owners.is_empty() {
            owners.insert(next);
            match (&delta.old, &delta.new) {
                (Some(_), None) => gone += 1,
                (None, _) => new += 1,
                _ => other += 1,
            }
        }
    }
    let parts = [(gone, "gone"), (new, "new"), (other, "different")];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let message = format!(
        "what the crate has for all of this changes with it: {}",
        parts.join(", ")
    );
    (!parts.is_empty()).then(|| Draft::new("crate-changed", message))
}

/// Where what has this path stands in the document.
fn place(version: &Version<'_>, path: &str) -> Option<Pointer> {
    let owner = path.rsplit_once("::").map_or(path, |(owner, _)| owner);
    let mut types = version.api.types.iter();
    if let Some((_, definition)) = types.find(|(id, _)| version.path(*id) == owner) {
        return Some(definition.origin.pointer.clone());
    }
    let mut operations = version.api.operations.iter().enumerate();
    let found = operations.find(|(position, _)| {
        let paths = version.operation(*position);
        paths
            .is_some_and(|paths| paths.method == path || paths.all().iter().any(|own| own == owner))
    });
    found.map(|(_, operation)| operation.origin.pointer.clone())
}

fn finished(
    draft: Draft,
    item: String,
    surface: Vec<Delta>,
    texts: &mut (Texts<'_>, Texts<'_>),
) -> Change {
    let verdicts = surface.iter().map(|delta| delta.verdict);
    Change {
        code: draft.code,
        api: verdicts.max().unwrap_or_default(),
        wire: draft.wire,
        is_silent: draft.code == "arguments-swapped",
        item,
        old: draft.old.map(|pointer| side(&mut texts.0, &pointer)),
        new: draft.new.map(|pointer| side(&mut texts.1, &pointer)),
        message: draft.message,
        surface,
    }
}

fn side(texts: &mut Texts<'_>, pointer: &Pointer) -> Side {
    let site = texts.at(pointer);
    Side {
        pointer: site.pointer,
        file: site.file,
        line: site.position.line,
        column: site.position.column,
        text: site.line,
    }
}
