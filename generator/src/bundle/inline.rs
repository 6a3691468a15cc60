//! Putting what a reference leads to in the place of the reference.

use serde_json::Value;

use super::Bundler;
use super::follow::Target;
use crate::grammar::{Kind, Shape, rules};
use crate::pointer::{self, Pointer};
use crate::report::{Code, Location};

/// How many references are replaced in all: a bound on what copies of copies can grow to.
const MAX_INLINED: usize = 50_000;

/// Members that hold data, in which a `$ref` means nothing.
const DATA: [&str; 6] = ["example", "examples", "default", "const", "enum", "value"];

/// The members of an object of `kind` that are references although the specification has none
/// there: to a text (`description`), to a whole map (`properties`) or a list (`parameters`).
pub(super) fn members(kind: Kind, value: &Value) -> impl Iterator<Item = (&String, &str)> {
    let members = value
        .as_object()
        .into_iter()
        .flatten()
        .filter(move |_| kind != Kind::Link);
    members.filter_map(move |(key, member)| {
        let single = member.as_object().filter(|members| members.len() == 1);
        let text = single?.get("$ref")?.as_str()?;
        let rule = rules(kind).iter().find(|rule| rule.key == key);
        let inlined = match rule.map(|rule| rule.shape) {
            Some(Shape::List | Shape::Map | Shape::Patterned) => true,
            Some(Shape::One | Shape::OneOrBool) => false,
            None if kind == Kind::Callback => false,
            None => !key.starts_with("x-") && !DATA.contains(&key.as_str()),
        };
        inlined.then_some((key, text))
    })
}

impl Bundler<'_> {
    pub(super) fn inline_members(&mut self, pointer: &Pointer, kind: Kind, value: &mut Value) {
        let found: Vec<(String, String)> = members(kind, value)
            .map(|(key, text)| (key.clone(), text.to_owned()))
            .collect();
        for (key, text) in found {
            let place = pointer.child(&key);
            let Some(new) = self.inlined(&place, &text) else {
                continue;
            };
            if let Some(member) = value.get_mut(&key) {
                *member = new;
            }
        }
    }

    /// Replaces the object `value` at `pointer`, which refers to `text`, by what it refers to. Its
    /// other members stand above those of the same names.
    pub(super) fn inline_object(&mut self, pointer: &Pointer, value: &mut Value, text: &str) {
        let Some(mut new) = self.inlined(pointer, text) else {
            return;
        };
        if let (Some(new), Some(old)) = (new.as_object_mut(), value.as_object()) {
            let siblings = old.iter().filter(|(key, _)| *key != "$ref");
            new.extend(siblings.map(|(key, value)| (key.clone(), value.clone())));
        }
        *value = new;
    }

    fn inlined(&mut self, place: &Pointer, text: &str) -> Option<Value> {
        let (location, value) = match self.follow(&place.child("$ref"), text)? {
            Target::Value(location, value) => (location, value),
            Target::Root(reference) => self.in_root(&reference)?,
        };
        let mut ancestor = place.parent();
        while let Some(above) = ancestor {
            if self.origins.in_document(&above) == location {
                let message = format!("`{text}` leads to a place that it is itself a part of");
                let help = "let one of the references say what it is";
                let place = place.child("$ref");
                self.report
                    .error(Code::ReferenceLoop, &place, message, help);
                return None;
            }
            ancestor = above.parent();
        }
        self.inlined += 1;
        if self.inlined > MAX_INLINED {
            let message = format!("more than {MAX_INLINED} references would have to be replaced");
            self.report.error(
                Code::TooDeep,
                &place.child("$ref"),
                message,
                "let fewer path items refer to others",
            );
            return None;
        }
        self.origins.mount(place.clone(), location);
        Some(value)
    }

    fn in_root(&mut self, reference: &str) -> Option<(Location, Value)> {
        let file = self.origins.root().to_owned();
        let tree = self
            .files
            .tree(&file, &mut self.origins, self.report)
            .ok()?;
        let pointer: Pointer = reference.parse().ok()?;
        let value = pointer::get(&tree, &pointer)?.clone();
        Some((Location { file, pointer }, value))
    }
}
