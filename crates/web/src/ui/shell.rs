//! What stands around every page: title, menu, message, who is signed in and until when.

use app::{Caller, Permission, form_proof};
use serde::Serialize;

use super::route::PageAccess;
use super::visit::{SignedIn, Visit};
use super::words;

/// How many minutes before the end of a session a warning comes.
pub(super) const WARNING_MINUTES: i64 = 5;

/// Declares the messages for a next page.
macro_rules! notices {
    ($($variant:ident = $id:literal: $text:literal),+ $(,)?) => {
        /// A message for the next page. It travels as a name, so that nobody can put words in our mouth.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Notice { $(#[doc = $text] $variant,)+ }

        impl Notice {
            #[cfg(test)]
            pub(super) const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the name in the cookie.
            pub(super) fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// Returns the message with this name.
            pub(super) fn of_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)+ _ => None }
            }

            /// Returns the words.
            pub(super) fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }
    };
}

notices! {
    Opened = "dossier-gemaakt": "Het dossier is gemaakt en het toepassingsbereik is vastgelegd.",
    OpenedOnly = "dossier-geopend": "Het dossier is gemaakt. Leg hierna het toepassingsbereik vast.",
    StepTaken = "stap-vastgelegd": "De stap is vastgelegd.",
    DraftKept = "concept-bewaard": "Uw concept is bewaard. U vindt het terug onder «Nieuw dossier».",
    DraftDropped = "concept-weg": "Het concept is weggegooid.",
    SignedOut = "afgemeld": "U bent afgemeld.",
    SignedOutEverywhere = "overal-afgemeld": "U bent op al uw apparaten afgemeld.",
    FormSessionEnded = "formulier-voorbij": "U bent niet meer in het formulier. Wat u eerder bewaarde, staat er nog. Vul uw nummer en codes in om verder te gaan, of open de link in uw mail als u eerder inlogde.",
    FormSignedIn = "formulier-ingelogd": "U bent ingelogd. Wilt u later verder, open dan opnieuw de link in uw mail en log weer zo in.",
    FormStopped = "formulier-gestopt": "Wat u invulde is bewaard. U kunt later verder.",
    PersonsAdopted = "personen-overgenomen": "De genoemde personen staan nu op het dossier, met hun rol en waar die uit blijkt.",
    FactsTaken = "opgave-overgenomen": "De gegevens uit de vragenlijst staan nu op het dossier, als opgave van de aanvrager.",
    ScoreKept = "score-bewaard": "De score is bewaard op het dossier, met de regels waarmee zij is berekend.",
    LetterBegun = "brief-begonnen": "Het concept staat klaar. Vul aan wat nog ontbreekt.",
    TextProposed = "tekst-voorgesteld": "Het voorstel is bewaard. Een andere beheerder neemt het in gebruik.",
    TextAccepted = "tekst-aangenomen": "De tekst is in gebruik.",
    TextDeclined = "tekst-afgewezen": "Het voorstel is afgewezen of ingetrokken.",
    LetterKept = "brief-bewaard": "De tekst is bewaard.",
    LetterOffered = "brief-voorgelegd": "De brief is voorgelegd. Een ander leest hem en stelt hem vast.",
    LetterFinal = "brief-vastgesteld": "De brief is vastgesteld. De pdf staat bij de stukken en verandert niet meer.",
    LetterReturned = "brief-teruggegeven": "De brief is terug bij de schrijver.",
    LetterDropped = "brief-vervallen": "De brief is vervallen. Hij blijft te lezen.",
    LetterSent = "brief-verzonden": "Vastgelegd.",
    LettersPosted = "brieven-gepost": "Vastgelegd dat de brieven op de post zijn gedaan.",
    LinkDecided = "koppeling-besloten": "Uw besluit is vastgelegd. Het verandert geen score en geen stand.",
    OpenedKnown = "dossier-bekend": "Het dossier is gemaakt. Er zijn bekende partijen die dezelfde kunnen zijn: beoordeel ze bij Onderzoek.",
    PersonsKnown = "personen-bekend": "De genoemde personen staan nu op het dossier. Er zijn bekende partijen die dezelfde kunnen zijn: beoordeel ze bij Onderzoek.",
    InquiryWritten = "onderzoek-vastgelegd": "Vastgelegd op het dossier.",
    RiskDraftKept = "risicoset-bewaard": "Het bestand is in orde en staat er als concept. Draai nu een proef.",
    RiskTried = "risicoset-proef": "De proef is gedaan. De uitkomst staat hieronder.",
    RiskPublished = "risicoset-gepubliceerd": "De risicoset is gepubliceerd. Bewaarde scores blijven wat zij waren.",
    RiskDraftWithdrawn = "risicoset-ingetrokken": "Het concept is ingetrokken.",
    CorrectionAsked = "aanpassing-gevraagd": "Vastgelegd dat dit stuk moet worden aangepast.",
    SessionEnded = "sessie-voorbij": "Uw sessie was voorbij. Meld u opnieuw aan; wat u had ingevuld is bewaard.",
    SessionOver = "sessie-over": "Uw sessie was voorbij. Meld u opnieuw aan.",
    InputBack = "invoer-terug": "Wat u had ingevuld staat er nog. Kijk het na en verstuur het opnieuw.",
    StillHere = "nog-aangemeld": "U blijft aangemeld.",
    MemberAdded = "lid-toegevoegd": "De toegang is gegeven en vastgelegd.",
    MemberRemoved = "lid-weg": "De toegang is ingetrokken en vastgelegd.",
    TaskDone = "taak-klaar": "De taak is afgerond.",
    TrailChecked = "spoor-gecontroleerd": "Het controlespoor is nagelopen. De uitkomst staat hieronder.",
    Saved = "bewaard": "De wijziging is bewaard.",
    Removed = "weggehaald": "Het is weggehaald.",
    Uploaded = "stuk-toegevoegd": "Het stuk is toegevoegd.",
    EmergencyAccess = "noodtoegang": "U hebt noodtoegang voor 24 uur. De leden van het dossier, de coördinator en de toezichthouder krijgen bericht.",
    EmergencyReviewed = "noodtoegang-nagekeken": "Vastgelegd. Het staat nu ook in de historie van het dossier.",
    PasswordChosen = "wachtwoord-gekozen": "Uw wachtwoord is ingesteld. Meld u nu aan.",
    PasswordChanged = "wachtwoord-gewijzigd": "Uw wachtwoord is gewijzigd. Op uw andere apparaten bent u afgemeld.",
    SessionClosed = "sessie-beeindigd": "Het andere apparaat is afgemeld.",
    SecondFactorProposed = "app-instellen": "Stel nu uw app in. Uw oude app blijft werken tot u klaar bent.",
    SubstitutionArranged = "vervanging-geregeld": "De vervanging is vastgelegd. Loopt zij vandaag, dan heeft de vervanger nu toegang.",
    SubstitutionEnded = "vervanging-beeindigd": "De vervanging is beëindigd. De toegang die erbij hoorde is ingetrokken.",
    TokenRevoked = "token-ingetrokken": "Het token is ingetrokken en werkt niet meer.",
    ConflictDeclared = "belang-gemeld": "Het belang is vastgelegd. Deze persoon heeft geen toegang meer tot het dossier.",
    GroupKept = "werkgroep-vastgelegd": "De werkgroep is vastgelegd.",
    MeetingPlanned = "vergadering-gepland": "De vergadering is gepland. De leden krijgen een uitnodiging.",
    MeetingMoved = "vergadering-verplaatst": "De vergadering is gewijzigd. De leden krijgen bericht.",
    MeetingCancelled = "vergadering-geannuleerd": "De vergadering gaat niet door. De leden krijgen bericht.",
    AgendaOpened = "agenda-geopend": "De agenda is geopend. Zet er punten op.",
    ProposalsTaken = "voorstel-overgenomen": "De gekozen onderwerpen staan op de agenda.",
    ItemAdded = "punt-toegevoegd": "Het punt staat op de agenda.",
    ItemRemoved = "punt-vervallen": "Het punt is van de agenda gehaald.",
    AgendaArranged = "agenda-geordend": "De volgorde en de tijd zijn vastgelegd.",
    AgendaFrozen = "agenda-bevroren": "De agenda is bevroren. Wijzigen kan nu alleen met een reden.",
    SessionOpened = "zitting-geopend": "De zitting is geopend.",
    AttendanceChanged = "aanwezigheid-gewijzigd": "De aanwezigheid is vastgelegd.",
    AdviceRecorded = "advies-vastgelegd": "Het advies is vastgelegd, en staat in het dossier.",
    ConclusionRecorded = "conclusie-vastgelegd": "De conclusie is vastgelegd.",
    InterestDeclared = "belang-in-werkgroep": "Het belang is vastgelegd. Wie het heeft, ziet het punt niet meer en doet niet mee.",
    ActionAgreed = "actie-afgesproken": "De actie is vastgelegd.",
    ActionFinished = "actie-klaar": "De actie is klaar gemeld.",
    CorrectionProposed = "verbetering-voorgesteld": "De verbetering is voorgesteld.",
    MinutesAdopted = "verslag-vastgesteld": "Het verslag is vastgesteld en verandert niet meer.",
    RoundOpened = "ronde-begonnen": "De ronde is begonnen. De leden kunnen antwoorden.",
    RoundReplied = "ronde-antwoord": "Uw antwoord is vastgelegd.",
    RoundClosed = "ronde-gesloten": "De ronde is gesloten. De uitkomst staat hieronder.",
    RoundWithdrawn = "ronde-ingetrokken": "De ronde is ingetrokken.",
    OwnInterest = "eigen-belang": "Uw belang is vastgelegd. U ziet de ronde en het dossier niet meer.",
    QuestionAsked = "vraag-gesteld": "Uw vraag is gesteld. De leden van de werkgroep zien haar.",
    QuestionAnswered = "vraag-beantwoord": "Het antwoord is vastgelegd.",
    QuestionClosed = "vraag-gesloten": "De vraag is gesloten.",
    QuestionReopened = "vraag-heropend": "De vraag is heropend.",
    QuestionWithdrawn = "vraag-ingetrokken": "De vraag is ingetrokken. Niemand vindt haar nog.",
    SignalBrought = "signaal-ingebracht": "Het signaal is ingebracht.",
    SignalListed = "signaal-op-agenda": "Het signaal staat op de agenda.",
    SignalForwarded = "signaal-doorgezonden": "De doorzending is vastgelegd.",
    SignalClosed = "signaal-afgehandeld": "Het signaal is afgehandeld.",
    HearingPlanned = "hoorzitting-gepland": "De hoorzitting is gepland. Met een mailadres is de uitnodiging onderweg; zonder nodigt u per brief uit.",
    HearingMoved = "hoorzitting-verzet": "De hoorzitting is verzet. Met een mailadres is het bericht onderweg.",
    HearingCancelled = "hoorzitting-afgezegd": "De hoorzitting is afgezegd. Met een mailadres is het bericht onderweg.",
    TipWritten = "tip-geschreven": "Het concept is vastgelegd. Een andere tipbehandelaar geeft het vrij.",
    TipReleased = "tip-vrijgegeven": "Vrijgegeven.",
    TipWithdrawn = "tip-ingetrokken": "De tip is ingetrokken.",
    TipClosed = "tip-afgesloten": "De tip is afgesloten.",
    TipSentAgain = "tip-opnieuw": "De tip gaat opnieuw weg.",
    TipAnswered = "tip-antwoord": "Het antwoord is vastgelegd. Een andere tipbehandelaar geeft het vrij.",
    TipTakenUp = "tip-opgepakt": "U beoordeelt deze tip. De afzender krijgt bericht dat hij in behandeling is.",
    TipAsked = "tip-vraag": "De vraag gaat naar de afzender.",
    TipJudged = "tip-beoordeeld": "Het oordeel is vastgelegd. De afzender krijgt alleen de uitkomst.",
    TipTakenUpByHand = "tip-opgepakt-zonder-bericht": "U beoordeelt deze tip. De afzender krijgt daar geen bericht van.",
    TipJudgedByHand = "tip-beoordeeld-zonder-bericht": "Het oordeel is vastgelegd. Laat de afzender zelf de uitkomst weten, en alleen de hoofdlijn.",
    TipLetterRegistered = "tipbrief-vastgelegd": "De tip is vastgelegd.",
    TipPartnerProposed = "partner-voorgesteld": "Het voorstel is vastgelegd. Een andere tipbehandelaar keurt het goed.",
    TipPartnerApproved = "partner-goedgekeurd": "De partner is goedgekeurd.",
    TipPartnerStopped = "partner-gestopt": "De partner is gestopt. Wat nog wacht, blijft wachten tot de inhoud van de tip wordt gewist.",
    TipKeyReplaced = "tipsleutel-vervangen": "De nieuwe sleutel is gemaakt.",
    ConflictWithdrawn = "belang-ingetrokken": "Het belang is ingetrokken. De toegang komt niet vanzelf terug.",
}

