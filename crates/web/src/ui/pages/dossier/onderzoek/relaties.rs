//! The network of relations: a drawing, and the same as a table.

use app::Caller;
use app::inquiry::network_title;
use app::network::{Drawing, Network, TableRow, svg};
use chrono::NaiveDate;
use kernel::CaseId;
use serde::Serialize;

use super::super::READ;
use crate::ui::answer::Answer;
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const DRAWING: &str = "/dossiers/{dossierId}/onderzoek/relaties.svg";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(DRAWING, READ, drawing)]
}

#[derive(Debug, Serialize)]
pub(super) struct Relaties {
    tekening: String,
    /// Where the questions about the network are answered.
    netwerk: String,
    uitleg: String,
    breedte: i32,
    hoogte: i32,
    rijen: Vec<Relatie>,
}

#[derive(Debug, Serialize)]
struct Relatie {
    van: String,
    rol: &'static str,
    naar: String,
    maat: String,
    periode: String,
    bron: String,
    status: &'static str,
}

impl Relaties {
    pub(super) fn of(network: &Network, drawn: &Drawing, place: (CaseId, NaiveDate)) -> Self {
        let (case, today) = place;
        let row = |row: TableRow| Relatie {
            van: row.from_name.reveal().clone(),
            rol: row.role,
            naar: row.to_name.reveal().clone(),
            maat: row.measure,
            periode: row.period,
            bron: row.source.reveal().clone(),
            status: row.status_label,
        };
        Self {
            tekening: format!("/dossiers/{case}/onderzoek/relaties.svg"),
            netwerk: format!("/dossiers/{case}/onderzoek/netwerk"),
            uitleg: network_title(network),
            breedte: drawn.width,
            hoogte: drawn.height,
            rijen: network.table(today).into_iter().map(row).collect(),
        }
    }
}

/// The drawing by itself: as an image it can run nothing, whatever a name holds.
async fn drawing(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let answer = visit.app.dossier(&caller, visit.of_path("dossierId")?).await?;
    let network = visit.app.network(&caller, &answer).await?.ok_or(Trouble::NotFound)?;
    let drawn = visit.app.drawing(&caller, &answer, &network).await?;
    let text = svg(&drawn, &network_title(&network));
    Ok(Answer::shown("image/svg+xml", "relaties.svg", text.into_bytes()))
}
