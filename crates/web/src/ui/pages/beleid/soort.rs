//! Everything about one kind of application: what holds, the rules of the policy, and the law.

use app::{
    BasisView, Caller, ConditionLine, Form, KindStand, KindView, MadeBy, RuleView, StandView,
    TermView, Wording, law_link,
};
use chrono::NaiveDate;
use serde::Serialize;

use super::overzicht::{Over, on_conditions_in_words};
use super::peil::Peil;
use crate::ui::answer::Answer;
use crate::ui::outcome;
use crate::ui::page::{View, page};
use crate::ui::route::{PageAccess, PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get("/beleid/{soort}", PageAccess::SignedIn, show)]
}

#[derive(Debug, Serialize)]
struct Soort {
    kop: String,
    onder: String,
    terug: String,
    beleid_van: String,
    proberen: Option<String>,
    uitkomst: String,
    onder_voorwaarden: Option<String>,
    leemte: Option<Leemte>,
    regels: Vec<Regel>,
    gronden: Vec<Grond>,
    over: Over,
}

#[derive(Debug, Serialize)]
struct Leemte {
    artikel: String,
    tekst: String,
}

/// A link to an article, or its name where there is no text to link to.
#[derive(Debug, Serialize)]
struct Artikel {
    tekst: String,
    adres: Option<String>,
}

/// A part of a condition, with the parts inside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Deel {
    tekst: String,
    delen: Vec<Deel>,
}

#[derive(Debug, Serialize)]
struct Regel {
    id: String,
    kop: String,
    tekst: String,
    artikel: String,
    formulering: &'static str,
    voorwaarde: Vec<Deel>,
    wacht_op_lijst: bool,
    doorbroken_door: Vec<Deel>,
    zet_opzij: Vec<String>,
    steekproef: Option<String>,
    vragenlijst: Option<&'static str>,
    gemaakt_door: String,
    geldt: String,
}

#[derive(Debug, Serialize)]
struct Grond {
    id: String,
    kop: &'static str,
    artikel: Artikel,
    tekst: String,
    voorwaarde: Vec<Deel>,
    geldt: String,
    mogelijk: Option<Mogelijk>,
}

