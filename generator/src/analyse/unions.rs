//! How the branches of a union are told apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Object, Scalar, Shape, TypeId, TypeRef, Types, Union};

/// How a value finds its branch. Never by trying branches until one happens to fit.
#[derive(Debug, Clone, PartialEq)]
pub enum Strategy {
    /// By the text of a member: each branch has its tags.
    Tag(String),
    /// By what the value is, and which members it has.
    Content(Vec<Branch>),
}

/// What tells a branch from the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// The kinds of JSON value it can be.
    pub kinds: Vec<JsonKind>,
    /// The members that it must have and that tell it from the other objects; empty when its kind alone does.
    pub members: Vec<String>,
    /// Members with the only texts that they may have.
    pub constants: Vec<(String, Vec<String>)>,
    /// Whether another branch cannot be told apart from it: then it must fit exactly, and be the only one that does.
    pub is_ambiguous: bool,
}

/// The kinds of JSON values (RFC 8259 §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonKind {
    /// `true` and `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// The strategy of every union.
pub(super) fn strategies(types: &Types) -> BTreeMap<TypeId, Strategy> {
    let unions = types
        .iter()
        .filter_map(|(id, definition)| match &definition.shape {
            Shape::Union(union) => Some((id, strategy(types, union))),
            _ => None,
        });
    unions.collect()
}

fn strategy(types: &Types, union: &Union) -> Strategy {
    if let Some(property) = &union.discriminator
        && union
            .variants
            .iter()
            .all(|variant| !variant.tags.is_empty())
        && union
            .variants
            .iter()
            .all(|variant| kinds(types, &variant.ty) == [JsonKind::Object])
        && are_distinct(union.variants.iter().flat_map(|variant| &variant.tags))
    {
        return Strategy::Tag(property.clone());
    }
    Strategy::Content(branches(types, union))
}

fn are_distinct<'a>(tags: impl Iterator<Item = &'a String>) -> bool {
    let mut seen = BTreeSet::new();
    tags.into_iter().all(|tag| seen.insert(tag))
}

/// A branch that is an object, and what its required members say.
struct Candidate<'a> {
    object: &'a Object,
    /// Its required members that may only have certain texts.
    constants: Vec<(&'a str, Vec<&'a str>)>,
}

impl Candidate<'_> {
    /// Whether the member `name`, which may have one of `values` elsewhere, has another text here.
    fn differs_in(&self, name: &str, values: &[&str]) -> bool {
        self.constants.iter().any(|(other, others)| {
            *other == name && others.iter().all(|value| !values.contains(value))
        })
    }
}

fn branches(types: &Types, union: &Union) -> Vec<Branch> {
    let kinds_of: Vec<Vec<JsonKind>> = union
        .variants
        .iter()
        .map(|variant| kinds(types, &variant.ty))
        .collect();
    let candidates: Vec<Option<Candidate<'_>>> = union
        .variants
        .iter()
        .map(|variant| {
            let object = object_of(types, &variant.ty)?;
            let constants = constants(types, object);
            Some(Candidate { object, constants })
        })
        .collect();
    let mut branches = Vec::new();
    for (index, (own_kinds, own)) in kinds_of.iter().zip(&candidates).enumerate() {
        let others = kinds_of.iter().zip(&candidates).enumerate();
        let rivals: Vec<Option<&Candidate<'_>>> = others
            .filter(|(other, (kinds, _))| {
                *other != index && kinds.iter().any(|kind| own_kinds.contains(kind))
            })
            .map(|(_, (_, candidate))| candidate.as_ref())
            .collect();
        branches.push(branch(own_kinds, own.as_ref(), &rivals));
    }
    branches
}

