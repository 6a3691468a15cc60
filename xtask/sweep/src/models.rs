//! Values that enums do not list, and members that are null, absent or there: through the emitted
//! types and back.

use std::collections::BTreeSet;

use apicrate::pointer::Pointer;
use serde_json::{Map, Value, json};
use xtask::corpus::check::Workspace;
use xtask::emitted::Emitted;
use xtask::exit::Failure;

use crate::driver;
use crate::nullable;
use crate::schemas::Schemas;
use crate::tally::Tally;

/// A text that no enum lists, and a number.
const UNLISTED: (&str, i64) = ("not-listed\u{e9}", 987_654_321);

/// What is to come of a value.
pub(crate) enum Expected {
    /// It comes back equal.
    Same,
    /// It comes back equal, and its type has it as unknown.
    Unknown,
    /// It is refused; the error names this member.
    Refused(String),
}

/// A value to be decoded and encoded.
pub(crate) struct Case {
    pub place: String,
    /// The Rust type, or why there is none.
    pub ty: Result<String, String>,
    pub value: Value,
    pub expected: Expected,
}

/// Runs the cases of all enums and of all nullable schemas.
///
/// # Errors
///
/// When the program around the crate cannot be compiled and run.
pub(crate) fn sweep(emitted: &Emitted, scratch: &Workspace) -> Result<[Tally; 3], Failure> {
    let schemas = Schemas::new(&emitted.tree, &emitted.types);
    let texts = enums(&schemas, true);
    let numbers = enums(&schemas, false);
    let nullables = nullable::cases(&schemas);
    let parts = [&texts, &numbers, &nullables];
    let types: BTreeSet<&String> = parts
        .iter()
        .flat_map(|cases| cases.iter())
        .filter_map(|case| case.ty.as_ref().ok())
        .collect();
    let types: Vec<&String> = types.into_iter().collect();
    let all = parts.iter().flat_map(|cases| cases.iter());
    let told: Vec<String> = all
        .filter_map(|case| {
            let ty = case.ty.as_ref().ok()?;
            let index = types.binary_search(&ty).ok()?;
            Some(format!("{index}\t{}", case.value))
        })
        .collect();
    let source = program(&emitted.package, &types);
    let name = "sweep_models";
    let answers = driver::run(scratch, &emitted.package, (name, &source), &told)?;
    let mut answers = answers.iter();
    let mut judged = |name, cases: &[Case]| {
        let mut tally = Tally::new(name);
        for case in cases {
            let verdict = match &case.ty {
                Ok(_) => answers
                    .next()
                    .map_or(Err("no answer".to_owned()), |one| judge(case, one)),
                Err(reason) => Err(reason.clone()),
            };
            tally.count(|| format!("{} {}", case.place, case.value), verdict);
        }
        tally
    };
    Ok([
        judged("unlisted values of text enums", &texts),
        judged("unlisted values of other enums", &numbers),
        judged("null, absent, value", &nullables),
    ])
}

pub(crate) fn judge(case: &Case, answer: &str) -> Result<(), String> {
    let (mark, text) = answer.split_at_checked(1).unwrap_or_default();
    if let Expected::Refused(name) = &case.expected {
        let names_it = mark == "-" && text.contains(name.as_str());
        return names_it
            .then_some(())
            .ok_or_else(|| format!("not refused for {name}: {answer}"));
    }
    if mark == "-" {
        return Err(text.to_owned());
    }
    let found: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if found != case.value {
        return Err(format!("comes back as {found}"));
    }
    let is_known = matches!(case.expected, Expected::Unknown) && mark != "?";
    if is_known {
        Err("is taken for a listed value".to_owned())
    } else {
        Ok(())
    }
}

fn enums(schemas: &Schemas, of_text: bool) -> Vec<Case> {
    let mut cases = Vec::new();
    for (place, schema) in &schemas.all {
        let Some(listed) = schema.get("enum").and_then(Value::as_array) else {
            continue;
        };
        if of_text != listed.iter().any(Value::is_string) {
            continue;
        }
        let (text, number) = UNLISTED;
        cases.push(Case {
            place: place.to_string(),
            ty: type_at(schemas, place),
            value: if of_text { json!(text) } else { json!(number) },
            expected: Expected::Unknown,
        });
    }
    cases
}

pub(crate) fn type_at(schemas: &Schemas, place: &Pointer) -> Result<String, String> {
    let found = schemas.type_of(place).map(|(_, ty)| ty.to_owned());
    found.ok_or_else(|| "its schema has no type".to_owned())
}

/// `value` with `member`, when it is an object.
pub(crate) fn with(value: Value, name: &str, member: Option<Value>) -> Value {
    let mut members = match value {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    match member {
        Some(member) => members.insert(name.to_owned(), member),
        None => members.shift_remove(name),
    };
    Value::Object(members)
}

fn program(package: &str, types: &[&String]) -> String {
    let checks: String = types
        .iter()
        .map(|ty| format!("    again::<{ty}>,\n"))
        .collect();
    let name = driver::crate_name(package);
    format!(
        "//! Decodes and encodes each line of a file.\n\
         #![allow(deprecated)]\n\
         use {name}::runtime::json::{{self, Decode, Encode, View}};\n\
         type Check = fn(&str) -> Result<(bool, String), String>;\n\
         static TYPES: &[Check] = &[\n{checks}];\n{PROGRAM}"
    )
}

const PROGRAM: &str = r#"
fn again<T: Decode + Encode + std::fmt::Debug>(text: &str) -> Result<(bool, String), String> {
    let value: T = json::from_str(text).map_err(|fault| fault.to_string())?;
    let text = json::to_string(&value, View::Full).map_err(|fault| fault.to_string())?;
    Ok((format!("{value:?}").contains("Unknown("), text))
}

fn main() {
    let path = std::env::args().nth(1).expect("a path");
    let cases = std::fs::read_to_string(path).expect("the cases");
    for line in cases.split_terminator('\n') {
        let (index, text) = line.split_once('\t').expect("a case");
        let index: usize = index.parse().expect("a number");
        match TYPES[index](text) {
            Ok((unknown, text)) => println!("{}{text}", if unknown { '?' } else { '+' }),
            Err(reason) => println!("-{}", reason.replace(['\n', '\r'], " ")),
        }
    }
}
"#;
