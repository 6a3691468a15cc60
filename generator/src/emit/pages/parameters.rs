//! What an operation takes: parameters, the body, the parts of a body.

use super::super::text;
use super::Book;
use super::links::Seat;
use super::page::{Details, Page, default, rules};
use crate::ir::{
    Body, BodyContent, Location, Multipart, Operation, Parameter, PartContent, Sent, TypeRef,
};
use crate::name::{FormNames, Name, OperationNames};

/// Adds the table of everything that a call takes, and one for each body that is made of parts.
pub(super) fn tables(
    book: &Book<'_>,
    page: &mut Page,
    operation: &Operation,
    names: &OperationNames,
) {
    let taken = Taken::of(book, operation, names);
    let mut details = Details::default();
    let parameters = operation.parameters.iter().zip(&names.parameters);
    let mut rows: Vec<[String; 5]> = parameters
        .map(|(parameter, name)| taken.parameter(parameter, name, &mut details))
        .collect();
    if let Some(body) = &operation.body {
        let contents = body.contents.iter().zip(&names.contents);
        rows.extend(contents.map(|(content, name)| taken.body(body, content, name, &mut details)));
    }
    if !rows.is_empty() {
        page.label("Parameters");
    }
    page.table(["parameter", "in", "type", "rules", "description"], rows);
    details.below(page);
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    for (content, form) in contents.zip(&names.forms) {
        if let Sent::Multipart(multipart) = &content.payload {
            parts(book, page, operation, multipart, form);
        }
    }
}

/// Where the types of what is taken are found.
struct Taken<'a> {
    book: &'a Book<'a>,
    /// The group's method: required things are its arguments.
    method: Option<&'a crate::surface::Item>,
    /// The builder: everything else is a method of it.
    builder: String,
}

impl<'a> Taken<'a> {
    fn of(book: &'a Book<'a>, operation: &Operation, names: &OperationNames) -> Self {
        let group = book.plan.names.groups.get(operation.group);
        let group = group.map_or("", |group| group.ty.as_str());
        Self {
            book,
            method: book.method(group, names.method.as_str()),
            builder: book.operation_path(operation.group, &names.ty),
        }
    }

    /// The type of an argument or setter.
    fn text(&self, name: &Name) -> Option<&'a str> {
        let of_method = self.method.and_then(|method| {
            let position = method
                .arguments
                .iter()
                .position(|argument| argument == name.as_str())?;
            method.types.get(position)
        });
        let of_setter = || {
            let setter = self.book.method(&self.builder, name.as_str())?;
            setter.types.last()
        };
        of_method.or_else(of_setter).map(String::as_str)
    }

    fn ty(&self, name: &Name, ty: &TypeRef) -> String {
        let text = self.text(name).unwrap_or_default();
        Seat::Operations.ty(self.book, text, ty)
    }

    fn parameter(&self, parameter: &Parameter, name: &Name, details: &mut Details) -> [String; 5] {
        let further = sent_as(&parameter.name, name)
            .into_iter()
            .chain(default(parameter.default.as_ref()));
        [
            format!("`{name}`"),
            place(parameter.location).to_owned(),
            self.ty(name, &parameter.ty),
            rules(need(parameter.required), further, &parameter.docs),
            details.words(&parameter.docs, &parameter.name),
        ]
    }

    fn body(
        &self,
        body: &Body,
        content: &BodyContent,
        name: &Name,
        details: &mut Details,
    ) -> [String; 5] {
        let any = TypeRef::Any;
        let ty = match &content.payload {
            Sent::Json(ty) => ty,
            Sent::Form(form) => &form.ty,
            Sent::Multipart(_) | Sent::Text | Sent::Bytes => &any,
        };
        let several = body.contents.len() > 1;
        let several = several.then(|| "the body that is set last is sent".to_owned());
        [
            format!("`{name}`"),
            format!("body, {}", text::code(&content.media_type)),
            self.ty(name, ty),
            rules(need(body.required), several, &body.docs),
            details.words(&body.docs, name.as_str()),
        ]
    }
}

/// The rule for what has another name in Rust than on the wire.
fn sent_as(wire: &str, name: &Name) -> Option<String> {
    (wire != name.as_str()).then(|| format!("sent as {}", text::code(wire)))
}

fn parts(
    book: &Book<'_>,
    page: &mut Page,
    operation: &Operation,
    multipart: &Multipart,
    form: &FormNames,
) {
    if multipart.parts.is_empty() {
        return;
    }
    let owner = book.operation_path(operation.group, &form.ty);
    let new = book.method(&owner, "new");
    let mut details = Details::default();
    let listed = multipart.parts.iter().zip(&form.parts);
    let rows = listed.map(|(part, name)| {
        let argument = new.and_then(|new| {
            let position = new
                .arguments
                .iter()
                .position(|argument| argument == name.as_str())?;
            new.types.get(position)
        });
        let setter = || book.method(&owner, name.as_str())?.types.last();
        let text = argument.or_else(setter).map_or("", String::as_str);
        let ty = match &part.content {
            PartContent::File => format!("`{text}`"),
            PartContent::Value(ty) => Seat::Operations.ty(book, text, ty),
        };
        let media_type = part.media_type.as_ref();
        let media_type = media_type.map(|media_type| format!("as {}", text::code(media_type)));
        let further = sent_as(&part.name, name).into_iter().chain(media_type);
        [
            format!("`{name}`"),
            ty,
            rules(need(part.required), further, &part.docs),
            details.words(&part.docs, &part.name),
        ]
    });
    let rows = rows.collect();
    page.label(&format!("Parts of `{}`", form.ty));
    page.table(["part", "type", "rules", "description"], rows);
    details.below(page);
}

/// Whether something must be given, in a word.
pub(super) fn need(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}

fn place(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}
