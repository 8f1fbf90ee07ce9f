import { describe, expect, it } from 'vitest';
import { randomStream } from '../engine/random.js';
import { wildBootstrap } from './wild-bootstrap.js';

describe('the wild bootstrap', () => {
  it('counts sign patterns: five games that all won are reached by two of 32', () => {
    // By hand: only all plus and all minus reach |1 + 2 + 3 + 4 + 5|.
    const result = wildBootstrap([1, 2, 3, 4, 5]);
    expect(result?.p).toBe(2 / 32);
    expect(result?.patterns).toBe(32);
    // Two of 32 is above 5 %: nothing is refused.
    expect(result?.interval).toBeNull();
  });

  it('agrees with counting every pattern one by one', () => {
    const values = [3, -1, 4, 1, -5, 9, -2, 6];
    const total = Math.abs(values.reduce((sum, value) => sum + value, 0));
    let reached = 0;
    for (let bits = 0; bits < 256; bits += 1) {
      const sum = values.reduce((part, value, i) => part + ((bits & (1 << i)) === 0 ? value : -value), 0);
      if (Math.abs(sum) >= total) reached += 1;
    }
    expect(wildBootstrap(values)?.p).toBe(reached / 256);
  });

  it('has an interval that leaves 0 out when p is small and holds it when p is not', () => {
    for (const shift of [-1, 0, 4, 5, 6]) {
      const result = wildBootstrap([3, -1, 4, 1, -5, 9, -2, 6, 2, 1].map((value) => value + shift));
      const p = result?.p ?? 1;
      const outside = (result?.interval?.low ?? 0) > 0 || (result?.interval?.high ?? 0) < 0;
      // Near 5 % p moves in steps.
      if (Math.abs(p - 0.05) > 0.02) expect(outside).toBe(p < 0.05);
    }
  });

  it('refuses a true mean of 0 about as often as it says, with ten games', () => {
    const random = randomStream({ seed: 3, strategy: 'test', market: '', purpose: 'wild' });
    const runs = 200;
    let refused = 0;
    for (let run = 0; run < runs; run += 1) {
      const values = Array.from({ length: 10 }, () => random.uniform() - 0.5);
      if ((wildBootstrap(values)?.p ?? 1) <= 0.05) refused += 1;
    }
    // Binomial around 5 %, four sigma.
    expect(Math.abs(refused / runs - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / runs));
  });

  it('is none of fewer than five games, or of games that all brought the same', () => {
    expect(wildBootstrap([1, 2, 3, 4])).toBeNull();
    expect(wildBootstrap([1, 1, 1, 1, 1])).toBeNull();
  });
});
