import type { Intent } from '../../orders/intent.js';
import type { VenueFill } from '../../orders/venue-fill.js';
import type { Exposure } from '../live-store.js';
import type { AdmissionFacts } from '../rules/judge-admission.js';
import { NEWEST_CAPS } from './account-queries.js';
import { query } from './query.js';

/** Columns of an intent in the order in which `insertIntent` takes them ($1 to $26), as the fields that they become. */
export const INTENT_FIELDS = [
  ['id', 'id'],
  ['session', 'session'],
  ['account', 'account'],
  ['strategy', 'strategy'],
  ['order_id', 'orderId'],
  ['market', 'market'],
  ['game', 'game'],
  ['sport', 'sport'],
  ['instrument', 'instrument'],
  ['outcome', 'outcome'],
  ['purpose', 'purpose'],
  ['side', 'side'],
  ['limit_price', 'limit'],
  ['size', 'size'],
  ['time_in_force', 'timeInForce'],
  ['post_only', 'postOnly'],
  ['expires_at', 'expiresAt'],
  ['reserved', 'reserved'],
  ['salt', 'salt'],
  ['signed_at_ms', 'signedAtMs'],
  ['domain_version', 'domainVersion'],
  ['contract', 'contract'],
  ['venue_order_id', 'venueOrderId'],
  ['journal_sequence', 'journalSequence'],
  ['tag', 'tag'],
  ['created_at', 'createdAt'],
] as const;

const COLUMNS = [
  ...INTENT_FIELDS,
  ['state', 'state'],
  ['filled', 'filled'],
  ['reason', 'reason'],
  ['epoch', 'epoch'],
  ['updated_at', 'updatedAt'],
  ['cancel_requested_at', 'cancelRequestedAt'],
  ['unknown_since', 'unknownSince'],
]
  .map(([column, field]) => `intents.${column} AS "${field}"`)
  .join(', ');

/** What is known at an admission beside what `AdmissionFacts` holds: the order itself, and where it would be kept. */
export interface AdmissionRow extends AdmissionFacts {
  readonly known: boolean;
  readonly twin: string | null;
  readonly session: number | null;
  readonly journalLength: number | null;
}

/**
 * $1 account, $2 strategy, $3 market, $4 game, $5 day start; windows back to $6 minute, $7 hour, $8 repeat; the order's
 * $9 instrument, $10 side, $11 limit, $12 size, $13 id, $14 venue order id, $15 session, $16 order id.
 */
export const admissionFacts = query<AdmissionRow>(
  'admission_facts',
  `WITH risk AS (
     SELECT market, game, at_risk, at_risk AS reserved FROM open_orders WHERE account = $1
     UNION ALL SELECT market, game, abs(cost), 0 FROM positions WHERE account = $1
   ), at_risk AS (
     SELECT coalesce(sum(at_risk) FILTER (WHERE market = $3), 0)::bigint AS "marketRisk",
         coalesce(sum(at_risk) FILTER (WHERE game = $4), 0)::bigint AS "gameRisk",
         coalesce(sum(at_risk), 0)::bigint AS "grossRisk", coalesce(sum(reserved), 0)::bigint AS reserved
       FROM risk
   ), made AS (
     SELECT count(*) FILTER (WHERE created_at > $6) AS "ordersInMinute",
         count(*) FILTER (WHERE created_at > $7) AS "ordersInHour",
         count(*) FILTER (WHERE created_at > $8 AND instrument = $9 AND side = $10 AND limit_price = $11 AND size = $12)
           AS repeats
       FROM intents WHERE account = $1 AND created_at > least($7::bigint, $8::bigint)
   ), filled AS (
     SELECT coalesce(sum(fills.notional) FILTER (WHERE fills.recorded_at >= $5), 0)::bigint AS traded,
         count(*) FILTER (WHERE fills.recorded_at > $6 AND intents.market = $3) AS "fillsInMinute"
       FROM fills JOIN intents ON intents.id = fills.intent
       WHERE fills.account = $1 AND fills.status <> 'failed'
         AND fills.recorded_at >= least($5::bigint, $6::bigint)
   )
   SELECT at_risk.*, made.*, filled.*,
     (SELECT reason FROM kills WHERE lifted_at IS NULL AND (account IS NULL OR account = $1)
       AND (strategy IS NULL OR strategy = $2) ORDER BY id LIMIT 1) AS killed,
     (${NEWEST_CAPS}) AS caps,
     (SELECT mode = 'live' AND NOT armed FROM accounts WHERE name = $1) AS disarmed,
     (SELECT id FROM intents WHERE account = $1 AND market = $3 AND purpose = 'entry' AND NOT is_terminal(state))
       AS "openEntry",
     coalesce((SELECT balance FROM ledger_balances WHERE account = $1 AND book = 'cash' AND commodity = 'usd'), 0)
       AS cash,
     EXISTS (SELECT FROM intents WHERE id = $13) AS known,
     (SELECT id FROM intents WHERE id <> $13 AND (venue_order_id = $14 OR (session = $15 AND order_id = $16))
       ORDER BY venue_order_id <> $14 LIMIT 1) AS twin,
     (SELECT number FROM sessions WHERE id = $15 AND account = $1) AS session,
     (SELECT journal_length FROM sessions WHERE id = $15 AND account = $1) AS "journalLength"
   FROM at_risk, made, filled`,
);

