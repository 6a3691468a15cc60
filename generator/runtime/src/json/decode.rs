//! Decoding: the traits that models implement, and the types that they are made of.

use std::collections::BTreeMap;

use super::{Fault, FaultKind, Nullable, Reader};

/// A type that is read from JSON.
pub trait Decode: Sized {
    /// Takes one value from the reader.
    ///
    /// # Errors
    ///
    /// A [`Fault`] whose path is relative to the value.
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault>;

    /// What `null` as a member's value means: `Some` for a type that has a value for it, and
    /// `None`, the default, for one that has not; the member then counts as absent.
    #[must_use]
    fn from_null() -> Option<Self> {
        None
    }
}

/// A place that a member's value goes to: empty until the member has been there.
pub trait Slot {
    /// Takes the member's value from the reader.
    ///
    /// # Errors
    ///
    /// A [`Fault`] whose path is relative to the value.
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault>;

    /// Whether a value has come.
    fn is_filled(&self) -> bool;
}

/// One declared member of an object: its name in JSON and where its value goes.
pub type Field<'a> = (&'static str, &'a mut dyn Slot);

impl<T: Decode> Slot for Option<T> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        *self = if reader.null()? {
            T::from_null()
        } else {
            Some(T::decode(reader)?)
        };
        Ok(())
    }

    fn is_filled(&self) -> bool {
        self.is_some()
    }
}

impl<T: Decode> Slot for Nullable<T> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        *self = Self::decode(reader)?;
        Ok(())
    }

    fn is_filled(&self) -> bool {
        !self.is_absent()
    }
}

/// Where the items of an array go.
pub trait Items {
    /// Takes the next item from the reader.
    ///
    /// # Errors
    ///
    /// A [`Fault`] whose path is relative to the item.
    fn item(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault>;
}

/// Items are checked to be JSON and forgotten.
impl Items for () {
    fn item(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        reader.skip()
    }
}

impl<T: Decode> Items for Vec<T> {
    fn item(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        self.push(T::decode(reader)?);
        Ok(())
    }
}

/// Where the members go that an object does not declare.
pub trait Rest {
    /// Takes the value of the member `name` from the reader.
    ///
    /// # Errors
    ///
    /// A [`Fault`] whose path is relative to the value.
    fn member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), Fault>;

    /// At the end of the object: a name that came twice and that [`Self::member`] let pass.
    fn repeated(&self) -> Option<&str> {
        None
    }
}

/// Undeclared members are checked to be JSON and forgotten.
impl Rest for () {
    fn member(&mut self, _name: &str, reader: &mut Reader<'_>) -> Result<(), Fault> {
        reader.skip()
    }
}

impl<T: Decode> Rest for BTreeMap<String, T> {
    fn member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), Fault> {
        match self.insert(name.to_owned(), T::decode(reader)?) {
            Some(_) => Err(reader.fault(FaultKind::Duplicate)),
            None => Ok(()),
        }
    }
}

/// Which member of an object is missing that must be there, if one is: what [`Reader::object_with`] has found.
#[derive(Clone, Copy, Debug)]
#[must_use = "an object that lacks a required member is none of its type"]
pub struct Missing(pub(super) Option<&'static str>);

impl Missing {
    /// The fault that it is: [`FaultKind::Missing`] at the member.
    #[must_use]
    #[cold]
    pub fn fault(self) -> Fault {
        let fault = Fault::new(FaultKind::Missing);
        match self.0 {
            Some(name) => fault.in_member(name),
            None => fault,
        }
    }
}

impl Decode for bool {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        reader.bool()
    }
}

impl Decode for i32 {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        reader.integer("i32")
    }
}

impl Decode for i64 {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        reader.integer("i64")
    }
}

impl Decode for u32 {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        reader.integer("u32")
    }
}

impl Decode for u64 {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        reader.integer("u64")
    }
}

/// The nearest value; a number beyond the largest finite one is refused.
impl Decode for f64 {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let value: Option<Self> = reader.number()?.parse().ok();
        value
            .filter(|value| value.is_finite())
            .ok_or_else(|| reader.fault(FaultKind::Range("f64")))
    }
}

/// The nearest value; a number beyond the largest finite one is refused.
impl Decode for f32 {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let value: Option<Self> = reader.number()?.parse().ok();
        value
            .filter(|value| value.is_finite())
            .ok_or_else(|| reader.fault(FaultKind::Range("f32")))
    }
}

impl Decode for String {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        reader.string().map(Into::into)
    }
}

/// A value of no interest, of any kind.
impl Decode for () {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        reader.skip()
    }

    fn from_null() -> Option<Self> {
        Some(())
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        if reader.null()? {
            Ok(None)
        } else {
            T::decode(reader).map(Some)
        }
    }

    fn from_null() -> Option<Self> {
        Some(None)
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        T::decode(reader).map(Self::new)
    }

    fn from_null() -> Option<Self> {
        T::from_null().map(Self::new)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut items = Self::new();
        reader.array(&mut items)?;
        Ok(items)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut members = Self::new();
        reader.object(&mut [], &mut members)?;
        Ok(members)
    }
}
