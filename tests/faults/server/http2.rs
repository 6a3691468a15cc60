//! HTTP/2 by hand (RFC 9113): enough to refuse a request, to go away before one is processed, and
//! to answer one well.

use std::io;
use std::sync::atomic::Ordering;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::http1::has_left;
use super::record::Record;

/// How the first request is turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TurnedAway {
    /// Its stream is reset with `REFUSED_STREAM`; the connection stays.
    RefusedStream,
    /// The connection ends with a `GOAWAY` whose last stream is before it.
    GoAway,
}

const PREFACE: usize = 24;
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const ACK: u8 = 1;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
const REFUSED_STREAM: [u8; 4] = 7_u32.to_be_bytes();

struct Frame {
    kind: u8,
    flags: u8,
    stream: u32,
    payload: Vec<u8>,
}

/// Serves a connection: the first request of the record is turned away if so asked, others get
/// `body` as JSON.
pub(super) async fn serve<S>(
    mut stream: S,
    how: Option<TurnedAway>,
    body: &[u8],
    record: &Record,
) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    stream.read_exact(&mut [0; PREFACE]).await?;
    write(&mut stream, SETTINGS, 0, 0, &[]).await?;
    let mut request = Vec::new();
    let mut refused = None;
    loop {
        let frame = read(&mut stream, record).await?;
        match frame.kind {
            SETTINGS if frame.flags & ACK == 0 => {
                write(&mut stream, SETTINGS, ACK, 0, &[]).await?;
            }
            PING if frame.flags & ACK == 0 => {
                write(&mut stream, PING, ACK, 0, &frame.payload).await?;
            }
            HEADERS if how.is_some() && record.attempts.load(Ordering::Relaxed) == 0 => {
                // Turned away at its head: the body is never read as a request.
                record.attempt();
                refused = Some(frame.stream);
                if how == Some(TurnedAway::GoAway) {
                    write(&mut stream, GOAWAY, 0, 0, &[0; 8]).await?;
                    has_left(&mut stream, None).await;
                    return Ok(());
                }
                write(&mut stream, RST_STREAM, 0, frame.stream, &REFUSED_STREAM).await?;
            }
            HEADERS | DATA if refused != Some(frame.stream) => {
                if frame.kind == DATA {
                    request.extend_from_slice(&frame.payload);
                }
                if frame.flags & END_STREAM != 0 {
                    record.receive(std::mem::take(&mut request));
                    answer(&mut stream, frame.stream, body).await?;
                }
            }
            _ => {}
        }
    }
}

/// Answers with status 200 and `body`, which is JSON.
async fn answer<S: AsyncWrite + Unpin>(stream: &mut S, id: u32, body: &[u8]) -> io::Result<()> {
    // RFC 7541: `:status: 200` is entry 8 of the static table; `content-type` is entry 31, here
    // with a literal value that is not added to the dynamic table.
    let mut block = vec![0x88, 0x0f, 0x10, 0x10];
    block.extend_from_slice(b"application/json");
    write(stream, HEADERS, END_HEADERS, id, &block).await?;
    write(stream, DATA, END_STREAM, id, body).await
}

async fn read<S: AsyncRead + Unpin>(stream: &mut S, record: &Record) -> io::Result<Frame> {
    let mut head = [0; 9];
    stream.read_exact(&mut head).await?;
    let [a, b, c, kind, flags, id @ ..] = head;
    let length = u32::from_be_bytes([0, a, b, c]);
    let mut payload = vec![0; length as usize];
    stream.read_exact(&mut payload).await?;
    let all = u64::from(length) + head.len() as u64;
    record.read.fetch_add(all, Ordering::Relaxed);
    Ok(Frame {
        kind,
        flags,
        stream: u32::from_be_bytes(id) & 0x7fff_ffff,
        payload,
    })
}

async fn write<S: AsyncWrite + Unpin>(
    stream: &mut S,
    kind: u8,
    flags: u8,
    id: u32,
    payload: &[u8],
) -> io::Result<()> {
    let length = u32::try_from(payload.len()).map_err(io::Error::other)?;
    let [_, a, b, c] = length.to_be_bytes();
    let mut frame = vec![a, b, c, kind, flags];
    frame.extend_from_slice(&id.to_be_bytes());
    frame.extend_from_slice(payload);
    stream.write_all(&frame).await?;
    stream.flush().await
}
