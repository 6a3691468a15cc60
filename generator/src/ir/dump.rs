//! The intermediate representation as text, for people to read and for snapshots to guard.
//!
//! Types are written as the places that they come from, so that an added type changes nothing but its own lines.
//! Descriptions are left out: the emitted code shows them.

use std::fmt::Write as _;

use super::{
    Access, Additional, Api, Body, FormMember, Idempotency, Items, LastPage, MemberPath, NextPage,
    Operation, Pagination, Parameter, Part, PartContent, Payload, Property, Response, Scalar, Sent,
    Shape, Status, Stream, TypeDef, TypeRef, Types,
};
use crate::pointer::Pointer;

/// The whole API as text.
#[must_use]
pub fn dump(api: &Api) -> String {
    let mut out = String::new();
    let mut line = |depth: usize, text: &str| {
        let _ = writeln!(out, "{:indent$}{text}", "", indent = depth * 2);
    };
    line(
        0,
        &format!("api {:?} version {:?}", api.info.title, api.info.version),
    );
    for server in &api.servers {
        line(
            0,
            &format!(
                "server {:?} {:?}",
                server.url,
                server.description.as_deref().unwrap_or_default()
            ),
        );
    }
    for scheme in &api.schemes {
        line(0, &format!("scheme {} {:?}", scheme.key, scheme.kind));
    }
    line(0, &format!("security {}", alternatives(&api.security)));
    for operation in &api.operations {
        let tag = api
            .groups
            .get(operation.group)
            .map_or("", |group| group.tag.as_str());
        dump_operation(api, operation, tag, &mut line);
    }
    for incoming in &api.incoming {
        let payload = payload_text(&api.types, Some(&incoming.payload));
        line(
            0,
            &format!(
                "incoming {:?} {}: {payload}",
                incoming.name,
                incoming.method.as_str()
            ),
        );
    }
    for (_, definition) in api.types.iter() {
        dump_type(&api.types, definition, &mut line);
    }
    out
}

fn alternatives(security: &[Vec<String>]) -> String {
    let joined: Vec<String> = security.iter().map(|schemes| schemes.join(" + ")).collect();
    if joined.is_empty() {
        "none".to_owned()
    } else {
        joined.join(" | ")
    }
}

fn flags(flags: &[(bool, &str)]) -> String {
    flags
        .iter()
        .filter(|(is_set, _)| *is_set)
        .map(|(_, word)| format!(" {word}"))
        .collect()
}

fn dump_operation(api: &Api, operation: &Operation, tag: &str, line: &mut dyn FnMut(usize, &str)) {
    let flags = flags(&[(operation.docs.deprecated, "deprecated")]);
    line(
        0,
        &format!(
            "operation {:?} {} {} tag {tag:?}{flags}",
            operation.id,
            operation.method.as_str(),
            operation.path
        ),
    );
    if operation.template != operation.path {
        line(1, &format!("path {:?}", operation.template));
    }
    if !operation.query.is_empty() {
        line(1, &format!("query {:?}", operation.query));
    }
    if operation.security != api.security {
        line(
            1,
            &format!("security {}", alternatives(&operation.security)),
        );
    }
    if let Some(server) = &operation.server {
        line(1, &format!("server {server:?}"));
    }
    for parameter in &operation.parameters {
        line(1, &parameter_text(&api.types, parameter));
    }
    if let Some(body) = &operation.body {
        dump_body(&api.types, body, line);
    }
    match &operation.idempotency {
        Idempotency::ByMethod => {}
        Idempotency::Declared => line(1, "idempotent"),
        Idempotency::Key(header) => line(1, &format!("idempotent by header {header}")),
    }
    if let Some(pagination) = &operation.pagination {
        line(1, &pagination_text(api, operation, pagination));
    }
    for response in &operation.successes {
        line(1, &response_text(&api.types, "success", response));
        dump_headers(&api.types, response, line);
    }
    for response in &operation.errors {
        line(1, &response_text(&api.types, "error", response));
        dump_headers(&api.types, response, line);
    }
}

