//! Measures the codec and the calls of an emitted client next to serde's derives and reqwest, and
//! prints one JSON object a line.
//!
//! ```console
//! $ cargo run --profile calls -p apicrate-bench-calls                        # time and allocations
//! $ cargo run --profile calls -p apicrate-bench-calls -- --instructions      # under callgrind
//! $ cargo run --profile calls -p apicrate-bench-calls -- --one NAME --times N
//! ```
//!
//! A program of its own can measure another client as well: it calls [`run`] with what that does.
//!
//! Every figure is per run of one scenario. Those who compete take turns, and the best of many
//! rounds counts: what disturbs a machine only ever makes a round slower.

mod allocation;
mod bodies;
pub mod calls;
mod codec;
mod core;
mod deep;
mod instructions;
mod memory;
mod rivals;
mod row;
pub mod scenario;
mod server;
mod time;

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};

use scenario::{Entry, Scenario};

/// What ends the program early.
pub type Failure = Box<dyn Error>;

/// What the command line asks for.
#[derive(Default)]
struct Arguments {
    mode: String,
    name: String,
    times: usize,
    port: Option<u16>,
    only: String,
}

/// Does what the command line asks for; `further` are those who compete in the calls to a server beside ours and those
/// by hand.
///
/// # Errors
///
/// When a call fails, or something is missing that measuring needs.
pub fn run(further: &dyn Fn(SocketAddr) -> Result<Vec<Entry>, Failure>) -> Result<(), Failure> {
    let arguments = arguments()?;
    let scenarios = |server, only: &str| scenarios(server, only, further);
    match arguments.mode.as_str() {
        "" => {
            // Before the server begins, whose threads stay on the same core.
            core::stay_on_one()?;
            time::table(scenarios(server::in_thread()?, &arguments.only)?)?;
            allocation::table(scenarios(server::in_thread()?, &arguments.only)?)?;
            memory::table(&arguments.only)
        }
        "--serve" => server::run(),
        "--peak" => memory::peak(&arguments.name, address(&arguments)?),
        "--one" => {
            let mut scenarios = scenarios(address(&arguments)?, "")?;
            let run = scenarios
                .iter_mut()
                .find_map(|scenario| scenario.contestant(&arguments.name));
            let run = run.ok_or("there is no scenario of that name")?;
            (0..arguments.times).try_for_each(|_| run())
        }
        "--names" => {
            for scenario in scenarios(address(&arguments)?, "")? {
                scenario.names().for_each(|name| println!("{name}"));
            }
            Ok(())
        }
        "--instructions" => {
            let server = server::Process::start()?;
            instructions::table(&scenarios(server.address, &arguments.only)?, server.address)
        }
        other => Err(format!("unknown argument {other}").into()),
    }
}

/// Everything that is measured by running it again and again, as far as its name has `only` in it.
fn scenarios(
    server: SocketAddr,
    only: &str,
    further: &dyn Fn(SocketAddr) -> Result<Vec<Entry>, Failure>,
) -> Result<Vec<Scenario>, Failure> {
    let mut scenarios = codec::scenarios()?;
    scenarios.extend(calls::scenarios(server)?);
    for entry in further(server)? {
        entry.enter(&mut scenarios)?;
    }
    scenarios.retain(|scenario| scenario.what.contains(only));
    Ok(scenarios)
}

fn address(arguments: &Arguments) -> Result<SocketAddr, Failure> {
    match arguments.port {
        Some(port) => Ok((Ipv4Addr::LOCALHOST, port).into()),
        None => server::in_thread(),
    }
}

fn arguments() -> Result<Arguments, Failure> {
    let mut parsed = Arguments::default();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--times" => parsed.times = value()?.parse()?,
            "--port" => parsed.port = Some(value()?.parse()?),
            "--only" => parsed.only = value()?,
            "--one" | "--peak" => {
                parsed.name = value()?;
                parsed.mode = word;
            }
            _ => parsed.mode = word,
        }
    }
    Ok(parsed)
}
