//! What an administrator can look up: parties, versions of the policy, samples of letters, and partners.

use app::{Caller, PartyHere, PolicyVersion};
use chrono::NaiveDate;
use serde::Serialize;

use super::{ADMINISTER, Kop, teksten};
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get("/beheer/partijen", ADMINISTER, parties),
        get("/beheer/beleid", ADMINISTER, policies),
        get("/beheer/sjablonen", ADMINISTER, samples),
        get("/beheer/sjablonen/{sjabloon}", ADMINISTER, sample),
        get("/beheer/partners", ADMINISTER, partners),
    ]
}

#[derive(Debug, Serialize)]
struct Partijen {
    kop: Kop,
    partijen: Vec<Partij>,
}

#[derive(Debug, Serialize)]
struct Partij {
    id: String,
    naam: String,
    soort: &'static str,
    adres: Option<String>,
    mail: Option<String>,
    telefoon: Option<String>,
    privacy: Option<String>,
}

impl View for Partijen {
    const TEMPLATE: &'static str = "pages/beheer/partijen";
}

#[derive(Debug, Serialize)]
struct Beleid {
    kop: Kop,
    versies: Vec<Versie>,
}

#[expect(clippy::struct_field_names, reason = "the names are those of the template")]
#[derive(Debug, Serialize)]
struct Versie {
    id: String,
    titel: String,
    versie: String,
    sha256: String,
    geldig: String,
    stand: &'static str,
    nu: bool,
    herzien: Option<String>,
    bron: Option<String>,
}

impl View for Beleid {
    const TEMPLATE: &'static str = "pages/beheer/beleid";
}

#[derive(Debug, Serialize)]
struct Sjablonen {
    kop: Kop,
    teksten: Vec<teksten::Regel>,
    proefbrieven: Vec<Sjabloon>,
}

#[derive(Debug, Serialize)]
struct Sjabloon {
    naam: String,
}

impl View for Sjablonen {
    const TEMPLATE: &'static str = "pages/beheer/sjablonen";
}

#[derive(Debug, Serialize)]
struct Partners {
    kop: Kop,
}

impl View for Partners {
    const TEMPLATE: &'static str = "pages/beheer/partners";
}

async fn parties(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let partijen = visit.app.parties_here(&caller).await?.into_iter().map(party).collect();
    let uitleg = "De organisaties in deze installatie, met wat er op hun brieven staat.";
    page(
        &visit,
        "Partijen",
        &Partijen { kop: Kop::of("Partijen", uitleg, "/beheer/partijen"), partijen },
    )
}

fn party(here: PartyHere) -> Partij {
    Partij {
        id: here.id.to_string(),
        naam: here.name,
        soort: here.kind.label(),
        adres: (!here.address.is_empty()).then(|| here.address.join(", ")),
        mail: here.email,
        telefoon: here.phone,
        privacy: here.privacy,
    }
}

async fn policies(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let today = visit.today();
    let versions = visit.app.policy_versions(&caller)?;
    let versies = versions.into_iter().map(|version| version_row(version, today)).collect();
    let uitleg = "Alle versies van het beleid, en van wanneer tot wanneer zij gelden.";
    page(&visit, "Beleid", &Beleid { kop: Kop::of("Beleid", uitleg, "/beheer/beleid"), versies })
}

fn version_row(version: PolicyVersion, today: NaiveDate) -> Versie {
    let day = |day: NaiveDate| words::day(day, today);
    let geldig = match version.until {
        Some(until) => format!("{} tot en met {}", day(version.from), day(until)),
        None => format!("Vanaf {}", day(version.from)),
    };
    Versie {
        id: version.id,
        titel: version.title,
        versie: version.version,
        sha256: version.sha256,
        geldig,
        stand: if version.adopted { "Vastgesteld" } else { "Model, nog niet vastgesteld" },
        nu: version.holds,
        herzien: version.review_on.map(day),
        bron: version.source,
    }
}

