import { describe, expect, it } from 'vitest';
import { Funnel } from './funnel.js';
import { type DecisionAction, GateSheet } from './gate-sheet.js';
import { marketIndex } from './ids.js';

const GATES = ['spread', 'dip', 'cash'];
const MARKET = marketIndex(0);

/** A finished sheet whose gates let through (`1`) or blocked (`0`), written as `101`. */
function sheetOf(verdicts: string, mode: 'all' | 'any' = 'all', action: DecisionAction = 'enter'): GateSheet {
  const sheet = new GateSheet(GATES, mode);
  sheet.begin(MARKET, action, 'yes');
  for (const [gate, verdict] of [...verdicts].entries()) sheet.judge(gate, 0, 0, verdict === '1');
  return sheet;
}

function rowsOf(funnel: Funnel): readonly (readonly [string, string, number, number, number])[] {
  return funnel.rows().map((row) => [row.action, row.gate, row.reached, row.passed, row.blockedAlone]);
}

describe('the funnel of an entry', () => {
  it('counts who reached each gate, who passed it, and whom it alone held back', () => {
    const funnel = new Funnel();
    for (const verdicts of ['111', '011', '101', '110', '110', '001', '100', '000']) {
      funnel.count(sheetOf(verdicts));
    }
    // 011 001 000 end at spread; 101 100 at dip; 110 110 at cash; 111 acts.
    expect(rowsOf(funnel)).toEqual([
      ['enter', 'spread', 8, 5, 1],
      ['enter', 'dip', 5, 3, 1],
      ['enter', 'cash', 3, 1, 2],
    ]);
    expect(funnel.decisions).toBe(8);
  });
});

describe('the funnel of an exit', () => {
  it('counts every look, how often each rule fired, and how often it alone did', () => {
    const funnel = new Funnel();
    for (const verdicts of ['100', '100', '110', '001', '000', '111']) {
      funnel.count(sheetOf(verdicts, 'any', 'exit'));
    }
    expect(rowsOf(funnel)).toEqual([
      ['exit', 'spread', 6, 4, 2],
      ['exit', 'dip', 6, 2, 0],
      ['exit', 'cash', 6, 2, 1],
    ]);
  });
});

describe('the funnel', () => {
  it('keeps actions apart, in the order in which they were first seen', () => {
    const funnel = new Funnel();
    funnel.count(sheetOf('100', 'any', 'exit'));
    funnel.count(sheetOf('111'));
    funnel.count(sheetOf('000', 'any', 'exit'));
    expect(rowsOf(funnel).map(([action, gate, reached]) => [action, gate, reached])).toEqual([
      ['exit', 'spread', 2],
      ['exit', 'dip', 2],
      ['exit', 'cash', 2],
      ['enter', 'spread', 1],
      ['enter', 'dip', 1],
      ['enter', 'cash', 1],
    ]);
  });

  it('has no rows when nothing was decided', () => {
    expect(new Funnel().rows()).toEqual([]);
  });

  it('refuses a sheet with a gate that was not judged', () => {
    expect(() => new Funnel().count(sheetOf('11'))).toThrowError(
      expect.objectContaining({ code: 'ASSERT_INVARIANT', message: 'enter left a gate unjudged' }),
    );
  });

  it('refuses a second sheet of other gates for the same action, which it would count under wrong names', () => {
    const funnel = new Funnel();
    funnel.count(sheetOf('111'));
    const other = new GateSheet(['spread', 'liquidity', 'cash']);
    other.begin(MARKET, 'enter', 'yes');
    for (const gate of [0, 1, 2]) other.judge(gate, 0, 0, true);
    expect(() => funnel.count(other)).toThrowError(
      expect.objectContaining({ code: 'ASSERT_INVARIANT', message: expect.stringContaining('enter') }),
    );
    // Another sheet of the same gates is the same funnel: one sheet a market is as good as one for all.
    funnel.count(sheetOf('111'));
    expect(funnel.decisions).toBe(2);
  });
});
