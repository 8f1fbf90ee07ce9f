import { describe, expect, it } from 'vitest';
import { orderId } from './ids.js';
import { OrderIds } from './order-id.js';

const ids = (seed: string, strategy = 's') => new OrderIds({ seed, strategy });

describe('ids of orders', () => {
  it('are 16 hex digits, the same in each run of the same seed and strategy', () => {
    const first = ids('1').at(7);
    expect(orderId(first)).toBe(first);
    expect(ids('1').at(7)).toBe(first);
  });

  it('differ between runs, and between strategies', () => {
    expect(ids('2').at(7)).not.toBe(ids('1').at(7));
    expect(ids('1', 't').at(7)).not.toBe(ids('1').at(7));
    // Where one part ends and the next begins matters.
    expect(ids('1s', '').at(0)).not.toBe(ids('1', 's').at(0));
  });

  it('are each of one order only', () => {
    const run = ids('1');
    expect(new Set(Array.from({ length: 20_000 }, (_, sequence) => run.at(sequence))).size).toBe(20_000);
  });

  it('name the order that they were made of, beyond 2^32 too', () => {
    const run = ids('1');
    for (const sequence of [0, 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 40 + 12_345]) {
      expect(run.sequenceOf(run.at(sequence))).toBe(sequence);
    }
  });
});