#[derive(Debug, Serialize)]
struct Mogelijk {
    bevoegd: Option<String>,
    weigeren: Artikel,
    intrekken: Option<Artikel>,
    advies: Option<Artikel>,
    rechtsgang: &'static str,
    termijnen: Vec<Termijn>,
    noten: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Termijn {
    lengte: String,
    artikel: Artikel,
    voorwaarde: Vec<Deel>,
    /// What stands in the place of the condition where there is none.
    anders: &'static str,
    opmerkingen: Vec<&'static str>,
}

impl View for Soort {
    const TEMPLATE: &'static str = "pages/beleid/soort";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let peil = Peil::of(&visit, &caller)?;
    let kind: String = visit.of_path("soort")?;
    let kind = visit.app.policy_on(&peil.party, &kind, peil.on)?;
    let view = Soort::of(&peil, &kind, visit.today());
    page(&visit, &view.kop, &view)
}

impl Soort {
    fn of(peil: &Peil, kind: &KindView, today: NaiveDate) -> Self {
        let (uitkomst, conditions) = match &kind.stand {
            KindStand::NoBasis(_) => ("Een Bibob-toets is niet mogelijk".to_owned(), None),
            KindStand::NoLaw => ("Het recht van deze dag is niet ingevoerd".to_owned(), None),
            KindStand::NotEntered(_) => {
                ("Nog niet te zeggen: het beleid ontbreekt".to_owned(), None)
            }
            KindStand::Known { always, on_conditions } => {
                (always.meaning().to_owned(), on_conditions_in_words(on_conditions))
            }
        };
        let party = &kind.head.party.name;
        Self {
            kop: kernel::capitalised(&kind.kind.name),
            onder: format!("Bij {party}. Stand op {}.", words::day(peil.on, today)),
            terug: format!("/beleid{}", peil.query()),
            beleid_van: if peil.own {
                "Ons beleid".to_owned()
            } else {
                format!("Beleid van {party}")
            },
            proberen: peil.own.then(|| format!("/beleid/probeer?soort={}", kind.kind.id)),
            uitkomst,
            onder_voorwaarden: conditions,
            leemte: kind
                .gap
                .as_ref()
                .map(|gap| Leemte { artikel: gap.article.clone(), tekst: gap.text.clone() }),
            regels: kind.rules.iter().map(|rule| Regel::of(rule, today)).collect(),
            gronden: kind.law.iter().map(|stand| Grond::of(stand, today)).collect(),
            over: Over::of(&kind.head, today),
        }
    }
}

impl Regel {
    fn of(rule: &RuleView, today: NaiveDate) -> Self {
        let gemaakt_door = match &rule.made_by {
            MadeBy::Own => "Eigen beleid".to_owned(),
            MadeBy::Base(title) => format!("Overgenomen uit «{title}»"),
            MadeBy::Changed(title) => format!("Uit «{title}», met een eigen wijziging"),
        };
        let sample = |percent| format!("{percent}\u{a0}% van de aanvragen, geloot op het kenmerk");
        Self {
            id: rule.id.clone(),
            kop: outcome::regime(rule.regime),
            tekst: rule.text.clone(),
            artikel: rule.article.clone(),
            formulering: wording(rule.wording),
            voorwaarde: tree(&rule.when),
            wacht_op_lijst: rule.waits_for_list,
            doorbroken_door: tree(&rule.broken_by),
            zet_opzij: rule.sets_aside.clone(),
            steekproef: rule.sample.map(sample),
            vragenlijst: questionnaire(rule.form, rule.interview),
            gemaakt_door,
            geldt: period(rule.since, rule.until, today),
        }
    }
}

impl Grond {
    fn of(stand: &StandView, today: NaiveDate) -> Self {
        Self {
            id: stand.id.clone(),
            kop: if stand.possible { "De wet laat een toets toe" } else { "Geen grondslag" },
            artikel: Artikel::of(&stand.article),
            tekst: stand.text.clone(),
            voorwaarde: tree(&stand.when),
            geldt: period(stand.since, stand.until, today),
            mogelijk: stand.basis.as_ref().map(Mogelijk::of),
        }
    }
}

impl Mogelijk {
    fn of(basis: &BasisView) -> Self {
        Self {
            bevoegd: basis.body.as_deref().map(kernel::capitalised),
            weigeren: Artikel::of(&basis.refuse),
            intrekken: basis.withdraw.as_deref().map(Artikel::of),
            advies: basis.advice.as_deref().map(Artikel::of),
            rechtsgang: outcome::remedy(basis.remedy),
            termijnen: basis
                .terms
                .iter()
                .map(|term| Termijn::of(term, basis.terms.len()))
                .collect(),
            noten: basis.notes.clone(),
        }
    }
}

impl Termijn {
    fn of(term: &TermView, of_how_many: usize) -> Self {
        let mut lengte = term.length.as_deref().unwrap_or("Geen beslistermijn").to_owned();
        if let Some(extension) = &term.extension {
            lengte = format!("{lengte}, te verlengen {extension}");
        }
        let remarks = [
            (term.local, "Deze termijn komt uit de eigen verordening."),
            (term.extended_procedure, "Na de uitgebreide procedure is er rechtstreeks beroep."),
            (
                term.positive_silence,
                "Wie te laat beslist, heeft de vergunning van rechtswege gegeven.",
            ),
        ];
        let opmerkingen = remarks.into_iter().filter(|(holds, _)| *holds).map(|(_, text)| text);
        Self {
            lengte,
            artikel: Artikel::of(&term.article),
            voorwaarde: tree(&term.when),
            anders: if of_how_many > 1 { "Anders" } else { "Altijd" },
            opmerkingen: opmerkingen.collect(),
        }
    }
}

impl Artikel {
    fn of(article: &str) -> Self {
        Self { tekst: article.to_owned(), adres: law_link(article) }
    }
}

/// Makes a tree of lines that know how deep they lie.
fn tree(lines: &[ConditionLine]) -> Vec<Deel> {
    let mut parts = Vec::new();
    let mut rest = lines;
    while let [line, after @ ..] = rest {
        let inside = after.iter().take_while(|other| other.depth > line.depth).count();
        let (within, next) = after.split_at(inside);
        parts.push(Deel { tekst: kernel::capitalised(&line.text), delen: tree(within) });
        rest = next;
    }
    parts
}

fn period(since: NaiveDate, until: Option<NaiveDate>, today: NaiveDate) -> String {
    let since = words::short_day(since, today);
    match until {
        Some(last) => format!("Van {since} tot en met {}", words::short_day(last, today)),
        None => format!("Vanaf {since}"),
    }
}

fn wording(wording: Wording) -> &'static str {
    match wording {
        Wording::Altijd => "Stellig: «in ieder geval»",
        Wording::InBeginsel => "«In beginsel»: wie afwijkt, geeft de reden",
        Wording::Kan => "«Kan»: de keuze is vrij",
    }
}

