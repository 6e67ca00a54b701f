//! Who may use what: every route of the table by everyone there is.

use super::inquiry::Kept;
use super::papers::{self, Papers};
use super::samples::{
    advice_request, assessment, evidence, form, forms, intention, new_file, questioned, refusal,
    take,
};
use app::command::OfficeRole;
use app::{App, Permission};
use harness::{ASSEN, Dossier, EMMEN, Official, TestApp, on_every_app, routes};
use serde_json::{Value, json};
use web::{Access, Table};

/// Everyone who could ask, in the order of the columns.
const COLUMNS: [&str; 7] =
    ["geen token", "geen scope", "andere scopes", "lid", "geen lid", "andere partij", "oud-lid"];

/// Returns the body that a route takes; `None` for a route that takes none, and a failed test for one that is not known here.
fn body(method: &str, path: &str, file: &Dossier, everyone: &Everyone) -> Option<Value> {
    if method == "GET" {
        return None;
    }
    let newcomer = &everyone.newcomer;
    if let Some(body) = papers::body(path, &everyone.member, file) {
        return Some(body);
    }
    let step = path.strip_prefix("/dossiers/{dossierId}/").unwrap_or(path);
    let main = file.person(0);
    let on = json!({ "op": "2026-11-06" });
    Some(match step {
        "/dossiers" => nameless(),
        "/dossiers/_zoek" => json!({ "zoekterm": "Z" }),
        "toepassingsbereik" | "lbb-uitblijven" => json!({}),
        "afsluiting-zonder-toets" | "voortgangsbesluiten" | "heropeningen" | "afsluiting" => {
            json!({ "motivering": "Daarom." })
        }
        "vragenlijsten" => forms("2026-11-06", "2026-11-20"),
        "vragenlijstontvangsten" => form(&main, "2026-11-06", &[]),
        "herstelverzoeken" => {
            json!({ "persoon": main, "op": "2026-11-06", "uiterlijk": "2026-11-20", "ontbreekt": ["Iets."] })
        }
        "ongebruikte-termijnen" | "ongebruikte-zienswijzen" => json!({ "persoon": main }),
        "weigeringen" => {
            json!({ "persoon": main, "aan": "lbb", "op": "2026-11-06", "motivering": "Wil niet." })
        }
        "onderzoek"
        | "lbb-vragen"
        | "lbb-antwoorden"
        | "lbb-rappels"
        | "verdagingen"
        | "ingebrekestellingen" => on,
        "lbb-verlengingen" => json!({ "op": "2026-11-06", "dagen": 28 }),
        "adviesaanvragen" => advice_request("2026-11-06"),
        "lbb-adviezen" | "bewijsstukken" => {
            json!({ "op": "2026-11-06", "stuk": evidence("advies") })
        }
        "lbb-afwijzingen" => json!({ "op": "2026-11-06", "motivering": "Te weinig." }),
        "beoordelingen" => assessment(),
        "bevestigingen" => json!({ "toelichting": "Nagelopen." }),
        "voornemens" => intention(&file.person(1), "2026-11-06", "2026-11-20"),
        "beslissingen" => refusal("2026-11-06"),
        other => remaining(other, &main, newcomer)
            .expect("a body for every route: a new one has to be added to the access matrix"),
    })
}

/// A new file that gets a reference of ours, so that everyone can open one.
fn nameless() -> Value {
    let mut new = new_file("");
    new["aanvraag"].as_object_mut().unwrap().remove("kenmerk");
    new
}

