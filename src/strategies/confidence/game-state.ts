import { type ConfidenceFactor, isKnown } from './confidence-factor.js';

/**
 * The score of the side that would be bought, and whether half of the periods were reached. The steps are
 * points of basketball; preset `seed-v1` uses them for every sport, as the seed system did.
 */
export const gameState: ConfidenceFactor = {
  name: 'game_state',
  neutralTenths: 5,
  tenths({ lead, period, periods }) {
    if (!isKnown(lead)) return null;
    if (lead >= 0) return lead > 0 ? 6 : 7;
    if (!isKnown(period) || !isKnown(periods)) return null;
    return 2 * period < periods ? earlyDeficit(-lead) : lateDeficit(-lead);
  },
  describe: ({ lead, period, periods }) =>
    `lead ${lead ?? 'not known'}, period ${period ?? 'not known'} of ${periods ?? 'not known'}`,
};

function earlyDeficit(deficit: number): number {
  if (deficit <= 10) return 9;
  return deficit <= 15 ? 7 : 5;
}

function lateDeficit(deficit: number): number {
  if (deficit <= 5) return 7;
  return deficit <= 10 ? 5 : 3;
}