fn questionnaire(form: Option<Form>, interview: bool) -> Option<&'static str> {
    form.and_then(|form| outcome::questionnaire(form, interview))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    fn line(depth: usize, text: &str) -> ConditionLine {
        ConditionLine { depth, text: text.to_owned() }
    }

    fn deel(tekst: &str, delen: Vec<Deel>) -> Deel {
        Deel { tekst: tekst.to_owned(), delen }
    }

    #[test]
    fn lines_become_a_tree() {
        let lines = [line(0, "alle"), line(1, "een"), line(2, "a"), line(1, "b")];
        let expected = deel("Alle", vec![deel("Een", vec![deel("A", vec![])]), deel("B", vec![])]);
        assert_eq!(tree(&lines), [expected]);
        assert_eq!(tree(&[]), []);
    }

    fn over() -> Over {
        let day = "2024-02-02".parse().unwrap();
        Over::of(
            &app::PolicyHead {
                party: app::PartyName {
                    id: "gemeente-emmen".parse().unwrap(),
                    name: "gemeente Emmen".to_owned(),
                    kind: kernel::PartyKind::Gemeente,
                },
                on: day,
                title: "Model".to_owned(),
                status: app::PolicyStatus::Model,
                status_text: "Modelbeleid.".to_owned(),
                version: "2024".to_owned(),
                digest: "0123456789abcdef".to_owned(),
                since: day,
                until: None,
                source: None,
                review_on: None,
                notes: Vec::new(),
            },
            day,
        )
    }

    fn rule(all: bool) -> Regel {
        let some = |text: &str| if all { vec![deel(text, vec![])] } else { Vec::new() };
        Regel {
            id: "regel".to_owned(),
            kop: "Bibob-toets verplicht".to_owned(),
            tekst: "Altijd.".to_owned(),
            artikel: "artikel 3".to_owned(),
            formulering: wording(Wording::Altijd),
            voorwaarde: some("De som is meer dan 1"),
            wacht_op_lijst: all,
            doorbroken_door: some("Signalen is aanwezig"),
            zet_opzij: if all { vec!["artikel 9".to_owned()] } else { Vec::new() },
            steekproef: all.then(|| "10 %".to_owned()),
            vragenlijst: questionnaire(all.then_some(Form::Volledig), false),
            gemaakt_door: "Eigen beleid".to_owned(),
            geldt: "Vanaf vr 2 feb 2024".to_owned(),
        }
    }

    fn ground(all: bool) -> Grond {
        let article = || Artikel::of("Alcoholwet art. 27 lid 3");
        let term = Termijn::of(
            &TermView {
                when: vec![line(0, "de gebeurtenis is een van: lopend")],
                length: all.then(|| "8 weken".to_owned()),
                extension: all.then(|| "met ten hoogste 6 weken".to_owned()),
                article: "de eigen verordening".to_owned(),
                positive_silence: all,
                extended_procedure: all,
                local: all,
            },
            2,
        );
        Grond {
            id: "grond".to_owned(),
            kop: "De wet laat een toets toe",
            artikel: article(),
            tekst: "De burgemeester kan weigeren.".to_owned(),
            voorwaarde: if all { vec![deel("Altijd", vec![])] } else { Vec::new() },
            geldt: "Vanaf do 1 jul 2021".to_owned(),
            mogelijk: all.then(|| Mogelijk {
                bevoegd: Some("De burgemeester".to_owned()),
                weigeren: article(),
                intrekken: Some(Artikel::of("het beding")),
                advies: Some(article()),
                rechtsgang: "Bezwaar, daarna beroep",
                termijnen: vec![term],
                noten: vec!["Toets eerst slecht levensgedrag.".to_owned()],
            }),
        }
    }

    #[test]
    fn the_page_shows_rules_with_conditions_and_the_law() {
        let sample = |all: bool| Soort {
            kop: "Alcoholvergunning".to_owned(),
            onder: "Bij gemeente Emmen.".to_owned(),
            terug: "/beleid".to_owned(),
            beleid_van: "Ons beleid".to_owned(),
            proberen: all.then(|| "/beleid/probeer?soort=alcohol-horeca".to_owned()),
            uitkomst: "Altijd toetsen".to_owned(),
            onder_voorwaarden: all.then(|| "onder voorwaarden: kan".to_owned()),
            leemte: (!all)
                .then(|| Leemte { artikel: "bijlage".to_owned(), tekst: "Welke?".to_owned() }),
            regels: if all { vec![rule(true), rule(false)] } else { Vec::new() },
            gronden: vec![ground(all)],
            over: over(),
        };
        let page = filled(&sample(true));
        for words in [
            "id=\"regel\"",
            "De som is meer dan 1",
            "Signalen is aanwezig",
            "artikel 9",
            "wacht op een lijst",
            "De hele vragenlijst",
            "https://wetten.overheid.nl/BWBR0002458/#Artikel27",
            "8 weken, te verlengen met ten hoogste 6 weken",
            "van rechtswege",
            "Toets eerst slecht levensgedrag.",
            "/beleid/probeer?soort=alcohol-horeca",
        ] {
            assert!(page.contains(words), "«{words}» is not in: {page}");
        }
        let bare = filled(&sample(false));
        assert!(bare.contains("Welke?") && bare.contains("geen eigen regel"), "{bare}");
        let none = Termijn::of(
            &TermView {
                when: Vec::new(),
                length: None,
                extension: None,
                article: String::new(),
                positive_silence: false,
                extended_procedure: false,
                local: false,
            },
            1,
        );
        assert_eq!((none.lengte.as_str(), none.anders), ("Geen beslistermijn", "Altijd"));
        assert!(none.opmerkingen.is_empty());
    }
}
