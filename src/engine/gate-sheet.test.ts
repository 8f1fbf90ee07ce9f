import { describe, expect, it } from 'vitest';
import { GateSheet } from './gate-sheet.js';
import { marketIndex } from './ids.js';

const market = marketIndex(3);

function sheetOf(...gates: string[]): GateSheet {
  const sheet = new GateSheet(gates);
  sheet.begin(market, 'enter', 'yes');
  return sheet;
}

describe('GateSheet', () => {
  it('passes when every gate was judged and none blocked', () => {
    const sheet = sheetOf('spread', 'dip');
    expect(sheet.judge(0, 0.02, 0.05, true)).toBe(true);
    expect(sheet.passed).toBe(false);
    expect(sheet.judge(1, 0.2, 0.15, true)).toBe(true);
    expect(sheet.passed).toBe(true);
  });

  it('blocks when one gate blocks, and keeps each value, threshold and verdict', () => {
    const sheet = sheetOf('spread', 'dip', 'late');
    sheet.judge(0, 0.02, 0.05, true);
    expect(sheet.judge(1, 0.08, 0.15, false)).toBe(false);
    expect(sheet).toMatchObject({
      passed: false,
      blocked: 1,
      judged: 2,
      market,
      action: 'enter',
      label: 'yes',
    });
    expect([...sheet.values].slice(0, 2)).toEqual([0.02, 0.08]);
    expect([...sheet.thresholds].slice(0, 2)).toEqual([0.05, 0.15]);
    expect([0, 1, 2].map((gate) => sheet.verdict(gate))).toEqual([true, false, false]);
    expect(sheet).toMatchObject({ firstBlocked: 1, decidedAlone: 1 });
  });

  it('does not pass when all were judged and one blocked', () => {
    const sheet = sheetOf('spread', 'dip');
    sheet.judge(0, 0.2, 0.05, false);
    sheet.judge(1, 0.2, 0.15, true);
    expect(sheet).toMatchObject({ judged: 2, passed: false });
  });

  it('refuses a gate that is judged twice and a gate it does not have', () => {
    const sheet = sheetOf('spread');
    sheet.judge(0, 1, 1, true);
    expect(() => sheet.judge(0, 1, 1, true)).toThrow(/gate spread is judged once/);
    expect(() => sheet.judge(1, 1, 1, true)).toThrow(/gate 1 is judged once/);
  });

  it('forgets the decision before when it begins the next', () => {
    const sheet = sheetOf('spread');
    sheet.judge(0, 1, 2, false);
    sheet.confidence = () => [{ factor: 'dip', score: 1, weight: 1, known: true, detail: '' }];
    sheet.sizing = [{ step: 'kelly', usd: 5 }];
    sheet.begin(marketIndex(4), 'exit', 'stop-loss');
    expect(sheet).toMatchObject({ market: 4, action: 'exit', label: 'stop-loss', blocked: 0, judged: 0 });
    expect(sheet).toMatchObject({
      confidence: null,
      sizing: [],
      passed: false,
      judgedBits: 0,
      passedBits: 0,
    });
  });

  it('in mode any one rule that fires is enough, and says whether it fired alone', () => {
    const sheet = new GateSheet(['profit', 'loss', 'clock'], 'any');
    const fire = (...fired: readonly boolean[]): GateSheet => {
      sheet.begin(market, 'exit', 'yes');
      fired.forEach((passed, gate) => {
        sheet.judge(gate, 1, 1, passed);
      });
      return sheet;
    };
    expect(fire(false, false, false)).toMatchObject({ passed: false, decidedAlone: -1 });
    expect(fire(false, true, false)).toMatchObject({ passed: true, decidedAlone: 1 });
    expect(fire(true, false, true)).toMatchObject({ passed: true, decidedAlone: -1 });
  });

  it('refuses more gates than its bits can hold', () => {
    expect(() => new GateSheet(Array.from({ length: 31 }, (_, gate) => `${gate}`))).toThrow(/1 to 30 gates/);
  });
});
