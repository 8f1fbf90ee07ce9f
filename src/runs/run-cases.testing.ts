import {
  BOSTON,
  bostonGame,
  dipAndRecovery,
  lastingDip,
  Scenario,
  steps,
} from '../strategies/favourite-dip/scenario.testing.js';
import type { KnobCase, Settings } from './knob-case.testing.js';
import { bothSides, lossThenDip, sizeless } from './parameter-cases.testing.js';
import { drawingProbe, restingProbe } from './probes.testing.js';

/** 20 USD by another way than a fixed stake, which a limit below it would refuse at once. */
const TWENTY: Settings = { parameters: { sizing: { stake: { mode: 'fraction', bankrollShare: 0.02 } } } };
const dip = () => dipAndRecovery().build();

const limitCase = (knob: string): KnobCase => ({ knob, base: TWENTY, values: [15, 25, 'none'], tape: dip });

/** A quote every ten minutes, and one at the dip. */
const sparse = () =>
  bostonGame(steps([10, 0.58], [20, 0.72]))
    .quote(10.05, BOSTON, { bid: 0.6, ask: 0.62 })
    .build();

/** A resting bid of 0.69 is traded through a minute and a second after it was made. */
const tradedThrough = () =>
  new Scenario()
    .facts(-1, BOSTON, { fee: { takerRate: 500, makerRate: -100 } })
    .quote(0, BOSTON, { bid: 0.69, ask: 0.71 })
    .quote(1 + 1 / 60, BOSTON, { bid: 0.66, ask: 0.68 })
    .quote(3, BOSTON, { bid: 0.66, ask: 0.68 })
    .resolve(60, BOSTON, 1)
    .build();

/** Reference prices and no quotes. */
const pricePoints = () => {
  const scenario = new Scenario().facts(-91, BOSTON).basketball([0, 47]);
  const path = steps([10, 0.58], [20, 0.75]);
  for (let minute = -90; minute < 48; minute += 1) scenario.pricePoint(minute, BOSTON, path(minute));
  return scenario.resolve(60, BOSTON, 1).build();
};

/** Every quote and state takes 200 ms from the venue. */
const lateFeed = () =>
  new Scenario()
    .late(200)
    .facts(-91, BOSTON)
    .quotes([-90, 47], BOSTON, steps([10, 0.58], [20, 0.72]))
    .basketball([0, 47])
    .resolve(60, BOSTON, 1)
    .build();

/**
 * A bid of 0.69 joins 400 shares. Five trade, 400 more join and 400 cancel, 300 trade: who stands in front has
 * the first five, who lost half of what was before him the last, and who stood behind all has nothing.
 */
const queueing = () => {
  const second = 1 / 60;
  const touch = (size: number) => ({ bid: 0.69, ask: 0.71, size });
  return new Scenario()
    .facts(-1, BOSTON)
    .quote(0, BOSTON, touch(400))
    .trade(10 * second, BOSTON, { dollars: 0.69, size: 5, takerSide: 'sell' })
    .quote(20 * second, BOSTON, touch(800))
    .quote(30 * second, BOSTON, touch(400))
    .trade(40 * second, BOSTON, { dollars: 0.69, size: 300, takerSide: 'sell' })
    .quote(3, BOSTON, touch(400))
    .resolve(60, BOSTON, 1)
    .build();
};

/** Cases of accounts, venues and limits. */
const ACCOUNTS: readonly KnobCase[] = [
  { knob: 'account.cashUsd', values: [1_000, 10], tape: dip },
  {
    knob: 'account.timeZone',
    base: { parameters: { entry: { hoursTo: '18:00' } } },
    values: ['America/New_York', 'Europe/London'],
    tape: () => lastingDip().build(),
  },
  { knob: 'venue.entryLatencyMs', values: [250, 5_000], tape: sparse },
  {
    knob: 'venue.cancelLatencyMs',
    values: [250, 10_000],
    tape: tradedThrough,
    probe: restingProbe(BOSTON, 6_900),
  },
  { knob: 'venue.responseLatencyMs', values: [100, 900_000], tape: dip },
  { knob: 'venue.latencyModel', values: ['constant', 'sampled', 'data'], tape: dip },
  {
    knob: 'venue.latencyMinimumMs',
    base: { venue: { latencyModel: 'sampled' } },
    values: [100, 200],
    tape: dip,
  },
  {
    knob: 'venue.latencyMeanMs',
    base: { venue: { latencyModel: 'sampled' } },
    values: [300, 900],
    tape: dip,
  },
  { knob: 'venue.latencyFactor', base: { venue: { latencyModel: 'data' } }, values: [1, 5], tape: lateFeed },
  {
    knob: 'venue.queueModel',
    values: ['back', 'proportional', 'front'],
    tape: queueing,
    probe: restingProbe(BOSTON, 6_900),
  },
  { knob: 'venue.failedFillProbability', values: [0, 1], tape: dip },
  {
    knob: 'venue.failedFillAfterSeconds',
    base: { venue: { failedFillProbability: 1 } },
    values: [1, 60],
    tape: dip,
  },
  { knob: 'venue.quoteSizeCapShares', values: [100, 10], tape: sizeless },
  {
    knob: 'venue.staleAfterSeconds',
    base: { venue: { entryLatencyMs: 20_000 } },
    values: [300, 5],
    tape: dip,
  },
  {
    knob: 'venue.makerRebates',
    base: { venue: { cancelLatencyMs: 10_000 } },
    values: [false, true],
    tape: tradedThrough,
    probe: restingProbe(BOSTON, 6_900),
  },
  {
    knob: 'venue.syntheticHalfSpread',
    values: [undefined, 0.01, 0.02],
    tape: pricePoints,
  },
];

const LIMITS: readonly KnobCase[] = [
  limitCase('risk.perOrderUsd'),
  limitCase('risk.perMarketUsd'),
  limitCase('risk.perGameUsd'),
  limitCase('risk.perSportUsd'),
  limitCase('risk.perAccountUsd'),
  {
    knob: 'risk.dailyLossUsd',
    base: { parameters: { entry: { entriesPerMarketMax: 2 } } },
    values: [1, 50, 'none'],
    tape: lossThenDip,
  },
  { knob: 'risk.openMarkets', values: [1, 2, 'none'], tape: bothSides },
];

const OVERRIDE = { parameters: { enabled: false } };
const NO_OVERRIDE = { parameters: {} };

const OTHERS: readonly KnobCase[] = [
  { knob: 'strategy', values: ['favourite-dip', 'ema-cross'], tape: dip },
  { knob: 'seed', values: [1, 2, 'one'], tape: dip, probe: drawingProbe(BOSTON) },
  {
    knob: 'sports.<name>.parameters',
    values: [{ soccer: NO_OVERRIDE }, { soccer: OVERRIDE }, { basketball: OVERRIDE }],
    tape: bothSides,
  },
  {
    knob: 'leagues.<name>.parameters',
    values: [{ epl: NO_OVERRIDE }, { epl: OVERRIDE }, { nba: OVERRIDE }],
    tape: bothSides,
  },
  {
    knob: 'markets.<name>.parameters',
    values: [{ 'epl-ars-che-ars': NO_OVERRIDE }, { 'epl-ars-che-ars': OVERRIDE }],
    tape: bothSides,
  },
];

/** A case for every setting of a run that is proved on a tape in memory. */
export const RUN_CASES: readonly KnobCase[] = [...ACCOUNTS, ...LIMITS, ...OTHERS];
