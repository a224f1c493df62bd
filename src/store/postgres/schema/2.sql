-- The index that several processes share: the newest generations, the files of each, and their bytes, kept once for
-- each content.

CREATE TABLE published (
    number BIGINT NOT NULL PRIMARY KEY,
    format BIGINT NOT NULL,
    model  TEXT COLLATE "C",
    built  BIGINT NOT NULL
);

CREATE TABLE published_files (
    number BIGINT NOT NULL REFERENCES published ON DELETE CASCADE,
    path   TEXT COLLATE "C" NOT NULL,
    len    BIGINT NOT NULL,
    hash   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (number, path)
);
CREATE INDEX published_files_by_hash ON published_files (hash);

CREATE TABLE published_chunks (
    hash  TEXT COLLATE "C" NOT NULL,
    chunk BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (hash, chunk)
);
-- They are packed already, or cannot be.
ALTER TABLE published_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Files that somebody found to be damaged there: whoever builds sends them again.
CREATE TABLE doubted_files (
    hash TEXT COLLATE "C" NOT NULL PRIMARY KEY
);
