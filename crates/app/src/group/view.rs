//! What readers see of the working group: never an item in which they have an interest of their own (Awb art. 2:4), and of a
//! file that they are not on neither name nor reference (Wet Bibob art. 28).

use case::Text;
use case::clock::TermKind;
use chrono::NaiveDate;
use kernel::{
    AccountId, CaseId, HelpQuestionId, MeetingId, Moment, Redacted, RoundId, Sha256Hex, SignalId,
};
use meetings::{
    AgendaItem, Appointment, Change, CommandName, Conflict, GroupRole, HelpQuestion, Mark,
    MeetingDays, MeetingKind, Minutes, PlannedMeeting, Proposal, Reminder, Round, Seat, Signal,
    Slot, StateName, Subject, TimeBox, WorkingGroup,
};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Declares an answer: a Dutch object that only goes out.
macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident as $schema:literal {
        $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)?
    })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
        #[serde(rename_all = "camelCase")]
        #[schemars(rename = $schema)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $kind,)*
        }
    )+};
}

answers! {
    /// De werkgroep van de eigen partij.
    GroupView as "WerkgroepAntwoord" {
        /// De werkgroep.
        werkgroep: WorkingGroup,
        /// De versie; elke wijziging maakt haar één hoger.
        versie: i64,
        /// De namen van de leden.
        namen: BTreeMap<AccountId, String>,
        /// Waaraan de werkgroep vandaag wordt herinnerd.
        herinneringen: Vec<Reminder>,
        /// Wat de lezer mag.
        mag: GroupRights,
    }
    /// Wat de lezer mag in de werkgroep.
    GroupRights as "Werkgroeprechten" {
        /// De werkgroep zelf wijzigen: de coördinator en de beheerder.
        beheren: bool,
        /// Vergaderingen plannen, de agenda maken en adviezen, conclusies en acties vastleggen: de voorzitter en de coördinator.
        plannen: bool,
        /// Bevriezen, de zitting openen en vaststellen: de voorzitter en wie die vervangt.
        leiden: bool,
        /// Vragen beantwoorden en verbeteringen voorstellen: de leden die vandaag zitting hebben.
        lid: bool,
        /// Vergaderingen en rondes lezen: de leden, de coördinator en de voorzitter.
        lezen: bool,
    }
    /// Een account dat lid kan worden.
    GroupAccount as "WerkgroepAccount" {
        /// Het account.
        account: AccountId,
        /// De naam.
        naam: String,
        /// De rol in de werkgroep, als het account er al in zit.
        rol: Option<GroupRole>,
        /// Heeft het account een mailadres voor uitnodigingen?
        heeft_mail: bool,
    }
    /// Een vergadering in een lijst.
    MeetingLine as "VergaderingInLijst" {
        /// Het id.
        id: MeetingId,
        /// De versie.
        versie: i64,
        /// De dag.
        op: NaiveDate,
        /// Hoe laat, hoe lang en waar.
        tijd: Slot,
        /// De stand.
        stand: StateName,
        /// Waarom zij er is.
        soort: MeetingKind,
        /// Hoeveel punten de lezer ziet.
        punten: usize,
    }
    /// Vergaderingen die zijn gepland.
    PlannedYear as "GeplandeVergaderingen" {
        /// De nieuwe vergaderingen.
        vergaderingen: Vec<MeetingLine>,
        /// De dagen van het ritme waarop niet wordt vergaderd, en de verschoven dagen.
        afwijkingen: Vec<PlannedMeeting>,
        /// De dagen in dit jaar van vergaderingen van een eerder ritme die blijven staan.
        eerder_ritme: Vec<NaiveDate>,
        /// De namen van leden zonder mailadres: zij krijgen geen uitnodiging.
        zonder_mail: Vec<String>,
    }
    /// Een vergadering na een stap.
    MeetingAnswer as "VergaderingNaStap" {
        /// De vergadering.
        vergadering: MeetingView,
        /// De namen van leden zonder mailadres, als er uitnodigingen uitgingen.
        zonder_mail: Vec<String>,
    }
    /// Een vergadering zoals deze lezer haar ziet.
    MeetingView as "VergaderingAntwoord" {
        /// Het id.
        id: MeetingId,
        /// De versie.
        versie: i64,
        /// De stand.
        stand: StateName,
        /// Waarom zij er is.
        soort: MeetingKind,
        /// De afspraak.
        afspraak: Appointment,
        /// De punten, in volgorde; ook wat na het bevriezen verviel.
        punten: Vec<ItemView>,
        /// De digest van de bevroren agenda.
        digest: Option<Sha256Hex>,
        /// Wanneer de agenda is bevroren.
        bevroren_op: Option<Moment>,
        /// Wie de agenda bevroor.
        bevroren_door: Option<AccountId>,
        /// Wat er na het bevriezen veranderde.
        wijzigingen: Vec<Change>,
        /// De belangen: het eigen belang, en dat van anderen bij wat de lezer ziet.
        belangen: Vec<Conflict>,
        /// Wat er gebeurde, zodra de zitting is geopend: aanwezigen, gasten, adviezen, acties en verbeteringen.
        verslag: Option<Minutes>,
        /// De plaatsen op de dag van de vergadering, en wie ze kan bezetten.
        plaatsen: Vec<Seat>,
        /// Hoeveel plaatsen bezet moeten zijn om te adviseren.
        nodig: usize,
        /// Hoeveel plaatsen er bezet zijn.
        bezet: Option<usize>,
        /// Waarom zij niet doorgaat.
        geannuleerd_omdat: Option<Text>,
        /// Wat de vergadering in deze stand kan.
        toegestaan: Vec<CommandName>,
        /// De namen van alle accounts die erin staan.
        namen: BTreeMap<AccountId, String>,
        /// Wat de lezer mag.
        mag: GroupRights,
    }
    /// Een agendapunt zoals deze lezer het ziet.
    ItemView as "AgendapuntAntwoord" {
        /// Het punt.
        punt: AgendaItem,
        /// Hoe het zich verhoudt tot de bevroren agenda.
        merk: Option<Mark>,
        /// De titel: kenmerk en naam van een dossier voor wie erop staat.
        titel: Redacted<String>,
        /// De redenen, als zinnen.
        redenen: Vec<String>,
        /// Wanneer het aan de beurt is; leeg bij een vervallen punt.
        tijd: Option<TimeBox>,
        /// Wat van het dossier telt; leeg voor wie er niet op staat.
        dossier: Option<ItemFile>,
        /// Wie over dit punt meedoen en stemmen; leeg voordat de zitting is geopend.
        stemgerechtigd: Vec<AccountId>,
        /// De namen van wie er een belang bij heeft en het punt niet ziet.
        belang_van: Vec<String>,
        /// Heeft de werkgroep er in deze vergadering over geadviseerd?
        geadviseerd: bool,
        /// Voor wie de vergadering plant: de namen van wie meedoet en niet op het dossier staat (Wet Bibob art. 28).
        zonder_toegang: Vec<String>,
    }
    /// Wat van een dossier telt in de vergadering.
    ItemFile as "AgendapuntDossier" {
        /// Het dossier.
        id: CaseId,
        /// Het kenmerk.
        kenmerk: String,
        /// De naam van de betrokkene.
        naam: Redacted<String>,
        /// De soort, in woorden.
        soort: String,
        /// De stand.
        stand: String,
        /// De dag van ontvangst.
        ontvangen_op: NaiveDate,
        /// De laatste dag van de termijn die telt.
        uiterlijk: Option<NaiveDate>,
        /// Wat er dan eindigt; niet elke termijn bindt het bestuursorgaan zelf.
        termijnsoort: Option<TermKind>,
        /// Staat die termijn stil?
        staat_stil: bool,
        /// De punten van de laatste bewaarde score; leeg voor wie die niet mag zien.
        score: Option<u32>,
    }
    /// Een voorstel voor de agenda van een vergadering.
    AgendaProposal as "AgendavoorstelAntwoord" {
        /// De vergadering.
        vergadering: MeetingId,
        /// Haar versie.
        versie: i64,
        /// Haar dag en die van de vergadering daarna.
        dagen: MeetingDays,
        /// De minuten van de vergadering.
        minuten: u16,
        /// De voorstellen, in volgorde; zonder wat al op de agenda staat.
        voorstellen: Vec<ProposalView>,
    }
    /// Een voorstel voor een punt.
    ProposalView as "AgendavoorstelRegel" {
        /// Het voorstel; een termijn met `schriftelijke-ronde` kan niet op de vergadering wachten.
        voorstel: Proposal,
        /// De titel.
        titel: Redacted<String>,
        /// De redenen, als zinnen.
        redenen: Vec<String>,
        /// Het dossier, als het daarover gaat.
        dossier: Option<ItemFile>,
    }
    /// Een schriftelijke ronde zoals een lid haar ziet.
    RoundView as "SchriftelijkeRondeAntwoord" {
        /// Het id.
        id: RoundId,
        /// De versie.
        versie: i64,
        /// De ronde; wie niet op het dossier staat, leest vraag, redenen en toelichtingen niet (Wet Bibob art. 28).
        ronde: Round,
        /// De titel: kenmerk en naam voor wie op het dossier staat.
        titel: Redacted<String>,
        /// Wat van het dossier telt; leeg voor wie er niet op staat.
        dossier: Option<ItemFile>,
        /// De plaatsen waarvoor de lezer nog mag antwoorden.
        mijn_plaatsen: Vec<AccountId>,
        /// De plaatsen waarvoor nog niemand antwoordde.
        wachten_op: Vec<AccountId>,
        /// Voor wie de ronde leidt: de namen van leden die niet op het dossier staan (Wet Bibob art. 28).
        zonder_toegang: Vec<String>,
        /// De namen.
        namen: BTreeMap<AccountId, String>,
        /// Wat de lezer mag.
        mag: GroupRights,
    }
    /// Een vraag aan de vraagbaak.
    HelpView as "VraagbaakAntwoordregel" {
        /// Het id.
        id: HelpQuestionId,
        /// De versie.
        versie: i64,
        /// De vraag met haar antwoorden.
        vraag: HelpQuestion,
        /// De namen van de vrager en van wie antwoordden.
        namen: BTreeMap<AccountId, String>,
        /// Is het de eigen vraag?
        eigen: bool,
        /// Mag de lezer antwoorden?
        mag_antwoorden: bool,
    }
    /// Een signaal uit het Lokaal Informatie Overleg.
    SignalView as "SignaalAntwoord" {
        /// Het id.
        id: SignalId,
        /// De versie.
        versie: i64,
        /// Het signaal met zijn doorzendingen.
        signaal: Signal,
        /// De namen.
        namen: BTreeMap<AccountId, String>,
    }
    /// Wat er met een punt van de agenda was in een eerdere vergadering, of een open actie.
    OpenAction as "OpenWerkgroepactie" {
        /// De vergadering.
        vergadering: MeetingId,
        /// De dag van die vergadering.
        van: NaiveDate,
        /// De versie van die vergadering, om de actie klaar te melden.
        versie: i64,
        /// De actie.
        actie: meetings::Action,
        /// De naam van de eigenaar.
        eigenaar: String,
    }
}

/// What an item about something is called, without what is in a file.
pub(super) fn plain_title(subject: &Subject) -> String {
    match subject {
        Subject::Verslag { .. } => "Vaststellen van het verslag".to_owned(),
        Subject::Dossier { .. } => "Een dossier waartoe u geen toegang hebt".to_owned(),
        Subject::Tip { .. } => "Een tip".to_owned(),
        Subject::Signaal { .. } => "Een signaal uit het Lokaal Informatie Overleg".to_owned(),
        Subject::Beleid { .. } => "Het Bibob-beleid".to_owned(),
        Subject::Vraag { .. } => "Een vraag van een collega".to_owned(),
        Subject::Overig { titel } => titel.clone(),
        Subject::Actielijst => "Actielijst en rondvraag".to_owned(),
    }
}
