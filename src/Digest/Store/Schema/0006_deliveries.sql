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

CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    issue_id BIGINT,
    subscriber_id BIGINT,
    sign_up_id BIGINT,
    address TEXT NOT NULL,
    message_id TEXT NOT NULL,
    state TEXT NOT NULL,
    priority BIGINT NOT NULL DEFAULT 0,
    owner TEXT,
    lease BIGINT NOT NULL DEFAULT 0,
    lease_until BIGINT,
    attempts BIGINT NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL,
    handed_at BIGINT,
    submitted_at BIGINT,
    reply TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX deliveries_issue ON deliveries (subscriber_id, issue_id);
CREATE UNIQUE INDEX deliveries_message ON deliveries (message_id);
CREATE INDEX deliveries_due ON deliveries (state, priority, due_at);
CREATE INDEX deliveries_address ON deliveries (address, created_at);
