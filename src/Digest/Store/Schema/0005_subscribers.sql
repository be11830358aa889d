-- Readers: parked sign-ups, confirmed subscribers, and addresses that must not be mailed.
-- With subscriber_id it is a change of address that waits for the new address's word.
CREATE TABLE sign_ups (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL,
    subscriber_id BIGINT,
    choices TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    consent_text TEXT NOT NULL
);

CREATE INDEX sign_ups_address ON sign_ups (lower(address), created_at);
CREATE INDEX sign_ups_created ON sign_ups (created_at);

-- How often a person (a keyed hash, plus tags and dots left out) was asked to confirm: one row per person, written on every try.
CREATE TABLE sign_up_limits (
    person TEXT PRIMARY KEY,
    tries BIGINT NOT NULL,
    tried_at BIGINT NOT NULL,
    unanswered BIGINT NOT NULL DEFAULT 0,
    mailed_at BIGINT
);

-- A row is never deleted, since SQLite would give its id, and with it its links, to the next reader: who leaves for good
-- (erased_at) leaves an empty row behind.
CREATE TABLE subscribers (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'Active',
    topics TEXT NOT NULL DEFAULT '[]',
    hour BIGINT NOT NULL,
    zone TEXT NOT NULL,
    frequency TEXT NOT NULL DEFAULT 'Daily',
    week_day TEXT NOT NULL DEFAULT 'Monday',
    locale TEXT NOT NULL DEFAULT 'en',
    languages TEXT NOT NULL DEFAULT '[]',
    max_stories BIGINT NOT NULL DEFAULT 12,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    consent_text TEXT,
    next_due_at BIGINT,
    paused_until BIGINT,
    unsubscribed_at BIGINT,
    unsubscribe_reason TEXT,
    erased_at BIGINT
);

CREATE UNIQUE INDEX subscribers_address ON subscribers (lower(address));
CREATE INDEX subscribers_due ON subscribers (state, next_due_at);

-- What happened to a subscription, when, and by whom: the proof of consent, and of its end.
CREATE TABLE subscriber_events (
    id INTEGER PRIMARY KEY,
    subscriber_id BIGINT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    detail TEXT
);

CREATE INDEX subscriber_events_subscriber ON subscriber_events (subscriber_id, at);

-- The address in lower case, or (of someone who had their data deleted) its keyed hash as hash:HEX.
CREATE TABLE suppressions (
    address TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    until BIGINT
);
