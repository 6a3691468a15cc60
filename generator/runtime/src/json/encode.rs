//! Encoding: the traits that models implement, and the types that they are made of.

use std::collections::BTreeMap;

use super::Writer;

/// A type that is written as JSON.
pub trait Encode {
    /// Writes exactly one value.
    fn encode(&self, writer: &mut Writer);

    /// Whether an optional member with this value is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// One declared member of an object to write.
#[derive(Clone, Copy)]
#[must_use = "a member is written by `Writer::object`"]
pub struct Member<'a> {
    pub(super) name: &'static str,
    pub(super) value: &'a dyn Encode,
    pub(super) optional: bool,
    pub(super) read_only: bool,
}

impl<'a> Member<'a> {
    /// A member that is always written; nothing is written as `null`.
    pub const fn required(name: &'static str, value: &'a dyn Encode) -> Self {
        Self {
            name,
            value,
            optional: false,
            read_only: false,
        }
    }

    /// A member that is left out when [`Encode::is_absent`] says so.
    pub const fn optional(name: &'static str, value: &'a dyn Encode) -> Self {
        Self {
            name,
            value,
            optional: true,
            read_only: false,
        }
    }

    /// The same member, left out of [`View::Request`](super::View::Request).
    pub const fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }
}

/// The members that an object does not declare, to be written after the declared ones.
pub trait Members {
    /// Calls `visit` with the name and value of each member, in order.
    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Encode));
}

impl Members for () {
    fn each(&self, _visit: &mut dyn FnMut(&str, &dyn Encode)) {}
}

impl<T: Encode> Members for BTreeMap<String, T> {
    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Encode)) {
        for (name, value) in self {
            visit(name, value);
        }
    }
}

impl Encode for bool {
    fn encode(&self, writer: &mut Writer) {
        writer.bool(*self);
    }
}

impl Encode for i32 {
    fn encode(&self, writer: &mut Writer) {
        writer.integer(i64::from(*self));
    }
}

impl Encode for i64 {
    fn encode(&self, writer: &mut Writer) {
        writer.integer(*self);
    }
}

impl Encode for u32 {
    fn encode(&self, writer: &mut Writer) {
        writer.integer(i64::from(*self));
    }
}

impl Encode for u64 {
    fn encode(&self, writer: &mut Writer) {
        writer.unsigned(*self);
    }
}

impl Encode for f64 {
    fn encode(&self, writer: &mut Writer) {
        writer.float(*self);
    }
}

/// The shortest text that reads back as the same `f32`.
impl Encode for f32 {
    fn encode(&self, writer: &mut Writer) {
        writer.single(*self);
    }
}

impl Encode for str {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Encode for String {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Encode for () {
    fn encode(&self, writer: &mut Writer) {
        writer.null();
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.encode(writer),
            None => writer.null(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, writer: &mut Writer) {
        let mut array = writer.array();
        for item in self {
            array.item(item);
        }
        array.finish();
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, writer: &mut Writer) {
        self.as_slice().encode(writer);
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, writer: &mut Writer) {
        writer.object(&[], self);
    }
}
