//! The lists of certificates that were taken back, in a file that something outside keeps fresh.

use rustls::pki_types::CertificateRevocationListDer;
use rustls::pki_types::pem::PemObject;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// A list as its authority signed it.
type List = CertificateRevocationListDer<'static>;

/// The lists in a file, which is read again when it changed.
#[derive(Debug)]
pub struct RevokedLists {
    file: PathBuf,
    read: Mutex<Read>,
}

/// What was read last.
#[derive(Clone, Debug)]
struct Read {
    changed: Option<SystemTime>,
    edition: u64,
    lists: Vec<List>,
}

impl RevokedLists {
    /// Reads a file of lists (PEM).
    ///
    /// # Errors
    /// When it cannot be read or holds none.
    pub fn open(file: PathBuf) -> io::Result<Self> {
        let (changed, lists) = read(&file)?;
        Ok(Self { read: Mutex::new(Read { changed, edition: 0, lists }), file })
    }

    /// Returns the lists with their edition, which rises when the file changed. A file that cannot be read changes nothing: a list
    /// says itself how long it is good, and is not believed any longer.
    pub fn current(&self) -> (u64, Vec<List>) {
        let mut known = self.lock();
        let changed = std::fs::metadata(&self.file).and_then(|found| found.modified()).ok();
        if changed.is_some() && changed != known.changed {
            match read(&self.file) {
                Ok((changed, lists)) => {
                    *known = Read { changed, edition: known.edition + 1, lists };
                }
                Err(error) => {
                    tracing::error!(%error, "the lists of revoked certificates cannot be read");
                }
            }
        }
        (known.edition, known.lists.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Read> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(file: &Path) -> io::Result<(Option<SystemTime>, Vec<List>)> {
    let changed = std::fs::metadata(file)?.modified().ok();
    let bytes = std::fs::read(file)?;
    let lists: Result<Vec<List>, _> = List::pem_slice_iter(&bytes).collect();
    let lists = lists.ok().filter(|lists| !lists.is_empty());
    let none = || io::Error::new(io::ErrorKind::InvalidData, "no list of revoked certificates");
    Ok((changed, lists.ok_or_else(none)?))
}
