//! Damage to the tree of a document.

use serde_json::{Map, Value, json};

use super::random::Random;
use super::values::{KEYS, keyword, value};

/// Damages `root` in one of many ways; says which.
pub fn damage(root: &mut Value, random: &mut Random) -> &'static str {
    match random.below(10) {
        0 => drop_member(root, random),
        1 | 2 => {
            let new = value(random);
            replace(root, random, |_| new);
            "another value"
        }
        3 => dangle(root, random),
        4 => swap(root, random),
        5 => nest(root, random),
        6 => rename(root, random),
        7 => graft(root, random),
        _ => insert(root, random),
    }
}

/// How many values `value` is made of, itself included.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum(),
        _ => 0,
    }
}

/// The value number `left` of `value`, itself being number 0.
fn nth<'v>(value: &'v mut Value, left: &mut usize) -> Option<&'v mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, left)),
        Value::Object(members) => members.values_mut().find_map(|member| nth(member, left)),
        _ => None,
    }
}

fn any<'v>(root: &'v mut Value, random: &mut Random) -> Option<&'v mut Value> {
    let mut left = random.below(size(root));
    nth(root, &mut left)
}

/// Some object of `root`, or of its first values the first.
fn object<'v>(root: &'v mut Value, random: &mut Random) -> Option<&'v mut Map<String, Value>> {
    let size = size(root);
    for _ in 0..30 {
        let number = random.below(size);
        let mut left = number;
        if nth(root, &mut left).is_some_and(|value| value.is_object()) {
            let mut left = number;
            return nth(root, &mut left)?.as_object_mut();
        }
    }
    root.as_object_mut()
}

fn some_key(members: &Map<String, Value>, random: &mut Random) -> Option<String> {
    members.keys().nth(random.below(members.len())).cloned()
}

fn replace(root: &mut Value, random: &mut Random, new: impl FnOnce(Value) -> Value) {
    if let Some(place) = any(root, random) {
        *place = new(place.take());
    }
}

fn drop_member(root: &mut Value, random: &mut Random) -> &'static str {
    if let Some(members) = object(root, random)
        && let Some(key) = some_key(members, random)
    {
        members.shift_remove(&key);
    }
    "a key dropped"
}

/// Has some reference lead elsewhere.
fn dangle(root: &mut Value, random: &mut Random) -> &'static str {
    const TARGETS: &[&str] = &[
        "",
        "#",
        "#/",
        "#/none",
        "#/components/schemas/none",
        "#/components/schemas",
        "#a",
        "a.yaml",
        "../a.yaml",
        "/etc/passwd",
        "http://example.com/a.json",
        "#/paths",
        "#/info/title",
        "#/%",
        "#/components/schemas/~2",
        "a.yaml#/b#/c",
        "#/components/schemas/A/properties/b",
    ];
    let target = random.one(TARGETS).copied().unwrap_or_default();
    let mut places = Vec::new();
    references(root, &mut String::new(), &mut places);
    match random.one(&places).cloned() {
        Some(place) => {
            // Half of them lead to where they stand or to where another one stands.
            let other = random.one(&places).cloned().unwrap_or_default();
            let text = match random.below(2) {
                0 => target.to_owned(),
                _ => format!("#{other}"),
            };
            if let Some(object) = root.pointer_mut(&place) {
                object["$ref"] = Value::String(text);
            }
        }
        None => replace(root, random, |_| json!({"$ref": target})),
    }
    "a reference led elsewhere"
}

/// The JSON pointers of the objects with a `$ref`.
fn references(value: &Value, here: &mut String, found: &mut Vec<String>) {
    let length = here.len();
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                here.push_str(&format!("/{index}"));
                references(item, here, found);
                here.truncate(length);
            }
        }
        Value::Object(members) => {
            if members.get("$ref").is_some_and(Value::is_string) {
                found.push(here.clone());
            }
            for (key, member) in members {
                here.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1")));
                references(member, here, found);
                here.truncate(length);
            }
        }
        _ => {}
    }
}

fn swap(root: &mut Value, random: &mut Random) -> &'static str {
    let mut first = any(root, random).cloned().unwrap_or_default();
    if let Some(second) = any(root, random) {
        std::mem::swap(second, &mut first);
    }
    replace(root, random, |_| first);
    "values swapped"
}

fn nest(root: &mut Value, random: &mut Random) -> &'static str {
    let depth = [3, 30, 100, 130, 1000].get(random.below(5)).copied();
    let kind = random.below(4);
    replace(root, random, |inner| {
        // Not `json!`: it would copy all of `inner` at every level, by recursion.
        let object = |key: &str, value: Value| Value::from_iter([(key.to_owned(), value)]);
        (0..depth.unwrap_or(3)).fold(inner, |inner, _| match kind {
            0 => object("items", inner),
            1 => object("allOf", Value::Array(vec![inner])),
            2 => object("properties", object("a", inner)),
            _ => Value::Array(vec![inner]),
        })
    });
    "deep nesting"
}

fn rename(root: &mut Value, random: &mut Random) -> &'static str {
    let new = random.one(KEYS).copied().unwrap_or_default();
    if let Some(members) = object(root, random)
        && let Some(key) = some_key(members, random)
    {
        let renamed = std::mem::take(members).into_iter().map(|(old, value)| {
            let key = if old == key { new.to_owned() } else { old };
            (key, value)
        });
        *members = renamed.collect();
    }
    "an awkward name"
}

fn graft(root: &mut Value, random: &mut Random) -> &'static str {
    let copy = any(root, random).cloned().unwrap_or_default();
    // A copy of almost everything would soon be too much of everything.
    if size(&copy) < 2000 {
        replace(root, random, |_| copy);
    }
    "a part in another place"
}

fn insert(root: &mut Value, random: &mut Random) -> &'static str {
    let (key, value) = keyword(random);
    if let Some(members) = object(root, random) {
        members.insert(key, value);
    }
    "a keyword out of place"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_in_order() {
        let mut tree = json!({"a": [1, 2], "b": 3});
        assert_eq!(size(&tree), 5);
        let mut at = |number: usize| {
            let mut left = number;
            nth(&mut tree, &mut left).cloned()
        };
        assert_eq!(at(3), Some(json!(2)));
        assert_eq!(at(4), Some(json!(3)));
        assert_eq!(at(5), None);
    }

    #[test]
    fn a_reference_is_led_elsewhere() {
        let tree = json!({"a": {"$ref": "#/b"}, "b": {}});
        for seed in 0..20 {
            let mut damaged = tree.clone();
            dangle(&mut damaged, &mut Random::new(seed));
            assert_ne!(damaged["a"]["$ref"], "#/b", "seed {seed}");
        }
    }
}
