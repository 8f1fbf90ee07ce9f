import { describe, expect, it } from 'vitest';
import type { Price, Shares } from '../../engine/units.js';
import { inOwnTerms } from './in-own-terms.js';

const pair = (yes: number, no: number) => ({ yes: (yes * 1e6) as Shares, no: (no * 1e6) as Shares });
const order = (side: 'buy' | 'sell', size: number) => ({
  side,
  limit: 4_000 as Price,
  size: (size * 1e6) as Shares,
});
const holding = (held: ReturnType<typeof pair>, sellable = held) => ({ held, sellable });

describe('an order on YES in the terms of a venue of two tokens', () => {
  it('buys YES, and sells YES that is not held by buying NO at a dollar less', () => {
    expect(inOwnTerms(order('buy', 10), holding(pair(0, 0)))).toEqual({
      kind: 'terms',
      terms: { outcome: 'yes', side: 'buy', limit: 4_000, purpose: 'entry' },
    });
    expect(inOwnTerms(order('sell', 10), holding(pair(0, 0)))).toEqual({
      kind: 'terms',
      terms: { outcome: 'no', side: 'buy', limit: 6_000, purpose: 'entry' },
    });
  });

  it('sells the token that is held to close it', () => {
    expect(inOwnTerms(order('sell', 10), holding(pair(10, 0)))).toEqual({
      kind: 'terms',
      terms: { outcome: 'yes', side: 'sell', limit: 4_000, purpose: 'exit' },
    });
    expect(inOwnTerms(order('buy', 7), holding(pair(0, 10)))).toEqual({
      kind: 'terms',
      terms: { outcome: 'no', side: 'sell', limit: 6_000, purpose: 'exit' },
    });
  });

  it('refuses one order that would close the holding and open the other side', () => {
    expect(inOwnTerms(order('sell', 11), holding(pair(10, 0))).kind).toBe('refused');
    expect(inOwnTerms(order('buy', 11), holding(pair(0, 10))).kind).toBe('refused');
  });

  it('does not sell shares whose purchase is not settled, or that another order sells', () => {
    const answer = inOwnTerms(order('sell', 10), holding(pair(10, 0), pair(9, 0)));
    expect(answer).toEqual({ kind: 'refused', reason: expect.stringContaining('not settled') });
  });
});
