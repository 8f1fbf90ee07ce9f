import { describe, expect, it } from 'vitest';
import { BetfairScoreFeed } from './betfair-score.js';
import { fixtures, known, readFixture, statesOf } from './feed-fixtures.testing.js';
import type { FeedHints } from './feed-reading.js';
import { PolymarketSportsFeed } from './polymarket-sports.js';

const POLYMARKET = fixtures('polymarket-sports');
const HOME_FIRST = (): FeedHints => ({ scoreOrder: 'home-away' });
const AWAY_FIRST = (): FeedHints => ({ scoreOrder: 'away-home' });

describe('the sports feed of Polymarket', () => {
  it.each<[string, object]>([
    // The direction of this clock is not known yet.
    ['nfl fourth quarter', { phase: 'live', period: 4, homeScore: 3, awayScore: 16, possession: 'away' }],
    [
      'soccer first half',
      { phase: 'live', period: 1, secondsElapsedInPeriod: 1935, homeScore: 0, awayScore: 0 },
    ],
    ['soccer half-time', { phase: 'break', period: 1, secondsLeftInPeriod: 0, homeScore: 1, awayScore: 0 }],
    [
      'mlb end of the first',
      {
        ...{ phase: 'break', period: 1, homeScore: 2, awayScore: 2 },
        situation: { kind: 'innings', half: 'bottom', outs: 3, scheduled: null },
      },
    ],
    [
      'esports second map',
      {
        ...{ phase: 'live', period: 2, homeScore: 1, awayScore: 0 },
        situation: { kind: 'maps', won: { home: 1, away: 0 }, rounds: { home: 7, away: 5 }, bestOf: 3 },
      },
    ],
    [
      'tennis',
      {
        ...{ phase: 'live', homeScore: 1, awayScore: 0 },
        situation: { kind: 'sets', sets: { home: 1, away: 0 }, games: { home: 3, away: 2 }, bestOf: null },
      },
    ],
    ['final after overtime', { phase: 'final', homeScore: 110, awayScore: 112 }],
    ['hockey shootout', { phase: 'shootout', homeScore: 2, awayScore: 2 }],
  ])('%s', (name, state) => {
    const [reading] = statesOf(new PolymarketSportsFeed().read(POLYMARKET[name], HOME_FIRST));
    expect(reading).toMatchObject({ state: known(state), unknown: [] });
  });

  it('reads a score whose order nobody knows only where it is level', () => {
    const [apart] = readFixture('polymarket-sports', 'nfl fourth quarter');
    expect(apart).toMatchObject({
      state: { homeScore: null, awayScore: null },
      unknown: [{ field: 'score' }],
    });
    expect(readFixture('polymarket-sports', 'mlb end of the first')[0]?.state).toMatchObject({
      homeScore: 2,
      awayScore: 2,
    });
    const [turned] = statesOf(new PolymarketSportsFeed().read(POLYMARKET['nfl fourth quarter'], AWAY_FIRST));
    expect(turned?.state).toMatchObject({ homeScore: 16, awayScore: 3 });
  });

  it('believes a clock once three steps inside periods went one way, and stops where one goes the other', () => {
    const feed = new PolymarketSportsFeed();
    const clocks = ['5:18', '5:01', '4:40', '4:38', '4:38', '4:45', '4:30', '4:20', '4:10'].map((elapsed) => {
      const message = { ...(POLYMARKET['nfl fourth quarter'] as object), elapsed };
      return statesOf(feed.read(message))[0]?.state.secondsLeftInPeriod;
    });
    expect(clocks).toEqual([null, null, null, 278, 278, null, null, null, 250]);
  });

  it('believes a clock of the second half once it showed what only one meaning can have', () => {
    const soccer = (elapsed: string) => ({
      ...(POLYMARKET['soccer first half'] as object),
      period: '2H',
      elapsed,
    });
    const elapsedOf = (feed: PolymarketSportsFeed, text: string) =>
      statesOf(feed.read(soccer(text)))[0]?.state.secondsElapsedInPeriod;
    const ofGame = new PolymarketSportsFeed();
    expect(['58:00', '70:00', '58:00'].map((text) => elapsedOf(ofGame, text))).toEqual([null, 1500, 780]);
    const ofHalf = new PolymarketSportsFeed();
    expect(['13:00', '48:00'].map((text) => elapsedOf(ofHalf, text))).toEqual([780, 2880]);
    // What was seen with both meanings means nothing.
    expect(['70:00', '13:00'].map((text) => elapsedOf(ofHalf, text))).toEqual([null, null]);
  });

  it.each([
    ['4Q', 4],
    ['Q4', 4],
    ['5Q', null],
    ['2H', null],
    ['OT', null],
    ['2OT', 6],
    ['HT', 2],
    ['End Q3', 3],
    ['End 3', 3],
    ['Top 7', null],
  ])('in a game of quarters "%s" is period %s', (period, expected) => {
    const message = { ...(POLYMARKET['nfl fourth quarter'] as object), period };
    expect(statesOf(new PolymarketSportsFeed().read(message))[0]?.state.period).toBe(expected);
  });

  it.each([
    ['Top 7', { half: 'top', outs: null }, 7],
    ['Mid 3', { half: 'top', outs: 3 }, 3],
    ['Bot 9', { half: 'bottom', outs: null }, 9],
    ['End 1', { half: 'bottom', outs: 3 }, 1],
  ])('in baseball "%s" is a half of an inning', (period, situation, inning) => {
    const message = { ...(POLYMARKET['mlb end of the first'] as object), period };
    expect(statesOf(new PolymarketSportsFeed().read(message))[0]?.state).toMatchObject({
      period: inning,
      situation,
    });
  });

  it('knows nothing where the flags contradict the status', () => {
    expect(readFixture('polymarket-sports', 'flags contradict')[0]).toMatchObject({
      state: { phase: 'unknown', period: 3 },
      unknown: [{ field: 'ended', value: 'true with status InProgress' }],
    });
  });

  it('reads nothing into words that it does not know', () => {
    const [reading] = readFixture('polymarket-sports', 'words nobody knows');
    expect(reading?.state).toEqual(known({}));
    expect(reading?.unknown.map(({ field }) => field).sort()).toEqual([
      ...['elapsed', 'leagueAbbreviation', 'period', 'score', 'status'],
    ]);
  });
});

