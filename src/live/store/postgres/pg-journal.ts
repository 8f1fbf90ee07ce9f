import type { DecisionRow, JournalLine } from '../live-store.js';
import { journalChanged, unknownSession } from '../rules/broken-promise.js';
import { planJournal } from '../rules/plan-journal.js';
import {
  appendJournal,
  changedDecisions,
  insertDecisions,
  lockSession,
  readJournal,
} from '../sql/session-queries.js';
import type { Transaction } from './transactions.js';

export interface JournalPlace {
  readonly account: string;
  readonly epoch: number;
  readonly session: string;
}

/** Adds the lines that are not kept yet; those that are must be the same. */
export async function writeJournal(
  tx: Transaction,
  { account, epoch, session }: JournalPlace,
  lines: readonly JournalLine[],
): Promise<void> {
  const [at] = await tx.run(lockSession, [session, account]);
  if (at === undefined) throw unknownSession(session, account);
  const { fresh, repeated } = planJournal(session, at.journalLength, lines);
  if (repeated.length > 0) await checkRepeated(tx, session, [...repeated, ...fresh]);
  if (fresh.length > 0) {
    await tx.run(appendJournal, [at.number, epoch, at.journalLength, fresh.map(({ line }) => line)]);
  }
}

/** @throws LIVE_JOURNAL_CHANGED for the first line that is kept with other content, or given twice with two. */
async function checkRepeated(tx: Transaction, session: string, lines: readonly JournalLine[]): Promise<void> {
  const first = Math.min(...lines.map(({ sequence }) => sequence));
  const kept = await tx.run(readJournal, [session, first, lines.length]);
  const known = new Map(kept.map(({ sequence, line }) => [sequence, line]));
  for (const { sequence, line } of lines) {
    const before = known.get(sequence);
    if (before !== undefined && before !== line) throw journalChanged(session, sequence);
    known.set(sequence, line);
  }
}

export async function writeDecisions(
  tx: Transaction,
  place: JournalPlace,
  rows: readonly DecisionRow[],
): Promise<void> {
  const [at] = await tx.run(lockSession, [place.session, place.account]);
  if (at === undefined) throw unknownSession(place.session, place.account);
  const sequences = rows.map(({ sequence }) => sequence);
  const json = rows.map((row) => row.json);
  const [changed] = await tx.run(changedDecisions, [at.number, sequences, json]);
  if (changed !== undefined) throw journalChanged(place.session, changed.sequence);
  await tx.run(insertDecisions, [
    at.number,
    sequences,
    rows.map(({ journalSequence }) => journalSequence),
    rows.map(({ time }) => time),
    json,
  ]);
}
