import type { Micros, Price, Shares } from '../../../../engine/units.js';
import {
  fieldsOf,
  readFlagOrNull,
  readInstantOrNull,
  readNestedOrEmpty,
  readText,
  readUnitsOrNull,
} from './fields.js';
import { readDelayMs, readFee, type WireFee } from './gamma-market.js';

/** A market as the order service has it: `GET /clob-markets/{condition id}`. What it does not say is `null`. */
export interface ClobMarket {
  readonly condition: string;
  readonly tick: Price | null;
  readonly minimumSize: Shares | null;
  readonly negRisk: boolean | null;
  readonly fee: WireFee | null;
  readonly acceptingOrders: boolean | null;
  readonly startTime: Micros | null;
  readonly clearAtStart: boolean | null;
  readonly delayMs: number | null;
}

/** Source of the short keys: docs.polymarket.com, get-clob-market-info. @throws LIVE_WIRE. */
export function readClobMarket(value: unknown): ClobMarket {
  const fields = fieldsOf(value, 'market');
  return {
    condition: readText(fields, 'c'),
    tick: readUnitsOrNull(fields, 'mts', 4) as Price | null,
    minimumSize: readUnitsOrNull(fields, 'mos', 6) as Shares | null,
    negRisk: readFlagOrNull(fields, 'nr'),
    fee: readFee(readNestedOrEmpty(fields, 'fd'), 'r', 'e'),
    acceptingOrders: readFlagOrNull(fields, 'ao'),
    startTime: readInstantOrNull(fields, 'gst'),
    clearAtStart: readFlagOrNull(fields, 'cbos'),
    delayMs: readDelayMs(fields, 'sd'),
  };
}
