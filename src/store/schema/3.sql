-- When the page of a quote is shown as a picture: off, request or on.
ALTER TABLE settings ADD COLUMN pictures TEXT NOT NULL DEFAULT 'request';
