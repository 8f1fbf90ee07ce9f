import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DueQueue } from './due-queue.js';

describe('what is due', () => {
  it('comes earliest first, of one instant first scheduled first, as a stable sort says', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 200 }), (times) => {
        const queue = new DueQueue<number>();
        for (const [item, time] of times.entries()) queue.push(time, item);
        const sorted = times.map((time, item) => ({ time, item })).sort((a, b) => a.time - b.time);
        for (const { time, item } of sorted) {
          expect(queue.nextTime).toBe(time);
          expect(queue.pop()).toBe(item);
        }
        expect(queue.nextTime).toBe(Number.POSITIVE_INFINITY);
      }),
    );
  });

  it('keeps that order when things are scheduled while others are taken', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 9 })), { maxLength: 200 }), (steps) => {
        const queue = new DueQueue<number>();
        let left: { time: number; item: number }[] = [];
        for (const [item, time] of steps.entries()) {
          if (time !== null) {
            queue.push(time, item);
            left = [...left, { time, item }].sort((a, b) => a.time - b.time || a.item - b.item);
          } else if (left.length > 0) expect(queue.pop()).toBe(left.shift()?.item);
        }
      }),
    );
  });

  it('cannot be taken from an empty queue', () => {
    expect(() => new DueQueue<number>().pop()).toThrowError(
      expect.objectContaining({ code: 'ASSERT_INVARIANT', message: 'pop of an empty queue' }),
    );
  });
});
