//! What the own body is in the exchange of tips, and its keys.

use super::desk::{Desk, House, note};
use super::keys::{Ring, locked_ring, own_views};
use super::request::KeepTipBody;
use super::trail::own;
use super::view::TipBodyView;
use crate::{App, AppError, Caller};
use ::tips::partner::BodyKind;
use chrono::TimeDelta;
use kernel::{Fault, FaultCode, Faults, Moment};
use store::{StoreError, TipBody, Tx};

impl App {
    /// Returns what the own body is in the exchange, with its keys.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for who may not handle tips, here and everywhere else.
    pub async fn tip_body(&self, caller: &Caller) -> Result<TipBodyView, AppError> {
        let desk = self.tip_desk(caller).await?;
        let row = self.store.tip_body(desk.scope()).await?;
        let organisatie = row.as_ref().map(|row| serde_json::from_str(&row.content)).transpose()?;
        let ring = Ring::read(self.store.tip_keys(desk.scope()).await?)?;
        Ok(TipBodyView {
            versie: row.map_or(0, |row| row.version),
            organisatie,
            gereed: ring.is_ready(desk.now),
            versleuteling_eindigt: ring.ends_soon(desk.now),
            sleutels: own_views(&ring, desk.now),
        })
    }

    /// Keeps what the own body is, as it was read at a version (0 for the first time), and makes its first keys.
    ///
    /// # Errors
    /// [`AppError::Input`] at what cannot be; [`AppError::Taken`] when the number is another party's; a conflict of the store when
    /// somebody else was first.
    pub async fn keep_tip_body(
        &self,
        caller: &Caller,
        version: i64,
        wanted: &KeepTipBody,
    ) -> Result<TipBodyView, AppError> {
        let desk = self.tip_desk(caller).await?;
        desk.actor().officer()?;
        check(wanted)?;
        if !self.has_number(desk.scope().party(), wanted.oin) {
            let message = "dit is niet het nummer dat de beheerder van de installatie voor uw organisatie heeft vastgelegd";
            return Err(AppError::fault("/oin", FaultCode::Tegenstrijdig, message));
        }
        let before = self.tip_house(desk.scope()).await?;
        self.same_number(&desk, before.as_ref(), wanted).await?;
        let fresh = match before.filter(|before| before.suite() == wanted.suite) {
            Some(_) => Vec::new(),
            None => self.fresh_keys(wanted.suite, desk.now).await?,
        };
        let content = serde_json::to_string(wanted)?;
        let mut tx = self.store.begin(desk.scope()).await?;
        let body = TipBody { oin: wanted.oin.to_string(), version, content: content.clone() };
        tx.keep_tip_body(&body, (caller.account(), desk.now)).await.map_err(taken)?;
        for key in &fresh {
            tx.add_tip_key(key).await?;
        }
        note(&mut tx, desk.line("organisatie-vastleggen", own()).content(&content)).await?;
        tx.commit().await?;
        self.tip_body(caller).await
    }

    /// The number of a body that exchanged tips stays: partners know it by that.
    async fn same_number(
        &self,
        desk: &Desk<'_>,
        before: Option<&House>,
        wanted: &KeepTipBody,
    ) -> Result<(), AppError> {
        let moved = before.is_some_and(|before| {
            before.settings.oin != wanted.oin || before.suite() != wanted.suite
        });
        if moved && !self.store.tip_partners(desk.scope()).await?.is_empty() {
            let message = "er zijn al partners; het nummer en de versleuteling blijven gelijk";
            return Err(AppError::fault("/oin", FaultCode::Tegenstrijdig, message));
        }
        Ok(())
    }

    /// Makes a next signing key and publishes it: it is used from the day on that partners have had thirty days to take it over.
    ///
    /// # Errors
    /// [`AppError::Input`] when a next key waits already.
    pub async fn rotate_tip_signing_key(&self, caller: &Caller) -> Result<TipBodyView, AppError> {
        let desk = self.tip_desk(caller).await?;
        desk.actor().officer()?;
        let house = self.own_house(&desk).await?;
        // Made before the keys are locked: one of RSA takes a second.
        let next = self.next_signing_key(house.suite(), desk.now).await?;
        let mut tx = self.store.begin(desk.scope()).await?;
        let ends = locked_ring(&mut tx).await?.succeeded_by(&next, desk.now)?;
        if let Some((id, until)) = ends {
            tx.end_tip_key(id, until).await?;
        }
        tx.add_tip_key(&next).await?;
        let line = desk.line("ondertekensleutel-aankondigen", own()).content(&next.public);
        note(&mut tx, line).await?;
        tx.commit().await?;
        self.tip_body(caller).await
    }

    /// Makes a new key to encrypt with. It is used from now on; what others encrypted with the old one is still opened as long as
    /// such a message can come.
    pub async fn rotate_tip_encryption_key(
        &self,
        caller: &Caller,
    ) -> Result<TipBodyView, AppError> {
        let desk = self.tip_desk(caller).await?;
        desk.actor().officer()?;
        let house = self.own_house(&desk).await?;
        let next = self.fresh_encryption_key(house.suite(), desk.now).await?;
        let mut tx = self.store.begin(desk.scope()).await?;
        let ring = locked_ring(&mut tx).await?;
        end_old(&mut tx, &ring, desk.now).await?;
        tx.add_tip_key(&next).await?;
        note(&mut tx, desk.line("versleutelsleutel-vervangen", own()).content(&next.public))
            .await?;
        tx.commit().await?;
        self.tip_body(caller).await
    }
}

/// Others may use an old key as long as a document that names it is good.
async fn end_old(tx: &mut Tx, ring: &Ring, now: Moment) -> Result<(), AppError> {
    let last = now.after(TimeDelta::days(::tips::keys::MOST_DOCUMENT_DAYS));
    for (id, until) in ring.encryption_ends() {
        if until > last {
            tx.end_tip_key(id, last).await?;
        }
    }
    Ok(())
}

fn check(wanted: &KeepTipBody) -> Result<(), AppError> {
    let mut faults = Faults::new();
    if wanted.organen.is_empty() {
        faults.add("/organen", FaultCode::Ontbreekt, "noem ten minste één orgaan");
    }
    if wanted.soort == BodyKind::Bureau {
        let message = "het LBB werkt niet in deze toepassing";
        faults.add("/soort", FaultCode::OnbekendeWaarde, message);
    }
    let terms = wanted.termijnen;
    if terms.remind > terms.escalate {
        let message = "de escalatie komt niet voor de herinnering";
        faults.add("/termijnen/escalatieWerkdagen", FaultCode::Tegenstrijdig, message);
    }
    Ok(faults.into_result(Some(()))?)
}

fn taken(error: StoreError) -> AppError {
    match error {
        StoreError::Duplicate(_) => AppError::Taken(Fault {
            pointer: "/oin".to_owned(),
            code: FaultCode::Tegenstrijdig,
            message: "dit nummer is van een andere organisatie op deze installatie".to_owned(),
        }),
        other => other.into(),
    }
}
