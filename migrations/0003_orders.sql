-- Orders before a byte of them leaves, and what was executed of them.

-- Every step that an order may take; the same table as src/live/orders/intent-state.ts, which a test compares.
CREATE TABLE intent_transitions (
  from_state text NOT NULL,
  to_state   text NOT NULL,
  PRIMARY KEY (from_state, to_state)
);
INSERT INTO intent_transitions (from_state, to_state) VALUES
  ('planned', 'signed'), ('planned', 'abandoned'),
  ('signed', 'sending'), ('signed', 'abandoned'),
  ('sending', 'live'), ('sending', 'delayed'), ('sending', 'partial'), ('sending', 'filled'),
  ('sending', 'cancelled'), ('sending', 'expired'), ('sending', 'rejected'), ('sending', 'unknown'),
  ('sending', 'abandoned'),
  ('unknown', 'live'), ('unknown', 'delayed'), ('unknown', 'partial'), ('unknown', 'filled'),
  ('unknown', 'cancelled'), ('unknown', 'expired'), ('unknown', 'rejected'), ('unknown', 'never-placed'),
  ('delayed', 'live'), ('delayed', 'partial'), ('delayed', 'filled'), ('delayed', 'cancelled'),
  ('delayed', 'expired'), ('delayed', 'rejected'),
  ('live', 'partial'), ('live', 'filled'), ('live', 'cancelled'), ('live', 'expired'),
  ('partial', 'filled'), ('partial', 'cancelled'), ('partial', 'expired');