/// An item of a menu.
#[derive(Clone, Debug, Serialize)]
pub(super) struct MenuItem {
    naam: &'static str,
    adres: &'static str,
    hier: bool,
}

/// A part of the menu.
#[derive(Clone, Debug, Serialize)]
struct Menu {
    naam: &'static str,
    items: Vec<MenuItem>,
}

/// Who is signed in.
#[derive(Clone, Debug, Serialize)]
struct User {
    naam: String,
    rol: &'static str,
    tot: String,
    /// For the script that warns before the end, in seconds.
    nog_seconden: i64,
    waarschuw_seconden: i64,
}

/// What every page is wrapped in.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Shell {
    titel: String,
    partij: String,
    opmaak: String,
    script: String,
    merk: String,
    eigen_opmaak: Option<String>,
    menus: Vec<Menu>,
    gebruiker: Option<User>,
    melding: Option<&'static str>,
    bewijs: String,
    sleutel: String,
    versie_programma: &'static str,
    /// Where the mark leads: for an applicant that is not the office.
    thuis: &'static str,
}

const FILES: PageAccess = PageAccess::Right(Permission::ReadCases);
const NEW: PageAccess = PageAccess::Right(Permission::WriteCases);

/// Who is in the working group is known only while loading; others find there how to ask it something, or how to make it.
const GROUP: PageAccess = PageAccess::OneOf(&[Permission::ReadCases, Permission::Administer]);

