//! Every `$ref` that an operation or a schema uses leads somewhere, and every operation has its own parameters.

use std::collections::BTreeSet;

use openapiv3::{Example, Header, Parameter, ReferenceOr, RequestBody, Response, SecurityScheme};

use crate::parse::{Objects, Parsed, ParsedOperation, Schema};
use crate::pointer::Pointer;
use crate::report::{Code, Report, did_you_mean, similar};

/// A document in which every object can be reached by the place that it is used at.
#[derive(Debug)]
pub struct Resolved<'a> {
    /// The parsed document.
    pub parsed: &'a Parsed,
    /// The operations, in document order, with the parameters that hold for each.
    pub operations: Vec<ResolvedOperation<'a>>,
    /// Places whose reference leads nowhere: reported, and to be left out.
    pub dangling: BTreeSet<Pointer>,
}

/// An operation with all its parameters.
#[derive(Debug)]
pub struct ResolvedOperation<'a> {
    /// The operation.
    pub parsed: &'a ParsedOperation,
    /// The places of its parameters: those of the path item first, unless the operation has one of the same name
    /// and location (OpenAPI 3.1 §4.8.10.1).
    pub parameters: Vec<Pointer>,
}

/// Checks all references and merges the parameters of path items into their operations.
pub fn references<'a>(parsed: &'a Parsed, report: &mut Report) -> Resolved<'a> {
    let mut resolved = Resolved {
        parsed,
        operations: Vec::new(),
        dangling: BTreeSet::new(),
    };
    /// For how many references it is looked for what may have been meant: of thousands, nobody asks.
    const LOOKED_FOR: usize = 100;
    let mut dangling: Vec<_> = parsed
        .references
        .iter()
        .filter_map(|(place, target)| Some((place, target, resolved.end_of(target).err()?)))
        .collect();
    dangling.sort_unstable_by_key(|(place, ..)| *place);
    for (place, target, code) in dangling {
        let is_early = resolved.dangling.len() < LOOKED_FOR;
        resolved.dangling.insert(place.clone());
        let (message, help) = why_dangling(parsed, target, code, is_early);
        report.error(
            code,
            &place.child("$ref"),
            format!("{message}: `{}`", target.to_reference()),
            help,
        );
    }
    resolved.operations = parsed
        .operations
        .iter()
        .map(|operation| ResolvedOperation {
            parsed: operation,
            parameters: resolved.parameters(operation),
        })
        .collect();
    resolved
}

/// What is wrong with a reference to `target`, and what to do; something like it is looked for when `is_early`.
fn why_dangling(
    parsed: &Parsed,
    target: &Pointer,
    code: Code,
    is_early: bool,
) -> (&'static str, String) {
    if code == Code::ReferenceLoop {
        let help = "let one of them say what it is".to_owned();
        return ("the references from here lead in a circle", help);
    }
    if parsed.references.contains_key(target) {
        return (
            "this reference leads to another one, and that leads nowhere",
            "correct the other one".to_owned(),
        );
    }
    let near = is_early.then(|| near(parsed, target)).flatten();
    let help = near.map_or_else(
        || "correct the reference, or add what it names".to_owned(),
        |near| did_you_mean(&near.to_reference()),
    );
    ("there is nothing where this reference leads", help)
}

