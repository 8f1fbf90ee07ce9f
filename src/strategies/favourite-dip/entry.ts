import { PRICE_ONE } from '../../engine/units.js';
import { liquidityGate, spreadGate } from '../entry/book-gates.js';
import { hoursGate, phaseGate, timeLeftGate, windowGate } from '../entry/clock-gates.js';
import { confidenceGate } from '../entry/confidence-gate.js';
import { inDollars } from '../entry/entry-look.js';
import { coolDownGate, entriesGate, flatGate, gameLimitGate } from '../entry/exposure-gates.js';
import type { Gate } from '../entry/gate.js';
import { leadGate } from '../entry/lead-gate.js';
import { stakeGate } from '../entry/stake-gate.js';
import { enabledGate, sideGate } from '../entry/switch-gates.js';
import type { FavouriteDipParameters } from './parameters.js';

type DipGate = Gate<FavouriteDipParameters>;

/** There is a baseline, and it is high enough. */
const baselineGate: DipGate = {
  name: 'baseline',
  judge: (look, { entry }) => {
    const { reference } = look;
    const isFavourite = reference !== null && reference >= entry.baselineMin * PRICE_ONE;
    look.verdict(inDollars(reference), entry.baselineMin, isFavourite);
  },
};

/** The mid fell far enough below the baseline. */
const dipGate: DipGate = {
  name: 'dip',
  judge: (look, { entry }) => {
    const { reference, quote } = look;
    const fall = reference === null || quote.mid === null ? null : reference - quote.mid;
    look.verdict(
      inDollars(fall),
      dipThreshold(entry, reference) / PRICE_ONE,
      hasDipped(entry, fall, reference),
    );
  },
};

/** The gates of an entry in the order in which the funnel shows them. */
export const entryGates = (): readonly DipGate[] => [
  enabledGate,
  sideGate,
  baselineGate,
  phaseGate,
  windowGate,
  timeLeftGate,
  leadGate,
  hoursGate,
  dipGate,
  spreadGate,
  liquidityGate,
  flatGate,
  gameLimitGate,
  entriesGate,
  coolDownGate,
  confidenceGate(),
  stakeGate,
];

/** The fall that is needed, 1e-4 dollars: the larger of two under `all`, the smaller under `any`. */
function dipThreshold(entry: FavouriteDipParameters['entry'], baseline: number | null): number {
  const relative = entry.dipRelativeMin === 'off' ? null : entry.dipRelativeMin * (baseline ?? Number.NaN);
  const points = entry.dipPointsMin === 'off' ? null : entry.dipPointsMin * PRICE_ONE;
  if (relative === null || points === null) return relative ?? points ?? Number.NaN;
  return entry.dipRule === 'all' ? Math.max(relative, points) : Math.min(relative, points);
}

/** A fall of exactly the threshold counts: compared in hundredths of a percent, not in rounded doubles. */
function hasDipped(
  entry: FavouriteDipParameters['entry'],
  fall: number | null,
  baseline: number | null,
): boolean {
  if (fall === null || baseline === null) return false;
  const { dipRelativeMin, dipPointsMin } = entry;
  const relative =
    dipRelativeMin === 'off' ? null : fall * PRICE_ONE >= Math.round(dipRelativeMin * PRICE_ONE) * baseline;
  const points = dipPointsMin === 'off' ? null : fall >= Math.round(dipPointsMin * PRICE_ONE);
  if (relative === null || points === null) return relative ?? points ?? false;
  return entry.dipRule === 'all' ? relative && points : relative || points;
}
