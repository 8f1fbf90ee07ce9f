import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prob } from '../../engine/units.js';
import { gameWin, setWin, type TennisModel, tiebreakWin } from './tennis.js';
import { servesFromPrice } from './tennis-serves.js';
import { type WinSituation, winProbability } from './win-probability.js';

const START = { home: 0, away: 0 } as const;
const serves = (homeServe: number, awayServe: number) => ({
  homeServe: prob(homeServe),
  awayServe: prob(awayServe),
});

function match(
  model: Pick<TennisModel, 'homeServe' | 'awayServe'>,
  bestOf: 3 | 5,
  at: Partial<WinSituation<'tennis'>> = {},
) {
  const result = winProbability(
    { kind: 'tennis', ...model, bestOf, finalTiebreakPoints: 7 },
    { sets: START, games: START, points: START, server: 'home', ...at },
  );
  if (result.kind === 'unsupported') throw new Error(result.reason);
  return result.home;
}

describe('a game of tennis', () => {
  it.each([
    [0.5, 0.5],
    [0.6, 0.73573],
    [0.62, 0.77586],
    [0.64, 0.81261],
    [0.65, 0.82964],
    [0.7, 0.90079],
  ])('is held at %f a point with %f', (p, expected) => {
    expect(gameWin(p, 0, 0)).toBeCloseTo(expected, 5);
  });

  it('from 0-0 is the closed form, only its third term divided', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => {
        const closed = p ** 4 * (15 - 4 * p - (10 * p * p) / (1 - 2 * p * (1 - p)));
        expect(gameWin(p, 0, 0)).toBeCloseTo(closed, 12);
      }),
    );
  });

  it('from 40-30 and from advantage is the same', () => {
    expect(gameWin(0.62, 3, 2)).toBeCloseTo(gameWin(0.62, 4, 3), 12);
    expect(gameWin(0.62, 4, 4)).toBeCloseTo(gameWin(0.62, 3, 3), 12);
  });
});

describe('set and match', () => {
  it.each([
    {
      a: 0.65,
      b: 0.62,
      holdA: 0.8296,
      holdB: 0.7759,
      tiebreak: 0.5495,
      set: 0.599,
      three: 0.6466,
      five: 0.6809,
      up: 0.8392,
      down: 0.4735,
    },
    {
      a: 0.64,
      b: 0.64,
      holdA: 0.8126,
      holdB: 0.8126,
      tiebreak: 0.5,
      set: 0.5,
      three: 0.5,
      five: 0.5,
      up: 0.75,
      down: 0.3125,
    },
    {
      a: 0.7,
      b: 0.6,
      holdA: 0.9008,
      holdB: 0.7357,
      tiebreak: 0.663,
      set: 0.7949,
      three: 0.891,
      five: 0.9381,
      up: 0.9579,
      down: 0.8112,
    },
  ])('at $a and $b a point on serve', ({ a, b, ...expected }) => {
    const model = serves(a, b);
    expect(gameWin(a, 0, 0)).toBeCloseTo(expected.holdA, 4);
    expect(gameWin(b, 0, 0)).toBeCloseTo(expected.holdB, 4);
    expect(tiebreakWin(model, START, { target: 7, homeFirst: true })).toBeCloseTo(expected.tiebreak, 4);
    expect(setWin(model, { games: START, points: START, server: 'home' }, 7)).toBeCloseTo(expected.set, 4);
    expect(match(model, 3)).toBeCloseTo(expected.three, 4);
    expect(match(model, 5)).toBeCloseTo(expected.five, 4);
    expect(match(model, 3, { sets: { home: 1, away: 0 } })).toBeCloseTo(expected.up, 4);
    expect(match(model, 5, { sets: { home: 0, away: 1 } })).toBeCloseTo(expected.down, 4);
  });

  it('does not depend on who serves first: tiebreak, set and match', () => {
    const p = fc.double({ min: 0.3, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(p, p, fc.constantFrom(7, 10), (a, b, target) => {
        const model = serves(a, b);
        const first = (homeFirst: boolean): number => tiebreakWin(model, START, { target, homeFirst });
        expect(first(true)).toBeCloseTo(first(false), 12);
        const set = (server: 'home' | 'away'): number =>
          setWin(model, { games: START, points: START, server }, target);
        expect(set('home')).toBeCloseTo(set('away'), 12);
      }),
      { numRuns: 30 },
    );
  });

  it('of the other player is one less, and points within the game count', () => {
    const at = {
      sets: { home: 1, away: 0 },
      games: { home: 3, away: 4 },
      points: { home: 2, away: 1 },
    } as const;
    const mirrored = {
      sets: { home: 0, away: 1 },
      games: { home: 4, away: 3 },
      points: { home: 1, away: 2 },
    } as const;
    const own = match(serves(0.66, 0.6), 3, { ...at, server: 'home' });
    expect(match(serves(0.6, 0.66), 3, { ...mirrored, server: 'away' })).toBeCloseTo(1 - own, 12);
    expect(match(serves(0.66, 0.6), 3, { ...at, points: START, server: 'home' })).toBeLessThan(own);
  });

  it('knows who serves the next point of a tiebreak', () => {
    const at = { games: { home: 6, away: 6 }, points: { home: 6, away: 5 } } as const;
    const serving = match(serves(0.7, 0.7), 3, { ...at, server: 'home' });
    const receiving = match(serves(0.7, 0.7), 3, { ...at, server: 'away' });
    const setLost = match(serves(0.7, 0.7), 3, { sets: { home: 0, away: 1 } });
    expect(serving).toBeCloseTo(0.7 * 0.75 + 0.3 * (0.5 * 0.75 + 0.5 * setLost), 12);
    expect(receiving).toBeCloseTo(0.3 * 0.75 + 0.7 * (0.5 * 0.75 + 0.5 * setLost), 12);
  });

  it('plays the longer tiebreak in the deciding set alone', () => {
    const model = { kind: 'tennis', ...serves(0.7, 0.6), bestOf: 3, finalTiebreakPoints: 10 } as const;
    const at = {
      sets: { home: 1, away: 1 },
      games: { home: 6, away: 6 },
      points: START,
      server: 'home',
    } as const;
    const long = winProbability(model, at);
    const short = winProbability({ ...model, finalTiebreakPoints: 7 }, at);
    expect(long).toMatchObject({ home: tiebreakWin(model, START, { target: 10, homeFirst: true }) });
    expect(short).toMatchObject({ home: tiebreakWin(model, START, { target: 7, homeFirst: true }) });
  });

  it('is over when it is won', () => {
    expect(match(serves(0.6, 0.6), 3, { sets: { home: 2, away: 1 } })).toBe(1);
    expect(match(serves(0.6, 0.6), 5, { sets: { home: 1, away: 3 } })).toBe(0);
  });
});

describe('serves from a price', () => {
  it('are those that made the price', () => {
    const rules = { bestOf: 3, finalTiebreakPoints: 7 } as const;
    const { homeServe, awayServe } = servesFromPrice(prob(match(serves(0.65, 0.62), 3)), 1.27, rules);
    expect(homeServe).toBeCloseTo(0.65, 10);
    expect(awayServe).toBeCloseTo(0.62, 10);
  });
});
