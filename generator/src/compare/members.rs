//! The members of an object.

use super::change::Draft;
use super::context::{Context, Travel};
use super::docs::constraints;
use super::relation::Relation;
use crate::ir::{Access, Object, Property, TypeId};
use crate::surface::Verdict::{self, Breaking, Minor, None as Nothing};

/// A member on one side: its type, and its position in it.
#[derive(Clone, Copy)]
struct Member<'a> {
    owner: TypeId,
    position: usize,
    property: &'a Property,
}

pub(super) fn compare(
    context: &mut Context<'_>,
    (old, before): (TypeId, &Object),
    (new, after): (TypeId, &Object),
) {
    let members = |object: &'_ Object| -> Vec<(usize, Property)> {
        object.properties.iter().cloned().enumerate().collect()
    };
    let (a, b) = (members(before), members(after));
    for (position, property) in &a {
        let here = Member {
            owner: old,
            position: *position,
            property,
        };
        match b.iter().find(|(_, other)| other.name == property.name) {
            Some((position, property)) => {
                let there = Member {
                    owner: new,
                    position: *position,
                    property,
                };
                changed(context, here, there);
            }
            None => removed(context, here),
        }
    }
    for (position, property) in &b {
        if !a.iter().any(|(_, other)| other.name == property.name) {
            let there = Member {
                owner: new,
                position: *position,
                property,
            };
            added(context, old, there);
        }
    }
}

/// The field and the setter of a member; the constructor too, if it is an argument there.
fn items(version: &super::context::Version<'_>, member: Member<'_>) -> Vec<String> {
    use crate::analyse::Presence::{Required, RequiredNullable};
    let owner = version.path(member.owner);
    let names = version.type_names(member.owner);
    let mut items = Vec::new();
    if let Some(name) = names.members.get(member.position) {
        items.push(format!("{owner}.{name}"));
    }
    if let Some(name) = names.setters.get(member.position) {
        items.push(format!("{owner}::{name}"));
    }
    let presence = version.facts.presence(member.owner, member.property);
    if matches!(presence, Required | RequiredNullable) {
        items.push(format!("{owner}::new"));
    }
    items
}

fn removed(context: &mut Context<'_>, here: Member<'_>) {
    let travel = context.travel(here.owner).of_member(here.property.access);
    let message = format!("the member `{}` is gone", here.property.name);
    let draft = Draft::new("property-removed", message)
        .at(Some(&here.property.origin.pointer), None)
        .touching(items(&context.old, here))
        .wire(travel.verdict(Breaking, Breaking));
    context.push(draft);
}

fn added(context: &mut Context<'_>, old: TypeId, there: Member<'_>) {
    let property = there.property;
    let travel = context.travel(old).of_member(property.access);
    let word = if property.required { "required" } else { "new" };
    let sent = if property.required { Breaking } else { Minor };
    let message = match property.required {
        true => format!("the {word} member `{}` is new", property.name),
        false => format!("the member `{}` is {word}", property.name),
    };
    let draft = Draft::new("property-added", message)
        .at(None, Some(&property.origin.pointer))
        .touching(items(&context.new, there))
        .wire(travel.verdict(sent, Minor));
    context.push(draft);
}

fn changed(context: &mut Context<'_>, here: Member<'_>, there: Member<'_>) {
    let (a, b) = (here.property, there.property);
    let mut touched = items(&context.old, here);
    touched.extend(items(&context.new, there));
    let travel = context.travel(here.owner).of_member(a.access);
    let name = &a.name;
    let mut found: Vec<(&'static str, String, Verdict)> = Vec::new();
    let relation = context.relation(&a.ty, &b.ty);
    if relation != Relation::Same {
        let words = (context.old_words(&a.ty), context.new_words(&b.ty));
        let message = format!("the member `{name}` was {} and is {} now", words.0, words.1);
        found.push(("property-type-changed", message, relation.wire(travel)));
    }
    if let Some((message, sent, received)) = required(a, b) {
        let wire = travel.verdict(sent, received);
        found.push(("property-required-changed", message, wire));
    }
    if a.nullable != b.nullable {
        found.push(nullable(b, travel));
    }
    if a.access != b.access {
        found.push(access(context.travel(here.owner), a, b));
    }
    if a.default != b.default {
        let sent = match (&a.default, &b.default) {
            (Some(_), Some(_)) => Breaking,
            _ => Minor,
        };
        let message = match &b.default {
            Some(value) => format!("the default of `{name}` is {value} now"),
            None => format!("the member `{name}` has no default any more"),
        };
        let wire = travel.verdict(sent, Minor);
        found.push(("default-changed", message, wire));
    }
    let places = (&a.origin.pointer, &b.origin.pointer);
    for (code, message, wire) in found {
        let draft = Draft::new(code, message)
            .at(Some(places.0), Some(places.1))
            .touching(touched.clone())
            .wire(wire);
        context.push(draft);
    }
    renamed(context, here, there, &touched);
    let limits = (a.docs.constraints.as_slice(), b.docs.constraints.as_slice());
    constraints(context, name, limits, places, (touched, travel));
}

fn required(a: &Property, b: &Property) -> Option<(String, Verdict, Verdict)> {
    let name = &a.name;
    match (a.required, b.required) {
        (false, true) => Some((
            format!("the member `{name}` is required now"),
            Breaking,
            Minor,
        )),
        (true, false) => {
            let message = format!("the member `{name}` is no longer required");
            Some((message, Minor, Breaking))
        }
        _ => None,
    }
}

fn nullable(b: &Property, travel: Travel) -> (&'static str, String, Verdict) {
    let name = &b.name;
    let (message, wire) = if b.nullable {
        let wire = travel.verdict(Minor, Breaking);
        (format!("the member `{name}` may be null now"), wire)
    } else {
        let wire = travel.verdict(Breaking, Minor);
        (format!("the member `{name}` is never null now"), wire)
    };
    ("property-nullable-changed", message, wire)
}

fn access(travel: Travel, a: &Property, b: &Property) -> (&'static str, String, Verdict) {
    let (was, is) = (travel.of_member(a.access), travel.of_member(b.access));
    let sent = match (was.sent, is.sent) {
        (true, false) => Breaking,
        (false, true) if b.required => Breaking,
        (false, true) => Minor,
        _ => Nothing,
    };
    let received = match (was.received, is.received) {
        (true, false) => Breaking,
        (false, true) => Minor,
        _ => Nothing,
    };
    let words = match b.access {
        Access::ReadWrite => "travels in both directions",
        Access::ReadOnly => "is set by the server alone",
        Access::WriteOnly => "is never sent by the server",
    };
    let message = format!("the member `{}` {words} now", b.name);
    ("property-access-changed", message, sent.max(received))
}

/// Another Rust name for the same member.
fn renamed(context: &mut Context<'_>, here: Member<'_>, there: Member<'_>, touched: &[String]) {
    let name = |version: &super::context::Version<'_>, member: Member<'_>| {
        let names = version.type_names(member.owner);
        names.members.get(member.position).map(ToString::to_string)
    };
    let (was, is) = (name(&context.old, here), name(&context.new, there));
    if let (Some(was), Some(is)) = (was, is)
        && was != is
    {
        let message = format!("the field `{was}` is called `{is}` now");
        let draft = Draft::new("field-renamed", message)
            .at(
                Some(&here.property.origin.pointer),
                Some(&there.property.origin.pointer),
            )
            .touching(touched.to_vec());
        context.push(draft);
    }
}
