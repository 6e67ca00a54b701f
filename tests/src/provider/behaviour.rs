//! How our own provider behaves.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Changes a JSON value before it is sent.
type Twist = Arc<dyn Fn(&mut Value) + Send + Sync>;

/// How an ID token is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signature {
    /// RSA with PSS, by the published key.
    #[default]
    Ps256,
    /// RSA PKCS #1, by the published key.
    Rs256,
    /// ECDSA on P-256, by the published key.
    Es256,
    /// None at all.
    Nothing,
    /// A secret, which is the public key that everybody can read.
    PublicKeyAsSecret,
    /// RSA by a key that is nowhere published.
    UnknownKey,
    /// RSA by another key under the name of the published one.
    StolenName,
}

/// What an endpoint does with a request before it comes to OIDC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wire {
    /// Answers it.
    #[default]
    Answers,
    /// Sends it elsewhere on the same server, with the same method.
    Redirects,
    /// Never answers.
    IsSilent,
    /// Answers with a megabyte.
    IsEndless,
    /// Answers with a page for people.
    IsAPage,
    /// Answers with status 503.
    IsDown,
}

/// How the provider behaves; honest until a test says otherwise.
#[derive(Clone, Default)]
pub struct Behaviour {
    /// How an ID token is signed.
    pub signature: Signature,
    pub(super) wires: BTreeMap<&'static str, Wire>,
    pub(super) claims: Option<Twist>,
    pub(super) discovery: Option<Twist>,
    pub(super) answer: Option<Twist>,
    pub(super) signed_metadata: Option<Twist>,
}

impl Behaviour {
    /// Says what an endpoint does: `discovery`, `jwks` or `token`.
    pub fn wire(&mut self, endpoint: &'static str, wire: Wire) {
        self.wires.insert(endpoint, wire);
    }

    /// Changes the claims of the ID token.
    pub fn claims(&mut self, twist: impl Fn(&mut Value) + Send + Sync + 'static) {
        self.claims = Some(Arc::new(twist));
    }

    /// Changes the discovery document.
    pub fn discovery(&mut self, twist: impl Fn(&mut Value) + Send + Sync + 'static) {
        self.discovery = Some(Arc::new(twist));
    }

    /// Changes the query with which the browser comes back.
    pub fn answer(&mut self, twist: impl Fn(&mut Value) + Send + Sync + 'static) {
        self.answer = Some(Arc::new(twist));
    }

    /// Adds a signed copy to the discovery document, changed like this.
    pub fn signed_metadata(&mut self, twist: impl Fn(&mut Value) + Send + Sync + 'static) {
        self.signed_metadata = Some(Arc::new(twist));
    }
}

impl fmt::Debug for Behaviour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Behaviour")
            .field("signature", &self.signature)
            .field("wires", &self.wires)
            .finish_non_exhaustive()
    }
}

/// Applies a change, if there is one.
pub(super) fn apply(twist: Option<&Twist>, value: &mut Value) {
    if let Some(twist) = twist {
        twist(value);
    }
}
