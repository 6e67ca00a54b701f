//! `dijkwacht audit`: is the trail as it was written?

use crate::Status;
use crate::args::{AuditAction, AuditArguments, Place};
use crate::clock::SystemClock;
use crate::error::{CliError, io_text};
use crate::runtime::{block_on, configured, open_store};
use app::read_anchors;
use kernel::{Clock, PartyId};
use std::io::Write;
use store::AuditFaultKind;

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
    let anchors = read_anchors(&config.anchors()).map_err(|error| {
        let (folder, cause) = (config.anchors(), io_text(&error));
        CliError::Internal(format!(
            "de ankers in «{}» zijn niet te lezen: {cause}",
            folder.display()
        ))
    })?;
    block_on(async {
        let store = open_store(&config).await?;
        let report = store.verify_audit(party.as_ref(), &anchors).await?;
        for fault in &report.faults {
            writeln!(output, "{}, regel {}: {}", fault.party, fault.seq, described(fault.kind))?;
        }
        // How many lines there are tells how many tips there are, and is not for who runs this.
        let tips = store.verify_tip_audit(party.as_ref()).await?.is_sound();
        if !tips {
            writeln!(output, "het afgeschermde controlespoor van tips: NIET ongeschonden")?;
        }
        let sound = report.is_sound() && tips;
        writeln!(
            output,
            "{} regels van {} partij(en) nagerekend, {} anker(s) vergeleken: {}",
            report.lines,
            report.parties,
            anchors.len(),
            if sound { "ongeschonden" } else { "NIET ongeschonden" }
        )?;
        Ok(if sound { Status::Decided } else { Status::Unsound })
    })
}

fn described(kind: AuditFaultKind) -> &'static str {
    match kind {
        AuditFaultKind::Hash => "de hash klopt niet; de regel is veranderd",
        AuditFaultKind::Previous => "sluit niet aan; de regel ervoor is vervangen",
        AuditFaultKind::Gap => "de regel ervoor ontbreekt",
        AuditFaultKind::Head => "is niet de laatste regel die is genoteerd",
        AuditFaultKind::Anchor => "wijkt af van een anker",
        AuditFaultKind::Truncated => "deze regel ontbreekt, met alles wat erna kwam",
    }
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
