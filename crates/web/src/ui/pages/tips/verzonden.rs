//! The tips that the own body gives.

use app::tips::{ReadReason, SentTipLine};
use app::{Caller, Paged};
use chrono::NaiveDate;

use super::ontvangen::{Regel, Tips};
use super::{
    AFTER, Actie, Inzage, NEW, SENT, TIPS, head, next_page, read_reason, reason_query, woorden,
};
use crate::ui::answer::Answer;
use crate::ui::page::page;
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(SENT, TIPS, list)]
}

async fn list(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let found = visit.app.sent_tips(&caller, visit.query.given(AFTER)).await?;
    page(&visit, "Verzonden tips", &view(found, read_reason(&visit), visit.today()))
}

fn view(found: Paged<SentTipLine>, why: ReadReason, today: NaiveDate) -> Tips {
    let kop = head(
        "Verzonden tips",
        "Waar wij andere organisaties op wijzen: van concept tot wat zij ons lieten weten.",
        SENT,
    );
    Tips {
        kop: kop.with(vec![Actie::first("Nieuwe tip", NEW)]),
        naam: "Verzonden tips",
        inzage: Inzage::of(SENT, why),
        kolommen: ["Aan", "Stand", "Gewijzigd"],
        regels: found.items.iter().map(|line| Regel::sent(line, why, today)).collect(),
        leeg: "Er is nog geen tip geschreven. Ziet u in een dossier reden dat een ander orgaan zelf onderzoek doet, begin dan met «Nieuwe tip».",
        volgende: found.volgende.map(|cursor| next_page(SENT, why, &cursor)),
    }
}

impl Regel {
    fn sent(line: &SentTipLine, why: ReadReason, today: NaiveDate) -> Self {
        Self {
            adres: format!("{SENT}/{}{}", line.id, reason_query(why)),
            dag: words::short_day(line.gewijzigd_op.dutch_date(), today),
            organisatie: line.ontvanger_naam.clone(),
            betrokkene: line.betrokkene.as_ref().map(|name| name.reveal().clone()),
            stand: woorden::sent_state(&line.stand),
            aandacht: line.aandacht.map(woorden::attention),
            uiterlijk: None,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::samples::{now, says};
    use super::*;
    use crate::ui::page::tests::filled;
    use app::tips::Attention;

    pub(in super::super) fn line() -> SentTipLine {
        SentTipLine {
            id: "01a212f6-0000-7000-8000-000000000000".parse().unwrap(),
            versie: 2,
            stand: "concept".to_owned(),
            ontvanger: "00000001001234500002".parse().unwrap(),
            ontvanger_naam: "Gemeente <Veen>".to_owned(),
            betrokkene: None,
            gewijzigd_op: now(),
            aandacht: Some(Attention::ToRelease),
        }
    }

    #[test]
    fn the_list_says_where_each_tip_stands() {
        let found = Paged { items: vec![line()], volgende: None };
        let page = filled(&view(found, ReadReason::Handle, now().dutch_date()));
        says(&page, &["Gemeente &lt;Veen&gt;", "Concept, nog niet vrijgegeven", "inhoud gewist"]);
        assert!(page.contains("href=\"/tips/nieuw\"") && !page.contains("?na="), "{page}");
    }
}
