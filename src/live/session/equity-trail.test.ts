import { describe, expect, it } from 'vitest';
import type { Micros, Usd } from '../../engine/units.js';
import { EquityTrail } from './equity-trail.js';

const SECOND = 1_000_000;

describe('a trail of equity', () => {
  it('leaves out what follows within five seconds', () => {
    const trail = new EquityTrail();
    for (const [second, equity] of [
      [0, 10],
      [4, 11],
      [5, 12],
      [9, 13],
      [10, 14],
    ] as const) {
      trail.add((second * SECOND) as Micros, equity as Usd);
    }
    expect(trail.points.map(({ equity }) => equity)).toEqual([10, 12, 14]);
  });

  it('stays bounded over a week and loses neither its start nor its highest and lowest', () => {
    const trail = new EquityTrail();
    const points = 7 * 24 * 720;
    for (let i = 0; i < points; i += 1) {
      const equity = i === 501 ? 9_999 : i === 77_777 ? -9_999 : i === 0 ? 3 : i % 7;
      trail.add((i * 5 * SECOND) as Micros, equity as Usd);
    }
    const { points: kept } = trail;
    expect(kept.length).toBeLessThan(1_024);
    expect(kept.filter(({ equity }) => Math.abs(equity) === 9_999)).toEqual([
      { time: 501 * 5 * SECOND, equity: 9_999 },
      { time: 77_777 * 5 * SECOND, equity: -9_999 },
    ]);
    expect(kept[0]).toEqual({ time: 0, equity: 3 });
    expect(kept.at(-1)?.time).toBe((points - 1) * 5 * SECOND);
    expect([...kept].sort((a, b) => a.time - b.time)).toEqual(kept);
  });
});
