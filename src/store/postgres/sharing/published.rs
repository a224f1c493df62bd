//! What is published: the newest generations, and the files of each.

use crate::store::{ServerError, StoreError, postgres::Link, values::Cells};

/// A generation that every process can fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its number. A newer one has a higher one.
    pub number: u64,
    /// The version of the format of its files.
    pub format: u64,
    /// The model that understands its texts; nothing where only words are searched.
    pub model: Option<String>,
    /// The time at which it was built, in seconds since 1970.
    pub built: u64,
    /// Its files.
    pub files: Vec<PublishedFile>,
}

/// A file of a generation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedFile {
    /// Its path in the generation, with `/` between folders.
    pub path: String,
    /// Size in bytes.
    pub len: u64,
    /// BLAKE3, in hexadecimal digits.
    pub hash: String,
}

/// So many generations stay published: whoever is fetching one can go on while the next comes.
const KEPT: u64 = 2;

/// The generations that are published, the newest first.
pub(super) fn list(link: &mut Link) -> Result<Vec<Published>, StoreError> {
    // One statement sees one state.
    let rows = link.rows(
        "SELECT number, format, model, built, path, len, hash
         FROM published LEFT JOIN published_files USING (number)
         ORDER BY number DESC, path",
        &[],
    )?;
    let mut all: Vec<Published> = Vec::new();
    for row in rows {
        let number = row.count(0)?;
        let file = file(&row)?;
        match all.last_mut().filter(|last| last.number == number) {
            Some(last) => last.files.extend(file),
            None => all.push(Published {
                number,
                format: row.count(1)?,
                model: row.text_or_nothing(2)?.map(ToOwned::to_owned),
                built: row.count(3)?,
                files: file.into_iter().collect(),
            }),
        }
    }
    Ok(all)
}

fn file(row: &Cells) -> Result<Option<PublishedFile>, StoreError> {
    let Some(path) = row.text_or_nothing(4)? else {
        return Ok(None);
    };
    Ok(Some(PublishedFile {
        path: path.to_owned(),
        len: row.count(5)?,
        hash: row.text(6)?.to_owned(),
    }))
}

/// Adds a generation, unless one is there that is as new; says whether it was added.
pub(super) fn add(link: &mut Link, published: &Published) -> Result<bool, ServerError> {
    let Published {
        number,
        format,
        model,
        built,
        files,
    } = published;
    let added = link.execute(
        "INSERT INTO published (number, format, model, built)
         SELECT ?1::bigint, ?2::bigint, ?3::text, ?4::bigint
         WHERE NOT EXISTS (SELECT 1 FROM published WHERE number >= ?1::bigint)",
        &[
            (*number).into(),
            (*format).into(),
            model.as_deref().into(),
            (*built).into(),
        ],
    )?;
    for PublishedFile { path, len, hash } in files {
        if added == 0 {
            break;
        }
        link.execute(
            "INSERT INTO published_files (number, path, len, hash) VALUES (?1, ?2, ?3, ?4)",
            &[
                (*number).into(),
                path.as_str().into(),
                (*len).into(),
                hash.as_str().into(),
            ],
        )?;
    }
    Ok(added == 1)
}

/// Takes away all but the newest.
pub(super) fn forget_old(link: &mut Link) -> Result<(), ServerError> {
    link.execute(
        "DELETE FROM published
         WHERE number NOT IN (SELECT number FROM published ORDER BY number DESC LIMIT ?1)",
        &[KEPT.into()],
    )?;
    Ok(())
}
