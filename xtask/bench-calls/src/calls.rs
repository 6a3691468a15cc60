//! Calls over loopback: the emitted client, and reqwest with serde's derives as one would write it.
//!
//! Both have reqwest's client with the same settings: no redirects, no retries, no referrers, no
//! proxy, 3.1 s to connect; and both send the same headers. The hand-written one has reqwest's limit
//! of time for a request (30 s). The emitted client has that and a limit for the whole call, a limit
//! of size, and watches for bodies that stall.

use std::hint::black_box;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;

use mist_api::models::OrgApitoken;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use serde::de::DeserializeOwned;
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::rivals::plain;
use crate::scenario::Scenario;
use crate::{Failure, bodies};

const RIVAL: &str = "reqwest + serde derive";

/// A call that reads one model.
pub const GET: &str = "call: get one";

/// A call that reads many.
pub const LIST: &str = "call: list 100 kB";

/// A call that sends one, and reads one.
pub const CREATE: &str = "call: create";

/// The organisation that all calls but those for many tokens name.
pub const ORG: Uuid = Uuid::from_u128(0xa97c_1b22_a4e9_411e_9bfd_d869_5a0f_9e61);
/// The token that is read.
pub const TOKEN: Uuid = Uuid::from_u128(0x497f_6eca_6276_4993_bfeb_53cb_bbba_6f08);

/// A client of each sort; connections are not shared, runtimes are.
struct Both {
    runtime: Rc<Runtime>,
    ours: mist_api::Client,
    theirs: reqwest::Client,
    base: String,
}

impl Both {
    fn new(server: SocketAddr) -> Result<Self, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let base = format!("http://{server}");
        Ok(Self {
            runtime: Rc::new(runtime),
            ours: ours(server)?,
            theirs: theirs()?,
            base,
        })
    }
}

/// The emitted client.
pub(crate) fn ours(server: SocketAddr) -> Result<mist_api::Client, Failure> {
    Ok(mist_api::Client::builder()
        .base_url(format!("http://{server}"))
        .api_token("secret")
        .build()?)
}

/// The client of reqwest that the others have.
///
/// # Errors
///
/// When it cannot be made.
pub fn theirs() -> Result<reqwest::Client, Failure> {
    let mut headers = HeaderMap::new();
    headers.insert(USER_AGENT, HeaderValue::from_static("mist-api/0.1.0"));
    headers.insert(AUTHORIZATION, HeaderValue::from_static("Token secret"));
    Ok(reqwest::Client::builder()
        .default_headers(headers)
        .timeout(Duration::from_secs(30))
        .connect_timeout(Duration::from_millis(3_100))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .build()?)
}

/// Calls that read a small body, a large one, and one that sends a body.
pub(crate) fn scenarios(server: SocketAddr) -> Result<Vec<Scenario>, Failure> {
    Ok(vec![get(server)?, list(server)?, create(server)?])
}

fn get(server: SocketAddr) -> Result<Scenario, Failure> {
    let Both {
        runtime,
        ours,
        theirs,
        base,
    } = Both::new(server)?;
    let shared = runtime.clone();
    let call = move || {
        let call = ours.orgs_api_tokens().get_org_api_token(ORG, TOKEN).send();
        black_box(shared.block_on(call)?);
        Ok(())
    };
    let rival = move || {
        let url = format!("{base}/api/v1/orgs/{ORG}/apitokens/{TOKEN}");
        black_box(runtime.block_on(read::<plain::Token>(theirs.get(url)))?);
        Ok(())
    };
    Ok(Scenario::new(GET, 300)
        .with("ours", call)
        .with(RIVAL, rival))
}

fn list(server: SocketAddr) -> Result<Scenario, Failure> {
    let Both {
        runtime,
        ours,
        theirs,
        base,
    } = Both::new(server)?;
    let shared = runtime.clone();
    let call = move || {
        let call = ours.orgs_api_tokens().list_org_api_tokens(ORG).send();
        black_box(shared.block_on(call)?);
        Ok(())
    };
    let rival = move || {
        let url = format!("{base}/api/v1/orgs/{ORG}/apitokens");
        black_box(runtime.block_on(read::<Vec<plain::Token>>(theirs.get(url)))?);
        Ok(())
    };
    Ok(Scenario::new(LIST, 30)
        .with("ours", call)
        .with(RIVAL, rival))
}

fn create(server: SocketAddr) -> Result<Scenario, Failure> {
    let Both {
        runtime,
        ours,
        theirs,
        base,
    } = Both::new(server)?;
    let body = OrgApitoken::new("a token").src_ips(["10.2.3.3", "172.3.3.3"]);
    let shared = runtime.clone();
    let call = move || {
        let call = ours
            .orgs_api_tokens()
            .create_org_api_token(ORG)
            .body(&body)
            .send();
        black_box(shared.block_on(call)?);
        Ok(())
    };
    let body = bodies::created();
    let rival = move || {
        let url = format!("{base}/api/v1/orgs/{ORG}/apitokens");
        let request = theirs
            .post(url)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .body(serde_json::to_vec(&body)?);
        black_box(runtime.block_on(read::<plain::Token>(request))?);
        Ok(())
    };
    Ok(Scenario::new(CREATE, 300)
        .with("ours", call)
        .with(RIVAL, rival))
}

/// Sends, and reads a success.
async fn read<T: DeserializeOwned>(request: reqwest::RequestBuilder) -> Result<T, Failure> {
    let request = request.header(ACCEPT, HeaderValue::from_static("application/json"));
    let response = request.send().await?.error_for_status()?;
    Ok(serde_json::from_slice(&response.bytes().await?)?)
}
