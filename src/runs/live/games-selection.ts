import type { LiveConfig } from '../../config/live-config.js';
import { MICROS_PER_DAY, MICROS_PER_HOUR, type Micros } from '../../engine/units.js';
import type { CatalogSelection } from '../../live/venues/polymarket/catalog/load-catalog.js';
import type { GamesWindow } from './session-document.js';

/** How long after its scheduled start a game can still be going on. */
const GOING_ON_HOURS = 12;

/** The games that a session which begins at `now` trades. */
export const freshWindow = ({ daysAhead }: Pick<LiveConfig, 'daysAhead'>, now: Micros): GamesWindow => ({
  from: (now - GOING_ON_HOURS * MICROS_PER_HOUR) as Micros,
  to: (now + Math.round(daysAhead * MICROS_PER_DAY)) as Micros,
});

/** What the catalog is asked for: winners of games, as every strategy here trades. */
export const selectionOf = (
  { leagues, marketsMax }: Pick<LiveConfig, 'leagues' | 'marketsMax'>,
  window: GamesWindow,
): CatalogSelection => ({
  leagues: leagues ?? [],
  ...window,
  marketTypes: ['moneyline'],
  mostMarkets: marketsMax,
});
