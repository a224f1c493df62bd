//! Documents that are packed as parts in a ZIP archive: DOCX and EPUB. Nothing is unpacked to a disk, and no
//! part grows beyond its limits, whatever the archive says about it.

mod name;
mod xml;

use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _},
};

use zip::{ZipArchive, result::ZipError};

pub(super) use self::{
    name::resolved,
    xml::{Element, Node, Xml},
};
use crate::corpus::warning::Warning;

/// Archives of more parts are not read.
const MOST_PARTS: usize = 10_000;

/// A part may grow to so many bytes, and all that are read together.
const MOST_OF_A_PART: u64 = 64 * 1024 * 1024;
const MOST_OF_ALL: u64 = 256 * 1024 * 1024;

/// So many times its packed size a part may have, if it is large.
const MOST_GROWTH: u64 = 200;
const SMALL_PART: u64 = 1024 * 1024;

/// The bytes with which old office files begin, and those that are encrypted.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// An archive and the names of its parts.
pub(super) struct Package {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// The parts by their names in lower case, as names are compared.
    parts: BTreeMap<String, usize>,
    /// The number of bytes that have been unpacked.
    unpacked: u64,
}

impl Package {
    /// Opens the archive of a file in the format that its ending names. The error says why it is none.
    pub(super) fn open(bytes: Vec<u8>, format: &str) -> Result<Self, Warning> {
        if let Some(finding) = other(&bytes, format) {
            return Err(Warning::error(finding));
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if archive.len() > MOST_PARTS {
            return Err(Warning::error(format!(
                "not read: it has {} parts, and {MOST_PARTS} is the limit; save it anew without what is embedded",
                archive.len()
            )));
        }
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(|_| damaged())?;
            if part.encrypted() {
                return Err(Warning::error(
                    "not read: its parts are encrypted; save a copy without a password",
                ));
            }
            let name = part.name().map_err(|_| damaged())?.replace('\\', "/");
            if name.split('/').any(|step| step == "..") {
                return Err(Warning::error(
                    "not read: the name of one of its parts leads out of the file, which no program writes; \
                     save it anew",
                ));
            }
            let name = name.trim_start_matches('/').to_lowercase();
            parts.entry(name).or_insert(index);
        }
        Ok(Self {
            archive,
            parts,
            unpacked: 0,
        })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&name.to_lowercase())
    }

    /// The names of all parts, in lower case.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// The bytes of a part, if there is one.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Warning> {
        let Some(index) = self.parts.get(&name.to_lowercase()).copied() else {
            return Ok(None);
        };
        let left = MOST_OF_ALL.saturating_sub(self.unpacked);
        let part = match self.archive.by_index(index) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_)) => {
                return Err(Warning::error(
                    "not read: it is packed in a way that is not known; save it anew",
                ));
            }
            Err(_) => return Err(damaged()),
        };
        let packed = part.compressed_size();
        let by_growth = packed.saturating_mul(MOST_GROWTH).max(SMALL_PART);
        let most = MOST_OF_A_PART.min(left).min(by_growth);
        let mut bytes = Vec::new();
        let mut limited = part.take(most + 1);
        limited.read_to_end(&mut bytes).map_err(|_| damaged())?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length > most {
            return Err(too_large(name, most < MOST_OF_A_PART.min(left)));
        }
        self.unpacked += length;
        Ok(Some(bytes))
    }

    /// A part that is XML, if there is one.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Xml>, Warning> {
        let Some(bytes) = self.part(name)? else {
            return Ok(None);
        };
        xml::read(&bytes)
            .map(Some)
            .map_err(|error| Warning::error(format!("not read: its part {name} {error}")))
    }

    /// A part that is XML; what is wrong with one becomes a finding, and it counts as missing.
    pub(super) fn xml_if_whole(
        &mut self,
        name: &str,
        holds: &str,
        findings: &mut Vec<Warning>,
    ) -> Option<Element> {
        match self.xml(name) {
            Ok(found) => {
                let found = found?;
                findings.extend(found.findings(name));
                Some(found.root)
            }
            Err(error) => {
                let why = error.message.trim_start_matches("not read: ");
                findings.push(Warning::caution(format!(
                    "{why}; {holds} are not read; save the document anew"
                )));
                None
            }
        }
    }
}

fn damaged() -> Warning {
    Warning::error(
        "not read: it is damaged or not whole; open it in the program that made it and save it anew",
    )
}

fn too_large(name: &str, by_growth: bool) -> Warning {
    Warning::error(if by_growth {
        format!(
            "not read: its part {name} is more than {MOST_GROWTH} times as large as it is packed, as no \
             document is; save it anew"
        )
    } else {
        format!(
            "not read: its part {name} makes it larger than is read ({} MB a part, {} MB in all); split the file",
            MOST_OF_A_PART >> 20,
            MOST_OF_ALL >> 20
        )
    })
}

/// Tells what a file is that is no archive, and what to do about it.
fn other(bytes: &[u8], format: &str) -> Option<String> {
    if bytes.is_empty() {
        return Some(
            "not read: the file is empty; write something into it, or remove it".to_owned(),
        );
    }
    if bytes.starts_with(OLE) {
        return Some(if is_encrypted(bytes) {
            "not read: it is encrypted and opens with a password only; save a copy without one"
                .to_owned()
        } else {
            format!(
                "not read: it is an old office file (DOC, XLS) and no {format}, whatever its name says; open it \
                 and save it as {format}"
            )
        });
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(format!(
            "not read: it is an RTF file and no {format}, whatever its name says; open it and save it as {format}"
        ));
    }
    (!bytes.starts_with(b"PK")).then(|| {
        format!(
            "not read: it is damaged, not whole, or no {format}; open it in the program that made it and save it \
             anew"
        )
    })
}

/// Whether a file is an office file that opens with a password only.
pub(in crate::corpus) fn is_encrypted(bytes: &[u8]) -> bool {
    let name = "EncryptedPackage".encode_utf16();
    let name: Vec<u8> = name.flat_map(u16::to_le_bytes).collect();
    let mut found = bytes.windows(name.len()).step_by(2);
    bytes.starts_with(OLE) && found.any(|window| window == name)
}

/// XML as a tree, for tests.
#[cfg(test)]
pub(super) fn parsed(text: &str) -> Element {
    xml::read(text.as_bytes()).unwrap().root
}
