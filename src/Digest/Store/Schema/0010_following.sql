-- Which titles are followed at all: read at every cut, among a million readers of whom few follow any.
CREATE INDEX subscribers_following ON subscribers (followed_titles) WHERE followed_titles <> '[]';
