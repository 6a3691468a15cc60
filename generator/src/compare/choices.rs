//! Values of an enumeration, and branches of a union.

use super::change::Draft;
use super::context::{Context, Travel};
use super::relation::Relation;
use crate::ir::{EnumValue, Enumeration, TypeDef, TypeId, Union, Variant};
use crate::name::Name;
use crate::surface::Verdict::{Breaking, Minor};

pub(super) fn enumerations(
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

pub(super) fn unions(
    context: &mut Context<'_>,
    (old, before, a): (TypeId, &TypeDef, &Union),
    (new, after, b): (TypeId, &TypeDef, &Union),
) {
    let travel = context.travel(old);
    let (old_path, new_path) = (context.old.path(old), context.new.path(new));
    let names = (
        context.old.type_names(old).members.clone(),
        context.new.type_names(new).members.clone(),
    );
    let mut drafts = Vec::new();
    let mut met = Vec::new();
    for (variant, name) in a.variants.iter().zip(&names.0) {
        let is_same = |other: &Variant| context.relation(&variant.ty, &other.ty) == Relation::Same;
        let Some(position) = b.variants.iter().position(is_same) else {
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
        if let (Some(now), Some(other)) = (names.1.get(position), b.variants.get(position)) {
            let items = [format!("{old_path}::{name}"), format!("{new_path}::{now}")];
            drafts.extend(branch((variant, name), (other, now), &items, travel));
        }
    }
    for (position, (variant, name)) in b.variants.iter().zip(&names.1).enumerate() {
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
        let message = "the branches are told apart in another way";
        drafts.push(
            Draft::new("discriminator-changed", message)
                .at(Some(&before.origin.pointer), Some(&after.origin.pointer))
                .touching([old_path, new_path])
                .wire(travel.verdict(Breaking, Breaking)),
        );
    }
    drafts.into_iter().for_each(|draft| context.push(draft));
}

/// A branch that is there in both versions.
fn branch(
    (old, name): (&Variant, &Name),
    (new, now): (&Variant, &Name),
    items: &[String; 2],
    travel: Travel,
) -> Vec<Draft> {
    let draft = |code, message: String| {
        let draft = Draft::new(code, message);
        let draft = draft.at(Some(&old.origin.pointer), Some(&new.origin.pointer));
        draft.touching(items.clone())
    };
    let mut drafts = Vec::new();
    if name != now {
        let message = format!("the variant `{name}` is called `{now}` now");
        drafts.push(draft("variant-renamed", message));
    }
    if old.tags != new.tags {
        let message = format!("the branch `{now}` goes by {} now", new.tags.join(", "));
        let draft = draft("tag-changed", message);
        drafts.push(draft.wire(travel.verdict(Breaking, Breaking)));
    }
    drafts
}
