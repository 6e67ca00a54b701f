//! What every letter has: who writes, to whom, when, about what.
//!
//! These types hold personal data and therefore have no `Debug`.

use crate::composed::{Block, Content, Element, Elements};
use crate::concept::ConceptReason;
use crate::house::HouseStyle;
use chrono::NaiveDate;
use serde::Serialize;

/// The parts that all letters share.
#[derive(Clone, Serialize)]
pub struct Frame {
    /// Who writes.
    pub sender: Sender,
    /// To whom.
    pub addressee: Addressee,
    /// The date of sending; also the date of the PDF.
    #[serde(serialize_with = "render::long_date")]
    pub date: NaiveDate,
    /// Our reference; no personal data, because it names the file.
    #[doc(alias = "kenmerk")]
    pub reference: String,
    /// The addressee's reference.
    pub your_reference: Option<String>,
    /// What it is about, in a few words: kind and place.
    pub subject: String,
    /// What is enclosed.
    pub enclosures: Vec<String>,
    /// What the officer adds, before the signature.
    pub remark: Vec<Block>,
    /// The number of this letter when one file has several of a kind, one for each person concerned.
    #[serde(skip)]
    pub sequence: Option<u16>,
    /// The house style of the sender.
    #[serde(skip)]
    pub house: HouseStyle,
}

/// The body that writes.
#[derive(Clone, Serialize)]
pub struct Sender {
    /// The public body: `gemeente Fictiedam`.
    pub party: String,
    /// The organ that is competent, as it stands in a sentence: `het college van burgemeester en wethouders van Fictiedam`.
    pub organ: String,
    /// The court of the district in which the body has its seat (Awb 8:7(1)): `rechtbank Noord-Nederland`; none when the rules name
    /// none.
    pub court: Option<String>,
    /// Where to turn; absent until the body has configured it.
    pub contact: Option<Contact>,
    /// Who signs.
    pub signature: Signature,
}

/// Where the addressee can turn.
#[derive(Clone, Serialize)]
pub struct Contact {
    /// The postal address, line by line.
    pub address: Vec<String>,
    /// The e-mail address, preferably a separate one for Bibob.
    pub email: Option<String>,
    /// The telephone number.
    pub telephone: Option<String>,
}

/// Who signs.
#[derive(Clone, Serialize)]
pub struct Signature {
    /// The organ as it stands above a signature: `Burgemeester en wethouders van Fictiedam`.
    pub organ: String,
    /// The function of the person who signs on behalf of the organ (Awb 10:10); absent or empty when the organ signs itself.
    #[doc(alias = "mandaat")]
    pub mandate: Option<String>,
    /// The name of the person who signs.
    pub name: Option<String>,
}

/// To whom a letter goes.
#[derive(Clone, Serialize)]
pub struct Addressee {
    /// The person or business.
    pub name: String,
    /// For whose attention, or the authorised representative.
    pub attention: Option<String>,
    /// The address, line by line; postal code and town on one line.
    pub address: Vec<String>,
}

impl Frame {
    /// Takes over what an officer wrote for any letter: for whose attention, who signs, what to add.
    pub fn take(&mut self, elements: &Elements) {
        let line = |element| elements.line(element).map(str::to_owned);
        let addressee = &mut self.addressee;
        if let Some(receiver) = line(Element::Receiver) {
            // Who acts for the person concerned, and their reference, are nothing to another body.
            *addressee = Addressee { name: receiver, attention: None, address: Vec::new() };
            self.your_reference = None;
        }
        let address = elements.items(Element::ReceiverAddress);
        if !address.is_empty() {
            addressee.address = address.to_vec();
        }
        addressee.attention = line(Element::Attention).or(addressee.attention.take());
        self.your_reference = line(Element::YourReference).or(self.your_reference.take());
        let signature = &mut self.sender.signature;
        signature.mandate = line(Element::Mandate).or(signature.mandate.take());
        signature.name = line(Element::Signatory).or(signature.name.take());
        if let Some(Content::Prose(blocks)) = elements.get(Element::Remark) {
            self.remark.clone_from(blocks);
        }
    }

    /// Returns why this letter cannot be sent as it is, as far as the frame decides it.
    pub(crate) fn concept_reasons(&self) -> Vec<ConceptReason> {
        let reachable = self.sender.contact.as_ref().is_some_and(Contact::is_usable);
        let mut reasons = Vec::new();
        if !reachable {
            reasons.push(ConceptReason::ContactMissing);
        }
        if self.addressee.address.is_empty() {
            reasons.push(ConceptReason::AddressMissing);
        }
        reasons
    }
}

impl Contact {
    fn is_usable(&self) -> bool {
        self.email.is_some() || self.telephone.is_some() || !self.address.is_empty()
    }
}
