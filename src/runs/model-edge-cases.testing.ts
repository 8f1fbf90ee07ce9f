import {
  ARSENAL,
  ARSENAL_DRAW,
  BOSTON,
  BOSTON_SPREAD,
  bostonGame,
  CHELSEA,
  MONTREAL,
  Scenario,
  steps,
} from '../strategies/favourite-dip/scenario.testing.js';
import { entryGates } from '../strategies/model-edge/entry.js';
import type { GateCase } from './gate-cases.testing.js';
import type { KnobCase, Settings } from './knob-case.testing.js';
import { type BeliefWorld, beliefCases, gateCasesOf, withBase } from './taker-cases.testing.js';

const LEVEL = () => 0;
const DIP = steps([10, 0.58]);
const MILLISECOND = 1 / 60_000;

/** A level game whose favourite is priced at 0.58 from minute 10 on: the model says 0.68. */
const lasting = () => bostonGame(DIP, 1, LEVEL).build();

/** The same market twice. */
const together = (path: (minute: number) => number) =>
  bostonGame(DIP, 1, LEVEL)
    .facts(-91, BOSTON_SPREAD)
    .quotes([-90, 47], BOSTON_SPREAD, path)
    .resolve(61, BOSTON_SPREAD, 1)
    .build();

const WORLD: BeliefWorld = {
  strategy: 'model-edge',
  base: { model: { shrink: 1 }, entry: { moveMax: 0.2, stateAgeSecondsMax: 90 } },
  lasting,
  sizeless: () =>
    new Scenario()
      .facts(-91, BOSTON)
      .quotes([-90, 47], BOSTON, DIP, null)
      .basketball([0, 47], LEVEL)
      .resolve(60, BOSTON, 1)
      .build(),
  twoMarkets: () => together(steps([12, 0.58])),
  exclusive: () =>
    new Scenario()
      .facts(-91, ARSENAL)
      .facts(-91, CHELSEA)
      .facts(-91, ARSENAL_DRAW)
      .quotes([-90, 40], ARSENAL, steps([-90, 0.45], [10, 0.3]))
      .quotes([-90, 40], CHELSEA, steps([-90, 0.28], [12, 0.15]))
      .quotes([-90, 40], ARSENAL_DRAW, steps([-90, 0.27]))
      .soccer([0, 40])
      .resolve(100, ARSENAL, 1)
      .resolve(100, CHELSEA, 0)
      .resolve(100, ARSENAL_DRAW, 0)
      .build(),
  lossThenEntry: () =>
    new Scenario()
      .facts(-91, BOSTON)
      .facts(-91, BOSTON_SPREAD)
      .quotes([-90, 19], BOSTON, DIP)
      .quotes([-90, 47], BOSTON_SPREAD, steps([0, 0.66], [25, 0.55]))
      .basketball([0, 47], LEVEL)
      .resolve(20, BOSTON, 0)
      .resolve(60, BOSTON_SPREAD, 1)
      .build(),
  bothSides: () => together(steps([12, 0.82])),
  flicker: () =>
    bostonGame(steps(), 1, LEVEL)
      .quote(10.5, BOSTON, { bid: 0.57, ask: 0.59 })
      .quote(10.5 + 10 * MILLISECOND, BOSTON, { bid: 0.69, ask: 0.71 })
      .quote(10.5 + 100 * MILLISECOND, BOSTON, { bid: 0.57, ask: 0.59 })
      .quote(10.5 + 1_000 * MILLISECOND, BOSTON, { bid: 0.69, ask: 0.71 })
      .build(),
};

/** States every two minutes, quotes every minute. */
const sparse = () => {
  const scenario = new Scenario().facts(-91, BOSTON).quotes([-90, 47], BOSTON, steps([11, 0.58]));
  for (let minute = 0; minute < 48; minute += 2) scenario.basketball([minute, minute], LEVEL);
  return scenario.resolve(60, BOSTON, 1).build();
};

/** A price that stood elsewhere before, so that each policy fits another model. */
const drifting = () =>
  bostonGame((minute) => (minute < -60 ? 0.66 : minute < 0 ? 0.7 : DIP(minute)), 1, LEVEL).build();

