//! Fetching, without a database: it goes on where it was interrupted, and takes nothing that it should not.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write},
    path::Path,
};

use fundstelle::index::{Adopted, GenerationFile, Generations, IndexError, Shared};

use super::{Documents, Part, Process, cluster};

/// Takes a generation from a folder; fails after so many files.
fn adopt(data: &Path, from: &Path, shared: &Shared, at_most: usize) -> Result<Adopted, IndexError> {
    let mut left = at_most;
    Generations::shared(data).adopt(
        shared,
        &mut |file: &GenerationFile, into: &mut dyn Write| {
            if left == 0 {
                return Err(IndexError::Sharing("cut off".to_owned()));
            }
            left -= 1;
            let mut source = fs::File::open(from.join(&file.path)).unwrap();
            io::copy(&mut source, into).unwrap();
            Ok(())
        },
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn fetching_goes_on_where_it_was_and_takes_nothing_else() {
    let Some(cluster) = cluster() else {
        return;
    };
    let documents = Documents::some();
    let builder = Process::start(&cluster, Part::Builds(&documents)).await;
    builder.until_serving(1).await;
    let (folder, manifest) = Generations::shared(&builder.config.data)
        .served()
        .unwrap()
        .unwrap();
    let shared = Shared::of(&folder, &manifest).unwrap();
    let all = shared.files.len();
    let hashes = shared.files.iter().map(|file| &file.hash);
    let distinct = hashes.collect::<BTreeSet<_>>().len();

    let data = tempfile::tempdir().unwrap();
    let here = Generations::shared(data.path());
    drop(adopt(data.path(), &folder, &shared, 2).unwrap_err());
    assert!(here.served().unwrap().is_none());
    let adopted = adopt(data.path(), &folder, &shared, distinct - 2).unwrap();
    assert_eq!(adopted.fetched, distinct - 2);
    assert!(here.serves(&shared));
    assert_eq!(here.served().unwrap().unwrap().1, manifest);
    let left: Vec<_> = fs::read_dir(here.folder()).unwrap().flatten().collect();
    let left: Vec<_> = left.iter().map(fs::DirEntry::file_name).collect();
    assert_eq!(left.len(), 4, "{left:?}");

    // The same once more is here already, but for the manifest.
    let again = adopt(data.path(), &folder, &shared, 1).unwrap();
    assert_eq!((again.fetched, again.kept), (1, all - 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_path_leads_out_of_the_index_and_no_other_manifest_is_taken() {
    let Some(cluster) = cluster() else {
        return;
    };
    let documents = Documents::some();
    let builder = Process::start(&cluster, Part::Builds(&documents)).await;
    builder.until_serving(1).await;
    let (folder, manifest) = Generations::shared(&builder.config.data)
        .served()
        .unwrap()
        .unwrap();
    let shared = Shared::of(&folder, &manifest).unwrap();
    let data = tempfile::tempdir().unwrap();
    for path in [
        "../../evil",
        "/tmp/evil",
        "words/../../evil",
        "words\\..\\evil",
        "./words",
    ] {
        let mut odd = shared.clone();
        odd.files[1].path = path.to_owned();
        let error = adopt(data.path(), &folder, &odd, 100).unwrap_err();
        assert!(
            error.to_string().contains("is no name of a file"),
            "{error}"
        );
    }
    let mut odd = shared.clone();
    odd.files[1].hash = "../evil".to_owned();
    drop(adopt(data.path(), &folder, &odd, 100).unwrap_err());
    let mut other = shared.clone();
    other.number = 9;
    let error = adopt(data.path(), &folder, &other, 100).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("manifest is not that of generation 9"),
        "{error}"
    );
    let mut lacking = shared;
    lacking.files.pop();
    drop(adopt(data.path(), &folder, &lacking, 100).unwrap_err());
    assert!(Generations::shared(data.path()).served().unwrap().is_none());
}
