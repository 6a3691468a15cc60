//! One cell of the matrix: a server with one fault, a client of its own, and one call.

use std::error::Error as _;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use mist_api::runtime::http_transport::{HttpSettings, HttpTransport};
use mist_api::{Client, Error};
use tokio::net::TcpSocket;
use tokio::time::{sleep, timeout};

use crate::calls::{Method, authorised, call};
use crate::network::{Meter, resolving, trusting};
use crate::secrets::Search;
use crate::server::tls::Tls;
use crate::server::{Fault, Server};
use crate::table::{End, Row};

/// The time for a whole call.
pub(crate) const DEADLINE: Duration = Duration::from_secs(10);
/// The time over which a body must bring a byte a second.
pub(crate) const GRACE: Duration = Duration::from_secs(2);
/// The time for an attempt.
const ATTEMPT: Duration = Duration::from_secs(1);
/// The same where the body is to be seen coming slowly, or takes long to unpack.
const LONG_ATTEMPT: Duration = Duration::from_secs(8);
/// The most bytes of a body.
pub(crate) const MAX_BODY: usize = 1024 * 1024;
/// How long a call may take before it counts as one that does not end.
const HANG: Duration = Duration::from_secs(13);
/// How long after a call has ended its server is watched: a connection's end must come through.
const SETTLE: Duration = Duration::from_millis(100);
/// How long after a call is dropped its server is watched: longer than it would have waited.
const WATCH: Duration = Duration::from_millis(1_700);

/// What all cells share.
pub(crate) struct Shared {
    /// Certificates.
    pub(crate) tls: Arc<Tls>,
    /// Sees everything that is logged or printed.
    pub(crate) search: Arc<Search>,
}

/// How a call ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// Well.
    Ok,
    /// With this error.
    Error(Box<Error>),
    /// It was dropped; whether a later call of the same client was well.
    Dropped(bool),
    /// Not before it was given up on.
    Hung,
}

/// What came of a call, seen from both sides.
pub(crate) struct Observed {
    /// How it ended.
    pub(crate) ended: Ended,
    /// When it ended.
    pub(crate) elapsed: Duration,
    /// The attempts that the server's side has counted.
    pub(crate) attempts: usize,
    /// The requests that the server has read whole.
    pub(crate) reads: usize,
    /// Those that the other server, a redirect's aim, has seen.
    pub(crate) elsewhere: usize,
    /// Whether every request over HTTP/1 had its secrets.
    pub(crate) authorised: bool,
    /// How long after the request the client gave up on a response.
    pub(crate) abandoned: Option<Duration>,
    /// How much too early the second request came.
    pub(crate) early: Duration,
    /// The bytes of the body that the client took, if they were counted.
    pub(crate) taken: Option<u64>,
    /// The connections that stayed open after the call was dropped.
    pub(crate) open: usize,
}

/// A cell that is ready to run.
pub(crate) struct Cell {
    fault: Fault,
    method: Method,
    end: End,
    elsewhere: Server,
    server: Server,
    _deaf: TcpSocket,
    taken: Arc<AtomicU64>,
    client: Client,
}

impl Cell {
    /// Starts the servers and makes the client, which takes longer than most calls.
    ///
    /// # Errors
    ///
    /// When there is no free port, or TLS cannot be set up.
    pub(crate) async fn new(
        row: &Row,
        fault: Fault,
        method: Method,
        shared: &Shared,
    ) -> Result<Self, String> {
        let elsewhere = start(Fault::None, None, shared).await?;
        let server = start(fault, Some(elsewhere.address), shared).await?;
        let taken = Arc::new(AtomicU64::new(0));
        let (deaf, nobody) = deaf().map_err(|error| error.to_string())?;
        let client = client(fault, method, &server, nobody, &taken, shared)?;
        Ok(Self {
            fault,
            method,
            end: row.safe.end,
            elsewhere,
            server,
            _deaf: deaf,
            taken,
            client,
        })
    }

    /// Performs the call.
    pub(crate) async fn run(self, search: &Search) -> Observed {
        let begin = Instant::now();
        let mut ended = match self.end {
            End::Dropped => drop_call(&self.client, self.method, &self.server).await,
            _ => match timeout(HANG, call(&self.client, self.method)).await {
                Ok(Ok(printed)) => {
                    search.text(printed.as_bytes());
                    Ended::Ok
                }
                Ok(Err(error)) => Ended::Error(Box::new(error)),
                Err(_) => Ended::Hung,
            },
        };
        let elapsed = begin.elapsed();
        if let Ended::Error(error) = &ended {
            print(error, search);
        }
        sleep(SETTLE).await;
        let mut open = 0;
        if matches!(ended, Ended::Dropped(_)) {
            sleep(WATCH).await;
            open = self.server.record.open.load(Ordering::Relaxed);
        }
        let mut observed = observe(&self.server, self.method, elapsed);
        observed.open = open;
        observed.elsewhere = self.elsewhere.record.connections.load(Ordering::Relaxed);
        observed.taken = (self.fault == Fault::Bomb).then(|| self.taken.load(Ordering::Relaxed));
        if let Ended::Dropped(well) = &mut ended {
            *well = call(&self.client, self.method).await.is_ok();
        }
        observed.ended = ended;
        observed
    }
}

