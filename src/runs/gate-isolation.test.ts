import { describe, expect, it } from 'vitest';
import type { DecisionAction } from '../engine/gate-sheet.js';
import type { RunResult } from '../engine/run-result.js';
import { entryGates as closingLineGates } from '../strategies/closing-line/entry.js';
import { entryGates } from '../strategies/favourite-dip/entry.js';
import { EXIT_RULES } from '../strategies/favourite-dip/favourite-dip.js';
import { at, BOSTON, dipAndRecovery } from '../strategies/favourite-dip/scenario.testing.js';
import { QUOTE_GATES } from '../strategies/maker/maker.js';
import { entryGates as modelEdgeGates } from '../strategies/model-edge/entry.js';
import { entryGates as scoreShockGates } from '../strategies/score-shock/entry.js';
import { EXIT_RULES as SCORE_SHOCK_RULES } from '../strategies/score-shock/score-shock.js';
import { CLOSING_LINE_GATES } from './closing-line-cases.testing.js';
import { ENTRY_CASES, EXIT_CASES, type ExitCase, type GateCase, RISK_CASES } from './gate-cases.testing.js';
import { runConfigured, type Settings } from './knob-case.testing.js';
import { MAKER_GATES } from './maker-cases.testing.js';
import { MODEL_EDGE_GATES } from './model-edge-cases.testing.js';
import { SCORE_SHOCK_EXITS, SCORE_SHOCK_GATES } from './score-shock-cases.testing.js';

const alone = (result: RunResult, action: DecisionAction, gate: string): number =>
  result.funnel.find((row) => row.action === action && row.gate === gate)?.blockedAlone ?? 0;

/** Instants and markets at which `gate` alone blocked. */
const blockedAt = (result: RunResult, action: DecisionAction, gate: string): readonly string[] =>
  result.decisions
    .filter((decision) => decision.action === action && decision.blockedBy === gate)
    .map(({ time, market }) => `${time} ${market}`);

/** Instants and markets of orders that traded. */
const tradedAt = (result: RunResult): readonly string[] =>
  result.fills.map(({ order, market }) => `${order.placedAt} ${market}`);

function expectIsolation(action: DecisionAction, fixture: GateCase): void {
  const { gate, blocked, relaxed, tape, relaxedTape } = fixture;
  const shared = tape();
  const held = runConfigured(blocked, shared);
  const free = runConfigured(relaxed, relaxedTape?.() ?? shared);
  const instants = blockedAt(held, action, gate);
  expect(alone(held, action, gate)).toBeGreaterThan(0);
  expect(instants.length).toBeGreaterThan(0);
  for (const instant of instants) expect(tradedAt(held)).not.toContain(instant);
  // The twin trades at an instant at which nothing but this gate stood in the way.
  expect(tradedAt(free).some((instant) => instants.includes(instant))).toBe(true);
}

/** The gates of each strategy that buys and holds, with a fixture for each. */
const STRATEGY_GATES: readonly (readonly [string, readonly string[], readonly GateCase[]])[] = [
  ['favourite-dip', entryGates().map(({ name }) => name), ENTRY_CASES],
  ['model-edge', modelEdgeGates().map(({ name }) => name), MODEL_EDGE_GATES],
  ['closing-line', closingLineGates().map(({ name }) => name), CLOSING_LINE_GATES],
  ['score-shock', scoreShockGates().map(({ name }) => name), SCORE_SHOCK_GATES],
];

describe.each(STRATEGY_GATES)('each gate of an entry of %s alone can block', (_strategy, gates, cases) => {
  it('has a fixture for each', () => {
    expect(cases.map(({ gate }) => gate)).toEqual(gates);
  });

  it.each(cases.map((gateCase) => [gateCase.gate, gateCase] as const))('%s', (_gate, gateCase) => {
    expectIsolation('enter', gateCase);
  });
});

describe('each gate of a quote of maker alone can block', () => {
  it('has a fixture for each', () => {
    expect(MAKER_GATES.map(({ gate }) => gate)).toEqual([...QUOTE_GATES]);
  });

  it.each(MAKER_GATES.map((gateCase) => [gateCase.gate, gateCase] as const))('%s', (_gate, gateCase) => {
    expectIsolation('quote', gateCase);
  });
});

describe('each risk control alone can block', () => {
  it('has a fixture for each', () => {
    const every = runConfigured({}, dipAndRecovery().build());
    const controls = every.funnel.filter(({ action }) => action === 'order').map(({ gate }) => gate);
    expect(RISK_CASES.map(({ gate }) => gate)).toEqual(controls);
  });

  it.each(RISK_CASES.map((gateCase) => [gateCase.gate, gateCase] as const))('%s', (_gate, gateCase) => {
    expectIsolation('order', gateCase);
  });
});

/** The rules of each strategy that sells before the settlement, with a fixture for each, and when it buys. */
const STRATEGY_EXITS: readonly (readonly [string, readonly string[], readonly ExitCase[], Settings])[] = [
  ['favourite-dip', EXIT_RULES.map(({ name }) => name), EXIT_CASES, {}],
  ['score-shock', SCORE_SHOCK_RULES.map(({ name }) => name), SCORE_SHOCK_EXITS, { holdMinutesMax: 'off' }],
];

describe.each(STRATEGY_EXITS)('each rule of an exit of %s alone can fire', (strategy, rules, cases, also) => {
  it('has a fixture for each', () => {
    expect(cases.map(({ rule }) => rule)).toEqual(rules);
  });

  it.each(cases.map((exitCase) => [exitCase.rule, exitCase] as const))('%s', (rule, exitCase) => {
    const exit = { takeProfit: 'off', stopLoss: 'off', ...also };
    const tape = exitCase.tape();
    const on = runConfigured({ strategy, parameters: { exit: { ...exit, ...exitCase.on } } }, tape);
    const off = runConfigured({ strategy, parameters: { exit } }, tape);
    expect(alone(on, 'exit', rule)).toBe(1);
    expect(on.orders.map(({ tag, placedAt }) => [tag, placedAt])).toEqual([
      ['entry', at(10)],
      [rule, at(exitCase.minute)],
    ]);
    expect(on.roundTrips.map(({ closedBy }) => closedBy)).toEqual([rule]);
    expect(off.orders.map(({ tag }) => tag)).toEqual(['entry']);
    expect(off.roundTrips.map(({ closedBy, market }) => [closedBy, market])).toEqual([
      ['settlement', BOSTON],
    ]);
  });
});
