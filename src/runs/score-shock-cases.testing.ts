import {
  BOSTON,
  BOSTON_SPREAD,
  bostonGame,
  NBA_GAME,
  Scenario,
  steps,
} from '../strategies/favourite-dip/scenario.testing.js';
import { entryGates } from '../strategies/score-shock/entry.js';
import type { ExitCase } from './gate-cases.testing.js';
import type { KnobCase, Settings } from './knob-case.testing.js';
import { gateCasesOf, plainCases, type TakerWorld, withBase } from './taker-cases.testing.js';

const MILLISECOND = 1 / 60_000;
/** New York scores at minute 10. */

const deficit = (minute: number): number => (minute < 10 ? 5 : 8);
const DIP = steps([10, 0.58]);

/** The price falls from 0.70 to 0.58 as New York scores, and stays there. */
const lasting = () => bostonGame(DIP, 1, deficit).build();
const along = (path: (minute: number) => number) => () => bostonGame(path, 1, deficit).build();

const together = (path: (minute: number) => number) =>
  bostonGame(DIP, 1, deficit)
    .facts(-91, BOSTON_SPREAD)
    .quotes([-90, 47], BOSTON_SPREAD, path)
    .resolve(61, BOSTON_SPREAD, 1)
    .build();

/** Two scores, each with its fall. */
const twice = () =>
  bostonGame(steps([10, 0.58], [12, 0.7], [24, 0.58], [30, 0.7]), 1, (minute) =>
    minute < 24 ? deficit(minute) : 11,
  ).build();

const WORLD: TakerWorld = {
  strategy: 'score-shock',
  base: {},
  lasting,
  sizeless: () =>
    new Scenario()
      .facts(-91, BOSTON)
      .quotes([-90, 47], BOSTON, DIP, null)
      .basketball([0, 47], deficit)
      .resolve(60, BOSTON, 1)
      .build(),
  twoMarkets: () => together(DIP),
  bothSides: () => together(steps([10, 0.82])),
  lossThenEntry: () =>
    new Scenario()
      .facts(-91, BOSTON)
      .facts(-91, BOSTON_SPREAD)
      .quotes([-90, 47], BOSTON, steps([10, 0.58], [14, 0.5]))
      .quotes([-90, 47], BOSTON_SPREAD, steps([25, 0.55]))
      .basketball([0, 47], (minute) => (minute < 25 ? deficit(minute) : 11))
      .resolve(60, BOSTON, 0)
      .resolve(60, BOSTON_SPREAD, 1)
      .build(),
  flicker: () =>
    bostonGame(steps(), 1, () => 5)
      .state(10.4, NBA_GAME, {
        phase: 'live',
        period: 1,
        secondsLeftInPeriod: 96,
        homeScore: 20,
        awayScore: 28,
      })
      .quote(10.5, BOSTON, { bid: 0.57, ask: 0.59 })
      .quote(10.5 + 10 * MILLISECOND, BOSTON, { bid: 0.69, ask: 0.71 })
      .quote(10.5 + 100 * MILLISECOND, BOSTON, { bid: 0.57, ask: 0.59 })
      .quote(10.5 + 1_000 * MILLISECOND, BOSTON, { bid: 0.69, ask: 0.71 })
      .build(),
};

/** Two cents before the score, four with it. */
const sliding = along(steps([9, 0.68], [10, 0.63]));
/** The price falls a minute after the score was heard. */
const late = along(steps([11, 0.58]));
/** Scores without a clock. */
const clockless = () => {
  const scenario = new Scenario().facts(-91, BOSTON).quotes([-90, 47], BOSTON, DIP);
  for (let minute = 0; minute < 48; minute += 1) {
    scenario.state(minute, NBA_GAME, { phase: 'live', homeScore: 20, awayScore: 20 + deficit(minute) });
  }
  return scenario.resolve(60, BOSTON, 1).build();
};

const entry = (settings: Settings): Settings => ({ entry: settings });
const exit = (settings: Settings): Settings => ({
  exit: { takeProfit: 'off', stopLoss: 'off', ...settings },
});

