import { TouchlineError } from '../../errors.js';
import type { FeeTerms } from '../../events.js';
import { parseDecimal } from '../../units.js';

/** Taker 0.07 and the maker's part of it, in 1e-4. Source: kalshi.com/docs/kalshi-fee-schedule.pdf */
const TAKER_RATE = 700n;
const MAKER_RATES: Readonly<Record<string, bigint>> = {
  quadratic: 0n,
  quadratic_with_maker_fees: 175n,
  quadratic_with_combo_maker_fees: 350n,
};
const MULTIPLIER_DIGITS = 6;
const MULTIPLIER_ONE = 1_000_000n;

/**
 * Fee terms of a Kalshi series from its `fee_type` and `fee_multiplier` (decimal text, as `0.5`).
 *
 * @throws ENGINE_FEE_UNKNOWN for `flat` and every other type, and for a rate finer than 1e-4.
 */
export function kalshiFeeTerms(feeType: string, multiplier: string): FeeTerms {
  const makerRate = Object.hasOwn(MAKER_RATES, feeType) ? MAKER_RATES[feeType] : undefined;
  if (makerRate === undefined) {
    throw new TouchlineError(
      'ENGINE_FEE_UNKNOWN',
      `Kalshi fee type ${JSON.stringify(feeType)} is not modelled`,
      {
        where: { field: 'fee_type', value: feeType },
        hint: `known types: ${Object.keys(MAKER_RATES).join(', ')}`,
      },
    );
  }
  const factor = BigInt(parseDecimal(multiplier, MULTIPLIER_DIGITS));
  return {
    takerRate: scaled(TAKER_RATE, factor, multiplier),
    makerRate: scaled(makerRate, factor, multiplier),
  };
}

function scaled(rate: bigint, factor: bigint, multiplier: string): number {
  const product = rate * factor;
  if (factor >= 0n && product % MULTIPLIER_ONE === 0n) return Number(product / MULTIPLIER_ONE);
  throw new TouchlineError('ENGINE_FEE_UNKNOWN', 'a Kalshi fee rate is a whole number of 1e-4, 0 or more', {
    where: { field: 'fee_multiplier', value: multiplier },
  });
}
