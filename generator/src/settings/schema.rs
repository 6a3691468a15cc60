//! `[schemas."<pointer>"]`: what overrides or completes one schema.

use std::collections::BTreeMap;

use super::Position;

/// `[schemas."<pointer>"]`: what overrides or completes one schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SchemaSettings {
    /// Whether values are secret, that is: never shown by `Debug`. `None`: the document decides.
    pub secret: Option<bool>,
    /// Overrides the schema's `readOnly`. `None`: the document decides.
    pub read_only: Option<bool>,
    /// The name of the type that the schema becomes, in `UpperCamelCase`.
    pub name: Option<String>,
    /// The name of the field, argument or setter for the member, parameter or part whose schema it
    /// is, in `snake_case`.
    pub field: Option<String>,
    /// The names of variants, in `UpperCamelCase`: by the text of an enumeration's value, or by the
    /// label or the number of a union's branch.
    pub variants: BTreeMap<String, String>,
    /// The path of a Rust type that values have instead of a generated one.
    pub ty: Option<String>,
    /// Derive macros that the type has beside its own.
    pub derives: Vec<String>,
    /// Attributes of the type.
    pub attributes: Vec<String>,
    /// Attributes of the field for the member whose schema it is.
    pub field_attributes: Vec<String>,
    /// Where the table begins in the settings file.
    pub position: Position,
}
