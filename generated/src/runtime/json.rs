//! The JSON codec of the client: a table per model over one non-generic pull reader and writer.
//!
//! [`Decode`] reads a type straight from the text, with no value tree in between, and [`Encode`]
//! writes it. A model lists its members once for each; everything else (order of members,
//! duplicates, unknown members, depth, paths of faults) is decided here.
//!
//! What is read is RFC 8259, strictly: one value, valid UTF-8 throughout, at most
//! [`MAX_DEPTH`] levels, no duplicate members, no lone surrogates, numbers in the range of their
//! Rust type. What is written is compact and finite.

mod compound;
mod decode;
mod effort;
mod encode;
mod extra;
mod fault;
mod interop;
mod macros;
mod nullable;
mod number;
mod raw;
mod reader;
mod scan;
mod text;
mod value;
mod writer;

pub use decode::{Decode, Field, Items, Missing, Rest, Slot};
pub use encode::{Encode, Member, Members};
pub use extra::Extra;
pub use fault::{Fault, FaultKind};
pub use interop::{deserialize, serialize};
pub use nullable::Nullable;
pub use raw::{Kind, Raw};
pub use reader::{MAX_DEPTH, Reader};
pub use text::Json;
pub use writer::{ArrayWriter, View, Writer};

/// Decodes one JSON document from bytes.
///
/// # Errors
///
/// A [`Fault`] with the path of the first thing that is wrong: invalid UTF-8, empty input, invalid
/// JSON, anything after the value, or a value that does not fit `T`.
pub fn from_slice<T: Decode>(bytes: &[u8]) -> Result<T, Fault> {
    from_str(reader::utf8(bytes)?)
}

/// Decodes one JSON document from text. See [`from_slice`].
///
/// # Errors
///
/// As for [`from_slice`].
pub fn from_str<T: Decode>(text: &str) -> Result<T, Fault> {
    let effort = effort::Effort::for_document(text);
    let mut reader = Reader::new(text, &effort)?;
    let value = T::decode(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// Decodes one element of an array that is read piece by piece: element number `index` (from 0),
/// whose text begins `origin` bytes into the document.
///
/// # Errors
///
/// As for [`from_slice`], with the path and the offset from the document's start.
pub fn from_element<T: Decode>(bytes: &[u8], index: usize, origin: usize) -> Result<T, Fault> {
    decoded_at(bytes, origin).map_err(|fault| fault.in_item(index))
}

fn decoded_at<T: Decode>(bytes: &[u8], origin: usize) -> Result<T, Fault> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Fault::new(FaultKind::Utf8).at(origin + error.valid_up_to()))?;
    let effort = effort::Effort::for_document(text);
    let mut reader = Reader::within_array(text, origin, &effort);
    let value = T::decode(&mut reader)?;
    match reader.peek() {
        // What follows an element and is no comma is no document of its own either.
        Some(_) => Err(reader.malformed()),
        None => reader.finish().map(|()| value),
    }
}

/// Checks one JSON document, and gives it to `look`, for what is needed of it alone.
///
/// # Errors
///
/// A [`Fault`] for what is not one JSON document, in UTF-8.
pub fn look<R>(bytes: &[u8], look: impl FnOnce(Raw<'_>) -> R) -> Result<R, Fault> {
    let text = reader::utf8(bytes)?;
    let effort = effort::Effort::for_document(text);
    let mut reader = Reader::new(text, &effort)?;
    let raw = reader.raw()?;
    reader.finish()?;
    Ok(look(raw))
}

/// Encodes a value as compact JSON, in UTF-8.
///
/// # Errors
///
/// A [`Fault`] with the path of the first value that JSON cannot say (a number that is not
/// finite), or of an unknown member that repeats the name of a declared one.
pub fn to_vec(value: &dyn Encode, view: View) -> Result<Vec<u8>, Fault> {
    encoded(value, view, BODY)
}

/// Room for most bodies. Allocators have pieces of this size at hand.
const BODY: usize = 1024;

/// Room for most parameters, which are written as text first.
const TEXT: usize = 64;

fn encoded(value: &dyn Encode, view: View, room: usize) -> Result<Vec<u8>, Fault> {
    let mut writer = Writer::new(view, room);
    value.encode(&mut writer);
    writer.finish()
}

/// Encodes a value as compact JSON text. See [`to_vec`].
///
/// # Errors
///
/// As for [`to_vec`].
pub fn to_string(value: &dyn Encode, view: View) -> Result<String, Fault> {
    // What a writer has written is always UTF-8.
    String::from_utf8(encoded(value, view, TEXT)?).map_err(|_| Fault::new(FaultKind::Utf8))
}