/// That there are tips is secret: who does not handle them has no item.
const TIPS: PageAccess = PageAccess::Hidden(Permission::HandleTips);

/// An item: name, address, and for whom.
type Item = (&'static str, &'static str, PageAccess);
/// A heading with its items.
type Heading = (&'static str, &'static [Item]);

/// The menu: heading, name, address, and for whom. What somebody may not do is not there.
const MENU: &[Heading] = &[
    (
        "",
        &[
            ("Werkvoorraad", "/werkvoorraad", FILES),
            ("Nieuw dossier", "/dossiers/nieuw", NEW),
            ("Taken", "/taken", FILES),
            ("Printlijst", "/printlijst", FILES),
            ("Werkgroep", "/werkgroep", GROUP),
            ("Tips", "/tips", TIPS),
            ("Toezicht", "/toezicht", PageAccess::Right(Permission::Supervise)),
            ("Cijfers", "/toezicht/cijfers", PageAccess::Right(Permission::ReadFigures)),
            ("Controlespoor", "/controlespoor", PageAccess::Right(Permission::Audit)),
            ("Verwerkingen", "/verwerkingen", PageAccess::Right(Permission::Audit)),
            ("Beheer", "/beheer", PageAccess::Right(Permission::Administer)),
        ],
    ),
    (
        "Naslag",
        &[
            ("Ons beleid", "/beleid", PageAccess::SignedIn),
            ("Dijken in de regio", "/dijken", PageAccess::SignedIn),
            ("Vraagbaak", "/vraagbaak", PageAccess::SignedIn),
        ],
    ),
];

