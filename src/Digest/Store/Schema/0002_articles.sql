-- One item of one feed; identity is unique within its source.
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    source_id BIGINT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    feed_id BIGINT NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    identity TEXT NOT NULL,
    identity_key BIGINT NOT NULL,
    url_key BIGINT,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    teaser TEXT NOT NULL DEFAULT '',
    byline TEXT,
    section TEXT,
    categories TEXT NOT NULL DEFAULT '[]',
    picture TEXT,
    language TEXT,
    published_at BIGINT NOT NULL,
    updated_at BIGINT,
    first_seen_at BIGINT NOT NULL,
    backlog BOOLEAN NOT NULL DEFAULT FALSE,
    content_hash TEXT NOT NULL,
    page_read BOOLEAN NOT NULL DEFAULT FALSE
);

-- The keys are the first 64 bits of SHA-256 of the identity and of the normalised address: short to look up by the dozen.
CREATE UNIQUE INDEX articles_identity ON articles (source_id, identity_key);
CREATE INDEX articles_url_key ON articles (source_id, url_key);
CREATE INDEX articles_url ON articles (url);
CREATE INDEX articles_published ON articles (published_at);
CREATE INDEX articles_feed ON articles (feed_id, first_seen_at);
CREATE INDEX articles_first_seen ON articles (first_seen_at);
