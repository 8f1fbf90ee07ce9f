import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { touchAround } from './touch.js';

describe('touchAround', () => {
  it('rounds outwards to whole cents', () => {
    expect(touchAround(0.5, 100)).toEqual({ bid: 4900, ask: 5100 });
    expect(touchAround(0.5, 0)).toEqual({ bid: 5000, ask: 5000 });
    expect(touchAround(0.5049, 0)).toEqual({ bid: 5000, ask: 5100 });
    expect(touchAround(0.5049, 300)).toEqual({ bid: 4800, ask: 5200 });
  });

  it('leaves a side empty that would stand at 0 or 1', () => {
    expect(touchAround(0.004, 100)).toEqual({ bid: null, ask: 100 });
    expect(touchAround(0.996, 100)).toEqual({ bid: 9900, ask: null });
  });

  it('never quotes inside the probability that it believes', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 2000 }),
        (p, spread) => {
          const { bid, ask } = touchAround(p, spread);
          expect((bid ?? 0) / 1e4 <= p - spread / 2e4 + 1e-12 || bid === null).toBe(true);
          expect((ask ?? 1e4) / 1e4 >= p + spread / 2e4 - 1e-12 || ask === null).toBe(true);
        },
      ),
    );
  });
});
