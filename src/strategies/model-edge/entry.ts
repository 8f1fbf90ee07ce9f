import { MICROS_PER_SECOND, PRICE_ONE } from '../../engine/units.js';
import { BELIEF_GATES } from '../entry/belief-gates.js';
import { liquidityGate, spreadGate } from '../entry/book-gates.js';
import { hoursGate, timeLeftGate, windowGate } from '../entry/clock-gates.js';
import { EntryLook, inDollars } from '../entry/entry-look.js';
import { flatGate, gameLimitGate } from '../entry/exposure-gates.js';
import type { Gate } from '../entry/gate.js';
import { stakeGate } from '../entry/stake-gate.js';
import { enabledGate, sideGate } from '../entry/switch-gates.js';
import type { ModelEdgeParameters } from './parameters.js';

/** What this strategy sees beside the rest. */
export class ModelLook extends EntryLook {
  /** Mid of YES when the last state of the game was made, as far as that can be known, 1e-4 dollars; NaN = not known. */
  midAtState = Number.NaN;
}

type ModelGate = Gate<ModelEdgeParameters, ModelLook>;

/** The state of the game is recent. */
const stateAgeGate: ModelGate = {
  name: 'state-age',
  judge: (look, { entry }) => {
    const { stateAt, state } = look.game;
    const age = state === null ? Number.NaN : (look.context.now - stateAt) / MICROS_PER_SECOND;
    look.verdict(age, entry.stateAgeSecondsMax, age <= entry.stateAgeSecondsMax);
  },
};

/**
 * The price has not moved since the state was made. A price is faster than any feed of the game: when it jumps, it
 * knows what the model will hear of in a few seconds.
 */
const inStepGate: ModelGate = {
  name: 'in-step',
  judge: (look, { entry }) => {
    const { mid } = look.context.book(look.market.index);
    const moved = mid === null ? Number.NaN : Math.abs(mid - look.midAtState);
    look.verdict(inDollars(moved), entry.moveMax, moved <= Math.round(entry.moveMax * PRICE_ONE));
  },
};

/** The gates of an entry in the order in which the funnel shows them. */
export const entryGates = (): readonly ModelGate[] => [
  enabledGate,
  sideGate,
  stateAgeGate,
  inStepGate,
  windowGate,
  timeLeftGate,
  hoursGate,
  ...BELIEF_GATES,
  spreadGate,
  liquidityGate,
  flatGate,
  gameLimitGate,
  stakeGate,
];
