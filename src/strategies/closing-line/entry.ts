import { MICROS_PER_MINUTE } from '../../engine/units.js';
import { BELIEF_GATES } from '../entry/belief-gates.js';
import { liquidityGate, spreadGate } from '../entry/book-gates.js';
import { hoursGate, phaseGate } from '../entry/clock-gates.js';
import { EntryLook } from '../entry/entry-look.js';
import { flatGate, gameLimitGate } from '../entry/exposure-gates.js';
import type { Gate } from '../entry/gate.js';
import { stakeGate } from '../entry/stake-gate.js';
import { enabledGate, sideGate } from '../entry/switch-gates.js';
import type { ClosingLineParameters } from './parameters.js';

/** What this strategy sees beside the rest. */
export class LineLook extends EntryLook {
  /** From when the line was known, microseconds; NaN = there is none. */
  knownAt = Number.NaN;
}

type LineGate = Gate<ClosingLineParameters, LineLook>;

/** The line is recent. Where there is none, `reference` blocks, not this. */
const lineAgeGate: LineGate = {
  name: 'line-age',
  judge: (look, { entry }) => {
    const age = (look.context.now - look.knownAt) / MICROS_PER_MINUTE;
    look.verdict(age, entry.lineAgeMinutesMax, Number.isNaN(age) || age <= entry.lineAgeMinutesMax);
  },
};

/** The gates of an entry in the order in which the funnel shows them. */
export const entryGates = (): readonly LineGate[] => [
  enabledGate,
  sideGate,
  lineAgeGate,
  phaseGate,
  hoursGate,
  ...BELIEF_GATES,
  spreadGate,
  liquidityGate,
  flatGate,
  gameLimitGate,
  stakeGate,
];
