import { writeCalibrationArtifact } from '../strategies/calibration/artifact.js';
import {
  ARSENAL,
  BEFORE,
  BOSTON,
  BOSTON_SPREAD,
  bostonGame,
  dipAndRecovery,
  lastingDip,
  Scenario,
  slide,
  steps,
} from '../strategies/favourite-dip/scenario.testing.js';
import { CLOSING_LINE_CASES } from './closing-line-cases.testing.js';
import type { KnobCase, Settings } from './knob-case.testing.js';
import { MAKER_CASES } from './maker-cases.testing.js';
import { MODEL_EDGE_CASES } from './model-edge-cases.testing.js';
import { SCORE_SHOCK_CASES } from './score-shock-cases.testing.js';

const parameters = (tables: Settings): Settings => ({ parameters: tables });
const entry = (settings: Settings): Settings => parameters({ entry: settings });
const exit = (settings: Settings): Settings => parameters({ exit: settings });
const NO_EXIT = { takeProfit: 'off', stopLoss: 'off' };

/** Boston dips, and so does the NO side of a soccer game, whose favourite is NO. */
export const bothSides = () =>
  dipAndRecovery()
    .facts(-91, ARSENAL)
    .quotes([-90, 40], ARSENAL, (minute) => (minute < 10 ? 0.3 : 0.42))
    .soccer([0, 40])
    .resolve(61, ARSENAL, 0)
    .build();

/** A price that stood higher the longer ago: each baseline policy sees another one. Then a slide in play. */
const staircase = (minute: number): number => {
  if (minute < -60) return 0.8;
  if (minute < -30) return 0.76;
  return minute < 0 ? BEFORE : BEFORE - Math.min(minute, 30) / 100;
};
const stairs = () => bostonGame(staircase).build();

/** Quoted from half an hour before the start only. */
const lateListing = () =>
  new Scenario()
    .facts(-91, BOSTON)
    .quotes([-30, 47], BOSTON, (minute) => (minute < 0 ? BEFORE : BEFORE - Math.min(minute, 20) / 100))
    .basketball([0, 47])
    .resolve(60, BOSTON, 1)
    .build();

/** A dip an hour before the start and one in play, each recovering at once. */
const twoPhases = () =>
  bostonGame(steps([-60, 0.58], [-50, 0.72], [-40, BEFORE], [10, 0.58], [20, 0.72])).build();

/** Boston, and no feed of the game. */
const withoutFeed = (changes: { readonly startTime?: null } = {}) =>
  new Scenario()
    .facts(-91, BOSTON, changes)
    .quotes([-90, 47], BOSTON, steps([10, 0.58], [20, 0.72]))
    .resolve(60, BOSTON, 1)
    .build();

/** Two dips with a gain after each. */
const dipTwice = (path = steps([10, 0.58], [20, 0.72], [24, 0.58], [40, 0.72])) => bostonGame(path).build();
/** The first entry is stopped out, then the price dips again. */
export const lossThenDip = () => dipTwice(steps([10, 0.58], [14, 0.5], [16, BEFORE], [30, 0.58], [40, 0.72]));

const spreadToo = () =>
  dipAndRecovery()
    .facts(-91, BOSTON_SPREAD)
    .quotes([-90, 47], BOSTON_SPREAD, steps([12, 0.58], [22, 0.72]))
    .resolve(60, BOSTON_SPREAD, 1)
    .build();

/** Sizes of the book are not recorded. */
export const sizeless = () =>
  new Scenario()
    .facts(-91, BOSTON)
    .quotes([-90, 47], BOSTON, steps([10, 0.58], [20, 0.72]), null)
    .basketball([0, 47])
    .resolve(60, BOSTON, 1)
    .build();

/** Falls so far that the seed system's Kelly sees an edge. */
const crash = () => bostonGame(steps([10, 0.45])).build();

/** Rises after the entry, then comes back. */
const riseAndFall = () => bostonGame(steps([10, 0.58], [16, 0.68], [20, 0.8], [30, 0.74], [36, 0.6])).build();

/** Boston falls behind further and further. */
const fallingBehind = () =>
  new Scenario()
    .facts(-91, BOSTON)
    .quotes([-90, 47], BOSTON, steps([10, 0.58]))
    .basketball([0, 47], (minute) => Math.floor(minute / 2))
    .resolve(60, BOSTON, 0)
    .build();

const tapeOf = (scenario: () => Scenario) => () => scenario().build();

