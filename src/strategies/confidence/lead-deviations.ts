import { marginDeviationOf } from '../winprob/margin-deviations.js';

/** Goals of both sides in a game, working values; of two Poisson processes the difference has this variance. */
const GOALS_OF_SPORT: ReadonlyMap<string, number> = new Map([
  ['soccer', 2.7],
  ['hockey', 6],
]);

/**
 * A lead in standard deviations of what is left: `lead / (s sqrt(f))`. `null` = the lead or the clock is not known,
 * regulation is over, or nothing is known of the sport's deviation.
 */
export function leadDeviations(
  { league, sport }: { readonly league: string; readonly sport: string },
  lead: number | null,
  remaining: number | null,
): number | null {
  const goals = GOALS_OF_SPORT.get(sport);
  const deviation = marginDeviationOf(league) ?? (goals === undefined ? null : Math.sqrt(goals));
  if (lead === null || remaining === null || remaining <= 0 || deviation === null) return null;
  return lead / (deviation * Math.sqrt(remaining));
}
