//! JSON objects as hash maps: written in the order of their names, so that equal maps give equal text.

use std::collections::HashMap;
use std::hash::BuildHasher;

use super::json::{Decode, Encode, Fault, FaultKind, Members, Reader, Rest, Writer};

impl<T: Decode, S: BuildHasher> Rest for HashMap<String, T, S> {
    fn member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), Fault> {
        match self.insert(name.to_owned(), T::decode(reader)?) {
            Some(_) => Err(reader.fault(FaultKind::Duplicate)),
            None => Ok(()),
        }
    }
}

impl<T: Encode, S> Members for HashMap<String, T, S> {
    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Encode)) {
        let mut members: Vec<(&String, &T)> = self.iter().collect();
        members.sort_unstable_by_key(|(name, _)| *name);
        for (name, value) in members {
            visit(name, value);
        }
    }
}

impl<T: Decode, S: BuildHasher + Default> Decode for HashMap<String, T, S> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut members = Self::default();
        reader.object(&mut [], &mut members)?;
        Ok(members)
    }
}

impl<T: Encode, S> Encode for HashMap<String, T, S> {
    fn encode(&self, writer: &mut Writer) {
        writer.object(&[], self);
    }
}
