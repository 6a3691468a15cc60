//! The page of a model: its members, values or branches, how it is made, an example.

use serde_json::Value;

use super::super::text;
use super::Book;
use super::json;
use super::links::{Seat, written};
use super::operation::signature;
use super::page::{Details, Page, default, rules};
use super::parameters::need;
use crate::analyse::Strategy;
use crate::ir::{
    Access, Additional, Enumeration, Object, Property, Shape, TypeDef, TypeId, TypeRef, Union,
};
use crate::name::{Name, TypeNames};
use crate::surface::Kind;

/// The page of the type `id`.
pub(super) fn page(book: &Book<'_>, id: TypeId, definition: &TypeDef) -> Page {
    let names = book.plan.names.of_type(id);
    let mut page = Page::new(&format!("`{}`", names.ty));
    page.docs(&definition.docs);
    page.paragraph([format!(
        "{} in the description. [Where it is used](../uses.md#{}).",
        text::code(definition.origin.pointer.as_str()),
        names.module
    )]);
    match &definition.shape {
        Shape::Object(object) => members(book, &mut page, id, object),
        Shape::Enumeration(enumeration) => values(&mut page, names, enumeration),
        Shape::Union(union) => branches(book, &mut page, id, union),
        Shape::Alias(ty) => page.paragraph([format!(
            "Another name for {}.",
            Seat::Models.ty(book, &written(book, ty), ty)
        )]),
        Shape::Wrapper(ty) => page.paragraph([format!(
            "A type of its own around {}, which holds values of this type again.",
            Seat::Models.ty(book, &written(book, ty), ty)
        )]),
    }
    let owner = book.model_path(id);
    if let Some(new) = book.method(&owner, "new") {
        page.label("Constructor");
        page.code("rs", [signature(new)]);
        let has_setters = names
            .setters
            .iter()
            .any(|setter| book.method(&owner, setter.as_str()).is_some());
        page.paragraph(has_setters.then_some(
            "Every member has a setter, by the name of its field unless the table says otherwise.",
        ));
    }
    if let Some(example) = example(book, id, definition) {
        page.label("Example");
        page.code("json", json::lines(&example));
    }
    page
}

/// The document's example, or one that is made of the model's own members, and of others no more than there must be.
fn example(book: &Book<'_>, id: TypeId, definition: &TypeDef) -> Option<Value> {
    let examples = book.examples();
    let levels = match &definition.shape {
        Shape::Object(_) => 1,
        Shape::Union(_) => 0,
        // The values are on the page, or on that of the model that this one stands for.
        Shape::Enumeration(_) => return None,
        Shape::Alias(_) | Shape::Wrapper(_) => {
            return examples.documented(id).first().copied().cloned();
        }
    };
    let documented = examples.documented(id).first().copied().cloned();
    let made = || {
        let mut value = examples.made(&TypeRef::Named(id), levels)?;
        if let (Shape::Object(object), Value::Object(members)) = (&definition.shape, &mut value) {
            members.retain(|name, _| !is_of_others(book, object, name));
        }
        Some(value)
    };
    documented.or_else(made)
}

/// Whether an optional member would show the first value of an enumeration: that is on the enumeration's page, and
/// would change with it.
fn is_of_others(book: &Book<'_>, object: &Object, name: &str) -> bool {
    let property = object
        .properties
        .iter()
        .find(|property| property.name == name);
    property.is_some_and(|property| {
        let mut is_listed = false;
        property.ty.visit_named(false, &mut |id, _| {
            let shape = &book.plan.api.types.get(id).shape;
            is_listed |= matches!(shape, Shape::Enumeration(_));
        });
        let has_own = property.default.is_some() || !property.docs.examples.is_empty();
        is_listed && !has_own && !property.required
    })
}

fn members(book: &Book<'_>, page: &mut Page, id: TypeId, object: &Object) {
    let names = book.plan.names.of_type(id);
    let listed = object
        .properties
        .iter()
        .zip(&names.members)
        .zip(&names.setters);
    let mut details = Details::default();
    let rows: Vec<[String; 5]> = listed
        .map(|((property, field), setter)| {
            let path = format!("{}.{field}", book.model_path(id));
            let item = book.item(Kind::Field, &path);
            let ty = item.and_then(|item| item.text.strip_prefix(": "));
            let further = further(property, field, setter);
            [
                text::code(&property.name),
                format!("`{field}`"),
                Seat::Models.ty(book, ty.unwrap_or_default(), &property.ty),
                rules(&traits(property), further, &property.docs),
                details.words(&property.docs, &property.name),
            ]
        })
        .collect();
    if rows.is_empty() {
        page.paragraph(["The description names no members."]);
    } else {
        page.label("Members");
    }
    page.table(["JSON", "field", "type", "rules", "description"], rows);
    details.below(page);
    page.paragraph([match &object.additional {
        Additional::Open | Additional::Closed => {
            "Members that the description does not name are kept in `extra`.".to_owned()
        }
        Additional::Typed(ty) => format!(
            "Further members, of any name, are in `extra`: {} each.",
            Seat::Models.ty(book, &written(book, ty), ty)
        ),
    }]);
}

