import { MICROS_PER_MINUTE } from '../../../engine/units.js';

/** How long a claimed message is left to its consumer before it is offered again, microseconds. */
export const OUTBOX_CLAIM = MICROS_PER_MINUTE;

/** After so long no transaction can be under way that took an earlier message's number, microseconds. */
export const OUTBOX_SETTLED = 60 * MICROS_PER_MINUTE;
