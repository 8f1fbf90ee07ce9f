import type { Micros } from '../../../engine/units.js';
import type { AccountRow, RiskSettings } from '../live-store.js';
import { RISK_CAPS } from '../rules/tightest-limits.js';
import { query } from './query.js';

/** $1 name, $2 venue, $3 mode, $4 funder, $5 signer, $6 signature type, $7 armed, $8 created at. */
export const insertAccount = query<{ readonly name: string }>(
  'insert_account',
  `INSERT INTO accounts (name, venue, mode, funder, signer, signature_type, armed, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
   ON CONFLICT (name) DO NOTHING RETURNING name`,
);

export const listAccounts = query<AccountRow>(
  'list_accounts',
  `SELECT name, venue, mode, funder, signer, signature_type AS "signatureType", armed, created_at AS "createdAt"
   FROM accounts ORDER BY name COLLATE "C"`,
);

export const armAccount = query<{ readonly name: string }>(
  'arm_account',
  'UPDATE accounts SET armed = $2 WHERE name = $1 RETURNING name',
);

const COLUMN: Readonly<Record<keyof RiskSettings, string>> = {
  perOrder: 'per_order',
  perMarket: 'per_market',
  perGame: 'per_game',
  gross: 'gross',
  dailyTraded: 'daily_traded',
  ordersPerMinute: 'orders_per_minute',
  ordersPerHour: 'orders_per_hour',
  cashFloor: 'cash_floor',
};

/** Of the account named $1, as JSON; no row = never set. */
export const NEWEST_CAPS = `SELECT json_build_object(${RISK_CAPS.map((cap) => `'${cap}', ${COLUMN[cap]}`).join(', ')})
  FROM risk_settings WHERE account = $1 ORDER BY id DESC LIMIT 1`;

export const readRisk = query<{ readonly caps: RiskSettings | null }>(
  'read_risk',
  `SELECT (${NEWEST_CAPS}) AS caps FROM accounts WHERE name = $1`,
);

/** $1 account, then the caps in the order of `RISK_CAPS`, $10 at, $11 by. */
export const insertRisk = query(
  'insert_risk',
  `INSERT INTO risk_settings (account, ${RISK_CAPS.map((cap) => COLUMN[cap]).join(', ')}, at, by)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
);

/** One at a time may change who leads the account; its rows may be referred to meanwhile. */
export const lockAccount = query<{ readonly name: string }>(
  'lock_account',
  'SELECT name FROM accounts WHERE name = $1 FOR NO KEY UPDATE',
);

/** Waits for every transaction that writes under the epoch. */
export const lockLeader = query<{
  readonly epoch: number;
  readonly holder: string | null;
  readonly expiresAt: Micros;
}>(
  'lock_leader',
  `SELECT epoch, holder, expires_at AS "expiresAt" FROM leaders WHERE account = $1 FOR UPDATE`,
);

export const setLeader = query(
  'set_leader',
  `INSERT INTO leaders (account, epoch, holder, expires_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (account) DO UPDATE SET epoch = $2, holder = $3, expires_at = $4`,
);

/** Makes the account's transactions wait for each other; the epoch that they must have. */
export const lockFence = query<{ readonly epoch: number }>(
  'lock_fence',
  'SELECT epoch FROM leaders WHERE account = $1 FOR NO KEY UPDATE',
);

/** Only keeps the epoch from changing: for what need not wait for orders and money. */
export const shareFence = query<{ readonly epoch: number }>(
  'share_fence',
  'SELECT epoch FROM leaders WHERE account = $1 FOR KEY SHARE',
);

export const renewLeader = query('renew_leader', 'UPDATE leaders SET expires_at = $2 WHERE account = $1');
