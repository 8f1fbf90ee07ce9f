import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecisionLog } from './decision-log.js';
import { type DecisionAction, GateSheet } from './gate-sheet.js';
import { marketIndex } from './ids.js';
import { type Micros, micros } from './units.js';

const T = 1_790_812_800_000_000;

interface Decision {
  readonly time?: number;
  readonly market?: number;
  readonly verdicts: string;
  readonly action?: DecisionAction;
  readonly mode?: 'all' | 'any';
}

function sheetOf({ market = 0, verdicts, action = 'enter', mode = 'all' }: Decision): GateSheet {
  const sheet = new GateSheet(
    [...verdicts].map((_, gate) => `gate-${gate}`),
    mode,
  );
  sheet.begin(marketIndex(market), action, 'yes');
  for (const [gate, verdict] of [...verdicts].entries()) sheet.judge(gate, gate + 0.5, 1, verdict === '1');
  return sheet;
}

function logOf(decisions: readonly Decision[], blockedMax = 10): DecisionLog {
  const log = new DecisionLog(blockedMax);
  for (const each of decisions) log.add(sheetOf(each), micros(each.time ?? T));
  return log;
}

describe('the decision log', () => {
  it('keeps every decision that acted, and blocked ones that one gate alone held back', () => {
    const log = logOf([{ verdicts: '11' }, { verdicts: '10' }, { verdicts: '01' }, { verdicts: '00' }]);
    expect(log.records.map((each) => [each.verdict, each.blockedBy])).toEqual([
      ['acted', null],
      ['blocked', 'gate-1'],
      ['blocked', 'gate-0'],
    ]);
    expect(log.records[1]).toEqual({
      time: T,
      market: 0,
      action: 'enter',
      label: 'yes',
      verdict: 'blocked',
      blockedBy: 'gate-1',
      gates: [
        { gate: 'gate-0', value: 0.5, threshold: 1, passed: true },
        { gate: 'gate-1', value: 1.5, threshold: 1, passed: false },
      ],
      confidence: [],
      sizing: [],
      belief: null,
    });
  });

  it('keeps an exit when one rule fired, and nothing of an exit when none did', () => {
    const log = logOf([
      { verdicts: '100', mode: 'any', action: 'exit' },
      { verdicts: '000', mode: 'any', action: 'exit' },
      { verdicts: '111', mode: 'any', action: 'exit' },
    ]);
    expect(log.records.map((each) => each.verdict)).toEqual(['acted', 'acted']);
  });

  it('keeps at most so many blocked decisions a gate and action, the first ones, and never drops one that acted', () => {
    const many = Array.from({ length: 50 }, (_, step): Decision[] => [
      { time: T + step, verdicts: '01' },
      { time: T + step, verdicts: '10' },
      { time: T + step, verdicts: '10', action: 'exit' },
      { time: T + step, verdicts: '11' },
    ]).flat();
    const { records } = logOf(many, 3);
    const count = (action: string, blockedBy: string | null) =>
      records.filter((each) => each.action === action && each.blockedBy === blockedBy);
    expect(count('enter', 'gate-0').map((each) => each.time)).toEqual([T, T + 1, T + 2]);
    expect(count('enter', 'gate-1')).toHaveLength(3);
    expect(count('exit', 'gate-1')).toHaveLength(3);
    expect(count('enter', null)).toHaveLength(50);
  });

  it('does not change a record when the sheet is used again', () => {
    const log = new DecisionLog(10);
    const sheet = sheetOf({ verdicts: '11' });
    log.add(sheet, T as Micros);
    sheet.begin(marketIndex(5), 'enter', 'no');
    sheet.judge(0, 9, 9, false);
    expect(log.records[0]).toMatchObject({ market: 0, label: 'yes' });
    expect(log.records[0]?.gates[0]).toMatchObject({ value: 0.5, passed: true });
  });
});

describe('the digest', () => {
  const first: Decision = { verdicts: '0000' };

  it('is 16 hex digits, the same for the same decisions, kept or not', () => {
    expect(logOf([first]).digest).toMatch(/^[0-9a-f]{16}$/);
    expect(logOf([first, first], 0).digest).toBe(logOf([first, first], 10).digest);
  });

  it.each<[string, readonly Decision[]]>([
    ['one verdict', [{ verdicts: '0001' }]],
    ['the verdict of another gate', [{ verdicts: '1000' }]],
    ['the market', [{ ...first, market: 1 }]],
    ['the time by a microsecond', [{ ...first, time: T + 1 }]],
    ['the time by 2^32 microseconds', [{ ...first, time: T + 2 ** 32 }]],
    ['one decision more', [first, first]],
    ['one decision less', []],
  ])('changes with %s', (_what, other) => {
    expect(logOf(other).digest).not.toBe(logOf([first]).digest);
  });

  it('changes with the order of decisions', () => {
    const second: Decision = { verdicts: '0000', market: 1 };
    expect(logOf([first, second]).digest).not.toBe(logOf([second, first]).digest);
  });

  it('differs for any two histories that differ in one place', () => {
    const decision = fc.record({
      time: fc.integer({ min: T, max: T + 10 ** 12 }),
      market: fc.integer({ min: 0, max: 5_000 }),
      verdicts: fc.integer({ min: 0, max: 255 }).map((bits) => bits.toString(2).padStart(8, '0')),
    });
    fc.assert(
      fc.property(fc.array(decision, { minLength: 1 }), fc.nat(), decision, (history, place, other) => {
        const at = place % history.length;
        const same = JSON.stringify(history[at]) === JSON.stringify(other);
        const changed = history.map((each, index) => (index === at ? other : each));
        expect(logOf(changed).digest === logOf(history).digest).toBe(same);
      }),
    );
  });
});
