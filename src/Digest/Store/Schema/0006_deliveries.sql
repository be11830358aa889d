-- An issue is kept as story ids and reasons; the ledger's row is written before anything is sent.
CREATE TABLE issues (
    id INTEGER PRIMARY KEY,
    edition_id BIGINT NOT NULL,
    subscriber_id BIGINT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
    slot TEXT NOT NULL,
    stories TEXT NOT NULL,
    composed_at BIGINT NOT NULL,
    skipped_because TEXT
);

-- The promise of one digest a day stands here, not in a scheduler. It also finds what a subscriber was already sent: the
-- stories of their last issues, instead of a row per subscriber and story.
CREATE UNIQUE INDEX issues_slot ON issues (subscriber_id, slot);
CREATE INDEX issues_edition ON issues (edition_id);

-- domain: the address's, lower case. doubts: how often only the relay knew whether it took the mail. cause: a machine word for the state.
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    issue_id BIGINT,
    subscriber_id BIGINT,
    sign_up_id BIGINT,
    address TEXT NOT NULL,
    domain TEXT NOT NULL,
    message_id TEXT NOT NULL,
    state TEXT NOT NULL,
    cause TEXT,
    priority BIGINT NOT NULL DEFAULT 0,
    owner TEXT,
    lease BIGINT NOT NULL DEFAULT 0,
    lease_until BIGINT,
    attempts BIGINT NOT NULL DEFAULT 0,
    doubts BIGINT NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL,
    handed_at BIGINT,
    submitted_at BIGINT,
    relay TEXT,
    reply TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX deliveries_issue ON deliveries (subscriber_id, issue_id);
CREATE UNIQUE INDEX deliveries_message ON deliveries (message_id);
CREATE INDEX deliveries_address ON deliveries (address, created_at);
-- Partial, so that a row leaves them when it is submitted: a claim reads only what waits, however
-- old the ledger is. SQLite takes them only for a query that holds the very words of their condition.
CREATE INDEX deliveries_due ON deliveries (priority, due_at) WHERE state IN ('Pending', 'Deferred');
CREATE INDEX deliveries_open ON deliveries (owner) WHERE state IN ('Claimed', 'Handing');

-- What happened on the way, one row per try that did not end in a 250 (that one stands in the delivery itself).
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    delivery_id BIGINT NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
    at BIGINT NOT NULL,
    relay TEXT,
    stage TEXT NOT NULL,
    state TEXT NOT NULL,
    cause TEXT NOT NULL,
    reply TEXT NOT NULL
);

CREATE INDEX attempts_delivery ON attempts (delivery_id, at);

-- What must not be sent for now: scope is all, edition:12, domain:example.org or relay:NAME. No until: an operator resumes it.
CREATE TABLE pauses (
    scope TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    until BIGINT
);