/** Quoted from half an hour before the start only. */
const lateListing = () =>
  new Scenario()
    .facts(-91, BOSTON)
    .quotes([-30, 47], BOSTON, DIP)
    .basketball([0, 47], LEVEL)
    .resolve(60, BOSTON, 1)
    .build();

/** The fewer goals are expected, the more a favourite in a level game depends on the overtime. */
const onIce = () =>
  new Scenario()
    .facts(-91, MONTREAL)
    .quotes([-90, 59], MONTREAL, steps([30, 0.5]))
    .hockey([0, 59])
    .resolve(80, MONTREAL, 1)
    .build();

/** Quoted from minute 5 of the game on: there is no price before the start to fit a model to. */
const unlisted = () =>
  new Scenario()
    .facts(-91, BOSTON)
    .quotes([5, 47], BOSTON, DIP)
    .basketball([0, 47], LEVEL)
    .resolve(60, BOSTON, 1)
    .build();

const KELLY: Settings = { sizing: { stake: { mode: 'belief-kelly' } } };

/** A case for every parameter of model-edge. */
export const MODEL_EDGE_CASES: readonly KnobCase[] = [
  ...beliefCases(WORLD),
  ...withBase(WORLD, [
    {
      knob: 'parameters.prior.policy',
      also: KELLY,
      values: [
        { policy: 'last-mid-before-start' },
        { policy: 'twap-before-start', windowMinutes: 90 },
        { policy: 'opening' },
      ],
      tape: drifting,
    },
    {
      knob: 'parameters.prior.windowMinutes [policy = "twap-before-start"]',
      also: { prior: { policy: 'twap-before-start' }, ...KELLY },
      values: [30, 90],
      tape: drifting,
    },
    {
      knob: 'parameters.prior.knownShareMin [policy = "twap-before-start"]',
      also: { prior: { policy: 'twap-before-start', windowMinutes: 120 } },
      values: [0.2, 0.9],
      tape: lateListing,
    },
    {
      knob: 'parameters.model.marginDeviation',
      also: KELLY,
      values: ['league', 40],
      tape: () => bostonGame(DIP, 1, (minute) => (minute < 10 ? 0 : -2)).build(),
    },
    { knob: 'parameters.model.possessionPoints', also: KELLY, values: [1.1, 0] },
    { knob: 'parameters.model.hockeyGoals', also: KELLY, values: [6, 3], tape: onIce },
    { knob: 'parameters.model.shrink', values: [1, 0.1] },
    { knob: 'parameters.entry.moveMax', values: [0.2, 0.005] },
    // The price falls at minute 10: the state of minute 11 may be older than that.
    { knob: 'parameters.entry.feedLagSeconds', also: { entry: { moveMax: 0.05 } }, values: [0, 90] },
    { knob: 'parameters.entry.stateAgeSecondsMax', values: [90, 30], tape: sparse },
    { knob: 'parameters.entry.progressFrom', values: [0, 0.5] },
    { knob: 'parameters.entry.progressTo', values: [0.95, 0.1] },
    { knob: 'parameters.entry.secondsLeftMin', values: [120, 2_400] },
  ]),
];

const one = (gate: string, settings: Settings, tape = lasting): GateCase => ({
  gate,
  blocked: { strategy: 'model-edge', parameters: { ...WORLD.base, ...settings } },
  relaxed: { strategy: 'model-edge', parameters: WORLD.base },
  tape,
});
const entry = (settings: Settings): Settings => ({
  entry: { moveMax: 0.2, stateAgeSecondsMax: 90, ...settings },
});

/** A fixture for every gate of model-edge. */
export const MODEL_EDGE_GATES = gateCasesOf(WORLD, entryGates(), [
  one('state-age', entry({ stateAgeSecondsMax: 30 }), sparse),
  one('in-step', entry({ moveMax: 0.005 })),
  one('window', entry({ progressTo: 0.1 })),
  one('time-left', entry({ secondsLeftMin: 2_400 })),
  {
    gate: 'reference',
    blocked: { strategy: 'model-edge', parameters: WORLD.base },
    relaxed: { strategy: 'model-edge', parameters: { ...WORLD.base, prior: { policy: 'opening' } } },
    tape: unlisted,
  },
]);
