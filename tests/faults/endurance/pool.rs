//! Whether as many connections are kept as the settings say.

use mist_api::{CallOptions, Client};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::server::{AT_ONCE, Count, Server, TOGETHER};
use super::{client, settled};

/// How many connections clients are told to keep.
const KEPT: [usize; 3] = [0, 4, AT_ONCE];

/// Has clients with several settings make calls twice, all of them on their way at the same time;
/// prints the connections and returns whether so many are kept as was told, neither more nor fewer.
///
/// # Errors
///
/// When a client cannot be set up, a call fails, or the server has ended.
pub(super) async fn run(server: &mut Server) -> Result<bool, String> {
    println!("\n    {AT_ONCE} calls together, twice      made   kept   made then   kept then");
    let mut passed = true;
    for kept in KEPT {
        let before = settled(server, 0).await?;
        let client = client(server, kept)?;
        let first = round(&client, server, kept).await?;
        let second = round(&client, server, kept).await?;
        let found = [
            first.accepted - before.accepted,
            first.open,
            second.accepted - first.accepted,
            second.open,
        ];
        let [made, left, again, left_again] = found;
        println!("    up to {kept:2} kept            {made:8} {left:6} {again:11} {left_again:11}");
        let expected = [AT_ONCE, kept, AT_ONCE - kept, kept];
        if found != expected {
            println!("    FAIL: expected {expected:?}");
            passed = false;
        }
    }
    Ok(passed)
}

/// Makes the calls; says what the server has counted when `open` connections are left, or after a
/// while.
///
/// # Errors
///
/// When a call fails, or the server has ended.
pub(super) async fn round(
    client: &Client,
    server: &mut Server,
    open: usize,
) -> Result<Count, String> {
    let mut tasks = JoinSet::new();
    for _ in 0..AT_ONCE {
        let tokens = client.orgs_api_tokens();
        let call = tokens.get_org_api_token(Uuid::nil(), Uuid::nil());
        let call = call.options(CallOptions::new().header(TOGETHER, "1"));
        tasks.spawn(async move { call.send().await.map(drop) });
    }
    for outcome in tasks.join_all().await {
        outcome.map_err(|error| error.to_string())?;
    }
    settled(server, open).await
}
