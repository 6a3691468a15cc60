//! Whether two JSON values are equal: numbers by value, members in any order.

use apicrate::pointer::Pointer;
use serde_json::{Number, Value};

/// The place of the first difference between the values; `None` when they are equal.
pub(crate) fn difference(expected: &Value, found: &Value) -> Option<Pointer> {
    differs(expected, found, &Pointer::root())
}

fn differs(expected: &Value, found: &Value, at: &Pointer) -> Option<Pointer> {
    match (expected, found) {
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            let mut pairs = expected.iter().zip(found).enumerate();
            pairs.find_map(|(index, (a, b))| differs(a, b, &at.index(index)))
        }
        (Value::Object(expected), Value::Object(found)) => {
            let kept = expected.iter().find_map(|(name, a)| {
                let place = at.child(name);
                match found.get(name) {
                    Some(b) => differs(a, b, &place),
                    None => Some(place),
                }
            });
            let is_new = |name: &&String| !expected.contains_key(*name);
            kept.or_else(|| found.keys().find(is_new).map(|name| at.child(name)))
        }
        (Value::Number(a), Value::Number(b)) if same(a, b) => None,
        (a, b) if a == b => None,
        _ => Some(at.clone()),
    }
}

fn same(a: &Number, b: &Number) -> bool {
    a == b || ((a.is_f64() || b.is_f64()) && a.as_f64() == b.as_f64())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_are_equal_by_value() {
        assert_eq!(difference(&json!([1, 2.0]), &json!([1.0, 2])), None);
        let (large, next) = (json!(u64::MAX), json!(u64::MAX - 1));
        assert!(difference(&large, &next).is_some());
    }

    #[test]
    fn the_first_difference_is_named() {
        let at = |a: Value, b: Value| difference(&a, &b).map(|at| at.to_string());
        assert_eq!(at(json!({"a": 1, "b": 2}), json!({"b": 2, "a": 1})), None);
        assert_eq!(at(json!({"a": [1]}), json!({"a": [2]})).unwrap(), "/a/0");
        assert_eq!(at(json!({}), json!({"b": null})).unwrap(), "/b");
        assert_eq!(at(json!({"b": null}), json!({})).unwrap(), "/b");
        assert_eq!(at(json!([1]), json!([1, 2])).unwrap(), "");
    }
}
