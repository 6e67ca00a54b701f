//! From a scope decision to the letters that follow: the acknowledgement (L01), the request for the form (L02), the request to
//! complete (L03), and the decision to leave out of treatment (L06).

use super::on_behalf;
use crate::Letterhead;
use chrono::NaiveDate;
use facts::{Address, Application};
use kernel::capitalised;
use kernel::{FaultCode, Faults, PartyKind};
use law::answer::{Answer, MissingReason, TermAnswer};
use law::scope::{Door, LegalBasis, Policy, PolicyStatus, Regime, ScopeDecision};
use law::terms::{BodyTerm, Deadline, MostExtension, Remedy, TermProfile, TermSpec};
use letters::{
    Acknowledgement, Addressee, CompletionRequest, DecisionTerm, Extension, FormMatter,
    FormRequest, Frame, Ground, HouseStyle, LetterContent, PutAside, Reasons, RespondentKind,
    Sender, Signature, Situation, Source, TermStep,
};
use rulebook::Rulebook;
use std::collections::BTreeSet;
use subjects::{Subject, SubjectKind};

/// Everything a letter is made from.
pub struct Occasion<'o> {
    /// The rules.
    pub rulebook: &'o Rulebook,
    /// The policy of the party on the key date.
    pub policy: &'o Policy,
    /// What was asked.
    pub application: &'o Application,
    /// Whether screening is mandatory, optional or impossible.
    pub decision: &'o ScopeDecision<'o>,
    /// The same, as others read it.
    pub answer: &'o Answer<'o>,
    /// The date on the letters.
    pub date: NaiveDate,
    /// Whether the officer chose to screen where screening is optional.
    pub form_chosen: bool,
    /// A term to complete that was not used, or not enough.
    pub lapsed: Option<Lapsed>,
}

/// A term to complete on which the application can be, or was, left out of treatment (Awb 4:5).
#[derive(Clone, Debug)]
pub struct Lapsed {
    /// What is missing.
    pub missing: Vec<String>,
    /// The day on which completion was asked.
    pub asked_on: Option<NaiveDate>,
    /// The last day to complete, and the day from which the four weeks run.
    pub term: case::UsedTerm,
    /// The day of an answer that was not enough.
    pub answered_on: Option<NaiveDate>,
    /// The decision, once it was recorded.
    pub decision: Option<Decided>,
}

/// What a decision says of itself.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The day on which it was made known.
    pub made_known: NaiveDate,
    /// The reasons.
    pub motivation: String,
    /// Who decided, and under which mandate.
    pub mandate: String,
}

/// What somebody was asked to complete (Awb 4:5).
#[derive(Clone, Debug)]
pub(super) struct Repair {
    /// Who.
    pub person: Subject,
    /// The place of the person on a file with several.
    pub sequence: Option<u16>,
    /// What is missing.
    pub missing: Vec<String>,
    /// The last day.
    pub deadline: NaiveDate,
    /// The number of the form in the portal.
    pub form_number: Option<String>,
}

/// The sources that an own investigation consults unless the file says otherwise.
const SOURCES: [Source; 7] = [
    Source::Open,
    Source::TradeRegister,
    Source::LandRegister,
    Source::OwnFiles,
    Source::JudicialData,
    Source::PoliceData,
    Source::BibobRegister,
];

