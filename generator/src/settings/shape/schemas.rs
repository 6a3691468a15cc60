//! The tables of schemas.

use super::{Kind, TableShape, key};

/// `[schemas."<pointer>"]`.
pub(super) const SCHEMAS: TableShape = TableShape {
    header: "schemas.\"/components/schemas/Pet/properties/name\"",
    about: "One schema, by its JSON pointer; for a parameter, its own place or its schema's.",
    keys: &[
        key(
            "secret",
            Kind::Boolean,
            "Whether the strings here are secret, that is, never shown by `Debug`: a string, or an array or map of \
             strings. Without it, strings with `format: password` and those that are `writeOnly` are.",
        ),
        key(
            "read_only",
            Kind::Boolean,
            "Overrides the schema's `readOnly`.",
        ),
        key(
            "name",
            Kind::TypeName,
            "The name of the type that the schema becomes.",
        ),
        key(
            "field",
            Kind::ValueName,
            "The name of the field, where the schema is a member's; of the argument or setter, where it is a parameter's \
             or that of a part of a body. What goes over the wire stays as it is.",
        ),
    ],
};

/// `[schemas."<pointer>".variants]`.
pub(super) const VARIANTS: TableShape = TableShape {
    header: "schemas.\"/components/schemas/Pet/properties/name\".variants",
    about: "The variants of an enumeration, by their values as the document has them (numbers in quotes: `\"1\" = \"One\"`); \
            of a union, by the name of the schema that a branch refers to, or by the branch's number, from 0 on.",
    keys: &[key("<value>", Kind::TypeName, "The name of the variant.")],
};
