-- Stories, which articles they hold, what the articles are about, and the editors' picks.
CREATE TABLE stories (
    id INTEGER PRIMARY KEY,
    lead_article_id BIGINT NOT NULL,
    topic TEXT,
    language TEXT,
    first_seen_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    article_count BIGINT NOT NULL DEFAULT 1,
    source_count BIGINT NOT NULL DEFAULT 1,
    merged_into BIGINT,
    continues BIGINT
);

CREATE INDEX stories_seen ON stories (last_seen_at);

CREATE TABLE story_articles (
    article_id BIGINT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    story_id BIGINT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    copy_of BIGINT,
    joined_at BIGINT NOT NULL
);

CREATE INDEX story_articles_story ON story_articles (story_id);

CREATE TABLE article_topics (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    topic TEXT NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (article_id, topic)
);

CREATE TABLE picks (
    id INTEGER PRIMARY KEY,
    story_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    headline TEXT,
    note TEXT,
    created_at BIGINT NOT NULL,
    until BIGINT
);

CREATE INDEX picks_story ON picks (story_id);
