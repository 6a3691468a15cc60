//! The program whose size the bench takes compiles with the client that is emitted today. To run it, a server would be needed.

// The name of the crate that the bench makes.
extern crate mist_api as bench_token_crate;

#[path = "../../bench/src/compile/programs/ours.rs"]
#[expect(dead_code, reason = "it is compiled and not run")]
mod program;
