//! A program that makes one call, with our crate.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = bench_token_crate::Client::builder()
        .base_url("http://127.0.0.1:9")
        .api_token("secret")
        .build()?;
    let org = "000000ab-00ab-00ab-00ab-0000000000ab".parse()?;
    let tokens = client
        .orgs_api_tokens()
        .list_org_api_tokens(org)
        .send()
        .await?;
    println!("{}", tokens.data.len());
    Ok(())
}
