//! The settings of the exchange of tips with other installations: the door for them, and the certificate of this one.

use super::{Config, fault};
use crate::error::{CliError, io_text};
use crate::exchange::{CarrierTls, HttpsCarrier};
use app::tips::Oin;
use kernel::PartyId;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use web::exchange::ExchangeTls;

/// The settings of the exchange.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tips {
    listen: String,
    certificate_file: PathBuf,
    key_file: PathBuf,
    authorities_file: PathBuf,
    local_addresses: bool,
    pub(crate) numbers: BTreeMap<PartyId, Oin>,
}

/// What is needed to exchange messages with other installations.
pub(crate) struct Exchange {
    tls: CarrierTls,
    local_allowed: bool,
    listen: Option<SocketAddr>,
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
    Ok(Some(Exchange { tls, local_allowed: tips.local_addresses, listen }))
}

impl Exchange {
    /// Returns where this installation listens to others, with its TLS; none when it only sends.
    pub(crate) fn door(&self) -> Result<Option<(SocketAddr, ExchangeTls)>, CliError> {
        let Some(listen) = self.listen else { return Ok(None) };
        let CarrierTls { chain, key, authorities } = &self.tls;
        let tls = web::exchange::exchange_tls(chain.clone(), key.clone_key(), authorities);
        let tls = tls.map_err(|_| {
            let message = "dit certificaat en deze sleutel horen niet bij elkaar, of de certificaten om te vertrouwen zijn geen";
            fault("/tips/certificate_file", message.to_owned())
        })?;
        Ok(Some((listen, tls)))
    }

    /// Returns the carrier to other installations.
    pub(crate) fn carrier(self) -> HttpsCarrier {
        HttpsCarrier::new(self.tls, self.local_allowed)
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
