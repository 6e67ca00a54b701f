//! A partner: what was agreed, its fingerprint, how the traffic goes, and what an officer can do.

use app::tips::{Endpoint, Oin, PartnerChange, PartnerData, PartnerStep, PartnerView};
use app::{AppError, Caller};
use axum::http::StatusCode;
use chrono::NaiveDate;
use kernel::AccountId;
use serde::Serialize;

use super::lezen::{field, needed};
use super::partners::refused as refused_fields;
use super::woorden::{self, Feit};
use super::{
    Actie, Asked, Back, Kruimel, PARTNERS, Paneel, Panelen, Sent, TIPS, back, crumbs, partnerveld,
    shown,
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

const PAGE: &str = "/tips/partners/{oin}";
const CHANGE: &str = "/tips/partners/{oin}/wijzigen";

const HEARD: &str = "vingerafdruk";
const DECLINED: &str = "reden-afwijzen";
const STOPPED: &str = "reden-stoppen";

/// What can be done on the page; each has a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Approve,
    Decline,
    Resume,
    Hold,
    Stop,
}

/// Each act, and where it is sent.
const ACTS: [(Act, &str, &str); 5] = [
    (Act::Approve, "goedkeuren", "/tips/partners/{oin}/goedkeuren"),
    (Act::Decline, "afwijzen", "/tips/partners/{oin}/afwijzen"),
    (Act::Resume, "hervatten", "/tips/partners/{oin}/hervatten"),
    (Act::Hold, "aanhouden", "/tips/partners/{oin}/aanhouden"),
    (Act::Stop, "stoppen", "/tips/partners/{oin}/stoppen"),
];

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = vec![
        get(PAGE, TIPS, show),
        get(CHANGE, TIPS, show_change),
        post(CHANGE, TIPS, propose_change),
    ];
    for (act, _, path) in ACTS {
        let route = post(path, TIPS, move |visit, caller| take(visit, caller, act));
        let is_button = matches!(act, Act::Resume | Act::Hold);
        routes.push(if is_button { route.button_of(PAGE) } else { route.shown_on(PAGE) });
    }
    routes
}

#[derive(Debug, Serialize)]
struct Partner {
    kruimels: Vec<Kruimel>,
    opschrift: String,
    onder: &'static str,
    acties: Vec<Actie>,
    feiten: Vec<Feit>,
    /// The fingerprint of the key that holds, as people read it to each other.
    vingerafdruk: Option<String>,
    /// What waits for a second officer. Its fingerprint is not here: that officer types what the partner reads out.
    voorstel: Vec<Feit>,
    verkeer: Vec<Feit>,
    panelen: Panelen,
}

impl View for Partner {
    const TEMPLATE: &'static str = "pages/tips/partner";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let oin = visit.of_path("oin")?;
    render((&visit, &caller), oin, None).await
}

async fn take(visit: Visit, caller: Caller, act: Act) -> Result<Answer, Trouble> {
    let oin: Oin = visit.of_path("oin")?;
    let change = PartnerChange { oin, version: visit.version()? };
    let back = match step(act, &visit.form) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok(step) => match visit.app.change_tip_partner(&caller, change, step).await {
            Ok(_) => return Ok(Answer::see(format!("{PARTNERS}/{oin}")).saying(act.notice())),
            Err(error) => refused(error, act)?,
        },
    };
    render((&visit, &caller), oin, Some((act, back))).await
}

fn refused(error: AppError, act: Act) -> Result<Back, Trouble> {
    let heard = if act == Act::Approve { HEARD } else { "" };
    back(error, field, |_| heard.to_owned())
}

