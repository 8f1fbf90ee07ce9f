import { describe, expect, it } from 'vitest';
import { kalshiFeeTerms } from './kalshi-fee-terms.js';

describe('kalshiFeeTerms', () => {
  it.each([
    ['quadratic', '1', 700, 0],
    ['quadratic_with_maker_fees', '1', 700, 175],
    ['quadratic_with_combo_maker_fees', '1', 700, 350],
    ['quadratic', '0.5', 350, 0],
    ['quadratic_with_maker_fees', '2', 1_400, 350],
    ['quadratic_with_maker_fees', '0', 0, 0],
  ])('%s x %s is %d taker and %d maker', (type, multiplier, takerRate, makerRate) => {
    expect(kalshiFeeTerms(type, multiplier)).toEqual({ takerRate, makerRate });
  });

  it.each(['flat', 'toString', ''])('refuses the type %j', (type) => {
    expect(() => kalshiFeeTerms(type, '1')).toThrow(
      expect.objectContaining({ code: 'ENGINE_FEE_UNKNOWN', where: { field: 'fee_type', value: type } }),
    );
  });

  it.each(['0.5', '-1'])(
    'refuses maker fees with multiplier %s: no whole number of 1e-4, or below 0',
    (multiplier) => {
      expect(() => kalshiFeeTerms('quadratic_with_maker_fees', multiplier)).toThrow(/whole number of 1e-4/);
    },
  );
});
