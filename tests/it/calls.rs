//! The five operations of the emitted client, called against a server that answers as documented.

use mist_api::models::{OrgApitoken, PrivilegeOrg, PrivilegeOrgRole, PrivilegeOrgScope};
use mist_api::{Error, OrgsApiTokens};
use uuid::{Uuid, uuid};

use crate::examples::example;
use crate::server::{Received, Reply, Server};

/// The value of both path parameters.
pub(crate) const ID: Uuid = uuid!("000000ab-00ab-00ab-00ab-0000000000ab");

/// The path of the operations on all tokens.
pub(crate) const COLLECTION: &str = "/api/v1/orgs/000000ab-00ab-00ab-00ab-0000000000ab/apitokens";

/// The path of the operations on one token.
pub(crate) const PATH: &str = concat!(
    "/api/v1/orgs/000000ab-00ab-00ab-00ab-0000000000ab/apitokens",
    "/000000ab-00ab-00ab-00ab-0000000000ab"
);

/// One of the five operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    List,
    Create,
    Get,
    Update,
    Delete,
}

impl Operation {
    pub(crate) const ALL: [Self; 5] = [
        Self::List,
        Self::Create,
        Self::Get,
        Self::Update,
        Self::Delete,
    ];
}

/// The body of the documented call of create, with all that it fills in.
pub(crate) fn created() -> OrgApitoken {
    changed()
        .created_by("user@mycorp.com".to_owned())
        .created_time(1_626_875_902.0)
        .id(uuid!("497f6eca-6276-4993-bfeb-53ecbbba6f08"))
        .key("1qkb...QQCL")
        .last_used(1_690_115_110.0)
        .org_id(uuid!("a97c1b22-a4e9-411e-9bfd-d8695a0f9e61"))
        .src_ips(["63.3.56.0/24", "63.3.55.4"])
}

/// The body of the documented call of update.
pub(crate) fn changed() -> OrgApitoken {
    let privilege = PrivilegeOrg::new(PrivilegeOrgRole::Admin, PrivilegeOrgScope::Org);
    let org = uuid!("a40f5d1f-d889-42e9-94ea-b9b33585fc6b");
    OrgApitoken::new("org_token_xyz").privileges([privilege.org_id(org)])
}

/// Performs `operation` as documented and gives the tokens that came back, with the status.
pub(crate) async fn call(
    tokens: &OrgsApiTokens,
    operation: Operation,
) -> Result<(u16, Vec<OrgApitoken>), Error> {
    let response = match operation {
        Operation::List => {
            let response = tokens.list_org_api_tokens(ID).send().await?;
            return Ok((response.status(), response.into_data()));
        }
        Operation::Delete => {
            let response = tokens.delete_org_api_token(ID, ID).send().await?;
            return Ok((response.status(), Vec::new()));
        }
        Operation::Create => {
            tokens
                .create_org_api_token(ID)
                .body(&created())
                .send()
                .await?
        }
        Operation::Get => tokens.get_org_api_token(ID, ID).send().await?,
        Operation::Update => {
            let call = tokens.update_org_api_token(ID, ID).body(&changed());
            call.send().await?
        }
    };
    Ok((response.status(), vec![response.into_data()]))
}

/// Answers each operation with the example that is documented for it.
pub(crate) fn answer(request: &Received) -> Reply {
    let is_of_one = request.target.ends_with(PATH);
    match (request.method.as_str(), is_of_one) {
        ("GET", false) => Reply::json(200, example("list_response.json")),
        ("POST", false) => Reply::json(200, example("create_response.json")),
        ("GET", true) => Reply::json(200, example("get_response.json")),
        ("PUT", true) => Reply::json(200, example("update_response.json")),
        ("DELETE", true) => Reply::status(200),
        _ => Reply::status(405),
    }
}

#[tokio::test]
async fn every_operation_gives_what_is_documented() {
    let server = Server::start(answer).await;
    let tokens = server.tokens();
    for operation in Operation::ALL {
        let (status, found) = call(&tokens, operation).await.expect("a success");
        assert_eq!(status, 200, "{operation:?}");
        let names: Vec<&str> = found.iter().map(|token| token.name.as_str()).collect();
        let expected: &[&str] = match operation {
            Operation::Delete => &[],
            _ => &["org_token_xyz"],
        };
        assert_eq!(names, expected, "{operation:?}");
    }
    assert_eq!(server.received().len(), 5);
}

#[tokio::test]
async fn a_response_has_status_headers_and_typed_data() {
    let server = Server::start(|request| answer(request).header("x-page-total", "1")).await;
    let response = server.tokens().get_org_api_token(ID, ID).send().await;
    let response = response.expect("a success");
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers().get("x-page-total").expect("sent"), "1");
    let token = response.into_data();
    assert_eq!(
        token.id,
        Some(uuid!("497f6eca-6276-4993-bfeb-53efbbba6f08"))
    );
    assert_eq!(token.created_time, Some(1_626_875_902.0));
    assert_eq!(token.key.expect("sent").expose(), "1qkb...QQCL");
    let privileges = token.privileges.expect("sent");
    assert_eq!(privileges[0].role, PrivilegeOrgRole::Admin);
    assert_eq!(privileges[0].scope, PrivilegeOrgScope::Org);
}

#[tokio::test]
async fn another_representation_of_the_same_is_read() {
    let example = example("update_response.json").to_string();
    let server = Server::start(move |_| Reply::typed(200, "application/vnd.api+json", &example));
    let server = server.await;
    let tokens = server.tokens();
    let (_, found) = call(&tokens, Operation::Update).await.expect("a success");
    assert_eq!(found[0].name, "org_token_xyz");
}

#[tokio::test]
async fn one_client_serves_calls_at_the_same_time() {
    let server = Server::start(answer).await;
    let tokens = server.tokens();
    let others = tokens.clone();
    let (get, list) = tokio::join!(
        call(&tokens, Operation::Get),
        call(&others, Operation::List)
    );
    assert_eq!(get.expect("a success").1, {
        let mut expected = list.expect("a success").1;
        expected[0].id = Some(uuid!("497f6eca-6276-4993-bfeb-53efbbba6f08"));
        expected
    });
}
