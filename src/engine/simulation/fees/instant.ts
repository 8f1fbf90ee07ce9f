import { TouchlineError } from '../../errors.js';
import { MICROS_PER_DAY, MICROS_PER_MINUTE, type Micros, micros } from '../../units.js';

const DAYS_PER_ERA = 146_097;
const EPOCH_DAY = 719_468;

/** Days from 1970-01-01 to a date of the Gregorian calendar; month 13 is the next January. Source: howardhinnant.github.io/date_algorithms.html */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - EPOCH_DAY;
}

/**
 * The instant that `YYYY-MM-DDTHH:MM[:SS[.mmm]]Z` writes, so that a dated table can be read beside its source.
 *
 * @throws ENGINE_UNIT for any other form.
 * @example instant('2026-07-01T04:00Z') // midnight in New York, summer time
 */
export function instant(text: string): Micros {
  const match =
    /^(\d{4})-(0[1-9]|1[0-2])-(\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d(?:\.\d{1,3})?))?Z$/.exec(text) ??
    [];
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const firstDay = daysFromCivil(year, month, 1);
  if (day < 1 || day > daysFromCivil(year, month + 1, 1) - firstDay) {
    throw new TouchlineError(
      'ENGINE_UNIT',
      `an instant is YYYY-MM-DDTHH:MM[:SS]Z, was ${JSON.stringify(text)}`,
    );
  }
  return micros(
    (firstDay + day - 1) * MICROS_PER_DAY +
      (hour * 60 + minute) * MICROS_PER_MINUTE +
      Math.round(second * 1e6),
  );
}
