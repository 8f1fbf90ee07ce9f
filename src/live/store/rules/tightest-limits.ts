import type { Usd } from '../../../engine/units.js';
import type { AdmissionLimits, RiskSettings } from '../live-store.js';

/** Caps of `RiskSettings`, in the order in which they are told. */
export const RISK_CAPS = [
  'perOrder',
  'perMarket',
  'perGame',
  'gross',
  'dailyTraded',
  'ordersPerMinute',
  'ordersPerHour',
  'cashFloor',
] as const satisfies readonly (keyof RiskSettings)[];

/** No cap at all. */
export const NO_CAPS: RiskSettings = {
  perOrder: null,
  perMarket: null,
  perGame: null,
  gross: null,
  dailyTraded: null,
  ordersPerMinute: null,
  ordersPerHour: null,
  cashFloor: null,
};

/** The stricter of what a session was set to and what its account allows, limit by limit. */
export function tightestLimits(limits: AdmissionLimits, caps: RiskSettings | null): AdmissionLimits {
  if (caps === null) return limits;
  return {
    ...limits,
    perOrder: least(limits.perOrder, caps.perOrder),
    perMarket: least(limits.perMarket, caps.perMarket),
    perGame: least(limits.perGame, caps.perGame),
    gross: least(limits.gross, caps.gross),
    dailyTraded: least(limits.dailyTraded, caps.dailyTraded),
    ordersPerMinute: least(limits.ordersPerMinute, caps.ordersPerMinute),
    ordersPerHour: least(limits.ordersPerHour, caps.ordersPerHour),
    cashFloor: Math.max(limits.cashFloor, caps.cashFloor ?? 0) as Usd,
  };
}

const least = <T extends number>(one: T | null, other: T | null): T | null =>
  one === null ? other : other === null ? one : (Math.min(one, other) as T);
