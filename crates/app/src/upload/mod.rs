//! What every file that comes in goes through: what it is, whether it unpacks to a reasonable size, whether there is a virus in it.

mod kind;
mod packed;
mod scanner;

pub use kind::MOST_BYTES;
pub(crate) use kind::{
    checked, empty, ending_of, is_packed, kind_name, media_type_of, plain_name, too_large,
};
pub(crate) use packed::{TAIL, check_packed};
pub use scanner::ScannerAddress;
pub(crate) use scanner::{scan, scan_whole};

use crate::AppError;
use kernel::FaultCode;

/// Refuses a file, in the place where a form or a request has it.
pub(crate) fn refused(message: impl Into<String>) -> AppError {
    AppError::fault("/bestand", FaultCode::VerkeerdeVorm, message.into())
}
