//! Values without parts: the table of types and formats.

use serde_json::Value;

use super::Context;
use super::all_of::Conjunction;
use super::schema::Kind;
use crate::ir::Scalar;
use crate::parse::Schema;
use crate::pointer::Pointer;
use crate::settings::{Dates, TypeChoices};

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
            Kind::Any | Kind::Array | Kind::Object | Kind::String => {
                text(format, &self.settings.types)
            }
        }
    }
}

/// `string` and its formats (OpenAPI Format Registry); those without a type of their own stay text.
fn text(format: &str, choices: &TypeChoices) -> Scalar {
    match format {
        "uuid" => Scalar::Uuid,
        "date-time" if choices.date_time != Dates::String => Scalar::DateTime,
        "date" if choices.date != Dates::String => Scalar::Date,
        "byte" => Scalar::Base64,
        "password" => Scalar::Secret,
        _ => Scalar::String,
    }
}

/// `integer`: unsigned where the bounds say so, 64 bits unless the format says less.
fn integer(format: &str, conjunction: &Conjunction<'_>) -> Scalar {
    let is_unsigned = conjunction.parts().any(|part| is_unsigned(part.schema));
    match (format, is_unsigned) {
        ("int32", false) => Scalar::I32,
        ("int32", true) | ("uint32" | "uint16" | "uint8", _) => Scalar::U32,
        ("int8" | "int16", _) => Scalar::I32,
        ("uint64" | "uint", _) => Scalar::U64,
        (_, true) => Scalar::U64,
        (_, false) => Scalar::I64,
    }
}

/// Whether the bounds of a schema leave no integer below 0, or allow some that 64 bits hold only without a sign.
fn is_unsigned(schema: &Schema) -> bool {
    let keywords = &schema.keywords;
    if let Some(minimum) = keywords.minimum {
        return minimum >= 0.0 || (minimum >= -1.0 && keywords.exclusive_minimum == Some(true));
    }
    // Bounds beyond the signed integers are kept as texts.
    let kept = |key: &str| schema.data.extensions.get(key).and_then(Value::as_str);
    ["x-apicrate-minimum", "x-apicrate-maximum"]
        .into_iter()
        .filter_map(kept)
        .next()
        .is_some_and(|bound| !bound.starts_with('-'))
}
