//! Fictitious files for a first look. Every name is made up; the parties are real bodies with the common model policy.

mod samples;

use crate::intake::PORTAL;
use crate::{
    AddMember, App, AppError, Caller, CaseChange, DossierAnswer, InviteRequest, InviteTerm,
    NewAccount, NewDossier, ScopeRequest, TokenRequest,
};
use case::{OfficeRole, Text};
use chrono::{Days, NaiveDate};
use kernel::{AccountId, CaseId, Fault, FaultCode, PartyId, Redacted};
use questionnaire::Extent;
use samples::{ANSWERS, Sample, Stage, after, samples, steps};
use serde_json::json;

/// The parties of the demonstration.
pub const PARTIES: [&str; 3] = ["gemeente-emmen", "provincie-drenthe", "waterschap-hunze-en-aas"];

/// For how many days the tokens of the demonstration work.
const TOKEN_DAYS: u16 = 30;

/// A token of the demonstration, to be shown once.
#[derive(Clone, Debug)]
pub struct DemoToken {
    /// The party.
    pub party: PartyId,
    /// The role.
    pub role: OfficeRole,
    /// Whose it is: the role, or which of two with that role.
    pub seat: String,
    /// The secret.
    pub secret: Redacted<String>,
}

/// An account of the demonstration that anybody at this machine may use.
#[derive(Clone, Debug)]
pub struct DemoAccount {
    /// The account.
    pub id: AccountId,
    /// Whose it is, in Dutch: the role, or which of two with that role.
    pub label: String,
    /// What to begin with, in Dutch.
    pub begin: &'static str,
}

/// A place in the office of the demonstration. A tip takes two people, so there are two with that role.
#[derive(Clone, Copy, Debug)]
struct Seat {
    role: OfficeRole,
    second: bool,
}

impl Seat {
    fn all() -> impl Iterator<Item = Self> {
        OfficeRole::ALL.into_iter().flat_map(|role| {
            let second =
                (role == OfficeRole::Tipbehandelaar).then_some(Self { role, second: true });
            [Self { role, second: false }].into_iter().chain(second)
        })
    }

    /// Returns the place that an account sits at; none for an account that is not of the demonstration.
    fn of(account: &store::Account) -> Option<Self> {
        Self::all().find(|seat| account.role == seat.role.id() && account.name == seat.name())
    }

    fn id(self) -> String {
        if self.second { format!("tweede-{}", self.role.id()) } else { self.role.id().to_owned() }
    }

    fn name(self) -> String {
        format!("Voorbeeld {}", self.id())
    }

    fn label(self) -> String {
        let label = self.role.label();
        kernel::capitalised(&if self.second { format!("tweede {label}") } else { label.to_owned() })
    }

    /// Says what to begin with; none for a role that is no person's.
    fn begin(self) -> Option<&'static str> {
        if self.second {
            Some("Tips en partners van de eerste nalezen en vrijgeven")
        } else {
            begin(self.role)
        }
    }
}

/// Says what a role begins with; none for a role that is no person's.
fn begin(role: OfficeRole) -> Option<&'static str> {
    Some(match role {
        OfficeRole::Behandelaar => "Een nieuw dossier maken en de vragenlijst sturen",
        OfficeRole::Coordinator => {
            "Het onderzoek leiden, een beoordeling vastleggen, het LBB vragen"
        }
        OfficeRole::TweedeLezer => "Meelezen en akkoord geven op een beoordeling",
        OfficeRole::Beslisser => "Een besluit nemen op een beoordeeld dossier",
        OfficeRole::Werkgroeplid => "De dossiers lezen waarover de werkgroep adviseert",
        OfficeRole::Toezichthouder => "Zien welke termijnen aflopen en wie hoeveel werk heeft",
        OfficeRole::Controller => "De cijfers bekijken, het beleid en de regio, zonder dossiers",
        OfficeRole::Archivaris => "Het controlespoor en het verwerkingenlogboek nalopen",
        OfficeRole::Beheerder => "Accounts, rollen en vervanging beheren, zonder dossiers",
        OfficeRole::Tipbehandelaar => "Tips van andere organisaties beoordelen en zelf tips geven",
        OfficeRole::Systeem => return None,
    })
}

impl App {
    /// Refuses a database that holds anything but the demonstration: invented files must not stand among real ones.
    pub async fn fit_for_demo(&self) -> Result<(), AppError> {
        let refused = |what: String| {
            let message = format!(
                "{what} hoort niet bij de demonstratie; --demo werkt alleen op een lege database of die van een eerdere demonstratie, kies met --data een andere map"
            );
            AppError::Taken(Fault {
                pointer: "/database".to_owned(),
                code: FaultCode::Tegenstrijdig,
                message,
            })
        };
        for party in self.store.parties().await? {
            if !PARTIES.contains(&party.id.as_str()) {
                return Err(refused(format!("partij «{}» in deze database", party.id)));
            }
            let accounts = self.accounts(&party.id).await?;
            let foreign = accounts.iter().find(|account| {
                let ours = Seat::all().any(|seat| account.name == seat.name());
                // A questionnaire that was handed in made the portal's own account.
                !ours && account.name != PORTAL
            });
            if let Some(account) = foreign {
                let (id, party) = (account.id, &party.id);
                return Err(refused(format!("account {id} van partij «{party}» in deze database")));
            }
        }
        Ok(())
    }

