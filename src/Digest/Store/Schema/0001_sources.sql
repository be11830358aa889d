-- A news title and its feeds. Times are UTC milliseconds everywhere.
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    home_url TEXT,
    country TEXT,
    language TEXT,
    weight DOUBLE PRECISION NOT NULL DEFAULT 1,
    folder TEXT,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX sources_name ON sources (name);

CREATE TABLE feeds (
    id INTEGER PRIMARY KEY,
    source_id BIGINT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    section TEXT,
    language TEXT,
    state TEXT NOT NULL DEFAULT 'Active',
    etag TEXT,
    last_modified TEXT,
    body_hash TEXT,
    created_at BIGINT NOT NULL,
    checked_at BIGINT,
    succeeded_at BIGINT,
    changed_at BIGINT,
    next_check_at BIGINT NOT NULL DEFAULT 0,
    failures BIGINT NOT NULL DEFAULT 0,
    http_status BIGINT,
    last_error TEXT,
    failed_at BIGINT,
    recovered TEXT,
    moved_from TEXT,
    moved_to TEXT,
    title TEXT,
    hub TEXT,
    topic TEXT,
    asks TEXT,
    last_article_at BIGINT,
    articles_per_day DOUBLE PRECISION NOT NULL DEFAULT 0,
    claimed_until BIGINT NOT NULL DEFAULT 0
);

CREATE UNIQUE INDEX feeds_url ON feeds (url);
CREATE INDEX feeds_due ON feeds (state, next_check_at);

CREATE INDEX feeds_source ON feeds (source_id);

-- Which OPML files were read at start, by their content: a feed removed since then stays removed.
CREATE TABLE opml_imports (
    hash TEXT PRIMARY KEY,
    imported_at BIGINT NOT NULL
);

-- WebSub: which hubs were asked to tell us of a feed's changes, and how that stands (Asked, Active, Refused).
CREATE TABLE hub_subscriptions (
    feed_id BIGINT PRIMARY KEY REFERENCES feeds (id) ON DELETE CASCADE,
    hub TEXT NOT NULL,
    topic TEXT NOT NULL,
    token TEXT NOT NULL,
    secret TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    lease_until BIGINT,
    told_at BIGINT
);

CREATE UNIQUE INDEX hub_subscriptions_token ON hub_subscriptions (token);
