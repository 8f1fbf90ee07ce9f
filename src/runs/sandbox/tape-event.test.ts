import { describe, expect, it } from 'vitest';
import type { TapeEvent } from '../../engine/events.js';
import { gameIndex, marketIndex } from '../../engine/ids.js';
import { tapeFromEvents } from '../../engine/tape-builder.js';
import { micros, price, shares, usd } from '../../engine/units.js';
import { firstGames } from './first-games.js';
import { tapeEvent } from './tape-event.js';

const stamp = (second: number) => ({
  venueTime: micros(second * 1e6),
  localTime: micros(second * 1e6 + 250),
  source: 'test',
  sequence: second,
});
const market = marketIndex(0);
const level = (cents: number, size: number) => ({ price: price(cents * 100), size: shares(size) });
const EVENTS: readonly TapeEvent[] = [
  { ...stamp(0), kind: 'quote', market, bid: price(4_000), ask: null, bidSize: shares(5), askSize: null },
  { ...stamp(1), kind: 'trade', market, price: price(4_100), size: shares(7), takerSide: 'sell' },
  { ...stamp(2), kind: 'bookDelta', market, side: 'ask', price: price(4_200), size: shares(0) },
  { ...stamp(3), kind: 'bookSnapshot', market, bids: [level(40, 1), level(39, 2)], asks: [level(42, 3)] },
  { ...stamp(4), kind: 'pricePoint', market, price: price(5_000) },
  { ...stamp(5), kind: 'feedGap', market: null, from: micros(4_500_000) },
  { ...stamp(6), kind: 'resolution', market: marketIndex(1), payout: usd(500_000), label: 'authoritative' },
];
const info = (index: number) => ({
  index: marketIndex(index),
  venue: 'polymarket' as const,
  slug: `m${index}`,
  question: '?',
  game: gameIndex(index),
  yesMeans: null,
});
const game = (index: number) => ({
  index: gameIndex(index),
  id: `g${index}`,
  league: 'nba',
  sport: 'basketball',
  date: null,
});
const tape = tapeFromEvents({ markets: [info(0), info(1)], games: [game(0), game(1)] }, EVENTS);

describe('tapeEvent', () => {
  it('gives back every event that a tape was built of', () => {
    // A tape numbers events by row.
    const read = EVENTS.map((_, row) => tapeEvent(tape, row));
    expect(read).toEqual(EVENTS);
  });
});

describe('firstGames', () => {
  it('names games in the order in which they are first heard of', () => {
    expect(firstGames(tape, 1)).toEqual(['g0']);
    expect(firstGames(tape, 5)).toEqual(['g0', 'g1']);
  });
});
