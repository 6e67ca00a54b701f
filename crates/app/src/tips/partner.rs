//! The register of partners: one officer proposes, another approves after the other body read out its fingerprint, and either
//! stops it alone.

use super::desk::{Desk, at_version, note};
use super::request::{PartnerChange, PartnerStep, ProposePartner, ProposeSystem};
use super::traffic::Traffic;
use super::trail;
use super::view::{PartnerData, PartnerView, ProposalLine};
use crate::{App, AppError, Caller};
use ::tips::Oin;
use ::tips::keys::{KeyDocument, KeyRing, Thumbprint, VerifyingKey};
use ::tips::partner::{HoldCause, Partner, PartnerCommand, PartnerRecord, System};
use kernel::{Fault, FaultCode, Moment, Redacted};
use store::{KeepTipPartner, PartyScope, StoreError, TipPartnerRow, Tx};

/// A partner as it was read.
pub(super) struct Entry {
    pub(super) version: i64,
    pub(super) record: PartnerRecord,
    pub(super) document: Option<String>,
}

impl Entry {
    pub(super) fn read(row: TipPartnerRow) -> Result<Self, AppError> {
        let record = serde_json::from_str(row.content.reveal())?;
        Ok(Self { version: row.version, record, document: row.document })
    }

    /// Keeps what the record became, with a line of the trail.
    pub(super) async fn keep(
        tx: &mut Tx,
        record: &PartnerRecord,
        version: i64,
    ) -> Result<String, AppError> {
        let content = Redacted::new(serde_json::to_string(record)?);
        let oin = record.partner().oin.to_string();
        let kept = KeepTipPartner { oin: &oin, version, state: record.state(), content: &content };
        tx.keep_tip_partner(&kept).await?;
        Ok(content.reveal().clone())
    }
}

impl App {
    /// Lists the partners, by number.
    pub async fn tip_partners(&self, caller: &Caller) -> Result<Vec<PartnerView>, AppError> {
        let desk = self.tip_desk(caller).await?;
        let mut views = Vec::new();
        for row in self.store.tip_partners(desk.scope()).await? {
            views.push(self.partner_view(&desk, Entry::read(row)?).await?);
        }
        Ok(views)
    }

    /// Returns a partner.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is not in the register of the own body.
    pub async fn tip_partner(&self, caller: &Caller, oin: Oin) -> Result<PartnerView, AppError> {
        let desk = self.tip_desk(caller).await?;
        let entry = self.partner_entry(desk.scope(), oin).await?;
        self.partner_view(&desk, entry).await
    }

    /// Proposes a partner that is not in the register.
    ///
    /// # Errors
    /// [`AppError::Input`] at what cannot be; [`AppError::Taken`] when it is there; [`AppError::Tip`] when the Act stands in the way.
    pub async fn propose_tip_partner(
        &self,
        caller: &Caller,
        wanted: &ProposePartner,
    ) -> Result<PartnerView, AppError> {
        let desk = self.tip_desk(caller).await?;
        let house = self.own_house(&desk).await?;
        if wanted.oin == house.settings.oin {
            let message = "dit is het nummer van uw eigen organisatie";
            return Err(AppError::fault("/oin", FaultCode::Tegenstrijdig, message));
        }
        let partner = partner_of(wanted, None, desk.now)?;
        let record = PartnerRecord::propose(partner, desk.actor(), desk.now)?;
        let mut tx = self.store.begin(desk.scope()).await?;
        let content = Entry::keep(&mut tx, &record, 0).await.map_err(taken)?;
        let line = desk.line("partner-voorstellen", trail::partner(wanted.oin));
        note(&mut tx, line.content(&content)).await?;
        tx.commit().await?;
        self.tip_partner(caller, wanted.oin).await
    }

    /// Takes a step with a partner that was read at a version.
    ///
    /// # Errors
    /// [`AppError::Tip`] when a rule stands in the way; a conflict of the store when somebody else was first.
    pub async fn change_tip_partner(
        &self,
        caller: &Caller,
        change: PartnerChange,
        step: PartnerStep,
    ) -> Result<PartnerView, AppError> {
        let desk = self.tip_desk(caller).await?;
        let oin = change.oin.to_string();
        let mut tx = self.store.begin(desk.scope()).await?;
        let row = tx.tip_partner_for_update(&oin).await?.ok_or(AppError::NotFound)?;
        let entry = Entry::read(row)?;
        at_version(entry.version, change.version)?;
        let action = action(&step);
        let before = entry.record.partner().fingerprint();
        let command = command(&entry.record, step, desk.now)?;
        let record = entry.record.handle(command, desk.actor(), desk.now)?;
        let content = Entry::keep(&mut tx, &record, entry.version).await?;
        if record.partner().fingerprint() != before {
            // What it said was signed by a key that is not pinned any more.
            tx.keep_tip_document(&oin, None).await?;
        }
        if record.sending().is_some() {
            tx.release_tip_queue(&oin, desk.now).await?;
        }
        note(&mut tx, desk.line(action, trail::partner(change.oin)).content(&content)).await?;
        tx.commit().await?;
        self.tip_partner(caller, change.oin).await
    }

    pub(super) async fn partner_entry(
        &self,
        scope: &PartyScope,
        oin: Oin,
    ) -> Result<Entry, AppError> {
        let row = self.store.tip_partner(scope, &oin.to_string()).await?;
        Entry::read(row.ok_or(AppError::NotFound)?)
    }

