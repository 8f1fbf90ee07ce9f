import { EventKind } from '../../engine/events.js';
import { EVERY_MARKET, type Tape } from '../../engine/tape.js';

/** Ids of the first `count` games of a tape, in the order in which their first event comes. */
export function firstGames({ kind, subject, length, catalog }: Tape, count: number): readonly string[] {
  const ids = new Set<string>();
  for (let row = 0; row < length && ids.size < count; row += 1) {
    const about = subject[row] as number;
    if (about === EVERY_MARKET) continue;
    const game = kind[row] === EventKind.gameState ? about : catalog.markets[about]?.game;
    const id = game === undefined ? undefined : catalog.games[game]?.id;
    if (id !== undefined) ids.add(id);
  }
  return [...ids];
}
