//! What can be asked of a file. A command that was carried out is the event of the same name.

use crate::assessment::{Assess, Ground};
use crate::evidence::Evidence;
use crate::file::{RecordBreach, RecordClause, Refused, WorkingGroupAdvice};
use crate::procedure::Outcome;
use crate::scope::Scope;
use crate::text::Text;
use chrono::NaiveDate;
use kernel::SubjectId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use subjects::Subject;

/// Declares a payload: a struct with Dutch names on the wire that refuses unknown fields.
macro_rules! payloads {
    ($($(#[$doc:meta])* $name:ident as $wire:literal { $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        #[schemars(rename = $wire)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $kind,)*
        }
    )+};
}

payloads! {
    /// Sluit een dossier zonder Bibob-toets.
    CloseUnscreened as "AfsluitingZonderToets" {
        /// Waarom er geen toets komt.
        motivering: Text,
    }
    /// Verstuurt de vragenlijst.
    SendForms as "Vragenlijstverzending" {
        /// Aan wie; leeg betekent aan alle betrokkenen.
        #[serde(default)]
        #[schemars(length(max = 200))]
        personen: Vec<SubjectId>,
        /// De dag van verzending.
        op: NaiveDate,
        /// De laatste dag om te antwoorden.
        uiterlijk: NaiveDate,
        /// Is dit een uitnodiging om de aanvraag aan te vullen (Awb 4:5)? Alleen dan schort zij de beslistermijn op.
        #[serde(default)]
        aanvulverzoek: bool,
    }
    /// Legt vast dat een vragenlijst binnen is.
    ReceiveForm as "Vragenlijstontvangst" {
        /// Van wie.
        persoon: SubjectId,
        /// De dag van ontvangst.
        op: NaiveDate,
        /// Wat er nog ontbreekt; leeg betekent compleet.
        #[serde(default)]
        #[schemars(length(max = 200))]
        ontbreekt: Vec<Text>,
        /// De ingevulde vragenlijst.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stuk: Option<Evidence>,
    }
    /// Vraagt om aanvulling binnen een hersteltermijn (Awb 4:5).
    AskCompletion as "Herstelverzoek" {
        /// Aan wie.
        persoon: SubjectId,
        /// De dag van verzending.
        op: NaiveDate,
        /// De laatste dag om aan te vullen.
        uiterlijk: NaiveDate,
        /// Wat er ontbreekt.
        #[schemars(length(min = 1, max = 200))]
        ontbreekt: Vec<Text>,
    }
    /// Stelt vast dat een termijn om aan te vullen ongebruikt voorbij is.
    TermUnused as "OngebruikteTermijn" {
        /// Van wie.
        persoon: SubjectId,
    }
    /// Gaat verder met de gegevens die er zijn: er komt een inhoudelijke beslissing.
    Proceed as "VoortgangZonderVolledigheid" {
        /// Waarom er genoeg bekend is om te beslissen.
        motivering: Text,
    }
    /// Start het eigen onderzoek (art. 7a).
    StartInquiry as "Onderzoeksstart" {
        /// De dag.
        op: NaiveDate,
    }
    /// Vraagt het LBB om advies (art. 9).
    AskAdvice as "Adviesaanvraag" {
        /// De dag van het verzoek; de opschorting begint die dag (art. 31).
        op: NaiveDate,
        /// De gegevens en eigen bevindingen die meegaan (art. 7a lid 4).
        #[schemars(length(min = 1, max = 50))]
        stukken: Vec<Evidence>,
        /// Waarom het verzoek nu toch gaat. Alleen nodig als er iets ontbreekt: het LBB kan dan afzien van advies (art. 9 lid 5).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        onvolledig_omdat: Option<Text>,
    }
    /// Legt een vraag van het LBB vast (art. 15 lid 2).
    AdviceQuestion as "LbbVraag" {
        /// De dag van de vraag.
        op: NaiveDate,
    }
    /// Legt het antwoord op een vraag van het LBB vast.
    AdviceAnswer as "LbbAntwoord" {
        /// De dag waarop het antwoord bij het LBB was.
        op: NaiveDate,
    }
    /// Legt de verlenging door het LBB vast (art. 15 lid 3).
    AdviceExtended as "LbbVerlenging" {
        /// De dag van het bericht.
        op: NaiveDate,
        /// Het aantal dagen, ten hoogste vier weken.
        #[schemars(range(min = 1, max = 28))]
        dagen: u32,
    }
    /// Legt een herinnering aan het LBB vast.
    AdviceReminder as "LbbRappel" {
        /// De dag.
        op: NaiveDate,
    }
    /// Legt vast dat het advies binnen is.
    AdviceReceived as "Adviesontvangst" {
        /// De dag; de opschorting eindigt met die dag (art. 31).
        op: NaiveDate,
        /// Het advies.
        stuk: Evidence,
    }
    /// Legt vast dat het LBB afziet van advies (art. 9 lid 5).
    AdviceDeclined as "Adviesafwijzing" {
        /// De dag.
        op: NaiveDate,
        /// De reden van het LBB.
        motivering: Text,
    }
    /// Stelt vast dat het advies uitblijft: de opschorting is voorbij.
    AdviceOverdue as "Adviesuitblijven" {}
    /// Bevestigt als tweede ambtenaar een negatieve conclusie.
    Confirm as "Bevestiging" {
        /// Wat de tweede ambtenaar naliep.
        toelichting: Text,
    }
    /// Heropent het onderzoek, bijvoorbeeld na een zienswijze.
    Reopen as "Heropening" {
        /// Waarom.
        motivering: Text,
    }
    /// Een voorschrift (art. 3 lid 7).
    Condition as "Voorschrift" {
        /// Wat er moet of niet mag.
        tekst: Text,
        /// Tegen welk gevaar het zich richt.
        grond: Ground,
        /// Hoe het dat gevaar wegneemt of beperkt.
        doel: Text,
    }
    /// Maakt het voornemen bekend en vraagt om zienswijzen (art. 33).
    Intend as "Voornemen" {
        /// De voorgenomen uitkomst.
        uitkomst: Outcome,
        /// Waarop zij rust.
        grondslag: Basis,
        /// De voorgenomen voorschriften.
        #[serde(default)]
        #[schemars(length(max = 50))]
        voorschriften: Vec<Condition>,
        /// De derden die in het voornemen worden genoemd.
        #[serde(default)]
        #[schemars(length(max = 50))]
        derden: Vec<SubjectId>,
        /// De dag van verzending.
        op: NaiveDate,
        /// De laatste dag voor een zienswijze.
        uiterlijk: NaiveDate,
        /// De redenen.
        motivering: Text,
    }
    /// Legt een zienswijze vast.
    ReceiveViews as "Zienswijze" {
        /// Van wie.
        persoon: SubjectId,
        /// De dag.
        op: NaiveDate,
        /// Schriftelijk of mondeling, naar keuze van de persoon (Awb 4:9).
        wijze: ViewsForm,
        /// De zienswijze of het verslag.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stuk: Option<Evidence>,
    }
    /// Stelt vast dat iemand de gelegenheid voor een zienswijze niet gebruikte.
    ViewsUnused as "ZienswijzeOngebruikt" {
        /// Van wie.
        persoon: SubjectId,
    }
    /// Legt een uitzondering op het horen vast (Awb 4:11 en 4:12).
    ExceptViews as "Zienswijzeuitzondering" {
        /// Over wie.
        persoon: SubjectId,
        /// De uitzondering.
        uitzondering: ViewsException,
        /// Waarom zij opgaat.
        motivering: Text,
    }
    /// Neemt de beslissing.
    Decide as "Beslissing" {
        /// De uitkomst.
        uitkomst: Outcome,
        /// Waarop zij rust.
        grondslag: Basis,
        /// De voorschriften.
        #[serde(default)]
        #[schemars(length(max = 50))]
        voorschriften: Vec<Condition>,
        /// De redenen, met het antwoord op de zienswijzen.
        motivering: Text,
        /// Wie beslist, en onder welk mandaat.
        mandaat: Text,
        /// De dag van bekendmaking.
        bekendgemaakt_op: NaiveDate,
    }
    /// Laat de aanvraag buiten behandeling (Awb 4:5).
    PutAside as "BuitenBehandeling" {
        /// De redenen.
        motivering: Text,
        /// Wie beslist, en onder welk mandaat.
        mandaat: Text,
        /// De dag van bekendmaking.
        bekendgemaakt_op: NaiveDate,
    }
    /// Legt een bezwaar vast (Awb 6:4).
    ReceiveObjection as "Bezwaar" {
        /// De dag van ontvangst.
        op: NaiveDate,
        /// Van wie het bezwaar komt.
        van: Text,
        /// Adviseert een commissie (Awb 7:13)? Dan is de termijn twaalf weken.
        #[serde(default)]
        commissie: bool,
    }
    /// Verdaagt de beslissing op bezwaar (Awb 7:10 lid 3).
    ExtendObjection as "Verdaging" {
        /// De dag van bekendmaking.
        op: NaiveDate,
    }
    /// Beslist op het bezwaar.
    DecideObjection as "BeslissingOpBezwaar" {
        /// De uitkomst.
        uitkomst: ObjectionOutcome,
        /// De redenen.
        motivering: Text,
        /// Wie beslist, en onder welk mandaat.
        mandaat: Text,
        /// De dag van bekendmaking.
        bekendgemaakt_op: NaiveDate,
    }
    /// Legt een beroep of hoger beroep vast.
    ReceiveAppeal as "Beroep" {
        /// De dag van instelling.
        op: NaiveDate,
        /// Van wie het beroep komt.
        van: Text,
    }
    /// Legt de uitspraak op een beroep vast.
    AppealRuled as "Beroepsuitspraak" {
        /// De dag waarop de uitspraak is verzonden.
        op: NaiveDate,
        /// De uitkomst.
        uitkomst: AppealOutcome,
        /// De uitspraak.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stuk: Option<Evidence>,
    }
    /// Legt een verzoek om een voorlopige voorziening vast (Awb 8:81).
    AskRelief as "Voorzieningsverzoek" {
        /// De dag van het verzoek.
        op: NaiveDate,
        /// Van wie.
        van: Text,
    }
    /// Legt de uitspraak op het verzoek om een voorlopige voorziening vast.
    ReliefRuled as "Voorzieningsuitspraak" {
        /// De dag van de uitspraak.
        op: NaiveDate,
        /// Is het verzoek toegewezen?
        toegewezen: bool,
    }
    /// Sluit een dossier waarin is beslist.
    Close as "Afsluiting" {
        /// Een toelichting.
        motivering: Text,
    }
    /// Legt vast dat de aanvrager of gegadigde zich terugtrekt.
    WithdrawApplication as "Intrekking" {
        /// De dag.
        op: NaiveDate,
        /// De reden die is gegeven, of dat er geen is gegeven.
        motivering: Text,
        /// Is er een redelijk vermoeden dat dit vanwege de Bibob-toets is (art. 7a lid 8)?
        vermoeden_vanwege_toets: bool,
    }
    /// Zet een bewijsstuk op het dossier.
    AddEvidence as "Bewijsstukopname" {
        /// De dag.
        op: NaiveDate,
        /// Het stuk.
        stuk: Evidence,
    }
    /// Verlengt de beslistermijn (Awb 4:14 of de sectorwet).
    ExtendTerm as "Beslistermijnverlenging" {
        /// De dag van bekendmaking.
        op: NaiveDate,
        /// Het aantal weken.
        #[schemars(range(min = 1, max = 52))]
        weken: u32,
    }
    /// Schort de beslistermijn op (Awb 4:15 lid 2).
    Suspend as "Opschorting" {
        /// De grond.
        grond: SuspensionGround,
        /// De eerste dag.
        van: NaiveDate,
        /// De laatste dag, als die al bekend is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tot_en_met: Option<NaiveDate>,
        /// Waaruit de grond blijkt.
        motivering: Text,
    }
    /// Beëindigt een opschorting die nog liep.
    Resume as "OpschortingEinde" {
        /// De laatste dag van de opschorting.
        tot_en_met: NaiveDate,
    }
    /// Legt een ingebrekestelling vast (Awb 4:17).
    NoticeOfDefault as "Ingebrekestelling" {
        /// De dag van ontvangst.
        op: NaiveDate,
    }
    /// Zet een persoon op het dossier.
    AddPerson as "Persoonsopname" {
        /// De persoon.
        persoon: Subject,
    }
    /// Zet op het dossier wat een betrokkene in de vragenlijst opgaf.
    TakeFacts as "Opgaveovername" {
        /// Van wie de opgave is.
        persoon: SubjectId,
        /// De versie van de vragenlijst waarin zij staat.
        stuk: Evidence,
        /// De feiten zoals zij zijn opgegeven.
        feiten: serde_json::Map<String, serde_json::Value>,
    }
}

