import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GamePhase, GameState } from '../../../engine/events.js';
import { micros } from '../../../engine/units.js';
import { requireSpec } from '../sport-spec.js';
import { NO_TEAM, NOTHING_KNOWN, type StateReading } from './feed-reading.js';
import type { FeedName } from './feeds.js';
import { type Followed, followGame } from './follow-game.js';
import { HeardGames } from './heard-games.js';
import { mergeStates, type SourceState } from './merge-states.js';

const NBA = requireSpec('nba');
const at = (part: Partial<GameState>): GameState => ({ ...NOTHING_KNOWN, phase: 'live', period: 3, ...part });
const reading = (state: GameState, order: number | null = null): StateReading => ({
  ...({ kind: 'state', unknown: [], order, state } as const),
  game: { ids: ['1'], league: 'nba', home: NO_TEAM, away: NO_TEAM },
});

describe('one feed', () => {
  const before: Followed = {
    state: at({ secondsLeftInPeriod: 300, homeScore: 50, awayScore: 48 }),
    order: null,
  };
  const step = (part: Partial<GameState>) => followGame(before, reading({ ...before.state, ...part }));

  it('says the same again without news', () => {
    expect(step({})).toMatchObject({ kind: 'same' });
  });

  it.each<[string, Partial<GameState>, readonly string[]]>([
    ['a score that rises', { homeScore: 52, secondsLeftInPeriod: 290 }, []],
    ['a score that falls', { homeScore: 48 }, ['score went down']],
    ['an earlier period', { period: 2, secondsLeftInPeriod: 0 }, ['period went back']],
    ['a clock that is put back', { secondsLeftInPeriod: 303.5 }, ['clock went back']],
    ['a score that is no longer said', { homeScore: null }, []],
  ])('%s is a new state, flagged where it is odd', (_, part, flags) => {
    expect(step(part)).toMatchObject({ kind: 'new', flags, after: { state: part } });
  });

  it('flags a game that goes on after its end', () => {
    const over = { state: at({ phase: 'final' }), order: null };
    expect(followGame(over, reading(at({})))).toMatchObject({ kind: 'new', flags: ['over, then on again'] });
  });

  it('drops a message that is older by the order of the feed, and only then', () => {
    const ordered = { ...before, order: 20 };
    expect(followGame(ordered, reading(at({ homeScore: 40 }), 19))).toEqual({
      kind: 'older',
      after: ordered,
    });
    expect(followGame(ordered, reading(at({ homeScore: 51 }), 20))).toMatchObject({ kind: 'new' });
    expect(followGame(ordered, reading(at({ homeScore: 51 }), null))).toMatchObject({
      kind: 'new',
      after: { order: 20 },
    });
  });
});

const SECOND = 1_000_000;
const source = (feed: FeedName, state: GameState, ageSeconds = 0): SourceState => ({
  ...{ feed, state },
  heardAt: micros((1_000 - ageSeconds) * SECOND),
});
const merged = (...sources: readonly SourceState[]) =>
  mergeStates(sources, { now: micros(1_000 * SECOND), staleAfter: micros(120 * SECOND), spec: NBA });

