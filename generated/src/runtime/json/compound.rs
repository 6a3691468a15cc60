//! Reading arrays and objects, and values that are skipped.

use std::borrow::Cow;

use super::{Fault, FaultKind, Field, Items, Kind, MAX_DEPTH, Missing, Raw, Reader, Rest};

impl<'a> Reader<'a> {
    /// Goes into an array or an object.
    fn enter(&mut self) -> Result<(), Fault> {
        if self.depth == MAX_DEPTH {
            return Err(self.fault(FaultKind::Depth));
        }
        self.depth += 1;
        self.position += 1;
        Ok(())
    }

    /// After the opening bracket (`first`) or an item: whether one more item follows. Takes the
    /// comma before it, or the closing bracket.
    fn more(&mut self, first: bool, close: u8) -> Result<bool, Fault> {
        match self.peek() {
            Some(byte) if byte == close => {
                self.position += 1;
                self.depth = self.depth.saturating_sub(1);
                Ok(false)
            }
            Some(b',') if !first => {
                self.position += 1;
                Ok(true)
            }
            Some(_) if first => Ok(true),
            _ => Err(self.malformed()),
        }
    }

    /// Takes an array, calling `items` at each of its items.
    ///
    /// # Errors
    ///
    /// When the next value is of another kind, the text is not JSON, or `items` fails.
    pub fn array(&mut self, items: &mut dyn Items) -> Result<(), Fault> {
        self.enter_array()?;
        let mut index = 0;
        while self.next_item(index == 0)? {
            items.item(self).map_err(|fault| fault.in_item(index))?;
            index += 1;
        }
        Ok(())
    }

    /// Goes into an array, before whose items [`Self::next_item`] then stops.
    pub(super) fn enter_array(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(b'[') => self.enter(),
            _ => Err(self.unexpected(Kind::Array)),
        }
    }

    /// Whether the array has a next item, which is then at the position.
    pub(super) fn next_item(&mut self, first: bool) -> Result<bool, Fault> {
        self.more(first, b']')
    }

    /// Goes into an object, whose members [`Self::next_member`] then gives.
    pub(super) fn enter_object(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(b'{') => self.enter(),
            _ => Err(self.unexpected(Kind::Object)),
        }
    }

    /// The name of the next member, whose value is then at the position, or `None` at the end.
    pub(super) fn next_member(&mut self, first: bool) -> Result<Option<Cow<'a, str>>, Fault> {
        if !self.more(first, b'}')? {
            return Ok(None);
        }
        let Some(b'"') = self.peek() else {
            return Err(self.malformed());
        };
        let name = self.quoted()?;
        let Some(b':') = self.peek() else {
            return Err(self.malformed());
        };
        self.position += 1;
        Ok(Some(name))
    }

    /// Takes an object: the value of each member goes to the slot of its name in `fields`, and
    /// what has none goes to `rest`.
    ///
    /// Members usually come in the order of the description, so the search for a name starts after
    /// the last hit.
    ///
    /// # Errors
    ///
    /// When the next value is of another kind, the text is not JSON, a name occurs twice, or a
    /// slot fails.
    pub fn object(&mut self, fields: &mut [Field<'_>], rest: &mut dyn Rest) -> Result<(), Fault> {
        self.enter_object()?;
        let mut seen = Seen::default();
        let mut next = 0;
        let mut first = true;
        while let Some(name) = self.next_member(first)? {
            first = false;
            match position(fields, &name, next) {
                Some((index, (_, slot))) => {
                    if !seen.insert(index) {
                        return Err(self.fault(FaultKind::Duplicate).in_member(&name));
                    }
                    slot.fill(self).map_err(|fault| fault.in_member(&name))?;
                    next = index + 1;
                }
                None => rest
                    .member(&name, self)
                    .map_err(|fault| fault.in_member(&name))?,
            }
        }
        match rest.repeated() {
            Some(name) => Err(self.fault(FaultKind::Duplicate).in_member(name)),
            None => Ok(()),
        }
    }

    /// Takes an object as [`Self::object`] does, and looks whether those of `fields` have come whose names are
    /// `required`.
    ///
    /// # Errors
    ///
    /// As for [`Self::object`]. That a member is missing is no error yet.
    pub fn object_with(
        &mut self,
        required: &[&'static str],
        fields: &mut [Field<'_>],
        rest: &mut dyn Rest,
    ) -> Result<Missing, Fault> {
        self.object(fields, rest)?;
        // Names are compared for the few members alone that have not come.
        let empty = fields.iter().filter(|(_, slot)| !slot.is_filled());
        let name = empty
            .map(|(name, _)| *name)
            .find(|name| required.contains(name));
        Ok(Missing(name))
    }

    /// Takes a value of any kind and gives its text, checked but not decoded.
    ///
    /// # Errors
    ///
    /// When the text is not JSON.
    pub fn raw(&mut self) -> Result<Raw<'a>, Fault> {
        self.peek();
        let (start, depth) = (self.position, self.depth);
        self.skip()?;
        let text = self.text.get(start..self.position).unwrap_or_default();
        Ok(Raw {
            text,
            origin: self.origin + start,
            depth,
            effort: self.effort,
        })
    }

    /// Takes a value of any kind and forgets it. It is checked to be JSON all the same, except that
    /// names may occur twice in it.
    ///
    /// # Errors
    ///
    /// When the text is not JSON.
    pub fn skip(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(b'n') => self.word("null"),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'"') => self.quoted().map(drop),
            Some(b'[') => self.array(&mut ()),
            Some(b'{') => self.skip_object(),
            Some(_) => self.number().map(drop),
            None => Err(self.malformed()),
        }
    }

    fn skip_object(&mut self) -> Result<(), Fault> {
        self.enter_object()?;
        let mut first = true;
        while let Some(name) = self.next_member(first)? {
            first = false;
            self.skip().map_err(|fault| fault.in_member(&name))?;
        }
        Ok(())
    }
}

/// The field of that name, looked for from `next` on and then from the start.
fn position<'f, 's>(
    fields: &'f mut [Field<'s>],
    name: &str,
    next: usize,
) -> Option<(usize, &'f mut Field<'s>)> {
    let (before, after) = fields.split_at(next.min(fields.len()));
    let index = match after.iter().position(|field| field.0 == name) {
        Some(index) => next + index,
        None => before.iter().position(|field| field.0 == name)?,
    };
    fields.get_mut(index).map(|field| (index, field))
}

/// The indices of the members that have been there.
#[derive(Default)]
struct Seen {
    low: u64,
    /// Bits for the indices from 64 on; most objects need none.
    high: Vec<u64>,
}

impl Seen {
    /// Whether `index` is new.
    fn insert(&mut self, index: usize) -> bool {
        let bit = 1u64 << (index % 64);
        let word = match (index / 64).checked_sub(1) {
            None => &mut self.low,
            Some(word) => {
                if self.high.len() <= word {
                    self.high.resize(word + 1, 0);
                }
                match self.high.get_mut(word) {
                    Some(word) => word,
                    None => return true,
                }
            }
        };
        let new = *word & bit == 0;
        *word |= bit;
        new
    }
}
