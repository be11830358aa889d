-- What an operator says of sections, and topics below the 17: an article's and a story's sub-topic where it is clear.
-- feed_id 0 stands for every feed, section * for every section (folded: lower case, no accents); an empty topic: the section says nothing.
CREATE TABLE section_topics (
    feed_id BIGINT NOT NULL,
    section TEXT NOT NULL,
    topic TEXT NOT NULL,
    mapped_at BIGINT NOT NULL,
    PRIMARY KEY (feed_id, section)
);

ALTER TABLE article_topics ADD COLUMN subtopic TEXT;
ALTER TABLE stories ADD COLUMN subtopic TEXT;
