//! A server on a raw socket of this machine. It shows one fault on the first attempt, answers well
//! afterwards, and counts what reaches it.

pub(crate) mod http1;
pub(crate) mod http2;
pub(crate) mod record;
mod replies;
pub(crate) mod tls;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;

use self::http1::Reply;
use self::http2::TurnedAway;
use self::record::Record;
pub(crate) use self::replies::{good_head, gzip};
use self::tls::Tls;
use crate::secrets;

/// What goes wrong on the first attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing.
    None,
    /// Nothing, over TLS and HTTP/2 with a good certificate.
    NoneOverTls,
    /// Nobody listens at the address.
    Refused,
    /// The host's name does not resolve.
    Unresolved,
    /// Nobody vouches for the certificate.
    SelfSigned,
    /// The certificate is another host's.
    WrongHost,
    /// The connection is closed as soon as it is made.
    Closes,
    /// The connection is reset once the request has been read.
    Resets,
    /// Nothing comes after the request.
    Silence,
    /// Nothing comes after the response's head.
    HeadOnly,
    /// The last so many bytes of the body come one by one, with this pause before each.
    Drips(Duration, usize),
    /// The body ends before its announced length.
    Short,
    /// The body ends within a chunk.
    CutChunk,
    /// The compressed body has a wrong byte within.
    CorruptGzip,
    /// The compressed body is right up to its checksum.
    WrongChecksum,
    /// A small compressed body is a very large one.
    Bomb,
    /// This status, with a documented error as its body.
    Status(&'static str),
    /// This status, with an HTML page as its body.
    Html(&'static str),
    /// This status, with `Retry-After` in seconds.
    After(&'static str, u32),
    /// Status 429 with `Retry-After` as a date so many seconds ahead, and with a `Date` if `true`.
    AfterDate(u32, bool),
    /// Status 200 with nothing.
    Empty,
    /// Status 200 with bytes after the JSON.
    Trailing,
    /// This status, with another server as the location.
    Elsewhere(&'static str),
    /// This status, with the request's own address as the location, however often it is followed.
    Loop(&'static str),
    /// The request's HTTP/2 stream, or the connection, is refused before it is processed.
    TurnedAway(TurnedAway),
}

impl Fault {
    /// The status of the reply.
    pub(crate) fn status(self) -> u16 {
        match self {
            Self::Status(text)
            | Self::Html(text)
            | Self::After(text, _)
            | Self::Elsewhere(text)
            | Self::Loop(text) => {
                let digits = text.split(' ').next().unwrap_or_default();
                digits.parse().unwrap_or_default()
            }
            Self::AfterDate(..) => 429,
            _ => 200,
        }
    }

    fn is_tls(self) -> bool {
        matches!(
            self,
            Self::NoneOverTls | Self::SelfSigned | Self::WrongHost | Self::TurnedAway(_)
        )
    }
}

/// What the connections of one server have in common.
pub(crate) struct Script {
    fault: Fault,
    /// Where the server listens.
    own: SocketAddr,
    /// Where a redirect leads.
    elsewhere: Option<SocketAddr>,
    tls: Arc<Tls>,
}

impl Script {
    /// The reply to the request of this number.
    fn reply(&self, number: usize, record: &Record) -> Reply {
        let always = matches!(self.fault, Fault::Loop(_));
        let fault = match number {
            1 => self.fault,
            _ if always => self.fault,
            _ => Fault::None,
        };
        replies::reply(fault, self, record)
    }

    fn acceptor(&self, connection: usize) -> &TlsAcceptor {
        match self.fault {
            Fault::SelfSigned if connection == 1 => &self.tls.self_signed,
            Fault::WrongHost if connection == 1 => &self.tls.wrong_host,
            _ => &self.tls.good,
        }
    }
}

/// A server; dropping it closes its connections.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// What it has seen.
    pub(crate) record: Arc<Record>,
    is_tls: bool,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Begins to listen on a free port of this machine.
    ///
    /// # Errors
    ///
    /// When there is no free port.
    pub(crate) async fn start(
        fault: Fault,
        elsewhere: Option<SocketAddr>,
        tls: Arc<Tls>,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let record = Arc::new(Record::default());
        let script = Arc::new(Script {
            fault,
            own: address,
            elsewhere,
            tls,
        });
        let accepting = tokio::spawn(accept(listener, script, record.clone()));
        Ok(Self {
            address,
            record,
            is_tls: fault.is_tls(),
            accepting,
        })
    }

    /// The base URL of the server by its address.
    pub(crate) fn url(&self) -> String {
        let scheme = if self.is_tls { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, script: Arc<Script>, record: Arc<Record>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let number = record.connections.fetch_add(1, Ordering::Relaxed) + 1;
        record.open.fetch_add(1, Ordering::Relaxed);
        let (script, record) = (script.clone(), record.clone());
        connections.spawn(async move {
            // A connection that breaks is for the client to notice.
            let _ = connection(stream, number, &script, &record).await;
            record.open.fetch_sub(1, Ordering::Relaxed);
        });
    }
}

async fn connection(
    stream: TcpStream,
    number: usize,
    script: &Script,
    record: &Record,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    match script.fault {
        Fault::Closes if number == 1 => {
            record.attempt();
            return Ok(());
        }
        // Closing it, however that comes about, is then a reset.
        Fault::Resets if number == 1 => stream.set_zero_linger()?,
        _ => {}
    }
    if !script.fault.is_tls() {
        return http1::serve(stream, script, record).await;
    }
    let handshake = script.acceptor(number).accept(stream);
    let stream = handshake.await.inspect_err(|_| record.attempt())?;
    if stream.get_ref().1.alpn_protocol() != Some(b"h2") {
        return http1::serve(stream, script, record).await;
    }
    let how = match script.fault {
        Fault::TurnedAway(how) => Some(how),
        _ => None,
    };
    http2::serve(stream, how, secrets::TOKEN_JSON.as_bytes(), record).await
}
