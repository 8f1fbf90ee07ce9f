import { EventKind } from '../engine/events.js';
import { NO_PRICE, type Tape } from '../engine/tape.js';
import { MICROS_PER_MINUTE, PRICE_ONE } from '../engine/units.js';
import type { PriceMove } from '../research/price-trend.js';

/** Which moves are looked at, minutes. */
export interface MoveOptions {
  readonly back: number;
  /** Between the move and what follows it, so that one wrong price cannot stand in both. */
  readonly gap: number;
  readonly ahead: number;
}

/**
 * Moves that ended nearer to 0 or 1 are left out: there a book loses a side when the game is decided, so that those
 * which went on would be missing and the rest would seem to turn back.
 */
const NEAREST_TO_END = 0.15;
/** A mid holds this long; what is older is not known. */
const STALE_MINUTES = 5;
const EVEN = 0.5;

/**
 * Moves of the mid to between 0.15 and 0.85, one after the other without overlap, each of the side that was the
 * favourite before it. A mid that is older than five minutes, and one of a book with an empty side, is not known.
 */
export function priceMoves(tape: Tape, { back, gap, ahead }: MoveOptions): readonly PriceMove[] {
  const { markets, games } = tape.catalog;
  return midsOf(tape).flatMap((mids, index) => {
    const game = games[markets[index]?.game ?? -1]?.id ?? '';
    const moves: PriceMove[] = [];
    const first = mids[0]?.time ?? 0;
    const last = mids.at(-1)?.time ?? 0;
    for (let start = first; start <= last; start += back * MICROS_PER_MINUTE) {
      const at = (minutes: number): number => midAt(mids, start + minutes * MICROS_PER_MINUTE);
      const [before, now, from, to] = [at(0), at(back), at(back + gap), at(back + gap + ahead)];
      const sign = before >= EVEN ? 1 : -1;
      const [past, next] = [sign * (now - before), sign * (to - from)];
      const isOpen = now >= NEAREST_TO_END && now <= 1 - NEAREST_TO_END;
      if (isOpen && !Number.isNaN(past) && !Number.isNaN(next)) moves.push({ game, past, next });
    }
    return moves;
  });
}

interface Mid {
  readonly time: number;
  /** Dollars; NaN = not known. */
  readonly mid: number;
}

function midsOf(tape: Tape): readonly (readonly Mid[])[] {
  const mids: Mid[][] = tape.catalog.markets.map(() => []);
  for (let row = 0; row < tape.length; row += 1) {
    if (tape.kind[row] !== EventKind.quote) continue;
    const [bid, ask] = [tape.priceA[row] as number, tape.priceB[row] as number];
    const known = bid !== NO_PRICE && ask !== NO_PRICE && ask >= bid;
    const mid = known ? (bid + ask) / 2 / PRICE_ONE : Number.NaN;
    mids[tape.subject[row] as number]?.push({ time: tape.localTime[row] as number, mid });
  }
  return mids;
}

/** The mid that held at an instant, by halving. */
function midAt(mids: readonly Mid[], time: number): number {
  let [low, high] = [0, mids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mids[middle] as Mid).time <= time) low = middle + 1;
    else high = middle;
  }
  const last = mids[low - 1];
  if (last === undefined || time - last.time > STALE_MINUTES * MICROS_PER_MINUTE) return Number.NaN;
  return last.mid;
}
