//! Operations: added, removed, moved, renamed, and what each asks for.

use super::change::Draft;
use super::context::{Context, OperationPaths, Travel};
use super::relation::Relation;
use super::{body, responses, security};
use crate::ir::{Location, Method, Operation, Parameter};
use crate::surface::Verdict::{self, Breaking, Minor};

pub(super) fn compare(context: &mut Context<'_>) {
    let pairs = pairs(&context.old.api.operations, &context.new.api.operations);
    let mut drafts = groups(context);
    for (position, operation) in context.old.api.operations.iter().enumerate() {
        if !pairs.iter().any(|(old, _)| *old == position) {
            let message = format!("the operation `{}` is gone", operation.id);
            let draft = Draft::new("operation-removed", message);
            let draft = draft.at(Some(&operation.origin.pointer), None);
            let paths = context.old.operation(position);
            let all = paths.map(|paths| paths.all()).unwrap_or_default();
            drafts.push(draft.touching(all).wire(Breaking));
        }
    }
    for (position, operation) in context.new.api.operations.iter().enumerate() {
        if !pairs.iter().any(|(_, new)| *new == position) {
            let message = format!("the operation `{}` is new", operation.id);
            let draft = Draft::new("operation-added", message);
            let draft = draft.at(None, Some(&operation.origin.pointer));
            let paths = context.new.operation(position);
            let all = paths.map(|paths| paths.all()).unwrap_or_default();
            drafts.push(draft.touching(all).wire(Minor));
        }
    }
    for (old, new) in pairs {
        drafts.extend(changed(context, old, new).unwrap_or_default());
    }
    drafts.extend(incoming(context));
    drafts.into_iter().for_each(|draft| context.push(draft));
}