const BASELINES: readonly KnobCase[] = [
  {
    knob: 'parameters.baseline.policy',
    values: [
      { policy: 'last-mid-before-start' },
      { policy: 'twap-before-start', windowMinutes: 60 },
      { policy: 'opening' },
      { policy: 'lagged-twap', lagMinutes: 30, windowMinutes: 60 },
      { policy: 'external-line', probability: 0.65, knownAt: '2026-01-10T18:00Z' },
    ],
    tape: stairs,
  },
  {
    knob: 'parameters.baseline.windowMinutes [policy = "twap-before-start"]',
    base: parameters({ baseline: { policy: 'twap-before-start' } }),
    values: [20, 80],
    tape: stairs,
  },
  {
    knob: 'parameters.baseline.knownShareMin [policy = "twap-before-start"]',
    base: parameters({ baseline: { policy: 'twap-before-start', windowMinutes: 120 } }),
    values: [0.2, 0.9],
    tape: lateListing,
  },
  {
    knob: 'parameters.baseline.lagMinutes [policy = "lagged-twap"]',
    base: parameters({ baseline: { policy: 'lagged-twap', windowMinutes: 30 } }),
    values: [15, 60],
    tape: stairs,
  },
  {
    knob: 'parameters.baseline.windowMinutes [policy = "lagged-twap"]',
    base: parameters({ baseline: { policy: 'lagged-twap', lagMinutes: 30 } }),
    values: [20, 60],
    tape: stairs,
  },
  {
    knob: 'parameters.baseline.knownShareMin [policy = "lagged-twap"]',
    base: parameters({ baseline: { policy: 'lagged-twap', lagMinutes: 15, windowMinutes: 120 } }),
    values: [0.2, 0.9],
    tape: lateListing,
  },
  {
    knob: 'parameters.baseline.probability [policy = "external-line"]',
    base: parameters({ baseline: { policy: 'external-line', knownAt: '2026-01-10T18:00Z' } }),
    values: [0.65, 0.75],
    tape: stairs,
  },
  {
    knob: 'parameters.baseline.knownAt [policy = "external-line"]',
    base: parameters({ baseline: { policy: 'external-line', probability: 0.7 } }),
    values: ['2026-01-10T18:00Z', '2026-01-10T19:15Z'],
    tape: tapeOf(lastingDip),
  },
];

