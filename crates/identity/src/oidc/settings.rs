//! The settings of a provider: what an administrator writes, checked as a whole before anybody signs in with it.

mod checked;

pub(super) use checked::{Checked, Credentials};

use kernel::{Faults, Redacted};
use serde::Deserialize;

/// One provider. An organisation can have several: its own for staff, a broker for applicants.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// Our name for it, in lower kebab case; it is in what is kept of a sign-in.
    pub id: String,
    /// What the button says, such as `Inloggen met uw werkaccount`.
    pub label: String,
    /// The issuer, exactly as the provider writes it.
    pub issuer: String,
    /// Our name at the provider.
    pub client_id: String,
    /// Where the provider sends people back to, exactly as registered there.
    pub redirect_uri: String,
    /// Where the provider sends people after signing out, as registered there.
    #[serde(default)]
    pub signed_out_uri: Option<String>,
    /// How we prove who we are.
    pub authentication: ClientAuthentication,
    /// Every level of assurance that the provider knows, from low to high.
    pub levels: Vec<String>,
    /// The lowest of them that is enough.
    pub least_level: String,
    /// What to ask for besides `openid`.
    #[serde(default = "default_scopes")]
    pub scopes: Vec<String>,
    /// Where in the ID token to find what.
    #[serde(default)]
    pub claims: ClaimNames,
    /// The algorithms that may sign an ID token.
    #[serde(default = "default_algorithms")]
    pub algorithms: Vec<IdTokenAlgorithm>,
    /// Certificates to trust besides those of the machine, for a provider inside the organisation.
    #[serde(default)]
    pub roots_pem: Option<String>,
}

impl ProviderSettings {
    /// Names everything that is wrong, each with its place.
    pub fn validate(&self) -> Result<(), Faults> {
        Checked::new(self).map(|_| ())
    }
}

fn default_scopes() -> Vec<String> {
    ["profile", "email"].map(str::to_owned).to_vec()
}

fn default_algorithms() -> Vec<IdTokenAlgorithm> {
    vec![IdTokenAlgorithm::Rs256, IdTokenAlgorithm::Ps256, IdTokenAlgorithm::Es256]
}

/// How we prove who we are to the provider; the profile allows these two and one at a time.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "method", rename_all = "kebab-case", deny_unknown_fields)]
pub enum ClientAuthentication {
    /// A signed statement with each request.
    PrivateKeyJwt {
        /// The RSA key, PEM, 2048 bits at least.
        key_pem: Redacted<String>,
        /// The name of the key at the provider.
        #[serde(default)]
        key_id: Option<String>,
        /// The certificate of the key, for a provider that knows keys by that (Entra ID does).
        #[serde(default)]
        certificate_pem: Option<String>,
        /// The algorithm.
        #[serde(default)]
        algorithm: AssertionAlgorithm,
        /// Whom the statement is for.
        #[serde(default)]
        audience: AssertionAudience,
    },
    /// A certificate in the connection itself (RFC 8705).
    MutualTls {
        /// The certificate and those above it, PEM.
        certificate_pem: String,
        /// Its key, PEM.
        key_pem: Redacted<String>,
    },
}

/// How a client assertion is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum AssertionAlgorithm {
    /// RSA-PSS with SHA-256, which the NCSC calls good.
    #[default]
    Ps256,
    /// RSA PKCS #1 v1.5 with SHA-256, for a provider that knows nothing else.
    Rs256,
}

impl AssertionAlgorithm {
    /// Returns the name in JOSE.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ps256 => "PS256",
            Self::Rs256 => "RS256",
        }
    }
}

/// Whom a client assertion is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AssertionAudience {
    /// The token endpoint, as the NL GOV profile writes.
    #[default]
    TokenEndpoint,
    /// The issuer, as newer standards write.
    Issuer,
}

/// How an ID token may be signed. `none` and secrets shared with the provider are not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names are those of JOSE")]
pub enum IdTokenAlgorithm {
    Rs256,
    Ps256,
    Es256,
}

/// Where in the ID token to find what: the name of a claim, or a JSON pointer (`/realm_access/roles`) to a deeper place.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClaimNames {
    /// The name to show.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// Whether the provider checked the e-mail address.
    pub email_verified: String,
    /// The groups, a list or one text.
    pub groups: String,
    /// The level of assurance: a text, or a list of all levels that were reached.
    pub level: String,
    /// The number of the organisation that somebody acts for; none where people sign in for themselves. With eHerkenning it is a
    /// number of the trade register or an RSIN.
    pub organisation: Option<String>,
}

impl Default for ClaimNames {
    fn default() -> Self {
        let [name, email, email_verified, groups, level] =
            ["name", "email", "email_verified", "groups", "acr"].map(str::to_owned);
        Self { name, email, email_verified, groups, level, organisation: None }
    }
}

#[cfg(test)]
mod tests;
