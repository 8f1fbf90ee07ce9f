-- What is stopped, and the log of what people did.

CREATE TABLE kills (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account   text,
  strategy  text,
  reason    text NOT NULL,
  by        text NOT NULL,
  at        bigint NOT NULL,
  lifted_at bigint
);
CREATE UNIQUE INDEX standing_kills ON kills (coalesce(account, ''), coalesce(strategy, ''))
  WHERE lifted_at IS NULL;
CREATE TRIGGER keep BEFORE DELETE OR TRUNCATE ON kills FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE audit (
  id     bigint PRIMARY KEY,
  at     bigint NOT NULL,
  actor  text NOT NULL,
  action text NOT NULL,
  detail text NOT NULL,
  -- SHA-256 over the hash before it and the row: a row that is changed or taken out breaks the chain behind it.
  hash   text NOT NULL
);
CREATE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before text;
BEGIN
  -- One at a time, or two rows would follow on the same one.
  PERFORM pg_advisory_xact_lock(hashtext('touchline.audit'));
  SELECT id, hash INTO NEW.id, before FROM audit ORDER BY id DESC LIMIT 1;
  NEW.id := coalesce(NEW.id, 0) + 1;
  NEW.hash := encode(sha256(convert_to(format('%s|%s|%s:%s|%s:%s|%s:%s', coalesce(before, repeat('0', 64)), NEW.at,
    octet_length(NEW.actor), NEW.actor, octet_length(NEW.action), NEW.action, octet_length(NEW.detail), NEW.detail),
    'UTF8')), 'hex');
  RETURN NEW;
END $$;
CREATE TRIGGER chain BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION chain_audit();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