fn pagination_text(api: &Api, operation: &Operation, pagination: &Pagination) -> String {
    let position = pagination.next.parameter();
    let parameter = position.and_then(|position| operation.parameters.get(position));
    let parameter = parameter.map_or("", |parameter| parameter.name.as_str());
    let next = match &pagination.next {
        NextPage::Page { first, .. } => format!("{parameter} from {first}"),
        NextPage::Offset { .. } => format!("{parameter} as offset"),
        NextPage::Cursor { member, .. } => format!("{parameter} = {}", path_text(member)),
        NextPage::LastItem { member, .. } => {
            format!("{parameter} = {} of the last item", path_text(member))
        }
        NextPage::Link { member } => format!("link {}", path_text(member)),
        NextPage::LinkHeader => "link header".to_owned(),
    };
    let last = match &pagination.last {
        LastPage::Unsaid => String::new(),
        LastPage::Flag { member, value } => {
            format!(", last when {} is {value}", path_text(member))
        }
        LastPage::Total { member } => format!(", total {}", path_text(member)),
        LastPage::TotalHeader { name } => format!(", total in header {name}"),
        LastPage::PageCount { member } => format!(", number of pages {}", path_text(member)),
    };
    let items = pagination.items.as_ref().map_or_else(String::new, |items| {
        let ty = type_text(&api.types, &items.ty);
        format!(", items {}: {ty}", path_text(&items.member))
    });
    format!("pages by {next}{last}{items}")
}

/// The names of members as a JSON pointer (RFC 6901).
fn path_text(path: &MemberPath) -> String {
    let pointer = path
        .iter()
        .fold(Pointer::root(), |pointer, name| pointer.child(name));
    format!("{:?}", pointer.as_str())
}

fn parameter_text(types: &Types, parameter: &Parameter) -> String {
    let flags = flags(&[
        (parameter.explode, "explode"),
        (parameter.allow_reserved, "allowReserved"),
        (parameter.required, "required"),
        (parameter.docs.deprecated, "deprecated"),
    ]);
    let ty = type_text(types, &parameter.ty);
    format!(
        "{:?} {} {:?}{flags}: {ty}",
        parameter.location, parameter.name, parameter.style
    )
}

fn dump_body(types: &Types, body: &Body, line: &mut dyn FnMut(usize, &str)) {
    for content in &body.contents {
        let flags = flags(&[(body.required, "required")]);
        line(
            1,
            &format!(
                "body {}{flags}: {}",
                content.media_type,
                sent_text(types, &content.payload)
            ),
        );
        match &content.payload {
            Sent::Form(form) => form
                .members
                .iter()
                .for_each(|member| line(2, &form_member_text(member))),
            Sent::Multipart(multipart) => multipart
                .parts
                .iter()
                .for_each(|part| line(2, &part_text(types, part))),
            Sent::Json(_) | Sent::Text | Sent::Bytes => {}
        }
    }
}

fn sent_text(types: &Types, payload: &Sent) -> String {
    match payload {
        Sent::Json(ty) => format!("json {}", type_text(types, ty)),
        Sent::Form(form) => format!("form {}", type_text(types, &form.ty)),
        Sent::Multipart(_) => "multipart".to_owned(),
        Sent::Text => "text".to_owned(),
        Sent::Bytes => "bytes".to_owned(),
    }
}

fn form_member_text(member: &FormMember) -> String {
    let flags = flags(&[
        (member.explode, "explode"),
        (member.allow_reserved, "allowReserved"),
    ]);
    format!("{} {:?}{flags}", member.name, member.style)
}

fn part_text(types: &Types, part: &Part) -> String {
    let flags = flags(&[(part.required, "required"), (part.repeated, "repeated")]);
    let media_type = part
        .media_type
        .as_ref()
        .map_or_else(String::new, |media_type| format!(" as {media_type}"));
    let content = match &part.content {
        PartContent::File => "file".to_owned(),
        PartContent::Value(ty) => type_text(types, ty),
    };
    format!("part {}{flags}: {content}{media_type}", part.name)
}

fn dump_headers(types: &Types, response: &Response, line: &mut dyn FnMut(usize, &str)) {
    for header in &response.headers {
        let ty = type_text(types, &header.ty);
        line(2, &format!("header {}: {ty}", header.name));
    }
}

fn response_text(types: &Types, word: &str, response: &Response) -> String {
    let status = match response.status {
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    };
    let media_types = response.media_types.join(", ");
    let stream = response
        .stream
        .as_ref()
        .map_or_else(String::new, |stream| stream_text(types, stream));
    format!(
        "{word} {status} [{media_types}]: {}{stream}",
        payload_text(types, response.payload.as_ref())
    )
}

