-- Times are seconds since 1970. Servers, channels, users and messages are Discord's numbers.

-- What each server has chosen; a server without a row has the defaults.
CREATE TABLE settings (
    server     INTEGER NOT NULL PRIMARY KEY,
    channels   TEXT    NOT NULL, -- numbers with spaces between; none for all channels
    is_private INTEGER NOT NULL,
    document   TEXT,
    language   TEXT,
    is_text    INTEGER NOT NULL,
    gaps       TEXT    NOT NULL, -- off, counts, reported, or all:<days>
    changed_at INTEGER NOT NULL
) STRICT;

-- Which answer belongs to which question, where the question is a message. No user stands here.
CREATE TABLE replies (
    question INTEGER NOT NULL PRIMARY KEY,
    answer   INTEGER NOT NULL,
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX replies_by_time ON replies (at);

-- One vote of each user on each answer.
CREATE TABLE votes (
    answer INTEGER NOT NULL,
    user   INTEGER NOT NULL,
    server INTEGER NOT NULL,
    is_up  INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (answer, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX votes_by_server ON votes (server);
CREATE INDEX votes_by_user ON votes (user);

-- Questions that the documents do not answer, where the server keeps their text.
CREATE TABLE gaps (
    id          INTEGER NOT NULL PRIMARY KEY,
    server      INTEGER NOT NULL,
    user        INTEGER NOT NULL,
    question    TEXT    NOT NULL,
    answer      INTEGER UNIQUE, -- the message on which the button was pressed, if it was
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX gaps_by_server ON gaps (server, at);
CREATE INDEX gaps_by_user ON gaps (user);

-- How many gaps a server has counted without keeping a text.
CREATE TABLE gap_counts (
    server INTEGER NOT NULL PRIMARY KEY,
    count  INTEGER NOT NULL
) STRICT;

-- How many questions came to which end on which day (days since 1970). No user and no text.
CREATE TABLE tallies (
    server   INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    outcome  TEXT    NOT NULL, -- answered or refused
    document TEXT    NOT NULL, -- the id of the document that answered, or nothing
    count    INTEGER NOT NULL,
    PRIMARY KEY (server, day, outcome, document)
) STRICT, WITHOUT ROWID;
