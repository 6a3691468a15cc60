//! Values without parts: the table of types and formats.

use super::Context;
use super::all_of::Conjunction;
use super::schema::Kind;
use crate::ir::Scalar;
use crate::pointer::Pointer;

impl Context<'_> {
    /// The scalar for a kind, the formats and the bounds that the parts name.
    pub(super) fn scalar(
        &mut self,
        place: &Pointer,
        kind: Kind,
        conjunction: &Conjunction<'_>,
    ) -> Scalar {
        let _ = place;
        let format = conjunction
            .parts()
            .find_map(|part| part.schema.keywords.format.as_deref())
            .unwrap_or_default();
        match kind {
            Kind::Boolean => Scalar::Boolean,
            Kind::Integer => integer(format, conjunction),
            Kind::Number => Scalar::F64,
            Kind::Any | Kind::Array | Kind::Object | Kind::String => text(format),
        }
    }
}

/// `string` and its formats (OpenAPI Format Registry); those without a type of their own stay text.
fn text(format: &str) -> Scalar {
    match format {
        "uuid" => Scalar::Uuid,
        "date-time" => Scalar::DateTime,
        "date" => Scalar::Date,
        "byte" => Scalar::Base64,
        "password" => Scalar::Secret,
        _ => Scalar::String,
    }
}

/// `integer`: unsigned where the bounds say so, 64 bits unless the format or both bounds say 32.
fn integer(format: &str, conjunction: &Conjunction<'_>) -> Scalar {
    let minimum = conjunction
        .parts()
        .find_map(|part| part.schema.keywords.minimum);
    let is_unsigned = minimum.is_some_and(|minimum| minimum >= 0.0);
    match (format, is_unsigned) {
        ("int32", false) => Scalar::I32,
        ("int32", true) | ("uint32" | "uint16" | "uint8", _) => Scalar::U32,
        ("int8" | "int16", _) => Scalar::I32,
        ("uint64" | "uint", _) => Scalar::U64,
        (_, true) => Scalar::U64,
        (_, false) => Scalar::I64,
    }
}
