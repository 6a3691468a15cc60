//! A document, its examples and its crate.

use std::collections::BTreeMap;

use apicrate::pointer::{self, Pointer};
use serde_json::Value;
use xtask::corpus::check::Workspace;
use xtask::corpus::documents::Document;
use xtask::emitted;
use xtask::exit::Failure;

use crate::dialect;
use crate::driver::{self, Case};
use crate::example::{self, Example};
use crate::oracle::{Oracle, Verdict};
use crate::row::Row;

/// How many references and parts are followed to a schema that has a type.
const MAX_STEPS: usize = 16;

/// A document whose crate has been written.
pub(crate) struct Subject {
    /// The name of the crate.
    pub package: String,
    name: String,
    tree: Value,
    types: BTreeMap<Pointer, String>,
}

impl Subject {
    /// Generates the crate of `document` into the scratch workspace; `None` if there is none, which
    /// `cargo xtask corpus` is about.
    ///
    /// # Errors
    ///
    /// When the document cannot be read, or when the disk refuses.
    pub(crate) fn generate(
        document: &Document,
        scratch: &Workspace,
    ) -> Result<Option<Self>, Failure> {
        let emitted = emitted::emit(document, scratch)?;
        Ok(emitted.map(|emitted| Self {
            package: emitted.package,
            name: document.name.clone(),
            tree: emitted.tree,
            types: emitted.types,
        }))
    }

    /// Validates the examples, and decodes and encodes the valid ones. A crate that cannot be
    /// compiled or run misses all of them.
    ///
    /// # Errors
    ///
    /// When the schemas cannot be read as JSON Schema, or Cargo not be started.
    pub(crate) fn measure(mut self, scratch: &Workspace) -> Result<Row, Failure> {
        let examples = example::collect(&self.tree);
        let mut row = Row {
            document: self.name.clone(),
            total: examples.len(),
            ..Row::default()
        };
        let plans: Vec<(Example, Option<Typed>)> = examples
            .into_iter()
            .map(|example| {
                let ty = self.type_of(&example.schema);
                (example, ty)
            })
            .collect();
        dialect::translate(&mut self.tree);
        let valid = self.valid(plans, &mut row)?;
        let mut types: Vec<String> = valid.iter().map(|(_, ty)| ty.clone()).collect();
        types.sort_unstable();
        types.dedup();
        let (examples, cases): (Vec<Example>, Vec<Case>) = valid
            .into_iter()
            .map(|(example, ty)| {
                let ty = types.binary_search(&ty).unwrap_or_default();
                let value = example.value.clone();
                (example, Case { ty, value })
            })
            .unzip();
        let reasons = match cases.is_empty() {
            true => Vec::new(),
            false => driver::run(scratch, &self.package, &types, &cases)?,
        };
        for (example, reason) in examples.into_iter().zip(reasons) {
            match reason {
                None => row.decoded += 1,
                Some(reason) => row.miss(&example, reason),
            }
        }
        Ok(row)
    }

    /// The valid ones of `examples` that have a type; the others are counted.
    fn valid(
        &self,
        examples: Vec<(Example, Option<Typed>)>,
        row: &mut Row,
    ) -> Result<Vec<(Example, String)>, Failure> {
        let mut oracle = Oracle::new(&self.tree)?;
        let mut valid = Vec::new();
        for (example, typed) in examples {
            match oracle.verdict(&example.schema, &example.value) {
                Verdict::Valid => row.valid += 1,
                Verdict::WrongFormat => {
                    row.wrong_format += 1;
                    continue;
                }
                Verdict::Invalid => continue,
                Verdict::Unusable(reason) => {
                    row.unusable.insert(example.schema.to_string(), reason);
                    continue;
                }
            }
            let mut is_of = |whole| oracle.verdict(whole, &example.value) == Verdict::Valid;
            match typed {
                None => row.miss(&example, "its schema has no type of its own".to_owned()),
                Some(typed) if !typed.wholes.iter().all(&mut is_of) => {
                    row.miss(&example, "it is no value of the whole type".to_owned());
                }
                Some(typed) => valid.push((example, typed.ty)),
            }
        }
        Ok(valid)
    }

    /// The type of the schema at `schema`, of the one that it refers to, or of the one that it is a part of.
    fn type_of(&self, schema: &Pointer) -> Option<Typed> {
        let mut place = schema.clone();
        let mut wholes = Vec::new();
        for _ in 0..MAX_STEPS {
            if let Some(ty) = self.types.get(&place) {
                let ty = ty.clone();
                return Some(Typed { ty, wholes });
            }
            let found = pointer::get(&self.tree, &place)?;
            if let Some((target, _)) = example::followed(&self.tree, found) {
                place = target;
                continue;
            }
            place = whole_of(&place)?;
            wholes.push(place.clone());
        }
        None
    }
}

/// The type that an example is decoded into.
struct Typed {
    ty: String,
    /// The schemas that its schema is only a part of: their values are what the type is for.
    wholes: Vec<Pointer>,
}

/// The schema that the one at `part` is a part of by `allOf`, `anyOf` or `oneOf`.
fn whole_of(part: &Pointer) -> Option<Pointer> {
    let list = part.parent()?;
    let word = list.last()?;
    let is_part = matches!(&*word, "allOf" | "anyOf" | "oneOf");
    let whole = list.parent()?;
    // Not a property of that name.
    let is_name = whole.last().is_some_and(|key| key == "properties");
    (is_part && !is_name).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_belong_to_wholes() {
        let whole = |text: &str| {
            let part: Pointer = text.parse().unwrap();
            whole_of(&part).map(|whole| whole.to_string())
        };
        assert_eq!(whole("/A/allOf/0").as_deref(), Some("/A"));
        assert_eq!(whole("/A/items/0"), None);
        assert_eq!(whole("/A/properties/allOf/0"), None);
    }
}
