import type { Usd } from '../../../engine/units.js';
import type { Holding, LedgerEntry, LedgerTotals, SettledHolding } from '../live-store.js';
import { query } from './query.js';

/** $1 account, $2 epoch, $3 at, $4 kind, $5 reference, then the sides: $6 books, $7 commodities, $8 amounts. */
export const insertPosting = query(
  'insert_posting',
  `WITH posting AS (
     INSERT INTO postings (account, epoch, at, kind, reference) VALUES ($1, $2, $3, $4, $5) RETURNING id
   )
   INSERT INTO ledger_entries (posting, book, commodity, amount)
   SELECT posting.id, side.* FROM posting, unnest($6::text[], $7::text[], $8::bigint[]) AS side`,
);

/** Movements of an account since $2. */
export const listLedger = query<LedgerEntry>(
  'list_ledger',
  `SELECT posting.id AS posting, posting.at, posting.kind, entry.book, entry.commodity, entry.amount, posting.reference
   FROM postings AS posting JOIN ledger_entries AS entry ON entry.posting = posting.id
   WHERE posting.account = $1 AND posting.at >= $2
   ORDER BY posting.id, entry.commodity COLLATE "C", entry.book COLLATE "C"`,
);

export const listHoldings = query<Holding>(
  'list_holdings',
  `SELECT market, instrument, outcome, size, settled, cost FROM positions WHERE account = $1
   ORDER BY instrument COLLATE "C"`,
);

export const listSettled = query<SettledHolding>(
  'list_settled',
  `SELECT instrument, size, paid FROM settlements WHERE account = $1 AND at >= $2 AND paid > 0
   ORDER BY instrument COLLATE "C"`,
);

export const getTotals = query<LedgerTotals>(
  'get_totals',
  `SELECT
     coalesce((SELECT balance FROM ledger_balances WHERE account = $1 AND book = 'cash' AND commodity = 'usd'), 0) AS cash,
     coalesce((SELECT balance FROM ledger_balances WHERE account = $1 AND book = 'fees' AND commodity = 'usd'), 0) AS fees,
     (SELECT coalesce(sum(at_risk), 0)::bigint FROM open_orders WHERE account = $1) AS reserved,
     (SELECT coalesce(sum(CASE side WHEN 'buy' THEN -notional ELSE notional END - fee), 0)::bigint FROM fills
       WHERE account = $1 AND status IN ('matched', 'mined')) AS pending`,
);

/** Cash that trading moved since $2, and the change in the cost of what is held. */
export const getProfit = query<{ readonly profit: Usd }>(
  'get_profit',
  `WITH moved AS (
     SELECT sum(entry.amount) AS amount FROM postings AS posting JOIN ledger_entries AS entry ON entry.posting = posting.id
       WHERE posting.account = $1 AND posting.at >= $2 AND posting.kind NOT IN ('deposit', 'adjustment')
         AND entry.book = 'cash'
   ), held_before AS (
     SELECT (position_of(fill.side, fill.size, fill.notional
         ORDER BY fill.venue_time, fill.trade_id COLLATE "C", fill.venue_order_id COLLATE "C"))[2] AS cost
       FROM fills AS fill
       WHERE fill.account = $1 AND fill.recorded_at < $2 AND (fill.failed_at IS NULL OR fill.failed_at >= $2)
         AND NOT EXISTS (SELECT FROM settlements AS paid WHERE paid.account = $1
           AND paid.instrument = fill.instrument AND paid.at < $2)
       GROUP BY fill.instrument
   )
   SELECT (coalesce((SELECT amount FROM moved), 0)
     + coalesce((SELECT sum(cost) FROM positions WHERE account = $1), 0)
     - coalesce((SELECT sum(cost) FROM held_before), 0))::bigint AS profit`,
);

export const getPayout = query<{ readonly payout: Usd }>(
  'get_payout',
  'SELECT payout FROM payouts WHERE account = $1 AND market = $2',
);

/** $1 account, $2 market, $3 epoch, $4 payout, $5 outbox payload, $6 at. */
export const putPayout = query(
  'put_payout',
  `WITH told AS (INSERT INTO outbox (topic, payload, at) VALUES ('settlement', $5, $6))
   INSERT INTO payouts (account, market, epoch, payout) VALUES ($1, $2, $3, $4)
   ON CONFLICT (account, market) DO UPDATE SET epoch = $3, payout = $4`,
);

/** What each instrument of a decided market holds by its fills, and what it was paid. */
export const listOwed = query<{
  readonly instrument: string;
  readonly outcome: 'yes' | 'no';
  readonly size: number;
  readonly paidSize: number;
  readonly paid: Usd;
}>(
  'list_owed',
  `SELECT fill.instrument, intent.outcome,
     coalesce(sum(CASE fill.side WHEN 'buy' THEN fill.size ELSE -fill.size END)
       FILTER (WHERE fill.status <> 'failed'), 0)::bigint AS size,
     coalesce(settlement.size, 0) AS "paidSize", coalesce(settlement.paid, 0) AS paid
   FROM intents AS intent JOIN fills AS fill ON fill.intent = intent.id
   LEFT JOIN settlements AS settlement
     ON settlement.account = fill.account AND settlement.instrument = fill.instrument
   WHERE intent.account = $1 AND intent.market = $2
   GROUP BY fill.instrument, intent.outcome, settlement.size, settlement.paid
   ORDER BY fill.instrument COLLATE "C"`,
);

/** $1 account, $2 instrument, $3 epoch, $4 size, $5 paid, $6 at. Its fills are cash from now on. */
export const putSettlement = query(
  'put_settlement',
  `WITH closed AS (
     UPDATE fills SET closed = true, epoch = $3 WHERE account = $1 AND instrument = $2 AND NOT closed
   )
   INSERT INTO settlements (account, instrument, epoch, size, paid, at) VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (account, instrument) DO UPDATE SET epoch = $3, size = $4, paid = $5`,
);

/** $1 account, $2 epoch, $3 at, $4 cash, $5 shares by instrument as JSON. */
export const insertVenueBalances = query(
  'insert_venue_balances',
  'INSERT INTO venue_balances (account, epoch, at, cash, shares) VALUES ($1, $2, $3, $4, $5)',
);

export const getVenueBalances = query<{
  readonly at: number;
  readonly cash: number;
  readonly shares: Readonly<Record<string, number>>;
}>(
  'get_venue_balances',
  'SELECT at, cash, shares FROM venue_balances WHERE account = $1 ORDER BY id DESC LIMIT 1',
);
