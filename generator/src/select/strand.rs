//! References into operations that were taken out: bundling tools write them for what several
//! operations share. What they lead to becomes a component.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::grammar::{Kind, reference, walk_mut};
use crate::pointer::{self, Pointer};
use crate::read::Document;

/// Segments that are the same in every operation and name nothing.
const NAMELESS: [&str; 5] = ["paths", "content", "schema", "responses", "items"];

/// Puts each place of `stranded` that stands in `removed` into the components of `document`, and
/// corrects the references to it.
pub(super) fn bring_back(
    document: &mut Document,
    removed: &Value,
    stranded: BTreeMap<Pointer, Kind>,
) {
    let mut moves = BTreeMap::new();
    for (old, kind) in stranded {
        let (Some(section), Some(value)) = (kind.section(), pointer::get(removed, &old)) else {
            continue;
        };
        let components = object(&mut document.value, "components");
        let Some(members) = components.and_then(|components| object(components, section)) else {
            continue;
        };
        let Some(members) = members.as_object_mut() else {
            continue;
        };
        let name = free_name(&old, members);
        members.insert(name.clone(), value.clone());
        let new = Pointer::from_segments(["components", section, &name]);
        let location = document.origins.locate(&old);
        document.origins.mount(new.clone(), location);
        moves.insert(old, new);
    }
    if moves.is_empty() {
        return;
    }
    walk_mut(
        Kind::Root,
        &mut document.value,
        &Pointer::root(),
        &mut |_, kind, value| {
            let target = reference(kind, value).filter(|text| text.starts_with('#'));
            let new = target
                .and_then(|text| text.parse().ok())
                .and_then(|old| moves.get(&old));
            if let (Some(new), Some(member)) = (new, value.get_mut("$ref")) {
                *member = Value::String(new.to_reference());
            }
        },
    );
}

/// The member `key` of `value`, which becomes an object if there is none.
fn object<'v>(value: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    let members = value.as_object_mut()?;
    Some(
        members
            .entry(key)
            .or_insert_with(|| Value::Object(Map::new())),
    )
}

/// A name for what stood at `place`: `users_get_200` for a response's schema.
fn free_name(place: &Pointer, taken: &Map<String, Value>) -> String {
    let telling = place.segments().filter(|s| !NAMELESS.contains(&s.as_ref()));
    // Media types hold a slash that is not at their start, paths have one there.
    let telling = telling.filter(|s| s.starts_with('/') || !s.contains('/'));
    let parts: Vec<String> = telling
        .flat_map(|segment| {
            let words = segment.split(|c: char| !c.is_ascii_alphanumeric());
            words
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    let plain = parts.join("_");
    let mut name = plain.clone();
    let mut number = 1;
    while taken.contains_key(&name) {
        number += 1;
        name = format!("{plain}_{number}");
    }
    name
}
