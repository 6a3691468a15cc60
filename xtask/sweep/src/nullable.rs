//! Every schema that allows null, in the object that has it as a member: null, absent, a value.

use apicrate::pointer::Pointer;
use serde_json::{Value, json};

use crate::instance;
use crate::models::{Case, Expected, type_at, with};
use crate::schemas::{self, Schemas};

/// How many steps it is at most from a schema to the object around it.
const MAX_STEPS: usize = 16;

/// Three cases for each schema that allows null.
pub(crate) fn cases(schemas: &Schemas) -> Vec<Case> {
    let mut cases = Vec::new();
    for (place, schema) in schemas.all.iter().filter(|(_, schema)| is_nullable(schema)) {
        let around = Around::of(schemas, place);
        let value = instance::of(schemas.tree, schema);
        for (name, inner) in [
            ("absent", None),
            ("null", Some(Value::Null)),
            ("value", Some(value)),
        ] {
            cases.push(around.case(schemas, format!("{place} {name}"), inner));
        }
    }
    cases
}

fn is_nullable(schema: &Value) -> bool {
    let types = schema.get("type").and_then(Value::as_array);
    schema.get("nullable") == Some(&json!(true))
        || types.is_some_and(|types| types.iter().any(|ty| ty == "null"))
}

/// A container between a member and the schema within it.
enum Step {
    Array,
    Map,
}

/// What is around a schema.
struct Around {
    /// From the schema outwards.
    steps: Vec<Step>,
    /// The object, and the name of its member; without, the outermost schema that was found.
    holder: Result<(Pointer, String), Pointer>,
}

impl Around {
    fn of(schemas: &Schemas, place: &Pointer) -> Self {
        let mut steps = Vec::new();
        let mut here = place.clone();
        for _ in 0..MAX_STEPS {
            let parent = here.parent().unwrap_or_default();
            let last = here.last().unwrap_or_default().into_owned();
            if schemas::is_property(&here) {
                let holder = parent.parent().unwrap_or_default();
                return Self {
                    steps,
                    holder: Ok((holder, last)),
                };
            }
            here = if let Some(whole) = schemas::whole_of(&here) {
                whole
            } else if last == "items" {
                steps.push(Step::Array);
                parent
            } else if last == "additionalProperties" {
                steps.push(Step::Map);
                parent
            } else if let Some(user) = schemas.user(&here) {
                user.clone()
            } else {
                break;
            };
        }
        Self {
            steps,
            holder: Err(here),
        }
    }

    /// The case with `inner` at the schema's place.
    fn case(&self, schemas: &Schemas, place: String, inner: Option<Value>) -> Case {
        let is_absent = inner.is_none();
        let member = self.wrap(inner);
        let (holder, name) = match &self.holder {
            Ok((holder, name)) => (holder, name),
            Err(top) => {
                let ty = match member {
                    Some(_) => type_at(schemas, top),
                    None => Err("no object has it as a member".to_owned()),
                };
                let value = member.unwrap_or_default();
                return Case {
                    place,
                    ty,
                    value,
                    expected: Expected::Same,
                };
            }
        };
        let typed = schemas.type_of(holder);
        let root = typed.as_ref().map_or(holder, |(root, _)| root);
        let least = schemas
            .get(root)
            .map(|schema| instance::of(schemas.tree, schema));
        let mut least = least.unwrap_or_default();
        if root != holder
            && let Some(own) = schemas.get(holder)
        {
            let own = instance::of(schemas.tree, own);
            for (key, value) in own.as_object().into_iter().flatten() {
                least = with(least, key, Some(value.clone()));
            }
        }
        let is_missing = is_absent && member.is_none() && least.get(name).is_some();
        Case {
            place,
            ty: typed
                .map(|(_, ty)| ty.to_owned())
                .ok_or_else(|| "no type".to_owned()),
            value: with(least, name, member),
            expected: match is_missing {
                true => Expected::Refused(name.clone()),
                false => Expected::Same,
            },
        }
    }

    /// What the member is for `inner`; an element that is absent leaves an empty container.
    fn wrap(&self, mut inner: Option<Value>) -> Option<Value> {
        for step in &self.steps {
            inner = Some(match (step, inner) {
                (Step::Array, inner) => json!(inner.into_iter().collect::<Vec<_>>()),
                (Step::Map, Some(inner)) => json!({ "key": inner }),
                (Step::Map, None) => json!({}),
            });
        }
        inner
    }
}
