import { TouchlineError } from '../../../../engine/errors.js';

/** A message of the venue that is not what it should be. */
export function wireFault(field: string, value: unknown, wanted: string): TouchlineError {
  return new TouchlineError('LIVE_WIRE', `a message of the venue has no readable ${field}`, {
    where: { field, value: shortly(value) },
    hint: `wanted ${wanted}`,
  });
}

/** The value that a fault is about, as it was put down. */
export const faultValue = ({ where: { value } }: TouchlineError): string => String(value ?? '');

/** A value cut to what fits in a log line. */
function shortly(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return String(value).slice(0, 80);
}
