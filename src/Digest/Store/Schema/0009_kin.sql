-- kin: the largest story of the same matter (one war, one election night) that this one stands beside, or null where it is that story or
-- has none. Readers are told of one of them, and of the others beneath it.
ALTER TABLE stories ADD COLUMN kin BIGINT;
