//! A tip that the own body got: what it says, where it came from, and how it is judged. Nothing follows from it by itself.

use app::tips::{
    PartnerView, ReadReason, ReceivedTipAction, ReceivedTipChange, ReceivedTipView, TipCandidates,
    Topic,
};
use app::{Caller, KindName};
use axum::http::StatusCode;
use chrono::NaiveDate;
use kernel::SubjectId;
use serde::Serialize;
use uuid::Uuid;

use super::super::lezen::wire_name;
use super::kandidaten::{CHOSEN, Kandidaten};
use super::oordeel::{
    ACCEPTED, DECLINED, ELSEWHERE, EXISTING, FILE, LAPSED, NOT_COMPETENT, OPENED, ORGAN,
    REASSIGNED, TAKEN_BACK, TO_OPEN, TOPIC, WHERE, refused, step,
};
use super::verzending::{REPEATED, remains};
use super::woorden::{Bericht, Feit};
use super::{
    Back, Kruimel, Paneel, Panelen, RECEIVED, RECEIVED_TIPS, Sent, TIPS, crumbs, organ_field,
    read_reason, reason_query, receivers, shown, woorden,
};
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) const PAGE: &str = "/tips/ontvangen/{tipId}";

/// What is done by a form on the page, and where it is sent.
const ACTS: [(ReceivedTipAction, &str); 11] = [
    (ReceivedTipAction::RepeatMessages, "/tips/ontvangen/{tipId}/bericht-opnieuw-verzenden"),
    (ReceivedTipAction::SeeWithdrawal, "/tips/ontvangen/{tipId}/intrekking-gezien"),
    (ReceivedTipAction::RegisterWithdrawal, "/tips/ontvangen/{tipId}/intrekking-vastleggen"),
    (ReceivedTipAction::TakeUp, "/tips/ontvangen/{tipId}/in-behandeling-nemen"),
    (ReceivedTipAction::Accept, "/tips/ontvangen/{tipId}/aanvaarden"),
    (ReceivedTipAction::LinkFile, "/tips/ontvangen/{tipId}/dossier-koppelen"),
    (ReceivedTipAction::Decline, "/tips/ontvangen/{tipId}/afwijzen"),
    (ReceivedTipAction::DeclareNotCompetent, "/tips/ontvangen/{tipId}/niet-bevoegd-verklaren"),
    (ReceivedTipAction::Ask, "/tips/ontvangen/{tipId}/vraag-stellen"),
    (ReceivedTipAction::Reassign, "/tips/ontvangen/{tipId}/herbestemmen"),
    (ReceivedTipAction::Lapse, "/tips/ontvangen/{tipId}/laten-verlopen"),
];

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = vec![get(PAGE, TIPS, show)];
    for (act, path) in ACTS {
        let route = post(path, TIPS, move |visit, caller| take(visit, caller, act));
        let asks = !matches!(
            act,
            ReceivedTipAction::TakeUp
                | ReceivedTipAction::RepeatMessages
                | ReceivedTipAction::SeeWithdrawal
        );
        routes.push(if asks { route.shown_on(PAGE) } else { route.button_of(PAGE) });
    }
    routes
}

#[derive(Debug, Serialize)]
struct Ontvangst {
    kruimels: Vec<Kruimel>,
    opschrift: String,
    onder: String,
    inzage: &'static str,
    aandacht: Option<&'static str>,
    inhoud: Vec<Feit>,
    feiten: Vec<Feit>,
    dossier: Option<String>,
    kandidaten: Option<Kandidaten>,
    berichten: Vec<Bericht>,
    grafsteen: Vec<Feit>,
    panelen: Panelen,
}

impl View for Ontvangst {
    const TEMPLATE: &'static str = "pages/tips/ontvangst";
}

/// A tip with what its page needs beside it.
struct Looked<'l> {
    tip: &'l ReceivedTipView,
    partners: &'l [PartnerView],
    /// The organs of the own body: name in the form, and words.
    organs: Vec<(String, String)>,
    kinds: &'l [KindName],
    candidates: Option<&'l TipCandidates>,
    /// The fields in which a file is named, with the file of the candidate that was chosen.
    begins: Form,
    why: ReadReason,
    today: NaiveDate,
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id = visit.of_path("tipId")?;
    render((&visit, &caller), id, None).await
}

