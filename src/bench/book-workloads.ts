import type { Tape } from '../engine/tape.js';
import { bookWalk } from './book-walk.js';
import { scaled } from './quote-workloads.js';
import { NO_LIMITS, replay, runConfig } from './replay.js';
import type { PreparedWorkload, Workload } from './workload.js';

const EVENTS = 2_000_000;
const MARKETS = 20;

/** Microseconds that news takes at least, and how much longer it may take. */
const LAG_LEAST = 40_000;
const LAG_SPAN = 120_000;
/** Steps through the span without a pattern that a market would see. */
const LAG_STEP = 48_271;

const makerOver = (tape: Tape): PreparedWorkload => {
  const config = runConfig({
    strategy: 'maker',
    account: { cashUsd: 1_000_000 },
    risk: NO_LIMITS,
    parameters: { phase: 'any', unknownPhase: 'allow' },
  });
  return { events: tape.length, run: () => void replay([tape], config) };
};

export const makerBooks: Workload = {
  name: 'maker-l2',
  summary: 'whole books, a maker that re-quotes both sides, queue at the back, latency each way',
  prepare: (scale) => makerOver(bookWalk(scaled(EVENTS, scale), MARKETS)),
};

export const makerLag: Workload = {
  name: 'maker-l2-lag',
  summary: 'the same, heard of 40 to 160 ms after it happened: the venue is ahead of the strategy',
  prepare: (scale) => {
    const tape = bookWalk(scaled(EVENTS, scale), MARKETS);
    const lag = Int32Array.from(tape.lag, (_, row) => LAG_LEAST + ((row * LAG_STEP) % LAG_SPAN));
    return makerOver({ ...tape, lag });
  },
};
