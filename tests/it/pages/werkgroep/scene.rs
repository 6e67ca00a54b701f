//! A group of invented people, made by its own pages.

use app::Permission;
use app::command::OfficeRole;
use harness::{Browser, Dossier, EMMEN, Official, Page, TestApp};
use serde_json::{Value, json};

/// The days on which the group meets in this test.
pub(super) const FIRST: &str = "2027-02-15";
pub(super) const NEXT: &str = "2027-03-30";

/// Fields of a form, gathered before they are sent.
#[derive(Clone, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(super) fn of(pairs: &[(&str, &str)]) -> Self {
        Self(pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    }

    pub(super) fn with(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.0.push((name.into(), text.into()));
        self
    }

    pub(super) async fn send(&self, by: &Browser, to: &str) -> Page {
        let fields: Vec<(&str, &str)> =
            self.0.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        by.post(to, &fields).await
    }

    /// Sends the form with the version that stands on a page.
    pub(super) async fn on(self, by: &Browser, page: &str, to: &str) -> Page {
        let version = by.get(page).await.expect(200).value("versie");
        self.with("versie", version).send(by, to).await
    }
}

/// The chair, three other members, and a deputy of the first of those.
pub(super) struct Table {
    pub(super) chair: Official,
    pub(super) members: Vec<Official>,
    pub(super) deputy: Official,
}

impl Table {
    pub(super) async fn hired(app: &TestApp) -> Self {
        app.today("2026-12-01");
        let leads = [
            Permission::ReadCases,
            Permission::WriteCases,
            Permission::ReadCriminal,
            Permission::Supervise,
        ];
        let chair = app.hire(EMMEN, OfficeRole::Coordinator, &leads).await;
        let mut members = Vec::new();
        for _ in 0..3 {
            members.push(hire_member(app).await);
        }
        Self { chair, members, deputy: hire_member(app).await }
    }

    /// Makes the group and plans 2027 by the pages.
    pub(super) async fn of(app: &TestApp) -> Self {
        let table = Self::hired(app).await;
        let browser = table.chair(app).await;
        let made = table.group().send(&browser, "/werkgroep/samenstelling/wijzigen").await;
        assert_eq!(made.sent_to(), "/werkgroep/samenstelling");
        let planned = year().with("doe", "plannen").send(&browser, "/werkgroep/planning").await;
        planned.expect(200).says("Gepland: 8 vergaderingen");
        table
    }

    pub(super) async fn chair(&self, app: &TestApp) -> Browser {
        Browser::of(app, &self.chair).await
    }

    /// The form of the group.
    pub(super) fn group(&self) -> Fields {
        let seats: Vec<&Official> = std::iter::once(&self.chair).chain(&self.members).collect();
        group_of(&seats, Some((&self.deputy, &self.members[0])))
    }

    /// Opens so many files that the chair and all members are on.
    pub(super) async fn files(&self, app: &TestApp, count: usize) -> Vec<Dossier> {
        app.today("2026-11-02");
        let mut files = Vec::new();
        for number in 0..count {
            let file =
                app.open(&self.chair, &crate::pages::application(&format!("WG-0{number}"))).await;
            for member in &self.members {
                app.admit(&self.chair, &file, member).await;
            }
            files.push(file);
        }
        files
    }

    /// The form that says that all who have a seat are there.
    pub(super) fn everybody(&self) -> Fields {
        let seats = std::iter::once(&self.chair).chain(&self.members);
        let all = seats.map(|who| who.account.to_string());
        all.fold(Fields::default(), |form, who| form.with(format!("plaats.{who}"), who))
    }

    /// Brings a meeting to a frozen agenda with these subjects; returns its address.
    pub(super) async fn frozen(&self, app: &TestApp, day: &str, subjects: &[Value]) -> String {
        let browser = self.chair(app).await;
        let meeting = meeting_on(&browser, day).await;
        let taken = subjects.iter().map(Value::to_string);
        let taken = taken.fold(Fields::default(), |form, one| form.with("onderwerp", one));
        let proposal = format!("{meeting}/voorstel");
        assert_eq!(taken.on(&browser, &proposal, &proposal).await.sent_to(), meeting);
        let freeze = format!("{meeting}/bevriezen");
        let frozen = Fields::default().on(&browser, &meeting, &freeze).await;
        assert_eq!(frozen.sent_to(), meeting);
        meeting
    }

    /// Opens the session of a frozen meeting with everybody.
    pub(super) async fn held(&self, app: &TestApp, meeting: &str) {
        let browser = self.chair(app).await;
        let session = format!("{meeting}/zitting");
        assert_eq!(self.everybody().on(&browser, &session, &session).await.sent_to(), meeting);
    }
}

