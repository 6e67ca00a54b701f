//! What an officer writes or chooses in a letter.

use std::fmt;

/// How an element is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line.
    Line,
    /// Paragraphs and lists, with simple emphasis: see [`super::Block`].
    Prose,
    /// One thing on each line.
    Items,
    /// A day.
    Day,
    /// One of these: the id and what it is called.
    Choice(&'static [(&'static str, &'static str)]),
    /// Conditions (art. 3(7)): see [`super::Condition`].
    Conditions,
}

/// Declares the elements once: variant, id, shape, label, hint and source.
macro_rules! elements {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $shape:expr, $label:literal, $hint:literal, $source:literal;)+) => {
        /// An element of a letter that is not computed from the file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Element {
            $($(#[$doc])* $variant,)+
        }

        impl Element {
            /// All elements, in the order in which a form asks for them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Returns the id used in forms, in answers and in templates.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// Returns how it is filled in.
            pub fn shape(self) -> Shape {
                match self { $(Self::$variant => $shape,)+ }
            }

            /// Returns what it is called, in Dutch.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// Returns what to write, in Dutch; empty when the label says it all.
            pub fn hint(self) -> &'static str {
                match self { $(Self::$variant => $hint,)+ }
            }

            /// Returns the article that asks for it; empty when none does.
            pub fn source(self) -> &'static str {
                match self { $(Self::$variant => $source,)+ }
            }
        }
    };
}

