-- One item of one feed; identity is unique within its source.
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    source_id BIGINT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    feed_id BIGINT NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    identity TEXT NOT NULL,
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
    content_hash TEXT NOT NULL
);

CREATE UNIQUE INDEX articles_identity ON articles (source_id, identity);
CREATE INDEX articles_url ON articles (url);
CREATE INDEX articles_published ON articles (published_at);
CREATE INDEX articles_feed ON articles (feed_id, first_seen_at);
