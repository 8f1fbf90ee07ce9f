import { MICROS_PER_MINUTE } from '../../../engine/units.js';

/** How long a claimed message is left to its consumer before it is offered again, microseconds. */
export const OUTBOX_CLAIM = MICROS_PER_MINUTE;