const ENTRIES: readonly KnobCase[] = [
  { knob: 'parameters.enabled', values: [true, false], tape: tapeOf(dipAndRecovery) },
  { knob: 'parameters.side', values: ['both', 'yes', 'no'], tape: bothSides },
  { knob: 'parameters.entry.baselineMin', values: [0.55, 0.75], tape: tapeOf(dipAndRecovery) },
  {
    knob: 'parameters.entry.dipRelativeMin',
    base: entry({ dipPointsMin: 0.02, confidenceMin: 0.3 }),
    values: [0.15, 0.2, 'off'],
    tape: tapeOf(slide),
  },
  {
    knob: 'parameters.entry.dipPointsMin',
    base: entry({ dipRelativeMin: 0.01, confidenceMin: 0.3 }),
    values: ['off', 0.05, 0.15],
    tape: tapeOf(slide),
  },
  {
    knob: 'parameters.entry.dipRule',
    base: entry({ dipRelativeMin: 0.2, dipPointsMin: 0.05, confidenceMin: 0.3 }),
    values: ['all', 'any'],
    tape: tapeOf(slide),
  },
  { knob: 'parameters.entry.spreadMax', values: [0.05, 0.01], tape: tapeOf(dipAndRecovery) },
  { knob: 'parameters.entry.sizeMinShares', values: [0, 500], tape: tapeOf(dipAndRecovery) },
  {
    knob: 'parameters.entry.unknownSize',
    base: entry({ sizeMinShares: 10 }),
    values: ['block', 'allow'],
    tape: sizeless,
  },
  {
    knob: 'parameters.entry.phase',
    base: parameters({
      baseline: { policy: 'opening' },
      entry: { entriesPerMarketMax: 2 },
    }),
    values: ['in-play', 'pre-game', 'any'],
    tape: twoPhases,
  },
  {
    knob: 'parameters.entry.unknownPhase',
    base: parameters({
      baseline: { policy: 'opening' },
      entry: { unknownClock: 'allow', confidenceMin: 0.5 },
    }),
    values: ['block', 'allow'],
    tape: () => withoutFeed({ startTime: null }),
  },
  { knob: 'parameters.entry.progressFrom', values: [0, 0.5], tape: tapeOf(lastingDip) },
  { knob: 'parameters.entry.progressTo', values: [0.75, 0.1], tape: tapeOf(lastingDip) },
  { knob: 'parameters.entry.secondsLeftMin', values: [300, 2_400], tape: tapeOf(lastingDip) },
  {
    knob: 'parameters.entry.unknownClock',
    base: entry({ confidenceMin: 0.5 }),
    values: ['block', 'allow'],
    tape: withoutFeed,
  },
  { knob: 'parameters.entry.leadMin', values: ['off', -3], tape: tapeOf(lastingDip) },
  {
    knob: 'parameters.entry.unknownScore',
    base: entry({ leadMin: -3, unknownClock: 'allow', confidenceMin: 0.5 }),
    values: ['block', 'allow'],
    tape: withoutFeed,
  },
  { knob: 'parameters.entry.hoursFrom', values: ['00:00', '14:20'], tape: tapeOf(lastingDip) },
  { knob: 'parameters.entry.hoursTo', values: ['24:00', '14:05'], tape: tapeOf(lastingDip) },
  { knob: 'parameters.entry.confidenceMin', values: [0.6, 0.9], tape: tapeOf(dipAndRecovery) },
  // Boston is behind by five with 38 minutes left, and its price falls: the one preset likes it less, the other more.
  {
    knob: 'parameters.entry.confidencePreset',
    base: entry({ confidenceMin: 0.73 }),
    values: ['seed-v1', 'touchline-v1'],
    tape: tapeOf(lastingDip),
  },
  {
    knob: 'parameters.entry.confidenceWithout',
    base: entry({ confidenceMin: 0.73 }),
    values: [[], ['trend']],
    tape: tapeOf(lastingDip),
  },
  {
    knob: 'parameters.entry.confidenceMissing',
    base: parameters({
      entry: { unknownClock: 'allow', confidenceMin: 0.4 },
      sizing: { stake: { mode: 'seed-kelly' } },
    }),
    values: ['neutral', 'renormalise', 'veto'],
    tape: () =>
      new Scenario()
        .facts(-91, BOSTON)
        .quotes([-90, 47], BOSTON, steps([10, 0.45]))
        .resolve(60, BOSTON, 1)
        .build(),
  },
  { knob: 'parameters.entry.entriesPerMarketMax', values: [1, 2], tape: dipTwice },
  { knob: 'parameters.entry.positionsPerGameMax', values: [1, 2], tape: spreadToo },
  {
    knob: 'parameters.entry.coolDownMinutes',
    base: entry({ entriesPerMarketMax: 2 }),
    values: [0, 10],
    tape: dipTwice,
  },
  { knob: 'parameters.entry.slippageMax', values: [0.01, 0, 0.05], tape: tapeOf(dipAndRecovery) },
];

const EXITS: readonly KnobCase[] = [
  { knob: 'parameters.exit.takeProfit', values: [0.2, 0.1, 'off'], tape: riseAndFall },
  {
    knob: 'parameters.exit.stopLoss',
    values: [0.1, 0.2, 'off'],
    tape: () => bostonGame(steps([10, 0.58], [20, 0.5], [30, 0.4]), 0).build(),
  },
  {
    knob: 'parameters.exit.trailingStop',
    base: exit(NO_EXIT),
    values: ['off', 0.05, 0.2],
    tape: riseAndFall,
  },
  {
    knob: 'parameters.exit.secondsLeftMax',
    base: exit(NO_EXIT),
    values: ['off', 600, 1_200],
    tape: tapeOf(lastingDip),
  },
  {
    knob: 'parameters.exit.segment',
    base: exit(NO_EXIT),
    values: ['off', 'q3', 'q4'],
    tape: tapeOf(lastingDip),
  },
  {
    knob: 'parameters.exit.segmentProgressMin',
    base: exit({ ...NO_EXIT, segment: 'q4' }),
    values: [0, 0.9],
    tape: tapeOf(lastingDip),
  },
  {
    knob: 'parameters.exit.deficitMax',
    base: exit(NO_EXIT),
    values: ['off', 8, 12],
    tape: fallingBehind,
  },
  {
    knob: 'parameters.exit.holdMinutesMax',
    base: exit(NO_EXIT),
    values: ['off', 5, 15],
    tape: tapeOf(lastingDip),
  },
  { knob: 'parameters.exit.slippageMax', values: [0.03, 0.1], tape: tapeOf(dipAndRecovery) },
];

const stake = (settings: Settings): Settings => parameters({ sizing: { stake: settings } });