/// Does what is asked, or shows the tip as it is now, with what was sent and why it was not taken.
async fn take(visit: Visit, caller: Caller, act: ReceivedTipAction) -> Result<Answer, Trouble> {
    let id: Uuid = visit.of_path("tipId")?;
    let change = ReceivedTipChange { id, version: visit.version()? };
    let back = match step((&visit, &caller), change, act).await? {
        Err(back) => back,
        Ok(step) => match visit.app.change_received_tip(&caller, change, step).await {
            Ok(tip) => {
                let page = format!("{RECEIVED_TIPS}/{id}{}", reason_query(read_reason(&visit)));
                return Ok(Answer::see(page).saying(notice(act, tip.weg.is_some())));
            }
            Err(error) => refused(error, act)?,
        },
    };
    render((&visit, &caller), id, Some((act, back))).await
}

async fn render(
    (visit, caller): (&Visit, &Caller),
    id: Uuid,
    back: Option<(ReceivedTipAction, Back)>,
) -> Result<Answer, Trouble> {
    let why = read_reason(visit);
    let tip = visit.app.received_tip(caller, id, why).await?;
    // Who looks after the handling, or answers a request for access, need not know who it may be.
    let candidates = match why {
        ReadReason::Handle => visit.app.tip_candidates(caller, id).await?,
        ReadReason::Supervise | ReadReason::AccessRequest => None,
    };
    let own = visit.app.tip_body(caller).await?.organisatie;
    let organs = own.iter().flat_map(|own| &own.organen);
    let partners = receivers(visit, caller).await?;
    let kinds = visit.app.kinds();
    let looked = Looked {
        tip: &tip,
        partners: &partners,
        organs: organs.map(|organ| (organ.to_string(), woorden::organ(organ))).collect(),
        kinds: &kinds,
        begins: begins(candidates.as_ref(), visit.query.text(CHOSEN)),
        candidates: candidates.as_ref(),
        why,
        today: visit.today(),
    };
    let status = back.as_ref().map_or(StatusCode::OK, |(_, back)| back.status);
    let view = looked.view(&visit.form, back.as_ref().map(|(act, back)| (*act, &back.mistakes)));
    // The title goes into the history of the browser, so it names nobody.
    shown(visit, status, "Ontvangen tip", &view)
}

/// Names the file of the candidate that was chosen in the forms that ask for one; an officer still says why.
fn begins(candidates: Option<&TipCandidates>, chosen: &str) -> Form {
    let mut form = Form::default();
    let chosen: Option<SubjectId> = chosen.parse().ok();
    if let Some(one) = chosen.and_then(|id| candidates?.candidate(id)) {
        form.set(WHERE, EXISTING);
        form.set(FILE, one.kenmerk.as_str());
        form.set(OPENED, one.kenmerk.as_str());
    }
    form
}

/// Returns what the next page says; of a tip that came by hand the sender hears from an officer, and by nothing else.
fn notice(act: ReceivedTipAction, by_hand: bool) -> Notice {
    match act {
        ReceivedTipAction::TakeUp if by_hand => Notice::TipTakenUpByHand,
        ReceivedTipAction::Accept
        | ReceivedTipAction::Decline
        | ReceivedTipAction::DeclareNotCompetent
        | ReceivedTipAction::Lapse
            if by_hand =>
        {
            Notice::TipJudgedByHand
        }
        ReceivedTipAction::TakeUp => Notice::TipTakenUp,
        ReceivedTipAction::Ask => Notice::TipAsked,
        ReceivedTipAction::Accept
        | ReceivedTipAction::Decline
        | ReceivedTipAction::DeclareNotCompetent => Notice::TipJudged,
        ReceivedTipAction::Reassign
        | ReceivedTipAction::LinkFile
        | ReceivedTipAction::Lapse
        | ReceivedTipAction::SeeWithdrawal
        | ReceivedTipAction::RegisterWithdrawal
        | ReceivedTipAction::RepeatMessages => Notice::StepTaken,
    }
}

