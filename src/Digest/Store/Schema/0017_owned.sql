-- By the owner alone, which handing a mail over leaves as it is: one entry of an index less to move for each mail.
DROP INDEX deliveries_open;
CREATE INDEX deliveries_owned ON deliveries (owner) WHERE owner IS NOT NULL;
