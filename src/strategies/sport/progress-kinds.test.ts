import { describe, expect, it } from 'vitest';
import type { GameState } from '../../engine/events.js';
import * as states from './game-states.testing.js';
import { liveState, situated } from './game-states.testing.js';
import { progress } from './progress.js';
import { requireSpec } from './sport-spec.js';

const read = (league: string, state: GameState) => progress(requireSpec(league), state);

// The reference's own check values are marked; the others are its formulas by hand.
describe('progress of a game without a game clock', () => {
  it.each([
    ['mlb', 'top of the 7th, 1 out (published)', states.inning(7, 'top', 1), 0.685185, 'i7'],
    ['mlb', 'middle of the 5th (published)', states.inning(5, 'top', 3), 0.5, 'i5'],
    ['mlb', 'end of the 8th', states.inning(8, 'bottom', 3), 48 / 54, 'i9'],
    ['mlb', 'first pitch', states.inning(1, 'top', 0), 0, 'i1'],
    ['mlb', 'bottom of the 9th, last out', states.inning(9, 'bottom', 3), 1, 'i9'],
    ['wta', '1-0, 5-4 in the second set (published)', states.atSets([1, 0], [5, 4]), 0.916667, 's2'],
    ['atp', 'first set at 6-6', states.atSets([0, 0], [6, 6]), 0.475, 's1'],
    ['atp', 'best of five, 2-1, 3-1', states.atSets([2, 1], [3, 1], 5), 2.5 / 3, 's4'],
    ['vnl', 'deciding set at 12-9', states.atSets([2, 2], [12, 9], 5), 2.8 / 3, 's5'],
    ['cs2', 'first map at 6-3', states.atMap([0, 0], [6, 3]), 6 / 26, 'm1'],
    ['cs2', 'one map each, 12-12', states.atMap([1, 1], [12, 12]), (1 + 12 / 13) / 2, 'm3'],
    ['t20blast', 'second innings at 10.3 overs (published)', states.atBall(2, 63), 0.7625, 'i2'],
    ['odi', 'first innings at 25 overs', states.atBall(1, 150), 0.25, 'i1'],
    ['pga', 'third round, 9 holes', states.atHole(3, 9), 45 / 72, 'r3'],
    ['ufc', 'round 2 of 3, 2:30 left (published)', states.atRound(2, 150, 3), 0.5, 'r2'],
    ['ufc', 'round 2 of 5, 2:30 left', states.atRound(2, 150, 5), 0.3, 'r2'],
    ['f1', 'lap 22 of 44', states.atLap(22, 44), 0.5, null],
  ])('%s, %s', (league, _, state, fraction, segment) => {
    const result = read(league, state);
    expect(result.fraction).toBeCloseTo(fraction, 6);
    expect(result.remaining).toBeCloseTo(1 - fraction, 6);
    expect(result).toMatchObject({ known: true, segment, isOvertime: false });
  });

  it('reads a map without rounds by its clock', () => {
    const second = situated(2, { kind: 'maps', won: { home: 1, away: 0 }, rounds: null, bestOf: 3 });
    expect(read('lol', { ...second, secondsElapsedInPeriod: 960 }).fraction).toBe(0.75);
    expect(read('lol', { ...second, secondsElapsedInPeriod: 4000 }).fraction).toBe(0.975);
    expect(read('dota2', { ...second, secondsElapsedInPeriod: 600 }).fraction).toBe(0.625);
    expect(read('lol', second)).toMatchObject({ known: false, segment: 'm2' });
  });

  it('plays both maps of a best of two, which can end level', () => {
    expect(read('cs2', states.atMap([1, 0], [0, 0], 2)).fraction).toBe(0.5);
    expect(read('cs2', states.atMap([1, 1], [0, 0], 2)).fraction).toBe(1);
  });

  it('counts an innings that ended early as over when the next one begins', () => {
    expect(read('ipl', states.atBall(1, 80)).fraction).toBeCloseTo(80 / 240, 12);
    expect(read('ipl', states.atBall(2, 0)).fraction).toBe(0.5);
  });

  it('takes a reduced innings and a shorter game from the feed', () => {
    expect(read('odi', situated(2, { kind: 'overs', balls: 60, ballsPerInnings: 120 })).fraction).toBe(0.75);
    const seventh = situated(7, { kind: 'innings', half: 'bottom', outs: 0, scheduled: 7 });
    expect(read('mlb', seventh).fraction).toBeCloseTo(39 / 42, 12);
    expect(read('mlb', { ...seventh, period: 8 })).toMatchObject({ isOvertime: true, fraction: 1 });
  });

  it.each([
    ['mlb', states.inning(11, 'top', 1)],
    ['ipl', states.atBall(3, 2)],
    ['pga', states.atHole(5, 1)],
    ['nascar', states.atLap(268, 267)],
  ])('%s past regulation is overtime, with nothing of regulation left', (league, state) => {
    expect(read(league, state)).toEqual({
      known: true,
      fraction: 1,
      remaining: 0,
      secondsRemaining: 0,
      etaWallSeconds: null,
      segment: 'ot',
      isOvertime: true,
    });
  });

  it.each([
    ['mlb', liveState({ period: 5 }), 'i5'],
    ['mlb', situated(5, { kind: 'innings', half: null, outs: 1, scheduled: null }), 'i5'],
    ['mlb', states.inning(5, 'top', 4), 'i5'],
    ['atp', situated(2, { kind: 'sets', sets: { home: 1, away: 0 }, games: null, bestOf: 3 }), 's2'],
    ['atp', situated(2, { kind: 'sets', sets: { home: 1, away: 0 }, games: null, bestOf: null }), 's2'],
    ['ufc', liveState({ period: 2, secondsLeftInPeriod: 100 }), 'r2'],
    ['boxing', states.atRound(5, 100, 4), null],
    ['cod', states.atMap([1, 0], [3, 2], 5), 'm2'],
    ['test', states.atBall(3, 200), 'i3'],
    ['lpga', states.atHole(2, 3), 'r2'],
    ['pga', states.atHole(2, 19), 'r2'],
    ['f1', situated(null, { kind: 'laps', lap: 10, laps: null }), null],
    ['mlb', states.atSets([1, 0], [5, 4]), null],
    ['atp', states.inning(2, 'top', 1), 's2'],
  ])('is not guessed: %s from %o', (league, state, segment) => {
    expect(read(league, state)).toMatchObject({
      known: false,
      fraction: null,
      etaWallSeconds: null,
      segment,
    });
  });

  it('has no seconds of play left to tell', () => {
    for (const [league, state] of [
      ['mlb', states.inning(3, 'top', 1)],
      ['atp', states.atSets([0, 0], [1, 0])],
      ['ipl', states.atBall(1, 3)],
    ] as const) {
      expect(read(league, state).secondsRemaining).toBeNull();
    }
  });
});