impl Looked<'_> {
    fn view(&self, form: &Form, sent: Option<(ReceivedTipAction, &Mistakes)>) -> Ontvangst {
        let tip = self.tip;
        let offered = ACTS.into_iter().map(|(act, _)| act).filter(|act| tip.stappen.contains(act));
        let offered: Vec<Paneel> = offered.map(|act| self.panel(act)).collect();
        let sent = sent.map(|(act, mistakes)| Sent { panel: self.panel(act), mistakes });
        Ontvangst {
            kruimels: crumbs("Ontvangen", RECEIVED),
            opschrift: format!("Tip van {}", tip.regel.zender_naam),
            onder: self.under(),
            inzage: woorden::read_reason(self.why),
            aandacht: tip.regel.aandacht.map(woorden::attention),
            inhoud: tip
                .inhoud
                .as_ref()
                .map(|offer| woorden::offer(offer, self.kinds))
                .unwrap_or_default(),
            feiten: self.facts(),
            dossier: self.file(),
            kandidaten: self.known(),
            berichten: tip.berichten.iter().map(|one| woorden::message(one, self.today)).collect(),
            grafsteen: tip
                .grafsteen
                .as_ref()
                .map(|stone| remains(stone, self.today))
                .unwrap_or_default(),
            panelen: Panelen::of(offered, (form, &self.begins), sent),
        }
    }

    fn under(&self) -> String {
        let state = woorden::received_state(&self.tip.regel.stand);
        let came = self.tip.regel.ontvangen_op.map(|at| words::moment(at, self.today));
        let came = came.map(|at| format!(" Ontvangen op {at}.")).unwrap_or_default();
        format!("{state}.{came}")
    }

    fn facts(&self) -> Vec<Feit> {
        let tip = self.tip;
        let day = |day| words::day(day, self.today);
        let mut facts = vec![
            Feit::of(
                "Afzender",
                vec![tip.regel.zender_naam.clone(), format!("OIN {}", tip.regel.zender)],
            ),
            self.proof(),
            Feit::new(
                "Gevolg",
                "Geen. Een tip opent geen onderzoek en verandert geen score of termijn.",
            ),
        ];
        facts.extend(tip.orgaan.as_ref().map(|organ| Feit::new("Orgaan", woorden::organ(organ))));
        let file = tip.gekoppeld.as_ref();
        facts.extend(file.map(|file| Feit::new("Gekoppeld dossier", file.kenmerk.clone())));
        let by = tip.behandelaar.as_ref();
        facts.extend(by.map(|by| Feit::new("Beoordelaar", by.naam.clone())));
        if tip.vraag_open {
            facts.push(Feit::new("Vraag", "Er staat een vraag open bij de afzender"));
        }
        if tip.ingetrokken {
            facts.push(Feit::new("Ingetrokken", "De afzender heeft de tip ingetrokken"));
        }
        facts.extend(tip.termijnen.as_ref().map(|days| {
            Feit::of(
                "Termijnen",
                vec![
                    format!("Herinnering op {}", day(days.herinnering)),
                    format!("Escalatie op {}", day(days.escalatie)),
                    format!("Kiezen moet vanaf {}", day(days.keuze)),
                ],
            )
        }));
        facts
            .extend(tip.reden.as_ref().map(|why| Feit::new("Reden van het oordeel", why.reveal())));
        facts
    }

    /// Says what vouches for the sender.
    fn proof(&self) -> Feit {
        match self.tip.weg {
            None => Feit::new("Echtheid", "De handtekening klopt en het bericht is onveranderd"),
            Some(way) => Feit::of(
                "Route",
                vec![
                    woorden::route(way).to_owned(),
                    "Er gaat geen bericht terug: laat de afzender zelf de uitkomst weten, en alleen de hoofdlijn"
                        .to_owned(),
                ],
            ),
        }
    }

    /// Returns the address of the file that the tip is linked to, for who may read it: most who handle tips may not.
    fn file(&self) -> Option<String> {
        let case = self.tip.gekoppeld.as_ref()?.leest?;
        Some(format!("/dossiers/{case}"))
    }

    fn known(&self) -> Option<Kandidaten> {
        let page = format!("{RECEIVED_TIPS}/{}", self.tip.regel.id);
        let mut asks = [ReceivedTipAction::Accept, ReceivedTipAction::LinkFile].into_iter();
        let act = asks.find(|act| self.tip.stappen.contains(act));
        self.candidates.map(|found| Kandidaten::of(found, &page, act))
    }

    fn reassign_fields(&self) -> Vec<Field> {
        let organ = Field::select(ORGAN, "Orgaan").choices([("", "Kies een orgaan")]);
        vec![
            organ.choices(self.organs.clone()),
            Field::lines(REASSIGNED, "Waarom een ander orgaan?"),
        ]
    }

    fn elsewhere_fields(&self) -> Vec<Field> {
        let label = "Wie is vermoedelijk wel bevoegd?";
        vec![
            organ_field(ELSEWHERE, label, self.partners, "Dat weten wij niet").optional(),
            why(NOT_COMPETENT, "Waarom bent u niet bevoegd?"),
        ]
    }

    fn panel(&self, act: ReceivedTipAction) -> Paneel {
        let page = format!("{RECEIVED_TIPS}/{}", self.tip.regel.id);
        let place = (page.as_str(), self.tip.regel.versie);
        let query = reason_query(self.why);
        let new = |names| Paneel::new(act.id(), names, place).sent_with(&query);
        match act {
            ReceivedTipAction::RepeatMessages => new(("Bericht opnieuw", "Bericht opnieuw verzenden"))
                .saying(REPEATED)
                .first(),
            ReceivedTipAction::RegisterWithdrawal => new(("Intrekking", "Intrekking vastleggen"))
                .saying("De afzender nam de tip terug, of u nam de brief verkeerd over. Wat de tip zegt, verdwijnt meteen, behalve bij een tip die u al aanvaardde.")
                .asking(vec![Field::radios(TAKEN_BACK, "Waarom vervalt de tip?").choices(woorden::withdrawals())]),
            ReceivedTipAction::SeeWithdrawal => new(("Intrekking", "Intrekking gezien"))
                .saying("De afzender trok de tip in nadat u hem had aanvaard. Bekijk of uw onderzoek nog klopt. Aan het dossier verandert hier niets.")
                .first(),
            ReceivedTipAction::TakeUp => new(("In behandeling nemen", "Tip in behandeling nemen"))
                .saying("Daarna beoordeelt u of er reden is voor eigen onderzoek. De wet verplicht daar niet toe, maar uw keuze moet uit te leggen zijn.")
                .first(),
            ReceivedTipAction::Accept => new(("Aanvaarden", "Tip aanvaarden"))
                .saying("U doet zelf onderzoek. Aan het dossier verandert niets: alleen hier staat dat de tip erbij hoort.")
                .asking(vec![where_field(), file_text(FILE).optional(), why(ACCEPTED, "Waarom aanvaardt u de tip?")])
                .first(),
            ReceivedTipAction::LinkFile => new(("Dossier koppelen", "Dossier koppelen"))
                .saying("Noem het dossier dat door deze tip is geopend.")
                .asking(vec![file_text(OPENED)])
                .first(),
            ReceivedTipAction::Decline => new(("Afwijzen", "Tip afwijzen"))
                .saying("U doet niets met de tip.")
                .asking(vec![why(DECLINED, "Waarom wijst u de tip af?")]),
            ReceivedTipAction::DeclareNotCompetent => new(("Niet bevoegd", "Niet bevoegd verklaren"))
                .saying("De tip gaat niet door naar een ander: de afzender hoort wie vermoedelijk wel bevoegd is, en beslist zelf (vergelijk Awb art. 2:3; Wet Bibob art. 28).")
                .asking(self.elsewhere_fields()),
            ReceivedTipAction::Ask => new(("Vraag stellen", "Vraag aan de afzender stellen"))
                .saying("Uit een vaste lijst: met eigen woorden zou u kunnen verklappen wat u al weet.")
                .asking(vec![topic_field()]),
            ReceivedTipAction::Reassign => new(("Ander orgaan", "Orgaan wijzigen"))
                .saying("Binnen uw organisatie. De afzender krijgt geen bericht.")
                .asking(self.reassign_fields()),
            ReceivedTipAction::Lapse => new(("Laten verlopen", "Tip laten verlopen"))
                .saying("De termijn voor een oordeel is voorbij.")
                .asking(vec![why(LAPSED, "Waarom laat u de tip verlopen?")]),
        }
    }
}

