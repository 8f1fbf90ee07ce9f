import {
  type Fields,
  fieldsOf,
  readAny,
  readFlag,
  readNestedOrEmpty,
  readTextOrNull,
} from '../wire/fields.js';
import { wireFault } from '../wire/wire-fault.js';

/** Whether orders may be sent from this address. @throws LIVE_WIRE: what is not said is not allowed. */
export function readGeoblock(body: unknown): { readonly blocked: boolean; readonly place: string } {
  const fields = fieldsOf(body, 'geoblock');
  const blocked = readFlag(fields, 'blocked');
  const place = [readTextOrNull(fields, 'country'), readTextOrNull(fields, 'region')].filter(
    (each) => each !== null,
  );
  return { blocked, place: place.join(' ') };
}

/** Whether the account may only close positions. @throws LIVE_WIRE. */
export function readClosedOnly(body: unknown): boolean {
  return readFlag(fieldsOf(body, 'ban status'), 'closed_only');
}

/** What the wallet holds of one asset, 1e-6, and what each contract may take of it. */
export interface BalanceAllowance {
  readonly balance: number;
  /** By contract, lower case. Up to 2^256. */
  readonly allowances: ReadonlyMap<string, bigint>;
}

/** @throws LIVE_WIRE unless a whole number of 1e-6. */
export function readBalanceAllowance(body: unknown): BalanceAllowance {
  const fields = fieldsOf(body, 'balance');
  const allowances = readNestedOrEmpty(fields, 'allowances');
  return {
    balance: wholeUnits(fields, 'balance'),
    allowances: new Map(
      Object.entries(allowances).map(([contract, amount]) => [
        contract.toLowerCase(),
        bigDigits(contract, amount),
      ]),
    ),
  };
}

function wholeUnits(fields: Fields, field: string): number {
  const value = readAny(fields, field);
  const digits = typeof value === 'number' ? String(value) : value;
  const result = typeof digits === 'string' && /^\d{1,16}$/.test(digits) ? Number(digits) : Number.NaN;
  if (!Number.isSafeInteger(result)) throw wireFault(field, value, 'a whole number of 1e-6');
  return result;
}

function bigDigits(contract: string, amount: unknown): bigint {
  if (typeof amount === 'string' && /^\d{1,78}$/.test(amount)) return BigInt(amount);
  throw wireFault(`allowance of ${contract.slice(0, 44)}`, amount, 'decimal digits');
}

/** Seconds of the venue's clock. @throws LIVE_WIRE. */
export function readTime(body: unknown): number {
  const seconds = typeof body === 'string' ? Number(body) : body;
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds > 1e9 && seconds < 1e10)
    return seconds;
  throw wireFault('time', body, 'seconds since 1970');
}
