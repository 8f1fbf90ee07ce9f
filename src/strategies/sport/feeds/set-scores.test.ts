import { describe, expect, it } from 'vitest';
import { setsOf, TENNIS_LENGTH } from './set-scores.js';

const sets = (...scores: readonly string[]) =>
  scores.map((score) => {
    const [home = 0, away = 0] = score.split('-').map(Number);
    return { home, away };
  });

describe('a list of sets', () => {
  it.each([
    [['6-5'], [0, 0], [6, 5]],
    [['7-5'], [1, 0], [0, 0]],
    [
      ['7-6', '6-6'],
      [1, 0],
      [6, 6],
    ],
    [
      ['4-6', '7-6', '2-0'],
      [1, 1],
      [2, 0],
    ],
    [
      ['6-0', '6-4'],
      [2, 0],
      [0, 0],
    ],
  ])('of tennis, %j', (scores, won, games) => {
    const read = setsOf(sets(...scores), TENNIS_LENGTH);
    expect([read?.score.home, read?.score.away]).toEqual(won);
    expect([read?.situation.games?.home, read?.situation.games?.away]).toEqual(games);
  });

  it('with a set that is not decided before another is no match', () => {
    expect(setsOf(sets('5-4', '6-2'), TENNIS_LENGTH)).toBeNull();
  });

  it('to points is won by two: 13-11 of a set to 25 is being played, 26-24 is won', () => {
    const volleyball = { toWin: 25, toWinLast: 15, bestOf: 5 };
    expect(setsOf(sets('13-11'), volleyball)?.score).toEqual({ home: 0, away: 0 });
    expect(setsOf(sets('26-24', '24-25'), volleyball)?.score).toEqual({ home: 1, away: 0 });
    const five = sets('25-1', '1-25', '25-1', '1-25', '15-13');
    expect(setsOf(five, volleyball)?.score).toEqual({ home: 3, away: 2 });
  });

  it('ends tour doubles in a tie-break to ten', () => {
    const doubles = { toWin: 6, toWinLast: 10, bestOf: 3 };
    expect(setsOf(sets('6-3', '4-6', '8-6'), doubles)?.score).toEqual({ home: 1, away: 1 });
    expect(setsOf(sets('6-3', '4-6', '10-8'), doubles)?.score).toEqual({ home: 2, away: 1 });
  });
});
