//! `endurance`: many calls against a server of this machine must leave memory, file descriptors
//! and connections as they were.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use mist_api::Client;
use mist_api::runtime::http_transport::HttpSettings;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::calls::{Method, authorised, call};
use crate::secrets::TOKEN_JSON;

/// How many calls run at once in the concurrent part.
const AT_ONCE: usize = 16;
/// How many times memory is looked at in a part.
const SAMPLES: usize = 100;
/// The first samples of a part, in which buffers and pools reach their size.
const WARM_UP: usize = 20;
/// How many bytes memory may grow by with 1,000 calls.
const SLOPE: f64 = 1024.0;
/// How many bytes it may grow by in a part that is too short for a slope: allocators and pages
/// are not as fine as a call.
const NOISE: f64 = 512.0 * 1024.0;

/// What a part of the run has come to.
struct Part {
    name: &'static str,
    calls: usize,
    failed: usize,
    connections: usize,
    allowed: usize,
    time: Duration,
    /// Bytes of memory, over the part.
    memory: Vec<f64>,
    descriptors: (usize, usize),
}

/// Makes `calls` calls one after the other, as many at once, and some that are dropped; prints
/// what they left behind and returns whether that is nothing.
///
/// # Errors
///
/// When the server or the client cannot be set up.
pub(crate) async fn run(calls: usize) -> Result<bool, String> {
    let connections = Arc::new(AtomicUsize::new(0));
    let address = serve(connections.clone()).map_err(|error| error.to_string())?;
    let client = authorised(Client::builder(), Method::Get)
        .base_url(format!("http://{address}"))
        .http(HttpSettings::new().max_idle_per_host(AT_ONCE).no_proxy())
        .build()
        .map_err(|error| error.to_string())?;
    let run = Run {
        client,
        connections,
    };
    // Whatever is made once is made now.
    run.part("warm-up", calls / 20, 1, false).await?;
    let parts = [
        run.part("one after the other", calls, 1, false).await?,
        run.part("16 at once", calls, AT_ONCE, false).await?,
        run.part("dropped half-way", calls / 2, AT_ONCE, true)
            .await?,
    ];
    println!(
        "    part                    calls  failed  connections   memory per 1,000 calls  files"
    );
    let good = parts.map(|part| part.print());
    Ok(good == [true; 3])
}

struct Run {
    client: Client,
    connections: Arc<AtomicUsize>,
}

impl Run {
    async fn part(
        &self,
        name: &'static str,
        calls: usize,
        at_once: usize,
        dropped: bool,
    ) -> Result<Part, String> {
        let before = self.connections.load(Ordering::Relaxed);
        let (begin, files) = (Instant::now(), descriptors());
        let mut part = Part {
            name,
            calls,
            failed: 0,
            connections: 0,
            // A call that finds all connections taken begins one, and leaves it to the pool when
            // another is free first. A call that is dropped takes its connection along.
            allowed: if dropped { calls } else { 0 } + at_once * 2,
            time: Duration::ZERO,
            memory: vec![memory()],
            descriptors: (files, files),
        };
        for _ in 0..SAMPLES {
            part.failed += self.batch(calls / SAMPLES, at_once, dropped).await?;
            part.memory.push(memory());
        }
        // The ends of dropped connections are still on their way.
        tokio::time::sleep(Duration::from_millis(100)).await;
        part.time = begin.elapsed();
        part.connections = self.connections.load(Ordering::Relaxed) - before;
        part.descriptors.1 = descriptors();
        Ok(part)
    }

    /// So many calls; returns how many failed.
    async fn batch(&self, calls: usize, at_once: usize, dropped: bool) -> Result<usize, String> {
        let mut tasks = JoinSet::new();
        for first in 0..at_once {
            let client = self.client.clone();
            tasks.spawn(async move {
                let mut failed = 0;
                for number in (first..calls).step_by(at_once) {
                    let call = call(&client, Method::Get);
                    if dropped {
                        // At another point each time.
                        let limit = Duration::from_micros(20 * (number as u64 % 50));
                        let _ = timeout(limit, call).await;
                    } else {
                        failed += usize::from(call.await.is_err());
                    }
                }
                failed
            });
        }
        let mut failed = 0;
        while let Some(done) = tasks.join_next().await {
            failed += done.map_err(|error| error.to_string())?;
        }
        Ok(failed)
    }
}

impl Part {
    /// Prints the figures; returns whether they are good.
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    fn print(&self) -> bool {
        let per_sample = slope(self.memory.get(WARM_UP..).unwrap_or_default());
        let calls = self.calls as f64 / SAMPLES as f64;
        let per_thousand = per_sample / calls * 1000.0;
        let growth = per_sample * (SAMPLES - WARM_UP) as f64;
        let (before, after) = self.descriptors;
        let flat = per_thousand <= SLOPE || growth <= NOISE;
        // Each connection that is kept is a file on both sides.
        let tight = after <= before + AT_ONCE * 2 && self.connections <= self.allowed;
        println!(
            "    {:20} {:8}  {:6}  {:11}   {per_thousand:16.0} bytes   {before} to {after}  \
             ({:.0} calls/s)",
            self.name,
            self.calls,
            self.failed,
            self.connections,
            self.calls as f64 / self.time.as_secs_f64(),
        );
        if !flat {
            println!("    FAIL: memory grew by {growth:.0} bytes");
        }
        if !tight {
            println!("    FAIL: connections or files are left over");
        }
        flat && tight && self.failed == 0
    }
}

/// The slope of the straight line that fits `values` best, by least squares.
#[expect(clippy::cast_precision_loss, reason = "some dozens")]
fn slope(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let middle = (count - 1.0) / 2.0;
    let mean = values.iter().sum::<f64>() / count;
    let (mut above, mut below) = (0.0, 0.0);
    for (index, value) in values.iter().enumerate() {
        let distance = index as f64 - middle;
        above += distance * (value - mean);
        below += distance * distance;
    }
    above / below
}

/// The bytes of memory that this process occupies; 0 where the system does not say.
fn memory() -> f64 {
    const PAGE: f64 = 4096.0;
    let text = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = text.split(' ').nth(1).and_then(|pages| pages.parse().ok());
    pages.unwrap_or(0.0) * PAGE
}

/// How many files and sockets this process has open; 0 where the system does not say.
fn descriptors() -> usize {
    fs::read_dir("/proc/self/fd").map_or(0, Iterator::count)
}

/// A server in a thread of its own that answers every request well.
fn serve(connections: Arc<AtomicUsize>) -> io::Result<SocketAddr> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    std::thread::spawn(move || {
        if let Err(error) = runtime.block_on(accept(listener, &connections)) {
            eprintln!("the server has ended: {error}");
        }
    });
    Ok(address)
}

async fn accept(listener: std::net::TcpListener, connections: &AtomicUsize) -> io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    loop {
        let (stream, _) = listener.accept().await?;
        connections.fetch_add(1, Ordering::Relaxed);
        tokio::spawn(answer(stream));
    }
}

async fn answer(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let length = TOKEN_JSON.len();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    let response = format!("{head}content-length: {length}\r\n\r\n{TOKEN_JSON}");
    let mut request = Vec::new();
    loop {
        // Every request is a `GET`: it ends with its head.
        while !request.ends_with(b"\r\n\r\n") {
            if stream.read_buf(&mut request).await? == 0 {
                return Ok(());
            }
        }
        request.clear();
        stream.write_all(response.as_bytes()).await?;
    }
}
