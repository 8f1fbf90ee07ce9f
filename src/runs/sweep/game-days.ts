import { EventKind } from '../../engine/events.js';
import type { Tape } from '../../engine/tape.js';
import { MICROS_PER_MILLISECOND } from '../../engine/units.js';
import type { GameDay } from '../../report/sweep/sweep-input.js';

/**
 * The day of every game of a tape that has a price, in time order: its date in the catalog, else the UTC day of its
 * last event.
 */
export function gameDays(tape: Tape): readonly GameDay[] {
  const last = new Map<number, number>();
  for (let row = 0; row < tape.length; row += 1) {
    const kind = tape.kind[row] as number;
    if (kind !== EventKind.quote && kind !== EventKind.bookDelta && kind !== EventKind.resolution) continue;
    const game = tape.catalog.markets[tape.subject[row] as number]?.game;
    if (game !== undefined) last.set(game, tape.localTime[row] as number);
  }
  return [...last]
    .map(([index, time]) => {
      const game = tape.catalog.games[index];
      return { game: game?.id ?? '', day: game?.date ?? dayOf(time), time };
    })
    .sort((a, b) => compare(a.day, b.day) || a.time - b.time || compare(a.game, b.game))
    .map(({ game, day }) => ({ game, day }));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const dayOf = (time: number): string =>
  new Date(Math.floor(time / MICROS_PER_MILLISECOND)).toISOString().slice(0, 10);
