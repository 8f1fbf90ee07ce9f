import type { GameInfo, MarketInfo } from '../../../engine/catalog.js';
import type { TapeEvent } from '../../../engine/events.js';
import { gameIndex, type MarketIndex, marketIndex } from '../../../engine/ids.js';
import { type Micros, micros, type Price, price, shares } from '../../../engine/units.js';

const game = (index: number, id: string, sport: string): GameInfo => ({
  index: gameIndex(index),
  id,
  league: id.slice(0, 3),
  sport,
  date: '2026-07-11',
});

const market = (index: number, slug: string, at: { game: number; yesMeans: MarketInfo['yesMeans'] }) => ({
  index: marketIndex(index),
  venue: 'polymarket' as const,
  slug,
  question: `${slug}?`,
  game: gameIndex(at.game),
  yesMeans: at.yesMeans,
});

/** A two-way game with one market, and a three-way game with three. */
export const SMALL_CATALOG = {
  games: [game(0, 'nba-lal-bos-2026-07-11', 'basketball'), game(1, 'epl-ars-che-2026-07-11', 'soccer')],
  markets: [
    market(0, 'nba-lal-bos-2026-07-11', { game: 0, yesMeans: 'home' }),
    market(1, 'epl-ars-che-2026-07-11-home', { game: 1, yesMeans: 'home' }),
    market(2, 'epl-ars-che-2026-07-11-draw', { game: 1, yesMeans: 'draw' }),
    market(3, 'epl-ars-che-2026-07-11-away', { game: 1, yesMeans: 'away' }),
  ],
};

let sequence = 0;
const stamp = (time: number) => {
  sequence += 1;
  return { venueTime: time as Micros, localTime: time as Micros, source: 'test', sequence };
};

const cents = (value: number | null): Price | null => (value === null ? null : price(value * 100));

/** A quote in cents and whole shares; `null` = an empty side. */
export function quote(
  index: number,
  [bid, ask]: readonly [number | null, number | null],
  size = 100,
): TapeEvent {
  const sizes = { bidSize: shares(size * 1e6), askSize: shares(size * 1e6) };
  const side = { bid: cents(bid), ask: cents(ask) };
  return { ...stamp(0), kind: 'quote', market: index as MarketIndex, ...side, ...sizes };
}

/** A trade of the recording in cents and whole shares. */
export const print = (index: number, cent: number, size: number, takerSide: 'buy' | 'sell'): TapeEvent => ({
  ...stamp(0),
  kind: 'trade',
  market: index as MarketIndex,
  price: price(cent * 100),
  size: shares(size * 1e6),
  takerSide,
});

/** An instant in milliseconds. */
export const atMs = (ms: number): Micros => micros(ms * 1_000);