    /// Lists the accounts of the demonstration by the name of their party.
    pub async fn demo_accounts(&self) -> Result<Vec<(String, Vec<DemoAccount>)>, AppError> {
        let mut parties = Vec::new();
        for party in self.store.parties().await? {
            let accounts = self.accounts(&party.id).await?.into_iter().filter_map(|account| {
                let seat = Seat::of(&account).filter(|_| account.active)?;
                let begin = seat.begin()?;
                Some(DemoAccount { id: account.id, label: seat.label(), begin })
            });
            parties.push((party.name.clone(), accounts.collect()));
        }
        Ok(parties)
    }

    /// Returns the party of an account of the demonstration.
    pub async fn demo_account(&self, id: AccountId) -> Result<Option<PartyId>, AppError> {
        for party in self.store.parties().await? {
            let accounts = self.accounts(&party.id).await?;
            if accounts.iter().any(|account| account.id == id && Seat::of(account).is_some()) {
                return Ok(Some(party.id));
            }
        }
        Ok(None)
    }

    /// Fills an empty database with the demonstration, and returns the tokens. A database that has accounts is left alone.
    pub async fn seed_demo(&self) -> Result<Vec<DemoToken>, AppError> {
        let mut tokens = Vec::new();
        for name in PARTIES {
            let party: PartyId = name.parse().map_err(|error| {
                AppError::fault("/partij", FaultCode::VerkeerdeVorm, format!("{error}"))
            })?;
            if !self.accounts(&party).await?.is_empty() {
                continue;
            }
            self.enter_party(&party).await?;
            for seat in Seat::all() {
                tokens.push(self.demo_token(&party, seat).await?);
            }
            let official = tokens.iter().rfind(|token| token.role == OfficeRole::Behandelaar);
            let secret = official.map(|token| token.secret.reveal().clone()).unwrap_or_default();
            if let Some(caller) = self.authenticate(&secret).await? {
                for sample in samples(name) {
                    self.demo_file(&caller, &sample).await?;
                }
            }
        }
        Ok(tokens)
    }

    async fn demo_token(&self, party: &PartyId, seat: Seat) -> Result<DemoToken, AppError> {
        let role = seat.role;
        let account = NewAccount {
            party: party.clone(),
            name: seat.name(),
            role,
            person: role != OfficeRole::Systeem,
        };
        let account = self.create_account(&account).await?;
        let request = TokenRequest {
            party: party.clone(),
            account,
            label: format!("demonstratie {}", seat.id()),
            permissions: crate::rights_of(role).to_vec(),
            days: TOKEN_DAYS,
        };
        let issued = self.issue_token(&request).await?;
        Ok(DemoToken { party: party.clone(), role, seat: seat.id(), secret: issued.secret })
    }

    async fn demo_file(&self, caller: &Caller, sample: &Sample) -> Result<(), AppError> {
        let today = self.clock.today();
        let ago = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(today);
        let received = ago(sample.days_ago);
        let application = json!({
            "soort": sample.kind,
            "gebeurtenis": sample.occasion,
            "ontvangenOp": received,
            "betrokkene": {
                "soort": "rechtspersoon",
                "naam": sample.name,
                "adres": { "straat": "Verzonnenlaan", "huisnummer": "1", "postcode": "7800 AA", "plaats": "Emmen" },
            },
            "feiten": { "signalen": [], "branches": [] },
        });
        let aanvraag = application.as_object().cloned().unwrap_or_default();
        let new = NewDossier { aanvraag, personen: Vec::new(), vervolg_op: None };
        let mut answer = self.create(caller, new, None).await?;
        if sample.stage >= Stage::Scoped {
            let keuze =
                Some(crate::ChosenScreening { motivering: text("Het gaat om een groot belang.")? });
            let request = ScopeRequest { keuze, ..ScopeRequest::default() };
            answer = self.decide_scope(caller, &change(&answer), request).await?;
        }
        for command in steps(sample.stage, &answer, received)? {
            answer = self.perform(caller, &change(&answer), command).await?;
        }
        if sample.stage == Stage::Answered {
            self.demo_questionnaire(caller, &answer, received).await?;
        }
        self.demo_members(caller, answer.id, sample.colleagues).await
    }

    /// Puts the questionnaire of a file in the portal, with answers.
    async fn demo_questionnaire(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
        received: NaiveDate,
    ) -> Result<(), AppError> {
        let mut concerned = answer.dossier.file().concerned();
        let person = concerned.next().map(|party| party.persoon.id).ok_or(AppError::NotFound)?;
        let request = InviteRequest {
            person,
            extent: Some(Extent::Licht),
            term: Some(InviteTerm { sent_on: after(received, 2), until: after(received, 32) }),
            email: None,
        };
        self.invite(caller, &change(answer), &request).await?;
        let answers = serde_json::from_str(ANSWERS)?;
        self.take_in(caller, (answer.id, person), &answers, None).await?;
        Ok(())
    }

    /// Puts colleagues on a file, so that their roles have something to do.
    async fn demo_members(
        &self,
        caller: &Caller,
        id: CaseId,
        colleagues: &[(OfficeRole, &str)],
    ) -> Result<(), AppError> {
        let accounts = self.accounts(caller.party()).await?;
        for (role, reason) in colleagues {
            let Some(account) = accounts.iter().find(|account| account.role == role.id()) else {
                continue;
            };
            let new = AddMember { account: account.id, reden: text(reason)? };
            self.add_member(caller, id, &new).await?;
        }
        Ok(())
    }
}

fn change(answer: &DossierAnswer) -> CaseChange {
    CaseChange { id: answer.id, version: answer.versie, key: None }
}

fn text(text: &str) -> Result<Text, AppError> {
    Text::try_from(text.to_owned())
        .map_err(|error| AppError::fault("", FaultCode::VerkeerdeVorm, error.to_string()))
}
