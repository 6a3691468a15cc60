//! Server-sent events (WHATWG HTML, section 9.2, *Server-sent events*).

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::error::Error;
use super::json::{self, Decode};
use super::records::Records;
use super::response::BodyFault;
use super::stream::ByteStream;

/// One event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What it carries.
    pub data: T,
    /// Its type; `message` where the server named none.
    pub event: String,
    /// The last id that the server gave, on this event or an earlier one.
    pub id: Option<String>,
    /// How long to wait before connecting again, where the server said so last. Nothing here
    /// connects again by itself.
    pub retry: Option<Duration>,
}

/// The events of a stream, each decoded as it comes.
#[derive(Debug)]
pub struct EventStream<T> {
    records: Records,
    decode: fn(&str) -> Option<Result<T, BodyFault>>,
    data: String,
    has_data: bool,
    event: String,
    id: Option<String>,
    retry: Option<Duration>,
    is_first: bool,
    /// Whether the line before ended in CR, whose LF is not the end of another one.
    after_return: bool,
}

impl EventStream<String> {
    /// Reads `bytes` as events that carry text.
    ///
    /// # Errors
    ///
    /// For another media type than `text/event-stream`.
    pub fn text(bytes: ByteStream) -> Result<Self, BodyFault> {
        Self::open(bytes, |data| Some(Ok(data.to_owned())))
    }
}

impl<T: Decode> EventStream<T> {
    /// Reads `bytes` as events that carry JSON. `[DONE]`, which many servers send as their last
    /// event and which is not JSON, is the end.
    ///
    /// # Errors
    ///
    /// For another media type than `text/event-stream`.
    pub fn json(bytes: ByteStream) -> Result<Self, BodyFault> {
        Self::open(bytes, |data| {
            (data != "[DONE]").then(|| json::from_str(data).map_err(BodyFault::Json))
        })
    }
}

impl<T> EventStream<T> {
    fn open(
        bytes: ByteStream,
        decode: fn(&str) -> Option<Result<T, BodyFault>>,
    ) -> Result<Self, BodyFault> {
        match bytes.media_type().as_deref() {
            None | Some("text/event-stream") => {}
            Some(_) => return Err(BodyFault::UnexpectedMediaType),
        }
        Ok(Self {
            records: Records::new(bytes, b"\r\n"),
            decode,
            data: String::new(),
            has_data: false,
            event: String::new(),
            id: None,
            retry: None,
            is_first: true,
            after_return: false,
        })
    }

    /// The next event; `None` at the end, and after an error of the stream itself. After an event
    /// that is not as documented, the next one can be read. An event that the stream ends in the
    /// middle of is none.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        loop {
            let (line, end) = match ready!(self.records.poll_next(context)) {
                Ok(Some(line)) => line,
                Ok(None) => return Poll::Ready(None),
                Err(error) => return Poll::Ready(Some(Err(error))),
            };
            let is_rest = std::mem::take(&mut self.after_return) && line.is_empty();
            self.after_return = end == Some(b'\r');
            if is_rest && end == Some(b'\n') {
                continue;
            }
            if line.is_empty() {
                match self.dispatch() {
                    Dispatch::Nothing => continue,
                    Dispatch::Event(event) => return Poll::Ready(Some(event)),
                    Dispatch::Done => {
                        self.records.stop();
                        return Poll::Ready(None);
                    }
                }
            }
            if let Err(error) = self.line(&line) {
                self.records.stop();
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    /// Takes in one line.
    fn line(&mut self, line: &Bytes) -> Result<(), Error> {
        let text = String::from_utf8_lossy(line);
        let text = if std::mem::take(&mut self.is_first) {
            text.strip_prefix('\u{feff}').unwrap_or(&text)
        } else {
            &text
        };
        let (field, value) = text.split_once(':').unwrap_or((text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                if self.data.len() + value.len() > self.records.source().max_item() {
                    return Err(self.records.source().too_large());
                }
                if std::mem::replace(&mut self.has_data, true) {
                    self.data.push('\n');
                }
                self.data.push_str(value);
            }
            "event" => value.clone_into(&mut self.event),
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            _ => {}
        }
        Ok(())
    }

    /// Makes an event of the lines since the last one.
    fn dispatch(&mut self) -> Dispatch<T> {
        let data = std::mem::take(&mut self.data);
        let event = std::mem::take(&mut self.event);
        if !std::mem::take(&mut self.has_data) {
            return Dispatch::Nothing;
        }
        match (self.decode)(&data) {
            None => Dispatch::Done,
            Some(Ok(data)) => Dispatch::Event(Ok(Event {
                data,
                event: if event.is_empty() {
                    "message".to_owned()
                } else {
                    event
                },
                id: self.id.clone(),
                retry: self.retry,
            })),
            Some(Err(fault)) => Dispatch::Event(Err(self.records.source().undecodable(fault))),
        }
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

enum Dispatch<T> {
    /// The lines were no event.
    Nothing,
    /// An event, or why it is not as documented.
    Event(Result<Event<T>, Error>),
    /// The sign of the end.
    Done,
}
