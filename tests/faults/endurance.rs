//! `endurance`: many calls against a server of this machine must leave memory, file descriptors
//! and connections as they were.
//!
//! The server is another process, so that this one holds what the client holds and nothing else.
//! It is looked at between windows of calls: with the pool full, after the server has closed all
//! connections, and with a pool of new ones. At the end come controls: clients that are spoilt on
//! purpose must be found out.

mod gauge;
mod pool;
mod server;
mod verdict;

use std::hint::black_box;
use std::io;
use std::net::{Ipv4Addr, UdpSocket};
use std::time::{Duration, Instant};

use mist_api::Client;
use mist_api::runtime::http_transport::HttpSettings;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use self::gauge::Gauge;
pub(crate) use self::server::{ARGUMENT, serve};
use self::server::{AT_ONCE, Count, Server};
use self::verdict::{Finding, Part, WINDOWS};
use crate::calls::{Method, authorised, call};

/// How often it is asked whether connections have come to their end, and for how long.
const SETTLE: Duration = Duration::from_millis(20);
const SETTLED: Duration = Duration::from_secs(2);
/// How often nothing must have changed until what is open is taken for left open.
const UNCHANGED: usize = 20;
/// How many calls a control makes.
const CONTROL: usize = 2_000;

/// How calls are made.
#[derive(Clone, Copy)]
struct Kind {
    name: &'static str,
    at_once: usize,
    /// Whether each is dropped after a while, another one each time.
    dropped: bool,
    /// What goes wrong with each call, by its number.
    spoil: fn(usize),
}

const KINDS: [Kind; 3] = [
    Kind {
        name: "one after the other",
        at_once: 1,
        dropped: false,
        spoil: |_| {},
    },
    Kind {
        name: "16 at once",
        at_once: AT_ONCE,
        dropped: false,
        spoil: |_| {},
    },
    Kind {
        name: "dropped half-way",
        at_once: AT_ONCE,
        dropped: true,
        spoil: |_| {},
    },
];

/// A client that is spoilt.
struct Control {
    name: &'static str,
    spoil: fn(usize),
    /// How many connections it keeps.
    kept: usize,
    /// What must be found.
    finding: Finding,
}

const CONTROLS: [Control; 4] = [
    Control {
        name: "32 bytes left by a call",
        spoil: leave::<32>,
        kept: AT_ONCE,
        finding: Finding::Heap,
    },
    Control {
        name: "1 KiB left by a call",
        spoil: leave::<1024>,
        kept: AT_ONCE,
        finding: Finding::Resident,
    },
    Control {
        name: "a socket left by a call",
        spoil: leave_socket,
        kept: AT_ONCE,
        finding: Finding::Files,
    },
    Control {
        name: "no connection kept",
        spoil: |_| {},
        kept: 0,
        finding: Finding::Connections,
    },
];

/// Makes `calls` calls one after the other, as many at once, and half as many that are dropped;
/// prints what they left behind and returns whether that is nothing.
///
/// # Errors
///
/// When the server or the client cannot be set up.
pub(crate) async fn run(calls: usize) -> Result<bool, String> {
    let mut server = Server::start().map_err(|error| error.to_string())?;
    let mut passed = true;
    println!("{}", Part::HEAD);
    let mut run = Run::new(&mut server, AT_ONCE)?;
    for kind in KINDS {
        let calls = if kind.dropped { calls / 2 } else { calls };
        passed &= run.part(kind, calls).await?.print();
    }
    drop(run);
    passed &= pool::run(&mut server).await?;
    println!("\n    control                    must be found                          is");
    for control in CONTROLS {
        passed &= control.run(&mut server).await?;
    }
    Ok(passed)
}

impl Control {
    /// Whether it is found out.
    async fn run(self, server: &mut Server) -> Result<bool, String> {
        let [kind, ..] = KINDS;
        let kind = Kind {
            spoil: self.spoil,
            ..kind
        };
        let mut run = Run::new(server, self.kept)?;
        let found = run.part(kind, CONTROL).await?.findings(true);
        let found = found.contains(&self.finding);
        let word = if found { "yes" } else { "FAIL: no" };
        println!("    {:26} {:38} {word}", self.name, self.finding);
        Ok(found)
    }
}

/// What a call must not do.
fn leave<const N: usize>(_: usize) {
    // Written to: pages that nobody writes to are no memory.
    Box::leak(black_box(Box::new([1_u8; N])));
}

fn leave_socket(_: usize) {
    std::mem::forget(UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)));
}

/// A client of `server` that keeps up to `kept` connections.
fn client(server: &Server, kept: usize) -> Result<Client, String> {
    let builder = authorised(Client::builder(), Method::Get);
    let client = builder
        .base_url(format!("http://{}", server.address))
        .http(HttpSettings::new().max_idle_per_host(kept).no_proxy())
        .build();
    client.map_err(|error| error.to_string())
}

