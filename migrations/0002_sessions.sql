-- Sessions, the inputs that they consumed in order, and what they decided.

CREATE TABLE sessions (
  number           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id               text NOT NULL UNIQUE,
  account          text NOT NULL REFERENCES accounts,
  epoch            bigint NOT NULL,
  mode             text NOT NULL CHECK (mode IN ('paper', 'live')),
  strategy         text NOT NULL,
  strategy_version text NOT NULL,
  document         text NOT NULL,
  document_hash    text NOT NULL,
  build_hash       text NOT NULL,
  started_at       bigint NOT NULL,
  ended_at         bigint,
  end_reason       text,
  -- Lines of the journal: the next one has this sequence.
  journal_length   bigint NOT NULL DEFAULT 0
);
CREATE INDEX sessions_of_account ON sessions (account, started_at);
CREATE TRIGGER fence BEFORE INSERT OR UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION refuse_stale_epoch();

CREATE TABLE journal (
  session  bigint NOT NULL REFERENCES sessions,
  sequence bigint NOT NULL,
  line     text NOT NULL,
  PRIMARY KEY (session, sequence)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE decisions (
  session          bigint NOT NULL REFERENCES sessions,
  sequence         bigint NOT NULL,
  journal_sequence bigint NOT NULL,
  time             bigint NOT NULL,
  json             text NOT NULL,
  PRIMARY KEY (session, sequence)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
