//! The untyped document becomes the types of `openapiv3`, object by object.
//!
//! Every object that a `$ref` could stand for is parsed alone, its children replaced by references to their own
//! places. So one bad object is one located diagnostic, parsing costs the same however deep schemas nest, and a
//! `$ref` may lead to any place of the document: everything is found by its pointer.

mod shallow;

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{
    AnySchema, Components, Example, Header, Info, OpenAPI, Operation, Parameter, Paths,
    RequestBody, Response, SchemaData, SecurityScheme, Server,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::grammar::{self, Kind};
use crate::pointer::{self, Pointer};
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
    pub schemas: BTreeMap<Pointer, Schema>,
    /// Every other object that a `$ref` could stand for, by its pointer.
    pub objects: Objects,
    /// Where an object of these could not be parsed: what refers to it is broken, and has been reported.
    pub broken: BTreeSet<Pointer>,
    /// Which places hold nothing but a `$ref`, and where it leads.
    pub references: BTreeMap<Pointer, Pointer>,
}

/// The objects, besides schemas, that a `$ref` could stand for.
#[derive(Debug, Clone, Default)]
pub struct Objects {
    /// Parameters.
    pub parameters: BTreeMap<Pointer, Parameter>,
    /// Request bodies.
    pub request_bodies: BTreeMap<Pointer, RequestBody>,
    /// Responses.
    pub responses: BTreeMap<Pointer, Response>,
    /// Headers.
    pub headers: BTreeMap<Pointer, Header>,
    /// Examples.
    pub examples: BTreeMap<Pointer, Example>,
    /// Security schemes.
    pub security_schemes: BTreeMap<Pointer, SecurityScheme>,
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
    /// The path template.
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

/// Parses a document in 3.0 shape.
pub fn document(tree: &Value, report: &mut Report) -> Parsed {
    let mut parser = Parser {
        tree,
        report,
        parsed: empty(tree),
        visited: BTreeSet::new(),
        pending: Vec::new(),
    };
    parser.root();
    parser.run();
    parser.parsed
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
        schemas: BTreeMap::new(),
        objects: Objects::default(),
        broken: BTreeSet::new(),
        references: BTreeMap::new(),
    }
}

struct Parser<'a> {
    tree: &'a Value,
    report: &'a mut Report,
    parsed: Parsed,
    visited: BTreeSet<(Pointer, Kind)>,
    /// A stack: children are pushed in reverse, so that objects are parsed in document order. What references lead to
    /// has not been found yet, and may not be there.
    pending: Vec<(Pointer, Kind, Option<&'a Value>)>,
}

