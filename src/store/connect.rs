//! Opening a database on a server, and a look at it.

use super::{
    Database, Inspection, Store, StoreError,
    postgres::{Pool, PostgresServer, look, prepare, present},
    session::Session,
};

impl Store {
    /// Connects to a server, and brings what is kept there to the present schema, in one transaction.
    /// Blocks, and must not be called where others wait.
    pub fn connect(server: &PostgresServer) -> Result<Self, StoreError> {
        Self::connected(server, true)
    }

    /// The same; where something was kept before, it is not begun anew.
    pub(super) fn connected(server: &PostgresServer, may_be_new: bool) -> Result<Self, StoreError> {
        let pool = Pool::new(server.clone());
        pool.read(|link| Ok(prepare(link, may_be_new)?))?;
        Ok(Self::on(pool))
    }

    /// Connects so that settings can be read, if they are of the present schema.
    pub(super) fn connected_to_read(server: &PostgresServer) -> Result<Self, StoreError> {
        let store = Self::on(Pool::new(server.clone()));
        store.look()?;
        Ok(store)
    }

    /// Whether a server still has what it had.
    pub(super) fn look(&self) -> Result<(), StoreError> {
        self.read(|session| {
            if let Session::Postgres(link) = session {
                present(link)?;
            }
            Ok(())
        })
    }

    /// Looks at what is kept on a server, if anything is; changes nothing.
    pub fn inspect_server(server: &PostgresServer) -> Result<Option<Inspection>, StoreError> {
        let pool = Pool::new(server.clone());
        let (version, present) = pool.read(|link| Ok(look(link)?))?;
        Ok(version.map(|version| Inspection {
            version,
            present,
            is_open_to_others: false,
        }))
    }

    fn on(pool: Pool) -> Self {
        Self {
            database: Database::Server(pool),
        }
    }
}
