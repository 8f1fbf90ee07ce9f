import type { JournalLine } from '../live-store.js';
import { journalGap } from './broken-promise.js';

/** Lines that go on where the journal ends, and those that are in it already and must be the same. */
export interface JournalPlan {
  readonly fresh: readonly JournalLine[];
  readonly repeated: readonly JournalLine[];
}

/** @throws LIVE_JOURNAL_GAP for a line beyond the next. */
export function planJournal(session: string, length: number, lines: readonly JournalLine[]): JournalPlan {
  const fresh: JournalLine[] = [];
  const repeated: JournalLine[] = [];
  for (const line of lines) {
    const next = length + fresh.length;
    if (line.sequence > next) throw journalGap(session, next, line.sequence);
    if (line.sequence === next) fresh.push(line);
    else repeated.push(line);
  }
  return { fresh, repeated };
}
