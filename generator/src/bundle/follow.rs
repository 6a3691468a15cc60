//! Following a reference to where it leads in the end.

use serde_json::Value;

use super::Bundler;
use super::path;
use crate::pointer::{self, Pointer};
use crate::report::{Code, Location, did_you_mean, similar};

/// How many references are followed one after another.
const MAX_HOPS: usize = 64;

/// Where a reference leads.
pub(super) enum Target {
    /// To a place in the root document, to be referred to by this text.
    Root(String),
    /// To a value that has to be brought into the document.
    Value(Location, Value),
}

/// Why a reference leads nowhere.
struct Lost {
    code: Code,
    message: String,
    help: String,
}

impl Lost {
    fn new(code: Code, message: String, help: impl Into<String>) -> Self {
        Self {
            code,
            message,
            help: help.into(),
        }
    }
}

/// How the search for a target goes on.
enum Step {
    Arrived(Value),
    /// A reference stands in the way; what is left of the way lies behind it.
    Reference(String, Pointer, Pointer),
    Nothing,
}

impl Bundler<'_> {
    /// Follows the reference `text`, which itself stands at `pointer` in the document; reports and returns
    /// `None` if it leads nowhere.
    pub(super) fn follow(&mut self, pointer: &Pointer, text: &str) -> Option<Target> {
        let place = self.origins.in_document(pointer);
        match self.target(&place.file, text) {
            Ok(target) => target,
            Err(lost) => {
                if self.reported.insert(place) {
                    self.report
                        .error(lost.code, pointer, lost.message, lost.help);
                }
                None
            }
        }
    }

    /// Follows `text` that stands in the shown `file`. `None` leaves it to later phases.
    fn target(&mut self, file: &str, text: &str) -> Result<Option<Target>, Lost> {
        let Some(mut location) = self.location(file, text)? else {
            return Ok(None);
        };
        for _ in 0..MAX_HOPS {
            let in_root = location.file == self.origins.root();
            let tree = self
                .files
                .tree(&location.file, &mut self.origins, self.report);
            let tree = tree.map_err(|reason| {
                let message = format!("`{text}` is not there: {}: {reason}", location.file);
                let help = "paths in references are relative to the file in which they stand";
                Lost::new(Code::FileMissing, message, help)
            })?;
            if in_root && pointer::get(&tree, &location.pointer).is_some() {
                return Ok(Some(Target::Root(location.pointer.to_reference())));
            }
            match step(&tree, &location.pointer) {
                Step::Arrived(value) => return Ok(Some(Target::Value(location, value))),
                Step::Reference(next, at, rest) => {
                    let Some(target) = self.location(&location.file, &next)? else {
                        let message = format!("`{text}` leads to the anchor `{next}` of a file");
                        let help = "refer to it with a JSON pointer";
                        return Err(Lost::new(Code::InvalidReference, message, help));
                    };
                    let pointer = target.pointer.join(&rest);
                    if target.file == location.file && pointer.strip_prefix(&at).is_some() {
                        break;
                    }
                    location = Location {
                        file: target.file,
                        pointer,
                    };
                }
                // Resolving tells about what is missing in the root document.
                Step::Nothing if in_root => return Ok(None),
                Step::Nothing => return self.in_root_instead(text, &location),
            }
        }
        let message = format!("`{text}` leads in a circle");
        Err(Lost::new(
            Code::ReferenceLoop,
            message,
            "let one of the references say what it is",
        ))
    }

    /// Parts of a document are often written as if they stood in the root document already.
    fn in_root_instead(&mut self, text: &str, location: &Location) -> Result<Option<Target>, Lost> {
        let root = self.origins.root().to_owned();
        let tree = self.files.tree(&root, &mut self.origins, self.report);
        let found = tree.is_ok_and(|tree| pointer::get(&tree, &location.pointer).is_some());
        if found && text.starts_with('#') {
            return Ok(Some(Target::Root(location.pointer.to_reference())));
        }
        let message = format!(
            "`{text}` is not there: nothing stands at {} in {}",
            location.pointer, location.file
        );
        let tree = self
            .files
            .tree(&location.file, &mut self.origins, self.report);
        let near = tree.ok().and_then(|tree| near(&tree, &location.pointer));
        let help = match near {
            Some(near) => did_you_mean(&near.to_reference()),
            None => "correct the part after `#`".to_owned(),
        };
        Err(Lost::new(Code::TargetMissing, message, help))
    }

    /// The place that `text` names when it stands in `file`; `None` for an anchor of the root.
    fn location(&self, file: &str, text: &str) -> Result<Option<Location>, Lost> {
        let (path, fragment) = text.split_once('#').unwrap_or((text, ""));
        let file = if path.is_empty() {
            file.to_owned()
        } else {
            let relative = path::resolve(self.files.relative(file), path).map_err(|refused| {
                let message = format!("`{text}` {}", refused.reason());
                let help = "copy the file into the folder of the root document, or below it";
                Lost::new(Code::ReferenceOutside, message, help)
            })?;
            self.files.shown(&relative)
        };
        match format!("#{fragment}").parse() {
            Ok(pointer) => Ok(Some(Location { file, pointer })),
            Err(_) if file == self.origins.root() => Ok(None),
            Err(_) => {
                let message = format!("`#{fragment}` is no place in {file}");
                let help = "write a JSON pointer, such as `#/Pet`";
                Err(Lost::new(Code::InvalidReference, message, help))
            }
        }
    }
}

/// The member of the same object whose name is most like that of `missing`, if any is like it.
fn near(tree: &Value, missing: &Pointer) -> Option<Pointer> {
    let (parent, name) = (missing.parent()?, missing.last()?);
    let members = pointer::get(tree, &parent)?.as_object()?;
    let near = similar(&name, members.keys().map(String::as_str))?;
    Some(parent.child(near))
}

/// Goes down `tree` along `pointer` until the end or the first reference.
fn step(tree: &Value, pointer: &Pointer) -> Step {
    let mut here = tree;
    let mut gone = Pointer::root();
    let mut segments = pointer.segments();
    loop {
        let only_member = here.as_object().is_some_and(|members| members.len() == 1);
        if let Some(text) = here
            .get("$ref")
            .and_then(Value::as_str)
            .filter(|_| only_member)
        {
            let rest = pointer.strip_prefix(&gone).unwrap_or_default();
            return Step::Reference(text.to_owned(), gone, rest);
        }
        let Some(segment) = segments.next() else {
            return Step::Arrived(here.clone());
        };
        let next = match here {
            Value::Array(list) => segment
                .parse()
                .ok()
                .and_then(|index: usize| list.get(index)),
            value => value.get(segment.as_ref()),
        };
        let Some(next) = next else {
            return Step::Nothing;
        };
        gone.push(&segment);
        here = next;
    }
}
