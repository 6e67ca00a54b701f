//! The answers in words. Each follows from what sources say: an aid to searching, and no judgement.

use app::network::{
    Fraction, Gap, Network, NetworkChange, Owner, Path, PathMark, Period, Question, Relation, Tri,
};
use chrono::NaiveDate;
use kernel::{SubjectId, capitalised};
use serde::Serialize;

use super::keuze::Keuze;
use crate::ui::words;

/// What the betrokkene is called in a sentence.
const CALLED: &str = "de betrokkene";

/// A question with its answer.
#[derive(Debug, Serialize)]
pub(super) struct Vraag {
    id: &'static str,
    kop: String,
    uitleg: &'static str,
    regels: Vec<Regel>,
    /// What stands there when there is no line.
    leeg: &'static str,
    opmerkingen: Vec<String>,
}

/// A line of an answer: who, what, and what belongs to it.
#[derive(Debug, Serialize)]
struct Regel {
    wie: String,
    wat: String,
    bij: String,
}

/// Answers every question on a day.
pub(super) fn all(
    network: &Network,
    earlier: Option<&Network>,
    keuze: &Keuze,
    today: NaiveDate,
) -> Vec<Vraag> {
    let mut vragen = vec![top(network, today), control(network, today)];
    vragen.extend(keuze.persoon.map(|person| paths(network, person, today)));
    vragen.extend([frontier(network, today), patterns(network, today)]);
    vragen.extend(earlier.map(|earlier| changes(network, earlier, (keuze.sinds, today))));
    vragen
}

fn is_human(network: &Network, id: SubjectId) -> bool {
    network.node(id).is_some_and(|node| node.kind.is_human())
}

fn top(network: &Network, today: NaiveDate) -> Vraag {
    let company = network.betrokkene();
    let found = network.owners(company, 0, today);
    let line = |owner: &Owner| Regel {
        wie: network.name(owner.subject).to_owned(),
        wat: share(owner.low, owner.high),
        bij: words::count(owner.statements.len(), "relatie", "relaties"),
    };
    let humans = found.owners.iter().filter(|owner| is_human(network, owner.subject));
    let mut opmerkingen: Vec<String> = Vec::new();
    if found.unexplained.high > 0 && !is_human(network, company) {
        opmerkingen.push(format!(
            "Van {} van {} zegt geen relatie van wie het is.",
            found.unexplained,
            network.name(company)
        ));
    }
    opmerkingen.extend(found.rings.iter().map(|ring| {
        let names: Vec<&str> = ring.subjects.iter().map(|id| network.name(*id)).collect();
        format!(
            "{} zijn alleen van elkaar: van wie zij zijn, is niet te berekenen.",
            names.join(" en ")
        )
    }));
    opmerkingen.extend(found.doubts.iter().map(|doubt| sentence(&doubt.message())));
    opmerkingen.extend(found.cuts.iter().map(|cut| sentence(&cut.message())));
    Vraag {
        id: "bovenaan",
        kop: "Welke mensen staan bovenaan?".to_owned(),
        uitleg: "Het deel dat iemand heeft, ook via andere ondernemingen. Is een aandeel niet bekend, dan staan er twee grenzen.",
        regels: humans.map(line).collect(),
        leeg: if is_human(network, company) {
            "De betrokkene is zelf een natuurlijk persoon."
        } else {
            "Nog van niemand is bekend dat hij een deel heeft."
        },
        opmerkingen,
    }
}

/// Says which part somebody has: exactly, or between which bounds.
fn share(low: Fraction, high: Fraction) -> String {
    match (low == high, low == Fraction::NONE) {
        (true, _) => low.to_string(),
        (false, true) => format!("niet bekend, ten hoogste {high}"),
        (false, false) => format!("ten minste {low}, ten hoogste {high}"),
    }
}

fn control(network: &Network, today: NaiveDate) -> Vraag {
    let found = network.controllers(network.betrokkene(), today);
    let regels = found.rows.iter().map(|row| {
        let via: Vec<&str> = row.via.iter().map(|id| network.name(*id)).collect();
        Regel {
            wie: network.name(row.subject).to_owned(),
            wat: if row.test == Tri::Zeker {
                "Heeft meer dan de helft van de stemmen".to_owned()
            } else {
                "Kan meer dan de helft van de stemmen hebben".to_owned()
            },
            bij: if via.is_empty() { String::new() } else { format!("Via {}", via.join(", ")) },
        }
    });
    Vraag {
        id: "zeggenschap",
        kop: "Wie heeft de zeggenschap?".to_owned(),
        uitleg: "Wie meer dan de helft van de stemmen heeft, zelf of via ondernemingen waarin hij die heeft.",
        regels: regels.collect(),
        leeg: "Volgens de relaties heeft niemand meer dan de helft van de stemmen.",
        opmerkingen: found.cuts.iter().map(|cut| sentence(&cut.message())).collect(),
    }
}

fn paths(network: &Network, person: SubjectId, today: NaiveDate) -> Vraag {
    let found = network.related(person, &Question::on(today));
    let line = |path: &Path| Regel {
        wie: path.route.article().to_owned(),
        wat: format!("{}.", path.words(network, CALLED)),
        bij: path.marks.iter().map(|mark| sentence(remark(*mark))).collect::<Vec<_>>().join(" "),
    };
    Vraag {
        id: "verbinding",
        kop: format!("Hoe is {} met {CALLED} verbonden?", network.name(person)),
        uitleg: "Elke weg van art. 3 lid 4, de kortste eerst. Of de relatie er in de zin van de wet is, beoordeelt u zelf.",
        regels: found.paths.iter().map(line).collect(),
        leeg: "Volgens de relaties is er geen weg van art. 3 lid 4. Een familieband telt niet als weg.",
        opmerkingen: found.cuts.iter().map(|cut| sentence(&cut.message())).collect(),
    }
}

