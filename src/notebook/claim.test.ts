import { describe, expect, it } from 'vitest';
import { readingText } from './claim.js';

describe('a reading', () => {
  it('is the claims in their order', () => {
    const claims = [
      { text: 'It earned 3.', holds: 3 > 0 },
      { text: 'It lost nothing.', holds: true },
    ];
    expect(readingText(claims)).toBe('It earned 3.\n\nIt lost nothing.');
  });

  it('is refused when the figures do not bear out one of them, naming it', () => {
    const claims = [
      { text: 'True.', holds: true },
      { text: 'It earned -3.', holds: -3 > 0 },
    ];
    expect(() => readingText(claims)).toThrow(
      expect.objectContaining({ code: 'REPORT_CLAIM', where: { sentence: 'It earned -3.' } }),
    );
  });
});
