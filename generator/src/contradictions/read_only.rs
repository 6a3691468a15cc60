//! Examples of requests that send what is read-only.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::ir::{Access, Api, Sent, Shape, TypeRef};
use crate::pointer::Pointer;
use crate::report::{Code, Report};

/// How deep examples are looked at; none that people write are deeper.
const MAX_DEPTH: usize = 64;

/// Reports members that a request example sends although their schema says `readOnly`: the client would not send them.
pub(super) fn check(api: &Api, report: &mut Report) {
    let mut found = BTreeSet::new();
    for content in api
        .operations
        .iter()
        .filter_map(|operation| operation.body.as_ref())
        .flat_map(|body| &body.contents)
    {
        let Sent::Json(ty) = &content.payload else {
            continue;
        };
        for example in &content.examples {
            look(api, ty, example, &mut found, 0);
        }
    }
    for pointer in found {
        report.warn(
            Code::ReadOnlyInRequest,
            &pointer,
            "this member is `readOnly`, yet an example of a request sends it: the client leaves it out of requests",
            format!(
                "if it is meant to be sent, set `read_only = false` under `[schemas.\"{pointer}\"]` in the settings; if \
                 not, `[examples] read_only_contradiction = \"allow\"` keeps this quiet"
            ),
        );
    }
}

fn look(api: &Api, ty: &TypeRef, example: &Value, found: &mut BTreeSet<Pointer>, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    match (ty, example) {
        (TypeRef::Nullable(inner), _) => look(api, inner, example, found, depth + 1),
        (TypeRef::Array(item), Value::Array(values)) => {
            values
                .iter()
                .for_each(|value| look(api, item, value, found, depth + 1));
        }
        (TypeRef::Map(item), Value::Object(values)) => {
            values
                .values()
                .for_each(|value| look(api, item, value, found, depth + 1));
        }
        (TypeRef::Named(id), Value::Object(values)) => {
            let Shape::Object(object) = &api.types.get(*id).shape else {
                return;
            };
            for property in &object.properties {
                let Some(value) = values.get(&property.name) else {
                    continue;
                };
                if property.access == Access::ReadOnly {
                    found.insert(property.origin.pointer.clone());
                }
                look(api, &property.ty, value, found, depth + 1);
            }
        }
        _ => {}
    }
}
