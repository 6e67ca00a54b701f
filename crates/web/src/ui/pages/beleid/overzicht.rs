//! The policy of a party on a day, per kind of application.

use app::{Caller, Door, KindLine, KindStand, Level, PolicyHead, PolicyView};
use chrono::NaiveDate;
use serde::Serialize;

use super::peil::{Peil, day_field};
use crate::ui::answer::Answer;
use crate::ui::facts::DOORS;
use crate::ui::fields::{Field, Summary};
use crate::ui::outcome;
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageAccess, PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get("/beleid", PageAccess::SignedIn, show)]
}

#[derive(Debug, Serialize)]
struct Beleid {
    kop: String,
    onder: String,
    eigen: bool,
    velden: Vec<Field>,
    samenvatting: Option<Summary>,
    over: Option<Over>,
    slotsom: String,
    deuren: Vec<Deur>,
    zonder_grondslag: Vec<Zonder>,
}

/// What a policy says of itself.
#[derive(Debug, Serialize)]
pub(super) struct Over {
    status: String,
    titel: String,
    versie: String,
    geldt: String,
    bron: Option<String>,
    herzien: Option<String>,
    herzien_te_laat: bool,
    noten: Vec<String>,
    regelset: String,
}

#[derive(Debug, Serialize)]
struct Deur {
    naam: &'static str,
    aantal: String,
    regels: Vec<Regel>,
}

#[derive(Debug, Serialize)]
struct Regel {
    naam: String,
    adres: String,
    beslist: Option<String>,
    wat: String,
    onder_voorwaarden: Option<String>,
    leemte: bool,
    bronnen: Vec<Bron>,
}

#[derive(Debug, Serialize)]
struct Bron {
    adres: String,
    artikel: String,
    onder_voorwaarde: bool,
}

#[derive(Debug, Serialize)]
struct Zonder {
    naam: String,
    adres: String,
    waarom: String,
}

impl View for Beleid {
    const TEMPLATE: &'static str = "pages/beleid/overzicht";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let peil = Peil::of(&visit, &caller)?;
    let policy = visit.app.policy(&peil.party, peil.on)?;
    let view = view(&visit, &peil, &policy);
    let title = view.kop.clone();
    if peil.mistakes.is_empty() {
        page(&visit, &title, &view)
    } else {
        page_with_mistakes(&visit, &title, &view)
    }
}

fn view(visit: &Visit, peil: &Peil, policy: &PolicyView) -> Beleid {
    let mut form = visit.query.clone();
    form.set("partij", peil.party.as_str());
    if !form.has("peildatum") {
        form.set("peildatum", words::filled_day(peil.on));
    }
    let doors = DOORS.map(|door| (door_id(door), outcome::door(door)));
    let fields = [
        Peil::party_field(visit, peil.on),
        day_field(),
        Field::select("deur", "Toon").choices([("", "Alles")]).choices(doors),
    ];
    let velden: Vec<Field> =
        fields.into_iter().map(|field| field.filled(&form, &peil.mistakes)).collect();
    let samenvatting = Summary::of(&peil.mistakes, &velden);
    let (title, party) = (&policy.head.title, &policy.head.party.name);
    let sound = peil.mistakes.is_empty();
    let chosen = visit.query.text("deur");
    Beleid {
        kop: if peil.own { "Ons beleid".to_owned() } else { format!("Beleid van {party}") },
        onder: format!("{title}. Stand op {}.", words::day(peil.on, visit.today())),
        eigen: peil.own,
        velden,
        samenvatting,
        over: sound.then(|| Over::of(&policy.head, visit.today())),
        slotsom: conclusion(&policy.kinds),
        deuren: if sound { doors_of(&policy.kinds, &peil.query(), chosen) } else { Vec::new() },
        zonder_grondslag: if sound { without(&policy.kinds, &peil.query()) } else { Vec::new() },
    }
}

impl Over {
    pub(super) fn of(head: &PolicyHead, today: NaiveDate) -> Self {
        let since = words::short_day(head.since, today);
        let geldt = match head.until {
            Some(last) => format!("van {since} tot en met {}", words::short_day(last, today)),
            None => format!("vanaf {since}"),
        };
        Self {
            status: head.status_text.clone(),
            titel: head.title.clone(),
            versie: head.version.clone(),
            geldt,
            bron: head.source.clone(),
            herzien: head.review_on.map(|day| words::short_day(day, today)),
            herzien_te_laat: head.review_on.is_some_and(|day| day < today),
            noten: head.notes.clone(),
            regelset: head.digest.chars().take(12).collect(),
        }
    }
}

