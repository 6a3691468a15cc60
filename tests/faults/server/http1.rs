//! HTTP/1.1 by hand: requests are read whole, replies are bytes with pauses and an end.

use std::io;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::sleep;

use super::Script;
use super::record::Record;

/// What follows the last byte of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The next request may come on the same connection.
    KeepAlive,
    /// The connection is closed.
    Close,
    /// The connection is reset.
    Reset,
    /// Nothing more comes, and the connection stays open.
    Hang,
}

/// The bytes of a reply, in pieces with a pause before each, and how it ends.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    /// The pieces.
    pub(crate) pieces: Vec<(Duration, Vec<u8>)>,
    /// The end.
    pub(crate) end: End,
}

impl Reply {
    /// These bytes at once.
    pub(crate) fn new(bytes: impl Into<Vec<u8>>, end: End) -> Self {
        Self {
            pieces: vec![(Duration::ZERO, bytes.into())],
            end,
        }
    }

    /// A whole response with a body of known length. `headers` are lines that end in CRLF.
    pub(crate) fn whole(status: &str, headers: &str, body: &[u8]) -> Self {
        let length = body.len();
        let mut bytes =
            format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n").into_bytes();
        bytes.extend_from_slice(body);
        Self::new(bytes, End::KeepAlive)
    }
}

/// Serves a connection until one of the sides has had enough.
pub(super) async fn serve<S>(mut stream: S, script: &Script, record: &Record) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    while let Some(request) = read_request(&mut stream, record).await? {
        let number = record.receive(request);
        let reply = script.reply(number, record);
        for (pause, bytes) in &reply.pieces {
            if !pause.is_zero() && has_left(&mut stream, Some(*pause)).await {
                record.abandon();
                return Ok(());
            }
            stream.write_all(bytes).await?;
            stream.flush().await?;
            record
                .written
                .fetch_add(bytes.len() as u64, Ordering::Relaxed);
        }
        match reply.end {
            End::KeepAlive => {}
            End::Close => return stream.shutdown().await,
            // Without a goodbye; the socket is set to reset when it is dropped.
            End::Reset => return Ok(()),
            End::Hang => {
                has_left(&mut stream, None).await;
                record.abandon();
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Whether the client closes the connection within `limit`; without one, when it has done so.
pub(super) async fn has_left<S: AsyncRead + Unpin>(
    stream: &mut S,
    limit: Option<Duration>,
) -> bool {
    let mut rest = [0; 1024];
    let left = async { while matches!(stream.read(&mut rest).await, Ok(read) if read > 0) {} };
    match limit {
        None => {
            left.await;
            true
        }
        Some(limit) => tokio::select! {
            () = left => true,
            () = sleep(limit) => false,
        },
    }
}

/// The next request with its body; `None` when the connection ends before one is whole.
async fn read_request<S>(stream: &mut S, record: &Record) -> io::Result<Option<Vec<u8>>>
where
    S: AsyncRead + Unpin,
{
    let mut bytes = Vec::new();
    let mut whole = None;
    while whole.is_none_or(|whole| bytes.len() < whole) {
        let read = stream.read_buf(&mut bytes).await?;
        if read == 0 {
            return Ok(None);
        }
        record.read.fetch_add(read as u64, Ordering::Relaxed);
        whole = whole.or_else(|| length(&bytes));
    }
    Ok(Some(bytes))
}

/// The length of a request, once its head has come. The client under test announces the length of
/// every body.
fn length(bytes: &[u8]) -> Option<usize> {
    let head = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(bytes.get(..head)?).to_ascii_lowercase();
    let body = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"))
        .and_then(|value| value.trim().parse::<usize>().ok());
    Some(head + body.unwrap_or(0))
}