fn step(act: Act, form: &Form) -> Result<PartnerStep, Mistakes> {
    const WHY: &str = "Schrijf op waarom.";
    let mut mistakes = Mistakes::default();
    let step = match act {
        // A body without a system has no key, so no field for a fingerprint; the rest is up to the use case.
        Act::Approve => Some(PartnerStep::Approve(form.given(HEARD).map(str::to_owned))),
        Act::Decline => needed(form, DECLINED, WHY, &mut mistakes).map(PartnerStep::Decline),
        Act::Resume => Some(PartnerStep::Resume),
        Act::Hold => Some(PartnerStep::Hold),
        Act::Stop => needed(form, STOPPED, WHY, &mut mistakes).map(PartnerStep::Stop),
    };
    step.ok_or(mistakes)
}

async fn render(
    (visit, caller): (&Visit, &Caller),
    oin: Oin,
    back: Option<(Act, Back)>,
) -> Result<Answer, Trouble> {
    let partner = visit.app.tip_partner(caller, oin).await?;
    let status = back.as_ref().map_or(StatusCode::OK, |(_, back)| back.status);
    let sent = back.as_ref().map(|(act, back)| (*act, &back.mistakes));
    let view = view((&partner, caller.account(), visit.today()), &visit.form, sent);
    shown(visit, status, "Partner", &view)
}

impl Act {
    /// Returns what the next page says.
    fn notice(self) -> Notice {
        match self {
            Self::Approve => Notice::TipPartnerApproved,
            Self::Stop => Notice::TipPartnerStopped,
            Self::Decline | Self::Resume | Self::Hold => Notice::Saved,
        }
    }

    fn is_offered(self, partner: &PartnerView, to: AccountId) -> bool {
        let holds = ["actief", "wijziging-voorgesteld", "aangehouden"].contains(&partner.stand);
        match self {
            // Who proposed it cannot approve it.
            Self::Approve => partner.voorstel.as_ref().is_some_and(|proposal| proposal.door != to),
            Self::Decline => partner.voorstel.is_some(),
            Self::Resume => partner.aangehouden.is_some(),
            Self::Hold => holds && partner.aangehouden.is_none(),
            Self::Stop => holds,
        }
    }

    fn panel(self, partner: &PartnerView) -> Paneel {
        let page = format!("{PARTNERS}/{}", partner.oin);
        let id = ACTS.into_iter().find(|(act, ..)| *act == self).map_or("", |(_, id, _)| id);
        let new = |names| Paneel::new(id, names, (page.as_str(), partner.versie));
        match self {
            Self::Approve => new(("Goedkeuren", "Partner goedkeuren"))
                .saying(approval(partner))
                .asking(heard_field(partner).into_iter().collect())
                .first(),
            Self::Decline => new(("Voorstel afwijzen", "Voorstel afwijzen"))
                .asking(vec![Field::lines(DECLINED, "Waarom wijst u het voorstel af?")]),
            Self::Resume => new(("Verzenden hervatten", "Verzenden hervatten"))
                .saying("Wat wacht, gaat nu weg."),
            Self::Hold => new(("Verzenden aanhouden", "Verzenden aanhouden"))
                .saying("Wat voor deze partner klaarstaat, blijft wachten, tot de inhoud van de tip wordt gewist."),
            Self::Stop => new(("Stoppen", "Partner nu stoppen"))
                .saying("Bij twijfel over een sleutel. Er gaat niets meer heen en er komt niets meer binnen, tot twee tipbehandelaars de partner opnieuw goedkeuren.")
                .asking(vec![Field::lines(STOPPED, "Waarom stopt u deze partner?")]),
        }
    }
}

fn has_key(partner: &PartnerView) -> bool {
    let proposed = partner.voorstel.as_ref().map(|proposal| &proposal.partner);
    proposed.is_some_and(|data| data.vingerafdruk.is_some())
}

fn approval(partner: &PartnerView) -> &'static str {
    if has_key(partner) {
        "Bel de partner op een nummer dat u zelf hebt opgezocht, en laat de vingerafdruk van zijn sleutel voorlezen. Typ over wat u hoort. Wie het voorstel deed, kan het niet goedkeuren."
    } else {
        "Ga na dat de gegevens kloppen. Wie het voorstel deed, kan het niet goedkeuren."
    }
}

