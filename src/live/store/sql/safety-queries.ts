import type { AuditRow, KillRow, OutboxRow } from '../live-store.js';
import { query } from './query.js';

/** $1 account, $2 strategy, $3 reason, $4 by, $5 at: what is stopped already stays stopped for its first reason. */
export const insertKill = query(
  'insert_kill',
  `INSERT INTO kills (account, strategy, reason, by, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
);

/** $1 account or null, $2 at. */
export const liftKills = query(
  'lift_kills',
  'UPDATE kills SET lifted_at = $2 WHERE lifted_at IS NULL AND account IS NOT DISTINCT FROM $1',
);

export const listKills = query<KillRow>(
  'list_kills',
  'SELECT account, strategy, reason, by, at FROM kills WHERE lifted_at IS NULL ORDER BY id',
);

/** $1 at, $2 actor, $3 action, $4 detail. The number and the hash come from a trigger. */
export const insertAudit = query(
  'insert_audit',
  'INSERT INTO audit (at, actor, action, detail) VALUES ($1, $2, $3, $4)',
);

/** The chain from after $1 on, at most $2 links. */
export const readAudit = query<AuditRow & { readonly id: number; readonly hash: string }>(
  'read_audit',
  'SELECT id, at, actor, action, detail, hash FROM audit WHERE id > $1 ORDER BY id LIMIT $2',
);

/** $1 topic, $2 payload, $3 at. */
export const insertMessage = query(
  'insert_message',
  'INSERT INTO outbox (topic, payload, at) VALUES ($1, $2, $3)',
);

/** $1 consumer, $2 count, $3 now, $4 = claimed before or at this, it is offered again. */
export const claimMessages = query<OutboxRow>(
  'claim_messages',
  `WITH due AS (
     SELECT message.id, message.topic, message.payload, message.at FROM outbox AS message
       WHERE message.id > coalesce((SELECT through FROM outbox_cursors WHERE consumer = $1), 0)
         AND NOT EXISTS (SELECT FROM outbox_deliveries AS delivery WHERE delivery.consumer = $1
           AND delivery.message = message.id AND (delivery.acked OR delivery.claimed_at > $4))
       ORDER BY message.id LIMIT $2 FOR KEY SHARE SKIP LOCKED
   ), claimed AS (
     INSERT INTO outbox_deliveries (consumer, message, claimed_at) SELECT $1, id, $3 FROM due
     ON CONFLICT (consumer, message) DO UPDATE SET claimed_at = $3
       WHERE NOT outbox_deliveries.acked AND outbox_deliveries.claimed_at <= $4
     RETURNING message
   )
   SELECT due.* FROM due JOIN claimed ON claimed.message = due.id ORDER BY due.id`,
);

/**
 * $1 consumer, $2 = what was claimed at or before this is settled: no transaction that could hold an earlier message is under
 * way any more. Moves the consumer's cursor to before the first message that it does not have, or has not had for so long.
 */
export const moveCursor = query(
  'move_cursor',
  `WITH place AS (
     SELECT coalesce((SELECT through FROM outbox_cursors WHERE consumer = $1), 0) AS through
   ), next AS (
     SELECT coalesce(
       (SELECT message.id - 1 FROM outbox AS message, place WHERE message.id > place.through
          AND NOT EXISTS (SELECT FROM outbox_deliveries AS delivery WHERE delivery.consumer = $1
            AND delivery.message = message.id AND delivery.acked AND delivery.claimed_at <= $2)
          ORDER BY message.id LIMIT 1),
       (SELECT max(id) FROM outbox), 0) AS through
   ), moved AS (
     INSERT INTO outbox_cursors (consumer, through) SELECT $1, through FROM next
     ON CONFLICT (consumer) DO UPDATE SET through = excluded.through
       WHERE outbox_cursors.through < excluded.through
     RETURNING through
   )
   DELETE FROM outbox_deliveries USING moved WHERE consumer = $1 AND message <= moved.through`,
);

/** $1 consumer, $2 ids. */
export const ackMessages = query(
  'ack_messages',
  'UPDATE outbox_deliveries SET acked = true WHERE consumer = $1 AND message = ANY ($2::bigint[])',
);

export const ping = query<{ readonly one: number }>('ping', 'SELECT 1 AS one');
