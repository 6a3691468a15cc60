//! One object in its own type.

use openapiv3::{
    Example, Header, Operation, Parameter, RequestBody, Response, SchemaData, SecurityScheme,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Schema, shallow};
use crate::grammar::Kind;
use crate::pointer::Pointer;

/// An object that a `$ref` could stand for, or an operation.
pub(super) enum Object {
    Schema(Box<Schema>),
    Operation(Box<Operation>, Caller),
    Parameter(Box<Parameter>),
    RequestBody(RequestBody),
    Response(Box<Response>),
    Header(Box<Header>),
    Example(Box<Example>),
    SecurityScheme(Box<SecurityScheme>),
    /// Nothing is made of it.
    Link,
}

/// Who calls an operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Caller {
    Client,
    Server,
}

/// The object of `kind` that `value` is; none when an object of that kind is nothing by itself.
pub(super) fn object(
    pointer: &Pointer,
    kind: Kind,
    value: &Value,
) -> Option<serde_json::Result<Object>> {
    fn one<T: DeserializeOwned>(
        copy: Value,
        object: impl Fn(T) -> Object,
    ) -> serde_json::Result<Object> {
        serde_json::from_value(copy).map(object)
    }
    let copy = || shallow::copy(value, kind, pointer);
    Some(match kind {
        Kind::Schema => schema(copy()),
        Kind::Operation => {
            let caller = caller(pointer)?;
            one(copy(), |it| Object::Operation(Box::new(it), caller))
        }
        Kind::Parameter => one(copy(), |it| Object::Parameter(Box::new(it))),
        Kind::RequestBody => one(copy(), Object::RequestBody),
        Kind::Response => one(copy(), |it| Object::Response(Box::new(it))),
        Kind::Header => one(copy(), |it| Object::Header(Box::new(it))),
        Kind::Example => one(copy(), |it| Object::Example(Box::new(it))),
        Kind::SecurityScheme => one(copy(), |it| Object::SecurityScheme(Box::new(it))),
        Kind::Link => Ok(Object::Link),
        _ => return None,
    })
}

fn schema(copy: Value) -> serde_json::Result<Object> {
    let data: SchemaData = serde_json::from_value(copy.clone())?;
    let keywords = serde_json::from_value(copy)?;
    Ok(Object::Schema(Box::new(Schema { data, keywords })))
}

/// Who calls the operation at `pointer`; none at a place that is not one of an operation.
fn caller(pointer: &Pointer) -> Option<Caller> {
    let segments: Vec<_> = pointer.segments().collect();
    let root = segments.first()?;
    if root == "paths" && segments.len() == 3 {
        return Some(Caller::Client);
    }
    let is_incoming =
        root == "x-apicrate-webhooks" || segments.iter().any(|segment| segment == "callbacks");
    is_incoming.then_some(Caller::Server)
}
