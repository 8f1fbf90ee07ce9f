import type { Micros, Price, Shares, Usd } from '../../../../engine/units.js';
import {
  type Fields,
  fieldsOf,
  parseJson,
  readAny,
  readFlagOrNull,
  readInstantOrNull,
  readNestedOrEmpty,
  readText,
  readTextOrNull,
  readUnits,
  readUnitsOrNull,
} from './fields.js';
import { wireFault } from './wire-fault.js';

/** Taker fee as a market states it: rate in 1e-4, exponent of p(1 - p). */
export interface WireFee {
  readonly rate: number;
  readonly exponent: number;
}

/** A market as Gamma lists it. What it does not say is `null`. */
export interface GammaMarket {
  readonly slug: string;
  readonly condition: string;
  readonly question: string;
  /** Names of the two outcomes, in the order of the tokens. */
  readonly outcomes: readonly [string, string];
  readonly tokens: readonly [string, string];
  /** What a share of each pays or trades at, 1e-6 dollars. */
  readonly prices: readonly [Usd, Usd] | null;
  readonly version: string;
  readonly negRisk: boolean;
  readonly active: boolean | null;
  readonly closed: boolean | null;
  readonly acceptingOrders: boolean | null;
  readonly tick: Price | null;
  readonly minimumSize: Shares | null;
  readonly feesEnabled: boolean | null;
  readonly fee: WireFee | null;
  readonly delayMs: number | null;
  readonly startTime: Micros | null;
  readonly clearAtStart: boolean | null;
  /** Lower case, for example `moneyline`. */
  readonly type: string | null;
  readonly title: string | null;
  readonly resolution: string | null;
}

/** @throws LIVE_WIRE, for markets without two outcomes too: touchline does not know their kind. */
export function readGammaMarket(value: unknown): GammaMarket {
  const fields = fieldsOf(value, 'market');
  const version = readText(fields, 'version');
  return {
    slug: readText(fields, 'slug'),
    condition: readText(fields, 'conditionId'),
    question: readTextOrNull(fields, 'question') ?? '',
    outcomes: pairOf(fields, 'outcomes', asText),
    tokens: pairOf(fields, version === 'v2' ? 'positionIds' : 'clobTokenIds', asToken),
    prices: readAny(fields, 'outcomePrices') === undefined ? null : pairOf(fields, 'outcomePrices', asUsd),
    version,
    negRisk: readFlagOrNull(fields, 'negRisk') ?? false,
    active: readFlagOrNull(fields, 'active'),
    closed: readFlagOrNull(fields, 'closed'),
    acceptingOrders: readFlagOrNull(fields, 'acceptingOrders'),
    tick: readUnitsOrNull(fields, 'orderPriceMinTickSize', 4) as Price | null,
    minimumSize: readUnitsOrNull(fields, 'orderMinSize', 6) as Shares | null,
    feesEnabled: readFlagOrNull(fields, 'feesEnabled'),
    fee: readFee(readNestedOrEmpty(fields, 'feeSchedule'), 'rate', 'exponent'),
    delayMs: readDelayMs(fields, 'secondsDelay'),
    startTime: readInstantOrNull(fields, 'gameStartTime'),
    clearAtStart: readFlagOrNull(fields, 'clearBookOnStart'),
    type: readTextOrNull(fields, 'sportsMarketType')?.toLowerCase() ?? null,
    title: readTextOrNull(fields, 'groupItemTitle'),
    resolution: readTextOrNull(fields, 'umaResolutionStatus')?.toLowerCase() ?? null,
  };
}

/** A fee of rate and exponent; `null` = not stated. @throws LIVE_WIRE for what is finer than 1e-4. */
export function readFee(fields: Fields, rate: string, exponent: string): WireFee | null {
  const stated = readUnitsOrNull(fields, rate, 4);
  return stated === null ? null : { rate: stated, exponent: readUnits(fields, exponent, 0) };
}

/** Seconds on the wire, with fractions or without. */
export function readDelayMs(fields: Fields, field: string): number | null {
  return readUnitsOrNull(fields, field, 3);
}

/** A list of two, as a list or as JSON text of one. */
function pairOf<T>(
  fields: Fields,
  field: string,
  read: (value: unknown, field: string) => T,
): readonly [T, T] {
  const value = readAny(fields, field);
  const list = typeof value === 'string' ? parseJson(value) : value;
  if (!Array.isArray(list) || list.length !== 2) throw wireFault(field, value, 'a list of two');
  return [read(list[0], field), read(list[1], field)];
}

const asText = (value: unknown, field: string): string => readText({ [field]: value }, field);

function asToken(value: unknown, field: string): string {
  if (typeof value === 'string' && /^\d{1,78}$/.test(value)) return value;
  throw wireFault(field, value, 'up to 78 decimal digits, as text');
}

/** Prices of open markets can have any number of digits; beyond the sixth they mean nothing here. */
function asUsd(value: unknown, field: string): Usd {
  const text = typeof value === 'string' ? value.replace(/(\.\d{6})\d+$/, '$1') : value;
  return readUnits({ [field]: text }, field, 6) as Usd;
}
