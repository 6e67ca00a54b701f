//! What every use case needs: the database, the rules, the clock, ids and the settings.

use crate::door::FrontDoor;
use crate::intake::FormShelf;
use crate::letter::LetterRoom;
use crate::risk_set::RiskShelf;
use crate::tips::{TipKeyShelf, TipStrangers};
use chrono::NaiveDate;
use kernel::{Clock, Id, IdSource, Moment, PartyId, fresh_id};
use law::terms::BodyTerm;
use rulebook::Rulebook;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use store::Store;

/// The choices of an installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// On how many days before a date a reminder goes out; the largest first.
    pub reminder_days: Vec<u16>,
    /// The address of the register of processing activities, without a slash at the end.
    pub processing_register: String,
    /// How often an effect is tried before it is given up.
    pub most_attempts: u16,
    /// How long sessions last.
    pub sessions: crate::SessionLimits,
    /// Where the virus scanner listens, when this installation has one.
    pub scanner: Option<crate::ScannerAddress>,
    /// The folder with the anchors of the audit trail, when this installation keeps them.
    pub anchors: Option<PathBuf>,
    /// Which number in the exchange of tips each party has; empty where each may say so itself.
    pub tip_numbers: BTreeMap<PartyId, crate::tips::Oin>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            reminder_days: vec![14, 7, 2],
            processing_register: "https://dijkwacht.example/verwerkingen".to_owned(),
            most_attempts: 12,
            sessions: crate::SessionLimits::default(),
            scanner: None,
            anchors: None,
            tip_numbers: BTreeMap::new(),
        }
    }
}

/// The application: shared by all requests and workers of a process.
#[derive(Clone)]
pub struct App {
    pub(crate) store: Store,
    pub(crate) rules: Arc<Rulebook>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) letter_room: LetterRoom,
    pub(crate) door: FrontDoor,
    pub(crate) forms: FormShelf,
    pub(crate) risk_sets: RiskShelf,
    pub(crate) tip_keys: TipKeyShelf,
    pub(crate) tip_strangers: TipStrangers,
}

impl App {
    /// Puts an application together.
    pub fn new(
        store: Store,
        rules: Arc<Rulebook>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
        settings: Settings,
        door: FrontDoor,
    ) -> Self {
        Self {
            store,
            rules,
            clock,
            ids,
            settings: Arc::new(settings),
            letter_room: LetterRoom::default(),
            door,
            forms: FormShelf::default(),
            risk_sets: RiskShelf::default(),
            tip_keys: TipKeyShelf::default(),
            tip_strangers: TipStrangers::default(),
        }
    }

    /// Returns the database.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Returns the rules.
    pub fn rules(&self) -> &Rulebook {
        &self.rules
    }

    /// Asks the database for a sign of life.
    pub async fn ping(&self) -> Result<(), crate::AppError> {
        Ok(self.store.ping().await?)
    }

    /// Returns the current moment.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Returns a fresh id.
    pub fn fresh<I: Id>(&self, now: Moment) -> I {
        fresh_id(self.ids.as_ref(), now)
    }

    /// Returns the name of a party, by the rules of today; its id when they do not know it.
    pub fn party_name(&self, party: &PartyId) -> String {
        let policy = self.rules.policy(party, self.clock.today());
        policy.map_or_else(|| party.to_string(), |policy| policy.party.name.clone())
    }

    /// Returns the name of a kind of permit or transaction; its id when the rules do not know it.
    pub fn kind_label(&self, kind: &str) -> String {
        self.rules.kinds().get(kind).map_or_else(|| kind.to_owned(), |kind| kind.label.clone())
    }

    /// Proposes the last day to answer a request that is sent on a day, by the rules for a repair term (Awb 4:5).
    pub fn proposed_answer_day(&self, sent: NaiveDate) -> Option<NaiveDate> {
        let terms = self.rules.terms();
        terms.propose_body_term(BodyTerm::Repair, sent, None, &BTreeSet::new()).last_day
    }

    /// Returns the last day to make known that an application is left out of treatment, when its four weeks run from a day
    /// (Awb 4:5(4)).
    pub fn put_aside_until(&self, from: NaiveDate) -> Option<NaiveDate> {
        self.rules.terms().refusal_to_handle_term(from, &BTreeSet::new()).last_day
    }

    /// Returns a fresh key for one showing of a form.
    pub fn form_key(&self) -> String {
        kernel::hex(&self.random::<16>())
    }

    /// Returns so many random bytes.
    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        for chunk in bytes.chunks_mut(10) {
            let random = self.ids.random();
            for (to, from) in chunk.iter_mut().zip(random) {
                *to = from;
            }
        }
        bytes
    }
}
