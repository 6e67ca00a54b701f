//! Office files are zip files: one that unpacks to far more than it is, is made to choke who opens it.

use super::refused;
use crate::AppError;
use std::io::{self, Read, Seek, SeekFrom};
use zip::ZipArchive;

/// How much of the end of a file is kept to read its table of contents, which stands there. A longer table is refused.
pub(crate) const TAIL: usize = 1024 * 1024;
/// The most parts of a file, and the most bytes that they unpack to: in all, and for each byte of the file.
const MOST_PARTS: usize = 10_000;
const MOST_UNPACKED: u128 = 500_000_000;
const MOST_PER_BYTE: u128 = 100;
/// A small file may well be much repetition.
const FREE: u128 = 10_000_000;

/// The part that every file of a kind has.
const PARTS: [(&str, &str); 6] = [
    ("wordprocessingml.document", "word/document.xml"),
    ("spreadsheetml.sheet", "xl/workbook.xml"),
    ("presentationml.presentation", "ppt/presentation.xml"),
    ("opendocument.text", "content.xml"),
    ("opendocument.spreadsheet", "content.xml"),
    ("opendocument.presentation", "content.xml"),
];

/// Refuses an office file whose table of contents tells that it is none, or that it unpacks to too much. `tail` is its end, of at most [`TAIL`] bytes.
///
/// Sizes are those that the file itself gives: who opens it reads no more than that of each part.
pub(crate) fn check_packed(media_type: &str, size: u64, tail: &[u8]) -> Result<(), AppError> {
    let broken = || {
        refused(
            "dit bestand is beschadigd of niet volledig; sla het opnieuw op en stuur het nog eens",
        )
    };
    let archive = ZipArchive::new(Ending { size, tail, at: 0 }).map_err(|_| broken())?;
    let part = PARTS.iter().find(|(kind, _)| media_type.ends_with(kind)).map(|(_, part)| *part);
    let names = archive.file_names().filter_map(Result::ok);
    if !names.into_iter().any(|name| Some(name.as_ref()) == part) {
        return Err(refused(
            "dit bestand is niet wat zijn naam zegt; sla het op als pdf en stuur dat",
        ));
    }
    let unpacked = archive.decompressed_size().ok_or_else(broken)?;
    let most = (u128::from(size) * MOST_PER_BYTE).clamp(FREE, MOST_UNPACKED);
    if archive.len() > MOST_PARTS || unpacked > most {
        return Err(refused(
            "dit bestand wordt bij het openen veel te groot; sla het op als pdf en stuur dat",
        ));
    }
    Ok(())
}

/// A file of which only the end is there.
struct Ending<'t> {
    size: u64,
    tail: &'t [u8],
    at: u64,
}

impl Read for Ending<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let before = self.size.saturating_sub(self.tail.len() as u64);
        let place = self.at.checked_sub(before).and_then(|place| usize::try_from(place).ok());
        let rest = place.map(|place| self.tail.get(place..).unwrap_or_default());
        let mut rest = rest.ok_or(io::ErrorKind::UnexpectedEof)?;
        let read = rest.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Ending<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(offset) => self.size.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.at.checked_add_signed(offset),
        };
        self.at = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    /// A zip file with so many parts of so many bytes.
    fn packed(parts: usize, size: usize) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for number in 0..parts {
            let method = zip::CompressionMethod::Stored;
            let options = SimpleFileOptions::default().compression_method(method);
            let name =
                if number == 0 { "word/document.xml".to_owned() } else { format!("{number}.xml") };
            writer.start_file(name, options).unwrap();
            writer.write_all(&vec![0; size]).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// Makes the table of contents of a file with one part say that the part unpacks to so many bytes.
    fn telling(mut file: Vec<u8>, unpacked: u32) -> Vec<u8> {
        let table = file.windows(4).rposition(|bytes| bytes == b"PK\x01\x02").expect("a table");
        file[table + 24..table + 28].copy_from_slice(&unpacked.to_le_bytes());
        file
    }

    const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    fn message(file: &[u8]) -> String {
        let tail = &file[file.len().saturating_sub(TAIL)..];
        match check_packed(DOCX, file.len() as u64, tail) {
            Ok(()) => String::new(),
            Err(AppError::Input(faults)) => faults.to_string(),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_that_unpacks_to_a_reasonable_size_comes_in() {
        assert_eq!(message(&packed(3, 1000)), "");
        // The table of contents is all that is read.
        assert_eq!(message(&packed(2, TAIL)), "");
        assert_eq!(message(&telling(packed(1, 1000), 10_000_000)), "");
    }

    #[test]
    fn a_bomb_and_a_broken_file_are_refused() {
        assert!(message(&telling(packed(1, 1000), 10_000_001)).contains("veel te groot"));
        assert!(message(&telling(packed(6, 1_000_000), 500_000_000)).contains("veel te groot"));
        assert!(message(&packed(MOST_PARTS + 1, 0)).contains("veel te groot"));
        let whole = packed(1, 1000);
        assert!(message(&whole[..whole.len() - 30]).contains("beschadigd"));
        assert!(message(b"PK\x03\x04").contains("beschadigd"));
        let sheet = DOCX.replace("wordprocessingml.document", "spreadsheetml.sheet");
        let other = check_packed(&sheet, whole.len() as u64, &whole).unwrap_err();
        assert!(
            matches!(other, AppError::Input(faults) if faults.to_string().contains("niet wat zijn naam zegt"))
        );
    }
}
