//! Which operations a selection keeps, and the names in it that nothing in the document has.

use std::collections::BTreeSet;

use serde_json::Value;
use wildmatch::WildMatch;

use crate::grammar::METHODS;
use crate::pointer::Pointer;
use crate::report::{Code, Report, did_you_mean, similar};
use crate::settings::Selection;

/// Where an operation stands.
#[derive(Clone, Copy)]
pub(super) enum Place<'d> {
    /// Under this template of `paths`.
    Path(&'d str),
    /// Among the webhooks, which have no path.
    Webhook,
}

/// Whether `selection` keeps the operation: it is named, or nothing is, and it is not among what is left out.
pub(super) fn is_wanted(place: Place<'_>, operation: &Value, selection: &Selection) -> bool {
    let is_named = |tags: &[String], ids: &[String], paths: &[String]| {
        let id = operation.get("operationId").and_then(Value::as_str);
        id.is_some_and(|id| ids.iter().any(|named| named == id))
            || self::tags(operation).any(|tag| tags.iter().any(|named| named == tag))
            || matches!(place, Place::Path(path) if paths.iter().any(|named| matches(named, path)))
    };
    let s = selection;
    let is_kept = s.keeps_everything() || is_named(&s.tags, &s.operations, &s.paths);
    is_kept && !is_named(&s.omit_tags, &s.omit_operations, &s.omit_paths)
}

/// Whether the template `path` is `pattern`, in which `*` stands for any text.
fn matches(pattern: &str, path: &str) -> bool {
    WildMatch::new(pattern).matches(path)
}

pub(super) fn tags(operation: &Value) -> impl Iterator<Item = &str> {
    let tags = operation.get("tags").and_then(Value::as_array);
    tags.into_iter().flatten().filter_map(Value::as_str)
}

/// What the operations of a document have that a selection can name.
#[derive(Default)]
struct Known<'d> {
    tags: BTreeSet<&'d str>,
    ids: BTreeSet<&'d str>,
    paths: BTreeSet<&'d str>,
}

impl<'d> Known<'d> {
    /// What those under `paths` and `webhooks` have.
    fn of(root: &'d Value, selection: &Selection) -> Self {
        let mut known = Self::default();
        for section in ["paths", "webhooks"] {
            let items = root.get(section).and_then(Value::as_object);
            let is_path = section == "paths";
            // Names that are to be kept are those of paths, for webhooks go with the first of them.
            if !is_path && !selection.keeps_everything() {
                continue;
            }
            for (path, item) in items.into_iter().flatten() {
                for operation in METHODS.iter().filter_map(|method| item.get(method)) {
                    known.tags.extend(tags(operation));
                    known
                        .ids
                        .extend(operation.get("operationId").and_then(Value::as_str));
                    known.paths.extend(is_path.then_some(path.as_str()));
                }
            }
        }
        known
    }
}

/// Reports the names in `selection` that nothing in the document has.
pub(super) fn unknown(root: &Value, selection: &Selection, report: &mut Report) {
    let known = Known::of(root, selection);
    let pointer = if root.get("paths").is_some() {
        Pointer::root().child("paths")
    } else {
        Pointer::root()
    };
    let mut tell = |code, names: &[String], known: &BTreeSet<&str>, what: &str| {
        for name in names {
            let is_known = match code {
                Code::UnknownPath => known.iter().any(|path| matches(name, path)),
                _ => known.contains(name.as_str()),
            };
            if !is_known {
                let message = format!("no operation has the {what} `{name}`");
                let all_below = format!("{name}*");
                let below = format!("{name}/");
                let is_start =
                    code == Code::UnknownPath && known.iter().any(|path| path.starts_with(&below));
                let help = match is_start {
                    true => did_you_mean(&all_below),
                    false => suggestion(name, known),
                };
                report.error(code, &pointer, message, help);
            }
        }
    };
    for names in [&selection.tags, &selection.omit_tags] {
        tell(Code::UnknownTag, names, &known.tags, "tag");
    }
    for names in [&selection.operations, &selection.omit_operations] {
        tell(Code::UnknownOperation, names, &known.ids, "id");
    }
    for names in [&selection.paths, &selection.omit_paths] {
        tell(Code::UnknownPath, names, &known.paths, "path");
    }
}

/// What to write in the place of `name`: the known one that is most like it, if any is.
fn suggestion(name: &str, known: &BTreeSet<&str>) -> String {
    match similar(name, known.iter().copied()) {
        Some(known) => did_you_mean(known),
        None => "correct the selection, or remove the name from it".to_owned(),
    }
}