describe('what period modules get wrong', () => {
  it('college men play halves: ten minutes left in the second is three quarters, not three eighths', () => {
    const state = liveState({ period: 2, secondsLeftInPeriod: 600 });
    expect(read('ncaam', state)).toMatchObject({ fraction: 0.75, secondsRemaining: 600, segment: 'h2' });
    expect(read('ncaam', { ...state, period: 3, secondsLeftInPeriod: 300 }).isOvertime).toBe(true);
  });

  it('college women play quarters: the third is not overtime', () => {
    const state = liveState({ period: 3, secondsLeftInPeriod: 600 });
    expect(read('ncaaw', state)).toMatchObject({ fraction: 0.5, isOvertime: false, segment: 'q3' });
  });

  it('the NHL plays three periods: the fourth is overtime, the end of the third is the end', () => {
    expect(read('nhl', liveState({ period: 3, secondsLeftInPeriod: 0 })).fraction).toBe(1);
    expect(read('nhl', liveState({ period: 4, secondsLeftInPeriod: 240 })).isOvertime).toBe(true);
  });

  it('the clock of soccer counts up: a minute played is not a minute left', () => {
    const state = liveState({ period: 1, secondsElapsedInPeriod: 60 });
    expect(read('epl', state).fraction).toBeCloseTo(1 / 90, 12);
  });

  it('stoppage time past 90 minutes is not more than the whole game', () => {
    const state = liveState({ period: 2, secondsElapsedInPeriod: 52 * 60 });
    expect(read('epl', state)).toMatchObject({ fraction: 1, remaining: 0, isOvertime: false });
  });

  it('a baseball clock of 0:00 does not end the game', () => {
    const shown = { secondsLeftInPeriod: 0, secondsElapsedInPeriod: 0 };
    expect(read('mlb', liveState({ period: 9, ...shown })).known).toBe(false);
    expect(read('mlb', { ...states.inning(3, 'bottom', 0), ...shown }).fraction).toBeCloseTo(15 / 54, 12);
  });

  it('a period of tennis is a set, not a quarter', () => {
    const state = liveState({ period: 2, secondsLeftInPeriod: 0, secondsElapsedInPeriod: 0 });
    expect(read('atp', state)).toMatchObject({ known: false, segment: 's2' });
  });
});
