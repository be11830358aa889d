-- Readers: parked sign-ups, confirmed subscribers, and addresses that must not be mailed.
CREATE TABLE sign_ups (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL,
    choices TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    consent_text TEXT NOT NULL
);

CREATE INDEX sign_ups_address ON sign_ups (address, created_at);

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
    unsubscribe_reason TEXT
);

CREATE UNIQUE INDEX subscribers_address ON subscribers (address);
CREATE INDEX subscribers_due ON subscribers (state, next_due_at);

CREATE TABLE suppressions (
    address TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    until BIGINT
);
