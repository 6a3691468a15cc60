//! The members of each kind of object besides those that hold objects.

use super::Kind;
use super::table::{ANY, rules};

/// The members that are no objects, in 3.0, 3.1 and the drafts of JSON Schema that documents use.
fn plain(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Root => &["openapi", "security", "externalDocs", "jsonSchemaDialect"],
        Kind::Info => &[
            "title",
            "summary",
            "description",
            "termsOfService",
            "contact",
            "license",
            "version",
        ],
        Kind::Server => &["url", "description", "variables"],
        Kind::Tag => &["name", "description", "externalDocs"],
        Kind::Components => &[],
        Kind::PathItem => &["summary", "description"],
        Kind::Operation => &[
            "tags",
            "summary",
            "description",
            "externalDocs",
            "operationId",
            "deprecated",
            "security",
        ],
        Kind::Parameter => PARAMETER,
        // A header is a parameter without a name and a place of its own.
        Kind::Header => PARAMETER.get(2..).unwrap_or_default(),
        Kind::RequestBody => &["description", "required"],
        Kind::MediaType => &["example"],
        Kind::Encoding => &["contentType", "style", "explode", "allowReserved"],
        Kind::Response => &["description"],
        Kind::Example => &["summary", "description", "value", "externalValue"],
        Kind::Link => &[
            "operationRef",
            "operationId",
            "parameters",
            "requestBody",
            "description",
        ],
        Kind::Callback => &[],
        Kind::SecurityScheme => &[
            "type",
            "description",
            "name",
            "in",
            "scheme",
            "bearerFormat",
            "flows",
            "openIdConnectUrl",
        ],
        Kind::Schema => SCHEMA,
    }
}

const PARAMETER: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "example",
];

const SCHEMA: &[&str] = &[
    "title",
    "description",
    "type",
    "format",
    "enum",
    "const",
    "default",
    "example",
    "examples",
    "nullable",
    "required",
    "readOnly",
    "writeOnly",
    "deprecated",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minContains",
    "maxContains",
    "minProperties",
    "maxProperties",
    "dependentRequired",
    "contentEncoding",
    "contentMediaType",
    "discriminator",
    "externalDocs",
    "xml",
    "id",
    "$id",
    "$schema",
    "$vocabulary",
    "$comment",
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$recursiveAnchor",
    "$recursiveRef",
];

/// The members that an object of `kind` can have besides extensions; none where they are free names.
pub(crate) fn words(kind: Kind) -> Option<impl Iterator<Item = &'static str> + Clone> {
    let rules = rules(kind);
    if rules.iter().any(|rule| rule.key == ANY) {
        return None;
    }
    let objects = rules.iter().map(|rule| rule.key);
    let objects = objects.filter(|key| !key.starts_with("x-"));
    Some(objects.chain(plain(kind).iter().copied()))
}

/// What the specification calls an object of `kind`.
pub(crate) fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Root => "OpenAPI",
        Kind::Info => "Info",
        Kind::Server => "Server",
        Kind::Tag => "Tag",
        Kind::Components => "Components",
        Kind::PathItem => "Path Item",
        Kind::Operation => "Operation",
        Kind::Parameter => "Parameter",
        Kind::RequestBody => "Request Body",
        Kind::MediaType => "Media Type",
        Kind::Encoding => "Encoding",
        Kind::Response => "Response",
        Kind::Header => "Header",
        Kind::Example => "Example",
        Kind::Link => "Link",
        Kind::Callback => "Callback",
        Kind::SecurityScheme => "Security Scheme",
        Kind::Schema => "Schema",
    }
}
