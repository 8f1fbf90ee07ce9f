import type { DecisionRow, JournalLine, SessionRow } from '../live-store.js';
import { changedSession, journalChanged, unknownSession } from '../rules/broken-promise.js';
import { planJournal } from '../rules/plan-journal.js';

interface KeptSession {
  row: SessionRow;
  readonly lines: JournalLine[];
  readonly decisions: Map<number, DecisionRow>;
}

/** Sessions, the inputs that they consumed and what they decided. */
export class MemoryJournal {
  readonly #sessions = new Map<string, KeptSession>();

  open(row: SessionRow): void {
    const known = this.#sessions.get(row.id)?.row;
    if (known === undefined) {
      this.#sessions.set(row.id, { row: { ...row }, lines: [], decisions: new Map() });
    } else if (JSON.stringify(known) !== JSON.stringify({ ...known, ...row })) throw changedSession(row.id);
  }

  end(account: string, id: string, end: Pick<SessionRow, 'endedAt' | 'endReason'>): void {
    const session = this.#session(account, id);
    if (session.row.endedAt === null) session.row = { ...session.row, ...end };
  }

  rows(account: string | null): readonly SessionRow[] {
    return [...this.#sessions.values()]
      .map(({ row }) => row)
      .filter((row) => account === null || row.account === account)
      .sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  }

  append(account: string, id: string, lines: readonly JournalLine[]): void {
    const { lines: kept } = this.#session(account, id);
    const { fresh, repeated } = planJournal(id, kept.length, lines);
    // What is repeated may repeat a line of this very write.
    const lineAt = (sequence: number) => kept[sequence] ?? fresh[sequence - kept.length];
    const changed = repeated.find(({ sequence, line }) => lineAt(sequence)?.line !== line);
    if (changed !== undefined) throw journalChanged(id, changed.sequence);
    for (const line of fresh) kept.push({ ...line });
  }

  lines(id: string, from: number, limit: number): readonly JournalLine[] {
    return this.#sessions.get(id)?.lines.slice(from, from + limit) ?? [];
  }

  saveDecisions(account: string, id: string, rows: readonly DecisionRow[]): void {
    const { decisions } = this.#session(account, id);
    const changed = rows.find((row) => {
      const known = decisions.get(row.sequence);
      return known !== undefined && known.json !== row.json;
    });
    if (changed !== undefined) throw journalChanged(id, changed.sequence);
    for (const row of rows) if (!decisions.has(row.sequence)) decisions.set(row.sequence, { ...row });
  }

  decisions(id: string, from: number, limit: number): readonly DecisionRow[] {
    return [...(this.#sessions.get(id)?.decisions.values() ?? [])]
      .filter(({ sequence }) => sequence >= from)
      .sort((a, b) => a.sequence - b.sequence)
      .slice(0, limit);
  }

  #session(account: string, id: string): KeptSession {
    const session = this.#sessions.get(id);
    if (session === undefined || session.row.account !== account) throw unknownSession(id, account);
    return session;
  }
}
