//! A server that does as little as HTTP/1.1 allows, so that what is measured is the client.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use crate::{Failure, bodies};

/// The models of the longest list.
pub const MANY: usize = 100_000;

/// What there is to answer with, heads included.
struct Answers {
    token: Vec<u8>,
    tokens: Vec<u8>,
    /// One of many.
    item: Vec<u8>,
}

/// A server in threads of this process. It asks for no memory while it answers.
pub fn in_thread() -> Result<SocketAddr, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let answers = Arc::new(Answers::new()?);
    std::thread::spawn(move || accept(&listener, &answers));
    Ok(address)
}

/// Serves until the process is ended; prints the port.
pub fn run() -> Result<(), Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    println!("{}", listener.local_addr()?.port());
    accept(&listener, &Arc::new(Answers::new()?));
    Ok(())
}

/// A server in a process of its own, which ends with this value.
pub struct Process {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Process {
    /// Starts it.
    pub fn start() -> Result<Self, Failure> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("--serve")
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().ok_or("the server has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let address = (Ipv4Addr::LOCALHOST, line.trim().parse()?).into();
        Ok(Self { child, address })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answers {
    fn new() -> Result<Self, Failure> {
        Ok(Self {
            token: whole(&bodies::small(false)?),
            tokens: whole(&bodies::large(false)?),
            item: bodies::small(false)?,
        })
    }

    /// Answers by the request's first line.
    fn answer(&self, stream: &mut TcpStream, line: &[u8]) -> std::io::Result<()> {
        let path = line.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
        let is_list = path.ends_with(b"/apitokens") && line.starts_with(b"GET");
        if is_list && path.windows(8).any(|part| part == b"ffffffff") {
            self.many(stream)
        } else if is_list {
            stream.write_all(&self.tokens)
        } else {
            stream.write_all(&self.token)
        }
    }

    /// A list that is never whole in memory.
    fn many(&self, stream: &mut TcpStream) -> std::io::Result<()> {
        let length = MANY * (self.item.len() + 1) + 1;
        stream.write_all(&head(length))?;
        let mut part = Vec::new();
        for index in 0..MANY {
            part.push(if index == 0 { b'[' } else { b',' });
            part.extend_from_slice(&self.item);
            if part.len() > 32 * 1024 {
                stream.write_all(&part)?;
                part.clear();
            }
        }
        part.push(b']');
        stream.write_all(&part)
    }
}

fn head(length: usize) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n")
        .into_bytes()
}

fn whole(body: &[u8]) -> Vec<u8> {
    let mut whole = head(body.len());
    whole.extend_from_slice(body);
    whole
}

fn accept(listener: &TcpListener, answers: &Arc<Answers>) {
    for stream in listener.incoming().flatten() {
        let answers = answers.clone();
        // A connection that breaks is the client's to complain about.
        std::thread::spawn(move || drop(serve(stream, &answers)));
    }
}

fn serve(mut stream: TcpStream, answers: &Answers) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = Vec::with_capacity(256 * 1024);
    let mut chunk = [0; 16 * 1024];
    loop {
        if let Some(end) = request_end(&buffer) {
            let line = buffer.split(|byte| *byte == b'\r').next();
            answers.answer(&mut stream, line.unwrap_or_default())?;
            buffer.drain(..end);
            continue;
        }
        match stream.read(&mut chunk)? {
            0 => return Ok(()),
            count => buffer.extend_from_slice(chunk.get(..count).unwrap_or_default()),
        }
    }
}

/// The end of the first request, if all of it has come.
fn request_end(buffer: &[u8]) -> Option<usize> {
    let head = buffer.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
    const LENGTH: &[u8] = b"content-length: ";
    let fields = buffer.get(..head)?;
    let body = match fields.windows(LENGTH.len()).position(|name| name == LENGTH) {
        Some(start) => fields
            .get(start + LENGTH.len()..)?
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .fold(0, |length, digit| length * 10 + usize::from(digit - b'0')),
        None => 0,
    };
    (buffer.len() >= head + body).then_some(head + body)
}
