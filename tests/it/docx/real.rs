//! The outlines of files as others make them. Titles are those of others, so numbers alone are kept of what is
//! not ours.

use crate::packed::real_files;

#[test]
fn real_files_have_the_sections_that_readers_see() {
    real_files("docx");
}
