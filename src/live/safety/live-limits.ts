import type { Usd } from '../../engine/units.js';
import type { AdmissionLimits } from '../store/live-store.js';

/** Limits of a live account: those that the store enforces as an order is admitted, and those that halt. */
export interface LiveLimits extends AdmissionLimits {
  /** Loss since the day began at which everything halts. */
  readonly dailyLoss: Usd;
  /** Fall of equity from its peak in this session at which everything halts. */
  readonly drawdown: Usd;
  /** Losing round trips in a row at which everything halts. */
  readonly losingStreak: number;
  /** Refused orders in a row after which nothing leaves for `rejectPauseSeconds`. */
  readonly rejectsInRow: number;
  readonly rejectPauseSeconds: number;
  /** Requests of unknown or failed outcome within a minute at which everything halts. */
  readonly errorsPerMinute: number;
  /** How far a limit price may lie from the mid: the wider of ticks and part of the mid. */
  readonly collarTicks: number;
  readonly collarPart: number;
}

const dollars = (value: number): Usd => (value * 1_000_000) as Usd;

export const DEFAULT_LIVE_LIMITS: LiveLimits = {
  perOrder: dollars(25),
  perMarket: dollars(100),
  perGame: dollars(150),
  gross: dollars(500),
  dailyTraded: dollars(2_000),
  ordersPerMinute: 10,
  ordersPerHour: 60,
  repeatSeconds: 10,
  fillsPerMinutePerMarket: 5,
  cashFloor: dollars(0),
  dailyLoss: dollars(50),
  drawdown: dollars(100),
  losingStreak: 8,
  rejectsInRow: 3,
  rejectPauseSeconds: 60,
  errorsPerMinute: 10,
  collarTicks: 5,
  collarPart: 0.03,
};
