import { describe, expect, it } from 'vitest';
import { instant } from '../../engine/simulation/fees/instant.js';
import { micros } from '../../engine/units.js';
import { LineBook } from './line-book.js';
import { parseLines } from './outside-line.js';

const NINE = instant('2026-01-10T09:00Z');
const bookOf = (rows: readonly string[], columns = 'market,known_at,probability') =>
  new LineBook(parseLines([columns, ...rows].join('\n')), 'shin');

describe('lines', () => {
  it('answer with the last one that was known by then, and never with a later one', () => {
    const book = bookOf(['a,2026-01-10T10:00Z,0.62', 'a,2026-01-10T09:00Z,0.6']);
    expect(book.known('a', micros(NINE - 1))).toBeNull();
    expect(book.known('a', NINE)).toEqual({ probability: 0.6, knownAt: NINE });
    expect(book.known('a', instant('2026-01-10T10:00Z'))?.probability).toBe(0.62);
    expect(book.known('b', NINE)).toBeNull();
    const toTheSecond = bookOf(['a,2026-01-10T08:59:59.500Z,0.6']);
    expect(toTheSecond.known('a', NINE)?.knownAt).toBe(NINE - 500_000);
  });

  it('take the margin out of odds by the method that was asked for', () => {
    const book = bookOf(['a,2026-01-10T09:00Z,1,1.5 2.74'], 'market,known_at,outcome,odds');
    // Shin of two outcomes is the additive method: .650851581509 (the reference's vector).
    expect(book.known('a', NINE)?.probability).toBeCloseTo(0.650851581509, 10);
  });

  it.each([
    ['nothing but a header of other names', 'slug,when\n', 'a file of lines begins with its columns'],
    ['no market', 'market,known_at,probability\n,2026-01-10T09:00Z,0.5', 'a line names its market'],
    ['a time in words', 'market,known_at,probability\na,noon,0.5', 'known_at is no instant: noon'],
    ['a probability of 1', 'market,known_at,probability\na,2026-01-10T09:00Z,1', 'probability is none: 1'],
    ['neither', 'market,known_at,probability\na,2026-01-10T09:00Z,', 'a line is a probability or odds'],
    ['odds of 1', 'market,known_at,outcome,odds\na,2026-01-10T09:00Z,1,1 2', 'odds are none: 1 2'],
    [
      'an outcome too many',
      'market,known_at,outcome,odds\na,2026-01-10T09:00Z,3,1.5 2.7',
      'outcome is none: 3',
    ],
  ])('are refused with their row: %s', (_name, text, message) => {
    expect(() => parseLines(text)).toThrow(message);
  });
});