fn why(name: &str, label: &str) -> Field {
    Field::lines(name, label).hint("Verplicht. De afzender ziet alleen de uitkomst, niet uw reden.")
}

fn where_field() -> Field {
    let choices = [
        (EXISTING, "In een dossier dat er al is"),
        (TO_OPEN, "In een dossier dat nog wordt geopend"),
    ];
    Field::radios(WHERE, "Waar doet u het onderzoek?").choices(choices)
}

fn file_text(name: &str) -> Field {
    Field::text(name, "Kenmerk van het dossier").code()
}

fn topic_field() -> Field {
    let topics = [Topic::Subject, Topic::Decision, Topic::Contact];
    let topics = topics.map(|topic| (wire_name(topic), woorden::topic(topic)));
    Field::radios(TOPIC, "Wat is onduidelijk?").choices(topics)
}

#[cfg(test)]
mod tests {
    use super::super::kandidaten::tests::{candidate, found};
    use super::super::ontvangen::tests::line;
    use super::super::oordeel::{accepted_on, read};
    use super::super::samples::{message, now, offer, says};
    use super::*;
    use crate::ui::page::tests::filled;
    use app::LinkStand;
    use app::matching::MatchBand;
    use app::tips::{DeadlineView, LinkedFile, Route};
    use kernel::CaseId;