describe('several feeds of one game', () => {
  const level = { homeScore: 50, awayScore: 48 };

  it('take clock and period from the one that saw the game furthest, of those with the same score', () => {
    const official = source('nba', at({ ...level, secondsLeftInPeriod: 300 }));
    const espn = source('espn', at({ ...level, secondsLeftInPeriod: 280 }));
    expect(merged(official, espn)).toMatchObject({
      state: { ...level, period: 3, secondsLeftInPeriod: 280 },
      disagreements: [],
    });
  });

  it('believe the score of the league itself, flag the other one, and leave that feed out', () => {
    const official = source('nba', at({ ...level, secondsLeftInPeriod: 300 }));
    const espn = source('espn', at({ homeScore: 53, awayScore: 48, secondsLeftInPeriod: 280 }));
    for (const sources of [
      [official, espn],
      [espn, official],
    ]) {
      expect(merged(...sources)).toMatchObject({
        state: { ...level, secondsLeftInPeriod: 300 },
        disagreements: ['score'],
      });
    }
  });

  it('believe a venue before an aggregator, and of two venues the one heard last', () => {
    const espn = source('espn', at({ homeScore: 1, awayScore: 0 }));
    const kalshi = source('kalshi-live', at({ homeScore: 2, awayScore: 0 }), 10);
    const polymarket = source('polymarket-sports', at({ homeScore: 3, awayScore: 0 }), 5);
    expect(merged(espn, kalshi, polymarket).state).toMatchObject({ homeScore: 3 });
    expect(merged(espn, kalshi).state).toMatchObject({ homeScore: 2 });
  });

  it('take a score from the next feed where the first does not know it', () => {
    const polymarket = source('polymarket-sports', at({ secondsLeftInPeriod: 100 }));
    const espn = source('espn', at({ ...level, secondsLeftInPeriod: 120 }));
    expect(merged(polymarket, espn)).toMatchObject({
      state: { ...level, secondsLeftInPeriod: 100 },
      disagreements: [],
    });
  });

  it('do not count one that was not heard for two minutes, however sure it is', () => {
    const official = source('nba', at({ ...level }), 121);
    const espn = source('espn', at({ homeScore: 60, awayScore: 60 }));
    expect(merged(official, espn)).toMatchObject({
      state: { homeScore: 60 },
      stale: ['nba'],
      disagreements: [],
    });
    expect(merged(official)).toEqual({ state: null, disagreements: [], stale: ['nba'] });
  });

  it('let a game stand still that the first feed stopped, and flag it', () => {
    const official = source('nba', at({ ...level, phase: 'suspended' }));
    const espn = source('espn', at({ ...level, secondsLeftInPeriod: 10 }));
    expect(merged(official, espn)).toMatchObject({ state: { phase: 'suspended' }, disagreements: ['phase'] });
    const stopped = source('espn', at({ ...level, phase: 'suspended' }));
    const playing = source('nba', at({ ...level, secondsLeftInPeriod: 300 }));
    expect(merged(playing, stopped)).toMatchObject({ state: { phase: 'live' }, disagreements: ['phase'] });
  });

  it('take possession from the first that tells it in the same period', () => {
    const official = source('nba', at({ ...level, secondsLeftInPeriod: 280 }));
    const kalshi = source('kalshi-live', at({ ...level, period: 2, possession: 'away' }));
    const espn = source('espn', at({ ...level, possession: 'home' }));
    expect(merged(official, kalshi, espn).state).toMatchObject({
      possession: 'home',
      secondsLeftInPeriod: 280,
    });
  });

  it('come to the same state in whatever order they are listed, and never to a score that none of them has', () => {
    const phase = fc.constantFrom<GamePhase>('scheduled', 'live', 'break', 'final', 'suspended', 'unknown');
    const maybe = (max: number) => fc.option(fc.integer({ min: 0, max }), { nil: null });
    const state = fc
      .record({
        phase,
        period: maybe(6),
        secondsLeftInPeriod: maybe(720),
        homeScore: maybe(3),
        awayScore: maybe(3),
      })
      .map((part) => at(part));
    const feeds = fc.shuffledSubarray<FeedName>(['nba', 'espn', 'kalshi-live', 'polymarket-sports'], {
      minLength: 1,
    });
    const sources = feeds.chain((names) =>
      fc.tuple(
        ...names.map((name) =>
          fc.tuple(state, fc.integer({ min: 0, max: 200 })).map(([s, age]) => source(name, s, age)),
        ),
      ),
    );
    fc.assert(
      fc.property(sources, (list) => {
        const answer = merged(...list);
        expect(merged(...[...list].reverse()).state).toEqual(answer.state);
        const { state: found } = answer;
        if (found === null || found.homeScore === null || found.awayScore === null) return;
        const pairs = list.map(({ state: each }) => `${each.homeScore} ${each.awayScore}`);
        expect(pairs).toContain(`${found.homeScore} ${found.awayScore}`);
      }),
    );
  });
});

describe('the games that are heard', () => {
  const hear = (games: HeardGames, feed: FeedName, state: GameState, second: number) =>
    games.hear({ game: 'g', feed, reading: reading(state), receivedAt: micros(second * SECOND), spec: NBA });

  it('give a state only where a message changes it, and tell a disagreement once', () => {
    const games = new HeardGames();
    const official = at({ homeScore: 10, awayScore: 8 });
    expect(hear(games, 'nba', official, 1)).toMatchObject({ step: 'new', state: official });
    expect(hear(games, 'nba', official, 2)).toMatchObject({ step: 'same', state: null });
    const other = at({ homeScore: 13, awayScore: 8 });
    expect(hear(games, 'espn', other, 3)).toMatchObject({
      step: 'new',
      state: null,
      disagreements: ['score'],
    });
    expect(hear(games, 'espn', other, 4)).toMatchObject({ disagreements: [] });
    expect(hear(games, 'nba', other, 5)).toMatchObject({ state: other, disagreements: [] });
  });

  it('keep a feed that pushes while its connection lives, and drop one that is polled', () => {
    const quiet = at({ homeScore: 10, awayScore: 8, secondsLeftInPeriod: 5 });
    const slow = at({ homeScore: 10, awayScore: 6, secondsLeftInPeriod: 50 });
    const push = new HeardGames();
    hear(push, 'polymarket-sports', quiet, 0);
    push.alive('polymarket-sports', micros(500 * SECOND));
    expect(hear(push, 'espn', slow, 501).disagreements).toEqual(['score']);
    const poll = new HeardGames();
    hear(poll, 'kalshi-live', quiet, 0);
    expect(hear(poll, 'espn', slow, 501)).toMatchObject({ state: slow, disagreements: [] });
  });
});
