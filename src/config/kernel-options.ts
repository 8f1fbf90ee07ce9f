import type { BacktestOptions } from '../engine/backtest.js';
import type { LatencyOptions } from '../engine/simulation/latency.js';
import type { Strategy } from '../engine/strategy.js';
import {
  MICROS_PER_MINUTE,
  type Micros,
  parsePrice,
  parseShares,
  parseUsd,
  type Usd,
} from '../engine/units.js';
import { dayStarts } from './day-starts.js';
import type { RunConfig } from './run-config.js';

/** TOML numbers are doubles: their shortest decimal form is what the person wrote, and it is parsed exactly. */
const dollars = (value: number): Usd => parseUsd(String(value));
const limitOf = (value: number | 'none'): Usd | null => (value === 'none' ? null : dollars(value));

function latencyOf(venue: RunConfig['venue']): LatencyOptions {
  const minimumMs = venue.latencyMinimumMs;
  switch (venue.latencyModel) {
    case 'constant':
      return {
        entryMs: venue.entryLatencyMs,
        cancelMs: venue.cancelLatencyMs,
        responseMs: venue.responseLatencyMs,
      };
    case 'sampled':
      return { kind: 'sampled', minimumMs, meanMs: Math.max(minimumMs, venue.latencyMeanMs) };
    default:
      return { kind: 'data', minimumMs, factor: venue.latencyFactor };
  }
}

/** Turns a checked configuration into what the kernel takes. @throws ENGINE_UNIT for digits finer than a unit. */
export function kernelOptions(
  config: RunConfig,
  strategy: Strategy,
  span: { readonly from: Micros; readonly to: Micros },
): BacktestOptions {
  const { account, venue, risk, report } = config;
  return {
    strategy,
    startingCash: dollars(account.cashUsd),
    seed: String(config.seed),
    venue: {
      latency: latencyOf(venue),
      queueModel: venue.queueModel,
      failedFills:
        venue.failedFillProbability === 0
          ? null
          : { probability: venue.failedFillProbability, afterMs: venue.failedFillAfterSeconds * 1_000 },
      quoteSizeCap: parseShares(String(venue.quoteSizeCapShares)),
      staleAfterMs: venue.staleAfterSeconds * 1_000,
      makerRebates: venue.makerRebates,
      syntheticHalfSpread:
        venue.syntheticHalfSpread === undefined ? null : parsePrice(String(venue.syntheticHalfSpread)),
    },
    risk: {
      perOrder: limitOf(risk.perOrderUsd),
      perMarket: limitOf(risk.perMarketUsd),
      perGame: limitOf(risk.perGameUsd),
      perSport: limitOf(risk.perSportUsd),
      perAccount: limitOf(risk.perAccountUsd),
      dailyLoss: limitOf(risk.dailyLossUsd),
      openMarkets: risk.openMarkets === 'none' ? null : risk.openMarkets,
    },
    dayStarts: dayStarts(account.timeZone, span.from, span.to),
    equityEvery: Math.round(report.equityEveryMinutes * MICROS_PER_MINUTE) as Micros,
    blockedDecisionsMax: report.blockedDecisionsPerGate,
  };
}
