//! Types: added, removed, renamed, and what has become of the others.

use super::change::Draft;
use super::context::Context;
use super::{choices, members};
use crate::ir::{Additional, Shape, TypeDef, TypeId, TypeRef};
use crate::surface::Verdict::{Breaking, Minor};

pub(super) fn compare(context: &mut Context<'_>) {
    removed(context);
    added(context);
    for (old, new) in context.pairs.iter() {
        renamed(context, old, new);
        shapes(context, old, new);
    }
}

fn removed(context: &mut Context<'_>) {
    let old = context.old.api;
    for (id, definition) in old.types.iter() {
        if context.pairs.new_of(id).is_some() {
            continue;
        }
        let name = context.old.path(id);
        let message = format!("the type `{}` is gone", context.old.type_names(id).ty);
        let draft = Draft::new("type-removed", message)
            .at(Some(&definition.origin.pointer), None)
            .touching([name]);
        context.push(draft);
    }
}

fn added(context: &mut Context<'_>) {
    let new = context.new.api;
    for (id, definition) in new.types.iter() {
        if context.pairs.old_of(id).is_some() {
            continue;
        }
        let name = context.new.path(id);
        let message = format!("the type `{}` is new", context.new.type_names(id).ty);
        let draft = Draft::new("type-added", message)
            .at(None, Some(&definition.origin.pointer))
            .touching([name]);
        context.push(draft);
    }
}

fn renamed(context: &mut Context<'_>, old: TypeId, new: TypeId) {
    let names = (
        context.old.type_names(old).ty.to_string(),
        context.new.type_names(new).ty.to_string(),
    );
    if names.0 == names.1 {
        return;
    }
    let message = format!("the type `{}` is called `{}` now", names.0, names.1);
    let draft = Draft::new("type-renamed", message)
        .at(
            Some(&at(context, old, true)),
            Some(&at(context, new, false)),
        )
        .touching([context.old.path(old), context.new.path(new)]);
    context.push(draft);
}

fn at(context: &Context<'_>, id: TypeId, is_old: bool) -> crate::pointer::Pointer {
    let version = if is_old { &context.old } else { &context.new };
    version.api.types.get(id).origin.pointer.clone()
}

fn shapes(context: &mut Context<'_>, old: TypeId, new: TypeId) {
    let (old_api, new_api) = (context.old.api, context.new.api);
    let (before, after) = (old_api.types.get(old), new_api.types.get(new));
    match (&before.shape, &after.shape) {
        (Shape::Object(a), Shape::Object(b)) => {
            members::compare(context, (old, a), (new, b));
            additional(
                context,
                (old, before, &a.additional),
                (new, after, &b.additional),
            );
        }
        (Shape::Enumeration(a), Shape::Enumeration(b)) => {
            choices::enumerations(context, (old, a), (new, b));
        }
        (Shape::Union(a), Shape::Union(b)) => {
            choices::unions(context, (old, before, a), (new, after, b))
        }
        (Shape::Alias(a), Shape::Alias(b)) | (Shape::Wrapper(a), Shape::Wrapper(b)) => {
            aliases(context, (old, before, a), (new, after, b));
        }
        (a, b) => {
            let wire = context.travel(old).verdict(Breaking, Breaking);
            let message = format!(
                "`{}` was {} and is {} now",
                context.new.type_names(new).ty,
                shape_words(a),
                shape_words(b)
            );
            let draft = Draft::new("shape-changed", message)
                .at(Some(&before.origin.pointer), Some(&after.origin.pointer))
                .touching([context.old.path(old), context.new.path(new)])
                .wire(wire);
            context.push(draft);
        }
    }
}

fn shape_words(shape: &Shape) -> &'static str {
    match shape {
        Shape::Object(_) => "an object",
        Shape::Enumeration(_) => "an enumeration",
        Shape::Union(_) => "a choice of types",
        Shape::Alias(_) => "a name for another type",
        Shape::Wrapper(_) => "a type around another",
    }
}

fn additional(
    context: &mut Context<'_>,
    (old, before, a): (TypeId, &TypeDef, &Additional),
    (new, after, b): (TypeId, &TypeDef, &Additional),
) {
    let travel = context.travel(old);
    let wire = match (a, b) {
        (Additional::Open, Additional::Open) | (Additional::Closed, Additional::Closed) => return,
        (Additional::Typed(a), Additional::Typed(b)) => match context.relation(a, b) {
            super::relation::Relation::Same => return,
            relation => relation.wire(travel),
        },
        (Additional::Open | Additional::Typed(_), Additional::Closed)
        | (Additional::Open, Additional::Typed(_)) => travel.verdict(Breaking, Minor),
        (Additional::Closed, _) => travel.verdict(Minor, Minor),
        (Additional::Typed(_), Additional::Open) => travel.verdict(Minor, Breaking),
    };
    let name = &context.new.type_names(new).ty;
    let message = format!("`{name}` allows {} now", additional_words(b));
    let items = [context.old.path(old), context.new.path(new)];
    let draft = Draft::new("additional-properties-changed", message)
        .at(Some(&before.origin.pointer), Some(&after.origin.pointer))
        .touching(items.into_iter().map(|path| format!("{path}.extra")))
        .wire(wire);
    context.push(draft);
}

fn additional_words(additional: &Additional) -> &'static str {
    match additional {
        Additional::Open => "any other members",
        Additional::Closed => "no other members",
        Additional::Typed(_) => "other members of one type only",
    }
}

fn aliases(
    context: &mut Context<'_>,
    (old, before, a): (TypeId, &TypeDef, &TypeRef),
    (new, after, b): (TypeId, &TypeDef, &TypeRef),
) {
    let relation = context.relation(a, b);
    if relation == super::relation::Relation::Same {
        return;
    }
    let message = format!(
        "`{}` was {} and is {} now",
        context.new.type_names(new).ty,
        context.old_words(a),
        context.new_words(b)
    );
    let draft = Draft::new("type-changed", message)
        .at(Some(&before.origin.pointer), Some(&after.origin.pointer))
        .touching([context.old.path(old), context.new.path(new)])
        .wire(relation.wire(context.travel(old)));
    context.push(draft);
}
