import type { FeeTerms, MarketFacts } from '../../../../engine/events.js';
import { PRICE_ONE, type Price, price, type Shares, shares, usd } from '../../../../engine/units.js';
import { LOT } from '../signing/order-amounts.js';
import type { ClobMarket } from '../wire/clob-market.js';
import type { GammaMarket, WireFee } from '../wire/gamma-market.js';

/** Rules of a market, or why it cannot be traded. */
export type FactsReading =
  | { readonly kind: 'facts'; readonly facts: MarketFacts }
  | { readonly kind: 'refused'; readonly reason: string };

const refused = (reason: string): FactsReading => ({ kind: 'refused', reason });

/** A dollar at the least for a taker: what is known of the venue's own rule. */
const LEAST_NOTIONAL = usd(1_000_000);

/**
 * Rules of a market as its two descriptions state them. The order service goes first, because it is where orders meet
 * them; of two fees the dearer counts; a rule that neither states is not made up.
 */
export function marketFacts(gamma: GammaMarket, clob: ClobMarket | null): FactsReading {
  const tick = clob?.tick ?? gamma.tick;
  const minimumSize = clob?.minimumSize ?? gamma.minimumSize;
  if (tick === null || tick === 0 || PRICE_ONE % tick !== 0) return refused('its tick is not known');
  if (minimumSize === null) return refused('its minimum size is not known');
  const fee = feeTerms(gamma, clob);
  if (fee === 'unknown') return refused('its fee follows a formula that is not known');
  const takerDelayMs = clob?.delayMs ?? gamma.delayMs;
  return {
    kind: 'facts',
    facts: {
      tickBands: [{ from: tick as Price, to: price(PRICE_ONE - tick), tick: tick as Price }],
      minimumSize: shares(minimumSize) as Shares,
      minimumNotional: LEAST_NOTIONAL,
      lot: LOT,
      fee,
      takerDelayMs: takerDelayMs ?? 0,
      startTime: clob?.startTime ?? gamma.startTime,
      clearAtStart: clob?.clearAtStart ?? gamma.clearAtStart ?? true,
      status: statusOf(gamma, clob),
    },
  };
}

function statusOf(gamma: GammaMarket, clob: ClobMarket | null): MarketFacts['status'] {
  if (gamma.closed === true) return 'closed';
  const accepts = clob?.acceptingOrders ?? gamma.acceptingOrders;
  return gamma.active === false || accepts === false ? 'suspended' : 'open';
}

/** `null` = none stated, the venue's dated table applies. */
function feeTerms(gamma: GammaMarket, clob: ClobMarket | null): FeeTerms | null | 'unknown' {
  if (gamma.feesEnabled === false && (clob?.fee ?? null) === null) return { takerRate: 0, makerRate: 0 };
  const stated = [gamma.fee, clob?.fee ?? null].filter((fee): fee is WireFee => fee !== null);
  if (stated.length === 0) return null;
  if (stated.some(({ rate, exponent }) => rate > 0 && exponent !== 1)) return 'unknown';
  return { takerRate: Math.max(...stated.map(({ rate }) => rate)), makerRate: 0 };
}