impl Parser<'_> {
    /// Parses what cannot be referred to, and begins with everything else.
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
        self.pending
            .push((Pointer::root(), Kind::Root, Some(self.tree)));
    }

    fn run(&mut self) {
        while let Some((pointer, kind, found)) = self.pending.pop() {
            if !self.visited.insert((pointer.clone(), kind)) {
                continue;
            }
            let Some(value) = found.or_else(|| pointer::get(self.tree, &pointer)) else {
                // A dangling reference; whoever uses it reports it.
                continue;
            };
            if let Some(target) = grammar::reference(kind, value) {
                self.follow(&pointer, kind, target);
                continue;
            }
            let children = grammar::children(kind, value);
            self.pending.extend(
                children
                    .iter()
                    .rev()
                    .map(|child| (child.pointer(&pointer), child.kind, Some(child.value))),
            );
            self.object(&pointer, kind, value);
        }
    }

    fn follow(&mut self, pointer: &Pointer, kind: Kind, target: &str) {
        // Nothing is made of links; callbacks and path items are resolved before.
        if matches!(kind, Kind::Link | Kind::Callback | Kind::PathItem) {
            return;
        }
        // A reference that bundling could not follow keeps its path, and has been reported.
        if !target.starts_with('#') {
            return;
        }
        if let Some(section) = shallow::other_section(target, kind) {
            self.parsed.broken.insert(pointer.clone());
            let belongs = kind.section().unwrap_or_default();
            self.report.error(
                Code::TargetOfOtherKind,
                pointer,
                format!("an object of `{belongs}` belongs here, and this reference leads to one of `{section}`"),
                "correct the reference",
            );
            return;
        }
        if let Ok(target) = target.parse::<Pointer>() {
            self.parsed
                .references
                .insert(pointer.clone(), target.clone());
            self.pending.push((target, kind, None));
        }
    }

    fn object(&mut self, pointer: &Pointer, kind: Kind, value: &Value) {
        match kind {
            Kind::Schema => self.schema(pointer, value),
            Kind::Operation => self.operation(pointer, value),
            Kind::Parameter => {
                if let Some(parameter) = self.shallow(pointer, kind, value) {
                    self.parsed
                        .objects
                        .parameters
                        .insert(pointer.clone(), parameter);
                }
            }
            Kind::RequestBody => {
                if let Some(body) = self.shallow(pointer, kind, value) {
                    self.parsed
                        .objects
                        .request_bodies
                        .insert(pointer.clone(), body);
                }
            }
            Kind::Response => {
                if let Some(response) = self.shallow(pointer, kind, value) {
                    self.parsed
                        .objects
                        .responses
                        .insert(pointer.clone(), response);
                }
            }
            Kind::Header => {
                if let Some(header) = self.shallow(pointer, kind, value) {
                    self.parsed.objects.headers.insert(pointer.clone(), header);
                }
            }
            Kind::Example => {
                if let Some(example) = self.shallow(pointer, kind, value) {
                    self.parsed
                        .objects
                        .examples
                        .insert(pointer.clone(), example);
                }
            }
            Kind::SecurityScheme => {
                if let Some(scheme) = self.shallow(pointer, kind, value) {
                    self.parsed
                        .objects
                        .security_schemes
                        .insert(pointer.clone(), scheme);
                }
            }
            Kind::Link => self.parsed.links.push(pointer.clone()),
            _ => {}
        }
    }

    fn schema(&mut self, pointer: &Pointer, value: &Value) {
        let value = shallow::copy(value, Kind::Schema, pointer);
        let data = self.one::<SchemaData>(value.clone(), pointer);
        let keywords = data
            .is_some()
            .then(|| self.one::<AnySchema>(value, pointer))
            .flatten();
        if let (Some(data), Some(keywords)) = (data, keywords) {
            self.parsed
                .schemas
                .insert(pointer.clone(), Schema { data, keywords });
        }
    }

    /// Parses an operation: of a path, or one that the server calls.
    fn operation(&mut self, pointer: &Pointer, value: &Value) {
        let segments: Vec<_> = pointer.segments().collect();
        let is_incoming = segments.iter().any(|segment| segment == "callbacks")
            || segments
                .first()
                .is_some_and(|root| root == "x-apicrate-webhooks");
        let is_called = matches!(segments.as_slice(), [root, _, _] if root == "paths");
        let (Some(method), Some(item), true) =
            (segments.last(), pointer.parent(), is_called || is_incoming)
        else {
            return;
        };
        let parameters = item.child("parameters");
        let path_parameters = (0..self.count(&parameters)).map(|index| parameters.index(index));
        let path_parameters = path_parameters.collect();
        if let Some(mut operation) = self.shallow::<Operation>(pointer, Kind::Operation, value) {
            self.words_of_item(&item, &mut operation);
            let servers = self.servers(&item, &operation);
            let parsed = ParsedOperation {
                servers,
                pointer: pointer.clone(),
                path: item.last().unwrap_or_default().into_owned(),
                method: method.to_string(),
                path_parameters,
                operation,
            };
            let list = if is_called {
                &mut self.parsed.operations
            } else {
                &mut self.parsed.incoming
            };
            list.push(parsed);
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

    fn shallow<T: DeserializeOwned>(
        &mut self,
        pointer: &Pointer,
        kind: Kind,
        value: &Value,
    ) -> Option<T> {
        self.one(shallow::copy(value, kind, pointer), pointer)
    }

    /// One object in its own type; or a diagnostic at its place.
    fn one<T: DeserializeOwned>(&mut self, value: Value, pointer: &Pointer) -> Option<T> {
        match serde_json::from_value(value) {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                self.parsed.broken.insert(pointer.clone());
                // An earlier phase that could not repair the object has said so already.
                if self.report.has_error_within(pointer) {
                    return None;
                }
                self.report.error(
                    Code::InvalidObject,
                    pointer,
                    format!("this is not what the specification asks for here: {error}"),
                    "compare it with the specification of the object, and correct it",
                );
                None
            }
        }
    }

    fn count(&self, pointer: &Pointer) -> usize {
        pointer::get(self.tree, pointer)
            .and_then(Value::as_array)
            .map_or(0, Vec::len)
    }
}
