//! Lists in JSON that are read element by element, as they come.

use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf as _, BytesMut};
use futures_core::Stream;

use super::error::Error;
use super::json::{self, Decode, Fault, FaultKind, Kind, MAX_DEPTH};
use super::response::BodyFault;
use super::stream::ByteStream;

/// The elements of a JSON array, decoded one by one as they come: no more than one of them, and what
/// has come of the next, is kept. Each may be as large as a whole body; for all of them there is no
/// limit.
///
/// ```text
/// let mut list = request.send_stream().await?.into_data();
/// while let Some(element) = list.next().await {
///     println!("{:?}", element?);
/// }
/// ```
///
/// It has ended well when `next` gives `None` and has given no error: a list that breaks off ends in
/// one, and so does one with something behind it.
#[derive(Debug)]
pub struct Elements<T> {
    bytes: ByteStream,
    framer: Framer,
    /// What has come from the start of the next element on.
    buffer: BytesMut,
    /// How much of the buffer has been looked at: all of it belongs to the element.
    seen: usize,
    /// Where the buffer starts in the body.
    origin: usize,
    /// The number of the next element.
    index: usize,
    is_over: bool,
    items: PhantomData<fn() -> T>,
}

impl<T: Decode> Elements<T> {
    /// Reads `bytes`, which must be JSON by their media type.
    ///
    /// # Errors
    ///
    /// For another media type.
    pub fn open(bytes: ByteStream) -> Result<Self, BodyFault> {
        if !bytes.is_json() {
            return Err(BodyFault::UnexpectedMediaType);
        }
        Ok(Self {
            bytes,
            framer: Framer::default(),
            buffer: BytesMut::new(),
            seen: 0,
            origin: 0,
            index: 0,
            is_over: false,
            items: PhantomData,
        })
    }

    /// The next element; `None` at the end, and after an error of the list itself. After an element
    /// that is JSON but not as documented, the next one can be read.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        while !self.is_over {
            match self.cut() {
                Ok(Some(length)) => return Poll::Ready(Some(self.take(length))),
                Ok(None) if self.buffer.len() > self.bytes.max_item() => {
                    return Poll::Ready(Some(Err(self.too_large())));
                }
                Ok(None) => {}
                Err(fault) => return Poll::Ready(Some(Err(self.broken(fault.into())))),
            }
            match ready!(self.bytes.poll_chunk(context)) {
                Ok(Some(chunk)) => self.buffer.extend_from_slice(&chunk),
                Ok(None) => {
                    let fault = self.unfinished();
                    self.is_over = true;
                    return Poll::Ready(fault.map(|fault| Err(self.broken(fault))));
                }
                Err(error) => {
                    self.is_over = true;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
        Poll::Ready(None)
    }

    /// The length of the next element, if all of it has come.
    fn cut(&mut self) -> Result<Option<usize>, Fault> {
        loop {
            let fresh = self.buffer.get(self.seen..).unwrap_or_default();
            let mut outside = None;
            for byte in fresh {
                match self.framer.take(*byte) {
                    Ok(Step::Inside) => self.seen += 1,
                    Ok(step) => {
                        outside = Some(step);
                        break;
                    }
                    Err(kind) => return Err(Fault::new(kind).at(self.origin + self.seen)),
                }
            }
            match outside {
                Some(Step::End) => return Ok(Some(self.seen)),
                Some(_) => self.drop_first(1),
                None => return Ok(None),
            }
        }
    }

    /// Decodes the next element, and goes behind what ends it.
    fn take(&mut self, length: usize) -> Result<T, Error> {
        if length > self.bytes.max_item() {
            return Err(self.too_large());
        }
        let text = self.buffer.get(..length).unwrap_or_default();
        let item = json::from_element(text, self.index, self.origin);
        // Where the text is not JSON, nobody knows what its brackets mean.
        self.is_over = item.is_err() && json::look(text, |_| ()).is_err();
        self.index += 1;
        self.drop_first(length + 1);
        item.map_err(|fault| self.bytes.undecodable(fault.into()))
    }

    fn drop_first(&mut self, count: usize) {
        self.buffer.advance(count);
        self.origin += count;
        self.seen = 0;
    }

    /// What is wrong with a body that ends here.
    fn unfinished(&self) -> Option<BodyFault> {
        let end = self.origin + self.seen;
        let kind = match self.framer.place {
            Place::Behind => return None,
            Place::Before if end == 0 => return Some(BodyFault::Empty),
            Place::Before => FaultKind::Empty,
            Place::First | Place::Next | Place::Element => FaultKind::Truncated,
        };
        Some(Fault::new(kind).at(end).into())
    }

    fn broken(&mut self, fault: BodyFault) -> Error {
        self.is_over = true;
        self.bytes.undecodable(fault)
    }

    fn too_large(&mut self) -> Error {
        self.is_over = true;
        self.bytes.too_large()
    }
}

impl<T: Decode> Stream for Elements<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

/// Finds where the elements of an array begin and end, byte by byte. What is between is for the
/// reader to check.
#[derive(Debug, Default)]
struct Framer {
    place: Place,
    /// How many arrays and objects are open, the list included.
    depth: u8,
    in_string: bool,
    /// Whether the next byte belongs to an escape.
    is_escaped: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// Before the array.
    #[default]
    Before,
    /// Behind its opening bracket.
    First,
    /// Behind a comma.
    Next,
    /// In an element.
    Element,
    /// Behind its closing bracket.
    Behind,
}

/// What a byte is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Part of an element.
    Inside,
    /// What an element ends before.
    End,
    /// Neither.
    Between,
}

impl Framer {
    fn take(&mut self, byte: u8) -> Result<Step, FaultKind> {
        if self.place == Place::Element {
            return self.inside(byte);
        }
        if matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
            return Ok(Step::Between);
        }
        self.place = match (self.place, byte) {
            (Place::Before, b'[') => {
                self.depth = 1;
                Place::First
            }
            (Place::Before, other) => return Err(not_an_array(other)),
            (Place::First, b']') => Place::Behind,
            (Place::Behind, _) => return Err(FaultKind::Trailing),
            (_, b',' | b']') => return Err(FaultKind::Syntax),
            _ => {
                self.place = Place::Element;
                return self.inside(byte);
            }
        };
        Ok(Step::Between)
    }

    fn inside(&mut self, byte: u8) -> Result<Step, FaultKind> {
        if self.in_string {
            self.in_string = self.is_escaped || byte != b'"';
            self.is_escaped = byte == b'\\' && !self.is_escaped;
            return Ok(Step::Inside);
        }
        match byte {
            b'"' => self.in_string = true,
            b'[' | b'{' if self.depth == MAX_DEPTH => return Err(FaultKind::Depth),
            b'[' | b'{' => self.depth += 1,
            b']' | b'}' if self.depth > 1 => self.depth -= 1,
            b'}' => return Err(FaultKind::Syntax),
            b']' | b',' if self.depth == 1 => {
                self.place = if byte == b']' {
                    Place::Behind
                } else {
                    Place::Next
                };
                return Ok(Step::End);
            }
            _ => {}
        }
        Ok(Step::Inside)
    }
}

/// The fault of a body that begins with `byte` where an array is due.
fn not_an_array(byte: u8) -> FaultKind {
    let found = match byte {
        b'n' => Kind::Null,
        b't' | b'f' => Kind::Bool,
        b'"' => Kind::String,
        b'{' => Kind::Object,
        b'-' | b'0'..=b'9' => Kind::Number,
        _ => return FaultKind::Syntax,
    };
    let expected = Kind::Array;
    FaultKind::Type { expected, found }
}
