//! A name in a tip is found in no file of the database, no log line, no other trail, no list of work, and no mail.

use super::scene::{Act, NAME, Scene, reason};
use app::tips::ReceivedTipStep;
use app::{Carrier, WorkReport, Worker};
use harness::{TestApp, TestDatabase, on_every_database};
use std::io::Write;
use std::sync::{Arc, Mutex};
use store::DatabaseUrl;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt;

/// Keeps what is logged.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Keeps all that is logged in this thread, as long as the guard is there.
    pub(crate) fn listen() -> (Self, impl Sized) {
        let log = Self::default();
        let guard = tracing_subscriber::fmt()
            .with_writer(log.clone())
            .with_max_level(LevelFilter::TRACE)
            .finish()
            .set_default();
        (log, guard)
    }

    pub(crate) fn holds(&self, word: &str) -> bool {
        holds(&self.0.lock().unwrap(), word)
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// All that stands in the database, as somebody who copies its files finds it.
pub(crate) fn all_bytes(database: &TestDatabase) -> Vec<u8> {
    match database.url() {
        DatabaseUrl::Sqlite(file) => {
            let mut all = std::fs::read(&file).unwrap();
            let name = file.file_name().unwrap().to_str().unwrap();
            all.extend(
                std::fs::read(file.with_file_name(format!("{name}-wal"))).unwrap_or_default(),
            );
            all
        }
        DatabaseUrl::Postgres(_) => {
            let all: Vec<String> =
                tables(database).iter().map(|table| format!("SELECT * FROM {table}")).collect();
            database.sql(&all.join(";")).into_bytes()
        }
    }
}

pub(crate) fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

#[test]
fn a_name_in_a_tip_stands_nowhere_in_the_clear_and_a_tip_leaves_no_trace_outside_its_own_tables() {
    on_every_database(async |database| {
        let app = TestApp::on(database).await;
        let scene = Scene::of(&app).await;
        let (log, _guard) = Log::listen();
        let before = outside(database);
        scene.line.tell([Act::LoseAnswer, Act::Tamper, Act::Pass]);
        let view = scene.released().await;
        for _ in 0..4 {
            scene.work_after(10).await;
        }
        assert_eq!(scene.sent(view.regel.id).await.regel.stand, "bezorgd");
        let got = scene.taken_up().await;
        let decline = ReceivedTipStep::Decline(reason());
        scene.received_step(&scene.assen.first, &got, decline).await.unwrap();
        let delivered = Arc::default();
        let worker = Worker::new(app.app.clone(), Carrier::Memory(Arc::clone(&delivered)), None);
        assert_eq!(worker.round().await.unwrap(), WorkReport::default());
        assert!(delivered.lock().unwrap().is_empty());
        assert_eq!(outside(database), before, "a table that is not of tips changed");

        // Something that fails says so in the log, and no more than that.
        database.sql("UPDATE tip_exchange SET content = 'kapot'");
        scene.work().await;
        let bytes = all_bytes(database);
        assert!(holds(&bytes, "00000001001234500002"), "the search finds what is there");
        assert!(!holds(&bytes, NAME), "the name stands in the database in the clear");
        assert!(log.holds("a part of the exchange between parties failed"));
        for word in [NAME, "00000001001234500001", &view.regel.id.to_string()] {
            assert!(!log.holds(word), "{word} stands in the log");
        }
        for address in ["/v1/mij", "/v1/dossiers", "/v1/taken"] {
            let answer = app.get(&app.assen.coordinator, address).await;
            assert!(!answer.text.contains(NAME));
        }
    });
}

/// The tables beside those of tips in which something about one may stand, and why.
const ELSEWHERE: [(&str, &str); 1] = [(
    "processing_log",
    "a look at known parties stands there as any other, and of no tip (decision 28)",
)];

/// The tables of the database; what a search index keeps for itself stands in tables of its own.
fn tables(database: &TestDatabase) -> Vec<String> {
    let all = match database.url() {
        DatabaseUrl::Sqlite(_) => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        }
        DatabaseUrl::Postgres(_) => {
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        }
    };
    database.sql(all).lines().map(str::to_owned).collect()
}

/// How much stands in the tables in which a tip may leave nothing: all but its own, and [`ELSEWHERE`].
pub(super) fn outside(database: &TestDatabase) -> String {
    let mut tables = tables(database);
    for (table, why) in ELSEWHERE {
        assert!(tables.iter().any(|one| one == table), "{table}: {why}");
    }
    tables.retain(|table| !table.starts_with("tip_"));
    tables.retain(|table| ELSEWHERE.iter().all(|(elsewhere, _)| elsewhere != table));
    assert!(tables.len() > 30, "{tables:?}");
    let count = |table: &String| format!("SELECT '{table}', count(*) FROM {table}");
    let queries: Vec<String> = tables.iter().map(count).collect();
    database.sql(&queries.join(";;"))
}
