//! Files that the tests of the pages make.

use harness::{Dossier, Official, TestApp};
use serde_json::{Value, json};

/// A name that may stand on a page and in no address.
pub(super) const NAME: &str = "Kanarievogel";

/// The application of a person for a kind of permit.
pub(super) fn application(kind: &str, name: &str, received: &str) -> Value {
    json!({ "aanvraag": {
        "soort": kind,
        "gebeurtenis": "nieuw",
        "ontvangenOp": received,
        "betrokkene": { "soort": "natuurlijk-persoon", "naam": name },
        "feiten": { "signalen": [], "branches": [] },
    } })
}

/// Opens a file about somebody for a permit with a decision term.
pub(super) async fn file(app: &TestApp, by: &Official, name: &str) -> Dossier {
    app.open(by, &application("alcohol-horeca", name, "2026-11-02")).await
}

/// Records the scope of a file; the answer is the file as it is then.
pub(super) async fn scoped(app: &TestApp, by: &Official, file: &Dossier) -> Dossier {
    let body = json!({ "keuze": { "motivering": "Het gaat om een groot belang." } });
    Dossier::of(&app.step(by, file, "toepassingsbereik", &body).await.expect(200).json())
}

/// Sends the forms of a file that is scoped.
pub(super) async fn forms_out(app: &TestApp, by: &Official, file: &Dossier, last: &str) -> Dossier {
    let file = scoped(app, by, file).await;
    let body = json!({ "op": "2026-11-02", "uiterlijk": last });
    Dossier::of(&app.step(by, &file, "vragenlijsten", &body).await.expect(200).json())
}
