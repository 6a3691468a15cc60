//! The hand-written half of every client crate that apicrate emits.
//!
//! The generator copies the modules into the emitted crate's `src/runtime/`, taking their text
//! from [`source`]. With the feature `client` they are compiled here as well, so that they are
//! tested as ordinary code.

// In an emitted crate the modules live in `crate::runtime`; the macros name them by that path.
#[cfg(feature = "client")]
#[doc(hidden)]
pub extern crate self as runtime;

pub mod source;

#[cfg(feature = "client")]
mod admission;
#[cfg(feature = "client")]
mod attempt;
#[cfg(feature = "client")]
pub mod base64;
#[cfg(feature = "client")]
pub mod base_url;
#[cfg(all(feature = "client", feature = "blocking"))]
pub mod blocking;
#[cfg(feature = "client")]
pub mod budget;
#[cfg(feature = "client")]
mod calendar;
#[cfg(feature = "client")]
pub mod call;
#[cfg(all(feature = "client", feature = "chrono"))]
mod chrono_date;
#[cfg(all(feature = "client", feature = "chrono"))]
mod chrono_date_time;
#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "client")]
pub mod credential;
#[cfg(feature = "client")]
pub mod date;
#[cfg(feature = "client")]
pub mod date_time;
#[cfg(feature = "client")]
pub mod elements;
#[cfg(feature = "client")]
pub mod error;
#[cfg(feature = "client")]
pub mod events;
#[cfg(feature = "client")]
mod excerpt;
#[cfg(feature = "client")]
mod failure;
#[cfg(feature = "client")]
pub mod foreign;
#[cfg(feature = "client")]
pub mod form;
#[cfg(feature = "client")]
mod gate;
#[cfg(feature = "client")]
#[allow(clippy::disallowed_types, reason = "written in the order of the names")]
mod hash_map;
#[cfg(feature = "client")]
pub mod header;
#[cfg(feature = "client")]
pub mod hook;
#[cfg(feature = "client")]
pub mod http_transport;
#[cfg(all(feature = "client", feature = "indexmap"))]
mod index_map;
#[cfg(feature = "client")]
pub mod intercept;
#[cfg(feature = "client")]
pub mod json;
#[cfg(feature = "client")]
mod lend;
#[cfg(feature = "client")]
pub mod limiter;
#[cfg(feature = "client")]
pub mod lines;
#[cfg(feature = "client")]
mod link;
#[cfg(all(feature = "client", feature = "mock"))]
pub mod mock;
#[cfg(all(feature = "client", feature = "mock"))]
pub mod mock_answer;
#[cfg(all(feature = "client", feature = "mock"))]
pub mod mock_answers;
#[cfg(all(feature = "client", feature = "mock"))]
mod mock_match;
#[cfg(feature = "client")]
pub mod multipart;
#[cfg(feature = "client")]
pub mod operation;
#[cfg(feature = "client")]
pub mod options;
#[cfg(feature = "client")]
pub mod pages;
#[cfg(feature = "client")]
pub mod pagination;
#[cfg(feature = "client")]
pub mod parameter;
#[cfg(feature = "client")]
pub mod parameter_value;
#[cfg(feature = "client")]
mod parts;
#[cfg(feature = "client")]
pub mod path;
#[cfg(feature = "client")]
pub mod percent;
#[cfg(feature = "client")]
pub mod problem;
#[cfg(feature = "client")]
mod random;
#[cfg(feature = "client")]
mod records;
#[cfg(feature = "client")]
pub mod redirect;
#[cfg(feature = "client")]
mod repeat;
#[cfg(all(feature = "client", feature = "replay"))]
pub mod replay;
#[cfg(feature = "client")]
pub mod request;
#[cfg(feature = "client")]
pub mod response;
#[cfg(feature = "client")]
pub mod response_header;
#[cfg(feature = "client")]
pub mod retry;
#[cfg(feature = "client")]
mod retry_after;
#[cfg(feature = "client")]
mod rfc3339;
#[cfg(feature = "client")]
pub mod secret;
#[cfg(feature = "client")]
pub mod setup;
#[cfg(feature = "client")]
mod stall;
#[cfg(feature = "client")]
pub mod stream;
#[cfg(all(feature = "client", feature = "time"))]
mod time_date;
#[cfg(all(feature = "client", feature = "time"))]
mod time_date_time;
#[cfg(feature = "client")]
pub mod token;
#[cfg(feature = "client")]
mod trace;
#[cfg(feature = "client")]
pub mod transport;
#[cfg(feature = "client")]
mod tuple;
#[cfg(feature = "client")]
pub mod upload;
#[cfg(feature = "client")]
mod uuid;
#[cfg(feature = "client")]
mod walk;
