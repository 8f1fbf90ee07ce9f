import { bookWalk } from './book-walk.js';
import { scaled } from './quote-workloads.js';
import { NO_LIMITS, replay, runConfig } from './replay.js';
import type { Workload } from './workload.js';

const EVENTS = 2_000_000;
const MARKETS = 20;

export const makerBooks: Workload = {
  name: 'maker-l2',
  summary: 'whole books, a maker that re-quotes both sides, queue at the back, latency each way',
  prepare: (scale) => {
    const tape = bookWalk(scaled(EVENTS, scale), MARKETS);
    const config = runConfig({
      strategy: 'maker',
      account: { cashUsd: 1_000_000 },
      risk: NO_LIMITS,
      parameters: { phase: 'any', unknownPhase: 'allow' },
    });
    return { events: tape.length, run: () => void replay([tape], config) };
  },
};