    fn tip(steps: &[ReceivedTipAction]) -> ReceivedTipView {
        let day = |text: &str| text.parse().unwrap();
        ReceivedTipView {
            regel: line(),
            orgaan: Some("gs".parse().unwrap()),
            inhoud: Some(offer()),
            behandelaar: None,
            vraag_open: true,
            ingetrokken: false,
            termijnen: Some(DeadlineView {
                herinnering: day("2027-03-02"),
                escalatie: day("2027-03-16"),
                keuze: day("2027-04-17"),
            }),
            dossier: None,
            gekoppeld: None,
            reden: None,
            berichten: vec![message("bezorgd", 1)],
            weg: None,
            stappen: steps.to_vec(),
            grafsteen: None,
        }
    }

    #[test]
    fn a_tip_of_a_body_without_a_system_says_how_it_came_and_who_tells_the_outcome() {
        let message = shown_page(&tip(&[]), "", None);
        says(&message, &["De handtekening klopt"]);
        let by_page = ReceivedTipView { weg: Some(Route::PublicPage), ..tip(&[]) };
        let page = shown_page(&by_page, "", None);
        says(&page, &["Via de publieke pagina", "laat de afzender zelf de uitkomst weten"]);
        assert!(!page.contains("De handtekening klopt"), "{page}");
    }

    fn shown_page(
        tip: &ReceivedTipView,
        body: &str,
        sent: Option<(ReceivedTipAction, &Mistakes)>,
    ) -> String {
        page_with((tip, None, ""), body, sent)
    }

    fn page_with(
        (tip, candidates, chosen): (&ReceivedTipView, Option<&TipCandidates>, &str),
        body: &str,
        sent: Option<(ReceivedTipAction, &Mistakes)>,
    ) -> String {
        let (today, why) = (now().dutch_date(), ReadReason::Supervise);
        let organs = vec![("gs".to_owned(), "Gedeputeerde staten".to_owned())];
        let begins = begins(candidates, chosen);
        let looked =
            Looked { tip, partners: &[], organs, kinds: &[], candidates, begins, why, today };
        filled(&looked.view(&Form::of_body(body.as_bytes()), sent))
    }

