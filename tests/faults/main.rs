//! The client side and the servers of `cargo xtask faults`: the emitted client under faults, and
//! the figures that come of it.

mod calls;
mod cell;
mod endurance;
mod judge;
mod matrix;
mod network;
mod outage;
mod panics;
mod quota;
mod secrets;
mod server;
mod table;
mod truncation;

use std::process::ExitCode;

const USAGE: &str = "usage: faults matrix | truncation | outage | endurance CALLS\n\
    (started by `cargo xtask faults`)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

/// Runs what `arguments` name; returns whether all is well.
fn run(arguments: &[&str]) -> Result<bool, String> {
    if arguments == [endurance::ARGUMENT] {
        endurance::serve().map_err(|error| error.to_string())?;
        return Ok(true);
    }
    if arguments == ["outage"] {
        let outage = outage::run()?;
        return Ok(quota::run()? && outage);
    }
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    match *arguments {
        ["matrix"] => {
            let search = secrets::watch()?;
            panics::watch(search.clone());
            runtime.block_on(matrix::run(search))
        }
        ["truncation"] => {
            let search = secrets::watch()?;
            runtime.block_on(truncation::run(&search))
        }
        ["endurance", calls] => {
            let calls = calls.parse().map_err(|_| USAGE.to_owned())?;
            runtime.block_on(endurance::run(calls))
        }
        _ => Err(USAGE.to_owned()),
    }
}
