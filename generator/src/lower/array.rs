//! Lists, and lists whose first items have schemas of their own (JSON Schema, Core 10.3.1).

use super::Context;
use super::all_of::{Conjunction, Positions};
use crate::ir::TypeRef;
use crate::pointer::Pointer;
use crate::report::Code;
use crate::resolve;

/// The longest tuple that compares and prints (`std`, primitive type `tuple`).
const LONGEST_TUPLE: usize = 12;

impl<'a> Context<'a> {
    pub(super) fn array(&mut self, conjunction: &Conjunction<'a>) -> Option<TypeRef> {
        let items = conjunction
            .parts()
            .find_map(|part| part.schema.keywords.items.as_ref())
            .and_then(resolve::place);
        if let Some(positions) = conjunction.positions() {
            return self.positions(&positions, items);
        }
        let item = match items {
            Some(items) => self.type_at(&items)?,
            None => TypeRef::Any,
        };
        Some(TypeRef::Array(Box::new(item)))
    }

    /// A tuple, where every value has exactly these positions; else a list, of one type where all
    /// positions and what follows them (`further`) have the same.
    fn positions(&mut self, positions: &Positions, further: Option<Pointer>) -> Option<TypeRef> {
        let is_closed = positions.are_all_there_is
            || further.as_ref().is_some_and(|place| self.is_never(place));
        let types: Option<Vec<TypeRef>> = positions
            .places
            .iter()
            .map(|place| self.type_at(place))
            .collect();
        let mut types = types?;
        let is_tuple = is_closed && positions.are_all_required;
        if is_tuple && (1..=LONGEST_TUPLE).contains(&types.len()) {
            return Some(TypeRef::Tuple(types));
        }
        if !is_closed {
            types.push(match further {
                Some(place) => self.type_at(&place)?,
                None => TypeRef::Any,
            });
        }
        types.dedup();
        let item = match types.pop() {
            Some(only) if types.is_empty() => only,
            Some(_) => {
                self.report_positions(positions, is_tuple);
                TypeRef::Any
            }
            None => TypeRef::Any,
        };
        Some(TypeRef::Array(Box::new(item)))
    }

    fn is_never(&self, place: &Pointer) -> bool {
        let schema = self.resolved.parsed.schemas.get(place);
        schema.is_some_and(|schema| schema.data.extensions.contains_key("x-apicrate-never"))
    }

    fn report_positions(&mut self, positions: &Positions, is_tuple: bool) {
        let (why, help) = if is_tuple {
            (
                "tuples of this length do not compare or print in Rust: it is lowered as a list of any JSON values",
                "give the items names: an object says more than a long tuple",
            )
        } else {
            (
                "values may have fewer or more items than `prefixItems` lists: it is lowered as a list of any JSON values",
                "if every value has exactly these items, say so with `minItems` and `items: false`: it becomes a tuple",
            )
        };
        self.report
            .note(Code::NotInTypes, &positions.place, why, help);
    }
}
