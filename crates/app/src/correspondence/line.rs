//! The letters of a file as others see them.

use super::content::Wish;
use super::draft::Draft;
use super::year::may_make;
use super::{Opened, is_open, wanted_in};
use crate::{App, AppError, Caller, MailStatus};
use case::File;
use chrono::NaiveDate;
use kernel::{AccountId, CaseId, EffectId, Fault, LetterId, Moment, Redacted, SubjectId};
use letters::composed::{Element, Shape, Wanted};
use letters::{LetterContent, LetterKind, Reader};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{LetterRow, LetterStatus};

/// Een brief in de lijst van een dossier.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Briefregel")]
pub struct LetterLine {
    /// Het id.
    pub id: LetterId,
    /// Het nummer uit de lijst van brieven: `L17`.
    pub code: String,
    /// De soort, als id.
    pub soort: String,
    /// De soort, in woorden.
    pub naam: String,
    /// Aan wie.
    pub aan: Redacted<String>,
    /// De stand: `concept`, `voorgelegd`, `definitief`, `printlijst`, `verzonden` of `vervallen`.
    pub stand: String,
    /// De versie; elke wijziging maakt haar één hoger.
    pub versie: i32,
    /// Mag u de inhoud zien? Voor strafrechtelijke gegevens is een eigen recht nodig.
    pub afgeschermd: bool,
    /// Wie de laatste tekst schreef.
    pub geschreven_door: String,
    /// Wanneer.
    pub geschreven_op: Moment,
    /// Wie de brief vaststelde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vastgesteld_door: Option<String>,
    /// De sha256 van de vastgestelde brief.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Hoe de brief wordt verzonden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wijze: Option<String>,
    /// De dag van verzending.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verzonden_op: Option<NaiveDate>,
    /// Hoe het met het mailbericht staat, in woorden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// Mislukte het mailbericht? Dan kunt u de brief nog eens verzenden.
    pub mail_mislukt: bool,
}

/// Een brief die u kunt maken.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Briefkeuze")]
pub struct LetterChoice {
    /// Het nummer uit de lijst van brieven.
    pub code: String,
    /// De soort, als id.
    pub soort: String,
    /// De soort, in woorden.
    pub naam: String,
    /// Aan wie; leeg als de brief niet naar iemand op het dossier gaat.
    pub aan: Vec<LetterTo>,
}

/// Iemand aan wie een brief kan gaan.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Briefontvanger")]
pub struct LetterTo {
    /// Het id op het dossier.
    pub persoon: SubjectId,
    /// De naam.
    pub naam: Redacted<String>,
}

/// Een brief met wat erin staat.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Briefinhoud")]
pub struct LetterPage {
    /// De brief.
    pub brief: LetterLine,
    /// Volgt deze brief nog uit het dossier?
    pub hoort_bij_dossier: bool,
    /// Wat u kunt invullen.
    pub velden: Vec<LetterField>,
    /// Waarom de brief nog niet definitief kan worden; leeg als hij dat kan.
    pub ontbreekt: Vec<String>,
    /// Waarom de tweede persoon de brief teruggaf, of waarom hij is vervallen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opmerking: Option<Redacted<String>>,
    /// Het bewijs van verzending.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bewijs: Option<Redacted<String>>,
    /// Hoeveel bladzijden het concept heeft; 0 als het niet te zetten is of al definitief is.
    pub bladen: usize,
    /// Schreef u mee aan de tekst? Dan stelt een ander de brief vast.
    pub eigen_tekst: bool,
    /// Het kenmerk van de brief zoals hij er nu staat; nodig om hem vast te stellen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lezing: Option<String>,
}

/// Een onderdeel van een brief.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Briefveld")]
pub struct LetterField {
    /// Het id.
    pub id: String,
    /// De naam.
    pub naam: String,
    /// Wat u schrijft.
    pub uitleg: String,
    /// Het artikel dat erom vraagt.
    pub bron: String,
    /// De vorm: `regel`, `tekst`, `lijst`, `dag`, `keuze` of `voorschriften`.
    pub vorm: String,
    /// De mogelijkheden van een keuze, als id en naam.
    pub keuzes: Vec<(String, String)>,
    /// Kan de brief niet zonder?
    pub verplicht: bool,
    /// Wat er staat.
    pub tekst: Redacted<String>,
    /// Wat er voor de laatste wijziging stond, als dat anders was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eerder: Option<Redacted<String>>,
    /// Wat er niet te lezen is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fout: Option<String>,
}

