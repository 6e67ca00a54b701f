//! The form of `rules/national/terms.toml`. The field comments are Dutch: they are published to policy advisers with the
//! JSON Schema.

use super::spec::TermSpec;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;

/// Eén regel over termijnen: het artikel, de tekst voor de gebruiker en wanneer hij geldt.
///
/// `N` are the numbers of the rule, `C` the choices the law leaves open, `W` its warnings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule<N = Absent, C = Absent, W = Absent> {
    /// Een vaste naam in kleine letters en streepjes; verandert nooit.
    pub id: String,
    /// Het artikel, zoals het in een brief komt.
    #[serde(rename = "artikel")]
    pub article: String,
    /// De tekst van de stap, met plaatsen voor waarden tussen accolades.
    #[serde(rename = "omschrijving")]
    pub text: String,
    /// De tekst van de stap zolang de opschorting nog loopt; alleen bij regels die opschorten.
    #[serde(rename = "omschrijvingLopend")]
    pub running_text: Option<String>,
    /// De eerste dag waarop de regel zo geldt.
    #[serde(rename = "geldigVan")]
    pub valid_from: NaiveDate,
    /// De laatste dag waarop de regel zo geldt; leeg als die niet bekend is.
    #[serde(rename = "geldigTotEnMet")]
    pub valid_to: Option<NaiveDate>,
    /// Waar de regel is nagelezen en hoe zeker dat is.
    #[serde(rename = "bron")]
    pub source: String,
    /// De getallen van de regel.
    #[serde(rename = "getallen")]
    pub numbers: N,
    /// Keuzes die de wet openlaat, met onze standaard.
    #[serde(rename = "keuzes")]
    pub choices: C,
    /// De waarschuwingen die bij de regel horen.
    #[serde(rename = "waarschuwingen")]
    pub warnings: W,
}

/// A part that a rule does not have: the key stays out of the file.
pub type Absent = Option<Nothing>;

/// Een leeg blok.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// What every rule has, whatever its numbers are.
#[derive(Clone, Copy, Debug)]
pub(super) struct RuleHead<'a> {
    pub(super) id: &'a str,
    pub(super) article: &'a str,
    pub(super) text: &'a str,
    pub(super) running_text: Option<&'a str>,
    pub(super) valid_from: NaiveDate,
    pub(super) valid_to: Option<NaiveDate>,
}

impl<N, C, W> Rule<N, C, W> {
    pub(super) fn head(&self) -> RuleHead<'_> {
        RuleHead {
            id: &self.id,
            article: &self.article,
            text: &self.text,
            running_text: self.running_text.as_deref(),
            valid_from: self.valid_from,
            valid_to: self.valid_to,
        }
    }
}

