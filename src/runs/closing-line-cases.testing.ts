import { entryGates } from '../strategies/closing-line/entry.js';
import { DEVIG_METHODS } from '../strategies/devig/devig.js';
import {
  ARSENAL,
  BOSTON,
  BOSTON_SPREAD,
  bostonGame,
  CHELSEA,
  Scenario,
  steps,
} from '../strategies/favourite-dip/scenario.testing.js';
import type { KnobCase, Settings } from './knob-case.testing.js';
import { type BeliefWorld, beliefCases, gateCasesOf, withBase } from './taker-cases.testing.js';

const MILLISECOND = 1 / 60_000;
const DIP = steps([10, 0.58]);
const HEADER = 'market,known_at,probability,outcome,odds';
/** A line for both markets, an hour before the start. */
const linesOf = (probability: number): string =>
  [
    HEADER,
    `nba-bos-nyk-bos,2026-01-10T18:00Z,${probability},,`,
    `nba-bos-nyk-bos-spread,2026-01-10T18:00Z,${probability},,`,
    `epl-ars-che-ars,2026-01-10T18:00Z,0.55,,`,
    `epl-ars-che-che,2026-01-10T18:00Z,0.3,,`,
    '',
  ].join('\n');
const ODDS = `${HEADER}\nnba-bos-nyk-bos,2026-01-10T18:00Z,,3,4.20 3.70 1.95\n`;

const lasting = () => bostonGame(DIP).build();
const together = (path: (minute: number) => number, boston = DIP) =>
  bostonGame(boston)
    .facts(-91, BOSTON_SPREAD)
    .quotes([-90, 47], BOSTON_SPREAD, path)
    .resolve(61, BOSTON_SPREAD, 1)
    .build();

const WORLD: BeliefWorld = {
  strategy: 'closing-line',
  base: { lines: linesOf(0.7), entry: { phase: 'any' } },
  lasting,
  sizeless: () =>
    new Scenario()
      .facts(-91, BOSTON)
      .quotes([-90, 47], BOSTON, DIP, null)
      .basketball([0, 47])
      .resolve(60, BOSTON, 1)
      .build(),
  twoMarkets: () => together(steps([12, 0.58])),
  bothSides: () => together(steps([12, 0.82])),
  exclusive: () =>
    new Scenario()
      .facts(-91, ARSENAL)
      .facts(-91, CHELSEA)
      .quotes([-90, 40], ARSENAL, steps([-90, 0.55], [10, 0.45]))
      .quotes([-90, 40], CHELSEA, steps([-90, 0.3], [12, 0.2]))
      .soccer([0, 40])
      .resolve(100, ARSENAL, 1)
      .resolve(100, CHELSEA, 0)
      .build(),
  lossThenEntry: () =>
    new Scenario()
      .facts(-91, BOSTON)
      .facts(-91, BOSTON_SPREAD)
      .quotes([-90, 19], BOSTON, DIP)
      .quotes([-90, 47], BOSTON_SPREAD, steps([25, 0.55]))
      .basketball([0, 47])
      .resolve(20, BOSTON, 0)
      .resolve(60, BOSTON_SPREAD, 1)
      .build(),
  flicker: () =>
    bostonGame(steps())
      .quote(10.5, BOSTON, { bid: 0.57, ask: 0.59 })
      .quote(10.5 + 10 * MILLISECOND, BOSTON, { bid: 0.69, ask: 0.71 })
      .quote(10.5 + 100 * MILLISECOND, BOSTON, { bid: 0.57, ask: 0.59 })
      .quote(10.5 + 1_000 * MILLISECOND, BOSTON, { bid: 0.69, ask: 0.71 })
      .build(),
};

/** One market falls before the start and comes back, another one in play. */
const twoPhases = () => together(steps([12, 0.58]), steps([-40, 0.58], [-30, 0.7]));
/** Neither a schedule nor a feed. */
const undated = () =>
  new Scenario()
    .facts(-91, BOSTON, { startTime: null })
    .quotes([-90, 47], BOSTON, DIP)
    .resolve(60, BOSTON, 1)
    .build();

const KELLY: Settings = { sizing: { stake: { mode: 'belief-kelly' } } };
const entry = (settings: Settings): Settings => ({ entry: settings });

/** A case for every parameter of closing-line. */
export const CLOSING_LINE_CASES: readonly KnobCase[] = [
  ...beliefCases(WORLD),
  ...withBase(WORLD, [
    { knob: 'parameters.lines', also: KELLY, values: [linesOf(0.7), linesOf(0.75)] },
    {
      knob: 'parameters.devig',
      also: { ...KELLY, lines: ODDS },
      values: DEVIG_METHODS,
      tape: () => bostonGame((minute) => (minute < 10 ? 0.5 : 0.4)).build(),
    },
    { knob: 'parameters.shrink', values: [1, 0.1] },
    { knob: 'parameters.entry.lineAgeMinutesMax', values: [720, 60] },
    {
      knob: 'parameters.entry.phase',
      also: entry({ positionsPerGameMax: 2 }),
      values: ['in-play', 'pre-game', 'any'],
      tape: twoPhases,
    },
    {
      knob: 'parameters.entry.unknownPhase',
      also: entry({ phase: 'in-play' }),
      values: ['block', 'allow'],
      tape: undated,
    },
  ]),
];

const run = (parameters: Settings): Settings => ({
  strategy: 'closing-line',
  parameters,
  report: { blockedDecisionsPerGate: 1_000 },
});
const early = `${HEADER}\nnba-bos-nyk-bos,2026-01-10T18:00Z,0.7,,\n`;
const later = `${HEADER}\nnba-bos-nyk-bos,2026-01-10T19:15Z,0.7,,\n`;

/** A fixture for every gate of closing-line. */
export const CLOSING_LINE_GATES = gateCasesOf(WORLD, entryGates(), [
  {
    gate: 'line-age',
    blocked: run({ lines: early, entry: { phase: 'any', lineAgeMinutesMax: 60 } }),
    relaxed: run({ lines: early, entry: { phase: 'any' } }),
    tape: lasting,
  },
  {
    gate: 'phase',
    blocked: run({ lines: early }),
    relaxed: run({ lines: early, entry: { phase: 'in-play' } }),
    tape: lasting,
  },
  // The line is known only from minute 15 on: until then nothing else stands in the way.
  {
    gate: 'reference',
    blocked: run({ lines: later, entry: { phase: 'any' } }),
    relaxed: run({ lines: early, entry: { phase: 'any' } }),
    tape: lasting,
  },
]);
