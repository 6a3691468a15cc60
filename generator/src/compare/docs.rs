//! Words: descriptions, examples, and the constraints that the client documents and the server enforces.

use std::collections::BTreeMap;

use super::change::Draft;
use super::context::{Context, Travel, Version};
use crate::ir::{Docs, Shape};
use crate::pointer::Pointer;
use crate::surface::Verdict::{Breaking, Minor};

/// Reports constraints of `name` that came, went or are other ones.
pub(super) fn constraints(
    context: &mut Context<'_>,
    name: &str,
    (old, new): (&[String], &[String]),
    (here, there): (&Pointer, &Pointer),
    (touched, travel): (Vec<String>, Travel),
) {
    if old == new {
        return;
    }
    let is_looser = new.iter().all(|constraint| old.contains(constraint));
    let (sent, received) = if is_looser {
        (Minor, Minor)
    } else {
        (Breaking, Minor)
    };
    let message = if new.is_empty() {
        format!("`{name}` has no constraints any more")
    } else {
        format!("the constraints of `{name}` are now: {}", new.join("; "))
    };
    let draft = Draft::new("constraints-changed", message)
        .at(Some(here), Some(there))
        .touching(touched)
        .wire(travel.verdict(sent, received));
    context.push(draft);
}

/// Reports words that changed and nothing else.
pub(super) fn compare(context: &mut Context<'_>) {
    let (old, new) = (words(&context.old), words(&context.new));
    let mut drafts = Vec::new();
    for (pointer, (what, item, text)) in &new {
        let Some((_, _, before)) = old.get(pointer) else {
            continue;
        };
        if before.deprecated != text.deprecated {
            let message = match text.deprecated {
                true => format!("{what} is deprecated now"),
                false => format!("{what} is no longer deprecated"),
            };
            let draft = Draft::new("deprecation-changed", message)
                .at(Some(pointer), Some(pointer))
                .touching([item.clone()]);
            drafts.push(draft);
        }
        let is_same = before.summary == text.summary
            && before.description == text.description
            && before.examples == text.examples;
        if !is_same {
            let draft = Draft::new("words-changed", format!("the words about {what}"))
                .at(Some(pointer), Some(pointer))
                .touching([item.clone()]);
            drafts.push(Draft {
                is_docs: true,
                ..draft
            });
        }
    }
    let (a, b) = (&context.old.api.info, &context.new.api.info);
    let is_same = (&a.title, &a.version, &a.description) == (&b.title, &b.version, &b.description);
    if !is_same {
        let message = match a.version == b.version {
            true => "the words about the API".to_owned(),
            false => format!("the API's version: {} was {}", b.version, a.version),
        };
        let info = Pointer::root().child("info");
        let draft = Draft::new("info-changed", message).at(Some(&info), Some(&info));
        drafts.push(Draft {
            is_docs: true,
            ..draft
        });
    }
    drafts.into_iter().for_each(|draft| context.push(draft));
}

type Words<'a> = BTreeMap<Pointer, (String, String, &'a Docs)>;

/// What is said where, with what it is about and the item that shows it.
fn words<'a>(version: &Version<'a>) -> Words<'a> {
    let mut all = BTreeMap::new();
    for (id, definition) in version.api.types.iter() {
        let names = version.type_names(id);
        let path = version.path(id);
        let what = format!("the type `{}`", names.ty);
        let here = definition.origin.pointer.clone();
        all.insert(here, (what, path.clone(), &definition.docs));
        match &definition.shape {
            Shape::Object(object) => {
                for (property, name) in object.properties.iter().zip(&names.members) {
                    let what = format!("the member `{}`", property.name);
                    let entry = (what, format!("{path}.{name}"), &property.docs);
                    all.entry(property.origin.pointer.clone()).or_insert(entry);
                }
            }
            Shape::Union(union) => {
                for (variant, name) in union.variants.iter().zip(&names.members) {
                    let entry = (
                        format!("the branch `{name}`"),
                        format!("{path}::{name}"),
                        &variant.docs,
                    );
                    all.entry(variant.origin.pointer.clone()).or_insert(entry);
                }
            }
            Shape::Enumeration(_) | Shape::Alias(_) | Shape::Wrapper(_) => {}
        }
    }
    for (position, operation) in version.api.operations.iter().enumerate() {
        let Some(paths) = version.operation(position) else {
            continue;
        };
        let what = format!("the operation `{}`", operation.id);
        let here = operation.origin.pointer.clone();
        all.insert(here, (what, paths.method.clone(), &operation.docs));
        for parameter in &operation.parameters {
            let what = format!("the parameter `{}`", parameter.name);
            let entry = (what, paths.method.clone(), &parameter.docs);
            all.entry(parameter.origin.pointer.clone()).or_insert(entry);
        }
        if let Some(body) = &operation.body {
            let entry = ("the body".to_owned(), paths.method.clone(), &body.docs);
            all.entry(body.origin.pointer.clone()).or_insert(entry);
        }
    }
    for (group, names) in version.api.groups.iter().zip(&version.names.groups) {
        let entry = (
            format!("the tag `{}`", group.tag),
            names.ty.to_string(),
            &group.docs,
        );
        all.entry(group.origin.pointer.clone()).or_insert(entry);
    }
    all
}
