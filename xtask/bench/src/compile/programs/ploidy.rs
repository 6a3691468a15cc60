//! A program that makes one call, with ploidy's crate.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = bench_token_crate::client::Client::new("http://127.0.0.1:9")?
        .with_header("authorization", "Token secret")?;
    let tokens = client
        .list_org_api_tokens("000000ab-00ab-00ab-00ab-0000000000ab")
        .await?;
    println!("{}", tokens.len());
    Ok(())
}
