//! Sending a letter that is final: by post through the list of what is to be printed, by a mail that says that it waits, in the
//! portal, or by hand.

use super::line::Lines;
use super::matter::told_on;
use super::steps::note;
use super::{LetterLine, Opened};
use crate::{
    App, AppError, Caller, DossierAnswer, MailNotice, MailStatus, MailWaiting, Permission,
};
use chrono::NaiveDate;
use kernel::{CaseId, FaultCode, Faults, LetterId, Redacted, dutch_date};
use letters::LetterKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use store::{Dispatch, LetterRow, LetterStatus, NewEffect};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Where somebody reads letters in the portal.
const PORTAL_LETTERS: &str = "/formulier/brieven";

/// Hoe een brief wordt verzonden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Verzendwijze")]
pub enum LetterWay {
    /// Per post: de brief komt op de printlijst.
    Post,
    /// In het portaal, met een mail die zegt dat er een brief klaarstaat.
    Mailbericht,
    /// Uitgereikt, tegen ontvangstbewijs.
    Uitgereikt,
}

impl LetterWay {
    /// All ways.
    pub const ALL: [Self; 3] = [Self::Post, Self::Mailbericht, Self::Uitgereikt];

    /// Returns the name in the table and in forms.
    pub fn id(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Mailbericht => "mailbericht",
            Self::Uitgereikt => "uitgereikt",
        }
    }
}

/// Verzendt een brief.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Briefverzending")]
pub struct SendLetter {
    /// De versie die u las.
    pub versie: i32,
    /// De wijze.
    pub wijze: LetterWay,
    /// Het mailadres voor het bericht dat er een brief klaarstaat.
    #[serde(default)]
    #[schemars(length(max = 254))]
    pub email: Option<Redacted<String>>,
    /// De dag; bij post leeg zolang de brief nog geprint moet worden, bij een mailbericht altijd leeg.
    #[serde(default)]
    pub op: Option<NaiveDate>,
    /// Waaruit de verzending blijkt, zoals een nummer van aangetekende post.
    #[serde(default)]
    #[schemars(length(max = 500))]
    pub bewijs: Option<Redacted<String>>,
}

/// Een brief die nog geprint moet worden.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Printregel")]
pub struct PrintLine {
    /// Het dossier.
    pub dossier: CaseId,
    /// Het kenmerk.
    pub kenmerk: String,
    /// De brief.
    pub brief: LetterLine,
}

impl App {
    /// Sends a letter, or puts it on the list of what is to be printed.
    ///
    /// # Errors
    /// Names what is missing or wrong; a letter is sent once.
    pub async fn send_letter(
        &self,
        caller: &Caller,
        place: (CaseId, LetterId),
        request: &SendLetter,
    ) -> Result<(), AppError> {
        let opened = self.opened_at(caller, place, request.versie).await?;
        let again = self.mail_failed(caller, &opened.row).await?;
        self.may_be_sent(&opened, (request, again))?;
        let mail = self.mail_for(caller, &opened, request).await?;
        let today = mail.as_ref().map(|_| self.now().dutch_date());
        let dispatch = Dispatch {
            way: request.wijze.id(),
            by: caller.account(),
            on: request.op.or(today),
            effect: mail.as_ref().map(|mail| mail.id),
            proof: request.bewijs.clone(),
            again,
        };
        let action = if dispatch.on.is_some() { "brief-verzenden" } else { "brief-op-printlijst" };
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.enqueue(&mail.into_iter().collect::<Vec<_>>()).await?;
        tx.send_letter(&opened.row, &dispatch).await?;
        let digest = opened.row.bytes.map(|(_, digest)| digest);
        note(&mut tx, (caller, self), (place.1, action), digest).await?;
        Ok(tx.commit().await?)
    }

