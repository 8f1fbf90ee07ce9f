import { describe, expect, it } from 'vitest';
import { generateSeason } from '../../data/synthetic/generate-season.js';
import { testSeason } from '../../data/synthetic/season.testing.js';
import { runConfigured } from '../knob-case.testing.js';
import { gameSpans } from './game-spans.js';
import { tapeOfGames } from './tape-of-games.js';

const tape = generateSeason(testSeason({ seed: 'parts', days: 3, games: { nba: 6, epl: 4 } }));
const settings = { strategy: 'ema-cross', parameters: { sizeShares: 20 } };

describe('the tape of some games', () => {
  it('has their events alone, and a run on it does in them what a run on the whole does', () => {
    const games = gameSpans(tape)
      .slice(0, 3)
      .map(({ index }) => index);
    const part = tapeOfGames(tape, new Set(games));
    expect(part.length).toBeGreaterThan(0);
    expect(part.length).toBeLessThan(tape.length);
    const [whole, own] = [tape, part].map((each) => runConfigured(settings, each));
    const isOwn = (market: number): boolean => games.includes(tape.catalog.markets[market]?.game ?? -1);
    const trips = (result: typeof whole) =>
      result?.roundTrips
        .filter(({ market }) => isOwn(market))
        .map(({ market, openedAt, pnl }) => [market, openedAt, pnl]);
    expect(trips(own)?.length).toBeGreaterThan(0);
    expect(trips(own)).toEqual(trips(whole));
    expect(own?.roundTrips.every(({ market }) => isOwn(market))).toBe(true);
  });

  it('gives every game its life, from its first event to its last outcome', () => {
    for (const { index, from, to } of gameSpans(tape)) {
      const own = tapeOfGames(tape, new Set([index]));
      const outcome = own.localTime[own.length - 1];
      expect(to).toBe(outcome);
      expect(from).toBeLessThan(to);
    }
  });
});
