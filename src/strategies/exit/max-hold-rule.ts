import { MICROS_PER_MINUTE } from '../../engine/units.js';
import type { ExitRule } from './exit-rule.js';

interface Terms {
  readonly exit: { readonly holdMinutesMax: number | 'off' };
}

/** It was held this long. */
export const maxHoldRule: ExitRule<Terms> = {
  name: 'max-hold',
  judge: (look, { exit }) =>
    look.fireAbove((look.context.now - look.position.openedAt) / MICROS_PER_MINUTE, exit.holdMinutesMax),
};
