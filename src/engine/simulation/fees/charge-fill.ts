import { assertNever } from '../../assert.js';
import type { Side } from '../../events.js';
import { notional, type Price, type Shares, type Usd, usd } from '../../units.js';
import { alignBalance } from './aligned-balance.js';
import { exactFee, roundExact, roundedFee } from './exact-fee.js';
import type { FeeAccount } from './fee-account.js';
import type { FeeRule } from './fee-rule.js';

/** One fill, in terms of YES, as the venue's fee sees it. */
export interface FeeFill {
  readonly price: Price;
  readonly size: Shares;
  readonly liquidity: 'taker' | 'maker';
  readonly side: Side;
  /** False = a maker's rebate counts as 0: the pessimistic default. */
  readonly rebates: boolean;
}

/**
 * The fee of one fill in 1e-6 dollars, exact before it is rounded as the rule says; negative is a rebate.
 * `account` is the order's own and is brought up to date: call it once a fill, in the order of the fills. A rule that
 * rounds each fill by itself has no use for it.
 */
export function chargeFill(rule: FeeRule, account: FeeAccount, fill: FeeFill): Usd {
  const rate = fill.liquidity === 'taker' ? rule.takerRate : rule.makerRate;
  if (rate < 0) return usd(fill.rebates ? -rebate(rule, fill, -rate) : 0);
  if (rule.rounding.kind === 'per-fill') {
    return usd(roundedFee(rate, fill, { base: rule.base, rounding: rule.rounding }));
  }
  const exact = exactFee(rate, rule.base, fill);
  return usd(charge(rule, account, fill, exact));
}

/** A rebate is rounded against its maker, but for the venue that states how: half to even. */
function rebate(rule: FeeRule, fill: FeeFill, rate: number): number {
  const exact = exactFee(rate, rule.base, fill);
  const { rounding } = rule;
  switch (rounding.kind) {
    case 'capped-per-order':
      return roundExact(exact, rounding.quantum, 'half-even');
    case 'per-fill':
    case 'ceil-per-order':
      return roundExact(exact, rounding.quantum, 'floor');
    case 'aligned-balance':
      return roundExact(exact, rounding.precision, 'floor');
    default:
      return assertNever(rounding);
  }
}

function charge(rule: FeeRule, account: FeeAccount, fill: FeeFill, exact: bigint): number {
  const { rounding } = rule;
  switch (rounding.kind) {
    case 'per-fill':
      return roundExact(exact, rounding.quantum, rounding.mode);
    case 'capped-per-order':
      return chargeCapped(account, exact, fill.liquidity, rounding.quantum);
    case 'ceil-per-order': {
      account.exact += exact;
      const increase = roundExact(account.exact, rounding.quantum, 'ceil') - account.charged;
      account.charged += increase;
      return increase;
    }
    case 'aligned-balance': {
      const tradeFee = roundExact(exact, rounding.tradeFeeQuantum, 'ceil');
      const aligned = alignBalance(rounding, {
        revenue: revenueOf(fill),
        tradeFee,
        gathered: account.gathered,
      });
      account.gathered = aligned.gathered;
      return aligned.fee;
    }
    default:
      return assertNever(rounding);
  }
}

function chargeCapped(
  account: FeeAccount,
  exact: bigint,
  liquidity: FeeFill['liquidity'],
  quantum: number,
): number {
  const alone = roundExact(exact, quantum, 'half-even');
  if (liquidity === 'maker') return alone;
  account.exact += exact;
  const room = roundExact(account.exact, quantum, 'half-even') - account.charged;
  const charged = Math.min(alone, room);
  account.charged += charged;
  return charged;
}

/** Cash of the fill as the portfolio books it: a cost rounded up, proceeds rounded down. */
function revenueOf(fill: FeeFill): number {
  return fill.side === 'buy'
    ? -notional(fill.price, fill.size, 'ceil')
    : notional(fill.price, fill.size, 'floor');
}
