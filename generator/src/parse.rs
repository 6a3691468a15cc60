//! The untyped document becomes the types of `openapiv3`, object by object.
//!
//! Every object that a `$ref` could stand for is parsed alone, its children replaced by references to their own
//! places. So one bad object is one located diagnostic, parsing costs the same however deep schemas nest, and a
//! `$ref` may lead to any place of the document: everything is found by its pointer.

mod find;
mod object;
mod shallow;

use std::collections::BTreeSet;

use openapiv3::{
    AnySchema, Components, Example, Header, Info, OpenAPI, Operation, Parameter, Paths,
    RequestBody, Response, SchemaData, SecurityScheme, Server,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use self::find::{Found, Step};
use self::object::{Caller, Object};
use crate::parallel;
use crate::pointer::{self, ByPlace, Pointer};
use crate::report::{Code, Report};

/// The document in the types of `openapiv3`.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The parts of the document that cannot be referred to: info, servers, security, tags.
    pub openapi: OpenAPI,
    /// The operations, in document order.
    pub operations: Vec<ParsedOperation>,
    /// Operations that the server calls: webhooks and callbacks, in document order.
    pub incoming: Vec<ParsedOperation>,
    /// The pointers of `components/schemas`, in document order.
    pub component_schemas: Vec<Pointer>,
    /// The pointers of `components/securitySchemes`, in document order.
    pub security_schemes: Vec<Pointer>,
    /// The Link Objects, of which nothing is made.
    pub links: Vec<Pointer>,
    /// Every schema, by its pointer.
    pub schemas: ByPlace<Box<Schema>>,
    /// Every other object that a `$ref` could stand for, by its pointer.
    pub objects: Objects,
    /// Where an object of these could not be parsed: what refers to it is broken, and has been reported.
    pub broken: BTreeSet<Pointer>,
    /// Which places hold nothing but a `$ref`, and where it leads.
    pub references: ByPlace<Pointer>,
}

/// The objects, besides schemas, that a `$ref` could stand for.
#[derive(Debug, Clone, Default)]
pub struct Objects {
    /// Parameters.
    pub parameters: ByPlace<Box<Parameter>>,
    /// Request bodies.
    pub request_bodies: ByPlace<RequestBody>,
    /// Responses.
    pub responses: ByPlace<Box<Response>>,
    /// Headers.
    pub headers: ByPlace<Box<Header>>,
    /// Examples.
    pub examples: ByPlace<Example>,
    /// Security schemes.
    pub security_schemes: ByPlace<SecurityScheme>,
}

/// A schema with all its keywords side by side; nested schemas are references to their own places.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    /// What is said about the value: nullable, descriptions, extensions.
    pub data: SchemaData,
    /// What the value looks like.
    pub keywords: AnySchema,
}

/// An operation with its place.
#[derive(Debug, Clone)]
pub struct ParsedOperation {
    /// Where it stands.
    pub pointer: Pointer,
    /// The key of its path.
    pub path: String,
    /// The key of the method in the path item.
    pub method: String,
    /// The servers of the operation, or else of its path item.
    pub servers: Vec<Server>,
    /// The parameters of the path item, as pointers.
    pub path_parameters: Vec<Pointer>,
    /// The operation.
    pub operation: Operation,
}

/// Parses a document in 3.0 shape, on so many `threads`; the result does not depend on how many.
pub fn document(tree: &Value, threads: usize, report: &mut Report) -> Parsed {
    let mut parser = Parser {
        tree,
        report,
        parsed: empty(tree),
    };
    parser.root();
    let steps = find::steps(tree);
    for (step, object) in steps.iter().zip(objects(&steps, threads)) {
        parser.settle(step, object);
    }
    parser.parsed
}

/// From so many objects on it pays to share them out.
const MANY: usize = 128;

/// What stands at each of the places to which `steps` lead.
fn objects(steps: &[Step<'_>], threads: usize) -> Vec<Option<serde_json::Result<Object>>> {
    let (share, threads) = parallel::shares(threads, steps.len(), MANY);
    let shares = parallel::map(threads, steps.chunks(share), |steps| {
        let objects = steps.iter().map(|(pointer, found)| match found {
            Found::Object(kind, value) => object::object(pointer, *kind, value),
            Found::Reference(_) | Found::OtherKind(..) => None,
        });
        objects.collect::<Vec<_>>()
    });
    shares.into_iter().flatten().collect()
}

fn empty(tree: &Value) -> Parsed {
    let section = |name: &str| {
        let base = Pointer::from_segments(["components", name]);
        let members = pointer::get(tree, &base).and_then(Value::as_object);
        members
            .into_iter()
            .flatten()
            .map(|(key, _)| base.child(key))
            .collect()
    };
    Parsed {
        openapi: OpenAPI {
            openapi: "3.0.3".to_owned(),
            paths: Paths::default(),
            ..OpenAPI::default()
        },
        operations: Vec::new(),
        incoming: Vec::new(),
        component_schemas: section("schemas"),
        security_schemes: section("securitySchemes"),
        links: Vec::new(),
        schemas: ByPlace::new(),
        objects: Objects::default(),
        broken: BTreeSet::new(),
        references: ByPlace::new(),
    }
}

struct Parser<'a> {
    tree: &'a Value,
    report: &'a mut Report,
    parsed: Parsed,
}

