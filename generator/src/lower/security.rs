//! Security schemes and what operations require of them.

use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme as Parsed};

use super::Context;
use crate::ir::{CredentialKind, Origin, Requirement, SecurityScheme};
use crate::pointer::Pointer;
use crate::report::{Code, did_you_mean, similar};

/// The security schemes of the document, in its order.
pub(super) fn schemes(context: &mut Context<'_>) -> Vec<SecurityScheme> {
    let base = Pointer::from_segments(["components", "securitySchemes"]);
    let resolved = context.resolved;
    let mut schemes = Vec::new();
    for pointer in &resolved.parsed.security_schemes {
        let Some(parsed) = resolved.security_scheme(pointer) else {
            continue;
        };
        let key = pointer.last().unwrap_or_default().into_owned();
        let settings = context.settings.security.get(&key);
        let prefix = settings
            .and_then(|settings| settings.prefix.clone())
            .unwrap_or_default();
        let (kind, description) = kind(parsed, prefix, pointer, context);
        schemes.push(SecurityScheme {
            origin: Origin::new(pointer),
            method: settings.and_then(|settings| settings.method.clone()),
            key,
            description,
            kind,
        });
    }
    for (key, scheme) in &context.settings.security {
        if !resolved.parsed.security_schemes.contains(&base.child(key))
            && context.settings.select.is_everything()
        {
            let keys = resolved
                .parsed
                .security_schemes
                .iter()
                .filter_map(Pointer::last);
            let keys: Vec<_> = keys.collect();
            let help = match similar(key, keys.iter().map(AsRef::as_ref)) {
                Some(known) => did_you_mean(known),
                None => "correct the name, or remove the table from the settings".to_owned(),
            };
            context.warn_of_setting(
                scheme.position,
                &base,
                format!("the settings speak of the security scheme `{key}`, which the document does not have"),
                &help,
            );
        }
    }
    schemes
}

fn kind(
    parsed: &Parsed,
    prefix: String,
    pointer: &Pointer,
    context: &mut Context<'_>,
) -> (CredentialKind, Option<String>) {
    match parsed {
        Parsed::APIKey {
            location,
            name,
            description,
            ..
        } => {
            let name = name.clone();
            let kind = match location {
                APIKeyLocation::Header => CredentialKind::Header {
                    name: name.to_ascii_lowercase(),
                    prefix,
                },
                APIKeyLocation::Query => CredentialKind::Query { name },
                APIKeyLocation::Cookie => CredentialKind::Cookie { name },
            };
            (kind, description.clone())
        }
        Parsed::HTTP { description, .. } if is_certificate(parsed) => {
            note_certificate(pointer, context);
            (CredentialKind::MutualTls, description.clone())
        }
        Parsed::HTTP {
            scheme,
            description,
            ..
        } => {
            let kind = of_http(scheme, prefix, pointer, context);
            (kind, description.clone())
        }
        Parsed::OAuth2 { description, .. } | Parsed::OpenIDConnect { description, .. } => {
            (CredentialKind::Bearer, description.clone())
        }
    }
}

/// An HTTP authentication scheme (RFC 9110 §11).
fn of_http(
    scheme: &str,
    prefix: String,
    pointer: &Pointer,
    context: &mut Context<'_>,
) -> CredentialKind {
    match scheme.to_ascii_lowercase().as_str() {
        "basic" => CredentialKind::Basic,
        "bearer" => CredentialKind::Bearer,
        other => {
            context.report.note(
                Code::NotLowered,
                pointer,
                format!("the client does not know the HTTP scheme `{other}`: callers give the whole header"),
                "give the client the header's value as the credential",
            );
            CredentialKind::Header {
                name: "authorization".to_owned(),
                prefix,
            }
        }
    }
}

fn note_certificate(pointer: &Pointer, context: &mut Context<'_>) {
    context.report.note(
        Code::NotLowered,
        pointer,
        "a client certificate is a matter of the connection: the client has no setting for it",
        "give the client a transport that has the certificate",
    );
}

/// Whether it is the scheme `mutualTLS` of 3.1, which normalising has kept in a form that 3.0 has.
fn is_certificate(parsed: &Parsed) -> bool {
    match parsed {
        Parsed::HTTP { extensions, .. } => extensions.contains_key("x-apicrate-mutualTLS"),
        _ => false,
    }
}

/// What a call needs; requirements that name a scheme that does not exist are left out, and so are
/// client certificates, which the connection has or has not.
pub(super) fn requirements(
    context: &Context<'_>,
    listed: Option<&[SecurityRequirement]>,
) -> Vec<Requirement> {
    let base = Pointer::from_segments(["components", "securitySchemes"]);
    let known = &context.resolved.parsed.security_schemes;
    let listed = listed.unwrap_or_default().iter();
    let is_known = |requirement: &&SecurityRequirement| {
        requirement
            .keys()
            .all(|key| known.contains(&base.child(key)))
    };
    let is_credential = |key: &&String| {
        let scheme = context.resolved.security_scheme(&base.child(key));
        !scheme.is_some_and(is_certificate)
    };
    listed
        .filter(is_known)
        .map(|requirement| requirement.keys().filter(is_credential).cloned().collect())
        .collect()
}