/// Waarop een beslissing rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Beslisgrondslag")]
pub enum Basis {
    /// Er is niets dat een negatieve beslissing draagt.
    Geen,
    /// Het gevaar van art. 3 lid 1, ook als dat op art. 4 rust.
    Gevaar,
    /// Een strafbaar feit om de beschikking te krijgen of te houden (art. 3 lid 6).
    Lid6,
    /// Een overtreden voorschrift (art. 3 lid 7).
    OvertredenVoorschrift,
    /// Een grond buiten de Wet Bibob.
    AndereGrond,
}

/// Hoe een zienswijze is gegeven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Zienswijzevorm")]
pub enum ViewsForm {
    /// Schriftelijk.
    Schriftelijk,
    /// Mondeling.
    Mondeling,
}

/// Een uitzondering op het horen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Hooruitzondering")]
pub enum ViewsException {
    /// De vereiste spoed verzet zich ertegen (Awb 4:11 onder a).
    Spoed,
    /// De persoon kon al eerder zijn zienswijze geven en er is niets nieuws (Awb 4:11 onder b).
    AlGehoord,
    /// Het doel is alleen te bereiken als de persoon het niet vooraf weet (Awb 4:11 onder c).
    Doel,
    /// Een financiële beschikking met een volledig bezwaar (Awb 4:12).
    FinancieleBeschikking,
}

