//! Writing a letter, and the second pair of eyes.

use super::content::Wish;
use super::draft::Draft;
use super::line::{gaps, readers};
use super::year::may_make;
use super::{Opened, is_open, wanted_in};
use crate::dossier::audit_entry;
use crate::{App, AppError, Caller};
use case::{Case, File};
use kernel::{CaseId, DocumentId, FaultCode, Faults, LetterId, Redacted, Sha256Hex, SubjectId};
use letters::composed::{Element, LONGEST};
use letters::{LetterContent, LetterKind, Reader};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{AuditEntry, LetterRow, LetterStatus, NewDocument, NewLetter, Tx};

/// Begint een brief.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "NieuweBrief")]
pub struct NewLetterRequest {
    /// De soort, als id.
    pub soort: String,
    /// Aan wie, als de brief naar iemand op het dossier gaat.
    #[serde(default)]
    pub persoon: Option<SubjectId>,
}

/// Schrijft in een brief.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Brieftekst")]
pub struct WriteLetter {
    /// De versie die u las.
    pub versie: i32,
    /// De tekst per onderdeel. Een leeg onderdeel vervalt; wat u niet noemt, blijft staan.
    pub velden: BTreeMap<String, Redacted<String>>,
}

/// Stelt een brief vast, zoals u hem las.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Briefvaststelling")]
pub struct FixLetter {
    /// De versie die u las.
    pub versie: i32,
    /// Het kenmerk van wat u las, zoals de brief het geeft.
    #[schemars(length(max = 64))]
    pub lezing: String,
}

/// Geeft een brief terug, of laat hem vervallen.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Briefopmerking")]
pub struct ReturnLetter {
    /// De versie die u las.
    pub versie: i32,
    /// Waarom.
    #[schemars(length(min = 1, max = 2000))]
    pub reden: Redacted<String>,
}

impl App {
    /// Begins a letter, with the reasons that stand on the file.
    pub async fn begin_letter(
        &self,
        caller: &Caller,
        id: CaseId,
        request: &NewLetterRequest,
    ) -> Result<LetterId, AppError> {
        let answer = self.dossier(caller, id).await?;
        let wish = wish(request, answer.dossier.file())?;
        if !may_make(caller, wish.kind) {
            return Err(AppError::Forbidden);
        }
        if matches!(answer.dossier, Case::Closed(_)) && wish.kind.reader() != Reader::File {
            let message = "dit dossier is gesloten; er gaan geen brieven meer uit";
            return Err(AppError::fault("/soort", FaultCode::OnbekendeWaarde, message));
        }
        let mut draft = Draft::begun(wish.kind, &answer.dossier);
        let (elements, _) = draft.read();
        let content = self.content(caller, &answer, (wish, &elements)).await?;
        if content.is_none() {
            let message = "deze brief hoort niet bij de stand van het dossier";
            return Err(AppError::fault("/soort", FaultCode::OnbekendeWaarde, message));
        }
        draft.keep(&wanted_in(content.as_ref()));
        let now = self.now();
        let new = NewLetter {
            id: self.fresh(now),
            case: id,
            kind: wish.kind.id(),
            subject: wish.person,
            criminal: wish.kind.is_criminal(),
            elements: draft.closed()?,
            by: caller.account(),
            at: now,
        };
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.add_letter(&new).await?;
        let digest = Sha256Hex::of_parts([new.elements.reveal().as_bytes()]);
        note(&mut tx, (caller, self), (new.id, "brief-beginnen"), Some(*digest.as_bytes())).await?;
        tx.commit().await?;
        Ok(new.id)
    }

    /// Writes in a letter. What cannot be read is kept too: the page says what is wrong with it.
    ///
    /// # Errors
    /// Names every element that is unknown or too long to keep.
    pub async fn write_letter(
        &self,
        caller: &Caller,
        place: (CaseId, LetterId),
        request: &WriteLetter,
    ) -> Result<(), AppError> {
        let opened = self.opened_at(caller, place, request.versie).await?;
        let mut draft = opened.draft.clone();
        draft.write(written(&request.velden)?);
        // Who changes nothing is no writer: the letter stays of who wrote it, and a second person can still fix it.
        if draft == opened.draft && opened.is_open() {
            return Ok(());
        }
        let elements = draft.closed()?;
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.write_letter(&opened.row, &elements, (caller.account(), self.now())).await?;
        let digest = Sha256Hex::of_parts([elements.reveal().as_bytes()]);
        note(&mut tx, (caller, self), (place.1, "brief-schrijven"), Some(*digest.as_bytes()))
            .await?;
        Ok(tx.commit().await?)
    }

