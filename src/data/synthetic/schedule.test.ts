import { describe, expect, it } from 'vitest';
import { planSeason } from './schedule.js';
import { testSeason } from './season.testing.js';

describe('planSeason', () => {
  const { games, markets, plans } = planSeason(testSeason({ games: { nba: 55, epl: 41 } }));

  it('plays as many games as asked, one market each in the NBA and three in soccer', () => {
    expect(games.filter((game) => game.league === 'nba')).toHaveLength(55);
    expect(games.filter((game) => game.league === 'epl')).toHaveLength(41);
    expect(markets).toHaveLength(55 + 3 * 41);
    for (const plan of plans) {
      const sides = plan.markets.map((market) => markets[market]?.yesMeans);
      expect(sides).toEqual(plan.league === 'nba' ? ['home'] : ['home', 'draw', 'away']);
      expect(plan.markets.every((market) => markets[market]?.game === plan.info.index)).toBe(true);
    }
  });

  it('numbers games and markets in the order of their ids', () => {
    expect(games.map((game) => game.id)).toEqual(games.map((game) => game.id).sort());
    expect(markets.map((market) => market.slug)).toEqual(markets.map((market) => market.slug).sort());
    expect(new Set(markets.map((market) => market.slug)).size).toBe(markets.length);
    expect(games.every((game, index) => game.index === index)).toBe(true);
    expect(markets.every((market, index) => market.index === index)).toBe(true);
  });

  it('starts every game on its date, within the season, no team twice a day', () => {
    for (const plan of plans) {
      expect(new Date(plan.scheduledStart / 1000).toISOString().slice(0, 10)).toBe(plan.info.date);
    }
    const dates = games.map((game) => game.date ?? '');
    expect([...dates].sort()[0]).toBe('2026-02-27');
    expect([...dates].sort().at(-1)).toBe('2026-04-07');
    const appearances = games.flatMap((game) =>
      game.id
        .split('-')
        .slice(1, 3)
        .map((team) => `${game.league} ${team} ${game.date}`),
    );
    expect(new Set(appearances).size).toBe(appearances.length);
  });

  it('refuses more games a day than there are teams for', () => {
    expect(() => planSeason(testSeason({ games: { nba: 401, epl: 0 } }))).toThrow(/11 games a day, 20 teams/);
  });
});
