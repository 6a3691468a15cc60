//! Every documented error of every operation, through the emitted client: the calls are those of
//! the examples in its documentation.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use xtask::corpus::check::Workspace;
use xtask::emitted::Emitted;
use xtask::exit::Failure;

use crate::api::{self, Operation};
use crate::driver;
use crate::instance;
use crate::tally::Tally;

/// How an operation is called, from the emitted code.
struct Call {
    /// The statements of the documentation's example.
    code: String,
    /// The path of the type of its documented errors.
    error: String,
}

/// One response.
struct Case {
    place: String,
    /// By method and path.
    operation: String,
    told: String,
}

/// Answers each operation with each of its documented errors, in each media type.
///
/// # Errors
///
/// When the program around the crate cannot be compiled and run.
pub(crate) fn sweep(
    emitted: &Emitted,
    operations: &[Operation],
    scratch: &Workspace,
) -> Result<Tally, Failure> {
    let package = &emitted.package;
    let source = scratch.crate_folder(package).join("src/operations");
    let mut calls = BTreeMap::new();
    find(&source, &mut calls).map_err(|e| Failure::new(format!("cannot read the crate: {e}")))?;
    let index: BTreeMap<&String, usize> = calls.keys().zip(0..).collect();
    let cases: Vec<(Case, Vec<String>)> = operations
        .iter()
        .flat_map(|operation| cases(&emitted.tree, operation))
        .collect();
    let mut told = Vec::new();
    for (case, bodies) in &cases {
        if let Some(index) = index.get(&case.operation) {
            let lines = bodies
                .iter()
                .map(|body| format!("{index}\t{}\t{body}", case.told));
            told.extend(lines);
        }
    }
    let count = told.len();
    // A success is no error: what judges must be able to say no.
    told.extend(calls.values().next().map(|_| "0\t200\t\t".to_owned()));
    let program = program(&emitted.package, &emitted.tree, calls.values());
    let answers = driver::run(scratch, package, ("sweep_errors", &program), &told)?;
    if answers.get(count).is_some_and(|answer| answer == "+") {
        return Err(Failure::new("a success is taken for a documented error"));
    }
    let mut answers = answers.into_iter();
    let mut tally = Tally::new("documented errors");
    for (case, bodies) in &cases {
        let verdict = if index.contains_key(&case.operation) {
            let mut answers = answers.by_ref().take(bodies.len());
            let bad = answers.by_ref().find(|answer| answer != "+");
            answers.for_each(drop);
            bad.map_or(Ok(()), Err)
        } else {
            Err("the emitted code documents no call of it with errors".to_owned())
        };
        tally.count(|| case.place.clone(), verdict);
    }
    Ok(tally.note(format!("{count} responses, one a media type")))
}

/// The documented errors of `operation`, each with a line for each media type.
fn cases(tree: &Value, operation: &Operation) -> Vec<(Case, Vec<String>)> {
    let mut cases = Vec::new();
    for (status, response) in operation.responses.into_iter().flatten() {
        if status.starts_with("x-") || status.starts_with(['1', '2']) {
            continue;
        }
        let contents = api::follow(tree, response).get("content");
        let contents = contents.and_then(Value::as_object);
        let mut bodies: Vec<String> = contents
            .into_iter()
            .flatten()
            .map(|(media_type, content)| format!("{media_type}\t{}", body(tree, content)))
            .collect();
        if bodies.is_empty() {
            bodies.push("\t".to_owned());
        }
        let sent = match status.as_str() {
            "default" => "500".to_owned(),
            status => status.replace(['X', 'x'], "0"),
        };
        let name = format!("{} {}", operation.method, operation.path);
        let case = Case {
            place: format!("{name} {status}"),
            operation: name,
            told: sent,
        };
        cases.push((case, bodies));
    }
    cases
}

/// The example of a body, else the least body.
fn body(tree: &Value, content: &Value) -> Value {
    let named = content.get("examples").and_then(Value::as_object);
    let named = named.and_then(|all| all.values().next());
    let named = named.and_then(|one| api::follow(tree, one).get("value"));
    match (content.get("example").or(named), content.get("schema")) {
        (Some(example), _) => example.clone(),
        (None, Some(schema)) => instance::of(tree, schema),
        (None, None) => Value::Null,
    }
}

/// Adds the calls of the files below `folder`, by method and path.
fn find(folder: &Path, calls: &mut BTreeMap<String, Call>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, calls)?;
            continue;
        }
        let group = folder.file_name().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(&path)?;
        let place = text
            .lines()
            .find_map(|line| line.strip_prefix("//! `")?.strip_suffix("`."));
        let error = text.lines().find_map(|line| {
            let (name, _) = line.strip_prefix("pub type ")?.split_once(" =")?;
            name.ends_with("Error").then_some(name)
        });
        if let (Some(place), Some(error), Some(code)) = (place, error, example(&text)) {
            let error = format!("operations::{group}::{error}");
            calls.insert(place.to_owned(), Call { code, error });
        }
    }
    Ok(())
}

