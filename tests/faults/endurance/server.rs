//! A server in a process of its own, so that what it holds is not taken for the client's.
//!
//! The example starts itself a second time. The server says its port on standard output, then
//! answers each line on standard input with what it has counted; at [`CLOSE`] it closes all
//! connections first. It ends with its input, and thus with the process that started it, however
//! that ends.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Barrier, watch};

use crate::secrets::TOKEN_JSON;

/// The argument that makes a process of this example the server.
pub(crate) const ARGUMENT: &str = "endurance-server";
/// How many calls are on their way at once, where several are. So many requests with the header
/// [`TOGETHER`] are answered at once, and none before.
pub(super) const AT_ONCE: usize = 16;
/// Tells the server to close all connections.
const CLOSE: &str = "close";
/// The name of that header.
pub(super) const TOGETHER: &str = "x-together";

/// The other process, which ends when this is dropped.
pub(super) struct Server {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
    /// Where it listens.
    pub address: SocketAddr,
}

/// What the server has counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    /// Connections that it accepted.
    pub accepted: usize,
    /// Those of them that are open.
    pub open: usize,
}

impl Server {
    /// Starts it.
    pub(super) fn start() -> io::Result<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let piped = process.stdin.take().zip(process.stdout.take());
        let (questions, answers) = piped.ok_or_else(|| io::Error::other("no pipes"))?;
        let mut server = Self {
            process,
            questions,
            answers: BufReader::new(answers),
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        };
        let [port] = server.numbers()?;
        let port = u16::try_from(port).map_err(io::Error::other)?;
        server.address.set_port(port);
        Ok(server)
    }

    /// Asks what it has counted.
    pub(super) fn count(&mut self) -> io::Result<Count> {
        self.questions.write_all(b"\n")?;
        let [accepted, open] = self.numbers()?;
        Ok(Count { accepted, open })
    }

    /// Has it close all connections.
    pub(super) fn close(&mut self) -> io::Result<()> {
        writeln!(self.questions, "{CLOSE}")?;
        self.numbers::<2>().map(drop)
    }

    fn numbers<const N: usize>(&mut self) -> io::Result<[usize; N]> {
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let numbers: Result<Vec<usize>, _> = line.split_whitespace().map(str::parse).collect();
        let numbers = numbers.ok().and_then(|numbers| numbers.try_into().ok());
        numbers.ok_or_else(|| io::Error::other(format!("the server said {line:?}")))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[derive(Default)]
struct Counters {
    accepted: AtomicUsize,
    closed: AtomicUsize,
}

/// Serves until standard input ends: every request is answered well.
///
/// # Errors
///
/// When there is no socket to be had.
pub(crate) fn serve() -> io::Result<()> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    println!("{}", listener.local_addr()?.port());
    let counters = Arc::new(Counters::default());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (close, closing) = watch::channel(());
    let accepting = counters.clone();
    std::thread::spawn(move || {
        if let Err(error) = runtime.block_on(accept(listener, &accepting, &closing)) {
            eprintln!("the server has ended: {error}");
        }
    });
    for line in io::stdin().lines() {
        if line? == CLOSE {
            close.send_replace(());
        }
        // In this order: a connection that is counted as closed is counted as accepted.
        let closed = counters.closed.load(Ordering::SeqCst);
        let accepted = counters.accepted.load(Ordering::SeqCst);
        println!("{accepted} {}", accepted - closed);
    }
    Ok(())
}

async fn accept(
    listener: std::net::TcpListener,
    counters: &Arc<Counters>,
    closing: &watch::Receiver<()>,
) -> io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    let together = Arc::new(Barrier::new(AT_ONCE));
    loop {
        let (stream, _) = listener.accept().await?;
        counters.accepted.fetch_add(1, Ordering::SeqCst);
        let (counters, together) = (counters.clone(), together.clone());
        let mut closing = closing.clone();
        closing.mark_unchanged();
        tokio::spawn(async move {
            // How a connection ends is the client's affair.
            tokio::select! {
                _ = answer(stream, &together) => {}
                _ = closing.changed() => {}
            }
            counters.closed.fetch_add(1, Ordering::SeqCst);
        });
    }
}

async fn answer(mut stream: TcpStream, together: &Barrier) -> io::Result<()> {
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
        let name = TOGETHER.as_bytes();
        if request.windows(name.len()).any(|bytes| bytes == name) {
            together.wait().await;
        }
        request.clear();
        stream.write_all(response.as_bytes()).await?;
    }
}
