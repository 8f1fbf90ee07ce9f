-- Up to where a consumer has everything: its deliveries up to there are kept no more, and what was offered once is not walked
-- again with every claim.

CREATE TABLE outbox_cursors (
  consumer text PRIMARY KEY,
  through  bigint NOT NULL
);
