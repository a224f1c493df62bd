-- The servers to which the bot has introduced itself: it does so once.
CREATE TABLE greeted (
    server INTEGER NOT NULL PRIMARY KEY,
    at     INTEGER NOT NULL
) STRICT;
