import { type Prob, prob } from '../../engine/units.js';
import { lastWhere } from '../numeric/last-where.js';
import { type TennisModel, tennisWin } from './tennis.js';

const START = { home: 0, away: 0 } as const;

/**
 * The two serve probabilities at which a match at its start is worth a price, their sum held at the tour's mean on
 * the surface: about 1.28 for men and 1.13 for women.
 */
export function servesFromPrice(
  price: Prob,
  serveSum: number,
  match: Pick<TennisModel, 'bestOf' | 'finalTiebreakPoints'>,
): Pick<TennisModel, 'homeServe' | 'awayServe'> {
  const at = (homeServe: number): Pick<TennisModel, 'homeServe' | 'awayServe'> => ({
    homeServe: prob(homeServe),
    awayServe: prob(Math.min(1, Math.max(0, serveSum - homeServe))),
  });
  const start = { sets: START, games: START, points: START, server: 'home' } as const;
  const low = Math.max(0, serveSum - 1);
  const high = Math.min(1, serveSum);
  return at(lastWhere({ low, high }, (serve) => tennisWin({ ...match, ...at(serve) }, start) <= price));
}
