//! The table: one row for each member that holds objects.

use serde_json::Value;

use super::Kind;
use crate::grammar::Kind::{
    Callback, Components, Encoding, Example, Header, Info, Link, MediaType, Operation, Parameter,
    PathItem, RequestBody, Response, Root, Schema, SecurityScheme, Server, Tag,
};

/// How a member holds its objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// It is the object itself; a list in its place holds several.
    One,
    /// It is the object itself; a boolean in its place says something else.
    OneOrBool,
    /// A list of objects.
    List,
    /// A map from any name to an object.
    Map,
    /// A map whose `x-` members are extensions and not objects.
    Patterned,
}

impl Shape {
    /// Whether the member `key` of a map of this shape is one of the objects.
    pub(super) fn holds(self, key: &str, value: &Value) -> bool {
        // A list of names is the other form of `dependencies`, an entry of the JSON Schema drafts.
        !(self == Self::Patterned && key.starts_with("x-") || value.is_array())
    }
}

/// One row: the member `key` holds objects of `kind`.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The member's name; `*` stands for every member that is not an extension.
    pub key: &'static str,
    /// How it holds them.
    pub shape: Shape,
    /// What they are.
    pub kind: Kind,
}

/// Stands for every member that is not an extension.
pub(super) const ANY: &str = "*";

const fn one(key: &'static str, kind: Kind) -> Rule {
    Rule {
        key,
        shape: Shape::One,
        kind,
    }
}

const fn one_or_bool(key: &'static str, kind: Kind) -> Rule {
    Rule {
        key,
        shape: Shape::OneOrBool,
        kind,
    }
}

const fn list(key: &'static str, kind: Kind) -> Rule {
    Rule {
        key,
        shape: Shape::List,
        kind,
    }
}

const fn map(key: &'static str, kind: Kind) -> Rule {
    Rule {
        key,
        shape: Shape::Map,
        kind,
    }
}

const fn patterned(key: &'static str, kind: Kind) -> Rule {
    Rule {
        key,
        shape: Shape::Patterned,
        kind,
    }
}

const ROOT: &[Rule] = &[
    one("info", Info),
    list("servers", Server),
    list("tags", Tag),
    patterned("paths", PathItem),
    map("webhooks", PathItem),
    map("x-apicrate-webhooks", PathItem),
    one("components", Components),
];

const COMPONENTS: &[Rule] = &[
    map("schemas", Schema),
    map("responses", Response),
    map("parameters", Parameter),
    map("examples", Example),
    map("requestBodies", RequestBody),
    map("headers", Header),
    map("securitySchemes", SecurityScheme),
    map("links", Link),
    map("callbacks", Callback),
    map("pathItems", PathItem),
    map("x-apicrate-pathItems", PathItem),
];

const PATH_ITEM: &[Rule] = &[
    list("servers", Server),
    list("parameters", Parameter),
    one("get", Operation),
    one("put", Operation),
    one("post", Operation),
    one("delete", Operation),
    one("options", Operation),
    one("head", Operation),
    one("patch", Operation),
    one("trace", Operation),
];

const OPERATION: &[Rule] = &[
    list("servers", Server),
    list("parameters", Parameter),
    one("requestBody", RequestBody),
    patterned("responses", Response),
    map("callbacks", Callback),
];

/// Parameter and Header Objects have the same members that hold objects.
const PARAMETER: &[Rule] = &[
    one("schema", Schema),
    map("content", MediaType),
    map("examples", Example),
];

const MEDIA_TYPE: &[Rule] = &[
    one("schema", Schema),
    map("encoding", Encoding),
    map("examples", Example),
];

const REQUEST_BODY: &[Rule] = &[map("content", MediaType)];

const ENCODING: &[Rule] = &[map("headers", Header)];

const LINK: &[Rule] = &[one("server", Server)];

const CALLBACK: &[Rule] = &[one(ANY, PathItem)];

const RESPONSE: &[Rule] = &[
    map("headers", Header),
    map("content", MediaType),
    map("links", Link),
];

