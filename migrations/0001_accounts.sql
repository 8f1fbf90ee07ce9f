-- Accounts, and who may write to them.
-- Instants are microseconds since 1970-01-01 UTC from the caller's clock, money 1e-6 dollars, sizes 1e-6 shares,
-- prices 1e-4 dollars: integers all.

CREATE TABLE accounts (
  name           text PRIMARY KEY,
  venue          text NOT NULL,
  mode           text NOT NULL CHECK (mode IN ('paper', 'live')),
  funder         text,
  signer         text,
  signature_type integer,
  armed          boolean NOT NULL,
  created_at     bigint NOT NULL
);

-- One writer an account. The epoch grows with every grant and is the fencing token of every write.
-- Locks on the row: KEY SHARE by what writes beside others (journal), NO KEY UPDATE by what moves orders and money
-- one after another, UPDATE by a change of leader, which waits for all of them.
CREATE TABLE leaders (
  account    text PRIMARY KEY REFERENCES accounts,
  epoch      bigint NOT NULL CHECK (epoch > 0),
  holder     text,
  expires_at bigint NOT NULL
);

-- Raises TL001 unless `epoch` is the newest of the account, and keeps it the newest until the transaction ends.
CREATE FUNCTION check_fence(of_account text, of_epoch bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM leaders WHERE account = of_account AND epoch = of_epoch FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'epoch % of account % is not the newest', of_epoch, of_account USING ERRCODE = 'TL001';
  END IF;
END $$;

CREATE FUNCTION refuse_stale_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM check_fence(NEW.account, NEW.epoch);
  RETURN NEW;
END $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'TL003';
END $$;
