-- An edition is frozen when it is cut: content is the story as JSON (Model/Edition.cs), never updated.
CREATE TABLE editions (
    id INTEGER PRIMARY KEY,
    number BIGINT NOT NULL,
    cut_at BIGINT NOT NULL,
    story_count BIGINT NOT NULL
);

CREATE UNIQUE INDEX editions_number ON editions (number);
CREATE UNIQUE INDEX editions_cut ON editions (cut_at);

CREATE TABLE edition_stories (
    edition_id BIGINT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    rank BIGINT NOT NULL,
    story_id BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (edition_id, rank)
);

CREATE UNIQUE INDEX edition_stories_story ON edition_stories (edition_id, story_id);
