//! Operations and the groups they stand in.

use std::collections::BTreeMap;

use openapiv3::Tag;

use super::{Context, security, server};
use crate::ir::{
    Docs, Group, Idempotency, Location, Method, Operation, Origin, Parameter, Requirement, Scalar,
    Style, TypeRef,
};
use crate::pointer::Pointer;
use crate::report::Code;
use crate::resolve::ResolvedOperation;

/// All operations in document order, and their groups in the order of the tags.
pub(super) fn operations(
    context: &mut Context<'_>,
    security: &[Requirement],
) -> (Vec<Group>, Vec<Operation>) {
    let resolved = context.resolved;
    let mut groups = Groups {
        tags: &resolved.parsed.openapi.tags,
        groups: Vec::new(),
    };
    let mut operations: Vec<Operation> = Vec::new();
    let mut first: BTreeMap<String, &Pointer> = BTreeMap::new();
    for operation in &resolved.operations {
        let pointer = &operation.parsed.pointer;
        let Some(mut lowered) = context.operation(operation, &mut groups, security) else {
            context.report.error(
                Code::OperationLeftOut,
                pointer,
                format!(
                    "`{} {}` cannot be generated",
                    operation.parsed.method.to_uppercase(),
                    operation.parsed.path
                ),
                "mend what the other diagnostics name, or leave the operation out of the selection",
            );
            continue;
        };
        if let Some(first) = first.get(&lowered.id) {
            context.report.warn(
                Code::DuplicateOperationId,
                &pointer.child("operationId"),
                format!(
                    "`{}` is the id of the operation at `{}` too",
                    lowered.id, first
                ),
                "give each operation an id of its own; this one is named after its method and path",
            );
            lowered.id = made_up_id(operation);
        }
        first.entry(lowered.id.clone()).or_insert(pointer);
        context.idempotency(&mut lowered, &operation.parsed.operation.extensions);
        context.finish_objects();
        operations.push(lowered);
    }
    (groups.groups, operations)
}

/// Groups in the order in which operations use them.
struct Groups<'a> {
    tags: &'a [Tag],
    groups: Vec<Group>,
}

impl Groups<'_> {
    fn of(&mut self, tag: Option<&String>, operation: &Pointer) -> usize {
        let name = tag.cloned().unwrap_or_default();
        if let Some(position) = self.groups.iter().position(|group| group.tag == name) {
            return position;
        }
        let declared = self.tags.iter().position(|tag| tag.name == name);
        let origin = match declared {
            Some(index) => Pointer::root().child("tags").index(index),
            None => operation.child("tags"),
        };
        let description = declared.and_then(|index| self.tags.get(index)?.description.clone());
        let docs = Docs {
            description,
            ..Docs::default()
        };
        self.groups.push(Group {
            origin: Origin::new(&origin),
            tag: name,
            docs,
        });
        self.groups.len() - 1
    }
}

impl Context<'_> {
    fn operation(
        &mut self,
        operation: &ResolvedOperation<'_>,
        groups: &mut Groups<'_>,
        security: &[Requirement],
    ) -> Option<Operation> {
        let pointer = &operation.parsed.pointer;
        let parsed = &operation.parsed.operation;
        let (_, method) = Method::ALL
            .into_iter()
            .find(|(key, _)| *key == operation.parsed.method)?;
        let template = self.template(operation)?;
        let parameters = self.parameters(operation, &template)?;
        let query = self.query(operation, &parameters)?;
        let body = match &parsed.request_body {
            None => None,
            Some(_) => {
                let place = pointer.child("requestBody");
                self.resolved.request_body(&place)?;
                self.body(&place)
            }
        };
        let (successes, errors) = self.responses(pointer, &parsed.responses);
        let own_security = parsed
            .security
            .as_deref()
            .map(|listed| security::requirements(self, Some(listed)));
        let docs = Docs {
            summary: parsed.summary.clone(),
            description: parsed.description.clone(),
            deprecated: parsed.deprecated,
            ..Docs::default()
        };
        Some(Operation {
            origin: Origin::new(pointer),
            id: parsed
                .operation_id
                .clone()
                .filter(|id| !id.is_empty())
                .unwrap_or_else(|| made_up_id(operation)),
            group: groups.of(parsed.tags.first(), pointer),
            docs,
            method,
            path: operation.parsed.path.clone(),
            template,
            query,
            parameters,
            body,
            successes,
            errors,
            server: server::of_operation(self, operation.parsed),
            security: own_security.unwrap_or_else(|| security.to_vec()),
            idempotency: Idempotency::ByMethod,
            pagination: None,
        })
    }

    /// The parameters; none if one of them is broken, which has been reported.
    fn parameters(
        &mut self,
        operation: &ResolvedOperation<'_>,
        template: &str,
    ) -> Option<Vec<Parameter>> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for pointer in &operation.parameters {
            let found = self.parameter(pointer);
            let is_broken = found.is_none() && self.resolved.parameter(pointer).is_none();
            if is_broken {
                return None;
            }
            let Some(parameter) = found else { continue };
            let is_known = |known: &Parameter| {
                known.name == parameter.name && known.location == parameter.location
            };
            if parameters.iter().any(is_known) {
                self.report.warn(
                    Code::DuplicateParameter,
                    pointer,
                    format!(
                        "the operation already has a parameter `{}` in this place",
                        parameter.name
                    ),
                    "remove one of them; the first is used",
                );
                continue;
            }
            parameters.push(parameter);
        }
        self.match_path(operation, template, &mut parameters);
        Some(parameters)
    }

    /// Every slot of the template has its parameter, and every path parameter its slot.
    fn match_path(
        &mut self,
        operation: &ResolvedOperation<'_>,
        template: &str,
        parameters: &mut Vec<Parameter>,
    ) {
        let slots = slots(template);
        for slot in &slots {
            let is_known = |parameter: &Parameter| {
                parameter.location == Location::Path && parameter.name == *slot
            };
            if !parameters.iter().any(is_known) {
                self.report.warn(
                    Code::PathParameterMissing,
                    &operation.parsed.pointer,
                    format!(
                        "no parameter describes `{{{slot}}}` of the path: it is taken as a string"
                    ),
                    format!("add a parameter with `in: path` and `name: {slot}`"),
                );
                parameters.push(undescribed(slot, &operation.parsed.pointer));
            }
        }
        let report = &mut *self.report;
        parameters.retain(|parameter| {
            let has_slot = parameter.location != Location::Path || slots.contains(&parameter.name);
            if !has_slot {
                report.warn(
                    Code::PathParameterUnused,
                    &parameter.origin.pointer,
                    format!(
                        "the path `{}` has no `{{{}}}`: the parameter is not used",
                        operation.parsed.path, parameter.name
                    ),
                    "remove the parameter, or add it to the path",
                );
            }
            has_slot
        });
    }
}

/// The parameter for a slot that the document says nothing of.
fn undescribed(slot: &str, operation: &Pointer) -> Parameter {
    Parameter {
        origin: Origin::new(operation),
        name: slot.to_owned(),
        docs: Docs::default(),
        location: Location::Path,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        required: true,
        ty: TypeRef::Scalar(Scalar::String),
        default: None,
    }
}

/// The names in the braces of a path template (OpenAPI 3.1 §3.2).
fn slots(path: &str) -> Vec<String> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// An id for an operation without one: its method and path.
fn made_up_id(operation: &ResolvedOperation<'_>) -> String {
    format!(
        "{} {}",
        operation.parsed.method,
        operation.parsed.path.replace(['{', '}'], "")
    )
}
