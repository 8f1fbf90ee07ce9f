import type { MarketFacts } from '../../../engine/events.js';
import { MICROS_PER_MILLISECOND, micros, PRICE_ONE, price, shares, usd } from '../../../engine/units.js';

/** Rules of a token as the list of tokens states them; without a list only what every market has. */
export interface TokenRules {
  readonly minimumSize: number;
  readonly takerDelayMs: number;
  /** Milliseconds; `null` = not known. */
  readonly startTime: number | null;
}

/** What is usual where nothing is listed: five shares, and no delay that is known. */
export const USUAL_RULES: TokenRules = { minimumSize: 5_000_000, takerDelayMs: 0, startTime: null };

/** Rules from the metadata of a market. `null` = no rules were listed. */
export function listedRules(
  metadata: Readonly<Record<string, unknown>>,
): (TokenRules & { readonly tick: number }) | null {
  const text = (key: string): string => String(metadata[key] ?? '');
  if (text('tick') === '') return null;
  return {
    tick: Number(text('tick')),
    minimumSize: Number(text('minimum_size')),
    takerDelayMs: Number(text('taker_delay_ms')),
    startTime: text('start_time') === '' ? null : Date.parse(text('start_time')),
  };
}

/**
 * Facts of a Polymarket token: prices from one tick to one dollar less a tick, sizes in hundredths of a share, a
 * dollar at the least for a taker. Orders are cancelled when the game starts.
 */
export function tokenFacts(rules: TokenRules, tick: number): MarketFacts {
  return {
    tickBands: [{ from: price(tick), to: price(PRICE_ONE - tick), tick: price(tick) }],
    minimumSize: shares(rules.minimumSize),
    minimumNotional: usd(1_000_000),
    lot: shares(10_000),
    fee: null,
    takerDelayMs: rules.takerDelayMs,
    startTime: rules.startTime === null ? null : micros(rules.startTime * MICROS_PER_MILLISECOND),
    clearAtStart: true,
    status: 'open',
  };
}
