import { describe, expect, it } from 'vitest';
import { micros } from '../../engine/units.js';
import { ReplayAxis } from './replay-axis.js';

const S = 1_000_000;

describe('ReplayAxis', () => {
  it('runs at its speed, and cuts a quiet stretch to what is allowed', () => {
    // Events at 0, 20, 1 000 and 1 010 seconds; 980 quiet seconds are cut to 60.
    const axis = new ReplayAxis([0, 20 * S, 1_000 * S, 1_010 * S], {
      start: micros(5_000 * S),
      speed: 10,
      quietMostSeconds: 60,
    });
    const seconds = (time: number): number => axis.wall(time * S) / S - 5_000;
    expect([0, 20, 1_000, 1_010].map(seconds)).toEqual([0, 2, 8, 9]);
  });

  it('never runs backwards: an instant inside a cut comes round at its end at the latest', () => {
    const axis = new ReplayAxis([0, 500 * S], { start: micros(0), speed: 1, quietMostSeconds: 60 });
    const walls = [0, 30, 60, 61, 400, 500, 600].map((time) => axis.wall(time * S) / S);
    expect(walls).toEqual([0, 30, 60, 60, 60, 60, 160]);
  });
});