/// Returns the id of a door in an address.
fn door_id(door: Door) -> &'static str {
    match door {
        Door::Beschikking => "beschikking",
        Door::Subsidie => "subsidie",
        Door::Overheidsopdracht => "overheidsopdracht",
        Door::Vastgoedtransactie => "vastgoedtransactie",
    }
}

fn doors_of(kinds: &[KindLine], query: &str, chosen: &str) -> Vec<Deur> {
    let wanted = |door: &Door| chosen.is_empty() || door_id(*door) == chosen;
    let door = |door: Door| {
        let lines = kinds.iter().filter(|line| line.kind.door == door);
        let regels: Vec<Regel> = lines.filter_map(|line| Regel::of(line, query)).collect();
        let aantal = regels.len().to_string();
        (!regels.is_empty()).then_some(Deur { naam: outcome::door(door), aantal, regels })
    };
    DOORS.into_iter().filter(wanted).filter_map(door).collect()
}

/// Says in a sentence how much is always screened, how much on conditions, and how much may be.
fn conclusion(kinds: &[KindLine]) -> String {
    let known: Vec<(Level, &[Level])> = kinds
        .iter()
        .filter_map(|line| match &line.stand {
            KindStand::Known { always, on_conditions } => Some((*always, on_conditions.as_slice())),
            KindStand::NoBasis(_) | KindStand::NoLaw | KindStand::NotEntered(_) => None,
        })
        .collect();
    let always = known.iter().filter(|(always, _)| *always == Level::Mandatory).count();
    let sometimes = known
        .iter()
        .filter(|(always, levels)| *always < Level::Mandatory && levels.contains(&Level::Mandatory))
        .count();
    let kinds_of = |number| words::count(number, "soort aanvragen", "soorten aanvragen");
    match (known.is_empty(), always, sometimes) {
        (true, ..) => "Dit beleid is nog niet ingevoerd".to_owned(),
        (false, 0, 0) => "Toetsen is nergens verplicht".to_owned(),
        (false, always, 0) => format!("Toetsen is verplicht bij {}", kinds_of(always)),
        (false, 0, some) => {
            format!("Toetsen is onder voorwaarden verplicht bij {}", kinds_of(some))
        }
        (false, always, some) => format!(
            "Toetsen is verplicht bij {}, en onder voorwaarden bij nog {some}",
            kinds_of(always)
        ),
    }
}

fn without(kinds: &[KindLine], query: &str) -> Vec<Zonder> {
    let line = |line: &KindLine| {
        let waarom = match &line.stand {
            KindStand::NoBasis(why) => why.clone(),
            KindStand::NoLaw => "Het recht van deze dag is niet ingevoerd.".to_owned(),
            KindStand::NotEntered(_) | KindStand::Known { .. } => return None,
        };
        let naam = kernel::capitalised(&line.kind.name);
        Some(Zonder { naam, adres: format!("/beleid/{}{query}", line.kind.id), waarom })
    };
    kinds.iter().filter_map(line).collect()
}

impl Regel {
    /// Makes a line; none for a kind that this party cannot screen.
    fn of(line: &KindLine, query: &str) -> Option<Self> {
        let (wat, conditions, leemte) = match &line.stand {
            KindStand::NoBasis(_) | KindStand::NoLaw => return None,
            KindStand::NotEntered(gap) => (gap.clone(), None, true),
            KindStand::Known { always, on_conditions } => {
                (always.meaning().to_owned(), on_conditions_in_words(on_conditions), false)
            }
        };
        let source = |rule: &app::RuleName| Bron {
            adres: format!("/beleid/{}{query}#{}", line.kind.id, rule.id),
            artikel: rule.article.clone(),
            onder_voorwaarde: rule.on_condition,
        };
        Some(Self {
            naam: kernel::capitalised(&line.kind.name),
            adres: format!("/beleid/{}{query}", line.kind.id),
            beslist: line.decided_by.as_deref().map(kernel::capitalised),
            wat,
            onder_voorwaarden: conditions,
            leemte,
            bronnen: line.rules.iter().map(source).collect(),
        })
    }
}

