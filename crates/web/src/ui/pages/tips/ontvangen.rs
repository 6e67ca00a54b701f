//! The tips that the own body got.

use app::tips::{ReadReason, ReceivedTipLine};
use app::{Caller, Paged};
use chrono::NaiveDate;
use serde::Serialize;

use super::{
    AFTER, Actie, Inzage, Kop, LETTER_IN, RECEIVED, RECEIVED_TIPS, TIPS, head, next_page,
    read_reason, reason_query, woorden,
};
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(RECEIVED, TIPS, list)]
}

/// A list of tips, the newest first.
#[derive(Debug, Serialize)]
pub(super) struct Tips {
    pub(super) kop: Kop,
    /// What the list is, for who hears the page.
    pub(super) naam: &'static str,
    pub(super) inzage: Inzage,
    pub(super) kolommen: [&'static str; 3],
    pub(super) regels: Vec<Regel>,
    pub(super) leeg: &'static str,
    pub(super) volgende: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Regel {
    pub(super) adres: String,
    pub(super) dag: String,
    pub(super) organisatie: String,
    /// Of whom it is; none when the content is not there.
    pub(super) betrokkene: Option<String>,
    pub(super) stand: &'static str,
    pub(super) aandacht: Option<&'static str>,
    pub(super) uiterlijk: Option<String>,
}

impl View for Tips {
    const TEMPLATE: &'static str = "pages/tips/lijst";
}

async fn list(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let found = visit.app.received_tips(&caller, visit.query.given(AFTER)).await?;
    page(&visit, "Ontvangen tips", &view(found, read_reason(&visit), visit.today()))
}

fn view(found: Paged<ReceivedTipLine>, why: ReadReason, today: NaiveDate) -> Tips {
    let kop = head(
        "Tips",
        "Wat andere organisaties ons wezen op grond van artikel 26 Wet Bibob. Ook dat er een tip is, is geheim.",
        RECEIVED,
    );
    Tips {
        kop: kop.with(vec![Actie::other("Tip per brief vastleggen", LETTER_IN)]),
        naam: "Ontvangen tips",
        inzage: Inzage::of(RECEIVED, why),
        kolommen: ["Van", "Stand", "Ontvangen"],
        regels: found.items.iter().map(|line| Regel::received(line, why, today)).collect(),
        leeg: "Er zijn geen tips ontvangen. Komt er een, dan staat hij hier, en nergens anders.",
        volgende: found.volgende.map(|cursor| next_page(RECEIVED, why, &cursor)),
    }
}

impl Regel {
    fn received(line: &ReceivedTipLine, why: ReadReason, today: NaiveDate) -> Self {
        let day = line.ontvangen_op.map(|at| words::short_day(at.dutch_date(), today));
        let last = |day| format!("beslist uiterlijk {}", words::short_day(day, today));
        Self {
            adres: format!("{RECEIVED_TIPS}/{}{}", line.id, reason_query(why)),
            dag: day.unwrap_or_else(|| "nog niet".to_owned()),
            organisatie: line.zender_naam.clone(),
            betrokkene: line.betrokkene.as_ref().map(|name| name.reveal().clone()),
            stand: woorden::received_state(&line.stand),
            aandacht: line.aandacht.map(woorden::attention),
            uiterlijk: line.beslisdatum.map(last),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::samples::{now, says};
    use super::*;
    use crate::ui::page::tests::filled;
    use app::tips::Attention;
    use kernel::Redacted;
    use uuid::Uuid;

    pub(in super::super) fn line() -> ReceivedTipLine {
        ReceivedTipLine {
            id: Uuid::from_u128(5),
            tip: "01a212f6-0000-7000-8000-000000000000".parse().unwrap(),
            versie: 3,
            stand: "ontvangen".to_owned(),
            zender: "00000001001234500001".parse().unwrap(),
            zender_naam: "Gemeente <Veen>".to_owned(),
            betrokkene: Some(Redacted::new("Vera <Verzonnen>".to_owned())),
            ontvangen_op: Some(now()),
            beslisdatum: Some("2027-03-01".parse().unwrap()),
            aandacht: Some(Attention::Reminder),
        }
    }

    #[test]
    fn the_list_says_from_whom_and_what_asks_for_attention() {
        let found = Paged { items: vec![line()], volgende: Some("plek".to_owned()) };
        let page = filled(&view(found, ReadReason::Supervise, now().dutch_date()));
        says(
            &page,
            &[
                "Gemeente &lt;Veen&gt;",
                "Vera &lt;Verzonnen&gt;",
                "Wacht te lang op een oordeel",
                "beslist uiterlijk ma 1 mrt",
                "/tips?na=plek&amp;inzage=toezicht",
                "om: <strong>toezicht op de behandeling</strong>",
                "href=\"/tips\">behandelen</a>",
                "href=\"/tips?inzage=inzageverzoek\"",
                "05?inzage=toezicht\"",
            ],
        );
        let none = Paged { items: Vec::new(), volgende: None };
        let page = filled(&view(none, ReadReason::Handle, now().dutch_date()));
        assert!(page.contains("geen tips ontvangen") && !page.contains("<table"), "{page}");
    }
}