/** A case for every parameter of score-shock. */
export const SCORE_SHOCK_CASES: readonly KnobCase[] = [
  ...plainCases(WORLD),
  ...withBase(WORLD, [
    { knob: 'parameters.direction', values: ['fade', 'follow'] },
    { knob: 'parameters.entry.jumpMin', values: [0.06, 0.2] },
    { knob: 'parameters.entry.windowSeconds', values: [90, 30], tape: late },
    { knob: 'parameters.entry.lookBackSeconds', values: [30, 90], tape: sliding },
    { knob: 'parameters.entry.progressFrom', values: [0, 0.5] },
    { knob: 'parameters.entry.progressTo', values: [0.9, 0.1] },
    { knob: 'parameters.entry.secondsLeftMin', values: [300, 2_400] },
    { knob: 'parameters.entry.unknownClock', values: ['block', 'allow'], tape: clockless },
    {
      knob: 'parameters.entry.entriesPerMarketMax',
      also: entry({ coolDownMinutes: 0 }),
      values: [1, 2],
      tape: twice,
    },
    {
      knob: 'parameters.entry.coolDownMinutes',
      also: entry({ entriesPerMarketMax: 2 }),
      values: [0, 10],
      tape: twice,
    },
    {
      knob: 'parameters.exit.takeProfit',
      also: exit({}),
      values: ['off', 0.1],
      tape: along(steps([10, 0.58], [14, 0.72])),
    },
    {
      knob: 'parameters.exit.stopLoss',
      also: exit({}),
      values: ['off', 0.1],
      tape: along(steps([10, 0.58], [14, 0.5])),
    },
    {
      knob: 'parameters.exit.trailingStop',
      also: exit({}),
      values: ['off', 0.05],
      tape: along(steps([10, 0.58], [13, 0.7], [15, 0.6])),
    },
    { knob: 'parameters.exit.holdMinutesMax', also: exit({}), values: [10, 5, 'off'] },
    { knob: 'parameters.exit.slippageMax', values: [0.03, 0.1] },
  ]),
];

const run = (parameters: Settings): Settings => ({ strategy: 'score-shock', parameters });
const one = (gate: string, settings: Settings, tape = lasting, relaxed: Settings = {}) => ({
  gate,
  blocked: run(entry(settings)),
  relaxed: run(entry(relaxed)),
  tape,
});

/** A fixture for every gate of score-shock. */
export const SCORE_SHOCK_GATES = gateCasesOf(WORLD, entryGates(), [
  one('score', { windowSeconds: 30 }, late, { windowSeconds: 90 }),
  one('jump', { jumpMin: 0.2 }),
  one('window', { progressTo: 0.1 }),
  one('time-left', { secondsLeftMin: 2_400 }),
  one('entries', { coolDownMinutes: 0 }, twice, { coolDownMinutes: 0, entriesPerMarketMax: 2 }),
  one('cool-down', { entriesPerMarketMax: 2 }, twice, { coolDownMinutes: 0, entriesPerMarketMax: 2 }),
]);

/** A fixture for every rule of an exit; what is not on is off. Bought at .59 in minute 10. */
export const SCORE_SHOCK_EXITS: readonly ExitCase[] = [
  { rule: 'take-profit', on: { takeProfit: 0.2 }, tape: along(steps([10, 0.58], [14, 0.74])), minute: 14 },
  { rule: 'stop-loss', on: { stopLoss: 0.1 }, tape: along(steps([10, 0.58], [14, 0.5])), minute: 14 },
  {
    rule: 'trailing-stop',
    on: { trailingStop: 0.05 },
    tape: along(steps([10, 0.58], [13, 0.66], [15, 0.6])),
    minute: 15,
  },
  // Heard of 350 ms after minute 10: five minutes are full at the quote of minute 16.
  { rule: 'max-hold', on: { holdMinutesMax: 5 }, tape: lasting, minute: 16 },
];
