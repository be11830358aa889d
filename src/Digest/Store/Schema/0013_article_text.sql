-- The first 64 bits of a hash of headline and teaser, where the feed gives enough of both: what a republished article keeps when its guid and address change.
ALTER TABLE articles ADD COLUMN text_key BIGINT;
CREATE INDEX articles_text_key ON articles (source_id, text_key);