fn remaining(step: &str, main: &str, newcomer: &Official) -> Option<Value> {
    let decided = json!({ "motivering": "Daarom.", "mandaat": "Het college.", "bekendgemaaktOp": "2026-11-06" });
    let from = json!({ "op": "2026-11-06", "van": "De betrokkene." });
    Some(match step {
        "buitenbehandelingstellingen" => decided,
        "zienswijzen" => json!({ "persoon": main, "op": "2026-11-06", "wijze": "mondeling" }),
        "zienswijzeuitzonderingen" => {
            json!({ "persoon": main, "uitzondering": "spoed", "motivering": "Haast." })
        }
        "bezwaren" | "beroepen" | "voorzieningsverzoeken" => from,
        "beslissingen-op-bezwaar" => {
            let mut decided = decided;
            decided["uitkomst"] = json!("ongegrond");
            decided
        }
        "beroepsuitspraken" => json!({ "op": "2026-11-06", "uitkomst": "ongegrond" }),
        "voorzieningsuitspraken" => json!({ "op": "2026-11-06", "toegewezen": false }),
        "intrekking" => {
            json!({ "op": "2026-11-06", "motivering": "Geen.", "vermoedenVanwegeToets": false })
        }
        "/vragenlijsten/{soort}/_toets" => json!({}),
        "vragenlijsten/{persoonId}/inzending" => json!({ "antwoorden": {} }),
        "vragenlijsten/{persoonId}/uitnodiging" => {
            // A new link keeps the term of the first one.
            json!({ "omvang": "licht", "op": "2026-11-06", "uiterlijk": "2026-11-16" })
        }
        step if ["onderzoek/", "beoordeling/", "lbb/"].iter().any(|tab| step.starts_with(tab)) => {
            return super::inquiry::body(step, main);
        }
        "vragenlijsten/{persoonId}/aanvulverzoek" => forms("2026-11-06", "2026-11-20"),
        "werkgroepadviezen" => json!({ "op": "2026-11-06", "advies": "Let op." }),
        "beslistermijnverlengingen" => json!({ "op": "2026-11-06", "weken": 6 }),
        "opschortingen" => {
            json!({ "grond": "instemming", "van": "2026-11-06", "motivering": "Brief." })
        }
        "opschortingseinden" => json!({ "totEnMet": "2026-11-06" }),
        "bibobbeding" => json!({ "vindplaats": "Artikel 9." }),
        "voorschriftovertredingen" => {
            json!({ "op": "2026-11-06", "voorschrift": "Eén.", "motivering": "Gezien." })
        }
        "personen" => json!({ "persoon": {
            "soort": "natuurlijk-persoon", "naam": "Nieuw", "rollen": [{ "soort": "leidinggevende" }]
        } }),
        "personen/{persoonId}/bsn" => json!({ "bsn": "999990019", "reden": "Nodig." }),
        "personen/{persoonId}/bsn/_raadpleeg" | "leden/{accountId}/verwijdering" => {
            json!({ "reden": "Nodig." })
        }
        "leden" => json!({ "account": newcomer.account, "reden": "Nodig." }),
        "bekende-partijen/{persoonId}/{partijId}/besluit" => {
            json!({ "besluit": "verworpen", "reden": "Nodig.", "lezing": "0".repeat(64) })
        }
        "taken/{taakId}/afronding" => json!({ "notitie": "Gedaan." }),
        step if step.starts_with("hoorzittingen") => of_hearing(step, main),
        step if step.starts_with("brieven") || step.starts_with("/printlijst") => {
            return of_letter(step);
        }
        "/toezicht/onbezorgd/{gevolgId}/herkansing" => json!({ "reden": "Hersteld." }),
        _ => return None,
    })
}

fn of_hearing(step: &str, person: &str) -> Value {
    let time = json!({ "begin": "10:00:00", "minuten": 60, "plaats": "Kamer 3" });
    let plan = json!({ "op": "2026-11-17", "tijd": time });
    match step.rsplit('/').next() {
        Some("hoorzittingen") => json!({ "persoon": person, "plan": plan }),
        Some("afzegging") => json!({ "versie": 1 }),
        _ => json!({ "versie": 1, "plan": plan }),
    }
}

fn of_letter(step: &str) -> Option<Value> {
    Some(match step {
        "brieven" => json!({ "soort": "verlengingsbericht" }),
        "brieven/{briefId}/tekst" => json!({ "versie": 1, "velden": {} }),
        "brieven/{briefId}/vaststelling" => json!({ "versie": 1, "lezing": "" }),
        "brieven/{briefId}/voorlegging" => {
            json!({ "versie": 1 })
        }
        "brieven/{briefId}/teruggave" | "brieven/{briefId}/verval" => {
            json!({ "versie": 1, "reden": "Nodig." })
        }
        "brieven/{briefId}/verzending" => json!({ "versie": 1, "wijze": "post" }),
        "/printlijst/verzending" => {
            json!({ "brieven": ["01a212f6-0000-7000-8000-000000000000"], "op": "2026-11-06" })
        }
        _ => return None,
    })
}

/// A file with everything on it that a route can be about.
struct Scene {
    file: Dossier,
    task: String,
    kept: Kept,
    papers: Papers,
}