fn heard_field(partner: &PartnerView) -> Option<Field> {
    let field = Field::text(HEARD, "Vingerafdruk zoals u die hoorde");
    has_key(partner).then(|| field.hint("Zestien groepjes van vier tekens"))
}

fn view(
    (partner, reader, today): (&PartnerView, AccountId, NaiveDate),
    form: &Form,
    sent: Option<(Act, &Mistakes)>,
) -> Partner {
    let offered =
        ACTS.into_iter().map(|(act, ..)| act).filter(|act| act.is_offered(partner, reader));
    let offered: Vec<Paneel> = offered.map(|act| act.panel(partner)).collect();
    let sent = sent.map(|(act, mistakes)| Sent { panel: act.panel(partner), mistakes });
    let is_new = partner.stand == "voorgesteld";
    Partner {
        kruimels: crumbs("Partners", PARTNERS),
        opschrift: partner.partner.naam.clone(),
        onder: woorden::partner_state(partner.stand),
        acties: vec![Actie::other(
            "Wijziging voorstellen",
            format!("{PARTNERS}/{}/wijzigen", partner.oin),
        )],
        // What is only proposed does not hold, so it stands with the proposal.
        feiten: if is_new { vec![number(partner.oin)] } else { facts(partner) },
        vingerafdruk: partner.partner.vingerafdruk.clone().filter(|_| !is_new),
        voorstel: proposal(partner, today),
        verkeer: if is_new { Vec::new() } else { traffic(partner, today) },
        panelen: Panelen::of(offered, (form, &Form::default()), sent),
    }
}

fn proposal(partner: &PartnerView, today: NaiveDate) -> Vec<Feit> {
    let Some(proposal) = &partner.voorstel else { return Vec::new() };
    let mut facts = agreed(&proposal.partner);
    let at = words::moment(proposal.op, today);
    facts.push(Feit::of("Voorgesteld", vec![proposal.door_naam.clone(), at]));
    facts
}

fn number(oin: Oin) -> Feit {
    Feit::new("OIN", oin.to_string())
}

fn facts(partner: &PartnerView) -> Vec<Feit> {
    let mut facts = vec![number(partner.oin)];
    facts.extend(agreed(&partner.partner));
    if partner.zelfde_systeem {
        facts.push(Feit::new(
            "Installatie",
            "Werkt op deze installatie, met eigen gegevens en sleutels",
        ));
    }
    facts.extend(
        partner.aangehouden.map(|cause| Feit::new("Verzenden wacht", woorden::hold(cause))),
    );
    facts
}

fn agreed(data: &PartnerData) -> Vec<Feit> {
    let applies = if data.past_wet_toe { "Ja" } else { "Nee: er kan geen tip heen" };
    let mut facts = vec![
        Feit::new("Naam", data.naam.as_str()),
        Feit::new("Voor de wet", woorden::body_kind(data.soort)),
        Feit::of("Organen", data.organen.iter().map(woorden::organ).collect()),
        Feit::new("Past de Wet Bibob toe", applies),
    ];
    let endpoint = data.eindpunt.as_ref();
    facts.push(Feit::new("Tips gaan", endpoint.map_or("per brief", Endpoint::as_str)));
    facts.extend(data.suite.map(|suite| Feit::new("Versleuteling", woorden::suite(suite))));
    let limits = data.grenzen;
    facts.push(Feit::new(
        "Wij nemen aan",
        format!(
            "ten hoogste {} berichten per minuut en {} per dag",
            limits.per_minute, limits.per_day
        ),
    ));
    facts
}