/// De regels over termijnen (`rules/national/terms.toml`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermsFile {
    /// De beslistermijn van de sectorwet; lengte en artikel komen van de soort vergunning.
    #[serde(rename = "beslistermijn")]
    pub decision: Rule<Absent, Absent, DecisionWarnings>,
    /// De termijn die in de tijdlijn zelf is opgegeven.
    #[serde(rename = "opgegevenTermijn")]
    pub given: Rule,
    /// De redelijke termijn als geen wettelijk voorschrift een termijn noemt.
    #[serde(rename = "redelijkeTermijn")]
    pub reasonable: Rule<BasicTerm>,
    /// De uitleg dat een civiele handeling geen beslistermijn heeft.
    #[serde(rename = "geenTermijnCiviel")]
    pub none_civil: Rule<Absent, Absent, NoTermWarnings>,
    /// De uitleg dat een ambtshalve besluit geen beslistermijn heeft.
    #[serde(rename = "geenTermijnAmbtshalve")]
    pub none_own_motion: Rule<Absent, Absent, NoTermWarnings>,
    /// De verlenging door het bestuursorgaan zelf.
    #[serde(rename = "verlenging")]
    pub extension: Rule<ExtensionLimits, ExtensionChoices, ExtensionWarnings>,
    /// De opschorting door een verzoek om aanvulling.
    #[serde(rename = "aanvulverzoek")]
    pub completion: Rule<Absent, CompletionChoices, PauseWarnings>,
    /// De opschorting met instemming van de aanvrager.
    #[serde(rename = "instemming")]
    pub consent: Rule<Absent, Absent, PauseWarnings>,
    /// De opschorting zolang de vertraging aan de aanvrager ligt.
    #[serde(rename = "aanvragerVertraging")]
    pub applicant_delay: Rule<Absent, Absent, PauseWarnings>,
    /// De opschorting door overmacht.
    #[serde(rename = "overmacht")]
    pub force_majeure: Rule<Absent, Absent, PauseWarnings>,
    /// De opschorting zolang het Landelijk Bureau Bibob adviseert.
    #[serde(rename = "lbbVerzoek")]
    pub advice: Rule<Absent, AdviceChoices, AdviceWarnings>,
    /// De adviestermijn van het Landelijk Bureau Bibob, die het maximum van de opschorting bepaalt.
    #[serde(rename = "lbbMaximum")]
    pub advice_limit: Rule<AdviceLimits, AdviceLimitChoices>,
    /// Het opschuiven van een einde in het weekend of op een feestdag.
    #[serde(rename = "termijnenwet")]
    pub act: Rule<ActScope>,
    /// Het kleinste aantal werkdagen in een korte wettelijke termijn.
    #[serde(rename = "minimumWerkdagen")]
    pub minimum_workdays: Rule<MinimumWorkdays>,
    /// De dwangsom bij niet tijdig beslissen.
    #[serde(rename = "dwangsom")]
    pub penalty: Rule<PenaltyNumbers, PenaltyChoices, PenaltyWarnings>,
    /// De vergunning van rechtswege.
    #[serde(rename = "stilzwijgendeVergunning")]
    pub silence: Rule<SilenceNumbers, Absent, SilenceWarnings>,
    /// De termijn om bezwaar te maken.
    #[serde(rename = "bezwaar")]
    pub objection: Rule<Weeks>,
    /// De termijn om rechtstreeks beroep in te stellen na de uitgebreide voorbereiding.
    #[serde(rename = "beroep")]
    pub appeal: Rule<Weeks>,
    /// De termijn om op een bezwaar te beslissen.
    #[serde(rename = "beslissingOpBezwaar")]
    pub objection_decision: Rule<ObjectionDecisionWeeks>,
    /// Het verdagen van de beslissing op een bezwaar; de lengte staat bij `beslissingOpBezwaar`.
    #[serde(rename = "verdagingBezwaar")]
    pub objection_extension: Rule,
    /// De opschorting zolang de indiener een verzuim in het bezwaarschrift herstelt.
    #[serde(rename = "herstelVerzuimBezwaar")]
    pub objection_repair: Rule,
    /// De termijn om na een beslissing op bezwaar beroep bij de rechtbank in te stellen.
    #[serde(rename = "beroepNaBezwaar")]
    pub appeal_after_objection: Rule<Weeks>,
    /// De termijn om hoger beroep in te stellen.
    #[serde(rename = "hogerBeroep")]
    pub higher_appeal: Rule<Weeks>,
    /// De termijn om een onvolledige aanvraag buiten behandeling te laten.
    #[serde(rename = "nietBehandelen")]
    pub refusal_to_handle: Rule<Weeks>,
    /// Het voorstel voor de termijn om een aanvraag aan te vullen.
    #[serde(rename = "hersteltermijn")]
    pub repair: Rule<Weeks>,
    /// Het voorstel voor de termijn om een zienswijze te geven.
    #[serde(rename = "zienswijze")]
    pub views: Rule<Weeks>,
    /// De termijnen van de sectorwetten, waar een soort vergunning naar kan verwijzen.
    #[serde(rename = "termijn")]
    pub catalogue: Vec<CatalogueTerm>,
}

/// Een termijn van een sectorwet.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogueTerm {
    /// Een vaste naam in kleine letters en streepjes.
    pub id: String,
    /// Het artikel, zoals het in een brief komt.
    #[serde(rename = "artikel")]
    pub article: String,
    /// Voor welke beslissing de termijn geldt.
    #[serde(rename = "omschrijving")]
    pub text: String,
    /// De eerste dag waarop de termijn zo geldt.
    #[serde(rename = "geldigVan")]
    pub valid_from: NaiveDate,
    /// De laatste dag waarop de termijn zo geldt; leeg als die niet bekend is.
    #[serde(rename = "geldigTotEnMet")]
    pub valid_to: Option<NaiveDate>,
    /// Waar de termijn is nagelezen en hoe zeker dat is.
    #[serde(rename = "bron")]
    pub source: String,
    /// De lengte en de mogelijkheid van verlenging.
    #[serde(rename = "termijn")]
    pub term: TermSpec,
}

