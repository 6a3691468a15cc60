//! Certificates made at run time, and what both sides do with them.

use std::error::Error;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// The host that well-made certificates are for.
const HOST: &str = "127.0.0.1";

/// An authority that only the clients which are given it trust, and servers with certificates.
pub(crate) struct Tls {
    /// The authority's own certificate, as DER.
    pub(crate) authority: Vec<u8>,
    /// Has a certificate of the authority for this host.
    pub(crate) good: TlsAcceptor,
    /// Has a certificate for this host that nobody vouches for.
    pub(crate) self_signed: TlsAcceptor,
    /// Has a certificate of the authority for another host.
    pub(crate) wrong_host: TlsAcceptor,
}

impl Tls {
    /// Makes keys and certificates.
    ///
    /// # Errors
    ///
    /// When the TLS library refuses what was made.
    pub(crate) fn new() -> Result<Self> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(Vec::new())?;
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = params.self_signed(&key)?.der().to_vec();
        let issuer = Issuer::new(params, key);
        Ok(Self {
            authority,
            good: issued(HOST, &issuer)?,
            wrong_host: issued("elsewhere.test", &issuer)?,
            self_signed: {
                let key = KeyPair::generate()?;
                let certificate = CertificateParams::new([HOST.to_owned()])?.self_signed(&key)?;
                acceptor(certificate.der().clone(), &key)?
            },
        })
    }
}

fn issued(host: &str, issuer: &Issuer<'_, KeyPair>) -> Result<TlsAcceptor> {
    let key = KeyPair::generate()?;
    let params = CertificateParams::new([host.to_owned()])?;
    acceptor(params.signed_by(&key, issuer)?.der().clone(), &key)
}

fn acceptor(certificate: CertificateDer<'static>, key: &KeyPair) -> Result<TlsAcceptor> {
    let key = PrivateKeyDer::try_from(key.serialize_der())?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
