import type { Tape } from '../engine/tape.js';
import {
  BOSTON,
  BOSTON_SPREAD,
  bostonGame,
  dipAndRecovery,
  lastingDip,
  Scenario,
  steps,
} from '../strategies/favourite-dip/scenario.testing.js';
import type { Settings } from './knob-case.testing.js';
import { bothSides, lossThenDip } from './parameter-cases.testing.js';

/** One gate that blocks alone, and its twin: the same tape with that gate relaxed. */
export interface GateCase {
  readonly gate: string;
  readonly blocked: Settings;
  readonly relaxed: Settings;
  readonly tape: () => Tape;
  /** Where no setting relaxes the gate: the tape on which it has nothing to block. */
  readonly relaxedTape?: () => Tape;
}

const entry = (settings: Settings): Settings => ({ parameters: { entry: settings } });
const dip = () => dipAndRecovery().build();
const lasting = () => lastingDip().build();
const dipTwice = () => bostonGame(steps([10, 0.58], [20, 0.72], [24, 0.58], [40, 0.72])).build();
const spreadToo = () =>
  dipAndRecovery()
    .facts(-91, BOSTON_SPREAD)
    .quotes([-90, 47], BOSTON_SPREAD, steps([12, 0.58], [22, 0.72]))
    .resolve(60, BOSTON_SPREAD, 1)
    .build();

/** The ask of the dip is gone after 10 ms and back after 100: an order of 50 ms misses it and is over by then. */
const flicker = () => {
  const millisecond = 1 / 60_000;
  return bostonGame(steps())
    .quote(10.5, BOSTON, { bid: 0.57, ask: 0.59 })
    .quote(10.5 + 10 * millisecond, BOSTON, { bid: 0.69, ask: 0.71 })
    .quote(10.5 + 100 * millisecond, BOSTON, { bid: 0.57, ask: 0.59 })
    .quote(10.5 + 1_000 * millisecond, BOSTON, { bid: 0.69, ask: 0.71 })
    .build();
};

/** A fixture for every gate of an entry. */
export const ENTRY_CASES: readonly GateCase[] = [
  { gate: 'enabled', blocked: { parameters: { enabled: false } }, relaxed: {}, tape: dip },
  { gate: 'side', blocked: { parameters: { side: 'no' } }, relaxed: {}, tape: dip },
  { gate: 'baseline', blocked: entry({ baselineMin: 0.75 }), relaxed: {}, tape: dip },
  {
    gate: 'phase',
    blocked: { parameters: { baseline: { policy: 'opening' }, entry: { phase: 'pre-game' } } },
    relaxed: { parameters: { baseline: { policy: 'opening' } } },
    tape: dip,
  },
  { gate: 'window', blocked: entry({ progressTo: 0.1 }), relaxed: {}, tape: lasting },
  { gate: 'time-left', blocked: entry({ secondsLeftMin: 2_400 }), relaxed: {}, tape: dip },
  // Boston is five behind all the time.
  { gate: 'lead', blocked: entry({ leadMin: -3 }), relaxed: {}, tape: dip },
  { gate: 'hours', blocked: entry({ hoursTo: '14:05' }), relaxed: {}, tape: dip },
  { gate: 'dip', blocked: entry({ dipRelativeMin: 0.2 }), relaxed: {}, tape: dip },
  { gate: 'spread', blocked: entry({ spreadMax: 0.01 }), relaxed: {}, tape: dip },
  { gate: 'liquidity', blocked: entry({ sizeMinShares: 500 }), relaxed: {}, tape: dip },
  {
    gate: 'flat',
    blocked: {},
    relaxed: { venue: { entryLatencyMs: 50, responseLatencyMs: 10 } },
    tape: flicker,
  },
  { gate: 'game-limit', blocked: {}, relaxed: entry({ positionsPerGameMax: 2 }), tape: spreadToo },
  { gate: 'entries', blocked: {}, relaxed: entry({ entriesPerMarketMax: 2 }), tape: dipTwice },
  {
    gate: 'cool-down',
    blocked: entry({ entriesPerMarketMax: 2 }),
    relaxed: entry({ entriesPerMarketMax: 2, coolDownMinutes: 0 }),
    tape: dipTwice,
  },
  { gate: 'confidence', blocked: entry({ confidenceMin: 0.9 }), relaxed: {}, tape: dip },
  {
    gate: 'stake',
    blocked: { parameters: { sizing: { stake: { mode: 'seed-kelly' } } } },
    relaxed: {},
    tape: dip,
  },
];

