import type { LiveConfig } from '../../config/live-config.js';
import { parseUsd, type Usd } from '../../engine/units.js';
import type { LiveLimits } from '../../live/safety/live-limits.js';

const dollars = (value: number): Usd => parseUsd(String(value));

/** The limits in the units that the session counts in. */
export function liveLimitsOf({ limits }: LiveConfig): LiveLimits {
  return {
    perOrder: dollars(limits.perOrderUsd),
    perMarket: dollars(limits.perMarketUsd),
    perGame: dollars(limits.perGameUsd),
    gross: dollars(limits.grossUsd),
    dailyTraded: dollars(limits.dailyTradedUsd),
    ordersPerMinute: limits.ordersPerMinute,
    ordersPerHour: limits.ordersPerHour,
    repeatSeconds: limits.repeatSeconds,
    fillsPerMinutePerMarket: limits.fillsPerMinutePerMarket,
    cashFloor: dollars(limits.cashFloorUsd),
    dailyLoss: dollars(limits.dailyLossUsd),
    drawdown: dollars(limits.drawdownUsd),
    losingStreak: limits.losingStreak,
    rejectsInRow: limits.rejectsInRow,
    rejectPauseSeconds: limits.rejectPauseSeconds,
    errorsPerMinute: limits.errorsPerMinute,
    collarTicks: limits.collarTicks,
    collarPart: limits.collarPart,
  };
}
