//! One reader for YAML and JSON: text → `serde_json::Value`.

mod halves;
mod visitor;

use serde::de::DeserializeSeed;
use serde_json::Value;

use self::visitor::{State, Tree};
use crate::parallel;
use crate::pointer::Pointer;
use crate::read::MAX_NESTING;
use crate::report::Code;

/// What to do about a document that is nested too deeply.
const DEEP: &str = "move what is inside into `components/schemas`";

/// What came of reading a text.
pub(super) struct Reading {
    /// The tree, if the text could be read to its end.
    pub value: Option<Value>,
    /// What is wrong with the text; if anything is, the tree must not be used.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong with a text.
pub(super) struct Problem {
    pub code: Code,
    /// The place in the tree, in case there is no `position`.
    pub pointer: Pointer,
    /// Line and column, from 1.
    pub position: Option<(usize, usize)>,
    pub message: String,
    pub help: String,
}

/// Reads `text` as JSON if it looks like it, and else, or if that fails, as YAML; on so many `threads`, on which the
/// result does not depend.
pub(super) fn parse(text: &str, threads: usize) -> Reading {
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml(text, threads);
    }
    let json = json(text);
    let is_syntax = |problem: &Problem| problem.code == Code::InvalidSyntax;
    if !json.problems.iter().any(is_syntax) {
        return json;
    }
    // YAML's own `{ … }` allows more than JSON. If it is neither, JSON was meant.
    let yaml = yaml(text, threads);
    if yaml.problems.iter().any(is_syntax) {
        json
    } else {
        yaml
    }
}

fn json(text: &str) -> Reading {
    let state = State::new(false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = Tree(&state).deserialize(&mut deserializer);
    let result = result.and_then(|value| deserializer.end().map(|()| value));
    let failure = result.map_err(|error| {
        let position = (error.line() > 0).then(|| (error.line(), error.column().max(1)));
        (error.to_string(), position)
    });
    finish(state, failure)
}

fn yaml(text: &str, threads: usize) -> Reading {
    if let Some(position) = too_many_brackets(text) {
        let problems = vec![syntax("recursion limit exceeded", Some(position))];
        return Reading {
            value: None,
            problems,
        };
    }
    let halves = if threads > 1 { halves::of(text) } else { None };
    let value = halves.and_then(|(head, tail)| {
        let (head, tail) = parallel::both(threads, || whole_yaml(head), || whole_yaml(tail));
        halves::joined(head, tail)
    });
    // Whatever is wrong with a half is told of the whole.
    value.map_or_else(
        || whole_yaml(text),
        |value| Reading {
            value: Some(value),
            problems: Vec::new(),
        },
    )
}

fn whole_yaml(text: &str) -> Reading {
    let state = State::new(true);
    let result = Tree(&state).deserialize(serde_yaml::Deserializer::from_str(text));
    let failure = result.map_err(|error| {
        let position = error.location().map(|place| (place.line(), place.column()));
        (error.to_string(), position)
    });
    finish(state, failure)
}

/// Where more brackets are open than the YAML library can take: its time is quadratic in them.
/// Brackets in texts count, too, but thousands of them that nothing closes are no text.
fn too_many_brackets(text: &str) -> Option<(usize, usize)> {
    let mut open = 0_usize;
    let mut line = (1, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            b'\n' => line = (line.0 + 1, at + 1),
            _ => {}
        }
        if open > 40 * MAX_NESTING {
            return Some((line.0, at + 1 - line.1));
        }
    }
    None
}

type Failure = (String, Option<(usize, usize)>);

fn finish(state: State, result: Result<Value, Failure>) -> Reading {
    let mut problems = state.into_problems();
    let fatal = |problem: &Problem| problem.code != Code::DuplicateKey;
    let value = match result {
        Ok(value) => Some(value),
        // The visitor has said more about this failure than the library's text does.
        Err(_) if problems.iter().any(fatal) => None,
        Err((message, position)) => {
            problems.push(syntax(&message, position));
            None
        }
    };
    Reading { value, problems }
}

fn syntax(message: &str, position: Option<(usize, usize)>) -> Problem {
    let pointer = Pointer::root();
    let bare = message.split(" at line ").next().unwrap_or(message);
    let (code, message, help) = match bare {
        "recursion limit exceeded" => (Code::TooDeep, bare, DEEP),
        "repetition limit exceeded" => (
            Code::TooDeep,
            "the aliases multiply the document's size",
            "write less of it as aliases",
        ),
        _ if bare.contains("more than one document") => (
            Code::InvalidSyntax,
            "the text holds more than one YAML document",
            "remove the other ones and the `---` lines between them",
        ),
        _ => (
            Code::InvalidSyntax,
            bare,
            "correct the text here, or a little above",
        ),
    };
    let (message, help) = (message.to_owned(), help.to_owned());
    Problem {
        code,
        pointer,
        position: position.or(Some((1, 1))),
        message,
        help,
    }
}
