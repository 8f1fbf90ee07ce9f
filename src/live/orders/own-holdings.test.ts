import { describe, expect, it } from 'vitest';
import type { Shares } from '../../engine/units.js';
import { OwnHoldings } from './own-holdings.js';

const TOKENS = { yes: 'Y', no: 'N' };
const size = 10_000_000 as Shares;
const buy = { instrument: 'Y', side: 'buy', size } as const;
const sell = { instrument: 'Y', side: 'sell', size } as const;

describe('what is held', () => {
  it('counts a match at once and lets it be sold only when it is mined', () => {
    const own = new OwnHoldings();
    own.filled({ ...buy, status: 'matched' }, null);
    expect(own.held(TOKENS).yes).toBe(size);
    expect(own.sellable(TOKENS).yes).toBe(0);
    own.filled({ ...buy, status: 'mined' }, 'matched');
    expect(own.sellable(TOKENS).yes).toBe(size);
    own.filled({ ...buy, status: 'confirmed' }, 'mined');
    expect(own.sellable(TOKENS).yes).toBe(size);
  });

  it('takes back a purchase that failed, mined or not', () => {
    const own = new OwnHoldings();
    own.filled({ ...buy, status: 'mined' }, null);
    own.filled({ ...buy, status: 'failed' }, 'mined');
    expect([own.held(TOKENS).yes, own.sellable(TOKENS).yes]).toEqual([0, 0]);
  });

  it('has nothing left to sell once it is sold, and gets it back when the sale fails', () => {
    const own = new OwnHoldings();
    own.filled({ ...buy, status: 'confirmed' }, null);
    own.filled({ ...sell, status: 'matched' }, null);
    expect([own.held(TOKENS).yes, own.sellable(TOKENS).yes]).toEqual([0, 0]);
    own.filled({ ...sell, status: 'failed' }, 'matched');
    expect(own.held(TOKENS).yes).toBe(size);
    expect(own.sellable(TOKENS).yes).toBe(size);
  });

  it('does not sell twice what an open order sells', () => {
    const own = new OwnHoldings();
    own.filled({ ...buy, status: 'confirmed' }, null);
    own.claim('Y', size);
    expect(own.sellable(TOKENS).yes).toBe(0);
    own.claim('Y', -size);
    expect(own.sellable(TOKENS).yes).toBe(size);
  });
});
