//! The comment of an operation: what it does, what it takes, what can go wrong, how to call it.

use super::super::docs::Comment;
use super::super::{Plan, example, text};
use super::response::status_words;
use crate::ir::{Operation, Parameter};
use crate::name::OperationNames;

/// The comment of the group's method.
pub(super) fn of_operation(
    plan: &Plan<'_>,
    index: usize,
    operation: &Operation,
    names: &OperationNames,
) -> Comment {
    let line = text::code(&format!("{} {}", operation.method.as_str(), operation.path));
    let mut comment =
        Comment::from_docs(&operation.docs, format!("{}.", text::code(&operation.id)));
    comment.paragraph([line]);
    let required = operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .filter(|(parameter, _)| parameter.required);
    let lines: Vec<String> = required
        .map(|(parameter, name)| parameter_line(parameter, name.as_str()))
        .collect();
    if !lines.is_empty() {
        comment.paragraph(["# Parameters"]);
        comment.paragraph(lines);
    }
    errors(plan, index, operation, names, &mut comment);
    comment.paragraph(["# Example"]);
    comment.paragraph(example::operation_lines(plan, index, operation, names));
    comment
}

fn parameter_line(parameter: &Parameter, name: &str) -> String {
    let wire = if parameter.name == name {
        String::new()
    } else {
        format!(" ({} on the wire)", text::code(&parameter.name))
    };
    match &parameter.docs.description {
        Some(words) => format!("* `{name}`{wire}: {}", text::summary(words)),
        None => format!("* `{name}`{wire}"),
    }
}

fn errors(
    plan: &Plan<'_>,
    index: usize,
    operation: &Operation,
    names: &OperationNames,
    comment: &mut Comment,
) {
    comment.paragraph(["# Errors"]);
    if plan.facts.error_set(index).is_none() {
        comment.paragraph(["The description documents none; see [`Error`](crate::Error) for what every call can meet."]);
        return;
    }
    comment.paragraph([format!("[`{}`] for the documented ones:", names.error)]);
    let listed = operation.errors.iter();
    comment.paragraph(listed.map(|response| {
        format!(
            "* {}: {}",
            status_words(response.status),
            text::summary(&response.description)
        )
    }));
}
