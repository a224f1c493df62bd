//! The one place where a panic over files from disk becomes an error. What cannot be used is built
//! anew; a library that stumbles over it takes nothing else down.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use super::IndexError;

/// Does some work with the files of a generation.
pub(super) fn guarded<T>(
    folder: &Path,
    work: impl FnOnce() -> Result<T, IndexError>,
) -> Result<T, IndexError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        Err(IndexError::unusable(
            folder,
            &format_args!("reading it panicked: {}", said(&*panic)),
        ))
    })
}

/// The words of a panic.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("without a word")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_index_that_cannot_be_used() {
        let folder = Path::new("index/7");
        for panics in [
            (|| panic!("slice index starts at 9")) as fn() -> Result<(), IndexError>,
            || panic!("slice index starts at {}", 3 * 3),
        ] {
            let error = guarded(folder, panics).unwrap_err();
            insta::allow_duplicates! {
                insta::assert_snapshot!(error, @"the index in index/7 cannot be used: reading it panicked: slice index starts at 9");
            }
        }
        assert_eq!(guarded(folder, || Ok(7)).unwrap(), 7);
    }
}
