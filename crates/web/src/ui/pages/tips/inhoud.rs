//! What a tip says as fields of a form, and back. There is no field for facts: a tip is a pointer (Wet Bibob art. 26 and 28).

use app::KindName;
use app::tips::{
    BodyKind, Contact, Decision, LegalPersonNumber, NameParts, Offer, PostalAddress, Subject,
    TipContent, TradeNumber, Urgency, Wording,
};
use kernel::Redacted;
use serde::Serialize;

use super::super::lezen::{one_of, optional_day, wire_name};
use super::lezen::{formed, given, lines, needed};
use super::woorden;
use crate::ui::facts::kind_field;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::words;

pub(super) const WHO: &str = "wie";
const PERSON: &str = "natuurlijk-persoon";
const LEGAL: &str = "rechtspersoon";
/// The fields of a person alone.
const OF_PERSON: [&str; 7] = [
    "voornamen",
    "voorletters",
    "voorvoegsel",
    "achternaam",
    "partnernaam",
    "geboortedatum",
    "geboorteplaats",
];
/// The fields of a legal person alone.
const OF_LEGAL: [&str; 2] = ["naam", "rsin"];
/// The names of the fields of an address, for the subject and for the decision.
const HOME: [&str; 3] = ["straat", "postcode", "plaats"];
const SITE: [&str; 3] = ["besluit-straat", "besluit-postcode", "besluit-plaats"];
const URGENCY: &str = "urgentie";
const DECISION_DAY: &str = "beslisdatum";
const EXPLANATION: &str = "toelichting";
const POLICE: &str = "wpgGrondslag";
/// No haste.
const NONE: &str = "geen";

/// Fields under a heading.
#[derive(Debug, Serialize)]
pub(super) struct Deel {
    kop: &'static str,
    uitleg: Option<&'static str>,
    velden: Vec<Field>,
}

impl Deel {
    pub(super) fn new(kop: &'static str, velden: Vec<Field>) -> Self {
        Self { kop, uitleg: None, velden }
    }

    fn saying(self, text: &'static str) -> Self {
        Self { uitleg: Some(text), ..self }
    }
}

/// The form of a tip, filled in, with what is wrong above it. Its template is the partial `tipformulier`.
#[derive(Debug, Serialize)]
pub(super) struct Invulblad {
    adres: String,
    /// The version of what is written again; none for what is new.
    versie: Option<String>,
    samenvatting: Option<Summary>,
    delen: Vec<Deel>,
    knop: &'static str,
    terug: String,
}

