import { describe, expect, it } from 'vitest';
import { randomStream } from '../../engine/random.js';
import { type ConfidenceRow, confidenceDeciles } from './confidence-deciles.js';

/** One row a game; a dollar on the side at 0.5 brings +1 or -1. */
function season(chanceOf: (confidence: number) => number, games = 400): readonly ConfidenceRow[] {
  const random = randomStream({ seed: 7, strategy: 'test', market: '', purpose: 'confidence' });
  return Array.from({ length: games }, (_, i) => {
    const confidence = random.uniform();
    const outcome = random.uniform() < chanceOf(confidence) ? 1 : 0;
    return { confidence, game: `g${i}`, outcome, gain: 2 * outcome - 1 };
  });
}

describe('confidence in tenths', () => {
  it('parts the decisions evenly and keeps their means', () => {
    const rows = season(() => 0.5);
    const { deciles } = confidenceDeciles(rows, 1);
    expect(deciles.map((each) => each.rows)).toEqual(new Array(10).fill(40));
    const gain = deciles.reduce((sum, each) => sum + each.rows * each.gain.value, 0);
    expect(gain).toBeCloseTo(
      rows.reduce((sum, row) => sum + row.gain, 0),
      9,
    );
    expect(
      deciles.every(({ winRate, gain: own }) => Math.abs(2 * winRate.value - 1 - own.value) < 1e-12),
    ).toBe(true);
  });

  it('never parts equal confidences', () => {
    const rows = season(() => 0.5).map((row) => ({ ...row, confidence: row.confidence < 0.7 ? 0.5 : 0.9 }));
    const { deciles } = confidenceDeciles(rows, 1);
    expect(deciles.map(({ from, to }) => [from, to])).toEqual([
      [0.5, 0.5],
      [0.9, 0.9],
    ]);
  });

  it('finds confidence that means something, and no more than chance in one that means nothing', () => {
    const real = confidenceDeciles(
      season((c) => c),
      1,
    );
    expect(real.correlation?.value).toBeGreaterThan(0.3);
    expect(real.correlation?.p).toBe(1 / 1001);
    expect(real.deciles[9]?.gain.value).toBeGreaterThan(real.deciles[9]?.floor.high ?? 1);
    const empty = confidenceDeciles(
      season(() => 0.5),
      1,
    );
    expect(empty.correlation?.p).toBeGreaterThan(0.05);
    const outside = empty.deciles.filter(
      ({ gain, floor }) => gain.value < floor.low || gain.value > floor.high,
    );
    expect(outside.length).toBeLessThanOrEqual(2);
  });

  it('takes a game of many ticks for one piece of evidence', () => {
    // Ten games of forty equal ticks: shuffles of ticks would call their chance order significant.
    const games = season(() => 0.5, 10);
    const ticks = games.flatMap((row) => new Array(40).fill(row) as ConfidenceRow[]);
    const one = confidenceDeciles(games, 1).correlation;
    const many = confidenceDeciles(ticks, 1).correlation;
    expect(many?.value).toBeCloseTo(one?.value ?? 0, 9);
    expect(Math.abs((many?.p ?? 0) - (one?.p ?? 1))).toBeLessThan(0.06);
  });
});
