//! The settings of the exchange of tips with other installations: the door for them, and the certificate of this one.

use super::{Config, fault};
use crate::error::{CliError, io_text};
use crate::exchange::{CarrierTls, HttpsCarrier, RevokedLists};
use app::tips::Oin;
use kernel::PartyId;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use web::exchange::ExchangeTls;

/// How often the door looks whether the file with the lists of revoked certificates changed.
const LOOK: Duration = Duration::from_mins(10);

/// The settings of the exchange.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tips {
    listen: String,
    certificate_file: PathBuf,
    key_file: PathBuf,
    authorities_file: PathBuf,
    crl_file: PathBuf,
    local_addresses: bool,
    pub(crate) numbers: BTreeMap<PartyId, Oin>,
}

/// What is needed to exchange messages with other installations.
pub(crate) struct Exchange {
    tls: CarrierTls,
    local_allowed: bool,
    listen: Option<SocketAddr>,
    revoked: Option<Arc<RevokedLists>>,
}

/// Reads the certificates of the exchange; none when this installation exchanges nothing with others.
pub(crate) fn read_exchange(config: &Config) -> Result<Option<Exchange>, CliError> {
    let tips = &config.tips;
    let listen = match tips.listen.as_str() {
        "" => None,
        address => Some(address.parse().map_err(|_| {
            fault("/tips/listen", "geef een adres met een poort, zoals 0.0.0.0:8444".to_owned())
        })?),
    };
    let files = [&tips.certificate_file, &tips.key_file, &tips.authorities_file];
    if listen.is_none() && files.iter().all(|file| file.as_os_str().is_empty()) {
        return Ok(None);
    }
    let key = PrivateKeyDer::from_pem_slice(&bytes("/tips/key_file", &tips.key_file)?);
    let key = key
        .map_err(|_| fault("/tips/key_file", "hier staat geen geheime sleutel (PEM)".to_owned()))?;
    let tls = CarrierTls {
        chain: certificates("/tips/certificate_file", &tips.certificate_file)?,
        key,
        authorities: certificates("/tips/authorities_file", &tips.authorities_file)?,
    };
    let (local_allowed, revoked) = (tips.local_addresses, revoked(&tips.crl_file)?);
    Ok(Some(Exchange { tls, local_allowed, listen, revoked }))
}

fn revoked(file: &Path) -> Result<Option<Arc<RevokedLists>>, CliError> {
    if file.as_os_str().is_empty() {
        return Ok(None);
    }
    let lists = RevokedLists::open(file.to_owned()).map_err(|error| {
        let error = io_text(&error);
        let message = format!(
            "«{}» is geen lijst van ingetrokken certificaten (PEM): {error}",
            file.display()
        );
        fault("/tips/crl_file", message)
    })?;
    Ok(Some(Arc::new(lists)))
}

impl Exchange {
    /// Returns where this installation listens to others, with its TLS; none when it only sends.
    pub(crate) fn door(&self) -> Result<Option<(SocketAddr, ExchangeTls)>, CliError> {
        let Some(listen) = self.listen else { return Ok(None) };
        Ok(Some((listen, self.door_tls()?)))
    }

    fn door_tls(&self) -> Result<ExchangeTls, CliError> {
        let CarrierTls { chain, key, authorities } = &self.tls;
        let lists = self.revoked.as_ref().map(|revoked| revoked.current().1).unwrap_or_default();
        let tls = web::exchange::exchange_tls(chain.clone(), key.clone_key(), authorities, &lists);
        tls.map_err(|_| {
            let message = "dit certificaat en deze sleutel horen niet bij elkaar, of de certificaten om te vertrouwen of de lijsten van ingetrokken certificaten zijn geen";
            fault("/tips/certificate_file", message.to_owned())
        })
    }

    /// Lets the door judge by the lists of revoked certificates as they are, each time that their file changed. It never ends.
    pub(crate) async fn keep_fresh(&self, door: &ExchangeTls) {
        let Some(revoked) = &self.revoked else { return std::future::pending().await };
        let mut ticks = tokio::time::interval(LOOK);
        let mut seen = revoked.current().0;
        loop {
            ticks.tick().await;
            let edition = revoked.current().0;
            if edition == seen {
                continue;
            }
            match self.door_tls() {
                Ok(fresh) => {
                    door.replace(&fresh);
                    seen = edition;
                }
                Err(error) => {
                    tracing::error!(%error, "the lists of revoked certificates are not taken over");
                }
            }
        }
    }

    /// Returns the carrier to other installations.
    pub(crate) fn carrier(self) -> HttpsCarrier {
        let carrier = HttpsCarrier::new(self.tls, self.local_allowed);
        match self.revoked {
            Some(lists) => carrier.with_revoked(lists),
            None => carrier,
        }
    }
}

fn certificates(place: &str, file: &Path) -> Result<Vec<CertificateDer<'static>>, CliError> {
    let bytes = bytes(place, file)?;
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
    read.ok()
        .filter(|list| !list.is_empty())
        .ok_or_else(|| fault(place, "hier staat geen certificaat (PEM)".to_owned()))
}

fn bytes(place: &str, file: &Path) -> Result<Vec<u8>, CliError> {
    if file.as_os_str().is_empty() {
        let message =
            "certificate_file, key_file en authorities_file horen bij elkaar; geef alle drie";
        return Err(fault(place, message.to_owned()));
    }
    std::fs::read(file).map_err(|error| {
        fault(place, format!("«{}» is niet te lezen: {}", file.display(), io_text(&error)))
    })
}
