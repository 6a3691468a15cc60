//! The most memory that reading a long list takes.

use std::hint::black_box;
use std::net::SocketAddr;
use std::process::Command;

use uuid::Uuid;

use crate::server::{MANY, Process};
use crate::{Failure, calls, row};

const NAMES: [&str; 2] = ["element by element", "whole"];

/// Measures each way in a process of its own, whose server is in another one.
pub fn table(only: &str) -> Result<(), Failure> {
    let what = format!("peak memory: list of {MANY} models");
    if !what.contains(only) {
        return Ok(());
    }
    let server = Process::start()?;
    let mut figures = Vec::new();
    for name in NAMES {
        let output = Command::new(std::env::current_exe()?)
            .args(["--peak", name, "--port", &server.address.port().to_string()])
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        let figure = text.trim().parse();
        figures.push((name, figure.map_err(|_| format!("{name}: no figure"))?));
    }
    row::print(&what, "bytes", &figures);
    Ok(())
}

/// Reads the list in one of the ways, and prints by how much that has raised the process's peak.
pub fn peak(name: &str, server: SocketAddr) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let client = calls::ours(server)?;
    let before = high_water()?;
    let count = runtime.block_on(async {
        let request = client.orgs_api_tokens();
        let request = request.list_org_api_tokens(Uuid::from_u128(u128::MAX));
        match name {
            "whole" => Ok(request.send().await?.into_data().len()),
            "element by element" => {
                let mut list = request.send_stream().await?.into_data();
                let mut count = 0;
                while let Some(token) = list.next().await {
                    black_box(token?);
                    count += 1;
                }
                Ok(count)
            }
            _ => Err(Failure::from("there is no such way")),
        }
    })?;
    if count != MANY {
        return Err(format!("{count} models came").into());
    }
    println!("{}", high_water()? - before);
    Ok(())
}

/// The most memory that this process has had so far, in bytes.
fn high_water() -> Result<f64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let line = line.ok_or("the system does not tell")?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes * 1024.0)
}
