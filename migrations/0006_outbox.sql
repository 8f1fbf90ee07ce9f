-- Messages for the world outside: written by the transaction that makes them true, offered to each consumer until
-- it says that it has them.

CREATE TABLE outbox (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic   text NOT NULL,
  payload text NOT NULL,
  at      bigint NOT NULL
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON outbox
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE outbox_deliveries (
  consumer   text NOT NULL,
  message    bigint NOT NULL REFERENCES outbox,
  claimed_at bigint NOT NULL,
  acked      boolean NOT NULL DEFAULT false,
  PRIMARY KEY (consumer, message)
);