    #[test]
    fn the_page_says_what_the_tip_says_and_that_nothing_follows_by_itself() {
        let page = shown_page(&tip(&[ReceivedTipAction::TakeUp]), "", None);
        says(
            &page,
            &[
                "Gemeente &lt;Veen&gt;",
                "&lt;Verzonnen&gt;",
                "verandert geen score of termijn",
                "toezicht op de behandeling",
                "Kiezen moet vanaf za 17 april",
                "Gedeputeerde staten",
                "/in-behandeling-nemen?inzage=toezicht\"",
            ],
        );
        assert!(!page.contains("/aanvaarden?"), "{page}");
        let every: Vec<ReceivedTipAction> = ACTS.into_iter().map(|(act, _)| act).collect();
        let page = shown_page(&tip(&every), "", None);
        for (act, path) in ACTS {
            assert!(path.ends_with(act.id()), "{path}");
            assert!(
                page.contains(&format!("/{}?inzage=toezicht\"", act.id())),
                "{}: {page}",
                act.id()
            );
        }
        says(&page, &["Intrekking gezien", "De termijn voor een oordeel is voorbij."]);
    }

    #[test]
    fn candidates_stand_above_the_verdict_and_fill_in_their_file() {
        let every = [LinkStand::Open, LinkStand::Gewijzigd, LinkStand::Bevestigd];
        let mut kandidaten: Vec<_> =
            every.into_iter().map(|stand| candidate(stand, MatchBand::Mogelijk)).collect();
        kandidaten.push(candidate(LinkStand::Open, MatchBand::Zwak));
        kandidaten.push(candidate(LinkStand::Verworpen, MatchBand::Sterk));
        let id = kandidaten[0].persoon.to_string();
        let all = found(kandidaten);
        let judged = tip(&[ReceivedTipAction::Accept]);
        let page = page_with((&judged, Some(&all), &id), "", None);
        says(
            &page,
            &[
                "Wie het kan zijn",
                "Z-2027-&lt;9&gt;",
                "Eerder een ander, en daarna is er iets gewijzigd. Een &lt;nicht&gt;.",
                "Zwakke kandidaten",
                "Niet dezelfde als",
                "Er zijn nog 2 kandidaten",
                "Kies dit dossier",
                "value=\"Z-2027-&lt;9&gt;\"",
                "value=\"bestaand\" checked",
            ],
        );
        // Before it is taken up there is no form to fill in, and who is nobody's candidate has no list.
        let page = page_with((&tip(&[]), Some(&found(Vec::new())), &id), "", None);
        says(&page, &["Niemand te beoordelen."]);
        assert!(!page.contains("Kies dit dossier"), "{page}");
        assert!(!shown_page(&judged, "", None).contains("Wie het kan zijn"));
    }

    #[test]
    fn a_linked_file_is_told_by_its_reference_and_opened_by_who_may_read_it() {
        let case: CaseId = "01a212f6-0000-7000-8000-000000000001".parse().unwrap();
        for (leest, opens) in [(None, false), (Some(case), true)] {
            let file = LinkedFile { kenmerk: "Z-<7>".to_owned(), leest };
            let page = shown_page(&ReceivedTipView { gekoppeld: Some(file), ..tip(&[]) }, "", None);
            says(&page, &["Gekoppeld dossier", "Z-&lt;7&gt;"]);
            assert_eq!(page.contains(&format!("href=\"/dossiers/{case}\"")), opens, "{page}");
            assert_eq!(page.contains("/dossiers/"), opens, "{page}");
        }
    }

    #[test]
    fn a_verdict_needs_a_reason_and_a_place() {
        let mut mistakes = Mistakes::default();
        let form = Form::of_body(b"waar=nieuw&dossier=Z-1");
        assert_eq!(accepted_on(&form, &mut mistakes), None);
        assert!(read(ReceivedTipAction::Accept, &form, &mut mistakes).is_none());
        let sent = Some((ReceivedTipAction::Accept, &mistakes));
        let page = shown_page(&tip(&[ReceivedTipAction::Accept]), "waar=nieuw&dossier=Z-1", sent);
        says(&page, &["href=\"#dossier\"", "href=\"#reden-aanvaarden\"", "value=\"Z-1\""]);
        let good = Form::of_body(b"waar=bestaand&dossier=+Z-1+");
        assert_eq!(accepted_on(&good, &mut Mistakes::default()), Some("Z-1"));
    }
}