    async fn partner_view(&self, desk: &Desk<'_>, entry: Entry) -> Result<PartnerView, AppError> {
        let partner = entry.record.partner();
        let oin = partner.oin.to_string();
        let traffic = Traffic::read(self.store.tip_exchange(desk.scope(), &oin).await?.as_deref())?;
        let waits = self.store.tip_queue_since(desk.scope(), &oin).await?;
        let document = entry
            .document
            .as_deref()
            .and_then(|text| KeyDocument::read(text, partner, None, desk.now).ok());
        let proposal = entry.record.proposal().map(|(partner, by, at)| ProposalLine {
            partner: data(partner),
            door: by,
            door_naam: desk.name(by),
            op: at,
        });
        Ok(PartnerView {
            oin: partner.oin,
            versie: entry.version,
            stand: entry.record.state(),
            partner: data(partner),
            voorstel: proposal,
            aangehouden: entry.record.held(),
            verkeer: traffic.view(waits, document.map(|document| document.valid_until)),
            laat_aangekondigd: partner
                .system
                .as_ref()
                .and_then(|system| system.signing.late_announcement(desk.now)),
            zelfde_systeem: self.party_of_partner(partner).await?.is_some(),
            kan_geven: entry.record.receiving().is_some(),
            kan_ontvangen: entry.record.sending().is_some_and(Partner::may_receive),
        })
    }
}

fn data(partner: &Partner) -> PartnerData {
    let system = partner.system.as_ref();
    PartnerData {
        naam: partner.name.clone(),
        soort: partner.kind,
        organen: partner.organs.clone(),
        past_wet_toe: partner.applies_act,
        eindpunt: system.map(|system| system.endpoint.clone()),
        suite: system.map(|system| system.suite),
        vingerafdruk: partner.fingerprint().map(Thumbprint::spoken),
        sleutel: system
            .and_then(|system| system.signing.keys().last())
            .map(|pinned| pinned.key().jwk().clone()),
        vertrouwde_certificaten: system
            .map(|system| system.authorities.clone())
            .unwrap_or_default(),
        grenzen: partner.limits,
    }
}

/// Makes the partner that is proposed. Keys that are pinned and announced already stay as they are.
fn partner_of(
    wanted: &ProposePartner,
    before: Option<&Partner>,
    now: Moment,
) -> Result<Partner, AppError> {
    let known = before.and_then(|before| before.system.as_ref());
    let system = wanted.systeem.as_ref();
    Ok(Partner {
        oin: wanted.oin,
        name: wanted.naam.reveal().to_owned(),
        kind: wanted.soort,
        organs: wanted.organen.clone(),
        applies_act: wanted.past_wet_toe,
        limits: wanted.grenzen,
        system: system.map(|system| system_of(system, known, now)).transpose()?,
    })
}

fn system_of(
    wanted: &ProposeSystem,
    known: Option<&System>,
    now: Moment,
) -> Result<System, AppError> {
    let key = VerifyingKey::new(wanted.sleutel.clone(), wanted.suite.signature());
    let key = key.map_err(|error| {
        AppError::fault("/systeem/sleutel", FaultCode::VerkeerdeVorm, error.to_string())
    })?;
    let pinned = known.map(|system| &system.signing).filter(|ring| {
        ring.keys()
            .iter()
            .any(|pinned| *pinned.key() == key && pinned.until().is_none_or(|until| now <= until))
    });
    Ok(System {
        endpoint: wanted.eindpunt.clone(),
        suite: wanted.suite,
        signing: pinned.cloned().unwrap_or_else(|| KeyRing::pin(key, now)),
        authorities: wanted.vertrouwde_certificaten.clone(),
    })
}

fn action(step: &PartnerStep) -> &'static str {
    match step {
        PartnerStep::Propose(_) => "partner-voorstellen",
        PartnerStep::Approve(_) => "partner-goedkeuren",
        PartnerStep::Decline(_) => "partner-afwijzen",
        PartnerStep::Hold => "partner-aanhouden",
        PartnerStep::Resume => "partner-hervatten",
        PartnerStep::Stop(_) => "partner-stoppen",
    }
}

fn command(
    record: &PartnerRecord,
    step: PartnerStep,
    now: Moment,
) -> Result<PartnerCommand, AppError> {
    Ok(match step {
        PartnerStep::Propose(wanted) => {
            let partner = partner_of(&wanted, Some(record.partner()), now)?;
            PartnerCommand::Propose(Box::new(partner))
        }
        PartnerStep::Approve(heard) => PartnerCommand::Approve(match heard {
            Some(heard) => Some(fingerprint(record, &heard)?),
            None => None,
        }),
        PartnerStep::Decline(reason) => PartnerCommand::Decline(reason),
        PartnerStep::Hold => PartnerCommand::Hold(HoldCause::Decision),
        PartnerStep::Resume => PartnerCommand::Resume,
        PartnerStep::Stop(reason) => PartnerCommand::Stop(reason),
    })
}

/// Reads a fingerprint as an officer typed it: groups of four hexadecimal digits, in any spacing and case.
fn fingerprint(record: &PartnerRecord, heard: &str) -> Result<Thumbprint, AppError> {
    let bare = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    let (partner, ..) = record.proposal().ok_or(::tips::Refusal::WrongState)?;
    partner
        .fingerprint()
        .filter(|proposed| bare(&proposed.spoken()) == bare(heard))
        .ok_or(AppError::Tip(::tips::Refusal::FingerprintDiffers))
}

fn taken(error: AppError) -> AppError {
    match error {
        AppError::Store(StoreError::Duplicate(_)) => AppError::Taken(Fault {
            pointer: "/oin".to_owned(),
            code: FaultCode::Tegenstrijdig,
            message: "deze organisatie staat al in het register".to_owned(),
        }),
        other => other,
    }
}
