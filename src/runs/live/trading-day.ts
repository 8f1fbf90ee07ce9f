import { dayStarts } from '../../config/day-starts.js';
import { MICROS_PER_DAY, type Micros } from '../../engine/units.js';

/** When the trading day that holds `at` began in `timeZone`, and when the next begins. */
export function tradingDay(timeZone: string, at: Micros): { readonly start: Micros; readonly next: Micros } {
  const starts = dayStarts(timeZone, (at - MICROS_PER_DAY) as Micros, (at + 2 * MICROS_PER_DAY) as Micros);
  const start = starts.findLast((each) => each <= at);
  const next = starts.find((each) => each > at);
  // Three days always hold both.
  return { start: start ?? at, next: next ?? ((at + MICROS_PER_DAY) as Micros) };
}