async fn samples(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let names = visit.app.letter_samples(&caller)?.into_iter();
    let uitleg = "Wat er in uw brieven staat, en elke brief met verzonnen gegevens.";
    let view = Sjablonen {
        kop: Kop::of("Sjablonen", uitleg, "/beheer/sjablonen"),
        teksten: teksten::list(&visit, &caller).await?,
        proefbrieven: names.map(|naam| Sjabloon { naam }).collect(),
    };
    page(&visit, "Sjablonen", &view)
}

async fn sample(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let name: String = visit.of_path("sjabloon")?;
    let letter = visit.app.letter_sample(&caller, &name).await?.ok_or(Trouble::NotFound)?;
    Ok(Answer::shown("application/pdf", &format!("{name}.pdf"), letter.pdf))
}

async fn partners(visit: Visit, _: Caller) -> Result<Answer, Trouble> {
    let uitleg = "De sleutels waarmee andere organisaties gegevens uitwisselen.";
    page(&visit, "Partners", &Partners { kop: Kop::of("Partners", uitleg, "/beheer/partners") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn parties_show_what_their_letters_say() {
        let partij = |full: bool| Partij {
            id: "gemeente-emmen".to_owned(),
            naam: "gemeente Emmen".to_owned(),
            soort: "gemeente",
            adres: full.then(|| "Postbus 1, 1234 AB Verzonnen".to_owned()),
            mail: full.then(|| "bibob@emmen.example".to_owned()),
            telefoon: full.then(|| "14 0591".to_owned()),
            privacy: full.then(|| "https://emmen.example/privacy".to_owned()),
        };
        let kop = || Kop::of("Partijen", "Uitleg.", "/beheer/partijen");
        let page = filled(&Partijen { kop: kop(), partijen: vec![partij(true)] });
        assert!(page.contains("Postbus 1") && page.contains("bibob@emmen.example"), "{page}");
        let page = filled(&Partijen { kop: kop(), partijen: vec![partij(false)] });
        assert!(page.contains("Niet ingevoerd") && !page.contains("Postbus"), "{page}");
    }

    #[test]
    fn versions_of_the_policy_show_their_digest_and_when_they_hold() {
        let versie = |full: bool| Versie {
            id: "gemeente-emmen".to_owned(),
            titel: "Beleidsregel".to_owned(),
            versie: "2026-1".to_owned(),
            sha256: "abcd".to_owned(),
            geldig: "Vanaf do 1 januari".to_owned(),
            stand: "Vastgesteld",
            nu: full,
            herzien: full.then(|| "vr 1 januari 2027".to_owned()),
            bron: full.then(|| "CVDR1".to_owned()),
        };
        let kop = || Kop::of("Beleid", "Uitleg.", "/beheer/beleid");
        let page = filled(&Beleid { kop: kop(), versies: vec![versie(true)] });
        for words in ["abcd", "Geldt nu", "CVDR1", "1 januari 2027"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let page = filled(&Beleid { kop: kop(), versies: vec![versie(false)] });
        assert!(!page.contains("Geldt nu"), "{page}");
        let page = filled(&Beleid { kop: kop(), versies: Vec::new() });
        assert!(page.contains("Er is geen beleid ingevoerd"), "{page}");
    }

    #[test]
    fn samples_are_links_and_partners_are_still_to_come() {
        let view = Sjablonen {
            kop: Kop::of("Sjablonen", "Uitleg.", "/beheer/sjablonen"),
            teksten: Vec::new(),
            proefbrieven: vec![Sjabloon { naam: "l01-verplicht".to_owned() }],
        };
        assert!(filled(&view).contains("/beheer/sjablonen/l01-verplicht"));
        let view = Partners { kop: Kop::of("Partners", "Uitleg.", "/beheer/partners") };
        assert!(filled(&view).contains("Nog niets"));
    }
}
