import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from './instant.js';

describe('instant', () => {
  it('is what Date reads from the same text, from 1970 to 2254', () => {
    const minutes = fc.integer({ min: 0, max: Date.UTC(2254, 11, 31, 23, 59) / 60_000 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const text = `${new Date(minute * 60_000).toISOString().slice(0, 16)}Z`;
        expect(instant(text)).toBe(minute * 60_000_000);
        const millis = minute * 60_000 + (minute % 60_000);
        expect(instant(new Date(millis).toISOString())).toBe(millis * 1_000);
      }),
    );
  });

  it.each([
    '2026-07-01',
    '2026-07-01T04:00',
    '2026-7-1T04:00Z',
    '2026-07-01T04:00:60Z',
    '2026-07-01T04:00:00.0001Z',
    '2026-02-29T00:00Z',
    '2026-13-01T00:00Z',
    '2026-01-00T00:00Z',
    '2026-01-01T24:00Z',
    '',
  ])('refuses %j', (text) => {
    expect(() => instant(text)).toThrow(expect.objectContaining({ code: 'ENGINE_UNIT' }));
  });
});
