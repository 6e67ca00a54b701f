//! A virus scanner for tests: speaks the protocol of clamd, knows one virus.

use app::ScannerAddress;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The text that every virus scanner takes for a virus, by agreement (EICAR). In two parts, so that this file is none.
pub const EICAR: [&str; 2] =
    ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"];

/// A scanner on a port of this machine.
pub struct TestScanner {
    address: String,
    seen: Arc<AtomicUsize>,
}

impl fmt::Debug for TestScanner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestScanner").field("address", &self.address).finish_non_exhaustive()
    }
}

impl TestScanner {
    /// Starts a scanner; it ends with the runtime of the test.
    ///
    /// # Panics
    /// When no port is free.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let seen = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(answer(stream));
            }
        });
        Self { address, seen }
    }

    /// Returns where it listens.
    ///
    /// # Panics
    /// Never: the address is one.
    pub fn address(&self) -> ScannerAddress {
        ScannerAddress::parse(&format!("tcp://{}", self.address)).expect("an address")
    }

    /// Returns how many files it was asked about.
    pub fn seen(&self) -> usize {
        self.seen.load(Ordering::SeqCst)
    }
}

/// Reads a file in chunks, each behind its length, until an empty one.
async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut command = [0; 10];
    stream.read_exact(&mut command).await?;
    assert_eq!(&command, b"zINSTREAM\0");
    let mut content = Vec::new();
    loop {
        let length = stream.read_u32().await?;
        if length == 0 {
            break;
        }
        let begin = content.len();
        content.resize(begin + usize::try_from(length).expect("a length"), 0);
        stream.read_exact(&mut content[begin..]).await?;
    }
    let virus = EICAR.concat();
    let infected = content.windows(virus.len()).any(|bytes| bytes == virus.as_bytes());
    let verdict = if infected { "stream: Eicar-Test-Signature FOUND" } else { "stream: OK" };
    stream.write_all(verdict.as_bytes()).await?;
    stream.write_all(b"\0").await
}
