//! The access matrix of the pages: every route, every role, and every relation to the file. One reviewed table; a route
//! without an example address fails.

use app::command::OfficeRole;
use harness::{ASSEN, Browser, Dossier, EMMEN, Official, TestApp, on_every_app};
use web::ui::{PageAccess, PageRoute, routes};

/// What stands in an address for a parameter. A new parameter needs an example here.
const EXAMPLES: [(&str, &str); 33] = [
    ("{partij}", "bestaat-niet"),
    ("{tipId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{oin}", "00000001001234500009"),
    ("{hoorzittingId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{partijId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{vergaderingId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{puntId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{rondeId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{vraagId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{signaalId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{sectie}", "groet"),
    ("{briefId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{blad}", "1"),
    ("{conceptId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{bevindingId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{bronId}", "handelsregister"),
    ("{grondId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{bevragingId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{stap}", "vragenlijsten"),
    ("{blok}", "betrokkene"),
    ("{link}", "0000"),
    ("{persoonId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{brief}", "vragenlijstverzoek"),
    ("{stukId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{*bestand}", "bestaat-niet.css"),
    ("{soort}", "alcohol-horeca"),
    ("{aanbieder}", "bestaat-niet"),
    ("{onderwerp}", "tips"),
    ("{sjabloon}", "l01-verplicht"),
    ("{accountId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{id}", "01a212f6-0000-7000-8000-000000000000"),
    ("{taakId}", "01a212f6-0000-7000-8000-000000000000"),
    ("{weergaveId}", "01a212f6-0000-7000-8000-000000000000"),
];

/// The accounts of one role, by their relation to the file.
struct Relations {
    role: OfficeRole,
    member: Official,
    colleague: Official,
    foreign: Official,
    former: Official,
    /// On the file only by access in an emergency.
    emergency: Official,
}

impl Relations {
    async fn of(app: &TestApp, file: &Dossier, role: OfficeRole) -> Self {
        let all = Self {
            role,
            member: app.hire(EMMEN, role, &[]).await,
            colleague: app.hire(EMMEN, role, &[]).await,
            foreign: app.hire(ASSEN, role, &[]).await,
            former: app.hire(EMMEN, role, &[]).await,
            emergency: app.hire(EMMEN, role, &[]).await,
        };
        let officer = &app.emmen.behandelaar;
        app.admit(officer, file, &all.member).await;
        app.admit(officer, file, &all.former).await;
        let path = format!("{}/leden/{}/verwijdering", file.path(), all.former.account);
        let reason = serde_json::json!({ "reden": "Werkt er niet meer aan." });
        let gone = app.post(officer, &path, &reason).await;
        assert!(gone.status < 300, "{}", gone.text);
        admit_in_emergency(app, file, &all.emergency).await;
        all
    }

    fn each(&self) -> [&Official; 5] {
        [&self.member, &self.colleague, &self.foreign, &self.former, &self.emergency]
    }
}

/// Puts somebody on a file for a day, whatever their role.
async fn admit_in_emergency(app: &TestApp, file: &Dossier, who: &Official) {
    let now = app.app.now();
    let member = store::NewMember {
        account: who.account,
        added_by: who.account,
        reason: "De behandelaar is ziek.".to_owned(),
        at: now,
        until: Some(now.after(chrono::TimeDelta::hours(24))),
    };
    let store = app.app.store();
    let mut tx =
        store.begin(&store.scope_for_worker(&who.party)).await.expect("what the test needs");
    tx.add_member(file.id.parse().expect("what the test needs"), &member)
        .await
        .expect("what the test needs");
    tx.commit().await.expect("what the test needs");
}

/// What access in an emergency does not open: who else may know the file.
const SHARING: [&str; 2] =
    ["/dossiers/{dossierId}/toegang", "/dossiers/{dossierId}/toegang/belang/intrekken"];