/// What the type alone does not say of a member.
fn traits(property: &Property) -> String {
    let access = match property.access {
        Access::ReadWrite => None,
        Access::ReadOnly => Some("read-only"),
        Access::WriteOnly => Some("write-only"),
    };
    let null = property.nullable.then_some("nullable");
    let words: Vec<&str> = std::iter::once(need(property.required))
        .chain(access)
        .chain(null)
        .collect();
    words.join(", ")
}

fn further(property: &Property, field: &Name, setter: &Name) -> Vec<String> {
    let setter = (setter != field).then(|| format!("set with `{setter}`"));
    let default = default(property.default.as_ref());
    default.into_iter().chain(setter).collect()
}

fn values(page: &mut Page, names: &TypeNames, enumeration: &Enumeration) {
    let listed = enumeration.values.iter().zip(&names.members);
    let mut details = Details::default();
    let rows = listed.map(|(value, variant)| {
        let written = match value.value.as_str() {
            Some(text) => text.to_owned(),
            None => value.value.to_string(),
        };
        [
            text::code(&written),
            format!("`{variant}`"),
            details.description(value.description.as_ref(), &written),
        ]
    });
    let rows = rows.collect();
    page.label("Values");
    page.table(["JSON", "variant", "description"], rows);
    details.below(page);
    page.paragraph(["A value that is not listed is kept in `Unknown`."]);
}

fn branches(book: &Book<'_>, page: &mut Page, id: TypeId, union: &Union) {
    let names = book.plan.names.of_type(id);
    let tag = match book.plan.facts.strategy(id) {
        Some(Strategy::Tag(name)) => Some(name),
        _ => None,
    };
    let listed = union.variants.iter().zip(&names.members);
    let mut details = Details::default();
    let rows = listed.map(|(variant, name)| {
        let path = format!("{}::{name}", book.model_path(id));
        let item = book.item(Kind::Variant, &path);
        let ty = item.and_then(|item| item.text.strip_prefix('(')?.strip_suffix(')'));
        let tags: Vec<String> = variant.tags.iter().map(|tag| text::code(tag)).collect();
        [
            format!("`{name}`"),
            Seat::Models.ty(book, ty.unwrap_or_default(), &variant.ty),
            if tag.is_some() {
                tags.join(", ")
            } else {
                String::new()
            },
            details.words(&variant.docs, name.as_str()),
        ]
    });
    let rows = rows.collect();
    page.label("One of");
    let header = tag.map_or_else(String::new, |tag| text::code(tag));
    page.table(["variant", "type", &header, "description"], rows);
    details.below(page);
    page.paragraph([match tag {
        Some(tag) => format!("The member {} tells them apart.", text::code(tag)),
        None => "What the value is, and which members it has, tells them apart.".to_owned(),
    }]);
    page.paragraph(["A value that fits none is kept in `Unknown`."]);
}

/// The types that a member, a branch or another type directly names.
pub(super) fn named(definition: &TypeDef) -> Vec<(TypeId, String)> {
    let mut found: Vec<(TypeId, String)> = Vec::new();
    let mut add = |ty: &TypeRef, what: String| {
        ty.visit_named(false, &mut |id, _| {
            let place = (id, what.clone());
            if !found.contains(&place) {
                found.push(place);
            }
        });
    };
    match &definition.shape {
        Shape::Object(object) => {
            for property in &object.properties {
                add(&property.ty, text::code(&property.name));
            }
            if let Additional::Typed(ty) = &object.additional {
                add(ty, "further members".to_owned());
            }
        }
        Shape::Union(union) => {
            for variant in &union.variants {
                add(&variant.ty, "one of its branches".to_owned());
            }
        }
        Shape::Alias(ty) | Shape::Wrapper(ty) => add(ty, "what it stands for".to_owned()),
        Shape::Enumeration(_) => {}
    }
    found
}