fn branch(
    kinds: &[JsonKind],
    own: Option<&Candidate<'_>>,
    rivals: &[Option<&Candidate<'_>>],
) -> Branch {
    let mut branch = Branch {
        kinds: kinds.to_vec(),
        members: Vec::new(),
        constants: Vec::new(),
        is_ambiguous: false,
    };
    if rivals.is_empty() {
        return branch;
    }
    let Some(own) = own else {
        branch.is_ambiguous = true;
        return branch;
    };
    let is_of_use = |(name, values): &&(&str, Vec<&str>)| {
        let mut rivals = rivals.iter().flatten();
        rivals.any(|rival| rival.differs_in(name, values))
    };
    let constants: Vec<&(&str, Vec<&str>)> = own.constants.iter().filter(is_of_use).collect();
    let is_told_by_constant = |rival: &Candidate<'_>| {
        let mut own = constants.iter();
        own.any(|(name, values)| rival.differs_in(name, values))
    };
    let properties = own.object.properties.iter();
    for property in properties.filter(|property| property.required) {
        let tells = rivals
            .iter()
            .flatten()
            .any(|rival| !has_member(rival.object, &property.name) && !is_told_by_constant(rival));
        if tells {
            branch.members.push(property.name.clone());
        }
    }
    branch.is_ambiguous = rivals.iter().any(|rival| match rival {
        None => true,
        Some(rival) => {
            let mut members = branch.members.iter();
            let is_told_by_member = members.any(|name| !has_member(rival.object, name));
            !is_told_by_constant(rival) && !is_told_by_member
        }
    });
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    branch.constants = constants
        .iter()
        .map(|(name, values)| ((*name).to_owned(), owned(values)))
        .collect();
    branch
}

fn has_member(object: &Object, name: &str) -> bool {
    object
        .properties
        .iter()
        .any(|property| property.name == name)
}

/// The required members that may only have certain texts.
fn constants<'a>(types: &'a Types, object: &'a Object) -> Vec<(&'a str, Vec<&'a str>)> {
    let listed = object
        .properties
        .iter()
        .filter(|property| property.required)
        .filter_map(|property| {
            let TypeRef::Named(id) = &property.ty else {
                return None;
            };
            let Shape::Enumeration(enumeration) = &types.get(*id).shape else {
                return None;
            };
            let values: Option<Vec<&str>> = enumeration
                .values
                .iter()
                .map(|value| value.value.as_str())
                .collect();
            Some((property.name.as_str(), values?))
        });
    listed.collect()
}

fn object_of<'a>(types: &'a Types, ty: &TypeRef) -> Option<&'a Object> {
    match ty {
        TypeRef::Named(id) => match &types.get(*id).shape {
            Shape::Object(object) => Some(object),
            Shape::Alias(ty) => object_of(types, ty),
            _ => None,
        },
        _ => None,
    }
}

/// The kinds of JSON value that a type can be.
fn kinds(types: &Types, ty: &TypeRef) -> Vec<JsonKind> {
    kinds_within(types, ty, 0)
}

/// Unions of unions of unions are told apart no deeper than this.
const MAX_DEPTH: usize = 8;

fn kinds_within(types: &Types, ty: &TypeRef, depth: usize) -> Vec<JsonKind> {
    use JsonKind::{Array, Boolean, Integer, Number, Object, String};
    let all = || vec![Boolean, Integer, Number, String, Array, Object];
    if depth > MAX_DEPTH {
        return all();
    }
    match ty {
        TypeRef::Scalar(Scalar::Boolean) => vec![Boolean],
        TypeRef::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64) => vec![Integer],
        TypeRef::Scalar(Scalar::F64) => vec![Integer, Number],
        TypeRef::Scalar(_) => vec![String],
        TypeRef::Array(_) | TypeRef::Tuple(_) => vec![Array],
        TypeRef::Map(_) => vec![Object],
        TypeRef::Nullable(inner) => kinds_within(types, inner, depth + 1),
        TypeRef::Any => all(),
        TypeRef::Foreign(own) => match own.json.as_deref() {
            Some("boolean") => vec![Boolean],
            Some("integer") => vec![Integer],
            Some("number") => vec![Integer, Number],
            Some("string") => vec![String],
            Some("array") => vec![Array],
            Some("object") => vec![Object],
            _ => all(),
        },
        TypeRef::Named(id) => match &types.get(*id).shape {
            Shape::Object(_) => vec![Object],
            Shape::Enumeration(enumeration) if enumeration.is_text() => vec![String],
            Shape::Enumeration(enumeration) if enumeration.is_integer() => vec![Integer],
            Shape::Enumeration(_) => all(),
            Shape::Alias(ty) | Shape::Wrapper(ty) => kinds_within(types, ty, depth + 1),
            Shape::Union(union) => {
                let found: BTreeSet<JsonKind> = union
                    .variants
                    .iter()
                    .flat_map(|variant| kinds_within(types, &variant.ty, depth + 1))
                    .collect();
                found.into_iter().collect()
            }
        },
    }
}