    /// Makes the mail that says that a letter waits; none for another way. It waits where the person fills in the questionnaire.
    async fn mail_for(
        &self,
        caller: &Caller,
        opened: &Opened,
        request: &SendLetter,
    ) -> Result<Option<NewEffect>, AppError> {
        if request.wijze != LetterWay::Mailbericht {
            return Ok(None);
        }
        let lists = self.questionnaires(caller, opened.answer.id).await?;
        let own = lists.iter().find(|list| Some(list.person) == opened.row.subject);
        // A form that closes lets in only who came in before: nobody can be sure that anybody else will read it (Awb 2:14 and 3:41).
        if own.is_none_or(|list| list.entered_at.is_none()) {
            let message = if own.is_none() {
                "deze persoon heeft geen formulier in het portaal, en kan de brief daar dus niet lezen; verstuur hem per post"
            } else {
                "deze persoon is nog niet in het portaal geweest; verstuur de brief per post"
            };
            return Err(AppError::fault("/wijze", FaultCode::OnbekendeWaarde, message));
        }
        let Some(address) = &request.email else {
            let message = "vul het mailadres in";
            return Err(AppError::fault("/email", FaultCode::Ontbreekt, message));
        };
        let notice = MailNotice::LetterReady(MailWaiting {
            reference: opened.answer.dossier.file().kenmerk.clone(),
            path: Redacted::new(PORTAL_LETTERS.to_owned()),
            until: None,
        });
        self.mail_effect(Some(opened.answer.id), address, &notice, self.now()).map(Some)
    }

    /// Returns whether a letter was sent by a mail that did not arrive: then it can go once more, in any way.
    async fn mail_failed(&self, caller: &Caller, row: &LetterRow) -> Result<bool, AppError> {
        let Some(effect) = row.effect.filter(|_| row.status == LetterStatus::Sent) else {
            return Ok(false);
        };
        let status = self.mail_status(caller, &[effect]).await?;
        Ok(status.get(&effect).is_some_and(MailStatus::is_failed))
    }

    fn may_be_sent(
        &self,
        opened: &Opened,
        (request, again): (&SendLetter, bool),
    ) -> Result<(), AppError> {
        let mut faults = Faults::new();
        if !again && (opened.is_open() || !opened.waits()) {
            let message = "alleen een definitieve brief die nog niet is verzonden, kan weg";
            faults.add("/versie", FaultCode::OnbekendeWaarde, message);
        }
        let today = self.now().dutch_date();
        let on = request.op.or((request.wijze == LetterWay::Mailbericht).then_some(today));
        let wrong = match on {
            Some(on) => self.wrong_day(&opened.answer, &opened.row, on)?,
            // What is printed goes today at the earliest.
            None => self.too_late(&opened.answer.dossier, &opened.row, today)?,
        };
        if let Some(message) = wrong {
            faults.add("/op", FaultCode::OnbekendeWaarde, message);
        }
        match (request.wijze, request.op) {
            (_, Some(on)) if on > today => {
                faults.add("/op", FaultCode::OnbekendeWaarde, "kies een dag die al is geweest");
            }
            (LetterWay::Mailbericht, Some(_)) => {
                let message = "laat de dag leeg: het bericht gaat nu weg";
                faults.add("/op", FaultCode::OnbekendeWaarde, message);
            }
            (LetterWay::Uitgereikt, None) => {
                faults.add("/op", FaultCode::Ontbreekt, "vul de dag van uitreiking in");
            }
            _ => {}
        }
        let proof = request.bewijs.as_ref().is_some_and(|proof| !proof.reveal().trim().is_empty());
        if request.wijze == LetterWay::Uitgereikt && !proof {
            let message = "schrijf waaruit de uitreiking blijkt";
            faults.add("/bewijs", FaultCode::Ontbreekt, message);
        }
        Ok(faults.into_result(Some(()))?)
    }

    /// Lists the letters of the caller's files that wait to be printed, the oldest first.
    pub async fn print_list(&self, caller: &Caller) -> Result<Vec<PrintLine>, AppError> {
        let rows = self.waiting(caller).await?;
        let names = self.names_of_accounts(caller).await?;
        let view = Lines { caller, names: &names, mails: &BTreeMap::new() };
        let mut lines = Vec::new();
        for row in &rows {
            let answer = self.dossier(caller, row.case).await?;
            let file = answer.dossier.file();
            lines.push(PrintLine {
                dossier: row.case,
                kenmerk: file.kenmerk.clone(),
                brief: view.line(row, file)?,
            });
        }
        Ok(lines)
    }

