//! What tip officers see. Nobody else sees any of it.

use super::request::{KeepTipBody, Posted};
use crate::known::{LinkChoice, LinkStand};
use ::tips::TipId;
use ::tips::ids::{Oin, Organ};
use ::tips::keys::{PublicJwk, Suite};
use ::tips::message::{Answer, Offer, Topic};
use ::tips::partner::{BodyKind, Endpoint, HoldCause};
use ::tips::rate::RateLimits;
use ::tips::receiver::FileLink;
use ::tips::reconcile::DifferenceKind;
use ::tips::retention::Tombstone;
use ::tips::route::Route;
use ::tips::sender::{Feedback, GiveUpCause};
use ::tips::{MessageId, Reason};
use chrono::NaiveDate;
use kernel::{AccountId, CaseId, Moment, Redacted, Sha256Hex, SubjectId};
use serde::Serialize;
use subjects::matching::MatchBand;
use uuid::Uuid;

/// Declares a view: a Dutch object.
macro_rules! views {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)?
    })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $kind,)*
        }
    )+};
}

views! {
    /// Wat de eigen organisatie in de uitwisseling is.
    TipBodyView {
        /// De versie; 0 zolang er niets is vastgelegd.
        versie: i64,
        /// De gegevens; leeg zolang er niets is vastgelegd.
        organisatie: Option<KeepTipBody>,
        /// De eigen sleutels, de oudste eerst.
        sleutels: Vec<OwnKeyView>,
        /// Kan er nu worden verzonden en ontvangen?
        gereed: bool,
        /// Wanneer de laatste versleutelsleutel eindigt, als dat binnenkort is: daarna kan niemand ons nog schrijven.
        versleuteling_eindigt: Option<Moment>,
    }
    /// Een eigen sleutel; de geheime helft staat er nooit bij.
    OwnKeyView {
        /// Waarvoor.
        doel: KeyPurpose,
        /// Het algoritme.
        algoritme: String,
        /// De openbare helft.
        openbaar: PublicJwk,
        /// De vingerafdruk zoals mensen die elkaar voorlezen.
        vingerafdruk: String,
        /// Vanaf wanneer.
        vanaf: Moment,
        /// Tot wanneer.
        tot: Option<Moment>,
        /// De stand.
        stand: KeyState,
    }
    /// Een partner.
    PartnerView {
        /// Het nummer.
        oin: Oin,
        /// De versie.
        versie: i64,
        /// De stand: `voorgesteld`, `actief`, `wijziging-voorgesteld`, `aangehouden` of `gestopt`.
        stand: &'static str,
        /// Wat er geldt, of gold.
        partner: PartnerData,
        /// Wat op een tweede ambtenaar wacht.
        voorstel: Option<ProposalLine>,
        /// Waarom verzenden wacht.
        aangehouden: Option<HoldCause>,
        /// Hoe het verkeer gaat.
        verkeer: TrafficView,
        /// Vanaf wanneer hij een sleutel gebruikt die wij minder dan dertig dagen vooraf aangekondigd zagen.
        laat_aangekondigd: Option<Moment>,
        /// Werkt hij op deze installatie?
        zelfde_systeem: bool,
        /// Kan er een tip heen?
        kan_ontvangen: bool,
        /// Nemen wij tips van hem aan?
        kan_geven: bool,
    }
    /// De gegevens van een partner.
    PartnerData {
        /// De naam.
        naam: String,
        /// Wat hij is voor de wet.
        soort: BodyKind,
        /// Zijn organen.
        organen: Vec<Organ>,
        /// Past hij de Wet Bibob toe?
        past_wet_toe: bool,
        /// Waar hij berichten aanneemt; leeg zonder systeem.
        eindpunt: Option<Endpoint>,
        /// De versleuteling.
        suite: Option<Suite>,
        /// De vingerafdruk zoals mensen die elkaar voorlezen; leeg zonder systeem.
        vingerafdruk: Option<String>,
        /// Zijn sleutel om mee te ondertekenen; leeg zonder systeem.
        sleutel: Option<PublicJwk>,
        /// De certificaten waaronder het zijne mag hangen.
        vertrouwde_certificaten: Vec<Sha256Hex>,
        /// Hoeveel berichten wij van hem aannemen.
        grenzen: RateLimits,
    }
    /// Een voorstel dat op een tweede ambtenaar wacht.
    ProposalLine {
        /// Wat er moet gelden.
        partner: PartnerData,
        /// Wie het voorstelde.
        door: AccountId,
        /// De naam van wie het voorstelde.
        door_naam: String,
        /// Wanneer.
        op: Moment,
    }
    /// Hoe het verkeer met een partner gaat.
    TrafficView {
        /// Het laatste ontvangstbewijs dat wij kregen.
        laatste_bewijs: Option<Moment>,
        /// Wanneer hij het laatst iets stuurde.
        laatst_gehoord: Option<Moment>,
        /// Sinds wanneer hij niet antwoordt.
        storing_sinds: Option<Moment>,
        /// Sinds wanneer het oudste bericht wacht.
        wacht_sinds: Option<Moment>,
        /// Hoeveel seconden zijn klok afwijkt, als dat meer is dan een minuut.
        klok_seconden: Option<i64>,
        /// Tot wanneer zijn sleuteldocument geldt.
        sleutels_tot: Option<Moment>,
        /// Sinds wanneer wij niet overnemen wat hij over zijn sleutels zegt.
        sleutels_geweigerd: Option<Moment>,
    }
    /// Een regel van de lijst van gegeven tips.
    SentTipLine {
        /// De tip.
        id: TipId,
        /// De versie.
        versie: i64,
        /// De stand.
        stand: String,
        /// De ontvanger.
        ontvanger: Oin,
        /// De naam van de ontvanger.
        ontvanger_naam: String,
        /// De naam van de betrokkene; leeg als de inhoud is gewist.
        betrokkene: Option<Redacted<String>>,
        /// De laatste wijziging.
        gewijzigd_op: Moment,
        /// Wat er de aandacht vraagt.
        aandacht: Option<Attention>,
    }
    /// Een gegeven tip.
    SentTipView {
        /// De regel van de lijst.
        regel: SentTipLine,
        /// Het orgaan van de ontvanger.
        orgaan: Option<Organ>,
        /// De route.
        route: Option<Route>,
        /// Wat hij zegt.
        inhoud: Option<Offer>,
        /// Wie hem schreef, met de naam.
        schrijver: Option<Person>,
        /// Wie hem vrijgaf, met de naam.
        vrijgever: Option<Person>,
        /// De berichten die eruit gingen, met hun bezorging.
        berichten: Vec<MessageLine>,
        /// Is er nu een brief van te maken, om te posten?
        brief: bool,
        /// De brief, bij de route per brief.
        gepost: Option<Posted>,
        /// De brief waarmee hij is ingetrokken, bij de route per brief.
        intrekking_gepost: Option<Posted>,
        /// Wat de ontvanger liet weten: alleen de hoofdlijn.
        uitkomst: Option<Feedback>,
        /// Op welke dag de ontvanger van een brief dat liet weten.
        uitkomst_op: Option<NaiveDate>,
        /// Waarom hij niet te bezorgen was.
        onbestelbaar: Option<GiveUpCause>,
        /// De laatste vraag van de ontvanger.
        vraag: Option<QuestionLine>,
        /// Het antwoord dat op een tweede ambtenaar wacht.
        antwoord: Option<Answer>,
        /// Wie dat antwoord schreef.
        antwoord_schrijver: Option<Person>,
        /// Wat deze ambtenaar nu kan doen.
        stappen: Vec<SentTipAction>,
        /// Wat er over is als de inhoud is gewist.
        grafsteen: Option<Tombstone>,
    }
    /// Een vraag van de ontvanger.
    QuestionLine {
        /// Het bericht.
        id: MessageId,
        /// Wat onduidelijk is.
        onderwerp: Topic,
    }
    /// Een bericht met zijn bezorging.
    MessageLine {
        /// Het bericht.
        id: MessageId,
        /// Het type.
        soort: String,
        /// `wacht`, `bezorgd`, `opgegeven` of `vervallen`.
        stand: String,
        /// Hoe vaak het is geprobeerd.
        pogingen: i32,
        /// Wanneer ertoe is besloten.
        besloten_op: Moment,
        /// Wanneer het opnieuw wordt geprobeerd, als het wacht.
        opnieuw_op: Option<Moment>,
        /// Wat er de laatste keer misging.
        fout: Option<String>,
        /// Wanneer het is bezorgd of opgegeven.
        afgerond_op: Option<Moment>,
    }
    /// Een persoon van de eigen organisatie.
    Person {
        /// Het account.
        account: AccountId,
        /// De naam.
        naam: String,
    }
    /// Een regel van de lijst van ontvangen tips.
    ReceivedTipLine {
        /// De regel in het register.
        id: Uuid,
        /// De tip, zoals de zender hem noemt.
        tip: TipId,
        /// De versie.
        versie: i64,
        /// De stand.
        stand: String,
        /// De zender.
        zender: Oin,
        /// De naam van de zender.
        zender_naam: String,
        /// De naam van de betrokkene; leeg als de inhoud er (nog) niet is.
        betrokkene: Option<Redacted<String>>,
        /// Wanneer hij kwam.
        ontvangen_op: Option<Moment>,
        /// De dag waarop de ontvanger uiterlijk beslist, volgens de zender.
        beslisdatum: Option<NaiveDate>,
        /// Wat er de aandacht vraagt.
        aandacht: Option<Attention>,
    }
    /// Een ontvangen tip.
    ReceivedTipView {
        /// De regel van de lijst.
        regel: ReceivedTipLine,
        /// Het orgaan dat hem behandelt.
        orgaan: Option<Organ>,
        /// Wat hij zegt, met de antwoorden erin verwerkt.
        inhoud: Option<Offer>,
        /// Wie hem beoordeelt.
        behandelaar: Option<Person>,
        /// Staat er een vraag aan de zender open?
        vraag_open: bool,
        /// Heeft de zender hem ingetrokken?
        ingetrokken: bool,
        /// Herinnering, escalatie en keuze.
        termijnen: Option<DeadlineView>,
        /// Het dossier dat eraan is gekoppeld.
        dossier: Option<FileLink>,
        /// Wat een tipbehandelaar van dat dossier ziet.
        gekoppeld: Option<LinkedFile>,
        /// Waarom er zo is geoordeeld; dat blijft hier.
        reden: Option<Reason>,
        /// De berichten die eruit gingen, met hun bezorging.
        berichten: Vec<MessageLine>,
        /// Hoe hij kwam, als dat niet als bericht van een systeem was.
        weg: Option<Route>,
        /// Wat deze ambtenaar nu kan doen.
        stappen: Vec<ReceivedTipAction>,
        /// Wat er over is als de inhoud is gewist.
        grafsteen: Option<Tombstone>,
    }
    /// Het dossier dat aan een tip is gekoppeld.
    LinkedFile {
        /// Het kenmerk.
        kenmerk: String,
        /// Het dossier, als deze ambtenaar het mag lezen.
        leest: Option<CaseId>,
    }
    /// Wie op de dossiers van de eigen organisatie de betrokkene van een tip kan zijn.
    TipCandidates {
        /// De naam van de betrokkene volgens de tip.
        betrokkene: Redacted<String>,
        /// De kandidaten, de beste eerst.
        kandidaten: Vec<TipCandidate>,
        /// Hoeveel er nog meer zijn.
        meer: usize,
        /// Is er niet op elk deel van de naam gezocht, of waren er te veel om ze alle te vergelijken?
        deels: bool,
    }
    /// Een kandidaat. Meer dan dit ziet een tipbehandelaar niet van het dossier.
    TipCandidate {
        /// De persoon op het dossier.
        persoon: SubjectId,
        /// Het kenmerk van het dossier.
        kenmerk: String,
        /// De naam op het dossier.
        naam: Redacted<String>,
        /// De rollen op het dossier, nu en vroeger.
        rollen: Vec<&'static str>,
        /// De groep.
        groep: MatchBand,
        /// De score, van 0 tot en met 1000.
        score: u16,
        /// De redenen, zonder wat er op het dossier staat.
        redenen: Vec<String>,
        /// Wat mensen ervan vonden.
        stand: LinkStand,
        /// Het laatste besluit.
        besluit: Option<TipCandidateDecision>,
        /// Wat u van beide zag; geef het mee als u beslist.
        lezing: Sha256Hex,
    }
    /// Een besluit over een kandidaat.
    TipCandidateDecision {
        /// Is het de betrokkene van de tip?
        besluit: LinkChoice,
        /// Waarom.
        reden: Reason,
        /// Wie.
        door: Person,
        /// Wanneer.
        op: Moment,
    }
    /// De dagen waarop een tip die op een oordeel wacht, de aandacht vraagt.
    DeadlineView {
        /// De herinnering.
        herinnering: NaiveDate,
        /// De escalatie, naar tipbehandelaars.
        escalatie: NaiveDate,
        /// Vanaf wanneer er gekozen moet worden.
        keuze: NaiveDate,
    }
    /// De afletterlijst van een maand met een partner.
    ReportView {
        /// De partner.
        partner: Oin,
        /// De maand, als jjjj-mm.
        maand: String,
        /// Wat wij verzonden en waarvan wij een ontvangstbewijs hebben.
        verzonden: Vec<ReportLine>,
        /// Wat wij registreerden.
        ontvangen: Vec<ReportLine>,
        /// De ondertekende lijst, voor de partner.
        ondertekend: String,
    }
    /// Een bericht op een afletterlijst.
    ReportLine {
        /// Het bericht.
        id: MessageId,
        /// De SHA-256 van de bytes.
        sha256: Sha256Hex,
    }
    /// Een verschil met de lijst van de partner.
    DifferenceLine {
        /// Het bericht.
        id: MessageId,
        /// Wie het verzond, of verzonden zou hebben.
        zender: Oin,
        /// Wat er verschilt.
        verschil: Difference,
    }
}

