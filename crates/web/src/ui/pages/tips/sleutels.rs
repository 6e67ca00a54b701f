//! Our own keys: the fingerprint that we read out to partners, the signed document that they take over, and replacing a key.

use app::tips::{KeyPurpose, KeyState, OwnKeyView, TipBodyView};
use app::{AppError, Caller};
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Serialize;

use super::partnerveld::key_text;
use super::woorden::{self, Feit};
use super::{
    Actie, Back, KEYS, Kop, OWN_BODY, Paneel, Panelen, Sent, TIPS, back, head, lezen, shown,
};
use crate::ui::answer::Answer;
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const DOCUMENT: &str = "/tips/sleutels/document";

/// A key that is replaced: its purpose, the name of its form, and where that is sent.
const ACTS: [(KeyPurpose, &str, &str); 2] = [
    (KeyPurpose::Signing, "ondertekensleutel", "/tips/sleutels/ondertekensleutel"),
    (KeyPurpose::Encryption, "versleutelsleutel", "/tips/sleutels/versleutelsleutel"),
];

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = vec![get(KEYS, TIPS, show), get(DOCUMENT, TIPS, document)];
    for (purpose, _, path) in ACTS {
        let route = post(path, TIPS, move |visit, caller| replace(visit, caller, purpose));
        routes.push(route.button_of(KEYS));
    }
    routes
}

#[derive(Debug, Serialize)]
struct Sleutels {
    kop: Kop,
    feiten: Vec<Feit>,
    /// The fingerprint of the signing key in use, as we read it out.
    vingerafdruk: Option<String>,
    /// The public signing key in use, for who proposes us as a partner.
    openbaar: Option<String>,
    document: Option<&'static str>,
    regels: Vec<Sleutel>,
    panelen: Panelen,
}

#[derive(Debug, Serialize)]
struct Sleutel {
    doel: &'static str,
    algoritme: String,
    vingerafdruk: String,
    geldt: String,
    stand: &'static str,
}

impl View for Sleutels {
    const TEMPLATE: &'static str = "pages/tips/sleutels";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    render((&visit, &caller), None).await
}

async fn replace(visit: Visit, caller: Caller, purpose: KeyPurpose) -> Result<Answer, Trouble> {
    let replaced = match purpose {
        KeyPurpose::Signing => visit.app.rotate_tip_signing_key(&caller).await,
        KeyPurpose::Encryption => visit.app.rotate_tip_encryption_key(&caller).await,
    };
    match replaced {
        Ok(_) => Ok(Answer::see(KEYS).saying(Notice::TipKeyReplaced)),
        Err(error) => render((&visit, &caller), Some((purpose, refused(error)?))).await,
    }
}

/// There is no field to mend, so what is said stands above the page.
fn refused(error: AppError) -> Result<Back, Trouble> {
    back(error, lezen::field, |_| String::new())
}

async fn render(
    (visit, caller): (&Visit, &Caller),
    back: Option<(KeyPurpose, Back)>,
) -> Result<Answer, Trouble> {
    let body = visit.app.tip_body(caller).await?;
    let status = back.as_ref().map_or(StatusCode::OK, |(_, back)| back.status);
    let sent = back.as_ref().map(|(purpose, back)| (*purpose, &back.mistakes));
    shown(visit, status, "Sleutels", &view(&body, visit.today(), sent))
}

/// Gives the document that partners take our keys over from, signed as it is now.
async fn document(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let reply = visit.app.tip_key_document(caller.party()).await?;
    if reply.status != Some(200) {
        return Err(Trouble::NotFound);
    }
    Ok(Answer::file("application/jose", "sleuteldocument.jws", reply.body))
}

fn view(body: &TipBodyView, today: NaiveDate, sent: Option<(KeyPurpose, &Mistakes)>) -> Sleutels {
    let kop = head(
        "Sleutels",
        "Waarmee wij berichten ondertekenen, en waarmee anderen ze voor ons versleutelen. De geheime helft verlaat deze installatie niet.",
        KEYS,
    );
    let is_set = body.organisatie.is_some();
    let action = if is_set {
        Actie::other("Organisatie wijzigen", OWN_BODY)
    } else {
        Actie::first("Organisatie vastleggen", OWN_BODY)
    };
    let mut in_use = body.sleutels.iter();
    let in_use =
        in_use.find(|key| key.doel == KeyPurpose::Signing && key.stand == KeyState::Current);
    let panels = ACTS.into_iter().filter(|_| is_set).map(|(purpose, ..)| panel(purpose, body));
    let sent = sent.map(|(purpose, mistakes)| Sent { panel: panel(purpose, body), mistakes });
    Sleutels {
        kop: kop.with(vec![action]),
        feiten: facts(body, today),
        vingerafdruk: in_use.map(|key| key.vingerafdruk.clone()),
        openbaar: in_use.map(|key| key_text(&key.openbaar)),
        document: body.gereed.then_some(DOCUMENT),
        regels: body.sleutels.iter().map(|key| line(key, today)).collect(),
        panelen: Panelen::of(panels.collect(), (&Form::default(), &Form::default()), sent),
    }
}

