//! What a call sends: method, target and headers, worked out from the description.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::Plan;
use super::styles::{Written, percent};
use crate::analyse::examples::Examples;
use crate::ir::{CredentialKind, Idempotency, Location, Operation, Parameter, Scalar, TypeRef};

/// The base URL that the tests use; its path must stay in front.
pub(super) const BASE: &str = "https://api.example.com/base";

/// What the tests give as secret, and as user and password.
pub(super) const SECRET: &str = "secret";
pub(super) const USER: (&str, &str) = ("user", "password");
/// `user:password` in base64 (RFC 4648 §4), as RFC 7617 has it.
const BASIC: &str = "Basic dXNlcjpwYXNzd29yZA==";

/// A request as it is expected.
#[derive(Debug)]
pub(super) struct Expected<'a> {
    /// Path and query.
    pub(super) target: String,
    /// The headers, those of the transport and the package aside, by their names in lower case.
    pub(super) headers: BTreeMap<String, String>,
    /// The parameters that are set, with their positions and values.
    pub(super) set: Vec<(usize, &'a Parameter, Value)>,
}

/// What a call of the operation with all its parameters sends, its body aside.
///
/// None where no call can be made: a required parameter has no value that can be written, or a credential is not at hand.
pub(super) fn expected<'a>(
    plan: &Plan<'a>,
    examples: &Examples<'a>,
    operation: &'a Operation,
) -> Option<Expected<'a>> {
    let mut filled = percent_path(&operation.path);
    let (mut query, mut cookies) = (Vec::new(), Vec::new());
    let mut headers = BTreeMap::new();
    let mut set = Vec::new();
    for (position, parameter) in operation.parameters.iter().enumerate() {
        let Some((value, text)) = value(examples, parameter) else {
            if parameter.required {
                return None;
            }
            continue;
        };
        match (parameter.location, text) {
            (Location::Path, text) => {
                let slot = format!("{{{}}}", parameter.name);
                filled = filled.replace(&slot, &text.filter(|text| !text.is_empty())?);
            }
            (_, None) => {}
            (Location::Query, Some(text)) => query.push(text),
            (Location::Cookie, Some(text)) => cookies.push(text),
            (Location::Header, Some(text)) => {
                headers.insert(parameter.name.to_ascii_lowercase(), text);
            }
        }
        set.push((position, parameter, value));
    }
    authorise(plan, operation, &mut query, &mut cookies, &mut headers)?;
    let accept = accept(operation);
    if !accept.is_empty() {
        headers.entry("accept".to_owned()).or_insert(accept);
    }
    if let Idempotency::Key(name) = &operation.idempotency {
        // It is a parameter, and set; a key of the client's own could not be foreseen.
        headers.get(&name.to_ascii_lowercase())?;
    }
    if !cookies.is_empty() {
        headers.insert("cookie".to_owned(), cookies.join("; "));
    }
    let mut target = format!("/base{filled}");
    if !query.is_empty() {
        target = format!("{target}?{}", query.join("&"));
    }
    Some(Expected {
        target,
        headers,
        set,
    })
}

/// A value of the parameter and its text, if it can be sent; no text is for what is not sent, as empty lists are not.
fn value(examples: &Examples<'_>, parameter: &Parameter) -> Option<(Value, Option<String>)> {
    let fallback = matches!(
        parameter.ty,
        TypeRef::Scalar(Scalar::String | Scalar::Secret)
    );
    let own = examples.parameter(parameter);
    let made = || examples.made(&parameter.ty, 0);
    let plain = || fallback.then(|| Value::from("text"));
    let offers = [own, made(), plain()];
    offers.into_iter().flatten().find_map(|value| {
        let text = Written::from(parameter).text(&value).ok()?;
        is_sent(parameter, text.as_deref()).then_some((value, text))
    })
}

/// Whether the client sends this text in this place and does not refuse it.
fn is_sent(parameter: &Parameter, text: Option<&str>) -> bool {
    match (parameter.location, text) {
        (Location::Path, text) => !matches!(text.unwrap_or_default(), "" | "." | ".."),
        (Location::Header, Some(text)) => {
            let is_visible = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
            text.bytes().all(is_visible) && text.trim() == text && !text.is_empty()
        }
        _ => true,
    }
}

/// The template's own characters, encoded as a path's are; its slots stay.
fn percent_path(template: &str) -> String {
    let mut path = String::with_capacity(template.len());
    for (index, part) in template.split('{').enumerate() {
        let (slot, literal) = match (index, part.split_once('}')) {
            (0, _) | (_, None) => (None, part),
            (_, Some((slot, literal))) => (Some(slot), literal),
        };
        if let Some(slot) = slot {
            path.push_str(&format!("{{{slot}}}"));
        }
        path.push_str(&percent(literal, ":/@!$&'()*+,;="));
    }
    path
}

/// The media types of all successes, each once.
fn accept(operation: &Operation) -> String {
    let mut listed: Vec<&str> = Vec::new();
    let responses = operation.successes.iter();
    for media_type in responses.flat_map(|response| &response.media_types) {
        if !listed.contains(&media_type.as_str()) {
            listed.push(media_type);
        }
    }
    listed.join(", ")
}

/// Adds what the tests' credentials add: those of the alternative with most schemes, the first of equals.
fn authorise(
    plan: &Plan<'_>,
    operation: &Operation,
    query: &mut Vec<String>,
    cookies: &mut Vec<String>,
    headers: &mut BTreeMap<String, String>,
) -> Option<()> {
    let schemes = &plan.api.schemes;
    let find = |key: &String| {
        let mut found = schemes.iter().filter(|scheme| scheme.key == *key);
        found.find(|scheme| scheme.kind != CredentialKind::MutualTls)
    };
    let alternatives = operation.security.iter();
    let at_hand = alternatives.filter(|all| all.iter().all(|key| find(key).is_some()));
    let chosen = at_hand.reduce(|best, next| if next.len() > best.len() { next } else { best });
    if chosen.is_none() && !operation.security.is_empty() {
        return None;
    }
    for scheme in chosen.into_iter().flatten().filter_map(find) {
        match &scheme.kind {
            CredentialKind::Header { name, prefix } => {
                headers.insert(name.to_ascii_lowercase(), format!("{prefix}{SECRET}"));
            }
            CredentialKind::Bearer => {
                headers.insert("authorization".to_owned(), format!("Bearer {SECRET}"));
            }
            CredentialKind::Basic => {
                headers.insert("authorization".to_owned(), BASIC.to_owned());
            }
            CredentialKind::Query { name } => {
                let start = format!("{}=", percent(name, ""));
                query.retain(|pair| !pair.starts_with(&start));
                query.push(format!("{start}{SECRET}"));
            }
            CredentialKind::Cookie { name } => cookies.push(format!("{name}={SECRET}")),
            CredentialKind::MutualTls => {}
        }
    }
    Some(())
}