impl Occasion<'_> {
    /// Returns the letters that follow.
    ///
    /// # Errors
    /// Names every field of the application that a letter needs and that is absent.
    pub fn letters(&self) -> Result<Vec<LetterContent>, Faults> {
        if self.has_no_basis() {
            return Ok(Vec::new());
        }
        let (reference, addressee) = self.addressee()?;
        let frame = self.frame(reference, addressee);
        let mut letters = Vec::new();
        if let (Some(received), false) = (self.application.received_on, self.is_running()) {
            letters.push(self.acknowledgement(frame.clone(), received).into());
        }
        if self.asks_for_form() {
            letters.extend(self.form_request(frame.clone()).map(LetterContent::from));
        }
        if let Some((lapsed, received)) = self.lapsed.as_ref().zip(self.application.received_on) {
            letters.push(self.put_aside(frame, lapsed, received).into());
        }
        Ok(letters)
    }

    /// The letterhead among the rules; the office puts its own in its place.
    fn letterhead(&self) -> Letterhead {
        let found = self.rulebook.letterhead(&self.policy.party.id);
        found.map(Letterhead::from).unwrap_or_default()
    }

    /// Without a legal basis no letter of this procedure follows.
    pub(crate) fn has_no_basis(&self) -> bool {
        self.decision.basis().is_none() && self.decision.stand.is_some()
    }

    /// A provisional outcome asks for no form yet: the calculation of the competent body may still overturn it.
    fn asks_for_form(&self) -> bool {
        let may_choose = matches!(self.decision.regime, Regime::Optioneel | Regime::OpSignaal);
        let starts = self.decision.regime.starts_screening() || (self.form_chosen && may_choose);
        starts && !self.decision.provisional
    }

    fn is_running(&self) -> bool {
        self.policy.vocabulary.chosen(&self.application.facts, "gebeurtenis") == Some("lopend")
    }

    fn addressee(&self) -> Result<(String, Addressee), Faults> {
        let mut faults = Faults::new();
        let mut need = |pointer: &str, given: bool| {
            if !given {
                let message = "dit veld is nodig voor een brief; vul het in";
                faults.add(pointer, FaultCode::Ontbreekt, message);
            }
        };
        let subject = &self.application.subject;
        need("/kenmerk", self.application.reference.is_some());
        need("/betrokkene/naam", subject.name.is_some());
        need("/betrokkene/adres", subject.address.is_some());
        let letter = || {
            let name = subject.name.as_ref()?.reveal().clone();
            let address = address_lines(subject.address.as_ref()?.reveal());
            let addressee = Addressee { name, attention: None, address };
            Some((self.application.reference.clone()?, addressee))
        };
        faults.into_result(letter())
    }

    pub(crate) fn frame(&self, reference: String, addressee: Addressee) -> Frame {
        let letterhead = self.letterhead();
        let organ = self.organ();
        let court = self.rulebook.letterhead(&self.policy.party.id);
        let court = court.and_then(|known| known.rechtbank.as_ref());
        Frame {
            sender: Sender {
                party: self.policy.party.name.clone(),
                organ: organ.clone(),
                court: court.map(|name| format!("rechtbank {name}")),
                contact: letterhead.contact(),
                signature: Signature { organ: capitalised(&organ), mandate: None, name: None },
            },
            addressee,
            date: self.date,
            reference,
            your_reference: None,
            subject: self.decision.kind.in_letter.clone(),
            enclosures: Vec::new(),
            remark: Vec::new(),
            sequence: None,
            house: HouseStyle::default(),
        }
    }

    /// Returns the competent body with its party: `het college van burgemeester en wethouders van de gemeente Emmen`.
    fn organ(&self) -> String {
        let party = &self.policy.party;
        let article = match party.kind {
            PartyKind::Gemeente | PartyKind::Provincie => "de",
            PartyKind::Waterschap => "het",
        };
        let whole = format!("{article} {}", party.name);
        let body = self.decision.basis().and_then(|basis| basis.bodies.get(&party.kind));
        match body {
            Some(body) if !body.ends_with(party.kind.label()) => format!("{body} van {whole}"),
            _ => whole,
        }
    }

    fn acknowledgement(&self, frame: Frame, received: NaiveDate) -> Acknowledgement {
        Acknowledgement {
            frame,
            door: self.door(),
            application: self.decision.kind.in_letter.clone(),
            received,
            regime: self.letter_regime(),
            missing_facts: self.questions_for_applicant(),
            reasons: self.reasons(),
            term: self.term(),
        }
    }

    /// Returns the way into the Act as letters name it.
    pub(crate) fn door(&self) -> letters::Door {
        match self.decision.kind.door {
            Door::Beschikking => letters::Door::Decision,
            Door::Subsidie => letters::Door::Subsidy,
            Door::Overheidsopdracht => letters::Door::Contract,
            Door::Vastgoedtransactie => letters::Door::RealEstate,
        }
    }

    /// The calculation of the competent body and gaps in the policy are no questions for an applicant.
    fn questions_for_applicant(&self) -> Vec<String> {
        let for_applicant =
            |reason| matches!(reason, MissingReason::Ontbreekt | MissingReason::BtwOnbekend);
        let missing = self.answer.ontbrekend.iter().filter(|missing| for_applicant(missing.reden));
        missing.map(|missing| missing.vraag.to_owned()).collect()
    }

    /// A provisional outcome is told as undetermined: a letter promises nothing that a calculation can still change.
    fn letter_regime(&self) -> letters::Regime {
        match self.decision.regime {
            _ if self.decision.provisional => letters::Regime::Undetermined,
            Regime::GeenGrondslag => letters::Regime::NoLegalBasis,
            Regime::Verplicht | Regime::OpSignaalVerplicht | Regime::Steekproef => {
                letters::Regime::Mandatory
            }
            Regime::InBeginsel => letters::Regime::InPrinciple,
            Regime::Optioneel
            | Regime::OpSignaal
            | Regime::Uitgezonderd
            | Regime::InBeginselUitgezonderd => letters::Regime::Optional,
            Regime::Onbepaald => letters::Regime::Undetermined,
        }
    }

    fn reasons(&self) -> Reasons {
        let info = &self.policy.info;
        let policy = match info.status {
            PolicyStatus::Model => letters::Policy::Model(info.title.clone()),
            PolicyStatus::Vastgesteld => letters::Policy::Adopted(info.title.clone()),
            PolicyStatus::NietIngevoerd => letters::Policy::None,
        };
        // A model that nobody adopted is no reason for an applicant: then only the Act is.
        let adopted = info.status == PolicyStatus::Vastgesteld;
        let deciding = self.decision.deciding.filter(|_| adopted).map(|rule| Ground {
            explanation: rule.explanation.clone(),
            policy_article: Some(rule.article.clone()),
            rule: Some(rule.id.clone()),
        });
        let law = self.decision.stand.map(|stand| Ground {
            explanation: stand.explanation.clone(),
            policy_article: None,
            rule: Some(stand.id.clone()),
        });
        Reasons {
            legal_bases: self.legal_bases(),
            policy,
            grounds: deciding.or(law).into_iter().collect(),
        }
    }

    /// A running permit is investigated to withdraw it, so the article to withdraw on counts.
    pub(crate) fn legal_bases(&self) -> Vec<String> {
        let article = match self.decision.basis().and_then(|basis| basis.withdraw.clone()) {
            Some(withdraw) if self.is_running() => Some(withdraw),
            _ => self.decision.stand.map(|stand| stand.article.clone()),
        };
        article.into_iter().collect()
    }

    fn term(&self) -> Option<DecisionTerm> {
        let TermAnswer::Volledig(deadline) = self.answer.termijn.as_ref()? else { return None };
        let profile = self.decision.basis().and_then(|basis| self.term_profile(basis))?;
        let assumptions = self.answer.aannames.iter().map(|text| (*text).to_owned()).collect();
        let spec = self.rulebook.terms().term_of(profile);
        // Without a term of its own only the reasonable term of Awb 4:13 counts: no statute names a number of weeks.
        Some(DecisionTerm {
            latest: deadline.last_day?,
            statutory: profile.term.is_some_and(|term| term.statutory),
            steps: steps(deadline),
            assumptions,
            extension: extension(spec),
        })
    }

    fn term_profile<'b>(&'b self, basis: &'b LegalBasis) -> Option<&'b TermProfile> {
        let (kind, on) = (&self.decision.kind.id, self.decision.on);
        self.policy.term(kind, basis, &self.application.facts, on).map(|(profile, _)| profile)
    }

    fn form_request(&self, frame: Frame) -> Option<FormRequest> {
        let rules = self.rulebook.terms();
        let deadline = rules.propose_body_term(BodyTerm::Repair, self.date, None, &BTreeSet::new());
        let respondent = self.respondent();
        let attachments = self.rulebook.attachments();
        let letterhead = self.letterhead();
        Some(FormRequest {
            frame,
            situation: self.situation(),
            matter: self.decision.kind.in_letter.clone(),
            reasons: self.reasons(),
            respondent,
            sections: self.matter().default_sections(),
            attachments: match respondent {
                RespondentKind::NaturalPerson => attachments.natuurlijk_persoon.clone(),
                _ => attachments.onderneming.clone(),
            },
            deadline: deadline.last_day?,
            form_number: None,
            return_routes: letterhead.return_routes(),
            sources: SOURCES.to_vec(),
            privacy_notice: letterhead.privacy_notice,
            past: false,
        })
    }

    /// Returns the request to complete to a person: each has one of their own, with what they were asked.
    pub(super) fn completion_request(&self, repair: &Repair) -> Option<CompletionRequest> {
        if self.has_no_basis() {
            return None;
        }
        let letterhead = self.letterhead();
        let reference = self.application.reference.clone()?;
        let frame = self.frame(reference, self.asked(&repair.person));
        Some(CompletionRequest {
            frame: Frame { sequence: repair.sequence, ..frame },
            matter: self.decision.kind.in_letter.clone(),
            missing: repair.missing.clone(),
            deadline: repair.deadline,
            form_number: repair.form_number.clone(),
            return_routes: letterhead.return_routes(),
        })
    }

    /// The address in the application is that of whom it names, and of nobody else on the file.
    pub(crate) fn asked(&self, person: &Subject) -> Addressee {
        let named = &self.application.subject;
        let is_same =
            named.name.as_ref() == Some(&person.name) && named.kvk_number == person.kvk_number;
        let address = named.address.as_ref().filter(|_| is_same);
        Addressee {
            name: person.name.reveal().clone(),
            attention: None,
            address: address.map(|address| address_lines(address.reveal())).unwrap_or_default(),
        }
    }

    /// There is always objection first: the extended procedure, which leads to the court, prepared nothing yet (Awb 7:1). The last
    /// day is told only in a letter of the day on which the decision was made known: the term begins when the letter is sent
    /// (Awb 3:41 and 6:8), and a letter of a later day says so in weeks.
    fn put_aside(&self, frame: Frame, lapsed: &Lapsed, received: NaiveDate) -> PutAside {
        let rules = self.rulebook.terms();
        let decision = lapsed.decision.as_ref();
        let mandate = decision.map(|decision| on_behalf(&decision.mandate).to_owned());
        let signature = Signature { mandate, ..frame.sender.signature };
        let sender = Sender { signature, ..frame.sender };
        let made_known = decision.map_or(self.date, |decision| decision.made_known);
        let objection = rules.remedy_term(Remedy::Objection, made_known, &BTreeSet::new());
        PutAside {
            frame: Frame { sender, ..frame },
            matter: self.decision.kind.in_letter.clone(),
            received,
            missing: lapsed.missing.clone(),
            asked_on: lapsed.asked_on,
            deadline: lapsed.term.uiterlijk,
            answered_on: lapsed.answered_on,
            latest: rules.refusal_to_handle_term(lapsed.term.vanaf, &BTreeSet::new()).last_day,
            motivation: lapsed.decision.as_ref().map(|decision| decision.motivation.clone()),
            remedy: letters::composed::Remedy {
                direct_appeal: false,
                known: objection.last_day.is_some(),
                until: objection.last_day.filter(|_| made_known == self.date),
            },
        }
    }

    fn situation(&self) -> Situation {
        match (self.decision.kind.door, self.is_running()) {
            (Door::Beschikking | Door::Subsidie, false) => Situation::Application,
            (Door::Beschikking | Door::Subsidie, true) => Situation::Withdrawal,
            (Door::Overheidsopdracht, false) => Situation::Tender,
            (Door::Overheidsopdracht, true) => Situation::RunningContract,
            (Door::Vastgoedtransactie, _) => Situation::RealEstate,
        }
    }

    fn matter(&self) -> FormMatter {
        let kind = self.decision.kind;
        let environment =
            kind.id.starts_with("omgevingsvergunning-") || kind.id == "wijziging-omgevingsplan";
        match kind.door {
            Door::Subsidie => FormMatter::Subsidy,
            Door::Overheidsopdracht => FormMatter::Contract,
            Door::Vastgoedtransactie => FormMatter::RealEstate,
            Door::Beschikking if environment => FormMatter::EnvironmentPermit,
            Door::Beschikking
                if kind.id.contains("speelautomaten") || kind.id.contains("kansspel") =>
            {
                FormMatter::PermitWithGamingMachines
            }
            Door::Beschikking => FormMatter::Permit,
        }
    }

    fn respondent(&self) -> RespondentKind {
        let (vocabulary, facts) = (&self.policy.vocabulary, &self.application.facts);
        let form = vocabulary.chosen(facts, "rechtsvorm");
        match (form, vocabulary.chosen(facts, "betrokkene-soort")) {
            (Some("bv"), _) => RespondentKind::PrivateCompany,
            (Some("nv"), _) => RespondentKind::PublicCompany,
            (Some("stichting"), _) => RespondentKind::Foundation,
            (Some("vereniging" | "cooperatie" | "onderlinge"), _) => RespondentKind::Association,
            (Some("vof" | "cv" | "maatschap"), _) | (None, Some("samenwerkingsverband")) => {
                RespondentKind::Partnership
            }
            (Some("eenmanszaak"), _) | (None, Some("eenmanszaak")) => RespondentKind::SoleTrader,
            (None, Some("natuurlijk-persoon")) => RespondentKind::NaturalPerson,
            _ => RespondentKind::Other,
        }
    }
}

