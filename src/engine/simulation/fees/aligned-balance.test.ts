import { describe, expect, it } from 'vitest';
import { alignBalance } from './aligned-balance.js';
import type { BalanceAlignment } from './fee-rule.js';

const EARLIER: BalanceAlignment = {
  kind: 'aligned-balance',
  tradeFeeQuantum: 100,
  precision: 10_000,
  mustExceed: true,
};
const CURRENT: BalanceAlignment = { ...EARLIER, tradeFeeQuantum: 1, mustExceed: false };

function run(alignment: BalanceAlignment, count: number, revenue: number, tradeFee: number) {
  let gathered = 0;
  return Array.from({ length: count }, () => {
    const result = alignBalance(alignment, { revenue, tradeFee, gathered });
    gathered = result.gathered;
    return result;
  });
}

describe('alignBalance', () => {
  it('gives the published sequence of the rule of early 2026: 3 fills of 1 at 0.055', () => {
    expect(run(EARLIER, 3, -55_000, 8_500)).toEqual([
      { fee: 15_000, gathered: 6_500 },
      { fee: 5_000, gathered: 3_000 },
      { fee: 15_000, gathered: 9_500 },
    ]);
  });

  it('gives the published sequence of the current rule: +0.004 three times pays back at the third', () => {
    expect(run(CURRENT, 3, -50_000, 6_000)).toEqual([
      { fee: 10_000, gathered: 4_000 },
      { fee: 10_000, gathered: 8_000 },
      { fee: 0, gathered: 2_000 },
    ]);
  });

  it('pays back at exactly one cent now and only past it before', () => {
    const fill = { revenue: -50_000, tradeFee: 5_000, gathered: 5_000 };
    expect(alignBalance(CURRENT, fill)).toEqual({ fee: 0, gathered: 0 });
    expect(alignBalance(EARLIER, fill)).toEqual({ fee: 10_000, gathered: 10_000 });
  });

  it('aligns to 0.0001 dollars for a direct member: 1 at 0.055 costs 0.0037', () => {
    const direct = { ...CURRENT, precision: 100 };
    expect(alignBalance(direct, { revenue: -55_000, tradeFee: 3_639, gathered: 0 })).toEqual({
      fee: 3_700,
      gathered: 61,
    });
  });

  it('keeps a rebate that would make the fee negative for a later fill', () => {
    expect(alignBalance(CURRENT, { revenue: -49_900, tradeFee: 100, gathered: 25_000 })).toEqual({
      fee: 100,
      gathered: 25_000,
    });
  });
});
