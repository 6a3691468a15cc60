//! A server of one behaviour that keeps every request that it has read whole.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does once it has read a request.
#[derive(Clone)]
pub(crate) enum Behaviour {
    /// Sends these bytes and closes.
    Answer(Vec<u8>),
    /// Sends these bytes and then nothing, keeping the connection open.
    Stall(Vec<u8>),
}

/// One request as it came over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    /// Method and target.
    pub(crate) line: String,
    /// Names in lower case, in the order in which they came.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn target(&self) -> &str {
        self.line.split(' ').nth(1).expect("a request line")
    }
}

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    pub(crate) async fn start(behaviour: Behaviour) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let received = Arc::new(Mutex::new(Vec::new()));
        let kept = received.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, behaviour.clone(), kept.clone()));
            }
        });
        Self { address, received }
    }

    pub(crate) async fn answering(status: &str, headers: &str, body: &[u8]) -> Self {
        Self::start(Behaviour::Answer(response(status, headers, body))).await
    }

    pub(crate) async fn json(status: &str, body: &str) -> Self {
        Self::answering(
            status,
            "content-type: application/json\r\n",
            body.as_bytes(),
        )
        .await
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn requests(&self) -> Vec<Received> {
        self.received.lock().expect("not poisoned").clone()
    }

    /// The one request that came.
    pub(crate) fn request(&self) -> Received {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "exactly one request");
        requests[0].clone()
    }
}

pub(crate) fn response(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

async fn serve(mut stream: TcpStream, behaviour: Behaviour, kept: Arc<Mutex<Vec<Received>>>) {
    let Some(request) = read(&mut stream).await else {
        return;
    };
    kept.lock().expect("not poisoned").push(request);
    let (Behaviour::Answer(bytes) | Behaviour::Stall(bytes)) = &behaviour;
    let _ = stream.write_all(bytes).await;
    if let Behaviour::Stall(_) = behaviour {
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
    let _ = stream.shutdown().await;
}

async fn read(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    loop {
        if let Some(request) = parse(&bytes) {
            return Some(request);
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}

/// The request, once all of it is there.
fn parse(bytes: &[u8]) -> Option<Received> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]);
    let mut lines = head.split("\r\n");
    let line = lines.next()?.to_owned();
    let headers: Vec<(String, String)> = lines
        .map(|line| line.split_once(':').expect("a header line"))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.map_or(0, |(_, value)| value.parse().expect("a length"));
    let body = bytes.get(end + 4..end + 4 + length)?.to_vec();
    Some(Received {
        line,
        headers,
        body,
    })
}
