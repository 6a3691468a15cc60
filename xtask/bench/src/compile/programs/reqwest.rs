//! A program that makes one call, written by hand.

#[derive(serde::Deserialize)]
struct Token {
    id: Option<String>,
    name: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tokens: Vec<Token> = reqwest::Client::new()
        .get("http://127.0.0.1:9/api/v1/orgs/000000ab-00ab-00ab-00ab-0000000000ab/apitokens")
        .header("authorization", "Token secret")
        .send()
        .await?
        .error_for_status()?
        .json()
        .await?;
    for token in tokens {
        println!("{:?} {}", token.id, token.name);
    }
    Ok(())
}
