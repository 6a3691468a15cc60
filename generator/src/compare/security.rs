//! How callers prove who they are.

use super::change::Draft;
use super::context::Context;
use crate::ir::{Operation, Requirement};
use crate::pointer::Pointer;
use crate::surface::Verdict::{self, Breaking, Minor, None as Nothing};

pub(super) fn compare(context: &mut Context<'_>) {
    let mut drafts = schemes(context);
    let (old, new) = (&context.old.api.security, &context.new.api.security);
    if old != new {
        let place = Pointer::root().child("security");
        let draft = Draft::new("security-changed", message(new));
        let draft = draft.at(Some(&place), Some(&place));
        drafts.push(draft.wire(requirements(old, new)));
    }
    drafts.into_iter().for_each(|draft| context.push(draft));
}

fn schemes(context: &Context<'_>) -> Vec<Draft> {
    let (old, new) = (&context.old, &context.new);
    let item = |name: &crate::name::Name| format!("ClientBuilder::{name}");
    let mut drafts = Vec::new();
    for (a, name) in old.api.schemes.iter().zip(&old.names.schemes) {
        let place = Some(&a.origin.pointer);
        let key = &a.key;
        let Some(at) = new.api.schemes.iter().position(|b| b.key == *key) else {
            let message = format!("the security scheme `{key}` is gone");
            let draft = Draft::new("scheme-removed", message).at(place, None);
            drafts.push(draft.touching([item(name)]).wire(Breaking));
            continue;
        };
        let (Some(b), Some(now)) = (new.api.schemes.get(at), new.names.schemes.get(at)) else {
            continue;
        };
        let draft = |code, message: String| {
            let draft = Draft::new(code, message).at(place, Some(&b.origin.pointer));
            draft.touching([item(name), item(now)])
        };
        if a.kind != b.kind {
            let message = format!("the security scheme `{key}` sends its credential otherwise");
            drafts.push(draft("scheme-changed", message).wire(Breaking));
        }
        if name != now {
            let message = format!("the credential of `{key}` is set by `{now}` now");
            drafts.push(draft("scheme-renamed", message));
        }
    }
    for (b, name) in new.api.schemes.iter().zip(&new.names.schemes) {
        if !old.api.schemes.iter().any(|a| a.key == b.key) {
            let message = format!("the security scheme `{}` is new", b.key);
            let draft = Draft::new("scheme-added", message);
            let draft = draft.at(None, Some(&b.origin.pointer));
            drafts.push(draft.touching([item(name)]).wire(Minor));
        }
    }
    drafts
}

/// What one operation needs, where it is not what all operations need.
pub(super) fn of_operation(context: &Context<'_>, a: &Operation, b: &Operation) -> Option<Draft> {
    let (old, new) = (&context.old.api.security, &context.new.api.security);
    let follows = a.security == *old && b.security == *new;
    if a.security == b.security || follows {
        return None;
    }
    let draft = Draft::new("security-changed", message(&b.security));
    let draft = draft.at(Some(&a.origin.pointer), Some(&b.origin.pointer));
    Some(draft.wire(requirements(&a.security, &b.security)))
}

fn message(requirements: &[Requirement]) -> String {
    let any = |requirement: &Requirement| match requirement.is_empty() {
        true => "nothing".to_owned(),
        false => requirement.join(" with "),
    };
    match requirements.is_empty() {
        true => "calls need no credentials now".to_owned(),
        false => {
            let all: Vec<String> = requirements.iter().map(any).collect();
            format!("calls need {} now", all.join(", or "))
        }
    }
}

/// Whoever satisfied one of `old` must satisfy one of `new`.
fn requirements(old: &[Requirement], new: &[Requirement]) -> Verdict {
    let nothing = [Requirement::new()];
    let or_nothing = |list: &'_ [Requirement]| match list.is_empty() {
        true => nothing.to_vec(),
        false => list.to_vec(),
    };
    let (old, new) = (or_nothing(old), or_nothing(new));
    let accepts = |given: &Requirement| {
        let mut wanted = new.iter();
        wanted.any(|wanted| wanted.iter().all(|scheme| given.contains(scheme)))
    };
    if !old.iter().all(accepts) {
        return Breaking;
    }
    match old == new {
        true => Nothing,
        false => Minor,
    }
}
