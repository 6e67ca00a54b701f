//! The questions about the network, answered in words: who stands at the top, who decides, how somebody is related, where the
//! picture stops, what asks attention and what changed. With the drawing, its table, and the network as a file.

mod bestand;
mod keuze;
mod vragen;

use app::Caller;
use app::network::Network;
use serde::Serialize;

use super::super::kop::Kop;
use super::super::tabs::tab;
use super::super::{Opened, READ, opened};
use super::relaties::Relaties;
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use bestand::Verlies;
use keuze::Keuze;
use vragen::Vraag;

const PATH: &str = "/dossiers/{dossierId}/onderzoek/netwerk";

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = vec![get(PATH, READ, show)];
    routes.extend(bestand::routes());
    routes
}

#[derive(Debug, Serialize)]
struct Netwerk {
    kop: Kop,
    samenvatting: Option<Summary>,
    adres: String,
    terug: String,
    velden: Vec<Field>,
    vragen: Vec<Vraag>,
    relaties: Relaties,
    verlies: Vec<Verlies>,
}

impl View for Netwerk {
    const TEMPLATE: &'static str = "pages/dossier/netwerk";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let here = tab("onderzoek").ok_or(Trouble::NotFound)?;
    let network = visit.app.network(&caller, &opened.answer).await?.ok_or(Trouble::NotFound)?;
    let keuze = Keuze::of(&visit, &network, opened.answer.dossier.file().ontvangen_op);
    let kop = Kop::of(&visit, &opened, here);
    let title = kop.title("Netwerk");
    let view = view(&visit, &caller, (&opened, kop), (&network, &keuze)).await?;
    if keuze.mistakes.is_empty() {
        page(&visit, &title, &view)
    } else {
        page_with_mistakes(&visit, &title, &view)
    }
}

async fn view(
    visit: &Visit,
    caller: &Caller,
    (opened, kop): (&Opened, Kop),
    (network, keuze): (&Network, &Keuze),
) -> Result<Netwerk, Trouble> {
    let (answer, today) = (&opened.answer, visit.today());
    let earlier = visit.app.network_on(caller, answer, keuze.sinds).await?;
    let drawn = visit.app.drawing(caller, answer, network).await?;
    let velden = keuze.fields(visit, network);
    Ok(Netwerk {
        samenvatting: Summary::of(&keuze.mistakes, &velden),
        velden,
        adres: format!("/dossiers/{}/onderzoek/netwerk", answer.id),
        terug: format!("/dossiers/{}/onderzoek", answer.id),
        vragen: vragen::all(network, earlier.as_ref(), keuze, today),
        relaties: Relaties::of(network, &drawn, (answer.id, today)),
        verlies: Verlies::of(&visit.app.bods(caller, network)),
        kop,
    })
}
