import { TouchlineError } from '../engine/errors.js';
import { MICROS_PER_DAY, MICROS_PER_MILLISECOND, type Micros, micros } from '../engine/units.js';

const MS_PER_MINUTE = 60_000;

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
  } catch (cause) {
    throw new TouchlineError(
      'CONFIG_INVALID',
      `account.timeZone: ${JSON.stringify(timeZone)} is no IANA time zone`,
      {
        hint: 'for example America/New_York or Europe/London',
        cause,
      },
    );
  }
}

/** Local calendar date at `timeMs`, as `YYYY-MM-DD`. */
const dateAt = (format: Intl.DateTimeFormat, timeMs: number): string => format.format(timeMs).slice(0, 10);

/** The first minute of the local date that `timeMs` lies in. A zone's offset changes on whole minutes. */
function startOfDate(format: Intl.DateTimeFormat, timeMs: number): number {
  const date = dateAt(format, timeMs);
  let before = timeMs - 26 * 60 * MS_PER_MINUTE;
  let within = timeMs;
  while (within - before > MS_PER_MINUTE) {
    const middle = Math.floor((before + within) / 2 / MS_PER_MINUTE) * MS_PER_MINUTE;
    if (middle <= before) break;
    if (dateAt(format, middle) === date) within = middle;
    else before = middle;
  }
  return Math.ceil(within / MS_PER_MINUTE) * MS_PER_MINUTE;
}

/**
 * The instants at which a new date begins in `timeZone`, from the date of `from` to that of `to`, ascending.
 * Days of 23 and 25 hours come out as they are.
 */
export function dayStarts(timeZone: string, from: Micros, to: Micros): readonly Micros[] {
  const format = zoneFormat(timeZone);
  const starts: Micros[] = [];
  let start = startOfDate(format, Math.floor(from / MICROS_PER_MILLISECOND));
  while (start * MICROS_PER_MILLISECOND <= to) {
    starts.push(micros(start * MICROS_PER_MILLISECOND));
    // 30 hours on always lies within the next date, whatever the change of clocks.
    start = startOfDate(format, start + (MICROS_PER_DAY / MICROS_PER_MILLISECOND) * 1.25);
  }
  return starts;
}