impl Shell {
    /// Puts the shell around a page for this visit.
    pub(super) fn of(visit: &Visit, title: &str) -> Self {
        let signed_in = visit.signed_in.as_ref();
        let caller = signed_in.map(|signed_in| &signed_in.session.caller);
        let party = caller.map(|caller| visit.app.party_name(caller.party()));
        Self {
            titel: format!("{title} - Dijkwacht"),
            partij: party.unwrap_or_else(|| visit.office.name.clone()),
            opmaak: visit.office.assets.style(),
            script: visit.office.assets.script(),
            merk: visit.office.assets.mark(),
            eigen_opmaak: visit.office.assets.own_style(),
            menus: caller.map(|caller| menus(caller, &visit.address)).unwrap_or_default(),
            gebruiker: signed_in.map(|signed_in| user(signed_in, visit)),
            melding: notice(visit).map(Notice::text),
            bewijs: form_proof(
                signed_in.map_or(&visit.door.secret, |signed_in| &signed_in.secret).reveal(),
                &visit.app.form_key(),
            ),
            sleutel: visit.app.form_key(),
            versie_programma: env!("CARGO_PKG_VERSION"),
            thuis: if visit.is_of_applicant() { "/formulier" } else { "/" },
        }
    }
}

/// The message that waits for the page; else that it shows what was filled in before.
fn notice(visit: &Visit) -> Option<Notice> {
    visit.notice().or(visit.recalled.then_some(Notice::InputBack))
}