/// Waits until the server has `wanted` connections open, at most for a while; says what it has.
async fn settled(server: &mut Server, wanted: usize) -> Result<Count, String> {
    let begin = Instant::now();
    loop {
        // What is done with a connection after a call is done by a task of its own.
        sleep(SETTLE).await;
        let count = server.count().map_err(|error| error.to_string())?;
        if count.open == wanted || begin.elapsed() > SETTLED {
            return Ok(count);
        }
    }
}

struct Run<'s> {
    server: &'s mut Server,
    client: Client,
    kept: usize,
    /// Files that are open before there is any connection.
    files: usize,
}

impl<'s> Run<'s> {
    fn new(server: &'s mut Server, kept: usize) -> Result<Self, String> {
        let client = client(server, kept)?;
        let files = gauge::files();
        Ok(Self {
            server,
            client,
            kept,
            files,
        })
    }

    async fn part(&mut self, kind: Kind, calls: usize) -> Result<Part, String> {
        let window = calls / WINDOWS;
        let mut part = Part {
            name: kind.name,
            window,
            gauges: Vec::with_capacity(WINDOWS + 1),
            files: self.files,
            // A call that finds a connection not yet given back begins one. A call that is dropped
            // takes its connection along.
            may_make: if kind.dropped { calls } else { AT_ONCE },
            made: 0,
            drops: if kind.dropped { calls / 10 } else { 0 },
            dropped: 0,
            failed: 0,
            time: Duration::ZERO,
        };
        self.window(&mut part, kind, 0).await?;
        for _ in 0..WINDOWS {
            self.window(&mut part, kind, window).await?;
        }
        Ok(part)
    }

    /// Makes so many calls and adds what is left of them to `part`.
    async fn window(&mut self, part: &mut Part, kind: Kind, calls: usize) -> Result<(), String> {
        let failed = |error: io::Error| error.to_string();
        let before = self.server.count().map_err(failed)?;
        let begin = Instant::now();
        let done = self.batch(kind, calls).await?;
        part.time += begin.elapsed();
        part.dropped += done.dropped;
        part.failed += done.failed;
        part.made += self.server.count().map_err(failed)?.accepted - before.accepted;
        let full = pool::round(&self.client, self.server, self.kept).await?;
        let with_connections = self.quiet(full).await.files;
        self.server.close().map_err(failed)?;
        let files = self.quiet(Count { open: 0, ..full }).await.files;
        // What is held for a connection grows with its use: these are new.
        let new = pool::round(&self.client, self.server, self.kept).await?;
        part.gauges.push(Gauge {
            files,
            connections: full.open,
            with_connections,
            ..self.quiet(new).await
        });
        Ok(())
    }

    /// Waits until there are no other files than those of the connections that the server has, and
    /// nothing is allocated or freed, at most for a while; says what is held then.
    async fn quiet(&self, server: Count) -> Gauge {
        let begin = Instant::now();
        let mut before = Gauge::read();
        let mut unchanged = 0;
        loop {
            sleep(SETTLE).await;
            let now = Gauge::read();
            let is_same = (now.heap, now.files) == (before.heap, before.files);
            unchanged = if is_same { unchanged + 1 } else { 0 };
            let wanted = if now.files == self.files + server.open {
                1
            } else {
                UNCHANGED
            };
            if unchanged >= wanted || begin.elapsed() > SETTLED {
                return now;
            }
            before = now;
        }
    }

    /// So many calls.
    async fn batch(&self, kind: Kind, calls: usize) -> Result<Done, String> {
        let mut tasks = JoinSet::new();
        for first in 0..kind.at_once {
            let client = self.client.clone();
            tasks.spawn(async move {
                let mut done = Done::default();
                for number in (first..calls).step_by(kind.at_once) {
                    let call = call(&client, Method::Get);
                    if kind.dropped {
                        // At another point each time.
                        let limit = Duration::from_micros(20 * (number as u64 % 50));
                        match timeout(limit, call).await {
                            Ok(outcome) => done.failed += usize::from(outcome.is_err()),
                            Err(_) => done.dropped += 1,
                        }
                    } else {
                        done.failed += usize::from(call.await.is_err());
                    }
                    (kind.spoil)(number);
                }
                done
            });
        }
        let mut all = Done::default();
        while let Some(done) = tasks.join_next().await {
            let done = done.map_err(|error| error.to_string())?;
            all.dropped += done.dropped;
            all.failed += done.failed;
        }
        Ok(all)
    }
}

/// What came of calls.
#[derive(Default)]
struct Done {
    dropped: usize,
    failed: usize,
}