    /// Asks for a second look. A letter that misses something is not offered.
    pub async fn offer_letter(
        &self,
        caller: &Caller,
        place: (CaseId, LetterId),
        version: i32,
    ) -> Result<(), AppError> {
        let opened = self.opened_at(caller, place, version).await?;
        self.complete(caller, &opened).await?;
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.offer_letter(&opened.row, (caller.account(), self.now())).await?;
        note(&mut tx, (caller, self), (place.1, "brief-voorleggen"), None).await?;
        Ok(tx.commit().await?)
    }

    /// Gives a letter back to its writer.
    pub async fn return_letter(
        &self,
        caller: &Caller,
        place: (CaseId, LetterId),
        request: &ReturnLetter,
    ) -> Result<(), AppError> {
        let opened = self.opened_with_reason(caller, place, request).await?;
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.return_letter(&opened.row, &request.reden).await?;
        note(&mut tx, (caller, self), (place.1, "brief-teruggeven"), None).await?;
        Ok(tx.commit().await?)
    }

    /// Drops a letter that was not sent; it stays to be read.
    pub async fn drop_letter(
        &self,
        caller: &Caller,
        place: (CaseId, LetterId),
        request: &ReturnLetter,
    ) -> Result<(), AppError> {
        let opened = self.opened_with_reason(caller, place, request).await?;
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.drop_letter(&opened.row, &request.reden).await?;
        note(&mut tx, (caller, self), (place.1, "brief-laten-vervallen"), None).await?;
        Ok(tx.commit().await?)
    }

    /// Fixes a letter: its bytes go among the documents of the file and their digest into the audit trail.
    ///
    /// # Errors
    /// Names everything that is missing; refuses who wrote the letter.
    pub async fn approve_letter(
        &self,
        caller: &Caller,
        place: (CaseId, LetterId),
        request: &FixLetter,
    ) -> Result<(), AppError> {
        let opened = self.opened_at(caller, place, request.versie).await?;
        self.may_fix(caller, &opened).await?;
        let content = self.complete(caller, &opened).await?;
        // Letterhead, file and day can have changed since: what was read is what is fixed.
        if self.reading_of(&content).await? != request.lezing {
            return Err(store::StoreError::Conflict.into());
        }
        let letter = self.set(content).await?;
        let now = self.now();
        let digest = Sha256Hex::of_bytes(&letter.pdf);
        let document = NewDocument {
            id: self.fresh::<DocumentId>(now),
            case: place.0,
            name: Redacted::new(letter.file_name),
            media_type: "application/pdf",
            content: letter.pdf,
            sha256: *digest.as_bytes(),
            criminal: opened.row.criminal,
            added_by: caller.account(),
            at: now,
        };
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.add_document(&document).await?;
        let bytes = (document.id, document.sha256);
        tx.approve_letter(&opened.row, bytes, (caller.account(), now)).await?;
        note(&mut tx, (caller, self), (place.1, "brief-vaststellen"), Some(*digest.as_bytes()))
            .await?;
        Ok(tx.commit().await?)
    }

    /// A program fixes nothing (AVG 22), nor does anybody who wrote in the letter; and one decision has one letter to each person.
    async fn may_fix(&self, caller: &Caller, opened: &Opened) -> Result<(), AppError> {
        let row = &opened.row;
        let refused = |message: &str| {
            Err(AppError::fault("/versie", FaultCode::OnbekendeWaarde, message.to_owned()))
        };
        if !caller.actor().mens {
            return refused("alleen een mens stelt een brief vast; een programma kan dat niet");
        }
        if opened.is_by(caller.account()) {
            return refused("u schreef mee aan deze tekst; een ander stelt de brief vast");
        }
        if !opened.kind.follows_decision() {
            return Ok(());
        }
        let others = self.store.letters(caller.viewer(), row.case).await?;
        let is_fixed = |other: &LetterRow| {
            let status = other.status;
            other.id != row.id
                && other.subject == row.subject
                && LetterKind::of(&other.kind).is_some_and(LetterKind::follows_decision)
                && !is_open(status)
                && status != LetterStatus::Dropped
        };
        if others.iter().any(is_fixed) {
            return refused(
                "deze persoon heeft al een brief met het besluit; laat die eerst vervallen als hij niet is verzonden",
            );
        }
        Ok(())
    }

    /// Returns a digest of a letter as it reads now.
    pub(super) async fn reading_of(&self, content: &LetterContent) -> Result<String, AppError> {
        let content = content.clone();
        let source = self
            .typeset(move |letters| {
                letters.source(&content).map_err(|error| crate::letter::refused(&error))
            })
            .await?;
        Ok(Sha256Hex::of_bytes(source.as_bytes()).to_string())
    }

    /// Opens a letter as the caller read it; somebody else may have been first.
    pub(super) async fn opened_at(
        &self,
        caller: &Caller,
        place: (CaseId, LetterId),
        version: i32,
    ) -> Result<Opened, AppError> {
        let opened = self.opened_letter(caller, place).await?;
        if opened.row.version == version {
            return Ok(opened);
        }
        Err(store::StoreError::Conflict.into())
    }

