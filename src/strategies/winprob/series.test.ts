import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prob } from '../../engine/units.js';
import { LEAGUES, sportOfLeague } from '../sport/league-sport.js';
import { UNSUPPORTED_SPORTS } from './unsupported.js';
import { winProbability } from './win-probability.js';

function series(
  p: number,
  bestOf: number,
  home: number,
  away: number,
  currentGame: number | null = null,
): number {
  const current = currentGame === null ? null : prob(currentGame);
  const result = winProbability(
    { kind: 'series', gameWin: prob(p), bestOf },
    { wins: { home, away }, currentGame: current },
  );
  if (result.kind === 'unsupported') throw new Error(result.reason);
  return result.home;
}

function map(q: number, home: number, away: number): number {
  const result = winProbability(
    { kind: 'rounds', roundWin: prob(q), halfRounds: 12, overtimeHalfRounds: 3 },
    { rounds: { home, away } },
  );
  if (result.kind === 'unsupported') throw new Error(result.reason);
  return result.home;
}

describe('a series', () => {
  it.each([
    [3, 0, 0, 0.648],
    [3, 1, 0, 0.84],
    [3, 0, 1, 0.36],
    [5, 0, 0, 0.6826],
    [5, 2, 1, 0.84],
    [5, 0, 2, 0.216],
  ])('best of %i at %i-%i, each game won with 0.6', (bestOf, home, away, expected) => {
    expect(series(0.6, bestOf, home, away)).toBeCloseTo(expected, 4);
  });

  it('takes what is known of the game that is played', () => {
    expect(series(0.6, 3, 1, 0, 1)).toBe(1);
    expect(series(0.6, 3, 1, 0, 0)).toBeCloseTo(0.6, 14);
    expect(series(0.6, 3, 1, 0, 0.6)).toBeCloseTo(series(0.6, 3, 1, 0), 14);
  });

  it('refuses the best of an even number', () => {
    expect(() => series(0.6, 2, 0, 0)).toThrow(/odd/);
  });
});

describe('a map of Counter-Strike 2, MR12 with MR3 overtimes', () => {
  it.each([
    [0.52, 0, 0, 0.5855],
    [0.52, 12, 10, 0.8973],
    [0.52, 12, 12, 0.5544],
    [0.5, 7, 5, 0.7095],
    [0.5, 12, 10, 0.875],
  ])('rounds won with %f at %i-%i', (q, home, away, expected) => {
    expect(map(q, home, away)).toBeCloseTo(expected, 4);
  });

  it('starts each overtime level, and ends at four rounds', () => {
    expect(map(0.52, 15, 15)).toBeCloseTo(map(0.52, 12, 12), 14);
    expect(map(0.52, 17, 16)).toBeCloseTo(map(0.52, 14, 13), 14);
    expect(map(0.52, 16, 14)).toBe(1);
    expect(map(0.52, 17, 19)).toBe(0);
    expect(map(0.52, 13, 11)).toBe(1);
  });

  it('is one less for the other side', () => {
    const rounds = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), rounds, rounds, (q, home, away) => {
        expect(map(1 - q, away, home)).toBeCloseTo(1 - map(q, home, away), 12);
      }),
    );
  });
});

describe('a sport without an honest model', () => {
  it('is a value with its reason, never a number', () => {
    for (const sport of UNSUPPORTED_SPORTS) {
      const result = winProbability({ kind: 'unsupported', sport }, {});
      expect(result).toEqual({ kind: 'unsupported', reason: expect.stringMatching(/.{20}/) });
    }
    expect(winProbability({ kind: 'unsupported', sport: 'constructor' }, {})).toEqual({
      kind: 'unsupported',
      reason: 'no model of constructor is known',
    });
  });

  it('is every sport of a known league that has no model', () => {
    const modelled = new Set([
      'basketball',
      'american-football',
      'hockey',
      'baseball',
      'soccer',
      'tennis',
      'esports',
    ]);
    const sports = new Set(LEAGUES.map(sportOfLeague));
    for (const sport of sports)
      expect([sport, UNSUPPORTED_SPORTS.includes(sport)]).toEqual([sport, !modelled.has(sport)]);
  });
});
