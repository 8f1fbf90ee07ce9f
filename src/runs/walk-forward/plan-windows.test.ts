import { describe, expect, it } from 'vitest';
import type { GameSpan } from './game-spans.js';
import { planWindows } from './plan-windows.js';

const DAY = 24;
/** Two games a day for `days` days; the second lasts `hours`. */
const season = (days: number, hours = 3): readonly GameSpan[] =>
  Array.from({ length: days }, (_, i) => {
    const day = `2026-02-${String(i + 1).padStart(2, '0')}`;
    const game = (n: number, length: number): GameSpan => ({
      game: `g${i}-${n}`,
      index: 2 * i + n,
      day,
      from: i * DAY + 12,
      to: i * DAY + 12 + length,
    });
    return [game(0, 3), game(1, hours)];
  }).flat();
const plan = { kind: 'rolling', trainDays: 4, testDays: 2, embargoDays: 1 } as const;
const daysOf = (games: readonly GameSpan[]): readonly number[] => [
  ...new Set(games.map(({ day }) => Number(day.slice(-2)))),
];

describe('the windows of a walk-forward', () => {
  it('roll over whole days, with the embargo between, and test every later day once', () => {
    const windows = planWindows(season(10), plan);
    expect(windows.map(({ train, test }) => [daysOf(train), daysOf(test)])).toEqual([
      [
        [1, 2, 3, 4],
        [6, 7],
      ],
      [
        [3, 4, 5, 6],
        [8, 9],
      ],
      [[5, 6, 7, 8], [10]],
    ]);
    expect(windows.every(({ purged }) => purged === 0)).toBe(true);
  });

  it('grow from the first day where they are anchored', () => {
    const windows = planWindows(season(10), { ...plan, kind: 'anchored' });
    expect(windows.map(({ train }) => daysOf(train))).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 4, 5, 6],
      [1, 2, 3, 4, 5, 6, 7, 8],
    ]);
  });

  it('purge games of the training that are alive when the test begins', () => {
    // The second game of each day lasts 50 hours: that of day 3 until day 5, that of day 4 into day 6.
    const [first] = planWindows(season(10, 50), plan);
    expect(first?.purged).toBe(1);
    expect(first?.train.map(({ game }) => game)).not.toContain('g3-1');
    expect(first?.train.every(({ to }) => first.test.every(({ from }) => to < from))).toBe(true);
  });

  it('never share a game', () => {
    for (const { train, test } of planWindows(season(20, 30), { ...plan, embargoDays: 0 })) {
      const tried = new Set(test.map(({ game }) => game));
      expect(train.some(({ game }) => tried.has(game))).toBe(false);
    }
  });

  it('are refused where the days are too few', () => {
    expect(() => planWindows(season(5), plan)).toThrow(expect.objectContaining({ code: 'DATA_WINDOWS' }));
  });
});
