//! Types: what values look like.

use serde_json::Value;

use super::{Docs, Origin};

/// The identity of a named type in [`Types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(u32);

impl TypeId {
    /// The position of the type in the order of the document.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The named types of an API, in document order.
#[derive(Debug, Clone, Default)]
pub struct Types {
    definitions: Vec<TypeDef>,
}

impl Types {
    /// Adds a type and gives its identity.
    pub fn add(&mut self, definition: TypeDef) -> TypeId {
        let id = TypeId(u32::try_from(self.definitions.len()).unwrap_or(u32::MAX));
        self.definitions.push(definition);
        id
    }

    /// The type with this identity.
    #[allow(
        clippy::indexing_slicing,
        reason = "an id is only made by `add` of the same arena"
    )]
    pub fn get(&self, id: TypeId) -> &TypeDef {
        &self.definitions[id.index()]
    }

    /// The type with this identity, to be filled in.
    #[allow(
        clippy::indexing_slicing,
        reason = "an id is only made by `add` of the same arena"
    )]
    pub fn get_mut(&mut self, id: TypeId) -> &mut TypeDef {
        &mut self.definitions[id.index()]
    }

    /// All types with their identities, in document order.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.definitions
            .iter()
            .enumerate()
            .map(|(index, definition)| (TypeId(index as u32), definition))
    }

    /// How many types there are.
    pub fn len(&self) -> usize {
        self.definitions.len()
    }

    /// Whether there is no type.
    pub fn is_empty(&self) -> bool {
        self.definitions.is_empty()
    }
}

/// A type that gets a name of its own.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Where its schema stands.
    pub origin: Origin,
    /// What the document says about it.
    pub docs: Docs,
    /// What its values look like.
    pub shape: Shape,
}

/// What the values of a named type look like.
#[derive(Debug, Clone)]
pub enum Shape {
    /// A JSON object with known members.
    Object(Object),
    /// One of a list of values; others may come.
    Enumeration(Enumeration),
    /// One of several types.
    Union(Union),
    /// Another name for a type.
    Alias(TypeRef),
    /// A type of its own around another one: a type that contains itself through arrays or maps only.
    Wrapper(TypeRef),
}

/// A use of a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypeRef {
    /// A value without parts.
    Scalar(Scalar),
    /// A JSON array.
    Array(Box<TypeRef>),
    /// A JSON array of a fixed number of values.
    Tuple(Vec<TypeRef>),
    /// A JSON object used as a map from names to values.
    Map(Box<TypeRef>),
    /// The type or `null`.
    Nullable(Box<TypeRef>),
    /// A named type.
    Named(TypeId),
    /// Any JSON value.
    Any,
    /// A type of the user's own.
    Foreign(Foreign),
}

/// A type that is not made from the document: the settings name it in place of one that would be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Foreign {
    /// Its path, as the emitted crate writes it.
    pub path: String,
    /// The `type` that the schema gives its values, if it does.
    pub json: Option<String>,
}

impl Foreign {
    /// Its path for code that uses the emitted crate, which is called `crate_name`.
    pub fn path_in(&self, crate_name: &str) -> String {
        let own = format!("{crate_name}::");
        let mut path = String::new();
        let mut rest = self.path.as_str();
        while let Some((before, after)) = rest.split_once("crate::") {
            let is_inside = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
            path.push_str(before);
            path.push_str(if is_inside { "crate::" } else { &own });
            rest = after;
        }
        path + rest
    }
}

impl TypeRef {
    /// The type or `null`, never wrapped twice.
    pub fn nullable(self) -> Self {
        match self {
            Self::Nullable(_) | Self::Any => self,
            other => Self::Nullable(Box::new(other)),
        }
    }

    /// The type without `null`, and whether `null` was allowed.
    pub fn split_nullable(self) -> (Self, bool) {
        match self {
            Self::Nullable(inner) => (*inner, true),
            other => (other, false),
        }
    }