fn stream_text(types: &Types, stream: &Stream) -> String {
    let items = match &stream.items {
        Items::Bytes => "bytes".to_owned(),
        Items::Events => "events".to_owned(),
        Items::JsonEvents(ty) => format!("events of {}", type_text(types, ty)),
        Items::Lines(ty) => format!("lines of {}", type_text(types, ty)),
    };
    format!(", stream [{}] of {items}", stream.media_types.join(", "))
}

fn payload_text(types: &Types, payload: Option<&Payload>) -> String {
    match payload {
        None => "empty".to_owned(),
        Some(Payload::Json(ty)) => format!("json {}", type_text(types, ty)),
        Some(other) => format!("{other:?}").to_lowercase(),
    }
}

fn dump_type(types: &Types, definition: &TypeDef, line: &mut dyn FnMut(usize, &str)) {
    let flags = flags(&[(definition.docs.deprecated, "deprecated")]);
    let place = &definition.origin.pointer;
    match &definition.shape {
        Shape::Object(object) => {
            let additional = match &object.additional {
                Additional::Open => String::new(),
                Additional::Closed => " closed".to_owned(),
                Additional::Typed(ty) => format!(" additional {}", type_text(types, ty)),
            };
            line(0, &format!("object {place}{additional}{flags}"));
            for property in &object.properties {
                line(1, &property_text(types, property));
            }
        }
        Shape::Enumeration(enumeration) => {
            line(0, &format!("enumeration {place}{flags}"));
            for value in &enumeration.values {
                let label = value
                    .label
                    .as_ref()
                    .map_or_else(String::new, |label| format!(" label {label:?}"));
                line(1, &format!("{}{label}", value.value));
            }
        }
        Shape::Union(union) => {
            let by = union
                .discriminator
                .as_ref()
                .map_or_else(String::new, |name| format!(" by {name:?}"));
            line(0, &format!("union {place}{by}{flags}"));
            for variant in &union.variants {
                let label = variant.label.as_deref().unwrap_or("-");
                let tags = if variant.tags.is_empty() {
                    String::new()
                } else {
                    format!(" tags {:?}", variant.tags)
                };
                line(
                    1,
                    &format!("{label}: {}{tags}", type_text(types, &variant.ty)),
                );
            }
        }
        Shape::Alias(ty) => line(
            0,
            &format!("alias {place}{flags} = {}", type_text(types, ty)),
        ),
        Shape::Wrapper(ty) => line(
            0,
            &format!("wrapper {place}{flags} = {}", type_text(types, ty)),
        ),
    }
}

fn property_text(types: &Types, property: &Property) -> String {
    let flags = flags(&[
        (property.required, "required"),
        (property.nullable, "nullable"),
        (property.access == Access::ReadOnly, "readOnly"),
        (property.access == Access::WriteOnly, "writeOnly"),
        (property.docs.deprecated, "deprecated"),
    ]);
    let default = property
        .default
        .as_ref()
        .map_or_else(String::new, |value| format!(" default {value}"));
    let constraints = &property.docs.constraints;
    let constraints = if constraints.is_empty() {
        String::new()
    } else {
        format!(" ({})", constraints.join("; "))
    };
    format!(
        "{}: {}{flags}{default}{constraints}",
        property.name,
        type_text(types, &property.ty)
    )
}

/// A use of a type as text.
/// A use of a type.
pub(crate) fn type_text(types: &Types, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Scalar(scalar) => scalar_text(*scalar).to_owned(),
        TypeRef::Array(item) => format!("[{}]", type_text(types, item)),
        TypeRef::Tuple(parts) => {
            let parts: Vec<String> = parts.iter().map(|part| type_text(types, part)).collect();
            format!("({})", parts.join(", "))
        }
        TypeRef::Map(value) => format!("map of {}", type_text(types, value)),
        TypeRef::Nullable(inner) => format!("{} or null", type_text(types, inner)),
        TypeRef::Named(id) => types.get(*id).origin.pointer.to_string(),
        TypeRef::Any => "any".to_owned(),
        TypeRef::Foreign(own) => format!("foreign {}", own.path),
    }
}

fn scalar_text(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Boolean => "boolean",
        Scalar::I32 => "i32",
        Scalar::I64 => "i64",
        Scalar::U32 => "u32",
        Scalar::U64 => "u64",
        Scalar::F64 => "f64",
        Scalar::String => "string",
        Scalar::Secret => "secret",
        Scalar::Uuid => "uuid",
        Scalar::DateTime => "date-time",
        Scalar::Date => "date",
        Scalar::Base64 => "base64",
        Scalar::Bytes => "bytes",
    }
}
