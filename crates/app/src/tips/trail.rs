//! Lines of the trail of tips: who did what, to which tip, partner or message, by ids and hashes only. No line says what a tip says.

use crate::{AppError, Caller};
use ::tips::keys::Thumbprint;
use ::tips::{MessageId, Oin};
use case::OfficeRole;
use kernel::{Moment, Sha256Hex, SubjectId};
use serde::Serialize;
use std::fmt::Display;
use store::AuditEntry;

/// What a line is about besides its subject: ids and hashes.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Facts {
    #[serde(skip_serializing_if = "Option::is_none")]
    bericht: Option<MessageId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partner: Option<Oin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    richting: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<Sha256Hex>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sleutel: Option<Thumbprint>,
    #[serde(skip_serializing_if = "Option::is_none")]
    persoon: Option<SubjectId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uitkomst: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bewijs: Option<Sha256Hex>,
}

/// Which way a message goes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    In,
    Out,
}

/// A line that is being put together.
#[must_use]
pub(super) struct Line {
    entry: AuditEntry,
    facts: Facts,
}

impl Line {
    /// A line of the program itself.
    pub(super) fn of(at: Moment, action: &'static str, subject: String) -> Self {
        let entry = AuditEntry {
            at,
            actor: None,
            actor_name: "systeem".to_owned(),
            role: OfficeRole::Systeem.id().to_owned(),
            action: action.to_owned(),
            subject,
            reason: None,
            digest: *Sha256Hex::of_parts([]).as_bytes(),
        };
        Self { entry, facts: Facts::default() }
    }

    pub(super) fn by(mut self, caller: &Caller) -> Self {
        self.entry.actor = Some(caller.account());
        caller.name().clone_into(&mut self.entry.actor_name);
        caller.role().id().clone_into(&mut self.entry.role);
        self
    }

    /// Ties the line to what the tip or the partner became, by its digest.
    pub(super) fn content(mut self, content: &str) -> Self {
        self.entry.digest = *Sha256Hex::of_parts([content.as_bytes()]).as_bytes();
        self
    }

    pub(super) fn message(mut self, id: MessageId, way: Way) -> Self {
        self.facts.bericht = Some(id);
        self.facts.richting = Some(match way {
            Way::In => "in",
            Way::Out => "uit",
        });
        self
    }

    pub(super) fn partner(mut self, oin: Oin) -> Self {
        self.facts.partner = Some(oin);
        self
    }

    pub(super) fn wire(mut self, digest: Sha256Hex) -> Self {
        self.facts.sha256 = Some(digest);
        self
    }

    pub(super) fn key(mut self, kid: Thumbprint) -> Self {
        self.facts.sleutel = Some(kid);
        self
    }

    /// Names somebody on a file of our own.
    pub(super) fn person(mut self, id: SubjectId) -> Self {
        self.facts.persoon = Some(id);
        self
    }

    /// Names the result by a fixed code.
    pub(super) fn result(mut self, code: impl Display) -> Self {
        self.facts.uitkomst = Some(code.to_string());
        self
    }

    pub(super) fn receipt(mut self, receipt: &str) -> Self {
        self.facts.bewijs = Some(Sha256Hex::of_bytes(receipt.as_bytes()));
        self
    }

    pub(super) fn entry(self) -> Result<AuditEntry, AppError> {
        let facts = serde_json::to_string(&self.facts)?;
        let reason = (facts != "{}").then_some(facts);
        Ok(AuditEntry { reason, ..self.entry })
    }
}

/// What the trail calls a tip.
pub(super) fn tip(id: impl Display) -> String {
    format!("tip/{id}")
}

/// What the trail calls a partner.
pub(super) fn partner(oin: impl Display) -> String {
    format!("partner/{oin}")
}

/// What the trail calls what the own body is.
pub(super) fn own() -> String {
    "eigen-organisatie".to_owned()
}
