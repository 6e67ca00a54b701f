//! The settings of providers with which people sign in: what an administrator writes, with the files it names.

use super::{Config, fault};
use crate::error::{CliError, io_text};
use app::{OrganisationProvider, ProviderSettings};
use identity::oidc::{
    AssertionAlgorithm, AssertionAudience, ClaimNames, ClientAuthentication, IdTokenAlgorithm,
};
use kernel::Redacted;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// A provider. What a provider sends people back to follows from the address of the service.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Oidc {
    party: String,
    id: String,
    #[serde(default = "label")]
    label: String,
    issuer: String,
    client_id: String,
    #[serde(default)]
    authentication: Authentication,
    key_file: PathBuf,
    #[serde(default)]
    key_id: Option<String>,
    #[serde(default)]
    certificate_file: Option<PathBuf>,
    #[serde(default)]
    algorithm: AssertionAlgorithm,
    #[serde(default)]
    audience: AssertionAudience,
    levels: Vec<String>,
    least_level: String,
    #[serde(default = "scopes")]
    scopes: Vec<String>,
    #[serde(default)]
    claims: ClaimNames,
    #[serde(default = "algorithms")]
    algorithms: Vec<IdTokenAlgorithm>,
    #[serde(default)]
    roots_file: Option<PathBuf>,
}

/// How the service proves who it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Authentication {
    #[default]
    PrivateKeyJwt,
    MutualTls,
}

fn label() -> String {
    "Aanmelden met uw werkaccount".to_owned()
}

fn scopes() -> Vec<String> {
    ["profile", "email"].map(str::to_owned).to_vec()
}

fn algorithms() -> Vec<IdTokenAlgorithm> {
    vec![IdTokenAlgorithm::Rs256, IdTokenAlgorithm::Ps256, IdTokenAlgorithm::Es256]
}

/// Reads the providers with the files they name.
pub(crate) fn read_providers(config: &Config) -> Result<Vec<OrganisationProvider>, CliError> {
    let origin = config.server.origin.trim_end_matches('/');
    let one = |(place, oidc): (usize, &Oidc)| oidc.read(&format!("/oidc/{place}"), origin);
    config.oidc.iter().enumerate().map(one).collect()
}

impl Oidc {
    fn read(&self, place: &str, origin: &str) -> Result<OrganisationProvider, CliError> {
        let text = |name: &str, file: &Path| read(&format!("{place}/{name}"), file);
        let certificate = self.certificate_file.as_deref();
        let certificate = certificate.map(|file| text("certificate_file", file)).transpose()?;
        let roots = self.roots_file.as_deref().map(|file| text("roots_file", file)).transpose()?;
        let key = Redacted::new(text("key_file", &self.key_file)?);
        let settings = ProviderSettings {
            id: self.id.clone(),
            label: self.label.clone(),
            issuer: self.issuer.clone(),
            client_id: self.client_id.clone(),
            redirect_uri: format!("{origin}/aanmelden/terug"),
            signed_out_uri: Some(format!("{origin}/aanmelden")),
            authentication: self.authentication(place, key, certificate)?,
            levels: self.levels.clone(),
            least_level: self.least_level.clone(),
            scopes: self.scopes.clone(),
            claims: self.claims.clone(),
            algorithms: self.algorithms.clone(),
            roots_pem: roots,
        };
        let party = self
            .party
            .parse()
            .map_err(|error| fault(&format!("{place}/party"), format!("{error}")))?;
        Ok(OrganisationProvider { party, settings })
    }

    fn authentication(
        &self,
        place: &str,
        key_pem: Redacted<String>,
        certificate_pem: Option<String>,
    ) -> Result<ClientAuthentication, CliError> {
        match (self.authentication, certificate_pem) {
            (Authentication::PrivateKeyJwt, certificate_pem) => {
                Ok(ClientAuthentication::PrivateKeyJwt {
                    key_pem,
                    key_id: self.key_id.clone(),
                    certificate_pem,
                    algorithm: self.algorithm,
                    audience: self.audience,
                })
            }
            (Authentication::MutualTls, Some(certificate_pem)) => {
                Ok(ClientAuthentication::MutualTls { certificate_pem, key_pem })
            }
            (Authentication::MutualTls, None) => Err(fault(
                &format!("{place}/certificate_file"),
                "bij mutual-tls hoort een certificaat; geef het bestand".to_owned(),
            )),
        }
    }
}

fn read(place: &str, file: &Path) -> Result<String, CliError> {
    std::fs::read_to_string(file).map_err(|error| {
        fault(place, format!("«{}» is niet te lezen: {}", file.display(), io_text(&error)))
    })
}
