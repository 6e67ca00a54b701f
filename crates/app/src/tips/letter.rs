//! The letter of a tip to a body without a system. It is made when an officer asks for it and kept nowhere; that it was made is on
//! record.

use super::paper::{SentPaper, Sheet};
use super::trail;
use super::words::{TipFact, offer_facts, organ_name};
use crate::letter::unreadable;
use crate::{App, AppError, Caller};
use ::tips::route::Route;
use ::tips::sender::{OutFile, SenderState};
use ::tips::{Refusal, TipId};
use chrono::NaiveDate;
use kernel::{Id, capitalised};
use letters::{Addressee, CopyLine, CopyPdf, Frame, HouseStyle, Sender, Signature, TipLetter};
use store::TipSide;

impl App {
    /// Makes the letter of a tip that another officer released and that goes by post. It says what the tip says, and no more (Wet
    /// Bibob art. 26 and 28).
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the own body did not write the tip; [`AppError::Tip`] when it does not go by post, is not
    /// released, or arrived.
    pub async fn tip_letter(&self, caller: &Caller, id: TipId) -> Result<CopyPdf, AppError> {
        let desk = self.tip_desk(caller).await?;
        let row = self.store.tip(desk.scope(), TipSide::Sent, id.uuid()).await?;
        let sheet: Sheet<SentPaper> = Sheet::open(&row.ok_or(AppError::NotFound)?)?;
        let file = to_post(&sheet).ok_or(Refusal::WrongState)?;
        let partner = self.partner_entry(desk.scope(), file.receiver()).await?;
        let addressee = Addressee {
            name: partner.record.partner().name.clone(),
            attention: Some(organ_name(file.organ())),
            // Where the body is to be found stands on the envelope; the register knows no addresses.
            address: Vec::new(),
        };
        let party = self.party_name(desk.scope().party());
        let mut frame = frame(party, addressee, (id, desk.now.dutch_date()));
        self.dress_frame(desk.scope(), &mut frame).await?;
        let facts = offer_facts(file.offer(), &self.kinds()).into_iter().map(line).collect();
        self.note_look(&desk, "tip-brief-maken", trail::tip(id), None).await?;
        let content = TipLetter { frame, facts };
        self.typeset(move |letters| {
            letters.tip_letter(&content).map_err(|error| unreadable(&error))
        })
        .await
    }
}

/// Returns what a tip holds as long as its letter is to be posted or under way.
pub(super) fn to_post(sheet: &Sheet<SentPaper>) -> Option<&OutFile> {
    let tip = &sheet.paper.tip;
    let waits = matches!(tip.state(), SenderState::Released | SenderState::Underway);
    tip.file().filter(|file| waits && file.route() == Route::Letter)
}

fn frame(party: String, addressee: Addressee, (id, date): (TipId, NaiveDate)) -> Frame {
    let signature = Signature { organ: capitalised(&party), mandate: None, name: None };
    let organ = party.clone();
    Frame {
        sender: Sender { party, organ, court: None, contact: None, signature },
        addressee,
        date,
        reference: id.to_string(),
        your_reference: None,
        subject: String::new(),
        enclosures: Vec::new(),
        remark: Vec::new(),
        sequence: None,
        house: HouseStyle::default(),
    }
}

fn line(fact: TipFact) -> CopyLine {
    CopyLine { question: fact.name.to_owned(), answers: fact.lines }
}
