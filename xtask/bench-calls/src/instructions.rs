//! Instructions, counted by valgrind: what a busy machine cannot disturb.

use std::net::SocketAddr;
use std::process::Command;

use crate::scenario::Scenario;
use crate::{Failure, row};

/// Counts for the scenarios one after the other. Each contestant runs alone, in a process that
/// calls the server of another one, some times and twice as often; the difference is the work.
pub fn table(scenarios: &[Scenario], server: SocketAddr) -> Result<(), Failure> {
    for scenario in scenarios {
        let times = scenario.times;
        let mut figures = Vec::new();
        for ((name, _), full) in scenario.contestants.iter().zip(scenario.names()) {
            let once = count(&full, times, server)?;
            let twice = count(&full, times * 2, server)?;
            figures.push((*name, (twice - once) / times as f64));
        }
        row::print(&scenario.what, "instructions", &figures);
    }
    Ok(())
}

fn count(name: &str, times: usize, server: SocketAddr) -> Result<f64, Failure> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .args(["--one", name, "--times", &times.to_string()])
        .args(["--port", &server.port().to_string()])
        .output()?;
    let report = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{name} under valgrind: {report}").into());
    }
    let collected = report
        .lines()
        .find_map(|line| line.split_once("Collected :"));
    let (_, collected) = collected.ok_or("valgrind has counted nothing")?;
    Ok(collected.trim().parse()?)
}