async fn scene(app: &TestApp, everyone: &Everyone, number: usize) -> Scene {
    let by = &app.emmen.behandelaar;
    let mut file = questioned(app, by, &format!("Z-{number}")).await;
    let others = everyone.others.iter().map(|(_, official)| official);
    let single = [&everyone.nothing, &everyone.member, &everyone.former, &everyone.leaver];
    for who in others.chain(single) {
        app.admit(by, &file, who).await;
    }
    let gone = format!("{}/leden/{}/verwijdering", file.path(), everyone.former.account);
    app.post(by, &gone, &json!({ "reden": "Weg." })).await.expect(204);
    let bsn = format!("{}/personen/{}/bsn", file.path(), file.person(0));
    app.post(by, &bsn, &json!({ "bsn": "999990019", "reden": "Nodig." })).await.expect(204);
    let tasks = app.get(by, &format!("{}/taken", file.path())).await.expect(200).json();
    let task = tasks["items"][0]["id"].as_str().unwrap().to_owned();
    let advice = json!({ "op": "2026-11-06", "advies": "Let op." });
    take(app, by, &mut file, "werkgroepadviezen", &advice).await;
    // An advice that came, for the questions about it.
    take(app, by, &mut file, "adviesaanvragen", &advice_request("2026-11-06")).await;
    let received = json!({ "op": "2026-11-06", "stuk": evidence("lbb-advies") });
    take(app, by, &mut file, "lbb-adviezen", &received).await;
    let kept = Kept::on(app, &everyone.member, &file).await;
    let papers = Papers::of(app, &everyone.member, &file).await;
    Scene { file, task, kept, papers }
}

/// All who ask, and two who are asked about.
struct Everyone {
    nothing: Official,
    /// For each kind of access, one who may do all the rest.
    others: Vec<(Access, Official)>,
    member: Official,
    outsider: Official,
    foreign: Official,
    former: Official,
    leaver: Official,
    newcomer: Official,
}

impl Everyone {
    async fn of(app: &TestApp, table: &Table<App>) -> Self {
        let (role, all) = (OfficeRole::Behandelaar, &Permission::ALL);
        let mut others = Vec::new();
        for (_, _, access) in table.access_matrix() {
            if others.iter().all(|(known, _)| *known != access) {
                let is_other = |may: &Permission| !asked(access).contains(&may.scope());
                let rest: Vec<Permission> = all.iter().copied().filter(is_other).collect();
                others.push((access, app.hire(EMMEN, role, &rest).await));
            }
        }
        Self {
            nothing: app.hire(EMMEN, role, &[]).await,
            others,
            member: app.hire(EMMEN, role, all).await,
            outsider: app.hire(EMMEN, role, all).await,
            foreign: app.hire(ASSEN, role, all).await,
            former: app.hire(EMMEN, role, all).await,
            leaver: app.hire(EMMEN, role, &[]).await,
            newcomer: app.hire(EMMEN, role, &[]).await,
        }
    }

    fn others(&self, access: Access) -> &Official {
        &self.others.iter().find(|(known, _)| *known == access).unwrap().1
    }
}

/// Returns the scopes of which one lets somebody in.
fn asked(access: Access) -> Vec<&'static str> {
    match access {
        Access::Public | Access::Known => Vec::new(),
        Access::Scope(scope) => vec![scope],
        Access::OneOf(scopes) => scopes.to_vec(),
    }
}

/// A request of a route, on a file.
struct Question<'a> {
    app: &'a TestApp,
    scene: &'a Scene,
    everyone: &'a Everyone,
    method: &'a str,
    path: &'static str,
}