/// Says how the traffic goes; nothing for who gets letters.
fn traffic(partner: &PartnerView, today: NaiveDate) -> Vec<Feit> {
    if partner.partner.eindpunt.is_none() {
        return Vec::new();
    }
    let traffic = &partner.verkeer;
    let moments = [
        ("Antwoordt niet sinds", traffic.storing_sinds),
        ("Oudste bericht wacht sinds", traffic.wacht_sinds),
        ("Laatste ontvangstbewijs", traffic.laatste_bewijs),
        ("Laatst gehoord", traffic.laatst_gehoord),
        ("Sleuteldocument geldt tot", traffic.sleutels_tot),
        ("Zijn sleutels worden geweigerd sinds", traffic.sleutels_geweigerd),
    ];
    let moment = |(name, at): (&'static str, Option<kernel::Moment>)| {
        at.map(|at| Feit::new(name, words::moment(at, today)))
    };
    let mut facts: Vec<Feit> = moments.into_iter().filter_map(moment).collect();
    facts.extend(traffic.klok_seconden.map(|seconds| {
        Feit::new("Klok", format!("De klok van de partner wijkt {seconds} seconden af"))
    }));
    facts.extend(traffic.sleutels_geweigerd.map(|_| {
        Feit::new("Wat te doen", "Bel de partner. Gebruikt hij een nieuwe sleutel die hier niet is aangekondigd, stel die dan voor als wijziging.")
    }));
    facts.extend(partner.laat_aangekondigd.map(|from| {
        let from = words::moment(from, today);
        Feit::of("Nieuwe sleutel", vec![
            format!("Vanaf {from}, minder dan dertig dagen vooraf aangekondigd"),
            "Bel de partner op een nummer dat u zelf hebt opgezocht, en vraag of deze sleutel van hem is. Zo niet: stop de partner.".to_owned(),
        ])
    }));
    if facts.is_empty() {
        facts.push(Feit::new("Verkeer", "Nog geen verkeer"));
    }
    facts
}

async fn show_change(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let partner = visit.app.tip_partner(&caller, visit.of_path("oin")?).await?;
    let data = partner.voorstel.as_ref().map_or(&partner.partner, |proposal| &proposal.partner);
    let form = if visit.recalled { visit.form.clone() } else { partnerveld::begins(data) };
    asked(&partner).page(&visit, StatusCode::OK, (&form, &Mistakes::default()))
}

fn asked(partner: &PartnerView) -> Asked {
    let mut crumbs = crumbs("Partners", PARTNERS);
    // The name stands on the page itself, and can be longer than a telephone is wide.
    let adres = format!("{PARTNERS}/{}", partner.oin);
    crumbs.push(Kruimel { naam: "Partner".to_owned(), adres });
    Asked {
        crumbs,
        title: "Wijziging voorstellen",
        lead: "Wat nu geldt, blijft gelden tot een andere tipbehandelaar de wijziging goedkeurt."
            .to_owned(),
        version: Some(partner.versie),
        button: "Wijziging voorstellen",
        fields: partnerveld::fields(),
    }
}