elements! {
    /// For whose attention.
    Attention = "ter_attentie_van", Shape::Line, "Ter attentie van", "Bijvoorbeeld de gemachtigde", "";
    /// The addressee's reference.
    YourReference = "uw_kenmerk", Shape::Line, "Kenmerk van de ontvanger", "", "";
    /// The receiver outside the file.
    Receiver = "ontvanger", Shape::Line, "Ontvanger", "De organisatie die de brief krijgt", "";
    /// The address of the receiver outside the file.
    ReceiverAddress = "ontvanger_adres", Shape::Items, "Adres van de ontvanger", "Per regel: straat en nummer, postcode en plaats", "";
    /// What is done with a running permit.
    ConditionStep = "maatregel", Shape::Choice(&[("intrekken", "Intrekken"), ("lager-vaststellen", "De subsidie lager vaststellen"), ("wijzigen", "Voorschriften wijzigen")]), "Wat u besluit", "", "Wet Bibob art. 3 lid 7";
    /// What is done with a contract or a deal.
    ContractStep = "contractstap", Shape::Choice(&[
        ("niet-gunnen", "De opdracht niet gunnen"),
        ("niet-aangaan", "De overeenkomst of transactie niet aangaan"),
        ("geen-onderaannemer", "Geen toestemming voor een onderaannemer"),
        ("opschorten", "De uitvoering opschorten"),
        ("ontbinden", "De overeenkomst of transactie beëindigen"),
        ("doorgaan", "Verdergaan, al dan niet met voorwaarden"),
    ]), "Waar de brief over gaat", "", "Wet Bibob art. 5 en 5a";
    /// What kind of meeting or question it is.
    QuestionKind = "soort_vraag", Shape::Choice(&[
        ("vraag", "Een vraag om uitleg"),
        ("intake", "Een uitnodiging voor een intakegesprek"),
        ("gesprek", "Een uitnodiging voor een gesprek over de antwoorden"),
    ]), "Soort brief", "", "";
    /// What the LBB wrote.
    BureauMessage = "lbb_bericht", Shape::Choice(&[
        ("verlenging", "Het LBB verlengt zijn termijn"),
        ("gegevens", "Het LBB vraagt om gegevens"),
    ]), "Wat het LBB schreef", "", "Wet Bibob art. 15";
    /// Whether it is the agenda or the minutes.
    MeetingPaper = "vergaderstuk", Shape::Choice(&[("agenda", "Agenda"), ("verslag", "Verslag")]), "Soort stuk", "", "";
    /// The legal ground for giving information to another body.
    SharingGround = "deelgrond", Shape::Choice(&[
        ("artikel-26", "Een tip (artikel 26)"),
        ("artikel-28-m", "Gegevens voor het onderzoek van een ander bestuursorgaan (artikel 28 lid 2 onder m)"),
    ]), "Grondslag", "", "Wet Bibob art. 26 en 28 lid 2";
    /// What kind of body receives data: the Act names no other (art. 26 and 28(2)m).
    ReceiverKind = "soort_ontvanger", Shape::Choice(&[
        ("bestuursorgaan", "Een bestuursorgaan"),
        ("rechtspersoon", "Een rechtspersoon met een overheidstaak"),
    ]), "Soort ontvanger", "", "Wet Bibob art. 26 en 28 lid 2";
    /// From what it follows that there was an earlier advice or investigation (art. 28(2)m, 1°).
    Earlier = "eerder_onderzoek", Shape::Line, "Waaruit blijkt eerder advies of onderzoek?", "Bijvoorbeeld het bericht van het LBB op grond van artikel 11a, of een tip", "Wet Bibob art. 28 lid 2 onder m, 1°";
    /// Since when the body has the data (art. 28(2)m, 2°).
    Obtained = "gegevens_van", Shape::Day, "Wanneer kreeg u de gegevens?", "Ten hoogste vijf jaar geleden", "Wet Bibob art. 28 lid 2 onder m, 2°";
    /// That they are about this person, and no more than the receiver could get (art. 28(2)m, 3°).
    OnlyThis = "alleen_deze_persoon", Shape::Choice(&[
        ("ja", "Ja, alleen over deze persoon, en alleen wat de ontvanger ook zelf kan krijgen"),
    ]), "Hebt u nagegaan wat u mag geven?", "", "Wet Bibob art. 28 lid 2 onder m, 3°";
    /// For which investigation the receiver needs them (art. 28(2)m, 4°).
    NeededFor = "nodig_voor", Shape::Line, "Voor welk onderzoek heeft de ontvanger dit nodig?", "Het eigen onderzoek van de ontvanger", "Wet Bibob art. 28 lid 2 onder m, 4°";
    /// The year of a yearly report.
    ReportYear = "verslagjaar", Shape::Line, "Over welk jaar?", "Vier cijfers", "";
    /// Who handles the file, and how to reach them (L09, part 1).
    Handler = "behandelaar", Shape::Line, "Wie het dossier behandelt", "Naam, functie en bereikbaarheid", "Regeling Bibob-formulieren 2024, bijlage 2";
    /// Address, seat and earlier names of the person concerned (L09, part 2).
    SubjectDetails = "gegevens_betrokkene", Shape::Prose, "Adres, vestigingsplaats en vroegere handelsnamen", "Van de betrokkene", "Regeling Bibob-formulieren 2024, bijlage 2";
    /// Whether the business runs already (L09, part 6).
    Operating = "al_begonnen", Shape::Prose, "Is de onderneming of activiteit al begonnen?", "Zo ja: sinds wanneer", "Regeling Bibob-formulieren 2024, bijlage 2";
    /// A tip or an advice of a RIEC (L09, part 7).
    TipOrAdvice = "tip_of_advies", Shape::Prose, "Tip van het Openbaar Ministerie of advies van het RIEC", "Voeg een kopie bij", "Regeling Bibob-formulieren 2024, bijlage 2";
    /// What the own investigation cannot find out (L09, part 8).
    WhyBureau = "waarom_lbb", Shape::Prose, "Waarom u het LBB om advies vraagt", "Wat u met eigen onderzoek niet kunt vaststellen", "Wet Bibob art. 9";
    /// Other files with these persons (L09, part 9).
    OtherFiles = "andere_dossiers", Shape::Prose, "Andere dossiers", "Komt de betrokkene of een van de personen in andere dossiers voor?", "Regeling Bibob-formulieren 2024, bijlage 2";
    /// How it is paid (L09, part 10).
    Financing = "financiering", Shape::Prose, "De financiering", "Hoe het wordt betaald, uit welke bronnen, en welk deel niet is verklaard", "Regeling Bibob-formulieren 2024, bijlage 2";
    /// Findings from open and own sources (L09, part 12).
    OpenFindings = "bevindingen_open", Shape::Prose, "Bevindingen uit open en eigen bronnen", "Bij elke bevinding de bron en de datum", "Regeling Bibob-formulieren 2024, bijlage 2";
    /// Findings about offences, fines and measures (L09, part 13).
    CrimeFindings = "bevindingen_strafbaar", Shape::Prose, "Bevindingen over strafbare feiten, boetes en maatregelen", "Bij elke bevinding de bron, de datum en de uitkomst", "Regeling Bibob-formulieren 2024, bijlage 2";
    /// What the LBB is asked (L09, part 14).
    BureauQuestions = "vragen_lbb", Shape::Prose, "Vragen aan het LBB", "Wat u wilt weten", "Regeling Bibob-formulieren 2024, bijlage 2";
    /// Birth date, nationality and address of the persons (L09, part 15).
    PersonDetails = "persoonsgegevens", Shape::Prose, "Geboortedatum, nationaliteit en adres van de personen", "Zij staan in de vragenlijsten; noem geen burgerservicenummers", "Regeling Bibob-formulieren 2024, bijlage 2";
    /// Whose offences underlie a conclusion that is reported (L22; art. 11a(2)).
    Related = "van_wie", Shape::Items, "Van wie zijn de strafbare feiten?", "Per regel een naam van het dossier. Zijn zij alleen van de betrokkene, schrijf dan: niemand anders", "Wet Bibob art. 11a lid 2";
    /// The legal basis of a request for information.
    RequestGround = "grondslag", Shape::Line, "Grondslag van het verzoek", "Het artikel waarop het antwoord kan rusten", "Wet Bibob art. 7a";
    /// The day of the message of the LBB.
    BureauDay = "lbb_brief_van", Shape::Day, "Datum van het bericht van het LBB", "", "Wet Bibob art. 15";
    /// What a later date rests on.
    ExtensionKind = "soort_verlenging", Shape::Choice(&[
        ("redelijke-termijn", "Er is geen vaste termijn: een nieuwe redelijke datum (Awb 4:14 lid 3)"),
        ("sectorwet", "De wet of verordening laat toe dat u de termijn verlengt"),
        ("bericht", "De vaste termijn loopt door: alleen bericht (Awb 4:14 lid 1)"),
    ]), "Soort verlenging", "", "Awb art. 4:14";
    /// The provision that allows the extension.
    ExtensionGround = "verlengingsgrond", Shape::Line, "Artikel dat de verlenging toelaat", "Bijvoorbeeld: artikel 16.64 van de Omgevingswet", "";
    /// The new last day of the decision.
    NewTerm = "nieuwe_datum", Shape::Day, "Nieuwe uiterste datum van het besluit", "", "Awb art. 4:14";
    /// The decided permit or subsidy.
    Permit = "vergunning", Shape::Line, "De vergunning of subsidie", "Soort, datum en nummer", "Awb art. 3:46";
    /// The place of the clause in the contract.
    Clause = "beding", Shape::Line, "Waar het Bibob-beding staat", "Het artikel van de overeenkomst of het document van de aanbesteding", "Wet Bibob art. 5 lid 3 en 5a";
    /// What led to it.
    Trigger = "aanleiding", Shape::Prose, "De aanleiding", "Waarom u dit nu onderzocht", "Awb art. 3:46";
    /// The reason of an extension, a request or a question.
    Reason = "reden", Shape::Prose, "De reden", "", "Awb art. 3:46";
    /// Whom a request or a tip is about.
    Persons = "over_wie", Shape::Items, "Over wie het gaat", "Per regel één persoon of bedrijf, met niet meer dan nodig is om die te herkennen", "Wet Bibob art. 28";
    /// What is asked of a partner.
    Asked = "gevraagd", Shape::Items, "Wat u vraagt", "Per regel één vraag", "";
    /// Questions to a person concerned.
    Questions = "vragen", Shape::Items, "De vragen", "Per regel één vraag, met het nummer van de vraag in het formulier. Alleen vragen van het formulier of om uitleg van een antwoord", "Regeling Bibob-formulieren 2024 art. 5 en 6";
    /// What the LBB asks for.
    BureauAsks = "lbb_gegevens", Shape::Items, "Wat het LBB vraagt", "Per regel één gegeven", "Wet Bibob art. 12 en 15";
    /// The last day to answer.
    AnswerBy = "antwoord_tot", Shape::Day, "Antwoord uiterlijk op", "", "";
    /// Day and hour of a conversation.
    Moment = "moment", Shape::Line, "Dag en tijd", "Bijvoorbeeld: maandag 7 december 2026 om 10.00 uur", "";
    /// The place of a conversation or hearing.
    Place = "plaats", Shape::Line, "Plaats", "", "";
    /// The provisions on which a decision on a ground outside the Act rests.
    LegalGround = "wettelijke_grond", Shape::Items, "De wettelijke grond", "Per regel één artikel, met de wet of verordening waarin het staat", "Awb art. 3:46 en 3:47";
    /// The facts.
    Facts = "feiten", Shape::Prose, "De feiten", "Alleen wat nodig is voor de motivering. Noem per feit de bron", "Awb art. 3:46 en 3:47; Wet Bibob art. 28 lid 2 onder a";
    /// How the facts lead to the degree.
    Weighing = "weging", Shape::Prose, "Hoe de feiten tot de conclusie leiden", "Per grond: de ernst van het vermoeden, de relatie, het voordeel of het aantal feiten", "Wet Bibob art. 3 lid 2, 3 en 6";
    /// How the advice of the LBB was checked.
    AdviceChecked = "vergewissing", Shape::Prose, "Hoe u het advies van het LBB hebt nagelopen", "Is het zorgvuldig gemaakt, en dragen de feiten de conclusie?", "Awb art. 3:9";
    /// The proportionality.
    Proportionality = "evenredigheid", Shape::Prose, "De evenredigheid", "Waarom dit in verhouding is tot het gevaar, en bij de b-grond tot de ernst van de feiten", "Wet Bibob art. 3 lid 5";
    /// The interests of the person concerned.
    Interests = "belangen", Shape::Prose, "De belangen van de betrokkene", "Welke gevolgen het heeft en hoe u die woog", "Awb art. 3:4";
    /// Why conditions are not enough.
    NoConditions = "waarom_geen_voorschriften", Shape::Prose, "Waarom voorschriften niet genoeg zijn", "", "Wet Bibob art. 3 lid 7";
    /// The conditions.
    Conditions = "voorschriften", Shape::Conditions, "De voorschriften", "Elk met het gevaar waartegen het zich richt, de termijn en waaraan u ziet dat het is nageleefd", "Wet Bibob art. 3 lid 7";
    /// How the conditions are supervised.
    Monitoring = "toezicht", Shape::Prose, "Hoe u toezicht houdt", "Wie controleert, wanneer en hoe", "";
    /// The answer to the views.
    ViewsAnswer = "zienswijze_antwoord", Shape::Prose, "De zienswijze en uw antwoord", "Vat de zienswijze kort samen en antwoord op elk punt", "Awb art. 3:46";
    /// How to ask for a hearing.
    Hearing = "hoorzitting", Shape::Line, "Hoe iemand een gesprek aanvraagt", "Bijvoorbeeld een telefoonnummer", "Awb art. 4:9";
    /// What concerns a third person.
    Passages = "passages", Shape::Prose, "Wat over deze persoon gaat", "Neem alleen op wat over deze persoon zelf gaat", "Wet Bibob art. 28 lid 2 onder b";
    /// What it means for other permits.
    OtherConsequences = "andere_gevolgen", Shape::Prose, "Gevolgen voor andere vergunningen", "", "";
    /// Which condition was broken, and how that shows.
    Breach = "overtreding", Shape::Prose, "Het overtreden voorschrift", "Welk voorschrift, en waaruit de overtreding blijkt", "Wet Bibob art. 3 lid 7";
    /// From when it holds.
    Effective = "ingang", Shape::Day, "Geldt vanaf", "", "Awb art. 3:40";
    /// The transition until then.
    Transition = "overgang", Shape::Prose, "De overgangstijd", "Wat tot dan mag en wat moet worden afgerond", "";
    /// What happens with money that was paid.
    Recovery = "terugvordering", Shape::Prose, "Terugvordering", "Wat u terugvordert en wanneer", "Wet Bibob art. 2; Awb art. 4:57";
    /// The end of the standstill period.
    Standstill = "standstill_tot", Shape::Day, "De opschortende termijn loopt tot en met", "", "Aanbestedingswet 2012 art. 2.127";
    /// What is kept and what is deleted.
    Kept = "bewaren", Shape::Prose, "Wat u bewaart en wat u vernietigt", "", "Wet Bibob art. 7a lid 8";
    /// The day of a meeting or hearing.
    HeldOn = "gehouden_op", Shape::Day, "Datum", "", "";
    /// Who was there.
    Present = "aanwezig", Shape::Items, "Aanwezig", "Per regel één persoon met functie", "";
    /// What was said.
    Minutes = "verslag", Shape::Prose, "Wat er is gezegd", "", "Awb art. 4:9";
    /// Documents that were handed over.
    Handed = "overgelegd", Shape::Items, "Overgelegde stukken", "Per regel één stuk", "";
    /// The items of an agenda.
    Agenda = "agendapunten", Shape::Items, "Agendapunten", "Per regel één punt", "";
    /// What was advised or decided.
    Conclusions = "besluiten", Shape::Items, "Adviezen en afspraken", "Per regel één advies, met de reden", "";
    /// Who does what by when.
    Actions = "acties", Shape::Items, "Acties", "Per regel: wat, wie en wanneer", "";
    /// What a tip or a message says.
    Message = "bericht", Shape::Prose, "Het bericht", "Niet meer dan de ander nodig heeft; geen oordeel", "Wet Bibob art. 28";
    /// The text of a yearly report.
    Review = "beschouwing", Shape::Prose, "Wat het jaar liet zien", "", "";
    /// What will be improved.
    Improvements = "verbeteringen", Shape::Items, "Wat u verbetert", "Per regel één punt", "";
    /// Anything else.
    Remark = "toelichting", Shape::Prose, "Extra toelichting", "Komt in de brief voor de ondertekening", "";
    /// Who signs.
    Signatory = "ondertekenaar", Shape::Line, "Naam van wie ondertekent", "", "";
    /// The function of who signs.
    Mandate = "mandaat", Shape::Line, "Functie van wie ondertekent", "Laat leeg als het bestuursorgaan zelf tekent", "Awb art. 10:10";
}

impl Element {
    /// Returns the element with an id.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|element| element.id() == id)
    }
}

/// Says in Dutch what is still to be filled in.
impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "vul in: {}", self.label())
    }
}
