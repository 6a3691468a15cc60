//! The names of the documented errors.

use super::{ErrorSetNames, Given, TypeNames, names, words};
use crate::analyse::{ErrorSet, Facts};
use crate::ir::{Api, Payload, Status, TypeRef};

/// What the lock knows each set by: its statuses with what comes with them. No operation is in it, for a set is
/// shared by all that have it.
pub(super) fn keys(api: &Api, facts: &Facts, types: &[TypeNames]) -> Vec<String> {
    let content = |payload: &Option<Payload>| match payload {
        None => "-".to_owned(),
        Some(Payload::Text) => "text".to_owned(),
        Some(Payload::Bytes) => "bytes".to_owned(),
        Some(Payload::Json(TypeRef::Named(id))) => {
            let names = types.get(id.index());
            names.map_or_else(String::new, |names| names.ty.to_string())
        }
        Some(Payload::Json(ty)) => crate::ir::dump::type_text(&api.types, ty),
    };
    let key = |set: &ErrorSet| {
        let parts = set.responses.iter().map(|(status, payload)| {
            let status = match status {
                Status::Code(code) => code.to_string(),
                Status::Range(digit) => format!("{digit}XX"),
                Status::Default => "default".to_owned(),
            };
            format!("{status} {}", content(payload))
        });
        format!("errors: {}", parts.collect::<Vec<String>>().join(", "))
    };
    facts.error_sets.iter().map(key).collect()
}

/// The names of all sets of documented errors: made of their statuses, so that no operation's name is in them.
pub(super) fn assign(facts: &Facts, keys: &[String], given: &Given<'_>) -> Vec<ErrorSetNames> {
    let sets = facts.error_sets.iter().zip(keys);
    let wishes = sets.map(|(set, key)| given.locked(key, 0, || set_words(set)));
    let types = given.names(wishes.collect(), &[], "", "Set");
    let modules = names(
        types
            .iter()
            .map(|ty| words::snake(ty.as_str(), "errors"))
            .collect(),
        &[],
        "",
        "_",
    );
    types
        .into_iter()
        .zip(modules)
        .zip(&facts.error_sets)
        .map(|((ty, module), set)| {
            let wishes = set
                .responses
                .iter()
                .map(|(status, _)| status_words(*status))
                .collect();
            ErrorSetNames {
                ty,
                module,
                variants: names(wishes, &[], "", ""),
            }
        })
        .collect()
}

fn set_words(set: &ErrorSet) -> String {
    let codes: Vec<String> = set
        .responses
        .iter()
        .filter_map(|(status, _)| code_of(*status))
        .collect();
    let others = set.responses.iter().filter_map(|(status, _)| match status {
        Status::Code(_) => None,
        Status::Range(digit) => Some(format!("Range{digit}")),
        Status::Default => Some("Default".to_owned()),
    });
    format!("Errors{}{}", codes.join("_"), others.collect::<String>())
}

fn code_of(status: Status) -> Option<String> {
    match status {
        Status::Code(code) => Some(code.to_string()),
        Status::Range(_) | Status::Default => None,
    }
}

/// The reason phrase of a status (RFC 9110 §15, RFC 6585) as a variant.
fn status_words(status: Status) -> String {
    let code = match status {
        Status::Code(code) => code,
        Status::Range(3) => return "Redirection".to_owned(),
        Status::Range(4) => return "ClientError".to_owned(),
        Status::Range(5) => return "ServerError".to_owned(),
        Status::Range(digit) => return format!("Range{digit}"),
        Status::Default => return "Other".to_owned(),
    };
    match REASONS.iter().find(|(known, _)| *known == code) {
        Some((_, reason)) => (*reason).to_owned(),
        None => format!("Status{code}"),
    }
}

const REASONS: &[(u16, &str)] = &[
    (301, "MovedPermanently"),
    (302, "Found"),
    (303, "SeeOther"),
    (304, "NotModified"),
    (307, "TemporaryRedirect"),
    (308, "PermanentRedirect"),
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (402, "PaymentRequired"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (406, "NotAcceptable"),
    (408, "RequestTimeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "LengthRequired"),
    (412, "PreconditionFailed"),
    (413, "ContentTooLarge"),
    (415, "UnsupportedMediaType"),
    (422, "UnprocessableContent"),
    (423, "Locked"),
    (424, "FailedDependency"),
    (428, "PreconditionRequired"),
    (429, "TooManyRequests"),
    (451, "UnavailableForLegalReasons"),
    (500, "InternalServerError"),
    (501, "NotImplemented"),
    (502, "BadGateway"),
    (503, "ServiceUnavailable"),
    (504, "GatewayTimeout"),
];