async fn start(
    fault: Fault,
    elsewhere: Option<SocketAddr>,
    shared: &Shared,
) -> Result<Server, String> {
    let server = Server::start(fault, elsewhere, shared.tls.clone());
    server.await.map_err(|error| error.to_string())
}

fn client(
    fault: Fault,
    method: Method,
    server: &Server,
    nobody: SocketAddr,
    taken: &Arc<AtomicU64>,
    shared: &Shared,
) -> Result<Client, String> {
    let attempt = match fault {
        Fault::Drips(..) | Fault::Bomb => LONG_ATTEMPT,
        _ => ATTEMPT,
    };
    let builder = authorised(Client::builder(), method)
        .base_url(server.url())
        .total_timeout(DEADLINE)
        .attempt_timeout(attempt)
        .stall_timeout(GRACE)
        .max_body(MAX_BODY);
    let good = Some(server.address);
    let record = || server.record.clone();
    // Without a port in the URL, the resolver says which one is meant.
    let named = |transport: HttpTransport| {
        let builder = builder.clone().base_url("http://localhost");
        builder.transport(Arc::new(transport))
    };
    let builder = match fault {
        Fault::Unresolved => {
            let transport = resolving(vec![None, good], record());
            named(transport.map_err(|error| error.to_string())?)
        }
        Fault::Refused => {
            let transport = resolving(vec![Some(nobody), good], record());
            named(transport.map_err(|error| error.to_string())?)
        }
        Fault::NoneOverTls | Fault::WrongHost | Fault::TurnedAway(_) => {
            let transport = trusting(&shared.tls.authority);
            builder.transport(Arc::new(transport.map_err(|error| error.to_string())?))
        }
        Fault::Bomb => {
            let transport = HttpTransport::new(&HttpSettings::new().no_proxy());
            let transport = transport.map_err(|error| error.to_string())?;
            builder.transport(Arc::new(Meter::new(transport, taken.clone())))
        }
        _ => builder,
    };
    shared.search.text(format!("{builder:?}").as_bytes());
    builder.build().map_err(|error| error.to_string())
}

/// A socket of this machine that does not listen, and keeps others from its address.
fn deaf() -> io::Result<(TcpSocket, SocketAddr)> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
    let address = socket.local_addr()?;
    Ok((socket, address))
}

/// Begins the call, and drops it a little after the server has its request.
async fn drop_call(client: &Client, method: Method, server: &Server) -> Ended {
    let received = async {
        while server.record.received().is_empty() {
            sleep(Duration::from_millis(5)).await;
        }
        sleep(Duration::from_millis(100)).await;
    };
    tokio::select! {
        ended = call(client, method) => match ended {
            Ok(_) => Ended::Ok,
            Err(error) => Ended::Error(Box::new(error)),
        },
        () = received => Ended::Dropped(false),
    }
}

/// Searches everything that an error prints of itself.
fn print(error: &Error, search: &Search) {
    search.text(format!("{error} {error:?} {error:#?}").as_bytes());
    let mut source = error.source();
    while let Some(error) = source {
        search.text(format!("{error} {error:?} {error:#?}").as_bytes());
        source = error.source();
    }
}

fn observe(server: &Server, method: Method, elapsed: Duration) -> Observed {
    let record = &server.record;
    let received = record.received();
    let is_plain = server.url().starts_with("http:");
    let authorised = received.iter().all(|request| {
        let text = String::from_utf8_lossy(&request.bytes);
        method.secrets().iter().all(|secret| text.contains(secret))
    });
    let second = received.get(1).map(|request| request.date);
    let early = record.earliest().zip(second);
    Observed {
        ended: Ended::Hung,
        elapsed,
        attempts: record.attempts.load(Ordering::Relaxed),
        reads: received.len(),
        elsewhere: 0,
        authorised: authorised || !is_plain,
        abandoned: record.abandoned(),
        early: early
            .and_then(|(due, second)| due.duration_since(second).ok())
            .unwrap_or_default(),
        taken: None,
        open: 0,
    }
}
