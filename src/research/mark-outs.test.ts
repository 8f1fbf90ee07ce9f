import { describe, expect, it } from 'vitest';
import { closingLineValue, type MarkedFill, markOuts } from './mark-outs.js';

describe('closing-line value', () => {
  // science reference 4.4: five entries of five games.
  const rows = [0.5, 0.47, 0.62, 0.33, 0.55].map((price, i) => ({
    game: `g${i}`,
    price,
    close: [0.53, 0.46, 0.65, 0.36, 0.55][i] as number,
  }));

  it('agrees with the published vector', () => {
    const value = closingLineValue(rows);
    expect(value?.mean).toBeCloseTo(0.0356039184, 10);
    expect(value?.t).toBeCloseTo(1.745597137, 9);
    expect(value?.meanCents).toBeCloseTo(1.6, 12);
    expect(value?.meanLogit).toBeCloseTo(0.0684515739, 10);
    expect(value).toMatchObject({ entries: 5, games: 5 });
  });

  it('is none without an entry', () => {
    expect(closingLineValue([])).toBeNull();
  });

  it('gains no evidence from entries of the same game', () => {
    const many = rows.flatMap((row) => [row, row, row]);
    expect(closingLineValue(many)?.t).toBeCloseTo(closingLineValue(rows)?.t ?? 0, 9);
  });
});

describe('mark-outs', () => {
  const fill = (values: Partial<MarkedFill>): MarkedFill => ({
    game: 'a',
    side: 'buy',
    liquidity: 'taker',
    opens: true,
    price: 0.5,
    size: 10,
    marks: {},
    ...values,
  });

  it('count for a purchase when the mid rises and for a sale when it falls', () => {
    const [buy] = markOuts([fill({ marks: { '30 s': 0.53 } })], ['30 s']);
    const [sale] = markOuts([fill({ side: 'sell', marks: { '30 s': 0.53 } })], ['30 s']);
    expect(buy?.meanCents).toBeCloseTo(3, 12);
    expect(sale?.meanCents).toBeCloseTo(-3, 12);
  });

  it('keep takers and makers apart, and count what has no mark', () => {
    const rows = markOuts(
      [
        fill({ marks: { '30 s': 0.51, settlement: 1 } }),
        fill({ marks: { '30 s': null, settlement: 0 } }),
        fill({ liquidity: 'maker', marks: { '30 s': 0.48 } }),
      ],
      ['30 s', 'settlement'],
    );
    expect(
      rows.map(({ horizon, liquidity, fills, unmarked }) => [horizon, liquidity, fills, unmarked]),
    ).toEqual([
      ['30 s', 'taker', 1, 1],
      ['settlement', 'taker', 2, 0],
      ['30 s', 'maker', 1, 0],
    ]);
    expect(rows[2]?.meanCents).toBeCloseTo(-2, 12);
  });
});
