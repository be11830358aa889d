-- Free, Metered or Locked: as feed or page say of the article, as the operator says of a title or a feed; unknown where nobody says it.
ALTER TABLE articles ADD COLUMN access TEXT;
ALTER TABLE sources ADD COLUMN access TEXT;
ALTER TABLE feeds ADD COLUMN access TEXT;
-- Whether a reader would rather read an article that everybody may.
ALTER TABLE subscribers ADD COLUMN prefers_free BOOLEAN NOT NULL DEFAULT FALSE;
