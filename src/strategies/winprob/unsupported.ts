/** Sports without an honest closed model, and why. */
const REASONS: Readonly<Record<string, string>> = {
  cricket:
    'a chase depends on balls and wickets in hand through a fitted resource table (DLS), which is not shipped',
  mma: 'the hazard of a finish and the cards of the judges have no published closed form',
  boxing: 'the hazard of a stoppage and the cards of the judges have no published closed form',
  golf: 'a field of players needs a simulation of holes fitted to each of them',
  racing: 'a field of cars needs a simulation of lap times, stops and retirements',
  rugby: 'tries, kicks and cards were not fitted to any league',
  'australian-football': 'no margin deviation against the spread was fitted',
  lacrosse: 'no scoring rates were fitted',
  handball: 'no scoring rates were fitted',
  volleyball: 'rallies depend on who serves and receives; no model was fitted',
  'table-tennis': 'no strengths by point were fitted',
  badminton: 'no strengths by point were fitted',
  darts: 'legs depend on who throws first and on scoring rates that were not fitted',
  snooker: 'frames depend on break building that was not fitted; series of frames are under `series`',
  lol: 'a map depends on gold and objectives; series of maps are under `series`',
  dota2: 'a map depends on gold and objectives; series of maps are under `series`',
};

/** Sports that are known to have no model. */
export const UNSUPPORTED_SPORTS: readonly string[] = Object.keys(REASONS);

/** Why there is no win probability for a sport. */
export const unsupportedReason = (sport: string): string =>
  (Object.hasOwn(REASONS, sport) ? REASONS[sport] : undefined) ?? `no model of ${sport} is known`;