impl App {
    /// Lists the letters of a file, the newest first.
    pub async fn letters_of(
        &self,
        caller: &Caller,
        id: CaseId,
    ) -> Result<Vec<LetterLine>, AppError> {
        let answer = self.dossier(caller, id).await?;
        let rows = self.store.letters(caller.viewer(), id).await?;
        let names = self.names_of_accounts(caller).await?;
        let mails = self.mails_of(caller, &rows).await?;
        let view = Lines { caller, names: &names, mails: &mails };
        rows.iter().map(|row| view.line(row, answer.dossier.file())).collect()
    }

    /// Lists the letters that can be begun on a file, with whom each can go to.
    pub async fn letter_choices(
        &self,
        caller: &Caller,
        id: CaseId,
    ) -> Result<Vec<LetterChoice>, AppError> {
        let answer = self.dossier(caller, id).await?;
        let may = |kind: &LetterKind| may_make(caller, *kind);
        let choice = |kind: &LetterKind| LetterChoice {
            code: kind.code().to_owned(),
            soort: kind.id().to_owned(),
            naam: kind.name().to_owned(),
            aan: readers(*kind, answer.dossier.file()),
        };
        Ok(LetterKind::ALL.iter().filter(|kind| may(kind)).map(choice).collect())
    }

    /// Opens a letter to be read and written.
    pub async fn letter_page(
        &self,
        caller: &Caller,
        place: (CaseId, LetterId),
    ) -> Result<LetterPage, AppError> {
        let opened = self.opened_letter(caller, place).await?;
        let names = self.names_of_accounts(caller).await?;
        let (elements, wrong) = opened.draft.read();
        let content = self.content_of(caller, &opened, &elements).await?;
        let wanted = wanted_in(content.as_ref());
        let follows = content.is_some();
        let wrong: BTreeMap<Element, String> =
            wrong.into_iter().map(|(element, error)| (element, error.to_string())).collect();
        let mut ontbreekt = gaps(content.as_ref(), &wrong, opened.row.status);
        let lezing = match content.as_ref().filter(|_| opened.row.status == LetterStatus::Offered) {
            Some(content) => self.reading_of(content).await.ok(),
            None => None,
        };
        let bladen = self.pages_of(content.filter(|_| is_open(opened.row.status))).await;
        let bladen = match bladen {
            Err(AppError::Input(faults)) => {
                ontbreekt.extend(faults.iter().map(unset));
                0
            }
            other => other?,
        };
        let mails = self.mails_of(caller, std::slice::from_ref(&opened.row)).await?;
        let view = Lines { caller, names: &names, mails: &mails };
        Ok(LetterPage {
            brief: view.line(&opened.row, opened.answer.dossier.file())?,
            hoort_bij_dossier: follows || !is_open(opened.row.status),
            velden: fields(&opened, &wanted, &wrong)?,
            ontbreekt,
            bladen,
            opmerking: opened.row.remark.clone(),
            bewijs: opened.row.proof.clone(),
            eigen_tekst: opened.is_by(caller.account()),
            lezing,
        })
    }
}

impl App {
    /// Returns how the mails about letters fare.
    pub(super) async fn mails_of(
        &self,
        caller: &Caller,
        rows: &[LetterRow],
    ) -> Result<BTreeMap<EffectId, MailStatus>, AppError> {
        let mails: Vec<EffectId> = rows.iter().filter_map(|row| row.effect).collect();
        self.mail_status(caller, &mails).await
    }

    /// Sets a draft to know its pages; 0 for none.
    async fn pages_of(&self, content: Option<LetterContent>) -> Result<usize, AppError> {
        match content {
            Some(content) => Ok(self.set(content).await?.pages),
            None => Ok(0),
        }
    }
}

/// Says in which element stands what cannot be set.
fn unset(fault: &Fault) -> String {
    let element = fault.pointer.strip_prefix("/velden/").and_then(Element::of);
    let place = element.map_or("In deze brief", Element::label);
    format!("{place}: {}.", fault.message)
}

/// Returns the persons on a file to whom a letter can go.
pub(super) fn readers(kind: LetterKind, file: &File) -> Vec<LetterTo> {
    let to = |party: &case::Party| LetterTo {
        persoon: party.persoon.id,
        naam: party.persoon.name.clone(),
    };
    match kind.reader() {
        Reader::Concerned => file.concerned().map(to).collect(),
        Reader::Third => {
            let concerned: Vec<SubjectId> =
                file.concerned().map(|party| party.persoon.id).collect();
            let others = file.personen.iter();
            others.filter(|party| !concerned.contains(&party.persoon.id)).map(to).collect()
        }
        Reader::Applicant | Reader::Body | Reader::File => Vec::new(),
    }
}

