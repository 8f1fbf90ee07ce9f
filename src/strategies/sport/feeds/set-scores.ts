import type { SetsSituation, SideCounts } from '../../../engine/game-situation.js';

/** Whether the games of a set decide it: six with two more, or seven. */
function isWon({ home, away }: SideCounts): boolean {
  const [most, least] = home > away ? [home, away] : [away, home];
  return (most >= 6 && most - least >= 2) || most === 7 || (most >= 10 && most - least >= 2);
}

/**
 * Sets won and the games of the set that is played, from the games of each set in order. The last one is being
 * played while it is not decided. `null` = a set before the last one is not decided, so that the list is no match.
 */
export function setsOf(
  sets: readonly SideCounts[],
  bestOf: number | null,
): { readonly score: SideCounts; readonly situation: SetsSituation } | null {
  const last = sets.at(-1);
  const open = last !== undefined && !isWon(last) ? last : null;
  const decided = open === null ? sets : sets.slice(0, -1);
  if (!decided.every(isWon)) return null;
  const home = decided.filter((set) => set.home > set.away).length;
  const score = { home, away: decided.length - home };
  return { score, situation: { kind: 'sets', sets: score, games: open ?? { home: 0, away: 0 }, bestOf } };
}
