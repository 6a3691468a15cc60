//! An operation, seen by the one who looks for pages.

use crate::ir::{
    Header, Location, MemberPath, Operation, PageItems, Parameter, Payload, Property, Scalar,
    Shape, TypeRef, Types,
};

/// How many names of types may stand for each other.
const MAX_DEPTH: usize = 40;

/// The query parameters and the body of an operation's successes.
pub(super) struct View<'a> {
    types: &'a Types,
    pub(super) operation: &'a Operation,
    body: &'a TypeRef,
}

impl<'a> View<'a> {
    /// None for an operation whose successes do not share one JSON body.
    pub(super) fn of(types: &'a Types, operation: &'a Operation) -> Option<Self> {
        match operation.success_payload()? {
            Payload::Json(body) => Some(Self {
                types,
                operation,
                body,
            }),
            Payload::Text | Payload::Bytes => None,
        }
    }

    /// The query parameters with their positions among all parameters.
    pub(super) fn query(&self) -> impl Iterator<Item = (usize, &'a Parameter)> {
        let parameters = self.operation.parameters.iter().enumerate();
        parameters.filter(|(_, parameter)| parameter.location == Location::Query)
    }

    /// The documented headers of the successes.
    pub(super) fn headers(&self) -> impl Iterator<Item = &'a Header> {
        let successes = self.operation.successes.iter();
        successes.flat_map(|success| &success.headers)
    }

    /// The type behind names and `null`.
    pub(super) fn plain<'t>(&'t self, ty: &'t TypeRef) -> &'t TypeRef {
        let mut at = ty;
        for _ in 0..MAX_DEPTH {
            at = match at {
                TypeRef::Nullable(inner) => inner,
                TypeRef::Named(id) => match &self.types.get(*id).shape {
                    Shape::Alias(inner) | Shape::Wrapper(inner) => inner,
                    Shape::Object(_) | Shape::Enumeration(_) | Shape::Union(_) => return at,
                },
                _ => return at,
            };
        }
        at
    }

    /// The members of an object.
    pub(super) fn members<'t>(&'t self, ty: &'t TypeRef) -> &'t [Property] {
        match self.plain(ty) {
            TypeRef::Named(id) => match &self.types.get(*id).shape {
                Shape::Object(object) => &object.properties,
                _ => &[],
            },
            _ => &[],
        }
    }

    /// The members of the body.
    pub(super) fn body_members(&self) -> &[Property] {
        self.members(self.body)
    }

    /// The type that `path` leads to from `start`, if it leads anywhere. Members of maps and of
    /// any JSON are there by any name.
    pub(super) fn at<'t>(&'t self, start: &'t TypeRef, path: &MemberPath) -> Option<&'t TypeRef> {
        path.iter()
            .try_fold(start, |ty, name| match self.plain(ty) {
                TypeRef::Any => Some(&TypeRef::Any),
                TypeRef::Map(value) => Some(&**value),
                plain => {
                    let mut members = self.members(plain).iter();
                    Some(&members.find(|member| member.name == *name)?.ty)
                }
            })
    }

    /// The same from the body on.
    pub(super) fn in_body(&self, path: &MemberPath) -> Option<&TypeRef> {
        self.at(self.body, path)
    }

    /// The array that `path` leads to, if it leads to one.
    pub(super) fn items_at(&self, path: MemberPath) -> Option<PageItems> {
        match self.plain(self.in_body(&path)?) {
            TypeRef::Array(item) => Some(PageItems {
                ty: (**item).clone(),
                member: path,
            }),
            _ => None,
        }
    }

    /// What kind of cursor a value of a type can be.
    pub(super) fn cursor(&self, ty: &TypeRef) -> Option<Cursor> {
        match self.plain(ty) {
            TypeRef::Scalar(scalar) => match scalar {
                Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => Some(Cursor::Integer),
                Scalar::String | Scalar::Secret | Scalar::Uuid => Some(Cursor::Text),
                Scalar::DateTime | Scalar::Date | Scalar::Base64 => Some(Cursor::Text),
                Scalar::Boolean | Scalar::F64 | Scalar::Bytes => None,
            },
            TypeRef::Foreign(own) => match own.json.as_deref() {
                Some("integer") => Some(Cursor::Integer),
                Some("string") => Some(Cursor::Text),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn is_boolean(&self, ty: &TypeRef) -> bool {
        matches!(self.plain(ty), TypeRef::Scalar(Scalar::Boolean))
    }
}

/// What kind of cursor a value can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cursor {
    Text,
    Integer,
}
