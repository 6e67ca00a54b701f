//! `dijkwacht audit`: is the trail as it was written?

use crate::Status;
use crate::args::{AuditAction, AuditArguments, Place};
use crate::clock::SystemClock;
use crate::error::CliError;
use crate::runtime::{block_on, configured, open_store};
use app::read_anchors;
use kernel::{Clock, PartyId};
use std::io::Write;

pub(crate) fn run(arguments: &AuditArguments, output: &mut dyn Write) -> Result<Status, CliError> {
    match &arguments.action {
        AuditAction::Verify { party, place } => verify(party.as_deref(), place, output),
        AuditAction::Anchor(place) => anchor(place, output),
    }
}

fn verify(party: Option<&str>, place: &Place, output: &mut dyn Write) -> Result<Status, CliError> {
    let config = configured(place)?;
    let party: Option<PartyId> =
        party.map(str::parse).transpose().map_err(|error| CliError::Usage(format!("{error}")))?;
    let anchors = read_anchors(&config.anchors())?;
    block_on(async {
        let store = open_store(&config).await?;
        let report = store.verify_audit(party.as_ref(), &anchors).await?;
        for fault in &report.faults {
            writeln!(output, "{}, regel {}: {}", fault.party, fault.seq, fault.kind)?;
        }
        writeln!(
            output,
            "{} regels van {} partij(en) nagerekend, {} anker(s) vergeleken: {}",
            report.lines,
            report.parties,
            anchors.len(),
            if report.is_sound() { "ongeschonden" } else { "NIET ongeschonden" }
        )?;
        Ok(if report.is_sound() { Status::Decided } else { Status::Unsound })
    })
}

fn anchor(place: &Place, output: &mut dyn Write) -> Result<Status, CliError> {
    let config = configured(place)?;
    block_on(async {
        let store = open_store(&config).await?;
        let anchors = store.anchors(SystemClock.now()).await?;
        let text = serde_json::to_string_pretty(&anchors)
            .map_err(|error| CliError::Internal(error.to_string()))?;
        writeln!(output, "{text}")?;
        Ok(Status::Decided)
    })
}