impl Invulblad {
    pub(super) fn of(
        parts: Vec<Deel>,
        (form, mistakes): (&Form, &Mistakes),
        address: &str,
        (button, back_to): (&'static str, String),
    ) -> Self {
        let filled = |part: Deel| Deel {
            velden: part.velden.into_iter().map(|field| field.filled(form, mistakes)).collect(),
            ..part
        };
        let delen: Vec<Deel> = parts.into_iter().map(filled).collect();
        let fields: Vec<Field> =
            delen.iter().flat_map(|part| part.velden.iter().cloned()).collect();
        Self {
            adres: address.to_owned(),
            versie: None,
            samenvatting: Summary::of(mistakes, &fields),
            delen,
            knop: button,
            terug: back_to,
        }
    }

    pub(super) fn at(self, version: Option<i64>) -> Self {
        Self { versie: version.map(|version| version.to_string()), ..self }
    }
}

/// Asks all that a tip may say: with the field for a tip of the police where that can be one, and an explanation where that may come
/// along.
pub(super) fn parts(police: Option<Field>, explains: bool, kinds: &[KindName]) -> Vec<Deel> {
    let mut parts = vec![subject_part(), decision_part(kinds), purport_part(), contact_part()];
    parts.extend(police.map(|field| Deel::new("Wet politiegegevens", vec![field])));
    if explains {
        let field = Field::lines(EXPLANATION, "Toelichting").optional().hint(
            "Ten hoogste 1.000 tekens. Geen feiten, geen vermoedens en geen namen van anderen: die laat de wet niet meereizen (art. 28).",
        );
        parts.push(Deel::new("Toelichting", vec![field]));
    }
    parts
}

/// Asks a body of the police on which article its tip rests; nothing of others.
pub(super) fn police_field(giver: BodyKind) -> Option<Field> {
    let basis = [("wpg-18", "Artikel 18"), ("wpg-19", "Artikel 19"), ("wpg-20", "Artikel 20")];
    let field = Field::radios(POLICE, "Op welk artikel van de Wet politiegegevens rust de tip?");
    (giver == BodyKind::Police).then(|| field.choices(basis))
}

pub(super) fn subject_part() -> Deel {
    let kinds = [(PERSON, "Een mens"), (LEGAL, "Een rechtspersoon of samenwerkingsverband")];
    let person = |name: &str, label: &str| Field::text(name, label).optional();
    let fields = vec![
        Field::radios(WHO, "Wie is de betrokkene?").choices(kinds),
        person("voornamen", "Voornamen"),
        person("voorletters", "Voorletters").short_code(),
        person("voorvoegsel", "Voorvoegsel").short_code(),
        Field::text("achternaam", "Achternaam").hint("Alleen bij een mens"),
        person("partnernaam", "Naam van de partner").hint("Als de betrokkene die ook gebruikt"),
        Field::day("geboortedatum", "Geboortedatum").hint("dd-mm-jjjj").optional(),
        person("geboorteplaats", "Geboorteplaats"),
        Field::text("naam", "Statutaire naam").hint("Alleen bij een rechtspersoon"),
        person("rsin", "RSIN").hint("9 cijfers, alleen bij een rechtspersoon").short_code(),
        person("kvk", "KvK-nummer").hint("8 cijfers").short_code().keys("numeric"),
        Field::lines("handelsnamen", "Handelsnamen").hint("Eén per regel").optional(),
    ];
    let fields = fields.into_iter().chain(address_fields(HOME)).collect();
    Deel::new("Over wie gaat het?", fields)
        .saying("Alleen de betrokkene. Noem geen andere personen, geen burgerservicenummer en geen strafbaar feit: daarvoor is hier met opzet geen veld.")
}

pub(super) fn decision_part(kinds: &[KindName]) -> Deel {
    let fields = vec![
        kind_field(kinds),
        Field::text("activiteit", "Activiteit").hint("Zoals: café in het centrum"),
        Field::text("gemeente", "Gemeente waarin zij plaatsvindt"),
        Field::text("kenmerkOntvanger", "Kenmerk van de ontvanger").optional(),
    ];
    let fields = fields.into_iter().chain(address_fields(SITE)).collect();
    Deel::new("Om welke beslissing gaat het?", fields)
}

fn purport_part() -> Deel {
    let urgencies = woorden::urgencies().map(|(id, text)| (id, text.to_owned()));
    let none = [(NONE.to_owned(), "Nee".to_owned())];
    let fields = vec![
        Field::radios("strekking", "Waar wijst de tip op?").choices(woorden::purports()),
        Field::radios(URGENCY, "Is er haast?").choices(none.into_iter().chain(urgencies)),
        Field::day(DECISION_DAY, "De ontvanger beslist uiterlijk op")
            .hint("dd-mm-jjjj, alleen als er haast is")
            .optional(),
    ];
    Deel::new("Strekking", fields)
}

pub(super) fn contact_part() -> Deel {
    let fields = vec![
        Field::text("functie", "Functie").hint("Een functie, geen naam"),
        Field::text("bereikbaarheid", "Bereikbaar via")
            .hint("Van de functie, niet van een persoon"),
    ];
    Deel::new("Waar kan de ontvanger terecht?", fields)
}

fn address_fields([street, code, place]: [&str; 3]) -> [Field; 3] {
    [
        Field::text(street, "Straat en nummer").optional(),
        Field::text(code, "Postcode").optional().short_code(),
        Field::text(place, "Plaats").optional(),
    ]
}

/// Reads all that a tip says.
pub(super) fn content(form: &Form, mistakes: &mut Mistakes) -> Option<TipContent> {
    let betrokkene = subject(form, mistakes);
    let besluit = decision(form, mistakes);
    let strekking = one_of(form, "strekking", "Kies waar de tip op wijst.", mistakes);
    let urgentie = urgency(form, mistakes);
    let contact = contact(form, mistakes);
    let toelichting = given(form, EXPLANATION, mistakes);
    let wpg_grondslag = formed(form, POLICE, "Kies het artikel.", mistakes);
    Some(TipContent {
        betrokkene: betrokkene?,
        besluit: besluit?,
        strekking: strekking?,
        urgentie,
        contact: contact?,
        toelichting,
        wpg_grondslag,
    })
}

/// Reads who it is about. What belongs to the other kind of subject is not left out in silence.
pub(super) fn subject(form: &Form, mistakes: &mut Mistakes) -> Option<Subject> {
    let (subject, strange) = match form.text(WHO) {
        PERSON => (person(form, mistakes), &OF_LEGAL[..]),
        LEGAL => (legal_person(form, mistakes), &OF_PERSON[..]),
        _ => {
            mistakes.add(WHO, "Kies wie de betrokkene is.");
            return None;
        }
    };
    for name in strange.iter().filter(|name| form.given(name).is_some()) {
        mistakes.add(
            name,
            "Dit hoort bij de andere soort betrokkene. Haal het weg, of kies die soort.",
        );
    }
    subject
}

fn person(form: &Form, mistakes: &mut Mistakes) -> Option<Subject> {
    let naamdelen = NameParts {
        voornamen: given(form, "voornamen", mistakes),
        voorletters: given(form, "voorletters", mistakes),
        voorvoegsel: given(form, "voorvoegsel", mistakes),
        achternaam: needed(form, "achternaam", "Vul de achternaam in.", mistakes)?,
        partnernaam: given(form, "partnernaam", mistakes),
    };
    Some(Subject::Person {
        naamdelen,
        geboortedatum: optional_day(form, "geboortedatum", mistakes).map(Redacted::new),
        geboorteplaats: given(form, "geboorteplaats", mistakes),
        kvk: formed(form, "kvk", "Vul acht cijfers in.", mistakes),
        handelsnamen: trade_names(form, mistakes),
        adres: address(form, HOME, mistakes),
    })
}

fn legal_person(form: &Form, mistakes: &mut Mistakes) -> Option<Subject> {
    Some(Subject::LegalPerson {
        naam: needed(form, "naam", "Vul de statutaire naam in.", mistakes)?,
        kvk: formed(form, "kvk", "Vul acht cijfers in.", mistakes),
        rsin: formed(form, "rsin", "Vul negen cijfers in.", mistakes),
        handelsnamen: trade_names(form, mistakes),
        adres: address(form, HOME, mistakes),
    })
}

fn trade_names(form: &Form, mistakes: &mut Mistakes) -> Vec<Wording<120>> {
    let read = |line: &str| Wording::new(line).map_err(|error| error.to_string());
    lines(form, "handelsnamen", read, mistakes)
}

/// Reads an address of which nothing, or street and place, are filled in.
fn address(
    form: &Form,
    [street, code, place]: [&str; 3],
    mistakes: &mut Mistakes,
) -> Option<PostalAddress> {
    [street, code, place].into_iter().find_map(|name| form.given(name))?;
    let straat = needed(form, street, "Vul straat en nummer in, of laat het adres leeg.", mistakes);
    let postcode = given(form, code, mistakes);
    let plaats = needed(form, place, "Vul de plaats in, of laat het adres leeg.", mistakes);
    Some(PostalAddress { straat: straat?, postcode, plaats: plaats? })
}

/// Reads which decision it is about.
pub(super) fn decision(form: &Form, mistakes: &mut Mistakes) -> Option<Decision> {
    let soort = one_of(form, "soort", "Kies een soort.", mistakes);
    let activiteit =
        needed(form, "activiteit", "Schrijf op om welke activiteit het gaat.", mistakes);
    let gemeente = needed(form, "gemeente", "Vul de gemeente in.", mistakes);
    let kenmerk_ontvanger = given(form, "kenmerkOntvanger", mistakes);
    let adres = address(form, SITE, mistakes);
    Some(Decision {
        soort: soort?,
        activiteit: activiteit?,
        gemeente: gemeente?,
        kenmerk_ontvanger,
        adres,
    })
}

fn urgency(form: &Form, mistakes: &mut Mistakes) -> Option<Urgency> {
    if form.text(URGENCY) == NONE {
        if form.given(DECISION_DAY).is_some() {
            mistakes.add(DECISION_DAY, "Laat deze dag leeg, of kies waarom er haast is.");
        }
        return None;
    }
    let reden = one_of(form, URGENCY, "Kies of er haast is.", mistakes);
    let beslisdatum = optional_day(form, DECISION_DAY, mistakes);
    Some(Urgency { reden: reden?, beslisdatum })
}

/// Reads where the receiver can ask.
pub(super) fn contact(form: &Form, mistakes: &mut Mistakes) -> Option<Contact> {
    let functie = needed(form, "functie", "Vul een functie in.", mistakes);
    let reach = needed(form, "bereikbaarheid", "Vul in hoe zij te bereiken is.", mistakes);
    Some(Contact { functie: functie?, bereikbaarheid: reach? })
}

/// Begins with what a tip says now.
pub(super) fn begins(offer: &Offer) -> Form {
    let mut form = Form::default();
    fill_subject(&mut form, &offer.betrokkene);
    let decision = &offer.besluit;
    form.set("soort", decision.soort.reveal());
    form.set("activiteit", decision.activiteit.reveal());
    form.set("gemeente", decision.gemeente.reveal());
    put(&mut form, "kenmerkOntvanger", decision.kenmerk_ontvanger.as_ref());
    fill_address(&mut form, SITE, decision.adres.as_ref());
    form.set("strekking", wire_name(offer.strekking));
    let urgency = offer.urgentie.as_ref();
    form.set(URGENCY, urgency.map_or_else(|| NONE.to_owned(), |urgency| wire_name(urgency.reden)));
    let day = urgency.and_then(|urgency| urgency.beslisdatum);
    form.set(DECISION_DAY, day.map(words::filled_day).unwrap_or_default());
    form.set("functie", offer.contact.functie.reveal());
    form.set("bereikbaarheid", offer.contact.bereikbaarheid.reveal());
    put(&mut form, EXPLANATION, offer.toelichting.as_ref());
    form.set(POLICE, offer.wpg_grondslag.map(wire_name).unwrap_or_default());
    form
}

fn fill_subject(form: &mut Form, subject: &Subject) {
    let (kvk, names, home) = match subject {
        Subject::Person { naamdelen, geboortedatum, geboorteplaats, kvk, handelsnamen, adres } => {
            form.set(WHO, PERSON);
            put(form, "voornamen", naamdelen.voornamen.as_ref());
            put(form, "voorletters", naamdelen.voorletters.as_ref());
            put(form, "voorvoegsel", naamdelen.voorvoegsel.as_ref());
            form.set("achternaam", naamdelen.achternaam.reveal());
            put(form, "partnernaam", naamdelen.partnernaam.as_ref());
            let born = geboortedatum.as_ref().map(|day| words::filled_day(*day.reveal()));
            form.set("geboortedatum", born.unwrap_or_default());
            put(form, "geboorteplaats", geboorteplaats.as_ref());
            (kvk, handelsnamen, adres)
        }
        Subject::LegalPerson { naam, kvk, rsin, handelsnamen, adres } => {
            form.set(WHO, LEGAL);
            form.set("naam", naam.reveal());
            form.set("rsin", rsin.as_ref().map(LegalPersonNumber::reveal).unwrap_or_default());
            (kvk, handelsnamen, adres)
        }
    };
    form.set("kvk", kvk.as_ref().map(TradeNumber::reveal).unwrap_or_default());
    let names: Vec<&str> = names.iter().map(Wording::reveal).collect();
    form.set("handelsnamen", names.join("\n"));
    fill_address(form, HOME, home.as_ref());
}

fn fill_address(
    form: &mut Form,
    [street, code, place]: [&str; 3],
    address: Option<&PostalAddress>,
) {
    let Some(address) = address else { return };
    form.set(street, address.straat.reveal());
    put(form, code, address.postcode.as_ref());
    form.set(place, address.plaats.reveal());
}

fn put<const MOST: usize>(form: &mut Form, name: &str, text: Option<&Wording<MOST>>) {
    form.set(name, text.map(Wording::reveal).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn what_a_tip_says_comes_back_as_it_was() {
        let offer = samples::offer();
        let mut mistakes = Mistakes::default();
        let read = content(&begins(&offer), &mut mistakes).unwrap();
        assert!(mistakes.is_empty(), "{mistakes:?}");
        assert_eq!((&read.betrokkene, &read.besluit), (&offer.betrokkene, &offer.besluit));
        assert_eq!((&read.urgentie, &read.contact), (&offer.urgentie, &offer.contact));
    }

    #[test]
    fn every_gap_is_named_and_nothing_is_left_out_in_silence() {
        let mut mistakes = Mistakes::default();
        assert!(content(&Form::default(), &mut mistakes).is_none());
        for name in [WHO, "soort", "activiteit", "gemeente", "strekking", URGENCY, "functie"] {
            assert!(mistakes.of(name).is_some(), "{name}: {mistakes:?}");
        }
        let mut form = begins(&samples::offer());
        form.set("rsin", "123456789");
        form.set("plaats", "");
        form.set(URGENCY, NONE);
        let mut mistakes = Mistakes::default();
        content(&form, &mut mistakes);
        let fields: Vec<&str> = mistakes.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["plaats", "rsin", DECISION_DAY]);
    }
}
