//! Statuses that are no success: the documented ones typed, the others with all that is known.

use mist_api::operations::orgs_api_tokens::{
    CreateOrgApiTokenError, DeleteOrgApiTokenError, GetOrgApiTokenError, ListOrgApiTokensError,
    UpdateOrgApiTokenError,
};
use mist_api::{Error, ErrorKind};
use serde_json::json;

use crate::calls::{self, Operation};
use crate::server::{Reply, Server};

async fn failure(operation: Operation, reply: Reply) -> Error {
    let server = Server::replying(reply).await;
    let outcome = calls::call(&server.tokens(), operation).await;
    let error = outcome.expect_err("no success");
    assert_eq!(error.attempts(), 1);
    assert_eq!(server.received().len(), 1);
    error
}

/// The status that the variant of the documented error is for, and the text that it carries.
fn documented(operation: Operation, error: &Error) -> Option<(u16, &str)> {
    macro_rules! typed {
        ($type:ty) => {{
            type Documented = $type;
            match error.documented::<Documented>()? {
                Documented::BadRequest(body) => (400, body.detail.as_deref()?),
                Documented::Unauthorized(body) => (401, body.detail.as_deref()?),
                Documented::Forbidden(body) => (403, body.detail.as_deref()?),
                Documented::NotFound(body) => (404, body.id.as_deref()?),
                Documented::TooManyRequests(body) => (429, body.detail.as_deref()?),
                _ => return None,
            }
        }};
    }
    Some(match operation {
        Operation::List => typed!(ListOrgApiTokensError),
        Operation::Create => typed!(CreateOrgApiTokenError),
        Operation::Get => typed!(GetOrgApiTokenError),
        Operation::Update => typed!(UpdateOrgApiTokenError),
        Operation::Delete => typed!(DeleteOrgApiTokenError),
    })
}

/// Checks that each operation types the documented error `status`.
async fn check(status: u16) {
    let member = if status == 404 { "id" } else { "detail" };
    for operation in Operation::ALL {
        let body = json!({ member: "what is wrong", "more": [1] });
        let error = failure(operation, Reply::json(status, body)).await;
        assert_eq!(error.kind(), ErrorKind::Api, "{operation:?}");
        assert_eq!(error.status(), Some(status), "{operation:?}");
        let found = documented(operation, &error);
        assert_eq!(found, Some((status, "what is wrong")), "{operation:?}");
        assert!(!error.may_have_been_applied(), "{operation:?}");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("what is wrong"), "{shown}");
    }
}

#[tokio::test]
async fn bad_request() {
    check(400).await;
}

#[tokio::test]
async fn unauthorized() {
    check(401).await;
}

#[tokio::test]
async fn forbidden() {
    check(403).await;
}

#[tokio::test]
async fn not_found() {
    check(404).await;
}

#[tokio::test]
async fn too_many_requests() {
    check(429).await;
}

#[tokio::test]
async fn predicates_go_by_the_status() {
    let body = || json!({});
    let of = |status| failure(Operation::Get, Reply::json(status, body()));
    assert!(of(401).await.is_auth());
    assert!(of(403).await.is_auth());
    assert!(of(404).await.is_not_found());
    assert!(of(429).await.is_rate_limited());
    let error = of(400).await;
    let is_other = error.is_auth() || error.is_not_found() || error.is_rate_limited();
    assert!(!is_other && !error.is_timeout() && !error.is_connect());
}

#[tokio::test]
async fn operations_share_the_type_of_the_same_errors() {
    let error = failure(Operation::Create, Reply::json(400, json!({}))).await;
    assert!(error.documented::<DeleteOrgApiTokenError>().is_some());
}

#[tokio::test]
async fn an_undocumented_status_keeps_its_body_and_headers() {
    for status in [402, 418, 500, 503] {
        let reply = Reply::json(status, "{\"detail\":1}").header("x-request-id", "r-7");
        let error = failure(Operation::Create, reply).await;
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Api, Some(status))
        );
        assert!(error.documented::<CreateOrgApiTokenError>().is_none());
        assert_eq!(error.body(), Some(&b"{\"detail\":1}"[..]));
        assert_eq!(error.request_id(), Some("r-7"));
        assert_eq!(error.operation(), "createOrgApiToken");
        assert_eq!(error.may_have_been_applied(), status >= 500);
    }
}

#[tokio::test]
async fn an_undocumented_success_is_no_success() {
    let error = failure(Operation::Get, Reply::json(206, json!({ "name": "a" }))).await;
    assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
    assert_eq!(error.status(), Some(206));
}

#[tokio::test]
async fn a_documented_error_of_another_shape_is_still_that_status() {
    let replies = [
        Reply::json(400, "[1, 2]"),
        Reply::json(400, "{"),
        Reply::typed(400, "text/html", "<p>no</p>"),
        Reply::status(400),
    ];
    for reply in replies {
        let error = failure(Operation::List, reply).await;
        assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(400)));
        assert!(error.documented::<ListOrgApiTokensError>().is_none());
    }
}

#[tokio::test]
async fn errors_of_all_operations_are_one_type() {
    async fn both(server: &Server) -> Result<usize, Error> {
        let tokens = server.tokens();
        let count = tokens
            .list_org_api_tokens(calls::ID)
            .send()
            .await?
            .data
            .len();
        let delete = tokens.delete_org_api_token(calls::ID, calls::ID);
        delete.send().await?;
        Ok(count)
    }
    let server = Server::start(|request| match request.method.as_str() {
        "GET" => Reply::json(200, "[]"),
        _ => Reply::json(403, "{}"),
    });
    let error = both(&server.await).await.expect_err("the second fails");
    assert_eq!(error.operation(), "deleteOrgApiToken");
}
