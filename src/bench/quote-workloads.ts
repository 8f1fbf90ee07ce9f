import { quoteWalk } from './market-walk.js';
import { NO_LIMITS, replay, runConfig } from './replay.js';
import type { Workload } from './workload.js';

const QUOTES = 5_000_000;
const MEMORY_QUOTES = 12_000_000;
const MARKETS = 20;
const BARS = 10_000;
const SWEPT = 100;

/** Orders meet the touch that they were decided on. */
export const AT_THE_TOUCH = { entryLatencyMs: 0, cancelLatencyMs: 0, responseLatencyMs: 0 } as const;

export const EMA_CROSS = {
  strategy: 'ema-cross',
  account: { cashUsd: 1_000_000 },
  venue: AT_THE_TOUCH,
  risk: NO_LIMITS,
} as const;

/** Events of a scaled workload: never so few that there is nothing to time. */
export const scaled = (events: number, scale: number): number => Math.max(1_000, Math.round(events * scale));

const quotesThrough = (raw: Record<string, unknown>, events: number, scale: number) => {
  const tape = quoteWalk(scaled(events, scale), MARKETS);
  const config = runConfig(raw);
  return { events: tape.length, run: () => void replay([tape], config) };
};

export const empty: Workload = {
  name: 'empty',
  summary: 'quotes of 20 markets, a strategy that looks at nothing',
  prepare: (scale) => quotesThrough({ strategy: 'empty' }, QUOTES, scale),
};

export const emaCross: Workload = {
  name: 'ema-cross',
  summary: 'the same quotes, crossing averages, whole orders at the touch, fees and portfolio',
  prepare: (scale) => quotesThrough(EMA_CROSS, QUOTES, scale),
};

export const memory: Workload = {
  name: 'memory',
  summary: '12 million quotes held in memory at once: read rssMb',
  prepare: (scale) => quotesThrough({ strategy: 'empty' }, MEMORY_QUOTES, scale),
};

export const sweep: Workload = {
  name: 'sweep-100x10k',
  summary: '100 settings of the averages over one tape of 10,000 bars, one thread',
  prepare: (scale) => {
    const bars = quoteWalk(scaled(BARS, scale), 1);
    const configs = Array.from({ length: SWEPT }, (_, setting) => {
      const fast = 5 + (setting % 10);
      const slow = 20 + 4 * Math.floor(setting / 10);
      return runConfig({ ...EMA_CROSS, parameters: { fast, slow } });
    });
    return {
      events: SWEPT * bars.length,
      run: () => {
        for (const config of configs) replay([bars], config);
      },
    };
  },
};