/// Returns an address of a route; fails for a parameter that has no example.
fn address(route: &PageRoute, file: &Dossier) -> String {
    let mut path = route.path.replace("{dossierId}", &file.id);
    for (name, example) in EXAMPLES {
        path = path.replace(name, example);
    }
    assert!(!path.contains('{'), "{} needs an example of its parameter", route.path);
    path
}

async fn ask(browser: &Browser, route: &PageRoute, path: &str, proven: bool) -> u16 {
    match (route.method.as_str(), proven) {
        ("GET", _) => browser.get(path).await.status,
        // Version 0 is one that no file has, so that nothing is changed.
        (_, true) => browser.post(path, &[("versie", "0")]).await.status,
        (_, false) => browser.post_raw(path, &[]).await.status,
    }
}

/// What must hold of a row, whatever the table says.
fn check(route: &PageRoute, out: u16, role: OfficeRole, row: [u16; 5]) {
    let name = format!("{} {} as {}", route.method, route.path, role.id());
    if route.access == PageAccess::Everyone {
        // A form for everyone asks a proof of its own kind, which this request does not bring.
        let same = route.method != "GET" || row.iter().all(|status| *status == out);
        assert!(same && row.iter().all(|status| *status < 500), "{name}: {row:?} and {out}");
        return;
    }
    assert_eq!(out, 303, "{name}: signed out");
    let rights = app::rights_of(role);
    let admitted = match route.access {
        PageAccess::Everyone | PageAccess::SignedIn => true,
        PageAccess::Right(right) | PageAccess::Hidden(right) => rights.contains(&right),
        PageAccess::OneOf(any) => any.iter().any(|right| rights.contains(right)),
        PageAccess::AllOf(all) => all.iter().all(|right| rights.contains(right)),
    };
    if !admitted {
        // Where even that there is something is secret, nothing is there.
        let hidden = matches!(route.access, PageAccess::Hidden(_));
        assert_eq!(row, if hidden { [404; 5] } else { [403; 5] }, "{name}");
    } else if route.path.contains("{dossierId}") {
        assert_eq!(row[1..4], [404; 3], "{name}: only who is on the file may know it");
        assert_ne!(row[0], 403, "{name}");
        let shares = route.method == "POST" && SHARING.contains(&route.path);
        assert_eq!(row[4], if shares { 403 } else { row[0] }, "{name}: in an emergency");
    } else {
        assert!(row.iter().all(|status| *status != 403), "{name}: {row:?}");
    }
}

#[test]
fn every_page_lets_in_only_those_it_is_for() {
    on_every_app(async |app| {
        let officer = &app.emmen.behandelaar;
        let file = app.open(officer, &super::application("Z-2026-001")).await;
        let mut roles = Vec::new();
        for role in OfficeRole::ALL.into_iter().filter(|role| *role != OfficeRole::Systeem) {
            roles.push(Relations::of(app, &file, role).await);
        }
        let mut text = String::from(
            "adres: afgemeld; per rol: lid, collega, andere partij, oud-lid, noodtoegang\n",
        );
        for route in routes() {
            let path = address(&route, &file);
            let out = ask(&Browser::new(app), &route, &path, false).await;
            text.push_str(&format!("{} {}: {out}\n", route.method, route.path));
            for relations in &roles {
                let mut row = [0; 5];
                let of_file = route.path.contains("{dossierId}");
                for (place, official) in relations.each().into_iter().enumerate() {
                    // Where there is no file, all of the party are colleagues.
                    if !of_file && [1, 3, 4].contains(&place) {
                        row[place] = row[0];
                        continue;
                    }
                    // A session of its own for each request: signing out is a page too.
                    let browser = Browser::of(app, official).await;
                    row[place] = ask(&browser, &route, &path, true).await;
                }
                check(&route, out, relations.role, row);
                let [member, colleague, foreign, former, emergency] = row;
                text.push_str(&format!(
                    "    {:<16} {member} {colleague} {foreign} {former} {emergency}\n",
                    relations.role.id()
                ));
            }
        }
        insta::assert_snapshot!("pages_who_may_see_what", text);
    });
}