fn fields(
    opened: &Opened,
    wanted: &[Wanted],
    wrong: &BTreeMap<Element, String>,
) -> Result<Vec<LetterField>, AppError> {
    let earlier = opened.row.earlier.as_ref().map(Draft::open).transpose()?;
    let field = |wanted: &Wanted| {
        let element = wanted.element;
        let text = opened.draft.text(element);
        let before = earlier.as_ref().map(|draft| draft.text(element));
        LetterField {
            id: element.id().to_owned(),
            naam: element.label().to_owned(),
            uitleg: element.hint().to_owned(),
            bron: element.source().to_owned(),
            vorm: shape(element.shape()).to_owned(),
            keuzes: choices(element.shape()),
            verplicht: wanted.required,
            tekst: Redacted::new(text.to_owned()),
            eerder: before
                .filter(|before| *before != text)
                .map(|before| Redacted::new(before.to_owned())),
            fout: wrong.get(&element).cloned(),
        }
    };
    Ok(wanted.iter().map(field).collect())
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Line => "regel",
        Shape::Prose => "tekst",
        Shape::Items => "lijst",
        Shape::Day => "dag",
        Shape::Choice(_) => "keuze",
        Shape::Conditions => "voorschriften",
    }
}

fn choices(shape: Shape) -> Vec<(String, String)> {
    match shape {
        Shape::Choice(choices) => {
            choices.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect()
        }
        _ => Vec::new(),
    }
}

/// Says what keeps a letter from being final, and where to put it right.
pub(super) fn gaps(
    content: Option<&LetterContent>,
    wrong: &BTreeMap<Element, String>,
    status: LetterStatus,
) -> Vec<String> {
    if !is_open(status) {
        return Vec::new();
    }
    let Some(content) = content else {
        return vec!["Deze brief hoort niet bij de stand van het dossier.".to_owned()];
    };
    let file = content.concept_reasons();
    let file = file.iter().map(|reason| format!("Op het dossier of in het beheer: {reason}."));
    let missing = content.missing();
    let missing = missing.iter().filter(|element| !wrong.contains_key(element));
    let missing = missing.map(|element| format!("In deze brief: {element}."));
    let wrong = wrong.iter().map(|(element, error)| format!("{}: {error}.", element.label()));
    file.chain(missing).chain(wrong).collect()
}

/// What lines of a list share.
pub(super) struct Lines<'l> {
    pub(super) caller: &'l Caller,
    pub(super) names: &'l BTreeMap<AccountId, String>,
    /// The mails that say that letters wait.
    pub(super) mails: &'l BTreeMap<EffectId, MailStatus>,
}

impl Lines<'_> {
    pub(super) fn line(&self, row: &LetterRow, file: &File) -> Result<LetterLine, AppError> {
        let kind = LetterKind::of(&row.kind);
        let kind = kind.ok_or_else(|| AppError::Unreadable(format!("letter kind {}", row.kind)))?;
        let name = |account: AccountId| self.names.get(&account).cloned().unwrap_or_default();
        let mail = row.effect.and_then(|effect| self.mails.get(&effect));
        Ok(LetterLine {
            id: row.id,
            code: kind.code().to_owned(),
            soort: kind.id().to_owned(),
            naam: kind.name().to_owned(),
            aan: receiver(Wish { kind, person: row.subject }, row, file)?,
            stand: row.status.id().to_owned(),
            versie: row.version,
            afgeschermd: !may_make(self.caller, kind),
            geschreven_door: name(row.written.0),
            geschreven_op: row.written.1,
            vastgesteld_door: row.approved.map(|(account, _)| name(account)),
            sha256: row.bytes.map(|(_, digest)| kernel::hex(&digest)),
            wijze: row.way.clone(),
            verzonden_op: row.sent_on,
            mail: mail.map(MailStatus::in_words),
            mail_mislukt: mail.is_some_and(MailStatus::is_failed),
        })
    }
}

fn receiver(wish: Wish, row: &LetterRow, file: &File) -> Result<Redacted<String>, AppError> {
    let party = match wish.kind.reader() {
        Reader::Applicant => file.concerned().next(),
        _ => wish.person.and_then(|person| file.person(person)),
    };
    if let Some(party) = party {
        return Ok(party.persoon.name.clone());
    }
    let draft = Draft::open(&row.elements)?;
    let name = match draft.text(Element::Receiver) {
        "" if wish.kind.reader() == Reader::File => "het dossier",
        "" => "nog in te vullen",
        name => name,
    };
    Ok(Redacted::new(name.to_owned()))
}
