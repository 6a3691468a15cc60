//! `truncation`: a good response, cut at every byte, must never be taken for a whole one.
//!
//! A body that only ends with its connection is left out: nothing tells its end from a cut. A
//! compressed one is in, since its format has an end of its own.

use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use mist_api::Client;
use mist_api::runtime::retry::RetryPolicy;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::calls::{Method, authorised, call};
use crate::secrets::{Search, TOKEN_JSON};
use crate::server::{good_head, gzip};

/// A response as it goes over the wire, and what frames its body.
struct Response {
    name: &'static str,
    bytes: Vec<u8>,
}

/// What came of all cuts of a response.
struct Outcome {
    name: &'static str,
    cuts: usize,
    accepted: usize,
    kinds: BTreeMap<String, usize>,
}

/// Cuts every kind of response at every byte and prints what came of it; returns whether none was
/// taken for a whole one.
///
/// # Errors
///
/// When a server or a client cannot be set up, or the whole response is not accepted.
pub(crate) async fn run(search: &Search) -> Result<bool, String> {
    let mut outcomes = Vec::new();
    for response in responses() {
        outcomes.push(cut(response, search).await?);
    }
    println!("    framed by                  cuts  accepted");
    for outcome in &outcomes {
        let Outcome {
            name,
            cuts,
            accepted,
            kinds,
        } = outcome;
        println!("    {name:24} {cuts:6}  {accepted:8}  {kinds:?}");
    }
    let sum = |of: fn(&Outcome) -> usize| outcomes.iter().map(of).sum::<usize>();
    let accepted = sum(|outcome| outcome.accepted);
    println!(
        "\n{accepted} of {} cut responses accepted; {} secrets logged or printed",
        sum(|outcome| outcome.cuts),
        search.hits()
    );
    search.is_awake()?;
    Ok(accepted == 0 && search.hits() == 0)
}

fn responses() -> [Response; 5] {
    let body = TOKEN_JSON.as_bytes();
    let packed = gzip(body);
    let zipped = "content-encoding: gzip\r\n";
    [
        response("content-length", "", Some(body.len()), body.to_vec()),
        response(
            "chunks",
            "transfer-encoding: chunked\r\n",
            None,
            chunked(body),
        ),
        response(
            "content-length, gzip",
            zipped,
            Some(packed.len()),
            packed.clone(),
        ),
        response(
            "chunks, gzip",
            "transfer-encoding: chunked\r\ncontent-encoding: gzip\r\n",
            None,
            chunked(&packed),
        ),
        response("gzip alone", "content-encoding: gzip\r\n", None, packed),
    ]
}

fn response(name: &'static str, headers: &str, length: Option<usize>, body: Vec<u8>) -> Response {
    let length = length.map(|length| format!("content-length: {length}\r\n"));
    let length = length.unwrap_or_default();
    let mut bytes = format!("{}{headers}{length}\r\n", good_head()).into_bytes();
    bytes.extend(body);
    Response { name, bytes }
}

/// `body` in chunks of different sizes, with an extension and a trailer.
fn chunked(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (first, second) = body.split_at(body.len() / 3);
    for chunk in [first, second] {
        bytes.extend(format!("{:x};part\r\n", chunk.len()).into_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\nx-trailer: 1\r\n\r\n");
    bytes
}

async fn cut(response: Response, search: &Search) -> Result<Outcome, String> {
    let whole = response.bytes.len();
    let length = Arc::new(AtomicUsize::new(whole));
    let address = serve(response.bytes, length.clone())
        .await
        .map_err(|error| error.to_string())?;
    let client = authorised(Client::builder(), Method::Get)
        .base_url(format!("http://{address}"))
        .retry(RetryPolicy::none())
        .build()
        .map_err(|error| error.to_string())?;
    let good = call(&client, Method::Get).await;
    good.map_err(|error| format!("{}: whole, and still: {error}", response.name))?;
    let mut outcome = Outcome {
        name: response.name,
        cuts: whole,
        accepted: 0,
        kinds: BTreeMap::new(),
    };
    for cut in 0..whole {
        length.store(cut, Ordering::SeqCst);
        match call(&client, Method::Get).await {
            Ok(_) => {
                outcome.accepted += 1;
                println!(
                    "    {}: accepted when cut at byte {cut} of {whole}",
                    response.name
                );
            }
            Err(error) => {
                search.text(format!("{error} {error:?}").as_bytes());
                *outcome
                    .kinds
                    .entry(format!("{:?}", error.kind()))
                    .or_default() += 1;
            }
        }
    }
    Ok(outcome)
}

/// Answers each connection's first request with so many bytes of `response`, and closes it.
async fn serve(response: Vec<u8>, length: Arc<AtomicUsize>) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let length = length.load(Ordering::SeqCst);
            // A connection that breaks is for the client to notice.
            let _ = answer(stream, response.get(..length).unwrap_or_default()).await;
        }
    });
    Ok(address)
}

async fn answer(mut stream: TcpStream, bytes: &[u8]) -> io::Result<()> {
    let mut request = Vec::new();
    // The request is a `GET`: it ends with its head.
    while !request.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut request).await? == 0 {
            return Ok(());
        }
    }
    stream.write_all(bytes).await?;
    stream.shutdown().await
}
