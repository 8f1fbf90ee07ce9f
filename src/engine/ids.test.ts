import { describe, expect, it } from 'vitest';
import { gameIndex, marketIndex, orderId } from './ids.js';

const idFault = expect.objectContaining({ code: 'ENGINE_ID' });

describe('ids', () => {
  it('take an index of 0 or more', () => {
    expect(marketIndex(0)).toBe(0);
    expect(gameIndex(12)).toBe(12);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuse the index %d', (value) => {
    expect(() => marketIndex(value)).toThrow(idFault);
    expect(() => gameIndex(value)).toThrow(idFault);
  });

  it('take 16 lower-case hex digits as an order id and nothing else', () => {
    expect(orderId('0123456789abcdef')).toBe('0123456789abcdef');
    for (const text of [
      '',
      '0123456789abcde',
      '0123456789abcdef0',
      '0123456789ABCDEF',
      '0123456789abcdef\n',
    ]) {
      expect(() => orderId(text)).toThrow(idFault);
    }
  });
});
