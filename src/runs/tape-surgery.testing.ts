import { EventKind } from '../engine/events.js';
import type { RunResult } from '../engine/run-result.js';
import { TAPE_COLUMNS, type Tape, type TapeColumns, tapeOf } from '../engine/tape.js';

const PAYOUT_ONE = 1_000_000;

/** Rows of a tape that are resolutions, in order. */
export function resolutionRows(tape: Tape): readonly number[] {
  return [...tape.kind.keys()].filter((row) => tape.kind[row] === EventKind.resolution);
}

/** The same tape, but the markets that resolve in `rows` pay what they did not. */
export function flipOutcomes(tape: Tape, rows: readonly number[]): Tape {
  const sizeA = tape.sizeA.slice();
  for (const row of rows) sizeA[row] = PAYOUT_ONE - (sizeA[row] ?? 0);
  return { ...tape, sizeA };
}

/** The tape as it was at the end of the instant `time`. */
export function cutAfter(tape: Tape, time: number): Tape {
  const length = tape.localTime.findIndex((each) => each > time);
  if (length === -1) return tape;
  const { catalog, length: _whole, ...columns } = tape;
  const cut = Object.fromEntries(TAPE_COLUMNS.map((name) => [name, columns[name].slice(0, length)]));
  return tapeOf(catalog, { ...columns, ...cut } satisfies TapeColumns);
}

/** What a run had decided and done up to an instant, that instant included. */
export function historyUntil(result: RunResult, time: number): string {
  return JSON.stringify({
    decisions: result.decisions.filter((decision) => decision.time <= time),
    orders: result.orders
      .filter(({ placedAt }) => placedAt <= time)
      .map(({ placedAt, market, side, limit, size, tag }) => [placedAt, market, side, limit, size, tag]),
    fills: result.fills
      .filter((fill) => fill.time <= time)
      .map((fill) => [fill.time, fill.market, fill.side, fill.price, fill.size, fill.fee]),
    ledger: result.ledger.filter((row) => row.time <= time),
  });
}