/// Een vaste basistermijn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BasicTerm {
    /// De termijn.
    #[serde(rename = "termijn")]
    pub term: TermSpec,
}

/// Een aantal weken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Weeks {
    /// Het aantal weken.
    #[serde(rename = "weken")]
    pub weeks: u32,
}

/// De weken van de beslissing op een bezwaar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectionDecisionWeeks {
    /// Het aantal weken zonder adviescommissie.
    #[serde(rename = "weken")]
    pub weeks: u32,
    /// Het aantal weken als een adviescommissie is ingesteld.
    #[serde(rename = "wekenCommissie")]
    pub committee_weeks: u32,
    /// Het aantal weken waarmee de beslissing kan worden verdaagd.
    #[serde(rename = "verdagingWeken")]
    pub extension_weeks: u32,
}

/// De grenzen van een verlenging.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtensionLimits {
    /// Hoe vaak een termijn kan worden verlengd.
    #[serde(rename = "maximaalAantal")]
    pub most_times: u32,
}

/// De keuzes bij een verlenging.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtensionChoices {
    /// Schuift de uiterste dag om te verlengen (`binnenWeken`) op als die in een weekend of op een feestdag valt?
    #[serde(rename = "binnenWekenVerschuift")]
    pub within_weeks_shifts: bool,
}

/// De keuzes bij een verzoek om aanvulling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompletionChoices {
    /// Telt de dag waarop de aanvulling binnenkomt mee als dag van opschorting?
    #[serde(rename = "dagVanAanvullingTelt")]
    pub completion_day_counts: bool,
}

/// De keuzes bij een adviesaanvraag aan het Landelijk Bureau Bibob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdviceChoices {
    /// Schort een tweede adviesaanvraag opnieuw op?
    #[serde(rename = "tweedeVerzoekTelt")]
    pub second_request_counts: bool,
}

/// De adviestermijn van het Landelijk Bureau Bibob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdviceLimits {
    /// De adviestermijn in weken.
    #[serde(rename = "weken")]
    pub weeks: u32,
    /// De langste verlenging van de adviestermijn in weken.
    #[serde(rename = "verlengingWeken")]
    pub extension_weeks: u32,
}

/// De keuzes bij het maximum van de opschorting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdviceLimitChoices {
    /// Telt de verlenging ook mee voor het maximum als het bureau niet heeft verlengd?
    #[serde(rename = "ongebruikteVerlengingTelt")]
    pub unused_extension_counts: bool,
    /// Telt de dag van het antwoord op een vraag van het bureau mee als dag waarop de adviestermijn stilstaat?
    #[serde(rename = "antwoorddagTelt")]
    pub answer_day_counts: bool,
    /// Schuift het maximum op als het in een weekend of op een feestdag eindigt?
    #[serde(rename = "maximumVerschuift")]
    pub limit_shifts: bool,
}

/// Welke termijnen de Algemene termijnenwet opschuift: tot en met deze lengten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActScope {
    /// De langste termijn in dagen.
    #[serde(rename = "dagen")]
    pub days: u32,
    /// De langste termijn in weken.
    #[serde(rename = "weken")]
    pub weeks: u32,
    /// De langste termijn in maanden.
    #[serde(rename = "maanden")]
    pub months: u32,
}

/// Het kleinste aantal werkdagen in een korte termijn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinimumWorkdays {
    /// Vanaf hoeveel dagen een termijn deze bescherming heeft.
    #[serde(rename = "vanafDagen")]
    pub from_days: u32,
    /// Het aantal werkdagen dat de termijn ten minste heeft.
    #[serde(rename = "werkdagen")]
    pub workdays: u32,
}

/// De bedragen en grenzen van de dwangsom.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PenaltyNumbers {
    /// Het aantal weken na de ingebrekestelling voordat de dwangsom gaat lopen.
    #[serde(rename = "wachtWeken")]
    pub wait_weeks: u32,
    /// De bedragen per dag, in volgorde.
    #[serde(rename = "staffel")]
    pub bands: Vec<PenaltyBandFormat>,
    /// Het hoogste aantal dagen.
    #[serde(rename = "maximumDagen")]
    pub most_days: u32,
    /// Het hoogste bedrag in euro, als decimale tekst.
    #[serde(rename = "maximumEuro")]
    pub most_euro: String,
}

