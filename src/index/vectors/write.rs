//! Writing the vectors of a generation, document after document.

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use super::{
    FOLDER, NewTexts, PASSAGES, SENTENCES, Shape, TOKENS, Vectors, VectorsEntry, embed::Embedded,
    open::Rows, texts::Texts,
};
use crate::{
    embedding::Embedder,
    index::{IndexError, manifest::DocumentEntry},
};

/// Writes the vectors of `documents`, which stand in the order of the manifest: those of new texts
/// from what was embedded, the others as they are in the generation before.
pub(in crate::index) fn write(
    folder: &Path,
    embedder: &Embedder,
    documents: &[DocumentEntry],
    texts: &NewTexts<'_>,
    new: &Embedded,
    before: Option<&Vectors>,
) -> Result<VectorsEntry, IndexError> {
    let folder = folder.join(FOLDER);
    fs::create_dir_all(&folder).map_err(IndexError::io("create", &folder))?;
    let shape = Shape::of(embedder)?;
    let mut files = Files {
        passages: Written::create(folder.join(PASSAGES))?,
        sentences: Written::create(folder.join(SENTENCES))?,
        tokens: Written::create(folder.join(TOKENS))?,
    };
    for entry in documents {
        if let Some(texts) = texts.get(entry)? {
            files.add(shape, &texts, new, before)?;
        } else if let Some((before, rows)) = before.and_then(|b| Some((b, b.rows(&entry.id)?))) {
            files.copy(before, rows)?;
        } else {
            return Err(IndexError::Unusable {
                reason: format!("the index has no vectors of {}", entry.id),
            });
        }
    }
    files.finish()?;
    Ok(VectorsEntry {
        model: embedder.id().clone(),
        name: embedder.name().to_owned(),
        shape,
    })
}

/// The three files.
struct Files {
    passages: Written,
    sentences: Written,
    tokens: Written,
}

impl Files {
    fn add(
        &mut self,
        shape: Shape,
        texts: &Texts,
        new: &Embedded,
        before: Option<&Vectors>,
    ) -> Result<(), IndexError> {
        let missing = || IndexError::Unusable {
            reason: "vectors were lost on the way; build the index again".to_owned(),
        };
        for passage in &texts.passages {
            let known = before.zip(new.row_before(&passage.key));
            let vectors = match known {
                Some((before, row)) => before.passage_vectors(row),
                None => new.vectors(passage.key)?.ok_or_else(missing)?,
            };
            let (row, tokens) = vectors.split_at_checked(shape.row()).ok_or_else(missing)?;
            let (first, last) = passage.sentences;
            self.passages.write(&passage.key)?;
            for number in [first, last, tokens.len() / shape.token()] {
                let number = u32::try_from(number).map_err(|_| missing())?;
                self.passages.write(&number.to_le_bytes())?;
            }
            self.passages.write(row)?;
            self.tokens.write(tokens)?;
        }
        for sentence in &texts.sentences {
            let known = before.zip(new.row_before(&sentence.key));
            let row = match known {
                Some((before, row)) => before.sentence_vector(row).to_vec(),
                None => new.vectors(sentence.key)?.ok_or_else(missing)?,
            };
            self.sentences.write(&sentence.key)?;
            self.sentences.write(&row)?;
        }
        Ok(())
    }

    fn copy(&mut self, before: &Vectors, rows: &Rows) -> Result<(), IndexError> {
        let (passages, sentences, tokens) = before.bytes_of(rows);
        self.passages.write(passages)?;
        self.sentences.write(sentences)?;
        self.tokens.write(tokens)
    }

    fn finish(self) -> Result<(), IndexError> {
        self.passages.finish()?;
        self.sentences.finish()?;
        self.tokens.finish()
    }
}

/// A file that is written.
struct Written {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Written {
    fn create(path: PathBuf) -> Result<Self, IndexError> {
        let file = File::create(&path).map_err(IndexError::io("create", &path))?;
        Ok(Self {
            path,
            file: BufWriter::new(file),
        })
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), IndexError> {
        let written = self.file.write_all(bytes);
        written.map_err(|cause| IndexError::io("write", &self.path)(cause))
    }

    fn finish(mut self) -> Result<(), IndexError> {
        let flushed = self.file.flush();
        flushed.map_err(IndexError::io("write", self.path))
    }
}
