//! `cargo xtask contract`: the emitted client against a real peer, a Prism mock server that reads
//! the same description and validates every request it receives and every response it sends.
//!
//! The client side is the example `contract` of the package `apicrate-tests`; this side starts
//! and stops the server, makes sure that the server does object to a bad request, and gives the
//! verdict from the server's own log.

mod journal;
mod node;
mod prism;

use std::fmt;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use journal::Journal;
use prism::Prism;

use crate::workspace;

/// Why the contract run did not pass: what went wrong and what to do about it.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// Runs the client side against Prism serving `spec/openapi.yaml` of the workspace at `root`.
///
/// Prints what Prism received and answered.
///
/// # Errors
///
/// Node is missing or too old, Prism cannot be installed or started, Prism accepts a bad request,
/// the client side fails, an operation was never called, or Prism found a violation.
pub(crate) fn run(root: &Path) -> Result<(), Failure> {
    let folder = root.join("tests").join("contract");
    node::require()?;
    node::install(&folder)?;
    let prism = Prism::start(&folder, &root.join("spec").join("openapi.yaml"))?;
    require_that_prism_objects(&prism)?;
    let before = prism.lines().len();
    let client = run_client(root, &prism);
    let lines = prism.settled_lines();
    let journal = Journal::of(lines.get(before..).unwrap_or_default());
    print!("{journal}");
    client.and_then(|()| verdict(&journal, &prism))
}

/// A run in which the server stays silent proves something only if the server can speak up: a
/// request without credentials must be refused and reported.
fn require_that_prism_objects(prism: &Prism) -> Result<(), Failure> {
    let route = prism.routes().first().cloned().ok_or_else(|| {
        Failure::new("Prism lists no operation: is `spec/openapi.yaml` an OpenAPI document?")
    })?;
    let before = prism.lines().len();
    let answer = exchange(prism.address(), &route.method, &route.path)
        .map_err(|error| Failure::new(format!("Prism does not answer on loopback: {error}")))?;
    let lines = prism.settled_lines();
    let journal = Journal::of(lines.get(before..).unwrap_or_default());
    if answer.to_ascii_lowercase().contains("\r\nsl-violations:") && !journal.objections.is_empty()
    {
        return Ok(());
    }
    Err(Failure::new(format!(
        "Prism did not object to {route} without credentials, so it would not notice a bad request"
    )))
}

/// Sends one bodiless request over a plain socket and returns the whole answer.
fn exchange(address: SocketAddr, method: &str, path: &str) -> std::io::Result<String> {
    let limit = Duration::from_secs(10);
    let mut stream = TcpStream::connect_timeout(&address, limit)?;
    stream.set_read_timeout(Some(limit))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Builds the client side and runs it against `prism`.
fn run_client(root: &Path, prism: &Prism) -> Result<(), Failure> {
    let cargo = workspace::cargo();
    let status = Command::new(cargo)
        .args([
            "run",
            "--quiet",
            "--package",
            "apicrate-tests",
            "--example",
            "contract",
            "--",
        ])
        .arg(format!("http://{}", prism.address()))
        .current_dir(root)
        .status()
        .map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "the client side failed ({status}); its report is above"
    )))
}

/// Judges by the server's log alone.
fn verdict(journal: &Journal, prism: &Prism) -> Result<(), Failure> {
    let uncalled: Vec<String> = prism
        .routes()
        .iter()
        .filter(|route| !journal.answers.contains_key(*route))
        .map(ToString::to_string)
        .collect();
    if !uncalled.is_empty() {
        return Err(Failure::new(format!(
            "never called: {}",
            uncalled.join(", ")
        )));
    }
    if !journal.objections.is_empty() || journal.accepted != journal.received {
        return Err(Failure::new(format!(
            "Prism accepted {} of {} requests and found {} violations; they are listed above",
            journal.accepted,
            journal.received,
            journal.objections.len(),
        )));
    }
    println!(
        "contract: {} operations, {} requests, 0 violations",
        prism.routes().len(),
        journal.received
    );
    Ok(())
}