/// What differs between two reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// Sent, says the one; not received, says the other.
    #[serde(rename = "niet-ontvangen")]
    NotReceived,
    /// Received, says the one; not sent, says the other.
    #[serde(rename = "niet-verzonden")]
    NotSent,
    /// Both know it, with other bytes.
    #[serde(rename = "andere-inhoud")]
    OtherBytes,
}

impl From<DifferenceKind> for Difference {
    fn from(kind: DifferenceKind) -> Self {
        match kind {
            DifferenceKind::NotReceived => Self::NotReceived,
            DifferenceKind::NotSent => Self::NotSent,
            DifferenceKind::OtherBytes => Self::OtherBytes,
        }
    }
}

/// Declares a list of names for programs and pages.
macro_rules! names {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $id:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $id)] $variant,)+
        }

        impl $name {
            /// Returns the id.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }
        }
    )+};
}

names! {
    /// What a key pair of our own is for.
    KeyPurpose {
        /// To sign with.
        Signing = "ondertekening",
        /// To open what others encrypted.
        Encryption = "versleuteling",
    }
    /// Where a key pair of our own stands.
    KeyState {
        /// Announced; used from its first day on.
        Next = "volgende",
        /// In use.
        Current = "huidige",
        /// No longer in use, but what was made with it is still taken or opened.
        Retiring = "uitlopend",
        /// Its time is over.
        Retired = "vervallen",
    }
    /// Why a tip asks for the attention of a tip officer.
    Attention {
        /// It waits for a second person.
        ToRelease = "vrij-te-geven",
        /// It is not delivered after an hour of working time.
        NotDelivered = "nog-niet-bezorgd",
        /// It is still not delivered a day later.
        StillNotDelivered = "steeds-niet-bezorgd",
        /// It could not be delivered; somebody has to choose.
        Undeliverable = "onbestelbaar",
        /// The receiver asks something.
        Question = "vraag-te-beantwoorden",
        /// The receiver judged it; it can be closed.
        ToClose = "af-te-sluiten",
        /// Nobody judged it for ten working days.
        Reminder = "herinnering",
        /// Nobody judged it for twenty working days.
        Escalation = "escalatie",
        /// The term is over: a choice must be made.
        ChooseNow = "keuze-nodig",
        /// A message about it was given up; somebody has to say it again.
        DeadLetter = "bericht-niet-bezorgd",
        /// The receiver got a letter, and has to get one that takes the tip back.
        WithdrawalToPost = "intrekking-te-posten",
        /// The sender took it back after it was accepted here.
        WithdrawnAfterVerdict = "ingetrokken-na-oordeel",
        /// It was accepted on a file that is still to be opened.
        FileToOpen = "dossier-te-openen",
    }
    /// What an officer can do with a tip that we give.
    SentTipAction {
        /// Write it again.
        Rewrite = "herschrijven",
        /// Let it go.
        Release = "vrijgeven",
        /// Say that the letter was posted.
        Post = "gepost",
        /// Say that the receipt of the letter came back.
        Returned = "retourbewijs",
        /// Say what the receiver of the letter let us know.
        RegisterVerdict = "oordeel-vastleggen",
        /// Say that the letter was not taken.
        NotTaken = "niet-aangenomen",
        /// Send it again.
        SendAgain = "opnieuw-verzenden",
        /// Say again what was given up.
        RepeatMessages = "bericht-opnieuw-verzenden",
        /// Send it by letter.
        ByLetter = "per-brief",
        /// Answer the question.
        WriteAnswer = "antwoord-schrijven",
        /// Let the answer go.
        ReleaseAnswer = "antwoord-vrijgeven",
        /// Take it back.
        Withdraw = "intrekken",
        /// Say that the letter that takes it back was posted.
        PostWithdrawal = "intrekking-gepost",
        /// Offer it to another body.
        Redirect = "opnieuw-aanbieden",
        /// Close it.
        Close = "afsluiten",
    }
    /// What an officer can do with a tip that we got.
    ReceivedTipAction {
        /// Look at it.
        TakeUp = "in-behandeling-nemen",
        /// Ask the sender something.
        Ask = "vraag-stellen",
        /// Give it to another organ.
        Reassign = "herbestemmen",
        /// Start an investigation of our own.
        Accept = "aanvaarden",
        /// Link the file that was opened.
        LinkFile = "dossier-koppelen",
        /// Do nothing with it.
        Decline = "afwijzen",
        /// Send it back.
        DeclareNotCompetent = "niet-bevoegd-verklaren",
        /// Let it lapse.
        Lapse = "laten-verlopen",
        /// Say that a tip that came by hand was taken back.
        RegisterWithdrawal = "intrekking-vastleggen",
        /// Say that somebody saw that it was taken back.
        SeeWithdrawal = "intrekking-gezien",
        /// Say again what was given up.
        RepeatMessages = "bericht-opnieuw-verzenden",
    }
}