impl Question<'_> {
    /// Asks as somebody, or as nobody.
    async fn ask(&self, by: Option<&Official>) -> u16 {
        let address = self
            .path
            .replace("{dossierId}", &self.scene.file.id)
            .replace("{persoonId}", &self.scene.file.person(0))
            .replace("{accountId}", &self.everyone.leaver.account.to_string())
            .replace("{hoorzittingId}", "01a212f6-0000-7000-8000-000000000000")
            .replace("{partijId}", "01a212f6-0000-7000-8000-000000000000")
            .replace("{briefId}", "01a212f6-0000-7000-8000-000000000000")
            .replace("{gevolgId}", "01a212f6-0000-7000-8000-000000000000")
            .replace("{soort}", "omgevingsvergunning-bouw")
            .replace("{stukId}", "01a212f6-0000-7000-8000-000000000000")
            .replace("{taakId}", &self.scene.task);
        let address = self.scene.kept.in_address(&address);
        let address = self.scene.papers.in_address(&address);
        let period = "?van=2026-11-01T00:00:00Z&totEnMet=2026-11-02T00:00:00Z";
        let query = if self.path == "/verwerkingen" { period } else { "" };
        let request = self.app.request(self.method, &format!("/v1{address}{query}"));
        let version = self.scene.papers.version(self.app, self.path).await;
        let request = request.version(version.unwrap_or(self.scene.file.version));
        let request = match by {
            Some(official) => request.by(official),
            None => request,
        };
        let body = body(self.method, self.path, &self.scene.file, self.everyone);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        request.send().await.status
    }

    /// Asks everyone, the member last, whose request may change the file.
    async fn row(&self, access: Access) -> [u16; 7] {
        let all = self.everyone;
        let none = self.ask(None).await;
        let nothing = self.ask(Some(&all.nothing)).await;
        let others = self.ask(Some(all.others(access))).await;
        let outsider = self.ask(Some(&all.outsider)).await;
        let foreign = self.ask(Some(&all.foreign)).await;
        let former = self.ask(Some(&all.former)).await;
        [none, nothing, others, self.ask(Some(&all.member)).await, outsider, foreign, former]
    }
}

/// What must hold of every row, whatever the snapshot says.
fn check(route: &str, access: Access, row: [u16; 7]) {
    let [none, nothing, others, member, outsider, foreign, former] = row;
    match access {
        Access::Public => assert!(row.iter().all(|status| *status == 200), "{route}: {row:?}"),
        Access::Known => {
            assert_eq!((none, nothing, others, member), (401, 200, 200, 200), "{route}");
        }
        Access::Scope(_) | Access::OneOf(_) => {
            assert_eq!((none, nothing, others), (401, 403, 403), "{route}");
        }
    }
    // No effect was given up here, and no document or letter sent, no hearing planned, no file closed, nobody known
    // from another file: who may ask comes as far as that.
    let absent = [
        "{gevolgId}",
        "{stukId}",
        "{briefId}",
        "{hoorzittingId}",
        "{partijId}",
        "/printlijst/verzending",
        "/archief",
    ];
    let absent = absent.iter().any(|part| route.contains(part));
    let let_in: &[u16] = if absent { &[404] } else { &[200, 201, 204, 409] };
    assert!(let_in.contains(&member), "{route}: {member}");
    if route.contains("{dossierId}") {
        assert_eq!((outsider, foreign, former), (404, 404, 404), "{route}");
    } else if route.contains("/werkgroep") {
        // Who coordinates leads the work of the group of the party, and of no file that they are not on.
        for other in [outsider, former] {
            assert!([200, 201, 400, 403, 409].contains(&other), "{route}: {row:?}");
        }
        let own = [200, 400].contains(&foreign) && !route.contains('{');
        assert!(own || foreign == 404, "{route}: {row:?}");
    } else if access != Access::Public {
        assert!(
            [outsider, foreign, former].iter().all(|status| let_in.contains(status)),
            "{route}: {row:?}"
        );
    }
}

#[test]
fn every_route_lets_in_only_those_it_is_for() {
    on_every_app(async |app| {
        let table = routes();
        let mut text = format!("{:<62}", "adres");
        for name in COLUMNS {
            text.push_str(&format!(" {name:>13}"));
        }
        text.push('\n');
        let everyone = Everyone::of(app, &table).await;
        let mut kept = None;
        for (number, (method, path, access)) in table.access_matrix().enumerate() {
            let route = format!("{method} {path}");
            let scene = match kept.take() {
                Some(scene) => scene,
                None => scene(app, &everyone, number).await,
            };
            let question =
                Question { app, scene: &scene, everyone: &everyone, method: method.as_str(), path };
            let row = question.row(access).await;
            // A file that nobody changed serves the next route as well.
            kept = Some(scene).filter(|_| method == "GET" || row[3] == 409);
            check(&route, access, row);
            text.push_str(&format!("{route:<62}"));
            for status in row {
                text.push_str(&format!(" {status:>13}"));
            }
            text.push('\n');
        }
        insta::assert_snapshot!("who_may_use_what", text);
    });
}
