//! The calls under test: one operation for each method, each with credentials in other slots.

use std::fmt::Debug;

use mist_api::models::OrgApitoken;
use mist_api::runtime::credential::Credential;
use mist_api::runtime::operation::{Operation, Status};
use mist_api::runtime::response;
use mist_api::{ApiResponse, CallOptions, Client, ClientBuilder, Error};
use serde_json::Value;
use uuid::Uuid;

use crate::secrets::{API_TOKEN, BODY, COOKIE, CSRF, HEADER, PASSWORD, QUERY_KEY, USER};

/// Stands for both path parameters.
const ID: Uuid = Uuid::from_u128(0x0000_00ab_00ab_00ab_00ab_0000_0000_00ab);

/// A method, and the operation that is called with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// `getOrgApiToken`, with the scheme `apiToken`.
    Get,
    /// `updateOrgApiToken`, with `basicAuth`.
    Put,
    /// [`DELETE`], with `apiToken`, a key in the query and one in a cookie.
    Delete,
    /// `createOrgApiToken`, with `basicAuth` and `csrfToken`.
    Post,
}

impl Method {
    /// The columns of the matrix.
    pub(crate) const ALL: [Self; 4] = [Self::Get, Self::Put, Self::Delete, Self::Post];

    /// The method's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
            Self::Post => "POST",
        }
    }

    /// What the server must find in a request, as proof that secrets were sent at all.
    pub(crate) fn secrets(self) -> &'static [&'static str] {
        match self {
            Self::Get => &[API_TOKEN, HEADER],
            Self::Put => &[BODY, HEADER],
            Self::Delete => &[API_TOKEN, QUERY_KEY, COOKIE, HEADER],
            Self::Post => &[CSRF, BODY, HEADER],
        }
    }
}

/// The description's `DELETE` has no body in its response, so that nothing could be wrong with it:
/// this one answers with a token. It is otherwise what the generator emits.
static DELETE: Operation = Operation {
    id: "deleteAndReturnOrgApiToken",
    method: mist_api::runtime::operation::Method::DELETE,
    path: "/api/v1/orgs/{org_id}/apitokens/{apitoken_id}",
    server: None,
    accept: "application/json",
    security: &[&["apiToken", "queryKey", "cookieKey"]],
    success: &[Status::Code(200)],
    error: None,
    idempotency: mist_api::runtime::operation::Idempotency::ByMethod,
};

/// Adds what `method` needs to prove who calls.
pub(crate) fn authorised(builder: ClientBuilder, method: Method) -> ClientBuilder {
    match method {
        Method::Get => builder.api_token(API_TOKEN),
        Method::Put => builder.basic_auth(USER, PASSWORD),
        Method::Delete => builder
            .api_token(API_TOKEN)
            .credential("queryKey", Credential::query("key", QUERY_KEY))
            .credential("cookieKey", Credential::cookie("key", COOKIE)),
        Method::Post => builder.basic_auth(USER, PASSWORD).csrf_token(CSRF),
    }
}

/// Calls the operation of `method`; what is returned is everything that can be printed of the
/// response.
pub(crate) async fn call(client: &Client, method: Method) -> Result<String, Error> {
    let options = CallOptions::new().header("x-secret", HEADER);
    let tokens = client.orgs_api_tokens();
    let shown = format!("{client:?} {options:?}");
    let response = match method {
        Method::Get => {
            let request = tokens.get_org_api_token(ID, ID);
            request.options(options).send().await?
        }
        Method::Put => {
            let request = tokens.update_org_api_token(ID, ID).body(&token());
            request.options(options).send().await?
        }
        Method::Delete => {
            let mut request = client.request(&DELETE);
            request.path("org_id", &ID);
            request.path("apitoken_id", &ID);
            request.options(options);
            request.send(response::json::<OrgApitoken>).await?
        }
        Method::Post => {
            let request = tokens.create_org_api_token(ID).body(&token());
            request.options(options).send().await?
        }
    };
    Ok(format!("{shown} {}", debug(&response)))
}

fn debug<T: Debug>(response: &ApiResponse<T>) -> String {
    format!("{response:?} {response:#?}")
}

/// A body with a secret that the description does not name.
fn token() -> OrgApitoken {
    let mut token = OrgApitoken::new("org_token_xyz");
    token.extra.insert("secret", Value::from(BODY));
    token
}