/// De grond van een opschorting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Opschortingsgrond")]
pub enum SuspensionGround {
    /// De aanvrager stemde schriftelijk in.
    Instemming,
    /// De vertraging is aan de aanvrager toe te rekenen.
    AanvragerVertraging,
    /// Overmacht.
    Overmacht,
}

/// De uitkomst van een bezwaar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Bezwaaruitkomst")]
pub enum ObjectionOutcome {
    /// Niet-ontvankelijk.
    NietOntvankelijk,
    /// Ongegrond.
    Ongegrond,
    /// Gegrond: het besluit is herroepen.
    Herroepen,
    /// Ingetrokken door de bezwaarmaker.
    Ingetrokken,
}

/// De uitkomst van een beroep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Beroepsuitkomst")]
pub enum AppealOutcome {
    /// Niet-ontvankelijk.
    NietOntvankelijk,
    /// Ongegrond of bevestigd.
    Ongegrond,
    /// Gegrond: het besluit is vernietigd.
    Vernietigd,
    /// Ingetrokken.
    Ingetrokken,
}

/// Declares the commands once: variant, payload and wire name.
macro_rules! commands {
    ($($(#[$doc:meta])* $variant:ident($payload:ty) = $wire:literal,)+) => {
        /// Een opdracht aan een dossier; uitgevoerd is zij de gebeurtenis met dezelfde naam.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(tag = "naam", content = "inhoud")]
        #[schemars(rename = "Opdracht")]
        pub enum Command {
            $($(#[$doc])* #[serde(rename = $wire)] $variant($payload),)+
        }

        /// The name of a command, without its payload.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[schemars(rename = "Opdrachtnaam")]
        pub enum CommandName {
            $($(#[$doc])* #[serde(rename = $wire)] $variant,)+
        }

        impl Command {
            /// Returns the name.
            pub fn name(&self) -> CommandName {
                match self { $(Self::$variant(_) => CommandName::$variant,)+ }
            }
        }

        impl CommandName {
            /// All commands.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the name on the wire.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $wire,)+ }
            }
        }

        $(impl From<$payload> for Command {
            fn from(payload: $payload) -> Self {
                Self::$variant(payload)
            }
        })+
    };
}

commands! {
    /// Legt het toepassingsbereik vast.
    DecideScope(Scope) = "toepassingsbereik-vastleggen",
    /// Sluit zonder toets.
    CloseUnscreened(CloseUnscreened) = "zonder-toets-sluiten",
    /// Verstuurt de vragenlijst.
    SendForms(SendForms) = "vragenlijst-versturen",
    /// Legt de ontvangst van een vragenlijst vast.
    ReceiveForm(ReceiveForm) = "vragenlijst-ontvangen",
    /// Vraagt om aanvulling.
    AskCompletion(AskCompletion) = "aanvulling-vragen",
    /// Stelt een ongebruikte termijn vast.
    TermUnused(TermUnused) = "termijn-ongebruikt-vaststellen",
    /// Gaat verder met wat er is.
    Proceed(Proceed) = "verdergaan",
    /// Laat buiten behandeling.
    PutAside(PutAside) = "buiten-behandeling-laten",
    /// Legt een weigering vast.
    RecordRefusal(Refused) = "weigering-vastleggen",
    /// Start het eigen onderzoek.
    StartInquiry(StartInquiry) = "onderzoek-starten",
    /// Vraagt het LBB om advies.
    AskAdvice(AskAdvice) = "lbb-advies-vragen",
    /// Legt een vraag van het LBB vast.
    AdviceQuestion(AdviceQuestion) = "lbb-vraag-vastleggen",
    /// Legt het antwoord aan het LBB vast.
    AdviceAnswer(AdviceAnswer) = "lbb-antwoord-vastleggen",
    /// Legt de verlenging door het LBB vast.
    AdviceExtended(AdviceExtended) = "lbb-verlenging-vastleggen",
    /// Legt een rappel aan het LBB vast.
    AdviceReminder(AdviceReminder) = "lbb-rappelleren",
    /// Legt de ontvangst van het advies vast.
    AdviceReceived(AdviceReceived) = "lbb-advies-ontvangen",
    /// Legt vast dat het LBB afziet van advies.
    AdviceDeclined(AdviceDeclined) = "lbb-ziet-af",
    /// Stelt vast dat het advies uitblijft.
    AdviceOverdue(AdviceOverdue) = "lbb-advies-uitgebleven",
    /// Beoordeelt.
    Assess(Assess) = "beoordelen",
    /// Bevestigt een negatieve conclusie.
    Confirm(Confirm) = "bevestigen",
    /// Heropent het onderzoek.
    Reopen(Reopen) = "onderzoek-heropenen",
    /// Maakt een voornemen bekend.
    Intend(Intend) = "voornemen-bekendmaken",
    /// Legt een zienswijze vast.
    ReceiveViews(ReceiveViews) = "zienswijze-ontvangen",
    /// Stelt een ongebruikte gelegenheid vast.
    ViewsUnused(ViewsUnused) = "zienswijze-ongebruikt-vaststellen",
    /// Legt een uitzondering op het horen vast.
    ExceptViews(ExceptViews) = "zienswijze-uitzonderen",
    /// Beslist.
    Decide(Decide) = "beslissen",
    /// Legt een bezwaar vast.
    ReceiveObjection(ReceiveObjection) = "bezwaar-ontvangen",
    /// Verdaagt de beslissing op bezwaar.
    ExtendObjection(ExtendObjection) = "bezwaar-verdagen",
    /// Beslist op bezwaar.
    DecideObjection(DecideObjection) = "op-bezwaar-beslissen",
    /// Legt een beroep vast.
    ReceiveAppeal(ReceiveAppeal) = "beroep-ontvangen",
    /// Legt de uitspraak op een beroep vast.
    AppealRuled(AppealRuled) = "beroep-uitspraak-vastleggen",
    /// Legt een verzoek om een voorlopige voorziening vast.
    AskRelief(AskRelief) = "voorziening-gevraagd",
    /// Legt de uitspraak op dat verzoek vast.
    ReliefRuled(ReliefRuled) = "voorziening-uitspraak-vastleggen",
    /// Sluit het dossier.
    Close(Close) = "sluiten",
    /// Legt de intrekking van de aanvraag vast.
    WithdrawApplication(WithdrawApplication) = "aanvraag-intrekken",
    /// Voegt een bewijsstuk toe.
    AddEvidence(AddEvidence) = "bewijsstuk-toevoegen",
    /// Legt een advies van de werkgroep vast.
    WorkingGroup(WorkingGroupAdvice) = "werkgroepadvies-vastleggen",
    /// Verlengt de beslistermijn.
    ExtendTerm(ExtendTerm) = "beslistermijn-verlengen",
    /// Schort op.
    Suspend(Suspend) = "opschorten",
    /// Beëindigt een opschorting.
    Resume(Resume) = "opschorting-beeindigen",
    /// Legt een ingebrekestelling vast.
    NoticeOfDefault(NoticeOfDefault) = "ingebrekestelling-ontvangen",
    /// Voegt een persoon toe.
    AddPerson(AddPerson) = "persoon-toevoegen",
    /// Neemt een opgave uit de vragenlijst over.
    TakeFacts(TakeFacts) = "opgave-overnemen",
    /// Legt het Bibob-beding vast.
    RecordClause(RecordClause) = "beding-vastleggen",
    /// Legt een overtreding van een voorschrift vast.
    RecordBreach(RecordBreach) = "overtreding-vastleggen",
}
