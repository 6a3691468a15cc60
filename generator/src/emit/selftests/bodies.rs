//! What a request's body comes to: the argument, and what is expected of it on the wire.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::arguments;
use super::literal;
use super::styles::{Written, percent};
use crate::analyse::examples::{Examples, View};
use crate::ir::{BodyContent, Form, Multipart, Part, PartContent, Scalar, Sent, TypeRef};
use crate::name::{FormNames, GroupNames};

/// A body that a test sends.
#[derive(Debug)]
pub(super) struct Body {
    /// The texts that argument and comparison name.
    pub(super) texts: TokenStream,
    /// The expression of the argument.
    pub(super) argument: TokenStream,
    /// The method of what was sent that compares, and what with.
    pub(super) check: TokenStream,
    /// The `content-type` header.
    pub(super) media_type: String,
}

/// The body of one content; none where no value of it can be made.
pub(super) fn body(
    examples: &Examples<'_>,
    content: &BodyContent,
    group: &GroupNames,
    form: Option<&FormNames>,
) -> Option<Body> {
    let media_type = content.media_type.clone();
    match &content.payload {
        Sent::Json(ty) => {
            let (given, sent) = values(examples, content, ty)?;
            let (texts, sent) = json_texts(&given, &sent);
            Some(Body {
                texts,
                argument: arguments::json_body(ty, &quote!(BODY)),
                check: quote!(.json(#sent)),
                media_type,
            })
        }
        Sent::Form(form) => {
            let (given, sent) = values(examples, content, &form.ty)?;
            let (given, sent) = (literal::json(&given), literal::text(&pairs(form, &sent)?));
            Some(Body {
                texts: quote!(const BODY: &str = #given;),
                argument: quote!(&support::read(BODY)),
                check: quote!(.text(#sent)),
                media_type,
            })
        }
        Sent::Multipart(multipart) => {
            let is_form = media_type
                .to_ascii_lowercase()
                .starts_with("multipart/form-data");
            let (argument, sent) = parts(examples, multipart, group, form, is_form)?;
            let separator = if media_type.contains(';') { "" } else { ";" };
            let sent = literal::text(&sent);
            Some(Body {
                texts: quote!(const PARTS: &str = #sent;),
                argument,
                check: quote!(.parts(PARTS)),
                media_type: format!("{media_type}{separator} boundary=BOUNDARY"),
            })
        }
        Sent::Text | Sent::Bytes => Some(Body {
            texts: TokenStream::new(),
            argument: quote!("content"),
            check: quote!(.text("content")),
            media_type,
        }),
    }
}

/// The value that a test gives, and what of it is sent.
fn values(examples: &Examples<'_>, content: &BodyContent, ty: &TypeRef) -> Option<(Value, Value)> {
    let given = examples.content(content, 0)?;
    let given = examples.written(ty, &given, View::Full).ok()?;
    let sent = examples.written(ty, &given, View::Request).ok()?;
    Some((given, sent))
}

/// The texts of what is given and what is sent of it, and the name of the latter.
fn json_texts(given: &Value, sent: &Value) -> (TokenStream, TokenStream) {
    let text = literal::json(given);
    let texts = quote!(const BODY: &str = #text;);
    if given == sent {
        return (texts, quote!(BODY));
    }
    let text = literal::json(sent);
    (quote!(#texts const SENT: &str = #text;), quote!(SENT))
}

/// The members as pairs (OpenAPI 3.1 §4.8.14.4); none where a style cannot write one.
fn pairs(form: &Form, value: &Value) -> Option<String> {
    let mut pairs = Vec::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        match form.members.iter().find(|member| member.name == *name) {
            Some(member) => pairs.extend(Written::from(member).text(value).ok()?),
            None => {
                let values = match value {
                    Value::Array(items) => items.as_slice(),
                    other => std::slice::from_ref(other),
                };
                let values = values.iter().filter(|value| !value.is_null());
                let name = percent(name, "");
                pairs.extend(values.map(|value| format!("{name}={}", percent(&plain(value), ""))));
            }
        }
    }
    Some(pairs.join("&"))
}

/// A value as text: of a string its content, of anything else its JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The parts that there must be, as an argument and as text with `BOUNDARY` for the boundary (RFC 2046 §5.1).
fn parts(
    examples: &Examples<'_>,
    multipart: &Multipart,
    group: &GroupNames,
    form: Option<&FormNames>,
    is_form: bool,
) -> Option<(TokenStream, String)> {
    if multipart.parts.is_empty() {
        let argument = quote!(crate::api::runtime::multipart::Multipart::new());
        return Some((argument, "--BOUNDARY--\n".to_owned()));
    }
    let form = form?;
    let (mut required, mut setters, mut text) = (Vec::new(), Vec::new(), String::new());
    // The constructor's come first, whatever the order in the document.
    let (first, rest): (Vec<_>, Vec<_>) = multipart
        .parts
        .iter()
        .zip(&form.parts)
        .partition(|(part, _)| part.required);
    for (part, name) in first.into_iter().chain(rest) {
        let Some((argument, written)) = one(examples, part, is_form) else {
            if part.required {
                return None;
            }
            continue;
        };
        text.push_str(&written);
        if part.required {
            required.push(argument);
        } else {
            let name = name.ident();
            setters.push(quote!(.#name(#argument)));
        }
    }
    text.push_str("--BOUNDARY--\n");
    let (module, ty) = (group.module.ident(), form.ty.ident());
    let argument = quote!(crate::api::operations::#module::#ty::new(#(#required),*) #(#setters)*);
    Some((argument, text))
}

/// The argument for a part, and the part as it is sent.
fn one(examples: &Examples<'_>, part: &Part, is_form: bool) -> Option<(TokenStream, String)> {
    let mut head = "--BOUNDARY\n".to_owned();
    let name = part.name.replace('"', "%22");
    let is_listed = |argument: TokenStream| match part.repeated {
        true => quote!([#argument]),
        false => argument,
    };
    let (argument, disposition, media_type, content) = match &part.content {
        PartContent::File => {
            let argument = is_listed(quote!(crate::api::runtime::multipart::File::new(
                "file.txt", "content"
            )));
            let disposition = match is_form {
                true => Some(format!("form-data; name=\"{name}\"; filename=\"file.txt\"")),
                false => Some("attachment; filename=\"file.txt\"".to_owned()),
            };
            let media_type = part.media_type.clone();
            let media_type = media_type.unwrap_or_else(|| "application/octet-stream".to_owned());
            (
                argument,
                disposition,
                Some(media_type),
                "content".to_owned(),
            )
        }
        PartContent::Value(ty) => {
            let value = examples.made(ty, 0)?;
            let sent = examples.written(ty, &value, View::Request).ok()?;
            let is_json = part
                .media_type
                .as_ref()
                .is_some_and(|said| said.to_ascii_lowercase().contains("json"));
            let content = if is_json {
                sent.to_string()
            } else {
                plain(&sent)
            };
            let usual =
                (sent.is_array() || sent.is_object()).then(|| "application/json".to_owned());
            let disposition = is_form.then(|| format!("form-data; name=\"{name}\""));
            let argument = part_argument(ty, &value, part.repeated);
            (
                argument,
                disposition,
                part.media_type.clone().or(usual),
                content,
            )
        }
    };
    if let Some(disposition) = disposition {
        head.push_str(&format!("content-disposition: {disposition}\n"));
    }
    if let Some(media_type) = media_type {
        head.push_str(&format!("content-type: {media_type}\n"));
    }
    Some((argument, format!("{head}\n{content}\n")))
}

fn part_argument(ty: &TypeRef, value: &Value, is_repeated: bool) -> TokenStream {
    match (ty, is_repeated) {
        (TypeRef::Scalar(Scalar::String | Scalar::Secret), _) => {
            let text = value.as_str().unwrap_or_default();
            if is_repeated {
                quote!([#text])
            } else {
                quote!(#text)
            }
        }
        (TypeRef::Scalar(_), false) => arguments::read(value),
        (_, true) => {
            let value = arguments::read(value);
            quote!(&[#value])
        }
        (_, false) => {
            let value = arguments::read(value);
            quote!(&#value)
        }
    }
}
