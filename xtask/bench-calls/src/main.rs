//! Starts the measurement, see `src/lib.rs`.

fn main() -> Result<(), apicrate_bench_calls::Failure> {
    apicrate_bench_calls::run(&|_| Ok(Vec::new()))
}
