//! Keywords that restrict values in a way that no type can say: told once each, and not checked.

use super::Context;
use super::all_of::{Conjunction, Part};
use crate::grammar::RESERVED;

/// What all of them have in common.
const UNCHECKED: &str = "values are sent and read unchecked; the server decides";

/// The keywords that normalising has kept, and what there is to say of each.
const KEPT: [(&str, &str); 9] = [
    ("if", "`if`, `then` and `else`"),
    ("dependentRequired", "`dependentRequired`"),
    ("dependentSchemas", "`dependentSchemas`"),
    ("propertyNames", "`propertyNames`"),
    ("contains", "`contains`"),
    ("unevaluatedProperties", "`unevaluatedProperties`"),
    ("unevaluatedItems", "`unevaluatedItems`"),
    ("contentSchema", "`contentSchema`"),
    ("additionalItems", "`additionalItems`"),
];

impl Context<'_> {
    /// Notes what the parts ask for beyond types.
    pub(super) fn note_unsaid_keywords(&mut self, conjunction: &Conjunction<'_>) {
        for part in conjunction.parts() {
            self.note_kept(part);
            let is_alone =
                part.schema.keywords.one_of.is_empty() && part.schema.keywords.any_of.is_empty();
            if is_alone && part.schema.data.discriminator.is_some() {
                self.note_once(
                    part.place.child("discriminator"),
                    "a discriminator without `oneOf` or `anyOf` tells nothing apart: values are of the schema that has it, \
                     with further members kept"
                        .to_owned(),
                    "list the schemas that derive from it in a `oneOf`, with the discriminator beside it",
                );
            }
        }
    }

    fn note_kept(&mut self, part: &Part<'_>) {
        let extensions = &part.schema.data.extensions;
        if extensions.contains_key("x-apicrate-null") {
            self.note_unsaid(
                part.place.clone(),
                "only `null` satisfies this schema: it is lowered as any JSON value",
                "leave it as it is, or say which other values there are",
            );
        }
        if extensions.contains_key("x-apicrate-never") {
            self.note_unsaid(
                part.place.clone(),
                "no value satisfies this schema: it is lowered as any JSON value",
                "leave the member out of requests; the server decides",
            );
        }
        if part.schema.keywords.not.is_some() {
            let message = "`not` cannot be said by a type: the client does not check it";
            self.note_unsaid(part.place.child("not"), message, UNCHECKED);
        }
        for (word, name) in KEPT {
            let key = format!("{RESERVED}{word}");
            // `true` restricts nothing.
            if extensions.get(&key).is_some_and(|value| value != true) {
                let message =
                    format!("{name} cannot be said by a type: the client does not check it");
                self.note_unsaid(part.place.child(&key), message, UNCHECKED);
            }
        }
    }
}