/// The statement of the first example in a file: the call, and what it gives.
fn example(text: &str) -> Option<String> {
    let (_, text) = text.split_once("/// # async fn example(")?;
    let lines = text
        .lines()
        .skip(1)
        .map(|line| line.trim_start().trim_start_matches('/'));
    let lines: Vec<&str> = lines
        .take_while(|line| !line.contains("# Ok(())"))
        .collect();
    let code = lines.join("\n");
    let end = code.find(".await?;")? + ".await?;".len();
    code.get(..end).map(str::to_owned)
}

fn program<'a>(package: &str, tree: &Value, calls: impl Iterator<Item = &'a Call>) -> String {
    let name = driver::crate_name(package);
    let schemes = tree.pointer("/components/securitySchemes");
    let schemes = schemes.and_then(Value::as_object);
    let credentials: String = schemes
        .into_iter()
        .flatten()
        .map(|(scheme, _)| format!("    .credential({scheme:?}, Credential::bearer(\"x\"))\n"))
        .collect();
    let mut functions = String::new();
    let mut table = String::new();
    for (index, call) in calls.enumerate() {
        let Call { code, error } = call;
        functions.push_str(&format!(
            "fn call_{index}(client: Client) -> Pending {{ Box::pin(async move {{\n{code}\nOk(()) }}) }}\n"
        ));
        table.push_str(&format!("    (call_{index}, is::<{name}::{error}>),\n"));
    }
    format!(
        "//! Calls operations, and answers with what a file says.\n\
         #![allow(deprecated, unused)]\n\
         use {name}::runtime::credential::Credential;\n\
         use {name}::runtime::transport::{{Body, Transport, TransportFuture}};\n\
         use {name}::{{Client, Error, RetryPolicy}};\n\
         {PROGRAM}\n{functions}\n\
         static CALLS: &[(fn(Client) -> Pending, fn(&Error) -> bool)] = &[\n{table}];\n\
         fn client(transport: std::sync::Arc<Script>) -> Client {{\n\
         Client::builder().base_url(\"https://api.example\").retry(RetryPolicy::none())\n\
         {credentials}.transport(transport).build().expect(\"a client\")\n}}\n"
    )
}

const PROGRAM: &str = r#"
use std::sync::Mutex;

type Pending = std::pin::Pin<Box<dyn Future<Output = Result<(), Box<dyn std::error::Error>>>>>;

#[derive(Default)]
struct Script(Mutex<(u16, String, String)>);

impl Script {
    fn answer(&self) -> TransportFuture {
        let (status, media_type, body) = self.0.lock().expect("the script").clone();
        let mut response = http::Response::builder().status(status);
        if !media_type.is_empty() {
            response = response.header("content-type", media_type);
        }
        let response = response.body(Body::from(bytes::Bytes::from(body))).expect("a response");
        Box::pin(async { Ok(response) })
    }
}

impl Transport for Script {
    fn send(&self, _: http::Request<bytes::Bytes>) -> TransportFuture {
        self.answer()
    }
    fn send_stream(&self, _: http::Request<Body>) -> TransportFuture {
        self.answer()
    }
}

fn is<E: 'static>(error: &Error) -> bool {
    error.documented::<E>().is_some()
}

fn judge(outcome: Result<(), Box<dyn std::error::Error>>, status: u16, is: fn(&Error) -> bool) -> String {
    let error = match outcome {
        Ok(()) => return "the call succeeded".to_owned(),
        Err(error) => error,
    };
    match error.downcast_ref::<Error>() {
        Some(error) if error.status() == Some(status) && is(error) => "+".to_owned(),
        _ => format!("{error:?}").replace(['\n', '\r'], " "),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let path = std::env::args().nth(1).expect("a path");
    let cases = std::fs::read_to_string(path).expect("the cases");
    let script = std::sync::Arc::new(Script::default());
    let client = client(script.clone());
    for line in cases.split_terminator('\n') {
        let mut fields = line.splitn(4, '\t');
        let mut field = || fields.next().expect("a field");
        let index: usize = field().parse().expect("a number");
        let status: u16 = field().parse().expect("a status");
        *script.0.lock().expect("the script") = (status, field().to_owned(), field().to_owned());
        let (call, is) = CALLS[index];
        println!("{}", judge(call(client.clone()).await, status, is));
    }
}
"#;
