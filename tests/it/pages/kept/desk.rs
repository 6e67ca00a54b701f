//! Papers of the working group to send forms about.

use crate::group::scene::{day, text};
use app::meetings::{AdviceKind, RoundQuestion, SignalGround};
use app::{AskHelp, NewSignal};
use harness::{Dossier, Official, TestApp};

/// Papers of the working group.
pub(super) struct Desk {
    pub(super) round: String,
    pub(super) question: String,
    pub(super) signal: String,
}

impl Desk {
    pub(super) async fn of(app: &TestApp, by: &Official, file: &Dossier) -> Self {
        let by = app.caller(by).await;
        let question = RoundQuestion {
            dossier: file.id.parse().expect("a file"),
            vraag: text("Eens?"),
            voorstel: AdviceKind::Afsluiten,
            redenen: text("Niets gevonden."),
            sluit_op: day("2026-12-20"),
        };
        let asked = AskHelp { onderwerp: text("Leges"), vraag: text("Mag dat?") };
        let signal = NewSignal {
            omschrijving: text("Een leeg pand."),
            grondslag: SignalGround::EigenOnderzoek,
            besproken_op: day("2026-11-02"),
        };
        Self {
            round: app.app.open_round(&by, &question, None).await.expect("a round").id.to_string(),
            question: app.app.ask_help(&by, &asked, None).await.expect("a question").id.to_string(),
            signal: app
                .app
                .bring_signal(&by, &signal, None)
                .await
                .expect("a signal")
                .id
                .to_string(),
        }
    }
}
