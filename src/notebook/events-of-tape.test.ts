import { expect, it } from 'vitest';
import { generateSeason } from '../data/synthetic/generate-season.js';
import { checkSeason } from '../data/synthetic/parse-season-file.js';
import type { TapeEvent } from '../engine/events.js';
import type { MarketIndex } from '../engine/ids.js';
import { tapeFromEvents } from '../engine/tape-builder.js';
import type { Micros, Price, Shares } from '../engine/units.js';
import { eventsOfTape } from './events-of-tape.js';

it('the events of a tape build the same tape again: every kind that a season has', () => {
  const season = generateSeason(
    checkSeason(
      {
        format: 'synthetic-season/1',
        title: 'a few games',
        licence: 'MIT',
        seed: 'events',
        startDate: '2026-01-05',
        days: 3,
        games: { nba: 2, epl: 2 },
        market: { inPlayQuoteSeconds: 120 },
        feed: { gapProbability: 1 },
      },
      'fixture',
    ),
  );
  const events = eventsOfTape(season);
  expect(tapeFromEvents(season.catalog, events)).toEqual(season);
  expect([...new Set(events.map(({ kind }) => kind))].sort()).toEqual([
    'feedGap',
    'gameState',
    'marketFacts',
    'quote',
    'resolution',
    'trade',
  ]);
});

it('books and price points come back as they were told', () => {
  const stamp = (sequence: number) => ({
    venueTime: (1_000 + sequence) as Micros,
    localTime: (5_000 + sequence) as Micros,
    source: 'book',
  });
  const market = 0 as MarketIndex;
  const level = (price: number, size: number) => ({ price: price as Price, size: size as Shares });
  const events: readonly TapeEvent[] = [
    {
      ...stamp(0),
      sequence: 0,
      kind: 'bookSnapshot',
      market,
      bids: [level(4000, 5), level(3900, 7)],
      asks: [],
    },
    { ...stamp(1), sequence: 1, kind: 'bookDelta', market, side: 'ask', ...level(4100, 9) },
    { ...stamp(2), sequence: 2, kind: 'pricePoint', market, price: 4050 as Price },
    { ...stamp(3), sequence: 3, kind: 'feedGap', market: null, from: 5_001 as Micros },
  ];
  const season = generateSeason(
    checkSeason(
      {
        format: 'synthetic-season/1',
        title: 't',
        licence: 'MIT',
        seed: 1,
        startDate: '2026-01-05',
        days: 1,
        games: { nba: 1, epl: 0 },
      },
      'fixture',
    ),
  );
  expect(eventsOfTape(tapeFromEvents(season.catalog, events))).toEqual(events);
});