/// Positions of operations that belong together: with the same method and path, else with the same id, else with
/// paths that differ in the names of their slots only.
fn pairs(old: &[Operation], new: &[Operation]) -> Vec<(usize, usize)> {
    let rules: [fn(&Operation, &Operation) -> bool; 3] = [
        |a, b| a.origin == b.origin,
        |a, b| a.id == b.id,
        |a, b| a.method == b.method && template(&a.path) == template(&b.path),
    ];
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for rule in rules {
        for (position, operation) in old.iter().enumerate() {
            if pairs.iter().any(|(old, _)| *old == position) {
                continue;
            }
            let free = |other: usize| !pairs.iter().any(|(_, new)| *new == other);
            let mut others = new.iter().enumerate();
            let found = others.find(|(at, other)| rule(operation, other) && free(*at));
            if let Some((found, _)) = found {
                pairs.push((position, found));
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Where an operation's requests go, whatever the names of its slots are.
fn target(operation: &Operation) -> (Method, String, &str) {
    let template = template(&operation.template);
    (operation.method, template, &operation.query)
}

/// A path without the names of its slots.
fn template(path: &str) -> String {
    let mut parts = path.split(['{', '}']);
    let mut out = parts.next().unwrap_or_default().to_owned();
    while let (Some(_), Some(rest)) = (parts.next(), parts.next()) {
        out.push_str("{}");
        out.push_str(rest);
    }
    out
}

/// Tags that came and went.
fn groups(context: &Context<'_>) -> Vec<Draft> {
    let side = |version: &super::context::Version<'_>| -> Vec<(String, Vec<String>, crate::pointer::Pointer)> {
        let groups = version.api.groups.iter().zip(&version.names.groups);
        groups
            .map(|(group, names)| {
                let items = vec![
                    names.ty.to_string(),
                    format!("Client::{}", names.module),
                    format!("operations::{}", names.module),
                ];
                (group.tag.clone(), items, group.origin.pointer.clone())
            })
            .collect()
    };
    let (old, new) = (side(&context.old), side(&context.new));
    let mut drafts = Vec::new();
    for (tag, items, place) in &old {
        if !new.iter().any(|(other, ..)| other == tag) {
            let draft = Draft::new("tag-removed", format!("the tag `{tag}` is gone"));
            drafts.push(draft.at(Some(place), None).touching(items.clone()));
        }
    }
    for (tag, items, place) in &new {
        if !old.iter().any(|(other, ..)| other == tag) {
            let draft = Draft::new("tag-added", format!("the tag `{tag}` is new"));
            drafts.push(draft.at(None, Some(place)).touching(items.clone()));
        }
    }
    drafts
}

fn changed(context: &Context<'_>, old: usize, new: usize) -> Option<Vec<Draft>> {
    let (a, b) = (
        context.old.api.operations.get(old)?,
        context.new.api.operations.get(new)?,
    );
    let (here, there) = (context.old.operation(old)?, context.new.operation(new)?);
    let place = |draft: Draft| draft.at(Some(&a.origin.pointer), Some(&b.origin.pointer));
    let mut drafts = Vec::new();
    if target(a) != target(b) {
        let message = format!(
            "`{}` is `{} {}` now and was `{} {}`",
            b.id,
            b.method.as_str(),
            b.path,
            a.method.as_str(),
            a.path
        );
        drafts.push(place(Draft::new("operation-moved", message)).wire(Breaking));
    }
    if here.method != there.method {
        let message = format!("`{}` is called `{}` now", here.method, there.method);
        let items = [here.all(), there.all()].concat();
        drafts.push(place(Draft::new("operation-renamed", message)).touching(items));
    }
    if a.server != b.server {
        let message = format!("`{}` is at another server", b.id);
        drafts.push(place(Draft::new("server-changed", message)).wire(Breaking));
    }
    drafts.extend(parameters(context, (a, &here), (b, &there)));
    drafts.extend(body::compare(context, (a, &here), (b, &there)));
    drafts.extend(responses::compare(context, (a, &here), (b, &there)));
    drafts.extend(security::of_operation(context, a, b));
    Some(drafts)
}

type Place<'a> = (&'a Operation, &'a OperationPaths<'a>);

/// The setter of a parameter, and the constructor if it is an argument there.
fn items((operation, paths): Place<'_>, parameter: &Parameter) -> Vec<String> {
    let position = operation
        .parameters
        .iter()
        .position(|other| other.name == parameter.name && other.location == parameter.location);
    let name = position.and_then(|at| paths.names.parameters.get(at));
    match name {
        Some(_) if parameter.required => vec![paths.method.clone()],
        Some(name) => vec![paths.setter(name)],
        None => Vec::new(),
    }
}

fn parameters(context: &Context<'_>, old: Place<'_>, new: Place<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut met = Vec::new();
    for (index, a) in old.0.parameters.iter().enumerate() {
        let found = counterpart(old.0, index, new.0).filter(|at| !met.contains(at));
        let place = Some(&a.origin.pointer);
        let Some((at, b)) = found.and_then(|at| Some((at, new.0.parameters.get(at)?))) else {
            let message = format!("the parameter `{}` is gone", a.name);
            let draft = Draft::new("parameter-removed", message).at(place, None);
            drafts.push(draft.touching(items(old, a)).wire(Breaking));
            continue;
        };
        met.push(at);
        let touched = [items(old, a), items(new, b)].concat();
        for (code, message, wire) in parameter(context, a, b) {
            let draft = Draft::new(code, message).at(place, Some(&b.origin.pointer));
            drafts.push(draft.touching(touched.clone()).wire(wire));
        }
    }
    for (at, b) in new.0.parameters.iter().enumerate() {
        if !met.contains(&at) {
            let (message, wire) = match b.required {
                true => (
                    format!("the required parameter `{}` is new", b.name),
                    Breaking,
                ),
                false => (format!("the parameter `{}` is new", b.name), Minor),
            };
            let draft = Draft::new("parameter-added", message);
            let draft = draft.at(None, Some(&b.origin.pointer));
            drafts.push(draft.touching(items(new, b)).wire(wire));
        }
    }
    drafts
}

/// The parameter of `new` that the one at `index` of `old` has become.
fn counterpart(old: &Operation, index: usize, new: &Operation) -> Option<usize> {
    let a = old.parameters.get(index)?;
    let by = |rule: &dyn Fn(&Parameter) -> bool| new.parameters.iter().position(rule);
    by(&|b| b.name == a.name && b.location == a.location)
        .or_else(|| by(&|b| b.name == a.name))
        .or_else(|| {
            // The name of a slot of the path goes nowhere: its place counts.
            let slot = (a.location == Location::Path).then(|| slot(&old.template, &a.name))??;
            let name = slots(&new.template).nth(slot)?;
            by(&|b| b.location == Location::Path && b.name == name)
        })
}

fn slots(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
}

fn slot(path: &str, name: &str) -> Option<usize> {
    slots(path).position(|slot| slot == name)
}

fn parameter(
    context: &Context<'_>,
    a: &Parameter,
    b: &Parameter,
) -> Vec<(&'static str, String, Verdict)> {
    let mut found = Vec::new();
    let name = &b.name;
    if a.location != b.location {
        let message = format!("the parameter `{name}` is sent in another place");
        found.push(("parameter-moved", message, Breaking));
    }
    if a.name != b.name {
        let message = format!("the slot `{}` is called `{name}` now", a.name);
        found.push(("parameter-renamed", message, Verdict::None));
    }
    if a.required != b.required {
        let (words, wire) = match b.required {
            true => ("is required now", Breaking),
            false => ("is no longer required", Minor),
        };
        let message = format!("the parameter `{name}` {words}");
        found.push(("parameter-required-changed", message, wire));
    }
    let relation = context.relation(&a.ty, &b.ty);
    if relation != Relation::Same {
        let words = (context.old_words(&a.ty), context.new_words(&b.ty));
        let message = format!(
            "the parameter `{name}` was {} and is {} now",
            words.0, words.1
        );
        let wire = relation.wire(Travel::SENT);
        found.push(("parameter-type-changed", message, wire));
    }
    let is_there = a.location == b.location;
    if is_there && (a.style, a.explode, a.allow_reserved) != (b.style, b.explode, b.allow_reserved)
    {
        let message = format!("the parameter `{name}` is written in another way");
        found.push(("parameter-style-changed", message, Breaking));
    }
    let (before, after) = (&a.docs.constraints, &b.docs.constraints);
    if before != after {
        let is_looser = after.iter().all(|constraint| before.contains(constraint));
        let wire = if is_looser { Minor } else { Breaking };
        let message = format!("the constraints of `{name}`: {}", after.join("; "));
        found.push(("constraints-changed", message, wire));
    }
    found
}

/// Webhooks and callbacks.
fn incoming(context: &Context<'_>) -> Vec<Draft> {
    let side = |version: &super::context::Version<'_>| {
        let names = version.names.incoming.clone();
        names.into_iter().map(|name| format!("incoming::{name}"))
    };
    let old: Vec<_> = context
        .old
        .api
        .incoming
        .iter()
        .zip(side(&context.old))
        .collect();
    let new: Vec<_> = context
        .new
        .api
        .incoming
        .iter()
        .zip(side(&context.new))
        .collect();
    let mut drafts = Vec::new();
    for (a, item) in &old {
        let place = Some(&a.origin.pointer);
        let Some((b, now)) = new.iter().find(|(b, _)| b.origin == a.origin) else {
            let message = format!("the server no longer calls `{}`", a.name);
            let draft = Draft::new("incoming-removed", message).at(place, None);
            drafts.push(draft.touching([item.clone()]).wire(Breaking));
            continue;
        };
        let relation = context.payloads(&a.payload, &b.payload);
        if relation != Relation::Same {
            let message = format!("`{}` brings another type", a.name);
            let draft = Draft::new("incoming-changed", message);
            let draft = draft.at(place, Some(&b.origin.pointer));
            let wire = relation.wire(Travel::RECEIVED);
            drafts.push(draft.touching([item.clone(), now.clone()]).wire(wire));
        }
    }
    for (b, item) in &new {
        if !old.iter().any(|(a, _)| a.origin == b.origin) {
            let message = format!("the server may call `{}`", b.name);
            let draft = Draft::new("incoming-added", message);
            let draft = draft.at(None, Some(&b.origin.pointer));
            drafts.push(draft.touching([item.clone()]).wire(Minor));
        }
    }
    drafts
}
