//! Reading application files and choosing party and key date.

use crate::error::{CliError, io_text};
use chrono::NaiveDate;
use facts::Application;
use kernel::{FaultCode, Faults, PartyId, did_you_mean};
use law::scope::{AssessError, Policy, ScopeDecision, assess};
use rulebook::Rulebook;
use serde_json::Value;
use std::io::Read;
use std::path::Path;

/// The largest input file: far above any real one, and small enough to refuse a wrong file at once.
const LARGEST_BYTES: u64 = 8 * 1024 * 1024;

/// Reads a file, or the standard input for `-`.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, CliError> {
    let unreadable = |error: std::io::Error| {
        CliError::Usage(format!("«{}» is niet te lezen: {}", path.display(), io_text(&error)))
    };
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().take(LARGEST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    } else {
        let file = std::fs::File::open(path).map_err(unreadable)?;
        file.take(LARGEST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    }
    if bytes.len() as u64 > LARGEST_BYTES {
        return Err(CliError::Usage(format!("«{}» is groter dan 8 MiB", path.display())));
    }
    Ok(bytes)
}

/// Parses JSON; a syntax error becomes a fault of the whole document with its line and column.
pub(crate) fn read_json(bytes: &[u8]) -> Result<Value, Faults> {
    kernel::parse_json(bytes).map_err(|message| {
        let mut faults = Faults::new();
        faults.add("", FaultCode::VerkeerdeVorm, message);
        faults
    })
}

/// Parses a party id and checks that the rules know it.
pub(crate) fn known_party(rulebook: &Rulebook, text: &str) -> Result<PartyId, CliError> {
    let party: PartyId = text.parse().map_err(|error| CliError::Usage(format!("{error}")))?;
    if rulebook.party_ids().any(|known| *known == party) {
        return Ok(party);
    }
    let hint = did_you_mean(text, rulebook.party_ids().map(PartyId::as_str));
    Err(CliError::Usage(format!(
        "partij «{text}» is niet bekend.{hint} Zie: dijkwacht parties list"
    )))
}

/// A rulebook with what every application needs, so that a batch prepares it once.
pub(crate) struct Desk<'r> {
    pub(crate) rulebook: &'r Rulebook,
    kinds: Vec<&'r str>,
    party: PartyId,
    on: Option<NaiveDate>,
}

impl<'r> Desk<'r> {
    pub(crate) fn new(
        rulebook: &'r Rulebook,
        party: &str,
        on: Option<NaiveDate>,
    ) -> Result<Self, CliError> {
        let party = known_party(rulebook, party)?;
        let kinds = rulebook.kinds().keys().map(String::as_str).collect();
        Ok(Self { rulebook, kinds, party, on })
    }

    /// Reads one application.
    pub(crate) fn read(&self, bytes: &[u8]) -> Result<Application, Faults> {
        Application::read(&read_json(bytes)?, self.rulebook.vocabulary(), &self.kinds)
    }

    /// Chooses the policy of the key date and decides.
    pub(crate) fn decide(
        &self,
        application: &Application,
    ) -> Result<(&'r Policy, ScopeDecision<'r>), Faults> {
        let fault = |code, message: String| {
            let mut faults = Faults::new();
            faults.add("/ontvangenOp", code, message);
            faults
        };
        let on = self.on.or(application.received_on).ok_or_else(|| {
            let message = "«ontvangenOp» ontbreekt; vul de dag van ontvangst in, of geef een peildatum met --on";
            fault(FaultCode::Ontbreekt, message.to_owned())
        })?;
        let rulebook = self.rulebook;
        let policy = rulebook.policy(&self.party, on).ok_or_else(|| {
            fault(FaultCode::OnbekendeWaarde, format!("partij «{}» is niet bekend", self.party))
        })?;
        let decision = assess(policy, application, on).map_err(|error| match error {
            AssessError::UnknownKind(_) => {
                let mut faults = Faults::new();
                faults.add("/soort", FaultCode::OnbekendeWaarde, error.to_string());
                faults
            }
            AssessError::BeforeTheLaw { .. } | AssessError::OutsideTheLaw(_) => {
                fault(FaultCode::BuitenGeldigheid, error.to_string())
            }
        })?;
        Ok((policy, decision))
    }
}
