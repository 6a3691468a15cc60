//! Example values: the document's own where they are what their schemas say, made ones otherwise.
//!
//! Tests, pages and the mock server's documentation take their values from here. What the document shows is used as it
//! stands or not at all: an example that contradicts its schema is a [`Disagreement`] and never a value of a test.

mod make;
mod read;
mod scalar;
mod wanted;

use serde_json::Value;

use super::Facts;
use crate::ir::{
    Api, BodyContent, Docs, Form, Limits, Parameter, Payload, Response, Sent, Shape, TypeId,
    TypeRef,
};
use crate::pointer::Pointer;

/// Gives example values of an API, and checks them.
#[derive(Debug, Clone, Copy)]
pub struct Examples<'a> {
    api: &'a Api,
    facts: &'a Facts,
}

/// Which of an object's members are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// All.
    Full,
    /// Those that a client sends: without `readOnly` ones.
    Request,
}

/// Where an example is not what its schema says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The place in the example, from its own root.
    pub pointer: Pointer,
    /// What is wrong there, a phrase without a full stop.
    pub what: String,
    /// Whether the emitted type cannot read the value. What it can read it writes back, but for `null`s that are no
    /// values.
    pub is_fatal: bool,
}

/// How deep the optional members of objects are made: 0 is none, 1 those of the value itself.
pub type Levels = usize;

impl<'a> Examples<'a> {
    /// Gives examples of `api`, about which `facts` are known.
    pub fn new(api: &'a Api, facts: &'a Facts) -> Self {
        Self { api, facts }
    }

    /// A value of what a request body holds: the document's first that agrees, else one with the optional members of
    /// `levels`.
    ///
    /// None for what is not made of JSON values, and for types that no finite value has.
    pub fn content(&self, content: &BodyContent, levels: Levels) -> Option<Value> {
        let ty = json_of(content)?;
        self.choose(ty, &content.examples, &Limits::default(), levels)
    }

    /// A value of a parameter: the document's first that agrees, else its default, else one that is made.
    pub fn parameter(&self, parameter: &Parameter) -> Option<Value> {
        let value = self.described(
            &parameter.ty,
            &parameter.docs,
            parameter.default.as_ref(),
            0,
        )?;
        self.written(&parameter.ty, &value, View::Request).ok()
    }

    /// A value of what a response brings, documented error or not; none where it brings no JSON.
    pub fn response(&self, response: &Response, levels: Levels) -> Option<Value> {
        let Some(Payload::Json(ty)) = &response.payload else {
            return None;
        };
        self.choose(ty, &response.examples, &Limits::default(), levels)
    }

    /// The examples of a named type that agree with it, in document order, as the document has them.
    pub fn documented(&self, id: TypeId) -> Vec<&'a Value> {
        let ty = TypeRef::Named(id);
        let examples = self.api.types.get(id).docs.examples.iter();
        examples
            .filter(|value| self.agrees(&ty, value).is_ok())
            .collect()
    }

    /// A value of a type, made of its parts and their own examples.
    ///
    /// None for types that no finite value has.
    pub fn made(&self, ty: &TypeRef, levels: Levels) -> Option<Value> {
        self.checked(ty, make::value(self, ty, &Docs::default(), levels)?)
    }

    /// A value that is read as the branch at `position` of a union; none where none can be made.
    pub fn of_branch(&self, id: TypeId, position: usize) -> Option<Value> {
        let Shape::Union(union) = &self.api.types.get(id).shape else {
            return None;
        };
        let value = make::of_branch(self, id, union, union.variants.get(position)?)?;
        (read::branch(self, id, union, &value) == Some(position)).then_some(value)
    }

    /// What the client writes after it has read `value`.
    ///
    /// # Errors
    ///
    /// The first place that the type cannot read.
    pub fn written(&self, ty: &TypeRef, value: &Value, view: View) -> Result<Value, Disagreement> {
        let (written, found) = read::read(self, ty, value, view);
        match found.into_iter().find(|found| found.is_fatal) {
            Some(fatal) => Err(fatal),
            None => Ok(written),
        }
    }

    /// Every place where `value` is not what `ty` says, in the order of the value.
    pub fn disagreements(&self, ty: &TypeRef, value: &Value) -> Vec<Disagreement> {
        read::read(self, ty, value, View::Full).1
    }

    /// Every place where `value` contradicts the schema itself, of which the document says `limits`; whether the
    /// emitted type finds the branch of a union again does not matter here.
    pub fn contradictions(
        &self,
        ty: &TypeRef,
        limits: &Limits,
        value: &Value,
    ) -> Vec<Disagreement> {
        let found = read::judge(self, ty, value);
        let beyond = wanted::problem(limits, value).filter(|_| found.is_empty());
        let beyond = beyond.map(|what| Disagreement {
            pointer: Pointer::root(),
            what,
            is_fatal: false,
        });
        found.into_iter().chain(beyond).collect()
    }

    /// Checks that `value` is what `ty` says.
    ///
    /// # Errors
    ///
    /// The first place where it is not.
    pub fn agrees(&self, ty: &TypeRef, value: &Value) -> Result<(), Disagreement> {
        self.disagreements(ty, value)
            .into_iter()
            .next()
            .map_or(Ok(()), Err)
    }

    /// The first of `examples` that agrees, else the first of the type's own, else one that is made.
    fn choose(
        &self,
        ty: &TypeRef,
        examples: &[Value],
        limits: &Limits,
        levels: Levels,
    ) -> Option<Value> {
        let own = match ty {
            TypeRef::Named(id) => self.api.types.get(*id).docs.examples.as_slice(),
            _ => &[],
        };
        let mut offered = examples.iter().chain(own);
        if let Some(value) = offered.find(|value| self.fits(ty, limits, value)) {
            return Some(value.clone());
        }
        self.checked(ty, make::value(self, ty, &limits_alone(limits), levels)?)
    }

    /// A value of a place with words and a default of its own.
    fn described(
        &self,
        ty: &TypeRef,
        docs: &Docs,
        default: Option<&Value>,
        levels: Levels,
    ) -> Option<Value> {
        let examples: Vec<Value> = docs.examples.iter().chain(default).cloned().collect();
        self.choose(ty, &examples, &docs.limits, levels)
    }

    fn fits(&self, ty: &TypeRef, limits: &Limits, value: &Value) -> bool {
        self.agrees(ty, value).is_ok() && wanted::problem(limits, value).is_none()
    }

    /// A made value, if it is one that the emitted type reads.
    fn checked(&self, ty: &TypeRef, value: Value) -> Option<Value> {
        self.written(ty, &value, View::Full)
            .is_ok()
            .then_some(value)
    }
}

/// The type of content that is made of a JSON value.
fn json_of(content: &BodyContent) -> Option<&TypeRef> {
    match &content.payload {
        Sent::Json(ty) | Sent::Form(Form { ty, .. }) => Some(ty),
        Sent::Multipart(_) | Sent::Text | Sent::Bytes => None,
    }
}

fn limits_alone(limits: &Limits) -> Docs {
    Docs {
        limits: limits.clone(),
        ..Docs::default()
    }
}

#[cfg(test)]
mod tests;