/// The form of a group: the first is the chair, and a deputy stands in for one of them.
pub(super) fn group_of(seats: &[&Official], deputy: Option<(&Official, &Official)>) -> Fields {
    let mut fields = Fields::of(&[
        ("naam", "Bibob-werkgroep <Emmen>"),
        ("aantal", "6"),
        ("quorum", "meer-dan-de-helft"),
        ("start", "4-1-2027"),
        ("weken", "6"),
        ("begin", "9:30"),
        ("minuten", "120"),
        ("plaats", "Kamer 0.12"),
        ("video", "https://beeld.example/werkgroep"),
        ("feestdag", "3"),
        ("wekenOpen", "12"),
        ("minutenDossier", "15"),
        ("minutenZwaar", "25"),
        ("minutenOverig", "10"),
        ("minutenVerslag", "5"),
        ("minutenActielijst", "15"),
        ("zittingDagen", "60"),
        ("vogPMaanden", "36"),
        ("vergaderingDagen", "7"),
    ]);
    fields = fields.with("voorzitter", seats[0].account.to_string());
    let own = seats.iter().map(|who| (*who, String::new()));
    let people = own.chain(deputy.map(|(who, member)| (who, member.account.to_string())));
    for (row, (who, stands_in)) in people.enumerate() {
        fields = fields
            .with(format!("lid.{row}.account"), who.account.to_string())
            .with(format!("lid.{row}.rol"), "vergunningverlening-apv")
            .with(format!("lid.{row}.vanaf"), "1-11-2026")
            .with(format!("lid.{row}.vervangt"), stands_in);
    }
    fields
}

pub(super) async fn hire_member(app: &TestApp) -> Official {
    let reads = [Permission::ReadCases, Permission::ReadCriminal];
    app.hire(EMMEN, OfficeRole::Werkgroeplid, &reads).await
}

/// The ids of two meetings, each with an item: one that was held, and one of which the agenda is made.
pub(in crate::pages) struct Ready {
    pub(in crate::pages) held: [String; 2],
    pub(in crate::pages) open: [String; 2],
}

/// Makes a group of one, who leads it, with its two meetings.
pub(in crate::pages) async fn ready(app: &TestApp, chair: &Official) -> Ready {
    let browser = Browser::of(app, chair).await;
    group_of(&[chair], None).send(&browser, "/werkgroep/samenstelling/wijzigen").await.sent_to();
    let held = extra(&browser, "2-11-2026", "2026-11-02").await;
    Fields::default().on(&browser, &held[0], &format!("{}/bevriezen", held[0])).await.sent_to();
    let session = format!("{}/zitting", held[0]);
    let there =
        Fields::default().with(format!("plaats.{}", chair.account), chair.account.to_string());
    there.on(&browser, &session, &session).await.sent_to();
    let open = extra(&browser, "1-12-2026", "2026-12-01").await;
    let id = |address: &String| address.rsplit('/').next().expect("an id").to_owned();
    Ready { held: held.each_ref().map(id), open: open.each_ref().map(id) }
}

/// Plans a meeting with an item on its agenda; returns the addresses of both.
pub(super) async fn extra(browser: &Browser, typed: &str, day: &str) -> [String; 2] {
    let when = [("op", typed), ("begin", "9:30"), ("minuten", "60"), ("reden", "Proef.")];
    let planned = Fields::of(&when).send(browser, "/werkgroep/vergaderingen/nieuw").await;
    planned.expect(200).says("Niet iedereen kreeg een uitnodiging");
    let meeting = meeting_on(browser, day).await;
    let open = format!("{meeting}/agenda");
    Fields::default().on(browser, &meeting, &open).await.sent_to();
    let item = Fields::of(&[
        ("onderwerp", "overig"),
        ("onderwerpnaam", "Een proefpunt"),
        ("minuten", "5"),
        ("toelichting", "Gevraagd."),
    ]);
    let add = format!("{meeting}/punten/nieuw");
    item.on(browser, &add, &add).await.sent_to();
    let item = item_of(browser, &meeting, "Een proefpunt").await;
    [meeting, item]
}

pub(super) fn year() -> Fields {
    Fields::of(&[
        ("jaar", "2027"),
        ("reces.0.naam", "zomerreces"),
        ("reces.0.vanaf", "19-7-2027"),
        ("reces.0.totEnMet", "29-8-2027"),
    ])
}

pub(super) fn file_subject(file: &Dossier) -> Value {
    json!({ "soort": "dossier", "dossier": file.id })
}

/// Returns the address of the meeting of a day, from the list.
pub(super) async fn meeting_on(browser: &Browser, day: &str) -> String {
    let list = browser.get("/werkgroep").await.expect(200);
    let before = format!("\"><time datetime=\"{day}\">");
    let head = list.text.split(&before).next().expect("a list");
    assert!(list.text.contains(&before), "no meeting on {day}: {}", list.text);
    head.rsplit("href=\"").next().expect("an address").to_owned()
}

/// Returns the address of the item that is called so on the page of a meeting.
pub(super) async fn item_of(browser: &Browser, meeting: &str, name: &str) -> String {
    let page = browser.get(meeting).await.expect(200);
    let list = page.text.split("aria-label=\"Agendapunten\"").nth(1).expect("a list");
    let mut items = list.split("<li><a href=\"").skip(1);
    let item = items.find(|item| item.contains(name));
    assert!(item.is_some(), "no item {name}: {list}");
    item.and_then(|item| item.split('"').next()).expect("an address").to_owned()
}

/// Returns the advice that stands in a file.
pub(super) async fn advice_in(app: &TestApp, by: &Official, file: &Dossier) -> Vec<Value> {
    let shown = app.get(by, &file.path()).await.expect(200).json();
    let list = shown["dossier"].pointer("/dossier/werkgroepadviezen");
    let list = list.or_else(|| shown["dossier"].get("werkgroepadviezen"));
    list.and_then(Value::as_array).cloned().unwrap_or_default()
}
