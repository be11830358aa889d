-- What came back for mails we sent: one row per mail and class, so that the same notice read twice, or three delay warnings for
-- one mail, count once. words: the far end's, without addresses. suppressed: whether the address is not mailed since.
CREATE TABLE bounces (
    id INTEGER PRIMARY KEY,
    delivery_id BIGINT NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
    class TEXT NOT NULL,
    status TEXT,
    words TEXT NOT NULL,
    how TEXT NOT NULL,
    source TEXT NOT NULL,
    at BIGINT NOT NULL,
    suppressed BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE UNIQUE INDEX bounces_delivery ON bounces (delivery_id, class);
CREATE INDEX bounces_at ON bounces (at);