/** $1 to $26 as `INTENT_FIELDS`, $27 epoch, $28 outbox payload. */
export const insertIntent = query(
  'insert_intent',
  `WITH told AS (INSERT INTO outbox (topic, payload, at) VALUES ('intent', $28, $26))
   INSERT INTO intents (${INTENT_FIELDS.map(([column]) => column).join(', ')}, epoch, state, updated_at)
   VALUES (${INTENT_FIELDS.map((_, index) => `$${index + 1}`).join(', ')}, $27, 'planned', $26)`,
);

export const getIntent = query<Intent>('get_intent', `SELECT ${COLUMNS} FROM intents WHERE id = $1`);

export const getIntentByVenueOrder = query<Intent>(
  'get_intent_by_venue_order',
  `SELECT ${COLUMNS} FROM intents WHERE venue_order_id = $1`,
);

export const getIntentByOrder = query<Intent>(
  'get_intent_by_order',
  `SELECT ${COLUMNS} FROM intents WHERE session = $1 AND order_id = $2`,
);

export const listOpenIntents = query<Intent>(
  'list_open_intents',
  `SELECT ${COLUMNS} FROM intents WHERE account = $1 AND NOT is_terminal(state)
   ORDER BY created_at, id COLLATE "C"`,
);

/** $2 = ended at or after. */
export const listRecentIntents = query<Intent>(
  'list_recent_intents',
  `SELECT ${COLUMNS} FROM intents WHERE account = $1 AND (NOT is_terminal(state) OR updated_at >= $2)
   ORDER BY created_at, id COLLATE "C"`,
);

/** $1 id, $2 epoch, $3 state, $4 reason, $5 at, $6 outbox payload. */
export const moveIntent = query(
  'move_intent',
  `WITH told AS (INSERT INTO outbox (topic, payload, at) VALUES ('intent', $6, $5))
   UPDATE intents SET epoch = $2, state = $3, reason = $4, updated_at = $5,
     unknown_since = CASE WHEN $3 = 'unknown' THEN $5 ELSE unknown_since END
   WHERE id = $1`,
);

/** $1 id, $2 epoch, $3 at: the first request stands, and an order that has ended takes none. */
export const requestCancel = query(
  'request_cancel',
  `UPDATE intents SET epoch = $2, cancel_requested_at = $3, updated_at = $3
   WHERE id = $1 AND cancel_requested_at IS NULL AND NOT is_terminal(state)`,
);

/** $1 trade, $2 venue order. */
export const getFill = query<VenueFill>(
  'get_fill',
  `SELECT trade_id AS "tradeId", venue_order_id AS "venueOrderId", instrument, side, price, size, fee, liquidity,
     status, venue_time AS "venueTime"
   FROM fills WHERE trade_id = $1 AND venue_order_id = $2`,
);

/**
 * $1 trade, $2 venue order, $3 intent, $4 account, $5 epoch, $6 instrument, $7 side, $8 price, $9 size, $10 notional,
 * $11 fee, $12 liquidity, $13 status, $14 venue time, $15 at.
 */
export const putFill = query(
  'put_fill',
  `INSERT INTO fills (trade_id, venue_order_id, intent, account, epoch, instrument, side, price, size, notional, fee,
     liquidity, status, venue_time, recorded_at, failed_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
     CASE WHEN $13 = 'failed' THEN $15::bigint END)
   ON CONFLICT (trade_id, venue_order_id) DO UPDATE SET epoch = $5, status = $13, liquidity = $12, venue_time = $14,
     failed_at = CASE WHEN $13 = 'failed' THEN $15::bigint END`,
);

/** $1 intent, $2 epoch, $3 filled, $4 state, $5 at, $6 outbox payload. */
export const fillIntent = query(
  'fill_intent',
  `WITH told AS (INSERT INTO outbox (topic, payload, at) VALUES ('fill', $6, $5))
   UPDATE intents SET epoch = $2, filled = $3, state = $4, updated_at = $5 WHERE id = $1`,
);

const FILL_COLUMNS = `trade_id AS "tradeId", venue_order_id AS "venueOrderId", instrument, side, price, size, fee, liquidity,
     status, venue_time AS "venueTime", intent`;
const FILL_ORDER = `ORDER BY venue_time, trade_id COLLATE "C", venue_order_id COLLATE "C"`;

export const listFills = query<VenueFill & { readonly intent: string }>(
  'list_fills',
  `SELECT ${FILL_COLUMNS} FROM fills WHERE account = $1 AND venue_time >= $2 ${FILL_ORDER}`,
);

export const listPendingFills = query<VenueFill & { readonly intent: string }>(
  'list_pending_fills',
  `SELECT ${FILL_COLUMNS} FROM fills WHERE account = $1 AND status IN ('matched', 'mined') ${FILL_ORDER}`,
);

export const listExposures = query<Exposure>(
  'list_exposures',
  `SELECT market, game, purpose, at_risk AS "atRisk" FROM open_orders WHERE account = $1
   ORDER BY created_at, id COLLATE "C"`,
);
