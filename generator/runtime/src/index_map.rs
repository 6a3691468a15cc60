//! JSON objects as maps that keep the order in which members came.

use std::hash::BuildHasher;

use indexmap::IndexMap;

use super::json::{Decode, Encode, Fault, FaultKind, Members, Reader, Rest, Writer};

impl<T: Decode, S: BuildHasher> Rest for IndexMap<String, T, S> {
    fn member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), Fault> {
        match self.insert(name.to_owned(), T::decode(reader)?) {
            Some(_) => Err(reader.fault(FaultKind::Duplicate)),
            None => Ok(()),
        }
    }
}

impl<T: Encode, S> Members for IndexMap<String, T, S> {
    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Encode)) {
        for (name, value) in self {
            visit(name, value);
        }
    }
}

impl<T: Decode, S: BuildHasher + Default> Decode for IndexMap<String, T, S> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut members = Self::default();
        reader.object(&mut [], &mut members)?;
        Ok(members)
    }
}

impl<T: Encode, S> Encode for IndexMap<String, T, S> {
    fn encode(&self, writer: &mut Writer) {
        writer.object(&[], self);
    }
}
