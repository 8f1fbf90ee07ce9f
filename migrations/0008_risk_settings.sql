-- What an account may do at most, whatever the settings of the session that trades it. The newest row counts; none = no cap.

CREATE TABLE risk_settings (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account           text NOT NULL REFERENCES accounts (name),
  per_order         bigint CHECK (per_order >= 0),
  per_market        bigint CHECK (per_market >= 0),
  per_game          bigint CHECK (per_game >= 0),
  gross             bigint CHECK (gross >= 0),
  daily_traded      bigint CHECK (daily_traded >= 0),
  orders_per_minute bigint CHECK (orders_per_minute >= 0),
  orders_per_hour   bigint CHECK (orders_per_hour >= 0),
  cash_floor        bigint CHECK (cash_floor >= 0),
  at                bigint NOT NULL,
  by                text NOT NULL
);
CREATE INDEX newest_risk_settings ON risk_settings (account, id DESC);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON risk_settings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
