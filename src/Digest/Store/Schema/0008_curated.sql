-- Editors' picks with who and when: nothing is deleted, a pick taken back is ended. A Merge is of story_id into other_id, a Split made
-- story_id out of other_id; articles and followers (stories merged before) are what moved, so that it can be taken back.
ALTER TABLE picks ADD COLUMN place BIGINT;
ALTER TABLE picks ADD COLUMN who TEXT NOT NULL DEFAULT '';
ALTER TABLE picks ADD COLUMN other_id BIGINT;
ALTER TABLE picks ADD COLUMN articles TEXT NOT NULL DEFAULT '[]';
ALTER TABLE picks ADD COLUMN followers TEXT NOT NULL DEFAULT '[]';
ALTER TABLE picks ADD COLUMN ended_at BIGINT;
ALTER TABLE picks ADD COLUMN ended_by TEXT;

-- With how many titles a story was last compared with those that have faded, to find the one it continues.
ALTER TABLE stories ADD COLUMN compared_sources BIGINT NOT NULL DEFAULT 0;

-- Day or Week: who gets one mail a week gets an edition of the week.
ALTER TABLE editions ADD COLUMN span TEXT NOT NULL DEFAULT 'Day';
DROP INDEX editions_cut;
CREATE UNIQUE INDEX editions_cut ON editions (span, cut_at);
CREATE INDEX edition_stories_newest ON edition_stories (story_id, edition_id);

-- What a reader follows and mutes, by name; minutes of reading an issue may take, 0 for no such limit; feedback: whether their mails
-- carry "more / less / mute" links.
ALTER TABLE subscribers ADD COLUMN followed_titles TEXT NOT NULL DEFAULT '[]';
ALTER TABLE subscribers ADD COLUMN muted_titles TEXT NOT NULL DEFAULT '[]';
ALTER TABLE subscribers ADD COLUMN followed_words TEXT NOT NULL DEFAULT '[]';
ALTER TABLE subscribers ADD COLUMN muted_words TEXT NOT NULL DEFAULT '[]';
ALTER TABLE subscribers ADD COLUMN minutes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE subscribers ADD COLUMN feedback BOOLEAN NOT NULL DEFAULT FALSE;

-- What a reader said of a story in their mail: More, Less, or Mute (of its title). The story as it was told them, since stories fade.
CREATE TABLE reader_feedback (
    subscriber_id BIGINT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
    story_id BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    headline TEXT NOT NULL,
    title TEXT NOT NULL,
    topic TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (subscriber_id, story_id)
);