impl<'a> Resolved<'a> {
    /// The place that the chain of references starting at `pointer` ends at.
    fn end_of<'p>(&self, pointer: &'p Pointer) -> Result<&'p Pointer, Code>
    where
        'a: 'p,
    {
        let end = self.last_of(pointer).ok_or(Code::ReferenceLoop)?;
        if self.exists(end) || self.parsed.broken.contains(end) {
            Ok(end)
        } else {
            Err(Code::TargetMissing)
        }
    }

    /// The last place of the chain of references starting at `pointer`, whether anything is there or not; none if the
    /// chain is a circle.
    fn last_of<'p>(&self, pointer: &'p Pointer) -> Option<&'p Pointer>
    where
        'a: 'p,
    {
        let mut seen = BTreeSet::new();
        let mut at = pointer;
        while let Some(next) = self.parsed.references.get(at) {
            if !seen.insert(at) {
                return None;
            }
            at = next;
        }
        Some(at)
    }

    fn exists(&self, pointer: &Pointer) -> bool {
        let Objects {
            parameters,
            request_bodies,
            responses,
            headers,
            examples,
            security_schemes,
        } = &self.parsed.objects;
        self.parsed.schemas.contains_key(pointer)
            || parameters.contains_key(pointer)
            || request_bodies.contains_key(pointer)
            || responses.contains_key(pointer)
            || headers.contains_key(pointer)
            || examples.contains_key(pointer)
            || security_schemes.contains_key(pointer)
    }

    /// The place that the chain of references starting at `pointer` ends at; none if it has been reported as broken.
    pub fn target(&self, pointer: &Pointer) -> Option<Pointer> {
        self.end_of(pointer).ok().cloned()
    }

    /// The schema at `pointer`, references followed, with its place.
    pub fn schema(&self, pointer: &Pointer) -> Option<(Pointer, &'a Schema)> {
        let place = self.last_of(pointer)?;
        let schema = self.parsed.schemas.get(place)?;
        Some((place.clone(), schema))
    }

    /// The parameter at `pointer`, references followed, with its place.
    pub fn parameter(&self, pointer: &Pointer) -> Option<(Pointer, &'a Parameter)> {
        let place = self.last_of(pointer)?;
        let parameter = self.parsed.objects.parameters.get(place)?;
        Some((place.clone(), parameter))
    }

    /// The request body at `pointer`, references followed, with its place.
    pub fn request_body(&self, pointer: &Pointer) -> Option<(Pointer, &'a RequestBody)> {
        let place = self.last_of(pointer)?;
        let body = self.parsed.objects.request_bodies.get(place)?;
        Some((place.clone(), body))
    }

    /// The response at `pointer`, references followed, with its place.
    pub fn response(&self, pointer: &Pointer) -> Option<(Pointer, &'a Response)> {
        let place = self.last_of(pointer)?;
        let response = self.parsed.objects.responses.get(place)?;
        Some((place.clone(), response))
    }

    /// The header at `pointer`, references followed, with its place.
    pub fn header(&self, pointer: &Pointer) -> Option<(Pointer, &'a Header)> {
        let place = self.last_of(pointer)?;
        let header = self.parsed.objects.headers.get(place)?;
        Some((place.clone(), header))
    }

    /// The example at `pointer`, references followed.
    pub fn example(&self, pointer: &Pointer) -> Option<&'a Example> {
        self.parsed.objects.examples.get(self.last_of(pointer)?)
    }

    /// The security scheme at `pointer`, references followed.
    pub fn security_scheme(&self, pointer: &Pointer) -> Option<&'a SecurityScheme> {
        self.parsed
            .objects
            .security_schemes
            .get(self.last_of(pointer)?)
    }

    fn parameters(&self, operation: &ParsedOperation) -> Vec<Pointer> {
        let own: Vec<Pointer> = (0..operation.operation.parameters.len())
            .map(|index| operation.pointer.child("parameters").index(index))
            .collect();
        let own_keys: Vec<_> = own.iter().filter_map(|pointer| self.key(pointer)).collect();
        let inherited = operation.path_parameters.iter().filter(|pointer| {
            let key = self.key(pointer);
            key.is_none() || !own_keys.iter().any(|own| Some(own) == key.as_ref())
        });
        inherited.cloned().chain(own).collect()
    }

    fn key(&self, pointer: &Pointer) -> Option<(String, &'static str)> {
        let (_, parameter) = self.parameter(pointer)?;
        let location = match parameter {
            Parameter::Query { .. } => "query",
            Parameter::Header { .. } => "header",
            Parameter::Path { .. } => "path",
            Parameter::Cookie { .. } => "cookie",
        };
        Some((parameter.parameter_data_ref().name.clone(), location))
    }
}

/// What may have been meant by a place that does not exist: a component of the same name in another
/// section, or the one beside it whose name is most like it.
fn near(parsed: &Parsed, missing: &Pointer) -> Option<Pointer> {
    let (parent, name) = (missing.parent()?, missing.last()?);
    let objects = &parsed.objects;
    let places = parsed
        .schemas
        .keys()
        .chain(objects.parameters.keys())
        .chain(objects.request_bodies.keys())
        .chain(objects.responses.keys())
        .chain(objects.headers.keys())
        .chain(objects.examples.keys())
        .chain(objects.security_schemes.keys());
    let is_component = |place: &&Pointer| {
        place.segments().count() == 3 && place.segments().next().is_some_and(|s| s == "components")
    };
    let mut homonyms = places.clone().filter(is_component);
    if let Some(homonym) = homonyms.find(|place| place.last() == missing.last()) {
        return Some(homonym.clone());
    }
    let beside = places.filter(|place| place.parent().as_ref() == Some(&parent));
    let names: Vec<_> = beside.filter_map(Pointer::last).collect();
    let near = similar(&name, names.iter().map(AsRef::as_ref))?;
    Some(parent.child(near))
}

/// The place that a reference made by parsing leads to.
///
/// Parsing leaves no inline item behind where a reference can stand, so there is always one.
pub fn place<T>(reference: &ReferenceOr<T>) -> Option<Pointer> {
    match reference {
        ReferenceOr::Reference { reference } if reference.starts_with('#') => {
            reference.parse().ok()
        }
        ReferenceOr::Reference { .. } => None,
        ReferenceOr::Item(_) => None,
    }
}
