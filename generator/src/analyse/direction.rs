//! Which types requests send and responses bring.

use std::collections::BTreeSet;

use crate::ir::{Additional, Api, Operation, Payload, Shape, TypeId, TypeRef, Types};

/// The types that requests send, and those that responses bring; both with everything inside of them.
pub(super) fn directions(api: &Api) -> (BTreeSet<TypeId>, BTreeSet<TypeId>) {
    let mut sent = BTreeSet::new();
    let mut received = BTreeSet::new();
    for operation in &api.operations {
        of_operation(&api.types, operation, &mut sent, &mut received);
    }
    of_incoming(api, &mut received);
    (sent, received)
}

/// Adds what one operation sends and receives.
pub(super) fn of_operation(
    types: &Types,
    operation: &Operation,
    sent: &mut BTreeSet<TypeId>,
    received: &mut BTreeSet<TypeId>,
) {
    for content in operation.body.iter().flat_map(|body| &body.contents) {
        for ty in content.payload.types() {
            reach(types, ty, sent);
        }
    }
    for parameter in &operation.parameters {
        reach(types, &parameter.ty, sent);
    }
    for response in operation.successes.iter().chain(&operation.errors) {
        reach_payload(types, response.payload.as_ref(), received);
        for header in &response.headers {
            reach(types, &header.ty, received);
        }
        let items = response
            .stream
            .as_ref()
            .and_then(|stream| stream.items.ty());
        if let Some(ty) = items {
            reach(types, ty, received);
        }
    }
}

/// Adds what webhooks and callbacks bring.
pub(super) fn of_incoming(api: &Api, received: &mut BTreeSet<TypeId>) {
    for incoming in &api.incoming {
        reach_payload(&api.types, Some(&incoming.payload), received);
    }
}

fn reach_payload(types: &Types, payload: Option<&Payload>, reached: &mut BTreeSet<TypeId>) {
    if let Some(Payload::Json(ty)) = payload {
        reach(types, ty, reached);
    }
}

fn reach(types: &Types, start: &TypeRef, reached: &mut BTreeSet<TypeId>) {
    let mut pending = Vec::new();
    start.visit_named(false, &mut |id, _| pending.push(id));
    while let Some(id) = pending.pop() {
        if !reached.insert(id) {
            continue;
        }
        let mut add = |ty: &TypeRef| ty.visit_named(false, &mut |id, _| pending.push(id));
        match &types.get(id).shape {
            Shape::Object(object) => {
                object
                    .properties
                    .iter()
                    .for_each(|property| add(&property.ty));
                if let Additional::Typed(ty) = &object.additional {
                    add(ty);
                }
            }
            Shape::Union(union) => union.variants.iter().for_each(|variant| add(&variant.ty)),
            Shape::Alias(ty) | Shape::Wrapper(ty) => add(ty),
            Shape::Enumeration(_) => {}
        }
    }
}