CREATE FUNCTION is_terminal(state text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT state IN ('filled', 'cancelled', 'expired', 'rejected', 'abandoned', 'never-placed')
$$;

CREATE TABLE intents (
  id                  text PRIMARY KEY,
  session             text NOT NULL REFERENCES sessions (id),
  account             text NOT NULL REFERENCES accounts,
  epoch               bigint NOT NULL,
  strategy            text NOT NULL,
  order_id            text NOT NULL,
  market              text NOT NULL,
  game                text NOT NULL,
  sport               text NOT NULL,
  instrument          text NOT NULL,
  outcome             text NOT NULL CHECK (outcome IN ('yes', 'no')),
  purpose             text NOT NULL CHECK (purpose IN ('entry', 'exit')),
  side                text NOT NULL CHECK (side IN ('buy', 'sell')),
  limit_price         integer NOT NULL CHECK (limit_price BETWEEN 0 AND 10000),
  size                bigint NOT NULL CHECK (size > 0),
  time_in_force       text NOT NULL CHECK (time_in_force IN ('gtc', 'gtd', 'fok', 'fak')),
  post_only           boolean NOT NULL,
  expires_at          bigint,
  reserved            bigint NOT NULL CHECK (reserved >= 0),
  salt                bigint NOT NULL CHECK (salt BETWEEN 0 AND 9007199254740991),
  signed_at_ms        bigint NOT NULL,
  domain_version      text NOT NULL,
  contract            text NOT NULL,
  venue_order_id      text NOT NULL UNIQUE,
  journal_sequence    bigint NOT NULL,
  tag                 text NOT NULL,
  created_at          bigint NOT NULL,
  state               text NOT NULL,
  filled              bigint NOT NULL DEFAULT 0 CHECK (filled >= 0),
  reason              text,
  updated_at          bigint NOT NULL,
  cancel_requested_at bigint,
  unknown_since       bigint,
  UNIQUE (session, order_id)
);
-- At most one entry of an account in a market that has not ended: what closes the race of two signals.
CREATE UNIQUE INDEX one_open_entry ON intents (account, market) WHERE purpose = 'entry' AND NOT is_terminal(state);
CREATE INDEX open_intents ON intents (account) WHERE NOT is_terminal(state);
CREATE INDEX intents_by_time ON intents (account, created_at);
CREATE INDEX intents_of_market ON intents (account, market);
CREATE TRIGGER fence BEFORE INSERT OR UPDATE ON intents FOR EACH ROW EXECUTE FUNCTION refuse_stale_epoch();
CREATE TRIGGER keep BEFORE DELETE OR TRUNCATE ON intents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Raises TL002 for a step that is not in the table; what an order's identity is made of never changes.
CREATE FUNCTION refuse_illegal_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'planned' THEN
      RAISE EXCEPTION 'an intent begins as planned, not %', NEW.state USING ERRCODE = 'TL002';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.state <> OLD.state AND NOT EXISTS (
    SELECT FROM intent_transitions WHERE from_state = OLD.state AND to_state = NEW.state
  ) THEN
    RAISE EXCEPTION 'an intent may not go from % to %', OLD.state, NEW.state USING ERRCODE = 'TL002';
  END IF;
  IF (NEW.id, NEW.session, NEW.account, NEW.strategy, NEW.order_id, NEW.market, NEW.game, NEW.instrument, NEW.outcome,
      NEW.purpose, NEW.side, NEW.limit_price, NEW.size, NEW.reserved, NEW.salt, NEW.signed_at_ms, NEW.domain_version,
      NEW.contract, NEW.venue_order_id, NEW.created_at)
    IS DISTINCT FROM
     (OLD.id, OLD.session, OLD.account, OLD.strategy, OLD.order_id, OLD.market, OLD.game, OLD.instrument, OLD.outcome,
      OLD.purpose, OLD.side, OLD.limit_price, OLD.size, OLD.reserved, OLD.salt, OLD.signed_at_ms, OLD.domain_version,
      OLD.contract, OLD.venue_order_id, OLD.created_at) THEN
    RAISE EXCEPTION 'the identity of intent % may not change', OLD.id USING ERRCODE = 'TL002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER step BEFORE INSERT OR UPDATE ON intents FOR EACH ROW EXECUTE FUNCTION refuse_illegal_step();

-- One execution of one of our orders. Never partitioned: the key must hold over all time.
CREATE TABLE fills (
  trade_id       text NOT NULL,
  venue_order_id text NOT NULL REFERENCES intents (venue_order_id),
  intent         text NOT NULL REFERENCES intents (id),
  account        text NOT NULL REFERENCES accounts,
  epoch          bigint NOT NULL,
  instrument     text NOT NULL,
  side           text NOT NULL CHECK (side IN ('buy', 'sell')),
  price          integer NOT NULL CHECK (price BETWEEN 0 AND 10000),
  size           bigint NOT NULL CHECK (size > 0),
  notional       bigint NOT NULL CHECK (notional >= 0),
  fee            bigint NOT NULL,
  liquidity      text NOT NULL CHECK (liquidity IN ('taker', 'maker')),
  status         text NOT NULL CHECK (status IN ('matched', 'mined', 'confirmed', 'failed')),
  venue_time     bigint NOT NULL,
  recorded_at    bigint NOT NULL,
  failed_at      bigint CHECK ((failed_at IS NOT NULL) = (status = 'failed')),
  -- Its market is decided: its shares are cash.
  closed         boolean NOT NULL DEFAULT false,
  PRIMARY KEY (trade_id, venue_order_id)
);
CREATE INDEX fills_of_intent ON fills (intent);
CREATE INDEX fills_by_time ON fills (account, recorded_at);
CREATE INDEX fills_by_venue_time ON fills (account, venue_time);
CREATE INDEX open_fills ON fills (account, instrument) WHERE NOT closed;
CREATE INDEX pending_fills ON fills (account) WHERE status IN ('matched', 'mined');
CREATE TRIGGER fence BEFORE INSERT OR UPDATE ON fills FOR EACH ROW EXECUTE FUNCTION refuse_stale_epoch();
CREATE TRIGGER keep BEFORE DELETE OR TRUNCATE ON fills FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_changed_fill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> OLD.status AND (OLD.status IN ('confirmed', 'failed') OR NEW.status = 'matched') THEN
    RAISE EXCEPTION 'a fill may not go from % to %', OLD.status, NEW.status USING ERRCODE = 'TL002';
  END IF;
  IF (NEW.intent, NEW.account, NEW.instrument, NEW.side, NEW.price, NEW.size, NEW.notional, NEW.fee)
    IS DISTINCT FROM
     (OLD.intent, OLD.account, OLD.instrument, OLD.side, OLD.price, OLD.size, OLD.notional, OLD.fee) THEN
    RAISE EXCEPTION 'what trade % executed may not change', OLD.trade_id USING ERRCODE = 'TL002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER step BEFORE UPDATE ON fills FOR EACH ROW EXECUTE FUNCTION refuse_changed_fill();
