//! Measures progenitor's client beside the emitted one and reqwest by hand.

use std::hint::black_box;
use std::net::SocketAddr;

use apicrate_bench_calls::calls::{CREATE, GET, LIST, ORG, TOKEN, theirs};
use apicrate_bench_calls::scenario::Entry;
use apicrate_bench_calls::{Failure, run};
use bench_progenitor::{Client, types};
use tokio::runtime::{Builder, Runtime};

fn main() -> Result<(), Failure> {
    run(&|server| Ok(vec![get(server)?, list(server)?, create(server)?]))
}

/// The client, with reqwest's client as the others have it, and what drives it.
fn client(server: SocketAddr) -> Result<(Client, Runtime), Failure> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let client = Client::new_with_client(&format!("http://{server}"), theirs()?);
    Ok((client, runtime))
}

fn entry(
    what: &'static str,
    mut call: impl FnMut() -> Result<(), Failure> + 'static,
) -> Entry {
    Entry {
        what,
        name: "cargo-progenitor",
        run: Box::new(move || call()),
    }
}

fn get(server: SocketAddr) -> Result<Entry, Failure> {
    let (client, runtime) = client(server)?;
    Ok(entry(GET, move || {
        let answer = runtime.block_on(client.get_org_api_token(&ORG, &TOKEN));
        black_box(answer.map_err(|error| error.to_string())?.into_inner());
        Ok(())
    }))
}

fn list(server: SocketAddr) -> Result<Entry, Failure> {
    let (client, runtime) = client(server)?;
    Ok(entry(LIST, move || {
        let answer = runtime.block_on(client.list_org_api_tokens(&ORG));
        black_box(answer.map_err(|error| error.to_string())?.into_inner());
        Ok(())
    }))
}

fn create(server: SocketAddr) -> Result<Entry, Failure> {
    let (client, runtime) = client(server)?;
    let body = r#"{"name":"a token","src_ips":["10.2.3.3","172.3.3.3"]}"#;
    let body: types::OrgApitoken = serde_json::from_str(body)?;
    Ok(entry(CREATE, move || {
        let answer = runtime.block_on(client.create_org_api_token(&ORG, &body));
        black_box(answer.map_err(|error| error.to_string())?.into_inner());
        Ok(())
    }))
}
