//! The steps of a file, once: the API makes its routes of them and the pages their forms.

/// Calls a macro with every step: command, payload, path, operation id, title and description. The order is that of a file's
/// life.
macro_rules! all_steps {
    ($then:ident) => {
        $then! {
            CloseUnscreened(CloseUnscreened): "afsluiting-zonder-toets", "sluitZonderToets", "Sluiten zonder toets",
                "Sluit een dossier waarin geen Bibob-toets komt. Dat kan niet als het beleid tot een toets verplicht.";
            SendForms(SendForms): "vragenlijsten", "verstuurVragenlijst", "De vragenlijst versturen",
                "Legt vast dat de vragenlijst is verzonden aan alle betrokkenen of aan wie u noemt.";
            ReceiveForm(ReceiveForm): "vragenlijstontvangsten", "ontvangVragenlijst", "Een vragenlijst ontvangen",
                "Legt vast dat een vragenlijst binnen is, en wat er nog ontbreekt.";
            AskCompletion(AskCompletion): "herstelverzoeken", "vraagAanvulling", "Om aanvulling vragen",
                "Start een hersteltermijn (Awb 4:5). De beslistermijn staat stil vanaf de dag na verzending.";
            TermUnused(TermUnused): "ongebruikte-termijnen", "stelOngebruikteTermijnVast", "Een ongebruikte termijn vaststellen",
                "Stelt vast dat iemand zijn termijn niet gebruikte. Dat kan pas na de laatste dag.";
            Proceed(Proceed): "voortgangsbesluiten", "gaVerder", "Verdergaan zonder volledigheid",
                "Gaat verder met de gegevens die er zijn: er komt een inhoudelijke beslissing.";
            PutAside(PutAside): "buitenbehandelingstellingen", "laatBuitenBehandeling", "Buiten behandeling laten",
                "Laat een onvolledige aanvraag buiten behandeling (Awb 4:5), binnen vier weken.";
            RecordRefusal(Refused): "weigeringen", "legWeigeringVast", "Een weigering vastleggen",
                "Legt vast dat een houder het formulier weigert in te vullen, of dat iemand vragen van het LBB weigert te beantwoorden (art. 4).";
            StartInquiry(StartInquiry): "onderzoek", "startOnderzoek", "Het eigen onderzoek starten",
                "Start het eigen onderzoek (art. 7a). Dat schort niets op.";
            AskAdvice(AskAdvice): "adviesaanvragen", "vraagLbbAdvies", "Het LBB om advies vragen",
                "Legt vast dat het LBB om advies is gevraagd. De beslistermijn staat stil vanaf die dag (art. 31).";
            AdviceQuestion(AdviceQuestion): "lbb-vragen", "legLbbVraagVast", "Een vraag van het LBB vastleggen",
                "Legt vast dat het LBB om gegevens vraagt; zijn termijn staat dan stil (art. 15 lid 2).";
            AdviceAnswer(AdviceAnswer): "lbb-antwoorden", "legLbbAntwoordVast", "Een antwoord aan het LBB vastleggen",
                "Legt vast dat het antwoord bij het LBB is.";
            AdviceExtended(AdviceExtended): "lbb-verlengingen", "legLbbVerlengingVast", "De verlenging van het LBB vastleggen",
                "Legt vast dat het LBB zijn termijn verlengt: één keer, ten hoogste vier weken (art. 15 lid 3).";
            AdviceReminder(AdviceReminder): "lbb-rappels", "rappelleerLbb", "Het LBB rappelleren",
                "Legt een herinnering aan het LBB vast.";
            AdviceReceived(AdviceReceived): "lbb-adviezen", "ontvangLbbAdvies", "Het advies ontvangen",
                "Legt vast dat het advies binnen is; met die dag eindigt de opschorting.";
            AdviceDeclined(AdviceDeclined): "lbb-afwijzingen", "legLbbAfwijzingVast", "Het LBB ziet af van advies",
                "Legt vast dat het LBB geen advies geeft (art. 9 lid 5).";
            AdviceOverdue(AdviceOverdue): "lbb-uitblijven", "stelUitblijvenVast", "Vaststellen dat het advies uitblijft",
                "Stelt vast dat het advies niet op tijd kwam. Dat kan pas na de langste termijn.";
            Assess(Assess): "beoordelingen", "beoordeel", "Beoordelen",
                "Legt het oordeel van een ambtenaar vast, per grond en met redenen (art. 3). Alleen een mens kan dat.";
            Confirm(Confirm): "bevestigingen", "bevestig", "Een negatieve conclusie bevestigen",
                "Een tweede ambtenaar bevestigt de conclusie.";
            Reopen(Reopen): "heropeningen", "heropenOnderzoek", "Het onderzoek heropenen",
                "Gaat terug naar het onderzoek, bijvoorbeeld na een zienswijze.";
            Intend(Intend): "voornemens", "maakVoornemenBekend", "Een voornemen bekendmaken",
                "Maakt het voornemen bekend en vraagt om zienswijzen van elke betrokkene en elke genoemde derde (art. 33).";
            ReceiveViews(ReceiveViews): "zienswijzen", "ontvangZienswijze", "Een zienswijze vastleggen",
                "Legt een zienswijze vast.";
            ViewsUnused(ViewsUnused): "ongebruikte-zienswijzen", "stelOngebruikteZienswijzeVast", "Een ongebruikte gelegenheid vaststellen",
                "Stelt vast dat iemand geen zienswijze gaf. Dat kan pas na de laatste dag.";
            ExceptViews(ExceptViews): "zienswijzeuitzonderingen", "zonderZienswijzeUit", "Een uitzondering op het horen",
                "Legt vast waarom iemand niet wordt gehoord (Awb 4:11 en 4:12).";
            Decide(Decide): "beslissingen", "beslis", "Beslissen",
                "Legt de beslissing vast. Alleen een mens met de rol beslisser kan dat, en alleen als de wet het draagt.";
            ReceiveObjection(ReceiveObjection): "bezwaren", "ontvangBezwaar", "Een bezwaar vastleggen",
                "Legt een bezwaar vast. Bij een overeenkomst is er geen bezwaar.";
            ExtendObjection(ExtendObjection): "verdagingen", "verdaagBezwaar", "De beslissing op bezwaar verdagen",
                "Verdaagt één keer met zes weken (Awb 7:10 lid 3).";
            DecideObjection(DecideObjection): "beslissingen-op-bezwaar", "beslisOpBezwaar", "Op het bezwaar beslissen",
                "Legt de beslissing op het bezwaar vast.";
            ReceiveAppeal(ReceiveAppeal): "beroepen", "ontvangBeroep", "Een beroep vastleggen",
                "Legt een beroep of hoger beroep vast.";
            AppealRuled(AppealRuled): "beroepsuitspraken", "legBeroepsuitspraakVast", "De uitspraak op een beroep vastleggen",
                "Legt de uitspraak vast.";
            AskRelief(AskRelief): "voorzieningsverzoeken", "legVoorzieningsverzoekVast", "Een verzoek om een voorlopige voorziening",
                "Legt een verzoek om een voorlopige voorziening vast (Awb 8:81).";
            ReliefRuled(ReliefRuled): "voorzieningsuitspraken", "legVoorzieningsuitspraakVast", "De uitspraak op dat verzoek",
                "Legt de uitspraak op het verzoek om een voorlopige voorziening vast.";
            Close(Close): "afsluiting", "sluitDossier", "Het dossier sluiten",
                "Sluit een dossier waarin is beslist. Dat kan pas als er niets meer loopt.";
            WithdrawApplication(WithdrawApplication): "intrekking", "trekAanvraagIn", "De aanvraag is ingetrokken",
                "Legt vast dat de aanvrager of gegadigde zich terugtrekt, en sluit het dossier.";
            AddEvidence(AddEvidence): "bewijsstukken", "voegBewijsstukToe", "Een bewijsstuk toevoegen",
                "Zet een verwijzing naar een stuk op het dossier: soort, id en digest, nooit de inhoud.";
            WorkingGroup(WorkingGroupAdvice): "werkgroepadviezen", "legWerkgroepadviesVast", "Een advies van de werkgroep vastleggen",
                "Legt een advies van de Bibob-werkgroep vast. Het houdt niets tegen.";
            ExtendTerm(ExtendTerm): "beslistermijnverlengingen", "verlengBeslistermijn", "De beslistermijn verlengen",
                "Verlengt de beslistermijn, waar de wet dat toelaat en zolang hij loopt.";
            Suspend(Suspend): "opschortingen", "schortOp", "De beslistermijn opschorten",
                "Schort de beslistermijn op (Awb 4:15 lid 2).";
            Resume(Resume): "opschortingseinden", "beeindigOpschorting", "Een opschorting beëindigen",
                "Noemt de laatste dag van een opschorting die nog liep.";
            NoticeOfDefault(NoticeOfDefault): "ingebrekestellingen", "ontvangIngebrekestelling", "Een ingebrekestelling vastleggen",
                "Legt een ingebrekestelling vast (Awb 4:17).";
            RecordClause(RecordClause): "bibobbeding", "legBedingVast", "Het Bibob-beding vastleggen",
                "Legt vast waar het Bibob-beding in de overeenkomst staat. Zonder beding kan er niet worden beëindigd.";
            RecordBreach(RecordBreach): "voorschriftovertredingen", "legOvertredingVast", "Een overtreden voorschrift vastleggen",
                "Legt vast dat een voorschrift uit een eerdere beslissing is overtreden (art. 3 lid 7).";
        }
    };
}

pub(crate) use all_steps;
