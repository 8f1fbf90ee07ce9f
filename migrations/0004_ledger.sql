-- Double-entry ledger, and what follows from it and from the fills.

CREATE TABLE postings (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account   text NOT NULL REFERENCES accounts,
  -- NULL only of the deposit that opens an account, before anybody leads it.
  epoch     bigint,
  at        bigint NOT NULL,
  kind      text NOT NULL CHECK (kind IN ('deposit', 'fill', 'fill-undone', 'settlement', 'adjustment')),
  reference text NOT NULL,
  CHECK (epoch IS NOT NULL OR kind = 'deposit')
);
CREATE INDEX postings_by_time ON postings (account, at);
CREATE TRIGGER fence BEFORE INSERT ON postings FOR EACH ROW WHEN (NEW.epoch IS NOT NULL)
  EXECUTE FUNCTION refuse_stale_epoch();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON postings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE ledger_entries (
  posting   bigint NOT NULL REFERENCES postings,
  book      text NOT NULL CHECK (book IN ('cash', 'fees', 'trading', 'capital', 'holding', 'venue')),
  commodity text NOT NULL,
  amount    bigint NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (posting, book, commodity)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Sum of the entries of each book, kept by trigger.
CREATE TABLE ledger_balances (
  account   text NOT NULL REFERENCES accounts,
  book      text NOT NULL,
  commodity text NOT NULL,
  balance   bigint NOT NULL,
  PRIMARY KEY (account, book, commodity)
);
CREATE FUNCTION add_to_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_balances (account, book, commodity, balance)
    SELECT posting.account, entry.book, entry.commodity, sum(entry.amount)
      FROM added AS entry JOIN postings AS posting ON posting.id = entry.posting
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (account, book, commodity) DO UPDATE SET balance = ledger_balances.balance + EXCLUDED.balance;
  RETURN NULL;
END $$;
CREATE TRIGGER balances AFTER INSERT ON ledger_entries REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION add_to_balances();

-- At commit: what a posting takes from one book it gives to another, in each commodity.
CREATE FUNCTION refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  excess numeric;
BEGIN
  SELECT sum(amount) INTO excess FROM ledger_entries
    WHERE posting = NEW.posting AND commodity = NEW.commodity;
  IF excess <> 0 THEN
    RAISE EXCEPTION 'posting % does not sum to zero in %: %', NEW.posting, NEW.commodity, excess
      USING ERRCODE = 'TL004';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER sums_to_zero AFTER INSERT ON ledger_entries DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced();

-- What a decided market pays a share of YES, and what each instrument of it was paid.
CREATE TABLE payouts (
  account text NOT NULL REFERENCES accounts,
  market  text NOT NULL,
  epoch   bigint NOT NULL,
  payout  bigint NOT NULL CHECK (payout BETWEEN 0 AND 1000000),
  PRIMARY KEY (account, market)
);
CREATE TRIGGER fence BEFORE INSERT OR UPDATE ON payouts FOR EACH ROW EXECUTE FUNCTION refuse_stale_epoch();

CREATE TABLE settlements (
  account    text NOT NULL REFERENCES accounts,
  instrument text NOT NULL,
  epoch      bigint NOT NULL,
  size       bigint NOT NULL,
  paid       bigint NOT NULL,
  -- When it was first paid.
  at         bigint NOT NULL,
  PRIMARY KEY (account, instrument)
);
CREATE TRIGGER fence BEFORE INSERT OR UPDATE ON settlements FOR EACH ROW EXECUTE FUNCTION refuse_stale_epoch();

-- A position as {size, cost} after one more execution, at average cost: what opens adds its cost, what closes
-- takes it away in proportion, towards zero.
CREATE FUNCTION fold_position(before numeric[], side text, size bigint, notional bigint) RETURNS numeric[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  held    numeric := before[1];
  cost    numeric := before[2];
  moved   numeric := CASE side WHEN 'buy' THEN size ELSE -size END;
  spent   numeric := CASE side WHEN 'buy' THEN notional ELSE -notional END;
  closing numeric := least(abs(moved), abs(held));
BEGIN
  IF held * moved >= 0 THEN
    RETURN ARRAY[held + moved, cost + spent];
  END IF;
  RETURN ARRAY[
    held + moved,
    cost - div(cost * closing, abs(held)) + spent - div(spent * closing, abs(moved))
  ];
END $$;
CREATE AGGREGATE position_of(side text, size bigint, notional bigint) (
  SFUNC = fold_position, STYPE = numeric[], INITCOND = '{0,0}'
);

-- What is held: from fills that stand, of markets that are not decided. Nothing writes it.
CREATE VIEW positions AS
  SELECT account, market, game, instrument, outcome, at[1]::bigint AS size, settled, at[2]::bigint AS cost
    FROM (
      SELECT fill.account, intent.market, intent.game, fill.instrument, intent.outcome,
          position_of(fill.side, fill.size, fill.notional
            ORDER BY fill.venue_time, fill.trade_id COLLATE "C", fill.venue_order_id COLLATE "C") AS at,
          (coalesce(sum(fill.size) FILTER (WHERE fill.side = 'buy' AND fill.status <> 'matched'), 0)
            - coalesce(sum(fill.size) FILTER (WHERE fill.side = 'sell'), 0))::bigint AS settled
        FROM fills AS fill JOIN intents AS intent ON intent.id = fill.intent
        WHERE NOT fill.closed AND fill.status <> 'failed'
        GROUP BY fill.account, intent.market, intent.game, fill.instrument, intent.outcome
    ) AS folded
    WHERE at[1] <> 0;

-- Orders that may still take from the book, each with the cash that is kept for what has not filled, rounded up.
CREATE VIEW open_orders AS
  SELECT account, id, market, game, purpose, created_at,
      CASE WHEN filled >= size THEN 0 ELSE ceil(reserved::numeric * (size - filled) / size)::bigint END AS at_risk
    FROM intents
    WHERE NOT is_terminal(state);

-- What the venue said that an account holds.
CREATE TABLE venue_balances (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account text NOT NULL REFERENCES accounts,
  epoch   bigint NOT NULL,
  at      bigint NOT NULL,
  cash    bigint NOT NULL,
  shares  jsonb NOT NULL
);
CREATE INDEX venue_balances_of_account ON venue_balances (account, id);
CREATE TRIGGER fence BEFORE INSERT ON venue_balances FOR EACH ROW EXECUTE FUNCTION refuse_stale_epoch();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON venue_balances
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