fn facts(body: &TipBodyView, today: NaiveDate) -> Vec<Feit> {
    let Some(own) = &body.organisatie else { return Vec::new() };
    let yes = |on: bool| if on { "Ja" } else { "Nee" };
    let ready = if body.gereed { "Ja" } else { "Nee: er is geen sleutel in gebruik" };
    let mut facts = vec![
        Feit::new("OIN", own.oin.to_string()),
        Feit::new("Voor de wet", woorden::body_kind(own.soort)),
        Feit::of("Organen", own.organen.iter().map(woorden::organ).collect()),
        Feit::new("Eindpunt", own.eindpunt.as_str()),
        Feit::new("Versleuteling", woorden::suite(own.suite)),
        Feit::new("Toelichting mee met onze tips", yes(own.toelichting)),
        Feit::new("Tips van de politie aannemen", yes(own.politie)),
        Feit::new("Kan er worden verzonden en ontvangen", ready),
    ];
    facts.extend(body.versleuteling_eindigt.map(|end| {
        let end = words::day(end.dutch_date(), today);
        let message = "Dijkwacht maakt vanzelf een nieuwe. Staat dit hier morgen nog, vraag uw beheerder dan of de werker draait, of vervang de sleutel hieronder zelf.";
        Feit::of("Versleutelsleutel eindigt", vec![end, message.to_owned()])
    }));
    facts
}

fn line(key: &OwnKeyView, today: NaiveDate) -> Sleutel {
    let from = words::day(key.vanaf.dutch_date(), today);
    let until = key.tot.map(|until| words::day(until.dutch_date(), today));
    Sleutel {
        doel: woorden::key_purpose(key.doel),
        algoritme: key.algoritme.clone(),
        vingerafdruk: key.vingerafdruk.clone(),
        geldt: match until {
            Some(until) => format!("{from} tot en met {until}"),
            None => format!("vanaf {from}"),
        },
        stand: woorden::key_state(key.stand),
    }
}

fn panel(purpose: KeyPurpose, body: &TipBodyView) -> Paneel {
    let id = ACTS.into_iter().find(|(known, ..)| *known == purpose).map_or("", |(_, id, _)| id);
    let new = |names| Paneel::new(id, names, (KEYS, body.versie));
    match purpose {
        KeyPurpose::Signing => new(("Ondertekensleutel vervangen", "Volgende ondertekensleutel maken"))
            .saying("De volgende sleutel wordt eerst dertig dagen aangekondigd. Partners met een systeem nemen haar vanzelf over; hun vertrouwen in de oude gaat over op de nieuwe."),
        KeyPurpose::Encryption => new(("Versleutelsleutel vervangen", "Nieuwe versleutelsleutel maken"))
            .saying("De nieuwe sleutel geldt meteen. Wat anderen met de oude versleutelden, blijft te openen zolang zulke berichten kunnen komen."),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::samples::{now, says};
    use super::*;
    use crate::ui::page::tests::filled;
    use app::tips::{BodyKind, KeepTipBody, Retention, Suite};
    use serde_json::json;

    pub(in super::super) fn own() -> KeepTipBody {
        KeepTipBody {
            oin: "00000001001234500001".parse().unwrap(),
            soort: BodyKind::AdministrativeBody,
            organen: vec!["college".parse().unwrap()],
            eindpunt: "https://emmen.example/bibob/v1".parse().unwrap(),
            suite: Suite::Ec,
            toelichting: false,
            politie: false,
            termijnen: Retention::default(),
        }
    }

    #[test]
    fn the_page_shows_what_partners_ask_for() {
        let key = json!({ "kty": "EC", "crv": "P-256", "x": "eA", "y": "eQ" });
        let key = OwnKeyView {
            doel: KeyPurpose::Signing,
            algoritme: "ES256".to_owned(),
            openbaar: serde_json::from_value(key).unwrap(),
            vingerafdruk: "0a1b 2c3d".to_owned(),
            vanaf: now(),
            tot: None,
            stand: KeyState::Current,
        };
        let sleutels = vec![key];
        let body = TipBodyView {
            versie: 1,
            organisatie: Some(own()),
            sleutels,
            gereed: true,
            versleuteling_eindigt: Some(now()),
        };
        let today = now().dutch_date();
        let page = filled(&view(&body, today, None));
        says(
            &page,
            &[
                "0a1b 2c3d",
                "P-256",
                "/tips/sleutels/document",
                "/ondertekensleutel\"",
                "College",
                "Versleutelsleutel eindigt",
            ],
        );
        let none = TipBodyView {
            versie: 0,
            organisatie: None,
            sleutels: Vec::new(),
            gereed: false,
            versleuteling_eindigt: None,
        };
        let page = filled(&view(&none, today, None));
        says(&page, &["href=\"/tips/sleutels/organisatie\"", "Organisatie vastleggen"]);
        assert!(!page.contains("/tips/sleutels/document"), "{page}");
        assert!(!page.contains("action=\"/tips/sleutels"), "{page}");
    }
}
