//! The mock server as a child process.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::Failure;
use super::journal::Route;

/// How long Prism may take to read the description and listen.
const START_LIMIT: Duration = Duration::from_secs(60);

/// A log that has not grown for this long is complete.
const QUIET: Duration = Duration::from_millis(500);

/// The line that ends the start, up to the address.
const LISTENING: &str = "Prism is listening on http://";

/// A running Prism; it is stopped when this value is dropped.
pub(super) struct Prism {
    child: Child,
    log: Log,
    address: SocketAddr,
    routes: Vec<Route>,
}

impl Prism {
    /// Starts Prism, installed under `folder`, for the description at `spec`, on a loopback port
    /// that the system chooses, and waits until it listens.
    pub(super) fn start(folder: &Path, spec: &Path) -> Result<Self, Failure> {
        let mut child = Command::new("node")
            .arg(folder.join("prism.cjs"))
            .arg("mock")
            .arg(spec)
            // A violation is an error and not a remark, in a response as in a request.
            .args(["--errors", "--host", "127.0.0.1", "--port", "0"])
            .env("NO_COLOR", "1")
            // Held open until we end: see `prism.cjs`.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| Failure::new(format!("cannot start Prism: {error}")))?;
        let log = Log::default();
        log.follow(child.stdout.take());
        log.follow(child.stderr.take());
        let address = wait_until_listening(&mut child, &log);
        let routes = log
            .lines()
            .iter()
            .filter_map(|line| Route::listed(line))
            .collect();
        match address {
            Ok(address) => Ok(Self {
                child,
                log,
                address,
                routes,
            }),
            Err(failure) => {
                stop(&mut child);
                Err(failure)
            }
        }
    }

    /// Where it listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The operations that it serves, in the order of the description.
    pub(super) fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// Everything that it has written so far.
    pub(super) fn lines(&self) -> Vec<String> {
        self.log.lines()
    }

    /// Everything that it has written, once it has stopped writing: the log of a request may
    /// arrive after its answer.
    pub(super) fn settled_lines(&self) -> Vec<String> {
        let mut lines = self.lines();
        loop {
            thread::sleep(QUIET);
            let now = self.lines();
            if now.len() == lines.len() {
                return now;
            }
            lines = now;
        }
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

/// Ends the process and waits for its end. It may have ended by itself: nothing is left to do then.
fn stop(child: &mut Child) {
    drop(child.kill());
    drop(child.wait());
}

/// Waits for the line that says where Prism listens.
fn wait_until_listening(child: &mut Child, log: &Log) -> Result<SocketAddr, Failure> {
    let deadline = Instant::now() + START_LIMIT;
    loop {
        let lines = log.lines();
        if let Some(address) = lines.iter().find_map(|line| listening_address(line)) {
            return Ok(address);
        }
        let ended = child.try_wait().ok().flatten();
        if ended.is_some() || Instant::now() > deadline {
            return Err(Failure::new(format!(
                "Prism did not start; it wrote:\n{}",
                lines.join("\n")
            )));
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// The address in the line that ends the start.
fn listening_address(line: &str) -> Option<SocketAddr> {
    line.split_once(LISTENING)?.1.trim().parse().ok()
}

/// The lines of both output streams, in the order of their arrival.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn lines(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Collects the lines of `stream` in the background until it ends.
    fn follow(&self, stream: Option<impl Read + Send + 'static>) {
        let Some(stream) = stream else { return };
        let log = self.clone();
        thread::spawn(move || {
            for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line).into_owned();
                log.0
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(line);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_address() {
        let line = "[9:17:38 PM] › [CLI] ▶  start     Prism is listening on http://127.0.0.1:40431";
        assert_eq!(listening_address(line), "127.0.0.1:40431".parse().ok());
        assert_eq!(listening_address("Prism is starting"), None);
    }

    #[test]
    fn a_log_keeps_the_lines_of_a_stream() {
        let log = Log::default();
        log.follow(Some(&b"one\ntwo\n"[..]));
        let deadline = Instant::now() + Duration::from_secs(5);
        while log.lines().len() < 2 && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(log.lines(), ["one", "two"]);
    }
}
