import { describe, expect, it } from 'vitest';
import { marketIndex } from '../ids.js';
import { at, catalogOf, gap, heardLater, tapeOfEvents } from '../kernel.testing.js';
import { Gaps } from './gaps.js';

const CATALOG = catalogOf([{}, {}]);
const [FIRST, SECOND] = [marketIndex(0), marketIndex(1)];

function gapsOf(...events: Parameters<typeof tapeOfEvents>[0]): Gaps {
  const gaps = new Gaps();
  gaps.read(tapeOfEvents(events, CATALOG));
  return gaps;
}

describe('a gap', () => {
  it('covers its market from its start up to the event that tells of it, that instant not included', () => {
    const gaps = gapsOf(gap(9, 0, 2));
    const covered = [1.999999, 2, 5, 8.999999, 9].map((seconds) => gaps.cover(FIRST, at(seconds)));
    expect(covered).toEqual([false, true, true, true, false]);
    expect(gaps.cover(SECOND, at(5))).toBe(false);
  });

  it('of the whole source covers every market', () => {
    const gaps = gapsOf(gap(9, null, 2));
    expect([FIRST, SECOND].map((market) => gaps.cover(market, at(5)))).toEqual([true, true]);
  });

  it('ends when the venue was heard again, by the venue’s time', () => {
    const gaps = gapsOf(heardLater(gap(9, 0, 2), 3));
    expect([8.999999, 9].map((seconds) => gaps.cover(FIRST, at(seconds)))).toEqual([true, false]);
  });

  it('is one of any number', () => {
    const gaps = gapsOf(gap(3, 0, 2), gap(9, 0, 8), gap(6, 1, 5));
    const covered = [2.5, 5.5, 8.5].map((seconds) => gaps.cover(FIRST, at(seconds)));
    expect(covered).toEqual([true, false, true]);
  });
});