async fn propose_change(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let oin: Oin = visit.of_path("oin")?;
    let change = PartnerChange { oin, version: visit.version()? };
    let back = match partnerveld::read(&visit.form, oin) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok(wanted) => {
            let step = PartnerStep::Propose(Box::new(wanted));
            match visit.app.change_tip_partner(&caller, change, step).await {
                Ok(_) => {
                    let page = format!("{PARTNERS}/{oin}");
                    return Ok(Answer::see(page).saying(Notice::TipPartnerProposed));
                }
                Err(error) => refused_fields(error)?,
            }
        }
    };
    let partner = visit.app.tip_partner(&caller, oin).await?;
    asked(&partner).page(&visit, back.status, (&visit.form, &back.mistakes))
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::partnerveld::tests::data;
    use super::super::samples::{now, says};
    use super::*;
    use crate::ui::page::tests::filled;
    use app::tips::{HoldCause, ProposalLine, TrafficView};
    use kernel::Id;
    use uuid::Uuid;

    /// A partner in a state, with a proposal where the state has one.
    pub(in super::super) fn partner(state: &'static str) -> PartnerView {
        let proposal = ProposalLine {
            partner: data(),
            door: AccountId::from_uuid(Uuid::nil()),
            door_naam: "H. Een".to_owned(),
            op: now(),
        };
        PartnerView {
            oin: "00000001001234500002".parse().unwrap(),
            versie: 4,
            stand: state,
            partner: data(),
            voorstel: state.contains("voorgesteld").then_some(proposal),
            aangehouden: (state == "aangehouden").then_some(HoldCause::Gone),
            verkeer: TrafficView {
                laatste_bewijs: None,
                laatst_gehoord: None,
                storing_sinds: None,
                wacht_sinds: None,
                klok_seconden: (state == "actief").then_some(90),
                sleutels_tot: None,
                sleutels_geweigerd: (state == "gestopt").then(now),
            },
            laat_aangekondigd: (state == "gestopt").then(now),
            zelfde_systeem: true,
            kan_ontvangen: true,
            kan_geven: true,
        }
    }

    fn page(partner: &PartnerView, body: &str, sent: Option<(Act, &Mistakes)>) -> String {
        read_by(AccountId::from_uuid(Uuid::from_u128(1)), partner, body, sent)
    }

    fn read_by(
        reader: AccountId,
        partner: &PartnerView,
        body: &str,
        sent: Option<(Act, &Mistakes)>,
    ) -> String {
        let form = Form::of_body(body.as_bytes());
        filled(&view((partner, reader, now().dutch_date()), &form, sent))
    }

    #[test]
    fn a_proposal_asks_for_the_fingerprint_that_was_heard_and_does_not_show_it() {
        let shown = page(&partner("voorgesteld"), "", None);
        says(&shown, &["H. Een", "/goedkeuren\"", "name=\"vingerafdruk\"", "/afwijzen\""]);
        for absent in ["0a1b 2c3d", "/stoppen\"", "/aanhouden\""] {
            assert!(!shown.contains(absent), "{absent}: {shown}");
        }
        let mut letter = partner("voorgesteld");
        if let Some(proposal) = &mut letter.voorstel {
            proposal.partner.vingerafdruk = None;
        }
        assert!(!page(&letter, "", None).contains("name=\"vingerafdruk\""));
    }

    #[test]
    fn who_proposed_a_partner_is_not_asked_to_approve_it() {
        let shown = read_by(AccountId::from_uuid(Uuid::nil()), &partner("voorgesteld"), "", None);
        says(&shown, &["/afwijzen\""]);
        assert!(!shown.contains("/goedkeuren\""), "{shown}");
    }

    #[test]
    fn a_partner_can_be_held_and_stopped_by_one() {
        let shown = page(&partner("actief"), "", None);
        says(&shown, &["/stoppen\"", "/aanhouden\"", "wijkt 90 seconden af", "0a1b 2c3d"]);
        let held = page(&partner("aangehouden"), "", None);
        says(&held, &["/hervatten\"", "/stoppen\"", "Het adres van de partner is vervallen"]);
        let stopped = page(&partner("gestopt"), "", None);
        says(&stopped, &["Bel de partner.", "minder dan dertig dagen vooraf"]);
        assert!(!stopped.contains("/stoppen\"") && stopped.contains("/wijzigen\""), "{stopped}");
    }

    #[test]
    fn a_fingerprint_that_differs_stands_at_its_field() {
        let back = refused(AppError::Tip(app::tips::Refusal::FingerprintDiffers), Act::Approve);
        let back = back.unwrap();
        let shown = page(
            &partner("voorgesteld"),
            "vingerafdruk=ffff",
            Some((Act::Approve, &back.mistakes)),
        );
        says(&shown, &["href=\"#vingerafdruk\"", "value=\"ffff\""]);
    }
}