/// Says what holds on conditions; none where nothing does.
pub(super) fn on_conditions_in_words(levels: &[Level]) -> Option<String> {
    let words: Vec<&str> = levels.iter().map(|level| level.word()).collect();
    (!words.is_empty()).then(|| format!("onder voorwaarden: {}", words.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::form::{Form, Mistakes};
    use crate::ui::page::tests::filled;

    fn regel(leemte: bool) -> Regel {
        Regel {
            naam: "Evenementenvergunning".to_owned(),
            adres: "/beleid/evenement".to_owned(),
            beslist: (!leemte).then(|| "De burgemeester".to_owned()),
            wat: "Altijd toetsen".to_owned(),
            onder_voorwaarden: (!leemte).then(|| "onder voorwaarden: kan".to_owned()),
            leemte,
            bronnen: vec![Bron {
                adres: "/beleid/evenement#regel".to_owned(),
                artikel: "artikel 3".to_owned(),
                onder_voorwaarde: !leemte,
            }],
        }
    }

    fn over(all: bool) -> Over {
        Over {
            status: "Dit is modelbeleid.".to_owned(),
            titel: "Model".to_owned(),
            versie: "1".to_owned(),
            geldt: "vanaf vr 2 feb 2024".to_owned(),
            bron: all.then(|| "Emmen".to_owned()),
            herzien: all.then(|| "ma 1 jan".to_owned()),
            herzien_te_laat: all,
            noten: if all { vec!["Let op.".to_owned()] } else { Vec::new() },
            regelset: "00".to_owned(),
        }
    }

    fn sample(eigen: bool, over: Option<Over>) -> Beleid {
        let mut mistakes = Mistakes::default();
        if over.is_none() {
            mistakes.add("peildatum", "U vulde «x» in.");
        }
        let velden = vec![day_field().filled(&Form::default(), &mistakes)];
        Beleid {
            kop: "Ons beleid".to_owned(),
            onder: "Model. Stand op ma 2 november.".to_owned(),
            eigen,
            samenvatting: Summary::of(&mistakes, &velden),
            velden,
            slotsom: "Toetsen is verplicht bij 1 soort aanvragen".to_owned(),
            deuren: over
                .iter()
                .map(|_| Deur {
                    naam: "Vergunningen",
                    aantal: "2".to_owned(),
                    regels: vec![regel(false), regel(true)],
                })
                .collect(),
            zonder_grondslag: over
                .iter()
                .map(|_| Zonder {
                    naam: "Persoonsgebonden budget".to_owned(),
                    adres: "/beleid/pgb".to_owned(),
                    waarom: "Geen grond.".to_owned(),
                })
                .collect(),
            over,
        }
    }

    #[test]
    fn the_conclusion_counts_what_is_always_and_what_is_sometimes_screened() {
        let line = |stand: KindStand| KindLine {
            kind: app::KindName {
                id: "evenement".to_owned(),
                name: "evenementenvergunning".to_owned(),
                door: Door::Beschikking,
            },
            decided_by: None,
            stand,
            rules: Vec::new(),
        };
        let known = |always, on_conditions: &[Level]| {
            line(KindStand::Known { always, on_conditions: on_conditions.to_vec() })
        };
        let always = || known(Level::Mandatory, &[]);
        let sometimes = || known(Level::Optional, &[Level::Mandatory]);
        let free = || known(Level::Optional, &[]);
        for (kinds, sentence) in [
            (vec![line(KindStand::NoLaw)], "Dit beleid is nog niet ingevoerd"),
            (vec![free()], "Toetsen is nergens verplicht"),
            (vec![always(), free()], "Toetsen is verplicht bij 1 soort aanvragen"),
            (vec![sometimes()], "Toetsen is onder voorwaarden verplicht bij 1 soort aanvragen"),
            (
                vec![always(), always(), sometimes()],
                "Toetsen is verplicht bij 2 soorten aanvragen, en onder voorwaarden bij nog 1",
            ),
        ] {
            assert_eq!(conclusion(&kinds), sentence);
        }
    }

    #[test]
    fn the_list_shows_what_holds_with_its_article() {
        let page = filled(&sample(true, Some(over(true))));
        for words in [
            "Altijd toetsen",
            "onder voorwaarden: kan",
            "href=\"/beleid/evenement#regel\"",
            "/beleid/probeer",
            "had bekeken moeten zijn",
            "Geen grond.",
            "Let op.",
        ] {
            assert!(page.contains(words), "«{words}» is not in: {page}");
        }
        let other = filled(&sample(false, Some(over(false))));
        assert!(!other.contains("/beleid/probeer") && !other.contains("had bekeken"));
        let wrong = filled(&sample(true, None));
        assert!(wrong.contains("U vulde «x» in.") && !wrong.contains("Altijd toetsen"));
    }
}
