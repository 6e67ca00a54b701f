//! What came of a request to a source.

use app::Caller;
use app::inquiry::Reply;
use kernel::{CaseId, InquiryEntryId};

use super::super::WRITE;
use super::TAB;
use super::formulier::{Asking, ask, done};
use super::lezen::Reading;
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PATH: &str = "/dossiers/{dossierId}/onderzoek/bevragingen/{bevragingId}/antwoord";

pub(super) fn routes() -> Vec<PageRoute> {
    // A choice and a sentence: nothing to lose.
    vec![get(PATH, WRITE, show), post(PATH, WRITE, send).button_of(TAB)]
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let asking = asking(&visit, &caller).await?;
    ask(&visit, &caller, asking, None).await
}

async fn asking(visit: &Visit, caller: &Caller) -> Result<Asking, Trouble> {
    let (case, id): (CaseId, InquiryEntryId) =
        (visit.of_path("dossierId")?, visit.of_path("bevragingId")?);
    let requests = visit.app.source_requests(caller, case).await?;
    let entry = requests.into_iter().find(|entry| entry.id == id).ok_or(Trouble::NotFound)?;
    let asked = &entry.content.bevraging;
    let source = visit.app.rules().sources().find(&asked.bron);
    let name = source.map_or(asked.bron.as_str(), |source| source.name.as_str());
    let mut eerst = Form::default();
    eerst.set("op", words::filled_day(visit.today()));
    Ok(Asking {
        naam: format!("Antwoord: {name}"),
        uitleg: vec![format!(
            "Gevraagd op {}, op grond van {}. Wat er in het antwoord staat, legt u daarna vast als bevinding.",
            words::day(asked.gevraagd_op, visit.today()),
            entry.content.artikel
        )],
        velden: vec![
            Field::radios("uitkomst", "Wat kwam ervan?").choices([
                ("gegevens", "De bron gaf gegevens"),
                ("niets-bekend", "De bron heeft niets over deze persoon"),
                ("geen-antwoord", "De bron gaf geen antwoord, of weigerde"),
            ]),
            Field::day("op", "Op welke dag?").hint("Bijvoorbeeld 20-11-2026"),
            Field::text("vindplaats", "Waar staan de gegevens?")
                .hint("Het nummer van het stuk of uittreksel. Alleen als er gegevens zijn")
                .optional(),
            Field::lines(
                "toelichting",
                "Voorwaarden van de verstrekker, of de reden dat er geen antwoord is",
            )
            .optional(),
        ],
        knop: "Antwoord vastleggen",
        eerst,
    })
}

async fn send(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (case, id) = (visit.of_path("dossierId")?, visit.of_path("bevragingId")?);
    let asking = asking(&visit, &caller).await?;
    let reply = match reply(&visit.form) {
        Ok(reply) => reply,
        Err(mistakes) => return ask(&visit, &caller, asking, Some(&mistakes)).await,
    };
    let written = visit.app.answer_source(&caller, (case, None), id, reply).await;
    done(&visit, &caller, written, asking).await
}

fn reply(form: &Form) -> Result<Reply, Mistakes> {
    let mut reading = Reading::of(form);
    let day = reading.day("op");
    let reply = match form.text("uitkomst") {
        "gegevens" => {
            let place = reading.text("vindplaats", "Vul in waar de gegevens staan.");
            let voorwaarden = reading.text_if_given("toelichting");
            let given = day.zip(place);
            given.map(|(op, vindplaats)| Reply::Gegevens { op, vindplaats, voorwaarden })
        }
        "niets-bekend" => day.map(|op| Reply::NietsBekend { op }),
        "geen-antwoord" => {
            let reden = reading.text_if_given("toelichting");
            day.map(|op| Reply::GeenAntwoord { op, reden })
        }
        _ => {
            reading.mistakes.add("uitkomst", "Kies wat ervan kwam.");
            None
        }
    };
    reading.into_result(reply)
}
