//! A proxy that makes no tunnel to the server: nothing has been sent, so that the call goes again.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use mist_api::runtime::http_transport::HttpTransport;
use mist_api::runtime::transport::TransportErrorKind;
use mist_api::{Client, Error, ErrorKind, RetryPolicy};
use uuid::Uuid;

const ATTEMPTS: u32 = 3;
const TUNNEL: &[u8] = b"HTTP/1.1 200 OK\r\n\r\n";

/// A proxy that says this to everyone and closes; and the first line of each request.
fn proxy(says: &'static [u8]) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (lines, received) = channel();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                if stream.read(&mut byte).unwrap_or(0) == 0 {
                    break;
                }
                head.extend(byte);
            }
            let head = String::from_utf8_lossy(&head);
            let _ = lines.send(head.lines().next().unwrap_or_default().to_owned());
            let _ = stream.write_all(says);
            if says == TUNNEL {
                // In place of a TLS handshake.
                let _ = stream.read(&mut [0; 64]);
                let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
            }
            // Closed with bytes unread, a connection would be reset, and what was said with it.
            let _ = stream.shutdown(Shutdown::Write);
            let _ = stream.read_to_end(&mut Vec::new());
        }
    });
    (url, received)
}

/// What becomes of a `DELETE` and of a `POST` through a proxy that says this; all that the proxy
/// is asked for must be a tunnel, so many times each.
async fn outcomes(says: &'static [u8], attempts: u32) -> [Error; 2] {
    let (url, received) = proxy(says);
    let transport = reqwest::Client::builder()
        .proxy(reqwest::Proxy::all(url).unwrap())
        .retry(reqwest::retry::never())
        .build()
        .unwrap();
    let client = Client::builder()
        .base_url("https://api.example")
        .api_token("token")
        .retry(RetryPolicy::new().backoff(Duration::from_millis(1)))
        .transport(Arc::new(HttpTransport::from_client(transport)))
        .build()
        .unwrap();
    let tokens = client.orgs_api_tokens();
    let id = Uuid::nil();
    let deleted = tokens
        .delete_org_api_token(id, id)
        .send()
        .await
        .unwrap_err();
    let token = mist_api::models::OrgApitoken::new("name");
    let posted = tokens
        .create_org_api_token(id)
        .body(&token)
        .send()
        .await
        .unwrap_err();
    let lines: Vec<String> = received.try_iter().collect();
    let tunnel = "CONNECT api.example:443 HTTP/1.1".to_owned();
    assert_eq!(lines, vec![tunnel; 2 * attempts as usize], "{deleted:?}");
    for error in [&deleted, &posted] {
        assert_eq!(error.kind(), ErrorKind::Connect);
        assert!(error.is_connect() && !error.may_have_been_applied());
        assert_eq!(error.attempts(), attempts);
    }
    [deleted, posted]
}

#[tokio::test]
async fn a_tunnel_that_is_refused_is_no_connection() {
    for says in [
        b"HTTP/1.1 502 Bad Gateway\r\n\r\n".as_slice(),
        b"HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno",
        b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
        b"",
        b"what?\r\n\r\n",
    ] {
        for error in outcomes(says, ATTEMPTS).await {
            assert_eq!(error.transport(), Some(TransportErrorKind::Connect));
        }
    }
}

#[tokio::test]
async fn a_tunnel_to_no_tls_is_not_tried_again() {
    for error in outcomes(TUNNEL, 1).await {
        assert_eq!(error.transport(), Some(TransportErrorKind::Tls));
    }
}
