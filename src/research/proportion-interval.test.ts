import { describe, expect, it } from 'vitest';
import { jeffreysInterval, wilsonInterval } from './proportion-interval.js';

describe('intervals of a proportion', () => {
  it('agree with the figures of R', () => {
    const wilson = wilsonInterval(5, 10);
    expect([wilson.low, wilson.high].map((x) => x.toFixed(6))).toEqual(['0.236593', '0.763407']);
    const none = wilsonInterval(0, 10);
    expect([none.low, none.high].map((x) => x.toFixed(6))).toEqual(['0.000000', '0.277533']);
    const jeffreys = jeffreysInterval(5, 10);
    expect([jeffreys.low, jeffreys.high].map((x) => x.toFixed(6))).toEqual(['0.223529', '0.776471']);
  });

  it('reach the end where all missed or all hit', () => {
    expect(jeffreysInterval(0, 10).low).toBe(0);
    expect(jeffreysInterval(10, 10).high).toBe(1);
  });
});
