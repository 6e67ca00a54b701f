//! The settings of providers with which people sign in: what an administrator writes, with the files it names. What the means of
//! applicants share, such as their levels, need not be written.

use super::{Config, fault};
use crate::error::{CliError, io_text};
use app::{OrganisationProvider, People, ProviderSettings};
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
    #[serde(default)]
    means: Means,
    #[serde(default)]
    label: Option<String>,
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
    #[serde(default)]
    levels: Option<Vec<String>>,
    #[serde(default)]
    least_level: Option<String>,
    #[serde(default)]
    scopes: Option<Vec<String>>,
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

/// With what people sign in, and for what. It says whom a provider lets in: with a work account officials, for tips who acts for an
/// organisation, with the others applicants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Means {
    #[default]
    Werkaccount,
    Digid,
    Eherkenning,
    EherkenningTips,
}

impl Means {
    fn people(self) -> People {
        match self {
            Self::Werkaccount => People::Officials,
            Self::Digid | Self::Eherkenning => People::Applicants,
            Self::EherkenningTips => People::Bodies,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Werkaccount => "Aanmelden met uw werkaccount",
            Self::Digid => "DigiD",
            Self::Eherkenning | Self::EherkenningTips => "eHerkenning",
        }
    }

    /// Returns what to ask for besides `openid`: of who is no official nothing, who it is stands in the answer anyway.
    fn scopes(self) -> &'static [&'static str] {
        match self.people() {
            People::Officials => &["profile", "email"],
            People::Applicants | People::Bodies => &[],
        }
    }

    /// Returns every level, from low to high.
    fn levels(self) -> &'static [&'static str] {
        match self {
            Self::Werkaccount => &[],
            Self::Digid => &[
                "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
                "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract",
                "urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard",
                "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI",
            ],
            Self::Eherkenning | Self::EherkenningTips => &[
                "urn:etoegang:core:assurance-class:loa2",
                "urn:etoegang:core:assurance-class:loa2plus",
                "urn:etoegang:core:assurance-class:loa3",
                "urn:etoegang:core:assurance-class:loa4",
            ],
        }
    }

    /// Returns the lowest level that is enough for what a questionnaire holds: substantial, which both call their third.
    fn least_level(self) -> &'static str {
        self.levels().get(2).copied().unwrap_or_default()
    }
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().copied().map(str::to_owned).collect()
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
        let (means, least) = (self.means, self.least_level.clone());
        let officials = means.people() == People::Officials;
        let back = match means.people() {
            People::Officials => "aanmelden/terug",
            People::Applicants => "formulier/inloggen/terug",
            People::Bodies => "tip-geven/terug",
        };
        let settings = ProviderSettings {
            id: self.id.clone(),
            label: self.label.clone().unwrap_or_else(|| means.label().to_owned()),
            issuer: self.issuer.clone(),
            client_id: self.client_id.clone(),
            redirect_uri: format!("{origin}/{back}"),
            signed_out_uri: officials.then(|| format!("{origin}/aanmelden")),
            authentication: self.authentication(place, key, certificate)?,
            levels: self.levels.clone().unwrap_or_else(|| texts(means.levels())),
            least_level: least.unwrap_or_else(|| means.least_level().to_owned()),
            scopes: self.scopes.clone().unwrap_or_else(|| texts(means.scopes())),
            claims: self.claims.clone(),
            algorithms: self.algorithms.clone(),
            roots_pem: roots,
        };
        let party = self
            .party
            .parse()
            .map_err(|error| fault(&format!("{place}/party"), format!("{error}")))?;
        Ok(OrganisationProvider { party, people: means.people(), settings })
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

#[cfg(test)]
mod tests {
    use super::Oidc;
    use app::{OrganisationProvider, People};
    use figment::Figment;
    use figment::providers::{Format, Toml};

    const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/keys/client.pem");

    fn read(more: &str) -> OrganisationProvider {
        let text = format!(
            "party = 'gemeente-emmen'\nid = 'makelaar'\nissuer = 'https://makelaar.example'\n\
             client_id = 'dijkwacht'\nkey_file = '{KEY}'\n{more}"
        );
        let oidc: Oidc = Figment::from(Toml::string(&text)).extract().unwrap();
        oidc.read("/oidc/0", "https://bibob.example").unwrap()
    }

    #[test]
    fn means_of_applicants_are_substantial_and_ask_for_nobodys_data() {
        for (means, label, least) in [
            ("digid", "DigiD", "urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard"),
            ("eherkenning", "eHerkenning", "urn:etoegang:core:assurance-class:loa3"),
        ] {
            let OrganisationProvider { people, settings, .. } = read(&format!("means = '{means}'"));
            assert_eq!((people, settings.label.as_str()), (People::Applicants, label));
            assert_eq!(settings.least_level, least);
            assert_eq!(settings.redirect_uri, "https://bibob.example/formulier/inloggen/terug");
            assert!(settings.scopes.is_empty() && settings.signed_out_uri.is_none());
            settings.validate().unwrap();
        }
        // Levels of one's own come with a lowest of one's own: the usual one is not among them.
        assert!(read("means = 'digid'\nlevels = ['laag', 'hoog']").settings.validate().is_err());
    }

    #[test]
    fn who_hands_in_a_tip_comes_back_to_a_place_of_its_own() {
        let OrganisationProvider { people, settings, .. } =
            read("means = 'eherkenning-tips'\nclaims = { organisation = 'kvk' }");
        assert_eq!((people, settings.label.as_str()), (People::Bodies, "eHerkenning"));
        assert_eq!(settings.redirect_uri, "https://bibob.example/tip-geven/terug");
        assert_eq!(settings.least_level, "urn:etoegang:core:assurance-class:loa3");
        assert_eq!(settings.claims.organisation.as_deref(), Some("kvk"));
        settings.validate().unwrap();
    }

    #[test]
    fn a_provider_is_for_officials_unless_it_says_otherwise_and_names_its_levels() {
        let OrganisationProvider { people, settings, .. } =
            read("levels = ['laag', 'hoog']\nleast_level = 'hoog'");
        assert_eq!(people, People::Officials);
        assert_eq!(settings.redirect_uri, "https://bibob.example/aanmelden/terug");
        settings.validate().unwrap();
        assert!(read("").settings.validate().is_err());
    }
}
