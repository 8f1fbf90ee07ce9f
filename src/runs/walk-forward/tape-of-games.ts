import { EventKind } from '../../engine/events.js';
import { EVERY_MARKET, TAPE_COLUMNS, type Tape, type TapeColumns, tapeOf } from '../../engine/tape.js';

/** The part of a tape that is about some of its games, by their index. The catalog stays whole. */
export function tapeOfGames(tape: Tape, games: ReadonlySet<number>): Tape {
  const kept: number[] = [];
  for (let row = 0; row < tape.length; row += 1) {
    const subject = tape.subject[row] as number;
    const game =
      tape.kind[row] === EventKind.gameState ? subject : (tape.catalog.markets[subject]?.game ?? -1);
    if (games.has(game) || subject === EVERY_MARKET) kept.push(row);
  }
  const { catalog, length: _length, ...columns } = tape;
  const part = Object.fromEntries(
    TAPE_COLUMNS.map((name) => {
      const column = columns[name];
      const fresh = column.slice(0, kept.length);
      kept.forEach((row, i) => {
        fresh[i] = column[row] as number;
      });
      return [name, fresh];
    }),
  );
  return tapeOf(catalog, { ...columns, ...part } satisfies TapeColumns);
}