    /// Notes for letters of the list that they were posted on a day; returns how many.
    ///
    /// # Errors
    /// When one of them does not wait any more: then none is noted.
    pub async fn posted(
        &self,
        caller: &Caller,
        (letters, on): (&[LetterId], NaiveDate),
    ) -> Result<usize, AppError> {
        if on > self.now().dutch_date() {
            let message = "kies een dag die al is geweest";
            return Err(AppError::fault("/op", FaultCode::OnbekendeWaarde, message));
        }
        let waiting = self.waiting(caller).await?;
        let chosen: Vec<&LetterRow> =
            waiting.iter().filter(|row| letters.contains(&row.id)).collect();
        if chosen.len() != letters.len() {
            return Err(AppError::NotFound);
        }
        for row in &chosen {
            let answer = self.dossier(caller, row.case).await?;
            if let Some(message) = self.wrong_day(&answer, row, on)? {
                return Err(AppError::fault("/op", FaultCode::OnbekendeWaarde, message));
            }
        }
        let mut tx = self.store.begin(caller.scope()).await?;
        for row in &chosen {
            let dispatch = Dispatch {
                way: LetterWay::Post.id(),
                by: caller.account(),
                on: Some(on),
                effect: None,
                proof: row.proof.clone(),
                again: false,
            };
            tx.send_letter(row, &dispatch).await?;
            let digest = row.bytes.map(|(_, digest)| digest);
            note(&mut tx, (caller, self), (row.id, "brief-verzenden"), digest).await?;
        }
        tx.commit().await?;
        Ok(chosen.len())
    }

    /// Packs the letters that wait to be printed in one file, each under its own name; none when nothing waits.
    pub async fn print_pack(&self, caller: &Caller) -> Result<Option<Vec<u8>>, AppError> {
        let mut letters = Vec::new();
        for (place, row) in self.waiting(caller).await?.iter().enumerate() {
            let (name, bytes) = self.letter_pdf(caller, (row.case, row.id)).await?;
            letters.push((format!("{:03}-{name}", place + 1), bytes));
        }
        if letters.is_empty() {
            return Ok(None);
        }
        let packed = tokio::task::spawn_blocking(move || packed(&letters)).await;
        let packed = packed.map_err(|error| AppError::Unreadable(error.to_string()))?;
        packed.map(Some).map_err(|error| AppError::Unreadable(error.to_string()))
    }

    async fn waiting(&self, caller: &Caller) -> Result<Vec<LetterRow>, AppError> {
        let criminal = caller.may(Permission::ReadCriminal);
        let status = LetterStatus::Printing;
        Ok(self.store.letters_with(caller.viewer(), status, criminal).await?)
    }

    /// Says why a letter cannot go, or have gone, on a day.
    fn wrong_day(
        &self,
        answer: &DossierAnswer,
        row: &LetterRow,
        on: NaiveDate,
    ) -> Result<Option<String>, AppError> {
        match other_day(row, told_on(answer), on) {
            Some(message) => Ok(Some(message)),
            None => self.too_late(&answer.dossier, row, on),
        }
    }
}

fn decides(row: &LetterRow) -> bool {
    LetterKind::of(&row.kind).is_some_and(LetterKind::follows_decision)
}

/// Says why a letter cannot have been sent on a day. A letter that was fixed on the day on which its decision was made known, tells
/// the last day to object, and that term begins when it is sent (Awb 3:41 and 6:8): on that day, and on no other.
fn other_day(row: &LetterRow, told: Option<NaiveDate>, on: NaiveDate) -> Option<String> {
    let fixed = row.approved?.1.dutch_date();
    if on < fixed {
        let day = dutch_date(fixed);
        return Some(format!("deze brief is op {day} vastgesteld; eerder kan hij niet weg zijn"));
    }
    let tells_last_day = decides(row) && told == Some(fixed);
    (tells_last_day && on > fixed).then(|| {
        format!(
            "deze brief noemt de laatste dag om bezwaar te maken, geteld vanaf {}; ging hij later weg, laat hem dan vervallen en maak hem opnieuw",
            dutch_date(fixed)
        )
    })
}

/// A PDF is packed already: it goes in as it is.
fn packed(letters: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut pack = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in letters {
        pack.start_file(name, stored)?;
        pack.write_all(bytes)?;
    }
    Ok(pack.finish()?.into_inner())
}
