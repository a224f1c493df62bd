//! Requests and answers on a pipe: a length of four bytes, then as many bytes.

use std::io::{self, ErrorKind, Read, Write};

/// Writes one frame.
pub(super) fn write(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(|_| too_long())?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

/// Reads one frame; an end before its first byte is an error too. One of more than `at_most` bytes
/// is not read: [`is_too_long`] tells.
pub(super) fn read(from: &mut impl Read, at_most: u64) -> io::Result<Vec<u8>> {
    let mut length = [0; size_of::<u32>()];
    from.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length);
    if u64::from(length) > at_most {
        return Err(too_long());
    }
    let mut bytes = vec![0; usize::try_from(length).map_err(|_| too_long())?];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Whether an error says that a frame was too long.
pub(super) fn is_too_long(error: &io::Error) -> bool {
    error.kind() == ErrorKind::FileTooLarge
}

fn too_long() -> io::Error {
    ErrorKind::FileTooLarge.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut pipe = Vec::new();
        for bytes in [b"one".as_slice(), b"", b"three"] {
            write(&mut pipe, bytes).unwrap();
        }
        let mut pipe = pipe.as_slice();
        assert_eq!(read(&mut pipe, 3).unwrap(), b"one");
        assert_eq!(read(&mut pipe, 3).unwrap(), b"");
        assert!(is_too_long(&read(&mut pipe, 4).unwrap_err()));
    }

    #[test]
    fn half_a_frame_is_none() {
        for half in [b"".as_slice(), b"\x05\0", b"\x05\0\0\0ab"] {
            let error = read(&mut { half }, 10).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
        }
    }
}
