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
        key(
            "type",
            Kind::TypePath,
            "The Rust type that values have instead of a generated one, by its whole path: a type of your own under \
             `crate::ext`, of a crate under `[dependencies]`, of the standard library, or one of the crate's other models. \
             It must be `Clone`, `Debug`, `PartialEq`, `Send`, `Sync` and `'static`, and read and write the JSON with \
             serde (`Serialize`, `DeserializeOwned`); `null` and absent are no matter of its own. It may not hold a model \
             by value that holds it. Name a type by one path only.",
        ),
        key(
            "derives",
            Kind::Derives,
            "Derive macros that the type has beside its own, as under `[models]`.",
        ),
        key(
            "attributes",
            Kind::Attributes,
            "Attributes of the type, such as `\"#[doc(alias = \\\"key\\\")]\"`. They stand behind its derives, which may read \
             them.",
        ),
        key(
            "field_attributes",
            Kind::Attributes,
            "The same for the field, where the schema is a member's.",
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

const DATES: Kind = Kind::Choice(&["text", "string", "chrono", "jiff", "time"]);

/// `[types]`.
pub(super) const TYPES: TableShape = TableShape {
    header: "types",
    about: "Which Rust types kinds of values have.",
    keys: &[
        key(
            "date_time",
            DATES,
            "Strings of `format: date-time`. `text`, unless set: `DateTime`, which keeps the text that came. `chrono`, `jiff`, \
             `time`: the same, and setters, constructors and parameters take that library's types as well; `TryFrom<&DateTime>` \
             and `to_chrono()` and the like lead back. The library is a feature of the crate, on by default. `string`: \
             `String`. For fields of the library's own type, which lose what the library cannot say, use `[formats]`.",
        ),
        key(
            "date",
            DATES,
            "Strings of `format: date`: the same with `Date`.",
        ),
        key(
            "map",
            Kind::Choice(&["BTreeMap", "HashMap", "IndexMap"]),
            "Objects that are maps: `BTreeMap` unless set. `HashMap` is written in the order of the names as well, `IndexMap` (of \
             the crate `indexmap`) in the order in which members came; neither can be hashed.",
        ),
    ],
};

/// `[models]`.
pub(super) const MODELS: TableShape = TableShape {
    header: "models",
    about: "What holds for all models.",
    keys: &[key(
        "derives",
        Kind::Derives,
        "Derive macros that every model has beside its own (`Clone`, `Debug`, `PartialEq`). `Eq` and `Hash` go to those \
         models that can have them: in which no member, at any depth, is a fraction or a type of your own. A macro of \
         a crate under `[dependencies]`, by its whole path, goes to every model as it is: the types of all members must \
         have its trait, `runtime::json::Extra` and `serde_json::Value` among them, or the macro must not ask for it.",
    )],
};

/// `[formats]`.
pub(super) const FORMATS: TableShape = TableShape {
    header: "formats",
    about: "Rust types for all values of a `format` of strings, integers or numbers, unless they are an enumeration's. The same \
            holds for them as for `type` of a schema.",
    keys: &[key(
        "<format>",
        Kind::TypePath,
        "The type's whole path, such as `\"rust_decimal::Decimal\"` for `decimal`.",
    )],
};

/// `[dependencies]`.
pub(super) const DEPENDENCIES: TableShape = TableShape {
    header: "dependencies",
    about: "Crates for the types and derives of the settings, written as in `Cargo.toml`: a version, or a table with `version`, \
            `features`, `default-features`, `package`, `path`, `git` and `rev`. For a crate that the client depends on by itself, \
            `features` adds some.",
    keys: &[key("<crate>", Kind::Dependency, "Where it comes from.")],
};
