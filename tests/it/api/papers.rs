//! A working group with a paper of each kind, for routes that are about one of them.

use harness::{Dossier, Official, TestApp};
use serde_json::{Value, json};

/// The day on which the files of the samples are, and the meeting is held.
const TODAY: &str = "2026-11-06";

/// The papers, as the one who chairs the group knows them.
pub(super) struct Papers {
    chair: Official,
    meeting: String,
    round: String,
    question: String,
    signal: String,
}

impl Papers {
    /// Makes a paper of each kind, and first the group when there is none. The meeting is in session and the question answered.
    pub(super) async fn of(app: &TestApp, chair: &Official, file: &Dossier) -> Self {
        if app.get(chair, "/v1/werkgroep").await.status == 404 {
            app.post(chair, "/v1/werkgroep", &group(chair)).await.expect(201);
        }
        let made = async |place: &str, body: &Value| {
            let answer = app.post(chair, &format!("/v1/werkgroep/{place}"), body).await;
            answer.expect(201).json()
        };
        let meeting = made("vergaderingen", &extra()).await["vergadering"]["id"].clone();
        let papers = Self {
            chair: chair.clone(),
            meeting: text(&meeting),
            round: text(&made("rondes", &round(file)).await["id"]),
            question: text(&made("vragen", &question()).await["id"]),
            signal: text(&made("signalen", &signal()).await["id"]),
        };
        papers.hold(app).await;
        papers.take(app, "/werkgroep/vragen/{vraagId}/stappen", &answer()).await;
        papers
    }

    async fn hold(&self, app: &TestApp) {
        let place = "/werkgroep/vergaderingen/{vergaderingId}";
        let step = |name: &str, content: Value| json!({ "naam": name, "inhoud": content });
        for (door, body) in [
            ("stappen", step("agenda-openen", json!({}))),
            ("punten", item("Leges")),
            ("stappen", step("agenda-bevriezen", json!({}))),
            ("stappen", step("zitting-openen", present(&self.chair))),
        ] {
            self.take(app, &format!("{place}/{door}"), &body).await;
        }
    }

    async fn take(&self, app: &TestApp, path: &str, body: &Value) {
        let version = self.version(app, path).await.unwrap();
        let address = format!("/v1{}", self.in_address(path));
        let request = app.request("POST", &address).by(&self.chair).version(version);
        request.json(body).send().await.expect(200);
    }

    /// Fills in the ids in an address.
    pub(super) fn in_address(&self, address: &str) -> String {
        address
            .replace("{vergaderingId}", &self.meeting)
            .replace("{rondeId}", &self.round)
            .replace("{vraagId}", &self.question)
            .replace("{signaalId}", &self.signal)
    }

    /// Returns the version by now of what a route is about; none when it is about no paper.
    pub(super) async fn version(&self, app: &TestApp, path: &str) -> Option<u64> {
        let paper = match path.split_once('}') {
            Some((paper, _)) if path.starts_with("/werkgroep/") => format!("{paper}}}"),
            None if path == "/werkgroep" => path.to_owned(),
            _ => return None,
        };
        let answer = app.get(&self.chair, &format!("/v1{}", self.in_address(&paper))).await;
        answer.expect(200).json()["versie"].as_u64()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Returns the body that a route of the working group takes.
pub(super) fn body(path: &str, chair: &Official, file: &Dossier) -> Option<Value> {
    let year = json!({ "jaar": 2027 });
    Some(match path.strip_prefix("/werkgroep")? {
        "" => group(chair),
        "/vergaderingen" => extra(),
        "/planning" | "/planning/_voorbeeld" => year,
        "/vergaderingen/{vergaderingId}/voorstel" => json!({ "onderwerpen": [] }),
        "/vergaderingen/{vergaderingId}/punten" => item("Rondvraag"),
        "/vergaderingen/{vergaderingId}/acties" => {
            json!({ "wat": "Bel terug.", "eigenaar": chair.account, "uiterlijk": "2026-12-01" })
        }
        "/vergaderingen/{vergaderingId}/stappen" => {
            json!({ "naam": "aanwezigheid-wijzigen", "inhoud": present(chair) })
        }
        "/rondes" => round(file),
        "/rondes/{rondeId}/stappen" => {
            json!({ "naam": "antwoorden", "inhoud": { "plaats": chair.account, "stem": "voor" } })
        }
        "/vragen/_zoek" => json!({ "woorden": "leges" }),
        "/vragen" => question(),
        "/vragen/{vraagId}/stappen" => json!({ "naam": "sluiten" }),
        "/signalen" => signal(),
        "/signalen/{signaalId}/stappen" => json!({ "naam": "doorzenden", "inhoud": {
            "aan": { "soort": "bestuursorgaan", "naam": "Waterschap Verzonnen" },
            "grondslag": { "soort": "doorzendplicht" },
            "wat": "Het adres."
        } }),
        _ => return None,
    })
}

fn group(chair: &Official) -> Value {
    json!({
        "naam": "Bibob-werkgroep",
        "voorzitter": chair.account,
        "leden": [{ "account": chair.account, "rol": "aov", "zitting": { "vanaf": "2026-01-01" } }],
        "quorum": { "soort": "meer-dan-de-helft" },
        "ritme": {
            "start": "2027-01-04",
            "weken": 6,
            "afspraak": slot(),
            "bijFeestdag": { "soort": "overslaan" }
        }
    })
}

fn slot() -> Value {
    json!({ "begin": "13:00:00", "minuten": 90 })
}

fn extra() -> Value {
    json!({ "op": TODAY, "tijd": slot(), "reden": "Spoed." })
}

/// An item, with a reason for an agenda that is frozen.
fn item(title: &str) -> Value {
    json!({
        "onderwerp": { "soort": "overig", "titel": title },
        "minuten": 10,
        "toelichting": "Een collega vraagt het.",
        "reden": "Kwam later."
    })
}

fn present(chair: &Official) -> Value {
    json!({ "aanwezig": [{ "lid": chair.account }] })
}

fn round(file: &Dossier) -> Value {
    json!({
        "dossier": file.id,
        "vraag": "Kan dit dossier worden afgesloten?",
        "voorstel": "afsluiten",
        "redenen": "Er is niets gevonden.",
        "sluitOp": "2026-11-20"
    })
}

fn question() -> Value {
    json!({ "onderwerp": "Leges", "vraag": "Mogen leges afhangen van het onderzoek?" })
}

fn answer() -> Value {
    let link = json!({ "soort": "artikel", "artikel": "Wet Bibob art. 3" });
    json!({ "naam": "beantwoorden", "inhoud": { "tekst": "Nee.", "verwijzingen": [link] } })
}

fn signal() -> Value {
    json!({
        "omschrijving": "Een leeg pand met verlichting in de nacht.",
        "grondslag": "eigen-onderzoek",
        "besprokenOp": "2026-11-05"
    })
}