/// What the file knows of a person beside the one who applied.
pub(crate) fn respondent_of(kind: SubjectKind) -> RespondentKind {
    match kind {
        SubjectKind::NatuurlijkPersoon => RespondentKind::NaturalPerson,
        SubjectKind::Eenmanszaak => RespondentKind::SoleTrader,
        SubjectKind::Samenwerkingsverband => RespondentKind::Partnership,
        SubjectKind::Rechtspersoon => RespondentKind::Other,
    }
}

fn steps(deadline: &Deadline) -> Vec<TermStep> {
    let dated = deadline.steps.iter().filter_map(|step| {
        Some(TermStep {
            article: step.article.clone(),
            description: step.description.clone(),
            date: step.date?,
        })
    });
    dated.collect()
}

fn extension(spec: Option<TermSpec>) -> Extension {
    let small = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
    spec.and_then(|spec| spec.extension).map_or(Extension::None, |extension| match extension.most {
        MostExtension::Weeks(weeks) => Extension::Weeks {
            weeks: small(weeks),
            within: extension.decided_within_weeks.map(small),
        },
        MostExtension::Reasonable => Extension::Reasonable,
    })
}

fn address_lines(address: &Address) -> Vec<String> {
    vec![
        format!("{} {}", address.street, address.house_number),
        format!("{}  {}", address.postcode, address.town),
    ]
}
