//! Types: added, removed, renamed, and what has become of the others.

use super::change::Draft;
use super::context::Context;
use super::members;
use crate::ir::{Additional, EnumValue, Enumeration, Shape, TypeDef, TypeId, TypeRef, Union};
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
            enumerations(context, (old, a), (new, b));
        }
        (Shape::Union(a), Shape::Union(b)) => unions(context, (old, before, a), (new, after, b)),
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

fn enumerations(
    context: &mut Context<'_>,
    (old, a): (TypeId, &Enumeration),
    (new, b): (TypeId, &Enumeration),
) {
    let travel = context.travel(old);
    let (old_path, new_path) = (context.old.path(old), context.new.path(new));
    let (old_members, new_members) = (
        context.old.type_names(old).members.clone(),
        context.new.type_names(new).members.clone(),
    );
    let has = |values: &[EnumValue], value: &EnumValue| {
        values.iter().position(|other| other.value == value.value)
    };
    let mut drafts = Vec::new();
    for (value, name) in a.values.iter().zip(&old_members) {
        let here = &value.origin.pointer;
        let Some(position) = has(&b.values, value) else {
            let message = format!("the value `{}` is gone", value.value);
            drafts.push(
                Draft::new("enum-value-removed", message)
                    .at(Some(here), None)
                    .touching([format!("{old_path}::{name}")])
                    .wire(travel.verdict(Breaking, Minor)),
            );
            continue;
        };
        let now = new_members.get(position);
        if let Some(now) = now.filter(|now| *now != name) {
            let there = b.values.get(position).map(|value| &value.origin.pointer);
            let message = format!("the variant of {} is called `{now}` now", value.value);
            drafts.push(
                Draft::new("variant-renamed", message)
                    .at(Some(here), there)
                    .touching([format!("{old_path}::{name}"), format!("{new_path}::{now}")]),
            );
        }
    }
    for (value, name) in b.values.iter().zip(&new_members) {
        if has(&a.values, value).is_none() {
            let message = format!("the value `{}` is new", value.value);
            drafts.push(
                Draft::new("enum-value-added", message)
                    .at(None, Some(&value.origin.pointer))
                    .touching([format!("{new_path}::{name}")])
                    .wire(travel.verdict(Minor, Minor)),
            );
        }
    }
    drafts.into_iter().for_each(|draft| context.push(draft));
}

fn unions(
    context: &mut Context<'_>,
    (old, before, a): (TypeId, &TypeDef, &Union),
    (new, after, b): (TypeId, &TypeDef, &Union),
) {
    use super::relation::Relation;
    let travel = context.travel(old);
    let (old_path, new_path) = (context.old.path(old), context.new.path(new));
    let (old_members, new_members) = (
        context.old.type_names(old).members.clone(),
        context.new.type_names(new).members.clone(),
    );
    let mut drafts = Vec::new();
    let mut met = Vec::new();
    for (variant, name) in a.variants.iter().zip(&old_members) {
        let is_same = |ty: &TypeRef| context.relation(&variant.ty, ty) == Relation::Same;
        let found = b.variants.iter().position(|other| is_same(&other.ty));
        let Some(position) = found else {
            let message = format!("the branch `{name}` is gone, or of another type");
            drafts.push(
                Draft::new("branch-removed", message)
                    .at(Some(&variant.origin.pointer), None)
                    .touching([format!("{old_path}::{name}")])
                    .wire(travel.verdict(Breaking, Breaking)),
            );
            continue;
        };
        met.push(position);
        let (Some(now), Some(other)) = (new_members.get(position), b.variants.get(position)) else {
            continue;
        };
        let (places, items) = (
            (&variant.origin.pointer, &other.origin.pointer),
            [format!("{old_path}::{name}"), format!("{new_path}::{now}")],
        );
        if name != now {
            let message = format!("the variant `{name}` is called `{now}` now");
            drafts.push(
                Draft::new("variant-renamed", message)
                    .at(Some(places.0), Some(places.1))
                    .touching(items.clone()),
            );
        }
        if variant.tags != other.tags {
            let message = format!("the branch `{now}` goes by {:?} now", other.tags);
            drafts.push(
                Draft::new("tag-changed", message)
                    .at(Some(places.0), Some(places.1))
                    .touching(items)
                    .wire(travel.verdict(Breaking, Breaking)),
            );
        }
    }
    for (position, (variant, name)) in b.variants.iter().zip(&new_members).enumerate() {
        if !met.contains(&position) {
            let message = format!("the branch `{name}` is new");
            drafts.push(
                Draft::new("branch-added", message)
                    .at(None, Some(&variant.origin.pointer))
                    .touching([format!("{new_path}::{name}")])
                    .wire(travel.verdict(Minor, Minor)),
            );
        }
    }
    if a.discriminator != b.discriminator {
        let message = format!("what tells the branches of `{}` apart", old_path);
        drafts.push(
            Draft::new("discriminator-changed", message)
                .at(Some(&before.origin.pointer), Some(&after.origin.pointer))
                .touching([old_path, new_path])
                .wire(travel.verdict(Breaking, Breaking)),
        );
    }
    drafts.into_iter().for_each(|draft| context.push(draft));
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
