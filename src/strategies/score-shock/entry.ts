import { MICROS_PER_SECOND, PRICE_ONE } from '../../engine/units.js';
import { liquidityGate, spreadGate } from '../entry/book-gates.js';
import { hoursGate, timeLeftGate, windowGate } from '../entry/clock-gates.js';
import { EntryLook, inDollars } from '../entry/entry-look.js';
import { coolDownGate, entriesGate, flatGate, gameLimitGate } from '../entry/exposure-gates.js';
import type { Gate } from '../entry/gate.js';
import { stakeGate } from '../entry/stake-gate.js';
import { enabledGate, sideGate } from '../entry/switch-gates.js';
import type { ScoreShockParameters } from './parameters.js';

/** What this strategy sees beside the rest. */
export class ShockLook extends EntryLook {
  /** When the score last changed, microseconds; NaN = not yet. */
  scoredAt = Number.NaN;
  /** Move of the mid of YES around that score until now, 1e-4 dollars; NaN = not known. */
  jump = Number.NaN;
}

type ShockGate = Gate<ScoreShockParameters, ShockLook>;

/** The score has changed a moment ago. */
const scoreGate: ShockGate = {
  name: 'score',
  judge: (look, { entry }) => {
    const since = (look.context.now - look.scoredAt) / MICROS_PER_SECOND;
    look.verdict(since, entry.windowSeconds, since <= entry.windowSeconds);
  },
};

/** The mid has moved enough, either way. */
const jumpGate: ShockGate = {
  name: 'jump',
  judge: (look, { entry }) => {
    const size = Math.abs(look.jump);
    look.verdict(inDollars(size), entry.jumpMin, size >= Math.round(entry.jumpMin * PRICE_ONE));
  },
};

/** The gates of an entry in the order in which the funnel shows them. */
export const entryGates = (): readonly ShockGate[] => [
  enabledGate,
  sideGate,
  scoreGate,
  jumpGate,
  windowGate,
  timeLeftGate,
  hoursGate,
  spreadGate,
  liquidityGate,
  flatGate,
  gameLimitGate,
  entriesGate,
  coolDownGate,
  stakeGate,
];