/// Een trede van de dwangsom.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PenaltyBandFormat {
    /// Het aantal dagen van deze trede.
    #[serde(rename = "dagen")]
    pub days: u32,
    /// Het bedrag per dag in euro, als decimale tekst.
    #[serde(rename = "euro")]
    pub euro: String,
}

/// De keuzes bij de dwangsom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PenaltyChoices {
    /// Is de dag waarop de beslissing bekend wordt gemaakt nog een dag met dwangsom?
    #[serde(rename = "dagVanBesluitTelt")]
    pub decision_day_counts: bool,
    /// Schuift het einde van de wachttijd op als dat in een weekend of op een feestdag valt?
    #[serde(rename = "wachttijdVerschuift")]
    pub wait_shifts: bool,
}

/// De getallen bij de vergunning van rechtswege.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SilenceNumbers {
    /// Vanaf hoeveel dagen voor het einde van de termijn er een waarschuwing komt.
    #[serde(rename = "waarschuwDagen")]
    pub warn_days: u32,
}

/// De waarschuwingen over de tijdlijn als geheel.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionWarnings {
    /// De ontvangst ligt na vandaag.
    #[serde(rename = "ontvangstNaVandaag")]
    pub future_receipt: String,
    /// Een regel gold op de peildag van de regel nog niet, of niet meer.
    #[serde(rename = "buitenGeldigheid")]
    pub outside_validity: String,
    /// Er staat meer dan één besluit in de tijdlijn.
    #[serde(rename = "tweedeBesluit")]
    pub second_decision: String,
}

/// De waarschuwingen als er geen termijn is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoTermWarnings {
    /// Er is een opschorting, maar geen termijn.
    #[serde(rename = "nietsOpTeSchorten")]
    pub nothing_to_suspend: String,
}

/// De waarschuwingen bij een opschorting.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PauseWarnings {
    /// De opschorting begint nadat de termijn al voorbij was.
    #[serde(rename = "naEinde")]
    pub after_end: String,
}

/// De waarschuwingen bij een verlenging.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtensionWarnings {
    /// Deze termijn kan niet worden verlengd.
    #[serde(rename = "nietToegestaan")]
    pub not_allowed: String,
    /// De verlenging is bekendgemaakt nadat de termijn voorbij was.
    #[serde(rename = "teLaat")]
    pub too_late: String,
    /// De verlenging is bekendgemaakt na de weken waarbinnen dat moet.
    #[serde(rename = "naBinnenWeken")]
    pub after_weeks: String,
    /// De verlenging is langer dan mag.
    #[serde(rename = "teLang")]
    pub too_long: String,
    /// De termijn was al verlengd.
    #[serde(rename = "tweede")]
    pub second: String,
    /// Er is geen aanvraag.
    #[serde(rename = "zonderAanvraag")]
    pub no_application: String,
}

/// De waarschuwingen bij een adviesaanvraag aan het Landelijk Bureau Bibob.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdviceWarnings {
    /// De aanvraag is gedaan nadat de termijn al voorbij was.
    #[serde(rename = "naEinde")]
    pub after_end: String,
    /// Er was al een adviesaanvraag.
    #[serde(rename = "tweede")]
    pub second: String,
    /// Een vraag van het bureau verlengt het maximum niet.
    #[serde(rename = "vraagTeLaat")]
    pub late_question: String,
    /// De adviestermijnen los geteld geven een andere laatste dag van de opschorting.
    #[serde(rename = "andereLaatsteDag")]
    pub other_last_day: String,
    /// Er is geen aanvraag.
    #[serde(rename = "zonderAanvraag")]
    pub no_application: String,
}

/// De waarschuwingen bij de dwangsom.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PenaltyWarnings {
    /// De ingebrekestelling kwam voordat de termijn voorbij was.
    #[serde(rename = "teVroeg")]
    pub too_early: String,
    /// Er was al beslist.
    #[serde(rename = "naBesluit")]
    pub after_decision: String,
    /// De vergunning kan van rechtswege ontstaan; dan is er geen dwangsom.
    #[serde(rename = "stilzwijgend")]
    pub positive_silence: String,
    /// Er is geen aanvraag.
    #[serde(rename = "zonderAanvraag")]
    pub no_application: String,
}

/// De waarschuwingen bij de vergunning van rechtswege.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SilenceWarnings {
    /// Het einde van de termijn is dichtbij.
    #[serde(rename = "nadert")]
    pub near: String,
    /// De termijn is zonder beslissing voorbijgegaan.
    #[serde(rename = "verstreken")]
    pub passed: String,
}