#[cfg(test)]
impl Shell {
    /// A shell as an officer sees it, with every part of it filled.
    pub(super) fn sample() -> Self {
        let item = MenuItem { naam: "Werkvoorraad", adres: "/werkvoorraad", hier: true };
        Self {
            titel: "Voorbeeld - Dijkwacht".to_owned(),
            partij: "gemeente Emmen".to_owned(),
            opmaak: "/static/dijkwacht.css".to_owned(),
            script: "/static/dijkwacht.js".to_owned(),
            merk: "/static/dijkwacht-mark.svg".to_owned(),
            eigen_opmaak: Some("/static/eigen/a.css".to_owned()),
            menus: vec![Menu { naam: "Naslag", items: vec![item] }],
            gebruiker: Some(User {
                naam: "H. Proefstra".to_owned(),
                rol: "vergunningverlener",
                tot: "14:05".to_owned(),
                nog_seconden: 1800,
                waarschuw_seconden: 300,
            }),
            melding: Some(Notice::Saved.text()),
            bewijs: "bewijs".to_owned(),
            sleutel: "sleutel".to_owned(),
            versie_programma: "0.0.0",
            thuis: "/",
        }
    }
}

fn user(signed_in: &SignedIn, visit: &Visit) -> User {
    let session = &signed_in.session;
    User {
        naam: session.caller.name().to_owned(),
        rol: session.caller.role().label(),
        tot: words::clock_time(session.idle_until),
        nog_seconden: (session.idle_until.time() - visit.now.time()).num_seconds(),
        waarschuw_seconden: WARNING_MINUTES * 60,
    }
}

fn menus(caller: &Caller, address: &str) -> Vec<Menu> {
    let mine = |(naam, items): &Heading| {
        let items: Vec<MenuItem> = items
            .iter()
            .filter(|(_, _, access)| access.admits(caller))
            .map(|(naam, adres, _)| MenuItem { naam, adres, hier: is_here(adres, address) })
            .collect();
        (!items.is_empty()).then_some(Menu { naam, items })
    };
    MENU.iter().filter_map(mine).collect()
}

/// A page below an address belongs to it; a file belongs to the work list.
fn is_here(item: &str, address: &str) -> bool {
    let below =
        address.strip_prefix(item).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let file = address.starts_with("/dossiers/") && !address.starts_with("/dossiers/nieuw");
    // The figures stand below supervision, and in the menu of who reads nothing else.
    let elsewhere = item == "/toezicht" && address == "/toezicht/cijfers";
    (below && !elsewhere) || (file && item == "/werkvoorraad")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_found_by_its_name() {
        for notice in Notice::ALL {
            assert_eq!(Notice::of_id(notice.id()), Some(*notice));
            assert!(notice.text().ends_with('.'), "{}", notice.id());
        }
        assert_eq!(Notice::of_id("<script>"), None);
    }

    #[test]
    fn a_file_belongs_to_the_work_list() {
        assert!(is_here("/werkvoorraad", "/dossiers/019"));
        assert!(!is_here("/werkvoorraad", "/dossiers/nieuw"));
        assert!(is_here("/dossiers/nieuw", "/dossiers/nieuw/betrokkene"));
        assert!(!is_here("/beleid", "/beleidsregels"));
        assert!(is_here("/toezicht", "/toezicht"));
        assert!(!is_here("/toezicht", "/toezicht/cijfers"));
        assert!(is_here("/toezicht/cijfers", "/toezicht/cijfers"));
    }
}
