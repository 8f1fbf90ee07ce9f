import { BOSTON, bostonGame, Scenario } from '../strategies/favourite-dip/scenario.testing.js';
import type { GateCase } from './gate-cases.testing.js';
import type { KnobCase, Settings } from './knob-case.testing.js';

/** Falls three cents a minute for ten minutes, rises for ten, and so on: resting quotes are traded through. */
const swings = (minute: number): number => 0.45 + 0.03 * Math.abs(((minute + 100) % 20) - 10);
const swinging = () => bostonGame(swings).build();

/** The score changes at minute 20. */
const scored = () =>
  new Scenario()
    .facts(-91, BOSTON)
    .quotes([-90, 47], BOSTON, swings)
    .basketball([0, 47], (minute) => (minute < 20 ? 0 : 3))
    .resolve(60, BOSTON, 1)
    .build();

const withoutSchedule = () =>
  new Scenario()
    .facts(-91, BOSTON, { startTime: null })
    .quotes([-90, 47], BOSTON, swings)
    .resolve(60, BOSTON, 1)
    .build();

const cases: readonly Omit<KnobCase, 'strategy'>[] = [
  { knob: 'parameters.sizeShares', values: [20, 10], tape: swinging },
  { knob: 'parameters.inventoryMaxShares', values: [100, 20], tape: swinging },
  { knob: 'parameters.behindTouch', values: [0, 0.01], tape: swinging },
  {
    knob: 'parameters.reservation',
    base: { parameters: { skewMax: 0.2 } },
    values: ['touch', 'linear', 'kelly'],
    tape: swinging,
  },
  {
    knob: 'parameters.skewMax',
    base: { parameters: { reservation: 'linear', halfWidth: 0.01 } },
    values: [0.02, 0.08],
    tape: swinging,
  },
  {
    knob: 'parameters.halfWidth',
    base: { parameters: { reservation: 'linear' } },
    values: [0.01, 0.02],
    tape: swinging,
  },
  { knob: 'parameters.spreadMin', values: [0.01, 0.05], tape: swinging },
  { knob: 'parameters.moveMin', values: [0.01, 0.05], tape: swinging },
  { knob: 'parameters.phase', values: ['in-play', 'pre-game', 'any'], tape: swinging },
  { knob: 'parameters.unknownPhase', values: ['block', 'allow'], tape: withoutSchedule },
  { knob: 'parameters.pullBeforeStartMinutes', values: [5, 30], tape: swinging },
  {
    knob: 'parameters.scorePauseSeconds',
    base: { parameters: { phase: 'in-play' } },
    values: [60, 600],
    tape: scored,
  },
];

/** A case for every parameter of the market maker. */
export const MAKER_CASES: readonly KnobCase[] = cases.map((each) => ({ ...each, strategy: 'maker' }));

/** Nobody asks from minute 30 to minute 20 before the start. */
const oneSided = () => {
  const scenario = new Scenario().facts(-91, BOSTON);
  for (let minute = -90; minute < 48; minute += 1) {
    const mid = swings(minute);
    const isBare = minute >= -30 && minute < -20;
    scenario.quote(minute, BOSTON, { bid: mid - 0.01, ask: isBare ? null : mid + 0.01 });
  }
  return scenario.basketball([0, 47]).resolve(60, BOSTON, 1).build();
};

const one = (gate: string, blocked: Settings, relaxed: Settings = {}, tape = swinging): GateCase => ({
  gate,
  blocked: { strategy: 'maker', parameters: blocked },
  relaxed: { strategy: 'maker', parameters: relaxed },
  tape,
});

/** A fixture for every gate of a quote. */
export const MAKER_GATES: readonly GateCase[] = [
  { ...one('two-sided', {}, {}, oneSided), relaxedTape: swinging },
  one('spread', { spreadMin: 0.05 }),
  one('phase', { phase: 'in-play' }),
  one('start', { pullBeforeStartMinutes: 30 }),
  one(
    'score',
    { phase: 'in-play', scorePauseSeconds: 600 },
    { phase: 'in-play', scorePauseSeconds: 0 },
    scored,
  ),
];
