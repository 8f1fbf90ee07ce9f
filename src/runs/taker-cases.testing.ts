import { mergeTables } from '../config/config-file.js';
import type { Tape } from '../engine/tape.js';
import type { GateCase } from './gate-cases.testing.js';
import type { KnobCase, Settings } from './knob-case.testing.js';

/** Tapes on which a strategy enters Boston, as the cases of the parameters that strategies share need them. */
export interface TakerWorld {
  readonly strategy: string;
  /** What it takes, beside its defaults, to enter on these tapes. */
  readonly base: Settings;
  /** Enters once in play, and goes on seeing a reason to. */
  readonly lasting: () => Tape;
  /** Sizes of the book are not recorded. */
  readonly sizeless: () => Tape;
  /** Two markets of one game, entered after each other. */
  readonly twoMarkets: () => Tape;
  /** The first of two markets of one game has lost before the second is entered. */
  readonly lossThenEntry: () => Tape;
  /** Enters one market on its YES and another on its NO, or one after the other. */
  readonly bothSides: () => Tape;
  /** The reason to enter is gone after 10 ms and back after 100. */
  readonly flicker: () => Tape;
}

/** The same of a strategy with a belief. */
export interface BeliefWorld extends TakerWorld {
  /** A reason to buy one outcome of a game, and then a reason to buy another that excludes it. */
  readonly exclusive: () => Tape;
}

const at = (key: string, value: unknown): Settings =>
  key.split('.').reduceRight((inner: unknown, part) => ({ [part]: inner }), value) as Settings;

type Shared = Omit<KnobCase, 'strategy' | 'base' | 'tape'> & {
  readonly also?: Settings;
  readonly tape?: () => Tape;
};

const stake = (mode: string): Settings => at('sizing.stake.mode', mode);

const FIXED_CASES: readonly Shared[] = [
  {
    knob: 'parameters.sizing.stake.usd [mode = "fixed"]',
    also: stake('fixed'),
    values: [10, 20],
  },
  {
    knob: 'parameters.sizing.stake.bankrollShare [mode = "fraction"]',
    also: stake('fraction'),
    values: [0.01, 0.02],
  },
];

const beliefStakeCases = (world: BeliefWorld): readonly Shared[] => [
  {
    knob: 'parameters.sizing.stake.mode',
    also: at('entry.positionsPerGameMax', 2),
    tape: world.exclusive,
    values: [
      { mode: 'fixed', usd: 21 },
      { mode: 'fraction', bankrollShare: 0.015 },
      { mode: 'belief-kelly', kellyFraction: 0.05 },
      { mode: 'game-kelly', kellyFraction: 0.05 },
      { mode: 'estimated-kelly', deviation: 0.4 },
      { mode: 'drawdown-kelly', level: 0.9, chance: 0.1 },
    ],
  },
  {
    knob: 'parameters.sizing.stake.kellyFraction [mode = "belief-kelly"]',
    also: stake('belief-kelly'),
    values: [0.05, 0.02],
  },
  {
    knob: 'parameters.sizing.stake.kellyFraction [mode = "game-kelly"]',
    also: stake('game-kelly'),
    values: [0.05, 0.02],
  },
  {
    knob: 'parameters.sizing.stake.deviation [mode = "estimated-kelly"]',
    also: stake('estimated-kelly'),
    values: [0.3, 0.4],
  },
  {
    knob: 'parameters.sizing.stake.level [mode = "drawdown-kelly"]',
    also: at('sizing.stake', { mode: 'drawdown-kelly', chance: 0.1 }),
    values: [0.9, 0.95],
  },
  {
    knob: 'parameters.sizing.stake.chance [mode = "drawdown-kelly"]',
    also: at('sizing.stake', { mode: 'drawdown-kelly', level: 0.95 }),
    values: [0.1, 0.3],
  },
];

const PLAIN_STAKE_CASES: readonly Shared[] = [
  {
    knob: 'parameters.sizing.stake.mode',
    values: [
      { mode: 'fixed', usd: 21 },
      { mode: 'fraction', bankrollShare: 0.015 },
      { mode: 'kelly', assumedEdge: 0.1, kellyFraction: 0.1 },
    ],
  },
  {
    knob: 'parameters.sizing.stake.assumedEdge [mode = "kelly"]',
    also: at('sizing.stake', { mode: 'kelly', kellyFraction: 0.1 }),
    values: [0.08, 0.1],
  },
  {
    knob: 'parameters.sizing.stake.kellyFraction [mode = "kelly"]',
    also: at('sizing.stake', { mode: 'kelly', assumedEdge: 0.1 }),
    values: [0.05, 0.1],
  },
];

