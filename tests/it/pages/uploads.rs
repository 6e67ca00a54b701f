//! Files with a virus in them, and office files that are made to choke who opens them.

use super::formulier::{PDF, ready};
use super::inzending::is_company;
use harness::{Browser, EICAR, Page, TestApp, TestScanner, on_every_database};

/// What clamd would find in it.
fn infected() -> Vec<u8> {
    [PDF, EICAR.concat().as_bytes()].concat()
}

/// An empty zip file whose name says that it is a document: it has no parts to say what it is.
const EMPTY_ZIP: &[u8] = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

async fn by_officer(officer: &Browser, file: &str, content: &[u8]) -> Page {
    let list = format!("{file}/stukken");
    let proof = officer.get(&list).await.expect(200).value("bewijs");
    let fields = [("bewijs", proof.as_str()), ("strafrechtelijk", "nee")];
    let fields = fields.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let files = [("bestand".to_owned(), "jaarrekening.pdf".to_owned(), content.to_vec())];
    officer.send_files(&list, &fields, &files).await
}

const YEARS: &str = "/formulier/stap/betrokkene/jaarcijfers";

async fn by_applicant(applicant: &Browser, name: &str, content: &[u8]) -> Page {
    let page = applicant.get(YEARS).await.expect(200);
    let fields = ["bewijs", "versie"].map(|field| (field.to_owned(), page.value(field)));
    let place = "bestand.boekjaren.0.jaarcijfers-laatste";
    let files = [(place.to_owned(), name.to_owned(), content.to_vec())];
    applicant.send_files(YEARS, &fields, &files).await
}

/// An applicant who has come as far as the page with the annual accounts.
async fn at_the_years(app: &TestApp) -> (Browser, Browser, String) {
    let ready = ready(app).await;
    let applicant = is_company(app, &ready).await;
    (ready.officer, applicant, ready.file)
}

#[test]
fn a_file_with_a_virus_is_refused_where_it_was_sent_and_not_kept() {
    on_every_database(async |database| {
        let scanner = TestScanner::start().await;
        let app = TestApp::with_scanner(database, scanner.address()).await;
        let (officer, applicant, file) = at_the_years(&app).await;

        by_officer(&officer, &file, &infected()).await.expect(400).says("virusscanner");
        officer.get(&format!("{file}/stukken")).await.expect(200).says("Nog geen stukken");
        assert_eq!(by_officer(&officer, &file, PDF).await.status, 303);
        officer.get(&format!("{file}/stukken")).await.expect(200).says("jaarrekening.pdf");

        // In the last part of a file of many parts.
        let large = [PDF, &vec![b' '; 1_000_000], EICAR.concat().as_bytes()].concat();
        by_applicant(&applicant, "ziek.pdf", &large).await.expect(400).says("virusscanner");
        applicant.get(YEARS).await.expect(200).keeps("ziek.pdf");
        assert_eq!(by_applicant(&applicant, "gezond.pdf", PDF).await.status, 303);
        applicant.get(YEARS).await.expect(200).says("gezond.pdf");
        assert_eq!(scanner.seen(), 4);
    });
}

#[test]
fn without_a_verdict_of_the_scanner_nothing_is_kept() {
    on_every_database(async |database| {
        // Nothing listens there: the port of a listener that is gone again.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let nobody = app::ScannerAddress::parse(&format!("tcp://127.0.0.1:{port}")).unwrap();
        let app = TestApp::with_scanner(database, nobody).await;
        let (officer, applicant, file) = at_the_years(&app).await;
        by_officer(&officer, &file, PDF).await.expect(400).says("probeer het later opnieuw");
        by_applicant(&applicant, "stuk.pdf", PDF)
            .await
            .expect(400)
            .says("probeer het later opnieuw");
        applicant.get(YEARS).await.expect(200).keeps("stuk.pdf");
    });
}

#[test]
fn a_zip_file_that_is_no_office_file_is_refused() {
    harness::on_every_app(async |app| {
        let (_, applicant, _) = at_the_years(app).await;
        for (name, why) in [("leeg.docx", "niet wat zijn naam zegt"), ("leeg.zip", "kan niet")] {
            by_applicant(&applicant, name, EMPTY_ZIP).await.expect(400).says(why);
        }
    });
}
