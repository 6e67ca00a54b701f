//! A group of invented people with files.

use app::command::{OfficeRole, Text};
use app::meetings::{
    AgendaSettings, Dodge, GroupRole, Hold, Office, OpenAgenda, Present, Quorum, Recess,
    ReminderSettings, Rhythm, Slot, Subject,
};
use app::{
    Caller, KeepGroup, KeepMember, MeetingAnswer, MeetingChange, MeetingView, Permission, PlanYear,
    TakeProposals,
};
use chrono::NaiveDate;
use harness::{Dossier, Official, TestApp};
use kernel::{AccountId, CaseId, MeetingId, Redacted};
use serde_json::{Value, json};

pub(crate) const EMMEN: &str = "gemeente-emmen";

/// The chair, four other members and a deputy of the first of those.
pub(crate) struct Scene {
    pub(crate) chair: Official,
    pub(crate) members: Vec<Official>,
    pub(crate) deputy: Official,
}

pub(crate) fn text(text: &str) -> Text {
    Text::try_from(text.to_owned()).unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn slot() -> Slot {
    Slot {
        begin: "09:30:00".parse().unwrap(),
        minuten: 120,
        plaats: Some("Kamer 0.12".to_owned()),
        video: Some("https://beeld.example/werkgroep".to_owned()),
    }
}

pub(crate) fn file_subject(file: &Dossier) -> Subject {
    Subject::Dossier { dossier: id_of(file) }
}

pub(crate) fn id_of(file: &Dossier) -> CaseId {
    file.id.parse().unwrap()
}

impl Scene {
    /// Hires the people, makes the group on 1 December 2026 and plans 2027.
    pub(crate) async fn of(app: &TestApp) -> Self {
        app.today("2026-12-01");
        let scene = Self::without_group(app).await;
        let chair = app.caller(&scene.chair).await;
        app.app.keep_working_group(&chair, None, &scene.wanted()).await.unwrap();
        app.app.plan_year(&chair, &year()).await.unwrap();
        scene
    }

    pub(crate) async fn without_group(app: &TestApp) -> Self {
        let chair = hire_chair(app).await;
        let mut members = Vec::new();
        for _ in 0..4 {
            members.push(hire_member(app).await);
        }
        Self { chair, members, deputy: hire_member(app).await }
    }

    pub(crate) fn wanted(&self) -> KeepGroup {
        let roles = [
            GroupRole::Permits,
            GroupRole::PermitsLawyer,
            GroupRole::RealEstate,
            GroupRole::Finance,
        ];
        let mut leden = vec![member(self.chair.account, GroupRole::Safety, None)];
        let own = self.members.iter().zip(roles);
        leden.extend(own.map(|(official, role)| member(official.account, role, None)));
        let first = self.members[0].account;
        leden.push(member(self.deputy.account, GroupRole::Permits, Some(first)));
        group(self.chair.account, leden)
    }

    /// The accounts of all who have a seat.
    pub(crate) fn seats(&self) -> Vec<AccountId> {
        let members = self.members.iter().map(|member| member.account);
        std::iter::once(self.chair.account).chain(members).collect()
    }

    /// Gives everybody but the last member an e-mail address.
    pub(crate) async fn with_mail(&self, app: &TestApp) {
        let officials = self.members[..3].iter().chain([&self.chair, &self.deputy]);
        for (number, official) in officials.enumerate() {
            give_mail(app, official, &format!("lid{number}@emmen.example")).await;
        }
    }

    /// Opens so many files on 2 November 2026 that the chair and the members are on.
    pub(crate) async fn files(&self, app: &TestApp, count: usize) -> Vec<Dossier> {
        app.today("2026-11-02");
        let mut files = Vec::new();
        for number in 0..count {
            let file = app.open(&self.chair, &new_file(number)).await;
            files.push(file);
        }
        files
    }

    /// Brings the meeting of a day to a frozen agenda with these subjects.
    pub(crate) async fn frozen(
        &self,
        app: &TestApp,
        on: &str,
        subjects: &[Subject],
    ) -> MeetingView {
        let chair = app.caller(&self.chair).await;
        let id = meeting_on(app, &chair, on).await;
        let view = app.app.meeting(&chair, id).await.unwrap();
        let taken = TakeProposals { onderwerpen: subjects.to_vec() };
        let view = if subjects.is_empty() {
            app.app.change_meeting(&chair, at(&view), OpenAgenda {}).await
        } else {
            app.app.take_proposals(&chair, at(&view), &taken).await
        };
        let view = view.unwrap().vergadering;
        let frozen = app.app.change_meeting(&chair, at(&view), app::meetings::Freeze {}).await;
        frozen.unwrap().vergadering
    }

    /// Opens the session with all members but the last two.
    pub(crate) async fn held(&self, app: &TestApp, frozen: &MeetingView) -> MeetingView {
        let chair = app.caller(&self.chair).await;
        let present = self.seats().into_iter().take(4);
        let aanwezig = present.map(|lid| Present { lid, voor: None }).collect();
        let hold = Hold { aanwezig, gasten: Vec::new() };
        app.app.change_meeting(&chair, at(frozen), hold).await.unwrap().vergadering
    }
}

/// A group with this chair and these members.
pub(crate) fn group(voorzitter: AccountId, leden: Vec<KeepMember>) -> KeepGroup {
    KeepGroup {
        naam: text("Bibob-werkgroep Emmen"),
        voorzitter,
        vice_voorzitter: None,
        leden,
        quorum: Quorum::MeerDanDeHelft,
        ritme: Rhythm {
            start: day("2027-01-04"),
            weken: Rhythm::WEEKS,
            afspraak: slot(),
            bij_feestdag: Dodge::Uitwijken { dagen: 3 },
        },
        agenda: AgendaSettings::default(),
        herinneringen: ReminderSettings::default(),
    }
}

pub(crate) fn year() -> PlanYear {
    let recess = Recess {
        naam: "zomerreces".to_owned(),
        vanaf: day("2027-07-19"),
        tot_en_met: day("2027-08-29"),
        regel: Dodge::Overslaan,
    };
    PlanYear { jaar: 2027, reces: vec![recess] }
}

pub(crate) fn at(view: &MeetingView) -> MeetingChange {
    MeetingChange { id: view.id, version: view.versie }
}

pub(crate) fn item_of(view: &MeetingView, subject: &Subject) -> kernel::AgendaItemId {
    let item = view.punten.iter().find(|item| item.punt.onderwerp == *subject);
    item.unwrap().punt.id
}

pub(crate) async fn meeting_on(app: &TestApp, caller: &Caller, on: &str) -> MeetingId {
    let lines = app.app.meetings(caller).await.unwrap();
    lines.iter().find(|line| line.op == day(on)).unwrap().id
}

pub(crate) fn shown(answer: Result<MeetingAnswer, app::AppError>) -> MeetingView {
    answer.unwrap().vergadering
}

/// Gives somebody an e-mail address.
pub(super) async fn give_mail(app: &TestApp, official: &Official, email: &str) {
    let scope = app.app.store().scope_for_worker(&official.party);
    let mut tx = app.app.store().begin(&scope).await.unwrap();
    let email = Redacted::new(email.to_owned());
    tx.create_credential(official.account, &email, app.app.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Returns the advice that stands in a file.
pub(crate) async fn advice_in(app: &TestApp, by: &Official, file: &Dossier) -> Vec<Value> {
    let shown = app.get(by, &file.path()).await.expect(200).json();
    let list = shown["dossier"].pointer("/dossier/werkgroepadviezen");
    let list = list.or_else(|| shown["dossier"].get("werkgroepadviezen"));
    list.and_then(Value::as_array).cloned().unwrap_or_default()
}

async fn hire_chair(app: &TestApp) -> Official {
    let may = [
        Permission::ReadCases,
        Permission::WriteCases,
        Permission::ReadCriminal,
        Permission::Supervise,
    ];
    app.hire(EMMEN, OfficeRole::Coordinator, &may).await
}

pub(crate) async fn hire_member(app: &TestApp) -> Official {
    let may = [Permission::ReadCases, Permission::ReadCriminal];
    app.hire(EMMEN, OfficeRole::Werkgroeplid, &may).await
}

pub(crate) fn member(
    account: AccountId,
    rol: GroupRole,
    vervangt: Option<AccountId>,
) -> KeepMember {
    let zitting = Office { vanaf: day("2026-12-01"), tot_en_met: Some(day("2029-12-31")) };
    KeepMember { account, rol, vervangt, zitting, vog_p: Some(day("2026-11-20")) }
}

fn new_file(number: usize) -> Value {
    let naam = format!("Verzonnen Bouwbedrijf {number:02} B.V.");
    json!({
        "aanvraag": {
            "kenmerk": format!("WG-{number:02}"),
            "soort": "omgevingsvergunning-bouw",
            "gebeurtenis": "nieuw",
            "ontvangenOp": "2026-11-02",
            "betrokkene": { "soort": "rechtspersoon", "naam": naam, "kvkNummer": "00000012" },
            "feiten": {
                "bouwsom": { "bedrag": "900000.00", "btw": "exclusief", "bron": "bevoegd-gezag" },
                "procedure": "regulier",
                "instemmingNodig": false
            }
        },
        "personen": []
    })
}