const limitCases = (world: TakerWorld): readonly Shared[] => [
  { knob: 'parameters.enabled', values: [true, false] },
  {
    knob: 'parameters.side',
    also: at('entry.positionsPerGameMax', 2),
    values: ['both', 'yes', 'no'],
    tape: world.bothSides,
  },
  { knob: 'parameters.entry.spreadMax', values: [0.05, 0.01] },
  { knob: 'parameters.entry.sizeMinShares', values: [0, 500] },
  {
    knob: 'parameters.entry.unknownSize',
    also: at('entry.sizeMinShares', 10),
    values: ['block', 'allow'],
    tape: world.sizeless,
  },
  { knob: 'parameters.entry.hoursFrom', values: ['00:00', '14:20'] },
  { knob: 'parameters.entry.hoursTo', values: ['24:00', '14:05'] },
  { knob: 'parameters.entry.positionsPerGameMax', values: [1, 2], tape: world.twoMarkets },
  { knob: 'parameters.entry.slippageMax', values: [0.01, 0, 0.05] },
  { knob: 'parameters.sizing.bankrollShareMax', values: [0.5, 0.01] },
  { knob: 'parameters.sizing.gameShareMax', values: [0.5, 0.01] },
  { knob: 'parameters.sizing.usdMax', values: ['off', 10, 15] },
  { knob: 'parameters.sizing.lossStreakReduction', values: [0, 0.5], tape: world.lossThenEntry },
  {
    knob: 'parameters.sizing.lossStreakFloor',
    also: at('sizing.lossStreakReduction', 0.8),
    values: [0.1, 0.9],
    tape: world.lossThenEntry,
  },
];

/** Cases of the parameters of gates and sizing that every strategy with a belief shares. */
export const beliefCases = (world: BeliefWorld): readonly KnobCase[] =>
  withBase(world, [
    ...limitCases(world),
    { knob: 'parameters.entry.edgeMin', values: [0.03, 0.4] },
    ...FIXED_CASES,
    ...beliefStakeCases(world),
  ]);

/** The same for one that has none. */
export const plainCases = (world: TakerWorld): readonly KnobCase[] =>
  withBase(world, [...limitCases(world), ...FIXED_CASES, ...PLAIN_STAKE_CASES]);

/** Adds a strategy's base to cases of its own. */
export const withBase = (
  { strategy, base, lasting }: Pick<TakerWorld, 'strategy' | 'base' | 'lasting'>,
  cases: readonly Shared[],
): readonly KnobCase[] =>
  cases.map(({ also = {}, tape = lasting, ...rest }) => ({
    ...rest,
    tape,
    strategy,
    base: { parameters: mergeTables(base, also) },
  }));

/** Fixtures of the gates that these strategies share, by name; each blocks alone in `blocked`. */
export function sharedGateCases(world: TakerWorld): ReadonlyMap<string, GateCase> {
  const { base, lasting, strategy } = world;
  // Every blocked decision is kept: the one that matters may come after many.
  const run = (also: Settings): Settings => ({
    strategy,
    parameters: mergeTables(base, also),
    report: { blockedDecisionsPerGate: 1_000 },
  });
  const one = (gate: string, key: string, value: unknown): GateCase => ({
    gate,
    blocked: run(at(key, value)),
    relaxed: run({}),
    tape: lasting,
  });
  const cases = [
    one('enabled', 'enabled', false),
    one('side', 'side', 'no'),
    one('hours', 'entry.hoursTo', '14:05'),
    one('edge', 'entry.edgeMin', 0.4),
    one('spread', 'entry.spreadMax', 0.01),
    one('liquidity', 'entry.sizeMinShares', 500),
    {
      gate: 'flat',
      blocked: run({}),
      relaxed: { ...run({}), venue: { entryLatencyMs: 50, responseLatencyMs: 10 } },
      tape: world.flicker,
    },
    {
      gate: 'game-limit',
      blocked: run({}),
      relaxed: run(at('entry.positionsPerGameMax', 2)),
      tape: world.twoMarkets,
    },
    one('stake', 'sizing.usdMax', 0.000001),
  ];
  return new Map(cases.map((each) => [each.gate, each]));
}

/** The fixtures of a strategy in the order of its gates: its own, and the shared ones. */
export const gateCasesOf = (
  world: TakerWorld,
  gates: readonly { readonly name: string }[],
  own: readonly GateCase[],
): readonly GateCase[] => {
  const shared = sharedGateCases(world);
  return gates.flatMap(({ name }) => own.find(({ gate }) => gate === name) ?? shared.get(name) ?? []);
};