    /// The named types that a value of this type directly holds, with whether an allocation (array, map) lies between.
    pub fn visit_named(&self, behind_allocation: bool, visit: &mut dyn FnMut(TypeId, bool)) {
        match self {
            Self::Named(id) => visit(*id, behind_allocation),
            Self::Array(inner) | Self::Map(inner) => inner.visit_named(true, visit),
            Self::Nullable(inner) => inner.visit_named(behind_allocation, visit),
            Self::Tuple(parts) => {
                for part in parts {
                    part.visit_named(behind_allocation, visit);
                }
            }
            Self::Scalar(_) | Self::Any | Self::Foreign(_) => {}
        }
    }
}

/// A value without parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scalar {
    /// `boolean`.
    Boolean,
    /// `integer` of 32 bits.
    I32,
    /// `integer` of 64 bits, and any `integer` without a format.
    I64,
    /// `integer` of 32 bits that is never negative.
    U32,
    /// `integer` of 64 bits that is never negative.
    U64,
    /// `number`.
    F64,
    /// `string` without a format that has a type of its own.
    String,
    /// `string` that must never be shown: `format: password`, or named in the settings.
    Secret,
    /// `string`, `format: uuid` (RFC 9562).
    Uuid,
    /// `string`, `format: date-time` (RFC 3339).
    DateTime,
    /// `string`, `format: date` (RFC 3339 full-date).
    Date,
    /// `string`, `format: byte` (RFC 4648 base64).
    Base64,
    /// Raw bytes: `format: binary` as a whole body or a part of one.
    Bytes,
}

/// A JSON object with known members.
#[derive(Debug, Clone, Default)]
pub struct Object {
    /// The known members, in document order.
    pub properties: Vec<Property>,
    /// What other members may be there.
    pub additional: Additional,
}

/// What members beside the known ones an object may have (`additionalProperties`).
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Additional {
    /// Any: the document does not forbid them.
    #[default]
    Open,
    /// None, says the document; a newer server may still send some, and they are kept.
    Closed,
    /// Members of one type.
    Typed(TypeRef),
}

/// A member of an object.
#[derive(Debug, Clone)]
pub struct Property {
    /// Where its schema stands.
    pub origin: Origin,
    /// Its name on the wire.
    pub name: String,
    /// What the document says about it.
    pub docs: Docs,
    /// Its type, `null` left aside.
    pub ty: TypeRef,
    /// Whether `null` is a value of it.
    pub nullable: bool,
    /// Whether the document requires it.
    pub required: bool,
    /// In which direction it travels.
    pub access: Access,
    /// The value that the server assumes when the member is absent.
    pub default: Option<Value>,
}

/// In which direction a member travels (`readOnly`, `writeOnly`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Both.
    ReadWrite,
    /// From the server only.
    ReadOnly,
    /// To the server only.
    WriteOnly,
}

/// One of a list of values.
#[derive(Debug, Clone)]
pub struct Enumeration {
    /// The values that the document lists, without `null`, in its order.
    pub values: Vec<EnumValue>,
}

impl Enumeration {
    /// Whether every value is a string.
    pub fn is_text(&self) -> bool {
        self.values.iter().all(|value| value.value.is_string())
    }

    /// Whether every value is an integer that fits 64 bits.
    pub fn is_integer(&self) -> bool {
        self.values.iter().all(|value| value.value.is_i64())
    }
}

/// A value of an enumeration.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// Where it stands.
    pub origin: Origin,
    /// The value itself.
    pub value: Value,
    /// A name for it from the document (`x-enum-varnames` and the like).
    pub label: Option<String>,
    /// A description of it from the document (`x-enum-descriptions` and the like).
    pub description: Option<String>,
}

/// One of several types (`oneOf`, `anyOf`).
#[derive(Debug, Clone)]
pub struct Union {
    /// The branches, in document order.
    pub variants: Vec<Variant>,
    /// The name of the member that tells the branches apart, if the document declares one.
    pub discriminator: Option<String>,
}

/// A branch of a union.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Where its schema stands.
    pub origin: Origin,
    /// A name for it: the referenced schema's, the title's, or none.
    pub label: Option<String>,
    /// What the document says about it.
    pub docs: Docs,
    /// Its type.
    pub ty: TypeRef,
    /// The discriminator values that select it.
    pub tags: Vec<String>,
}
