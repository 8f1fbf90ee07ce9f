import type { SetsSituation, SideCounts } from '../../../engine/game-situation.js';
import type { SetsRules } from '../regulation.js';

/** How long a match is; `bestOf` null = not said. */
export type MatchLength = Pick<SetsRules, 'toWin' | 'toWinLast' | 'bestOf'>;

/** Tennis without a match tie-break. */
export const TENNIS_LENGTH: MatchLength = { toWin: 6, toWinLast: 6, bestOf: null };

/** In tennis a set of six games ends at seven by its tie-break; elsewhere two more are needed. */
function isWon({ home, away }: SideCounts, toWin: number): boolean {
  const [most, least] = home > away ? [home, away] : [away, home];
  return most >= toWin && (most - least >= 2 || (toWin === 6 && most === 7 && least === 6));
}

/**
 * Sets won and the games or points of the set that is played, from those of each set in order. The last one is being
 * played while it is not decided. `null` = a set before the last one is not decided, so that the list is no match.
 */
export function setsOf(
  sets: readonly SideCounts[],
  { toWin, toWinLast, bestOf }: MatchLength,
): { readonly score: SideCounts; readonly situation: SetsSituation } | null {
  const won = (set: SideCounts, index: number): boolean =>
    isWon(set, index + 1 === bestOf ? toWinLast : toWin);
  const last = sets.at(-1);
  const open = last !== undefined && !won(last, sets.length - 1) ? last : null;
  const decided = open === null ? sets : sets.slice(0, -1);
  if (!decided.every(won)) return null;
  const home = decided.filter((set) => set.home > set.away).length;
  const score = { home, away: decided.length - home };
  return { score, situation: { kind: 'sets', sets: score, games: open ?? { home: 0, away: 0 }, bestOf } };
}

/** The same from the games of each side apart; `null` also where a set of one side is missing or no number. */
export function setsOfSides(
  [home, away]: readonly [Games, Games],
  length: MatchLength,
): ReturnType<typeof setsOf> {
  const pairs: SideCounts[] = [];
  for (let set = 0; set < Math.max(home.length, away.length); set += 1) {
    const [ours, theirs] = [home[set] ?? null, away[set] ?? null];
    if (ours === null || theirs === null) return null;
    pairs.push({ home: ours, away: theirs });
  }
  return setsOf(pairs, length);
}

/** Games of one side by set; `null` = not a number. */
type Games = readonly (number | null)[];