/** A calibration of prices that lifts a logit by `intercept`, fitted before the games of the cases unless said. */
const calibrationText = (intercept: number, cutOff = '2026-01-01'): string =>
  writeCalibrationArtifact({
    source: { name: 'a test', version: '1' },
    input: 'price',
    dataHash: 'a'.repeat(64),
    cutOffMicros: Date.parse(cutOff) * 1_000,
    rows: 100,
    games: 100,
    weighting: 'game',
    recalibration: { kind: 'logistic', intercept, slope: 1 },
  });

const SIZING: readonly KnobCase[] = [
  {
    knob: 'parameters.sizing.stake.mode',
    values: [
      { mode: 'fixed', usd: 21 },
      { mode: 'fraction', bankrollShare: 0.015 },
      { mode: 'seed-kelly', kellyFraction: 0.1 },
      { mode: 'kelly', assumedEdge: 0.1, kellyFraction: 0.1 },
      { mode: 'calibrated', calibration: calibrationText(0.6), kellyFraction: 0.1 },
    ],
    tape: crash,
  },
  {
    knob: 'parameters.sizing.stake.usd [mode = "fixed"]',
    base: stake({ mode: 'fixed' }),
    values: [10, 20],
    tape: tapeOf(dipAndRecovery),
  },
  {
    knob: 'parameters.sizing.stake.bankrollShare [mode = "fraction"]',
    base: stake({ mode: 'fraction' }),
    values: [0.01, 0.02],
    tape: tapeOf(dipAndRecovery),
  },
  {
    knob: 'parameters.sizing.stake.kellyFraction [mode = "seed-kelly"]',
    base: stake({ mode: 'seed-kelly' }),
    values: [0.05, 0.1],
    tape: crash,
  },
  {
    knob: 'parameters.sizing.stake.cap [mode = "seed-kelly"]',
    base: stake({ mode: 'seed-kelly', kellyFraction: 0.1 }),
    values: [0.5, 0.01],
    tape: crash,
  },
  {
    knob: 'parameters.sizing.stake.assumedEdge [mode = "kelly"]',
    base: stake({ mode: 'kelly', kellyFraction: 0.1 }),
    values: [0.06, 0.1],
    tape: crash,
  },
  {
    knob: 'parameters.sizing.stake.kellyFraction [mode = "kelly"]',
    base: stake({ mode: 'kelly', assumedEdge: 0.1 }),
    values: [0.05, 0.1],
    tape: crash,
  },
  {
    knob: 'parameters.sizing.stake.calibration [mode = "calibrated"]',
    base: stake({ mode: 'calibrated', kellyFraction: 0.1 }),
    values: [calibrationText(0.6), calibrationText(0.8), calibrationText(0.8, '2030-01-01')],
    tape: crash,
  },
  {
    knob: 'parameters.sizing.stake.kellyFraction [mode = "calibrated"]',
    base: stake({ mode: 'calibrated', calibration: calibrationText(0.6) }),
    values: [0.05, 0.1],
    tape: crash,
  },
  { knob: 'parameters.sizing.bankrollShareMax', values: [0.5, 0.01], tape: tapeOf(dipAndRecovery) },
  { knob: 'parameters.sizing.gameShareMax', values: [0.5, 0.01], tape: tapeOf(dipAndRecovery) },
  { knob: 'parameters.sizing.usdMax', values: ['off', 10, 15], tape: tapeOf(dipAndRecovery) },
  {
    knob: 'parameters.sizing.lossStreakReduction',
    base: entry({ entriesPerMarketMax: 2 }),
    values: [0, 0.5],
    tape: lossThenDip,
  },
  {
    knob: 'parameters.sizing.lossStreakFloor',
    base: parameters({ entry: { entriesPerMarketMax: 2 }, sizing: { lossStreakReduction: 0.8 } }),
    values: [0.1, 0.9],
    tape: lossThenDip,
  },
];

/** Up and down in waves, so that averages cross. */
const waves = () => bostonGame((minute) => 0.6 + 0.002 * Math.abs((((minute + 90) * 3) % 100) - 50)).build();

const EMA_CROSS: readonly KnobCase[] = [
  { knob: 'parameters.fast', values: [10, 3] },
  { knob: 'parameters.slow', values: [20, 12] },
  { knob: 'parameters.sizeShares', values: [1, 5] },
].map((each) => ({ ...each, strategy: 'ema-cross', tape: waves }));

/** A case for every parameter of every strategy. */
export const PARAMETER_CASES: readonly KnobCase[] = [
  ...BASELINES,
  ...ENTRIES,
  ...EXITS,
  ...SIZING,
  ...EMA_CROSS,
  ...MODEL_EDGE_CASES,
  ...CLOSING_LINE_CASES,
  ...SCORE_SHOCK_CASES,
  ...MAKER_CASES,
];