/** One rule that fires alone, and its twin with the rule off. */
export interface ExitCase {
  readonly rule: string;
  readonly on: Settings;
  readonly tape: () => Tape;
  /** Minute of the scenario in which it fires first. */
  readonly minute: number;
}

const falling = () => bostonGame(steps([10, 0.58], [20, 0.5]), 0).build();
const peak = () => bostonGame(steps([10, 0.58], [20, 0.66], [30, 0.6])).build();
const behind = () =>
  new Scenario()
    .facts(-91, BOSTON)
    .quotes([-90, 47], BOSTON, steps([10, 0.58]))
    .basketball([0, 47], (minute) => (minute < 25 ? 5 : 14))
    .resolve(60, BOSTON, 0)
    .build();

/** A fixture for every rule of an exit; what is not on is off. */
export const EXIT_CASES: readonly ExitCase[] = [
  { rule: 'take-profit', on: { takeProfit: 0.2 }, tape: dip, minute: 20 },
  { rule: 'stop-loss', on: { stopLoss: 0.1 }, tape: falling, minute: 20 },
  { rule: 'trailing-stop', on: { trailingStop: 0.05 }, tape: peak, minute: 30 },
  // 10 minutes are left when 38 of 48 were played, which the state of minute 38 says.
  { rule: 'clock', on: { secondsLeftMax: 600 }, tape: lasting, minute: 38 },
  { rule: 'segment', on: { segment: 'q4', segmentProgressMin: 0.9583 }, tape: lasting, minute: 46 },
  { rule: 'deficit', on: { deficitMax: 10 }, tape: behind, minute: 25 },
  // Bought 250 ms after minute 10, heard of 100 ms later: 15 minutes are full at the quote of minute 26.
  { rule: 'max-hold', on: { holdMinutesMax: 15 }, tape: lasting, minute: 26 },
];

const FREE = {
  perOrderUsd: 'none',
  perMarketUsd: 'none',
  perGameUsd: 'none',
  perSportUsd: 'none',
  perAccountUsd: 'none',
  dailyLossUsd: 'none',
  openMarkets: 'none',
};
const limited = (risk: Settings, parameters: Settings = {}): GateCase['blocked'] => ({
  risk: { ...FREE, ...risk },
  parameters: { sizing: { stake: { mode: 'fraction', bankrollShare: 0.02 } }, ...parameters },
});
const BOTH_MARKETS = { entry: { positionsPerGameMax: 2 } };
const TWICE = { entry: { entriesPerMarketMax: 2 } };

/** A crossing average asks for five dollars' worth whatever cash there is. */
const crossing = (cashUsd: number): Settings => ({
  strategy: 'ema-cross',
  account: { cashUsd },
  risk: FREE,
  parameters: { sizeShares: 5 },
});

/** A fixture for every risk control, and for cash. */
export const RISK_CASES: readonly GateCase[] = [
  { gate: 'per-order', blocked: limited({ perOrderUsd: 15 }), relaxed: limited({}), tape: dip },
  { gate: 'per-market', blocked: limited({ perMarketUsd: 15 }), relaxed: limited({}), tape: dip },
  {
    gate: 'per-game',
    blocked: limited({ perGameUsd: 30 }, BOTH_MARKETS),
    relaxed: limited({}, BOTH_MARKETS),
    tape: spreadToo,
  },
  {
    gate: 'per-sport',
    blocked: limited({ perSportUsd: 30 }, BOTH_MARKETS),
    relaxed: limited({}, BOTH_MARKETS),
    tape: spreadToo,
  },
  { gate: 'per-account', blocked: limited({ perAccountUsd: 30 }), relaxed: limited({}), tape: bothSides },
  {
    gate: 'daily-loss',
    blocked: limited({ dailyLossUsd: 1 }, TWICE),
    relaxed: limited({}, TWICE),
    tape: lossThenDip,
  },
  { gate: 'open-markets', blocked: limited({ openMarkets: 1 }), relaxed: limited({}), tape: bothSides },
  { gate: 'cash', blocked: crossing(1), relaxed: crossing(1_000), tape: dip },
];