describe('the score stream of Betfair', () => {
  const BETFAIR = fixtures('betfair-score');

  it('keeps what a message leaves out', () => {
    const feed = new BetfairScoreFeed();
    const states = ['scheduled', 'in play', 'only a word'].flatMap((name) =>
      statesOf(feed.read(BETFAIR[name])),
    );
    expect(states.map(({ state }) => state.phase)).toEqual(['scheduled', 'live', 'live']);
    expect(states[2]).toMatchObject({
      game: { ids: ['900'], home: { id: '22', name: 'Blues' }, away: { id: '11', name: 'Reds' } },
      // 10.3 overs are 63 balls, of 20 overs.
      state: known({
        ...{ phase: 'live', period: 2, homeScore: 83, awayScore: 150, possession: 'home' },
        situation: { kind: 'overs', balls: 63, ballsPerInnings: 120 },
      }),
      unknown: [],
      order: 1_740_841_004_000,
    });
  });

  it('takes back what it knew where a number is no number', () => {
    const feed = new BetfairScoreFeed();
    feed.read(BETFAIR['in play']);
    const [reading] = statesOf(feed.read(BETFAIR['words nobody knows']));
    expect(reading?.state).toMatchObject({ phase: 'unknown', homeScore: null, situation: { balls: null } });
    expect(reading?.unknown.map(({ value }) => value).sort()).toEqual([
      'RAIN_DANCE',
      'UMBRELLAS',
      'many',
      'ten',
    ]);
  });
});
