//! The project's tests of the whole: the generator on documents of one feature each, what it says
//! of broken ones, and the emitted client against a server.
//!
//! The documents are in `cases` and `invalid`, what is expected of them in `snapshots`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod case;

mod changes;
mod code;
mod diagnostics;
mod fresh;
mod ir;
mod layouts;
mod orphans;
mod pages;
mod settings;
mod support;
mod types;
mod verdicts;

mod compiled;
mod vendored;

mod server;

mod calls;
mod credentials;
mod errors;
mod examples;
mod ext;
mod failures;
mod features;
mod models;
mod proxies;
mod wire;
