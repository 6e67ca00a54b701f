//! How what is said to a partner travels. The sender believes no carrier: only the signed receipt in the answer counts.

use crate::App;
use ::tips::Oin;
use ::tips::partner::Partner;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use std::fmt;
use std::sync::Arc;

/// What a partner is asked.
#[derive(Clone, Copy, Debug)]
pub enum Errand<'e> {
    /// To take a message: `POST …/berichten`, [`::tips::seal::MEDIA_TYPE`].
    Message(&'e str),
    /// To answer a sign of life: `POST …/levensteken`.
    Ping(&'e str),
    /// To say which keys it uses: `GET …/sleutels`.
    Keys,
}

/// Something for a partner.
#[derive(Clone, Copy, Debug)]
pub struct Parcel<'e> {
    /// Who sends it: the body whose certificate a connection shows.
    pub from: Oin,
    /// The partner, as the register has it in force; its address is on it.
    pub to: &'e Partner,
    /// What it is asked.
    pub errand: Errand<'e>,
}

/// What a partner answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status; none when there was no answer.
    pub status: Option<u16>,
    /// After how many seconds it asks to be tried again.
    pub retry_after: Option<u32>,
    /// The body: a receipt or a key document when all is well.
    pub body: String,
}

impl Reply {
    /// No answer: refused, broken or timed out.
    pub fn none() -> Self {
        Self::default()
    }

    /// An answer without a body. Every message that is not taken gets the same.
    pub fn status(status: u16) -> Self {
        Self { status: Some(status), ..Self::default() }
    }

    /// An answer with a body.
    pub fn with(status: u16, body: String) -> Self {
        Self { status: Some(status), retry_after: None, body }
    }
}

/// Carries what is said to a partner, and brings its answer.
///
/// A carrier follows no redirect, connects only where [`::tips::partner::may_connect`] lets it, and gives up after
/// [`::tips::schedule::ATTEMPT_SECONDS`].
pub trait TipCarrier: Send + Sync {
    /// Carries one thing, once.
    fn carry<'a>(&'a self, parcel: Parcel<'a>) -> BoxFuture<'a, Reply>;
}

/// Carries to another party of this database: its inbox is called in a transaction of its own, and nothing is shared.
#[derive(Clone)]
pub struct InsideCarrier(App);

impl InsideCarrier {
    /// Makes one for an application.
    pub fn new(app: App) -> Self {
        Self(app)
    }

    async fn inside(&self, parcel: Parcel<'_>) -> Reply {
        let app = &self.0;
        let found = app.party_of_partner(parcel.to).await;
        let Ok(Some(party)) = found else { return Reply::none() };
        let reply = match parcel.errand {
            Errand::Message(wire) => {
                app.take_tip_message(&party, parcel.from, wire.as_bytes()).await
            }
            Errand::Ping(text) => app.take_tip_ping(&party, parcel.from, text).await,
            Errand::Keys => app.tip_key_document(&party).await,
        };
        reply.unwrap_or_else(|error| {
            // Who it was for and from is secret, also in the log.
            tracing::error!(%error, "an errand inside failed");
            Reply::status(503)
        })
    }
}

impl TipCarrier for InsideCarrier {
    fn carry<'a>(&'a self, parcel: Parcel<'a>) -> BoxFuture<'a, Reply> {
        self.inside(parcel).boxed()
    }
}

/// The carriers of an installation.
#[derive(Clone)]
pub struct TipPost {
    inside: Arc<dyn TipCarrier>,
    outside: Option<Arc<dyn TipCarrier>>,
}

impl TipPost {
    /// Carries between the parties of this installation only.
    pub fn inside_only(app: &App) -> Self {
        Self { inside: Arc::new(InsideCarrier::new(app.clone())), outside: None }
    }

    /// Carries between the parties of this installation in another way.
    #[must_use]
    pub fn with_inside(self, carrier: Arc<dyn TipCarrier>) -> Self {
        Self { inside: carrier, ..self }
    }

    /// Carries to other installations as well.
    #[must_use]
    pub fn with_outside(self, carrier: Arc<dyn TipCarrier>) -> Self {
        Self { outside: Some(carrier), ..self }
    }

    /// Returns the carrier to a body here, or to one elsewhere.
    pub(super) fn carrier(&self, is_here: bool) -> Option<&dyn TipCarrier> {
        if is_here { Some(self.inside.as_ref()) } else { self.outside.as_deref() }
    }
}

impl fmt::Debug for TipPost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TipPost").field("outside", &self.outside.is_some()).finish_non_exhaustive()
    }
}
