//! The steps of a file, once: the API makes its routes of them and the pages their forms.

/// Calls a macro with every step: command, payload, path, operation id; title, action and event; description. The title heads
/// the form, the action stands on buttons, the event in the history. The order is that of a file's life.
macro_rules! all_steps {
    ($then:ident) => {
        $then! {
            CloseUnscreened(CloseUnscreened): "afsluiting-zonder-toets", "sluitZonderToets", "Sluiten zonder toets",
                "Zonder toets sluiten", "Gesloten zonder toets",
                "Sluit een dossier waarin geen Bibob-toets komt. Dat kan niet als het beleid tot een toets verplicht.";
            SendForms(SendForms): "vragenlijsten", "verstuurVragenlijst", "De vragenlijst versturen",
                "Verzending vastleggen", "Vragenlijst verstuurd",
                "Legt vast dat de vragenlijst is verzonden aan alle betrokkenen of aan wie u noemt.";
            ReceiveForm(ReceiveForm): "vragenlijstontvangsten", "ontvangVragenlijst", "Een vragenlijst ontvangen",
                "Ontvangst vastleggen", "Vragenlijst ontvangen",
                "Legt vast dat een vragenlijst binnen is, en wat er nog ontbreekt.";
            AskCompletion(AskCompletion): "herstelverzoeken", "vraagAanvulling", "Om aanvulling vragen",
                "Om aanvulling vragen", "Om aanvulling gevraagd",
                "Start een hersteltermijn (Awb 4:5). De beslistermijn staat stil vanaf de dag na verzending.";
            TermUnused(TermUnused): "ongebruikte-termijnen", "stelOngebruikteTermijnVast", "Een ongebruikte termijn vaststellen",
                "Ongebruikte termijn vaststellen", "Vastgesteld dat een termijn niet is gebruikt",
                "Stelt vast dat iemand zijn termijn niet gebruikte. Dat kan pas na de laatste dag.";
            Proceed(Proceed): "voortgangsbesluiten", "gaVerder", "Verdergaan zonder volledigheid",
                "Verdergaan zonder volledigheid", "Verdergegaan zonder volledige gegevens",
                "Gaat verder met de gegevens die er zijn: er komt een inhoudelijke beslissing.";
            PutAside(PutAside): "buitenbehandelingstellingen", "laatBuitenBehandeling", "Buiten behandeling laten",
                "Buiten behandeling laten", "Aanvraag buiten behandeling gelaten",
                "Laat een onvolledige aanvraag buiten behandeling (Awb 4:5), binnen vier weken.";
            RecordRefusal(Refused): "weigeringen", "legWeigeringVast", "Een weigering vastleggen",
                "Weigering vastleggen", "Weigering vastgelegd",
                "Legt vast dat een houder het formulier weigert in te vullen, of dat iemand vragen van het LBB weigert te beantwoorden (art. 4).";
            StartInquiry(StartInquiry): "onderzoek", "startOnderzoek", "Het eigen onderzoek starten",
                "Onderzoek starten", "Eigen onderzoek gestart",
                "Start het eigen onderzoek (art. 7a). Dat schort niets op.";
            AskAdvice(AskAdvice): "adviesaanvragen", "vraagLbbAdvies", "Het LBB om advies vragen",
                "LBB om advies vragen", "LBB om advies gevraagd",
                "Legt vast dat het LBB om advies is gevraagd. De beslistermijn staat stil vanaf die dag (art. 31).";
            AdviceQuestion(AdviceQuestion): "lbb-vragen", "legLbbVraagVast", "Een vraag van het LBB vastleggen",
                "Vraag van het LBB vastleggen", "Vraag van het LBB ontvangen",
                "Legt vast dat het LBB om gegevens vraagt; zijn termijn staat dan stil (art. 15 lid 2).";
            AdviceAnswer(AdviceAnswer): "lbb-antwoorden", "legLbbAntwoordVast", "Een antwoord aan het LBB vastleggen",
                "Antwoord aan het LBB vastleggen", "Vraag van het LBB beantwoord",
                "Legt vast dat het antwoord bij het LBB is.";
            AdviceExtended(AdviceExtended): "lbb-verlengingen", "legLbbVerlengingVast", "De verlenging van het LBB vastleggen",
                "Verlenging van het LBB vastleggen", "Termijn van het LBB verlengd",
                "Legt vast dat het LBB zijn termijn verlengt: één keer, ten hoogste vier weken (art. 15 lid 3).";
            AdviceReminder(AdviceReminder): "lbb-rappels", "rappelleerLbb", "Het LBB rappelleren",
                "Herinnering vastleggen", "LBB herinnerd",
                "Legt een herinnering aan het LBB vast.";
            AdviceReceived(AdviceReceived): "lbb-adviezen", "ontvangLbbAdvies", "Het advies ontvangen",
                "Advies vastleggen", "Advies van het LBB ontvangen",
                "Legt vast dat het advies binnen is; met die dag eindigt de opschorting.";
            AdviceDeclined(AdviceDeclined): "lbb-afwijzingen", "legLbbAfwijzingVast", "Het LBB ziet af van advies",
                "Vastleggen dat er geen advies komt", "LBB zag af van advies",
                "Legt vast dat het LBB geen advies geeft (art. 9 lid 5).";
            AdviceOverdue(AdviceOverdue): "lbb-uitblijven", "stelUitblijvenVast", "Vaststellen dat het advies uitblijft",
                "Uitblijven vaststellen", "Vastgesteld dat het advies uitblijft",
                "Stelt vast dat het advies niet op tijd kwam. Dat kan pas na de langste termijn.";
            Assess(Assess): "beoordelingen", "beoordeel", "Beoordelen",
                "Beoordeling vastleggen", "Beoordeling vastgelegd",
                "Legt het oordeel van een ambtenaar vast, per grond en met redenen (art. 3). Alleen een mens kan dat.";
            Confirm(Confirm): "bevestigingen", "bevestig", "Een negatieve conclusie bevestigen",
                "Conclusie bevestigen", "Negatieve conclusie bevestigd",
                "Een tweede ambtenaar bevestigt de conclusie.";
            Reopen(Reopen): "heropeningen", "heropenOnderzoek", "Het onderzoek heropenen",
                "Onderzoek heropenen", "Onderzoek heropend",
                "Gaat terug naar het onderzoek, bijvoorbeeld na een zienswijze.";
            Intend(Intend): "voornemens", "maakVoornemenBekend", "Een voornemen bekendmaken",
                "Voornemen vastleggen", "Voornemen bekendgemaakt",
                "Maakt het voornemen bekend en vraagt om zienswijzen van elke betrokkene en elke genoemde derde (art. 33).";
            ReceiveViews(ReceiveViews): "zienswijzen", "ontvangZienswijze", "Een zienswijze vastleggen",
                "Zienswijze vastleggen", "Zienswijze ontvangen",
                "Legt een zienswijze vast.";
            ViewsUnused(ViewsUnused): "ongebruikte-zienswijzen", "stelOngebruikteZienswijzeVast", "Een ongebruikte gelegenheid vaststellen",
                "Ongebruikte gelegenheid vaststellen", "Vastgesteld dat een zienswijze uitbleef",
                "Stelt vast dat iemand geen zienswijze gaf. Dat kan pas na de laatste dag.";
            ExceptViews(ExceptViews): "zienswijzeuitzonderingen", "zonderZienswijzeUit", "Een uitzondering op het horen",
                "Uitzondering vastleggen", "Uitzondering op het horen vastgelegd",
                "Legt vast waarom iemand niet wordt gehoord (Awb 4:11 en 4:12).";
            Decide(Decide): "beslissingen", "beslis", "Beslissen",
                "Besluit vastleggen", "Besluit genomen",
                "Legt de beslissing vast. Alleen een mens met de rol beslisser kan dat, en alleen als de wet het draagt.";
            ReceiveObjection(ReceiveObjection): "bezwaren", "ontvangBezwaar", "Een bezwaar vastleggen",
                "Bezwaar vastleggen", "Bezwaar ontvangen",
                "Legt een bezwaar vast. Bij een overeenkomst is er geen bezwaar.";
            ExtendObjection(ExtendObjection): "verdagingen", "verdaagBezwaar", "De beslissing op bezwaar verdagen",
                "Beslissing op bezwaar verdagen", "Beslissing op bezwaar verdaagd",
                "Verdaagt één keer met zes weken (Awb 7:10 lid 3).";
            DecideObjection(DecideObjection): "beslissingen-op-bezwaar", "beslisOpBezwaar", "Op het bezwaar beslissen",
                "Beslissing op bezwaar vastleggen", "Op het bezwaar beslist",
                "Legt de beslissing op het bezwaar vast.";
            ReceiveAppeal(ReceiveAppeal): "beroepen", "ontvangBeroep", "Een beroep vastleggen",
                "Beroep vastleggen", "Beroep ingesteld",
                "Legt een beroep of hoger beroep vast.";
            AppealRuled(AppealRuled): "beroepsuitspraken", "legBeroepsuitspraakVast", "De uitspraak op een beroep vastleggen",
                "Uitspraak op het beroep vastleggen", "Uitspraak op het beroep",
                "Legt de uitspraak vast.";
            AskRelief(AskRelief): "voorzieningsverzoeken", "legVoorzieningsverzoekVast", "Een verzoek om een voorlopige voorziening",
                "Verzoek om een voorziening vastleggen", "Voorlopige voorziening gevraagd",
                "Legt een verzoek om een voorlopige voorziening vast (Awb 8:81).";
            ReliefRuled(ReliefRuled): "voorzieningsuitspraken", "legVoorzieningsuitspraakVast", "De uitspraak op dat verzoek",
                "Uitspraak op de voorziening vastleggen", "Uitspraak op de voorlopige voorziening",
                "Legt de uitspraak op het verzoek om een voorlopige voorziening vast.";
            Close(Close): "afsluiting", "sluitDossier", "Het dossier sluiten",
                "Dossier sluiten", "Dossier gesloten",
                "Sluit een dossier waarin is beslist. Dat kan pas als er niets meer loopt.";
            WithdrawApplication(WithdrawApplication): "intrekking", "trekAanvraagIn", "De aanvraag is ingetrokken",
                "Intrekking vastleggen", "Aanvraag ingetrokken",
                "Legt vast dat de aanvrager of gegadigde zich terugtrekt, en sluit het dossier.";
            AddEvidence(AddEvidence): "bewijsstukken", "voegBewijsstukToe", "Een bewijsstuk toevoegen",
                "Bewijsstuk toevoegen", "Bewijsstuk toegevoegd",
                "Zet een verwijzing naar een stuk op het dossier: soort, id en digest, nooit de inhoud.";
            WorkingGroup(WorkingGroupAdvice): "werkgroepadviezen", "legWerkgroepadviesVast", "Een advies van de werkgroep vastleggen",
                "Werkgroepadvies vastleggen", "Advies van de werkgroep ontvangen",
                "Legt een advies van de Bibob-werkgroep vast. Het houdt niets tegen.";
            ExtendTerm(ExtendTerm): "beslistermijnverlengingen", "verlengBeslistermijn", "De beslistermijn verlengen",
                "Beslistermijn verlengen", "Beslistermijn verlengd",
                "Verlengt de beslistermijn, waar de wet dat toelaat en zolang hij loopt.";
            Suspend(Suspend): "opschortingen", "schortOp", "De beslistermijn opschorten",
                "Beslistermijn opschorten", "Beslistermijn opgeschort",
                "Schort de beslistermijn op (Awb 4:15 lid 2).";
            Resume(Resume): "opschortingseinden", "beeindigOpschorting", "Een opschorting beëindigen",
                "Opschorting beëindigen", "Einde van een opschorting vastgelegd",
                "Noemt de laatste dag van een opschorting die nog liep.";
            NoticeOfDefault(NoticeOfDefault): "ingebrekestellingen", "ontvangIngebrekestelling", "Een ingebrekestelling vastleggen",
                "Ingebrekestelling vastleggen", "Ingebrekestelling ontvangen",
                "Legt een ingebrekestelling vast (Awb 4:17).";
            RecordClause(RecordClause): "bibobbeding", "legBedingVast", "Het Bibob-beding vastleggen",
                "Bibob-beding vastleggen", "Bibob-beding vastgelegd",
                "Legt vast waar het Bibob-beding in de overeenkomst staat. Zonder beding kan er niet worden beëindigd.";
            RecordBreach(RecordBreach): "voorschriftovertredingen", "legOvertredingVast", "Een overtreden voorschrift vastleggen",
                "Overtreding vastleggen", "Overtreden voorschrift vastgelegd",
                "Legt vast dat een voorschrift uit een eerdere beslissing is overtreden (art. 3 lid 7).";
        }
    };
}

pub(crate) use all_steps;