    async fn opened_with_reason(
        &self,
        caller: &Caller,
        place: (CaseId, LetterId),
        request: &ReturnLetter,
    ) -> Result<Opened, AppError> {
        let opened = self.opened_at(caller, place, request.versie).await?;
        has_reason(&request.reden)?;
        Ok(opened)
    }

    /// Returns the content of a letter that misses nothing.
    ///
    /// # Errors
    /// Names everything that is missing.
    async fn complete(&self, caller: &Caller, opened: &Opened) -> Result<LetterContent, AppError> {
        let (elements, wrong) = opened.draft.read();
        let content = self.content_of(caller, opened, &elements).await?;
        let mut faults = Faults::new();
        for (element, error) in &wrong {
            faults.add(pointer(*element), FaultCode::VerkeerdeVorm, error.to_string());
        }
        let missing = content.iter().flat_map(LetterContent::missing);
        for element in missing.filter(|element| wrong.iter().all(|(bad, _)| bad != element)) {
            faults.add(pointer(element), FaultCode::Ontbreekt, element.to_string());
        }
        let none = BTreeMap::new();
        if content.as_ref().is_none_or(|content| !content.concept_reasons().is_empty()) {
            let reasons = gaps(content.as_ref(), &none, opened.row.status);
            for reason in reasons.into_iter().filter(|reason| !reason.starts_with("In deze brief"))
            {
                faults.add("", FaultCode::Ontbreekt, reason);
            }
        }
        Ok(faults.into_result(content)?)
    }
}

impl Opened {
    /// Returns whether the letter can still be written on.
    pub(super) fn is_open(&self) -> bool {
        is_open(self.row.status)
    }

    /// Returns whether the letter is final and waits to be sent.
    pub(super) fn waits(&self) -> bool {
        matches!(self.row.status, LetterStatus::Final | LetterStatus::Printing)
    }
}

fn pointer(element: Element) -> String {
    format!("/velden/{}", element.id())
}

fn has_reason(reason: &Redacted<String>) -> Result<(), AppError> {
    if !reason.reveal().trim().is_empty() {
        return Ok(());
    }
    Err(AppError::fault("/reden", FaultCode::Ontbreekt, "schrijf waarom"))
}

/// Reads what was asked for, and refuses a person to whom such a letter does not go.
fn wish(request: &NewLetterRequest, file: &File) -> Result<Wish, AppError> {
    let Some(kind) = LetterKind::of(&request.soort) else {
        let message = "kies een soort brief";
        return Err(AppError::fault("/soort", FaultCode::OnbekendeWaarde, message));
    };
    let persons = readers(kind, file);
    let known = request.persoon.filter(|id| persons.iter().any(|to| to.persoon == *id));
    let needs = matches!(kind.reader(), Reader::Concerned | Reader::Third);
    if needs && known.is_none() {
        let message = "kies aan wie de brief gaat";
        return Err(AppError::fault("/persoon", FaultCode::Ontbreekt, message));
    }
    // The applicant is the first person concerned: in the portal a letter waits for somebody.
    let applicant = || Some(file.concerned().next()?.persoon.id);
    let person = match kind.reader() {
        Reader::Concerned | Reader::Third => known,
        Reader::Applicant => applicant(),
        Reader::Body | Reader::File => None,
    };
    Ok(Wish { kind, person })
}

/// Reads what was written; an unknown element or one that is too long to keep is a fault.
fn written(texts: &BTreeMap<String, Redacted<String>>) -> Result<Vec<(Element, String)>, AppError> {
    let mut faults = Faults::new();
    let mut found = Vec::new();
    for (id, text) in texts {
        let pointer = format!("/velden/{}", kernel::pointer_part(id));
        match Element::of(id) {
            None => faults.add(&pointer, FaultCode::OnbekendVeld, "dit onderdeel is er niet"),
            Some(_) if text.reveal().chars().count() > 2 * LONGEST => {
                faults.add(&pointer, FaultCode::VerkeerdeVorm, "maak de tekst korter");
            }
            Some(element) => found.push((element, text.reveal().clone())),
        }
    }
    Ok(faults.into_result(Some(found))?)
}

/// Notes a step in the audit trail, with the digest of what was written or fixed.
pub(super) async fn note(
    tx: &mut Tx,
    (caller, app): (&Caller, &App),
    (id, action): (LetterId, &str),
    digest: Option<[u8; 32]>,
) -> Result<(), AppError> {
    let subject = format!("brief/{id}");
    let entry = audit_entry(caller, app.now(), action, &subject, None, &[]);
    let digest = digest.unwrap_or(entry.digest);
    tx.audit(&AuditEntry { digest, ..entry }).await?;
    Ok(())
}
