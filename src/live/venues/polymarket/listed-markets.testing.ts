import type { MarketFacts } from '../../../engine/events.js';
import { marketIndex } from '../../../engine/ids.js';
import { price, shares, usd } from '../../../engine/units.js';
import { type ListedMarket, TokenTable } from './catalog/token-table.js';
import { EXCHANGES } from './signing/exchanges.js';

export const YES = '1'.repeat(77);
export const NO = '2'.repeat(76);
export const CONDITION = `0x${'c'.repeat(64)}`;

/** Rules as most markets have them: a tick of a cent, five shares. */
export const FACTS: MarketFacts = {
  tickBands: [{ from: price(100), to: price(9_900), tick: price(100) }],
  minimumSize: shares(5_000_000),
  minimumNotional: usd(1_000_000),
  lot: shares(10_000),
  fee: { takerRate: 500, makerRate: 0 },
  takerDelayMs: 0,
  startTime: null,
  clearAtStart: true,
  status: 'open',
};

/** Market number `index`, with tokens of its own. */
export function listedMarket(index: number, change: Partial<ListedMarket> = {}): ListedMarket {
  const [exchange] = EXCHANGES;
  if (exchange === undefined) throw new Error('there is an exchange');
  return {
    index: marketIndex(index),
    slug: `nba-phx-mia-2026-05-0${index + 1}`,
    league: 'nba',
    condition: index === 0 ? CONDITION : `0x${String(index).padStart(64, 'd')}`,
    yes: index === 0 ? YES : String(10n ** 40n + BigInt(2 * index)),
    no: index === 0 ? NO : String(10n ** 40n + BigInt(2 * index + 1)),
    version: 'v1',
    exchange,
    exclusiveGroup: null,
    ...change,
  };
}

/** A table of `count` markets. */
export const tokenTable = (count = 1, facts: MarketFacts = FACTS): TokenTable =>
  new TokenTable(Array.from({ length: count }, (_, index) => ({ market: listedMarket(index), facts })));