/// The keywords of JSON Schema that hold schemas, and the keys under which normalising keeps them.
const SCHEMA: &[Rule] = &[
    list("allOf", Schema),
    list("anyOf", Schema),
    list("oneOf", Schema),
    one("not", Schema),
    one("items", Schema),
    map("properties", Schema),
    one_or_bool("additionalProperties", Schema),
    map("$defs", Schema),
    map("definitions", Schema),
    list("prefixItems", Schema),
    map("patternProperties", Schema),
    one("propertyNames", Schema),
    map("dependentSchemas", Schema),
    map("dependencies", Schema),
    one("if", Schema),
    one("then", Schema),
    one("else", Schema),
    one("contains", Schema),
    one("contentSchema", Schema),
    one_or_bool("additionalItems", Schema),
    one_or_bool("unevaluatedItems", Schema),
    one_or_bool("unevaluatedProperties", Schema),
    list("x-apicrate-prefixItems", Schema),
    map("x-apicrate-patternProperties", Schema),
    one("x-apicrate-propertyNames", Schema),
    map("x-apicrate-dependentSchemas", Schema),
    one("x-apicrate-if", Schema),
    one("x-apicrate-then", Schema),
    one("x-apicrate-else", Schema),
    one("x-apicrate-contains", Schema),
    one("x-apicrate-contentSchema", Schema),
    one_or_bool("x-apicrate-additionalItems", Schema),
    one_or_bool("x-apicrate-unevaluatedItems", Schema),
    one_or_bool("x-apicrate-unevaluatedProperties", Schema),
];

/// The rows for one kind of object.
struct Table {
    rows: &'static [Rule],
    /// The traces of all their keys.
    traces: u128,
}

/// One bit that follows from both ends and the length of a key. Most keys that have no row are told by it: each member
/// is asked about in every walk.
const fn trace(key: &str) -> u128 {
    match key.as_bytes() {
        [] => 1,
        [first, .., last] => 1 << ((*first as usize * 3 + *last as usize + key.len()) % 128),
        [only] => 1 << (*only % 128),
    }
}

/// The trace that a row's key leaves: of [`ANY`], those of all keys.
const fn trace_of_row(key: &str) -> u128 {
    match (key.as_bytes(), ANY.as_bytes()) {
        ([key], [any]) if *key == *any => u128::MAX,
        _ => trace(key),
    }
}

const fn table(rows: &'static [Rule]) -> Table {
    let mut traces = 0;
    let mut rest = rows;
    while let [row, others @ ..] = rest {
        traces |= trace_of_row(row.key);
        rest = others;
    }
    Table { rows, traces }
}

fn table_of(kind: Kind) -> Table {
    match kind {
        Root => const { table(ROOT) },
        Components => const { table(COMPONENTS) },
        PathItem => const { table(PATH_ITEM) },
        Operation => const { table(OPERATION) },
        Parameter | Header => const { table(PARAMETER) },
        RequestBody => const { table(REQUEST_BODY) },
        MediaType => const { table(MEDIA_TYPE) },
        Encoding => const { table(ENCODING) },
        Response => const { table(RESPONSE) },
        Link => const { table(LINK) },
        Callback => const { table(CALLBACK) },
        Schema => const { table(SCHEMA) },
        Info | Server | Tag | Example | SecurityScheme => const { table(&[]) },
    }
}

/// The members of an object of `kind` that hold objects.
#[must_use]
pub fn rules(kind: Kind) -> &'static [Rule] {
    table_of(kind).rows
}

/// The row for the member `key` of an object of `kind`.
pub(super) fn rule(kind: Kind, key: &str) -> Option<Rule> {
    let table = table_of(kind);
    if table.traces & trace(key) == 0 {
        return None;
    }
    let matches = |rule: &&Rule| match rule.key {
        ANY => !key.starts_with("x-") && key != "$ref",
        name => name == key,
    };
    table.rows.iter().find(matches).copied()
}