impl Parser<'_> {
    /// Parses what cannot be referred to.
    fn root(&mut self) {
        let at = |key: &str| Pointer::root().child(key);
        let info = self.tree.get("info").unwrap_or(&Value::Null);
        self.parsed.openapi.info = self
            .one::<Info>(info.clone(), &at("info"))
            .unwrap_or_default();
        if let Some(servers) = self.tree.get("servers") {
            self.parsed.openapi.servers = self
                .one(servers.clone(), &at("servers"))
                .unwrap_or_default();
        }
        if let Some(tags) = self.tree.get("tags") {
            self.parsed.openapi.tags = self.one(tags.clone(), &at("tags")).unwrap_or_default();
        }
        if let Some(security) = self.tree.get("security") {
            self.parsed.openapi.security = self.one(security.clone(), &at("security"));
        }
        self.parsed.openapi.components = Some(Components::default());
    }

    /// Puts what was found where it belongs, or says what is wrong with it.
    fn settle(&mut self, (pointer, found): &Step<'_>, object: Option<serde_json::Result<Object>>) {
        match found {
            Found::Object(..) => match object {
                Some(Ok(object)) => self.object(pointer, object),
                Some(Err(error)) => self.refuse(pointer, &error),
                None => {}
            },
            Found::Reference(target) => {
                let references = &mut self.parsed.references;
                references.insert(pointer.clone(), target.clone());
            }
            Found::OtherKind(kind, section) => {
                self.parsed.broken.insert(pointer.clone());
                let belongs = kind.section().unwrap_or_default();
                self.report.error(
                    Code::TargetOfOtherKind,
                    pointer,
                    format!("an object of `{belongs}` belongs here, and this reference leads to one of `{section}`"),
                    "correct the reference",
                );
            }
        }
    }

    fn object(&mut self, pointer: &Pointer, object: Object) {
        let objects = &mut self.parsed.objects;
        let place = pointer.clone();
        match object {
            Object::Schema(schema) => {
                self.parsed.schemas.insert(place, schema);
            }
            Object::Operation(operation, caller) => self.operation(pointer, *operation, caller),
            Object::Parameter(parameter) => {
                objects.parameters.insert(place, parameter);
            }
            Object::RequestBody(body) => {
                objects.request_bodies.insert(place, body);
            }
            Object::Response(response) => {
                objects.responses.insert(place, response);
            }
            Object::Header(header) => {
                objects.headers.insert(place, header);
            }
            Object::Example(example) => {
                objects.examples.insert(place, *example);
            }
            Object::SecurityScheme(scheme) => {
                objects.security_schemes.insert(place, *scheme);
            }
            Object::Link => self.parsed.links.push(place),
        }
    }

    /// Adds what an operation has of its path item.
    fn operation(&mut self, pointer: &Pointer, mut operation: Operation, caller: Caller) {
        let (Some(method), Some(item)) = (pointer.last(), pointer.parent()) else {
            return;
        };
        let parameters = item.child("parameters");
        let path_parameters = (0..self.count(&parameters)).map(|index| parameters.index(index));
        self.words_of_item(&item, &mut operation);
        let parsed = ParsedOperation {
            servers: self.servers(&item, &operation),
            pointer: pointer.clone(),
            path: item.last().unwrap_or_default().into_owned(),
            method: method.into_owned(),
            path_parameters: path_parameters.collect(),
            operation,
        };
        match caller {
            Caller::Client => self.parsed.operations.push(parsed),
            Caller::Server => self.parsed.incoming.push(parsed),
        }
    }

    /// The words of a path item are those of its operations that have none of their own (OpenAPI 3.1 §4.8.9.1).
    fn words_of_item(&self, item: &Pointer, operation: &mut Operation) {
        if operation.summary.is_some() || operation.description.is_some() {
            return;
        }
        let text = |key: &str| {
            let text = pointer::get(self.tree, &item.child(key))?.as_str()?;
            Some(text.to_owned())
        };
        operation.summary = text("summary");
        operation.description = text("description");
    }

    /// The servers of an operation, or else of its path item (OpenAPI 3.1 §4.8.9.1).
    fn servers(&mut self, item: &Pointer, operation: &Operation) -> Vec<Server> {
        if !operation.servers.is_empty() {
            return operation.servers.clone();
        }
        let place = item.child("servers");
        let listed = pointer::get(self.tree, &place).cloned();
        listed
            .and_then(|listed| self.one(listed, &place))
            .unwrap_or_default()
    }

    /// One value in its own type; or a diagnostic at its place.
    fn one<T: DeserializeOwned>(&mut self, value: Value, pointer: &Pointer) -> Option<T> {
        let parsed = serde_json::from_value(value);
        parsed.map_err(|error| self.refuse(pointer, &error)).ok()
    }

    fn refuse(&mut self, pointer: &Pointer, error: &serde_json::Error) {
        self.parsed.broken.insert(pointer.clone());
        // An earlier phase that could not repair the object has said so already.
        if self.report.has_error_within(pointer) {
            return;
        }
        self.report.error(
            Code::InvalidObject,
            pointer,
            format!("this is not what the specification asks for here: {error}"),
            "compare it with the specification of the object, and correct it",
        );
    }

    fn count(&self, pointer: &Pointer) -> usize {
        pointer::get(self.tree, pointer)
            .and_then(Value::as_array)
            .map_or(0, Vec::len)
    }
}
