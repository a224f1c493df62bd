//! Encryption on the way to PostgreSQL: a certificate is checked, by the authority that the address names.

use fundstelle::store::{PostgresServer, Store};

use super::cluster::{Cluster, PASSWORD, USER};

#[test]
fn a_certificate_is_trusted_by_the_authority_that_is_named_and_by_no_other() {
    let Some(mut cluster) = Cluster::start() else {
        return;
    };
    let Some((port, certificate)) = cluster.encrypt() else {
        return;
    };
    let connect = |host: &str, how: &str| {
        let url = format!("postgres://{USER}:{PASSWORD}@{host}:{port}/postgres?{how}");
        Store::connect(&PostgresServer::new(&url, 2).unwrap())
    };
    let named = format!("sslmode=require&sslrootcert={}", certificate.display());
    let store = connect("127.0.0.1", &named).unwrap();
    drop(
        store
            .change_settings(1, 0, |settings| settings.is_private = true)
            .unwrap(),
    );
    assert!(store.settings(1).unwrap().is_private);
    let used = "SELECT 1 / count(*) FROM pg_stat_ssl WHERE ssl AND pid <> pg_backend_pid()";
    Cluster::tell_at(&format!("127.0.0.1:{port}"), "postgres", used);

    let refused = |host: &str, how: &str| {
        let error = connect(host, how).err().unwrap().to_string();
        assert!(error.contains("certificate"), "{error}");
        assert!(
            !error.contains(PASSWORD) && !error.contains(USER),
            "{error}"
        );
    };
    refused("127.0.0.1", "sslmode=require");
    refused("localhost", &named);
    connect("127.0.0.1", "sslmode=disable").unwrap();
}
