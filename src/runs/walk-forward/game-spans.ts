import { EventKind } from '../../engine/events.js';
import type { Tape } from '../../engine/tape.js';
import { gameDays } from '../sweep/game-days.js';

/** When a game is alive: from its first event to the outcome of its last market. */
export interface GameSpan {
  readonly game: string;
  readonly index: number;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Microseconds. */
  readonly from: number;
  readonly to: number;
}

/** The life of every game of a tape that has a price, in the order of its days. */
export function gameSpans(tape: Tape): readonly GameSpan[] {
  const spans = new Map<number, { from: number; to: number }>();
  for (let row = 0; row < tape.length; row += 1) {
    const kind = tape.kind[row] as number;
    const subject = tape.subject[row] as number;
    const game = kind === EventKind.gameState ? subject : tape.catalog.markets[subject]?.game;
    // Rules are told long before anybody could trade on them.
    if (game === undefined || kind === EventKind.marketFacts || kind === EventKind.feedGap) continue;
    const time = tape.localTime[row] as number;
    const known = spans.get(game);
    if (known === undefined) spans.set(game, { from: time, to: time });
    else known.to = time;
  }
  const indices = new Map(tape.catalog.games.map(({ id, index }) => [id, index]));
  return gameDays(tape).flatMap(({ game, day }) => {
    const index = indices.get(game);
    const span = index === undefined ? undefined : spans.get(index);
    return index === undefined || span === undefined ? [] : [{ game, index, day, ...span }];
  });
}
