import type { DecisionRow, JournalLine, SessionRow } from '../live-store.js';
import { query } from './query.js';

const COLUMNS = `id, account, mode, strategy, strategy_version AS "strategyVersion", document,
  document_hash AS "documentHash", build_hash AS "buildHash", started_at AS "startedAt", ended_at AS "endedAt",
  end_reason AS "endReason"`;

/** $1 id, $2 account, $3 epoch, $4 mode, $5 strategy, $6 version, $7 document, $8 its hash, $9 build, $10 start, $11 end, $12 reason. */
export const insertSession = query<{ readonly id: string }>(
  'insert_session',
  `INSERT INTO sessions (id, account, epoch, mode, strategy, strategy_version, document, document_hash, build_hash,
     started_at, ended_at, end_reason)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
   ON CONFLICT (id) DO NOTHING RETURNING id`,
);

export const getSession = query<SessionRow>('get_session', `SELECT ${COLUMNS} FROM sessions WHERE id = $1`);

export const listSessions = query<SessionRow>(
  'list_sessions',
  `SELECT ${COLUMNS} FROM sessions WHERE $1::text IS NULL OR account = $1 ORDER BY started_at, id COLLATE "C"`,
);

/** $1 id, $2 account, $3 epoch, $4 end, $5 reason: the first end stands. */
export const endSession = query<{ readonly id: string }>(
  'end_session',
  `UPDATE sessions SET epoch = $3, ended_at = coalesce(ended_at, $4),
     end_reason = CASE WHEN ended_at IS NULL THEN $5 ELSE end_reason END
   WHERE id = $1 AND account = $2 RETURNING id`,
);

/** Who appends, one at a time, and where the journal goes on. $1 session, $2 account. */
export const lockSession = query<{ readonly number: number; readonly journalLength: number }>(
  'lock_session',
  `SELECT number, journal_length AS "journalLength" FROM sessions WHERE id = $1 AND account = $2
   FOR NO KEY UPDATE`,
);

/** $1 session number, $2 epoch, $3 first sequence, $4 lines from there on. */
export const appendJournal = query(
  'append_journal',
  `WITH appended AS (
     INSERT INTO journal (session, sequence, line)
     SELECT $1, $3::bigint + place - 1, line FROM unnest($4::text[]) WITH ORDINALITY AS given (line, place)
   )
   UPDATE sessions SET epoch = $2, journal_length = $3::bigint + cardinality($4::text[]) WHERE number = $1`,
);

/** $1 session id, $2 first sequence, $3 count. */
export const readJournal = query<JournalLine>(
  'read_journal',
  `SELECT sequence, line FROM journal
   WHERE session = (SELECT number FROM sessions WHERE id = $1) AND sequence >= $2
   ORDER BY sequence LIMIT $3`,
);

/** $1 session number, then columns: $2 sequences, $3 journal sequences, $4 times, $5 JSON. Kept ones stay. */
export const insertDecisions = query(
  'insert_decisions',
  `INSERT INTO decisions (session, sequence, journal_sequence, time, json)
   SELECT $1, given.* FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[]) AS given
   ON CONFLICT (session, sequence) DO NOTHING`,
);

/** Sequences of those given ($2, $3 as above) that are kept with other content. */
export const changedDecisions = query<{ readonly sequence: number }>(
  'changed_decisions',
  `SELECT given.sequence FROM unnest($2::bigint[], $3::text[]) AS given (sequence, json)
   JOIN decisions AS kept ON kept.session = $1 AND kept.sequence = given.sequence
   WHERE kept.json <> given.json ORDER BY given.sequence LIMIT 1`,
);

/** $1 session id, $2 first sequence, $3 count. */
export const readDecisions = query<DecisionRow>(
  'read_decisions',
  `SELECT sequence, journal_sequence AS "journalSequence", time, json FROM decisions
   WHERE session = (SELECT number FROM sessions WHERE id = $1) AND sequence >= $2
   ORDER BY sequence LIMIT $3`,
);
