//! The JSON codec, seen from outside: models written as the generator writes them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod against_serde;
mod alternatives;
mod exactness;
mod foreign;
mod formats;
mod in_place;
mod libraries;
mod models;
mod refusals;
mod tuples;
mod views;
