//! The intermediate representation: what a client needs to know of a description, and nothing of how it was written.
//!
//! What it promises to the phases after it:
//!
//! * no `$ref`, no `allOf`, no OpenAPI type is left; every [`TypeId`] is valid in [`Api::types`];
//! * everything stands in the order of the document;
//! * every node carries the [`Origin`] it came from;
//! * no Rust name is in it, but for those of types that the user has: naming is a phase of its own.

pub mod api;
pub mod body;
pub mod docs;
pub mod dump;

pub mod operation;
pub mod pagination;
pub mod security;
pub mod types;

pub use api::{Api, Group, Info, Server, ServerTemplate, ServerVariable};
pub use body::{Body, BodyContent, Form, FormMember, Multipart, Part, PartContent, Sent};
pub use docs::{Bound, Docs, Limits, Origin};
pub use operation::{
    Header, Idempotency, Incoming, Items, Location, Method, Operation, Parameter, Payload,
    Response, Status, Stream, Style,
};
pub use pagination::{LastPage, MemberPath, NextPage, PageItems, Pagination};
pub use security::{CredentialKind, Requirement, SecurityScheme};
pub use types::{
    Access, Additional, EnumValue, Enumeration, Foreign, Object, Property, Scalar, Shape, TypeDef,
    TypeId, TypeRef, Types, Union, Variant,
};