/// Says where somebody should look with a path.
fn remark(mark: PathMark) -> &'static str {
    match mark {
        PathMark::Vroeger => "een stap is voorbij",
        PathMark::ZonderDatum => "een stap heeft geen datum",
        PathMark::NietTegelijk => "de stappen waren er niet alle op dezelfde dag",
        PathMark::NietBeoordeeld => "een stap is nog niet beoordeeld",
        PathMark::NietVastTeStellen => "een stap is niet vast te stellen",
        PathMark::Indirect => "er zit iemand tussen die hier niet staat",
        PathMark::GeenRechtspersoon => {
            "aan het eind staat geen rechtspersoon, of dat is niet bekend"
        }
    }
}

fn frontier(network: &Network, today: NaiveDate) -> Vraag {
    let found = network.frontier(&Question::on(today));
    let regels = found.rows.iter().map(|row| Regel {
        wie: network.name(row.subject).to_owned(),
        wat: gap(row.gap),
        bij: row.gap.question().to_owned(),
    });
    Vraag {
        id: "grens",
        kop: "Waar houdt het beeld op?".to_owned(),
        uitleg: "Bij wie de keten boven de betrokkene niet verder bekend is, met de vraag die het beeld aanvult. Onbekend is geen verwijt.",
        regels: regels.collect(),
        leeg: if found.nothing_stated {
            "Bij de betrokkene zelf: over leiding, zeggenschap en vermogen staat nog niets op het dossier."
        } else {
            "Nergens: van elke onderneming boven de betrokkene is bekend wie leiding geeft en van wie zij is."
        },
        opmerkingen: found.cuts.iter().map(|cut| sentence(&cut.message())).collect(),
    }
}

/// Says why the chain is not proven.
fn gap(gap: Gap) -> String {
    match gap {
        Gap::Onbekend => "Niet bekend is wie dit is".to_owned(),
        Gap::Buitenland => "Gevestigd buiten Nederland".to_owned(),
        Gap::Knooppunt { relations } => {
            format!("Niet verder gekeken: {}", words::count(relations, "relatie", "relaties"))
        }
        Gap::GeenZeggenschap => "Niemand heeft volgens de relaties zeggenschap".to_owned(),
        Gap::NietVolledig { share } => format!("Van {share} is niet bekend van wie het is"),
        Gap::GeenLeiding => "Niemand geeft volgens de relaties leiding".to_owned(),
    }
}

fn patterns(network: &Network, today: NaiveDate) -> Vraag {
    let found = network.observations(today);
    let regels = found.iter().map(|one| Regel {
        wie: network.name(one.subject).to_owned(),
        wat: format!("{}, bij {}", capitalised(one.pattern.message()), network.name(one.company)),
        bij: capitalised(one.pattern.article()),
    });
    Vraag {
        id: "patronen",
        kop: "Wat vraagt aandacht?".to_owned(),
        uitleg: "Patronen die op een stroman kunnen wijzen. Een reden om te kijken, nooit op zichzelf een bevinding.",
        regels: regels.collect(),
        leeg: "Geen van de patronen komt in de relaties voor.",
        opmerkingen: Vec::new(),
    }
}

fn changes(network: &Network, earlier: &Network, days: (NaiveDate, NaiveDate)) -> Vraag {
    let (since, today) = days;
    let line = |change: &NetworkChange| {
        // Who is in no relation any more stands in the network of then only.
        let name = |id: SubjectId| match network.name(id) {
            "" => earlier.name(id).to_owned(),
            name => name.to_owned(),
        };
        let what = match (change.before.is_some(), change.after.is_some()) {
            (false, _) => "Nieuw",
            (true, true) => "Gewijzigd",
            (true, false) => "Staat er niet meer",
        };
        let period = Period { from: change.since, until: change.until };
        let (relation, to) = (change.relation.label(), name(change.to));
        Regel {
            wie: name(change.from),
            wat: format!("{}, {} {to}", capitalised(relation), preposition(change.relation)),
            bij: format!("{what}; {}", period.words()),
        }
    };
    Vraag {
        id: "veranderd",
        kop: format!("Wat is er veranderd sinds {}?", words::day(since, today)),
        uitleg: "Wat wij na die dag te weten kwamen. Een relatie die al langer liep maar later bekend werd, staat er dus ook bij.",
        regels: network.changes_since(earlier).iter().map(line).collect(),
        leeg: "Niets: er kwam na die dag geen relatie bij.",
        opmerkingen: Vec::new(),
    }
}

fn preposition(relation: Relation) -> &'static str {
    match relation {
        Relation::ZakelijkSamenwerkingsverband | Relation::Familieband => "met",
        Relation::FeitelijkeInvloed => "op",
        Relation::Leidinggevende
        | Relation::Zeggenschaphebbende
        | Relation::Vermogensverschaffer
        | Relation::OpBeschikkingGenoemd => "bij",
    }
}

fn sentence(text: &str) -> String {
    format!("{}.", capitalised(text))
}
