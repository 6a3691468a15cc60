//! The visitor behind both readers, with the rules that neither library has.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::Problem;
use crate::pointer::{Outer, Pointer};
use crate::read::MAX_NESTING;
use crate::report::Code;

/// What is known while a text is read.
pub(super) struct State {
    yaml: bool,
    inner: RefCell<Inner>,
}

struct Inner {
    path: Pointer,
    depth: usize,
    problems: Vec<Problem>,
}

impl State {
    pub(super) fn new(yaml: bool) -> Self {
        let inner = Inner {
            path: Pointer::root(),
            depth: 0,
            problems: Vec::new(),
        };
        Self {
            yaml,
            inner: RefCell::new(inner),
        }
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.inner.into_inner().problems
    }

    fn enter(&self, segment: &str) -> Outer {
        self.inner.borrow_mut().path.enter(segment)
    }

    fn enter_index(&self, index: usize) -> Outer {
        self.inner.borrow_mut().path.enter_index(index)
    }

    fn leave(&self, outer: Outer) {
        self.inner.borrow_mut().path.leave(outer);
    }

    fn problem(&self, code: Code, message: String, help: &str) {
        let mut inner = self.inner.borrow_mut();
        let (pointer, help) = (inner.path.clone(), help.to_owned());
        inner.problems.push(Problem {
            code,
            pointer,
            position: None,
            message,
            help,
        });
    }

    /// Goes into a list or an object, unless that is too deep.
    fn deeper<E: de::Error>(&self) -> Result<(), E> {
        let mut inner = self.inner.borrow_mut();
        inner.depth += 1;
        if inner.depth <= MAX_NESTING {
            return Ok(());
        }
        drop(inner);
        self.problem(
            Code::TooDeep,
            format!("values nest more than {MAX_NESTING} deep"),
            super::DEEP,
        );
        Err(E::custom("too deep"))
    }

    fn shallower(&self) {
        self.inner.borrow_mut().depth -= 1;
    }
}

/// Reads one value.
#[derive(Clone, Copy)]
pub(super) struct Tree<'s>(pub(super) &'s State);

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    // Integers beyond 64 bits become floating point numbers, as they do when JSON is read.
    #[allow(clippy::cast_precision_loss)]
    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        let Some(number) = Number::from_f64(value) else {
            let help = "quote it if it is a string";
            self.0
                .problem(Code::NotFinite, "the number is not finite".to_owned(), help);
            return Err(E::custom("not finite"));
        };
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    /// A value with a YAML tag of its own (`!include`), which no JSON document could hold.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (tag, _) = access.variant::<String>()?;
        let help = "remove the tag; other files are referred to with `$ref`";
        let message = format!("the YAML tag `!{tag}` has no meaning in an API description");
        self.0.problem(Code::InvalidSyntax, message, help);
        Err(de::Error::custom("tagged value"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.0.deeper()?;
        let mut list = Vec::new();
        loop {
            let outer = self.0.enter_index(list.len());
            let element = access.next_element_seed(self)?;
            self.0.leave(outer);
            let Some(element) = element else {
                break;
            };
            list.push(element);
        }
        self.0.shallower();
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.0.deeper()?;
        let mut map = Map::new();
        // Keys that a merge has brought: the object's own ones may replace them.
        let mut merged = BTreeSet::new();
        while let Some(key) = access.next_key_seed(Key)? {
            let outer = self.0.enter(&key);
            let value = access.next_value_seed(self)?;
            if self.0.yaml && key == "<<" && mergeable(&value) {
                merge(&mut map, value, &mut merged);
            } else if map.contains_key(&key) && !merged.remove(&key) {
                let help = "rename one of the two or remove it";
                self.0.problem(
                    Code::DuplicateKey,
                    format!("`{key}` stands here twice"),
                    help,
                );
            } else {
                map.insert(key, value);
            }
            self.0.leave(outer);
        }
        self.0.shallower();
        Ok(Value::Object(map))
    }
}

/// Whether a merge key (YAML 1.1) can take its members from `value`.
fn mergeable(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(list) => !list.is_empty() && list.iter().all(Value::is_object),
        _ => false,
    }
}

fn merge(map: &mut Map<String, Value>, value: Value, merged: &mut BTreeSet<String>) {
    match value {
        Value::Array(list) => list.into_iter().for_each(|value| merge(map, value, merged)),
        Value::Object(members) => {
            for (key, value) in members {
                if !map.contains_key(&key) {
                    merged.insert(key.clone());
                    map.insert(key, value);
                }
            }
        }
        _ => {}
    }
}

/// Reads a key as the text that it is written with: `200:` and `true:` are `"200"` and `"true"`.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is a single value")
    }

    fn visit_str<E>(self, key: &str) -> Result<String, E> {
        Ok(key.to_owned())
    }

    fn visit_string<E>(self, key: String) -> Result<String, E> {
        Ok(key)
    }
}
