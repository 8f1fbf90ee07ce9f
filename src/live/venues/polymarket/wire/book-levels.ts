import type { BookLevel } from '../../../../engine/events.js';
import { type Fields, fieldsOf, readList, readPrice, readShares } from './fields.js';
import { wireFault } from './wire-fault.js';

/** The most levels of a side that a book can have: one at each 0.0001. */
const MOST_LEVELS = 10_000;

/** A side of a book, best price first whatever order it came in; empty levels left out. @throws LIVE_WIRE. */
export function bookLevels(fields: Fields, field: 'bids' | 'asks'): readonly BookLevel[] {
  const listed = readList(fields, field);
  if (listed.length > MOST_LEVELS) throw wireFault(field, listed.length, `at most ${MOST_LEVELS} levels`);
  const levels: BookLevel[] = [];
  for (const each of listed) {
    const level = fieldsOf(each, field);
    const size = readShares(level, 'size');
    if (size > 0) levels.push({ price: readPrice(level, 'price'), size });
  }
  levels.sort((left, right) => (field === 'bids' ? right.price - left.price : left.price - right.price));
  for (let at = 1; at < levels.length; at += 1) {
    if (levels[at]?.price === levels[at - 1]?.price)
      throw wireFault(field, levels[at]?.price, 'each price once');
  }
  return levels;
}
